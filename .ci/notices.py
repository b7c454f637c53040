"""Whose work is in the program: the crates that cargo links into it on Linux, each with its licence texts. Called by .ci/notices."""

import json
import pathlib
import re
import subprocess
import sys

HOME = pathlib.Path("THIRD-PARTY.txt")
PLATFORM = "x86_64-unknown-linux-gnu"
NAMES = re.compile(r"^(licen[cs]e|copying|notice|unlicense|copyright)", re.IGNORECASE)


def crates():
    """Those of the program itself: not what only its tests, its build scripts or its macros need."""
    tree = ["cargo", "tree", "--locked", "-e", "normal,no-proc-macro", "--target", PLATFORM, "--prefix", "none", "--format", "{p}"]
    lines = subprocess.run(tree, check=True, capture_output=True, text=True).stdout.splitlines()
    linked = {tuple(line.split()[:2]) for line in lines if not line.startswith("handshake ")}
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", PLATFORM]
    packages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["packages"]
    return sorted((it for it in packages if (it["name"], "v" + it["version"]) in linked), key=lambda it: (it["name"], it["version"]))


def texts(crate):
    folder = pathlib.Path(crate["manifest_path"]).parent
    files = sorted(it for it in folder.iterdir() if it.is_file() and NAMES.match(it.name))
    return [it.read_text(errors="replace").replace("\r\n", "\n").strip() for it in files]


def page():
    rows, found = [], {}
    for crate in crates():
        # The same words in other lines are the same text.
        numbers = [found.setdefault(" ".join(text.split()), (len(found) + 1, text))[0] for text in texts(crate)]
        where = ", ".join(f"text {number}" for number in numbers) or "no text in the crate"
        rows.append(f"{crate['name']} {crate['version']}: {crate['license'] or 'see its text'} ({where})")
    head = (
        "Whose work is in handshake\n==========================\n\n"
        f"{len(rows)} crates are linked into the program on Linux, each under the licence named; the texts stand below.\n"
        "Made by .ci/notices from Cargo.lock; do not edit.\n"
    )
    bodies = [f"\n---- text {number} ----\n\n{text}\n" for number, text in found.values()]
    return "\n".join([head, *rows, *bodies])


def main():
    made = page()
    if "--check" not in sys.argv:
        HOME.write_text(made)
        print(f"{HOME}: {len(made)} bytes")
    elif not HOME.exists() or HOME.read_text() != made:
        raise SystemExit(f"{HOME} is stale: run .ci/notices and commit it")
    else:
        print(f"{HOME} is as Cargo.lock says")


main()
