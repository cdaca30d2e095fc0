"""Elements of a page, written so that whatever is no element is text."""

import re
from html import escape

_VOID = {"meta", "br"}
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Half a character, what HTML calls controls, and what no text may hold at all.
_UNFIT = re.compile(r"[\ud800-\udfff\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Markup(str):
    """A piece of a page that is as it should be; every other string is yet to be escaped."""

    __slots__ = ()


def plain(text: str) -> str:
    r"""Return a text as a page can hold it: one kind of line break, "\ufffd" for what cannot be.

    Examples
    --------
    >>> plain("a\r\nb\x0bc\x00d")
    'a\nb\nc\ufffdd'
    """
    return _UNFIT.sub("\ufffd", _BREAKS.sub("\n", text))


def tag(name: str, /, *inside: str, **attributes: str) -> Markup:
    """Write an element; what is inside is escaped unless it is markup already.

    An attribute's name is written with a hyphen for each underscore, and without one at its end.

    Examples
    --------
    >>> tag("p", "1 < 2 ", tag("b", "&"), class_="sum", aria_label='"')
    '<p class="sum" aria-label="&quot;">1 &lt; 2 <b>&amp;</b></p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value))}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{together(*inside)}</{name}>")


def together(*pieces: str) -> Markup:
    """Put pieces side by side; what is no markup yet is escaped."""
    return Markup("".join(one if isinstance(one, Markup) else escape(plain(one)) for one in pieces))
