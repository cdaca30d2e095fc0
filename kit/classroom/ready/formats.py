"""Surveys that are ready to be imported: a file for each tool, and one to build any other from.

What tools export of these surveys names each statement by its id or its text and each level by its
number, so that `surveys.read` reads it without asking. EUSurvey is not here: what it imports is a
zip of Java objects of its own version, which nobody has described.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_uppercase
from xml.sax.saxutils import escape

from kit.classroom.ready.questions import LONGEST_CODE, TITLE, sections
from kit.content.language import LANGUAGES, Language, Text, known
from kit.content.phrases import phrases

# The template's columns, before those of the answers.
COLUMNS = (
    Text(sv="Nummer", en="Number"),
    Text(sv="Id", en="Id"),
    Text(sv="Faktor", en="Factor"),
    Text(sv="Fråga", en="Question"),
)
_OPTION = Text(sv="Svar", en="Answer")
_DELIMITERS = Text(sv=";", en=",")

_LIMESURVEY = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
)
# A group of questions a page, and nothing kept of who answers or when.
_SETTINGS = {
    "format": "G",
    "anonymized": "Y",
    "datestamp": "N",
    "ipaddr": "N",
    "refurl": "N",
    "savetimings": "N",
}

_REDCAP = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
_INSTRUMENT = "fourteen_factors"

_XLSFORM = ("type", "name", "label", "appearance")

# The first cells of the files below: whoever reads one as an export has taken the wrong file.
HEADINGS: tuple[tuple[str, ...], ...] = (
    *(tuple(column[language] for column in COLUMNS) for language in LANGUAGES),
    _LIMESURVEY,
    _REDCAP,
    _XLSFORM,
)

# The day the files are dated, the same each time, so that the same survey is the same file.
_DAY = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a file's date has no zone


def ready_made(kind: str, language: str) -> tuple[str, bytes]:
    """Write a survey for a tool.

    Parameters
    ----------
    kind
        A key of `KINDS`.
    language
        "sv" or "en".

    Returns
    -------
    tuple
        What the file is called, and what it holds.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    code = known(language)
    _, ending, write = KINDS[kind]
    name = phrases()["board.template-name"][code].removesuffix(".csv")
    return (f"{name}.csv" if kind == "any" else f"{name}-{kind}.{ending}"), write(code)


def template(language: str) -> bytes:
    """Write what a survey can be built from: a CSV file with a row for each question.

    Parameters
    ----------
    language
        "sv" or "en". Excel opens the file by a double click where that is the language.

    Returns
    -------
    bytes
        UTF-8. An export of a survey with these questions and answers can be read by `read`.
    """
    code = known(language)
    asked = sections(code)
    most = len(asked[-1].questions[0].options)
    header = [column[code] for column in COLUMNS]
    rows = [[*header, *(f"{_OPTION[code]} {place}" for place in range(1, most + 1))]]
    for section in asked:
        for question in section.questions:
            factor = section.title if question.number else ""
            labels = [option.label for option in question.options]
            rows.append([question.number, question.id, factor, question.text, *labels])
    return _csv(rows, _DELIMITERS[code]).encode("utf-8-sig")


def _limesurvey(language: Language) -> bytes:
    """Write a survey structure of tab-separated values.

    The columns are those of "Tab Separated Value survey structure" in LimeSurvey's manual
    (limesurvey.org/manual/Tab_Separated_Value_survey_structure); ids are left to the import. The
    source says the rest: codes of questions are letters and digits (Question::rules), and an
    answer's code has room for five characters (create-database.php).
    """

    def row(class_: str, **cells: str) -> list[str]:
        told = {"class": class_, "language": language, **cells}
        return [told.get(column, "") for column in _LIMESURVEY]

    rows = [list(_LIMESURVEY), row("S", name="language", text=language)]
    rows += [row("S", name=name, text=value) for name, value in _SETTINGS.items()]
    rows.append(row("SL", name="surveyls_title", text=TITLE[language]))
    for section in sections(language):
        rows.append(row("G", name=section.title, relevance="1"))
        for question in section.questions:
            name = question.id.replace("-", "")
            listed = {"type/scale": "L", "relevance": "1", "mandatory": "N", "other": "N"}
            rows.append(row("Q", name=name, text=question.text, **listed))
            rows += [
                row("A", name=option.code[:LONGEST_CODE], text=option.label, **{"type/scale": "0"})
                for option in question.options
            ]
    return _csv(rows, "\t").encode("utf-8-sig")


def _redcap(language: Language) -> bytes:
    """Write a data dictionary: REDCap's 18 columns in its order.

    The statements of a factor are a matrix, below its title. The first field has to be the record's
    own. A choice is "code, label", and choices are parted by "|" (REDCap's "Help & FAQ", and
    "Creating a Data Dictionary in REDCap", Vanderbilt University).
    """

    def row(*cells: str, matrix: str = "") -> list[str]:
        told = dict(zip(_REDCAP, cells, strict=False)) | {"Matrix Group Name": matrix}
        return [told.get(column, "") for column in _REDCAP]

    rows = [list(_REDCAP), row("record_id", _INSTRUMENT, "", "text", COLUMNS[0][language])]
    for section in sections(language):
        for place, question in enumerate(section.questions):
            choices = " | ".join(f"{option.code}, {option.label}" for option in question.options)
            header = "" if place else section.title
            matrix = section.id if question.number else ""
            cells = (question.name, _INSTRUMENT, header, "radio", question.text, choices)
            rows.append(row(*cells, matrix=matrix))
    return _csv(rows, ",").encode()


def _kobo(language: Language) -> bytes:
    """Write an XLSForm, for KoboToolbox and ODK (xlsform.org, docs.getodk.org/xlsform).

    A factor is a group whose questions are on one screen. Role and round are in none, so that their
    columns have their names alone also where a tool puts the group before the name.
    """
    survey: list[Sequence[str]] = [_XLSFORM]
    choices: dict[tuple[str, str], Sequence[str]] = {}
    for section in sections(language):
        rows = []
        for question in section.questions:
            listed = "level" if question.number else question.id
            rows.append((f"select_one {listed}", question.name, question.text))
            for option in question.options:
                choices[listed, option.code] = (listed, option.code, option.label)
        if section.questions[0].number:
            begin = ("begin_group", section.id, section.title, "field-list")
            survey += [begin, *rows, ("end_group",)]
        else:
            survey += rows
    options = [("list_name", "name", "label"), *choices.values()]
    settings = [("form_title", "form_id"), (TITLE[language], f"{_INSTRUMENT}_{language}")]
    return _workbook({"survey": survey, "choices": options, "settings": settings})


def _workbook(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Write tables as the sheets of a workbook; text stays text."""
    import xlsxwriter  # loaded only when a workbook is asked for

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": _DAY})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text)
    return content.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# By id: attributes, name and size; a document has to have one that is the default.
_LOOKS = {
    "Normal": ('w:default="1" ', "Normal", 22),
    "Title": ("", "Title", 40),
    "Heading1": ("", "heading 1", 28),
}


def _msforms(language: Language) -> bytes:
    """Write a Word document for "Quick import" in Microsoft Forms.

    Microsoft says what is converted: titles and subtitles, questions with options and open
    questions, one below the other, without tables or figures (support.microsoft.com, "Convert a
    Word or PDF form or quiz to Microsoft Forms"). It does not say how they are to be written; that
    a question begins with its number and an option with a capital letter, plain text and no list of
    Word's, is what users report to be understood (Microsoft Q&A 5496362). A factor's title stands
    above its questions.
    """
    paragraphs = [_paragraph(TITLE[language], "Title")]
    number = 0
    for section in sections(language):
        paragraphs.append(_paragraph(section.title, "Heading1"))
        for question in section.questions:
            number += 1
            paragraphs.append(_paragraph(f"{number}. {question.text}"))
            paragraphs += [
                _paragraph(f"{letter}. {option.label}")
                for letter, option in zip(ascii_uppercase, question.options, strict=False)
            ]
            paragraphs.append(_paragraph(""))
    return _document(paragraphs, language)


def _paragraph(text: str, look: str = "") -> str:
    style = f'<w:pPr><w:pStyle w:val="{look}"/></w:pPr>' if look else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{style}{run}</w:p>"


def _document(paragraphs: Iterable[str], language: Language) -> bytes:
    """Pack paragraphs into a document with the few parts that one has to have."""
    tag = {"sv": "sv-SE", "en": "en-GB"}[language]
    looks = "".join(
        f'<w:style w:type="paragraph" {more}w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        for id_, (more, name, size) in _LOOKS.items()
    )
    defaults = f'<w:rPrDefault><w:rPr><w:lang w:val="{tag}"/></w:rPr></w:rPrDefault>'
    relation = f"{_RELATION.rpartition('/')[0]}/styles"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
        "_rels/.rels": _related(_RELATION, "word/document.xml"),
        "word/_rels/document.xml.rels": _related(relation, "styles.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:docDefaults>{defaults}</w:docDefaults>'
        f"{looks}</w:styles>",
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(paragraphs)}'
        "<w:sectPr/></w:body></w:document>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, part in parts.items():
            member = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
            packed.writestr(member, _XML + part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _related(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _csv(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


# Which surveys there are: what each is for, how its file's name ends, and what writes it.
KINDS: dict[str, tuple[Text, str, Callable[[Language], bytes]]] = {
    "any": (Text(sv="Alla verktyg: en mall", en="Any tool: a template"), "csv", template),
    "limesurvey": (Text(sv="LimeSurvey", en="LimeSurvey"), "txt", _limesurvey),
    "msforms": (Text(sv="Microsoft Forms", en="Microsoft Forms"), "docx", _msforms),
    "redcap": (Text(sv="REDCap", en="REDCap"), "csv", _redcap),
    "kobo": (Text(sv="KoboToolbox och ODK", en="KoboToolbox and ODK"), "xlsx", _kobo),
}
