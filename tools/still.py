"""A still picture of a radar as SVG, for whoever sees a lesson before it is run."""

import math
from collections.abc import Sequence
from html import escape

from kit.charts.base import MINE, Axis, Profile
from kit.content.phrases import Words

WIDTH, HEIGHT, RADIUS = 560, 400, 130


def still(axes: Sequence[Axis], profile: Profile, words: Words) -> str:
    """Draw one region's radar with the names of its axes, and how to see one's own.

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
    caption = escape(words("still.caption", region=profile.name))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'role="img" font-family="sans-serif" font-size="12" fill="#767676">'
        f"<title>{caption}</title>"
        f'<g fill="none" stroke="#8c8c8c">{rings}{spokes}</g>'
        f'<polygon points="{outline}" fill="{MINE}" fill-opacity="0.2" stroke="{MINE}" '
        f'stroke-width="2"/>{labels}'
        f'<text x="{centre[0]:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{caption}</text></svg>'
    )


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.0f},{point[1]:.0f}"


def _label(point: tuple[float, float], text: str, middle: float) -> str:
    side = "middle" if abs(point[0] - middle) < 1 else "start" if point[0] > middle else "end"
    x, y = point[0], point[1] + 4
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{side}">{escape(text)}</text>'
