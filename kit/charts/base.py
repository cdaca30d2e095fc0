"""What all charts share: axes, profiles and tables as plain values, and how values are written.

A figure is plain values, `data` and `layout`, as plotly.js takes them: plotly's own Python classes
would cost every seat 15 MB to build what the browser draws. Tests hold each against those classes.

Colours are Okabe and Ito's, the last two darkened to stand out on white and on the area drawn for
one's own region; regions differ in dash and marker as well. Text and grid take their colour from
the page, where the theme is known.
"""

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import attrs

from kit.content.course import Factor
from kit.content.language import Language, number, rounded
from kit.content.phrases import Words

Figure = dict[str, Any]

MOST_OTHERS = 3
WRAP_AT = 12

MINE = "#0072B2"
OTHERS = (
    {"color": "#D55E00", "dash": "dash", "symbol": "square"},
    {"color": "#008F68", "dash": "dot", "symbol": "diamond"},
    {"color": "#8F5D9E", "dash": "dashdot", "symbol": "triangle-up"},
)


@attrs.frozen
class Axis:
    """A factor or a statement: its number such as "3.2", and a label of at most 18 characters."""

    id: str
    number: str
    label: str

    @property
    def numbered(self) -> str:
        """The label after its number."""
        return f"{self.number} {self.label}"

    @property
    def around(self) -> str:
        """The label after its number, which stands beside the first word, around a radar."""
        return wrapped(f"{self.number}\u00a0{self.label}", WRAP_AT + 2)


def factor_axes(factors: Sequence[Factor], words: Words) -> list[Axis]:
    """Return an axis for each factor."""
    return [Axis(factor.id, str(factor.number), factor.label[words.language]) for factor in factors]


def statement_axes(factors: Sequence[Factor], words: Words) -> list[Axis]:
    """Return an axis for each statement, numbered as on screen: 3.2 is the second of factor 3."""
    return [
        Axis(statement.id, f"{factor.number}.{place}", statement.label[words.language])
        for factor in factors
        for place, statement in enumerate(factor.statements, start=1)
    ]


@attrs.frozen
class Profile:
    """One region's values, each from 1 to 5, by factor or statement id."""

    name: str
    values: Mapping[str, float]


@attrs.frozen
class Table:
    """A table as plain text: a caption, header cells, and rows that begin with a header cell."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def wrapped(label: str, at: int = WRAP_AT) -> str:
    """Break a label into lines short enough to stand around a radar."""
    return "<br>".join(textwrap.wrap(label, at, break_long_words=False, break_on_hyphens=False))


def said(name: str) -> str:
    """Return a name as plotly shows it as it is: it reads markup, and fills %{braces}."""
    return escape(name, quote=False).replace("%{", "%&#123;")


def as_written(values: Mapping[str, float]) -> dict[str, float]:
    """Return values as `value_text` writes them, to tell which are equal, higher and lower."""
    return {key: rounded(value) for key, value in values.items()}


def value_text(value: float, language: Language) -> str:
    """Write a value with one decimal, unless it is whole."""
    near = rounded(value)
    return number(near, language, 0 if near == int(near) else 1)


def value_or_none(value: float | None, words: Words) -> str:
    """Write a value as `value_text` does, or say that there is none."""
    return words("table.none") if value is None else value_text(value, words.language)


def signed(value: float, language: Language, decimals: int | None = None) -> str:
    """Write a difference with its sign; decimals as `value_text`, or as given.

    Examples
    --------
    >>> signed(1.25, "en"), signed(-1.25, "en"), signed(-0.04, "en")
    ('+1.3', '-1.3', '0')
    """
    if decimals is None:
        written, near = value_text(value, language), rounded(value)
    else:
        written, near = number(value, language, decimals), rounded(value, decimals)
    return f"+{written}" if near > 0 else written


def signed_or_none(value: float | None, words: Words) -> str:
    """Write a difference as `signed` does, or say that there is none."""
    return words("table.none") if value is None else signed(value, words.language)


def listed(labels: Sequence[str], words: Words) -> str:
    """List labels in a sentence; a long list is cut, and says how many more there are."""
    shown = [f"”{label}”" if words.language == "sv" else f"‘{label}’" for label in labels[:3]]
    if len(labels) > len(shown):
        return words("sentence.more", labels=", ".join(shown), n=len(labels) - len(shown))
    if len(shown) == 1:
        return shown[0]
    return words("sentence.and", labels=", ".join(shown[:-1]), last=shown[-1])
