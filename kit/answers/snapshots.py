"""How it was at an earlier time: ratings kept under a label and a date, to compare with later."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from kit.answers.answers import Answers, asked_now
from kit.answers.scores import scores
from kit.content.course import Factor

NOW = "now"
THEN = "then"

# What is kept: a learner's ratings, or the medians of a class.
KINDS = ("ratings", "medians")


@attrs.frozen
class Snapshot:
    """Scores at one time.

    Attributes
    ----------
    id
        By which it is kept; `NOW` for the ratings as they are, `THEN` for the then-test.
    label
        What the learner calls it.
    date
        The day it was kept, or None.
    values
        Scores by factor, or a class's medians, each from 1 to 5.
    """

    id: str
    label: str
    date: dt.date | None
    values: Mapping[str, float]


def snapshots(
    answers: Answers, factors: Iterable[Factor], kinds: Collection[str] = KINDS
) -> list[Snapshot]:
    """Return what has been kept of some kinds, the oldest first; of one day, as they were kept."""
    known = tuple(factors)
    found = [
        Snapshot(
            key,
            kept["label"],
            dt.date.fromisoformat(kept["date"]),
            kept["medians"] if "medians" in kept else scores(_levels(kept["ratings"]), known),
        )
        for key, kept in answers.section("snapshots").items()
        if any(kind in kept for kind in kinds)
    ]
    return sorted(found, key=lambda snapshot: snapshot.date or dt.date.max)


def next_id(answers: Answers) -> str:
    """Return an id for the next snapshot that no other has."""
    used = [int(key) for key in answers.section("snapshots") if key.isdecimal()]
    return str(max(used, default=0) + 1)


def _levels(ratings: Mapping[str, Any]) -> dict[str, int]:
    return {key: value for key, value in asked_now(ratings).items() if isinstance(value, int)}
