"""One learner's answers: an immutable value, and the file that keeps it.

Every answer is saved when it is given. The file is replaced, never written into, and the file
before it is kept; whatever cannot be read is set aside under another name and never overwritten.
"""

import contextlib
import errno
import glob
import itertools
import json
import math
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import filelock

from kit.course import is_level

FORMAT = 1
DONT_KNOW = "dont-know"
LONGEST_NOTE = 4000
LONGEST_KEY = 100
MOST_CHOICES = 100
LARGEST_FILE = 4_000_000
DEEPEST = 20
LONGEST_WAIT = 10  # seconds, for another notebook that is just saving

# What a drive says that has no locks, as some network drives have none.
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}

Rating = int | str


def _rating(value: object) -> bool:
    return is_level(value) or value == DONT_KNOW


def _note(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NOTE


def _choices(value: object) -> bool:
    """Which options of a question were chosen, in the order they were tried."""
    return (
        isinstance(value, list)
        and len(value) <= MOST_CHOICES
        and all(type(one) is int and 0 <= one < 10 for one in value)  # noqa: PLR2004
    )


# What can be answered, by section, and what an answer looks like there. Keys are ids of the course.
SECTIONS: dict[str, Callable[[object], bool]] = {
    "ratings": _rating,  # by statement
    "importance": is_level,  # by factor
    "evidence": _note,  # by factor: what the rating rests on
    "reflections": _note,  # by factor
    "calibration": is_level,  # by factor: the learner's level for its practice case
    "guesses": is_level,  # by "region/factor": guessed from the story before the key is seen
    "quiz": _choices,  # by question
    "seen": lambda value: value is True,  # by "region/factor": the key has been seen
    "place": lambda value: isinstance(value, str) and len(value) <= 40,  # noqa: PLR2004
}


def _fits(section: str, key: object, value: object) -> bool:
    return isinstance(key, str) and 0 < len(key) <= LONGEST_KEY and SECTIONS[section](value)


@attrs.frozen
class Answers:
    """What one learner has answered.

    Attributes
    ----------
    sections
        For each section of `SECTIONS` in which something is answered, the answers by their key.
        Whatever else a file held stands beside them, and is written back as it was.

    Examples
    --------
    >>> Answers().put("ratings", "breadth-1", 4).ratings
    {'breadth-1': 4}
    """

    sections: Mapping[str, Any] = attrs.field(factory=dict)

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the answers of one section, by their key."""
        answers: Mapping[str, Any] = self.sections.get(name, {})
        return answers

    @property
    def ratings(self) -> Mapping[str, Rating]:
        """Level 1 to 5 or `DONT_KNOW`, by statement; what is not yet answered is not there."""
        return self.section("ratings")

    @property
    def levels(self) -> dict[str, int]:
        """The ratings that are levels, by statement: "don't know" is no score and left out."""
        return {key: value for key, value in self.ratings.items() if isinstance(value, int)}

    def put(self, section: str, key: str, value: object) -> "Answers":
        """Return answers in which one is given, changed, or (with None) taken back.

        Raises
        ------
        ValueError
            If the section has no such answer.
        """
        if section not in SECTIONS or not (value is None or _fits(section, key, value)):
            raise ValueError(f"{section}.{key}: {value!r}")
        answers = dict(self.section(section))
        if value is None:
            answers.pop(key, None)
        else:
            # A copy, so that a list its giver goes on using changes nothing here.
            answers[key] = list(value) if isinstance(value, list) else value
        return Answers({**self.sections, section: answers})


def to_json(answers: Answers) -> str:
    """Write answers as the text of an answers file, readable by a person."""
    document = {"kit": "answers", "format": FORMAT, **answers.sections}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    # Half a character, such as a browser leaves of a smiley cut off at the end of a note, cannot be
    # written as UTF-8. JSON's escape for it, \ud83d, is also Python's.
    return text.encode(errors="backslashreplace").decode()


class NotAnswersError(ValueError):
    """The text is torn, or something else than answers."""


class NewerFormatError(ValueError):
    """The answers were written by a newer kit, in a format this one does not know."""


def from_json(text: str) -> Answers:
    """Read the text of an answers file.

    Raises
    ------
    NotAnswersError
        If the text is torn or is something else, or could not be written back as it is.
    NewerFormatError
        If a newer kit wrote it.
    """
    try:
        document = json.loads(
            text, object_pairs_hook=_unique, parse_float=_finite, parse_constant=_finite
        )
    except (ValueError, RecursionError) as error:
        raise NotAnswersError(str(error)) from None
    if not isinstance(document, dict) or document.pop("kit", None) != "answers":
        raise NotAnswersError('"kit": "answers"')
    version = document.pop("format", None)
    if type(version) is not int or version < 1:
        raise NotAnswersError('"format"')
    if version > FORMAT:
        raise NewerFormatError(str(version))
    for name in SECTIONS:
        section = document.get(name, {})
        if not isinstance(section, dict):
            raise NotAnswersError(f'"{name}"')
        for key, value in section.items():
            if not _fits(name, key, value):
                raise NotAnswersError(f'"{name}": "{key}"')
    if _deeper(document, DEEPEST):
        raise NotAnswersError("[[[")
    return Answers(document)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; of two values under one key, one would be lost."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise NotAnswersError("key twice")
    return members


def _finite(text: str) -> float:
    """Read a number that JSON can write back: neither NaN nor infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise NotAnswersError(text)
    return number


def _deeper(value: object, depth: int) -> bool:
    below = value.values() if isinstance(value, dict) else value
    if not isinstance(below, Iterable) or isinstance(below, str):
        return False
    return depth == 0 or any(_deeper(one, depth - 1) for one in below)


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
    here = Path.cwd()
    beside = here.parent if here.name in {"sv", "en"} else here
    return beside / "my-answers" / "answers.json"


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
        self._hindrance: Trouble | None = None
        self._aside: list[str] = []
        # JupyterLab may let a view be heard in one thread while a cell runs in another.
        self._turn = threading.RLock()
        self.refresh()

    @property
    def saved(self) -> bool:
        """Whether everything given so far is in the file."""
        return not self._unsaved

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
        with self._turn:
            self.answers = self.answers.put(section, key, value)
            kept = self.answers.section(section).get(key)
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
                if self._unsaved or unreadable:
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
            self._hindrance = None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other notebooks out for the moment a change takes."""
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
            return answers, unreadable
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
            self._replace(self.previous, self.path.read_bytes())
        self._replace(self.path, content)

    def _replace(self, path: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(".part", f".{self.path.name}-", path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _sweep(self) -> None:
        """Remove what a kernel that was killed while it wrote has left behind."""
        for part in self.path.parent.glob(f".{glob.escape(self.path.name)}-*.part"):
            part.unlink(missing_ok=True)
