"""An export from a survey tool: whose answers are read, and what is told of the rest."""

import csv
import datetime as dt
import io
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheetfuls import csv_of, saved, xlsx_of

from kit.answers.answers import DONT_KNOW
from kit.classroom import codes
from kit.classroom.folder import ClassFolder, hand_in_all
from kit.classroom.ready.formats import template
from kit.classroom.sheets import (
    ALPHABET,
    MOST_FAULTS,
    ROLES,
    ROUNDS,
    Fault,
    Sheet,
    from_json,
    is_mark,
    ratings_of,
    statement_ids,
    to_json,
)
from kit.classroom.surveys import (
    AlreadyTakenError,
    headings,
    look,
    take_back,
    take_in,
    taken,
    told,
)
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words, phrases

IDS = statement_ids()
STATEMENTS = {one.id: one for one in course().statements}
NUMBERS = {
    f"{factor.number}.{place}": one.id
    for factor in course().factors
    for place, one in enumerate(factor.statements, 1)
}
TEXT = STATEMENTS["goals-2"].text


def read(content, name="x.csv"):
    """Look into a file, and return what would be taken in, and what could not be read."""
    found = look(content, name)
    return list(found.sheets), list(found.faults)


def sheets_of(*rows):
    """Read rows of CSV in which nothing is wrong."""
    sheets, faults = read(csv_of(*rows))
    assert faults == []
    return sheets


def ratings_in(*rows):
    return [one.by_statement for one in sheets_of(*rows)]


def by_row(found):
    """Return, by row, what was read: the ratings, and a role and another round than the first."""
    return {
        int(one.mark[9:]): one.by_statement
        | ({"role": one.role} if one.role else {})
        | ({"round": one.round} if one.round != "1" else {})
        for one in found.sheets
    }


def listed(faults):
    return [(one.place, one.key, *one.values.values()) for one in faults]


# Columns


def statement_of(heading):
    """Say which statement a column is for, if any."""
    sheets, _ = read(csv_of(["Namn", heading], ["", "4 – systematiskt"]))
    return next((key for one in sheets for key in one.by_statement), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_is_known_by_the_id_number_label_or_text_of_each_statement(language):
    numbers = {one: number for number, one in NUMBERS.items()}
    for kind in (
        lambda one: one.id,
        lambda one: numbers[one.id],
        lambda one: numbers[one.id].replace(".", ","),
        lambda one: one.label[language],
        lambda one: one.text[language],
    ):
        header = [kind(one) for one in STATEMENTS.values()]
        levels = [1 + place % 5 for place in range(len(header))]
        assert ratings_in(header, levels) == [dict(zip(IDS, levels, strict=True))]


@pytest.mark.parametrize(
    "heading",
    [
        # As it is, in another case, with blanks, loose dots, an end mark or in quotation marks.
        *("Läge och resurser", "LÄGE OCH RESURSER", " Läge\u00a0och\r\nresurser  "),
        *("La\u0308ge och resurser", "Läge och resurser:", "”Läge och resurser”"),
        # A number or a code before it.
        *("12. Läge och resurser", "12.Läge och resurser", "(12) Läge och resurser"),
        *("Q12 Läge och resurser", "G1Q2. Läge och resurser", "Fråga 12: Läge och resurser"),
        *("Question 12 – Läge och resurser", "4.2 Läge och resurser", "4.2.", "12. 4.2"),
        *("12. 4.2 Läge och resurser", f"mål. {TEXT.sv}"),
        # Its id, and as tools write that.
        *("goals-2. " + TEXT.sv, "Goals-2", "goals2", "goals–2", "goals_2", "7. goals-2"),
        # In a grid, or after a question.
        *(f"Hur är det hos er? [{TEXT.sv}]", "How is it? [Facts for dialogue] ", "q1 [4.2]"),
        *("q1[goals2]", f"q1 [2. {TEXT.sv}]", f"Hur är det hos er? - {TEXT.sv}"),
        *(TEXT.en.replace("’", "'"), TEXT.en.replace("’", ""), TEXT.en.rstrip(".")),
    ],
)
def test_a_column_is_known_with_what_tools_add(heading):
    assert statement_of(heading) == "goals-2"


@pytest.mark.parametrize(
    "heading",
    [
        *("4.20", "4.02", "04.2", "14.2.1", "4.2.1", "1.4.2", "4.4", "15.1", "42", "4-2", "1/2"),
        *("2026-4-2", "goals", "goals-22", "goals-2[comment]", "subgoals-2", "Läge", ""),
        *("Poäng – Läge och resurser", "Läge och resurser, kommentar"),
        *(f"{TEXT.sv} [kommentar]", f"{TEXT.sv} Och sedan?", f"Varje{TEXT.sv}"),
    ],
)
def test_a_column_that_only_resembles_a_statement_is_passed_over(heading):
    assert ratings_in([heading, "breadth-1"], ["2", "4"]) == [{"breadth-1": 4}]


def test_one_ten_is_not_one_one():
    assert statement_of("breadth-1") == "breadth-1"
    assert statement_of("1.10") is None
    assert statement_of("10.1") == "organisation-1"
    sheets, _ = read(xlsx_of([1.1, 10.1], ["systematiskt", "påbörjat"]), "x.xlsx")
    assert [one.by_statement for one in sheets] == [{"breadth-1": 4, "organisation-1": 2}]


def test_the_first_worksheet_that_has_statements_is_read():
    book = openpyxl.Workbook()
    book.active["A1"] = "Om enkäten"
    for level in (4, 2):
        sheet = book.create_sheet()
        sheet.append(["breadth-1"])
        sheet.append([level])
    sheets, faults = read(saved(book), "x.xlsx")
    assert [one.by_statement for one in sheets] == [{"breadth-1": 4}]
    assert faults == []


NO_TABLE = [["Namn", "Betyg"], ["Åsa", "4"]]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        *((kind(*NO_TABLE), "K:\\kurs\\enkät.csv", "enkät.csv") for kind in (csv_of, xlsx_of)),
        (csv_of(*[["x" * 40] * 400] * 200), "enkät.csv", "enkät.csv"),
        (b"\x89PNG\0", "/tmp/bi\u202eld.png", "bi ld.png"),
        (b'breadth-1;breadth-2\n"4;2\n', "x.csv", "x.csv"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_by_the_files_name(content, name, told):
    key = {"bi ld.png": "fault.picture", "x.csv": "fault.quotes"}.get(told, "fault.columns")
    values = {"row": "2"} if key == "fault.quotes" else {}
    assert read(content, name) == ([], [Fault(told, key, values)])


# Cells

WAYS = {
    4: (
        *("4", "4.0", "4,0", "4,00", " 4 ", "\u00a04\u2009", "\uff14", "+4", "04", "4.", "\u200b4"),
        *("4 – systematiskt", "4 - systematic", "4 — Systematic", "4: systematiskt", "4: …"),
        *("4) systematic", "(4) systematic", "(4) …", "4. Systematiskt.", "4 (systematiskt)"),
        *("4.0 – systematiskt", "systematiskt", "SYSTEMATIC", "”systematiskt”", "- systematiskt"),
        *("4 – systematiskt: Det görs överallt, med tydliga roller.", "syste\u00admatiskt"),
    ),
    DONT_KNOW: (
        *("Vet inte", "vet ej", "Don't know", "Don’t know", "Don`t know", "Don´t know"),
        *("Donʼt know", "Dont know", "DON?T KNOW", "Don\ufffdt know", "do not know", "dont-know"),
        *("?", "(?)", "6 – Vet inte", "0 - Don’t know", "9. Vet inte."),
    ),
    None: (
        *("", " ", "-", "–", "—", "--", "…", "inte besvarat", "Not answered", "N/A"),
        "0 – ej besvarat",
    ),
}


@pytest.mark.parametrize(
    ("answer", "cell"), [(answer, cell) for answer, cells in WAYS.items() for cell in cells]
)
def test_an_answer_is_read_however_it_is_written(answer, cell):
    given = {"breadth-1": answer} if answer else {}
    assert ratings_in(["breadth-1", "breadth-2"], [cell, "4"]) == [{**given, "breadth-2": 4}]
    assert not answer or ratings_in(["breadth-1"], [cell]) == [given]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_each_level_is_read_in_words_and_numbers(level, language):
    word = phrases()[f"scale.{level}"][language]
    rows = [[word], [f"{level} – {word}"], [level]]
    assert ratings_in(["breadth-1"], *rows) == [{"breadth-1": level}] * 3


@pytest.mark.parametrize(
    "cell",
    [
        *("3.5", "3,5", "4.05", "4-5", "4/5", "4 5", "4 eller 5", "4%", "4e0", "٤", "IV", "TRUE"),
        *("#REF!", "2026-01-04", "=4", "=A1", "=systematiskt", "@systematiskt", "+systematiskt"),
        *("systematisktlika", "4 – etablerat", "4 – systematisktlika", "4 – vet inte"),
        *("4 – inte besvarat", "7 – systematiskt", "0 – saknas", "bra", "9" * 5000),
        "(" * 900 + "4",
    ],
)
def test_what_is_no_answer_is_told_by_its_cell_and_the_rest_of_the_row_counts(cell):
    rows = ["Namn", "breadth-1", "breadth-2"], ["Åsa", cell, "5"], ["Bo", "2", "3"], ["Ek", "1", ""]
    sheets, faults = read(csv_of(*rows), "x.csv")
    assert [one.by_statement for one in sheets] == [
        {"breadth-2": 5},
        {"breadth-1": 2, "breadth-2": 3},
        {"breadth-1": 1},
    ]
    ((place, key, value),) = [(one.place, one.key, one.values["value"]) for one in faults]
    assert (place, key) in {("B2", "fault.cell"), ("B2", "fault.two")}
    assert value == cell if len(cell) <= 60 else value[:50] == cell[:50]


def test_dates_times_truths_and_formulas_of_a_workbook_are_no_answers():
    cells = [dt.date(2026, 1, 4), dt.time(4), True, False, "=2+2", "#REF!", dt.date(1900, 1, 4)]
    rows = [["Namn", "breadth-1"], *(["", one] for one in cells), ["", 4.0]]
    sheets, faults = read(xlsx_of(*rows), "x.xlsx")
    assert [(one.mark[-2:], one.by_statement) for one in sheets] == [("-9", {"breadth-1": 4})]
    assert [(one.place, one.key) for one in faults] == [
        (f"B{row}", "fault.cell") for row in range(2, 9)
    ]
    assert faults[0].values == {"value": "2026-01-04"}
    assert faults[4].values == {"value": "=2+2"}


def test_what_is_shown_of_a_cell_is_short_and_cannot_move_the_text_around_it():
    _, (fault,) = read(csv_of(["breadth-1", "breadth-2"], ["\u202e<b>" + "x" * 500, "4"]), "x.csv")
    assert fault.values["value"] == " <b>" + "x" * 55 + "…"


def test_of_very_many_faults_the_first_are_named_and_the_rest_counted():
    rows = [["breadth-1"], ["4"], *(["bra"] for _ in range(MOST_FAULTS + 3))]
    sheets, faults = read(csv_of(*rows), "/mapp/enkät.csv")
    assert len(sheets) == 1
    assert [one.key for one in faults[:-1]] == ["fault.cell"] * MOST_FAULTS
    assert faults[-1] == Fault("enkät.csv", "fault.more", {"n": "3"})
    assert len(read(csv_of(*rows[: MOST_FAULTS + 2]))[1]) == MOST_FAULTS


# Role and round

SAID = {
    "role": {
        "headings": ("role", "Roll", "Din roll", "Your role", "12. Din roll?"),
        **{one: (one, *(phrases()[f"role.{one}"][it] for it in LANGUAGES)) for one in ROLES},
        None: ("", "-", "Vill inte säga", "Rather not say"),
    },
    "round": {
        "headings": ("round", "Omgång", "Round:", "2. Omgång"),
        **{one: (one, *(phrases()[f"round.{one}"][it] for it in LANGUAGES)) for one in ROUNDS},
    },
}
SAID["role"]["politician"] += ("POLITIKER",)
SAID["role"]["official"] += ("Tjänsteperson ", "Tjänsteman")
SAID["role"]["other"] += ("Annat.",)
SAID["round"]["1"] += ("",)
SAID["round"]["2"] += ("2.0",)
SAID["round"]["3"] += (" omgång  3",)
SAID["round"]["then"] += ("Innan", "före", "Before")


@pytest.mark.parametrize(
    ("what", "heading"), [(what, one) for what, said in SAID.items() for one in said["headings"]]
)
def test_role_and_round_are_read_in_either_language(what, heading):
    for kept, cells in SAID[what].items():
        for cell in cells if kept != "headings" else ():
            (sheet,) = sheets_of(["breadth-1", heading], ["4", cell])
            assert getattr(sheet, what) == kept, cell


# Tables


def code_of(mark, level):
    return codes.encode(Sheet(mark, "1", "student", ratings_of({"breadth-1": level})))


ROLES_OF_MEDIANS = "|".join(
    role + ";3" * 42 for role in ("Förtroendevald", "Tjänsteperson", "Alla")
)
NO_ROUNDS = ("4", "0", "=1", "1.5", "i våras", "2026-01-01")
FOUR = {2: {"breadth-1": 4}}
# Rows, what is read of which, and what is told: faults, and what was passed over.
FOUND = {
    "no columns for role and round": ("breadth-1|4", FOUR, []),
    "a role that nobody knows": (
        "roll;breadth-1|kejsare;4", FOUR, [("A2", "fault.role", "kejsare")]),
    "two columns for the role that differ": (
        "roll;role;breadth-1|student;other;4", FOUR,
        [("A2", "fault.role", "student"), ("A1, B1", "survey.twice")]),
    "two columns for a statement that differ": (
        ";breadth-1;x;Lokal politik|;4;;2|;3;;3|;;;5", {3: {"breadth-1": 3}, 4: {"breadth-1": 5}},
        [("D2", "fault.both", "2"), ("B1, D1", "survey.twice")]),
    "points and remarks to a statement": (
        f"Points - {TEXT.en};{TEXT.en};Feedback - {TEXT.en}|0;4;Thank you",
        {2: {"goals-2": 4}}, []),
    "a header below titles and codes": (
        "Enkät om regional utveckling||Q1;Q2;Q3|Namn;breadth-1;breadth-2|Åsa;4;2",
        {5: {"breadth-1": 4, "breadth-2": 2}}, []),
    "codes above texts": (
        f"breadth-1;breadth-2|{STATEMENTS['breadth-1'].text.sv};{STATEMENTS['breadth-2'].text.sv}|4;2",
        {3: {"breadth-1": 4, "breadth-2": 2}}, []),
    "who answered nothing": (
        "Namn;breadth-1|;4||;|Åsa;|Bo;–|Ek;bra", FOUR,
        [("B7", "fault.cell", "bra"), ("", "survey.blank", "1")]),
    "codes beside statements": (f"Kod;breadth-1|{code_of('aaaaa', 5)};4", FOUR, []),
    "one who says what nobody else says": (
        "Roll;goals-1;Övrigt|;1;|Student;4;|;2;Tack!|;3;",
        {2: {"goals-1": 1}, 3: {"goals-1": 4, "role": "student"}, 4: {"goals-1": 2},
         5: {"goals-1": 3}}, []),
    "those of whom most say a role": (
        "Roll;goals-1|Student;4|Student;1|Partner;2|;3",
        {2: {"goals-1": 4, "role": "student"}, 3: {"goals-1": 1, "role": "student"},
         4: {"goals-1": 2, "role": "partner"}, 5: {"goals-1": 3}}, []),
    "medians by role": (
        f"Roll;{';'.join(IDS)}|{ROLES_OF_MEDIANS}", {},
        [("x.csv", "survey.counts"), ("A4", "survey.sum")]),
    "rounds that there are not": (
        f"omgång;breadth-1|{''.join(f'{one};4|' for one in NO_ROUNDS)}2;5",
        {8: {"breadth-1": 5, "round": "2"}},
        [(f"A{row}", "fault.round", one) for row, one in enumerate(NO_ROUNDS, 2)]),
    "a level as it was called before": (
        "breadth-1;breadth-2|a model to others;a model to others",
        {2: {"breadth-1": 5, "breadth-2": 5}}, []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "ratings", "told"), FOUND.values(), ids=FOUND)
def test_of_a_table_all_that_can_be_read_is_read_and_the_rest_is_told(rows, ratings, told):
    found = look(rows.replace("|", "\n").encode(), "x.csv")
    assert by_row(found) == ratings
    assert listed((*found.faults, *found.passed)) == told


# Marks


def marks(name):
    return [one.mark for one in read(csv_of(["breadth-1"], ["4"], [], ["2"]), name)[0]]


def test_a_row_has_the_mark_of_its_file_and_its_number():
    first, second = marks("Enkät våren.csv")
    assert is_mark(first)
    assert re.fullmatch(f"[{ALPHABET}]{{8}}-2", first)
    assert second == f"{first[:8]}-4"
    for name in ("enk\udce4t.csv", ""):
        assert is_mark(marks(name)[0])


def test_the_same_name_gives_the_same_marks_wherever_the_file_lies_and_downloaded_once_more():
    # Written down, so that a newer kit takes the old rows' place, too.
    usual = ["3d4m6pkg-2", "3d4m6pkg-4"]
    for name in (
        *("Enkät.csv", "enkät.CSV", "C:\\kurs\\Enkät.csv", "/hem/åsa/Enkät.csv", "Enka\u0308t.csv"),
        *("Enkät (1).csv", "Enkät - Kopia.csv", "Enkät – kopia (2).csv", "Enkät - Copy.csv"),
    ):
        assert marks(name) == usual, name
    assert marks("Enkät 2.csv") != usual


# Privacy

PERSON = ("Åsa Öberg", "asa.oberg@example.org", "2026-03-04 08:15:16", "192.0.2.7", "R_3xKj")


@pytest.mark.parametrize("kind", [csv_of, xlsx_of])
def test_nothing_of_who_answered_or_when_is_kept(kind):
    header = [
        *("Namn", "E-post", "Sluttid", "IP", "ResponseId", "Roll", "breadth-1", "breadth-2"),
        "Övrigt",
    ]
    rows = [
        [*PERSON, "Student", "4", "bra", f"Hälsar {PERSON[0]}"],
        [*PERSON, "", "", "", ""],
        [*PERSON, "kung", "2", "2", ""],
    ]
    sheets, faults = read(kind(header, *rows), "x")
    assert [one.key for one in faults] == ["fault.cell", "fault.role"]
    kept = repr((sheets, faults))
    assert "breadth-1" in to_json(*sheets)
    assert [one for one in PERSON if one in kept] == []


# Codes


@pytest.mark.parametrize("kind", [csv_of, xlsx_of])
def test_a_survey_that_only_asks_for_codes_is_read_and_a_damaged_one_told(kind):
    damaged = ["2026-03-04", code_of("ccccc", 2)[:-1] + "!"]
    header, *rows = (
        *(["Sluttid", "Klistra in din kod"], ["2026-03-04", code_of("aaaaa", 4)], damaged),
        ["2026-03-04", f"Min kod: {code_of('bbbbb', 2)} tack!"],
    )
    sheets, faults = read(kind(header, *rows), "x")
    assert [(it.mark, it.by_statement["breadth-1"]) for it in sheets] == [
        ("aaaaa", 4),
        ("bbbbb", 2),
    ]
    assert [one.key for one in faults] == ["fault.code"]
    sheets, faults = read(kind(header, damaged), "x")
    assert (sheets, [one.key for one in faults]) == ([], ["fault.columns", "fault.code"])


def test_a_code_is_found_among_very_many_short_cells():
    rows = [["förnamn "] * 50] * 5_500
    sheets, faults = read(csv_of(*rows, [code_of("aaaaa", 4)]), "x.csv")
    assert [one.mark for one in sheets] == ["aaaaa"]
    assert faults == []


# The template


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def questions(language):
    """The rows of the template below its header."""
    return template_rows(language)[1:]


def template_rows(language):
    text = template(language).decode("utf-8-sig")
    delimiter = {"sv": ";", "en": ","}[language]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_the_template_asks_for_each_statement_and_opens_in_excel_as_it_is(language, questions):
    assert template(language).startswith(b"\xef\xbb\xbf")
    assert template(language).endswith(b"\r\n")
    rows = template_rows(language)
    assert len({len(row) for row in rows[3:]}) == 1
    assert [one for row in rows for one in row if one.startswith(("=", "+", "-", "@", "\t"))] == []
    assert [row[1] for row in questions] == ["role", "round", *IDS]
    assert [row[0] for row in questions[2:]] == list(NUMBERS)


def test_the_template_says_in_swedish_what_to_ask_and_to_answer():
    header, role, when, first, *_ = template_rows("sv")
    assert header[:5] == ["Nummer", "Id", "Faktor", "Fråga", "Svar 1"]
    assert role[3:6] == ["Din roll", "Förtroendevald", "Tjänsteperson"]
    assert when[3:] == ["Omgång", "Omgång 1", "Omgång 2", "Omgång 3", phrases()["round.then"].sv]
    assert first[:2] == ["1.1", "breadth-1"]
    assert first[2:4] == [course().factors[0].title.sv, STATEMENTS["breadth-1"].text.sv]
    assert first[4:] == [
        *("1 – saknas", "2 – påbörjat", "3 – etablerat", "4 – systematiskt", "5 – förebild"),
        "Vet inte",
    ]


# What can be answered to a statement by the template, in its order.
CHOICES = (1, 2, 3, 4, 5, DONT_KNOW)


@pytest.mark.parametrize("asked", ["text", "number and text", "id", "number"])
@pytest.mark.parametrize("kind", [csv_of, xlsx_of])
def test_a_survey_built_from_the_template_is_read_whatever_is_answered(questions, asked, kind):
    header = {
        "text": [row[3] for row in questions],
        "number and text": [f"{n}. {row[3]}" for n, row in enumerate(questions, 1)],
        "id": [row[1] for row in questions],
        "number": ["roll", "omgång", *(row[0] for row in questions[2:])],
    }[asked]
    rows, expected = [], []
    for person in range(6):
        picked = [(person + place) % 6 for place in range(len(IDS))]
        role, when = questions[0][4 + person], questions[1][4 + person % 4]
        answers = [row[4 + pick] for row, pick in zip(questions[2:], picked, strict=True)]
        rows.append(["anonymous", role, when, *answers])
        rated = {key: CHOICES[pick] for key, pick in zip(IDS, picked, strict=True)}
        expected.append(((*ROLES, None)[person], ROUNDS[person % 4], rated))
    sheets, faults = read(kind(["Namn", *header], *rows), "svar")
    assert faults == []
    assert [(one.role, one.round, one.by_statement) for one in sheets] == expected


@pytest.mark.parametrize("kind", [csv_of, xlsx_of])
def test_the_template_read_instead_of_an_export_is_told_so(language, kind):
    told = [], [Fault("mall", "fault.template")]
    assert read(kind(*template_rows(language)), "mall") == told
    assert read(template(language), "mall") == told


# Taken in, and taken back


def rated(*persons):
    """Return an export of persons who gave each statement the same level, one after the other."""
    rows = [[f"{1 + (level + place) % 5}" for place in range(len(IDS))] for level in persons]
    return csv_of(IDS, *rows)


def count(folder):
    return len(ClassFolder(folder).look().sheets)


def test_a_file_is_taken_in_only_once_it_is_said_and_taken_back_by_itself(tmp_path):
    first, second = look(rated(1, 2), "a.csv"), look(rated(3, 4, 5), "b.csv")
    assert list(tmp_path.iterdir()) == []
    assert take_in(first, tmp_path) == take_in(second, tmp_path) == []
    files = taken(tmp_path)
    assert [(one.name, len(one.sheets)) for one in files] == [("b.csv", 3), ("a.csv", 2)]
    take_back(files[0], tmp_path)
    assert [one.name for one in taken(tmp_path)] == ["a.csv"]
    assert count(tmp_path) == 2
    # Who reads the folder without knowing of names is told of nothing strange.
    assert ClassFolder(tmp_path).look().faults == ()
    ClassFolder(tmp_path).delete()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["svar(1-3).xlsx", "Kopia av svar.csv", "svar 2026-03-04.csv"])
def test_a_later_export_is_known_by_its_rows_whatever_its_name(tmp_path, name):
    take_in(look(rated(1, 2), "svar(1-2).csv"), tmp_path)
    later = look(rated(1, 2, 3), name)
    with pytest.raises(AlreadyTakenError) as error:
        take_in(later, tmp_path)
    assert error.value.earlier.name == "svar(1-2).csv"
    take_in(later, tmp_path, over=error.value.earlier)
    assert count(tmp_path) == 3
    assert [one.name for one in taken(tmp_path)] == [name]
    take_in(later, tmp_path, add=True)
    assert count(tmp_path) == 6


def test_a_file_of_the_build_before_has_no_name_and_is_taken_back_all_the_same(tmp_path):
    hand_in_all(look(rated(1, 2), "svar.csv").sheets, tmp_path)
    (file,) = taken(tmp_path)
    assert file.name == ""
    take_back(file, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_asked_about_cannot_be_taken_in(tmp_path):
    found = look(csv_of(["goals-1", "goals-2"], ["0", "3"]), "x.csv")
    assert found.asks == {"0": 1, "3": 1}
    with pytest.raises(ValueError, match=r"x\.csv"):
        take_in(found, tmp_path)


def test_columns_that_go_on_in_another_worksheet_are_of_the_same_persons():
    book = openpyxl.Workbook()
    book.active.append(["ID", *IDS[:30]])
    more = book.create_sheet("Del 2")
    more.append(["ID", "Roll", *IDS[30:]])
    for person, row in ((7, 4), (8, 2)):
        book.active.append([person, *[row] * 30])
    for person, level in ((8, 3), (7, "bra")):
        more.append([person, "Student", level, *[5] * 11])
    found = look(saved(book), "x.xlsx")
    assert [one.ratings.count(5) for one in found.sheets] == [11, 11]
    first, second = (one.by_statement for one in found.sheets)
    assert (first[IDS[0]], first.get(IDS[30])) == (4, None)
    assert (second[IDS[0]], second[IDS[30]]) == (2, 3)
    assert [(one.place, one.key) for one in found.faults] == [("Del 2: C3", "fault.cell")]
    assert found.missing == ()
    # Other persons, or the same in another number, are others.
    more.append([9, "Student", 3, *[5] * 11])
    found = look(saved(book), "x.xlsx")
    assert (len(found.sheets), len(found.missing)) == (2, 12)
    assert found.passed == (Fault("Del 2", "survey.also"),)


@pytest.mark.parametrize(
    "sums",
    [
        *([["Medel", *[3] * 42]], [["Antal svar", *[2] * 42]], [["", *[3.5] * 42]]),
        *([[], ["", *[2] * 42]], [["Genererad 2026-03-04", 1, 2, 3]], [["ID", *IDS]]),
    ],
)
def test_rows_that_sum_up_others_or_repeat_the_header_are_no_persons(sums):
    rows = [[1, *["systematiskt"] * 42], [2, *["påbörjat"] * 42], [3, *["saknas"] * 42]]
    found = look(csv_of(["ID", *IDS], *rows[:2], *sums, rows[2]), "x.csv")
    assert [one.ratings[0] for one in found.sheets] == [4, 2, 1]
    assert found.faults == ()
    found = look(csv_of(["ID", *IDS], *rows, *sums), "x.csv")
    assert [one.ratings[0] for one in found.sheets] == [4, 2, 1]


# What is told


def test_hidden_rows_are_told_and_read_only_if_somebody_says_so():
    content = xlsx_of(["breadth-1"], [4], [2], hidden=[3])
    found = look(content, "x.xlsx")
    assert by_row(found) == FOUR
    assert [(one.key, one.values) for one in found.passed] == [("survey.hidden", {"n": "1"})]
    assert len(look(content, "x.xlsx", hidden=True).sheets) == 2


def test_what_was_found_is_told_in_sentences():
    found = look(csv_of(IDS[:41], ["4"] * 41, ["6"] * 41), "x.csv")
    said = [Words("en")(key, **values) for key, values in told(found, "en")]
    assert said == [
        "The headings are in row 1.",
        "Statements that have a column: 41 of 42.",
        "These are missing: 14.3.",
        Words("en")("survey.how-asked"),
        "The codes, and how often each comes: 4 (41), 6 (41).",
    ]


def test_a_former_wording_of_a_statement_is_known(monkeypatch):
    before = "Så här löd påståendet om läge och resurser i fjol, innan det skrevs om."
    for reads in ("_names", "_firsts", "_squeezed", "_beginnings"):
        monkeypatch.setattr(headings, reads, getattr(headings, reads).__wrapped__)
    monkeypatch.setattr(headings, "former", lambda: iter([("goals-2", before)]))
    assert statement_of(f"Hur är det? [{before}]") == "goals-2"


@pytest.mark.parametrize(("id_", "text"), [*headings.former()])
def test_every_wording_there_was_still_names_its_statement(id_, text):
    assert statement_of(text) == statement_of(f"Hur är det? [{text}]") == id_


def test_few_numbers_such_as_one_point_one_are_asked_about():
    found = look(csv_of(["3.1", "3.2", "3.3"], ["4", "2", "5"]), "x.csv")
    assert (found.sheets, set(found.asks)) == ((), {"2", "4", "5"})


# Anything at all

LETTERS = st.characters(blacklist_categories=["Cs"])
WORDS = ["breadth-1", "breadth-1", "roll", "omgång", "4", "bra", '"', "=1", "Vet inte", "X"]
JUNK = st.text(LETTERS, max_size=12) | st.sampled_from(WORDS)
TABLES = st.builds(
    lambda rows, delimiter: csv_of(*rows, delimiter=delimiter),
    st.lists(st.lists(JUNK, max_size=6), max_size=8),
    st.sampled_from(";,\t"),
)
TEXTS = st.builds(
    lambda text, encoding: text.encode(encoding, errors="replace"),
    st.text(max_size=80),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
FAULTS = {
    f"{kind}.{name}"
    for kind, names in {
        "fault": "both cell code columns empty html json measures more newer no-table nobody pdf"
        " quotes role round two xml",
        "survey": "counts cut in-rows other-answers own-numbers",
    }.items()
    for name in names.split()
}


@settings(deadline=None, max_examples=300)
@given(TABLES | TEXTS, st.text(max_size=9))
def test_a_table_or_text_of_anything_never_stops_the_class(content, name):
    sheets, faults = read(content, name)
    assert all(is_mark(one.mark) and any(one.ratings) for one in sheets)
    assert {one.key for one in faults} <= FAULTS
    # What is read can be handed in.
    assert from_json(to_json(*sheets)) == sheets
