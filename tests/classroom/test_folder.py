"""A class's shared folder: what is handed in is there, whatever else lies or happens there."""

import errno
import json
import os
import random
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kit.classroom import folder as module
from kit.classroom.folder import LARGEST_SHEET, LARGEST_SURVEY, ClassFolder, hand_in, hand_in_all
from kit.classroom.sheets import ROLES, Fault, Sheet, shown, statement_ids, to_json

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

COUNT = len(statement_ids())
ANNA, BO = "aaaaa", "b0b0b"
ROWS = "abcdefgh"


@pytest.fixture
def folder(tmp_path):
    """A class's folder, made and empty."""
    made = tmp_path / "class"
    made.mkdir()
    return made


def a_sheet(mark=ANNA, when="1", role=None, level=3):
    return Sheet(mark, when, role, bytes([level] * COUNT))


def rows(*levels, survey=ROWS):
    return [a_sheet(f"{survey}-{row}", level=level) for row, level in enumerate(levels, 1)]


def look(folder):
    return ClassFolder(folder).look()


def sheets_in(folder):
    return dict(look(folder).sheets)


def keyed(*sheets):
    return {(one.mark, one.round): one for one in sheets}


def faults_in(folder):
    return [(one.place, one.key) for one in look(folder).faults]


def names_in(folder):
    return sorted(one.name for one in folder.iterdir())


def store(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def settle(folder):
    """Let all files be as old as they are by the time a class talks about them."""
    for one in folder.iterdir():
        os.utime(one, ns=(10**18, 10**18))


def refuse(number):
    def call(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    return call


# Handing in


def test_a_sheet_handed_in_is_on_the_teachers_board(folder):
    sheet = a_sheet(role="partner")
    path = hand_in(sheet, folder)
    assert path == folder / "sheet-aaaaa-1.json"
    assert sheets_in(folder) == keyed(sheet)
    assert look(folder).faults == ()


def test_handing_in_again_replaces_ones_own_sheet_and_nobody_elses(folder):
    board = ClassFolder(folder)
    for sheet in (a_sheet(level=1), a_sheet(BO, level=2)):
        hand_in(sheet, folder)
    board.look()
    hand_in(a_sheet(level=5), folder)
    assert board.look().sheets == keyed(a_sheet(level=5), a_sheet(BO, level=2))
    assert names_in(folder) == ["sheet-aaaaa-1.json", "sheet-b0b0b-1.json"]


def test_a_second_round_leaves_the_first_one_as_it_was(folder):
    handed = [a_sheet(when=when, level=level) for when, level in [("1", 2), ("2", 4), ("then", 1)]]
    for sheet in handed:
        hand_in(sheet, folder)
    assert sheets_in(folder) == keyed(*handed)


def test_a_mistyped_folder_is_told_and_not_made(tmp_path):
    with pytest.raises(FileNotFoundError):
        hand_in(a_sheet(), tmp_path / "clas")
    with pytest.raises(FileNotFoundError):
        hand_in_all(rows(1), tmp_path / "clas")
    assert names_in(tmp_path) == []


def test_a_folder_that_can_only_be_put_into_takes_sheets(folder, monkeypatch):
    with monkeypatch.context() as here:
        for name in ("scandir", "listdir"):
            here.setattr(os, name, refuse(errno.EACCES))
        folder.chmod(0o300)
        hand_in(a_sheet(level=1), folder)
        hand_in(a_sheet(level=2), folder)
        hand_in_all(rows(3), folder)
        folder.chmod(0o700)
    assert sheets_in(folder) == keyed(a_sheet(level=2), *rows(3))


def busy_for(monkeypatch, times, number):
    """Let a file not be replaced so many times; return what was waited between."""
    replace, waits = Path.replace, []
    left = [number] * times

    def try_to(path, target):
        if left:
            refuse(left.pop())()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", try_to)
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


@pytest.mark.parametrize("number", [errno.EACCES, errno.EBUSY])
def test_a_sheet_that_is_just_being_read_is_replaced_a_moment_later(folder, monkeypatch, number):
    hand_in(a_sheet(level=1), folder)
    waits = busy_for(monkeypatch, 3, number)
    hand_in(a_sheet(level=2), folder)
    assert sheets_in(folder) == keyed(a_sheet(level=2))
    assert len(waits) == 3
    assert names_in(folder) == ["sheet-aaaaa-1.json"]


def test_a_sheet_that_cannot_be_replaced_is_told_within_a_second(folder, monkeypatch):
    hand_in(a_sheet(level=1), folder)
    waits = busy_for(monkeypatch, 1000, errno.EACCES)
    with pytest.raises(PermissionError):
        hand_in(a_sheet(level=2), folder)
    assert 0 < sum(waits) < 1
    assert sheets_in(folder) == keyed(a_sheet(level=1))
    assert names_in(folder) == ["sheet-aaaaa-1.json"]


@posix
def test_a_teacher_who_is_another_user_may_read_a_sheet(folder):
    paths = [hand_in(a_sheet(), folder), hand_in_all(rows(1), folder)]
    assert [stat.S_IMODE(one.stat().st_mode) for one in paths] == [0o644, 0o644]


@posix
def test_in_a_folder_that_hands_its_group_on_only_the_group_may_read_a_sheet(folder):
    folder.chmod(0o3733)
    for level in (1, 2):
        paths = [hand_in(a_sheet(level=level), folder), hand_in_all(rows(level), folder)]
        assert [stat.S_IMODE(one.stat().st_mode) for one in paths] == [0o640, 0o640]


@posix
def test_a_drive_that_knows_no_users_takes_sheets(folder, monkeypatch):
    monkeypatch.setattr(os, "fchmod", refuse(errno.EPERM))
    hand_in(a_sheet(), folder)
    assert sheets_in(folder) == keyed(a_sheet())


@posix
def test_a_link_put_in_a_sheets_place_opens_no_other_file_to_the_class(folder, monkeypatch):
    private = folder.parent / "private"
    store(private, b"")
    private.chmod(0o600)
    replace = Path.replace

    def and_then_a_link(path, target):
        replace(path, target)
        target.unlink()
        target.symlink_to(private)

    monkeypatch.setattr(Path, "replace", and_then_a_link)
    hand_in(a_sheet(), folder)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("mark", "when"),
    [
        ("../ab", "1"),
        ("/tmp/", "1"),
        ("ABCDE", "1"),
        ("abcd", "1"),
        (f"{ROWS}-1", "1"),
        (ANNA, "4"),
        (ANNA, "1\n"),
    ],
)
def test_a_sheet_of_no_sender_is_not_handed_in(folder, mark, when):
    with pytest.raises(ValueError, match=r"sheet-|survey-"):
        hand_in(a_sheet(mark, when), folder)
    assert names_in(folder.parent) == ["class"]
    assert names_in(folder) == []


@contextmanager
def full_at_sync():
    with pytest.MonkeyPatch.context() as here:
        here.setattr(os, "fsync", refuse(errno.ENOSPC))
        yield


@contextmanager
def full_in_the_middle():
    """Let the system itself break off every write to a file after some bytes."""
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "full",
    [
        pytest.param(full_at_sync, id="as it is synced"),
        pytest.param(full_in_the_middle, id="in the middle", marks=posix),
    ],
)
def test_a_full_disk_is_told_at_once_and_leaves_what_was_handed_in_before(
    folder, monkeypatch, full
):
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("nothing to wait for"))
    hand_in(a_sheet(level=1), folder)
    hand_in_all(rows(1, 2), folder)
    with full():
        with pytest.raises(OSError):  # noqa: PT011 - which error, the system decides
            hand_in(a_sheet(level=2), folder)
        with pytest.raises(OSError):  # noqa: PT011
            hand_in_all(rows(3), folder)
    assert sheets_in(folder) == keyed(a_sheet(level=1), *rows(1, 2))
    assert names_in(folder) == ["sheet-aaaaa-1.json", "survey-abcdefgh.json"]


# The rows of a spreadsheet


def test_the_rows_of_a_spreadsheet_are_on_the_board_beside_the_sheets(folder):
    path = hand_in_all(rows(1, 2, 3), folder)
    hand_in(a_sheet(), folder)
    assert path == folder / "survey-abcdefgh.json"
    assert sheets_in(folder) == keyed(*rows(1, 2, 3), a_sheet())


def test_a_newer_export_of_a_spreadsheet_replaces_the_one_before(folder):
    hand_in_all(rows(1, 2, 3), folder)
    hand_in_all(rows(5, 5, survey="zzzzzzzz"), folder)
    hand_in_all(rows(4, 4), folder)
    assert sheets_in(folder) == keyed(*rows(4, 4), *rows(5, 5, survey="zzzzzzzz"))


@pytest.mark.parametrize(
    "mixed",
    [
        [],
        [*rows(1), *rows(1, survey="zzzzzzzz")],
        [*rows(1), a_sheet()],
        [a_sheet(), *rows(1)],
        [*rows(1), *rows(2)],
        rows(1, survey="../../ab"),
        rows(1, survey="abcdefghi"),
    ],
)
def test_rows_that_are_not_of_one_spreadsheet_are_not_handed_in(folder, mixed):
    with pytest.raises(ValueError, match=r"sheet-|survey-|^$"):
        hand_in_all(mixed, folder)
    assert names_in(folder) == []


def test_more_rows_than_can_be_read_again_are_told_and_not_written(folder, monkeypatch):
    hand_in_all(rows(1), folder)
    monkeypatch.setattr(module, "LARGEST_SURVEY", 3000)
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        hand_in_all(rows(1, 2, 3, 4, 5), folder)
    assert sheets_in(folder) == keyed(*rows(1))


# What else is found in the folder

FULL = to_json(a_sheet())


def edited(**members):
    return json.dumps(json.loads(FULL) | members)


FAULTS = {
    "empty": (b"", "fault.torn"),
    "torn": (FULL[:-9], "fault.torn"),
    "torn in the middle": (FULL[:300], "fault.torn"),
    "zeros, as after a power cut": (bytes(4096), "fault.torn"),
    "two texts in one": (FULL + FULL, "fault.torn"),
    "nested without end": ("[" * 9000, "fault.torn"),
    "binary": (bytes(range(256)), "fault.foreign"),
    "UTF-16": (FULL.encode("utf-16"), "fault.foreign"),
    "another's JSON": ('{"kit": "answers", "format": 1}', "fault.foreign"),
    "newer": (edited(format=2), "fault.newer"),
    "of another course": (
        FULL.replace(statement_ids()[0], "of-another-course-1"),
        "fault.statements",
    ),
    "no sheet": (to_json(), "fault.name"),
    "two sheets": (to_json(a_sheet(), a_sheet(BO)), "fault.name"),
    "the same sheet twice": (to_json(a_sheet(), a_sheet()), "fault.name"),
    "another's mark": (to_json(a_sheet(BO)), "fault.name"),
    "another round": (to_json(a_sheet(when="2")), "fault.name"),
    "a row of a spreadsheet": (to_json(*rows(1)), "fault.name"),
    "too large": (FULL + " " * LARGEST_SHEET, "fault.large"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_no_sheet_of_its_sender_is_told_and_changes_nobodys_answers(folder, what):
    content, key = FAULTS[what]
    hand_in(a_sheet(BO, level=1), folder)
    hand_in(a_sheet(when="2", level=2), folder)
    hand_in_all(rows(4), folder)
    store(folder / "sheet-aaaaa-1.json", content)
    assert sheets_in(folder) == keyed(a_sheet(BO, level=1), a_sheet(when="2", level=2), *rows(4))
    assert faults_in(folder) == [("sheet-aaaaa-1.json", key)]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (to_json(*rows(1))[:-5], "fault.torn"),
        (to_json(), "fault.name"),
        (to_json(*rows(1), a_sheet()), "fault.name"),
        (to_json(*rows(1), *rows(2, survey="zzzzzzzz")), "fault.name"),
        (to_json(*rows(1), *rows(2)), "fault.name"),
    ],
)
def test_a_spreadsheets_file_with_anything_but_its_rows_is_told_and_not_counted(
    folder, content, key
):
    for sheet in (a_sheet(level=2), a_sheet(BO)):
        hand_in(sheet, folder)
    hand_in_all(rows(5, survey="zzzzzzzz"), folder)
    store(folder / "survey-abcdefgh.json", content)
    expected = keyed(a_sheet(level=2), a_sheet(BO), *rows(5, survey="zzzzzzzz"))
    assert sheets_in(folder) == expected
    assert faults_in(folder) == [("survey-abcdefgh.json", key)]


def test_a_byte_order_mark_of_an_editor_costs_no_sheet(folder):
    store(folder / "sheet-aaaaa-1.json", b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert sheets_in(folder) == keyed(a_sheet())


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(content=b"null")
@example(content=b'{"kit": "class-sheet", "format": 1, "sheets": [[]]}')
@example(content=b'{"kit": "class-sheet", "format": 1e400, "sheets": []}')
@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_bytes_a_file_holds_the_others_are_counted(folder, content):
    hand_in(a_sheet(BO), folder)
    store(folder / "sheet-aaaaa-1.json", content)
    store(folder / "survey-abcdefgh.json", content)
    found = look(folder)
    assert found.sheets == keyed(a_sheet(BO))
    assert [one.place for one in found.faults] == ["sheet-aaaaa-1.json", "survey-abcdefgh.json"]


STRANGE = [
    "sheet-aaaaa-1.json\n",
    "sheet-\naaaa-1.json",
    "sheet-aaaaa-1.json ",
    "sheet-aaaaa-1 (1).json",
    "sheet-aaaaa-1.JSON",
    "SHEET-aaaaa-1.json",
    "sheet-AAAAA-1.json",
    "sheet-aaaai-1.json",
    "sheet-aaaaa-4.json",
    "sheet-aaaaa-.json",
    "sheet-aaaaa-1-PC7.json",
    "sheet-abcdefgh-1-1.json",
    "xsheet-aaaaa-1.json",
    "survey-abcdefg.json",
    "survey-abcdefgh-1.json",
    "sheet-aaaaa-1.json\u202enosj.1-bbbbb",
    "sheet-…-1.json",
    "x" * 255,
    "-rf",
    "--help",
    "*",
    "'; drop table sheets; --",
    '"quoted"',
    "$(touch x)",
    "<img src=x onerror=alert(1)>",
    "<script>alert('hi')",
    "å" * 100,
    "\udcff\udcfe.json",
    "CON",
    "..sheet",
    "sheet-..-1.json",
    "=cmd|' ' !A1",
]


@pytest.mark.parametrize("name", STRANGE)
def test_a_file_with_a_strange_name_is_told_by_a_name_that_can_be_shown(folder, name):
    hand_in(a_sheet(BO), folder)
    try:
        store(folder / name, FULL)
    except (OSError, UnicodeError):
        pytest.skip("a name that this system does not allow")
    if name not in names_in(folder):
        pytest.skip("a name that this system changes")
    found = look(folder)
    assert found.sheets == keyed(a_sheet(BO))
    expected = [] if name.startswith(".") else [Fault(shown(name), "fault.file")]
    assert list(found.faults) == expected
    assert all(one.place.isprintable() and len(one.place) <= 60 for one in found.faults)


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "._sheet-aaaaa-1.json",
        ".sheet-aaaaa-1.json-x_12abcd.part",
        ".~lock.class.ods#",
        "~$class.xlsx",
        "desktop.ini",
        "Desktop.ini",
        "Thumbs.db",
    ],
)
def test_what_systems_and_programs_leave_in_a_folder_is_not_worth_a_word(folder, name):
    store(folder / name, FULL)
    assert faults_in(folder) == []
    assert sheets_in(folder) == {}


@pytest.mark.parametrize("name", ["survey.xlsx", "Svar (1).XLSX", "a.csv", "b.ods", "c\n.xls"])
def test_a_spreadsheet_in_the_folder_is_told_to_be_read_with_the_button(folder, name):
    store(folder / name, b"PK")
    assert faults_in(folder) == [(shown(name), "fault.spreadsheet")]


def test_folders_named_like_sheets_are_told_and_not_entered(folder):
    names = ["class.xlsx", "more", "sheet-aaaaa-1.json", "survey-abcdefgh.json"]
    for name in names:
        (folder / name).mkdir()
    hand_in(a_sheet(BO), folder / "more")
    assert faults_in(folder) == [(name, "fault.file") for name in names]
    assert sheets_in(folder) == {}


@posix
def test_links_and_pipes_are_told_and_not_opened(folder, monkeypatch):
    outside = folder.parent / "sheet-aaaaa-1.json"
    store(outside, FULL)
    (folder / "sheet-aaaaa-1.json").symlink_to(outside)
    (folder / "sheet-aaaaa-2.json").symlink_to(folder)
    (folder / "sheet-aaaaa-3.json").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "sheet-aaaaa-then.json")
    os.mkfifo(folder / "survey-abcdefgh.json")
    (folder / "zero.xlsx").symlink_to("/dev/zero")
    monkeypatch.setattr(os, "open", refuse(errno.EIO))
    assert faults_in(folder) == [(name, "fault.file") for name in names_in(folder)]
    assert sheets_in(folder) == {}


@contextmanager
def before_opening(path, act):
    """Let something happen to a file between being listed and being opened."""
    with pytest.MonkeyPatch.context() as here:
        opened = os.open

        def and_then_open(name, *flags):
            if Path(name) == path:
                act()
            return opened(name, *flags)

        here.setattr(os, "open", and_then_open)
        yield


@posix
@pytest.mark.parametrize(
    ("put", "key"),
    [
        (lambda path: path.symlink_to(path.with_name("sheet-b0b0b-1.json")), "fault.unreadable"),
        (os.mkfifo, "fault.file"),
        (Path.mkdir, "fault.file"),
    ],
)
def test_a_link_or_pipe_put_in_a_sheets_place_at_the_last_moment_is_not_read(folder, put, key):
    path = hand_in(a_sheet(), folder)
    store(folder / "sheet-b0b0b-1.json", FULL)

    def swap():
        path.unlink()
        put(path)

    with before_opening(path, swap):
        found = look(folder)
    assert found.sheets == {}
    assert [one.key for one in found.faults] == [key, "fault.name"]


@pytest.mark.parametrize(
    ("name", "most"),
    [("sheet-aaaaa-1.json", LARGEST_SHEET), ("survey-abcdefgh.json", LARGEST_SURVEY)],
)
def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_allowed(
    folder, monkeypatch, name, most
):
    path = folder / name
    content = FULL if "sheet" in name else to_json(*rows(1))
    store(path, content)
    amounts = []
    read = os.read

    def count(handle, amount):
        amounts.append(len(part := read(handle, amount)))
        return part

    monkeypatch.setattr(os, "read", count)
    with before_opening(path, lambda: store(path, content + " " * 2 * most)):
        found = look(folder)
    assert [(one.place, one.key) for one in found.faults] == [(name, "fault.large")]
    assert sum(amounts) == most + 1


@pytest.mark.parametrize("name", ["sheet-aaaaa-1.json", "survey-abcdefgh.json"])
def test_a_file_that_is_too_large_is_not_even_opened(folder, monkeypatch, name):
    with (folder / name).open("wb") as file:
        file.truncate(10**12 if sys.platform == "linux" else LARGEST_SURVEY + 1)
    monkeypatch.setattr(os, "open", refuse(errno.EIO))
    assert faults_in(folder) == [(name, "fault.large")]


def test_a_file_of_the_largest_size_is_read(folder):
    store(folder / "sheet-aaaaa-1.json", FULL.ljust(LARGEST_SHEET))
    assert sheets_in(folder) == keyed(a_sheet())


def test_a_file_that_a_drive_hands_out_in_pieces_is_read_whole(folder, monkeypatch):
    hand_in(a_sheet(), folder)
    read = os.read
    monkeypatch.setattr(os, "read", lambda handle, amount: read(handle, min(amount, 100)))
    assert sheets_in(folder) == keyed(a_sheet())


def test_among_a_thousand_strange_files_every_sheet_is_found_and_faults_stay_few(folder):
    handed = [a_sheet(f"{number:05}", level=number % 6) for number in range(30)]
    for number in range(1000):
        store(folder / f"{number:04} {'sheet' * (number % 3)}.json", FULL)
    for sheet in handed:
        hand_in(sheet, folder)
    store(folder / "sheet-aaaaa-1.json", b"torn")
    found = look(folder)
    assert found.sheets == keyed(*handed)
    assert len(found.faults) == 201
    assert found.faults[0].place == "0000 .json"
    assert found.faults[199].place == "0199 sheet.json"
    assert found.faults[200] == Fault("class", "fault.more", {"n": "801"})


def test_sheets_and_faults_come_in_the_order_of_their_names(folder):
    for mark in ("ccccc", "aaaaa", "bbbbb"):
        hand_in(a_sheet(mark), folder)
        store(folder / f"sheet-{mark}-2.json", b"")
        store(folder / f"{mark}.txt", b"")
    found = look(folder)
    marks = [mark for mark, _ in found.sheets]
    assert marks == sorted(marks)
    places = [one.place for one in found.faults]
    assert places == sorted(places)
    assert len(places) == 6


def test_of_a_folder_without_end_some_is_read_and_what_is_known_stays(folder, monkeypatch):
    board = ClassFolder(folder)
    handed = [a_sheet(f"{number:05}") for number in range(5)]
    for sheet in handed:
        hand_in(sheet, folder)
    board.look()
    for number in range(100):
        store(folder / f"{number:04}.json", b"")
    monkeypatch.setattr(module, "MOST_ENTRIES", 10)
    found = board.look()
    assert found.sheets == keyed(*handed)
    assert len(found.faults) <= 11
    assert found.faults[-1] == Fault("class", "fault.many", {"n": "10"})


# Looking again and again


@contextmanager
def opened():
    """Collect the names of the files that are opened."""
    names = []
    with pytest.MonkeyPatch.context() as here:
        real = os.open

        def note(path, *flags):
            names.append(Path(path).name)
            return real(path, *flags)

        here.setattr(os, "open", note)
        yield names


def test_a_folder_in_which_nothing_has_changed_is_not_read_again(folder):
    for number in range(20):
        hand_in(a_sheet(f"{number:05}"), folder)
    hand_in_all(rows(1, 2), folder)
    store(folder / "sheet-aaaaa-1.json", b"torn")
    store(folder / "strange", b"")
    settle(folder)
    board = ClassFolder(folder)
    first = board.look()
    with opened() as names:
        assert board.look() == first
        assert names == []
        hand_in(a_sheet("00007", level=1), folder)
        names.clear()
        assert board.look().sheets == {**first.sheets, ("00007", "1"): a_sheet("00007", level=1)}
    assert names == ["sheet-00007-1.json"]


class Listed:
    """An entry of a folder as a drive lists it that knows less, or says something else."""

    def __init__(self, entry, **says):
        self.name, self.path = entry.name, entry.path
        self._says = says
        self.is_file = entry.is_file
        self._entry = entry

    def stat(self, *, follow_symlinks):
        real = self._entry.stat(follow_symlinks=follow_symlinks)
        names = ("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
        return type("Stat", (), {name: getattr(real, name) for name in names} | self._says)


def list_as(monkeypatch, leave_out=(), **says):
    scan = os.scandir

    @contextmanager
    def listed(folder):
        with scan(folder) as entries:
            yield (Listed(one, **says) for one in entries if one.name not in leave_out)

    monkeypatch.setattr(os, "scandir", listed)


ALIKE = {"st_size": 900, "st_mtime_ns": 10**18, "st_ctime_ns": 10**18, "st_ino": 0}


@pytest.mark.parametrize("differs", ALIKE)
def test_a_changed_sheet_is_noticed_by_its_size_its_times_or_its_place(
    folder, monkeypatch, differs
):
    hand_in(a_sheet(level=1), folder)
    board = ClassFolder(folder)
    with monkeypatch.context() as here:
        list_as(here, **ALIKE)
        board.look()
    hand_in(a_sheet(level=5), folder)
    with monkeypatch.context() as here:
        list_as(here, **ALIKE)
        assert board.look().sheets == keyed(a_sheet(level=1))
    list_as(monkeypatch, **ALIKE | {differs: ALIKE[differs] + 1})
    assert board.look().sheets == keyed(a_sheet(level=5))


@pytest.mark.parametrize("late", [0, 2])
def test_one_digit_changed_within_a_tick_of_the_clock_is_noticed_on_any_drive(
    folder, monkeypatch, late
):
    now = 10**18
    list_as(monkeypatch, **ALIKE)
    board = ClassFolder(folder)
    hand_in(a_sheet(level=1), folder)
    monkeypatch.setattr(time, "time_ns", lambda: now + late * 10**9)
    board.look()
    hand_in(a_sheet(level=5), folder)
    monkeypatch.setattr(time, "time_ns", lambda: now + 10 * 10**9)
    assert board.look().sheets == keyed(a_sheet(level=5))
    with opened() as names:
        board.look()
    assert names == []


def test_a_sheet_taken_away_no_longer_counts(folder):
    board = ClassFolder(folder)
    path = hand_in(a_sheet(), folder)
    hand_in(a_sheet(BO), folder)
    board.look()
    path.unlink()
    assert board.look().sheets == keyed(a_sheet(BO))


def test_a_sheet_left_out_of_the_listing_while_it_is_replaced_goes_on_counting(folder, monkeypatch):
    board = ClassFolder(folder)
    path = hand_in(a_sheet(), folder)
    board.look()
    with monkeypatch.context() as here:
        list_as(here, leave_out=[path.name])
        found = board.look()
        assert found.sheets == keyed(a_sheet())
        assert found.faults == ()
        path.unlink()
        assert board.look().sheets == {}


def test_a_sheet_that_vanishes_after_the_listing_is_no_fault(folder):
    board = ClassFolder(folder)
    new, known = (folder / f"sheet-{mark}-1.json" for mark in (ANNA, BO))
    hand_in(a_sheet(BO), folder)
    board.look()
    hand_in(a_sheet(), folder)
    with before_opening(new, new.unlink), before_opening(known, known.unlink):
        found = board.look()
    assert found.faults == ()
    assert found.sheets == keyed(a_sheet(BO))
    assert board.look().sheets == {}


def test_a_half_synced_sheet_is_told_while_the_one_before_goes_on_counting(folder):
    board = ClassFolder(folder)
    path = hand_in(a_sheet(level=1), folder)
    board.look()
    whole = to_json(a_sheet(level=5)).encode()
    store(path, whole[: len(whole) // 2])
    settle(folder)
    for _ in range(2):
        found = board.look()
        assert found.sheets == keyed(a_sheet(level=1))
        assert found.faults == (Fault(path.name, "fault.torn"),)
    store(path, whole)
    found = board.look()
    assert found.sheets == keyed(a_sheet(level=5))
    assert found.faults == ()


def test_a_sheet_that_is_torn_from_the_start_counts_once_it_is_whole(folder):
    board = ClassFolder(folder)
    path = folder / "sheet-aaaaa-1.json"
    store(path, FULL[:200])
    assert board.look().sheets == {}
    store(path, FULL)
    assert board.look().sheets == keyed(a_sheet())


def test_a_file_that_may_not_be_read_is_told_and_read_once_it_may_be(folder, monkeypatch):
    board = ClassFolder(folder)
    path = hand_in(a_sheet(level=1), folder)
    hand_in(a_sheet(BO), folder)
    board.look()
    hand_in(a_sheet(level=2), folder)
    settle(folder)
    with monkeypatch.context() as here, before_opening(path, refuse(errno.EACCES)):
        found = board.look()
        assert found.sheets == keyed(a_sheet(level=1), a_sheet(BO))
        reason = {"reason": os.strerror(errno.EACCES)}
        assert found.faults == (Fault(path.name, "fault.unreadable", reason),)
        here.setattr(os, "read", refuse(errno.EIO))
        assert look(folder).faults[-1].values == {"reason": os.strerror(errno.EIO)}
    found = board.look()
    assert found.sheets == keyed(a_sheet(level=2), a_sheet(BO))
    assert found.faults == ()


def test_a_drive_that_drops_for_a_minute_does_not_empty_the_board(folder):
    board = ClassFolder(folder)
    for sheet in (a_sheet(), a_sheet(BO)):
        hand_in(sheet, folder)
    store(folder / "strange", b"")
    before = board.look()
    away = folder.rename(folder.with_name("away"))
    for _ in range(2):
        found = board.look()
        assert found.sheets == before.sheets
        reason = {"reason": os.strerror(errno.ENOENT)}
        assert found.faults == (Fault("class", "fault.folder", reason),)
    away.rename(folder)
    hand_in(a_sheet(level=5), folder)
    found = board.look()
    assert found.sheets == keyed(a_sheet(level=5), a_sheet(BO))
    assert [one.place for one in found.faults] == ["strange"]


def test_a_folder_that_was_never_there_is_told(tmp_path):
    assert faults_in(tmp_path / "class") == [("class", "fault.folder")]
    store(tmp_path / "a file", b"")
    assert faults_in(tmp_path / "a file") == [("a file", "fault.folder")]
    assert names_in(tmp_path) == ["a file"]


def test_a_folder_that_may_not_be_listed_is_told(folder, monkeypatch):
    monkeypatch.setattr(os, "scandir", refuse(errno.EACCES))
    found = look(folder)
    assert found.faults[0].values == {"reason": os.strerror(errno.EACCES)}


def test_a_notebook_that_changes_folder_goes_on_looking_at_the_same_class(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    board = ClassFolder(Path("class"))
    hand_in(a_sheet(), folder)
    monkeypatch.chdir(folder)
    assert board.look().sheets == keyed(a_sheet())
    assert board.look().faults == ()


def test_what_is_found_is_not_changed_by_what_is_found_later(folder):
    board = ClassFolder(folder)
    hand_in(a_sheet(), folder)
    first = board.look()
    hand_in(a_sheet(BO), folder)
    board.look()
    assert first.sheets == keyed(a_sheet())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        first.sheets = {}


def test_a_large_class_keeps_the_words_that_sheets_share_only_once(folder):
    for role in ROLES:
        for number in range(3):
            hand_in(a_sheet(f"{ROLES.index(role)}{number:04}", "then", role), folder)
    found = look(folder).sheets.values()
    assert len({id(one.role) for one in found}) == len(ROLES)
    assert len({id(one.round) for one in found}) == 1


@posix
def test_handing_in_and_looking_for_hours_leaves_no_file_open(folder):
    store(folder / "sheet-b0b0b-1.json", b"torn")
    os.mkfifo(folder / "sheet-b0b0b-2.json")
    before = len(names_in(Path("/dev/fd")))
    for _ in range(3):
        hand_in(a_sheet(), folder)
        look(folder)
    assert len(names_in(Path("/dev/fd"))) == before


# Deleting


def strew(folder):
    """Hand in some sheets, leave the litter of broken hand-ins, and return what is not the kit's.

    What is returned must stay.
    """
    hand_in(a_sheet(), folder)
    hand_in(a_sheet(BO, "then"), folder)
    hand_in_all(rows(1, 2), folder)
    store(folder / "sheet-ccccc-1.json", b"torn")
    store(folder / ".sheet-aaaaa-1.json-x_12abcd.part", b"half")
    store(folder / ".survey-abcdefgh.json-x_12abcd.part", b"half")
    (folder / "sheet-ddddd-1.json").mkdir()
    strangers = [".answers.json-x_12abcd.part", ".sheet-aaaaa-1.json", "notes.txt", "s.xlsx"]
    strangers += ["sheet-aaaaa-1 (1).json", ".sheet-aaaaa-1.json-my-notes.part", "sheet.part"]
    for name in strangers:
        store(folder / name, b"theirs")
    return sorted([*strangers, "sheet-ddddd-1.json"])


def test_deleting_takes_everything_handed_in_and_nothing_else(folder):
    strangers = strew(folder)
    board = ClassFolder(folder)
    board.look()
    assert board.delete() == 6
    assert names_in(folder) == strangers
    assert board.look().sheets == {}
    assert board.delete() == 0


@posix
def test_deleting_goes_through_no_link(folder):
    outside = folder.parent / "sheet-aaaaa-1.json"
    store(outside, FULL)
    (folder / "sheet-aaaaa-1.json").symlink_to(outside)
    (folder / "sheet-aaaaa-2.json").symlink_to(folder.parent)
    os.mkfifo(folder / "sheet-aaaaa-3.json")
    before = names_in(folder)
    assert ClassFolder(folder).delete() == 0
    assert names_in(folder) == before
    assert outside.exists()


def test_what_was_deleted_is_not_shown_when_the_drive_drops_afterwards(folder):
    board = ClassFolder(folder)
    hand_in(a_sheet(), folder)
    board.look()
    board.delete()
    folder.rmdir()
    assert board.look().sheets == {}


def test_more_files_than_are_looked_at_are_deleted_all_the_same(folder, monkeypatch):
    for number in range(20):
        hand_in(a_sheet(f"{number:05}"), folder)
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    assert ClassFolder(folder).delete() == 20
    assert names_in(folder) == []


def test_a_file_that_cannot_be_deleted_is_told_once_the_others_are(folder, monkeypatch):
    paths = [hand_in(a_sheet(f"{number:05}"), folder) for number in range(4)]
    unlink = Path.unlink

    def all_but_one(path, **options):
        if path == paths[0]:
            unlink(path)
        if path == paths[2]:
            refuse(errno.EACCES)()
        unlink(path, **options)

    board = ClassFolder(folder)
    with monkeypatch.context() as here:
        here.setattr(Path, "unlink", all_but_one)
        with pytest.raises(PermissionError):
            board.delete()
    assert names_in(folder) == [paths[2].name]
    assert board.look().sheets == keyed(a_sheet("00002"))


# A whole class at once

# Each process is one sender. It hands in again and again a number that it counts up, written three
# times into the ratings, and says each number once it is handed in, in one system call. The first
# process only forks, kills whom it is told to, and starts somebody new instead: so no process is
# left behind, whatever becomes of the test.
CLASS = """
import os, random, signal, sys
from pathlib import Path
from kit.classroom.folder import hand_in
from kit.classroom.sheets import ROUNDS, Sheet

def ratings(number):
    return bytes(number // 7**place % 7 for place in range(14)) * 3

def learner(who):
    mark, when, number = f"{who:05}", ROUNDS[who % 4], 0
    while os.getppid() == teacher:
        number += 1
        hand_in(Sheet(mark, when, None, ratings(number)), folder)
        os.write(1, f"{mark} {number}\\n".encode())

def start(who):
    child = os.fork()
    if not child:
        try:
            learner(who)
        finally:
            os._exit(1)
    return child

folder, teacher, chance = Path(sys.argv[1]), os.getpid(), random.Random(3)
class_ = [start(who) for who in range(int(sys.argv[2]))]
started = len(class_)
for _ in sys.stdin:
    killed = class_.pop(chance.randrange(len(class_)))
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    class_.append(start(started))
    started += 1
for child in class_:
    os.kill(child, signal.SIGKILL)
for child in class_:
    os.waitpid(child, 0)
"""
SENDERS = 50


def number_in(sheet):
    """Return the number that a sheet of `CLASS` holds; a sheet mixed of two holds none."""
    thirds = {sheet.ratings[:14], sheet.ratings[14:28], sheet.ratings[28:]}
    assert len(thirds) == 1
    return sum(digit * 7**place for place, digit in enumerate(thirds.pop()))


@contextmanager
def a_class(folder):
    """Let fifty processes hand in; yield whom to tell to kill one, and what has been handed in."""
    told = {}
    process = subprocess.Popen(
        [sys.executable, "-c", CLASS, str(folder), str(SENDERS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(module.__file__).parents[2],
    )

    def listen():
        for line in process.stdout:
            mark, number = line.split()
            told[mark] = int(number)

    with process:
        listener = threading.Thread(target=listen)
        listener.start()
        try:
            yield process.stdin, told
        finally:
            process.stdin.close()
            listener.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL")
def test_fifty_handing_in_at_once_some_of_them_killed_lose_no_sheet(folder):
    """What is handed in is on the board from then on, whole; for 3 seconds.

    KIT_STRESS_SECONDS=30 lets it go on for longer.
    """
    seconds = float(os.environ.get("KIT_STRESS_SECONDS", "3"))
    board = ClassFolder(folder)
    chance = random.Random(4)
    looks, kills, seen = 0, 0, Counter()
    with a_class(folder) as (killer, told):
        patience = time.monotonic() + 60
        while len(told) < SENDERS:
            assert time.monotonic() < patience, "some cannot even hand in once"
            board.look()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            handed_in = dict(told)
            found = board.look()
            looks += 1
            assert found.faults == ()
            numbers = {mark: number_in(one) for (mark, _), one in found.sheets.items()}
            for mark, number in (handed_in | seen).items():
                assert numbers[mark] >= number
            seen = numbers
            if chance.random() < 0.5:
                killer.write("kill\n")
                killer.flush()
                kills += 1
    halfway = len([*folder.glob(".*.part")])
    print(
        f"{sum(told.values())} hand-ins by {len(told)} senders in {seconds:g} s, {looks} looks; "
        f"{kills} kills and {SENDERS} at the end, {halfway} in the middle of a hand-in"
    )
    assert kills
    assert halfway
    assert sum(told.values()) > len(told)
    for seen_by in (board, ClassFolder(folder)):
        found = seen_by.look()
        assert found.faults == ()
        numbers = {mark: number_in(one) for (mark, _), one in found.sheets.items()}
        # The sheet being handed in may be there and not yet be said.
        assert all(numbers[mark] in (number, number + 1) for mark, number in told.items())
