"""Sixteen times the input is sixteen times the work, whatever a stranger sends.

Work is processor time, since Python counts no steps of a regular expression. No seconds are judged:
the work on an input is held against that on a sixteenth of it. In proportion that is 16, for a
square 256; what is judged lies four times from both, further than a busy machine leads astray.
"""

import re
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from hostile import make

from kit.answers.answers import DONT_KNOW, Answers, to_json
from kit.classroom import codes, surveys
from kit.classroom.codes import LONGEST_TEXT
from kit.classroom.folder import ClassFolder
from kit.classroom.sheets import NotASheetError, from_json, statement_ids
from kit.classroom.sheets import to_json as sheets_to_json
from kit.files import statistics
from kit.files.cells import NotATableError
from kit.files.strict_json import NotJsonError, loads
from kit.takeaway.read_answers import read_answers
from kit.takeaway.read_workbook import read_back

# Enough to be measured: shorter inputs are made longer, up to what the reader lets in.
MEASURABLE = 0.04
TIMES = 16
TRIES = 4


def work(read, content):
    start = time.process_time()
    read(content)
    return time.process_time() - start


def growth(read, shape, most):
    """Return how much more work an input is than a part of it, or 0 where none can be measured."""
    n = TIMES
    while work(read, large := shape(n)) < MEASURABLE:
        n *= 2
        if 2 * len(large) > most:
            return 0
    small = shape(n // TIMES)
    return min(work(read, large) for _ in range(2)) / min(work(read, small) for _ in range(5))


def in_proportion(read, shape, most):
    return any(growth(read, shape, most) < TIMES**1.5 for _ in range(TRIES))


def repeated(*shapes):
    """Return, by how they are written, texts in which what stands in braces is there n times."""

    def made(shape):
        before, part, after = re.fullmatch(r"(.*?)\{(.*)\}(.*)", shape, re.DOTALL).groups()
        return lambda n: before + part * n + after

    return {shape: made(shape) for shape in shapes}


ACCENTS = "\u0315\u0300"
TEXTS = {
    # Mailboxes, files, letters, groups, and what stands between groups.
    **repeated("{a}@", "{a-}@", "{a1-}.pdf", "{a}", "{X}", "{X - }", "{1}", "{a1}", "{ab1cd }!"),
    **repeated("{abcde-}1@", "{X1234-}@", "X1234{â€“12345}", "{X1234?????????}"),
    **repeated("X1234{?!?!?!?!?!}", "a{=2D}", "{a=2}", "{ }x", "{-}x", "{> \n}x", "{abcde1\n}@"),
    # Markup, addresses, and lines of a mail program.
    **repeated("{<a }", "<a {b }<", "<{a/}<", "{&#}", "{&amp;}", "{https://}", "www.{www.} "),
    **repeated("{X1=\r\n}", "a{" + ACCENTS + "}"),
    "damaged codes": lambda n: "".join(f"X{at:04}-1B3D5-1B3D5-1B3D5\n" for at in range(n)),
}
NAMES = {
    **repeated("{-copy(1)}x", "{ - kopia 1}x", "{(1)}x", "{ }x", "{ -}x", "(1){.}", "{a/}x"),
    **repeated("a{" + ACCENTS + "}"),
}
CSV = {
    **repeated("breadth-1;{x;}\n4", "breadth-1\n{4\n}", "breadth-1\n{breadth-1;}\n4"),
    **repeated("breadth-1;{[};\n4", "breadth-1;{1.};\n4", 'breadth-1\n{"}', 'breadth-1\n"{a;\n}'),
    **repeated("breadth-1\n{" + "4 " * 500 + "\n}", "breadth-1\n{" + ACCENTS + "}\n4"),
    **repeated("breadth-1;role\n{4;" + ACCENTS * 450 + "\n}", "breadth-1\n{don'}\n4"),
    **repeated("remark\n{" + "a" * 31 + "@\n}", "remark\n{a}@\n"),
}


def workbook(cells="", strings="", styles=""):
    """Write a workbook from parts of its XML."""
    return make.zipped(make.book(cells, strings, styles=f"<styleSheet>{styles}</styleSheet>"))


def number_format(code):
    return f'<numFmt numFmtId="164" formatCode="{code}"/>'


XLSX = {
    "rows": lambda n: workbook(make.SOUND * n),
    "cells": lambda n: workbook(make.row(make.number(4) * n)),
    "empty rows": lambda n: workbook("<row/>" * n),
    "a text": lambda n: workbook(make.row(make.inline("a" * n))),
    "pieces of a text": lambda n: workbook(make.row("<c>" + "<v>a</v>" * n + "</c>")),
    "accents": lambda n: workbook(make.row(make.inline(ACCENTS * n))),
    "texts": lambda n: workbook(make.SOUND, "<si><t>a</t></si>" * n),
    "pieces of a shared text": lambda n: workbook("", "<si>" + "<t>a</t>" * n + "</si>"),
    "escapes": lambda n: workbook("", f"<si><t>{'_x000D_' * n}</t></si>"),
    "number formats": lambda n: workbook(styles=number_format("[" * 255) * n),
    "a number format": lambda n: workbook(styles=number_format("[h" * n)),
    "nesting": lambda n: workbook("<a>" * n + "</a>" * n),
    "attributes": lambda n: workbook("<c" + "".join(map(" a{}='1'".format, range(n))) + "/>"),
    "a tag": lambda n: workbook(f"<c a='{'a' * n}'/>"),
    "a comment": lambda n: workbook(f"<!--{'a' * n}-->"),
    "parts": lambda n: make.zipped({f"{at}.xml": "" for at in range(n)} | make.book("")),
}


def ods(inside="", styles=""):
    """Write the content of an ODS file from parts of its XML."""
    names = ("office", "table", "text", "style")
    declared = " ".join(f'xmlns:{name}="urn:oasis:names:{name}"' for name in names)
    sheet = f'<table:table table:name="a">{inside}</table:table>'
    content = f"<office:document-content {declared}>{styles}{sheet}</office:document-content>"
    return make.zipped({"mimetype": "x", "content.xml": content})


def ods_cell(text, more=""):
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def ods_row(cells, more=""):
    return f"<table:table-row {more}>{cells}</table:table-row>"


ALL_ROWS = 'table:number-rows-repeated="1048576"'
HIDDEN = 'table:visibility="filter"'
ODS = {
    "rows": lambda n: ods(ods_row(ods_cell("4")) * n),
    "rows of nothing": lambda n: ods(ods_row("<table:table-cell/>", ALL_ROWS) * n),
    "hidden rows of nothing": lambda n: ods(ods_row("", f"{ALL_ROWS} {HIDDEN}") * n),
    "tables of hidden rows": lambda n: ods(
        f"</table:table><table:table>{ods_row('', f'{ALL_ROWS} {HIDDEN}')}" * n
    ),
    "all rows in one": lambda n: ods(ods_row(ods_cell("4" * n), ALL_ROWS)),
    "cells": lambda n: ods(ods_row(ods_cell("4") * n)),
    "cells in one": lambda n: ods(ods_row(ods_cell("4", 'table:number-columns-repeated="99"')) * n),
    "cells of nothing": lambda n: ods(
        ods_row('<table:table-cell table:number-columns-repeated="16384"/>' * n)
    ),
    "a text": lambda n: ods(ods_row(ods_cell("a" * n))),
    "lines of a text": lambda n: ods(ods_row(ods_cell("a</text:p><text:p>" * n))),
    "pieces of a text": lambda n: ods(ods_row(ods_cell("<text:span>a</text:span>" * n))),
    "blanks that are counted": lambda n: ods(ods_row(ods_cell('<text:s text:c="999"/>' * n))),
    "accents": lambda n: ods(ods_row(ods_cell(ACCENTS * n))),
    "nesting": lambda n: ods("<text:span>" * n + "</text:span>" * n),
    "tables in tables": lambda n: ods("<table:table>" * n + "</table:table>" * n),
    "remarks in remarks": lambda n: ods("<office:annotation>" * n + "</office:annotation>" * n),
    "styles": lambda n: ods(styles="".join(f'<style:style style:name="{at}"/>' for at in range(n))),
    "zeros": lambda n: make.zipped(
        {"mimetype": "x", "content.xml": bytes(n)}, zipfile.ZIP_DEFLATED
    ),
}


def data_of(columns, kind="sav", **how):
    """Write columns as SPSS or Stata does."""
    write = pyreadstat.write_dta if kind == "dta" else pyreadstat.write_sav
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        write(pd.DataFrame(columns), path, **how)
        return path.read_bytes()


STATISTICS = {
    "persons": lambda n: data_of({"breadth_1": [4.0] * n}),
    "persons in Stata": lambda n: data_of({"breadth_1": [4.0] * n}, "dta"),
    "a text": lambda n: data_of({"note": ["a" * n]}),
    "texts": lambda n: data_of({"note": ["a" * 999] * n}),
    "labels": lambda n: data_of(
        {"breadth_1": [4.0]}, variable_value_labels={"breadth_1": dict.fromkeys(range(n), "a")}
    ),
}


def to_fill_in(text):
    """Write a sheet such as may be filled in, with this text for every answer."""
    head = make.row(*map(make.inline, ("Id", "Svar")))
    rows = [make.row(make.inline(one), make.inline(text)) for one in statement_ids()]
    sheet = f"<worksheet><sheetData>{head}{''.join(rows)}</sheetData></worksheet>"
    return make.zipped(make.book(worksheet=sheet))


WORKBOOKS = {
    "accents": lambda n: to_fill_in(ACCENTS * n),
    "blanks": lambda n: to_fill_in(" " * n + "x"),
    "text": lambda n: to_fill_in("a" * n),
    **XLSX,
}


def snapshots(n, name=str):
    one = {"label": "a", "date": "2026-01-01"}
    kept = {name(at): {**one, "ratings": {"a": 1, "b": DONT_KNOW, f"{at}": 1}} for at in range(n)}
    return to_json(Answers({"snapshots": kept})).encode()


ANSWERS = {
    "kept times": snapshots,
    "kept times without numbers": lambda n: snapshots(n, "x{}".format),
    "foreign sections": lambda n: to_json(Answers({f"x{at}": {} for at in range(n)})).encode(),
    "notes": lambda n: to_json(
        Answers({"evidence": {f"x{at}": "a" * 4000 for at in range(n)}})
    ).encode(),
}

JSON = {
    **repeated("{[}", "[{[],}1]", "{1}.5", "0.{0}1", "{1}", '"{\\u0041}"', "{ }x"),
    "keys": lambda n: "{" + ",".join(f'"{at}":1' for at in range(n)) + "}",
    "one key": lambda n: "{" + ",".join('"a":1' for _ in range(n)) + "}",
    "sheets": lambda n: sheets_to_json(*[make.rated()] * n),
}

LONG = 400_000


def refusing(read):
    """Return a reader that is content when it refuses."""

    def tried(text):
        with suppress(NotASheetError, NotATableError, NotJsonError):
            read(text)

    return tried


READERS = {
    "codes": (codes.find, TEXTS, LONGEST_TEXT),
    "names": (lambda name: surveys.look(b"breadth-1\n4", name), NAMES, LONG),
    "CSV": (lambda text: surveys.look(text.encode(), "x.csv"), CSV, LONG),
    "XLSX": (lambda content: surveys.look(content, "x.xlsx"), XLSX, LONG),
    "ODS": (lambda content: surveys.look(content, "x.ods"), ODS, LONG),
    # In the process that a file of a stranger is read in, this is what is done.
    "SPSS": (refusing(statistics._rows), STATISTICS, LONG),  # noqa: SLF001
    "workbooks": (lambda content: read_back(content, Answers()), WORKBOOKS, LONG),
    "answers": (lambda content: read_answers(content, Answers()), ANSWERS, LONG),
    "sheets": (refusing(from_json), JSON, LONG),
    "JSON": (refusing(lambda text: loads(text, 20)), JSON, LONG),
}


@pytest.mark.parametrize(
    ("reader", "shape"),
    [
        pytest.param(name, shape, id=f"{name}-{shape[:20]}")
        for name, one in READERS.items()
        for shape in one[1]
    ],
)
def test_more_input_is_more_work_in_proportion(reader, shape):
    read, shapes, most = READERS[reader]
    assert in_proportion(read, shapes[shape], most)


def test_more_files_in_a_folder_are_more_work_in_proportion(tmp_path):
    def look(names):
        ClassFolder(tmp_path / str(len(names))).look()

    def folder(n):
        made = tmp_path / str(n)
        made.mkdir(exist_ok=True)
        names = [f"sheet-{at:05}-1.json" for at in range(n)]
        for name in names:
            (made / name).write_text("x")
        return names

    assert in_proportion(look, folder, 2_000)


@pytest.mark.parametrize(
    ("power", "well"), [(1, True), (2, False)], ids=["in proportion", "as a square"]
)
def test_the_measure_tells_a_square_from_a_proportion(power, well):
    def read(text):
        for _ in range(len(text) ** power):
            pass

    assert in_proportion(read, "a".__mul__, LONG) == well
