"""A spreadsheet file, CSV or XLSX, as rows of text, whoever made it."""

import zipfile
from collections.abc import Callable, Iterator, Sequence

from kit.files import xlsx
from kit.files.cells import (
    FIRST_ROWS,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Cells,
    Formula,
    NotATableError,
    Rows,
    Table,
    cell,
)
from kit.files.delimited import delimited

__all__ = [
    "FIRST_ROWS",
    "LARGEST_FILE",
    "LONGEST_CELL",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cells",
    "Formula",
    "NotATableError",
    "Rows",
    "Table",
    "cell",
    "read",
    "worksheets",
]

LARGEST_FILE = 20_000_000

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0"  # Excel's format before 2007, and a workbook behind a password


def read(content: bytes, score: Callable[[Cells], int]) -> Iterator[Table]:
    """Read the tables of a file: that of a CSV file, or one for each worksheet of a workbook.

    Numbers, dates and so on become text: "4", "3.5", "2026-01-01", "TRUE"; so does
    the value that a formula left. One that left none becomes "=...", a `Formula`.

    Parameters
    ----------
    content
        The file: CSV, alone or zipped, or XLSX.
    score
        How much a row looks like the header that is sought; the delimiter of CSV is the one that
        does best by one of the first `FIRST_ROWS` rows.

    Raises
    ------
    NotATableError
        If it is something else, torn, locked, or too large in any way.
    """
    _look_at(content)
    if not content.startswith(_ZIP):
        yield Table(delimited(content, score))
        return
    with xlsx.opened(content) as archive:
        if xlsx.is_workbook(archive):
            yield from xlsx.worksheets(xlsx.Parts(archive, LONGEST_CELL, values=True))
        else:
            yield Table(delimited(archive.read(_only_csv(archive.infolist())), score))


def worksheets(content: bytes, longest: int) -> Iterator[tuple[str, Rows]]:
    """Read the worksheets of a workbook, each with the name on its tab.

    As `read` does, but a formula is "=..." whatever its value.

    Parameters
    ----------
    content
        The file: XLSX.
    longest
        How many characters of a cell are kept, counted as the file has them, which writes a
        carriage return as the seven of "_x000D_"; what is longer ends in "…".

    Raises
    ------
    NotATableError
        If it is something else, torn, locked, or too large in any way.
    """
    _look_at(content)
    if not content.startswith(_ZIP):
        raise NotATableError("fault.no-table")
    with xlsx.opened(content) as archive:
        if not xlsx.is_workbook(archive):
            raise NotATableError("fault.no-table")
        for table in xlsx.worksheets(xlsx.Parts(archive, longest, values=False)):
            yield table.name, table.rows


def _look_at(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise NotATableError("fault.large-file")
    if content.startswith(_OLE):
        raise NotATableError("fault.old-excel")


def _only_csv(members: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the CSV file in a zip file, as Google Forms gives it."""
    if {"mimetype", "content.xml"} <= {member.filename for member in members}:
        raise NotATableError("fault.opendocument")
    found = [member for member in members if member.filename.lower().endswith((".csv", ".tsv"))]
    if len(found) != 1:
        raise NotATableError("fault.no-table")
    if found[0].file_size > LARGEST_FILE:
        raise NotATableError("fault.large-file")
    return found[0]
