use super::{super::super::strace_tests::FOLDER_VARIABLE, *};
use std::{
    os::unix::fs::{chown, symlink},
    process::Command,
};

struct Place {
    folder: tempfile::TempDir,
    rescue: Rescue,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let rescue = Rescue::within(Some(folder.path().join("state")), Path::new("plan.ron"));
        fs::create_dir(folder.path().join("p")).unwrap();
        fs::write(folder.path().join("p/plan.ron"), "old").unwrap();
        Place { folder, rescue }
    }
    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join("p").join(name)
    }
    fn plan(&self) -> PathBuf {
        self.at("plan.ron")
    }
    fn save(&self, path: &Path) -> Result<(), Unwritten> {
        save(path, b"old", b"new, and longer", &self.rescue)
    }
    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.at("")).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
    fn rescued(&self) -> usize {
        fs::read_dir(self.folder.path().join("state/rescue")).map_or(0, Iterator::count)
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn words(result: Result<(), Unwritten>) -> String {
    match result.unwrap_err() {
        Unwritten::ChangedOnDisk => "changed on disk".into(),
        Unwritten::Fault(fault) => fault.in_short(),
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn a_save_replaces_the_text_and_leaves_no_litter() {
    let place = Place::new();
    place.save(&place.plan()).unwrap();
    assert_eq!(text(&place.plan()), "new, and longer");
    assert_eq!((place.names(), place.rescued()), (vec!["plan.ron".into()], 0));
}

#[test]
fn mode_and_owner_stay() {
    let place = Place::new();
    fs::set_permissions(place.plan(), Permissions::from_mode(0o664)).unwrap();
    if is_root() {
        chown(place.plan(), Some(1234), Some(4321)).unwrap();
    }
    let before = place.plan().metadata().unwrap();
    place.save(&place.plan()).unwrap();
    let after = place.plan().metadata().unwrap();
    assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
    assert_ne!(after.ino(), before.ino(), "renamed over, not written into");
}

// H45 P10
#[test]
fn a_chain_of_links_stays_and_its_end_gets_the_text() {
    let place = Place::new();
    symlink("plan.ron", place.at("b")).unwrap();
    symlink(place.at("b"), place.at("a")).unwrap();
    place.save(&place.at("a")).unwrap();
    assert!(place.at("a").is_symlink() && place.at("b").is_symlink());
    assert_eq!(text(&place.plan()), "new, and longer");
}

// H46
#[test]
fn links_to_nowhere_and_in_a_circle_are_errors_and_stay() {
    let place = Place::new();
    symlink("gone.ron", place.at("dangling")).unwrap();
    symlink("loop", place.at("loop")).unwrap();
    assert_eq!(
        words(place.save(&place.at("dangling"))),
        "it is a link to gone.ron, which is not there; make it point at the plan file; handshake tries again with the next change"
    );
    assert_eq!(words(place.save(&place.at("loop"))), "the link goes round in a circle; make it point at the plan file");
    assert!(place.at("dangling").is_symlink() && place.at("loop").is_symlink() && !place.at("gone.ron").exists());
}

// P13
#[test]
fn what_somebody_wrote_meanwhile_is_never_overwritten() {
    let place = Place::new();
    fs::write(place.plan(), "oLd").unwrap(); // same size
    assert_eq!(words(place.save(&place.plan())), "changed on disk");
    assert_eq!((text(&place.plan()), place.names().len()), ("oLd".into(), 1));
}

// H47
#[test]
fn a_link_that_was_turned_to_another_file_meanwhile_writes_nothing_there() {
    let place = Place::new();
    symlink("plan.ron", place.at("link")).unwrap();
    fs::write(place.at("victim"), "secret").unwrap();
    fs::remove_file(place.at("link")).unwrap();
    symlink("victim", place.at("link")).unwrap();
    assert_eq!(words(place.save(&place.at("link"))), "changed on disk");
    assert_eq!((text(&place.at("victim")), text(&place.plan())), ("secret".into(), "old".into()));
}

#[test]
fn a_missing_file_is_not_made_anew() {
    let place = Place::new();
    fs::remove_file(place.plan()).unwrap();
    assert_eq!(
        words(place.save(&place.plan())),
        "the file is gone, and is not made anew unasked: a checkout may be under way; put it back, or save the rescue copy under its name"
    );
    assert!(place.names().is_empty());
}

// H50 P10
#[test]
fn a_read_only_file_is_refused_though_renaming_would_work() {
    let place = Place::new();
    fs::set_permissions(place.plan(), Permissions::from_mode(0o444)).unwrap();
    assert_eq!(
        words(place.save(&place.plan())),
        "the file is read-only; `chmod u+w` makes it writable; handshake tries again with the next change"
    );
    assert_eq!(text(&place.plan()), "old");
}

// H49 P10
#[test]
fn a_hard_linked_file_keeps_its_inode() {
    let place = Place::new();
    fs::hard_link(place.plan(), place.at("twin")).unwrap();
    place.save(&place.plan()).unwrap();
    assert_eq!((text(&place.at("twin")), place.rescued()), ("new, and longer".into(), 0));
    save(&place.plan(), b"new, and longer", b"short", &place.rescue).unwrap();
    assert_eq!(text(&place.at("twin")), "short");
}

#[test]
fn without_a_place_for_a_copy_a_hard_linked_file_is_left_alone() {
    let place = Place::new();
    fs::hard_link(place.plan(), place.at("twin")).unwrap();
    let nowhere = Rescue::within(None, &place.plan());
    assert_eq!(
        words(save(&place.plan(), b"old", b"new", &nowhere)),
        "it must be rewritten in place, and there is no safe place for a copy meanwhile (there is no home folder); \
         make its folder or the state folder writable"
    );
    assert_eq!(text(&place.plan()), "old");
}

#[test]
fn tags_of_the_file_stay() {
    let place = Place::new();
    let tagged = rustix::fs::setxattr(place.plan(), "user.note", b"mine", rustix::fs::XattrFlags::empty());
    if tagged.is_err() {
        return; // this file system has none
    }
    place.save(&place.plan()).unwrap();
    let mut value = [0; 16];
    let length = rustix::fs::getxattr(place.plan(), "user.note", &mut value).unwrap();
    assert_eq!(&value[..length], b"mine");
}

// H51
#[test]
fn a_folder_that_takes_no_new_file_still_lets_the_plan_be_saved() {
    let place = Place::new();
    save_as_nobody(&place, 0o555);
    assert_eq!(text(&place.plan()), "new, and longer");
    assert_eq!((place.names(), place.rescued()), (vec!["plan.ron".into()], 0));
}

#[test]
fn a_file_of_somebody_else_that_the_group_may_write_keeps_its_owner() {
    if !is_root() {
        return;
    }
    let place = Place::new();
    save_as_nobody(&place, 0o777);
    let after = place.plan().metadata().unwrap();
    assert_eq!((text(&place.plan()), after.uid()), ("new, and longer".into(), 0));
}

/// Saves in this test binary, started again as a user without rights over the folder.
fn save_as_nobody(place: &Place, folder_mode: u32) {
    let everything = place.folder.path();
    fs::set_permissions(everything, Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(everything.join("state")).unwrap();
    fs::set_permissions(everything.join("state"), Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(place.plan(), Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(place.at(""), Permissions::from_mode(folder_mode)).unwrap();
    let test = format!("{}::a_helper_saves_for_nobody", module_path!().trim_start_matches("handshake::"));
    let mut command = match is_root() {
        true => {
            // The binary may lie where nobody may not look.
            let copy = everything.join("binary");
            // By another process: while a thread of this one forks, a file that is being written here cannot be run.
            assert!(Command::new("cp").arg(std::env::current_exe().unwrap()).arg(&copy).status().unwrap().success());
            let mut it = Command::new("setpriv");
            it.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy);
            it
        }
        false => Command::new(std::env::current_exe().unwrap()),
    };
    let out = command.args(["--exact", &test, "--ignored"]).env(FOLDER_VARIABLE, everything).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    assert!(String::from_utf8_lossy(&out.stdout).contains("1 passed"));
    fs::set_permissions(place.at(""), Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[ignore = "started by other tests, as another user"]
fn a_helper_saves_for_nobody() {
    let Some(folder) = std::env::var_os(FOLDER_VARIABLE).map(PathBuf::from) else { return };
    let rescue = Rescue::within(Some(folder.join("state")), Path::new("plan.ron"));
    save(&folder.join("p/plan.ron"), b"old", b"new, and longer", &rescue).unwrap();
}

#[test]
fn a_full_disk_leaves_the_old_text() {
    let place = Place::new();
    let disk = place.at("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"]).arg(&disk).output();
    if !mounted.is_ok_and(|it| it.status.success()) {
        return; // no right to mount
    }
    let plan = disk.join("plan.ron");
    fs::write(&plan, "old").unwrap();
    let refused = words(save(&plan, b"old", &[b'x'; 40_000], &place.rescue));
    let (left, names) = (text(&plan), fs::read_dir(&disk).unwrap().count());
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    assert_eq!(refused, "no space left on the disk; free some, handshake tries again with the next change");
    assert_eq!((left, names), ("old".into(), 1));
}

#[test]
fn what_comes_between_the_last_look_and_the_rename_changes_places_again() {
    let place = Place::new();
    let folder = place.at("");
    fs::write(place.plan(), "theirs").unwrap();
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&folder).unwrap();
    temporary.write_all(b"new").unwrap();
    assert!(matches!(put(temporary, &place.plan(), b"new", b"old"), Err(Stopped::Changed)));
    assert_eq!((text(&place.plan()), place.names()), ("theirs".into(), vec!["plan.ron".into()]));
}

#[test]
fn what_came_in_between_and_cannot_go_back_is_not_deleted() {
    let place = Place::new();
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(place.at("")).unwrap();
    temporary.write_all(b"theirs").unwrap();
    fs::remove_file(place.plan()).unwrap();
    assert!(matches!(change_back(temporary, &place.plan(), b"new"), Stopped::World(_)));
    let [left] = &place.names()[..] else { panic!("their text is gone: {:?}", place.names()) };
    assert_eq!(text(&place.at(left)), "theirs");
}

#[test]
fn two_writers_who_look_before_they_write_lose_nothing() {
    let place = Place::new();
    let add = |letter: u8| {
        let mut known = read(&place.plan());
        for _ in 0..100 {
            loop {
                let mut longer = known.clone();
                longer.push(letter);
                if save(&place.plan(), &known, &longer, &place.rescue).is_ok() {
                    known = longer;
                    break;
                }
                known = read(&place.plan());
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| add(b'a'));
        scope.spawn(|| add(b'b'));
    });
    let all = read(&place.plan());
    let count = |letter| all.iter().filter(|it| **it == letter).count();
    assert_eq!((count(b'a'), count(b'b'), all.len()), (100, 100, 203));
}

fn read(path: &Path) -> Vec<u8> {
    super::super::read(path).unwrap()
}
