"""How values changed between two times: slopes, and the table and the sentence that say the same.

Everything is told from values as they are written, with one decimal: so a change too small to be
written is no change, in the chart as in the table and the sentence.
"""

import textwrap
from collections.abc import Mapping, Sequence
from html import escape

import attrs

from kit.answers.scores import difference
from kit.charts.base import (
    MINE,
    OTHERS,
    WRAP_AT,
    Axis,
    Figure,
    Table,
    listed,
    signed_or_none,
    value_or_none,
    value_text,
)
from kit.content.language import rounded
from kit.content.phrases import Words

# A learner names a time herself: a word too long for a chart is broken, and too many lines are cut.
_LONGEST_WORD, _MOST_LINES = 18, 6

# A line's phrase and looks, by the sign of the change.
_WAYS = {
    1: ("change.rises", {"color": MINE, "dash": "solid", "symbol": "triangle-up"}),
    -1: ("change.falls", {"color": OTHERS[0]["color"], "dash": "dash", "symbol": "triangle-down"}),
    0: ("change.unchanged", {"color": OTHERS[2]["color"], "dash": "dot", "symbol": "circle"}),
}


@attrs.frozen
class Move:
    """The value of one thing at two times, each from 1 to 5 and as it is written."""

    axis: Axis
    before: float
    after: float

    @property
    def change(self) -> float:
        """How much it rose; below 0, how much it fell."""
        return difference(self.after, self.before)

    @property
    def sign(self) -> int:
        """1 where it rose, -1 where it fell, 0 where it did not change."""
        return (self.change > 0) - (self.change < 0)


def moves(
    axes: Sequence[Axis], before: Mapping[str, float], after: Mapping[str, float]
) -> list[Move]:
    """Return how everything moved that has a value at both times, in the order of the axes."""
    return [
        Move(axis, rounded(before[axis.id]), rounded(after[axis.id]))
        for axis in axes
        if axis.id in before and axis.id in after
    ]


def slopes(
    axes: Sequence[Axis],
    before: Mapping[str, float],
    after: Mapping[str, float],
    names: tuple[str, str],
    words: Words,
) -> Figure:
    """Draw a line for each axis from its value at one time to its value at another.

    Each line has its name at both ends, as an annotation with the axis's id for its own name. They
    stand in the order from the top in which lines cross least: by the value, then by the value at
    the other end. The page moves them apart, as it knows the room and the font. What lacks a value
    has no line.
    """
    found = moves(axes, before, after)
    data = [
        _lines([move for move in found if move.sign == sign], words, key, style)
        for sign, (key, style) in _WAYS.items()
    ]
    left = [
        _name(move.axis, 0, move.before, "right")
        for move in sorted(found, key=lambda move: (-move.before, -move.after))
    ]
    right = [
        _name(move.axis, 1, move.after, "left")
        for move in sorted(found, key=lambda move: (-move.after, -move.before))
    ]
    layout = {
        "showlegend": True,
        "xaxis": {
            "range": [0, 1],
            "tickvals": [0, 1],
            "ticktext": [_broken(name) for name in names],
            "zeroline": False,
        },
        "yaxis": {
            "range": [1, 5],
            "tickvals": [1, 2, 3, 4, 5],
            "title": {"text": words("scale.axis")},
            "zeroline": False,
        },
        "annotations": [*left, *right],
    }
    return {"data": data, "layout": layout}


def _lines(
    found: Sequence[Move], words: Words, key: str, style: Mapping[str, str]
) -> dict[str, object]:
    language = words.language
    said = [
        f"{move.axis.label}: {value_text(move.before, language)}"
        f" → {value_text(move.after, language)}"
        for move in found
    ]
    return {
        "type": "scatter",
        "name": words(key, n=len(found)),
        # A gap after each line parts it from the next.
        "x": [0, 1, None] * len(found),
        "y": [value for move in found for value in (move.before, move.after, None)],
        "mode": "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": style["color"], "dash": style["dash"], "width": 2},
        "marker": {"color": style["color"], "symbol": style["symbol"], "size": 10},
        "text": [text for line in said for text in (line, line, "")],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _name(axis: Axis, x: int, y: float, anchor: str) -> dict[str, object]:
    return {
        "name": axis.id,
        "text": axis.label,
        "x": x,
        "y": y,
        "xanchor": anchor,
        "showarrow": False,
    }


def _broken(name: str) -> str:
    """Break a name into lines; plotly takes some markup for its own, and here it is none."""
    lines = textwrap.wrap(
        " ".join(textwrap.wrap(name, _LONGEST_WORD)),
        WRAP_AT,
        break_long_words=False,
        break_on_hyphens=False,
        max_lines=_MOST_LINES,
        placeholder=" …",
    )
    return "<br>".join(escape(line, quote=False) for line in lines)


def change_table(
    axes: Sequence[Axis],
    before: Mapping[str, float],
    after: Mapping[str, float],
    names: tuple[str, str],
    words: Words,
) -> Table:
    """Write the values at two times, and how each changed."""
    first, last = names
    changes = {move.axis.id: move.change for move in moves(axes, before, after)}
    rows = tuple(
        (
            axis.numbered,
            value_or_none(before.get(axis.id), words),
            value_or_none(after.get(axis.id), words),
            signed_or_none(changes.get(axis.id), words),
        )
        for axis in axes
    )
    head = (words("table.what"), first, last, words("change.column"))
    return Table(words("change.caption", first=first, last=last), head, rows)


def change_sentence(  # noqa: PLR0913
    axes: Sequence[Axis],
    before: Mapping[str, float],
    after: Mapping[str, float],
    names: tuple[str, str],
    words: Words,
    *,
    phrases: str = "change",
    more: Sequence[str] = (),
) -> str:
    """Say how many values rose and fell from one time to another, and which did so most.

    `phrases` is the section of words.toml that calls the values by their name; `more` is what else
    is said of them, if anything can be.
    """
    first, last = names
    found = moves(axes, before, after)
    if not found:
        return words(f"{phrases}.nothing", first=first, last=last)
    up, down, level = counts(found)
    parts = [
        words(f"{phrases}.moved", first=first, last=last, up=up, down=down, level=level),
        *_furthest(found, words),
        *more,
    ]
    moved = {move.axis.id for move in found}
    if left := [axis.label for axis in axes if axis.id not in moved]:
        parts.append(words(f"{phrases}.left-out", labels=listed(left, words)))
    return " ".join(parts)


def counts(found: Sequence[Move]) -> tuple[int, int, int]:
    """Return how many rose, how many fell and how many did not change."""
    up, down = (sum(move.sign == sign for move in found) for sign in (1, -1))
    return up, down, len(found) - up - down


def _furthest(found: Sequence[Move], words: Words) -> list[str]:
    """Say what rose most and what fell most, where anything did."""
    said = []
    for way, sign in (("rose", 1), ("fell", -1)):
        most = max(sign * move.change for move in found)
        if most > 0:
            labels = [move.axis.label for move in found if sign * move.change == most]
            steps = value_text(most, words.language)
            said.append(words(f"change.{way}-most", labels=listed(labels, words), steps=steps))
    return said
