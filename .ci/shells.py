"""Types at the prompt of each shell, presses Tab, and looks at the words the command would get. Called by .ci/shells with program and folder."""

import json
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
import fcntl

PROGRAM, FOLDER = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PATIENCE = 60
READY = "READY-TO-TYPE"

# What is typed (\t is the key), and the words after it, as the program would get them.
CASES = [
    ("handshake compl\t", ["completions"]),
    ("handshake why fin\t", ["why", "finance-reports"]),
    ("handshake task done m7\t", ["task", "done", "m7qa"]),
    ("handshake receive data\t", ["receive", "dataset"]),
    ("handshake task move m7qa In\t", ["task", "move", "m7qa", "In progress"]),
    ("handshake task assign m7qa Dev\t", ["task", "assign", "m7qa", "Dev Lead"]),
    ("handshake task assign m7qa Dev\tFin\t", ["task", "assign", "m7qa", "Dev Lead", "Finance SME"]),
    ("handshake share --to Brook\t", ["share", "--to", "Brook & Lowe's"]),
    ("handshake share --date hos\t2027-03-05", ["share", "--date", "hosting=2027-03-05"]),
    ("handshake customer -f pp\t", ["customer", "-f", "pptx"]),
    ("handshake --theme=hi\t", ["--theme=high-contrast"]),
    ("handshake share --dry\t", ["share", "--dry-run"]),
    ("handshake why -p other.ron onl\t", ["why", "-p", "other.ron", "only-here"]),
    ("handshake check oth\t", ["check", "other.ron"]),
    ("handshake why finance-reports --with m7qa.est\t5", ["why", "finance-reports", "--with", "m7qa.estimate=5"]),
    # A title is no file.
    ("handshake task add oth\t", ["task", "add", "oth"]),
]
QUOTED = [("handshake task assign m7qa \"Dev\t", ["task", "assign", "m7qa", "Dev Lead"])]


def prepare():
    (FOLDER / "bin").mkdir()
    (FOLDER / "bin" / "handshake").symlink_to(PROGRAM)
    show = FOLDER / "bin" / "print-words"
    show.write_text(f"#!/usr/bin/env python3\nimport json, os, sys\nopen('{FOLDER}/new', 'w').write(json.dumps(sys.argv[1:]))\nos.rename('{FOLDER}/new', '{FOLDER}/shown')\n")
    show.chmod(0o755)
    work = FOLDER / "work"
    work.mkdir()
    plan = pathlib.Path("tests/data/finance.ron").read_text()
    (work / "plan.ron").write_text(plan.replace("people: [", "people: [\n        Person(name: \"Brook & Lowe's\", side: Customer),", 1))
    (work / "other.ron").write_text('Plan(title: "Other", outcomes: [Outcome(id: "only-here", title: "Only here")])\n')
    return work


def script(shell, name):
    path = FOLDER / name
    path.write_bytes(subprocess.run([PROGRAM, "completions", shell], check=True, capture_output=True).stdout)
    return path


class Shell:
    """An interactive shell on a terminal of its own."""

    def __init__(self, command, work, environment):
        self.seen = b""
        self.home_key = "\x1b[H" if command[0] == "elvish" else "\x01"
        clean = {"HOME": str(FOLDER / "home"), "PATH": f"{FOLDER}/bin:{os.environ['PATH']}", "TERM": "xterm", "LC_ALL": "C.UTF-8", **environment}
        # Without this folder fish begins to read all manual pages of the machine.
        (FOLDER / "home/.local/share/fish/generated_completions").mkdir(parents=True, exist_ok=True)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(work)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
            os.execvpe(command[0], command, clean)

    def read(self):
        if select.select([self.fd], [], [], 0.05)[0]:
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                pass

    def until(self, holds, what):
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise SystemExit(f"{what}; the terminal showed:\n{self.seen[-3000:].decode(errors='replace')}")
            self.read()

    def send(self, text):
        os.write(self.fd, text.encode())

    def words(self, typed):
        """What a command gets after this was typed: the line is given to `print-words` instead, by going to its start."""
        shown = FOLDER / "shown"
        shown.unlink(missing_ok=True)
        if self.home_key == "\x01":
            self.send(typed)
        else:
            self.send_to_elvish(typed)
        self.send(self.home_key + "print-words \r")
        self.until(shown.exists, f"{typed!r} gave no words")
        return json.loads(shown.read_text())

    def send_to_elvish(self, typed):
        """What it would have to quote elvish shows before it puts it in; Enter takes it."""
        *tabbed, rest = typed.split("\t")
        for piece in tabbed:
            at = len(self.seen)
            self.send(piece + "\t")
            end = time.monotonic() + 2
            while time.monotonic() < end and b"COMPLETING" not in self.seen[at:]:
                self.read()
            if b"COMPLETING" in self.seen[at:]:
                self.send("\r")
        self.send(rest)

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def walk(name, command, work, cases, begin="", environment=None):
    shell = Shell(command, work, environment or {})
    if begin:
        shell.send(begin + "\r")
    # The word is put together by the shell, so that its echo is not taken for it.
    half = len(READY) // 2
    shell.send(f"echo {READY[:half]}''{READY[half:]}\r")
    shell.until(lambda: READY.encode() in shell.seen, f"{name} does not start")
    for typed, expected in cases:
        words = shell.words(typed)
        if words != ["handshake", *expected]:
            raise SystemExit(f"{name}: {typed!r} became {words}, not {expected}")
    shell.end()
    print(f"{name}: {len(cases)} completions at the prompt")


def main():
    work = prepare()
    bash = script("bash", "handshake.bash")
    walk("bash", ["bash", "--norc", "--noprofile", "-i"], work, CASES + QUOTED, f"source {bash}")
    zsh = script("zsh", "handshake.zsh")
    walk("zsh, sourced", ["zsh", "-f", "-i"], work, CASES + QUOTED, f"bindkey -e; autoload -U compinit; compinit -u -D; source {zsh}")
    (FOLDER / "fpath").mkdir()
    script("zsh", "fpath/_handshake")
    walk("zsh, from its path", ["zsh", "-f", "-i"], work, CASES, f"bindkey -e; fpath=({FOLDER}/fpath $fpath); autoload -U compinit; compinit -u -D")
    (FOLDER / "config" / "fish" / "completions").mkdir(parents=True)
    script("fish", "config/fish/completions/handshake.fish")
    walk("fish", ["fish", "-i"], work, CASES + QUOTED, "", {"XDG_CONFIG_HOME": str(FOLDER / "config")})
    elvish = script("elvish", "rc.elv")
    walk("elvish", ["elvish", "-rc", str(elvish)], work, CASES)


main()
