"""One learner's answers: an immutable value, and its text in a file."""

import copy
import datetime as dt
import json
import reprlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

from kit.content.course import LEVELS, course, is_level
from kit.files.strict_json import ForeignError, NotJsonError, document

FORMAT = 1
DONT_KNOW = "dont-know"
LONGEST_NOTE = 4000
LONGEST_KEY = 100
LONGEST_LINE = 500
MOST_KEPT = 200  # ratings in a snapshot
_KEPT = {"label", "date"}
MOST_CHOICES = 100
DEEPEST = 20

Rating = int | str


def _rating(value: object) -> bool:
    return is_level(value) or value == DONT_KNOW


def _note(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NOTE


def _line(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_LINE


def _choices(value: object) -> bool:
    """Which options of a question were chosen, in the order they were tried."""
    return (
        isinstance(value, list)
        and len(value) <= MOST_CHOICES
        and all(type(choice) is int and 0 <= choice < 10 for choice in value)  # noqa: PLR2004
    )


def _line_of_matrix(value: object) -> bool:
    return type(value) in {int, float} and LEVELS[0] <= value <= LEVELS[-1]  # type: ignore[operator]


def _snapshot(value: object) -> bool:
    """Say whether a value is ratings, or a class's medians, under a label and a date."""
    if not isinstance(value, dict) or value.keys() not in (
        {*_KEPT, "ratings"},
        {*_KEPT, "medians"},
    ):
        return False
    try:
        dt.date.fromisoformat(value["date"])
    except (TypeError, ValueError):
        return False
    kept, fits = (
        (value["ratings"], _rating) if "ratings" in value else (value["medians"], _line_of_matrix)
    )
    return (
        _line(value["label"])
        and isinstance(kept, dict)
        and len(kept) <= MOST_KEPT
        and all(isinstance(key, str) and fits(level) for key, level in kept.items())
    )


# What can be answered, by section, and what an answer looks like there. Keys are ids of the course.
SECTIONS: dict[str, Callable[[object], bool]] = {
    "ratings": _rating,  # by statement, under its key: a former edition's stay where they are
    "then": _rating,  # likewise: how it was before, as seen afterwards
    "importance": is_level,  # by factor
    "crosshair": _line_of_matrix,  # "level" and "importance": where the lines of the matrix stand
    "targets": is_level,  # by factor: the level to reach
    "priorities": lambda value: value is True,  # by factor
    "plan": _note,  # by "factor/first", "…/who", "…/when" and "…/sign"
    "snapshots": _snapshot,  # by number
    "evidence": _note,  # by factor: what the rating rests on
    "reflections": _note,  # by factor
    "calibration": is_level,  # by factor: the learner's level for its practice case
    "guesses": is_level,  # by "region/factor": guessed from the story before the key is seen
    "quiz": _choices,  # by question
    "seen": lambda value: value is True,  # by "region/factor": the key has been seen
    "class": _line,  # "mark", "role", "round" and "folder": how the learner hands in
    "place": lambda value: isinstance(value, str) and len(value) <= 40,  # noqa: PLR2004
}


def _fits(section: str, key: object, value: object) -> bool:
    return isinstance(key, str) and 0 < len(key) <= LONGEST_KEY and SECTIONS[section](value)


@attrs.frozen
class Answers:
    """What one learner has answered.

    `sections` has, for each section of `SECTIONS` in which something is answered, the answers by
    their key. Whatever else a file held stands beside them, and is written back as it was.

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
        """Level 1 to 5 or `DONT_KNOW`, by statement, for what it asks now.

        What is not yet answered is not there, nor what was answered to a former edition only.
        """
        return asked_now(self.section("ratings"))

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
            raise ValueError(f"{section}.{key}: {reprlib.repr(value)}")
        answers = dict(self.section(section))
        if value is None:
            answers.pop(key, None)
        else:
            # A copy, so that what its giver goes on using changes nothing here.
            answers[key] = copy.deepcopy(value)
        return Answers({**self.sections, section: answers})

    def beside(self, others: Mapping[str, Any]) -> "Answers":
        """Return answers with what others hold that this kit has no section for.

        Of what both hold under the same name, the keys are joined, and the others' values win.
        """
        more = {}
        for name in others.keys() - SECTIONS.keys():
            mine: Any = self.sections.get(name)
            theirs = copy.deepcopy(others[name])
            both = isinstance(mine, dict) and isinstance(theirs, dict)
            more[name] = {**mine, **theirs} if both else theirs
        return Answers({**self.sections, **more}) if more else self


T = TypeVar("T")


def asked_now(kept: Mapping[str, T]) -> dict[str, T]:
    """Return what is kept under the keys of statements by their ids, former editions left out.

    Examples
    --------
    >>> asked_now({"breadth-1": 4, "voice-1": 2, "goals-1/2": 3})
    {'breadth-1': 4, 'goals-1': 3}
    """
    ids = _ids()
    return {found: value for key, value in kept.items() if (found := ids.get(key, key))}


@cache
def _ids() -> Mapping[str, str]:
    """Return the id of each statement asked anew by its key, and "" by the keys it had before."""
    found: dict[str, str] = {}
    for statement in course().statements:
        if statement.former:
            found |= {statement.key: statement.id, **dict.fromkeys(statement.former, "")}
    return found


def to_json(answers: Answers) -> str:
    """Write answers as the text of an answers file, readable by a person."""
    return as_json({"kit": "answers", "format": FORMAT, **answers.sections})


def as_json(whole: Mapping[str, object]) -> str:
    """Write a document as JSON, readable by a person."""
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    # Half a character, such as a browser leaves of a smiley cut off at the end of a note, cannot be
    # written as UTF-8. JSON's escape for it, \ud83d, is also Python's.
    return text.encode(errors="backslashreplace").decode()


class NotAnswersError(ValueError):
    """The text is torn, or something else than answers, or could not be written back as it is."""


class TornAnswersError(NotAnswersError):
    """The text is torn."""


def from_json(text: str) -> Answers:
    """Read the text of an answers file.

    Raises
    ------
    NotAnswersError
        If the text is torn (`TornAnswersError`) or is something else.
    NewerFormatError
        If a newer kit wrote it.
    """
    try:
        sections = document(text, DEEPEST, "answers", FORMAT)
    except NotJsonError as error:
        raise TornAnswersError(str(error)) from None
    except ForeignError as error:
        raise NotAnswersError(str(error)) from None
    for name in SECTIONS:
        section = sections.get(name, {})
        if not isinstance(section, dict):
            raise NotAnswersError(f'"{name}"')
        for key, value in section.items():
            if not _fits(name, key, value):
                raise NotAnswersError(f'"{name}": "{key}"')
    return Answers(sections)
