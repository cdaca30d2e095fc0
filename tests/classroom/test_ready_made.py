"""Surveys ready to be imported: valid to the tool, and what it exports of them is read right."""

import csv
import io
import re
import shutil
import zipfile

import openpyxl
import pytest
from lxml import etree
from pyxform.xls2xform import convert
from sheetfuls import csv_of, xlsx_of

from kit.answers.answers import DONT_KNOW
from kit.classroom.ready.formats import KINDS, ready_made
from kit.classroom.sheets import ROLES, ROUNDS, Fault, statement_ids
from kit.classroom.surveys import look
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import phrases

IDS = statement_ids()
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def table(kind, language, delimiter):
    """Read the rows of a survey of text, each as a dict by its column."""
    text = ready_made(kind, language)[1].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def sheets_of_the_form(language):
    book = openpyxl.load_workbook(io.BytesIO(ready_made("kobo", language)[1]))
    tables = {}
    for sheet in book:
        header, *rows = sheet.iter_rows(values_only=True)
        tables[sheet.title] = [dict(zip(header, row, strict=True)) for row in rows]
    return tables


def paragraphs(language):
    """Read a Word document's paragraphs as (style, text)."""
    with zipfile.ZipFile(io.BytesIO(ready_made("msforms", language)[1])) as document:
        body = etree.fromstring(document.read("word/document.xml"))
    for one in body.iter(f"{WORD}p"):
        style = one.find(f"{WORD}pPr/{WORD}pStyle")
        text = "".join(part.text for part in one.iter(f"{WORD}t"))
        yield "" if style is None else style.get(f"{WORD}val"), text


# What a tool knows once it has imported the file: of each question its name, its text, the heading
# it stands below, and what can be answered, as {code: label}


def imported_by_limesurvey(language):
    heading, found = "", []
    for row in table("limesurvey", language, "\t"):
        if row["class"] == "G":
            heading = row["name"]
        elif row["class"] == "Q":
            found.append((row["name"], row["text"], heading, {}))
        elif row["class"] == "A":
            found[-1][3][row["name"]] = row["text"]
    return found


def imported_by_redcap(language):
    heading, found = "", []
    for row in table("redcap", language, ",")[1:]:
        heading = row["Section Header"] or heading
        choices = row["Choices, Calculations, OR Slider Labels"].split(" | ")
        options = dict(choice.split(", ", 1) for choice in choices)
        found.append((row["Variable / Field Name"], row["Field Label"], heading, options))
    return found


def imported_by_kobo(language):
    form, heading, found = sheets_of_the_form(language), "", []
    for row in form["survey"]:
        if row["type"] == "begin_group":
            heading = row["label"]
        elif row["type"].startswith("select_one "):
            listed = row["type"].split(" ")[1]
            chosen = [one for one in form["choices"] if one["list_name"] == listed]
            options = {one["name"]: one["label"] for one in chosen}
            found.append((row["name"], row["label"], heading, options))
    return found


def imported_by_msforms(language):
    heading, found = "", []
    for style, text in paragraphs(language):
        if style == "Heading1":
            heading = text
        elif asked := re.fullmatch(r"\d+\. (.+)", text):
            found.append(("", asked[1], heading, {}))
        elif option := re.fullmatch(r"[A-Z]\. (.+)", text):
            found[-1][3][option[1]] = option[1]
    return found


IMPORTED = {
    "limesurvey": imported_by_limesurvey,
    "redcap": imported_by_redcap,
    "kobo": imported_by_kobo,
    "msforms": imported_by_msforms,
}


@pytest.mark.parametrize("kind", IMPORTED)
def test_each_survey_asks_for_role_and_round_and_for_every_statement_below_its_factor(
    kind, language
):
    words = phrases()
    asked = [(text, heading) for _, text, heading, _ in IMPORTED[kind](language)]
    assert [text for text, _ in asked[:2]] == [
        words["hand_in.role"][language],
        words["hand_in.round"][language],
    ]
    assert asked[2:] == [
        (statement.text[language], factor.title[language])
        for factor in course().factors
        for statement in factor.statements
    ]


@pytest.mark.parametrize("kind", IMPORTED)
def test_a_level_can_be_chosen_by_its_number_and_word_and_dont_know_has_no_number(kind, language):
    words = phrases()
    labels = [f"{level} – {words[f'scale.{level}'][language]}" for level in range(1, 6)]
    for _, _, _, options in IMPORTED[kind](language)[2:]:
        assert list(options.values()) == [*labels, words["scale.dont-know"][language]]
        if kind != "msforms":
            assert list(options) == ["1", "2", "3", "4", "5", "dk"]


def test_the_file_of_each_survey_says_what_it_is_for_and_is_always_the_same(language):
    names = [ready_made(kind, language)[0] for kind in KINDS]
    base = {"sv": "enkätmall", "en": "survey-template"}[language]
    ends = [".csv", "-limesurvey.txt", "-msforms.docx", "-redcap.csv", "-kobo.xlsx"]
    assert names == [base + end for end in ends]
    assert all(ready_made(kind, language) == ready_made(kind, language) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_survey_is_written_in_no_third_language(kind):
    with pytest.raises(ValueError, match="'fi'"):
        ready_made(kind, "fi")


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"msforms"}))
def test_a_survey_read_instead_of_an_export_is_told_so(kind, language):
    name, content = ready_made(kind, language)
    assert look(content, name).faults == (Fault(name, "fault.template"),)


# By the rules of each tool


def test_limesurvey_finds_its_columns_and_classes(language):
    rows = table("limesurvey", language, "\t")
    # The manual's page "Tab Separated Value survey structure", without ids, which may be left out.
    assert ",".join(rows[0]) == (
        "class,type/scale,name,relevance,text,help,language,validation,mandatory,other,default,"
        "same_default"
    )
    classes = "".join(f"{row['class']} " for row in rows)
    assert re.fullmatch(r"(S )+(SL )+(G (Q (A )+)+)+", classes)
    assert {row["language"] for row in rows} == {language}
    assert [row["text"] for row in rows if (row["class"], row["name"]) == ("S", "language")] == [
        language
    ]


def test_limesurvey_takes_the_codes_and_keeps_nothing_of_who_answers_or_when(language):
    settings = {row["name"]: row["text"] for row in table("limesurvey", language, "\t")}
    assert settings["anonymized"] == "Y"
    kept = [settings[name] for name in ("datestamp", "ipaddr", "refurl", "savetimings")]
    assert kept == ["N"] * 4
    asked = imported_by_limesurvey(language)
    names = [name for name, *_ in asked]
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", name) for name in names)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[A-Za-z0-9]{1,5}", code) for *_, options in asked for code in options)
    assert [len(options) for *_, options in asked] == [6, 4] + [6] * len(IDS)


def test_redcap_finds_its_18_columns_in_its_order(language):
    # As a data dictionary that REDCap has written has them.
    assert list(table("redcap", language, ",")[0]) == [
        *("Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label"),
        *("Choices, Calculations, OR Slider Labels", "Field Note"),
        *("Text Validation Type OR Show Slider Number", "Text Validation Min"),
        *("Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)"),
        *("Required Field?", "Custom Alignment", "Question Number (surveys only)"),
        *("Matrix Group Name", "Matrix Ranking?", "Field Annotation"),
    ]


def test_redcap_takes_the_names_and_choices(language):
    first, *rows = table("redcap", language, ",")
    assert (first["Variable / Field Name"], first["Field Type"]) == ("record_id", "text")
    names = [row["Variable / Field Name"] for row in rows]
    assert names == ["role", "round", *(one.replace("-", "_") for one in IDS)]
    named = [*names, *(row[of] for row in rows for of in ("Form Name", "Matrix Group Name"))]
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,25}", name) for name in named if name)
    assert {row["Field Type"] for row in rows} == {"radio"}
    for row in rows:
        choices = row["Choices, Calculations, OR Slider Labels"].split("|")
        assert all(re.fullmatch(r"\s*[A-Za-z0-9_]+, [^|]+", choice) for choice in choices)


def test_a_matrix_of_redcap_is_a_factor_below_its_title(language):
    matrices = {}
    for row in table("redcap", language, ",")[3:]:
        matrices.setdefault(row["Matrix Group Name"], []).append(row["Section Header"])
    expected = {one.id: [one.title[language], "", ""] for one in course().factors}
    assert matrices == expected


JAVA = pytest.mark.skipif(not shutil.which("java"), reason="ODK Validate: Java")


@pytest.mark.parametrize("validate", [False, pytest.param(True, marks=JAVA)])
def test_the_form_for_kobo_and_odk_is_converted_without_a_warning(language, validate):
    warnings = []
    form = io.BytesIO(ready_made("kobo", language)[1])
    done = convert(form, warnings=warnings, file_type=".xlsx", validate=validate)
    assert warnings == []
    data = etree.fromstring(done.xform.encode()).find(".//{*}instance/{*}data")
    asked = [etree.QName(one).localname for one in data.iter() if not len(one)]
    assert asked[:-1] == ["role", "round", *(one.replace("-", "_") for one in IDS)]


def test_the_document_for_microsoft_forms_is_plain_paragraphs(language):
    content = ready_made("msforms", language)[1]
    with zipfile.ZipFile(io.BytesIO(content)) as document:
        parts = {name: etree.fromstring(document.read(name)) for name in document.namelist()}
    body = parts["word/document.xml"][0]
    assert {etree.QName(one).localname for one in body} == {"p", "sectPr"}
    styles = {one.get(f"{WORD}styleId") for one in parts["word/styles.xml"].iter(f"{WORD}style")}
    assert {style for style, _ in paragraphs(language)} - {""} <= styles
    plain = [text for style, text in paragraphs(language) if not style]
    numbers = [text.partition(".")[0] for text in plain if text[:1].isdigit()]
    assert numbers == [str(number) for number in range(1, len(IDS) + 3)]


# There and back: five persons answer, and the tool exports


def persons():
    """Yield what each person chooses, by its place among the options, and what is to be read."""
    levels = (1, 2, 3, 4, 5, DONT_KNOW)
    for person in range(6):
        picked = [(person * 5 + place * 7) % 6 for place in range(len(IDS))]
        chosen = [person, person % 4, *picked]
        rated = {key: levels[pick] for key, pick in zip(IDS, picked, strict=True)}
        # One statement each is left out.
        left_out = IDS[person * 7]
        del rated[left_out]
        chosen[2 + person * 7] = None
        yield chosen, ((*ROLES, None)[person], ROUNDS[person % 4], rated)


def exported(asked, heading, answer, before, after):
    """Return the rows of an export, and who is in it."""
    names = [HEADINGS[heading](name, text, group) for name, text, group, _ in asked]
    rows = [[*(name for name, _ in before), *names, *(name for name, _ in after)]]
    expected = []
    for chosen, who in persons():
        cells = [
            "" if pick is None else ANSWERS[answer](*list(options.items())[pick])
            for pick, (*_, options) in zip(chosen, asked, strict=True)
        ]
        rows.append([*(value for _, value in before), *cells, *(value for _, value in after)])
        expected.append(who)
    return rows, expected


WRITERS = {
    "commas": lambda rows: csv_of(*rows, delimiter=",", quoting=csv.QUOTE_ALL),
    "semicolons": lambda rows: csv_of(*rows, quoting=csv.QUOTE_ALL),
    "xlsx": lambda rows: xlsx_of(*([cell or None for cell in row] for row in rows)),
}
ANSWERS = {"code": lambda code, _label: code, "label": lambda _code, label: label}
# A question's group is named by its factor.
HEADINGS = {
    "name": lambda name, _text, _group: name,
    "text": lambda _name, text, _group: text,
    "text and blank": lambda _name, text, _group: f"{text}\u00a0",
    "group/text": lambda _name, text, group: f"{group}/{text}" if group else text,
    "name. text": lambda name, text, _group: f"{name}. {text}",
    "group/name": lambda name, *_: f"{name.partition('_')[0]}/{name}" if "_" in name else name,
    "group-name": lambda name, *_: f"{name.partition('_')[0]}-{name}" if "_" in name else name,
}
LIMESURVEY = [("id", "7"), ("submitdate", "1980-01-01"), ("lastpage", "15"), ("seed", "17391")]
REDCAP = [("record_id", "1"), ("redcap_survey_identifier", ""), ("fourteen_factors_timestamp", "")]
REDCAP_LABELS = [("Nummer", "1"), ("Survey Identifier", ""), ("Survey Timestamp", "")]
KOBO = [("start", "2026-03-04T08:15:16.000+01:00"), ("end", "2026-03-04T08:25:16.000+01:00")]
KOBO_AFTER = [("_id", "1"), ("_uuid", "0d1e"), ("_status", "submitted_via_web"), ("_index", "1")]
ODK = [("SubmissionDate", "2026-03-04T08:15:16.000Z")]
ODK_AFTER = [("meta-instanceID", "uuid:0d1e"), ("KEY", "uuid:0d1e"), ("ReviewState", "")]
MSFORMS = [("ID", "1"), ("Start time", ""), ("Completion time", ""), ("Email", "anonymous")]

DONE = [("fourteen_factors_complete", "2")]
DONE_LABELS = [("Complete?", "Complete")]

# How each tool writes headings and answers, and what stands before and after them.
EXPORTS = {
    "limesurvey: codes": ("name", "code", LIMESURVEY, []),
    "limesurvey: codes, full answers": ("name", "label", LIMESURVEY, []),
    "limesurvey: full texts, answer codes": ("text", "code", LIMESURVEY, []),
    "limesurvey: full texts": ("text", "label", LIMESURVEY, []),
    "limesurvey: code and text": ("name. text", "label", LIMESURVEY, []),
    "redcap: raw": ("name", "code", REDCAP, DONE),
    "redcap: labels": ("text", "label", REDCAP_LABELS, DONE_LABELS),
    "kobo: names": ("name", "code", KOBO, KOBO_AFTER),
    "kobo: labels": ("text", "label", KOBO, KOBO_AFTER),
    "kobo: labels with groups": ("group/text", "label", KOBO, KOBO_AFTER),
    "kobo: names with groups": ("group/name", "code", KOBO, KOBO_AFTER),
    "kobo: ODK Central": ("group-name", "code", ODK, ODK_AFTER),
    "msforms": ("text and blank", "label", MSFORMS, []),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("shape", EXPORTS)
def test_what_the_tool_exports_of_the_survey_is_read_back(shape, language, write):
    kind = shape.partition(":")[0]
    rows, expected = exported(IMPORTED[kind](language), *EXPORTS[shape])
    found = look(write(rows), f"{kind}.csv")
    assert (found.faults, found.asks) == ((), {})
    read = [(sheet.role, sheet.round, sheet.by_statement) for sheet in found.sheets]
    assert read == expected
