//! The merge table, row by row, and the laws that every merge keeps, over random plans.
//! Left out of the table: rows about text, disk and git (M33, M39 to M41 are in tests/git.rs, M35 in the writer's own tests), and those about things this plan has not (M43, M44).

mod beyond;
mod laws;
mod plans;
mod table;
