//! A name with an e-mail address, fit for a mail's header: nothing in it can end the line or begin another address.

use super::line;

/// Who a mail goes to or comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// One clean line; may be empty.
    name: String,
    address: String,
}

impl Mailbox {
    /// None when the address is none: it is ASCII without spaces, with one `@` and something on both sides of it.
    pub fn new(name: &str, address: &str) -> Option<Mailbox> {
        let address = address.trim();
        let (local, domain) = address.split_once('@')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let fits = |part: &str| !part.is_empty() && part.chars().all(plain);
        (fits(local) && fits(domain) && address.len() <= 254).then(|| Mailbox { name: line(name), address: address.into() })
    }
    /// From `Dana <dana@handover.example>` or an address alone; none where there is no address.
    pub fn parse(text: &str) -> Option<Mailbox> {
        match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            Some((name, address)) => Mailbox::new(name, address),
            None => Mailbox::new("", text),
        }
    }
    pub fn name(&self) -> &str {
        &self.name
    }
    pub fn address(&self) -> &str {
        &self.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_is_one() {
        for text in ["", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "a@b,c@d", "a@b>", "é@b"] {
            assert_eq!(Mailbox::parse(text), None, "{text:?}");
        }
        let dana = Mailbox::parse("Dana, O. <dana@handover.example>").unwrap();
        assert_eq!((dana.name(), dana.address()), ("Dana, O.", "dana@handover.example"));
        assert_eq!(Mailbox::parse("d@h.example").unwrap().name(), "");
    }
}
