//! How the files of a share are called: by plan, revision and day, in a folder beside the plan (spec 6).

use crate::plan::Audience;
use chrono::NaiveDate;

/// The folder beside the plan.
pub const FOLDER: &str = "shared";

/// `customer-rev3-2027-02-08.txt`.
pub fn file_name(audience: Audience, rev: u32, on: NaiveDate, extension: &str) -> String {
    format!("{}-rev{rev}-{on}.{extension}", plan_word(audience))
}

pub const fn plan_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Customer => "customer",
        Audience::Delivery => "delivery",
    }
}

/// Of a file in a format, by the format's name.
pub fn extension(format: &str) -> &str {
    match format {
        "text" => "txt",
        "markdown" => "md",
        own => own,
    }
}
