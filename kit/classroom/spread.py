"""How a class's answers spread over the levels."""

from collections.abc import Mapping, Sequence

import attrs

from kit.answers.scores import nearest_level
from kit.classroom import agreement
from kit.classroom.tally import SIXTHS, Tally


@attrs.frozen
class Spread:
    """How a class's answers to one thing spread over the levels.

    Attributes
    ----------
    counts
        How many at each level, 1 to 5.
    dont_know
        How many don't know, or for a factor, have too few levels for a score.
    low, median, high
        The middle half and the middle of the answers, each from 1 to 5.
    consensus, agreement
        See `agreement`. These and the three above are None where too few have answered.
    """

    counts: tuple[int, ...]
    dont_know: int
    low: float | None = None
    median: float | None = None
    high: float | None = None
    consensus: float | None = None
    agreement: float | None = None

    @property
    def answered(self) -> int:
        """How many gave a level."""
        return sum(self.counts)


def statement_spread(total: Tally, statement: str) -> Spread:
    """Return how the ratings of a statement spread."""
    _, *counts, dont_know = total.statements[statement]
    return _spread(tuple(counts), dont_know, (1, 2, 3, 4, 5), tuple(counts))


def factor_spread(total: Tally, factor: str) -> Spread:
    """Return how people's scores of a factor spread: medians of scores, counts by nearest level."""
    without, *by_sixth = total.factors[factor]
    scores = [sixth / 6 for sixth in range(1, SIXTHS + 1)]
    counts = [0] * 5
    for score, count in zip(scores, by_sixth, strict=True):
        if count:
            counts[nearest_level(score) - 1] += count
    return _spread(tuple(counts), without, scores, by_sixth)


def _spread(
    counts: tuple[int, ...], dont_know: int, values: Sequence[float], by_value: Sequence[int]
) -> Spread:
    if sum(counts) < agreement.ENOUGH:
        return Spread(counts, dont_know)
    low, high = agreement.quartiles(by_value, values)
    return Spread(
        counts,
        dont_know,
        low,
        agreement.median(by_value, values),
        high,
        agreement.consensus(counts),
        agreement.agreement(counts),
    )


def most_split(spreads: Mapping[str, Spread]) -> list[str]:
    """Return what answers spread over, the least agreed first; where too few answered, last."""

    def split(key: str) -> tuple[float, float]:
        spread = spreads[key]
        if spread.agreement is None or spread.consensus is None:
            return (2, 2)
        return (spread.agreement, spread.consensus)

    return sorted(spreads, key=split)
