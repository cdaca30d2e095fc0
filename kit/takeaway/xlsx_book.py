"""A workbook's sheets, each a table below one row of headings, written so that text stays text.

A sheet is an Excel table, which tells a screen reader what its headings are; it prints to A4, as
wide as the page.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from kit.charts.base import MINE
from kit.charts.markup import legal
from kit.classroom.sheets import shown
from kit.content.language import TAGS, Language, minus, rounded
from kit.content.phrases import Words
from kit.takeaway.text_fit import lines

# A cell holds so many characters, and an emoji counts as two.
LONGEST_CELL = 32_767

# Decimals of a value in full: beyond them stands only what the reckoning has added, as in
# 4.449999999999999, and programs differ in how they round that.
IN_FULL = 12

# Codes that XML can hold, and that never will be characters.
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef]")

# XlsxWriter takes text within <r> for markup of its own, and does not see that of _x0041_x0041_
# both halves look like escapes. So a mark that is no character stands where it would misread, until
# it is done: then "_" before a mark is written as the escape it has to be, and marks are taken out.
_MARK = "\ufdd0"
_LOOKS_MEANT = re.compile(r"\A(?=<r>)|(?<=_)(?=x[0-9A-F]{4}_)", re.IGNORECASE)

# In a heading Excel would take an escape such as _x000D_ for the character it stands for.
_MISREAD = re.compile("[<>_]")

# Widths in pixels, as Excel counts them. Each heading has an arrow for sorting.
LABEL, WIDE, PAGE = 150, 240, 720
_WIDEST = PAGE // 2  # for a long text; on paper, more would leave type too small to read
_ARROW = 24
_BOLD = 1.12
_MARGIN = 15
_PADDING = 8
_LONG_ENOUGH = 5_000  # characters, for the highest row of the widest column

# Heights in points; no row is higher than the last. A line is as high as in the tallest of fonts.
_LINE, _AIR, _HIGHEST = 13.75, 4, 408.75

_RULE = "#BFBFBF"
_OPEN = "#EAF3FA"  # what may be filled in
_A4 = 9

# What XlsxWriter leaves unsaid, for Excel, is read in another way by other programs.
_UNSAID = b'<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/>'

# A font that every program has, or has another for that is as wide.
FONT = "Arial"

_CHARTS = "xl/charts/"
_CORE = "docProps/core.xml"
_SHEETS = "xl/worksheets/"
_STRINGS = "xl/sharedStrings.xml"


@attrs.frozen
class Formula:
    """A formula, and its value, for programs that work nothing out."""

    text: str
    value: str | float


Cell = str | int | float | Formula | None


@attrs.frozen
class Column:
    """A column of a sheet, below its heading.

    Attributes
    ----------
    cells
        From top to bottom; None and "" are blank.
    look
        How they look: "text", "middle", "whole", "one" and "two" by their decimals, "gap",
        or for what may be filled in "choice" and "note".
    least, most
        How narrow and how wide it may be, in pixels.
    rule
        What may be filled in, as XlsxWriter takes it.
    hidden
        Whether it is there for programs only.
    """

    heading: str
    cells: Sequence[Cell]
    look: str = "text"
    least: int = 0
    most: int = LABEL
    rule: Mapping[str, Any] | None = None
    hidden: bool = False


class Book:
    """A workbook that is being written, of which `file` is XlsxWriter's own."""

    def __init__(self, title: str, day: dt.date, words: Words) -> None:
        import xlsxwriter  # loaded only when a workbook is asked for

        self._content = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": FONT, "font_size": 10},
        }
        self.file = xlsxwriter.Workbook(self._content, options)
        midnight = dt.datetime.combine(day, dt.time())
        self.file.set_properties({"title": title, "created": midnight})
        self._language = words.language
        self._cut = words("takeaway.sheet-cut")
        self._looks = {
            name: self.file.add_format(look) for name, look in _looks(words.language).items()
        }

    def table(self, name: str, columns: Sequence[Column], about: str, fixed: int) -> Any:
        """Write a sheet that is one table below a row of headings.

        `name` is on its tab, `about` is for whoever does not see it. The columns are of the same
        length; so many are `fixed`: they stay in sight when the others move.
        """
        sheet = self.page(name)
        last, right = len(columns[0].cells), len(columns) - 1
        headings = _different([_name(column.heading) for column in columns])
        heads = [
            {"header": name, "header_format": self._looks[_above(column.look)]}
            for name, column in zip(headings, columns, strict=True)
        ]
        sheet.add_table(0, 0, last, right, {"style": None, "description": about, "columns": heads})
        widths = [_width(column, name) for column, name in zip(columns, headings, strict=True)]
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            for row, cell in enumerate(column.cells, start=1):
                self.write(sheet, row, place, cell, column.look)
            sheet.set_column_pixels(place, place, width, None, {"hidden": column.hidden})
            if column.rule:
                sheet.data_validation(1, place, last, place, dict(column.rule))
        rows = zip(*(column.cells for column in columns), strict=True)
        for number, cells in enumerate(rows, start=1):
            sheet.set_row(number, height(cells, [width - _PADDING for width in widths]))
        rooms = [(width - _ARROW) / _BOLD for width in widths]
        sheet.set_row(0, height(headings, rooms) + _AIR)
        sheet.freeze_panes(1, fixed)
        sheet.repeat_rows(0)
        # Numbers like 3.2 are names, and what somebody has typed is meant as text.
        sheet.ignore_errors({"number_stored_as_text": f"A1:{cell_name(last, right)}"})
        return sheet

    def page(self, name: str) -> Any:
        """Add a blank sheet that prints to A4, as wide as the page."""
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P (&N)")
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Cell, look: str) -> None:
        """Write a cell; a text is never anything else than text."""
        form = self._looks[look]
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, form, value.value)
        elif not isinstance(value, str):
            sheet.write_number(row, column, rounded(value, IN_FULL), form)
        else:
            text = self._fitted(storable(value))
            sheet.write_string(row, column, _LOOKS_MEANT.sub(_MARK, text), form)

    def _fitted(self, text: str) -> str:
        """Cut a text that is too long for a cell, and say so."""
        units = text.encode("utf-16-le")
        if len(units) <= 2 * LONGEST_CELL:
            return text
        left = units[: 2 * (LONGEST_CELL - len(self._cut))]
        return left.decode("utf-16-le", errors="ignore") + self._cut

    def content(self) -> bytes:
        """Return the file, with its language, and with what XlsxWriter does not write of itself."""
        self.file.close()
        tag = TAGS[self._language]
        said = io.BytesIO()
        with (
            zipfile.ZipFile(self._content) as old,
            zipfile.ZipFile(said, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for member in old.infolist():
                part = old.read(member)
                if member.filename.startswith(_CHARTS):
                    part = part.replace(b'"en-US"', f'"{tag}"'.encode())
                    part = part.replace(b"<c:extLst>", _UNSAID + b"<c:extLst>")
                elif member.filename == _STRINGS:
                    mark = _MARK.encode()
                    part = part.replace(b"_" + mark, b"_x005F_").replace(mark, b"")
                elif member.filename.startswith(_SHEETS):
                    # A row is to grow with what is typed into it.
                    part = part.replace(b' customHeight="1"', b"")
                elif member.filename == _CORE:
                    end = b"</cp:coreProperties>"
                    part = part.replace(end, f"<dc:language>{tag}</dc:language>".encode() + end)
                new.writestr(member, part)
        return said.getvalue()


def storable(text: str) -> str:
    """Return a text as a workbook can hold it, however long.

    Control characters other than the tab and the ends of lines, halves of characters and codes that
    are no characters become U+FFFD.
    """
    return _NO_CHARACTERS.sub("\ufffd", legal(text))


def cell_name(row: int, column: int) -> str:
    """Name a cell by its row and column, both from 0 as XlsxWriter counts."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    name: str = xl_rowcol_to_cell(row, column)
    return name


def column_cells(sheet: str, column: int, rows: int) -> str:
    """Name all cells of a column below its heading, for a formula on any sheet."""
    from xlsxwriter.utility import xl_range_formula

    name: str = xl_range_formula(sheet, 1, column, rows, column)
    return name


def _looks(language: Language) -> dict[str, dict[str, Any]]:
    below = f'"{minus(language)}"'
    plain = {"valign": "top", "border": 1, "border_color": _RULE}
    text = {**plain, "text_wrap": True}
    middle = {**plain, "align": "center"}
    heading = {"bold": True, "font_color": "white", "bg_color": MINE, "valign": "vcenter"}
    prose = {"text_wrap": True, "valign": "top"}
    return {
        "heading": {**heading, "text_wrap": True},
        "heading-middle": {**heading, "text_wrap": True, "align": "center"},
        "text": text,
        "middle": middle,
        "whole": {**middle, "num_format": "0"},
        "one": {**middle, "num_format": "0.0"},
        "two": {**middle, "num_format": f"0.00;{below}0.00"},
        "gap": {**middle, "num_format": f"+0.0;{below}0.0;0.0"},
        "choice": {**middle, "bg_color": _OPEN},
        # As text, so that what begins with "-" or "=" can be typed.
        "note": {**text, "bg_color": _OPEN, "num_format": "@"},
        "title": {**prose, "bold": True, "font_size": 16, "font_color": MINE},
        "lead": {**prose, "bold": True},
        "prose": prose,
    }


def _above(look: str) -> str:
    """Return the look of the heading above cells that look so."""
    return "heading" if look in {"text", "note"} else "heading-middle"


def _name(text: str) -> str:
    """Return a name as a heading can hold it, which is also the name of a table's column."""
    return " ".join(_MISREAD.sub(" ", shown(text)).split()) or "–"


def _different(names: Sequence[str]) -> list[str]:
    """Tell equal names apart by numbers: a table's columns must differ, and in more than case."""
    found: list[str] = []
    for name in names:
        taken = {earlier.lower() for earlier in found}
        tries = (name if n == 1 else f"{name} {n}" for n in range(1, len(names) + 1))
        found.append(next(attempt for attempt in tries if attempt.lower() not in taken))
    return found


def _width(column: Column, heading: str) -> int:
    """Return how wide a column is: for its texts, and for the longest word of its heading.

    It is wider than it was to be where else a text would not fit in the highest row.
    """
    words = [round(_pixels(word) * _BOLD) + _ARROW for word in heading.split(" ")]
    texts = [cell.value if isinstance(cell, Formula) else cell for cell in column.cells]
    apart = [line for text in texts if isinstance(text, str) for line in text.splitlines()]
    wanted = max(column.least, *words, *(_pixels(line) + _MARGIN for line in apart))
    width = min(wanted, column.most)
    rows = len(column.cells)
    while width < _WIDEST and height(column.cells, [width - _PADDING] * rows) == _HIGHEST:
        width = min(round(width * 1.25), _WIDEST)
    return width


def height(cells: Sequence[Cell], rooms: Sequence[float]) -> float:
    """Return how high a row is, in points, whose texts have room for so many pixels each."""
    texts = [cell[:_LONG_ENOUGH] if isinstance(cell, str) else "" for cell in cells]
    most = max(lines(text, room, _pixels) for text, room in zip(texts, rooms, strict=True))
    return min(_HIGHEST, most * _LINE + _AIR)


def _pixels(line: str) -> int:
    from xlsxwriter.utility import xl_pixel_width

    width: int = xl_pixel_width(line[:_LONG_ENOUGH])
    return width
