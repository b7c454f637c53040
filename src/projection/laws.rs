//! What holds in every plan, over random ones (spec 3.2).
