"""The file that keeps one learner's answers.

Every answer is saved when it is given. The file is replaced, never written into, and the file
before it is kept; whatever cannot be read is set aside under another name and never overwritten.
"""

import contextlib
import errno
import itertools
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from kit.answers import Answers, NewerFormatError, NotAnswersError, from_json, to_json
from kit.language import LANGUAGES
from kit.saving import parts_of, replace

LARGEST_FILE = 4_000_000
LONGEST_WAIT = 10  # seconds, for another notebook that is just saving

# What a drive says that has no locks, as some network drives have none.
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}


def _load(path: Path) -> Answers:
    """Read an answers file, not more of it than one can be; the errors are those of `from_json`."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise NotAnswersError(f"> {LARGEST_FILE} B")
    try:
        # Some editors begin a file with a byte order mark.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnswersError(str(error)) from None
    return from_json(text)


def default_path() -> Path:
    """Return where answers are kept: `KIT_ANSWERS`, or my-answers/ beside the language folders."""
    chosen = os.environ.get("KIT_ANSWERS")
    if chosen:
        return Path(chosen).expanduser()
    return beside_notebooks() / "my-answers" / "answers.json"


def beside_notebooks() -> Path:
    """Return the folder in which the notebooks' language folders are, or else where one is."""
    here = Path.cwd()
    return here.parent if here.name in LANGUAGES else here


@attrs.frozen
class Trouble:
    """Something a learner should know about her answers: a key of words.toml and what fills it."""

    key: str
    values: Mapping[str, str] = attrs.field(factory=dict)


class AnswersFile:
    """The answers of one learner, kept in a file.

    Several notebooks may be open at once: each change is made to what the file holds at that
    moment, under a lock, so that none overwrites another's. A change that cannot be saved is kept
    in memory and tried again with the next one.

    Attributes
    ----------
    path
        The file.
    previous
        The file as it was before the last change.
    answers
        The answers as they were last read or given.
    """

    def __init__(self, path: Path) -> None:
        # Code in a notebook may go to another folder.
        self.path = path.absolute()
        self.previous = self.path.with_name(f"{path.stem}.previous{path.suffix}")
        self.answers = Answers()
        self._given: dict[tuple[str, str], object] = {}
        self._unsaved: dict[tuple[str, str], object] = {}
        self._beside: Mapping[str, Any] = {}
        self._hindrance: Trouble | None = None
        self._aside: list[str] = []
        # JupyterLab may let a view be heard in one thread while a cell runs in another.
        self._turn = threading.RLock()
        self.refresh()

    @property
    def saved(self) -> bool:
        """Whether everything given so far is in the file."""
        return not (self._unsaved or self._beside)

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the file, or None: first what still is, then what was set aside."""
        if self._hindrance or not self._aside:
            return self._hindrance
        names = {"file": ", ".join(self._aside), "folder": self.path.parent.name}
        return Trouble("trouble.aside", names)

    def put(self, section: str, key: str, value: object) -> None:
        """Record one answer, or with None take it back, and save it.

        Raises
        ------
        ValueError
            If there is no such answer; nothing is changed then.
        """
        self.put_all({(section, key): value})

    def put_all(
        self, given: Mapping[tuple[str, str], object], beside: Mapping[str, Any] | None = None
    ) -> None:
        """Record several answers, by section and key, and save them in one step.

        Parameters
        ----------
        given
            The answers; None takes one back.
        beside
            What other answers hold, to be taken along where this kit has no section for it.

        Raises
        ------
        ValueError
            If there is no such answer as one of them; nothing is changed then.
        """
        with self._turn:
            answers = self.answers
            for (section, key), value in given.items():
                answers = answers.put(section, key, value)
            self._beside = beside or self._beside
            self.answers = answers.beside(self._beside)
            for section, key in given:
                kept = answers.section(section).get(key)
                self._given[section, key] = self._unsaved[section, key] = kept
            self.refresh()

    def refresh(self) -> Answers:
        """Read what other notebooks have saved, save what is not yet, and return the answers."""
        with self._turn:
            self._refresh()
            return self.answers

    def _refresh(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                self._sweep()
                answers, unreadable = self._read()
                for path in unreadable:
                    self._set_aside(path)
                if self._unsaved or self._beside or unreadable:
                    self._write(answers)
        except NewerFormatError as error:
            self._hindrance = Trouble("trouble.newer", {"file": str(error)})
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._hindrance = Trouble(
                "trouble.memory", {"folder": self.path.parent.name, "reason": reason}
            )
            # What cannot be written can often still be read.
            with contextlib.suppress(OSError, NewerFormatError):
                self.answers, _ = self._read()
        else:
            self.answers = answers
            self._unsaved.clear()
            self._beside = {}
            self._hindrance = None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other notebooks out for the moment a change takes."""
        if sys.platform == "emscripten":
            # A browser has only locks that outlive whoever is closed while holding them.
            yield
            return
        import filelock  # noqa: PLC0415 - warns where there are no locks

        lock = filelock.FileLock(self.path.with_name(f".{self.path.name}.lock"))
        try:
            lock.acquire(timeout=LONGEST_WAIT, poll_interval=0.01)
        except OSError as error:
            # Better to save without a lock than not at all: two notebooks seldom save at once.
            if error.errno not in _NO_LOCKS:
                raise
        try:
            yield
        finally:
            lock.release()

    def _read(self) -> tuple[Answers, list[Path]]:
        """Read the file, or else the one before it, and add what it lacks of this notebook's.

        What could not be read is returned beside.
        """
        unreadable = []
        for path, lacking in ((self.path, self._unsaved), (self.previous, self._given)):
            try:
                answers = _load(path)
            except FileNotFoundError:
                continue
            except NotAnswersError:
                unreadable.append(path)
                continue
            except NewerFormatError:
                raise NewerFormatError(path.name) from None
            for (section, key), value in lacking.items():
                answers = answers.put(section, key, value)
            return answers.beside(self._beside), unreadable
        # There is no file any more: what this notebook knows is all there is.
        return self.answers, unreadable

    def _set_aside(self, path: Path) -> None:
        for count in itertools.count(1):
            aside = path.with_name(f"{self.path.stem}.unreadable-{count}{path.suffix}")
            if not aside.exists():
                path.rename(aside)
                self._aside.append(aside.name)
                return

    def _write(self, answers: Answers) -> None:
        """Replace the file in one step, after the one before it has been kept in one step."""
        content = to_json(answers).encode()
        if len(content) > LARGEST_FILE:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        if self.path.exists():
            replace(self.previous, self.path.read_bytes())
        replace(self.path, content)

    def _sweep(self) -> None:
        """Remove what a kernel that was killed while it wrote has left behind."""
        for name in (self.path.name, self.previous.name):
            for part in self.path.parent.glob(parts_of(name)):
                part.unlink(missing_ok=True)
