"""Opens the customer's exports in real programs and says what does not hold. Called by .ci/clients with the program and a folder."""

import csv
import difflib
import email
import email.policy
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as xml

import icalendar
import markdown_it
import pptx

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
FORMATS = ["text", "markdown", "html", "eml", "ics", "svg", "pptx", "json"]
TODAY = "2027-02-08"
CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
HEADLINES = [
    "<script>alert(1)</script> Reports there",
    "Cats & dogs &amp; \"quotes\" 'and' more",
    "| a | b | `code` **bold** _it_ [x](javascript:1)",
    "Reports for 👩‍👩‍👧 and 🇵🇱 are there 🎉",
    "التقارير متاحة في النظام الجديد",
    "e\u0301a\u0308 combining z\u0351\u0352\u0353 marks stay",
    "Reports\r\nBEGIN:VEVENT\r\nBcc: x@example.invalid",
    "Finance " + "x" * 292,
]


def run(*command, **options):
    done = subprocess.run([str(it) for it in command], capture_output=True, timeout=300, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))[:300]}\n{done.stdout[-2000:]!r}\n{done.stderr[-2000:]!r}")
    return done


def check(holds, *words):
    if not holds:
        raise SystemExit("does not hold: " + " ".join(str(it) for it in words))


def squeezed(text):
    """Without white space, so that line breaks do not count."""
    return re.sub(r"\s+", "", text)


# --- plans ---


def ron(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r").replace("\n", "\\n") + '"'


def plan(milestones, told=()):
    """A plan file of (headline, by, sign-off, asks), asks being (what, from, by), and what was told in revision 1."""

    def deliverables(asks, at):
        return ", ".join(
            f'Deliverable(id: "d{at}x{n}", what: {ron(what)}, from: {ron(who)}, by: "{by}")' for n, (what, who, by) in enumerate(asks)
        )

    outcomes = "".join(
        f'Outcome(id: "o{at}", title: "Internal {at}", milestone: Milestone(headline: {ron(headline)}, by: "{by}", sign_off: {ron(who)}, '
        f"deliverables: [{deliverables(asks, at)}])),"
        for at, (headline, by, who, asks) in enumerate(milestones)
    )
    promises = "".join(
        f'Promise(outcome: "o{at}", headline: {ron(headline)}, by: "{by}", sign_off: {ron(who)}, deliverables: [{deliverables(asks, at)}]),'
        for at, (headline, by, who, asks) in enumerate(told)
    )
    shares = f'Share(rev: 1, on: "2027-01-18", by: "Dana", promises: [{promises}])' if told else ""
    return (
        '#![enable(implicit_some)]\nPlan(format: 1, uid: "clients1", title: "Finance systems migration", customer: "Acme plc", '
        f"outcomes: [{outcomes}], shares: [{shares}])\n"
    )


def plans():
    """Name, file. The fullest is as much as still fits in an e-mail or on a slide; the crowd is far more."""
    headline = "Regional statements reach {}"
    places = ["Amsterdam", "Barcelona", "Edinburgh", "Frankfurt", "Gothenburg", "Manchester", "Strasbourg"]
    asks = [("Provide historical postings", "Regional Data Office", f"2027-02-1{n}") for n in range(5)]
    full = [(headline.format(place), f"2027-0{n + 3}-27", "CFO", []) for n, place in enumerate(places)]
    full[0] = (*full[0][:3], asks)
    told = [(it[0], it[1].replace("-27", "-20") if n < 3 else it[1], *it[2:]) for n, it in enumerate(full)]
    hostile = [(it, f"2027-0{n + 2}-26", "C<F>O & co", [(it, it[:40], f"2027-02-1{n}")]) for n, it in enumerate(HEADLINES)]
    crowd = [(f"{headline.format(place)} {n}", "2028-09-30", "CFO", asks[:2]) for n in range(6) for place in places]
    made = {"fullest": plan(full, told), "headlines": plan(hostile, [hostile[0]]), "crowd": plan(crowd), "empty": plan([])}
    for name, text in made.items():
        (FOLDER / f"{name}.ron").write_text(text, newline="")
        yield name, FOLDER / f"{name}.ron"
    yield "demo", pathlib.Path("assets/demo.ron")
    yield "finance", pathlib.Path("tests/data/finance.ron")
    for path in sorted(pathlib.Path("tests/hostile").glob("3[3456]-*.ron")):
        yield path.stem, path


def exported(name, path, suffix=""):
    """Writes every format of a plan; says whether it fits."""
    fits = True
    for format in FORMATS:
        done = run(PROGRAM, "customer", path, "-f", format, "-o", FOLDER / f"{name}{suffix}.{format}", "--by", "Dana", "--today", TODAY)
        fits = fits and b"too big" not in done.stderr
    return fits


def read(name, format):
    return (FOLDER / f"{name}.{format}").read_bytes().decode()


# --- the browser ---


def chromium(*arguments):
    with tempfile.TemporaryDirectory() as profile:
        return run(*CHROMIUM, f"--user-data-dir={profile}", *arguments)


def measured(name, page, script, size, *flags):
    """What a script finds in a page, as the browser laid it out."""
    path = FOLDER / f"{name}.measured.html"
    path.write_text(f'{page}<script>document.body.setAttribute("data-found", JSON.stringify((() => {{{script}}})()))</script>')
    dom = chromium(f"--window-size={size}", "--dump-dom", *flags, path.as_uri()).stdout.decode()
    found = re.search(r'data-found="([^"]*)"', dom)
    check(found, name, "nothing was measured", dom[:500])
    return json.loads(found[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


HTML_SCRIPT = """
const root = document.documentElement, table = document.querySelector("table");
return {wide: root.scrollWidth - root.clientWidth, window: root.clientWidth, text: document.querySelector("body").innerText,
    tags: [...new Set([...document.querySelectorAll("*")].map(it => it.localName))], fetched: performance.getEntriesByType("resource").length,
    ground: getComputedStyle(table).backgroundColor};
"""


def browse_html(name, fits):
    found = measured(name, read(name, "html"), HTML_SCRIPT, "600,800", "--hide-scrollbars")
    check(found["wide"] <= 0 and found["window"] == 600, name, "html scrolls sideways at 600 px", found["wide"], found["window"])
    check(found["fetched"] == 0, name, "html fetched something")
    check(set(found["tags"]) <= {"html", "head", "body", "table", "tbody", "tr", "td", "p", "b", "a", "script"}, name, found["tags"])
    check(squeezed(found["text"]) == squeezed(read(name, "text")), name, "html says something else than the text:\n", found["text"])
    check(found["ground"] == "rgb(255, 255, 255)", name, "light ground", found["ground"])
    pdf = FOLDER / f"{name}.html.pdf"
    chromium(f"--print-to-pdf={pdf}", "--no-pdf-header-footer", (FOLDER / f"{name}.html").as_uri())
    if fits:
        check(pages(pdf) == 1, name, "html prints on", pages(pdf), "pages")


def browse_dark(name):
    found = measured(name, read(name, "html"), HTML_SCRIPT, "600,800", "--blink-settings=preferredColorScheme=0")
    check(found["ground"] == "rgb(24, 27, 32)", name, "dark ground", found["ground"])


SVG_SCRIPT = """
const texts = [...document.querySelectorAll("svg text")].map(it => { const {x, y, width, height} = it.getBBox(); return [it.textContent, x, y, width, height]; });
const {width, height} = document.querySelector("svg").viewBox.baseVal;
return {texts, width, height, fetched: performance.getEntriesByType("resource").length};
"""


def browse_svg(name):
    xml.fromstring(read(name, "svg"))
    found = measured(f"{name}.svg", f'<!doctype html><body style="margin:0">{read(name, "svg")}', SVG_SCRIPT, "1280,720")
    check((found["width"], found["height"]) == (960, 540), name, "svg is not 16:9")
    check(found["fetched"] == 0 and found["texts"], name, "svg fetched something, or is empty")
    boxes = []
    for text, x, y, width, height in found["texts"]:
        check(x >= 40 and x + width <= 960 - 40 and y >= 0 and y + height <= 540, name, "svg text leaves the slide:", text, x, y, width, height)
        boxes.append((text, x, y, width, height))
    for at, (a, ax, ay, aw, ah) in enumerate(boxes):
        for b, bx, by, bw, bh in boxes[at + 1 :]:
            # Lines of one paragraph touch; what stands beside or below must not be written over.
            apart = ax + aw <= bx + 1 or bx + bw <= ax + 1 or ay + ah <= by + ah * 0.45 or by + bh <= ay + bh * 0.45
            check(apart, name, "svg texts overlap:", a, "|", b)


def pages(pdf):
    return int(re.search(rb"Pages:\s+(\d+)", run("pdfinfo", pdf).stdout)[1])


# --- the office ---


def slide_texts(name):
    """Each shape's text as the file has it, lines of a paragraph joined."""
    slides = pptx.Presentation(FOLDER / f"{name}.pptx").slides
    check(len(slides) == 1, name, "slides:", len(slides))
    check(not slides[0].has_notes_slide, name, "has notes")
    return [it.text_frame.text for it in slides[0].shapes if it.has_text_frame and it.text_frame.text.strip()]


def office(names):
    with tempfile.TemporaryDirectory() as profile:
        files = [FOLDER / f"{name}.pptx" for name in names]
        run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", FOLDER / "office", *files)
    for name in names:
        pdf = FOLDER / "office" / f"{name}.pdf"
        check(pages(pdf) == 1, name, "the slide converts to", pages(pdf), "pages")
        seen = unicodedata.normalize("NFKC", run("pdftotext", "-raw", pdf, "-").stdout.decode())
        texts = slide_texts(name)
        for text in texts:
            for word in re.findall(r"[A-Za-z0-9]{3,40}", text):
                check(word in seen or word in squeezed(seen), name, "the slide does not show:", word)
        svg = "".join(xml.fromstring(read(name, "svg")).itertext())
        title = json.loads(read(name, "json"))["title"]
        check(squeezed("".join(texts)) in squeezed(svg), name, "slide and picture differ:\n", texts, "\n", svg)
        deck = pptx.Presentation(FOLDER / f"{name}.pptx")
        check((deck.slide_width, deck.slide_height) == (12192000, 6858000), name, "the slide is not 16:9")
        for shape in deck.slides[0].shapes:
            inside = shape.left >= 0 and shape.top >= 0 and shape.left + shape.width <= deck.slide_width
            check(inside and shape.top + shape.height <= deck.slide_height, name, "a shape leaves the slide", shape.name)
        about = deck.core_properties
        check(about.title.startswith(title) and not (about.author or about.last_modified_by or about.comments), name, "properties")
        check(title in deck.slides[0].shapes.title.text_frame.text or "…" in deck.slides[0].shapes.title.text_frame.text, name, "the slide's title")


# Comma, semicolon and tab all part cells, as in the office's own dialog; whatever looks like a formula is computed.
CSV_IN = "CSV:44/59/9,34,76,1,,0,false,true,false,false,false,-1,true"
CSV_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false"
SHEET = {name: f"urn:oasis:names:tc:opendocument:xmlns:{path}:1.0" for name, path in [("office", "office"), ("table", "table"), ("text", "text")]}


def converted(to, files, *flags):
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *flags]
        run(*command, "--convert-to", to, "--outdir", FOLDER / "sheets", *files)


def cells(path):
    """Each row's cells: text, and whether the office computes it."""
    for row in xml.parse(path).iterfind(".//table:table-row", SHEET):
        found = []
        for cell in row.iterfind("table:table-cell", SHEET):
            lines = ["".join(line.itertext()) for line in cell.iterfind("text:p", SHEET)]
            computes = any(name.endswith("}formula") for name in cell.attrib)
            found += [("\n".join(lines), computes)] * int(cell.get(f"{{{SHEET['table']}}}number-columns-repeated", 1))
        yield found


def sheet(names):
    """The delivery plan's table in the office's spreadsheet: all of it is there, nothing of it is computed, and what the spreadsheet saves
    is the same plan to us."""
    (FOLDER / "formulas.csv").write_text('"=1+1","\'=1+1","=HYPERLINK(""http://127.0.0.1"",""x"")"\n')
    for name, path in names.items():
        run(PROGRAM, "delivery", path, "-f", "csv", "-o", FOLDER / f"{name}.csv", "--today", TODAY)
    files = [FOLDER / f"{name}.csv" for name in ["formulas", *names]]
    converted("fods", files, f"--infilter={CSV_IN}")
    control = [computes for _, computes in next(cells(FOLDER / "sheets" / "formulas.fods"))]
    check(control[:3] == [True, False, True], "the office computes nothing, so this proves nothing", control)
    for name in names:
        with open(FOLDER / f"{name}.csv", newline="") as file:
            written = list(csv.reader(file))
        seen = list(cells(FOLDER / "sheets" / f"{name}.fods"))
        check(len(seen) >= len(written), name, "the sheet has fewer rows", len(seen), len(written))
        for row, found in zip(written, seen):
            check(not any(computes for _, computes in found), name, "the sheet computes", found)
            shown = [squeezed(text) for text, _ in found][: len(row)]
            check(shown == [squeezed(it) for it in row][: len(shown)] and len(shown) == len(row), name, "the sheet shows something else\n", row, "\n", found)
    converted(CSV_OUT, [FOLDER / "sheets" / f"{name}.fods" for name in names])
    for name in names:
        plans = [FOLDER / "sheets" / f"{name}.{kind}.ron" for kind in ("ours", "theirs")]
        for source, plan in zip([FOLDER / f"{name}.csv", FOLDER / "sheets" / f"{name}.csv"], plans):
            run(PROGRAM, "import", "csv", source, "-o", plan, "--title", "Sheet")
        ours, theirs = (re.sub('uid: "[^"]*"', "", plan.read_text()) for plan in plans)  # each new plan has its own
        check(ours == theirs, name, "the spreadsheet saves another plan:\n", *difflib.unified_diff(ours.splitlines(), theirs.splitlines(), lineterm="", n=0))


# --- mail and calendar ---


class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = ""

    def handle_data(self, data):
        self.text += data


def mail(name):
    raw = (FOLDER / f"{name}.eml").read_bytes()
    check(all(len(line) <= 998 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b""), name, "mail lines")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = list(message.walk())
    check(not any(part.defects for part in parts), name, "mail defects", [part.defects for part in parts])
    check([part.get_content_type() for part in parts][:4] == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"], name, parts)
    check(message["X-Unsent"] == "1" and set(message.keys()) == {"X-Unsent", "Subject", "MIME-Version", "Content-Type"}, name, message.keys())
    check("\n" not in message["Subject"] and len(message["Subject"]) <= 130, name, message["Subject"])
    plain, page = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    words = Words()
    words.feed(page)
    check(plain.replace("\r\n", "\n").rstrip() == read(name, "text").rstrip(), name, "the mail's text is another")
    check(squeezed(words.text) == squeezed(plain), name, "the mail's alternatives differ:\n", words.text, "\n", plain)
    attached = [part.get_content() for part in message.iter_attachments()]
    calendar = (FOLDER / f"{name}.ics").read_bytes()
    expected = [calendar.decode().replace("\r\n", "\n")] if b"BEGIN:VEVENT" in calendar else []
    check([it.replace("\r\n", "\n") for it in attached] == expected, name, "the mail's calendar is another")


def entries(name):
    raw = (FOLDER / f"{name}.ics").read_bytes()
    check(all(len(line) <= 75 for line in raw.split(b"\r\n")) and raw.endswith(b"\r\n"), name, "ics lines")
    calendar = icalendar.Calendar.from_ical(raw)
    check(not calendar.errors and not any(it.errors for it in calendar.events), name, "ics errors")
    return calendar.events


def calendar(name):
    plan = json.loads(read(name, "json"))
    dated = [(it["headline"], it["by"]) for it in plan["coming"] if it["by"]]
    dated += [(f"{it['who']}: {it['what']}" if it["who"] else it["what"], it["by"]) for it in plan["asks"] if it["by"]]
    standing = [it for it in entries(name) if it.get("STATUS") != "CANCELLED"]
    title = f" · {plan['title']}" if plan["title"] else ""
    found = [(str(it["SUMMARY"]).removesuffix(title), str(it["DTSTART"].dt)) for it in standing]
    check(sorted(found) == sorted(dated), name, "calendar entries", found, dated)
    for it in entries(name):
        check((it["DTEND"].dt - it["DTSTART"].dt).days == 1 and re.fullmatch(r"[0-9a-z]{20}@handshake", it["UID"]), name, it["UID"])


def taken_in_twice():
    """The demo, taken into a calendar, then again with one date moved and one milestone dropped: moved, not doubled."""
    old = pathlib.Path("assets/demo.ron").read_text()
    exported("first", pathlib.Path("assets/demo.ron"))
    moved = old.replace('by: "2027-03-24"', 'by: "2027-04-14"')
    check(moved != old, "the demo has no date to move")
    (FOLDER / "second.ron").write_text(moved.replace('id: "payroll",', 'id: "payroll", dropped: Dropped(why: "no"),'))
    exported("second", FOLDER / "second.ron")
    home = FOLDER / "khal"
    home.mkdir()
    (home / "cal").mkdir()
    (home / "config").write_text(
        f"[calendars]\n[[work]]\npath = {home}/cal\n[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {home}/khal.db\n"
    )
    khal = ["khal", "-c", home / "config"]
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    listed = []
    for name in ("first", "second"):
        run(*khal, "import", "--batch", "-a", "work", FOLDER / f"{name}.ics", env=environment)
        out = run(*khal, "list", "--format", "{start-date}|{title}", "2027-01-01", "2027-12-31", env=environment).stdout.decode()
        listed.append(sorted(line for line in out.splitlines() if "|" in line))
    reports = [[line for line in lines if "Finance reports available" in line] for lines in listed]
    check([len(it) for it in reports] == [1, 1], "khal doubled an entry", listed)
    check(reports[0][0].startswith("2027-03-24") and reports[1][0].startswith("2027-04-14"), "khal did not move it", reports)
    check(len(listed[0]) == len(listed[1]) == len(list((home / "cal").glob("*.ics"))), "khal's entries", listed)
    dropped = [it for it in entries("second") if it.get("STATUS") == "CANCELLED"]
    check(["Payroll" in it["SUMMARY"] for it in dropped] == [True], "the dropped one is not cancelled", dropped)
    check(dropped[0]["UID"] in [it["UID"] for it in entries("first")], "the dropped one has another name")


# --- Markdown ---


def markdown(name):
    reader = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    words, odd = [], []
    for token in reader.parse(read(name, "markdown")):
        for part in [token, *(token.children or [])]:
            words += [part.content] if part.type in ("text", "code_inline") else []
            odd += [part.type] if re.match("html|image|link|code|fence|table|s_|blockquote|hr|ordered", part.type) else []
    check(not odd, name, "markdown has", odd)
    check(squeezed("".join(words)) == squeezed(read(name, "text")), name, "markdown says something else:\n", "".join(words))


def main():
    chosen = [(name, exported(name, path)) for name, path in plans()]
    check({"fullest", "demo", "finance"} <= {name for name, fits in chosen if fits}, "what should fit does not", chosen)
    check(not dict(chosen)["crowd"], "the crowd fits")
    for name, fits in chosen:
        for step in (markdown, mail, calendar, browse_svg):
            step(name)
        browse_html(name, fits)
        print(f"{name}: html, svg, eml, ics, markdown")
    browse_dark("demo")
    office([name for name, _ in chosen])
    print(f"pptx: {len(chosen)} slides")
    tables = {"demo": "assets/demo.ron", "finance": "tests/data/finance.ron"}
    sheet(tables | {path.stem: path for path in pathlib.Path("tests/hostile").glob("3[356]-*.ron")})
    print("csv: nothing is computed, and saved again it is the same plan")
    taken_in_twice()
    print("ics: taken in twice, moved and not doubled")


main()
