"""One learner's answers: an immutable value, and the file that keeps it.

Every answer is saved when it is given. The file is replaced, never written into, and the file
before it is kept; whatever cannot be read is set aside under another name and never overwritten.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import filelock

from kit.course import is_level

FORMAT = 1
DONT_KNOW = "dont-know"
LONGEST_NOTE = 4000
LARGEST_FILE = 4_000_000
_PART = (".answers-", ".part")

Rating = int | str


def _rating(value: object) -> bool:
    return is_level(value) or value == DONT_KNOW


def _note(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NOTE


def _choices(value: object) -> bool:
    """Which options of a question were chosen, in the order they were tried."""
    return isinstance(value, list) and all(type(one) is int and 0 <= one < 10 for one in value)  # noqa: PLR2004


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


@attrs.frozen
class Answers:
    """What one learner has answered.

    Attributes
    ----------
    sections
        For each section of `SECTIONS`, the answers by their key.
    unknown
        What a file held that this version has no use for; it is written back as it was.

    Examples
    --------
    >>> Answers().put("ratings", "breadth-1", 4).ratings
    {'breadth-1': 4}
    """

    sections: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict)
    unknown: Mapping[str, Any] = attrs.field(factory=dict)

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the answers of one section, by their key."""
        return self.sections.get(name, {})

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
        if section not in SECTIONS or not (value is None or SECTIONS[section](value)):
            raise ValueError(f"{section}.{key}: {value!r}")
        kept = {one: answer for one, answer in self.section(section).items() if one != key}
        if value is not None:
            kept[key] = value
        return attrs.evolve(self, sections={**self.sections, section: kept})


def to_json(answers: Answers) -> str:
    """Write answers as the text of an answers file, readable by a person."""
    document = {"kit": "answers", "format": FORMAT, **answers.sections, **answers.unknown}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class NotAnswersError(ValueError):
    """The text is torn, or something else than answers."""


class NewerFormatError(ValueError):
    """The answers were written by a newer kit, in a format this one does not know."""


def from_json(text: str) -> Answers:
    """Read the text of an answers file.

    Raises
    ------
    NotAnswersError
        If the text is torn or is something else.
    NewerFormatError
        If a newer kit wrote it.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnswersError(str(error)) from None
    if not isinstance(document, dict) or document.get("kit") != "answers":
        raise NotAnswersError('"kit": "answers"')
    version = document.get("format")
    if type(version) is not int or version < 1:
        raise NotAnswersError('"format"')
    if version > FORMAT:
        raise NewerFormatError(str(version))
    sections: dict[str, dict[str, Any]] = {}
    for name, fits in SECTIONS.items():
        section = document.get(name, {})
        if not isinstance(section, dict):
            raise NotAnswersError(f'"{name}"')
        for key, value in section.items():
            if not fits(value):
                raise NotAnswersError(f'"{name}": "{key}"')
        if section:
            sections[name] = section
    known = {"kit", "format", *SECTIONS}
    return Answers(sections, {key: value for key, value in document.items() if key not in known})


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
    answers
        The answers as they were last read or given.
    trouble
        What is wrong with the file, or None.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.previous = path.with_name(f"{path.stem}.previous{path.suffix}")
        self.trouble: Trouble | None = None
        self.answers = Answers()
        self._unsaved: list[tuple[str, str, object]] = []
        self._newer = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock():
                self._sweep()
                self.answers = self._read()
        except OSError as error:
            self._cannot_save(error)
            with contextlib.suppress(OSError):
                self.answers = self._read()

    @property
    def saved(self) -> bool:
        """Whether everything given so far is in the file."""
        return not self._unsaved

    def put(self, section: str, key: str, value: object) -> None:
        """Record one answer, or with None take it back, and save it.

        Raises
        ------
        ValueError
            If there is no such answer; nothing is changed then.
        """
        self.answers = self.answers.put(section, key, value)
        self._unsaved.append((section, key, value))
        if self._newer:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock():
                self._save()
        except OSError as error:
            self._cannot_save(error)

    def refresh(self) -> Answers:
        """Read what other notebooks have saved meanwhile, and return the answers."""
        if self.saved and not self._newer:
            with contextlib.suppress(OSError), self._lock():
                self.answers = self._read()
        return self.answers

    def _save(self) -> None:
        changed = self._read()
        if self._newer:
            return
        for change in self._unsaved:
            changed = changed.put(*change)
        self._write(changed)
        self.answers = changed
        self._unsaved.clear()
        if self.trouble and self.trouble.key == "trouble.memory":
            self.trouble = None

    def _lock(self) -> filelock.BaseFileLock:
        return filelock.FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=10)

    def _read(self) -> Answers:
        """Read the file, or the one before it; what cannot be read is set aside."""
        for path in (self.path, self.previous):
            try:
                if path.stat().st_size > LARGEST_FILE:
                    raise NotAnswersError(f"> {LARGEST_FILE} B")  # noqa: TRY301
                return from_json(path.read_text(encoding="utf-8"))
            except FileNotFoundError:
                continue
            except NewerFormatError:
                self._newer = True
                self.trouble = Trouble("trouble.newer", {"file": path.name})
                return self.answers
            except (NotAnswersError, UnicodeDecodeError):
                self._set_aside(path)
        # Neither file is there any more: what this notebook knows is all there is.
        return self.answers

    def _set_aside(self, path: Path) -> None:
        for count in range(1, 1000):
            aside = path.with_name(f"{self.path.stem}.unreadable-{count}{path.suffix}")
            if not aside.exists():
                path.rename(aside)
                self.trouble = Trouble("trouble.aside", {"file": aside.name})
                return
        raise OSError(path.name)

    def _write(self, answers: Answers) -> None:
        """Replace the file in one step, after the one before it has been kept in one step."""
        if self.path.exists():
            self._beside(self.path.read_bytes()).replace(self.previous)
        self._beside(to_json(answers).encode()).replace(self.path)

    def _beside(self, content: bytes) -> Path:
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=_PART[0], suffix=_PART[1])
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            part.unlink(missing_ok=True)
            raise
        return part

    def _sweep(self) -> None:
        """Remove what a kernel that was killed while it wrote has left behind."""
        for part in self.path.parent.glob("*".join(_PART)):
            part.unlink(missing_ok=True)

    def _cannot_save(self, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        self.trouble = Trouble(
            "trouble.memory", {"folder": self.path.parent.name, "reason": reason}
        )
