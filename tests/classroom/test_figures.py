"""Charts of a class, and the table and the sentence that say the same."""

import json

import attrs
import pytest
from plotly import graph_objects as go

from kit.charts.base import Axis, Profile
from kit.classroom import agreement, figures
from kit.classroom.figures import (
    class_sentence,
    judged,
    measure_text,
    shift_sentence,
    shift_table,
    spread_table,
)
from kit.classroom.spread import Spread
from kit.content.phrases import Words

SV, EN = Words("sv"), Words("en")
AXES = [Axis("a", "1", "Apples"), Axis("b", "2", "Bread and butter"), Axis("c", "3", "Cheese")]
NEAR = Profile("Near", {"a": 5, "b": 1, "c": 3})
FAR = Profile("Far", {"a": 1, "b": 1, "c": 1})
LAST = Profile("Last", {"c": 5})
NAMES = ("Round 1", "Round 2")


def spread(*counts, dont_know=0):
    low, high = agreement.quartiles(counts)
    middle, consensus = agreement.median(counts), agreement.consensus(counts)
    return Spread(counts, dont_know, low, middle, high, consensus, agreement.agreement(counts))


def at(median, measure=0.5):
    """Return answers with this median, in two halves a level around it, that agree so far."""
    return Spread((0, 0, 5, 0, 0), 0, median - 1, median, median + 1, 0.5, measure)


GATHERED = spread(0, 0, 1, 4, 1)
SCATTERED = spread(1, 2, 1, 1, 1, dont_know=2)
SPLIT = spread(3, 0, 0, 0, 3, dont_know=1)
FEW = Spread((1, 0, 0, 1, 0), 4)
CLASS = {"a": GATHERED, "b": SCATTERED, "c": SPLIT}


# plotly's own classes refuse what plotly.js would not understand.
def radar(*args):
    return go.Figure(figures.class_radar(*args))


def test_the_class_radar_shows_medians_the_middle_half_and_example_regions():
    data = radar(AXES, CLASS, [NEAR], EN).data
    values = [[4, 2.5, 3, 4], [4, 2, 1, 4], [4, 3.8, 5, 4], [5, 1, 3, 5]]
    assert [list(trace.r) for trace in data] == values
    # Only the middle half is filled: the space between its two edges.
    assert [trace.fill for trace in data] == ["none", "none", "tonext", "none"]
    for trace in data:
        assert len(trace.theta) == 4
        assert trace.theta[0] == trace.theta[-1]


@pytest.mark.parametrize("few", [{**CLASS, "b": FEW}, {"a": GATHERED, "c": SPLIT}, {}])
def test_where_too_few_answered_the_lines_are_broken_and_nothing_is_filled(few):
    *own, near = radar(AXES, few, [NEAR], EN).data
    for trace in own:
        assert [value is None for value in trace.r] == [not few, True, not few, not few]
        assert not trace.connectgaps
        assert trace.fill == "none"
    assert list(near.r) == [5, 1, 3, 5]


@pytest.mark.parametrize("spreads", [{}, CLASS, {"a": spread(9, 0, 0, 0, 0)}])
@pytest.mark.parametrize(("words", "separators"), [(SV, ",\u00a0"), (EN, ".,")])
def test_the_radar_runs_from_0_to_5_whatever_the_answers_and_writes_numbers_as_its_language(
    spreads, words, separators
):
    layout = radar(AXES, spreads, [], words).layout
    assert list(layout.polar.radialaxis.range) == [0, 5]
    assert layout.separators == separators


def test_medians_and_regions_differ_in_dash_and_marker_and_the_band_has_no_markers():
    medians, inner, outer, *regions = radar(AXES, CLASS, [NEAR, FAR, LAST], EN).data
    lines = [medians, *regions]
    assert len({trace.line.dash for trace in lines}) == 4
    assert len({trace.marker.symbol for trace in lines}) == 4
    assert medians.line.width > inner.line.width == outer.line.width
    assert inner.mode == outer.mode == "lines"
    assert {trace.mode for trace in lines} == {"lines+markers"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (SV, ["Gruppens medianer", "Mittersta hälften av gruppen", "Near"]),
        (EN, ["Class medians", "Middle half of the class", "Near"]),
    ],
)
def test_the_legend_names_the_medians_the_band_once_and_the_regions(words, names):
    figure = radar(AXES, CLASS, [NEAR], words)
    assert figure.layout.showlegend
    assert [trace.name for trace in figure.data if trace.showlegend is not False] == names
    assert radar(AXES, CLASS, [], words).layout.showlegend


def test_a_median_pointed_at_tells_its_middle_half():
    medians, inner, outer = radar(AXES, CLASS, [], SV).data
    assert list(medians.customdata) == ["4", "2–3,8", "1–5", "4"]
    assert "Mittersta hälften: %{customdata}" in medians.hovertemplate
    assert inner.hoverinfo == outer.hoverinfo == "skip"


def test_at_most_three_regions_are_shown_with_a_class():
    with pytest.raises(ValueError, match="4 > 3"):
        radar(AXES, CLASS, [NEAR, FAR, LAST, NEAR], EN)


def test_the_table_says_how_the_answers_spread_and_how_far_they_agree():
    found = spread_table(AXES, CLASS, EN)
    assert found.head == (
        *("What is rated", "1", "2", "3", "4", "5", "Don’t know"),
        *("Median", "Middle half", "Consensus", "Agreement A"),
    )
    assert found.rows == (
        ("1 Apples", "0", "0", "1", "4", "1", "0", "4", "4", "0.86", "0.75"),
        ("2 Bread and butter", "1", "2", "1", "1", "1", "2", "2.5", "2–3.8", "0.46", "0.17"),
        ("3 Cheese", "3", "0", "0", "0", "3", "1", "3", "1–5", "0.00", "-1.00"),
    )


def test_the_table_says_what_the_radar_shows_of_example_regions():
    found = spread_table(AXES, CLASS, SV, [NEAR, Profile("Far", {"b": 3.5})])
    assert found.head[10:] == ("Enighet A", "Near", "Far")
    assert [row[11:] for row in found.rows] == [
        ("5", "inget värde"),
        ("1", "3,5"),
        ("3", "inget värde"),
    ]


def test_the_table_is_in_swedish_with_decimal_commas_and_a_true_minus():
    found = spread_table(AXES, {**CLASS, "a": spread(0, 0, 0, 0, 1234)}, SV)
    assert found.head[:2] == ("Vad som skattas", "1")
    assert found.rows[0][5:8] == ("1\u00a0234", "0", "5")
    assert found.rows[1][7:] == ("2,5", "2–3,8", "0,46", "0,17")
    assert found.rows[2][7:] == ("3", "1–5", "0,00", "−1,00")


@pytest.mark.parametrize(
    ("spreads", "dont_know"),
    [
        *(({"a": FEW}, "4"), ({"a": Spread((0, 0, 1, 0, 0), 4)}, "4")),
        *(({"a": Spread((0,) * 5, 4)}, "4"), ({}, "0")),
    ],
    ids=["two", "one", "none", "unasked"],
)
def test_of_at_most_two_answers_the_table_says_only_that_they_are_too_few(spreads, dont_know):
    for words, few in [(EN, "too few"), (SV, "för få")]:
        (row,) = spread_table(AXES[:1], spreads, words).rows
        assert row == ("1 Apples", *"–––––", dont_know, few, "–", "–", "–")


@pytest.mark.parametrize(
    ("measure", "written", "word"),
    [
        (None, None, "few"),
        (-1.0, "-1.00", "split"),
        (-0.01, "-0.01", "split"),
        # Judged as it is written.
        (-0.004, "0.00", "scattered"),
        (0.0, "0.00", "scattered"),
        (0.49, "0.49", "scattered"),
        (0.496, "0.50", "gathered"),
        (0.5, "0.50", "gathered"),
        (1.0, "1.00", "gathered"),
    ],
)
def test_answers_are_judged_by_their_agreement(measure, written, word):
    assert measure is None or measure_text(measure, "en") == written
    assert judged(Spread((0, 0, 3, 0, 0), 0, agreement=measure)) == word


EQUAL = {"a": at(4, 0.8), "b": at(4, 0.8), **dict.fromkeys("cdef", at(2))}
SIX = [Axis(one, one, one.upper()) for one in "abcdef"]
FEW_HAVE = "Too few have answered for anything to be shown here."
SAID = {
    "highest, lowest and split": (AXES, CLASS, 7, """
        Handed in so far: 7. The highest median is on ‘Apples’ (4), the lowest on
        ‘Bread and butter’ (2.5). The class agrees most on ‘Apples’ (fairly agreed)
        and least on ‘Cheese’ (divided into camps).""", """
        7 har lämnat in. Högst median har ”Apples” (4), lägst ”Bread and butter” (2,5).
        Gruppen är mest enig om ”Apples” (ganska eniga) och minst enig om ”Cheese”
        (delade i läger)."""),
    "all equal": (AXES, dict.fromkeys("abc", GATHERED), 6, """
        Handed in so far: 6. The median is 4 on ‘Apples’, ‘Bread and butter’ and ‘Cheese’.
        The class agrees equally on ‘Apples’, ‘Bread and butter’ and ‘Cheese’: fairly agreed.""",
        None),
    "nobody": (AXES, {}, 0, "Nobody has handed in yet.", "Ingen har lämnat in ännu."),
    "too few": (AXES, {}, 5, f"Handed in so far: 5. {FEW_HAVE}", None),
    "too few on each": (AXES, {"a": FEW, "b": FEW}, 5, f"Handed in so far: 5. {FEW_HAVE}", None),
    "too few on one": (AXES, {**CLASS, "b": FEW}, 7, """
        Handed in so far: 7. The highest median is on ‘Apples’ (4), the lowest on ‘Cheese’ (3).
        The class agrees most on ‘Apples’ (fairly agreed) and least on ‘Cheese’ (divided into
        camps). Too few have answered on ‘Bread and butter’.""", None),
    "many at a place": (SIX, EQUAL, 9, """
        Handed in so far: 9. The highest median is on ‘A’ and ‘B’ (4), the lowest on ‘C’, ‘D’, ‘E’
        and 1 more (2). The class agrees most on ‘A’ and ‘B’ (fairly agreed) and least on ‘C’, ‘D’,
        ‘E’ and 1 more (fairly agreed).""", None),
    "written alike": (AXES[:2], {"a": at(3.01, 0.501), "b": at(2.99, 0.499)}, 9, """
        Handed in so far: 9. The median is 3 on ‘Apples’ and ‘Bread and butter’. The class agrees
        equally on ‘Apples’ and ‘Bread and butter’: fairly agreed.""", None),
}  # fmt: skip


@pytest.mark.parametrize(("axes", "spreads", "handed", "en", "sv"), SAID.values(), ids=SAID)
def test_the_sentence_says_who_handed_in_what_is_highest_and_lowest_and_what_splits(
    axes, spreads, handed, en, sv
):
    assert class_sentence(axes, spreads, handed, EN) == " ".join(en.split())
    assert sv is None or class_sentence(axes, spreads, handed, SV) == " ".join(sv.split())


BEFORE = {"a": at(2, 0.1), "b": at(4.5, 0.2), "c": at(3, 0.6)}
AFTER = {"a": at(3.5, 0.3), "b": at(3, 0.4), "c": at(3, 0.25)}


def test_the_table_of_two_rounds_says_both_medians_and_agreements_and_their_changes():
    found = shift_table(AXES, BEFORE, AFTER, NAMES, EN)
    assert found.caption == "From Round 1 to Round 2"
    assert found.head == (
        "What is rated",
        *("Median, Round 1", "Median, Round 2", "Change in median"),
        *("Agreement A, Round 1", "Agreement A, Round 2", "Change in agreement"),
    )
    assert found.rows == (
        ("1 Apples", "2", "3.5", "+1.5", "0.10", "0.30", "+0.20"),
        ("2 Bread and butter", "4.5", "3", "-1.5", "0.20", "0.40", "+0.20"),
        ("3 Cheese", "3", "3", "0", "0.60", "0.25", "-0.35"),
    )
    # In Swedish, where too few answered, and a change too small to be written.
    swedish = shift_table(AXES, {**BEFORE, "b": FEW}, {"a": at(3.5, -0.25)}, ("Ett", "Två"), SV)
    assert swedish.head[1] == "Median, Ett"
    assert swedish.rows == (
        ("1 Apples", "2", "3,5", "+1,5", "0,10", "−0,25", "−0,35"),
        ("2 Bread and butter", "för få", "för få", "–", "–", "–", "–"),
        ("3 Cheese", "3", "för få", "–", "0,60", "–", "–"),
    )
    (row,) = shift_table(AXES[:1], *ALIKE, NAMES, EN).rows
    assert row[1:] == ("3.2", "3.2", "0", "0.50", "0.50", "0.00")


ALIKE = {"a": at(3.16, 0.501)}, {"a": at(3.24, 0.504)}
UP = {"a": at(2), "b": at(3), "c": at(4.1)}, {"a": at(2.6), "b": at(3.6), "c": at(4.7)}
NOT_YET = "Round 1 and Round 2 cannot be compared yet: too few have answered."
SHIFTS = {
    "one of each": (AXES, BEFORE, AFTER, """
        From Round 1 to Round 2 the median rose on 1, fell on 1 and did not change on 1. The
        largest rise is 1.5, on ‘Apples’. The largest fall is 1.5, on ‘Bread and butter’.
        Agreement rose on most, 2 of 3.""", """
        Från Round 1 till Round 2 steg medianen på 1, sjönk på 1 och var oförändrad på 1.
        Störst är ökningen på ”Apples”: 1,5 steg.
        Störst är minskningen på ”Bread and butter”: 1,5 steg.
        Enigheten ökade på de flesta, 2 av 3."""),
    "nothing": (AXES, BEFORE, BEFORE, """
        From Round 1 to Round 2 the median rose on 0, fell on 0 and did not change on 3.
        Agreement rose on 0 of 3.""", None),
    "none after": (AXES, BEFORE, {}, NOT_YET, None),
    "few after": (AXES, BEFORE, dict.fromkeys("abc", FEW), NOT_YET, None),
    "too small to be written": (AXES[:1], *ALIKE, """
        From Round 1 to Round 2 the median rose on 0, fell on 0 and did not change on 1. Agreement
        rose on 0 of 1.""", None),
    "half is not most": (AXES[::2], BEFORE, AFTER, """
        From Round 1 to Round 2 the median rose on 1, fell on 0 and did not change on 1. The
        largest rise is 1.5, on ‘Apples’. Agreement rose on 1 of 2.""", None),
    "all as far": (AXES, *UP, """
        From Round 1 to Round 2 the median rose on 3, fell on 0 and did not change on 0. The
        largest rise is 0.6, on ‘Apples’, ‘Bread and butter’ and ‘Cheese’. Agreement rose on 0 of
        3.""", None),
    "one cannot be compared": (AXES, BEFORE, {**AFTER, "b": FEW}, """
        From Round 1 to Round 2 the median rose on 1, fell on 0 and did not change on 1. The
        largest rise is 1.5, on ‘Apples’. Agreement rose on 1 of 2. Too few have answered on
        ‘Bread and butter’.""", None),
}  # fmt: skip


@pytest.mark.parametrize(("axes", "before", "after", "en", "sv"), SHIFTS.values(), ids=SHIFTS)
def test_the_sentence_of_two_rounds_says_what_rose_what_fell_and_if_answers_came_closer(
    axes, before, after, en, sv
):
    assert shift_sentence(axes, before, after, NAMES, EN) == " ".join(en.split())
    assert sv is None or shift_sentence(axes, before, after, NAMES, SV) == " ".join(sv.split())


def test_the_class_radar_is_plain_values_that_json_can_carry_and_no_area_is_reported():
    for spreads in (CLASS, {**CLASS, "b": FEW}):
        figure = figures.class_radar(AXES, spreads, [NEAR], EN)
        assert json.loads(json.dumps(figure, allow_nan=False)) == figure
        table = attrs.asdict(spread_table(AXES, spreads, EN))
        said = class_sentence(AXES, spreads, 7, EN)
        assert "area" not in json.dumps([figure, table, said]).casefold()
