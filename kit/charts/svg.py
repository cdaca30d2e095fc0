"""Charts as SVG for a page: a radar, and importance against level. Their text is text.

Ink and grid take their colours from the page; regions differ in colour, dash and marker as in
`comparison`. The names of the axes have a class of their own, so that a narrow page can leave them
out and keep the numbers.
"""

import math
from collections.abc import Mapping, Sequence

from kit.answers.priorities import Standing
from kit.charts.base import MINE, OTHERS, Axis, Profile, wrapped
from kit.charts.markup import Markup, tag, together
from kit.content.phrases import Words

# Around a radar there is room for the longest names in a wide font, or a tall one: whichever
# the reader has is not known.
_WIDTH, _HEIGHT, _RADIUS, _LINE = 700, 460, 170, 18
_MIDDLE = (_WIDTH / 2, _HEIGHT / 2)

STYLES: tuple[Mapping[str, str], ...] = (
    {"color": MINE, "dash": "solid", "symbol": "circle"},
    *OTHERS,
)
_DASHES = {"solid": "none", "dash": "10 6", "dot": "2 5", "dashdot": "10 5 2 5"}
_SHAPES = {
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "square": "M-4.5-4.5h9v9h-9z",
    "diamond": "M0-6.5L6.5 0L0 6.5L-6.5 0z",
    "triangle-up": "M0-6.5L6 5H-6z",
}

# The matrix: a step of one level, and one of importance, in the chart's own units.
_ACROSS, _UP, _LEFT, _TOP = 125, 92, 50, 126
# How far above its point a number may stand, where others are near.
_ABOVE = (12, 41, 70)


def radar_figure(
    name: str, axes: Sequence[Axis], profiles: Sequence[Profile], words: Words
) -> Markup:
    """Return a radar with its legend below it."""
    legend = [
        tag("li", swatch(style), tag("span", profile.name, dir="auto"))
        for profile, style in zip(profiles, STYLES, strict=False)
    ]
    return tag("figure", radar(name, axes, profiles, words), tag("ul", *legend, class_="legend"))


def radar(name: str, axes: Sequence[Axis], profiles: Sequence[Profile], words: Words) -> Markup:
    """Draw a radar: the first profile filled, at most three others as lines.

    The scale runs from 0 to 5 whatever the values. Where a value is missing the line is broken and
    nothing is filled. The name is an id that nothing else on the page has.
    """
    rings = [
        tag("circle", cx=_n(_MIDDLE[0]), cy=_n(_MIDDLE[1]), r=_n(_RADIUS * level / 5))
        for level in range(1, 6)
    ]
    spokes = [
        tag("path", d=f"M{_pair(_MIDDLE)}L{_pair(_point(place, 5, len(axes)))}")
        for place in range(len(axes))
    ]
    ticks = [
        tag("text", str(level), x=_n(_MIDDLE[0] + 4), y=_n(_MIDDLE[1] - _RADIUS * level / 5 + 15))
        for level in range(6)
    ]
    lines = [
        _line(axes, profile, style, filled=not place)
        for place, (profile, style) in enumerate(zip(profiles, STYLES, strict=False))
    ]
    return _picture(
        name,
        (_WIDTH, _HEIGHT),
        words("takeaway.page-radar", names=", ".join(profile.name for profile in profiles)),
        words("takeaway.page-radar-about"),
        tag("g", *rings, *spokes, class_="grid"),
        *lines,
        tag("g", *ticks, class_="ticks"),
        *(_label(place, axis, len(axes)) for place, axis in enumerate(axes)),
        class_="chart radar",
    )


def swatch(style: Mapping[str, str]) -> Markup:
    """Draw a piece of a profile's line, for the legend."""
    return tag(
        "svg",
        tag("path", d="M1 9H41", fill="none", **_stroke(style)),
        tag("path", d=_SHAPES[style["symbol"]], fill=style["color"], transform="translate(21 9)"),
        viewBox="0 0 42 18",
        width="42",
        height="18",
        aria_hidden="true",
    )


def matrix(name: str, axes: Sequence[Axis], standings: Sequence[Standing], words: Words) -> Markup:
    """Draw each factor as a point by its level (across) and its importance (up).

    On the dashed line importance and level are the same. Factors in one place share a point. The
    name is an id that nothing else on the page has.
    """
    right, bottom = _LEFT + 4 * _ACROSS, _TOP + 4 * _UP
    width, height = right + _LEFT, bottom + 70
    grid = [
        tag("path", d=f"M{_n(_LEFT)} {_n(y)}H{_n(right)}M{_n(x)} {_n(_TOP)}V{_n(bottom)}")
        for x, y in (_spot(level, level) for level in range(1, 6))
    ]
    ticks = [
        text
        for level in range(1, 6)
        for text in (
            tag("text", str(level), x=_n(_LEFT - 22), y=_n(_spot(1, level)[1] + 5)),
            tag(
                "text",
                str(level),
                x=_n(_spot(level, 1)[0]),
                y=_n(bottom + 30),
                text_anchor="middle",
            ),
        )
    ]
    return _picture(
        name,
        (width, height),
        words("takeaway.page-matrix"),
        words("takeaway.page-matrix-about"),
        tag("g", *grid, class_="grid"),
        tag("path", d=f"M{_n(_LEFT)} {_n(bottom)}L{_n(right)} {_n(_TOP)}", class_="even"),
        tag("g", *ticks, class_="ticks"),
        tag("text", words("takeaway.page-importance-axis"), x="8", y="26"),
        tag("text", words("scale.axis"), x=_n(width - 8), y=_n(height - 8), text_anchor="end"),
        *_points({axis.id: axis.number for axis in axes}, standings),
    )


def _points(numbers: Mapping[str, str], standings: Sequence[Standing]) -> list[Markup]:
    shared: dict[tuple[int, float], list[str]] = {}
    for standing in standings:
        shared.setdefault((standing.importance, standing.level), []).append(numbers[standing.id])
    drawn = []
    ends: dict[tuple[int, int], float] = {}
    for (importance, level), found in sorted(shared.items()):
        x, y = _spot(level, importance)
        text = ", ".join(sorted(found, key=int))
        # As wide as on a narrow page, where letters are larger.
        half = 7.5 * len(text) + 2
        free = [offset for offset in _ABOVE if ends.get((importance, offset), 0) <= x - half]
        above = free[0] if free else min(_ABOVE, key=lambda offset: ends[importance, offset])
        ends[importance, above] = x + half
        drawn += [
            tag("circle", cx=_n(x), cy=_n(y), r="6", fill=MINE),
            tag("text", text, x=_n(x), y=_n(y - above), text_anchor="middle", class_="number"),
        ]
    return drawn


def _spot(level: float, importance: float) -> tuple[float, float]:
    return _LEFT + (level - 1) * _ACROSS, _TOP + (5 - importance) * _UP


def _picture(
    name: str, size: tuple[int, int], title: str, about: str, *inside: Markup, class_: str = "chart"
) -> Markup:
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", about, id=f"{name}-about"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size[0]} {size[1]}",
        role="img",
        aria_labelledby=f"{name}-title {name}-about",
        class_=class_,
    )


def _point(place: int, level: float, axes: int) -> tuple[float, float]:
    angle = 2 * math.pi * place / axes
    reach = _RADIUS * level / 5
    return _MIDDLE[0] + reach * math.sin(angle), _MIDDLE[1] - reach * math.cos(angle)


def _line(
    axes: Sequence[Axis], profile: Profile, style: Mapping[str, str], *, filled: bool
) -> Markup:
    values = [profile.values.get(axis.id) for axis in axes]
    points = [
        None if value is None else _point(place, value, len(axes))
        for place, value in enumerate(values)
    ]
    whole = None not in points
    path = ""
    for before, point in zip((points[-1], *points), (*points, points[0]), strict=False):
        if point is not None:
            path += ("L" if before is not None and path else "M") + _pair(point)
    area = {"fill": style["color"], "fill_opacity": "0.15"} if filled and whole else {}
    return tag(
        "g",
        tag("path", d=path, **{"fill": "none", **area}, **_stroke(style)),
        *(
            tag(
                "path",
                d=_SHAPES[style["symbol"]],
                fill=style["color"],
                transform=f"translate({_pair(point)})",
            )
            for point in points
            if point is not None
        ),
    )


def _stroke(style: Mapping[str, str]) -> dict[str, str]:
    return {
        "stroke": style["color"],
        "stroke_width": "2.5",
        "stroke_linejoin": "round",
        "stroke_dasharray": _DASHES[style["dash"]],
    }


def _label(place: int, axis: Axis, axes: int) -> Markup:
    x, y = _point(place, 5.5, axes)
    aside = x - _MIDDLE[0]
    anchor = "middle" if abs(aside) < 1 else "start" if aside > 0 else "end"
    lines = wrapped(axis.label).split("<br>")
    # Above the chart lines grow upwards, below it downwards, beside it both ways.
    upwards = (_MIDDLE[1] - y) / (_RADIUS * 1.1) / 2 + 0.5
    y += 5 - upwards * (len(lines) - 1) * _LINE
    first = together(
        tag("tspan", axis.number, class_="number"), tag("tspan", f" {lines[0]}", class_="name")
    )
    rest = [tag("tspan", line, x=_n(x), dy=_n(_LINE), class_="name") for line in lines[1:]]
    return tag("text", first, *rest, x=_n(x), y=_n(y), text_anchor=anchor)


def _pair(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(value: float) -> str:
    """Write a coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
