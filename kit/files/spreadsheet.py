"""A spreadsheet file, CSV or XLSX, as rows of text, whoever made it.

XLSX is read with expat, each part once, so that the work is bounded by the size of what is read.
openpyxl is not: a small file makes it translate a long formula a million times, read one part for
a thousand sheets, or hold a row of ten million cells. It also loads numpy.
"""

import codecs
import contextlib
import csv
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from itertools import islice
from xml.parsers import expat

LARGEST_FILE = 20_000_000
LARGEST_UNZIPPED = 100_000_000
MOST_PARTS = 1_000
MOST_ELEMENTS = 5_000_000
MOST_NAMES = 1_000
MOST_ROWS = 10_000
MOST_COLUMNS = 500
LONGEST_CELL = 1_000

# Real worksheets shrink to a thirtieth at most; small files are not suspected.
STEEPEST = 100
UNSUSPECTED = 1_000_000

# Titles, dates and codes of questions may stand above the header.
FIRST_ROWS = 20

# By row and column, both from 1, as spreadsheets count; what is blank is not there.
Cells = Mapping[int, str]
Rows = dict[int, dict[int, str]]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0"  # Excel's format before 2007, and a workbook behind a password

# A delimiter can be said in a first line that Excel does not show.
_SEPARATOR = re.compile(r'"?sep=([;,\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_DELIMITERS = ";,\t"

# What is no text shows it here; further down a remark may hold anything.
_BEGINNING = 100
_WHOLE_LETTER = re.compile("[^\0-\x7f\ufffd]")

# A tag is held whole, with all its attributes, until its end has come; none is as long as a piece.
_PIECE = 1 << 16

# How XLSX writes what XML cannot hold, or would change, such as a carriage return: _x000D_. Halves
# of characters stay as they are written, for no text can hold them.
_ESCAPED = re.compile("_x((?!D[89A-F])[0-9A-F]{4})_", re.IGNORECASE)
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")

# Numbers that are dates or times: the built-in formats (ECMA-376-1, 18.8.30), and those whose
# code has a letter for one outside what is quoted or in brackets.
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NO_DATE = re.compile(r'"[^"]*"|[\\_*].|\[(?![hms]+\])[^\]]*(?:\]|\Z)', re.IGNORECASE)
_DATE = re.compile("[dmyhs]", re.IGNORECASE)
_LONGEST_FORMAT = 255
_MOST_STYLES = 65_490  # as many as Excel has
_DAY = 86_400
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones


class Formula(str):
    """A formula as it is written; other text may begin with "=", too."""

    __slots__ = ()


class NotATableError(ValueError):
    """The file cannot be read as a table; the message is a key of words.toml."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.values = {name: str(value) for name, value in values.items()}


def read(content: bytes, score: Callable[[Cells], int]) -> Iterator[Rows]:
    """Read the tables of a file: that of a CSV file, or one for each worksheet of a workbook.

    Numbers, dates and so on become text: "4", "3.5", "2026-01-01", "TRUE"; a formula becomes
    "=..." whatever its value.

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
        yield _delimited(content, score)
        return
    with _opened(content) as archive:
        if _is_workbook(archive):
            yield from (rows for _, rows in _worksheets(_Parts(archive, LONGEST_CELL)))
        else:
            yield _delimited(archive.read(_only_csv(archive.infolist())), score)


def worksheets(content: bytes, longest: int) -> Iterator[tuple[str, Rows]]:
    """Read the worksheets of a workbook, each with the name on its tab, as `read` does.

    Parameters
    ----------
    content
        The file: XLSX.
    longest
        How many characters of a cell are kept; what is longer ends in "…". In the file some take
        seven, and all count.

    Raises
    ------
    NotATableError
        If it is something else, torn, locked, or too large in any way.
    """
    _look_at(content)
    if not content.startswith(_ZIP):
        raise NotATableError("fault.no-table")
    with _opened(content) as archive:
        if not _is_workbook(archive):
            raise NotATableError("fault.no-table")
        yield from _worksheets(_Parts(archive, longest))


def _look_at(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise NotATableError("fault.large-file")
    if content.startswith(_OLE):
        raise NotATableError("fault.old-excel")


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


def _keep(rows: Rows, row: int, column: int, text: str) -> None:
    if not text or text.isspace():
        return
    if not (0 < row <= MOST_ROWS and column <= MOST_COLUMNS):
        raise NotATableError("fault.size", rows=MOST_ROWS, columns=MOST_COLUMNS)
    rows.setdefault(row, {})[column] = text


def _short(text: str, longest: int) -> str:
    # Nobody's rating is as long as that, but her remarks may be.
    return text if len(text) <= longest else f"{text[:longest]}…"


# CSV


def _delimited(content: bytes, score: Callable[[Cells], int]) -> Rows:
    text = _decoded(content)
    if "\0" in text[:_BEGINNING] or text.lstrip().startswith("<"):
        # No text, or a web page: some tools call that Excel.
        raise NotATableError("fault.no-table")
    if said := _SEPARATOR.match(text):
        return _rows(text[said.end() :], said[1])
    best = max(_DELIMITERS, key=lambda one: _merit(text, one, score))
    return _rows(text, best)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("utf-8-sig", errors="replace")
    # A spoilt letter in a remark leaves the other letters whole; in another encoding none would be.
    spoilt, whole = text.count("\ufffd"), len(_WHOLE_LETTER.findall(text))
    if content.startswith(codecs.BOM_UTF8) or spoilt < whole:
        return text
    return content.decode("cp1252", errors="replace")


def _merit(text: str, delimiter: str, score: Callable[[Cells], int]) -> tuple[int, int]:
    """Say how well a delimiter does: by what is known in the header, then by cells."""
    try:
        head = list(islice(_records(text, delimiter), FIRST_ROWS))
    except csv.Error:
        return -1, 0
    best = (0, 0)
    for record in head:
        cells = {column: one for column, one in enumerate(record[:MOST_COLUMNS], 1) if one}
        best = max(best, (score(cells), len(record)))
    return best


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    # Strict, because a quotation mark that is never closed would swallow the rows after it.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str) -> Rows:
    rows: Rows = {}
    number = 0
    try:
        for number, record in enumerate(_records(text, delimiter), 1):
            for column, one in enumerate(record, 1):
                _keep(rows, number, column, _short(one, LONGEST_CELL))
    except csv.Error:
        raise NotATableError("fault.quotes", row=number + 1) from None
    return rows


# XLSX


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a zip file that does not grow too large; whatever fails in it is told as one fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _weigh(archive.infolist(), len(content))
            yield archive
    except (NotATableError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - zipfile and expat fail on torn files in a dozen ways
        raise NotATableError("fault.workbook") from None


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    return "[content_types].xml" in {one.lower() for one in archive.namelist()}


def _weigh(members: Sequence[zipfile.ZipInfo], zipped: int) -> None:
    """Refuse what would grow too large; zipfile reads no more of a member than is said here."""
    unzipped = sum(one.file_size for one in members)
    steep = unzipped > max(UNSUSPECTED, STEEPEST * zipped)
    if len(members) > MOST_PARTS or unzipped > LARGEST_UNZIPPED or steep:
        raise NotATableError("fault.swollen")
    # The two ways of Office; zipfile bounds no others while it unpacks.
    if not {one.compress_type for one in members} <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotATableError("fault.workbook")


def _only_csv(members: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the CSV file in a zip file, as Google Forms gives it."""
    if {"mimetype", "content.xml"} <= {one.filename for one in members}:
        raise NotATableError("fault.opendocument")
    found = [one for one in members if one.filename.lower().endswith((".csv", ".tsv"))]
    if len(found) != 1:
        raise NotATableError("fault.no-table")
    if found[0].file_size > LARGEST_FILE:
        raise NotATableError("fault.large-file")
    return found[0]


class _Parts:
    """The XML in a workbook, read within one budget."""

    def __init__(self, archive: zipfile.ZipFile, longest: int) -> None:
        self._archive = archive
        self.longest = longest
        # What points to a part may write it in another case.
        self._members = {one.filename.lower(): one for one in archive.infolist()}
        self._left = MOST_ELEMENTS
        # Expat keeps every name; there are some two hundred.
        self._names: set[str] = set()

    def walk(
        self,
        name: str,
        opened: Callable[[str, dict[str, str]], None],
        closed: Callable[[str, str], None] | None = None,
    ) -> None:
        """Tell of each element as it opens, and as it closes with the text within.

        Names are told without their prefixes, which differ between kinds of XLSX. Of a text there
        is no more than makes a cell.
        """
        pieces: list[str] = []
        room = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal room
            self._left -= 1
            self._names.update(attributes, [tag])
            if self._left < 0 or len(self._names) > MOST_NAMES:
                raise NotATableError("fault.swollen")
            pieces.clear()
            room = self.longest + 1
            opened(tag.rpartition(":")[2], attributes)

        def text(piece: str) -> None:
            nonlocal room
            if room > 0:
                pieces.append(piece[:room])
                room -= len(piece)

        def end(tag: str) -> None:
            if closed:
                closed(tag.rpartition(":")[2], "".join(pieces))
            pieces.clear()

        # Without namespaces: each, however long, could be put before every one of the names.
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = start
        parser.CharacterDataHandler = text
        parser.EndElementHandler = end
        with self._archive.open(self._members[name.lower()]) as part:
            fed = 0
            while piece := part.read(_PIECE):
                parser.Parse(piece)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _PIECE:
                    raise NotATableError("fault.swollen")
        parser.Parse(b"", True)  # noqa: FBT003


def _refuse(*_declared: object) -> None:
    """Refuse a document type, which spreadsheets never have: entities of all kinds need one."""
    raise NotATableError("fault.workbook")


def _worksheets(parts: _Parts) -> Iterator[tuple[str, Rows]]:
    books = [part for kind, part in _related(parts, "").values() if kind == "officeDocument"]
    related = _related(parts, books[0])
    sheets: dict[str, str] = {}

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            for kind, part in (related[one] for one in ids if one in related):
                if kind == "worksheet":
                    # However often a part is listed, it is read once.
                    sheets.setdefault(part.lower(), attributes.get("name", ""))

    parts.walk(books[0], opened)
    if not sheets:
        raise NotATableError("fault.no-table")
    others = dict(related.values())
    strings = _strings(parts, others["sharedStrings"]) if "sharedStrings" in others else []
    dates = _date_styles(parts, others["styles"]) if "styles" in others else set()
    for part, name in sheets.items():
        sheet = _Worksheet(strings, dates, parts.longest)
        parts.walk(part, sheet.opened, sheet.closed)
        yield name, sheet.rows


def _related(parts: _Parts, name: str) -> dict[str, tuple[str, str]]:
    """Return the parts that a part points to, by id: of what kind they are, and their names."""
    folder, file = posixpath.split(name)
    related = {}

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            kind = posixpath.basename(attributes["Type"])
            related[attributes["Id"]] = (kind, part.lstrip("/"))
            if len(related) > MOST_PARTS:
                raise NotATableError("fault.swollen")

    parts.walk(posixpath.join(folder, "_rels", f"{file}.rels"), opened)
    return related


def _strings(parts: _Parts, name: str) -> list[str]:
    """Return the texts that cells point to."""
    strings: list[str] = []
    value = ""
    said = True

    def opened(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal said, value
        if tag == "si":
            value = ""
        # How Japanese is said stands beside how it is written.
        said = said and tag != "rPh"

    def closed(tag: str, text: str) -> None:
        nonlocal said, value
        if tag == "t" and said and len(value) <= parts.longest:
            value += text
        elif tag == "si":
            # Cut here, so that a million cells that point to it hold one text and not a copy each.
            strings.append(_short(_unescaped(value), parts.longest))
        said = said or tag == "rPh"

    parts.walk(name, opened, closed)
    return strings


def _date_styles(parts: _Parts, name: str) -> set[str]:
    """Return the styles that make a number a date or a time."""
    formats = {*_DATE_FORMATS}
    styles: list[bool] = []
    of_cells = False

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal of_cells
        if tag == "numFmt":
            code = _NO_DATE.sub("", attributes["formatCode"][:_LONGEST_FORMAT])
            if _DATE.search(code):
                formats.add(int(attributes["numFmtId"]))
        elif tag == "cellXfs":
            of_cells = True
        elif tag == "xf" and of_cells and len(styles) < _MOST_STYLES:
            styles.append(int(attributes.get("numFmtId", 0)) in formats)

    def closed(tag: str, _text: str) -> None:
        nonlocal of_cells
        of_cells = of_cells and tag != "cellXfs"

    parts.walk(name, opened, closed)
    return {str(place) for place, is_date in enumerate(styles) if is_date}


class _Worksheet:
    """The rows of a worksheet, as its XML tells of them."""

    def __init__(self, strings: Sequence[str], dates: AbstractSet[str], longest: int) -> None:
        self.rows: Rows = {}
        self._strings = strings
        self._dates = dates
        self._longest = longest
        self._row = self._column = 0
        self._kind = self._value = ""
        self._date = False

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._go_to(attributes.get("r"))
            self._kind = attributes.get("t", "n")
            self._date = attributes.get("s") in self._dates
            self._value = ""
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0

    def closed(self, tag: str, text: str) -> None:
        if tag == "c":
            _keep(self.rows, self._row, self._column, self._text())
        elif tag == "f":
            self._kind, self._value = "f", f"={text}"
        elif tag in {"v", "t"} and self._kind != "f" and len(self._value) <= self._longest:
            self._value += text

    def _go_to(self, name: str | None) -> None:
        """Go to the cell of a name such as C7, or if it has none to the next."""
        if name is None:
            self._column += 1
            return
        match = _CELL.fullmatch(name)
        if not match:
            raise NotATableError("fault.workbook")
        self._row = int(match[2])
        self._column = 0
        for letter in match[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1

    def _text(self) -> str:
        value = self._value
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind == "n" and value:
            return _moment(float(value)) if self._date else f"{float(value):.15g}"
        if self._kind == "s" and value:
            return self._strings[int(value)]
        if self._kind == "f":
            return Formula(_short(value, self._longest))
        return _short(_unescaped(value), self._longest)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _moment(days: float) -> str:
    try:
        moment = _DAY_ZERO + timedelta(seconds=round(days * _DAY))
    except (OverflowError, ValueError):
        return "####"  # as spreadsheets show it
    return moment.isoformat(" ", "minutes").removesuffix(" 00:00")
