"""The cells of a spreadsheet file as text: how many there may be, how long, and what they hold."""

import re
from collections.abc import Mapping

import attrs

MOST_ROWS = 10_000
MOST_COLUMNS = 500
LONGEST_CELL = 1_000

# Titles, dates and codes of questions may stand above the header.
FIRST_ROWS = 20

# By row and column, both from 1, as spreadsheets count; what is blank is not there.
Cells = Mapping[int, str]
Rows = dict[int, dict[int, str]]


class Formula(str):
    """A formula as it is written; other text may begin with "=", too."""

    __slots__ = ()


@attrs.frozen
class Table:
    """A table of a file: a worksheet, or all of a text file.

    Attributes
    ----------
    rows
        What is in it.
    name
        Of the worksheet, or of the file in a zip file; "" where there is none.
    hidden
        The rows that whoever opens the file does not see: hidden or filtered away, or all of them
        where the worksheet is hidden.
    formulas
        How many cells have the value that a formula left.
    """

    rows: Rows
    name: str = ""
    hidden: frozenset[int] = frozenset()
    formulas: int = 0


class NotATableError(ValueError):
    """The file cannot be read as a table; the message is a key of words.toml."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.values = {name: str(value) for name, value in values.items()}


def cell(row: int, column: int) -> str:
    """Name a cell as spreadsheets do.

    Examples
    --------
    >>> cell(7, 3), cell(1, 28)
    ('C7', 'AB1')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def keep(rows: Rows, row: int, column: int, text: str) -> None:
    """Put a text, unless it is blank, into a cell.

    Raises
    ------
    NotATableError
        If the cell is beyond what a table may have.
    """
    if not text or text.isspace():
        return
    if not (0 < row <= MOST_ROWS and column <= MOST_COLUMNS):
        raise NotATableError("fault.size")
    rows.setdefault(row, {})[column] = text


def short(text: str, longest: int) -> str:
    """Return what is kept of a cell's text; what is longer ends in "…"."""
    # Nobody's rating is as long as that, but her remarks may be.
    return text if len(text) <= longest else f"{text[:longest]}…"


def mended(text: str) -> str:
    """Return a text with the letters that reading UTF-8 as another encoding has split.

    Examples
    --------
    >>> mended("2 â€“ pÃ¥bÃ¶rjat"), mended("2 ‚Äì p√•b√∂rjat"), mended("São Paulo, â la carte")
    ('2 – påbörjat', '2 – påbörjat', 'São Paulo, â la carte')
    """
    if any(first in text for first in _FIRST_OF_SPLIT):
        return _SPLIT.sub(lambda match: _WHOLE.get(match[0], match[0]), text)
    return text


def _split(character: str, encoding: str) -> str:
    """Split a character as programs do: what an encoding leaves undefined stays the byte it was."""
    return "".join(
        bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in character.encode()
    )


# Letters and marks of western Europe. No language writes what they are split into.
_WHOLE = {
    _split(character, encoding): character
    for character in map(chr, (*range(0xA0, 0x100), *range(0x2010, 0x203B), 0x20AC))
    for encoding in ("cp1252", "latin-1", "mac-roman")
}
_FIRST_OF_SPLIT = sorted({split[0] for split in _WHOLE})
_BEGUN = "|".join(sorted({re.escape(split[:-1]) for split in _WHOLE}))
_ENDED = "".join(sorted({re.escape(split[-1]) for split in _WHOLE}))
_SPLIT = re.compile(f"(?:{_BEGUN})[{_ENDED}]")
