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
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kit.classroom import folder as module
from kit.classroom.folder import LARGEST_SHEET, LARGEST_SURVEY, ClassFolder, hand_in, hand_in_all
from kit.classroom.sheets import ROLES, Fault, Sheet, shown, statement_ids, to_json

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

ANNA, BO = "aaaaa", "b0b0b"
ROWS, MORE = "abcdefgh", "zzzzzzzz"
SHEET, SURVEY = "sheet-aaaaa-1.json", "survey-abcdefgh.json"


def a_sheet(mark=ANNA, when="1", role=None, level=3):
    return Sheet(mark, when, role, bytes([level] * len(statement_ids())))


def rows(*levels, survey=ROWS):
    return [a_sheet(f"{survey}-{row}", level=level) for row, level in enumerate(levels, 1)]


def senders(number):
    return [a_sheet(f"{one:05}") for one in range(number)]


def handed_in(folder, *sheets):
    return [hand_in(one, folder) for one in sheets]


def keyed(*sheets):
    return {(one.mark, one.round): one for one in sheets}


def look(folder):
    return ClassFolder(folder).look()


def following(folder, *sheets):
    """Return a board that has seen these sheets being handed in."""
    board = ClassFolder(folder)
    handed_in(folder, *sheets)
    board.look()
    return board


def finds(board, *sheets, faults=()):
    """Let a board, or a new one, look: just these sheets are there, and just this is wrong."""
    found = board.look() if isinstance(board, ClassFolder) else look(board)
    assert found.sheets == keyed(*sheets)
    assert [(one.place, one.key) for one in found.faults] == list(faults)
    return found


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


@contextmanager
def before_opening(act):
    """Let something happen whenever a file is opened that was listed."""
    with pytest.MonkeyPatch.context() as here:
        opened = os.open

        def act_and_open(path, *flags):
            act(Path(path))
            return opened(path, *flags)

        here.setattr(os, "open", act_and_open)
        yield


# Handing in


def test_a_sheet_handed_in_stands_beside_other_rounds_and_replaces_ones_own_alone(folder):
    others = [*(a_sheet(when=when, role="partner") for when in ("2", "then")), a_sheet(BO, level=2)]
    board = following(folder, *others)
    for level in (1, 5):
        assert handed_in(folder, a_sheet(level=level)) == [folder / SHEET]
        finds(board, a_sheet(level=level), *others)
    assert len(names_in(folder)) == 4


def test_a_mistyped_folder_is_told_and_not_made(tmp_path):
    for way, what in [(hand_in, a_sheet()), (hand_in_all, rows(1))]:
        with pytest.raises(FileNotFoundError):
            way(what, tmp_path / "clas")
    assert names_in(tmp_path) == []


def test_a_folder_that_can_only_be_put_into_takes_sheets(folder, monkeypatch):
    with monkeypatch.context() as here:
        for name in ("scandir", "listdir"):
            here.setattr(os, name, refuse(errno.EACCES))
        folder.chmod(0o300)
        handed_in(folder, a_sheet(level=1), a_sheet(level=2))
        hand_in_all(rows(3), folder)
        folder.chmod(0o700)
    finds(folder, a_sheet(level=2), *rows(3))


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


@pytest.mark.parametrize(
    ("times", "number", "level"),
    [(3, errno.EACCES, 2), (3, errno.EBUSY, 2), (1000, errno.EACCES, 1)],
)
def test_a_sheet_that_is_just_being_read_is_replaced_a_moment_later_or_that_is_told(
    folder, monkeypatch, times, number, level
):
    handed_in(folder, a_sheet(level=1))
    waits = busy_for(monkeypatch, times, number)
    with pytest.raises(PermissionError) if level == 1 else nullcontext():
        handed_in(folder, a_sheet(level=2))
    assert 0 < sum(waits) < 1
    assert level == 1 or len(waits) == times
    finds(folder, a_sheet(level=level))
    assert names_in(folder) == [SHEET]


# In a folder that hands its group on, only the group may read; and a drive may know no users.
@posix
@pytest.mark.parametrize(("kind", "mode"), [(0o755, 0o644), (0o3733, 0o640)])
def test_a_teacher_who_is_another_user_may_read_a_sheet(folder, monkeypatch, kind, mode):
    folder.chmod(kind)
    for level in (1, 2):
        paths = [*handed_in(folder, a_sheet(level=level)), hand_in_all(rows(level), folder)]
        assert [stat.S_IMODE(one.stat().st_mode) for one in paths] == [mode, mode]
    monkeypatch.setattr(os, "fchmod", refuse(errno.EPERM))
    handed_in(folder, a_sheet(level=3))
    finds(folder, a_sheet(level=3), *rows(2))


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
    handed_in(folder, a_sheet())
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


NO_SENDER = [("../ab", "1"), ("/tmp/", "1"), ("ABCDE", "1"), ("abcd", "1"), (f"{ROWS}-1", "1")]
NOT_HANDED_IN = [
    *((hand_in, a_sheet(*one)) for one in [*NO_SENDER, (ANNA, "4"), (ANNA, "1\n")]),
    # None, of two spreadsheets, a sheet after a row or before it, a row twice, and no marks.
    *((hand_in_all, one) for one in ([], [*rows(1), *rows(1, survey=MORE)])),
    *((hand_in_all, one) for one in ([*rows(1), a_sheet()], [a_sheet(), *rows(1)])),
    *((hand_in_all, one) for one in ([*rows(1), *rows(2)], rows(1, survey="../../ab"))),
    (hand_in_all, rows(1, survey="abcdefghi")),
]


@pytest.mark.parametrize(("way", "what"), NOT_HANDED_IN)
def test_what_is_no_senders_or_not_of_one_spreadsheet_is_not_handed_in(folder, way, what):
    with pytest.raises(ValueError, match=r"sheet-|survey-|^$"):
        way(what, folder)
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


@pytest.mark.parametrize("full", [full_at_sync, pytest.param(full_in_the_middle, marks=posix)])
def test_a_full_disk_is_told_at_once_and_leaves_what_was_handed_in_before(
    folder, monkeypatch, full
):
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("nothing to wait for"))
    handed_in(folder, a_sheet(level=1))
    hand_in_all(rows(1, 2), folder)
    for way, what in [(hand_in, a_sheet(level=2)), (hand_in_all, rows(3))]:
        with full(), pytest.raises(OSError):  # noqa: PT011 - which error, the system decides
            way(what, folder)
    finds(folder, a_sheet(level=1), *rows(1, 2))
    assert names_in(folder) == [SHEET, SURVEY]


# The rows of a spreadsheet


def test_a_newer_export_of_a_spreadsheet_replaces_the_one_before_and_nothing_beside_it(folder):
    handed_in(folder, a_sheet())
    assert hand_in_all(rows(1, 2, 3), folder) == folder / SURVEY
    hand_in_all(rows(5, 5, survey=MORE), folder)
    finds(folder, a_sheet(), *rows(1, 2, 3), *rows(5, 5, survey=MORE))
    hand_in_all(rows(4, 4), folder)
    finds(folder, a_sheet(), *rows(4, 4), *rows(5, 5, survey=MORE))


def test_more_rows_than_can_be_read_again_are_told_and_not_written(folder, monkeypatch):
    hand_in_all(rows(1), folder)
    monkeypatch.setattr(module, "LARGEST_SURVEY", 3000)
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        hand_in_all(rows(1, 2, 3, 4, 5), folder)
    finds(folder, *rows(1))


# What else is found in the folder

FULL = to_json(a_sheet())
NEWER = json.dumps(json.loads(FULL) | {"format": 2})
FAULTS = {
    "empty": (SHEET, b"", "fault.torn"),
    "torn": (SHEET, FULL[:-9], "fault.torn"),
    "torn in the middle": (SHEET, FULL[:300], "fault.torn"),
    "zeros, as after a power cut": (SHEET, bytes(4096), "fault.torn"),
    "two texts in one": (SHEET, FULL + FULL, "fault.torn"),
    "nested without end": (SHEET, "[" * 9000, "fault.torn"),
    "binary": (SHEET, bytes(range(256)), "fault.foreign"),
    "UTF-16": (SHEET, FULL.encode("utf-16"), "fault.foreign"),
    "another's JSON": (SHEET, '{"kit": "answers", "format": 1}', "fault.foreign"),
    "newer": (SHEET, NEWER, "fault.newer"),
    "another course": (SHEET, FULL.replace(statement_ids()[0], "other-1"), "fault.statements"),
    "no sheet": (SHEET, to_json(), "fault.name"),
    "two sheets": (SHEET, to_json(a_sheet(), a_sheet(BO)), "fault.name"),
    "the same sheet twice": (SHEET, to_json(a_sheet(), a_sheet()), "fault.name"),
    "another's mark": (SHEET, to_json(a_sheet(BO)), "fault.name"),
    "another round": (SHEET, to_json(a_sheet(when="2")), "fault.name"),
    "a row of a spreadsheet": (SHEET, to_json(*rows(1, survey=MORE)), "fault.name"),
    "too large": (SHEET, FULL + " " * LARGEST_SHEET, "fault.large"),
    "torn rows": (SURVEY, to_json(*rows(1))[:-5], "fault.torn"),
    "no row": (SURVEY, to_json(), "fault.name"),
    "a sheet among rows": (SURVEY, to_json(*rows(1), a_sheet(when="2")), "fault.name"),
    "another's row": (SURVEY, to_json(*rows(1), *rows(2, survey=MORE)), "fault.name"),
    "the same row twice": (SURVEY, to_json(*rows(1), *rows(2)), "fault.name"),
}


@pytest.mark.parametrize(("name", "content", "key"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_what_its_name_says_is_told_and_changes_nobodys_answers(
    folder, name, content, key
):
    others = [a_sheet(BO, level=1), a_sheet(when="2", level=2)]
    handed_in(folder, *others)
    hand_in_all(rows(4, survey=MORE), folder)
    store(folder / name, content)
    finds(folder, *others, *rows(4, survey=MORE), faults=[(name, key)])


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(content=b"null")
@example(content=b'{"kit": "class-sheet", "format": 1, "sheets": [[]]}')
@example(content=b'{"kit": "class-sheet", "format": 1e400, "sheets": []}')
@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_bytes_a_file_holds_the_others_are_counted(folder, content):
    handed_in(folder, a_sheet(BO))
    for name in (SHEET, SURVEY):
        store(folder / name, content)
    found = look(folder)
    assert found.sheets == keyed(a_sheet(BO))
    assert [one.place for one in found.faults] == [SHEET, SURVEY]


STRANGE = [
    *("sheet-aaaaa-1.json\n", "sheet-\naaaa-1.json", "sheet-aaaaa-1.json ", "SHEET-aaaaa-1.json"),
    *("sheet-aaaaa-1 (1).json", "sheet-aaaaa-1.JSON", "sheet-AAAAA-1.json", "sheet-aaaai-1.json"),
    *("sheet-aaaaa-4.json", "sheet-aaaaa-.json", "sheet-aaaaa-1-PC7.json", "xsheet-aaaaa-1.json"),
    *("sheet-abcdefgh-1-1.json", "survey-abcdefg.json", "survey-abcdefgh-1.json", "sheet-…-1.json"),
    *("sheet-aaaaa-1.json\u202enosj.1-bbbbb", "x" * 255, "å" * 100, "\udcff\udcfe.json", "CON"),
    *("-rf", "--help", "*", "'; drop table sheets; --", '"quoted"', "$(touch x)", "=cmd|' ' !A1"),
    *("<img src=x onerror=alert(1)>", "<script>alert('hi')", "sheet-..-1.json"),
]
UNASKED = [
    *(".DS_Store", "._sheet-aaaaa-1.json", ".sheet-aaaaa-1.json-x_12abcd.part", "desktop.ini"),
    *(".~lock.class.ods#", "~$class.xlsx", "Desktop.ini", "Thumbs.db", "..sheet"),
]
SPREADSHEETS = ["survey.xlsx", "Svar (1).XLSX", "a.csv", "b.ods", "c\n.xls"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        *((name, ["fault.file"]) for name in STRANGE),
        *((name, ["fault.spreadsheet"]) for name in SPREADSHEETS),
        *((name, []) for name in UNASKED),
    ],
)
def test_a_strange_file_is_told_by_a_name_that_can_be_shown_unless_systems_left_it(
    folder, name, keys
):
    handed_in(folder, a_sheet(BO))
    try:
        store(folder / name, FULL)
    except (OSError, UnicodeError):
        pytest.skip("a name that this system does not allow")
    if name not in names_in(folder):
        pytest.skip("a name that this system changes")
    found = finds(folder, a_sheet(BO), faults=[(shown(name), key) for key in keys])
    assert all(one.place.isprintable() and len(one.place) <= 60 for one in found.faults)


def test_folders_links_and_pipes_named_like_sheets_are_told_and_not_opened(folder, monkeypatch):
    for name in ("class.xlsx", "more", "sheet-c0c0c-1.json", SURVEY):
        (folder / name).mkdir()
    handed_in(folder / "more", a_sheet(BO))
    if sys.platform != "win32":
        outside = folder.parent / SHEET
        store(outside, FULL)
        links = {SHEET: outside, "sheet-aaaaa-2.json": folder, "sheet-aaaaa-3.json": "nowhere"}
        for name, target in (links | {"zero.xlsx": "/dev/zero"}).items():
            (folder / name).symlink_to(target)
        for name in ("sheet-aaaaa-then.json", "survey-zzzzzzzz.json"):
            os.mkfifo(folder / name)
    monkeypatch.setattr(os, "open", refuse(errno.EIO))
    finds(folder, faults=[(name, "fault.file") for name in names_in(folder)])


@posix
@pytest.mark.parametrize(
    ("put", "key"),
    [
        (lambda path: path.symlink_to(path.with_name("sheet-b0b0b-1.json")), "fault.unreadable"),
        (os.mkfifo, "fault.file"),
        (Path.mkdir, "fault.file"),
    ],
    ids=["link", "pipe", "folder"],
)
def test_a_link_or_pipe_put_in_a_sheets_place_at_the_last_moment_is_not_read(folder, put, key):
    handed_in(folder, a_sheet())
    store(folder / "sheet-b0b0b-1.json", FULL)

    def swap(path):
        if path.name == SHEET:
            path.unlink()
            put(path)

    with before_opening(swap):
        finds(folder, faults=[(SHEET, key), ("sheet-b0b0b-1.json", "fault.name")])


@pytest.mark.parametrize(
    ("name", "content", "most"),
    [(SHEET, FULL, LARGEST_SHEET), (SURVEY, to_json(*rows(1)), LARGEST_SURVEY)],
)
def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_allowed(
    folder, monkeypatch, name, content, most
):
    store(folder / name, content)
    amounts = []
    read = os.read

    def count(handle, amount):
        amounts.append(len(part := read(handle, amount)))
        return part

    monkeypatch.setattr(os, "read", count)
    with before_opening(lambda path: store(path, content + " " * 2 * most)):
        finds(folder, faults=[(name, "fault.large")])
    assert sum(amounts) == most + 1


def test_a_file_of_the_largest_size_is_read_whole_and_a_larger_one_not_even_opened(
    folder, monkeypatch
):
    # With a byte order mark and line endings of an editor, too.
    text = "\ufeff" + FULL.replace("\n", "\r\n")
    store(folder / SHEET, text.ljust(LARGEST_SHEET - 2))
    read = os.read
    # A drive may hand it out in pieces.
    monkeypatch.setattr(os, "read", lambda handle, amount: read(handle, min(amount, 100)))
    finds(folder, a_sheet())
    for name in (SHEET, SURVEY):
        with (folder / name).open("wb") as file:
            file.truncate(10**12 if sys.platform == "linux" else LARGEST_SURVEY + 1)
    monkeypatch.setattr(os, "open", refuse(errno.EIO))
    finds(folder, faults=[(SHEET, "fault.large"), (SURVEY, "fault.large")])


def test_among_a_thousand_strange_files_every_sheet_is_found_and_faults_stay_few(folder):
    for number in range(1000):
        store(folder / f"{number:04} {'sheet' * (number % 3)}.json", FULL)
    handed_in(folder, *reversed(senders(30)))
    store(folder / SHEET, b"torn")
    found = look(folder)
    assert found.sheets == keyed(*senders(30))
    # Both come in the order of their names.
    assert [mark for mark, _ in found.sheets] == [one.mark for one in senders(30)]
    assert len(found.faults) == 201
    assert found.faults[0].place == "0000 .json"
    assert found.faults[199].place == "0199 sheet.json"
    assert found.faults[200] == Fault("class", "fault.more", {"n": "801"})


def test_of_a_folder_without_end_some_is_read_and_what_is_known_stays(folder, monkeypatch):
    board = following(folder, *senders(5))
    for number in range(100):
        store(folder / f"{number:04}.json", b"")
    monkeypatch.setattr(module, "MOST_ENTRIES", 10)
    found = board.look()
    assert found.sheets == keyed(*senders(5))
    assert len(found.faults) <= 11
    assert found.faults[-1] == Fault("class", "fault.many", {"n": "10"})


# Looking again and again


def test_a_folder_in_which_nothing_has_changed_is_not_read_again(folder):
    handed_in(folder, *senders(20))
    hand_in_all(rows(1, 2), folder)
    store(folder / SHEET, b"torn")
    store(folder / "strange", b"")
    settle(folder)
    board = ClassFolder(folder)
    first = board.look()
    opened = []
    with before_opening(lambda path: opened.append(path.name)):
        assert board.look() == first
        assert opened == []
        handed_in(folder, a_sheet("00007", level=1))
        opened.clear()
        assert board.look().sheets == {**first.sheets, ("00007", "1"): a_sheet("00007", level=1)}
    assert opened == ["sheet-00007-1.json"]


def list_as(monkeypatch, leave_out=(), **says):
    """Let a folder be listed as by a drive that knows less, or says something else."""
    scan = os.scandir

    def entry(one):
        def stat(*, follow_symlinks):
            real = one.stat(follow_symlinks=follow_symlinks)
            names = ("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
            return SimpleNamespace(**{name: getattr(real, name) for name in names} | says)

        return SimpleNamespace(name=one.name, path=one.path, is_file=one.is_file, stat=stat)

    @contextmanager
    def listed(folder):
        with scan(folder) as entries:
            yield (entry(one) for one in entries if one.name not in leave_out)

    monkeypatch.setattr(os, "scandir", listed)


ALIKE = {"st_size": 900, "st_mtime_ns": 10**18, "st_ctime_ns": 10**18, "st_ino": 0}


@pytest.mark.parametrize("differs", ALIKE)
def test_a_changed_sheet_is_noticed_by_its_size_its_times_or_its_place(
    folder, monkeypatch, differs
):
    handed_in(folder, a_sheet(level=1))
    board = ClassFolder(folder)
    with monkeypatch.context() as here:
        list_as(here, **ALIKE)
        board.look()
        handed_in(folder, a_sheet(level=5))
        finds(board, a_sheet(level=1))
    list_as(monkeypatch, **ALIKE | {differs: ALIKE[differs] + 1})
    finds(board, a_sheet(level=5))


@pytest.mark.parametrize("late", [0, 2])
def test_one_digit_changed_within_a_tick_of_the_clock_is_noticed_on_any_drive(
    folder, monkeypatch, late
):
    now = 10**18
    list_as(monkeypatch, **ALIKE)
    board = ClassFolder(folder)
    handed_in(folder, a_sheet(level=1))
    monkeypatch.setattr(time, "time_ns", lambda: now + late * 10**9)
    board.look()
    handed_in(folder, a_sheet(level=5))
    monkeypatch.setattr(time, "time_ns", lambda: now + 10 * 10**9)
    finds(board, a_sheet(level=5))
    with before_opening(lambda path: pytest.fail(f"{path} is read again")):
        board.look()


def test_a_sheet_left_out_of_the_listing_while_it_is_replaced_goes_on_counting(folder, monkeypatch):
    board = following(folder, a_sheet(), a_sheet(BO))
    list_as(monkeypatch, leave_out=[SHEET])
    finds(board, a_sheet(), a_sheet(BO))
    (folder / SHEET).unlink()
    finds(board, a_sheet(BO))


def test_a_sheet_that_vanishes_after_the_listing_is_no_fault(folder):
    board = following(folder, a_sheet(BO))
    handed_in(folder, a_sheet())
    with before_opening(Path.unlink):
        finds(board, a_sheet(BO))
    finds(board)


@pytest.mark.parametrize("before", [[], [a_sheet(level=1)]], ids=["none", "one"])
def test_a_half_synced_sheet_is_told_while_the_one_before_goes_on_counting(folder, before):
    board = following(folder, *before)
    whole = to_json(a_sheet(level=5)).encode()
    store(folder / SHEET, whole[: len(whole) // 2])
    settle(folder)
    for _ in range(2):
        finds(board, *before, faults=[(SHEET, "fault.torn")])
    store(folder / SHEET, whole)
    finds(board, a_sheet(level=5))


def test_a_file_that_may_not_be_read_is_told_and_read_once_it_may_be(folder, monkeypatch):
    board = following(folder, a_sheet(level=1), a_sheet(BO))
    handed_in(folder, a_sheet(level=2))
    settle(folder)
    with before_opening(lambda path: path.name == SHEET and refuse(errno.EACCES)()):
        faults = [(SHEET, "fault.unreadable")]
        found = finds(board, a_sheet(level=1), a_sheet(BO), faults=faults)
        assert found.faults[0].values == {"reason": os.strerror(errno.EACCES)}
    with monkeypatch.context() as here:
        here.setattr(os, "read", refuse(errno.EIO))
        assert look(folder).faults[-1].values == {"reason": os.strerror(errno.EIO)}
    finds(board, a_sheet(level=2), a_sheet(BO))


def test_a_drive_that_drops_for_a_minute_does_not_empty_the_board(folder):
    board = ClassFolder(folder)
    handed_in(folder, a_sheet(), a_sheet(BO))
    store(folder / "strange", b"")
    board.look()
    away = folder.rename(folder.with_name("away"))
    for _ in range(2):
        found = finds(board, a_sheet(), a_sheet(BO), faults=[("class", "fault.folder")])
        assert found.faults[0].values == {"reason": os.strerror(errno.ENOENT)}
    away.rename(folder)
    handed_in(folder, a_sheet(level=5))
    finds(board, a_sheet(level=5), a_sheet(BO), faults=[("strange", "fault.file")])


def test_a_folder_that_was_never_there_or_may_not_be_listed_is_told(tmp_path, monkeypatch):
    finds(tmp_path / "class", faults=[("class", "fault.folder")])
    store(tmp_path / "a file", b"")
    finds(tmp_path / "a file", faults=[("a file", "fault.folder")])
    assert names_in(tmp_path) == ["a file"]
    monkeypatch.setattr(os, "scandir", refuse(errno.EACCES))
    assert look(tmp_path).faults[0].values == {"reason": os.strerror(errno.EACCES)}


def test_what_is_found_is_not_changed_by_what_is_found_later(folder):
    board = following(folder, a_sheet())
    first = board.look()
    handed_in(folder, a_sheet(BO))
    finds(board, a_sheet(), a_sheet(BO))
    assert first.sheets == keyed(a_sheet())


@posix
def test_a_large_class_keeps_words_only_once_and_looking_for_hours_leaves_no_file_open(folder):
    for place, role in enumerate(ROLES):
        handed_in(folder, *(a_sheet(f"{place}{number:04}", "then", role) for number in range(3)))
    found = look(folder).sheets.values()
    assert len({id(one.role) for one in found}) == len(ROLES)
    assert len({id(one.round) for one in found}) == 1
    store(folder / "sheet-b0b0b-1.json", b"torn")
    os.mkfifo(folder / "sheet-b0b0b-2.json")
    before = len(names_in(Path("/dev/fd")))
    for _ in range(3):
        handed_in(folder, a_sheet())
        look(folder)
    assert len(names_in(Path("/dev/fd"))) == before


# Deleting


def test_deleting_takes_everything_handed_in_and_nothing_else(folder):
    handed_in(folder, a_sheet(), a_sheet(BO, "then"))
    hand_in_all(rows(1, 2), folder)
    for name in ("sheet-ccccc-1.json", f".{SHEET}-x_12abcd.part", f".{SURVEY}-x_12abcd.part"):
        store(folder / name, b"half")
    (folder / "sheet-ddddd-1.json").mkdir()
    strangers = [".answers.json-x_12abcd.part", f".{SHEET}", "notes.txt", "s.xlsx", "sheet.part"]
    strangers += ["sheet-aaaaa-1 (1).json", f".{SHEET}-my-notes.part"]
    for name in strangers:
        store(folder / name, b"theirs")
    board = ClassFolder(folder)
    board.look()
    assert board.delete() == 6
    assert names_in(folder) == sorted([*strangers, "sheet-ddddd-1.json"])
    assert board.look().sheets == {}
    assert board.delete() == 0


@posix
def test_deleting_goes_through_no_link(folder):
    outside = folder.parent / SHEET
    store(outside, FULL)
    (folder / SHEET).symlink_to(outside)
    (folder / "sheet-aaaaa-2.json").symlink_to(folder.parent)
    os.mkfifo(folder / "sheet-aaaaa-3.json")
    assert ClassFolder(folder).delete() == 0
    assert len(names_in(folder)) == 3
    assert outside.exists()


def test_more_files_than_are_looked_at_are_deleted_and_not_shown_when_the_drive_drops(
    folder, monkeypatch
):
    board = following(folder, *senders(20))
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    assert board.delete() == 20
    folder.rmdir()
    assert board.look().sheets == {}


def test_a_file_that_cannot_be_deleted_is_told_once_the_others_are(folder, monkeypatch):
    gone, _, kept, _ = handed_in(folder, *senders(4))
    unlink = Path.unlink

    def all_but_one(path, **options):
        if path == gone:
            unlink(path)
        if path == kept:
            refuse(errno.EACCES)()
        unlink(path, **options)

    board = ClassFolder(folder)
    with monkeypatch.context() as here:
        here.setattr(Path, "unlink", all_but_one)
        with pytest.raises(PermissionError):
            board.delete()
    assert names_in(folder) == [kept.name]
    finds(board, a_sheet("00002"))


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


def numbers_of(found):
    return {mark: number_in(one) for (mark, _), one in found.sheets.items()}


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
            numbers = numbers_of(found)
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
        numbers = numbers_of(found)
        # The sheet being handed in may be there and not yet be said.
        assert all(numbers[mark] in (number, number + 1) for mark, number in told.items())
