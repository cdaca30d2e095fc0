"""The slides: a deck to go on working with, its charts and tables native and editable."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from kit.figures import MINE, OTHERS, Axis, Profile, Table, signed, value_text
from kit.language import Language, day
from kit.takeaway.deck import (
    ABOVE,
    ACCENT,
    QUIET,
    TAGS,
    TEXT,
    TEXT_PLACE,
    Column,
    Deck,
    Run,
    describe,
    put_table,
    write,
)
from kit.takeaway.fitting import fitted, held
from kit.takeaway.report import Priority, Report
from kit.words import Words

# Shown of several equals, and of the times that were kept.
_MOST_LISTED = 3
_MOST_TIMES = 4

_FACTOR_WIDTH = 3.2
_TABLE_WIDTH = 11.83
_POINTS, _AIR = 13, 0.03

# What planned texts have room for, in lines: the aim, what one sees there, and what is typed.
_PLAN_LABEL, _PLAN_POINTS, _PLAN_AIR = 2.9, 16, 0.07
_PLAN_LINES = {"aim": 1, "seen": 5, "first": 4, "who": 2, "when": 2, "sign": 3}

_LONGEST_NAME = 60
_DATELESS = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook always has a date; this one says nothing

_DASHES = {"dash": "dash", "dot": "sysDot", "dashdot": "dashDot"}
_MARKERS = {"square": "square", "diamond": "diamond", "triangle-up": "triangle"}
_STYLES = (
    {"color": MINE.lstrip("#"), "dash": "solid", "marker": "circle", "width": 31750},
    *(
        {
            "color": one["color"].lstrip("#"),
            "dash": _DASHES[one["dash"]],
            "marker": _MARKERS[one["symbol"]],
            "width": 22225,
        }
        for one in OTHERS
    ),
)
# Numbers with one decimal, written as the language writes them (its number in Windows).
_NUMBERS: dict[Language, str] = {"sv": "[$-41D]0.0", "en": "[$-809]0.0"}


def slides(report: Report, words: Words) -> bytes:
    """Write a report as slides.

    Parameters
    ----------
    report
        What is taken along.
    words
        The phrases, which also say the language.
    """
    return _Slides(report, words).to_bytes()
