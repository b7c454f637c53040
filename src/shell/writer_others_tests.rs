//! Two write one file: what the writer makes of what others put there, with real plans on a real disk.

use super::*;
use crate::desk::Written;
use std::{fs, os::unix::fs::PermissionsExt, sync::mpsc::Receiver, time::Duration};

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
