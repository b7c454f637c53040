//! Full disks, disks without inodes and read-only ones: real mounts, so a person who may mount is needed. `.ci/run` runs them.
#![allow(clippy::disallowed_methods)] // the real program, on real files

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A file system of its own; unmounted in the end.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, args: &[&str]) -> Mount {
        fs::create_dir_all(at).unwrap();
        let ran = Command::new("mount").args(args).arg(at).output().unwrap();
        assert!(ran.status.success(), "the right to mount is needed: {}", String::from_utf8_lossy(&ran.stderr));
        Mount(at.to_path_buf())
    }
    fn tmpfs(at: &Path, options: &str) -> Mount {
        Mount::new(at, &["-t", "tmpfs", "-o", options, "tmpfs"])
    }
    fn again(&self, options: &str) {
        assert!(Command::new("mount").args(["-o", options]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn add(plan: &Path, home: &Path, title: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
    command.args(["task", "add", title, "-p"]).arg(plan).env("XDG_STATE_HOME", home.join("state")).env("HOME", home);
    command.output().unwrap()
}

/// It fails with these words, the plan is as it was, and nothing else lies beside it.
fn assert_refused(plan: &Path, home: &Path, words: &str) {
    let before = fs::read(plan).unwrap();
    let out = add(plan, home, "Probe");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains(words), "{said}");
    assert_eq!(fs::read(plan).unwrap(), before);
    let names = fs::read_dir(plan.parent().unwrap()).unwrap().flatten().map(|it| it.file_name().into_string().unwrap());
    let litter: Vec<String> = names.filter(|it| it.starts_with(".handshake-")).collect();
    assert!(litter.is_empty(), "{litter:?}");
}

// H53 P05 T4
#[test]
#[ignore = "needs the right to mount; .ci/run runs it"]
fn a_full_disk_one_without_inodes_and_a_read_only_one_leave_the_plan_and_say_why() {
    let home = tempfile::tempdir().unwrap();
    let demo = handshake::example::DEMO;
    let kilobytes = demo.len().div_ceil(4096) * 4;

    let full = Mount::tmpfs(&home.path().join("full"), &format!("size={}k", kilobytes + 8));
    let plan = full.0.join("plan.ron");
    fs::write(&plan, demo).unwrap();
    fs::write(full.0.join("fill"), vec![0; 8 << 10]).unwrap();
    assert_refused(&plan, home.path(), "no space left on the disk");
    fs::remove_file(full.0.join("fill")).unwrap();
    full.again("remount,size=4M");
    assert_eq!(add(&plan, home.path(), "Probe").status.code(), Some(0), "once there is room it works");

    let few = Mount::tmpfs(&home.path().join("few"), "size=4M,nr_inodes=2");
    let plan = few.0.join("plan.ron");
    fs::write(&plan, demo).unwrap();
    assert_refused(&plan, home.path(), "no space left on the disk");

    let fixed = Mount::tmpfs(&home.path().join("fixed"), "size=4M");
    let plan = fixed.0.join("plan.ron");
    fs::write(&plan, demo).unwrap();
    fixed.again("remount,ro");
    assert_refused(&plan, home.path(), "mounted read-only");

    let source = home.path().join("source");
    fs::create_dir(&source).unwrap();
    fs::write(source.join("plan.ron"), demo).unwrap();
    let bound = Mount::new(&home.path().join("bound"), &["--bind", source.to_str().unwrap()]);
    bound.again("remount,ro,bind");
    assert_refused(&bound.0.join("plan.ron"), home.path(), "mounted read-only");
    println!("full disk, no inodes, read-only disk, read-only bind mount: the plan stays and it is said");
}

// H62
#[test]
#[ignore = "needs the right to mount; .ci/run runs it"]
fn a_state_folder_on_a_full_disk_stops_no_save() {
    let home = tempfile::tempdir().unwrap();
    let state = Mount::tmpfs(&home.path().join("state"), "size=8k,nr_inodes=3");
    fs::write(state.0.join("fill"), vec![0; 8 << 10]).unwrap();
    let plan = home.path().join("plan.ron");
    fs::write(&plan, handshake::example::DEMO).unwrap();
    let out = add(&plan, home.path(), "Probe");
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(fs::read_to_string(&plan).unwrap().contains("Probe"));
}
