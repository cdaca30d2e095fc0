"""Agreement within a group: published measures, and quantiles, from how many chose each level.

`counts` is everywhere how many answered each level, lowest first: at least one answer and, for the
measures, two levels. Everything raises ValueError for other counts.

No measure is rounded. Each is reckoned in whole numbers and fractions, save the logarithms of
`consensus`, and becomes a float only at the end: where a measure is 0, 1 or -1, it is exactly that.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, combinations, pairwise
from math import ceil, fsum, log2

# One answer agrees with itself, and two can only meet or differ: whoever shows a measure says
# "too few" when there are fewer answers than this.
ENOUGH = 3


def consensus(counts: Sequence[int]) -> float:
    """Return Tastle and Wierman's consensus (2007, doi 10.1016/j.ijar.2006.06.024).

    Good for how near the answers lie to their mean, as one figure that is easy to read; it takes
    each level to be as far from the next as any other (an interval scale). It runs from 0, half at
    each end, to 1, all on one level.

    Examples
    --------
    >>> consensus([3, 0, 0, 0, 3]), consensus([3, 0, 4, 0, 3]), consensus([0, 0, 3, 0, 0])
    (0.0, 0.4, 1.0)
    """
    answers = _answers(counts, 2)
    total = _sum(counts, 1)
    # Distances from the mean, total / answers, are whole numbers once multiplied by answers.
    widest = answers * (len(counts) - 1)
    terms = (
        count / answers * log2((widest - abs(answers * level - total)) / widest)
        for level, count in enumerate(counts)
        if count
    )
    # fsum rounds only once, so that a distribution and its mirror image get the same value.
    return 1 + fsum(terms)


def agreement(counts: Sequence[int]) -> float:
    """Return van der Eijk's agreement A (2001, doi 10.1023/A:1010374114305).

    Good for telling a split: below 0 the answers gather in camps with emptier levels between them.
    Camps close to each other may still be above 0. It uses only the order of the levels. It runs
    from -1, half at each end, over 0, the same number on all levels, to 1, all on one level. Two
    levels have none between them, so A is then at least 0.

    Examples
    --------
    >>> agreement([5, 0, 0, 0, 5]), agreement([2, 2, 2, 2, 2]), agreement([0, 5, 5, 0, 0])
    (-1.0, 0.0, 0.75)
    """
    answers = _answers(counts, 2)
    weighed = (height * sum(filled) * _of_layer(filled) for height, filled in _layers(counts))
    return float(sum(weighed, Fraction()) / answers)


def _layers(counts: Sequence[int]) -> Iterator[tuple[int, list[bool]]]:
    """Cut the bars of a chart into flat layers: the height of each, and the levels it fills."""
    for floor, top in pairwise(sorted({0, *counts})):
        yield top - floor, [count >= top for count in counts]


def _of_layer(filled: list[bool]) -> Fraction:
    levels, used = len(filled), sum(filled)
    if used in (1, levels):
        return Fraction(used == 1)
    triples = list(combinations(filled, 3))
    one_peak = triples.count((True, True, False)) + triples.count((False, True, True))
    two_peaks = triples.count((True, False, True))
    unimodality = Fraction(
        (levels - 2) * one_peak - (levels - 1) * two_peaks, (levels - 2) * (one_peak + two_peaks)
    )
    return unimodality * (1 - Fraction(used - 1, levels - 1))


def rwg(counts: Sequence[int]) -> float:
    """Return James, Demaree and Wolf's rwg (1984, doi 10.1037/0021-9010.69.1.85).

    Good for setting a group against chance: at 0 its answers vary as if drawn evenly from all
    levels, and below 0, which is left as it is, more. It reads the levels as an interval scale. It
    is 1 - s2 / ((K2 - 1) / 12), K2 the square of the number of levels, s2 the sample variance
    (divided by n - 1); at most 1, all on one level.

    Raises
    ------
    ValueError
        Also for one answer, which has no variance.

    Examples
    --------
    >>> rwg([0, 6, 1, 0, 0]) > 0 > rwg([5, 0, 0, 0, 5])
    True
    """
    answers = _answers(counts, 2)
    if answers == 1:
        raise ValueError("one answer has no variance")
    squares = answers * _sum(counts, 2) - _sum(counts, 1) ** 2
    variance = Fraction(squares, answers * (answers - 1))
    return float(1 - variance / Fraction(len(counts) ** 2 - 1, 12))


def quantile(counts: Sequence[int], share: float, values: Sequence[float] | None = None) -> float:
    """Return the value that a share of the answers lies below, interpolated between answers.

    It is type 7 of Hyndman and Fan (1996, doi 10.1080/00031305.1996.10473566), the one of numpy
    and of QUARTILE.INC in Excel. Good for what is typical, and how far the middle half spreads.

    Parameters
    ----------
    share
        From 0, the lowest answer, to 1, the highest.
    values
        One for each count, ascending; if None, the levels 1, 2, 3 and so on.

    Raises
    ------
    ValueError
        Also for a share outside 0 to 1, or when there is not one value for each count.

    Examples
    --------
    >>> quantile([1, 0, 2, 1, 0], 0.25)
    2.5
    """
    last = _answers(counts, 1) - 1
    if not 0 <= share <= 1:
        raise ValueError(f"no share: {share}")
    if values is None:
        values = range(1, len(counts) + 1)
    elif len(values) != len(counts):
        raise ValueError(f"{len(values)} values for {len(counts)} counts")
    ends = list(accumulate(counts))
    place = last * share
    lower, upper = (values[bisect_right(ends, position)] for position in (place, ceil(place)))
    return float(lower + (upper - lower) * (place % 1))


def median(counts: Sequence[int], values: Sequence[float] | None = None) -> float:
    """Return the answer in the middle, or midway between the two that are; see `quantile`."""
    return quantile(counts, 0.5, values)


def quartiles(counts: Sequence[int], values: Sequence[float] | None = None) -> tuple[float, float]:
    """Return where the middle half of the answers begins and where it ends; see `quantile`."""
    return quantile(counts, 0.25, values), quantile(counts, 0.75, values)


def _answers(counts: Sequence[int], fewest_levels: int) -> int:
    if len(counts) < fewest_levels or min(counts) < 0 or not any(counts):
        raise ValueError(f"no distribution: {list(counts)}")
    return sum(counts)


def _sum(counts: Sequence[int], power: int) -> int:
    """Add up the levels of all answers, counted from 0, or their squares."""
    return sum(level**power * count for level, count in enumerate(counts))
