"""Hostile and broken inputs by all three ways: nothing raises, runs, is lost or changes another's.

What the names of the files in hostile/ mean is said in hostile/README.md. Three fuzzers take a
second or two each; KIT_FUZZ_SECONDS=20 lets each of them go on for twenty.
"""

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile import make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit import codes, surveys, tables
from kit.class_folder import MOST_FAULTS
from kit.classroom import Classroom
from kit.codes import encode
from kit.course import course
from kit.disclosure import whole
from kit.keeping import AnswersFile
from kit.sheets import RATINGS, ROLES, Fault, Sheet, from_json, statement_ids, to_json
from kit.tally import tally
from kit.widgets.board import Replies
from kit.words import Words

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

IDS = statement_ids()
FUZZ_SECONDS = float(os.environ.get("KIT_FUZZ_SECONDS", "0"))

CLASS = [
    make.rated(mark, role=ROLES[number % 5], seed=number)
    for number, mark in enumerate([*(f"c1as{number}" for number in range(7)), make.VICTIM])
]
EIGHT = {(one.mark, one.round): one for one in CLASS}
SENDER, ROWS = f"sheet-{make.MARK}-1.json", f"survey-{make.SURVEY}.json"


def hostile(kind):
    return sorted((make.HERE / kind).iterdir())


def named(files):
    return [one.name for one in files]


def valid(path):
    return path.name.startswith("valid-")


SHEETS, CODES, SURVEYS = map(hostile, ("sheets", "codes", "surveys"))
FILES = [*SHEETS, *CODES, *SURVEYS]


# The files


def test_there_are_at_least_two_hundred_files_with_names_for_every_system():
    assert len(FILES) >= 200
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.[a-z]{3,4}", one.name) for one in FILES)


def test_the_files_are_those_that_their_program_makes():
    made = make.files()
    assert sorted(made) == sorted(f"{one.parent.name}/{one.name}" for one in FILES)
    for one in FILES:
        expected, found = made[f"{one.parent.name}/{one.name}"], one.read_bytes()
        if found != expected and one.name.startswith(make.DEFLATED):
            expected, found = (packed(content) for content in (expected, found))
        assert found == expected, one.name


def packed(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(one.filename, one.CRC, one.file_size) for one in archive.infolist()]


# A class of eight, and who watches what is done to it

# Whatever opens, changes or runs something tells Python's auditors.
RUNS = re.compile(r"(subprocess|os\.(system|exec|posix_spawn|spawn|fork|startfile)|socket|ctypes)\b.*")
TOUCHES = re.compile(r"open|os\.(remove|rename|mkdir|rmdir|link|symlink|truncate|chmod)|shutil\..*")
watched = None


def hear(event, arguments):
    if watched is not None and (RUNS.fullmatch(event) or TOUCHES.fullmatch(event)):
        watched.append((event, arguments))


@contextmanager
def watching(folder):
    """Let nothing be run, and nothing outside of a folder be opened or changed."""
    global watched  # noqa: PLW0603 - an auditor can never be taken away again
    watched = []
    try:
        yield
        found = watched
    finally:
        watched = None
    inside = f"{folder}{os.sep}"
    for event, arguments in found:
        assert TOUCHES.fullmatch(event), event
        paths = [os.fsdecode(one) for one in arguments[:2] if isinstance(one, (str, bytes, Path))]
        paths = paths[:1] if event == "open" else paths
        assert paths
        assert [one for one in paths if not one.startswith((inside, *LIBRARIES))] == []


# Python itself may be late to load something.
LIBRARIES = (sys.base_prefix, sys.prefix, str(Path(make.HERE).parents[1] / "kit"))


class Desk:
    """A teacher's desk: a class of eight in a folder, and a board that can be asked."""

    def __init__(self, place):
        self.folder = place / "above" / "class"
        self.folder.mkdir(parents=True)
        for one in CLASS:
            self.put(f"sheet-{one.mark}-{one.round}.json", to_json(one).encode())
        self.names = set(os.listdir(self.folder))
        for one in (place, place / "above"):
            (one / "evil").write_bytes(b"good")
        self.classroom = Classroom(self.folder)
        file = AnswersFile(place / "answers.json")
        self.boards = [
            Replies(self.classroom, course(), file, Words(language)) for language in ("sv", "en")
        ]

    def put(self, name, content):
        (self.folder / name).write_bytes(content)

    def ask(self, **question):
        """Ask in Swedish and in English, and return the faults that are told."""
        swedish, english = (board.reply(question) for board in self.boards)
        for reply in (swedish, english):
            assert_plain(reply)
        places = [one["place"] for one in swedish["faults"]]
        assert places == [one["place"] for one in english["faults"]]
        return places

    def look(self):
        """Look, and return the sheets that are not the class's own, by mark and round."""
        self.classroom.look()
        sheets = dict(self.classroom.found.sheets)
        assert {key: sheets.get(key) for key in EIGHT} == EIGHT
        others = {key: one for key, one in sheets.items() if key not in EIGHT}
        for one in others.values():
            assert set(one.ratings) <= set(range(len(RATINGS)))
            assert from_json(to_json(one)) == [one]
        return others

    def clear(self):
        for name in set(os.listdir(self.folder)) - self.names:
            (self.folder / name).unlink()


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
    for name in ("valid-macros.xlsx", "bomb-of-zeros.xlsx", "valid-encoding-of-windows.csv"):
        desk.ask(content=(make.HERE / "surveys" / name).read_bytes(), name=name)
    sys.addaudithook(hear)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def around(folder):
    """Return what lies outside of the class's folder."""
    above = folder.parents[1]
    paths = [one for one in above.rglob("*") if folder not in one.parents]
    return {one: one.read_bytes() if one.is_file() else None for one in paths}


def marks(sheets):
    return {mark for mark, _ in sheets}


# Each of them, by every way


@pytest.mark.parametrize("path", FILES, ids=named(FILES))
def test_put_into_the_folder_it_is_told_and_the_class_goes_on(path, desk):
    content, before = path.read_bytes(), around(desk.folder)
    desk.classroom.look()
    over = CLASS[0]
    with watching(desk.folder):
        for name in (path.name, SENDER, ROWS, f"sheet-{over.mark}-1.json"):
            desk.put(name, content)
        others = desk.look()
        told = desk.ask()
    assert around(desk.folder) == before
    assert set(others) <= {(make.MARK, "1")}
    # What was put over a sheet of the class is told, and what was there before goes on counting.
    expected = {path.name, SENDER, ROWS, f"sheet-{over.mark}-1.json"}
    if valid(path) and path.parent.name == "sheets":
        assert len(others) == 1
        expected.remove(SENDER)
    assert {one for one in told} == expected
    for name in (path.name, SENDER, ROWS, f"sheet-{over.mark}-1.json"):
        assert (desk.folder / name).read_bytes() == content


@pytest.mark.parametrize("path", FILES, ids=named(FILES))
def test_pasted_as_text_it_is_told_and_the_class_goes_on(path, desk):
    before = around(desk.folder)
    text = path.read_bytes().decode(errors="replace")
    with watching(desk.folder):
        told = desk.ask(codes=text)
        others = desk.look()
    assert around(desk.folder) == before
    if path.parent.name == "codes":
        assert marks(others) == ({make.MARK} if valid(path) else set())
        assert bool(told) != (valid(path) or path.name.startswith("quiet-"))
    assert all(re.fullmatch("[0-9A-Za-z]{1,5}…|…", one) for one in told)


@pytest.mark.parametrize("path", FILES, ids=named(FILES))
def test_uploaded_as_a_spreadsheet_it_is_told_and_the_class_goes_on(path, desk):
    content, before = path.read_bytes(), around(desk.folder)
    with watching(desk.folder):
        told = desk.ask(content=content, name=f"../../{path.name}")
        others = desk.look()
    assert around(desk.folder) == before
    files = set(os.listdir(desk.folder)) - desk.names
    assert all(re.fullmatch("(survey-.{8}|sheet-h0st1-1).json", one) for one in files)
    if path.parent.name == "surveys":
        kind = re.match("valid-|mixed-|quiet-|", path.name)[0]
        assert bool(told) == (kind in {"mixed-", ""})
        assert bool(others) == (kind in {"mixed-", "valid-"})


# All of them at once


def test_all_of_them_in_the_folder_cost_nobody_a_sheet(desk):
    for number, path in enumerate(FILES):
        content = path.read_bytes()
        desk.put(path.name, content)
        desk.put(f"sheet-x{number:04}-1.json", content)
        desk.put(f"survey-xxxx{number:04}.json", content)
    desk.put(SENDER, to_json(make.rated()).encode())
    with watching(desk.folder):
        others = desk.look()
        told = desk.ask()
        desk.classroom.show("1")
        told_again = desk.ask(show="1")
    assert others == {(make.MARK, "1"): make.rated()}
    assert len(told) == len(told_again) == MOST_FAULTS + 1
    assert whole(desk.classroom.blocks, "1") == tally([*CLASS, make.rated()])


def test_all_of_them_in_one_transcript_cost_nobody_a_code(desk):
    chat = [path.read_bytes().decode(errors="replace")[:20_000] for path in CODES]
    others = [make.rated(f"m0re{number}", seed=number) for number in range(8)]
    step = len(chat) // len(others)
    for number, one in enumerate(others):
        chat.insert(number * (step + 1), f"Ylva 10:42: {encode(one)}")
    with watching(desk.folder):
        told = desk.ask(codes="\n".join(chat))
        found = desk.look()
    assert {key: found.get(key) for key in [(one.mark, "1") for one in others]} == {
        (one.mark, "1"): one for one in others
    }
    assert marks(found) == {make.MARK, *(one.mark for one in others)}
    assert len(told) > 50


def answers(sheet):
    return [sheet.role, sheet.round, *(RATINGS[place] for place in sheet.ratings)]


def mixed_table():
    """Return rows of a survey: the class's eight, and whatever is hostile in every other cell."""
    junk = [path.read_bytes().decode(errors="replace") for path in FILES]
    junk += [*make.CELLS.values(), *make.FORMULAS.values(), *make.HARMLESS_HEADERS.values()]
    dice = random.Random(5)
    rows = []
    for number in range(200):
        role, remark, *cells = dice.choices(junk, k=2 + len(IDS))
        rows.append([remark, role, f"x{remark}", *cells])
        if number % 25 == 10:
            rows.append([remark, *answers(CLASS[number // 25])])
    return [["Övrigt", "role", "round", *IDS], *rows]


def written(rows, kind):
    if kind == "csv":
        file = io.StringIO()
        csv.writer(file, delimiter=";").writerows(rows)
        return file.getvalue().encode(errors="replace")
    data = "".join(
        make.row(*(make.inline(allowed(str(one))[:2000]) for one in row)) for row in rows
    )
    return make.zipped(make.book("", **{make.SHEET: f"<a>{data}</a>"}), zipfile.ZIP_DEFLATED)


def allowed(text):
    """Leave out what XML cannot hold."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_of_them_in_one_spreadsheet_cost_nobody_a_row(kind, desk):
    content = written(mixed_table(), kind)
    with watching(desk.folder):
        told = desk.ask(content=content, name=f"svar.{kind}")
        found = desk.look()
    rows = sorted(found.values(), key=lambda one: int(one.mark[9:]))
    assert [(one.role, one.round, one.ratings) for one in rows] == [
        (one.role, one.round, one.ratings) for one in CLASS
    ]
    assert len(told) == MOST_FAULTS + 1


# Names, links and folders that are hostile themselves

NAMES = [
    "sheet-h0st1-1.json\n",
    "sheet-h0st1-1.json\u202enosj",
    "survey-h0sth0st.json ",
    make.HTML.replace("/", ""),
    "<script>window.hacked=1",
    make.DDE.replace("/", ""),
    "{0.__class__}{place}%s%n",
    "$(touch hacked)`id`",
    "-rf",
    "~root",
    "%2e%2e%2fevil",
    "__proto__",
    "a" * 255,
    "Z" + "\u0351" * 100,
    "\udcff\udcfe.json",
    "\x1b[31m.json",
]


def test_names_that_mean_harm_are_told_as_text(desk):
    told = 0
    for name in NAMES:
        try:
            desk.put(name, make.WHOLE.encode())
            told += 1
        except (OSError, UnicodeError):
            continue
    with watching(desk.folder):
        assert desk.look() == {}
        assert len(desk.ask()) == told > 5


@posix
def test_links_pipes_and_folders_in_the_places_of_sheets_lead_nowhere(desk):
    private = desk.folder.parent / SENDER
    private.write_text(make.WHOLE, encoding="utf-8")
    (desk.folder / SENDER).symlink_to(private)
    (desk.folder / f"sheet-{make.MARK}-2.json").symlink_to("/dev/zero")
    (desk.folder / f"sheet-{make.MARK}-3.json").symlink_to(desk.folder)
    os.mkfifo(desk.folder / ROWS)
    (desk.folder / "more").mkdir()
    before = around(desk.folder)
    with watching(desk.folder):
        assert desk.look() == {}
        assert len(desk.ask()) == 5
        # A code takes the link's place, and leaves alone what it led to.
        assert desk.ask(codes=make.CODE) == []
        assert desk.look() == {(make.MARK, "1"): make.rated()}
    assert around(desk.folder) == before


def test_a_folder_in_the_place_of_one_sheet_keeps_nobody_elses_out(desk):
    (desk.folder / SENDER).mkdir()
    with watching(desk.folder):
        told = desk.ask(codes=f"{make.CODE}\n{make.OTHER}")
        assert desk.look() == {("h0st2", "1"): make.rated("h0st2", seed=2)}
    assert told == ["class"]
    rows = make.table(make.person()).encode()
    (name,) = {one.mark[:8] for one in surveys.read(rows, "svar.csv")[0]}
    (desk.folder / f"survey-{name}.json").mkdir()
    assert desk.ask(content=rows, name="svar.csv") == ["class"]


# What is small as it comes, and would be large


def swollen(data="", strings="", top=make.TOP, **changed):
    """Return a workbook of little weight; a picture in it keeps it from being suspected."""
    sheet = f"<worksheet><sheetData>{top}{data}</sheetData></worksheet>"
    parts = {make.SHEET: sheet, "xl/x.png": random.Random(6).randbytes(400_000), **changed}
    return make.zipped(make.book("", strings, **parts), zipfile.ZIP_DEFLATED)


def related(**targets):
    return make.relations(worksheet1="worksheets/sheet1.xml", **targets)


SMILES = f"<si><t>😀{'x' * 5000}</t></si>"
BOMBS = {
    "a name space before each of three thousand names": lambda: swollen(
        top=f'<x xmlns:a="{"u" * 300_000}">{"".join(f"<a:b{n}/>" for n in range(3000))}</x>'
    ),
    "a million attributes": lambda: swollen(
        top=f"<x {' '.join(f'a{n:x}=""' for n in range(1_000_000))}/>".replace('""', "''")
    ),
    "a tag without an end": lambda: swollen(top=f"<x a='{'b' * 20_000_000}'/>"),
    "a text in a hundred thousand cells": lambda: swollen(
        '<c t="s"><v>0</v></c>'.join(["<row>"] * 2).replace("<row>", "")
        and "".join(make.row('<c t="s"><v>0</v></c>' * 400) for _ in range(250)),
        SMILES,
        top="",
    ),
    "a text of a hundred thousand parts in a cell": lambda: swollen(
        f'<row><c t="inlineStr"><is>{f"<t>{"x" * 400}</t>" * 100_000}</is></c></row>'
    ),
    "a text of a hundred thousand parts": lambda: swollen(
        strings=f"<si>😀{f'<t>{"x" * 400}</t>' * 100_000}</si>"
    ),
    "a million styles": lambda: swollen(
        **{
            "xl/styles.xml": f"<a><cellXfs>{'<xf numFmtId="14"/>' * 1_000_000}</cellXfs></a>",
            make.RELATED: related(styles="styles.xml"),
        }
    ),
}
