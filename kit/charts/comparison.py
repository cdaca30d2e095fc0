"""Comparing regions: radar, gaps, table and sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from kit.answers.scores import Order, ends, gaps, ordered
from kit.charts.base import (
    MINE,
    MOST_OTHERS,
    OTHERS,
    Axis,
    Figure,
    Profile,
    Table,
    as_written,
    listed,
    said,
    signed_or_none,
    value_or_none,
    value_text,
)
from kit.content.language import Language
from kit.content.phrases import Words

_MINE = {"color": MINE, "dash": "solid", "symbol": "circle"}
_SEPARATORS: dict[Language, str] = {"sv": ",\u00a0", "en": ".,"}


@attrs.frozen
class Comparison:
    """One comparison said four ways."""

    radar: Figure
    gaps: Figure
    table: Table
    sentence: str


def comparison(
    axes: Sequence[Axis],
    mine: Profile,
    others: Sequence[Profile],
    words: Words,
    by: Order = "number",
) -> Comparison:
    """Compare one's own region with up to three others; the gaps are to the first of them.

    All but the sentence are in the order `by`; the gaps, where it is "number", largest first.

    Raises
    ------
    ValueError
        If there are more than three others.
    """
    if len(others) > MOST_OTHERS:
        raise ValueError(f"{len(others)} > {MOST_OTHERS}")
    first = others[0].values if others else {}
    by_id = {axis.id: axis for axis in axes}
    sequence = [by_id[key] for key in ordered(list(by_id), by, mine.values, first)]
    by_gap = [by_id[key] for key in ordered(list(by_id), "gap", mine.values, first)]
    return Comparison(
        radar=radar(sequence, mine, others, words.language),
        gaps=gap_plot(by_gap if by == "number" and others else sequence, mine, others, words),
        table=table(sequence, mine, others, words),
        sentence=sentence(axes, mine, others, words),
    )


def radar(
    axes: Sequence[Axis], mine: Profile, others: Sequence[Profile], language: Language
) -> Figure:
    """Draw a radar: one's own region filled, the others as lines.

    The radial axis runs from 0 to 5 whatever the values, and each polygon is closed. Where a value
    is missing the line is broken; an area is never reported. Values are drawn as they are written,
    for plotly has a rule of its own for what it would have to round.
    """
    angles = [360 * place / len(axes) for place in range(len(axes))]
    layout = {
        "separators": _SEPARATORS[language],
        "showlegend": bool(others),
        "polar": {
            "radialaxis": {
                "range": [0, 5],
                "tickvals": [1, 2, 3, 4, 5],
                "angle": 90,
                "tickangle": 90,
            },
            "angularaxis": {
                "direction": "clockwise",
                "rotation": 90,
                "tickvals": angles,
                "ticktext": [axis.around for axis in axes],
            },
        },
    }
    data = []
    for place, (profile, style) in enumerate(_styled(mine, others)):
        written = as_written(profile.values)
        values = [written.get(axis.id) for axis in axes]
        data.append(
            {
                "type": "scatterpolar",
                "name": profile.name,
                "r": [*values, values[0]],
                "theta": [*angles, angles[0]],
                "mode": "lines+markers",
                "connectgaps": False,
                "fill": "none" if place or None in values else "toself",
                "fillcolor": "rgba(0, 114, 178, 0.15)",
                "line": {"color": style["color"], "dash": style["dash"], "width": 2},
                "marker": {"color": style["color"], "symbol": style["symbol"], "size": 9},
                "text": [axis.label for axis in (*axes, axes[0])],
                "hovertemplate": f"{said(profile.name)}<br>%{{text}}: %{{r:.1~f}}<extra></extra>",
            }
        )
    return {"data": data, "layout": layout}


def gap_plot(
    axes: Sequence[Axis], mine: Profile, others: Sequence[Profile], words: Words
) -> Figure:
    """Draw dots on a common scale, a row for each axis, the first row at the top."""
    layout = {
        "separators": _SEPARATORS[words.language],
        "showlegend": bool(others),
        "xaxis": {
            "range": [0.7, 5.3],
            "tickvals": [1, 2, 3, 4, 5],
            "title": {"text": words("scale.axis")},
            "zeroline": False,
        },
        "yaxis": {
            "tickvals": list(range(len(axes))),
            "ticktext": [axis.label for axis in axes],
            "range": [len(axes) - 0.5, -0.5],
            "zeroline": False,
        },
    }
    data = []
    for profile, style in _styled(mine, others):
        written = as_written(profile.values)
        rows = [row for row, axis in enumerate(axes) if axis.id in profile.values]
        data.append(
            {
                "type": "scatter",
                "name": profile.name,
                "x": [written[axes[row].id] for row in rows],
                "y": rows,
                "mode": "markers",
                "marker": {"color": style["color"], "symbol": style["symbol"], "size": 12},
                "text": [axes[row].label for row in rows],
                "hovertemplate": f"{said(profile.name)}<br>%{{text}}: %{{x:.1~f}}<extra></extra>",
            }
        )
    return {"data": data, "layout": layout}


def table(axes: Sequence[Axis], mine: Profile, others: Sequence[Profile], words: Words) -> Table:
    """Write the values as a table, and the gap to the first of the others."""
    profiles = (mine, *others)
    head = [words("table.what"), *(profile.name for profile in profiles)]
    rows = [
        [
            axis.numbered,
            *(value_or_none(profile.values.get(axis.id), words) for profile in profiles),
        ]
        for axis in axes
    ]
    if others:
        head.append(words("table.gap", region=others[0].name))
        leads = {gap.id: gap.difference for gap in gaps(mine.values, others[0].values)}
        for axis, row in zip(axes, rows, strict=True):
            row.append(signed_or_none(leads.get(axis.id), words))
    return Table(words("table.caption"), tuple(head), tuple(map(tuple, rows)))


def sentence(axes: Sequence[Axis], mine: Profile, others: Sequence[Profile], words: Words) -> str:
    """Say what a comparison shows."""
    labels = {axis.id: axis.label for axis in axes}
    written = as_written(mine.values)
    rated = {axis.id: written[axis.id] for axis in axes if axis.id in written}
    if not rated:
        return words("sentence.nothing")
    parts = [words("sentence.rated", n=len(rated), of=len(axes))]
    high, low = ends(rated)
    if high == low:
        parts.append(words("sentence.even", value=value_text(rated[high[0]], words.language)))
    else:
        parts.append(
            words(
                "sentence.range",
                high=listed([labels[key] for key in high], words),
                top=value_text(rated[high[0]], words.language),
                low=listed([labels[key] for key in low], words),
                bottom=value_text(rated[low[0]], words.language),
            )
        )
    parts += [_lead(gaps(rated, profile.values), profile.name, labels, words) for profile in others]
    return " ".join(parts)


def _lead(found: Sequence[Any], name: str, labels: Mapping[str, str], words: Words) -> str:
    if not found:
        return words("sentence.apart", region=name)
    ahead = sum(gap.difference > 0 for gap in found)
    level = sum(gap.difference == 0 for gap in found)
    said = words("sentence.against", region=name, ahead=ahead, level=level, of=len(found))
    widest = found[0]
    if widest.difference > 0:
        said += " " + words(
            "sentence.widest",
            label=labels[widest.id],
            steps=value_text(widest.difference, words.language),
        )
    return said


def _styled(mine: Profile, others: Sequence[Profile]) -> list[tuple[Profile, dict[str, str]]]:
    return [(mine, _MINE), *zip(others, OTHERS, strict=False)]
