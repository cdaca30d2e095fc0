"""The matrix of importance and level, and the table and the sentence that say the same."""

import textwrap
from collections.abc import Sequence
from typing import get_args

import attrs

from kit.answers.priorities import Crosshair, Quadrant, Standing
from kit.charts.base import MINE, OTHERS, Axis, Figure, Table, listed, value_text, wrapped
from kit.content.language import rounded
from kit.content.phrases import Words

_LEVELS = (1, 2, 3, 4, 5)
# Half a level of room around the scale, for the marks at its ends and their numbers.
_RANGE = (0.5, 5.5)
_NUMBERS_AT = 18

_QUADRANTS: tuple[Quadrant, ...] = get_args(Quadrant)
_STYLES: dict[Quadrant, dict[str, str]] = {
    "raise": {"color": OTHERS[0]["color"], "symbol": "triangle-up"},
    "keep": {"color": MINE, "symbol": "circle"},
    "watch": {"color": OTHERS[2]["color"], "symbol": "diamond"},
    "enough": {"color": OTHERS[1]["color"], "symbol": "square"},
}


@attrs.frozen
class _Mark:
    """The factors that stand at one place, so that none hides another."""

    axes: tuple[Axis, ...]
    at: Standing
    quadrant: Quadrant


def matrix(
    axes: Sequence[Axis], standings: Sequence[Standing], lines: Crosshair, words: Words
) -> Figure:
    """Draw a mark for each factor: its level to the right, its importance upwards.

    The crosshair parts the matrix in four, which differ in colour and marker. Factors at the same
    place share a mark; what has no standing has none. Beside each mark stand their numbers, as an
    annotation; those of a row come from the left, and the page moves them apart, as it knows the
    room and the font. There too the levels lose their words where there is room for numbers only.
    """
    marks = _marks(axes, standings, lines)
    layout = {
        "showlegend": True,
        "xaxis": {
            **_scale([f"{level}<br>{wrapped(words(f'scale.{level}'))}" for level in _LEVELS]),
            "title": {"text": words("scale.axis")},
        },
        "yaxis": {
            **_scale([wrapped(f"{level} {words(f'reflect.{level}')}") for level in _LEVELS]),
            "title": {"text": words("matrix.importance-axis")},
        },
        "shapes": [_line("x", lines.level), _line("y", lines.importance)],
        "annotations": [_numbers(mark) for mark in marks],
    }
    data = [
        _quadrant(quadrant, [mark for mark in marks if mark.quadrant == quadrant], words)
        for quadrant in _QUADRANTS
    ]
    return {"data": data, "layout": layout}


def _marks(axes: Sequence[Axis], standings: Sequence[Standing], lines: Crosshair) -> list[_Mark]:
    """Return the marks, by importance, then from the left."""
    by_id = {standing.id: standing for standing in standings}
    places: dict[tuple[int, float], list[Axis]] = {}
    for axis in axes:
        if axis.id in by_id:
            at = by_id[axis.id]
            # What is written alike is drawn alike.
            places.setdefault((at.importance, rounded(at.level)), []).append(axis)
    shared = [(by_id[found[0].id], found) for _, found in sorted(places.items())]
    return [_Mark(tuple(found), at, lines.quadrant(at)) for at, found in shared]


def _scale(names: Sequence[str]) -> dict[str, object]:
    return {
        "range": list(_RANGE),
        "tickvals": list(_LEVELS),
        "ticktext": list(names),
        "zeroline": False,
    }


def _line(axis: str, at: float) -> dict[str, object]:
    """Draw a line across the whole matrix; its colour is the page's."""
    other = {"x": "y", "y": "x"}[axis]
    ends = {f"{axis}0": at, f"{axis}1": at, f"{other}0": 0, f"{other}1": 1}
    return {"type": "line", f"{axis}ref": axis, f"{other}ref": "paper", "layer": "below", **ends}


def _numbers(mark: _Mark) -> dict[str, object]:
    numbers = ", ".join(axis.number for axis in mark.axes)
    return {
        "text": "<br>".join(textwrap.wrap(numbers, _NUMBERS_AT)),
        "x": mark.at.level,
        "y": mark.at.importance,
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
    }


def _quadrant(quadrant: Quadrant, marks: Sequence[_Mark], words: Words) -> dict[str, object]:
    name = words(f"matrix.{quadrant}")
    count = sum(len(mark.axes) for mark in marks)
    return {
        "type": "scatter",
        "name": f"{name[0].upper()}{name[1:]} ({count})",
        "x": [mark.at.level for mark in marks],
        "y": [mark.at.importance for mark in marks],
        "mode": "markers",
        "marker": {**_STYLES[quadrant], "size": 11},
        "text": [_said(mark, words) for mark in marks],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _said(mark: _Mark, words: Words) -> str:
    """Say which factors a mark stands for, and where it stands."""
    importance = mark.at.importance
    where = words(
        "matrix.at",
        level=value_text(mark.at.level, words.language),
        word=words(f"reflect.{importance}"),
        importance=importance,
    )
    return "<br>".join([*(axis.numbered for axis in mark.axes), where])


def matrix_table(
    axes: Sequence[Axis], standings: Sequence[Standing], lines: Crosshair, words: Words
) -> Table:
    """Write where each factor stands and falls, in the order of the standings."""
    language = words.language
    by_id = {axis.id: axis for axis in axes}
    rows = tuple(
        (
            by_id[standing.id].numbered,
            value_text(standing.level, language),
            f"{standing.importance} {words(f'reflect.{standing.importance}')}",
            value_text(standing.need, language) if standing.need > 0 else words("matrix.not-below"),
            words(f"matrix.{lines.quadrant(standing)}"),
        )
        for standing in standings
    )
    keys = ("matrix.what", "scale.legend", "matrix.importance", "matrix.below", "matrix.where")
    caption = words(
        "matrix.caption",
        level=value_text(lines.level, language),
        importance=value_text(lines.importance, language),
    )
    return Table(caption, tuple(words(key) for key in keys), rows)


def matrix_sentence(
    axes: Sequence[Axis], standings: Sequence[Standing], lines: Crosshair, words: Words
) -> str:
    """Say how many factors stand in the matrix, and which of them are important but low."""
    if not standings:
        return words("matrix.empty")
    labels = {axis.id: axis.label for axis in axes}
    low = [labels[standing.id] for standing in standings if lines.quadrant(standing) == "raise"]
    both = words("matrix.both", n=len(standings), of=len(axes))
    said = words("matrix.low", labels=listed(low, words)) if low else words("matrix.none")
    return f"{both} {said}"
