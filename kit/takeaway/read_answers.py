"""A file of answers from another computer or browser, read into the answers that are here."""

import json
import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from kit.answers.answers import (
    SECTIONS,
    Answers,
    NotAnswersError,
    TornAnswersError,
    from_json,
    to_json,
)
from kit.answers.file import LARGEST_FILE
from kit.answers.priorities import MOST
from kit.classroom.sheets import Fault
from kit.content.course import course
from kit.files.strict_json import NewerFormatError

# The course asks for some 600; the rest is room for kept times.
MOST_ANSWERS = 2_000
_LONGEST_NUMBER = 6

# A byte order mark and blanks may stand first, as some editors put them.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")

# Where a class's folder lies is true of one computer only.
_STAYS = ("class", "folder")


def is_json(content: bytes) -> bool:
    """Say whether a file is to be read as JSON, from how it begins."""
    return bool(_JSON.match(content))


def read_answers(content: bytes, answers: Answers) -> tuple[Answers, list[Fault]]:
    """Read answers that were given elsewhere into those that are here.

    What the file says wins, and what it does not say stays. Kept times are all kept: one that has
    the number of another gets a new number. If there would be more priorities than may be, only
    those of the file are left. What this kit does not know of is taken along as it is. The content
    is what the format "json" gave of one's own result.

    Returns
    -------
    The answers as they become, and what is wrong with the file: nothing, or one fault of it as a
    whole, and then the answers are as they were.
    """
    try:
        return _read(content, answers), []
    except _NotReadError as error:
        return answers, [Fault("", str(error))]


class _NotReadError(ValueError):
    """The file cannot be read in; the message is a key of words.toml."""


def _read(content: bytes, answers: Answers) -> Answers:
    if len(content) > LARGEST_FILE:
        raise _NotReadError("fault.back-large")
    try:
        given = from_json(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, TornAnswersError):
        raise _NotReadError("fault.back-torn") from None
    except NotAnswersError:
        raise _NotReadError("fault.back-foreign") from None
    except NewerFormatError:
        raise _NotReadError("fault.back-newer") from None
    if sum(len(given.section(section)) for section in SECTIONS) > MOST_ANSWERS:
        raise _NotReadError("fault.back-large")
    merged = _merged(answers, given)
    # More than can be kept would hinder every answer after it from being saved.
    if len(to_json(merged).encode()) > LARGEST_FILE:
        raise _NotReadError("fault.back-large")
    return merged


def _merged(mine: Answers, theirs: Answers) -> Answers:
    both = mine
    for section in SECTIONS:
        given = theirs.section(section)
        if section == "snapshots":
            both = _with_snapshots(both, given)
        elif section == "priorities":
            both = _with_priorities(both, given)
        elif kept := {key: it for key, it in given.items() if (section, key) != _STAYS}:
            both = Answers({**both.sections, section: {**both.section(section), **kept}})
    return both.beside(theirs.sections)


def _with_snapshots(mine: Answers, given: Mapping[str, Any]) -> Answers:
    kept = dict(mine.section("snapshots"))
    known = {_as_text(snapshot) for snapshot in kept.values()}
    numbers = map(str, count(1))
    for key, snapshot in given.items():
        if (text := _as_text(snapshot)) in known:
            continue
        known.add(text)
        numbered = key.isascii() and key.isdecimal() and len(key) <= _LONGEST_NUMBER
        free = numbered and key not in kept
        kept[key if free else next(n for n in numbers if n not in kept)] = snapshot
    return Answers({**mine.sections, "snapshots": kept}) if given else mine


def _as_text(snapshot: Mapping[str, Any]) -> str:
    return json.dumps(snapshot, sort_keys=True)


def _with_priorities(mine: Answers, given: Mapping[str, Any]) -> Answers:
    """Choose what the file has chosen, and beside it one's own if there is room for all."""
    own = mine.section("priorities")
    ids = [factor.id for factor in course().factors]
    theirs = [key for key in ids if key in given]
    chosen = {**own, **given}
    if theirs and sum(key in chosen for key in ids) > MOST:
        chosen = {key: it for key, it in chosen.items() if key not in ids or key in theirs[:MOST]}
    return Answers({**mine.sections, "priorities": chosen}) if given else mine
