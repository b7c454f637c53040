//! Lists of numbers, one for each number, in one piece of memory.

#[derive(Debug, Clone)]
pub(super) struct Edges {
    start: Vec<u32>,
    to: Vec<u32>,
}

impl Edges {
    pub fn with_room_for(nodes: usize) -> Self {
        let mut start = Vec::with_capacity(nodes + 1);
        start.push(0);
        Edges { start, to: Vec::new() }
    }

    /// One more of the list that is being written.
    pub fn add(&mut self, to: u32) {
        self.to.push(to);
    }

    /// The list is complete; the next one begins.
    pub fn next(&mut self) {
        self.start.push(self.to.len() as u32);
    }

    pub fn of(&self, node: u32) -> &[u32] {
        &self.to[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }

    pub fn count(&self) -> usize {
        self.start.len() - 1
    }

    /// For each of so many numbers the lists that hold it, in their order.
    pub fn turned(&self, nodes: usize) -> Edges {
        let mut start = vec![0; nodes + 1];
        self.to.iter().for_each(|to| start[*to as usize + 1] += 1);
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut to = vec![0; self.to.len()];
        for from in 0..self.count() as u32 {
            for target in self.of(from) {
                let place = &mut next[*target as usize];
                to[*place as usize] = from;
                *place += 1;
            }
        }
        Edges { start, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_turned_round_in_order() {
        let mut edges = Edges::with_room_for(3);
        for list in [&[1, 2][..], &[], &[1, 1]] {
            list.iter().for_each(|to| edges.add(*to));
            edges.next();
        }
        assert_eq!((edges.of(0), edges.of(1), edges.of(2)), (&[1, 2][..], &[][..], &[1, 1][..]));
        let turned = edges.turned(4);
        assert_eq!([turned.of(0), turned.of(1), turned.of(2), turned.of(3)], [&[][..], &[0, 2, 2], &[0], &[]]);
    }
}
