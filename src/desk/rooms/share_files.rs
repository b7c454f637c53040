//! The files of a share: what each side was sent, in each chosen format that its plan has.
//! Gives names and bytes; where they go is the shell's business.

use super::{Pick, Picks};
use crate::{
    customer::{self, Mailbox},
    delivery,
    plan::{Audience, Plan},
    projection::project,
    sharing::{Preview, extension, file_name},
};
use chrono::NaiveDate;

/// The format that every plan has, and that is written unless somebody says otherwise.
const TEXT: &str = "text";

/// Every format of either plan, text chosen.
pub(super) fn formats() -> Picks {
    let mut names: Vec<&str> = customer::FORMATS.iter().map(|it| it.name).collect();
    names.extend(delivery::FORMATS.iter().map(|it| it.name).filter(|name| !customer::FORMATS.iter().any(|it| it.name == *name)));
    let aside = |name: &str| {
        let (customer, delivery) = (customer::FORMATS.iter().any(|it| it.name == name), delivery::FORMATS.iter().any(|it| it.name == name));
        match (customer, delivery) {
            (true, false) => "customer plan",
            (false, true) => "delivery plan",
            (true, true) | (false, false) => "",
        }
    };
    let row = |name: &str| Pick { letter: None, id: name.into(), words: name.into(), aside: aside(name).into(), is_chosen: name == TEXT };
    Picks::lettered(names.into_iter().map(row).collect())
}

/// Name and bytes of each file. The delivery side is sent the plan as it stands once both are told.
pub(super) fn files(preview: &Preview, told: &Plan, chosen: &[String], today: NaiveDate) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    if preview.recipients.is_for_customer() {
        // A mail goes to those whose address is known.
        let address = |name: &String| Mailbox::new(name, &told.person(name)?.email);
        let sent = preview.customer.clone().with_recipients(preview.recipients.customer.iter().filter_map(address).collect());
        for format in customer::FORMATS.iter().filter(|it| chosen.iter().any(|name| name == it.name)) {
            let name = file_name(Audience::Customer, preview.rev, today, extension(format.name));
            files.push((name, (format.write)(&sent)));
        }
    }
    if !preview.recipients.delivery.is_empty() {
        let ends = delivery::ends(told, &project(told, today));
        for format in delivery::FORMATS.iter().filter(|it| chosen.iter().any(|name| name == it.name)) {
            let name = file_name(Audience::Delivery, preview.delivery_rev, today, extension(format.name));
            files.push((name, (format.write)(told, &ends, today).into_bytes()));
        }
    }
    files
}
