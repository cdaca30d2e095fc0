"""The file that keeps a learner's answers: nothing given is ever lost."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import filelock
import pytest
from test_answers import GOOD, NO_ANSWERS, REFUSED, STRANGE, text_of

from kit.answers import file as module
from kit.answers.answers import Answers, from_json, to_json
from kit.answers.file import LARGEST_FILE, AnswersFile, Trouble, default_path
from kit.files import atomic

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such system call")


BOTH = ["answers.json", "answers.previous.json"]


def store(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def rate(file, ratings):
    for key, value in ratings.items():
        file.put("ratings", key, value)


FIVE = {f"breadth-{number}": number for number in range(1, 6)}


def ratings_in(path):
    return dict(AnswersFile(path).answers.ratings)


def names_in(folder):
    """What a learner sees in the folder, and any litter; the lock file is meant to stay."""
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith(".lock"))


def refuse(number):
    def call(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    return call


@contextmanager
def at_sync(happens):
    """Let something happen whenever a file is to be whole on the disk."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(os, "fsync", happens)
        yield


def full_at_sync():
    return at_sync(refuse(errno.ENOSPC))


# Answers in a file


def test_a_list_that_its_giver_goes_on_using_changes_no_answer(file, path):
    tried = [2]
    file.put("ratings", "breadth-1", 1)
    with full_at_sync():
        file.put("quiz", "breadth/1", tried)
    tried.append("nonsense")
    file.put("ratings", "breadth-2", 1)
    assert AnswersFile(path).answers.section("quiz") == {"breadth/1": [2]}


def test_what_is_no_answer_is_refused_and_changes_nothing(file, path):
    file.put("ratings", "voice-3", 2)
    before = path.read_bytes()
    for section, key, value in NO_ANSWERS:
        with pytest.raises(ValueError, match=section):
            file.put(section, key, value)
        assert file.answers.sections == {"ratings": {"voice-3": 2}}
        assert file.saved
    assert path.read_bytes() == before


def test_what_this_version_does_not_know_survives_a_change_of_the_file(path):
    store(path, json.dumps(STRANGE))
    AnswersFile(path).put("ratings", "breadth-1", 5)
    changed = from_json(json.dumps(STRANGE)).put("ratings", "breadth-1", 5)
    assert path.read_text(encoding="utf-8") == to_json(changed)


def test_a_byte_order_mark_of_an_editor_costs_no_answers(path):
    store(path, b"\xef\xbb\xbf" + text_of(ratings={"breadth-1": 4}).replace(",", ",\r\n").encode())
    file = AnswersFile(path)
    assert file.trouble is None
    assert file.answers.ratings == {"breadth-1": 4}


FOREIGN = {
    **REFUSED,
    "binary": bytes(range(256)),
    "zeros, as after a power cut": bytes(4096),
    "UTF-16": GOOD.encode("utf-16"),
    "Latin-1": text_of().replace("answers", "ånswers").encode("latin-1"),
    "huge": GOOD + " " * LARGEST_FILE,
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_foreign_file_is_set_aside_whole_and_the_one_before_it_used(path, what):
    store(path, FOREIGN[what])
    before = path.read_bytes()
    store(path.with_name("answers.previous.json"), GOOD)
    file = AnswersFile(path)
    aside = path.with_name("answers.unreadable-1.json")
    assert aside.read_bytes() == before
    assert file.trouble == Trouble("trouble.aside", {"file": aside.name, "folder": "my-answers"})
    assert file.answers == from_json(GOOD)

    file.put("ratings", "voice-3", 2)
    assert file.saved
    assert AnswersFile(path).trouble is None
    assert AnswersFile(path).answers == from_json(GOOD).put("ratings", "voice-3", 2)
    assert aside.read_bytes() == before
    assert names_in(path.parent) == [*BOTH, aside.name]


def test_a_foreign_file_with_none_before_it_is_set_aside_and_answers_begin_anew(path):
    store(path, b"\x89PNG")
    assert AnswersFile(path).answers == Answers()
    assert path.with_name("answers.unreadable-1.json").read_bytes() == b"\x89PNG"


def test_every_foreign_file_gets_a_new_name_and_each_is_named(path):
    store(path.with_name("answers.unreadable-1.json"), b"the first")
    store(path.with_name("answers.unreadable-3.json"), b"the third")
    store(path, b"now")
    store(path.with_name("answers.previous.json"), b"before")
    named = AnswersFile(path).trouble.values["file"]
    assert named == "answers.unreadable-2.json, answers.unreadable-4.json"
    kept = [path.with_name(f"answers.unreadable-{n}.json").read_bytes() for n in (1, 2, 3, 4)]
    assert kept == [b"the first", b"now", b"the third", b"before"]


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-5]), "trouble.aside"),
        (lambda path: path.unlink(), None),
        (lambda path: [path.with_name(one).unlink() for one in BOTH], None),
    ],
    ids=["torn", "deleted", "deleted with the second"],
)
def test_a_file_spoilt_while_a_notebook_is_open_costs_nothing_that_was_given_there(
    file, path, spoil, trouble
):
    rate(file, FIVE)
    spoil(path)
    file.put("ratings", "voice-3", 1)
    assert file.answers.ratings == ratings_in(path) == {**FIVE, "voice-3": 1}
    assert (file.trouble and file.trouble.key) == trouble


def test_a_second_file_holds_the_same(file, path):
    for level in (1, 2, 3):
        file.put("ratings", "breadth-1", level)
        assert file.previous.read_bytes() == path.read_bytes()
    assert ratings_in(path) == {"breadth-1": 3}


def test_answers_given_at_once_are_one_change_of_the_file_or_none(file, path):
    rate(file, {"breadth-1": 1, "breadth-2": 1})
    before = path.read_bytes()
    earlier = file.put_all({("ratings", "breadth-1"): 2, ("ratings", "breadth-2"): None})
    assert file.answers.ratings == ratings_in(path) == {"breadth-1": 2}
    assert path.with_name(earlier).read_bytes() == before
    with pytest.raises(ValueError, match="breadth-2"):
        file.put_all({("ratings", "breadth-1"): 3, ("ratings", "breadth-2"): 6})
    file.put("ratings", "voice-3", 3)
    assert file.answers.ratings == ratings_in(path) == {"breadth-1": 2, "voice-3": 3}


def test_opening_answers_changes_no_byte(path):
    store(path, GOOD)
    file = AnswersFile(path)
    file.refresh()
    assert path.read_text(encoding="utf-8") == GOOD
    assert names_in(path.parent) == ["answers.json"]


@pytest.mark.parametrize("name", BOTH)
def test_a_file_of_a_newer_format_is_left_untouched_and_nothing_is_written(path, name):
    newer = '{"kit": "answers", "format": 2, "ratings": {"breadth-1": {"level": 4}}}'
    store(path, "torn")
    store(path.with_name(name), newer)
    there = names_in(path.parent)
    file = AnswersFile(path)
    file.put("ratings", "voice-3", 3)
    assert (file.trouble, file.saved) == (Trouble("trouble.newer", {"file": name}), False)
    assert file.answers.ratings == {"voice-3": 3}
    assert names_in(path.parent) == there
    assert path.with_name(name).read_text(encoding="utf-8") == newer


def test_answers_too_large_to_be_read_again_are_not_written(path):
    almost = text_of(more="x" * (LARGEST_FILE - 100))
    store(path, almost)
    file = AnswersFile(path)
    file.put("evidence", "breadth", "y" * 1000)
    assert file.trouble.values["reason"] == os.strerror(errno.EFBIG)
    assert path.read_text(encoding="utf-8") == almost


# A folder that cannot be written


def test_without_a_folder_answers_stay_in_memory_and_are_saved_once_there_is_one(path, capfd):
    path.parent.write_text("a file where the folder should be")
    file = AnswersFile(path)
    said = file.trouble
    assert (said.key, said.values["folder"]) == ("trouble.memory", "my-answers")
    rate(file, {"breadth-1": 1, "breadth-2": 2, "breadth-3": 3})
    rate(file, {"breadth-1": 5, "breadth-3": None})
    assert (file.trouble, file.saved) == (said, False)
    assert file.refresh().ratings == {"breadth-1": 5, "breadth-2": 2}
    assert path.parent.read_text() == "a file where the folder should be"

    path.parent.unlink()
    file.put("ratings", "voice-3", 4)
    assert (file.trouble, file.saved) == (None, True)
    assert ratings_in(path) == {"breadth-1": 5, "breadth-2": 2, "voice-3": 4}
    assert capfd.readouterr() == ("", "")


@contextmanager
def unwritable(folder, monkeypatch):
    """Let nothing be made, renamed or removed in a folder, not by root either."""
    with monkeypatch.context() as here:
        folder.chmod(0o500)
        for owner, name in [(filelock.FileLock, "acquire"), (atomic.tempfile, "mkstemp")]:
            here.setattr(owner, name, refuse(errno.EACCES))
        for name in ("rename", "replace", "unlink"):
            here.setattr(Path, name, refuse(errno.EACCES))
        try:
            yield
        finally:
            folder.chmod(0o700)


def test_a_folder_that_can_only_be_read_still_shows_the_answers(path, monkeypatch):
    store(path, GOOD)
    with unwritable(path.parent, monkeypatch):
        file = AnswersFile(path)
        assert file.answers == from_json(GOOD)
        assert file.trouble.values["reason"] == os.strerror(errno.EACCES)
        file.put("ratings", "voice-3", 1)
        assert file.answers == from_json(GOOD).put("ratings", "voice-3", 1)
        assert path.read_text(encoding="utf-8") == GOOD
    file.put("ratings", "voice-2", 2)
    assert AnswersFile(path).answers == file.answers
    assert file.answers == from_json(GOOD).put("ratings", "voice-3", 1).put("ratings", "voice-2", 2)


def test_a_foreign_file_where_nothing_can_be_written_stays_and_the_one_before_is_shown(
    path, monkeypatch
):
    store(path, b"torn")
    store(path.with_name("answers.previous.json"), GOOD)
    with unwritable(path.parent, monkeypatch):
        file = AnswersFile(path)
        file.put("ratings", "voice-3", 1)
        assert file.answers == from_json(GOOD).put("ratings", "voice-3", 1)
        assert path.read_bytes() == b"torn"
    file.refresh()
    assert file.trouble.key == "trouble.aside"
    assert path.with_name("answers.unreadable-1.json").read_bytes() == b"torn"
    assert AnswersFile(path).answers == from_json(GOOD).put("ratings", "voice-3", 1)


@contextmanager
def full_after(size):
    """Let the system itself break off every write to a file after so many bytes."""
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "full",
    [
        pytest.param(lambda _: full_at_sync(), id="as it is synced"),
        pytest.param(lambda _: full_after(20), id="in the copy of the file before", marks=posix),
        # As long as the file is now: its copy can be written, the longer new file cannot.
        pytest.param(full_after, id="in the new file", marks=posix),
    ],
)
def test_a_disk_full_in_the_middle_of_a_write_leaves_the_old_file_whole(file, path, full):
    rate(file, FIVE)
    before = path.read_bytes()
    with full(len(before)):
        file.put("evidence", "breadth", "mer än det finns plats för")
    assert path.read_bytes() == before
    assert names_in(path.parent) == BOTH
    assert (file.trouble.key, file.saved) == ("trouble.memory", False)
    assert from_json(file.previous.read_text(encoding="utf-8")).ratings

    file.put("ratings", "breadth-1", 4)
    again = AnswersFile(path)
    assert file.trouble is again.trouble is None
    assert again.answers == file.answers
    assert again.answers.section("evidence") == {"breadth": "mer än det finns plats för"}


def test_setting_aside_is_still_told_after_the_disk_was_full(path):
    store(path, b"torn")
    with full_at_sync():
        file = AnswersFile(path)
        assert file.trouble.key == "trouble.memory"
    file.put("ratings", "breadth-1", 1)
    assert file.trouble.key == "trouble.aside"
    assert file.trouble.values["file"] == "answers.unreadable-1.json"


def test_an_interrupt_while_saving_leaves_no_litter_and_loses_no_answer(file, path):
    def interrupt(_handle):
        raise KeyboardInterrupt

    file.put("ratings", "breadth-1", 1)
    with at_sync(interrupt), pytest.raises(KeyboardInterrupt):
        file.put("ratings", "breadth-2", 2)
    assert names_in(path.parent) == BOTH
    file.put("ratings", "breadth-3", 3)
    assert ratings_in(path) == {"breadth-1": 1, "breadth-2": 2, "breadth-3": 3}


# Several notebooks at once


RATE_TOGETHER = """
import sys
from pathlib import Path
from kit.answers.file import AnswersFile
path, name, count = sys.argv[1:]
file = AnswersFile(Path(path))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(count)):
    file.put("ratings", f"{name}-{number}", 1)
print(file.saved, file.trouble, flush=True)
"""


@contextmanager
def python(script, *arguments):
    """Run a script beside this test; however the test ends, so does the script."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(module.__file__).parents[2],
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def say(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def test_four_notebooks_at_the_same_time_lose_none_of_each_others_answers(path):
    with ExitStack() as started:
        notebooks = [
            started.enter_context(python(RATE_TOGETHER, path, name, 15)) for name in "abcd"
        ]
        assert {one.stdout.readline() for one in notebooks} == {"ready\n"}
        for one in notebooks:
            say(one, "go")
        assert [one.stdout.read() for one in notebooks] == ["True None\n"] * 4
    assert ratings_in(path) == {f"{name}-{number}": 1 for name in "abcd" for number in range(15)}
    assert names_in(path.parent) == BOTH


def test_an_answer_given_in_one_thread_while_another_saves_is_not_lost(file, path):
    view = threading.Thread(target=file.put, args=("ratings", "breadth-2", 2))
    fsync = os.fsync

    def meanwhile(handle):
        if view.ident is None:
            view.start()
            # It may get no further than to wait for its turn; a fault needs far less time.
            view.join(0.2)
        fsync(handle)

    with at_sync(meanwhile):
        file.put("ratings", "breadth-1", 1)
        view.join()
    assert file.answers.ratings == ratings_in(path) == {"breadth-1": 1, "breadth-2": 2}


def test_while_another_notebook_holds_the_lock_an_answer_waits_in_memory(file, path, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT", 0)
    file.put("ratings", "breadth-1", 1)
    before = path.read_bytes()
    with filelock.FileLock(path.with_name(".answers.json.lock")):
        file.put("ratings", "breadth-2", 2)
        assert path.read_bytes() == before
        assert file.trouble.key == "trouble.memory"
        # Nor may anything be set aside that the other is just about to replace.
        path.write_bytes(b"torn")
        other = AnswersFile(path)
        assert names_in(path.parent) == BOTH
        assert other.answers.ratings == {"breadth-1": 1}
    file.refresh()
    assert file.saved
    assert ratings_in(path) == {"breadth-1": 1, "breadth-2": 2}


def saves(path):
    """Check that a notebook opened now saves an answer, and has nothing to complain of."""
    file = AnswersFile(path)
    file.put("ratings", "breadth-1", 1)
    assert file.trouble is None
    assert ratings_in(path) == {"breadth-1": 1}


# A kernel that is killed

HOLD = """
import sys, time, filelock
with filelock.FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_of_a_killed_kernel_does_not_block(path, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT", 0)
    AnswersFile(path)
    lock = path.with_name(".answers.json.lock")
    with python(HOLD, lock) as process:
        assert process.stdout.readline() == "held\n"
        assert AnswersFile(path).trouble.values["reason"] == "Timeout"
        process.kill()
        process.wait()
    lock.write_text("left behind")
    saves(path)


def test_the_litter_of_a_killed_kernel_is_swept_and_nobody_elses(path):
    store(path, GOOD)
    litter = path.with_name(".answers.json-ab_12.part")
    another = path.with_name(".bo.json-ab_12.part")
    litter.write_bytes(b"half")
    another.write_bytes(b"half")
    file = AnswersFile(path)
    assert names_in(path.parent) == [another.name, "answers.json"]
    assert file.trouble is None
    assert file.answers == from_json(GOOD)


# Rates from a number on, and says each number once it is saved, each in one system call: a kill
# between a number and the end of its line would leave half of what was said.
RATE = """
import os, sys
from pathlib import Path
from kit.answers.file import AnswersFile
def say(number):
    os.write(1, b"%d\\n" % number)
def rate(number):
    say(os.getpid())
    file = AnswersFile(Path(sys.argv[1]))
    while True:
        file.put("ratings", f"s-{number % 42}", number // 42 % 5 + 1)
        say(number)
        number += 1
"""
# Starting Python takes longer than rating: this one starts once and then only forks.
FORK = """
for line in sys.stdin:
    child = os.fork()
    if not child:
        rate(int(line))
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


def ratings_up_to(number):
    return {f"s-{one % 42}": one // 42 % 5 + 1 for one in range(number + 1)}


def check_after_kill(path, saved):
    """Check what a kill left, given the last number said to be saved; return the last in the file.

    The rating being made may have been saved and not yet said.
    """
    file = AnswersFile(path)
    assert file.trouble is None
    found = file.answers.ratings
    assert found in (ratings_up_to(saved), ratings_up_to(saved + 1))
    assert names_in(path.parent) in ([], ["answers.json"], BOTH)
    return saved if found == ratings_up_to(saved) else saved + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL")
def test_two_hundred_kills_at_random_moments_lose_at_most_the_rating_being_made(path):
    moments = random.Random(2)
    last = -1
    halfway = 0
    with python(RATE + FORK, path) as process:
        for _ in range(200):
            say(process, last + 1)
            child = int(process.stdout.readline())
            saved = last
            for _ in range(moments.randrange(5)):
                saved = int(process.stdout.readline())
            # Where in the next rating the kill lands is left to chance; the delay spreads it.
            time.sleep(moments.uniform(0, 0.006))
            os.kill(child, signal.SIGKILL)
            while (line := process.stdout.readline()) != "dead\n":
                saved = int(line)
            halfway += any(path.parent.glob(".answers.json-*.part"))
            last = check_after_kill(path, saved)
    print(f"{last + 1} ratings; {halfway} of 200 kills in the middle of a write")
    assert halfway


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere SIGKILL is tried, and more often")
def test_twenty_kernels_ended_at_random_moments_lose_at_most_the_rating_being_made(path):
    moments = random.Random(2)
    last = -1
    for _ in range(20):
        with python(RATE + "rate(int(sys.argv[2]))", path, last + 1) as process:
            process.stdout.readline()
            saved = last
            for _ in range(moments.randrange(5)):
                saved = int(process.stdout.readline())
            time.sleep(moments.uniform(0, 0.02))
            process.terminate()
            for line in process.stdout:
                saved = int(line)
        last = check_after_kill(path, saved)


# Where answers are kept


# What KIT_ANSWERS says, the folder where one is, and the file.
@pytest.mark.parametrize(
    ("says", "here", "file"),
    [
        (None, "notebooks/sv", "notebooks/my-answers/answers.json"),
        (None, "notebooks/en", "notebooks/my-answers/answers.json"),
        ("", "elsewhere", "elsewhere/my-answers/answers.json"),
        ("{here}/anna.json", "elsewhere", "elsewhere/anna.json"),
        ("~/anna.json", "elsewhere", "anna.json"),
    ],
)
def test_where_answers_are_kept(tmp_path, monkeypatch, says, here, file):
    (tmp_path / here).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / here)
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    monkeypatch.delenv("KIT_ANSWERS")
    if says is not None:
        monkeypatch.setenv("KIT_ANSWERS", says.format(here=tmp_path / here))
    assert default_path() == tmp_path / file


def test_a_notebook_that_changes_folder_goes_on_saving_to_the_same_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = AnswersFile(Path("anna.json"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    file.put("ratings", "breadth-1", 1)
    assert ratings_in(tmp_path / "anna.json") == {"breadth-1": 1}
    assert names_in(tmp_path) == ["anna.json", "anna.previous.json", "elsewhere"]


def test_two_learners_answers_in_one_folder_do_not_mix(tmp_path):
    anna, bo = AnswersFile(tmp_path / "anna.json"), AnswersFile(tmp_path / "bo.json")
    for level in (1, 2):
        anna.put("ratings", "breadth-1", level)
        bo.put("ratings", "breadth-1", level + 2)
    assert ratings_in(anna.path) == {"breadth-1": 2}
    assert ratings_in(bo.path) == {"breadth-1": 4}
    assert names_in(tmp_path) == ["anna.json", "anna.previous.json", "bo.json", "bo.previous.json"]
