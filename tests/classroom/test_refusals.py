"""Every way in which a survey's file is refused: one sentence says what it is and what to do."""

import io
import re
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hostile import make
from sheetfuls import csv_of, xlsx_of

from kit.classroom import surveys
from kit.classroom.ready.formats import template
from kit.classroom.sheets import statement_ids
from kit.classroom.surveys import look, missing, told
from kit.content.course import LEVELS, course
from kit.content.language import LANGUAGES, number
from kit.content.phrases import Words
from kit.files.spreadsheet import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS

IDS = statement_ids()
STATEMENTS = course().statements


def zipped(parts):
    return make.zipped(parts, zipfile.ZIP_DEFLATED)


def locked(content):
    """Mark the members of a zip file as such that need a password."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        heads = [(b"PK\3\4", 6), (b"PK\1\2", 8)]
        for member in archive.infolist():
            assert member.flag_bits == 0
    for mark, at in heads:
        parts = content.split(mark)
        content = mark.join([parts[0], *(it[: at - 4] + b"\1" + it[at - 3 :] for it in parts[1:])])
    return content


@cache
def export(name):
    with zipfile.ZipFile(Path(__file__).with_name("exports.zip")) as file:
        return file.read(name)


LEVELS_IN_WORDS = [f"{level} – {Words('en')(f'scale.{level}')}" for level in LEVELS]
GRIDS = [f"{asked} [{one.text.sv}]" for asked in ("Nu?", "Förr?") for one in STATEMENTS]
ODS_MIMETYPE = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}

LETTER = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument"'
    ' Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": "<Relationships/>",
    "word/document.xml": "<document/>",
}

# The key of what is told, the file, and in both languages what it is called and what is to be done.
PASSWORD = ("lösenord", "password")
WITHOUT = ("spara den utan", "save it without")
EXCEL_OR_CSV = ("exportera svaren", "export the answers")
INTO_A_NEW_FILE = ("kopiera bara svaren", "copy only the answers")
A_ROW_EACH = ("en rad för varje person", "one row for each person")
AS_IN_TEMPLATE = ("mallen", "the template")
REFUSED = {
    "empty": ("fault.empty", b"", ("tom", "empty"), EXCEL_OR_CSV),
    "blank": ("fault.empty", b"\r\n;;\r\n", ("tom", "empty"), EXCEL_OR_CSV),
    "a workbook of nothing": ("fault.empty", xlsx_of(), ("tom", "empty"), EXCEL_OR_CSV),
    "a PDF": ("fault.pdf", make.DOCUMENT, ("PDF", "PDF"), EXCEL_OR_CSV),
    "a picture": ("fault.picture", make.PICTURE, ("bild", "picture"), EXCEL_OR_CSV),
    "a photograph": (
        "fault.picture", b"\xff\xd8\xff\xe0\0\20JFIF", ("bild", "picture"), EXCEL_OR_CSV),
    "JSON": ("fault.json", export("json.json"), ("JSON", "JSON"), EXCEL_OR_CSV),
    "XML": ("fault.xml", export("eusurvey-results.xml"), ("XML", "XML"), EXCEL_OR_CSV),
    "HTML": ("fault.html", export("html-called-xls.xls"), ("webbsida", "web page"),
        ("öppna den i Excel", "open it in Excel")),
    "old Excel": ("fault.old-excel", make.OLD_OFFICE, ("gamla format (.xls)", "old format (.xls)"),
        ("spara den som Excel-arbetsbok", "save it as an Excel workbook")),
    "a locked workbook": ("fault.password",
        make.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le",
    ),
        PASSWORD, WITHOUT),
    "a locked zip file": (
        "fault.password", locked(zipped({"svar.csv": csv_of(IDS, [4] * 42)})), PASSWORD, WITHOUT),
    "a locked ODS": (
        "fault.password", zipped({**ODS_MIMETYPE, "encrypted-package": b"\0"}), PASSWORD, WITHOUT),
    "a torn zip file": ("fault.workbook", xlsx_of(IDS, [4] * 42)[:2_000], ("skadad", "damaged"),
        ("hämta den på nytt", "fetch it again")),
    "a zip file of pictures": (
        "fault.no-files", zipped({"bild.png": make.PICTURE}), ("Zip-filen", "The zip file"),
        ("packa upp", "unpack")),
    "a swollen zip file": ("fault.swollen", zipped({"svar.csv": bytes(3_000_000)}),
        ("större än den borde", "unpacks to more"), INTO_A_NEW_FILE),
    "too many bytes": (
        "fault.large-file", bytes(LARGEST_FILE + 1), ("större än 20 MB", "larger than 20 MB"),
        INTO_A_NEW_FILE),
    "too many rows": ("fault.size", csv_of(IDS, *[[4]] * MOST_ROWS),
        ("fler än 10\u00a0000 rader", "more than 10,000 rows"), ("dela filen", "split the file")),
    "too many columns": ("fault.size", csv_of([*IDS, *range(500)]), ("500 kolumner", "500 columns"),
        ("dela filen", "split the file")),
    "a program": (
        "fault.no-table", make.PROGRAM, ("inget kalkylblad", "not a spreadsheet"), EXCEL_OR_CSV),
    "a letter": (
        "fault.no-table", zipped(LETTER), ("inget kalkylblad", "not a spreadsheet"), EXCEL_OR_CSV),
    "an unclosed quotation": ("fault.quotes", b'breadth-1;Note\n4;"unclosed\n4;x\n',
        ("citattecken", "quotation mark",
    ),
        EXCEL_OR_CSV),
    "SPSS, portable": (
        "fault.spss-portable", b"ASCII SPSS PORT FILE".ljust(400), ("(.por)", "(.por)"),
        EXCEL_OR_CSV),
    "SPSS, torn": ("fault.statistics", b"$FL2@(#) SPSS DATA FILE" + bytes(10),
        ("SPSS eller Stata", "SPSS or Stata"), EXCEL_OR_CSV),
    "no statements": (
        "fault.columns", csv_of(["Namn", "Ort"], ["A", "B"]), ("påståenden", "statements"),
        AS_IN_TEMPLATE),
    "the template": (
        "fault.template", template("sv"), AS_IN_TEMPLATE, ("bygg enkäten", "build the survey")),
    "no answers": ("fault.nobody", csv_of(IDS), ("inga svar", "no answers"), A_ROW_EACH),
    "hidden answers": ("fault.unseen", xlsx_of(IDS, [4] * 42, hidden=[2]), ("dolda", "hidden"),
        ("visa dem", "show them")),
    "amounts": (
        "fault.measures", csv_of(IDS, range(100, 142), range(200, 242)), ("mått", "measures"),
        A_ROW_EACH),
    "a codebook": ("survey.in-rows",
        csv_of(["Fråga", "Namn"], *([at, one.text.sv] for at, one in enumerate(STATEMENTS))),
        ("i rader", "in rows"), A_ROW_EACH),
    "counts": (
        "survey.counts", csv_of(["Option", *IDS], *([one, *[3] * 42] for one in LEVELS_IN_WORDS)),
        ("hur många", "how many"), A_ROW_EACH),
    "two grids": ("survey.doubled", csv_of(GRIDS, [4] * 42 + [2] * 42, [3] * 84),
        ("två kolumner", "two columns"), ("ta bort den ena", "remove one")),
    "other answers": (
        "survey.other-answers", csv_of(IDS, ["Instämmer helt"] * 42, ["Instämmer delvis"] * 42),
        ("”Instämmer helt”", "‘Instämmer helt’"), AS_IN_TEMPLATE),
    "numbers of the tool's own": ("survey.own-numbers", export("surveyxact-dataset-utf16-tab.csv"),
        ("egna nummer", "own numbers"), ("exportera", "export")),
    "short headings": (
        "survey.cut", export("lime-abbreviated-array-15.csv"), ("för korta", "too short"),
        ("exportera", "export")),
}  # fmt: skip
END = re.compile(r"[.!?…:](?=\s|$)")


def one_sentence(text):
    return [match.start() for match in END.finditer(text)] == [len(text) - 1] and text[0].isupper()


@pytest.mark.parametrize(("key", "content", "what", "to_do"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_one_sentence_that_says_what_the_file_is_and_what_to_do(
    key, content, what, to_do
):
    found = look(content, "svar.xlsx")
    assert found.sheets == ()
    assert found.asks == {}
    [fault] = found.faults
    assert (fault.place, fault.key) == ("svar.xlsx", key)
    assert next(told(found, "sv")) == (key, fault.values)
    for language, called, advice in zip(LANGUAGES, what, to_do, strict=True):
        said = Words(language)(fault.key, **fault.values)
        assert one_sentence(said), said
        assert called in said
        assert advice in said[said.index(called) :]


def test_where_files_of_spss_cannot_be_read_that_is_one_sentence_too(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    [fault] = look(export("spss.sav"), "svar.sav").faults
    assert fault.key == "fault.no-statistics"
    for language in LANGUAGES:
        assert one_sentence(Words(language)(fault.key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_that_are_asked_about_and_files_that_no_page_can_send_are_one_sentence(language):
    words = Words(language)
    assert one_sentence(words("survey.how-asked"))
    assert one_sentence(words("board.too-large", mb=8))


def test_every_refusal_is_in_the_table():
    kit = Path(surveys.__file__).parents[2]
    sources = [file.read_text("utf-8") for file in (kit / "files").glob("*.py")]
    keys = {key for source in sources for key in re.findall(r'"(fault\.[a-z-]+)"', source)}
    assert keys == {key for key, *_ in REFUSED.values()} & keys | {"fault.no-statistics"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_much_may_be_read_is_said_as_it_is(language):
    words = Words(language)
    assert number(MOST_ROWS, language) in words("fault.size")
    assert f" {MOST_COLUMNS} " in words("fault.size")
    assert f" {LARGEST_FILE // 1_000_000}" in words("fault.large-file")


def test_statements_without_a_column_are_told_by_their_numbers_and_listed_with_their_texts():
    there = [one for at, one in enumerate(IDS) if at not in {*range(4), 10, 11, 41}]
    found = look(csv_of(there, [4] * len(there)), "x.csv")
    said = [Words("en")(key, **values) for key, values in told(found, "en")]
    assert "These are missing: 1.1–2.1, 4.2, 4.3, 14.3." in said
    listed = missing(found, "sv")
    assert [place for place, _ in listed] == ["1.1", "1.2", "1.3", "2.1", "4.2", "4.3", "14.3"]
    assert listed[-1][1] == STATEMENTS[-1].label.sv
