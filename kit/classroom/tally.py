"""Sheets added up: how many gave each rating to each statement, and reached each factor score."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from kit.answers.scores import ENOUGH_RATED
from kit.classroom.sheets import RATINGS, Sheet, statement_ids
from kit.content.course import course

# A factor's score is the mean of two or three levels, and so a whole number of sixths: 6 to 30.
SIXTHS = 30
NO_SCORE = 0

_DIGITS = range(len(RATINGS))


@attrs.frozen
class Tally:
    """Some people's ratings, added up; nobody's own can be told from it.

    Attributes
    ----------
    sheets
        How many people.
    statements
        For each statement, how many gave each of `RATINGS`.
    factors
        For each factor, how many have each score in sixths, from 0 (no score) to 30.
    """

    sheets: int
    statements: Mapping[str, tuple[int, ...]]
    factors: Mapping[str, tuple[int, ...]]

    def __add__(self, other: "Tally") -> "Tally":
        """Return the tally of both, who must be different people."""
        return Tally(
            self.sheets + other.sheets,
            {key: _sum(counts, other.statements[key]) for key, counts in self.statements.items()},
            {key: _sum(counts, other.factors[key]) for key, counts in self.factors.items()},
        )


def _sum(counts: Iterable[int], other: Iterable[int]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(counts, other, strict=True))


def tally(sheets: Iterable[Sheet]) -> Tally:
    """Add sheets up."""
    rows = [sheet.ratings for sheet in sheets]
    # A hundred thousand sheets are added up column by column, each a run of bytes.
    joined = b"".join(rows)
    ids = statement_ids()
    columns = {key: joined[place :: len(ids)] for place, key in enumerate(ids)}
    return Tally(
        len(rows),
        {key: tuple(map(column.count, _DIGITS)) for key, column in columns.items()},
        {
            factor.id: _scores([columns[statement.id] for statement in factor.statements])
            for factor in course().factors
        },
    )


def _scores(columns: list[bytes]) -> tuple[int, ...]:
    found = [0] * (SIXTHS + 1)
    for places, count in Counter(zip(*columns, strict=True)).items():
        found[_sixths(places)] += count
    return tuple(found)


# Two or three statements can be rated in 7 × 7 or 7 × 7 × 7 ways, by however many people.
@cache
def _sixths(places: tuple[int, ...]) -> int:
    """Return the mean of the levels among some ratings in sixths, or 0 when they are too few."""
    levels = [level for place in places if isinstance(level := RATINGS[place], int)]
    return 6 * sum(levels) // len(levels) if len(levels) >= ENOUGH_RATED else NO_SCORE
