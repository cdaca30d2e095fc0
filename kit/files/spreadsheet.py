"""A file with a table, of whatever kind and whoever made it, as rows of text."""

import re
import zipfile
from collections.abc import Callable, Iterator

from kit.files import ods, xlsx
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
from kit.files.statistics import is_statistics, statistics

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
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".sav", ".zsav", ".dta")
_OF_MACOS = re.compile(r"(?:\A|/)(?:__MACOSX/|\._)")

_OLE = b"\xd0\xcf\x11\xe0"
_PICTURE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|.{4}ftyp(?:hei|mif|avif)", re.DOTALL
)

# Files of other kinds, by the keys of what is told about them.
_OTHERS: dict[str, Callable[[bytes], bool]] = {
    "fault.password": lambda content: (
        content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content
    ),
    "fault.old-excel": lambda content: content.startswith(_OLE),
    "fault.pdf": lambda content: content.startswith(b"%PDF-"),
    "fault.picture": lambda content: _PICTURE.match(content) is not None,
    "fault.spss-portable": lambda content: b"SPSS PORT FILE" in content[:200],
}


def read(content: bytes, score: Callable[[Cells], int]) -> Iterator[Table]:
    """Read the tables of a file, one for each worksheet of a workbook, those that are hidden last.

    Numbers, dates and so on become text: "4", "3.5", "2026-01-01", "TRUE"; so does
    the value that a formula left. One that left none becomes "=...", a `Formula`.

    Parameters
    ----------
    content
        The file: CSV, XLSX, ODS, or data of SPSS (.sav, .zsav) or Stata (.dta), one of them or a
        zip file of some.
    score
        How much a row looks like the header that is sought; the delimiter of CSV is the one that
        does best by one of the first `FIRST_ROWS` rows.

    Raises
    ------
    NotATableError
        If it is something else, torn, locked, or too large in any way.
    """
    _look_at(content)
    yield from _tables(content, "", score, xlsx.Allowance(len(content)))


def _tables(
    content: bytes, name: str, score: Callable[[Cells], int], allowance: xlsx.Allowance
) -> Iterator[Table]:
    """Read the tables of a file, which has a name if it comes out of a zip file."""
    if is_statistics(content):
        yield Table(statistics(content), name)
    elif not content.startswith(_ZIP):
        yield Table(delimited(content, score), name)
    else:
        with xlsx.opened(content, allowance) as archive:
            parts = xlsx.Parts(archive, allowance, LONGEST_CELL, values=True)
            if xlsx.is_workbook(archive):
                yield from xlsx.worksheets(parts)
            elif ods.is_open_document(archive):
                yield from ods.worksheets(archive, parts)
            else:
                for member in _to_read(archive.infolist(), within=name):
                    inner = archive.read(member)
                    _look_at(inner)
                    yield from _tables(inner, member.filename, score, allowance)


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
    allowance = xlsx.Allowance(len(content))
    with xlsx.opened(content, allowance) as archive:
        if not xlsx.is_workbook(archive):
            raise NotATableError("fault.no-table")
        for table in xlsx.worksheets(xlsx.Parts(archive, allowance, longest, values=False)):
            yield table.name, table.rows


def _look_at(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise NotATableError("fault.large-file")
    for key, is_one in _OTHERS.items():
        if is_one(content):
            raise NotATableError(key)


def _to_read(members: list[zipfile.ZipInfo], within: str) -> list[zipfile.ZipInfo]:
    """Return the files with tables in a zip file that is not itself within another."""
    if within:
        raise NotATableError("fault.no-table")
    found = [
        member
        for member in members
        if member.filename.lower().endswith(_TABLES) and not _OF_MACOS.search(member.filename)
    ]
    if not found:
        raise NotATableError("fault.no-files")
    if any(member.file_size > LARGEST_FILE for member in found):
        raise NotATableError("fault.large-file")
    return found
