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


def about(found, *columns):
    return [tuple(one[column] for column in columns) for one in found]


def near(value):
    """Return a number as the table and the data have it, with four decimals."""
    return pytest.approx(value, abs=5e-5)


# CSV


@both
@every_report
def test_the_table_has_every_statement_and_every_score(kind, language):
    words = Words(language)
    report = kind(words)
    found = rows(report, words)
    assert about(of_kind(found, words, "rating"), "number", "id", "label", "text", "value") == [
        (
            *(one.number, one.id, one.text, rating_text(one.rating, words)),
            one.rating if isinstance(one.rating, int) else None,
        )
        for one in report.statements
    ]
    assert about(of_kind(found, words, "score"), "series", "number", "id", "label", "value") == [
        (
            *(profile.name, axis.number, axis.id, axis.label),
            near(profile.values[axis.id]) if axis.id in profile.values else None,
        )
        for profile in (report.mine, *report.others)
        for axis in report.axes
    ]


def test_dont_know_and_not_answered_are_said_in_words_and_have_no_number():
    words = Words("en")
    report = reports.partial(words)
    found = about(of_kind(rows(report, words), words, "rating"), "value", "text")
    ratings = [one.rating for one in report.statements]
    assert found[ratings.index(DONT_KNOW)] == (None, "Don’t know")
    assert found[ratings.index(None)] == (None, "not answered")


@both
def test_the_table_has_earlier_times_importance_plan_and_notes(language):
    words = Words(language)
    report = reports.full(words)
    found = rows(report, words)
    assert about(of_kind(found, words, "snapshot"), "series", "date", "id", "value") == [
        (time.label, time.date.isoformat(), axis.id, near(time.values[axis.id]))
        for time in report.snapshots
        for axis in report.axes
    ]
    assert about(of_kind(found, words, "importance"), "id", "value") == [
        (one.id, one.importance) for one in report.standings
    ]
    assert about(of_kind(found, words, "plan"), "label", "value", "text") == [
        (one.label, value, text)
        for one in report.priorities
        for value, text in [
            (None, one.act),
            (one.aim, one.seen),
            *((None, typed) for typed in (one.first, one.who, one.when, one.sign)),
        ]
    ]
    noted = of_kind(found, words, "note")
    assert [(f"{one['number']} {one['label']}", one["series"], one["text"]) for one in noted] == [
        (label, words(f"takeaway.{key}"), text)
        for label, *texts in report.notes
        for key, text in zip(("evidence", "reflections"), texts, strict=True)
    ]


@both
def test_the_table_of_a_class_has_how_its_answers_spread_and_where_it_splits(language):
    words = Words(language)
    report = reports.of_class(words)
    table, mark = report.of_class.table, "," if language == "sv" else "."
    found = rows(report, words)
    spread = of_kind(found, words, "spread")
    shown = [cell for row in table.rows for cell in row[1:]]
    assert [one["series"] for one in spread] == [*table.head[1:]] * 14
    # The middle half alone is two numbers.
    assert [one["text"] or one["value"] for one in spread] == [
        cell if "–" in cell else float(cell.replace(mark, ".").replace("−", "-")) for cell in shown
    ]
    assert sum(one["value"] is None for one in spread) == 14
    assert about(of_kind(found, words, "split"), "number", "label", "text") == [
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
    assert [(one["name"], one["values"]) for one in found["scores"]] == [
        (profile.name, near(dict(profile.values))) for profile in (report.mine, *report.others)
    ]
    assert found["statements"] == [attrs.asdict(one) for one in report.statements]
    assert [tuple(one.values()) for one in found["notes"]] == list(report.notes)
    assert found["importance"] == {one.id: one.importance for one in report.standings}
    assert [one["first"] for one in found["priorities"]] == [one.first for one in report.priorities]
    assert [(one["date"], one["values"]) for one in found["snapshots"]] == [
        (one.date.isoformat(), near(dict(one.values))) for one in report.snapshots
    ]
    assert [one["id"] for one in found["factors"]] == [one.id for one in report.axes]
    assert found["sentence"] == report.said
    assert (found["class"] is None) == (report.of_class is None)
    if report.of_class:
        assert found["class"]["sheets"] == report.of_class.sheets
        assert [tuple(one.values())[:2] for one in found["class"]["splits"]] == [
            one[:2] for one in report.of_class.splits
        ]


def test_numbers_are_short_enough_to_read():
    text = report_json(reports.full(Words("en")))
    assert "3.6667" in text
    assert "3.66667" not in text
    assert "Fjällmark" in text


@pytest.mark.parametrize("text", HOSTILE, ids=named)
def test_whatever_is_typed_is_in_the_data_as_it_was_typed(text):
    written = report_json(reports.typed(Words("sv"), text))
    found = json.loads(written.encode())
    assert {one["evidence"] for one in found["notes"]} == {text}
    assert {one["sign"] for one in found["priorities"]} == {text}
    assert {one["label"] for one in found["snapshots"]} == {text}
