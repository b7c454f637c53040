//! The people and teams that have open work, numbered as they first stand in the file.

use super::{
    edges::Edges,
    known::Known,
    teams::{NOBODY, Teams},
};

const UNSEEN: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct Crew {
    /// By team: its people, in order. The first is nobody.
    teams: Edges,
    /// By person: their number among all people, and the team of them alone.
    people: Vec<u32>,
    alone: Vec<Option<u32>>,
    /// By number among all teams and all people.
    team_seen: Vec<u32>,
    person_seen: Vec<u32>,
}

impl Crew {
    pub fn new(known: &Known) -> Self {
        let (mut teams, mut team_seen) = (Edges::with_room_for(known.teams.len()), vec![UNSEEN; known.teams.len()]);
        teams.next();
        team_seen[NOBODY as usize] = NOBODY;
        Crew { teams, people: Vec::new(), alone: Vec::new(), team_seen, person_seen: vec![UNSEEN; known.teams.people.len()] }
    }

    /// The number of this team here; `owners` are its people as the card names them.
    pub fn of<'o>(&mut self, known: &Known, team: u32, owners: impl FnOnce() -> &'o [String]) -> u32 {
        match self.team_seen[team as usize] {
            UNSEEN => self.seen(&known.teams, team, owners()),
            number => number,
        }
    }

    fn seen(&mut self, all: &Teams, team: u32, owners: &[String]) -> u32 {
        for person in owners.iter().filter_map(|name| all.people.get(name)) {
            if self.person_seen[person as usize] == UNSEEN {
                self.person_seen[person as usize] = self.people.len() as u32;
                self.people.push(person);
                self.alone.push(None);
            }
        }
        let mut people: Vec<u32> = all.people_of(team).iter().map(|person| self.person_seen[*person as usize]).collect();
        people.sort_unstable();
        let number = self.teams.count() as u32;
        if let [one] = people[..] {
            self.alone[one as usize] = Some(number);
        }
        people.into_iter().for_each(|person| self.teams.add(person));
        self.teams.next();
        self.team_seen[team as usize] = number;
        number
    }

    pub fn teams(&self) -> usize {
        self.teams.count()
    }
    pub fn people(&self) -> usize {
        self.people.len()
    }
    pub fn people_of(&self, team: u32) -> &[u32] {
        self.teams.of(team)
    }
    /// The team of this person alone.
    pub fn alone(&self, person: u32) -> Option<u32> {
        self.alone[person as usize]
    }
    /// Their number among all people.
    pub fn person(&self, number: u32) -> u32 {
        self.people[number as usize]
    }
}
