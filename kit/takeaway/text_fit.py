"""How much of a text fits on a page or a slide, without asking a font.

Arial is asked for, and not every machine has it: widths are those of the widest font that may stand
in for it, regular or bold, and lines are as high as in the tallest. So a text that is found to fit
does, and one that is cut may lose a few words more than it had to.
"""

import re
import unicodedata
from collections.abc import Callable

from kit.charts.markup import held

# The height of a line in ems, in Noto Sans.
LINE = 1.37

# In ems, rounded up: the widest of DejaVu Sans, Noto Sans, Arial and Roboto Condensed, or of their
# bold type if that is more, divided by what bold adds. Latin letters with marks are as wide as
# those without.
_BY_WIDTH = {
    0.3: "ijl'",
    0.35: " I,.:;‘’·",
    0.43: "frt-/\\()[]!",
    0.56: 'Jcsz*|"`',
    0.6: "kvxy“”–",
    0.69: "ABEKPSVXYZ",
    0.75: "CRUħ¤¶",
    0.84: "wŵ&+<=>^~#−×±÷¬",
    0.98: "MmĦŉ%¼½¾",
    1.03: "WŴÆæœ@©®—…",
    1.1: "Œ",
}
_WIDTHS = {character: width for width, characters in _BY_WIDTH.items() for character in characters}
_NARROWEST, _USUAL, _CAPITAL, _ODD = 0.3, 0.64, 0.79, 1.1
_LATIN = "\u0180"
_WIDEST = "Œ"
_BOLD = 1.15

ELLIPSIS = "…"
# How far back from where the room ends a space is looked for.
_BACK = 30
_JOINER = "\u200d"


def ems(inches: float, points: float, *, bold: bool = False) -> float:
    """Return a width in ems of regular type of a size, in points; less where type is bold."""
    return inches * 72 / points / (_BOLD if bold else 1)


def width(text: str) -> float:
    """Return how wide a text is at most, in ems."""
    return sum(
        _WIDTHS[character] if character in _WIDTHS else _other(character) for character in text
    )


def lines(text: str, room: float, measured: Callable[[str], float] = width) -> int:
    """Return how many lines a text takes at most in a room as wide, in ems or as it is measured.

    Words that are wider are broken.
    """
    return sum(_lines(line, room, measured) for line in text.split("\n"))


def _lines(line: str, room: float, measured: Callable[[str], float]) -> int:
    taken, x = 1, 0.0
    for word in re.findall(r"\s+|\S+", line):
        wide = measured(word)
        if x + wide > room and not word.isspace():
            if x:
                taken, x = taken + 1, 0.0
            if wide > room:
                # Of each line of a broken word, a character's width may be left empty.
                odd = measured(_WIDEST)
                broken, wide = divmod(wide, max(room - odd, odd))
                taken += int(broken)
        x = min(x + wide, room)
    return taken


def _other(character: str) -> float:
    if character >= _LATIN:
        return _ODD
    return _CAPITAL if character.isupper() else _USUAL


def fitted(text: str, inches: float, points: float, most: int, *, bold: bool = False) -> str:
    """Return what of a text fits in at most so many lines, with an ellipsis where something is cut.

    A line is so many inches wide, and the type has so many points.
    """
    whole = held(text)
    room = ems(inches, points, bold=bold)
    # No character is narrower than the narrowest: what lies beyond never fits.
    start = whole[: int(most * room / _NARROWEST) + 1]
    if start == whole and lines(whole, room) <= most:
        return whole
    low, high = 0, len(start)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(_cut(start, middle), room) <= most:
            low = middle
        else:
            high = middle - 1
    space = max(start.rfind(gap, max(low - _BACK, 0), low) for gap in " \n")
    return _cut(start, _between_characters(start, space if start[: max(space, 0)].strip() else low))


def _cut(text: str, length: int) -> str:
    kept = text[:length].rstrip()
    return f"{kept} {ELLIPSIS}" if kept else ELLIPSIS


def _between_characters(text: str, place: int) -> int:
    """Move a place back to where no character is cut from what it is joined with or marked by."""
    while 0 < place < len(text) and (_joined(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    return place


def _joined(character: str) -> bool:
    # Accents, variation selectors, joiners, and the tones of skin.
    return (
        unicodedata.category(character) in {"Mn", "Me", "Cf"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
