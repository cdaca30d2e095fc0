"""Spreadsheet files as rows of text: what is read, and what is refused in time."""

import contextlib
import csv
import datetime as dt
import io
import random
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from xml.sax.saxutils import escape

import openpyxl
import pandas as pd
import pyreadstat
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.files import statistics, xlsx
from kit.files.cells import mended
from kit.files.spreadsheet import (
    LARGEST_FILE,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Formula,
    NotATableError,
    cell,
    read,
    worksheets,
)

HEADINGS = ("Förtroende hemma", "Läge, resurser", "Öppna processer")
REFUSED, SIZE, SWOLLEN, LOCKED, NONE, NO_FILES = (
    f"fault.{key}" for key in ("workbook", "size", "swollen", "password", "no-table", "no-files")
)


def score(cells):
    return sum(one in HEADINGS for one in cells.values())


def tables_of(content):
    """Return the tables of a file as their rows, by number: what is in them, a | between cells."""
    return [
        {number: line(row) for number, row in table.rows.items()} for table in read(content, score)
    ]


def line(row):
    return "|".join(row.get(column, "") for column in range(1, max(row) + 1))


def outcome(content):
    """Return the one table of a file, or the key of what is told instead."""
    try:
        (rows,) = tables_of(content)
    except NotATableError as error:
        return str(error)
    return rows


def told_of(content):
    """Return the tables of a file in their order, by name, with the rows that are hidden."""
    return [(table.name, set(table.hidden)) for table in read(content, score)]


def peak(work):
    """Return how many bytes some work takes at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


# How the files of these tests are made


def csv_of(*rows, delimiter=";", encoding="utf-8", newline="\r\n"):
    return "".join(delimiter.join(row) + newline for row in rows).encode(encoding)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*sheets):
    """Save worksheets, each a list of rows, as openpyxl does."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    return saved(book)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VALUE = '<row r="1"><c><v>4</v></c></row>'
SHEET, RELATED = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"


def relations(**targets):
    found = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{OFFICE}">{found}</Relationships>'


def parts(data, strings="", sheets=1, before=""):
    """Return the parts of a small workbook with this sheet data, as text."""
    listed = "".join(f'<sheet name="{n}" r:id="worksheet1"/>' for n in range(sheets))
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>{listed}'
        "</sheets></workbook>",
        RELATED: relations(worksheet1="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"),
        "xl/sharedStrings.xml": f'{before}<sst xmlns="{SPREADSHEET}">{strings}</sst>',
        SHEET: f'{before}<worksheet xmlns="{SPREADSHEET}"><sheetData>{data}'
        "</sheetData></worksheet>",
    }


def hand_made(data, **more):
    return zipped(parts(data, **more))


def row_of(cells, **more):
    return hand_made(f'<row r="1">{cells}</row>', **more)


def changed(part, old, new, data=""):
    """Return a small workbook in a part of which something is written otherwise."""
    written = parts(f"{VALUE}{data}")
    assert old in written[part]
    return zipped({**written, part: written[part].replace(old, new)})


def swollen(junk):
    return zipped({**parts(""), "xl/media/image1.png": junk})


def patched(offset, value, name=b"", content=None):
    """Change a field in the zip directory's entry of a member."""
    content = bytearray(content or zipped(parts('<row r="1"/>')))
    at = content.rindex(b"PK\1\2", 0, content.rindex(name))
    content[at + offset : at + offset + len(value)] = value
    return bytes(content)


def ods(*sheets, styles=""):
    """Save the content of worksheets as LibreOffice names it, each with its attributes."""
    tables = "".join(
        f'<table:table table:name="{n}" {attributes}>{rows}</table:table>'
        for n, (attributes, rows) in enumerate(sheets, 1)
    )
    names = ("office", "table", "text", "style", "draw")
    declared = " ".join(f'xmlns:{one}="urn:oasis:names:{one}"' for one in names)
    content = (
        f"<office:document-content {declared}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content})


def ods_row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def ods_cell(text="", more='office:value-type="string"', name="table-cell"):
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:{name} {more}>{shown}</table:{name}>"


def repeated(number, what="columns"):
    return f'table:number-{what}-repeated="{number}"'


def typed(kind, value, name="value"):
    return f'office:value-type="{kind}" office:{name}="{value}"'


FOUR = typed("float", 4)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)

# CSV


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        *(("", one) for one in ("utf-8", "utf-8-sig", "cp1252", "utf-16")),
        # Of either order of bytes, with its mark and without.
        *((mark, f"utf-16-{order}") for mark in ("", "\ufeff") for order in ("le", "be")),
    ],
)
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("heading", ["Förtroende hemma – nu”", "x"])
def test_csv_is_read_in_every_encoding_and_with_every_line_ending_that_tools_write(
    mark, encoding, newline, heading
):
    rows = (f"{mark}{heading}", "Namn"), ("4", "Åsa")
    content = csv_of(*rows, encoding=encoding, newline=newline)
    assert outcome(content) == {1: f"{heading}|Namn", 2: "4|Åsa"}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac-roman", "Förtroende hemma|2 – påbörjat"),
        ("mac-roman", "ÅLAND|ÄPPLE|ÖST"),
        ("mac-roman", "Don’t know|1 – absent|“so”"),
        ("cp1252", "Förtroende|2 – påbörjat"),
        ("cp1252", "“Don’t know”|1 – absent"),
        # Letters of names, which a Macintosh would have for those of ours.
        ("cp1252", "Škoda|Miloš"),
        ("cp1252", "Förtroende hemma|åäö|Š|Œuvre|Šš|š"),
        ("cp1252", "Õ ñ ÈÉ"),
    ],
)
def test_csv_from_a_macintosh_is_told_from_that_of_windows(encoding, text):
    assert outcome(csv_of(text.split("|"), encoding=encoding)) == {1: text}


def split(text, encoding):
    """Read the UTF-8 of a text as something else, as Windows and macOS do: no byte is lost."""
    return "".join(bytes([one]).decode(encoding, "ignore") or chr(one) for one in text.encode())


TEXTS = ("2 – påbörjat", "“Don’t know”", "Åre Älvdalen & Övik", "café…", "4 €", "\xa0x", "Þórr ÿ")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman"])
def test_utf_8_that_was_read_as_something_else_and_saved_is_mended(encoding, text):
    wrong = split(text, encoding)
    assert wrong != text
    # What a program has added itself stands whole beside it.
    row = [["Tidstämpel", wrong, f"{wrong} {text}"]]
    whole = {1: f"Tidstämpel|{text}|{text} {text}"}
    assert outcome(csv_of(*row)) == outcome(workbook(*[row])) == whole
    shared = row_of('<c t="s"><v>0</v></c>', strings=f"<si><t>{escape(wrong)}</t></si>")
    assert outcome(shared) == {1: text}
    assert list(worksheets(shared, 99)) == [("0", {1: {1: wrong}})]


@settings(deadline=None)
@given(st.text(alphabet="abc åäöÅÄÖéèüæøÆØ–—’‘“”»«…€°•·", max_size=40))
def test_a_text_of_our_letters_and_marks_is_never_taken_for_a_split_one(text):
    assert mended(text) == text


@pytest.mark.parametrize(
    "text", ["NÃO", "São Paulo", "â la carte", "Â", "√2", "pÃ¥bÃ?", "ÂÃ?", "Ã"]
)
def test_what_is_not_split_stays_as_it_is(text):
    assert mended(text) == text.replace("Ã¥", "å")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Texts that are guarded against Excel.
        ('x;="4"', {1: "x|4"}),
        ('x;"=""4"""', {1: "x|4"}),
        ('x;="2 – påbörjat"', {1: "x|2 – påbörjat"}),
        ('x;=""', {1: "x"}),
        *((f"x;{one}", {1: f"x|{one}"}) for one in ('="4', "=4", '="4"&"5"', 'x="4"')),
        ('="Namn, titel";="Öppna processer"', {1: "Namn, titel|Öppna processer"}),
        # The delimiter is found below titles and without a known heading.
        (
            f"Enkät, våren, 2026, alla svar\n\nNamn;{';'.join(HEADINGS)}",
            {1: "Enkät, våren, 2026, alla svar", 3: f"Namn|{'|'.join(HEADINGS)}"},
        ),
        ("Id;Klistra in din kod, tack\n1;X", {1: "Id|Klistra in din kod, tack", 2: "1|X"}),
        ("Id,Kod", {1: "Id|Kod"}),
        # A first line that says it is no row.
        *((f"{one}a,b;x", {1: "a,b|x"}) for one in ("sep=;\r\n", '"sep=;"\n', "SEP=;\r")),
        # Quoted cells hold anything and count as one row.
        ('"a;""b""\r\nc";x\r\n1;2\r\n', {1: 'a;"b"\r\nc|x', 2: "1|2"}),
        # Rows keep the numbers that a spreadsheet program shows.
        ("a;b\n\n;\n ;4\n", {1: "a|b", 4: "|4"}),
        # A long remark is cut.
        (
            f"{'x' * LONGEST_CELL};{'y' * (LONGEST_CELL + 1)};4",
            {1: f"{'x' * LONGEST_CELL}|{'y' * LONGEST_CELL}…|4"},
        ),
        # A file may begin like something else, or be empty.
        *((f"{one};x", {1: f"{one}|x"}) for one in ("[1] Läge", "{a}", "[", "{", "(<")),
        ("", {}),
    ],
)
def test_csv_is_read_as_a_spreadsheet_program_shows_it(text, rows):
    assert outcome(text.encode()) == rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_the_one_that_parts_the_header_into_what_is_known(delimiter):
    # Each of the three stands within a heading or an answer, too, the other two more often.
    remark = "".join(one for one in ";,\t" if one != delimiter) * 5
    heading = "Läge, resurser" if delimiter != "," else '"Läge, resurser"'
    content = csv_of(("Namn", "Öppna processer", heading), (remark, "4", "2"), delimiter=delimiter)
    assert outcome(content) == {1: "Namn|Öppna processer|Läge, resurser", 2: f"{remark}|4|2"}


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row_instead_of_losing_rows():
    with pytest.raises(NotATableError, match=r"fault\.quotes") as caught:
        list(read(b'a;b\r\n1;2\r\n"3;4\r\n5;6\r\n', score))
    assert caught.value.values == {"row": "3"}  # noqa: PD011 - no data frame


def test_a_cell_that_no_spreadsheet_could_hold_is_told_and_the_limit_of_others_is_left_alone():
    limits = {csv.field_size_limit()}

    def looking(cells):
        limits.add(csv.field_size_limit())
        return score(cells)

    assert list(read(csv_of(HEADINGS, ("4", "x" * 100_000)), looking))
    with pytest.raises(NotATableError, match=r"fault\.quotes"):
        list(read(csv_of(HEADINGS, ("4", "x" * 200_000)), looking))
    assert len(limits) == 1


@pytest.mark.parametrize(
    ("content", "key"),
    [
        *((one, "no-table") for one in (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff", bytes(200))),
        (struct.pack("<100i", *range(100)), "no-table"),
        (b"<html><table><tr><td>4</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<p>", "html"),
        ("<TABLE border=1>".encode("utf-16"), "html"),
        (b"\xef\xbb\xbf\r\n <?xml version='1.0'?><Workbook/>", "xml"),
        (b'{"responses": []}', "json"),
        (b' [\n{"a": 4},\n{"a": 5}]', "json"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"GIF89a\1\0\1\0", "picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"ASCII SPSS PORT FILE".ljust(40) * 5 + b"0" * 300, "spss-portable"),
        *((one, "old-excel") for one in (OLE, OLE + "Workbook".encode("utf-16-le"))),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is(content, key):
    assert outcome(content) == f"fault.{key}"


@pytest.mark.parametrize(("more", "large"), [("", False), ("4", True)])
def test_a_file_that_is_too_large_is_refused_unread(more, large):
    found = outcome((("x" * 99_999 + "\n") * (LARGEST_FILE // 100_000) + more).encode())
    assert found == "fault.large-file" if large else len(found) == LARGEST_FILE // 100_000


@pytest.mark.parametrize(
    ("row", "column", "wanted"),
    [
        (MOST_ROWS, 1, {MOST_ROWS: "4"}),
        (MOST_ROWS + 1, 1, SIZE),
        (1, MOST_COLUMNS, {1: "|" * (MOST_COLUMNS - 1) + "4"}),
        (1, MOST_COLUMNS + 1, SIZE),
    ],
)
def test_a_table_that_is_too_large_is_refused(row, column, wanted):
    assert outcome(b"\n" * (row - 1) + b";" * (column - 1) + b"4") == wanted
    data = f'<row r="{row}"><c r="{cell(row, column)}"><v>4</v></c></row>'
    assert outcome(hand_made(data)) == wanted


def test_of_a_row_that_is_too_wide_no_more_than_the_limit_is_looked_at():
    widths = []
    with pytest.raises(NotATableError):
        list(read(b"x;" * 9_000, lambda cells: widths.append(len(cells)) or 0))
    assert max(widths) == MOST_COLUMNS


def test_blank_rows_and_columns_beyond_the_limits_are_no_harm():
    blank = b"4\n" + b"; ;\n" * (MOST_ROWS + 5) + b";" * (MOST_COLUMNS + 5)
    assert outcome(blank) == {1: "4"}


# XLSX


def test_everything_a_cell_can_hold_becomes_text():
    values = ["Åsa", 4, 4.0, 3.5, 0.1 + 0.2, -1, True, False, None, "=1+3", "#N/A"]
    dates = [dt.date(2026, 1, 4), dt.datetime(2026, 1, 4, 8, 30)]  # noqa: DTZ001
    dates += [dt.time(8, 30), dt.timedelta(days=4)]
    assert outcome(workbook([values, dates])) == {
        1: "Åsa|4|4|3.5|0.3|-1|TRUE|FALSE||=1+3|#N/A",
        2: "2026-01-04|2026-01-04 08:30|1899-12-30 08:30|1900-01-03",
    }


DATES = ("yyyy-mm-dd", "[$-41D]d mmmm;@", "[h]:mm")
NUMBERS = ("General", "0.00", '0 "dagar"', r"0 \m\y", "[Red]0", "0_d", "0" * 255 + "d")


@pytest.mark.parametrize("code", [*DATES, *NUMBERS])
def test_a_format_makes_a_number_a_date_only_if_it_shows_one(code):
    book = openpyxl.Workbook()
    book.active["A1"] = 4
    book.active["A1"].number_format = code
    assert outcome(saved(book)) == {1: "1900-01-03" if code in DATES else "4"}


@pytest.mark.parametrize("number", [b"1e300", b"-1e9", b"nan", b"inf"])
def test_a_date_that_no_calendar_has_is_no_number_either(number):
    written = members(workbook([[dt.date(2026, 1, 4)]]))
    assert written[SHEET].count(b"<v>46026</v>") == 1
    content = zipped({**written, SHEET: written[SHEET].replace(b"46026", number)})
    assert outcome(content) == {1: "####"}


def test_every_worksheet_is_a_table_of_its_own_in_the_order_of_the_tabs():
    content = workbook([["Om enkäten"]], [], [["a"], [None, "b"]])
    assert tables_of(content) == [{1: "Om enkäten"}, {}, {1: "a", 2: "|b"}]


def formula_of_ods(more, text=""):
    return ods(("", ods_row(ods_cell(text, f'table:formula="of:=[.A2]" {more}'))))


@pytest.mark.parametrize(
    ("content", "shown", "counted"),
    [
        (row_of("<c><f>1+3</f><v>4</v></c>"), "4", 1),
        (row_of('<c t="str"><f>A2</f><v>4 – systematiskt</v></c>'), "4 – systematiskt", 1),
        (row_of('<c t="b"><f>1=1</f><v>1</v></c>'), "TRUE", 1),
        (row_of('<c t="e"><f>A2</f><v>#N/A</v></c>'), "#N/A", 1),
        (row_of('<c t="str"><f>IF(A2,1,"")</f><v></v></c>'), None, 1),
        (row_of("<c><f>1+3</f><v></v></c>"), "=1+3", 0),
        (row_of("<c><f>1+3</f></c>"), "=1+3", 0),
        (row_of('<c t="b"><f>1=1</f></c>'), "=1=1", 0),
        (row_of("<c><v>4</v></c>"), "4", 0),
        (formula_of_ods(FOUR, "4"), "4", 1),
        (formula_of_ods('office:value-type="string"', "Vet inte"), "Vet inte", 1),
        (formula_of_ods('office:value-type="string" office:string-value=""', "#N/A"), "#N/A", 1),
        (formula_of_ods(typed("float", "0"), "Err:502"), "Err:502", 1),
        (formula_of_ods('office:value-type="string"'), None, 1),
        (formula_of_ods(""), "=[.A2]", 0),
    ],
)
def test_a_formula_is_read_as_the_value_that_it_left_if_it_left_one(content, shown, counted):
    (table,) = read(content, score)
    found = table.rows.get(1, {}).get(1)
    assert (found, table.formulas) == (shown, counted)
    assert isinstance(found, Formula) == (counted == 0 and shown != "4")


def test_rows_that_are_hidden_or_filtered_away_are_told():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Svar")
        for row in range(6):
            sheet.write(row, 0, row + 1)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, 0)
        sheet.autofilter("A1:A6")
        sheet.set_row(4, options={"hidden": True})
        sheet.set_row(9, options={"hidden": True})
        # All rows without anything in them are hidden; those here are not.
        sheet.set_default_row(hide_unused_rows=True)
    assert told_of(file.getvalue()) == [("Svar", {2, 3, 5})]
    assert len(outcome(file.getvalue())) == 6


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_worksheets_come_last_with_all_their_rows_hidden(state):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.active.title, book.active.sheet_state = "Dold", state
    for name in ("Svar", "Om"):
        book.create_sheet(name).append(["y"])
    book.active = 1
    assert told_of(saved(book)) == [("Svar", set()), ("Om", set()), ("Dold", {1})]


PIECES = "<r><t>4 – </t></r><r><t>systematiskt</t></r>"
SAID = "<si><t>x</t></si><si><r><t>Vet </t></r><r><t>inte</t></r><rPh><t>wet</t></rPh></si>"
THREE = '<c r="A2" t="s"><v>1</v></c>{}<c r="C2" t="str"><v>å &amp; ä</v></c><c t="s"/>'
INLINE = f'<c r="B2" t="inlineStr"><is>{PIECES}</is></c>'
SPACED = '<c r="A1" t="s">\n <v>0</v>\n </c>\n <c t="str">\n <v>2</v>\n </c>'


@pytest.mark.parametrize(
    ("data", "strings", "rows"),
    [
        # However the workbook keeps its texts; blanks of one laid out for reading are none.
        (f'<row r="2">{THREE.format(INLINE)}</row>', SAID, {2: "Vet inte|4 – systematiskt|å & ä"}),
        (f'\n <row r="1">\n {SPACED}\n </row>\n', "\n <si>\n  <t>4</t>\n </si>\n", {1: "4|2"}),
        # Cells and rows without names follow those before them.
        (
            '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
            "",
            {3: "|1|2", 4: "3"},
        ),
        # A cell far off, or nowhere.
        *(
            (f'<row r="1"><c r="{name}"><v>4</v></c></row>', "", key)
            for key, names in {
                SIZE: ("XFD1048576", "ZZZ1", "A9999999"),
                REFUSED: (
                    *("A99999999999999999999", "AAAAAAAAA1", "A0", "A-1", "A", "1", "", "a1"),
                    "A１",
                ),
            }.items()
            for name in names
        ),
        # Nonsense.
        *((VALUE.replace("1", number, 1), "", SIZE) for number in ("0", "-3")),
        ("<c><v>4</v></c>", "", SIZE),
        (f'<row r="{"9" * 5000}"/>', "", REFUSED),
        ('<row r="1"><c t="s"><v>7</v></c></row>', "", REFUSED),
        *((one, "", REFUSED) for one in (VALUE.replace("4", "four"), "<row>", "&four;", "\1")),
    ],
)
def test_a_worksheet_is_read_however_it_is_written_and_nonsense_refused(data, strings, rows):
    assert outcome(hand_made(data, strings=strings)) == rows


def test_other_dialects_of_xlsx_are_read():
    # Microsoft Forms gives every element a prefix and paths from the root; others write names in
    # another case; strict XLSX has namespaces of its own.
    written = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>4</t></si>")
    prefixed = {
        name: part.replace(f'xmlns="{SPREADSHEET}"', 'xmlns:x="http://purl.oclc.org/ooxml/main"')
        .replace("<", "<x:")
        .replace("<x:/", "</x:")
        if SPREADSHEET in part
        else part.replace('"worksheets/', '"/XL/Worksheets/').replace('"xl/', '"/xl/')
        for name, part in written.items()
    }
    assert "<x:c r=" in prefixed[SHEET]
    assert "/XL/" in prefixed[RELATED]
    assert outcome(zipped(prefixed)) == {1: "4"}


@pytest.mark.parametrize("name", ["Enkät.csv", "svar/ENKÄT.CSV"])
def test_a_csv_file_in_a_zip_file_is_read(name):
    content = zipped({name: csv_of(("Öppna processer",), ("4",)), "__MACOSX/._x": b"x"})
    assert outcome(content) == {1: "Öppna processer", 2: "4"}


ODS_PARTS = {"mimetype": b"x", "content.xml": b"\0"}
ODS_LOCKED = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ({}, NO_FILES),
        ({"a.txt": b"4"}, NO_FILES),
        ({"a.zip": zipped({"b.csv": b"4"})}, NO_FILES),
        ({"a.xlsx": zipped({"b.csv": b"4"})}, NONE),
        ({"a.xlsx": zipped({"b.xlsx": workbook([["x"]])})}, NONE),
        ({"a.xlsx": OLE}, "fault.old-excel"),
        ({"a.csv": b"4", "b.csv": b"<html>"}, "fault.html"),
        ({"a.csv": b"\x89PNG\0"}, "fault.picture"),
        ({"mimetype": b"x", "content.xml": b"<a/>"}, NONE),
        ({"mimetype": b"x", "encrypted-package": b"\0"}, LOCKED),
        (ODS_PARTS | ODS_LOCKED, LOCKED),
        ({**parts(""), "xl/workbook.xml": "<document><body/></document>"}, NONE),
    ],
)
def test_another_zip_file_is_told_from_a_workbook(files, key):
    assert outcome(zipped(files)) == key


def test_every_table_in_a_zip_file_is_read_with_its_name():
    content = zipped(
        {
            "readme.txt": b"x",
            "uploads/bild.png": b"\x89PNG",
            "svar/data.csv": csv_of(("a", "b")),
            "Labels.TSV": csv_of(("c", "d"), delimiter="\t"),
            "__MACOSX/svar/._data.csv": b"\0\5\x16\7",
            "._data.csv": b"\0\5\x16\7",
            "bok.xlsx": workbook([["e"]], [["f"]]),
        }
    )
    named = zip(told_of(content), tables_of(content), strict=True)
    assert [(name, rows[1]) for (name, _), rows in named] == [
        *(("svar/data.csv", "a|b"), ("Labels.TSV", "c|d"), ("Sheet", "e"), ("Sheet1", "f"))
    ]


def test_workbooks_in_a_zip_file_may_together_be_no_larger_than_one(monkeypatch):
    # Each is small packed, and packed once more smaller still.
    inner = zipped(parts('<row r="1"/>' + " " * 900_000))
    assert outcome(zipped({"a.xlsx": inner})) == {}
    assert outcome(zipped({f"{n}.xlsx": inner for n in range(9)})) == SWOLLEN
    # Nor may they have more elements.
    inner = hand_made("<row/>" * 60)
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS", 100)
    assert outcome(zipped({"a.xlsx": inner})) == {}
    assert outcome(zipped({"a.xlsx": inner, "b.xlsx": inner})) == SWOLLEN


# ODS


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (ods_cell("4,00", typed("float", "4")), "4"),
        (ods_cell("0,3", typed("float", "0.30000000000000004")), "0.3"),
        (ods_cell("50 %", typed("percentage", "0.5")), "0.5"),
        (ods_cell("4 kr", typed("currency", "4")), "4"),
        (ods_cell("4 jan", typed("date", "2026-01-04", "date-value")), "2026-01-04"),
        (ods_cell("x", typed("date", "2026-01-04T08:30:00", "date-value")), "2026-01-04 08:30"),
        (ods_cell("08:30", typed("time", "PT08H30M00S", "time-value")), "08:30"),
        (ods_cell("SANT", typed("boolean", "true", "boolean-value")), "TRUE"),
        (ods_cell("FALSKT", typed("boolean", "false", "boolean-value")), "FALSE"),
        (ods_cell("4 – <text:span>system</text:span>atiskt"), "4 – systematiskt"),
        (ods_cell('a<text:s text:c="2"/>b<text:s/>c<text:tab/>d'), "a  b c\td"),
        (ods_cell("a<text:line-break/>b</text:p><text:p>c"), "a\nb\nc"),
        (ods_cell("a\n   b"), "a b"),
        (ods_cell("å &amp; ä _x000D_"), "å & ä _x000D_"),
        (ods_cell("pÃ¥bÃ¶rjat"), "påbörjat"),
        (ods_cell("x" * 1_001), "x" * 1_000 + "…"),
        (ods_cell("x" * 999 + "</text:p><text:p>yy"), "x" * 999 + "\n…"),
        (ods_cell("<text:s text:c='999999999'/>x"), " " * 1_000 + "…"),
        # What stands beside a cell's own text.
        *(
            (ods_cell(f"4</text:p><{one}><text:p>5</text:p></{one}><text:p>"), "4")
            for one in ("office:annotation", "draw:frame")
        ),
    ],
)
def test_everything_a_cell_of_ods_can_hold_becomes_text(written, shown):
    assert outcome(ods(("", ods_row(written))))[1].rstrip("\n") == shown


def test_rows_and_cells_of_ods_that_are_written_once_stand_where_they_are_shown():
    rows = (
        ods_row(ods_cell(more=""), more=repeated(2, "rows"))
        + ods_row(
            ods_cell(more=repeated(2)),
            ods_cell("4", f"{FOUR} {repeated(3)}"),
            ods_cell("x", name="covered-table-cell"),
            ods_cell("y"),
            ods_cell(more=repeated(16_000)),
            more=repeated(2, "rows"),
        )
        + ods_row(ods_cell("z"))
        + ods_row(ods_cell(more=repeated(16_384)), more=repeated(1_048_570, "rows"))
    )
    assert outcome(ods(("", rows))) == {3: "||4|4|4||y", 4: "||4|4|4||y", 5: "z"}


def test_hidden_rows_and_worksheets_of_ods_are_told_and_copies_of_other_files_left_out():
    row = ods_row(ods_cell("x"))
    rows = row + "".join(
        ods_row(ods_cell("x"), more=f'table:visibility="{kind}" {repeated(2, "rows")}')
        for kind in ("collapse", "visible", "filter")
    )
    style = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
        '</style:style><style:style style:name="ta1"><style:table-properties/></style:style>'
    )
    styled = [("2", row), ("1", rows), ("3", f"<table:table-source/>{row}")]
    sheets = [(f'table:style-name="ta{number}"', inside) for number, inside in styled]
    content = ods(*sheets, ("", row), styles=style)
    assert told_of(content) == [("2", {2, 3, 6, 7}), ("4", set()), ("1", {1})]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        *((ods_row(ods_cell("4", f"{FOUR} {repeated(n)}")), SIZE) for n in (501, 10**9)),
        *((ods_row(ods_cell("4", FOUR), more=repeated(n, "rows")), SIZE) for n in (10_001, 10**9)),
        (ods_row(ods_cell("4", f"{FOUR} {repeated(500)}"), more=repeated(10_000, "rows")), SWOLLEN),
        (ods_row(ods_cell("4", f"{FOUR} {repeated(500)}")) * 1_000, SWOLLEN),
        *((ods_row(ods_cell("4", repeated(one))), REFUSED) for one in ("x", "9" * 5_000)),
        (ods_row(ods_cell("4", typed("float", "four"))), REFUSED),
        (ods_row(ods_cell("4", 'office:value-type="float"')), REFUSED),
        (ods_row(ods_cell("4", typed("date", "in May", "date-value"))), REFUSED),
        ("<table:table-row>", REFUSED),
    ],
)
def test_an_ods_file_that_is_too_large_or_nonsense_is_refused(rows, key):
    content = ods(("", rows))
    assert peak(lambda: outcome(content)) < 20_000_000
    assert outcome(content) == key


# SPSS and Stata

PEOPLE = {
    "breadth_1": [1.0, 4.0, None, 9.0],
    "mean": [0.1 + 0.2, 2.5, -1.0, 1e6],
    "note": ["x", "", "å" * 1_001, "y"],
    "day": [dt.date(2026, 1, 4)] * 4,
    "at": [dt.datetime(2026, 1, 4, 8, 30)] * 4,  # noqa: DTZ001
}
VALUES = {"breadth_1": {1: "1 – saknas", 6: "Vet inte"}}
KINDS = ("sav", "zsav", "dta")


def data_file(tmp_path, kind, columns=PEOPLE, labels=None, **more):
    """Save columns as a program for statistics does; `labels` say what values are called."""
    path = tmp_path / "x"
    write = pyreadstat.write_dta if kind == "dta" else pyreadstat.write_sav
    if kind == "zsav":
        more |= {"row_compress": False, "compress": True}
    write(pd.DataFrame(columns), path, variable_value_labels=labels or {}, **more)
    return path.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("labels", [[], ["Läget", "", "", "", ""]])
@pytest.mark.parametrize("within", [False, True])
def test_data_of_spss_and_stata_have_names_and_labels_and_then_the_persons(
    tmp_path, kind, labels, within
):
    more = {"column_labels": labels} if labels else {}
    content = data_file(tmp_path, kind, labels=VALUES, **more)
    when = "2026-01-04|2026-01-04 08:30"
    rows = [
        *("|".join(PEOPLE), *labels[:1], f"1 – saknas|0.3|x|{when}", f"4|2.5||{when}"),
        *(f"|-1|{'å' * 1_000}…|{when}", f"9|1000000|y|{when}"),
    ]
    found = outcome(zipped({"svar.zsav": content}) if within else content)
    assert found == dict(enumerate(rows, 1))


def test_a_value_that_stands_for_a_missing_answer_is_its_label_or_blank(tmp_path):
    more = {"columns": {"breadth_1": [9.0]}, "missing_ranges": {"breadth_1": [9]}}
    assert outcome(data_file(tmp_path, "sav", **more)) == {1: "breadth_1"}
    labelled = data_file(tmp_path, "sav", labels={"breadth_1": {9: "Vet inte"}}, **more)
    assert outcome(labelled) == {1: "breadth_1", 2: "Vet inte"}
    # Stata has letters for them.
    frame = pd.DataFrame({"breadth_1": [1, "a", "b"]}, dtype=object)
    letters = {"missing_user_values": {"breadth_1": ["a", "b"]}}
    content = data_file(tmp_path, "dta", frame, {"breadth_1": {"a": "Vet inte"}}, **letters)
    assert outcome(content) == {1: "breadth_1", 2: "1", 3: "Vet inte"}


@pytest.mark.parametrize("kind", ["sav", "dta"])
@pytest.mark.parametrize(("rows", "columns"), [(MOST_ROWS + 1, 1), (1, MOST_COLUMNS + 1)])
def test_data_that_are_too_large_are_refused(tmp_path, kind, rows, columns):
    content = data_file(tmp_path, kind, {f"v{n}": [4.0] * rows for n in range(columns)})
    assert outcome(content) == SIZE


def test_data_that_would_swell_are_refused_before_they_are_read(tmp_path):
    columns = {f"v{n}": ["x" * 20_000, *[""] * 999] for n in range(6)}
    content = data_file(tmp_path, "sav", columns, compress=True)
    assert len(content) < 1_000_000
    assert peak(lambda: outcome(content)) < 10_000_000
    assert outcome(content) == SWOLLEN


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_torn_data_are_refused(tmp_path, kind, share):
    content = data_file(tmp_path, kind)
    assert outcome(content[: int(len(content) * share)]) == "fault.statistics"


@pytest.mark.parametrize("content", [b"$FL2", b"<stata_dta>", b"\x72\2\1\0"])
def test_where_data_of_spss_cannot_be_read_that_is_said(monkeypatch, content):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    assert outcome(content) == "fault.no-statistics"


HOW_A_READER_ENDS = {
    "it crashes": "kill -SEGV $$",
    "it gives up": "exit 3",
    "it never ends": "exec sleep 600",
    "it says nothing": "exit 0",
    "it says nonsense": "echo '{]'",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows runs no scripts of a shell")
@pytest.mark.parametrize("way", HOW_A_READER_ENDS.values(), ids=HOW_A_READER_ENDS)
def test_a_reader_of_statistics_that_ends_takes_nothing_else_down(tmp_path, monkeypatch, way):
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{way}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(statistics, "LONGEST", 0.5 if "sleep" in way else 60)
    assert outcome(b"$FL2 whatever") == "fault.statistics"


@pytest.mark.skipif(sys.platform != "linux", reason="others do not count memory")
def test_a_reader_of_statistics_gets_no_more_memory_than_is_said():
    code = f"from kit.files.statistics import _limit; _limit(); bytearray({statistics.MOST_MEMORY})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in run.stderr


@pytest.mark.parametrize(
    ("kind", "declared", "key"),
    [
        *((kind, 20_000, SIZE) for kind in KINDS),
        *((kind, 9_999, "fault.statistics") for kind in ("sav", "zsav")),
        ("dta", 2**40, "fault.statistics"),
    ],
)
def test_data_of_fewer_persons_than_they_say_are_refused(tmp_path, kind, declared, key):
    content = data_file(tmp_path, kind)
    number = "<q" if kind == "dta" else "<i"
    at = content.index(b"<N>" + struct.pack("<q", 4)) + 3 if kind == "dta" else 80
    assert struct.unpack_from(number, content, at) == (4,)
    lying = bytearray(content)
    struct.pack_into(number, lying, at, declared)
    assert outcome(bytes(lying)) == key


def test_nothing_is_loaded_for_spss_until_a_file_of_it_comes():
    code = (
        "import sys, kit.classroom.surveys as s; s.look(b'1.1;1.2', 'x.csv');"
        "print(sorted({'pyreadstat', 'numpy', 'pandas'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# What is meant to harm


def varied(number, more):
    """Return bytes that do not shrink, then zeros that do."""
    return random.Random(1).randbytes(number) + bytes(more)


ELSEWHERE = 'Target="worksheets', 'TargetMode="External" Target="https://example.org'
AS_LARGE_AS_CAN_BE = "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'


def many_parts(number):
    return zipped({**parts(""), **{f"x/{n}": b"" for n in range(number - len(parts("")))}})


def many_empty_rows():
    data = "".join(f'<row r="{n}" s="1"/>' for n in range(2, 1_000_000, 5))
    data += '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    return changed(SHEET, *AS_LARGE_AS_CAN_BE, data)


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (lambda: patched(8, b"\1\0", b"xl/workbook.xml"), LOCKED),
        (lambda: zipped(parts(VALUE), zipfile.ZIP_BZIP2), REFUSED),
        (lambda: zipped(parts(VALUE), zipfile.ZIP_LZMA), REFUSED),
        # What shrank to a hundredth is a bomb, save where it is small.
        (lambda: swollen(bytes(5_000_000)), SWOLLEN),
        (lambda: swollen(bytes(900_000)), {}),
        # So is what shrank less, and unpacks to very much.
        (lambda: swollen(varied(1_500_000, xlsx.LARGEST_UNZIPPED)), SWOLLEN),
        (lambda: zipped({"a.csv": varied(300_000, LARGEST_FILE)}), "fault.large-file"),
        (lambda: many_parts(xlsx.MOST_PARTS), {}),
        (lambda: many_parts(xlsx.MOST_PARTS + 1), SWOLLEN),
        (many_empty_rows, {1: "4"}),
        # A part listed a thousand times is read once; one elsewhere in the world is not fetched.
        (lambda: hand_made(VALUE, sheets=1000), {1: "4"}),
        (lambda: changed(RELATED, *ELSEWHERE), NONE),
        # Content types say nothing that is needed.
        (lambda: zipped({**parts(VALUE), "[Content_Types].xml": b"\0"}), {1: "4"}),
    ],
)
def test_a_workbook_that_is_locked_or_a_bomb_or_leads_elsewhere_is_refused(make, wanted):
    content = make()
    assert len(content) < LARGEST_FILE
    assert outcome(content) == wanted


def test_a_directory_that_lies_about_sizes_lets_nothing_larger_unpack():
    content = hand_made('<row r="1"/>' + " " * 50_000_000)
    lying = patched(24, struct.pack("<I", 1000), SHEET.encode(), content)
    assert peak(lambda: outcome(lying)) < 10_000_000
    assert outcome(lying) == REFUSED


def test_a_cell_as_long_as_a_library_takes_no_more_memory_than_another():
    written = parts(f'<row r="1"><c t="str"><v>{"x" * 50_000_000}</v></c></row>')
    # Unlike the text, a picture does not shrink: the whole is no bomb by its looks.
    content = zipped({**written, "xl/media/image1.png": varied(600_000, 0)})
    assert outcome(content) == {1: "x" * LONGEST_CELL + "…"}
    assert peak(lambda: outcome(content)) < 10_000_000


def test_a_workbook_of_too_many_elements_is_refused_though_each_part_is_small(monkeypatch):
    content = hand_made("<row/>" * 60, strings="<si/>" * 60)
    assert outcome(content) == {}
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS", 100)
    assert outcome(content) == SWOLLEN


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY four "4">]>',
        '<!DOCTYPE x [<!ENTITY four SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY a "4444"><!ENTITY four "&a;&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("used", ["&four;", "4"])
def test_a_workbook_that_declares_entities_is_refused_used_or_not(declared, used):
    assert outcome(row_of(f'<c t="str"><v>{used}</v></c>', before=declared)) == REFUSED


def test_a_hundred_thousand_shared_formulas_cost_no_more_than_other_cells():
    long = "+".join(f"A{n}" for n in range(1, 1500))
    first = f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:J9999">{long}</f><v>4</v></c></row>'
    more = "".join(
        f'<row r="{row}">' + '<c><f t="shared" si="0"/><v>4</v></c>' * 10 + "</row>"
        for row in range(2, 10_000)
    )
    (table,) = read(hand_made(first + more), score)
    assert set(table.rows[9_999].values()) == {"4"}
    assert table.formulas == 99_981
    ((_, rows),) = worksheets(hand_made(first + more), 10)
    assert rows[1][1] == "=A1+A2+A3+…"
    assert set(rows[9_999].values()) == {"="}


@pytest.mark.parametrize("name", [name for name in parts("") if not name.startswith("[")])
@pytest.mark.parametrize("instead", [None, "", "<a", "<a/>", "\x89PNG"])
def test_a_part_that_is_missing_or_something_else_is_refused_or_empty(name, instead):
    written = parts('<row r="1"><c t="s"><v>0</v></c></row>', strings="<si><t>4</t></si>")
    written |= {name: instead}
    found = outcome(zipped({key: part for key, part in written.items() if part is not None}))
    harmless = (name, instead) == (SHEET, "<a/>")
    assert found == {} if harmless else found in {REFUSED, NONE}


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_torn_workbook_is_refused(share):
    content = workbook([["Öppna processer"], [4]])
    assert outcome(content[: int(len(content) * share)]) == REFUSED


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_a_machine_out_of_memory_and_a_teacher_who_stops_are_heard(monkeypatch, error):
    def fail(*_arguments):
        raise error

    monkeypatch.setattr(zipfile, "ZipFile", fail)
    with pytest.raises(error):
        list(read(b"PK\3\4", score))


def stops_nothing(content):
    """Read a file whatever is in it; whatever else than a refusal is raised fails the test."""
    with contextlib.suppress(NotATableError):
        list(read(content, score))


def printable(text):
    """Leave out what XML cannot hold."""
    return "".join(one for one in text if one >= " " and one not in "\ufffe\uffff")


WORKBOOK = workbook([["Öppna processer", "När"], [4, dt.date(2026, 1, 4)], ["x", True]])
JUNK = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30).map(printable)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), max_size=9))
def test_a_workbook_with_damaged_bytes_never_stops_the_class(damage):
    content = bytearray(WORKBOOK)
    for place, byte in damage:
        content[place] = byte
    stops_nothing(bytes(content))


STRINGS = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>4</t></si>")
OF_ODS = {
    name: part.decode()
    for name, part in members(
        ods(("", ods_row(ods_cell("4", FOUR), ods_cell("x"), more=repeated(3, "rows"))))
    ).items()
}


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(
        [*((STRINGS, name) for name in sorted(STRINGS)[1:]), *[(OF_ODS, "content.xml")] * 5]
    ),
    st.text(max_size=60),
    st.integers(0, 700),
)
def test_a_workbook_with_damaged_xml_never_stops_the_class(of, junk, place):
    written, name = of
    whole = written[name]
    damaged = (whole[:place] + junk + whole[place:]).encode(errors="replace")
    stops_nothing(zipped({**written, name: damaged}))


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(b"PK\3\4".__add__)))
def test_bytes_of_any_kind_never_stop_the_class(content):
    stops_nothing(content)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(JUNK, min_size=1, max_size=4), max_size=5))
def test_texts_of_any_kind_come_out_of_a_workbook_as_they_went_in(rows):
    data = "".join(
        f'<row r="{number}">'
        + "".join(f'<c t="str"><v>{escape(one)}</v></c>' for one in row)
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    kept = {
        number: {column: one for column, one in enumerate(row, 1) if one.strip()}
        for number, row in enumerate(rows, 1)
    }
    ((_, found),) = worksheets(hand_made(data), 99)
    assert found == {number: row for number, row in kept.items() if row}


@pytest.mark.parametrize(
    ("row", "column", "name"), [(7, 3, "C7"), (1, 26, "Z1"), (1, 27, "AA1"), (2, 702, "ZZ2")]
)
def test_cells_are_named_as_spreadsheets_name_them(row, column, name):
    assert cell(row, column) == name
    assert openpyxl.utils.coordinate_to_tuple(name) == (row, column)


# Worksheets by name, for what the kit itself has written


def test_worksheets_are_told_with_the_names_on_their_tabs():
    book = openpyxl.Workbook()
    book.active.title = "Svar & annat"
    book.active["B2"] = "x"
    book.create_sheet("Två")
    assert list(worksheets(saved(book), 10)) == [("Svar & annat", {2: {2: "x"}}), ("Två", {})]


@pytest.mark.parametrize("content", [b"a;b\r\n", zipped({"a.csv": b"a;b"})])
def test_worksheets_are_those_of_a_workbook_alone(content):
    with pytest.raises(NotATableError, match=r"fault\.no-table"):
        list(worksheets(content, 10))


@pytest.mark.parametrize(
    ("kind", "held"),
    [("s", "<v>{1}</v>"), ("str", "<v>{0}</v>"), ("inlineStr", "<is><t>{0}</t></is>")],
)
def test_of_a_worksheets_cells_as_much_is_kept_as_is_asked_for(kind, held):
    texts = "x" * 2_000, "y" * 2_001
    cells = "".join(
        f'<c t="{kind}">{held.format(text, place)}</c>' for place, text in enumerate(texts)
    )
    strings = "".join(f"<si><t>{one}</t></si>" for one in texts)
    content = row_of(cells, strings=strings)
    assert list(worksheets(content, 2_000)) == [("0", {1: {1: texts[0], 2: "y" * 2_000 + "…"}})]


def test_a_formula_is_told_from_text_that_begins_like_one():
    content = row_of('<c t="str"><f>1+1</f><v>2</v></c><c t="str"><v>=1+1</v></c>')
    ((_, rows),) = worksheets(content, 10)
    formula, text = rows[1].values()
    assert formula == text == "=1+1"
    assert isinstance(formula, Formula)
    assert not isinstance(text, Formula)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a_x000D_b", "a\rb"),
        ("a_x000d_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x000D", "_x000D"),
        ("_xD83D__xDE00_", "_xD83D__xDE00_"),
    ],
)
@pytest.mark.parametrize("kind", ["s", "str"])
def test_what_xml_cannot_hold_is_read_from_its_escapes(kind, written, meant):
    value = "0" if kind == "s" else written
    content = row_of(f'<c t="{kind}"><v>{value}</v></c>', strings=f"<si><t>{written}</t></si>")
    assert outcome(content) == {1: meant}
