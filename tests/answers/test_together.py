"""Several kernels, one file, and everything that may happen to it: no answer is lost.

A model knows what was last acknowledged. Whatever is done, in whatever order, the files hold that.
"""

import errno
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kit.answers.answers import NotAnswersError, from_json
from kit.answers.file import AnswersFile
from kit.files import atomic

KERNELS = st.sampled_from([0, 1, 2])
KEYS = st.sampled_from(["breadth-1", "breadth-2", "voice-2"])
LEVELS = st.sampled_from([None, 1, 2, 3])
SPOILT = st.sampled_from([b"", b"{", b"\0" * 300, b"\x89PNG"])


@contextmanager
def refusing():
    """Let no file be written; reading still goes."""

    def refuse(*_arguments, **_options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with pytest.MonkeyPatch.context() as here:
        here.setattr(atomic.tempfile, "mkstemp", refuse)
        yield


class Kernels(RuleBasedStateMachine):
    """What three kernels do, and beside it what a person who watches them would expect."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "answers.json"
        self.previous = self.folder / "answers.previous.json"
        self.patch = pytest.MonkeyPatch()
        # What happens within a moment is no matter here, nor what a power cut leaves.
        self.patch.setattr(atomic.time, "sleep", lambda _seconds: None)
        self.patch.setattr(os, "fsync", lambda _handle: None)
        self.kernels = [AnswersFile(self.path) for _ in range(3)]
        self.held = [False] * 3
        # What the files are to hold; what each kernel still has to save over what; and what it
        # could not save before somebody else changed it.
        self.kept = {}
        self.waits = [{}, {}, {}]
        self.overtaken = [{}, {}, {}]
        self.aside = []

    def teardown(self):
        self.patch.undo()
        shutil.rmtree(self.folder)

    def done(self, number, act):
        """Let one kernel do something, with its drive as it is at the moment."""
        with refusing() if self.held[number] else pytest.MonkeyPatch.context():
            return act(self.kernels[number])

    def look(self, number, anew=None):
        """Expect what a look at the file does to what waits in a kernel."""
        waits = self.waits[number]
        for key, (value, over) in list(waits.items()):
            now = self.kept.get(key)
            # What the file holds no longer waits; where there is none, all does.
            if now in (value, over) and (now != value or not any(self.on_disk())):
                continue
            del waits[key]
            if now != value and key != anew:
                self.overtaken[number][key] = value

    def give(self, number, key, value, seen=()):
        """Expect what an answer does; `seen` are values over which alone it is taken."""
        self.look(number, anew=key)
        now = self.kept.get(key)
        held, over = self.waits[number].get(key, (now, now))
        taken = not seen or held in seen
        if taken:
            self.waits[number][key] = (value, over)
        self.save(number)
        return taken

    def save(self, number):
        """Expect what waits in a kernel to be saved, if its drive lets it."""
        self.look(number)
        if self.held[number]:
            return
        self.kept |= {key: value for key, (value, _) in self.waits[number].items()}
        self.waits[number].clear()
        left = {key: value for key, value in self.overtaken[number].items() if value is not None}
        self.aside += [left] if left else []
        self.overtaken[number].clear()

    def shown(self, number):
        """What a kernel is to show: what is kept, and over it what waits there."""
        waits = {key: value for key, (value, _) in self.waits[number].items()}
        return {k: v for k, v in (self.kept | waits).items() if v is not None}

    @rule(number=KERNELS, key=KEYS, value=LEVELS)
    def put(self, number, key, value):
        self.give(number, key, value)
        self.done(number, lambda file: file.put("ratings", key, value))
        assert self.kernels[number].answers.ratings == self.shown(number)

    @rule(number=KERNELS, key=KEYS, value=LEVELS)
    def offer(self, number, key, value):
        seen = self.kernels[number].answers.ratings.get(key)
        taken = self.give(number, key, value, (seen, value))
        assert taken is self.done(number, lambda file: file.offer("ratings", key, value, seen))
        assert self.kernels[number].answers.ratings == self.shown(number)

    @rule(number=KERNELS)
    def refresh(self, number):
        self.save(number)
        self.done(number, lambda file: file.refresh())
        assert self.kernels[number].answers.ratings == self.shown(number)

    @rule(number=KERNELS)
    def hold(self, number):
        self.held[number] = not self.held[number]

    @rule(number=KERNELS)
    def reopen(self, number):
        self.waits[number], self.overtaken[number], self.held[number] = {}, {}, False
        self.kernels[number] = AnswersFile(self.path)
        assert self.kernels[number].answers.ratings == self.shown(number)

    @precondition(lambda self: whole(self.path) and whole(self.previous))
    @rule(second=st.booleans(), content=SPOILT)
    def tear(self, second, content):
        (self.previous if second else self.path).write_bytes(content)

    @precondition(lambda self: whole(self.path) and whole(self.previous))
    @rule()
    def delete_and_begin_anew(self):
        before = self.previous.read_bytes()
        self.path.unlink()
        self.kernels = [AnswersFile(self.path) for _ in range(3)]
        self.held, self.kept = [False] * 3, {}
        self.waits, self.overtaken = [{}, {}, {}], [{}, {}, {}]
        (notice,) = [one for one in self.kernels[0].notices if one.key == "notice.deleted"]
        assert (self.folder / notice.values["file"]).read_bytes() == before
        assert [one.answers.ratings for one in self.kernels] == [{}] * 3

    @invariant()
    def the_files_hold_what_was_acknowledged(self):
        kept = {key: value for key, value in self.kept.items() if value is not None}
        assert kept == next((dict(one.ratings) for one in self.on_disk()), {})

    @invariant()
    def a_kernel_calls_saved_what_is_on_the_disk(self):
        waiting = [
            bool(waits or over) for waits, over in zip(self.waits, self.overtaken, strict=True)
        ]
        assert [not file.saved for file in self.kernels] == waiting

    @invariant()
    def what_was_overtaken_is_set_aside(self):
        found = self.folder.glob("answers.overtaken-*.json")
        aside = [json.loads(file.read_bytes())["ratings"] for file in sorted(found, key=number_of)]
        assert aside == self.aside

    def on_disk(self):
        for path in (self.path, self.previous):
            if whole(path):
                yield from_json(path.read_text(encoding="utf-8"))


def number_of(file):
    return int(file.stem.rpartition("-")[2])


def whole(path):
    try:
        from_json(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError, NotAnswersError):
        return False
    return True


Kernels.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestKernels = Kernels.TestCase
