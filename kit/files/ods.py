"""The worksheets of an ODS file, as LibreOffice and others write it, as rows of text."""

import re
import zipfile
from datetime import datetime

from kit.files.cells import (
    MOST_ROWS,
    Formula,
    NotATableError,
    Rows,
    Table,
    keep,
    mended,
    short,
)
from kit.files.xlsx import Parts

_CONTENT = "content.xml"
_COLUMNS = "table:number-columns-repeated"
_MANIFEST = "META-INF/manifest.xml"
_LOCKED = "encrypted-package"

_NUMBERS = {"float", "percentage", "currency"}
_FAILED = ("#", "Err:")
_BLANK = re.compile("[ \t\r\n]+")
_BLANKS = {"tab": "\t", "line-break": "\n"}
# What may stand in a cell or beside the cells, and has texts or tables of its own.
_ASIDE = {"annotation", "shapes", "frame", "custom-shape", "tracked-changes", "dde-links"}

# Cells and rows that are equal are written once, with their number: a few letters could say a table
# of any size.
_REPEATED = 100_000
_REPEATED_PER_ELEMENT = 20


def is_open_document(archive: zipfile.ZipFile) -> bool:
    """Say whether a zip file is an OpenDocument, whatever its name."""
    names = archive.namelist()
    return "mimetype" in names and (_CONTENT in names or _LOCKED in names)


def worksheets(archive: zipfile.ZipFile, parts: Parts) -> list[Table]:
    """Read the worksheets of an ODS file, those that are hidden last."""
    names = archive.namelist()
    if _CONTENT not in names or (
        _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST)
    ):
        raise NotATableError("fault.password")
    book = _Workbook(parts)
    parts.walk(_CONTENT, book.opened, book.closed, book.said)
    if not book.tables:
        raise NotATableError("fault.no-table")
    return [table for unseen in (False, True) for hidden, table in book.tables if hidden == unseen]


class _Workbook:
    """The tables of a workbook, each with whether it is hidden, as its XML tells of them."""

    def __init__(self, parts: Parts) -> None:
        self.tables: list[tuple[bool, Table]] = []
        self._parts = parts
        self._repeats = _REPEATED
        self._aside = 0
        self._style = ""
        self._unseen: set[str] = set()
        self._rows: Rows = {}
        self._hidden: set[int] = set()
        self._formulas = self._row = self._column = 0
        # The attributes of the table, the row and the cell that are open.
        self._of_table: dict[str, str] = {}
        self._of_row: dict[str, str] = {}
        self._of_cell: dict[str, str] = {}
        self._copied = self._said = False
        self._lines: list[str] = []
        self._room = 0

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        self._repeats += _REPEATED_PER_ELEMENT
        if self._aside or tag in _ASIDE:
            self._aside += 1
        elif tag == "style":
            self._style = attributes.get("style:name", "")
        elif tag == "table-properties" and attributes.get("table:display") == "false":
            self._unseen.add(self._style)
        elif tag == "table":
            self._of_table, self._copied = attributes, False
            self._rows, self._hidden = {}, set()
            self._formulas = self._row = 0
        elif tag == "table-source":
            # The table is a copy of one in another file.
            self._copied = True
        elif tag == "table-row":
            self._of_row = attributes
            self._row += 1
            self._column = 0
        elif tag == "table-cell":
            self._of_cell = attributes
            self._lines, self._room = [], self._parts.longest + 1
        elif tag == "covered-table-cell":
            # What is beneath another cell nobody sees.
            self._column += _times(attributes, _COLUMNS)
        else:
            self._open_text(tag, attributes)

    def _open_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._said = True
            if self._room > 0:
                self._room -= 1 if self._lines else 0
                self._lines.append("")
        elif tag == "s":
            self._add(" " * min(_times(attributes, "text:c"), max(self._room, 0)))
        elif tag in _BLANKS:
            self._add(_BLANKS[tag])

    def said(self, piece: str) -> None:
        self._add(_BLANK.sub(" ", piece))

    def _add(self, text: str) -> None:
        if self._said and not self._aside and self._room > 0 and self._lines:
            self._lines[-1] += text[: self._room]
            self._room -= len(text)

    def closed(self, tag: str, _text: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag == "p":
            self._said = False
        elif tag == "table-cell":
            self._close_cell()
        elif tag == "table-row":
            self._close_row()
        elif tag == "table" and not self._copied:
            hidden = self._of_table.get("table:style-name") in self._unseen
            unseen = self._rows.keys() if hidden else self._hidden
            name = self._of_table.get("table:name", "")
            table = Table(self._rows, name, frozenset(unseen), self._formulas)
            self.tables.append((hidden, table))

    def _close_cell(self) -> None:
        times = _times(self._of_cell, _COLUMNS)
        text = self._text()
        if text and not text.isspace():
            for column in range(self._column + 1, self._column + times + 1):
                keep(self._rows, self._row, column, text)
            self._repeat(times - 1)
        self._column += times

    def _close_row(self) -> None:
        times = _times(self._of_row, "table:number-rows-repeated")
        if cells := self._rows.get(self._row):
            if self._row + times - 1 > MOST_ROWS:
                raise NotATableError("fault.size")
            self._repeat((times - 1) * len(cells))
            for row in range(self._row + 1, self._row + times):
                self._rows[row] = dict(cells)
            if self._of_row.get("table:visibility", "visible") != "visible":
                self._hidden.update(range(self._row, self._row + times))
        self._row += times - 1

    def _repeat(self, cells: int) -> None:
        self._repeats -= cells
        allowance = self._parts.allowance
        allowance.elements -= cells
        if self._repeats < 0 or allowance.elements < 0:
            raise NotATableError("fault.swollen")

    def _text(self) -> str:
        """Return what the cell that closes holds, as it is read from other workbooks."""
        cell = self._of_cell
        kind = cell.get("office:value-type")
        shown = "\n".join(self._lines)
        if formula := cell.get("table:formula"):
            if not kind:
                return Formula(short(f"={formula.partition('=')[2]}", self._parts.longest))
            self._formulas += 1
            if shown.startswith(_FAILED):
                return short(shown, self._parts.longest)
        if kind in _NUMBERS:
            return f"{float(cell['office:value']):.15g}"
        if kind == "boolean":
            return "TRUE" if cell["office:boolean-value"] == "true" else "FALSE"
        if kind == "date":
            moment = datetime.fromisoformat(cell["office:date-value"])
            return moment.isoformat(" ", "minutes").removesuffix(" 00:00")
        return short(mended(cell.get("office:string-value") or shown), self._parts.longest)


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, 1)))
