"""Elements of a page, written so that whatever is no element is text."""

import re
from collections.abc import Sequence
from html import escape

from kit.charts.base import Table

# What XML 1.0 cannot hold (its production 2): most control characters, halves of characters, and
# two that are none.
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")

_VOID = {"meta", "br"}


def legal(text: str) -> str:
    """Return a text with U+FFFD for whatever XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def held(text: str) -> str:
    """Return a text as XML can hold it, with a line feed for each of its lines' ends."""
    return legal(_LINE_ENDS.sub("\n", text))


class Markup(str):
    """A piece of a page that is as it should be; every other string is yet to be escaped."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str) -> Markup:
    """Write an element; what is inside is escaped unless it is markup already.

    An attribute's name is written with a hyphen for each underscore, and without one at its end.

    Examples
    --------
    >>> tag("p", "1 < 2 ", tag("b", "&"), class_="sum", aria_label='"')
    '<p class="sum" aria-label="&quot;">1 &lt; 2 <b>&amp;</b></p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(held(value))}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{together(*inside)}</{name}>")


def together(*pieces: str) -> Markup:
    """Put pieces side by side; what is no markup yet is escaped."""
    return Markup(
        "".join(piece if isinstance(piece, Markup) else escape(held(piece)) for piece in pieces)
    )


def table(name: str, shown: Table, kind: str) -> Markup:
    """Write a table; `name` is an id that nothing else on the page has, `kind` a class of style."""
    rows = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in shown.rows
    ]
    return framed(name, shown.caption, shown.head, [tag("tbody", *rows)], kind)


def framed(
    name: str, caption: str, head: Sequence[str], bodies: Sequence[Markup], kind: str
) -> Markup:
    """Write a table that can be scrolled sideways, also by keyboard, where it is too wide."""
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, id=f"{name}-caption"),
            tag("thead", tag("tr", *(tag("th", cell, scope="col", dir="auto") for cell in head))),
            *bodies,
            class_=kind,
        ),
        class_="scroll",
        role="group",
        tabindex="0",
        aria_labelledby=f"{name}-caption",
    )
