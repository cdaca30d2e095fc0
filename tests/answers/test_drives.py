"""What drives, folders and other programs do to an answers file, and what the learner is told."""

import errno
import os
import warnings

import pytest

from kit.answers.answers import Answers, from_json
from kit.answers.file import AnswersFile, Trouble
from kit.files import atomic


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """What waits for a drive waits no time."""
    monkeypatch.setattr(atomic.time, "sleep", lambda _seconds: None)


def kept(path):
    return from_json(path.read_text(encoding="utf-8"))


def is_well(file):
    return file.saved and file.trouble is None


def refusing(monkeypatch, owner, name, number, times):
    """Let a call of the system be refused so many times, and then go on as it does."""
    call, left = getattr(owner, name), [times]

    def step(*given, **named):
        if left[0]:
            left[0] -= 1
            raise OSError(number, os.strerror(number))
        return call(*given, **named)

    monkeypatch.setattr(owner, name, step)


def full_from(monkeypatch, number):
    """Let the disk be full from the so-manieth file on that is written."""
    fsync, written = os.fsync, []

    def write(handle):
        written.append(handle)
        if len(written) >= number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", write)


# P5: somebody holds the file


@pytest.mark.parametrize("number", [errno.EACCES, errno.EBUSY, errno.ETXTBSY])
@pytest.mark.parametrize("call", ["replace", "open"])
def test_a_file_held_for_a_moment_costs_no_answer_and_raises_no_alarm(
    file, path, monkeypatch, number, call
):
    file.put("evidence", "voice", "first")
    refusing(monkeypatch, type(path), call, number, 2)
    file.put("evidence", "voice", "first and last")
    assert kept(path).section("evidence") == {"voice": "first and last"}
    assert is_well(file)


def test_the_alarm_goes_when_the_trouble_has_gone(file, path, monkeypatch):
    with monkeypatch.context() as here:
        refusing(here, type(path), "replace", errno.EACCES, 1000)
        file.put("ratings", "voice-3", 3)
        assert not file.saved
        assert file.trouble.key == "trouble.memory"
    file.refresh()
    assert is_well(file)
    assert kept(path).ratings == {"voice-3": 3}


def test_what_is_in_the_file_is_called_saved_although_the_second_could_not_be_made(
    file, path, monkeypatch
):
    with monkeypatch.context() as here:
        full_from(here, 2)
        file.put("ratings", "voice-3", 3)
        assert kept(path).ratings == {"voice-3": 3}
        assert file.saved
    file.refresh()
    assert file.trouble is None


def test_what_waits_is_set_aside_if_another_notebook_has_changed_it_meanwhile(path, monkeypatch):
    mine, theirs = AnswersFile(path), AnswersFile(path)
    theirs.put("evidence", "voice", "before")
    with monkeypatch.context() as here:
        full_from(here, 1)
        mine.put("evidence", "voice", "mine")
        mine.put("evidence", "breadth", "mine alone")
    theirs.put("evidence", "voice", "later")
    assert mine.refresh().section("evidence") == {"voice": "later", "breadth": "mine alone"}
    assert kept(path) == mine.answers
    assert mine.saved
    (notice,) = mine.notices
    assert notice.key == "notice.overtaken"
    assert kept(path.with_name(notice.values["file"])) == Answers({"evidence": {"voice": "mine"}})


def test_a_folder_that_cannot_be_listed_can_still_be_written(path, monkeypatch):
    refusing(monkeypatch, type(path), "iterdir", errno.EACCES, 1000)
    file = AnswersFile(path)
    file.put("ratings", "voice-3", 3)
    assert is_well(file)


# P9: the folder goes


@pytest.mark.parametrize("named", ["my-answers", "notebooks"])
def test_a_folder_that_has_gone_is_not_made_again(tmp_path, named):
    path = tmp_path / "notebooks" / "my-answers" / "answers.json"
    path.parent.parent.mkdir()
    file = AnswersFile(path)
    file.put("ratings", "voice-3", 3)
    folder = next(one for one in path.parents if one.name == named)
    away = folder.rename(folder.with_name("renamed"))
    file.put("ratings", "voice-2", 4)
    assert not folder.exists()
    assert not file.saved
    assert file.trouble == Trouble("trouble.gone", {"folder": named})
    assert file.answers.ratings == {"voice-3": 3, "voice-2": 4}
    away.rename(folder)
    file.refresh()
    assert is_well(file)
    assert kept(path).ratings == {"voice-3": 3, "voice-2": 4}


def test_a_lesson_is_opened_again_where_its_folder_was_and_saves_once_that_is_back(tmp_path):
    path = tmp_path / "notebooks" / "my-answers" / "answers.json"
    file = AnswersFile(path)
    file.put("ratings", "voice-3", 3)
    assert list(tmp_path.iterdir()) == []
    assert file.trouble == Trouble("trouble.gone", {"folder": "notebooks"})
    path.parent.parent.mkdir()
    file.refresh()
    assert kept(path).ratings == {"voice-3": 3}
    assert file.trouble is None


@pytest.mark.parametrize(("folder", "told"), [("sv", False), ("Min kopia", True)])
def test_a_notebook_in_another_place_says_where_its_answers_lie(
    tmp_path, monkeypatch, folder, told
):
    for language in ("sv", "en"):
        (tmp_path / language).mkdir(exist_ok=True)
    (tmp_path / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / folder)
    monkeypatch.delenv("KIT_ANSWERS")
    file = AnswersFile()
    place = Trouble("notice.place", {"folder": str(file.path.parent)})
    assert file.notices == ([place] if told else [])


# P10: copies of programs that keep folders the same


COPIES = [
    *("answers-ANNAS-PC.json", "answers (1).json", "answers 2.json"),
    "answers (Annas konfliktkopia 2026-11-01).json",
    "answers (conflicted copy 2026-11-01 101010).json",
    "answers.sync-conflict-20261101-101010-ABCDEFG.json",
]
OTHERS = ["anna.json", "answers-old.json", "answersheet.json", "answers.json.bak", "answers2"]


@pytest.mark.parametrize("name", [*COPIES, *OTHERS])
def test_a_copy_of_another_computer_is_named_and_another_file_is_none(path, name):
    AnswersFile(path).put("ratings", "voice-3", 3)
    path.with_name(name).write_text("{}", encoding="utf-8")
    copies = Trouble("notice.copies", {"file": name, "folder": "my-answers"})
    assert AnswersFile(path).notices == [copies] * (name in COPIES)
    assert path.with_name(name).read_text(encoding="utf-8") == "{}"


def test_of_many_copies_three_are_named_and_none_of_the_kits_own_files(path):
    path.parent.mkdir()
    path.write_text("torn", encoding="utf-8")
    AnswersFile(path).put("ratings", "voice-3", 3)
    AnswersFile(path).put_all({("ratings", "voice-3"): 4})
    assert len(list(path.parent.glob("answers.*.json"))) >= 3
    assert AnswersFile(path).notices == []
    for number in range(1, 6):
        path.with_name(f"answers ({number}).json").touch()
    (notice,) = AnswersFile(path).notices
    assert notice.values["file"] == "answers (1).json, answers (2).json, answers (3).json, …"


# P14: drives that do not know what is asked of them


UNKNOWN = [errno.EINVAL, errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, 524]


@pytest.mark.parametrize("number", UNKNOWN)
@pytest.mark.parametrize("call", ["fsync", "flock"])
def test_what_a_drive_does_not_know_and_saving_does_not_need_is_tolerated(
    path, monkeypatch, capfd, number, call
):
    fcntl = pytest.importorskip("fcntl")  # Windows has other locks
    refusing(monkeypatch, os if call == "fsync" else fcntl, call, number, 1000)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        file = AnswersFile(path)
        file.put("ratings", "voice-3", 3)
    assert is_well(file)
    assert kept(path).ratings == {"voice-3": 3}
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_is_told_of(file, monkeypatch, number):
    refusing(monkeypatch, os, "fsync", number, 1000)
    file.put("ratings", "voice-3", 3)
    assert not file.saved
    assert file.trouble.values["reason"] == os.strerror(number)
