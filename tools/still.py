"""A still picture of a radar as SVG, for whoever sees a lesson before it is run."""

import math
from collections.abc import Sequence
from html import escape

from kit.answers.scores import scores
from kit.charts.base import MINE, Axis, Profile, factor_axes, statement_axes
from kit.classroom.classroom import sample
from kit.classroom.results import factor_spreads, first, medians
from kit.content.course import course
from kit.content.language import known
from kit.content.phrases import Words
from kit.content.regions import example_region, example_regions
from kit.widgets.compare import named

WIDTH, HEIGHT, RADIUS = 560, 400, 130
# Which cell of a lesson has a still picture beside it, where it is not the comparison.
_PICTURED = {"start": "rate-breadth", "class": "sample-board", "plan": "prioritise"}


def pictured(part: str) -> str:
    """Return the id of the cell of a lesson that has a still picture."""
    return _PICTURED.get(part, "compare")


def picture(part: str, language: str, caption: str = "still.caption") -> str:
    """Draw what a lesson is about as SVG: an example region, or the invented class.

    `caption` is the phrase under it.
    """
    words = Words(known(language))
    taught = course()
    if part == "class":
        levels = medians(factor_spreads(taught, first(sample())))
        profile = Profile(words("class.medians"), levels)
        return still(factor_axes(taught.factors, words), profile, words, caption)
    # The plan's example is from the case of lesson 2.
    region = example_region(taught.groups[1].case) if part == "plan" else example_regions()[0]
    name = named(region, words)
    if part in {"whole", "plan", "curious"}:
        profile = Profile(name, scores(region.ratings, taught.factors))
        return still(factor_axes(taught.factors, words), profile, words, caption)
    factors = taught.factors[:1] if part == "start" else taught.group(part).factors
    axes = statement_axes(factors, words)
    return still(axes, Profile(name, region.ratings), words, caption)


def still(axes: Sequence[Axis], profile: Profile, words: Words, caption: str) -> str:
    """Draw one region's radar with the names of its axes, and a caption.

    Colours are readable on white and on black, as nobody knows where the picture will be shown.
    """
    centre = (WIDTH / 2, HEIGHT / 2 - 8)

    def point(place: int, level: float) -> tuple[float, float]:
        angle = 2 * math.pi * place / len(axes)
        reach = RADIUS * level / 5
        return centre[0] + reach * math.sin(angle), centre[1] - reach * math.cos(angle)

    rings = "".join(
        f'<circle cx="{centre[0]:.0f}" cy="{centre[1]:.0f}" r="{RADIUS * level / 5:.0f}"/>'
        for level in range(1, 6)
    )
    spokes = "".join(
        f'<path d="M{centre[0]:.0f} {centre[1]:.0f}L{_pair(point(place, 5))}"/>'
        for place in range(len(axes))
    )
    outline = " ".join(
        _pair(point(place, profile.values[axis.id])) for place, axis in enumerate(axes)
    )
    labels = "".join(
        _label(point(place, 5.5), axis.label, centre[0]) for place, axis in enumerate(axes)
    )
    told = escape(words(caption, region=profile.name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'role="img" font-family="sans-serif" font-size="12" fill="#767676">'
        f"<title>{told}</title>"
        f'<g fill="none" stroke="#8c8c8c">{rings}{spokes}</g>'
        f'<polygon points="{outline}" fill="{MINE}" fill-opacity="0.2" stroke="{MINE}" '
        f'stroke-width="2"/>{labels}'
        f'<text x="{centre[0]:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{told}</text></svg>'
    )


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.0f},{point[1]:.0f}"


def _label(point: tuple[float, float], text: str, middle: float) -> str:
    side = "middle" if abs(point[0] - middle) < 1 else "start" if point[0] > middle else "end"
    x, y = point[0], point[1] + 4
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{side}">{escape(text)}</text>'
