"""Charts of a class, and for each the table and the sentence that say the same.

Everything is told from values as they are written, medians with one decimal and measures with two:
so a chart, its table and its sentence never disagree on what is higher, equal or split.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import attrs

from kit.answers.scores import difference, ends
from kit.charts.base import (
    MINE,
    MOST_OTHERS,
    Axis,
    Figure,
    Profile,
    Table,
    listed,
    signed,
    value_or_none,
    value_text,
)
from kit.charts.change import change_sentence, moves
from kit.charts.comparison import radar
from kit.classroom.spread import Spread
from kit.content.language import Language, number, rounded
from kit.content.phrases import Words

Judgement = Literal["few", "split", "scattered", "gathered"]

NOTHING = "–"
GATHERED = 0.5

_UNASKED = Spread((0,) * 5, 0)


def judged(spread: Spread) -> Judgement:
    """Say in one word how far the answers to one thing agree.

    Below 0, van der Eijk's agreement A says that there are camps with emptier levels between them.
    That answers are gathered from 0.5 on is this kit's own rule of thumb, not a published one: it
    is midway between answers spread evenly over all levels (0) and one answer from all (1).
    """
    if spread.agreement is None:
        return "few"
    measure = rounded(spread.agreement, 2)
    if measure < 0:
        return "split"
    return "scattered" if measure < GATHERED else "gathered"


def measure_text(value: float, language: Language) -> str:
    """Write a measure of agreement, with two decimals."""
    return number(value, language, 2)


def class_radar(
    axes: Sequence[Axis], spreads: Mapping[str, Spread], others: Sequence[Profile], words: Words
) -> Figure:
    """Draw a radar: the class's medians, the middle half around them, example regions as lines.

    Where too few have answered, the lines are broken and nothing is filled.

    Raises
    ------
    ValueError
        If there are more than three others.
    """
    if len(others) > MOST_OTHERS:
        raise ValueError(f"{len(others)} > {MOST_OTHERS}")
    found = _written(axes, spreads)
    drawn = radar(axes, Profile(words("class.medians"), medians(found)), others, words.language)
    middle, *lines = drawn["data"]
    halves = [_half(spread, words.language) for spread in found.values()]
    middle |= {
        "fill": "none",
        "customdata": [*halves, halves[0]],
        "hovertemplate": "%{fullData.name}<br>%{text}: %{r:.1~f}<br>"
        + words("class.half")
        + ": %{customdata}<extra></extra>",
    }
    edges = ([spread.low for spread in found.values()], [spread.high for spread in found.values()])
    whole = all(None not in values for values in edges)
    band = [
        {
            "type": "scatterpolar",
            "name": words("class.band"),
            "r": [*values, values[0]],
            "theta": middle["theta"],
            "mode": "lines",
            "connectgaps": False,
            # The outer edge, told of in the legend, fills the space between the two.
            "fill": "tonext" if outer and whole else "none",
            "fillcolor": middle["fillcolor"],
            "line": {"color": MINE, "dash": "solid", "width": 1.5},
            "hoverinfo": "skip",
            "showlegend": outer,
        }
        for values, outer in zip(edges, (False, True), strict=True)
    ]
    return {"data": [middle, *band, *lines], "layout": {**drawn["layout"], "showlegend": True}}


def spread_table(
    axes: Sequence[Axis],
    spreads: Mapping[str, Spread],
    words: Words,
    others: Sequence[Profile] = (),
) -> Table:
    """Write how the answers spread: counts by level, the middle of them, how far they agree.

    The levels of example regions stand last.
    """
    found = _written(axes, spreads)
    keys = ("scale.dont-know", "class.median", "class.half", "class.consensus", "class.agreement")
    return Table(
        words("class.caption"),
        (
            *(words("class.what"), *"12345", *(words(key) for key in keys)),
            *(other.name for other in others),
        ),
        tuple(
            (
                *(axis.numbered, *_cells(found[axis.id], words)),
                *(value_or_none(other.values.get(axis.id), words) for other in others),
            )
            for axis in axes
        ),
    )


def spread_values(
    axes: Sequence[Axis], spreads: Mapping[str, Spread], words: Words
) -> tuple[tuple[float | str, ...], ...]:
    """Return the rows of `spread_table` without their header cells, numbers as numbers."""
    found = _written(axes, spreads)
    return tuple(_values(found[axis.id], words) for axis in axes)


def _values(spread: Spread, words: Words) -> tuple[float | str, ...]:
    few = spread.median is None
    half: float | str = _half(spread, words.language)
    if spread.low is not None and spread.low == spread.high:
        half = spread.low
    return (
        *([NOTHING] * len(spread.counts) if few else spread.counts),
        spread.dont_know,
        words("class.few") if spread.median is None else spread.median,
        half,
        NOTHING if spread.consensus is None else spread.consensus,
        NOTHING if spread.agreement is None else spread.agreement,
    )


def _cells(spread: Spread, words: Words) -> tuple[str, ...]:
    write: list[Callable[[float, Language], str]] = [number] * 6
    write += [value_text, value_text, measure_text, measure_text]
    return tuple(
        value if isinstance(value, str) else written(value, words.language)
        for value, written in zip(_values(spread, words), write, strict=True)
    )


def class_sentence(
    axes: Sequence[Axis], spreads: Mapping[str, Spread], sheets: int, words: Words
) -> str:
    """Say how many have handed in, what is highest and lowest, where they agree and where not."""
    if not sheets:
        return words("class.nobody")
    found = _written(axes, spreads)
    parts = [words("class.handed-in", n=number(sheets, words.language))]
    middles = medians(found)
    if not middles:
        return " ".join([*parts, words("class.silent")])
    named = _naming(axes, words)
    high, low = ends(middles)
    top, bottom = (value_text(middles[ids[0]], words.language) for ids in (high, low))
    if high == low:
        parts.append(words("class.even", value=top, labels=named(high)))
    else:
        parts.append(words("class.range", high=named(high), top=top, low=named(low), bottom=bottom))
    measures = _agreements(found)
    near, far = ends(measures)
    gathered, apart = (words(f"class.{judged(found[ids[0]])}") for ids in (near, far))
    if near == far:
        parts.append(words("class.alike", labels=named(near), how=gathered))
    else:
        parts.append(
            words("class.agreed", near=named(near), gathered=gathered, far=named(far), apart=apart)
        )
    few = [key for key in found if key not in middles]
    if few:
        parts.append(words("class.left-out", labels=named(few)))
    return " ".join(parts)


def shift_table(
    axes: Sequence[Axis],
    before: Mapping[str, Spread],
    after: Mapping[str, Spread],
    names: tuple[str, str],
    words: Words,
) -> Table:
    """Write the medians and the agreement of two rounds, and how each changed."""
    first, last = names
    was, now = _written(axes, before), _written(axes, after)
    changes = {move.axis.id: move.change for move in moves(axes, medians(was), medians(now))}
    closer = _closer(was, now)
    head = (
        words("class.what"),
        *(words("class.median-of", round=name) for name in names),
        words("class.change"),
        *(words("class.agreement-of", round=name) for name in names),
        words("class.closer"),
    )
    rows = []
    for axis in axes:
        key = axis.id
        told = [_cells(found[key], words) for found in (was, now)]
        rows.append(
            (
                axis.numbered,
                *(median for *_, median, _, _, _ in told),
                signed(changes[key], words.language) if key in changes else NOTHING,
                *(agreed for *_, agreed in told),
                signed(closer[key], words.language, 2) if key in closer else NOTHING,
            )
        )
    return Table(words("change.caption", first=first, last=last), head, tuple(rows))


def shift_sentence(
    axes: Sequence[Axis],
    before: Mapping[str, Spread],
    after: Mapping[str, Spread],
    names: tuple[str, str],
    words: Words,
) -> str:
    """Say how many medians rose and fell from one round to another, and if answers came closer."""
    was, now = _written(axes, before), _written(axes, after)
    closer = _closer(was, now).values()
    n = sum(growth > 0 for growth in closer)
    key = "class.closer-on-most" if 2 * n > len(closer) else "class.closer-on"
    more = [words(key, n=n, of=len(closer))]
    return change_sentence(
        axes, medians(was), medians(now), names, words, phrases="class", more=more
    )


def _written(axes: Sequence[Axis], spreads: Mapping[str, Spread]) -> dict[str, Spread]:
    """Return how answers spread with all values as they are written, in the order of the axes."""

    def as_written(value: float | None, decimals: int) -> float | None:
        return None if value is None else rounded(value, decimals)

    found = {axis.id: spreads.get(axis.id, _UNASKED) for axis in axes}
    return {
        key: attrs.evolve(
            spread,
            low=as_written(spread.low, 1),
            median=as_written(spread.median, 1),
            high=as_written(spread.high, 1),
            consensus=as_written(spread.consensus, 2),
            agreement=as_written(spread.agreement, 2),
        )
        for key, spread in found.items()
    }


def _naming(axes: Sequence[Axis], words: Words) -> Callable[[Iterable[str]], str]:
    labels = {axis.id: axis.label for axis in axes}
    return lambda ids: listed([labels[key] for key in ids], words)


def medians(spreads: Mapping[str, Spread]) -> dict[str, float]:
    """Return the median of whatever enough have answered."""
    return {key: spread.median for key, spread in spreads.items() if spread.median is not None}


def _agreements(found: Mapping[str, Spread]) -> dict[str, float]:
    return {key: spread.agreement for key, spread in found.items() if spread.agreement is not None}


def _closer(was: Mapping[str, Spread], now: Mapping[str, Spread]) -> dict[str, float]:
    """Return how much agreement grew on everything that enough have answered both times."""
    apart, close = _agreements(was), _agreements(now)
    return {key: difference(close[key], apart[key], 2) for key in apart if key in close}


def _half(spread: Spread, language: Language) -> str:
    """Write from where to where the middle half of the answers reaches."""
    if spread.low is None or spread.high is None:
        return NOTHING
    low, high = (value_text(edge, language) for edge in (spread.low, spread.high))
    return low if low == high else f"{low}–{high}"
