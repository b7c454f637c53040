//! Whether two records are the same, comments included, without looking into what they share.
//! A visitor over the rows: `Arc::ptr_eq` first, then field by field.

use crate::plan::{Item, List, Record, Row, Rows, Scalar};
use std::sync::Arc;

/// The same fields, items and comments.
pub(crate) fn same<R: Record>(a: &R, b: &R) -> bool {
    compare(a, b, Lists::Too)
}

/// The same fields, whatever the items of its lists.
pub(crate) fn same_but_lists<R: Record>(a: &R, b: &R) -> bool {
    compare(a, b, Lists::Not)
}

/// The same item with the same comments.
pub(crate) fn same_item<C: Item>(a: &Arc<C>, b: &Arc<C>) -> bool {
    Arc::ptr_eq(a, b) || (a.trivia().same(b.trivia()) && same(&**a, &**b))
}

#[derive(Clone, Copy, PartialEq)]
enum Lists {
    Too,
    Not,
}

fn compare<R: Record>(a: &R, b: &R, lists: Lists) -> bool {
    let mut same = Same { a, b, lists, so_far: true };
    R::rows(&mut same);
    same.so_far
}

struct Same<'a, R> {
    a: &'a R,
    b: &'a R,
    lists: Lists,
    so_far: bool,
}

impl<R: Record> Rows<R> for Same<'_, R> {
    fn scalar<T: Scalar>(&mut self, _: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        self.so_far = self.so_far && get(self.a) == get(self.b);
    }
    fn part<C: Record>(&mut self, _: Row, get: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        self.so_far = self.so_far && compare(get(self.a), get(self.b), self.lists);
    }
    fn option<C: Record>(&mut self, _: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        self.so_far = self.so_far
            && match (get(self.a), get(self.b)) {
                (Some(a), Some(b)) => compare(a, b, self.lists),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
    }
    fn list<C: Item>(&mut self, _: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        let (a, b) = (get(self.a), get(self.b));
        let equal = |()| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_item(a, b));
        self.so_far = self.so_far && (self.lists == Lists::Not || equal(()));
    }
}
