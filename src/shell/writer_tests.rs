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

/// A real plan on the disk, its writer, and a task of each side to add.
struct Real {
    folder: tempfile::TempDir,
    events: Receiver<Event>,
    writer: Option<Writer>,
    first: Arc<Plan>,
}

impl Real {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        fs::write(&path, BASE).unwrap();
        let (sender, events) = mpsc::channel();
        let opened = Opened::<crate::file::Document>::read(&path).unwrap();
        let first = opened.text.as_ref().unwrap().plan().clone();
        let places = Places::within(Some(folder.path().join("state")), &path);
        let writer = Writer::start(opened, places, move |it| sender.send(it).unwrap()).unwrap();
        Real { folder, events, writer: Some(writer), first }
    }
    fn path(&self) -> PathBuf {
        self.folder.path().join("plan.ron")
    }
    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }
    fn with(plan: &Plan, id: &str) -> Arc<Plan> {
        let mut plan = plan.clone();
        plan.noise.push(Arc::new(crate::plan::Task { id: id.into(), title: format!("Task {id}"), ..Default::default() }));
        Arc::new(plan)
    }
    /// The text on the disk with one more task, by another program.
    fn theirs(&self, id: &str) {
        fs::write(self.path(), self.text().replace("noise: [", &format!("noise: [\n        Task(id: \"{id}\", title: \"Task {id}\"),")))
            .unwrap();
    }
    fn write(&self, plan: &Arc<Plan>, heard: usize) {
        self.writer.as_ref().unwrap().write(plan.clone(), heard);
    }
    fn event(&self) -> Event {
        self.events.recv_timeout(Duration::from_secs(10)).unwrap()
    }
    fn ids(plan: &Plan) -> Vec<&str> {
        let mut ids: Vec<&str> = plan.noise.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        ids
    }
    fn ids_on_disk(&self) -> Vec<String> {
        let plan = crate::file::read(self.text().as_bytes()).plan.unwrap();
        Real::ids(&plan).into_iter().map(String::from).collect()
    }
    fn reloaded(&self) -> Arc<Plan> {
        match self.event() {
            Event::Reloaded(Ok(plan), _) => plan,
            other => panic!("{other:?}"),
        }
    }
    fn saved(&self) -> Arc<Plan> {
        match self.event() {
            Event::Written(Written::Saved(plan)) => plan,
            other => panic!("{other:?}"),
        }
    }
}

const BASE: &str = "// ours\nPlan(\n    title: \"a\",\n    noise: [\n        Task(id: \"old\", title: \"Old\"),\n    ],\n)\n";

#[test]
fn what_others_wrote_before_a_save_is_joined_and_told_without_asking() {
    let real = Real::new();
    real.theirs("theirs");
    real.write(&Real::with(&real.first, "ours"), 0);
    assert_eq!(Real::ids(&real.reloaded()), ["old", "theirs"]);
    assert_eq!(Real::ids(&real.saved()), ["old", "ours", "theirs"]);
    assert_eq!(real.ids_on_disk(), ["old", "ours", "theirs"]);
    assert!(real.text().contains("// ours\nPlan("), "{}", real.text());
}

#[test]
fn a_plan_made_before_the_news_came_is_joined_with_it_and_one_made_after_is_not_joined_twice() {
    let real = Real::new();
    let one = Real::with(&real.first, "one");
    real.write(&one, 0);
    real.saved();
    real.theirs("theirs");
    real.writer.as_ref().unwrap().reload();
    let theirs = real.reloaded();
    // The desk has not heard of it yet, and takes its own task away again.
    real.write(&real.first, 0);
    assert_eq!(Real::ids(&real.saved()), ["old", "theirs"]);
    // Now it has, and takes theirs away.
    let joined = crate::plan::merge(&one, &real.first, &theirs).0;
    let mut without = joined.clone();
    without.bin("theirs").unwrap();
    real.write(&Arc::new(without), 1);
    assert_eq!(Real::ids(&real.saved()), ["old"]);
    assert_eq!(real.ids_on_disk(), ["old"]);
}

#[test]
fn an_editor_that_was_open_for_long_takes_nothing_back_that_was_saved_since() {
    // M35: ours adds a task, their editor saves what it read before that, with one more.
    let real = Real::new();
    real.write(&Real::with(&real.first, "ours"), 0);
    real.saved();
    fs::write(real.path(), BASE).unwrap();
    real.theirs("theirs");
    let watch = real.writer.as_ref().unwrap().watch(&real.path());
    fs::write(real.path(), real.text()).unwrap();
    assert_eq!(Real::ids(&real.reloaded()), ["old", "ours", "theirs"]);
    assert_eq!(Real::ids(&real.saved()), ["old", "ours", "theirs"]);
    assert_eq!(real.ids_on_disk(), ["old", "ours", "theirs"]);
    drop(watch);
}

#[test]
fn an_editor_that_saves_its_older_text_again_and_again_never_wears_us_down() {
    let real = Real::new();
    let ours = Real::with(&real.first, "ours");
    real.write(&ours, 0);
    real.saved();
    for n in 0..30 {
        fs::write(real.path(), format!("// edit {n}\n{BASE}")).unwrap();
        real.writer.as_ref().unwrap().reload();
        assert_eq!(Real::ids(&real.reloaded()), ["old", "ours"], "edit {n}");
        assert_eq!(Real::ids(&real.saved()), ["old", "ours"], "edit {n}");
    }
    real.write(&ours, 30);
    real.saved();
    assert_eq!(real.ids_on_disk(), ["old", "ours"]);
    assert!(real.text().contains("// edit 29\n// ours\nPlan("), "{}", real.text());
}

#[test]
fn a_plan_the_desk_made_before_it_heard_of_an_old_editor_keeps_what_that_one_added() {
    let real = Real::new();
    let ours = Real::with(&real.first, "ours");
    real.write(&ours, 0);
    real.saved();
    fs::write(real.path(), BASE).unwrap();
    real.theirs("theirs");
    let watch = real.writer.as_ref().unwrap().watch(&real.path());
    fs::write(real.path(), real.text()).unwrap();
    real.reloaded();
    assert_eq!(Real::ids(&real.saved()), ["old", "ours", "theirs"], "joined and written by the writer itself");
    real.write(&Real::with(&ours, "more"), 0);
    assert_eq!(Real::ids(&real.saved()), ["more", "old", "ours", "theirs"]);
    assert_eq!(real.ids_on_disk(), ["more", "old", "ours", "theirs"]);
    drop(watch);
}

#[test]
fn exactly_an_older_text_is_a_way_back_and_is_followed() {
    let real = Real::new();
    real.write(&Real::with(&real.first, "ours"), 0);
    real.saved();
    fs::write(real.path(), BASE).unwrap();
    real.writer.as_ref().unwrap().reload();
    assert_eq!(Real::ids(&real.reloaded()), ["old"]);
    assert_eq!(real.ids_on_disk(), ["old"]);
}

#[test]
fn quitting_over_a_change_on_the_disk_keeps_both() {
    let mut real = Real::new();
    real.theirs("theirs");
    real.write(&Real::with(&real.first, "ours"), 0);
    assert_eq!(real.writer.take().unwrap().finish(), Ok(()));
    assert_eq!(real.ids_on_disk(), ["old", "ours", "theirs"]);
}

#[test]
fn others_changes_are_told_as_they_happen_and_our_own_saves_are_not() {
    let real = Real::new();
    let _watch = real.writer.as_ref().unwrap().watch(&real.path());
    for n in 0..5 {
        real.write(&Real::with(&real.first, &format!("ours{n}")), 0);
        real.saved();
    }
    assert!(real.events.recv_timeout(Duration::from_millis(300)).is_err(), "our own saves are no news");
    fs::write(real.path(), real.text()).unwrap();
    assert!(real.events.recv_timeout(Duration::from_millis(300)).is_err(), "the same bytes are no news");
    real.theirs("theirs");
    assert_eq!(Real::ids(&real.reloaded()), ["old", "ours4", "theirs"]);
}

#[test]
fn what_an_old_editor_took_back_is_in_the_file_again_when_the_file_is_read_again_on_request() {
    let real = Real::new();
    real.write(&Real::with(&real.first, "ours"), 0);
    real.saved();
    fs::write(real.path(), BASE).unwrap();
    real.theirs("theirs");
    real.writer.as_ref().unwrap().reload();
    assert_eq!(Real::ids(&real.reloaded()), ["old", "ours", "theirs"]);
    assert_eq!(Real::ids(&real.saved()), ["old", "ours", "theirs"]);
    assert_eq!(real.ids_on_disk(), ["old", "ours", "theirs"]);
}

#[test]
fn what_others_write_while_we_quit_is_not_written_over() {
    let mut real = Real::new();
    real.write(&Real::with(&real.first, "ours"), 0);
    real.saved();
    // A save of the writer's own making, which cannot be written yet.
    fs::write(real.path(), BASE).unwrap();
    real.theirs("theirs");
    let whole = real.text();
    fs::set_permissions(real.path(), fs::Permissions::from_mode(0o444)).unwrap();
    real.writer.as_ref().unwrap().reload();
    assert_eq!(Real::ids(&real.reloaded()), ["old", "ours", "theirs"]);
    assert!(matches!(real.event(), Event::Written(Written::Failed { .. })));
    // Another one in two steps, the first before we quit and the second meanwhile.
    fs::remove_file(real.path()).unwrap();
    fs::write(real.path(), &whole[..40]).unwrap();
    let (path, later) = (real.path(), whole.replace("noise: [", "noise: [\n        Task(id: \"later\", title: \"Later\"),"));
    let theirs = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        fs::write(path, later).unwrap();
    });
    let ended = real.writer.take().unwrap().finish();
    theirs.join().unwrap();
    let ids = real.ids_on_disk();
    assert!(ids.contains(&"later".to_string()), "{ids:?} {ended:?}");
    assert!(ended.is_err() || ids == ["later", "old", "ours", "theirs"], "{ids:?}");
}

// H57 P14
#[test]
fn a_file_written_in_two_steps_is_read_when_it_is_whole() {
    let real = Real::new();
    let _watch = real.writer.as_ref().unwrap().watch(&real.path());
    let whole = BASE.replace("title: \"a\"", "title: \"b\"");
    fs::write(real.path(), &whole[..40]).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    fs::write(real.path(), &whole).unwrap();
    assert_eq!(real.reloaded().title, "b", "the half is never told");
}

// H57 P09
#[test]
fn a_broken_file_is_told_after_a_while_never_written_over_and_joined_when_it_is_mended() {
    let mut real = Real::new();
    let _watch = real.writer.as_ref().unwrap().watch(&real.path());
    let whole = BASE.replace("title: \"a\"", "title: \"b\"");
    fs::write(real.path(), &whole[..40]).unwrap();
    assert!(matches!(real.event(), Event::Reloaded(Err(problems), _) if !problems.is_empty()));
    real.write(&Real::with(&real.first, "ours"), 0);
    let Event::Written(Written::Failed { what, rescue: Some(rescue) }) = real.event() else { panic!("it was written") };
    assert_eq!(what, "the file on the disk has problems, and is not written until they are mended");
    assert!(fs::read_to_string(rescue).unwrap().contains("Task ours"));
    assert_eq!(real.text(), whole[..40]);
    fs::write(real.path(), &whole).unwrap();
    assert_eq!(real.reloaded().title, "b");
    // The desk that hears of it writes; here it ends before it could.
    assert_eq!(real.writer.take().unwrap().finish(), Ok(()));
    assert_eq!((real.ids_on_disk().len(), real.text().contains("title: \"b\"")), (2, true));
}

#[test]
fn a_save_that_meets_half_a_file_waits_for_the_rest() {
    let real = Real::new();
    let whole = BASE.replace("title: \"a\"", "title: \"b\"");
    fs::write(real.path(), &whole[..40]).unwrap();
    real.write(&Real::with(&real.first, "ours"), 0);
    std::thread::sleep(Duration::from_millis(200));
    fs::write(real.path(), &whole).unwrap();
    assert_eq!(real.reloaded().title, "b");
    let saved = real.saved();
    assert_eq!((saved.title.as_str(), Real::ids(&saved)), ("b", vec!["old", "ours"]));
}

// H55 P14
#[test]
fn a_file_that_is_gone_for_a_moment_is_waited_for() {
    let real = Real::new();
    let _watch = real.writer.as_ref().unwrap().watch(&real.path());
    fs::rename(real.path(), real.folder.path().join("aside")).unwrap();
    real.write(&Real::with(&real.first, "ours"), 0);
    std::thread::sleep(Duration::from_millis(200));
    fs::rename(real.folder.path().join("aside"), real.path()).unwrap();
    assert_eq!(Real::ids(&real.saved()), ["old", "ours"]);
}

#[test]
fn under_another_name_the_work_goes_on_in_a_new_file() {
    let mut real = Real::new();
    let ours = Real::with(&real.first, "ours");
    let other = real.folder.path().join("other.ron");
    let writer = real.writer.as_ref().unwrap();
    writer.save_as(real.path(), ours.clone());
    assert!(matches!(real.event(), Event::Written(Written::NotSavedAs { what }) if what.contains("it exists already")));
    writer.save_as(other.clone(), ours.clone());
    assert_eq!(real.event(), Event::Written(Written::SavedAs { plan: ours.clone(), path: other.clone() }));
    real.write(&Real::with(&ours, "more"), 0);
    assert_eq!(Real::ids(&real.saved()), ["more", "old", "ours"]);
    assert_eq!((real.text().as_str(), fs::read_to_string(&other).unwrap().matches("Task(").count()), (BASE, 3));
    assert_eq!(real.writer.take().unwrap().finish(), Ok(()));
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
