//! Whether two records are alike to the last comment; what is shared is not looked into.
//! `==` of the nouns leaves comments out, and this does not. The rows say what to compare, so a new field is compared too.

use super::{Item, List, Record, Row, Rows, Scalar};
use std::sync::Arc;

/// Equal in every field, and in the comments of every item below.
pub(crate) fn same<R: Record>(a: &R, b: &R) -> bool {
    compared(a, b, Lists::Too)
}

/// Equal in every field, whatever its lists hold.
pub(crate) fn same_but_lists<R: Record>(a: &R, b: &R) -> bool {
    compared(a, b, Lists::Not)
}

/// Equal, their own comments included.
pub(crate) fn same_item<C: Item>(a: &Arc<C>, b: &Arc<C>) -> bool {
    Arc::ptr_eq(a, b) || (a.trivia().same(b.trivia()) && same(&**a, &**b))
}

/// The same items in the same order.
pub(crate) fn same_list<C: Item>(a: &List<C>, b: &List<C>) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_item(a, b))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lists {
    Too,
    Not,
}

fn compared<R: Record>(a: &R, b: &R, lists: Lists) -> bool {
    let mut visitor = Same { a, b, lists, so_far: true };
    R::rows(&mut visitor);
    visitor.so_far
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
        self.so_far = self.so_far && compared(get(self.a), get(self.b), self.lists);
    }
    fn option<C: Record>(&mut self, _: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        self.so_far = self.so_far
            && match (get(self.a), get(self.b)) {
                (None, None) => true,
                (Some(a), Some(b)) => compared(a, b, self.lists),
                (Some(_), None) | (None, Some(_)) => false,
            };
    }
    fn list<C: Item>(&mut self, _: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        self.so_far = self.so_far && (self.lists == Lists::Not || same_list(get(self.a), get(self.b)));
    }
}
