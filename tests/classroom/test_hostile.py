"""Hostile and broken inputs by all three ways: nothing raises, runs, is lost or changes another's.

What the names of the files mean is said in hostile/make.py, which makes them. What is hostile by
its own name, or large, is made here. Three fuzzers, one for each way, take a second or two each;
KIT_FUZZ_SECONDS=20 lets each of them go on for twenty, and -s lets them say how many cases they
tried.
"""

import io
import json
import os
import random
import re
import subprocess
import sys
import time
import tracemalloc
import unicodedata
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile import make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheetfuls import csv_of

from kit.answers.file import AnswersFile
from kit.classroom import codes, surveys
from kit.classroom.classroom import Classroom
from kit.classroom.codes import encode
from kit.classroom.disclosure import whole
from kit.classroom.folder import LARGEST_SURVEY
from kit.classroom.sheets import (
    MOST_FAULTS,
    MOST_VALUES,
    RATINGS,
    ROLES,
    Fault,
    from_json,
    statement_ids,
    to_json,
)
from kit.classroom.surveys import plain
from kit.classroom.tally import tally
from kit.content.course import course
from kit.content.phrases import Words
from kit.files import spreadsheet
from kit.widgets.board import Replies

IDS = statement_ids()
FUZZ_SECONDS = float(os.environ.get("KIT_FUZZ_SECONDS", "0"))

CLASS = [
    make.rated(mark, role=ROLES[number % 5], seed=number)
    for number, mark in enumerate([*(f"c1as{number}" for number in range(7)), make.VICTIM])
]
EIGHT = {(one.mark, one.round): one for one in CLASS}
HANDED_IN = {f"sheet-{one.mark}-{one.round}.json": to_json(one).encode() for one in CLASS}
SENDER, ROWS = f"sheet-{make.MARK}-1.json", f"survey-{make.SURVEY}.json"

SHEETS, CODES, SURVEYS = make.sheets(), make.codes(), make.surveys()
# What statements are called is read from the course once.
surveys.look(b"breadth-1\n4", "x.csv")
FILES = SHEETS | CODES | SURVEYS
TEXT_FILES = [name for name in FILES if name.endswith((".json", ".txt", ".csv"))]


def text_of(name):
    return FILES[name].decode(errors="replace")


def valid(name):
    return name.startswith("valid-")


def test_there_are_at_least_two_hundred_files_with_names_for_every_system():
    assert len(FILES) == len(SHEETS) + len(CODES) + len(SURVEYS) >= 200
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.[a-z]{3,4}", name) for name in FILES)


# A class of eight, and who watches what is done to it

# Whatever opens, changes or runs something tells Python's auditors.
RUNS = re.compile(
    r"(subprocess|os\.(system|exec|posix_spawn|spawn|fork|startfile)|socket|ctypes)\b.*"
)
TOUCHES = re.compile(r"open|os\.(remove|rename|mkdir|rmdir|link|symlink|truncate|chmod)|shutil\..*")
# Python itself may be late to load something.
LIBRARIES = (sys.base_prefix, sys.prefix, str(Path(surveys.__file__).parents[2]))
# An auditor can never be taken away again: where nobody listens, this is empty.
listeners = []


def hear(event, arguments):
    for heard in listeners:
        if RUNS.fullmatch(event) or TOUCHES.fullmatch(event):
            heard.append((event, arguments))


def assert_stays_in(folder, event, arguments):
    """Say that what was heard runs nothing, and opens or changes nothing elsewhere."""
    assert TOUCHES.fullmatch(event), event
    paths = [one for one in arguments[:2] if isinstance(one, (str, bytes, Path))]
    if event == "open":
        # A number is a file that is open already.
        paths = [] if isinstance(arguments[0], int) else paths[:1]
    reads = event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    places = (f"{folder}{os.sep}", *(LIBRARIES if reads else ()))
    assert all(os.fsdecode(one).startswith(places) for one in paths), (event, paths)


class Desk:
    """A teacher's desk: a class of eight in a folder, and a board that can be asked."""

    def __init__(self, place):
        self.place = place
        self.folder = place / "above" / "class"
        self.folder.mkdir(parents=True)
        for name, content in HANDED_IN.items():
            self.put(name, content)
        for one in (place, place / "above"):
            (one / "evil").write_bytes(b"good")
        self.classroom = Classroom(self.folder)
        file = AnswersFile(place / "answers.json")
        self.boards = [
            Replies(self.classroom, course(), file, Words(language)) for language in ("sv", "en")
        ]

    def files(self):
        return [one.name for one in self.folder.iterdir()]

    def put(self, name, content):
        (self.folder / name).write_bytes(content)

    def ask(self, **question):
        """Ask in Swedish and in English, and return the faults that are told."""
        if "content" in question:
            return self.upload(question)
        swedish, english = (board.reply(question) for board in self.boards)
        return self.told(swedish, english)

    def upload(self, question):
        """Look into a file, and take in whoever is found there."""
        looked = [board.reply({"survey": "look", **question})["survey"] for board in self.boards]
        places = self.told(*looked) or [code for code, _ in looked[0]["asks"]]
        if not looked[0]["persons"]:
            # Why a file is refused stands before what was found in it.
            return places or looked[0]["told"]
        whether = {"over": True} if looked[0]["earlier"] else {}
        taken = self.boards[0].reply({"survey": "take", "id": looked[0]["id"], **whether})
        return self.told(taken, taken)

    def told(self, swedish, english):
        """Return where the faults are that two boards tell of alike, in plain text."""
        for reply in (swedish, english):
            assert_plain(reply)
        places = [one["place"] for one in swedish["faults"]]
        assert places == [one["place"] for one in english["faults"]]
        return places

    @contextmanager
    def watched(self):
        """Let nothing be run, and nothing outside of the class's folder be opened or changed."""
        before = self.around()
        heard = []
        listeners.append(heard)
        try:
            yield
        finally:
            listeners.clear()
        for event, arguments in heard:
            assert_stays_in(self.folder, event, arguments)
        assert self.around() == before

    def around(self):
        """Return what lies outside of the class's folder."""
        paths = [one for one in self.place.rglob("*") if self.folder not in one.parents]
        return {one: one.read_bytes() if one.is_file() else None for one in paths}

    def look(self):
        """Look, and return the sheets that are not the class's own, by mark and round."""
        self.classroom.look()
        sheets = dict(self.classroom.found.sheets)
        assert EIGHT.items() <= sheets.items()
        others = {key: one for key, one in sheets.items() if key not in EIGHT}
        for one in others.values():
            assert set(one.ratings) <= set(range(len(RATINGS)))
            assert from_json(to_json(one)) == [one]
        return others

    def clear(self):
        """Take away what is not the class's own."""
        for name in set(self.files()) - HANDED_IN.keys():
            (self.folder / name).unlink()
        assert self.look() == {}


def assert_plain(reply):
    """Say that a reply is text that can be sent, is short, and moves nothing around it."""
    json.dumps(reply, ensure_ascii=False, allow_nan=False).encode()
    for one in reply["faults"]:
        assert one.keys() == {"place", "text"}
        assert 0 < len(one["place"]) <= 60
        assert 0 < len(one["text"]) <= 500
        for sign in one["place"] + one["text"]:
            assert unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp"}
            assert unicodedata.bidirectional(sign) not in MOVES


MOVES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.fixture(autouse=True)
def _no_disk_to_wait_for(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module", autouse=True)
def _auditor(tmp_path_factory):
    # What is loaded late is loaded first.
    desk = Desk(tmp_path_factory.mktemp("first"))
    desk.ask(codes=make.CODE)
    desk.ask(show="1")
    for name in ("valid-macros.xlsx", "bomb-of-zeros.xlsx", "valid-encoding-of-windows.csv"):
        desk.ask(content=FILES[name], name=name)
    sys.addaudithook(hear)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory):
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.look()
    return made


@pytest.fixture
def same_desk(one_desk):
    """A desk at which one thing after the other is taken in."""
    yield one_desk
    one_desk.clear()


def marks(sheets):
    return {mark for mark, _ in sheets}


# What a damaged code is called by.
A_CODE = re.compile("[0-9A-Za-z]{1,5}…|…")


# Each of them, by every way


@pytest.mark.parametrize("name", FILES)
def test_put_into_the_folder_it_is_told_and_the_class_goes_on(name, same_desk):
    over = next(iter(HANDED_IN))
    places = {name, SENDER, ROWS, over}
    with same_desk.watched():
        for place in places:
            same_desk.put(place, FILES[name])
        others = same_desk.look()
        told = same_desk.ask()
    assert all((same_desk.folder / place).read_bytes() == FILES[name] for place in places)
    same_desk.put(over, HANDED_IN[over])
    # What was put over a sheet of the class is told, and what was there before goes on counting.
    holds_a_sheet = valid(name) and name in SHEETS
    assert set(told) == places - ({SENDER} if holds_a_sheet else set())
    assert marks(others) == ({make.MARK} if holds_a_sheet else set())


@pytest.mark.parametrize("name", TEXT_FILES)
def test_pasted_as_text_it_is_told_and_the_class_goes_on(name, same_desk):
    with same_desk.watched():
        told = same_desk.ask(codes=text_of(name))
        others = same_desk.look()
    if name in CODES:
        assert marks(others) == ({make.MARK} if valid(name) else set())
        assert bool(told) != name.startswith(("valid-", "quiet-"))
    assert all(map(A_CODE.fullmatch, told))


@pytest.mark.parametrize("name", FILES)
def test_uploaded_as_a_spreadsheet_it_is_told_and_the_class_goes_on(name, same_desk):
    with same_desk.watched():
        told = same_desk.ask(content=FILES[name], name=f"../../{name}")
        others = same_desk.look()
    files = set(same_desk.files()) - HANDED_IN.keys()
    assert all(
        re.fullmatch(r"\.survey-.{8}\.name|(survey-.{8}|sheet-h0st1-1)\.json", one) for one in files
    )
    if name in SURVEYS:
        assert bool(told) != name.startswith(("valid-", "quiet-"))
        assert bool(others) == name.startswith(("valid-", "mixed-"))


# All of them at once


def test_all_of_them_in_the_folder_cost_nobody_a_sheet(desk):
    for number, (name, content) in enumerate(FILES.items()):
        desk.put(name, content)
        desk.put(f"sheet-x{number:04}-1.json", content)
        desk.put(f"survey-xxxx{number:04}.json", content)
    desk.put(SENDER, to_json(make.rated()).encode())
    with desk.watched():
        others = desk.look()
        told = desk.ask()
        desk.classroom.show("1")
        told_again = desk.ask(show="1")
    assert others == {(make.MARK, "1"): make.rated()}
    assert len(told) == len(told_again) == MOST_FAULTS + 1
    assert whole(desk.classroom.blocks, "1") == tally([*CLASS, make.rated()])


def test_all_of_them_in_one_transcript_cost_nobody_a_code(desk):
    chat = [text_of(name)[:20_000] for name in CODES]
    others = [make.rated(f"m0re{number}", seed=number) for number in range(8)]
    step = len(chat) // len(others)
    for number, one in enumerate(others):
        chat.insert(number * (step + 1), f"Ylva 10:42: {encode(one)}")
    with desk.watched():
        told = desk.ask(codes="\n".join(chat))
        found = desk.look()
    assert {(one.mark, "1"): one for one in others}.items() <= found.items()
    assert marks(found) == {make.MARK, *(one.mark for one in others)}
    assert len(told) > 50


def answers(sheet):
    return [sheet.role, sheet.round, *(RATINGS[place] for place in sheet.ratings)]


def mixed_table():
    """Return rows of a survey: the class's eight, and whatever is hostile in every other cell."""
    junk = [text_of(name)[:3000] for name in FILES]
    junk += [*make.CELLS, *make.FORMULAS, *make.HEADINGS]
    dice = random.Random(5)
    rows = []
    for number in range(80):
        role, remark, *cells = dice.choices(junk, k=2 + len(IDS))
        rows.append([remark, role, f"x{remark}", *cells])
        if number % 10 == 5:
            rows.append([remark, *answers(CLASS[number // 10])])
    return [["Övrigt", "role", "round", *IDS], *rows]


def written(rows, kind):
    if kind == "csv":
        return csv_of(*rows)
    data = "".join(make.row(*(make.inline(allowed(str(one))) for one in row)) for row in rows)
    return make.deflated(make.book(worksheet=f"<a>{data}</a>"))


def allowed(text):
    """Leave out what XML cannot hold."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_of_them_in_one_spreadsheet_cost_nobody_a_row(kind, desk):
    content = written(mixed_table(), kind)
    with desk.watched():
        told = desk.ask(content=content, name=f"svar.{kind}")
        found = desk.look()
    rows = sorted(found.values(), key=lambda one: int(one.mark[9:]))
    assert [(one.role, one.round, one.ratings) for one in rows] == [
        (one.role, one.round, one.ratings) for one in CLASS
    ]
    assert len(told) == MOST_FAULTS + 1


# Names, links and folders that are hostile themselves

NAMES = [
    *("sheet-h0st1-1.json\n", "sheet-h0st1-1.json\u202enosj", "survey-h0sth0st.json "),
    *(make.HTML.replace("/", ""), "<script>window.hacked=1", make.DDE.replace("/", "")),
    *("{0.__class__}{place}%s%n", "$(touch hacked)`id`", "-rf", "~root", "%2e%2e%2fevil"),
    *("__proto__", "a" * 255, "Z" + "\u0351" * 100, "\udcff\udcfe.json", "\x1b[31m.json"),
]


def test_names_that_mean_harm_are_told_as_text(desk):
    told = 0
    for name in NAMES:
        try:
            desk.put(name, make.WHOLE.encode())
            told += 1
        except (OSError, UnicodeError):
            continue
    with desk.watched():
        assert desk.look() == {}
        assert len(desk.ask()) == told > 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
def test_links_pipes_and_folders_in_the_places_of_sheets_lead_nowhere(desk):
    private = desk.folder.parent / SENDER
    private.write_text(make.WHOLE, encoding="utf-8")
    (desk.folder / SENDER).symlink_to(private)
    (desk.folder / f"sheet-{make.MARK}-2.json").symlink_to("/dev/zero")
    (desk.folder / f"sheet-{make.MARK}-3.json").symlink_to(desk.folder)
    os.mkfifo(desk.folder / ROWS)
    (desk.folder / "more").mkdir()
    with desk.watched():
        assert desk.look() == {}
        assert len(desk.ask()) == 5
        # A code takes the link's place, and leaves alone what it led to.
        assert desk.ask(codes=make.CODE) == []
        assert desk.look() == {(make.MARK, "1"): make.rated()}


def test_a_folder_in_the_place_of_one_sheet_keeps_nobody_elses_out(desk):
    (desk.folder / SENDER).mkdir()
    with desk.watched():
        told = desk.ask(codes=f"{make.CODE}\n{make.OTHER}")
        assert desk.look() == {("h0st2", "1"): make.rated("h0st2", seed=2)}
    assert told == ["class"]
    rows = make.table(make.person()).encode()
    (name,) = {one.mark[:8] for one in surveys.look(rows, "svar.csv").sheets}
    (desk.folder / f"survey-{name}.json").mkdir()
    assert desk.ask(content=rows, name="svar.csv") == ["class"]


# What is small as it comes, and would be large


def swollen(data="", strings="", top=make.TOP, **parts):
    """Return a workbook that would swell; the picture in it keeps it from being suspected."""
    sheet = f"<worksheet><sheetData>{top}{data}</sheetData></worksheet>"
    picture = {"xl/x.png": random.Random(6).randbytes(600_000)}
    return make.deflated(make.book("", strings, worksheet=sheet, **parts) | picture)


def numbered(text, number):
    return "".join(map(text.format, range(number)))


LETTERS = "<t>" + "x" * 400 + "</t>"
BOMBS = {
    "a name space before each of three thousand names": lambda: swollen(
        numbered("<a:b{}/>", 3000), top=f'<x xmlns:a="{"u" * 300_000}"/>'
    ),
    "a million names": lambda: swollen(numbered("<b{}/>", 1_000_000)),
    "a million names of attributes": lambda: swollen(numbered("<c a{}=''/>", 1_000_000)),
    "a million attributes": lambda: swollen("<x " + numbered("a{:x}='' ", 1_000_000) + "/>"),
    "a tag without an end": lambda: swollen("<x a='" + "b" * 50_000_000 + "'/>"),
    "one text in a hundred thousand cells": lambda: swollen(
        make.row('<c t="s"><v>0</v></c>' * 400) * 250, f"<si><t>😀{'x' * 5000}</t></si>", top=""
    ),
    "a cell of a hundred thousand texts": lambda: swollen(
        f'<row><c t="inlineStr"><is>{LETTERS * 100_000}</is></c></row>'
    ),
    "a shared text of a hundred thousand": lambda: swollen(
        strings=f"<si>😀{LETTERS * 100_000}</si>"
    ),
    "a million styles": lambda: swollen(
        styles="<a><cellXfs>" + '<xf numFmtId="14"/>' * 1_200_000 + "</cellXfs></a>"
    ),
}

# Reads a file and says by how many megabytes memory grew. (getrusage would tell of its parent's.)
READER = """
import resource, sys
from pathlib import Path
from kit.classroom import surveys
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmHWM")) // 1024
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
surveys.look(Path(sys.argv[1]).read_bytes(), "first.xlsx")
before = peak()
faults = surveys.look(Path(sys.argv[2]).read_bytes(), "x.xlsx").faults
print(peak() - before, *(one.key for one in faults))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory was needed")
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_workbook_that_would_swell_is_read_in_little_memory_and_time(bomb, tmp_path):
    contents = {"first.xlsx": FILES["valid-macros.xlsx"], "bomb.xlsx": bomb()}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    run = subprocess.run(
        [sys.executable, "-c", READER, *(tmp_path / name for name in contents)],
        capture_output=True,
        text=True,
        cwd=Path(surveys.__file__).parents[3],
        check=True,
    )
    grown, *keys = run.stdout.split()
    print(grown, "MB", keys)
    assert int(grown) < 100


def test_a_long_text_is_cut_however_a_workbook_keeps_it():
    parts = f"<r><t>{'x' * 900}</t></r>" * 4
    cells = make.row('<c t="s"><v>0</v></c>', f'<c t="inlineStr"><is>{parts}</is></c>')
    content = make.zipped(make.book(cells, strings=f"<si>{parts}</si>"))
    (table,) = spreadsheet.read(content, len)
    assert table.rows[2] == dict.fromkeys((1, 2), "x" * spreadsheet.LONGEST_CELL + "…")


def test_a_workbook_with_more_pointers_than_parts_is_refused():
    many = make.relations(worksheet1="worksheets/sheet1.xml", **{f"x{n}": "y" for n in range(1001)})
    content = make.zipped(make.book(pointers=many))
    assert surveys.look(content, "x.xlsx").faults == (Fault("x.xlsx", "fault.swollen"),)


def sheets_of_a_workbook(number):
    """Return a workbook of so many worksheets, of which only the last has statements."""
    sheets = [f"worksheet{n}" for n in range(number)]
    listed = "".join(f'<sheet r:id="{one}"/>' for one in sheets)
    parts = {f"xl/{one}.xml": f"<a>{make.row(make.inline('Om'))}</a>" for one in sheets}
    parts[f"xl/{sheets[-1]}.xml"] = make.book()[make.PARTS["worksheet"]]
    pointers = make.relations(**{one: f"{one}.xml" for one in sheets})
    book = make.book(workbook=f"<workbook>{listed}</workbook>", pointers=pointers)
    return make.zipped(book | parts)


@pytest.mark.parametrize(("more", "read"), [(0, 1), (1, 0)])
def test_a_workbook_of_a_hundred_worksheets_is_not_searched_to_its_end(more, read):
    found = surveys.look(sheets_of_a_workbook(surveys.MOST_WORKSHEETS + more), "x.xlsx")
    assert len(found.sheets) == read


def read(content):
    found = surveys.look(content, "x.csv")
    return list(found.sheets), list(found.faults)


def test_of_long_headings_and_answers_only_a_part_is_looked_at(monkeypatch):
    tidied, looked_at = plain.tidied, []

    def counting(text):
        looked_at.append(len(text))
        return tidied(text)

    monkeypatch.setattr(plain, "tidied", counting)
    long = "\ufdfa" * 2000
    heading = f"{'Hur är det hos er? ' * 30} – {course().statements[3].text.sv}"
    rows = [[long, "breadth-1", heading], [long, f"4 – systematiskt: {long}", "2"]]
    sheets, faults = read(csv_of(*rows))
    assert [one.by_statement for one in sheets] == [{IDS[0]: 4, IDS[3]: 2}]
    assert faults == []
    assert max(looked_at) <= spreadsheet.LONGEST_CELL


@pytest.mark.parametrize("end", ["inte", "(" * 900])
def test_an_answer_that_is_cut_is_not_taken_for_a_shorter_one(end):
    cut = [["systematiskt" + " " * 500 + end, "2"], ["(" * 900, "2"]]
    sheets, faults = read(csv_of(["breadth-1", "breadth-2"], *cut))
    assert [one.by_statement for one in sheets] == [{IDS[1]: 2}] * 2
    assert [one.key for one in faults] == ["fault.cell"] * 2


def test_what_is_long_costs_neither_its_row_nor_others_and_hides_no_code():
    rows = [[*make.HEADER, "Övrigt"], [*make.person(), "x" * 130_000], [*make.person(), ""]]
    sheets, faults = read(csv_of(*rows))
    assert (len(sheets), faults) == (2, [])
    fault = Fault("x.csv", "fault.quotes", {"row": "3"})
    assert read(f'1.1;1.2\r\n4;4\r\n"{"4;4" * 3_000_000}'.encode()) == ([], [fault])
    assert codes.find("X" * 500_000 + f"\n.{make.CODE}") == ([make.rated()], [])


@pytest.mark.parametrize("filling", [b"[", b"{},", b'{"":0},', b"0,", '"ā",'.encode()])
def test_twenty_megabytes_of_small_things_in_the_folder_are_told_in_little_memory(filling, desk):
    start = b'{"kit":"class-sheet","format":1,"sheets":['
    desk.put(ROWS, start + filling * ((LARGEST_SURVEY - 100) // len(filling)) + b"0]}")
    tracemalloc.start()
    assert desk.look() == {}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert desk.ask() == [ROWS]
    assert peak < 100_000_000


def test_as_many_rows_as_a_spreadsheet_may_have_are_read():
    text = to_json(*[make.rated(f"{make.SURVEY}-{row}") for row in range(1, 101)])
    most = sum(map(text.count, ",[{")) * spreadsheet.MOST_ROWS // 100
    assert 0.4 * MOST_VALUES < most < MOST_VALUES


# Fuzzing


def fuzzed(values, check, examples):
    """Check so many values, or go on for KIT_FUZZ_SECONDS; say how many there were."""
    cases = 0

    @settings(
        deadline=None,
        database=None,
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
    )
    @given(values)
    def run(value):
        nonlocal cases
        cases += 1
        check(value)

    end = time.monotonic() + FUZZ_SECONDS
    run()
    while time.monotonic() < end:
        run()
    print(cases, "cases")
    assert cases >= examples


SNIPPETS = [
    *(b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\t", b"PK\3\4", b"PK\5\6"),
    *rb"""" "" ' < > & &#88; <![CDATA[ { }] ; , 1e400 NaN -0 true null \ud800 =1+1""".split(),
    *(b"X" * 40, b"9" * 400, b"[" * 3000, b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hosts'>]>"),
    *map(str.encode, ("\u202e", "\u200b", make.HTML, make.CODE, make.CODE[:17], make.VICTIM)),
]
ANYTHING = st.binary()
PLACE = st.floats(0, 1)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), PLACE, st.integers(0, 255)),
        st.tuples(st.just("cut"), PLACE, PLACE),
        st.tuples(st.just("cut"), PLACE, st.floats(0, 0.02)),
        st.tuples(st.just("insert"), PLACE, st.sampled_from(SNIPPETS) | st.binary(max_size=9)),
        st.tuples(st.just("repeat"), PLACE, st.integers(2, 30)),
        st.tuples(st.just("splice"), PLACE, PLACE),
    ),
    min_size=1,
    max_size=6,
)


def changed(content, changes, other=b""):
    """Return bytes that are damaged in these ways; what is spliced in is of another file."""
    for kind, place, what in changes:
        at = round(place * len(content))
        head, tail = content[:at], content[at:]
        if kind == "flip":
            content = head + bytes([what]) + tail[1:]
        elif kind == "cut":
            content = head + tail[max(1, round(what * len(tail))) :]
        elif kind == "insert":
            content = head + what + tail
        elif kind == "repeat":
            content = head + tail[:100] * what + tail
        else:
            content = head + other[round(what * len(other)) :][:500] + tail
    return content


def spoilt(contents, others=ANYTHING):
    """Draw one of these files, damaged."""
    return st.builds(changed, st.sampled_from(list(contents)), CHANGES, others)


VALID_ROWS = to_json(*(make.rated(f"{make.SURVEY}-{n}", seed=n) for n in range(1, 4))).encode()

RAW = ["NaN", "1e400", "-0", "1.0", "9" * 5000, "[" * 2000, '"\\ud83d"', "0x1", "4}", '"a": 1']
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from([make.MARK, make.VICTIM, make.HTML, "RAW", *IDS, *ROLES]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=9) | st.sampled_from(["mark", "kit", *IDS]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@st.composite
def odd_documents(draw):
    """Draw a class sheet in which one thing, anywhere, is another."""
    document = json.loads(make.WHOLE)
    place, value = document, draw(JSON)
    while True:
        key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
        if not isinstance(place[key], dict | list) or not draw(st.integers(0, 3)):
            break
        place = place[key]
    if isinstance(place, dict) and draw(st.booleans()):
        key = draw(st.text(max_size=9) | st.sampled_from(["name", "__proto__", "mark"]))
    place[key] = value
    return json.dumps(document).replace('"RAW"', draw(st.sampled_from(RAW))).encode()


def test_whatever_lies_in_the_folder_the_class_goes_on(desk):
    def check(content):
        for name in (SENDER, ROWS):
            desk.put(name, content)
        with desk.watched():
            others = desk.look()
            told = desk.ask()
        assert (SENDER in told) != ((make.MARK, "1") in others)
        assert (ROWS in told) != any(one.startswith(make.SURVEY) for one in marks(others))
        desk.clear()

    sheets = [content for name, content in SHEETS.items() if valid(name)]
    fuzzed(spoilt([*sheets, VALID_ROWS]) | odd_documents() | spoilt(FILES.values()), check, 100)


TEXTS = st.one_of(
    st.text(st.sampled_from("Xx7KQ2uå-–_ \n>=<&;./@\"'\u200b😀\ud83dХΧ"), max_size=80),
    spoilt(CODES.values(), st.just(make.CODE.encode())).map(
        lambda one: one.decode(errors="replace")[:5000]
    ),
)


def test_whatever_is_pasted_no_code_is_lost(desk):
    others = [make.rated(f"m0re{number}", seed=number) for number in range(4)]
    expected = {(one.mark, "1"): one for one in others}

    def check(texts):
        chat = zip(texts, others, strict=True)
        lines = [f"{text}\nYlva 10:42: {encode(one)}\n" for text, one in chat]
        with desk.watched():
            told = desk.ask(codes="".join(lines))
            found = desk.look()
        assert expected.items() <= found.items()
        assert len(told) <= MOST_FAULTS
        assert all(map(A_CODE.fullmatch, told))
        desk.clear()

    fuzzed(st.lists(TEXTS, min_size=4, max_size=4), check, 60)


TABLES = {name: content for name, content in SURVEYS.items() if len(content) < 8000}
WORKBOOKS = [one for name, one in TABLES.items() if name.endswith(".xlsx") and valid(name)]


@st.composite
def odd_workbooks(draw):
    """Draw a workbook in which parts are damaged before they are packed."""
    with zipfile.ZipFile(io.BytesIO(draw(st.sampled_from(WORKBOOKS)))) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    other = draw(st.sampled_from(sorted(parts)))
    for name in draw(st.sets(st.sampled_from(sorted(parts)), min_size=1, max_size=2)):
        parts[name] = changed(parts[name], draw(CHANGES), parts[other])
    return make.zipped(parts)


@st.composite
def odd_rows(draw):
    """Draw a table of junk in which some rows are sound, and say which by their numbers."""
    junk = st.sampled_from([*make.CELLS, *make.FORMULAS]) | st.text(max_size=9)
    # One "6" would make codes of all numbers.
    junk = junk.filter(lambda text: not any(map(str.isnumeric, text)))
    rows = draw(st.lists(st.sampled_from(CLASS) | st.lists(junk, max_size=9), max_size=8))
    sound = {at: one for at, one in enumerate(rows, 2) if not isinstance(one, list)}
    written_out = [
        [*answers(one), draw(junk)] if at in sound else one for at, one in enumerate(rows, 2)
    ]
    table = [["role", "round", *IDS, "Övrigt"], *written_out]
    return written(table, draw(st.sampled_from(["csv", "xlsx"]))), sound


def test_whatever_is_uploaded_no_row_is_lost(desk):
    def check(value):
        content, sound = value
        with desk.watched():
            told = desk.ask(content=content, name="svar.xlsx")
            others = desk.look()
        assert len(told) <= MOST_FAULTS + 1
        kept = {int(one.mark.partition("-")[2] or 0): one for one in others.values()}
        for at, one in sound.items():
            assert (kept[at].role, kept[at].ratings) == (one.role, one.ratings)
        desk.clear()

    damaged = st.tuples(spoilt(TABLES.values()) | odd_workbooks(), st.just({}))
    fuzzed(damaged | odd_rows(), check, 100)
