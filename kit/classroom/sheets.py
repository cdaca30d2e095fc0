"""A class sheet: one person's ratings without a name, as they are handed in to a class."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from sys import intern
from typing import Any

import attrs

from kit.answers.answers import DONT_KNOW, Rating
from kit.content.course import course
from kit.files.strict_json import ForeignError, NewerFormatError, NotJsonError, document

FORMAT = 1
DEEPEST = 6
# Ten thousand rows of a spreadsheet have half as many.
MOST_VALUES = 1_000_000
LONGEST_PLACE = 60
MOST_FAULTS = 200

# What a person may say she is; None is said by whoever would rather not say.
ROLES = ("politician", "official", "partner", "student", "other")

# A class rates, talks, and rates again. "then" is the then-test: how it was before, as seen now
# (Howard and others 1979, doi 10.1177/014662167900300101).
THEN = "then"
ROUNDS = ("1", "2", "3", THEN)

# What can be answered to a statement; a sheet keeps the place in this list.
RATINGS: tuple[Rating | None, ...] = (None, 1, 2, 3, 4, 5, DONT_KNOW)

# Crockford's base 32, small: no i, l, o or u, so that nothing is misread.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MARK_LENGTH = 5
# What stands for a telephone at the class's door: among thousands no two are the same.
LONG_MARK_LENGTH = 16
# A sender's sheet has a sender's mark: a row of a spreadsheet cannot be replaced by such a file.
SENDER = f"[{ALPHABET}]{{{MARK_LENGTH}}}|[{ALPHABET}]{{{LONG_MARK_LENGTH}}}"
_MARK = re.compile(f"{SENDER}|[{ALPHABET}]{{8}}-[1-9][0-9]{{0,5}}")

_PLACES = {value: place for place, value in enumerate(RATINGS)}


@attrs.frozen
class Sheet:
    """One person's ratings in one round.

    Attributes
    ----------
    mark
        Five random characters that stand for the sender, sixteen if she came by the class's door,
        or for a row of a spreadsheet its spreadsheet and its number. A sender who hands in again
        has the same mark.
    round
        One of `ROUNDS`.
    role
        One of `ROLES`, or None.
    ratings
        For each statement, in the course's order, the place of its rating in `RATINGS`.
    """

    mark: str
    round: str
    role: str | None
    ratings: bytes

    @property
    def by_statement(self) -> dict[str, Rating]:
        """The ratings by statement; what is not answered is not there."""
        found = zip(statement_ids(), self.ratings, strict=True)
        return {key: rating for key, place in found if (rating := RATINGS[place]) is not None}


@attrs.frozen
class Fault:
    """Something handed in that could not be read: where, and what is wrong.

    The place is a file, a row or a cell, or the beginning of a code; safe to show, never markup.
    The key is one of words.toml, and the values fill its phrase.
    """

    place: str
    key: str
    values: Mapping[str, str] = attrs.field(factory=dict)


def few_faults(faults: Iterable[Fault], place: str) -> list[Fault]:
    """Return the first `MOST_FAULTS` faults, and, of a place, one that counts all others."""
    left = iter(faults)
    named = list(islice(left, MOST_FAULTS))
    if more := sum(1 for _ in left):
        named.append(Fault(place, "fault.more", {"n": str(more)}))
    return named


class NotASheetError(ValueError):
    """What was handed in is no class sheet; the message is a key of words.toml."""


@cache
def statement_ids() -> tuple[str, ...]:
    """Return the ids of all statements, in the course's order."""
    return tuple(statement.id for statement in course().statements)


def ratings_of(answers: Mapping[str, Rating]) -> bytes:
    """Return ratings as a sheet keeps them, from the ratings by statement."""
    return bytes([_PLACES[rating] for rating in map(answers.get, statement_ids())])


def is_mark(value: object) -> bool:
    """Say whether a value can stand for a sender."""
    return isinstance(value, str) and _MARK.fullmatch(value) is not None


def to_json(*sheets: Sheet) -> str:
    """Write sheets as the text of a file, readable by a person."""
    written = [
        {
            "mark": sheet.mark,
            "round": sheet.round,
            "role": sheet.role,
            "ratings": sheet.by_statement,
        }
        for sheet in sheets
    ]
    whole = {"kit": "class-sheet", "format": FORMAT, "sheets": written}
    return json.dumps(whole, indent=1) + "\n"


def from_json(text: str) -> list[Sheet]:
    """Read the text of a file of sheets, whoever wrote it.

    Raises
    ------
    NotASheetError
        If it is torn, something else, of a newer kit, or about other statements.
    """
    return [from_value(value) for value in values_of(text)]


def values_of(text: str) -> list[Any]:
    """Read what the text of a file of sheets holds for each sheet, whatever that is.

    Raises
    ------
    NotASheetError
        If the text is torn, something else or of a newer kit.
    """
    # Whatever stands in JSON has a comma or a bracket before it. Millions of empty lists would be
    # small in a file and large in memory.
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise NotASheetError("fault.foreign")
    try:
        found = document(text, DEEPEST, "class-sheet", FORMAT)
    except NotJsonError:
        raise NotASheetError("fault.torn") from None
    except ForeignError:
        raise NotASheetError("fault.foreign") from None
    except NewerFormatError:
        raise NotASheetError("fault.newer") from None
    sheets = found.get("sheets")
    if found.keys() != {"sheets"} or not isinstance(sheets, list):
        raise NotASheetError("fault.foreign")
    return sheets


def from_value(value: Any) -> Sheet:
    """Read a sheet from what its JSON holds.

    Raises
    ------
    NotASheetError
        If it is something else, or about other statements.
    """
    if not isinstance(value, dict) or value.keys() != {"mark", "round", "role", "ratings"}:
        raise NotASheetError("fault.foreign")
    mark, ratings = value["mark"], value["ratings"]
    when, role = value["round"], value["role"]
    if not is_mark(mark) or when not in ROUNDS or role not in (None, *ROLES):
        raise NotASheetError("fault.foreign")
    if not isinstance(ratings, dict):
        raise NotASheetError("fault.foreign")
    if not ratings.keys() <= _known():
        raise NotASheetError("fault.statements")
    if not set(map(type, ratings.values())) <= {int, str}:
        raise NotASheetError("fault.foreign")
    try:
        # In a hundred thousand sheets a word takes memory once.
        return Sheet(mark, intern(when), role and intern(role), ratings_of(ratings))
    except KeyError:
        raise NotASheetError("fault.foreign") from None


@cache
def _known() -> frozenset[str]:
    return frozenset(statement_ids())


def shown(name: str) -> str:
    r"""Return a name or text of a stranger's as it can be shown: short, and without controls.

    Examples
    --------
    >>> shown("betyg\u202efdp.exe")
    'betyg fdp.exe'
    """
    # What is no text, such as half a character in a file's name, is shown by a mark. What cannot be
    # printed could move or hide the text around it: controls, marks of direction, invisible tags.
    text = name[: LONGEST_PLACE + 1].encode(errors="replace").decode()
    seen = "".join(character if character.isprintable() else " " for character in text)
    return seen if len(seen) <= LONGEST_PLACE else seen[: LONGEST_PLACE - 1] + "…"
