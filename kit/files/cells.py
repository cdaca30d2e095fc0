"""The cells of a spreadsheet file as text: how many there may be, how long, and what they hold."""

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
        raise NotATableError("fault.size", rows=MOST_ROWS, columns=MOST_COLUMNS)
    rows.setdefault(row, {})[column] = text


def short(text: str, longest: int) -> str:
    """Return what is kept of a cell's text; what is longer ends in "…"."""
    # Nobody's rating is as long as that, but her remarks may be.
    return text if len(text) <= longest else f"{text[:longest]}…"
