//! Tasks that wait for themselves: cycles in `needs` as strongly connected components (spec 3.2 rule 6).
//! Tarjan's algorithm (SIAM J. Comput. 1, 1972) with its own stack, so that a long chain costs no recursion.

use super::work::Work;

const UNSEEN: u32 = u32::MAX;

/// The cycles among these tasks, each in the order of rule 2.
pub(super) fn cycles(work: &Work, among: &[u32]) -> Vec<Vec<u32>> {
    let mut search = Search {
        work,
        index: vec![UNSEEN; work.tasks.len()],
        low: vec![UNSEEN; work.tasks.len()],
        on_stack: vec![false; work.tasks.len()],
        stack: Vec::new(),
        seen: 0,
        found: Vec::new(),
    };
    let is_among = {
        let mut marks = vec![false; work.tasks.len()];
        among.iter().for_each(|task| marks[*task as usize] = true);
        marks
    };
    for task in among {
        if search.index[*task as usize] == UNSEEN {
            search.walk(*task, &is_among);
        }
    }
    search.found.sort_unstable();
    search.found
}

struct Search<'w> {
    work: &'w Work,
    index: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<u32>,
    seen: u32,
    found: Vec<Vec<u32>>,
}

impl Search<'_> {
    fn walk(&mut self, root: u32, is_among: &[bool]) {
        self.enter(root);
        let mut path = vec![(root, 0)];
        while let Some((task, next)) = path.last_mut() {
            let task = *task;
            let Some(needed) = self.work.needs.of(task).get(*next).copied() else {
                path.pop();
                self.leave(task);
                if let Some((parent, _)) = path.last() {
                    self.lower(*parent, self.low[task as usize]);
                }
                continue;
            };
            *next += 1;
            if !is_among[needed as usize] {
                continue;
            }
            if self.index[needed as usize] == UNSEEN {
                self.enter(needed);
                path.push((needed, 0));
            } else if self.on_stack[needed as usize] {
                self.lower(task, self.index[needed as usize]);
            }
        }
    }

    fn enter(&mut self, task: u32) {
        self.index[task as usize] = self.seen;
        self.low[task as usize] = self.seen;
        self.seen += 1;
        self.stack.push(task);
        self.on_stack[task as usize] = true;
    }

    fn lower(&mut self, task: u32, low: u32) {
        self.low[task as usize] = self.low[task as usize].min(low);
    }

    /// Everything reached from this task is seen; if none of it leads further back, it closes a component.
    fn leave(&mut self, task: u32) {
        if self.low[task as usize] != self.index[task as usize] {
            return;
        }
        let at = self.stack.iter().rposition(|it| *it == task).unwrap_or(0);
        let mut component = self.stack.split_off(at);
        component.iter().for_each(|it| self.on_stack[*it as usize] = false);
        if component.len() > 1 || self.work.needs.of(task).contains(&task) {
            component.sort_unstable();
            self.found.push(component);
        }
    }
}
