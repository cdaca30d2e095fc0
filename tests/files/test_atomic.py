"""Files written whole: a disk that is full or an interrupt leaves what was there."""

import errno
import os
import pathlib
import stat
import sys

import pytest

from kit.files import atomic
from kit.files.atomic import parts_of, patiently, replace


def names_in(folder):
    return sorted(one.name for one in folder.iterdir())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sheet-åäö [1].json"


def test_a_file_is_made_and_then_replaced_byte_for_byte(path):
    for content in (b"", b"before\r\n\x00\xff", bytes(range(256)) * 5000, b"short"):
        replace(path, content)
        assert path.read_bytes() == content
        assert names_in(path.parent) == [path.name]


def test_whoever_has_the_file_open_goes_on_reading_the_one_before(path):
    if sys.platform == "win32":
        pytest.skip("Windows replaces no file that is open")
    replace(path, b"before")
    with path.open("rb") as file:
        replace(path, b"after")
        assert file.read() == b"before"


@pytest.mark.parametrize(
    ("folder", "for_others", "file"),
    [(0o755, True, 0o644), (0o2755, True, 0o640), (0o755, False, 0o600), (0o2755, False, 0o600)],
)
def test_who_may_read_a_file_is_for_its_folder_to_say(path, folder, for_others, file):
    if sys.platform == "win32":
        pytest.skip("Windows has no such rights")
    path.parent.chmod(folder)
    replace(path, b"", for_others=for_others)
    assert stat.S_IMODE(path.stat().st_mode) == file


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "none" / "sheet.json", b"")
    assert names_in(tmp_path) == []


def test_a_folder_in_the_files_place_is_left_as_it_is(path):
    path.mkdir()
    (path / "inside").write_bytes(b"kept")
    with pytest.raises(OSError, match=r"\[1\]\.json"):
        replace(path, b"after")
    assert names_in(path.parent) == [path.name]
    assert (path / "inside").read_bytes() == b"kept"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_fails_on_the_way_leaves_the_file_and_no_litter(path, monkeypatch, step, error):
    def fail(*_arguments):
        raise error

    replace(path, b"before")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(error):
        replace(path, b"after")
    assert path.read_bytes() == b"before"
    assert names_in(path.parent) == [path.name]


def test_what_a_killed_process_leaves_is_found_by_the_files_name_alone(path, monkeypatch):
    left = []
    monkeypatch.setattr(os, "fsync", lambda _handle: left.extend(names_in(path.parent)))
    replace(path, b"")
    (part,) = left
    path.with_name(part).write_bytes(b"half")
    assert [one.name for one in path.parent.glob(parts_of(path.name))] == [part]
    assert not list(path.parent.glob(parts_of("sheet-åäö 1.json")))


@pytest.mark.parametrize(
    ("number", "tries"),
    [(errno.EACCES, 5), (errno.EBUSY, 5), (errno.ESTALE, 5), (errno.ENOSPC, 1), (errno.EROFS, 1)],
)
def test_what_may_pass_is_tried_again_for_less_than_a_second(monkeypatch, number, tries):
    waited, tried = [], []
    monkeypatch.setattr(atomic.time, "sleep", waited.append)

    def step():
        tried.append(number)
        raise OSError(number, os.strerror(number))

    with pytest.raises(OSError, match=os.strerror(number)):
        patiently(step)
    assert len(tried) == len(waited) + 1 == tries
    assert sum(waited) < 1


# JupyterLite's drive, on which a file has to be taken away before another takes its place


@pytest.fixture
def in_a_browser(path, monkeypatch):
    """Be on a drive on which steps fail that are listed here."""
    failing = set()

    def refusing(name):
        step = getattr(pathlib.Path, name)

        def tried(self, *arguments, **named):
            if name in failing:
                raise OSError(errno.EIO, "broken")
            return step(self, *arguments, **named)

        monkeypatch.setattr(pathlib.Path, name, tried)

    for name in ("replace", "write_bytes"):
        refusing(name)
    replace(path, b"before")
    monkeypatch.setattr(sys, "platform", "emscripten")
    return failing


def test_in_a_browser_a_file_is_replaced_and_nothing_is_left_beside_it(path, in_a_browser):
    replace(path, b"after")
    in_a_browser.add("replace")
    replace(path, b"at last")
    assert path.read_bytes() == b"at last"
    assert names_in(path.parent) == [path.name]


def test_in_a_browser_what_could_not_be_put_in_a_files_place_is_kept_and_named(path, in_a_browser):
    in_a_browser |= {"replace", "write_bytes"}
    with pytest.raises(OSError, match=r"broken; \..*\.part") as refused:
        replace(path, b"after")
    [left] = names_in(path.parent)
    assert left in refused.value.strerror
    assert path.with_name(left).read_bytes() == b"after"


@pytest.mark.usefixtures("in_a_browser")
def test_in_a_browser_a_file_that_cannot_be_taken_away_stays(path, monkeypatch):
    monkeypatch.setattr(pathlib.Path, "unlink", unlinking(path, pathlib.Path.unlink))
    with pytest.raises(OSError, match="busy"):
        replace(path, b"after")
    assert path.read_bytes() == b"before"
    assert names_in(path.parent) == [path.name]


def unlinking(kept, unlink):
    """Return what takes away every file but one."""

    def tried(self, **named):
        if self == kept:
            raise OSError(errno.EBUSY, "busy")
        unlink(self, **named)

    return tried
