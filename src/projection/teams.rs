//! People and the sets of them that own tasks together, each once, as numbers.
//! Like names, teams are only ever added: a number means the same in every projection that was made from this one.

use super::names::Names;
use std::collections::HashMap;

/// The team of a card that nobody owns.
pub(super) const NOBODY: u32 = 0;

#[derive(Debug, Clone)]
pub(super) struct Teams {
    pub people: Names,
    /// By team: its people, in the order of their numbers.
    sets: Vec<Box<[u32]>>,
    /// By person: the team of them alone.
    alone: Vec<Option<u32>>,
    /// Of two people and more.
    together: HashMap<Box<[u32]>, u32>,
}

impl Teams {
    pub fn new() -> Self {
        Teams { people: Names::with_room_for(64), sets: vec![Box::default()], alone: Vec::new(), together: HashMap::new() }
    }

    pub fn len(&self) -> usize {
        self.sets.len()
    }

    pub fn people_of(&self, team: u32) -> &[u32] {
        &self.sets[team as usize]
    }

    /// The team of these owners, when it is known.
    pub fn get(&self, owners: &[String]) -> Option<u32> {
        match owners {
            [] => Some(NOBODY),
            [one] if one.is_empty() => Some(NOBODY),
            [one] => self.alone[self.people.get(one)? as usize],
            several => {
                let people = named(several).map(|name| self.people.get(name)).collect::<Option<Vec<u32>>>()?;
                self.known(&in_order(people))
            }
        }
    }

    pub fn add(&mut self, owners: &[String]) -> u32 {
        let people = in_order(named(owners).map(|name| self.people.add(name)).collect());
        self.alone.resize(self.people.len(), None);
        if let Some(team) = self.known(&people) {
            return team;
        }
        let team = self.sets.len() as u32;
        match people[..] {
            [one] => self.alone[one as usize] = Some(team),
            _ => _ = self.together.insert(people.clone(), team),
        }
        self.sets.push(people);
        team
    }

    fn known(&self, people: &[u32]) -> Option<u32> {
        match people {
            [] => Some(NOBODY),
            [one] => self.alone[*one as usize],
            several => self.together.get(several).copied(),
        }
    }
}

fn named(owners: &[String]) -> impl Iterator<Item = &str> {
    owners.iter().map(String::as_str).filter(|name| !name.is_empty())
}

fn in_order(mut people: Vec<u32>) -> Box<[u32]> {
    people.sort_unstable();
    people.dedup();
    people.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_its_people_in_any_order_and_nobody_is_the_first() {
        let mut teams = Teams::new();
        let owners = |text: &str| text.split(',').map(str::to_string).collect::<Vec<_>>();
        assert_eq!((teams.add(&[]), teams.add(&owners("")), teams.get(&owners("Ann"))), (NOBODY, NOBODY, None));
        let [ann, both] = ["Ann", "Ann,Bob"].map(|names| teams.add(&owners(names)));
        assert_eq!(
            [teams.get(&owners("Bob,,Ann,Bob")), teams.get(&owners("Ann,Ann")), teams.get(&owners("Bob"))],
            [Some(both), Some(ann), None]
        );
        assert_eq!((teams.people_of(both), teams.len()), (&[0, 1][..], 3));
    }
}
