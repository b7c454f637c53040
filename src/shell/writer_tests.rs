use super::*;
use crate::{
    desk::{Author, Written},
    plan::Place,
};
use std::{fs, os::unix::fs::PermissionsExt, sync::mpsc::Receiver, time::Duration};

/// A text of one line, the plan's title.
struct Line(Arc<Plan>);

impl Text for Line {
    fn open(bytes: Bytes) -> Result<Self, Vec<Problem>> {
        let title = String::from_utf8_lossy(&bytes).into_owned();
        match title.starts_with('?') {
            true => Err(vec![Problem { at: Place::default(), what: "no title".into(), why: String::new(), fix: String::new() }]),
            false => Ok(Line(titled(&title))),
        }
    }
    fn plan(&self) -> &Arc<Plan> {
        &self.0
    }
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Bytes, String> {
        if plan.title == "unsayable" {
            return Err("the text would not read as this plan".into());
        }
        self.0 = plan.clone();
        Ok(plan.title.clone().into_bytes().into())
    }
}

fn titled(title: &str) -> Arc<Plan> {
    Arc::new(Plan { title: title.into(), ..Plan::default() })
}

struct World {
    folder: tempfile::TempDir,
    events: Receiver<Event>,
    writer: Option<Writer>,
}

impl World {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        fs::write(&path, text).unwrap();
        let (sender, events) = mpsc::channel();
        let places = Places::within(Some(folder.path().join("state")), &path);
        let opened = Opened::<Line>::read(&path).unwrap();
        let writer = Writer::start(opened, places, move |it| sender.send(it).unwrap()).unwrap();
        World { folder, events, writer: Some(writer) }
    }
    fn path(&self) -> PathBuf {
        self.folder.path().join("plan.ron")
    }
    fn write(&self, title: &str) -> Event {
        self.writer.as_ref().unwrap().write(titled(title), 0);
        self.answer()
    }
    fn reload(&self) -> Event {
        self.writer.as_ref().unwrap().reload();
        self.answer()
    }
    fn answer(&self) -> Event {
        self.events.recv_timeout(Duration::from_secs(10)).unwrap()
    }
    fn finish(&mut self) -> Result<(), Unsaved> {
        self.writer.take().unwrap().finish()
    }
    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }
    fn rescued(&self) -> Vec<String> {
        let Ok(folder) = fs::read_dir(self.folder.path().join("state/rescue")) else { return Vec::new() };
        folder.map(|it| fs::read_to_string(it.unwrap().path()).unwrap()).collect()
    }
    fn read_only(&self, is_so: bool) {
        fs::set_permissions(self.path(), fs::Permissions::from_mode(if is_so { 0o444 } else { 0o644 })).unwrap();
    }
}

fn saved(title: &str) -> Event {
    Event::Written(Written::Saved(titled(title)))
}

// P04 P07
#[test]
fn a_plan_is_on_the_disk_when_saved_is_said() {
    let mut world = World::with("old");
    assert_eq!(world.write("new"), saved("new"));
    assert_eq!(world.text(), "new");
    assert_eq!(world.write("newer"), saved("newer"));
    assert_eq!((world.finish(), world.text()), (Ok(()), "newer".into()));
}

#[test]
fn of_many_plans_the_newest_is_written_last_and_quitting_waits_for_it() {
    let mut world = World::with("old");
    for n in 0..500 {
        world.writer.as_ref().unwrap().write(titled(&format!("plan {n}")), 0);
    }
    assert_eq!((world.finish(), world.text()), (Ok(()), "plan 499".into()));
    let answers: Vec<Event> = world.events.try_iter().collect();
    assert_eq!(answers.last(), Some(&saved("plan 499")));
    assert!(answers.len() < 500, "{} writes for 500 plans", answers.len());
}

#[test]
fn opening_and_quitting_writes_nothing() {
    let mut world = World::with("old");
    let before = world.path().metadata().unwrap().modified().unwrap();
    assert_eq!(world.write("old"), saved("old"));
    world.finish().unwrap();
    assert_eq!(world.path().metadata().unwrap().modified().unwrap(), before);
}

// P05
#[test]
fn what_cannot_be_saved_is_rescued_and_goes_with_the_next_plan() {
    let world = World::with("old");
    world.read_only(true);
    let Event::Written(Written::Failed { what, rescue }) = world.write("one") else { panic!("it was written") };
    assert_eq!(what, "the file is read-only; `chmod u+w` makes it writable; handshake tries again with the next change");
    assert_eq!(fs::read_to_string(rescue.unwrap()).unwrap(), "one");
    world.read_only(false);
    assert_eq!(world.write("two"), saved("two"));
    assert_eq!((world.text(), world.rescued()), ("two".into(), vec![]));
}

#[test]
fn quitting_tries_once_more() {
    let mut world = World::with("old");
    world.read_only(true);
    world.write("one");
    world.read_only(false);
    assert_eq!((world.finish(), world.text(), world.rescued()), (Ok(()), "one".into(), vec![]));
    let mut world = World::with("old");
    world.read_only(true);
    world.write("one");
    world.finish().unwrap_err();
    assert_eq!((world.text(), world.rescued()), ("old".into(), vec!["one".into()]));
}

#[test]
fn a_plan_the_text_cannot_say_is_rescued_as_a_listing() {
    let world = World::with("old");
    let Event::Written(Written::Failed { what, rescue }) = world.write("unsayable") else { panic!("it was written") };
    assert_eq!(what, "the text would not read as this plan");
    assert!(fs::read_to_string(rescue.unwrap()).unwrap().contains("title: \"unsayable\""));
    assert_eq!(world.text(), "old");
}

#[test]
fn a_file_with_problems_is_never_written() {
    let world = World::with("?");
    let Event::Written(Written::Failed { what, .. }) = world.write("ours") else { panic!("it was written") };
    assert_eq!(what, "the file on the disk has problems, and is not written until they are mended");
    assert!(matches!(world.reload(), Event::Reloaded(Err(problems), _) if problems.len() == 1));
    fs::write(world.path(), "mended").unwrap();
    assert_eq!(world.reload(), Event::Reloaded(Ok(titled("mended")), Author::Program));
    world.writer.as_ref().unwrap().write(titled("ours"), 1);
    assert_eq!(world.answer(), saved("ours"));
}

// H55
#[test]
fn a_deleted_file_is_not_made_anew_and_reading_it_says_so() {
    let world = World::with("old");
    fs::remove_file(world.path()).unwrap();
    let Event::Written(Written::Failed { what, rescue }) = world.write("ours") else { panic!("it was written") };
    assert!(what.starts_with("the file is gone"), "{what}");
    assert_eq!(fs::read_to_string(rescue.unwrap()).unwrap(), "ours");
    assert!(matches!(world.reload(), Event::Written(Written::Failed { what, .. }) if what.starts_with("the file is gone")));
    assert!(!world.path().exists());
}

#[test]
fn a_real_plan_changes_where_it_changed_and_undoing_gives_its_bytes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let before = "// ours\nPlan(title: \"a\", /* why */ format: 1)\n";
    fs::write(&path, before).unwrap();
    let (sender, events) = mpsc::channel();
    let opened = Opened::<crate::file::Document>::read(&path).unwrap();
    let old = opened.text.as_ref().unwrap().plan().clone();
    let new = Arc::new(Plan { title: "b".into(), ..(*old).clone() });
    let writer = Writer::start(opened, Places::within(None, &path), move |it| sender.send(it).unwrap()).unwrap();
    for (plan, text) in [(&new, before.replace("\"a\"", "\"b\"")), (&old, before.to_string())] {
        writer.write(plan.clone(), 0);
        assert_eq!(events.recv().unwrap(), Event::Written(Written::Saved(plan.clone())));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    writer.finish().unwrap();
}

#[test]
fn what_was_shared_is_in_private_files_beside_the_plan_and_over_nothing() {
    let world = World::with("a");
    let export = |names: &[&str]| {
        let files = names.iter().map(|name| (name.to_string(), name.as_bytes().to_vec())).collect();
        world.writer.as_ref().unwrap().export(files);
        world.answer()
    };
    let at = |name: &str| world.folder.path().join("shared").join(name);
    assert_eq!(
        export(&["customer.txt", "delivery.txt"]),
        Event::Exported(Ok(vec!["shared/customer.txt".into(), "shared/delivery.txt".into()]))
    );
    assert_eq!(at("customer.txt").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(at("").metadata().unwrap().permissions().mode() & 0o777, 0o700);
    let Event::Exported(Err(why)) = export(&["new.txt", "customer.txt"]) else { panic!("it is there already") };
    assert!(why.contains("customer.txt was not made: it exists already, and nothing is ever overwritten"), "{why}");
    assert!(!at("new.txt").exists(), "all or none");
    assert_eq!(fs::read_to_string(at("customer.txt")).unwrap(), "customer.txt");
}
