"""Taken along as data: the same numbers in the language's way, and text that stays text."""

import csv
import io
import json
import shutil
import unicodedata

import attrs
import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from typed import HOSTILE

from kit.answers.answers import DONT_KNOW
from kit.charts.markup import held
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.takeaway.csv_json import guarded, report_csv, report_json
from kit.takeaway.report import rating_text
from tools.office import HOW, convert, find

both = pytest.mark.parametrize("language", LANGUAGES)
every_report = pytest.mark.parametrize(
    "kind", [reports.full, reports.partial, reports.empty, reports.of_class]
)
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def named(text):
    """Name a test after what is typed in it, or how that begins."""
    return ascii(text[:30])


def rows(report, words):
    """Return the rows of the table, by the column they are in, numbers as numbers."""
    delimiter = ";" if words.language == "sv" else ","
    text = report_csv(report, words).decode("utf-8-sig")
    head, *found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = ("kind", "number", "id", "label", "series", "date", "value", "text")
    assert head == [words(f"takeaway.csv-{one}") for one in names]
    assert {len(one) for one in found} == {len(names)}
    read = [dict(zip(names, one, strict=True)) for one in found]
    mark = "," if words.language == "sv" else "."
    for one in read:
        value = one["value"]
        assert set(value) <= set(f"0123456789-{mark}")
        one["value"] = float(value.replace(mark, ".")) if value else None
    return read


def of_kind(found, words, kind):
    return [one for one in found if one["kind"] == words(f"takeaway.csv-{kind}")]


# CSV


@both
@pytest.mark.parametrize("kind", [reports.full, reports.partial, reports.empty])
def test_the_table_has_every_statement_with_its_answer(kind, language):
    words = Words(language)
    report = kind(words)
    found = of_kind(rows(report, words), words, "rating")
    assert [(one["number"], one["id"], one["label"], one["text"]) for one in found] == [
        (one.number, one.id, one.text, rating_text(one.rating, words)) for one in report.statements
    ]
    assert [one["value"] for one in found] == [
        one.rating if isinstance(one.rating, int) else None for one in report.statements
    ]
    assert len(found) == 42


def test_dont_know_and_not_answered_are_said_in_words_and_have_no_number():
    words = Words("en")
    report = reports.partial(words)
    found = of_kind(rows(report, words), words, "rating")
    ratings = [one.rating for one in report.statements]
    unsure, silent = found[ratings.index(DONT_KNOW)], found[ratings.index(None)]
    assert (unsure["value"], unsure["text"]) == (None, "Don’t know")
    assert (silent["value"], silent["text"]) == (None, "not answered")


@both
@every_report
def test_the_table_has_every_score_of_the_report(kind, language):
    words = Words(language)
    report = kind(words)
    found = of_kind(rows(report, words), words, "score")
    wanted = [
        (profile.name, axis.number, axis.id, axis.label, profile.values.get(axis.id))
        for profile in (report.mine, *report.others)
        for axis in report.axes
    ]
    about = ("series", "number", "id", "label")
    assert [tuple(one[key] for key in about) for one in found] == [one[:4] for one in wanted]
    for one, (*_, value) in zip(found, wanted, strict=True):
        assert one["value"] == (None if value is None else pytest.approx(value, abs=5e-5))


@both
def test_the_table_has_earlier_times_with_their_day(language):
    words = Words(language)
    report = reports.full(words)
    found = of_kind(rows(report, words), words, "snapshot")
    assert [(one["series"], one["date"]) for one in found[::14]] == [
        (one.label, one.date.isoformat()) for one in report.snapshots
    ]
    first = report.snapshots[0].values
    for one in found[:14]:
        assert one["value"] == pytest.approx(first[one["id"]], abs=5e-5)


@both
def test_the_table_has_importance_plan_and_notes(language):
    words = Words(language)
    report = reports.full(words)
    found = rows(report, words)
    assert [(one["id"], one["value"]) for one in of_kind(found, words, "importance")] == [
        (one.id, one.importance) for one in report.standings
    ]
    planned = of_kind(found, words, "plan")
    assert [one["text"] for one in planned] == [
        text
        for one in report.priorities
        for text in (one.seen, one.first, one.who, one.when, one.sign)
    ]
    assert [one["value"] for one in planned[::5]] == [one.aim for one in report.priorities]
    assert [one["label"] for one in planned[::5]] == [one.label for one in report.priorities]
    noted = of_kind(found, words, "note")
    assert [one["text"] for one in noted] == [text for _, *texts in report.notes for text in texts]
    assert [f"{one['number']} {one['label']}" for one in noted[::2]] == [
        label for label, *_ in report.notes
    ]


@both
def test_the_table_of_a_class_has_how_its_answers_spread_and_where_it_splits(language):
    words = Words(language)
    report = reports.of_class(words)
    found = rows(report, words)
    spread = of_kind(found, words, "spread")
    head, cells = report.of_class.table.head, report.of_class.table.rows
    assert [one["series"] for one in spread[: len(head) - 1]] == list(head[1:])
    assert len(spread) == 14 * (len(head) - 1)
    mark = "," if language == "sv" else "."
    for one, cell in zip(spread, (cell for row in cells for cell in row[1:]), strict=True):
        if one["value"] is None:
            assert one["text"] == cell
        else:
            assert one["value"] == float(cell.replace(mark, ".").replace("−", "-"))
    # All but the middle half, which is two numbers.
    assert sum(one["value"] is None for one in spread) == 14
    split = of_kind(found, words, "split")
    assert [(one["number"], one["label"], one["text"]) for one in split] == [
        one[:3] for one in report.of_class.splits
    ]


def test_a_measure_below_zero_is_a_number():
    words = Words("sv")
    report = reports.of_class(words)
    first, *others = report.of_class.values
    below = attrs.evolve(report.of_class, values=((-0.25,) * len(first), *others))
    found = of_kind(rows(attrs.evolve(report, of_class=below), words), words, "spread")
    assert found[0]["value"] == -0.25


@both
def test_excel_can_tell_the_encoding_and_the_ends_of_the_lines(language):
    written = report_csv(reports.full(Words(language)), Words(language))
    assert written.startswith(b"\xef\xbb\xbf")
    # What is typed keeps its own line breaks, as a line feed within quotation marks.
    outside = written.decode("utf-8-sig").split('"')[::2]
    assert "\n" not in "".join(outside).replace("\r\n", "")


# Text that someone has typed


def taken_for_a_formula(cell):
    """Say whether a spreadsheet may take a cell for a formula: by what shows first, or by a tab."""
    first = next((one for one in cell if unicodedata.category(one) not in INVISIBLE), "")
    return unicodedata.normalize("NFKC", first) in set("=+-@") or cell[:1] in set("\t\r\n")


@both
@pytest.mark.parametrize("text", HOSTILE, ids=named)
def test_whatever_is_typed_comes_out_as_text_that_is_no_formula(text, language):
    words = Words(language)
    found = rows(reports.typed(words, text), words)
    cells = [one[key] for one in found for key in ("label", "series", "text")]
    assert not any(map(taken_for_a_formula, cells))
    wanted = f"'{held(text)}" if taken_for_a_formula(held(text)) else held(text)
    assert cells.count(wanted) == 3 * 4 + 9 * 2 + 3 * 14 + 2 * 14


@settings(deadline=None)
@given(st.text())
def test_no_text_at_all_is_taken_for_a_formula(text):
    assert not taken_for_a_formula(guarded(text))
    assert guarded(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.skipif(not (find() and shutil.which("pdftoppm")), reason=HOW)
def test_a_real_spreadsheet_finds_no_formula_in_what_was_typed(tmp_path):
    import openpyxl

    words = Words("en")
    report = reports.full(words)
    short = [text for text in HOSTILE if len(text) < 1000]
    notes = tuple((report.notes[0][0], text, text) for text in short)
    file = tmp_path / "taken.csv"
    file.write_bytes(report_csv(attrs.evolve(report, notes=notes), words))
    sheet = openpyxl.load_workbook(convert(file, tmp_path, "xlsx")).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type in "fe"] == []
    assert sheet.max_row > 2 * len(short)
    values = [row[6].value for row in sheet.iter_rows(min_row=2)]
    assert values[:42] == [one.rating for one in report.statements]


# JSON


@both
@every_report
def test_the_data_are_the_reports_own_numbers_and_texts(kind, language):
    report = kind(Words(language))
    found = json.loads(report_json(report))
    for one, profile in zip(found["scores"], (report.mine, *report.others), strict=True):
        assert one["name"] == profile.name
        assert one["values"] == pytest.approx(dict(profile.values), abs=5e-5)
    assert found["statements"] == [attrs.asdict(one) for one in report.statements]
    assert [tuple(one.values()) for one in found["notes"]] == list(report.notes)
    assert found["importance"] == {one.id: one.importance for one in report.standings}
    assert [one["first"] for one in found["priorities"]] == [one.first for one in report.priorities]
    assert [one["date"] for one in found["snapshots"]] == [
        one.date.isoformat() for one in report.snapshots
    ]
    assert [one["id"] for one in found["factors"]] == [one.id for one in report.axes]
    assert (found["class"] is None) == (report.of_class is None)
    if report.of_class:
        assert found["class"]["sheets"] == report.of_class.sheets
        assert found["sentence"] == report.of_class.sentence
        assert [one["text"] for one in found["class"]["splits"]] == [
            one[1] for one in report.of_class.splits
        ]


def test_numbers_are_short_enough_to_read():
    text = report_json(reports.full(Words("en")))
    assert "3.6667" in text
    assert "3.66667" not in text
    assert "é".encode("ascii", "backslashreplace").decode() not in text
    assert "Fjällmark" in text


@pytest.mark.parametrize("text", HOSTILE, ids=named)
def test_whatever_is_typed_is_in_the_data_as_it_was_typed(text):
    written = report_json(reports.typed(Words("sv"), text))
    found = json.loads(written.encode())
    assert {one["evidence"] for one in found["notes"]} == {text}
    assert {one["sign"] for one in found["priorities"]} == {text}
    assert {one["label"] for one in found["snapshots"]} == {text}
