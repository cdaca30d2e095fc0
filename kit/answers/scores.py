"""Compare ratings: scores of factors, gaps between two regions, strongest and weakest."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Literal

import attrs

from kit.content.course import Factor
from kit.content.language import rounded

Order = Literal["number", "score", "gap"]
ORDERS: tuple[Order, ...] = ("number", "score", "gap")

# A factor has a score when at least this many of its statements are rated.
ENOUGH_RATED = 2


def score(levels: Mapping[str, int], factor: Factor) -> float | None:
    """Return the mean of a factor's rated statements, or None when too few are rated.

    Among the levels, by statement, "don't know" and "not yet answered" are simply not there.
    """
    rated = [levels[statement.id] for statement in factor.statements if statement.id in levels]
    return fmean(rated) if len(rated) >= ENOUGH_RATED else None


def level_of(levels: Mapping[str, int], factor: Factor) -> int | None:
    """Return a factor's score as the level it is nearest to, or None when it has none."""
    value = score(levels, factor)
    return None if value is None else nearest_level(value)


def nearest_level(score: float) -> int:
    """Return the level nearest to a score as it is written, the higher of two equally near."""
    return int(rounded(score) + 0.5)


def scores(levels: Mapping[str, int], factors: Iterable[Factor]) -> dict[str, float]:
    """Return the score of each factor that has one, by factor id."""
    found = {factor.id: score(levels, factor) for factor in factors}
    return {key: value for key, value in found.items() if value is not None}


@attrs.frozen
class Gap:
    """How far one's own value lies from another's on one factor or statement, both from 1 to 5."""

    id: str
    mine: float
    other: float

    @property
    def difference(self) -> float:
        """The other's value less one's own: above 0 where the other is ahead."""
        return difference(self.other, self.mine)


def difference(value: float, other: float, decimals: int = 1) -> float:
    """Return how much more a value is than another, as it follows from how both are written.

    Examples
    --------
    >>> difference(10 / 3, 5 / 3)  # 3.3 and 1.7
    1.6
    """
    return rounded(rounded(value, decimals) - rounded(other, decimals), decimals)


def gaps(mine: Mapping[str, float], other: Mapping[str, float]) -> list[Gap]:
    """Return the gap of everything both have a value for, the other's largest lead first.

    Examples
    --------
    >>> [gap.id for gap in gaps({"a": 2, "b": 4, "c": 1}, {"a": 5, "b": 3})]
    ['a', 'b']
    """
    found = [Gap(key, value, other[key]) for key, value in mine.items() if key in other]
    return sorted(found, key=lambda gap: -gap.difference)


def ordered(
    ids: Sequence[str], by: Order, mine: Mapping[str, float], other: Mapping[str, float]
) -> list[str]:
    """Order the axes of a chart, given in the order of their numbers.

    By "number"; by "score", one's own lowest value first; or by "gap", the other's largest lead
    first. What has no value comes last, in the order of the numbers, as what is written alike.
    """
    if by == "score":
        return sorted(ids, key=lambda key: rounded(mine.get(key, 6)))
    if by == "gap":
        leads = {gap.id: gap.difference for gap in gaps(mine, other)}
        return sorted(ids, key=lambda key: -leads.get(key, -6))
    return list(ids)


def ends(values: Mapping[str, float], most: int = 1) -> tuple[list[str], list[str]]:
    """Return the ids of the highest and of the lowest values, the most extreme first.

    `most` of each, more where they share a value, fewer where there are not twice as many. Nothing
    is in both, unless all values are the same: then both have all.

    Examples
    --------
    >>> ends({"a": 1, "b": 4, "c": 2, "d": 5, "e": 3}, 2)
    (['d', 'b'], ['a', 'c'])
    """
    if not values:
        return [], []
    rising = sorted(values.values())
    last = min(most, max(len(rising) // 2, 1)) - 1
    low, high = rising[last], rising[-1 - last]
    if low == high:
        # What lies in the middle counts only where nothing lies beyond it.
        low = max((value for value in rising if value < low), default=low)
        high = min((value for value in rising if value > high), default=high)
    return (
        sorted((key for key in values if values[key] >= high), key=lambda key: -values[key]),
        sorted((key for key in values if values[key] <= low), key=lambda key: values[key]),
    )
