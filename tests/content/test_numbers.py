"""One rule for numbers: whatever shows a value shows the same digits of it."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from ties import CASES, VALUES, half_away

from kit.answers.priorities import Crosshair, Standing
from kit.answers.scores import difference, nearest_level
from kit.charts.base import Axis, Profile, signed, value_text
from kit.charts.change import change_table, slopes
from kit.charts.comparison import comparison
from kit.charts.matrix import matrix, matrix_table
from kit.classroom.figures import class_radar, class_sentence, judged, shift_table, spread_table
from kit.classroom.spread import Spread
from kit.content.language import LANGUAGES, number, rounded
from kit.content.phrases import Words
from kit.takeaway.xlsx_book import Book, Column
from tools import office

both = pytest.mark.parametrize("language", LANGUAGES)
MARKS = {"sv": ("−", "\u00a0", ","), "en": ("-", ",", ".")}


def in_words(digits, language):
    """Write digits such as "-1234.5" as a language does, whole ones without decimals."""
    minus, thousands, point = MARKS[language]
    whole, _, decimals = digits.removeprefix("-").partition(".")
    text = f"{int(whole):,}".replace(",", thousands)
    return minus * digits.startswith("-") + text + (decimals and point + decimals)


@both
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_every_value_is_written_half_away_from_zero_on_its_decimals(language, decimals):
    expected = {one: in_words(half_away(exact, decimals), language) for one, exact in CASES.items()}
    assert {one: number(one, language, decimals) for one in VALUES} == expected
    assert {one: signed(one, language, decimals) for one in VALUES} == {
        one: "+" * (rounded(one, decimals) > 0) + text for one, text in expected.items()
    }


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 3), st.integers(0, 3))
def test_any_decimal_number_is_written_so(digits, places, decimals):
    exact = Fraction(digits, 10**places)
    assert number(digits / 10**places, "en", decimals) == in_words(half_away(exact, decimals), "en")


@pytest.mark.parametrize("value", [-0.04, -0.0, 0.0, -1e-17, 0.049])
def test_what_is_written_as_zero_has_no_sign(value):
    for language in LANGUAGES:
        assert signed(value, language) == value_text(value, language) == "0"
        assert number(value, language, 1) == {"sv": "0,0", "en": "0.0"}[language]
    assert str(rounded(value)) == "0.0"


@given(st.sampled_from(VALUES), st.sampled_from(VALUES), st.integers(1, 2))
def test_a_difference_follows_from_the_values_as_they_are_written(one, other, decimals):
    written = [Fraction(half_away(CASES[value], decimals)) for value in (one, other)]
    found = difference(one, other, decimals)
    assert Fraction(str(found)) == written[0] - written[1]
    assert signed(found, "en", decimals) == signed(float(written[0] - written[1]), "en", decimals)


def test_a_level_is_the_one_nearest_to_what_is_written_and_the_higher_of_two():
    scores = [one for one in VALUES if 1 <= one <= 5]
    assert [nearest_level(one) for one in scores] == [
        int(Fraction(half_away(CASES[one], 1)) + Fraction(1, 2)) for one in scores
    ]


# Scales run from 1 to 5; many of them in one figure, as each is the same work.
LEVELS = [one for one in VALUES if 1 <= one <= 5][::7]
AXES = [Axis(str(place), str(place), f"F{place}") for place in range(len(LEVELS))]
MINE = {axis.id: one for axis, one in zip(AXES, LEVELS, strict=True)}
THEIRS = {axis.id: one for axis, one in zip(AXES, reversed(LEVELS), strict=True)}
NAMES = ("A", "B")


def texts(values, language):
    return [value_text(one, language) for one in values]


def steps(language):
    """Return how far theirs is from mine, reckoned from what is read."""

    def read(text):
        return Fraction(text.replace(",", "."))

    read_off = zip(texts(THEIRS.values(), language), texts(MINE.values(), language), strict=True)
    return [signed(float(read(their) - read(mine)), language) for their, mine in read_off]


@both
def test_charts_tables_and_sentences_of_a_comparison_show_the_same(language):
    words = Words(language)
    mine, theirs = texts(MINE.values(), language), texts(THEIRS.values(), language)
    found = comparison(AXES, Profile("A", MINE), [Profile("B", THEIRS)], words)
    _, *columns = zip(*found.table.rows, strict=True)
    assert [list(one) for one in columns] == [mine, theirs, steps(language)]
    drawn = [
        [str(one).replace(".0", "") for one in trace["r"][:-1]] for trace in found.radar["data"]
    ]
    assert drawn == [[one.replace(",", ".") for one in some] for some in (mine, theirs)]
    dots, _ = found.gaps["data"]
    assert dict(zip(dots["text"], dots["x"], strict=True)) == {
        axis.label: rounded(MINE[axis.id]) for axis in AXES
    }
    counted = [sum(one[0] == sign for one in steps(language)) for sign in "+0"]
    said = words("sentence.against", region="B", ahead=counted[0], level=counted[1], of=len(AXES))
    assert said in found.sentence


@both
def test_charts_and_tables_of_a_change_show_the_same(language):
    words = Words(language)
    mine, theirs = texts(MINE.values(), language), texts(THEIRS.values(), language)
    _, *columns = zip(*change_table(AXES, MINE, THEIRS, NAMES, words).rows, strict=True)
    assert [list(one) for one in columns] == [mine, theirs, steps(language)]
    figure = slopes(AXES, MINE, THEIRS, NAMES, words)
    hovers = {text for trace in figure["data"] for text in trace["text"]} - {""}
    assert hovers == {
        f"{axis.label}: {one} → {other}"
        for axis, one, other in zip(AXES, mine, theirs, strict=True)
    }


@both
def test_the_matrix_and_its_table_show_the_same(language):
    words = Words(language)
    found = [Standing(axis.id, MINE[axis.id], 4) for axis in AXES]
    table = matrix_table(AXES, found, Crosshair(), words)
    shown = {row[0].split()[1]: row[1] for row in table.rows}
    assert list(shown.values()) == texts(MINE.values(), language)
    figure = matrix(AXES, found, Crosshair(), words)
    for hover in (text for trace in figure["data"] for text in trace["text"]):
        *factors, where = hover.split("<br>")
        for one in factors:
            level = shown[one.split()[1]]
            assert where == words("matrix.at", level=level, word=words("reflect.4"), importance=4)
    for row in table.rows:
        high = Fraction(row[1].replace(",", ".")) >= 3
        assert row[4] == words("matrix.keep" if high else "matrix.raise")


@both
def test_the_chart_table_and_sentence_of_a_class_show_the_same(language):
    words = Words(language)
    one, other = (
        Spread((2, 2, 2, 0, 0), 0, 1.75, 2.25, 3.25, 0.125, -0.125),
        Spread((3, 0, 0, 0, 3), 0, 1.25, 2.75, 3.75, 0.005, 0.495),
    )
    axes, spreads = AXES[:2], {"0": one, "1": other}
    low, high, median, far, near = {
        "sv": ("1,8", "3,3", "2,3", "−0,13", "0,50"),
        "en": ("1.8", "3.3", "2.3", "-0.13", "0.50"),
    }[language]
    row, last = spread_table(axes, spreads, words).rows
    assert row[7:] == (median, f"{low}–{high}", f"0{low[1]}13", far)
    assert last[9:] == (f"0{low[1]}01", near)
    medians, *band = class_radar(axes, spreads, [], words)["data"]
    assert medians["r"][0] == 2.3
    assert medians["customdata"][0] == f"{low}–{high}"
    assert [edge["r"][0] for edge in band] == [1.8, 3.3]
    said = class_sentence(axes, spreads, 12_345, words)
    assert f"({median})" in said
    assert {"sv": "(ganska eniga)", "en": "(fairly agreed)"}[language] in said
    assert {"sv": "(delade i läger)", "en": "(divided into camps)"}[language] in said
    assert number(12_345, language) in said
    assert [judged(one), judged(other)] == ["split", "gathered"]
    (moved, *_) = shift_table(axes, spreads, {"0": other, "1": one}, NAMES, words).rows
    assert moved[3] == signed(0.5, language)
    assert moved[6] == signed(0.63, language, 2)


@pytest.mark.skipif(office.find() is None, reason=office.HOW)
@both
def test_a_spreadsheet_shows_the_same(language, tmp_path):
    """Values lie in its cells in full, and its program rounds what it shows of them."""
    book = Book("", dt.datetime(2026, 11, 24), Words(language))  # noqa: DTZ001 - a workbook knows none
    above = [one for one in VALUES if one >= 0]
    differences = [rounded(one) for one in VALUES]  # as the formulas of the workbook have them
    measures = [rounded(one, 2) for one in VALUES]
    shown = {
        "one": (above, [number(one, language, 1) for one in above]),
        "two": (above, [number(one, language, 2) for one in above]),
        "gap": (differences, [signed(one, language, 1) for one in VALUES]),
        "two 2": (measures, [number(one, language, 2) for one in VALUES]),
    }
    columns = [
        Column(name, [*values, *[None] * (len(VALUES) - len(values))], name.partition(" ")[0])
        for name, (values, _) in shown.items()
    ]
    book.table("A", columns, "", fixed=0)
    (tmp_path / "a.xlsx").write_bytes(book.content())
    made = office.convert(tmp_path / "a.xlsx", tmp_path, "html").read_text(encoding="utf-8")
    head, *rows = (
        [cell.text_content().strip() for cell in row.iter("td")]
        for row in html.document_fromstring(made).iter("tr")
    )
    assert head == list(shown)
    _, thousands, point = MARKS[language]
    for found, (_, texts) in zip(zip(*rows, strict=True), shown.values(), strict=True):
        # No format of ours parts thousands, and the program here has a point of its own.
        expected = [one.replace(thousands, "").replace(point, ".") for one in texts]
        assert list(found)[: len(texts)] == expected
