"""A workbook that was filled in and is read back: nothing is lost, and a mistake names its cell."""

import datetime as dt
import io
import zipfile
from functools import cache

import attrs
import openpyxl
import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from typed import HOSTILE

from kit.answers.answers import DONT_KNOW, LONGEST_NOTE, Answers
from kit.classroom.sheets import MOST_FAULTS, Fault
from kit.content.course import LEVELS, course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words, phrases
from kit.takeaway import read_workbook
from kit.takeaway.read_workbook import read_back
from kit.takeaway.report import report
from kit.takeaway.workbook import workbook
from kit.takeaway.xlsx_book import storable
from tools import office

SV, EN = Words("sv"), Words("en")
IDS, TYPED = reports.IDS, reports.TYPED
STATEMENTS = [one.key for one in course().statements]

in_each_language = pytest.mark.parametrize("words", [SV, EN], ids=LANGUAGES)
with_office = pytest.mark.skipif(office.find() is None, reason=office.HOW)


def written(answers, words=SV):
    return workbook(report(course(), answers, (), reports.TODAY, words), answers, words)


def some_answers():
    return Answers(
        {
            "ratings": {"breadth-1": 4, "breadth-2": DONT_KNOW},
            "importance": {"breadth": 5},
            "targets": {"breadth": 3},
            "priorities": {"breadth": True, "voice": True},
            "evidence": {"voice": "Protokoll"},
            "plan": {"goals/who": "Direktören"},
            "quiz": {"breadth-q1": [0, 2]},
            "place": {"county": "Skåne"},
            "later": [1],
        }
    )


def filled(changes, answers=None, words=SV, arrange=None):
    """Write a workbook, change its cells, have them arranged, and save it with another library."""
    book = openpyxl.load_workbook(io.BytesIO(written(answers or some_answers(), words)))
    for place, value in changes.items():
        name, _, cell = place.partition("!")
        book[name][cell] = value
    if arrange:
        arrange(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(changes, answers=None, words=SV, arrange=None):
    answers = answers or some_answers()
    return read_back(filled(changes, answers, words, arrange), answers)


def read_well(*arguments, **options):
    answers, faults = read(*arguments, **options)
    assert faults == []
    return answers


# Nothing is lost


def test_rows_are_known_by_ids_that_nobody_sees():
    def sorted_by_hand(book):
        table = book["Svar"]
        assert table.column_dimensions["B"].hidden
        rows = sorted(table.iter_rows(min_row=2, values_only=True), key=lambda row: row[3])
        for place, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                table.cell(place, column).value = 5 if (row[1], column) == ("state-3", 5) else value

    assert read_well({}, arrange=sorted_by_hand).ratings["state-3"] == 5


texts = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    [one[:LONGEST_NOTE] for one in (*HOSTILE, "<r><t>a</t></r>", "_x0041_x0041_")]
)
levels = st.sampled_from(LEVELS)
notes = st.dictionaries(st.sampled_from(IDS), texts)
by_factor = st.dictionaries(st.sampled_from(IDS), levels)
# Answers to everything that a workbook has, whatever JSON can hold.
all_answers = st.fixed_dictionaries(
    {
        "ratings": st.dictionaries(st.sampled_from(STATEMENTS), levels | st.just(DONT_KNOW)),
        "importance": by_factor,
        "targets": by_factor,
        "priorities": st.sets(st.sampled_from(IDS), max_size=3).map(
            lambda chosen: dict.fromkeys(chosen, True)
        ),
        "evidence": notes,
        "reflections": notes,
        "plan": st.dictionaries(
            st.sampled_from([key for section, key in TYPED if section == "plan"]), texts
        ),
        "quiz": st.just({"breadth-q1": [1]}),
    }
).map(Answers)


@settings(deadline=None, max_examples=40)
@given(all_answers, st.sampled_from([SV, EN]))
def test_what_is_taken_along_and_read_back_is_as_it_was(answers, words):
    assert read_back(written(answers, words), answers) == (answers, [])


def kept(section, answers):
    """Return what a workbook can hold of a section."""
    if section not in {"evidence", "reflections", "plan"}:
        return dict(answers.section(section))
    found = {key: storable(one) for key, one in answers.section(section).items()}
    return {key: one for key, one in found.items() if one and not one.isspace()}


@settings(deadline=None, max_examples=40)
@given(all_answers, st.sampled_from([SV, EN]))
def test_who_begins_anew_gets_all_of_it_from_the_workbook(answers, words):
    found, faults = read_back(written(answers, words), Answers())
    assert faults == []
    for section in ("ratings", "importance", "targets", "priorities", *dict(TYPED)):
        assert found.section(section) == kept(section, answers), section
    assert "quiz" not in found.sections


@in_each_language
def test_a_note_as_long_as_may_be_is_kept_whatever_it_is_made_of(words):
    answers = Answers()
    made = ["\r", "_x000D_", "😀", "<", "_", "å", "a\n", "  x", "é"]
    for (section, key), text in zip(TYPED, made, strict=False):
        answers = answers.put(section, key, (text * LONGEST_NOTE)[: LONGEST_NOTE - 1] + "x")
    assert read_back(written(answers, words), Answers()) == (answers, [])


@with_office
@pytest.mark.parametrize(("words", "half"), [(SV, 0), (EN, 1)], ids=LANGUAGES)
def test_what_another_program_has_saved_again_is_as_it_was(words, half, tmp_path):
    # LibreOffice takes _x005F_x000D_ for an escaped _x000D_, and so do other programs.
    safe = [one for one in HOSTILE if one != "_x005F_x000D_"]
    more = ["'leading", "''two", " before", "after ", "a\rb", "a\r\nb", "<r>a</r>", "=A1\n=A2"]
    answers = some_answers()
    for (section, key), text in zip(TYPED, (more + safe)[half::2], strict=False):
        answers = answers.put(section, key, text[:LONGEST_NOTE])
    for place, one in enumerate(STATEMENTS):
        answers = answers.put("ratings", one, (1, 2, 3, 4, 5, DONT_KNOW, None)[place % 7])
    (tmp_path / "a.xlsx").write_bytes(written(answers, words))
    (tmp_path / "b").mkdir()
    content = office.convert(tmp_path / "a.xlsx", tmp_path / "b", "xlsx").read_bytes()
    assert read_back(content, answers) == (answers, [])
    anew, faults = read_back(content, Answers())
    assert faults == []
    for section in ("ratings", "importance", "targets", "priorities"):
        assert anew.section(section) == answers.section(section)


def test_ends_of_lines_that_another_program_has_changed_are_no_change():
    answers = Answers().put("evidence", "voice", "a\r\nb\rc")
    assert read({"Faktorer!E3": "a\nb\nc"}, answers) == (answers, [])


# What is filled in


def test_an_answer_is_given_changed_and_taken_back_and_nothing_else_is_touched():
    before = some_answers()
    after = read_well({"Svar!E2": 2, "Svar!E3": None, "Svar!E4": "Vet inte"})
    assert after.ratings == {"breadth-1": 2, "breadth-3": DONT_KNOW}
    others = {key: one for key, one in before.sections.items() if key != "ratings"}
    assert {key: one for key, one in after.sections.items() if key != "ratings"} == others


def test_whatever_is_given_by_factor_is_read():
    changes = {
        "Faktorer!D2": None,
        "Faktorer!D3": "4",
        "Faktorer!F2": "rad ett\nrad två",
        "Faktorer!E3": "=inte en formel",
        "Plan!D4": "X",
        "Plan!F2": 5,
        "Plan!I4": "Ring",
        "Plan!J4": "Direktören",
        "Plan!K4": dt.date(2027, 3, 1),
        "Plan!L4": 12,
    }

    def as_text(book):
        book["Faktorer"]["E3"].data_type = "s"

    assert read_well(changes, arrange=as_text).sections == {
        **some_answers().sections,
        "importance": {"voice": 4},
        "evidence": {"voice": "=inte en formel"},
        "reflections": {"breadth": "rad ett\nrad två"},
        "priorities": {"breadth": True, "voice": True, "networks": True},
        "targets": {"breadth": 5},
        "plan": {
            "goals/who": "Direktören",
            "networks/first": "Ring",
            "networks/who": "Direktören",
            "networks/when": "2027-03-01",
            "networks/sign": "12",
        },
    }


UNSURE = ["vet inte", "VET  INTE", "Don't know", "Don’t know", "dont know", "DON`T KNOW "]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        *((3, 3), (3.0, 3), ("3", 3), (" 3 ", 3), ("", None), ("  ", None)),
        *((one, DONT_KNOW) for one in UNSURE),
    ],
)
@in_each_language
def test_an_answer_is_a_level_or_dont_know_in_either_language(words, said, answer):
    place = f"{words('takeaway.sheet-answers')}!E2"
    assert read_well({place: said}, words=words).ratings.get("breadth-1") == answer


# Mistakes


@pytest.mark.parametrize(
    ("place", "said", "key", "values"),
    [
        *(
            ("Svar!E2", said, "rating", {"value": value})
            for said, value in [
                *((7, "7"), (0, "0"), (3.5, "3.5"), ("3,5", "3,5"), ("hög", "hög"), ("1-2", "1-2")),
                *((True, "TRUE"), (dt.date(2026, 5, 4), "2026-05-04"), ("\u202e5", " 5")),
                ("x" * 500, "x" * 59 + "…"),
            ]
        ),
        ("Faktorer!D2", 6, "level", {"value": "6"}),
        ("Faktorer!D2", "Vet inte", "level", {"value": "Vet inte"}),
        ("Faktorer!D2", "\u202e5", "level", {"value": " 5"}),
        ("Plan!F2", "hög", "level", {"value": "hög"}),
        ("Plan!D4", "\u202ex", "mark", {"value": " x"}),
        ("Plan!D2", "ja", "mark", {"value": "ja"}),
        *((place, "=2+2", "formula", {}) for place in ("Svar!E2", "Faktorer!E3", "Plan!F2")),
        ("Faktorer!E3", "x" * (LONGEST_NOTE + 1), "long", {"n": "4001", "most": "4000"}),
        # No more of a cell is read than a note can take in a file.
        ("Plan!J5", "x" * 32_767, "long", {"n": "28001", "most": "4000"}),
    ],
)
def test_a_mistake_names_its_cell_and_leaves_the_answer_as_it_was(place, said, key, values):
    after, faults = read({place: said, "Svar!E4": 1})
    assert faults == [Fault(place, f"fault.sheet-{key}", values)]
    assert after == some_answers().put("ratings", "breadth-3", 1)


def test_every_mistake_is_named():
    _, faults = read({"Svar!E2": 9, "Svar!E30": "?!", "Faktorer!D15": -1, "Plan!D9": "1"})
    assert [one.place for one in faults] == ["Svar!E2", "Svar!E30", "Faktorer!D15", "Plan!D9"]


def test_a_fourth_priority_is_one_too_many():
    after, faults = read({"Plan!D4": "x", "Plan!D5": "x"})
    assert faults == [Fault("Plan!D5", "fault.sheet-fourth")]
    assert after.section("priorities") == {"breadth": True, "voice": True, "networks": True}


@pytest.mark.parametrize(
    ("more", "changes", "chosen"),
    [
        ("state", {"Plan!D5": "x", "Plan!D4": None}, {"breadth", "voice", "networks"}),
        ("state", {"Plan!D2": None, "Plan!D3": None, "Plan!D15": "x"}, {"state", "neighbours"}),
        ("of-old", {"Plan!D4": "x"}, {"breadth", "voice", "networks", "of-old"}),
    ],
    ids=["of one below it", "of two above it", "another course's is none of the three"],
)
def test_a_priority_may_take_the_place_of_another(more, changes, chosen):
    after = read_well(changes, some_answers().put("priorities", more, value=True))
    assert after.section("priorities").keys() == chosen


def test_more_priorities_than_three_in_a_file_of_somebodys_are_left_alone():
    answers = Answers({"priorities": dict.fromkeys(IDS[:5], True)})
    assert read_back(written(answers), answers) == (answers, [])


@cache
def every_fault():
    changes = {"Svar!E2": 9, "Faktorer!D2": 9, "Plan!D4": "?", "Svar!E3": "=1"}
    changes |= {"Faktorer!E2": "x" * 5_000, "Plan!D5": "x", "Plan!D6": "x"}

    def spoil(book):
        book.copy_worksheet(book["Svar"])
        book.copy_worksheet(book["Plan"]).delete_rows(1)

    of_class = workbook(reports.of_class(SV), Answers(), SV)
    return [*read(changes, arrange=spoil)[1], *read_back(of_class, Answers())[1]]


@pytest.mark.parametrize("key", [one for one in phrases() if one.startswith("fault.sheet-")])
@in_each_language
def test_a_mistake_can_be_said_in_words(words, key):
    said = [words(one.key, **one.values) for one in every_fault() if one.key == key]
    assert said
    assert not any("{" in one for one in said)


# However it was rearranged


def rearranged(book):
    """Sort rows, move columns, and add a title, a remark, a row and a column of one's own."""
    table = book["Svar"]
    head, *others = table.iter_rows(values_only=True)
    others.sort(key=lambda row: str(row[4]))
    order = [4, 0, 3, 1, 2]
    table.delete_rows(1, 100)
    table.tables.clear()
    table.append(["Våra svar", None, "4", "Svar"])
    table.append([])
    table.append(["Eget", *(head[place] for place in order)])
    for row in others:
        table.append(["anteckning", *(row[place] for place in order)])
    table.append([None, 3, None, None, "summa", None])
    table.title = "Våra\u202esvar (klara)"


def sorted_among(book):
    """Sort the headings to the end of their sheets."""
    for name in ("Svar", "Faktorer", "Plan"):
        table = book[name]
        table.append([cell.value for cell in table[1]])
        table.delete_rows(1)


@pytest.mark.parametrize("arrange", [rearranged, sorted_among])
def test_rows_columns_and_headings_may_be_moved_and_added_and_the_sheet_renamed(arrange):
    after = read_well({"Svar!E20": 5}, arrange=arrange)
    assert after == some_answers().put("ratings", STATEMENTS[18], 5)


def test_a_mistake_is_named_where_it_was_moved_to():
    after, faults = read({"Svar!E20": "zzz"}, arrange=rearranged)
    assert faults == [Fault("Våra svar (klara)!B45", "fault.sheet-rating", {"value": "zzz"})]
    assert after == some_answers()


def test_rows_that_were_deleted_and_columns_that_were_deleted_leave_answers_as_they_were():
    def cut(book):
        book["Svar"].delete_rows(2)
        book["Plan"].delete_cols(4, 3)
        book.remove(book["Faktorer"])

    after = read_well({"Svar!E2": 1, "Svar!E4": 5}, arrange=cut)
    assert after == some_answers().put("ratings", "breadth-3", 5)


def test_all_may_stand_on_one_sheet_in_both_languages():
    def together(book):
        rows = [[cell.value for cell in row][1:] for row in book["Plan"].iter_rows()]
        rows[0][2] = "PRIORITY  (X)"
        for row in book["Faktorer"].iter_rows(min_row=2):
            place = next(n for n, one in enumerate(rows) if one[0] == row[1].value)
            rows[place] += [cell.value for cell in row][3:]
        rows[0] += ["importance", "What the rating rests on", "Att göra på måndag"]
        book.remove(book["Faktorer"])
        book.remove(book["Plan"])
        table = book.create_sheet("Allt")
        for row in rows:
            table.append(row)

    after = read_well({"Faktorer!D9": 2, "Plan!D12": "x"}, arrange=together)
    expected = some_answers().put("importance", "financing", 2)
    assert after == expected.put("priorities", "municipalities", value=True)


def test_of_a_row_a_column_or_a_sheet_that_is_there_twice_the_first_counts():
    def twice(book):
        table = book["Svar"]
        table.append(["1.1", "breadth-1", None, None, 1])
        table.append(["1.1", "breadth-1", None, None, 2])
        table["H1"] = "Svar"
        table["H2"] = 5
        book.copy_worksheet(book["Faktorer"]).title = "Kopia"
        book["Kopia"]["D2"] = 1

    after, faults = read({}, arrange=twice)
    assert after == some_answers()
    assert {(one.place, one.key) for one in faults} == {
        (place, "fault.sheet-repeated")
        for place in ("Svar!H1", "Svar!B44", "Kopia!D1", "Kopia!E1", "Kopia!F1")
    }


def test_a_sheet_whose_headings_are_gone_is_told():
    def behead(book):
        book["Svar"]["E1"] = "Vad vi tycker"
        book["Faktorer"].delete_rows(1)

    after, faults = read({}, arrange=behead)
    assert after == some_answers()
    assert faults == [
        Fault("Svar", "fault.sheet-heading", {"heading": "Svar, Answer"}),
        Fault("Faktorer", "fault.sheet-heading", {"heading": "Betydelse, Importance"}),
    ]


HEADINGS = {"when": "När", "first": "Id"}


def test_notes_that_read_like_headings_are_none():
    typed = {f"{one}/{field}": said for one in IDS[:6] for field, said in HEADINGS.items()}
    answers = Answers({"plan": typed})
    assert read_back(written(answers), Answers()) == (answers, [])


# What is no filled-in workbook


def swollen():
    """Return a small file that unpacks to a large one."""
    content = io.BytesIO(written(Answers()))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(50_000_000))
    return content.getvalue()


UNPLANNED = attrs.evolve(reports.of_class(SV), priorities=())
NO_WORKBOOKS = {
    "nothing": (b"", "fault.back-neither"),
    "a table": (b"Id;Svar\r\nbreadth-1;4\r\n", "fault.back-neither"),
    "no zip": (b"PK\3\4 torn", "fault.workbook"),
    "an old one": (b"\xd0\xcf\x11\xe0 old", "fault.old-excel"),
    "a torn one": (written(Answers())[:5_000], "fault.workbook"),
    "a class's, no plan": (workbook(UNPLANNED, Answers(), SV), "fault.sheet-nothing"),
    "a swollen one": (swollen(), "fault.swollen"),
}


@pytest.mark.parametrize(("content", "key"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_another_file_changes_nothing_and_says_why(content, key):
    assert read_back(content, some_answers()) == (some_answers(), [Fault("", key)])


def test_however_many_remarks_there_are_only_short_ones_at_the_top_are_looked_at(monkeypatch):
    looked_at = []
    tidied = read_workbook.tidied

    def looking(text):
        looked_at.append(text)
        return tidied(text)

    def remark(book):
        for _ in range(500):
            book["Svar"].append(["x" * 1_000, None, "y"])

    content = filled({}, arrange=remark)
    monkeypatch.setattr(read_workbook, "tidied", looking)
    assert read_back(content, some_answers()) == (some_answers(), [])
    assert looked_at.count("y") < 40
    assert "x" * 1_000 not in looked_at


def test_of_very_many_mistakes_the_first_are_named_and_the_rest_counted():
    def many(book):
        for number in range(MOST_FAULTS + 5):
            book.create_sheet(f"Mer {number}").append(["breadth-1"])

    _, faults = read({"Svar!E2": "?"}, arrange=many)
    assert len(faults) == MOST_FAULTS + 1
    assert faults[0].place == "Mer 0"
    assert faults[-1] == Fault("", "fault.more", {"n": "6"})
