"""Spreadsheet files as rows of text: what is read, and what is refused in time."""

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
REFUSED = "fault.workbook"


def score(cells):
    return sum(one in HEADINGS for one in cells.values())


def tables_of(content):
    """Return the tables of a file, each as its rows: the number, and the cells by their letter."""
    return [
        {
            number: {letter(column): one for column, one in row.items()}
            for number, row in table.rows.items()
        }
        for table in read(content, score)
    ]


def letter(column):
    return cell(1, column)[:-1]


def table_of(content):
    (rows,) = tables_of(content)
    return rows


def refusal(content):
    with pytest.raises(NotATableError) as caught:
        list(read(content, score))
    return str(caught.value)


# CSV


def csv_of(*rows, delimiter=";", encoding="utf-8", newline="\r\n"):
    return "".join(delimiter.join(row) + newline for row in rows).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_csv_is_read_in_every_encoding_and_with_every_line_ending_that_tools_write(
    encoding, newline
):
    content = csv_of(("Förtroende hemma", "Namn"), ("4", "Åsa"), encoding=encoding, newline=newline)
    assert table_of(content) == {
        1: {"A": "Förtroende hemma", "B": "Namn"},
        2: {"A": "4", "B": "Åsa"},
    }


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_of_either_byte_order_is_known_by_its_mark(order):
    content = csv_of(("\ufeffÖppna processer", "x"), encoding=f"utf-16-{order}")
    assert table_of(content) == {1: {"A": "Öppna processer", "B": "x"}}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("heading", ["Förtroende hemma – nu”", "x"])
def test_utf_16_without_its_mark_is_known_by_its_zeros(encoding, heading):
    content = csv_of((heading, "Namn"), ("4", "Åsa"), encoding=encoding)
    assert table_of(content) == {1: {"A": heading, "B": "Namn"}, 2: {"A": "4", "B": "Åsa"}}


@pytest.mark.parametrize(
    ("texts", "encoding"),
    [
        (("Förtroende hemma", "2 – påbörjat"), "mac-roman"),
        (("ÅLAND", "ÄPPLE", "ÖST"), "mac-roman"),
        (("Don’t know", "1 – absent", "“so”"), "mac-roman"),
        (("Förtroende", "2 – påbörjat"), "cp1252"),
        (("“Don’t know”", "1 – absent"), "cp1252"),
        # Letters of names, which a Macintosh would have for those of ours.
        (("Škoda", "Miloš"), "cp1252"),
        (("Förtroende hemma", "åäö", "Š", "Œuvre", "Šš", "š"), "cp1252"),
        (("Õ ñ ÈÉ",), "cp1252"),
    ],
)
def test_csv_from_a_macintosh_is_told_from_that_of_windows(texts, encoding):
    assert list(table_of(csv_of(texts, encoding=encoding))[1].values()) == list(texts)


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
    whole = {1: {"A": "Tidstämpel", "B": text, "C": f"{text} {text}"}}
    assert table_of(csv_of(*row)) == table_of(workbook(*[row])) == whole
    shared = hand_made('<row r="1"><c t="s"><v>0</v></c></row>', strings=f"<si><t>{wrong}</t></si>")
    if "&" not in text:
        assert table_of(shared) == {1: {"A": text}}
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
    ("written", "meant"),
    [
        ('="4"', "4"),
        ('"=""4"""', "4"),
        ('="2 – påbörjat"', "2 – påbörjat"),
        ('=""', ""),
        ('="4', '="4'),
        ("=4", "=4"),
        ('="4"&"5"', '="4"&"5"'),
        ('x="4"', 'x="4"'),
    ],
)
def test_a_text_that_is_guarded_against_excel_is_read(written, meant):
    assert table_of(f"Id;x\r\n1;{written}\r\n".encode())[2].get("B", "") == meant


def test_a_guarded_heading_is_known():
    content = b'="Namn, titel";="\xc3\x96ppna processer"\r\nx;4\r\n'
    assert table_of(content)[1] == {"A": "Namn, titel", "B": "Öppna processer"}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_the_one_that_parts_the_header_into_what_is_known(delimiter):
    # Each of the three stands within a heading or an answer, too, the other two more often.
    others = "".join(one for one in ";,\t" if one != delimiter)
    remark = others * 5
    heading = "Läge, resurser" if delimiter != "," else '"Läge, resurser"'
    content = csv_of(("Namn", "Öppna processer", heading), (remark, "4", "2"), delimiter=delimiter)
    rows = table_of(content)
    assert rows[1] == {"A": "Namn", "B": "Öppna processer", "C": "Läge, resurser"}
    assert rows[2]["B"] == "4"


def test_the_delimiter_is_found_below_titles_and_without_a_known_heading():
    titles = csv_of(("Enkät, våren, 2026, alla svar",), (), ("Namn", *HEADINGS))
    assert table_of(titles)[3] == dict(zip("ABCD", ("Namn", *HEADINGS), strict=True))
    unknown = csv_of(("Id", "Klistra in din kod, tack"), ("1", "X"))
    assert table_of(unknown)[2] == {"A": "1", "B": "X"}
    assert table_of(csv_of(("Id", "Kod"), delimiter=",")) == {1: {"A": "Id", "B": "Kod"}}


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_a_first_line_that_says_the_delimiter_is_obeyed_and_no_row(line):
    content = line.encode() + csv_of(("a,b,c,d", "x"))
    assert table_of(content) == {1: {"A": "a,b,c,d", "B": "x"}}


def test_quoted_cells_hold_delimiters_quotation_marks_and_lines_and_count_as_one_row():
    content = b'"a;""b""\r\nc";x\r\n1;2\r\n'
    assert table_of(content) == {1: {"A": 'a;"b"\r\nc', "B": "x"}, 2: {"A": "1", "B": "2"}}


def test_rows_keep_the_numbers_that_a_spreadsheet_program_shows():
    content = csv_of(("a", "b"), (), ("", ""), (" ", "4"))
    assert table_of(content) == {1: {"A": "a", "B": "b"}, 4: {"B": "4"}}


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row_instead_of_losing_rows():
    content = b'a;b\r\n1;2\r\n"3;4\r\n5;6\r\n'
    with pytest.raises(NotATableError) as caught:
        list(read(content, score))
    assert (str(caught.value), caught.value.values) == ("fault.quotes", {"row": "3"})  # noqa: PD011 - no data frame


def test_a_long_remark_is_cut_and_the_row_is_kept():
    content = csv_of(("x" * LONGEST_CELL, "y" * (LONGEST_CELL + 1), "4"))
    assert table_of(content) == {
        1: {"A": "x" * LONGEST_CELL, "B": "y" * LONGEST_CELL + "…", "C": "4"}
    }


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
    "content",
    [
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff",
        bytes(200),
        struct.pack("<100i", *range(100)),
    ],
)
def test_what_is_no_table_is_told_so(content):
    assert refusal(content) == "fault.no-table"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"<html><table><tr><td>4</td></tr></table></html>", "fault.html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<p>", "fault.html"),
        ("<TABLE border=1>".encode("utf-16"), "fault.html"),
        (b"\xef\xbb\xbf\r\n <?xml version='1.0'?><Workbook/>", "fault.xml"),
        (b'{"responses": []}', "fault.json"),
        (b' [\n{"a": 4},\n{"a": 5}]', "fault.json"),
        (b"%PDF-1.7\n%\xe2\xe3", "fault.pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "fault.picture"),
        (b"GIF89a\1\0\1\0", "fault.picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "fault.picture"),
        (b"\0\0\0\x18ftypheic", "fault.picture"),
        (b"ASCII SPSS PORT FILE".ljust(40) * 5 + b"0" * 300, "fault.spss-portable"),
        (OLE, "fault.old-excel"),
        (OLE + "Workbook".encode("utf-16-le"), "fault.old-excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "fault.password"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is(content, key):
    assert refusal(content) == key


@pytest.mark.parametrize("begins", ["[1] Läge", "{a}", "[", "{", "(<"])
def test_a_csv_file_may_begin_like_something_else(begins):
    assert table_of(csv_of((begins, "x"))) == {1: {"A": begins, "B": "x"}}


def test_an_empty_file_has_an_empty_table():
    assert table_of(b"") == {}


@pytest.mark.parametrize(("more", "large"), [("", False), ("4", True)])
def test_a_file_that_is_too_large_is_refused_unread(more, large):
    lines = ("x" * 99_999 + "\n") * (LARGEST_FILE // 100_000) + more
    if large:
        assert refusal(lines.encode()) == "fault.large-file"
    else:
        assert len(table_of(lines.encode())) == LARGEST_FILE // 100_000


@pytest.mark.parametrize(
    ("row", "column", "large"),
    [
        (MOST_ROWS, 1, False),
        (MOST_ROWS + 1, 1, True),
        (1, MOST_COLUMNS, False),
        (1, MOST_COLUMNS + 1, True),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_that_is_too_large_is_refused(kind, row, column, large):
    if kind == "csv":
        content = b"\n" * (row - 1) + b";" * (column - 1) + b"4"
    else:
        content = hand_made(f'<row r="{row}"><c r="{cell(row, column)}"><v>4</v></c></row>')
    if large:
        assert refusal(content) == "fault.size"
    else:
        assert table_of(content) == {row: {letter(column): "4"}}


def test_of_a_row_that_is_too_wide_no_more_than_the_limit_is_looked_at():
    widths = []
    with pytest.raises(NotATableError):
        list(read(b"x;" * 9_000, lambda cells: widths.append(len(cells)) or 0))
    assert max(widths) == MOST_COLUMNS


def test_blank_rows_and_columns_beyond_the_limits_are_no_harm():
    blank = b"4\n" + b"; ;\n" * (MOST_ROWS + 5) + b";" * (MOST_COLUMNS + 5)
    assert table_of(blank) == {1: {"A": "4"}}


# XLSX


def workbook(*sheets):
    """Save worksheets, each a list of rows, as openpyxl does."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


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
        "xl/_rels/workbook.xml.rels": relations(
            worksheet1="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"
        ),
        "xl/sharedStrings.xml": f'{before}<sst xmlns="{SPREADSHEET}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{SPREADSHEET}"><sheetData>{data}'
        "</sheetData></worksheet>",
    }


def hand_made(data, **more):
    return zipped(parts(data, **more))


def test_everything_a_cell_can_hold_becomes_text():
    values = ["Åsa", 4, 4.0, 3.5, 0.1 + 0.2, -1, True, False, None, "=1+3", "#N/A"]
    assert table_of(workbook([values]))[1] == {
        "A": "Åsa",
        "B": "4",
        "C": "4",
        "D": "3.5",
        "E": "0.3",
        "F": "-1",
        "G": "TRUE",
        "H": "FALSE",
        "J": "=1+3",
        "K": "#N/A",
    }


def test_dates_and_times_are_told_from_numbers():
    date = dt.date(2026, 1, 4)
    moment = dt.datetime(2026, 1, 4, 8, 30)  # noqa: DTZ001
    assert table_of(workbook([[date, moment, dt.time(8, 30), dt.timedelta(days=4)]])) == {
        1: {"A": "2026-01-04", "B": "2026-01-04 08:30", "C": "1899-12-30 08:30", "D": "1900-01-03"}
    }


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", "1900-01-03"),
        ("[$-41D]d mmmm;@", "1900-01-03"),
        ("[h]:mm", "1900-01-03"),
        ("General", "4"),
        ("0.00", "4"),
        ('0 "dagar"', "4"),
        (r"0 \m\y", "4"),
        ("[Red]0", "4"),
        ("0_d", "4"),
        ("0" * 255 + "d", "4"),
    ],
)
def test_a_format_makes_a_number_a_date_only_if_it_shows_one(code, shown):
    book = openpyxl.Workbook()
    book.active["A1"] = 4
    book.active["A1"].number_format = code
    assert table_of(saved(book)) == {1: {"A": shown}}


@pytest.mark.parametrize("number", ["1e300", "-1e9", "nan", "inf"])
def test_a_date_that_no_calendar_has_is_no_number_either(number):
    book = openpyxl.Workbook()
    book.active["A1"] = dt.date(2026, 1, 4)
    changed = members(saved(book))
    sheet = changed["xl/worksheets/sheet1.xml"]
    assert sheet.count(b"<v>46026</v>") == 1
    changed["xl/worksheets/sheet1.xml"] = sheet.replace(b"46026", number.encode())
    assert table_of(zipped(changed)) == {1: {"A": "####"}}


def test_every_worksheet_is_a_table_of_its_own_in_the_order_of_the_tabs():
    content = workbook([["Om enkäten"]], [], [["a"], [None, "b"]])
    assert tables_of(content) == [{1: {"A": "Om enkäten"}}, {}, {1: {"A": "a"}, 2: {"B": "b"}}]


@pytest.mark.parametrize(
    ("written", "shown", "counted"),
    [
        ("<c><f>1+3</f><v>4</v></c>", "4", 1),
        ('<c t="str"><f>A2</f><v>4 – systematiskt</v></c>', "4 – systematiskt", 1),
        ('<c t="b"><f>1=1</f><v>1</v></c>', "TRUE", 1),
        ('<c t="e"><f>A2</f><v>#N/A</v></c>', "#N/A", 1),
        ('<c t="str"><f>IF(A2,1,"")</f><v></v></c>', None, 1),
        ("<c><f>1+3</f><v></v></c>", "=1+3", 0),
        ("<c><f>1+3</f></c>", "=1+3", 0),
        ('<c t="b"><f>1=1</f></c>', "=1=1", 0),
        ("<c><v>4</v></c>", "4", 0),
    ],
)
def test_a_formula_is_read_as_the_value_that_it_left_if_it_left_one(written, shown, counted):
    (table,) = read(hand_made(f'<row r="1">{written}</row>'), score)
    assert table.rows.get(1, {}).get(1) == shown
    assert table.formulas == counted
    assert isinstance(table.rows.get(1, {}).get(1), Formula) == (counted == 0 and shown != "4")


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
    (table,) = read(file.getvalue(), score)
    assert (table.name, table.hidden) == ("Svar", {2, 3, 5})
    assert len(table.rows) == 6


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_worksheets_come_last_with_all_their_rows_hidden(state):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.active.title, book.active.sheet_state = "Dold", state
    for name in ("Svar", "Om"):
        book.create_sheet(name).append(["y"])
    book.active = 1
    told = [(table.name, set(table.hidden)) for table in read(saved(book), score)]
    assert told == [("Svar", set()), ("Om", set()), ("Dold", {1})]


def test_texts_are_read_however_the_workbook_keeps_them():
    data = (
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><r><t>4 – </t></r><r>'
        '<t>systematiskt</t></r></is></c><c r="C2" t="str"><v>å &amp; ä</v></c><c t="s"/></row>'
    )
    strings = "<si><t>x</t></si><si><r><t>Vet </t></r><r><t>inte</t></r><rPh><t>wet</t></rPh></si>"
    assert table_of(hand_made(data, strings=strings)) == {
        2: {"A": "Vet inte", "B": "4 – systematiskt", "C": "å & ä"}
    }


def test_the_blanks_of_a_workbook_laid_out_for_reading_are_no_text():
    cells = '<c r="A1" t="s">\n <v>0</v>\n </c>\n <c t="str">\n <v>2</v>\n </c>'
    data = f'\n <row r="1">\n {cells}\n </row>\n'
    strings = "\n <si>\n  <t>4</t>\n </si>\n"
    assert table_of(hand_made(data, strings=strings)) == {1: {"A": "4", "B": "2"}}


def test_cells_and_rows_without_names_follow_those_before_them():
    data = '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    assert table_of(hand_made(data)) == {3: {"B": "1", "C": "2"}, 4: {"A": "3"}}


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
    assert "<x:c r=" in prefixed["xl/worksheets/sheet1.xml"]
    assert "/XL/" in prefixed["xl/_rels/workbook.xml.rels"]
    assert table_of(zipped(prefixed)) == {1: {"A": "4"}}


@pytest.mark.parametrize("name", ["Enkät.csv", "svar/ENKÄT.CSV"])
def test_a_csv_file_in_a_zip_file_is_read(name):
    content = zipped({name: csv_of(("Öppna processer",), ("4",)), "__MACOSX/._x": b"x"})
    assert table_of(content) == {1: {"A": "Öppna processer"}, 2: {"A": "4"}}


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ({}, "fault.no-files"),
        ({"a.txt": b"4"}, "fault.no-files"),
        ({"a.zip": zipped({"b.csv": b"4"})}, "fault.no-files"),
        ({"a.xlsx": zipped({"b.csv": b"4"})}, "fault.no-table"),
        ({"a.xlsx": zipped({"b.xlsx": workbook([["x"]])})}, "fault.no-table"),
        ({"a.xlsx": OLE}, "fault.old-excel"),
        ({"a.csv": b"4", "b.csv": b"<html>"}, "fault.html"),
        ({"a.csv": b"\x89PNG\0"}, "fault.picture"),
        ({"mimetype": b"x", "content.xml": b"<a/>"}, "fault.no-table"),
        ({"mimetype": b"x", "encrypted-package": b"\0"}, "fault.password"),
        (
            {
                "mimetype": b"x",
                "content.xml": b"\0",
                "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            },
            "fault.password",
        ),
    ],
)
def test_another_zip_file_is_told_from_a_workbook(files, key):
    assert refusal(zipped(files)) == key


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
    assert [(table.name, table.rows[1]) for table in read(content, score)] == [
        ("svar/data.csv", {1: "a", 2: "b"}),
        ("Labels.TSV", {1: "c", 2: "d"}),
        ("Sheet", {1: "e"}),
        ("Sheet1", {1: "f"}),
    ]


def test_workbooks_in_a_zip_file_may_together_unpack_to_no_more_than_one():
    # Each is small packed, and packed once more smaller still.
    inner = zipped(parts('<row r="1"/>' + " " * 900_000))
    assert table_of(zipped({"a.xlsx": inner})) == {}
    assert refusal(zipped({f"{n}.xlsx": inner for n in range(9)})) == "fault.swollen"


def test_workbooks_in_a_zip_file_may_together_have_no_more_elements_than_one(monkeypatch):
    inner = hand_made("<row/>" * 60)
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS", 100)
    assert table_of(zipped({"a.xlsx": inner})) == {}
    assert refusal(zipped({"a.xlsx": inner, "b.xlsx": inner})) == "fault.swollen"


# ODS


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
        (
            ods_cell("4</text:p><office:annotation><text:p>5</text:p></office:annotation><text:p>"),
            "4",
        ),
        (ods_cell("4</text:p><draw:frame><text:p>5</text:p></draw:frame><text:p>"), "4"),
    ],
)
def test_everything_a_cell_of_ods_can_hold_becomes_text(written, shown):
    got = table_of(ods(("", ods_row(written)))).get(1, {}).get("A")
    assert got.rstrip("\n") == shown


@pytest.mark.parametrize(
    ("more", "text", "shown", "counted"),
    [
        (typed("float", "4"), "4", "4", 1),
        ('office:value-type="string"', "Vet inte", "Vet inte", 1),
        ('office:value-type="string" office:string-value=""', "#N/A", "#N/A", 1),
        (typed("float", "0"), "Err:502", "Err:502", 1),
        ('office:value-type="string"', "", None, 1),
        ("", "", "=[.A2]", 0),
    ],
)
def test_a_formula_of_ods_is_read_as_the_value_that_it_left(more, text, shown, counted):
    cell_ = ods_cell(text, f'table:formula="of:=[.A2]" {more}')
    (table,) = read(ods(("", ods_row(cell_))), score)
    assert (table.rows.get(1, {}).get(1), table.formulas) == (shown, counted)


def test_rows_and_cells_of_ods_that_are_written_once_stand_where_they_are_shown():
    rows = (
        ods_row(ods_cell(more=""), more=repeated(2, "rows"))
        + ods_row(
            ods_cell(more=repeated(2)),
            ods_cell("4", f"{typed('float', 4)} {repeated(3)}"),
            ods_cell("x", name="covered-table-cell"),
            ods_cell("y"),
            ods_cell(more=repeated(16_000)),
            more=repeated(2, "rows"),
        )
        + ods_row(ods_cell("z"))
        + ods_row(ods_cell(more=repeated(16_384)), more=repeated(1_048_570, "rows"))
    )
    row = {"C": "4", "D": "4", "E": "4", "G": "y"}
    assert table_of(ods(("", rows))) == {3: row, 4: row, 5: {"A": "z"}}


def test_hidden_rows_and_worksheets_of_ods_are_told_and_copies_of_other_files_left_out():
    line = ods_row(ods_cell("x"))
    rows = line + "".join(
        ods_row(ods_cell("x"), more=f'table:visibility="{kind}" {repeated(2, "rows")}')
        for kind in ("collapse", "visible", "filter")
    )
    style = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
        '</style:style><style:style style:name="ta1"><style:table-properties/></style:style>'
    )
    copied = f"<table:table-source/>{line}"
    content = ods(
        ('table:style-name="ta2"', line),
        ('table:style-name="ta1"', rows),
        ('table:style-name="ta3"', copied),
        ("", line),
        styles=style,
    )
    assert [(table.name, set(table.hidden)) for table in read(content, score)] == [
        ("2", {2, 3, 6, 7}),
        ("4", set()),
        ("1", {1}),
    ]


FOUR = typed("float", 4)


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        (ods_row(ods_cell("4", f"{FOUR} {repeated(501)}")), "fault.size"),
        (ods_row(ods_cell("4", f"{FOUR} {repeated(10**9)}")), "fault.size"),
        (ods_row(ods_cell("4", FOUR), more=repeated(10_001, "rows")), "fault.size"),
        (ods_row(ods_cell("4", FOUR), more=repeated(10**9, "rows")), "fault.size"),
        (
            ods_row(ods_cell("4", f"{FOUR} {repeated(500)}"), more=repeated(10_000, "rows")),
            "fault.swollen",
        ),
        (ods_row(ods_cell("4", f"{FOUR} {repeated(500)}")) * 1_000, "fault.swollen"),
        (ods_row(ods_cell("4", repeated("x"))), REFUSED),
        (ods_row(ods_cell("4", repeated("9" * 5_000))), REFUSED),
        (ods_row(ods_cell("4", typed("float", "four"))), REFUSED),
        (ods_row(ods_cell("4", 'office:value-type="float"')), REFUSED),
        (ods_row(ods_cell("4", typed("date", "in May", "date-value"))), REFUSED),
        ("<table:table-row>", REFUSED),
    ],
)
def test_an_ods_file_that_is_too_large_or_nonsense_is_refused(rows, key):
    content = ods(("", rows))
    assert peak(lambda: refusal(content)) < 20_000_000
    assert refusal(content) == key


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40), st.integers(0, 700))
def test_an_ods_file_with_damaged_xml_never_stops_the_class(junk, place):
    row = ods_row(ods_cell("4", FOUR), ods_cell("x"), more=repeated(3, "rows"))
    whole = members(ods(("", row)))
    text = whole["content.xml"].decode()
    damaged = (text[:place] + junk + text[place:]).encode(errors="replace")
    assert read_or_refused(zipped({**whole, "content.xml": damaged})) is not None


# SPSS and Stata

PEOPLE = {
    "breadth_1": [1.0, 4.0, None, 9.0],
    "mean": [0.1 + 0.2, 2.5, -1.0, 1e6],
    "note": ["x", "", "å" * 1_001, "y"],
    "day": [dt.date(2026, 1, 4)] * 4,
    "at": [dt.datetime(2026, 1, 4, 8, 30)] * 4,  # noqa: DTZ001
}
VALUES = {"breadth_1": {1: "1 – saknas", 6: "Vet inte"}}


def statistics_file(tmp_path, kind, **more):
    path = tmp_path / f"x.{kind}"
    write = pyreadstat.write_dta if kind == "dta" else pyreadstat.write_sav
    if kind == "zsav":
        more["row_compress"] = False
        more["compress"] = True
    write(pd.DataFrame(PEOPLE), path, **more)
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["sav", "zsav", "dta"])
@pytest.mark.parametrize("labels", [(), ("Läget", "", "", "", "")])
@pytest.mark.parametrize("within", [False, True])
def test_data_of_spss_and_stata_have_names_and_labels_and_then_the_persons(
    tmp_path, kind, labels, within
):
    more = {"column_labels": list(labels)} if labels else {}
    content = statistics_file(tmp_path, kind, variable_value_labels=VALUES, **more)
    rows = table_of(zipped({"svar.zsav": content}) if within else content)
    heads = [dict(zip("ABCDE", PEOPLE, strict=True)), *([{"A": "Läget"}] if labels else [])]
    when = {"D": "2026-01-04", "E": "2026-01-04 08:30"}
    people = [
        {"A": "1 – saknas", "B": "0.3", "C": "x", **when},
        {"A": "4", "B": "2.5", **when},
        {"B": "-1", "C": "å" * 1_000 + "…", **when},
        {"A": "9", "B": "1000000", "C": "y", **when},
    ]
    assert rows == dict(enumerate([*heads, *people], 1))


def test_a_value_that_stands_for_a_missing_answer_is_its_label_or_blank(tmp_path):
    content = statistics_file(tmp_path, "sav", missing_ranges={"breadth_1": [9]})
    assert "A" not in table_of(content)[5]
    more = {"missing_ranges": {"breadth_1": [9]}}
    content = statistics_file(
        tmp_path, "sav", variable_value_labels={"breadth_1": {9: "Vet inte"}}, **more
    )
    assert table_of(content)[5]["A"] == "Vet inte"


def test_a_letter_of_stata_for_a_missing_answer_is_its_label_or_blank(tmp_path):
    frame = pd.DataFrame({"breadth_1": [1, "a", "b"]}, dtype=object)
    more = {"missing_user_values": {"breadth_1": ["a", "b"]}}
    labels = {"breadth_1": {"a": "Vet inte"}}
    pyreadstat.write_dta(frame, tmp_path / "x", variable_value_labels=labels, **more)
    rows = table_of((tmp_path / "x").read_bytes())
    assert [rows.get(row, {}).get("A") for row in (2, 3, 4)] == ["1", "Vet inte", None]


@pytest.mark.parametrize("kind", ["sav", "dta"])
@pytest.mark.parametrize(("rows", "columns"), [(MOST_ROWS + 1, 1), (1, MOST_COLUMNS + 1)])
def test_data_that_are_too_large_are_refused(tmp_path, kind, rows, columns):
    frame = pd.DataFrame({f"v{n}": [4.0] * rows for n in range(columns)})
    path = tmp_path / "x"
    (pyreadstat.write_sav if kind == "sav" else pyreadstat.write_dta)(frame, path)
    assert refusal(path.read_bytes()) == "fault.size"


def test_data_that_would_swell_are_refused_before_they_are_read(tmp_path):
    frame = pd.DataFrame({f"v{n}": ["x" * 20_000, *[""] * 999] for n in range(6)})
    pyreadstat.write_sav(frame, tmp_path / "x", compress=True)
    content = (tmp_path / "x").read_bytes()
    assert len(content) < 1_000_000
    assert peak(lambda: refusal(content)) < 10_000_000
    assert refusal(content) == "fault.swollen"


@pytest.mark.parametrize("kind", ["sav", "zsav", "dta"])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_torn_data_are_refused(tmp_path, kind, share):
    content = statistics_file(tmp_path, kind)
    assert refusal(content[: int(len(content) * share)]) == "fault.statistics"


def test_where_data_of_spss_cannot_be_read_that_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    assert refusal(b"$FL2") == refusal(b"<stata_dta>") == "fault.no-statistics"
    assert refusal(b"\x72\2\1\0") == "fault.no-statistics"


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
    assert refusal(b"$FL2 whatever") == "fault.statistics"


@pytest.mark.skipif(sys.platform != "linux", reason="others do not count memory")
def test_a_reader_of_statistics_gets_no_more_memory_than_is_said():
    code = f"from kit.files.statistics import _limit; _limit(); bytearray({statistics.MOST_MEMORY})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in run.stderr


@pytest.mark.parametrize(("declared", "key"), [(20_000, "fault.size"), (9_999, "fault.statistics")])
@pytest.mark.parametrize("kind", ["sav", "zsav"])
def test_data_of_fewer_persons_than_they_say_are_refused(tmp_path, kind, declared, key):
    content = bytearray(statistics_file(tmp_path, kind))
    assert struct.unpack_from("<i", content, 80) == (4,)
    struct.pack_into("<i", content, 80, declared)
    assert refusal(bytes(content)) == key


@pytest.mark.parametrize(("declared", "key"), [(20_000, "fault.size"), (2**40, "fault.statistics")])
def test_data_of_stata_of_fewer_persons_than_they_say_are_refused(tmp_path, declared, key):
    content = statistics_file(tmp_path, "dta")
    before, persons, after = content.partition(b"<N>" + struct.pack("<q", 4))
    assert persons
    assert refusal(before + b"<N>" + struct.pack("<q", declared) + after) == key


def test_nothing_is_loaded_for_spss_until_a_file_of_it_comes():
    code = (
        "import sys, kit.classroom.surveys as s; s.look(b'1.1;1.2', 'x.csv');"
        "print(sorted({'pyreadstat', 'numpy', 'pandas'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_text_document_is_no_workbook():
    document = parts("")
    document["xl/workbook.xml"] = "<document><body/></document>"
    assert refusal(zipped(document)) == "fault.no-table"


# What is meant to harm


def patched(content, offset, value, name=b""):
    """Change a field in the zip directory's entry of a member."""
    at = content.rindex(b"PK\1\2", 0, content.rindex(name))
    changed = bytearray(content)
    changed[at + offset : at + offset + len(value)] = value
    return bytes(changed)


def test_a_directory_that_lies_about_sizes_lets_nothing_larger_unpack():
    huge = parts('<row r="1"/>' + " " * 50_000_000)
    content = zipped(huge)
    name = b"xl/worksheets/sheet1.xml"
    lying = patched(content, 24, struct.pack("<I", 1000), name)
    assert peak(lambda: refusal(lying)) < 10_000_000
    assert refusal(lying) == REFUSED


def peak(work):
    """Return how many bytes some work takes at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_cell_as_long_as_a_library_takes_no_more_memory_than_another():
    long = "x" * 50_000_000
    written = parts(f'<row r="1"><c t="str"><v>{long}</v></c></row>')
    # Unlike the text, a picture does not shrink: the whole is no bomb by its looks.
    content = zipped({**written, "xl/media/image1.png": random.Random(1).randbytes(600_000)})
    assert table_of(content) == {1: {"A": "x" * LONGEST_CELL + "…"}}
    assert peak(lambda: table_of(content)) < 10_000_000


def test_a_member_locked_by_a_password_is_refused():
    content = zipped(parts('<row r="1"/>'))
    assert refusal(patched(content, 8, b"\1\0", b"xl/workbook.xml")) == "fault.password"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(method):
    assert refusal(zipped(parts('<row r="1"/>'), method)) == REFUSED


def swollen(junk):
    return zipped({**parts(""), "xl/media/image1.png": junk})


def test_what_shrank_to_a_hundredth_is_a_bomb():
    assert refusal(swollen(bytes(5_000_000))) == "fault.swollen"


def test_a_small_workbook_may_have_shrunk_to_a_hundredth():
    assert table_of(swollen(bytes(900_000))) == {}


def test_what_unpacks_to_more_than_the_limit_is_a_bomb():
    varied = random.Random(1).randbytes(1_500_000) + bytes(xlsx.LARGEST_UNZIPPED)
    content = swollen(varied)
    assert len(varied) < xlsx.STEEPEST * len(content)
    assert refusal(content) == "fault.swollen"


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_workbook_of_too_many_parts_is_refused(more, refused):
    filler = {f"x/{n}": b"" for n in range(xlsx.MOST_PARTS - len(parts("")) + more)}
    content = zipped({**parts(""), **filler})
    if refused:
        assert refusal(content) == "fault.swollen"
    else:
        assert table_of(content) == {}


def test_a_workbook_of_too_many_elements_is_refused_though_each_part_is_small(monkeypatch):
    content = hand_made("<row/>" * 60, strings="<si/>" * 60)
    assert table_of(content) == {}
    monkeypatch.setattr(xlsx, "MOST_ELEMENTS", 100)
    assert refusal(content) == "fault.swollen"


def test_a_large_csv_file_in_a_small_zip_file_is_refused():
    varied = random.Random(1).randbytes(300_000) + b"4" * LARGEST_FILE
    content = zipped({"a.csv": varied})
    assert len(content) < LARGEST_FILE
    assert refusal(content) == "fault.large-file"


def test_a_part_listed_a_thousand_times_is_read_once():
    content = hand_made('<row r="1"><c><v>4</v></c></row>', sheets=1000)
    assert tables_of(content) == [{1: {"A": "4"}}]


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
    data = f'<row r="1"><c t="str"><v>{used}</v></c></row>'
    assert refusal(hand_made(data, before=declared)) == REFUSED


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


def test_a_million_empty_rows_and_a_size_as_large_as_can_be_are_no_harm():
    data = '<row r="1"><c><v>4</v></c></row>' + "".join(
        f'<row r="{n}" s="1"/>' for n in range(2, 1_000_000, 5)
    )
    written = parts(data + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    sheet = written["xl/worksheets/sheet1.xml"]
    written["xl/worksheets/sheet1.xml"] = sheet.replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert table_of(zipped(written)) == {1: {"A": "4"}}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("XFD1048576", "fault.size"),
        ("ZZZ1", "fault.size"),
        ("A9999999", "fault.size"),
        ("A99999999999999999999", REFUSED),
        ("AAAAAAAAA1", REFUSED),
        ("A0", REFUSED),
        ("A-1", REFUSED),
        ("A", REFUSED),
        ("1", REFUSED),
        ("", REFUSED),
        ("a1", REFUSED),
        ("A１", REFUSED),
    ],
)
def test_a_cell_far_off_or_nowhere_is_refused(name, key):
    assert refusal(hand_made(f'<row r="1"><c r="{name}"><v>4</v></c></row>')) == key


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ('<row r="0"><c><v>4</v></c></row>', "fault.size"),
        ('<row r="-3"><c><v>4</v></c></row>', "fault.size"),
        ("<c><v>4</v></c>", "fault.size"),
        (f'<row r="{"9" * 5000}"/>', REFUSED),
        ('<row r="1"><c t="s"><v>7</v></c></row>', REFUSED),
        ('<row r="1"><c><v>four</v></c></row>', REFUSED),
        ("<row>", REFUSED),
        ("&four;", REFUSED),
        ("\1", REFUSED),
    ],
)
def test_a_worksheet_that_is_nonsense_is_refused(data, key):
    assert refusal(hand_made(data)) == key


@pytest.mark.parametrize("name", [name for name in parts("") if not name.startswith("[")])
@pytest.mark.parametrize("instead", [None, "", "<a", "<a/>", "\x89PNG"])
def test_a_part_that_is_missing_or_something_else_is_refused_or_empty(name, instead):
    changed = parts('<row r="1"><c t="s"><v>0</v></c></row>', strings="<si><t>4</t></si>")
    if instead is None:
        del changed[name]
    else:
        changed[name] = instead
    harmless = (name, instead) == ("xl/worksheets/sheet1.xml", "<a/>")
    if harmless:
        assert table_of(zipped(changed)) == {}
    else:
        assert refusal(zipped(changed)) in {REFUSED, "fault.no-table"}


def test_content_types_say_nothing_that_is_needed():
    content = {**parts('<row r="1"><c><v>4</v></c></row>'), "[Content_Types].xml": b"\0"}
    assert table_of(zipped(content)) == {1: {"A": "4"}}


def test_a_sheet_somewhere_else_in_the_world_is_not_fetched():
    outside = parts('<row r="1"/>')
    outside["xl/_rels/workbook.xml.rels"] = outside["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets', 'TargetMode="External" Target="https://example.org'
    )
    assert refusal(zipped(outside)) == "fault.no-table"


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_torn_workbook_is_refused(share):
    content = workbook([["Öppna processer"], [4]])
    assert refusal(content[: int(len(content) * share)]) == REFUSED


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_a_machine_out_of_memory_and_a_teacher_who_stops_are_heard(monkeypatch, error):
    def fail(*_arguments):
        raise error

    monkeypatch.setattr(zipfile, "ZipFile", fail)
    with pytest.raises(error):
        list(read(b"PK\3\4", score))


def read_or_refused(content):
    try:
        return list(read(content, score))
    except NotATableError as error:
        return str(error)


WORKBOOK = workbook([["Öppna processer", "När"], [4, dt.date(2026, 1, 4)], ["x", True]])


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), max_size=9))
def test_a_workbook_with_damaged_bytes_never_stops_the_class(damage):
    content = bytearray(WORKBOOK)
    for place, byte in damage:
        content[place] = byte
    assert read_or_refused(bytes(content)) is not None


JUNK = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(sorted(parts(""))[1:]), st.text(max_size=60), st.integers(0, 400))
def test_a_workbook_with_damaged_xml_never_stops_the_class(name, junk, place):
    damaged = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>4</t></si>")
    whole = damaged[name]
    damaged[name] = (whole[:place] + junk + whole[place:]).encode(errors="replace")
    assert read_or_refused(zipped(damaged)) is not None


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(b"PK\3\4".__add__)))
def test_bytes_of_any_kind_never_stop_the_class(content):
    assert read_or_refused(content) is not None


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(JUNK, min_size=1, max_size=4), max_size=5))
def test_texts_of_any_kind_come_out_of_a_workbook_as_they_went_in(rows):
    data = "".join(
        f'<row r="{number}">'
        + "".join(f'<c t="str"><v>{escape(printable(one))}</v></c>' for one in row)
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    expected = {
        number: {column: printable(one) for column, one in enumerate(row, 1)}
        for number, row in enumerate(rows, 1)
    }
    kept = {
        number: {key: one for key, one in row.items() if one.strip()}
        for number, row in expected.items()
    }
    ((_, read_),) = worksheets(hand_made(data), 99)
    assert read_ == {number: row for number, row in kept.items() if row}


def printable(text):
    """Leave out what XML cannot hold."""
    return "".join(one for one in text if one >= " " and one not in "\ufffe\uffff")


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
    file = io.BytesIO()
    book.save(file)
    assert list(worksheets(file.getvalue(), 10)) == [("Svar & annat", {2: {2: "x"}}), ("Två", {})]


@pytest.mark.parametrize("content", [b"a;b\r\n", zipped({"a.csv": b"a;b"})])
def test_worksheets_are_those_of_a_workbook_alone(content):
    with pytest.raises(NotATableError, match=r"fault\.no-table"):
        list(worksheets(content, 10))


@pytest.mark.parametrize("kind", ["s", "str", "inlineStr"])
def test_of_a_worksheets_cells_as_much_is_kept_as_is_asked_for(kind):
    texts = "x" * 2_000, "y" * 2_001
    cells = {
        "s": '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>',
        "str": "".join(f'<c t="str"><v>{one}</v></c>' for one in texts),
        "inlineStr": "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in texts),
    }[kind]
    strings = "".join(f"<si><t>{one}</t></si>" for one in texts)
    content = hand_made(f'<row r="1">{cells}</row>', strings=strings)
    assert list(worksheets(content, 2_000)) == [("0", {1: {1: texts[0], 2: "y" * 2_000 + "…"}})]


def test_a_formula_is_told_from_text_that_begins_like_one():
    content = hand_made(
        '<row r="1"><c t="str"><f>1+1</f><v>2</v></c><c t="str"><v>=1+1</v></c></row>'
    )
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
    content = hand_made(
        f'<row r="1"><c t="{kind}"><v>{value}</v></c></row>',
        strings=f"<si><t>{written}</t></si>",
    )
    assert table_of(content) == {1: {"A": meant}}
