"""The worksheets of an XLSX file as rows of text.

They are read with expat, each part once, so that the work is bounded by the size of what is read.
openpyxl is not: a small file makes it translate a long formula a million times, read one part for
a thousand sheets, or hold a row of ten million cells. It also loads numpy.
"""

import contextlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from xml.parsers import expat

from kit.files.cells import MOST_ROWS, Formula, NotATableError, Rows, Table, keep, mended, short

LARGEST_UNZIPPED = 100_000_000
MOST_PARTS = 1_000
MOST_ELEMENTS = 5_000_000
MOST_NAMES = 1_000

# The bit of a member that can be read only with a password.
_LOCKED = 1

# Real worksheets shrink to a thirtieth at most; small files are not suspected.
STEEPEST = 100
UNSUSPECTED = 1_000_000

# A tag is held whole, with all its attributes, until its end has come; none is as long as a piece.
_PIECE = 1 << 16

# How XLSX writes what XML cannot hold, or would change, such as a carriage return: _x000D_. Halves
# of characters stay as they are written, for no text can hold them.
_ESCAPED = re.compile("_x((?!D[89A-F])[0-9A-F]{4})_", re.IGNORECASE)
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")

_TRUE = {"1", "true"}
_NOTHING = {"0", "0.0"}

# Numbers that are dates or times: the built-in formats (ECMA-376-1, 18.8.30), and those whose
# code has a letter for one outside what is quoted or in brackets.
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NO_DATE = re.compile(r'"[^"]*"|[\\_*].|\[(?![hms]+\])[^\]]*(?:\]|\Z)', re.IGNORECASE)
_DATE = re.compile("[dmyhs]", re.IGNORECASE)
_LONGEST_FORMAT = 255
_MOST_STYLES = 65_490  # as many as Excel has
_DAY = 86_400
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones


class Allowance:
    """How much more may be unpacked from a file, and told of, however many zip files are in it."""

    def __init__(self, zipped: int) -> None:
        self._unzipped = min(LARGEST_UNZIPPED, max(UNSUSPECTED, STEEPEST * zipped))
        self.elements = MOST_ELEMENTS

    def weigh(self, members: Sequence[zipfile.ZipInfo]) -> None:
        """Refuse what would grow too large; zipfile reads no more of a member than is said here."""
        self._unzipped -= sum(member.file_size for member in members)
        if len(members) > MOST_PARTS or self._unzipped < 0:
            raise NotATableError("fault.swollen")
        # The two ways of Office; zipfile bounds no others while it unpacks.
        if not {member.compress_type for member in members} <= {
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        }:
            raise NotATableError("fault.workbook")
        if any(member.flag_bits & _LOCKED for member in members):
            raise NotATableError("fault.password")


@contextlib.contextmanager
def opened(content: bytes, allowance: Allowance) -> Iterator[zipfile.ZipFile]:
    """Open a zip file that does not grow too large; whatever fails in it is told as one fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            allowance.weigh(archive.infolist())
            yield archive
    except (NotATableError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - zipfile and expat fail on torn files in a dozen ways
        raise NotATableError("fault.workbook") from None


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Say whether a zip file is a workbook, whatever its name."""
    return "[content_types].xml" in {member.lower() for member in archive.namelist()}


class Parts:
    """The XML in a workbook, read within one budget."""

    def __init__(
        self, archive: zipfile.ZipFile, allowance: Allowance, longest: int, *, values: bool
    ) -> None:
        self._archive = archive
        self.allowance = allowance
        self.longest = longest
        # Whether formulas are the values that they left, and split letters whole.
        self.values = values
        # What points to a part may write it in another case.
        self._members = {member.filename.lower(): member for member in archive.infolist()}
        # Expat keeps every name; there are some two hundred.
        self._names: set[str] = set()

    def walk(
        self,
        name: str,
        opened: Callable[[str, dict[str, str]], None],
        closed: Callable[[str, str], None] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        """Tell of each element as it opens, and as it closes with the text within.

        Names are told without their prefixes, which differ between kinds of XLSX. Of a text there
        is no more than makes a cell. Where elements stand between texts, those are said in pieces.
        """
        pieces: list[str] = []
        room = 0
        allowance = self.allowance

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal room
            allowance.elements -= 1
            self._names.update(attributes, [tag])
            if allowance.elements < 0 or len(self._names) > MOST_NAMES:
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
        parser.CharacterDataHandler = said or text
        parser.EndElementHandler = end
        with self._archive.open(self._members[name.lower()]) as part:
            fed = 0
            while piece := part.read(_PIECE):
                parser.Parse(piece)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _PIECE:
                    raise NotATableError("fault.swollen")
        parser.Parse(b"", True)  # noqa: FBT003

    def kept(self, text: str) -> str:
        """Return what is kept of a text that is written in the workbook."""
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        return short(mended(text) if self.values else text, self.longest)


def _refuse(*_declared: object) -> None:
    """Refuse a document type, which spreadsheets never have: entities of all kinds need one."""
    raise NotATableError("fault.workbook")


def worksheets(parts: Parts) -> Iterator[Table]:
    """Read the worksheets of a workbook, those that are hidden last."""
    books = [part for kind, part in _related(parts, "").values() if kind == "officeDocument"]
    related = _related(parts, books[0])
    sheets: dict[str, tuple[bool, str]] = {}

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            hidden = attributes.get("state", "visible") != "visible"
            for kind, part in (related[link] for link in ids if link in related):
                if kind == "worksheet":
                    # However often a part is listed, it is read once.
                    sheets.setdefault(part.lower(), (hidden, attributes.get("name", "")))

    parts.walk(books[0], opened)
    if not sheets:
        raise NotATableError("fault.no-table")
    others = dict(related.values())
    strings = _strings(parts, others["sharedStrings"]) if "sharedStrings" in others else []
    dates = _date_styles(parts, others["styles"]) if "styles" in others else set()
    for part, (hidden, name) in sorted(sheets.items(), key=lambda item: item[1][0]):
        sheet = _Worksheet(strings, dates, parts)
        parts.walk(part, sheet.opened, sheet.closed)
        unseen = sheet.rows.keys() if hidden else sheet.hidden & sheet.rows.keys()
        yield Table(sheet.rows, name, frozenset(unseen), sheet.formulas)


def _related(parts: Parts, name: str) -> dict[str, tuple[str, str]]:
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


def _strings(parts: Parts, name: str) -> list[str]:
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
            strings.append(parts.kept(value))
        said = said or tag == "rPh"

    parts.walk(name, opened, closed)
    return strings


def _date_styles(parts: Parts, name: str) -> set[str]:
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

    def __init__(self, strings: Sequence[str], dates: AbstractSet[str], parts: Parts) -> None:
        self.rows: Rows = {}
        self.hidden: set[int] = set()
        self.formulas = 0
        self._strings = strings
        self._dates = dates
        self._parts = parts
        self._row = self._column = 0
        self._kind = self._value = self._formula = ""
        self._date = False

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._go_to(attributes.get("r"))
            self._kind = attributes.get("t", "n")
            self._date = attributes.get("s") in self._dates
            self._value = self._formula = ""
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if self._row <= MOST_ROWS and (
                attributes.get("hidden") in _TRUE or attributes.get("ht") in _NOTHING
            ):
                self.hidden.add(self._row)

    def closed(self, tag: str, text: str) -> None:
        if tag == "c":
            keep(self.rows, self._row, self._column, self._text())
        elif tag == "f":
            self._formula = f"={text}"
        elif tag in {"v", "t"} and len(self._value) <= self._parts.longest:
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
        if self._formula:
            # A text may be an empty one; of other kinds there is always something.
            if not (self._parts.values and (value or self._kind == "str")):
                return Formula(short(self._formula, self._parts.longest))
            self.formulas += 1
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind == "n" and value:
            return _moment(float(value)) if self._date else f"{float(value):.15g}"
        if self._kind == "s" and value:
            return self._strings[int(value)]
        return self._parts.kept(value)


def _moment(days: float) -> str:
    try:
        moment = _DAY_ZERO + timedelta(seconds=round(days * _DAY))
    except (OverflowError, ValueError):
        return "####"  # as spreadsheets show it
    return moment.isoformat(" ", "minutes").removesuffix(" 00:00")
