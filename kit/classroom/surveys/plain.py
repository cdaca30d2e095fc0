"""A stranger's text as it is compared, whatever tools and encodings have done to it."""

import html
import re
import unicodedata
from contextlib import suppress

from kit.content.language import LANGUAGES, Text, tidied
from kit.files.spreadsheet import LONGEST_CELL

# What Unicode calls formatting (Cf), and the accents that follow their letters.
_UNSEEN = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_ACCENT = re.compile("[\u0300-\u036f]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
# What UTF-8 looks like to somebody who takes it for Windows-1252 or Mac Roman.
_GARBLED = re.compile("[ÃÂ√]|â€|‚Ä")
_UNMENDED = re.compile(r"(?:â€|‚Ä)[^a-z]", re.IGNORECASE)
# Letters that are written as two where a keyboard or an old system lacks them.
_TWO = (("aa", "a"), ("ae", "a"), ("oe", "o"))
_ALONE = str.maketrans({"ø": "o", "æ": "a", "ß": "ss"})
_WORD = re.compile("[a-z0-9]+")
LOST = re.compile("[?_\ufffd]")


def both(text: Text) -> tuple[str, ...]:
    """Return a text in both languages."""
    return tuple(text[language] for language in LANGUAGES)


def plain(text: str) -> str:
    """Return a text as it is compared: without marks unseen, with one kind of dash."""
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    # One letter may become eighteen.
    return tidied(text)[:LONGEST_CELL].translate(_DASHES)


def clean(text: str) -> str:
    r"""Return a text without markup, its letters mended where an encoding was mistaken.

    Examples
    --------
    >>> clean("<b>N&auml;r</b><br>den"), clean("hÃ¥ller")
    ('När\nden', 'håller')
    """
    if "<" in text:
        # What is markup alone says something, if not to us.
        text = _TAG.sub("", _BREAK.sub("\n", text)).strip() or text
    if "&" in text:
        text = html.unescape(text)
    if _GARBLED.search(text):
        text = _mended(text)
    return text.strip()


def _mended(text: str) -> str:
    for encoding in ("cp1252", "mac_roman"):
        with suppress(UnicodeError):
            return text.encode(encoding).decode()
    return _UNMENDED.sub(" ", text)


def words(text: str) -> list[str]:
    """Return a text's words in the letters a to z and digits alone.

    Examples
    --------
    >>> words("Läge och resurser") == words("laege och RESURSER.")
    True
    """
    letters = unicodedata.normalize("NFKD", plain(text).translate(_ALONE))
    if not letters.isascii():
        letters = _ACCENT.sub("", letters)
    for pair, letter in _TWO:
        letters = letters.replace(pair, letter)
    return _WORD.findall(letters)


def joined(text: str) -> str:
    """Return a text's words with one blank between them."""
    return " ".join(words(text))


def without_lost(text: str) -> str:
    """Return of a text the letters that every encoding has: what is left where others were lost."""
    return "".join(re.findall("[a-z0-9]", plain(text)))
