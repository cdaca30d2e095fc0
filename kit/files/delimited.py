"""CSV as rows of text, in whatever encoding and with whatever delimiter it was written."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice

from kit.files.cells import (
    FIRST_ROWS,
    LONGEST_CELL,
    MOST_COLUMNS,
    Cells,
    NotATableError,
    Rows,
    keep,
    mended,
    short,
)

# A delimiter can be said in a first line that Excel does not show.
_SEPARATOR = re.compile(r'"?sep=([;,\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_DELIMITERS = ";,\t"

# How Excel is told that a number is a text: ="4".
_GUARDED = re.compile('="([^"]*)"')

# What is no text shows it here; further down a remark may hold anything.
_BEGINNING = 100
_WHOLE_LETTER = re.compile("[^\0-\x7f\ufffd]")

# What texts in Swedish and English have beside ASCII. Names have other letters, but few.
_OURS = re.compile("[åäöÅÄÖéæøÆØ–’“”]")
_FEW = 3

# What other kinds of text begin with, some of which tools call Excel.
_OTHERS = (
    ("fault.html", re.compile(r"\s*<(?:!doctype|html|head|body|table|meta|div)\b", re.IGNORECASE)),
    ("fault.xml", re.compile(r"\s*<")),
    ("fault.json", re.compile(r'\s*[\[{]\s*(?:[\[{]\s*)?"')),
)


def delimited(content: bytes, score: Callable[[Cells], int]) -> Rows:
    """Read a CSV file; see `spreadsheet.read`."""
    text = mended(_decoded(content))
    if "\0" in text[:_BEGINNING]:
        raise NotATableError("fault.no-table")
    for key, beginning in _OTHERS:
        if beginning.match(text):
            raise NotATableError(key)
    if said := _SEPARATOR.match(text):
        return _rows(text[said.end() :], said[1])
    best = max(_DELIMITERS, key=lambda delimiter: _merit(text, delimiter, score))
    return _rows(text, best)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if encoding := _utf_16(content[: 2 * _BEGINNING]):
        return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-8-sig", errors="replace")
    # A spoilt letter in a remark leaves the other letters whole; in another encoding none would be.
    spoilt, whole = text.count("\ufffd"), len(_WHOLE_LETTER.findall(text))
    if content.startswith(codecs.BOM_UTF8) or spoilt < whole:
        return text
    windows, macintosh = (
        content.decode(encoding, errors="replace") for encoding in ("cp1252", "mac-roman")
    )
    theirs = len(_OURS.findall(macintosh))
    return macintosh if theirs >= max(_FEW, 2 * len(_OURS.findall(windows))) else windows


def _utf_16(beginning: bytes) -> str | None:
    """Return the UTF-16 that an unmarked text is in: nearly every second byte of it is a zero."""
    for encoding, high, low in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        zeros = beginning[high::2].count(0)
        if not beginning[low::2].count(0) and 4 * zeros > 3 * (len(beginning) // 2):
            return encoding
    return None


def _merit(text: str, delimiter: str, score: Callable[[Cells], int]) -> tuple[int, bool, int]:
    """Say how well a delimiter does: by what is known in the header, whether all is read, cells."""
    known = cells = 0
    try:
        for record in islice(_records(text, delimiter), FIRST_ROWS):
            head = {column: cell for column, cell in enumerate(record[:MOST_COLUMNS], 1) if cell}
            known, cells = max((known, cells), (score(head), len(record)))
    except csv.Error:
        return known, False, cells
    return known, True, cells


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    # Strict, because a quotation mark that is never closed would swallow the rows after it.
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if '="' not in text:
        return records
    return ([_unguarded(cell) for cell in record] for record in records)


def _unguarded(cell: str) -> str:
    guarded = _GUARDED.fullmatch(cell)
    return guarded[1] if guarded else cell


def _rows(text: str, delimiter: str) -> Rows:
    rows: Rows = {}
    number = 0
    try:
        for number, record in enumerate(_records(text, delimiter), 1):
            for column, cell in enumerate(record, 1):
                keep(rows, number, column, short(cell, LONGEST_CELL))
    except csv.Error:
        raise NotATableError("fault.quotes", row=number + 1) from None
    return rows
