"""How values changed between two times: slopes, and the table and sentence that say the same."""

import pytest
from plotly import graph_objects as go

from kit.charts import change as module
from kit.charts.base import Axis
from kit.charts.change import change_sentence, change_table
from kit.content.phrases import Words

SV, EN = Words("sv"), Words("en")
AXES = [Axis("a", "1", "Apples"), Axis("b", "2", "Bread and butter"), Axis("c", "3", "Cheese")]
BEFORE = {"a": 2, "b": 4.5, "c": 3}
AFTER = {"a": 3.5, "b": 3, "c": 3}
NAMES = ("Spring", "Autumn")


def slopes(before=BEFORE, after=AFTER, names=NAMES, words=EN, axes=AXES):
    # plotly's own classes refuse what plotly.js would not understand.
    return go.Figure(module.slopes(axes, before, after, names, words))


def drawn(trace):
    """Return a trace's lines: where each begins and ends."""
    points = [(x, y) for x, y in zip(trace.x, trace.y, strict=True) if x is not None]
    assert [x for x, _ in points] == [0, 1] * (len(points) // 2)
    return [(one[1], other[1]) for one, other in zip(points[::2], points[1::2], strict=True)]


LINES = {
    "one of each": (BEFORE, AFTER, [(2, 3.5)], [(4.5, 3)], [(3, 3)]),
    "no value before": ({"a": 2, "c": 3}, AFTER, [(2, 3.5)], [], [(3, 3)]),
    "no value after": (BEFORE, {"a": 3.5, "c": 3}, [(2, 3.5)], [], [(3, 3)]),
    "no values at one time": ({}, AFTER, [], [], []),
    "written alike": ({"a": 3.16}, {"a": 3.24}, [], [], [(3.2, 3.2)]),
}


@pytest.mark.parametrize(
    ("before", "after", "rises", "falls", "unchanged"), LINES.values(), ids=LINES
)
def test_slopes_lead_from_one_value_to_the_other_where_there_are_both(
    before, after, rises, falls, unchanged
):
    figure = slopes(before, after)
    assert [drawn(trace) for trace in figure.data] == [rises, falls, unchanged]
    assert {one.name for one in figure.layout.annotations} == before.keys() & after.keys()
    assert list(figure.layout.yaxis.range) == [1, 5]


def test_lines_of_a_kind_are_parted_by_gaps_and_kinds_differ_in_colour_dash_and_marker():
    rises, _, _ = slopes(after={**AFTER, "c": 4}).data
    assert list(rises.x) == [0, 1, None, 0, 1, None]
    assert list(rises.y) == [2, 3.5, None, 3, 4, None]
    assert not rises.connectgaps
    traces = slopes().data
    # Each is drawn whole at both ends.
    assert {trace.cliponaxis for trace in traces} == {False}
    for looks in (("line", "color"), ("line", "dash"), ("marker", "symbol")):
        assert len({trace[looks[0]][looks[1]] for trace in traces}) == 3
    for words, kinds in {SV: "Stiger Sjunker Oförändrad", EN: "Rises Falls Unchanged"}.items():
        figure = slopes(words=words)
        assert figure.layout.showlegend
        assert [trace.name for trace in figure.data] == [f"{one} (1)" for one in kinds.split()]


def test_each_line_has_its_name_at_both_ends_outside_the_chart():
    found = slopes().layout.annotations
    assert {one.showarrow for one in found} == {False}
    assert {(one.x, one.name, one.text, one.y, one.xanchor) for one in found} == {
        *((0, one.id, one.label, BEFORE[one.id], "right") for one in AXES),
        *((1, one.id, one.label, AFTER[one.id], "left") for one in AXES),
    }


def test_names_stand_from_the_top_and_where_lines_meet_in_the_order_of_their_other_ends():
    axes = [Axis(one, one, one.upper()) for one in "abcd"]
    before, after = {"a": 3, "b": 3, "c": 4, "d": 3}, {"a": 2, "b": 4, "c": 2, "d": 2}
    found = slopes(before, after, axes=axes).layout.annotations
    assert "".join(one.name for one in found) == "cbad" + "bcad"


def test_slopes_are_drawn_from_level_1_to_5_between_the_names_of_the_times():
    layout = slopes(names=("Before, as we see it now", "Now")).layout
    assert list(layout.yaxis.tickvals) == [1, 2, 3, 4, 5]
    assert layout.yaxis.title.text == "Level, 1 to 5"
    assert list(layout.xaxis.range) == list(layout.xaxis.tickvals) == [0, 1]
    assert list(layout.xaxis.ticktext) == ["Before, as<br>we see it<br>now", "Now"]


BELOW = {
    "markup": ('<b>Q&A</b> "1"', ["&lt;b&gt;Q&amp;A&lt;/b&gt;", '"1"']),
    "a long word": ("Halvårsuppföljning", ["Halvårsuppföljning"]),
    "a word too long": ("x" * 40, ["x" * 18, "x" * 18, "x" * 4]),
    "a hyphen": ("Före om-mätningen", ["Före", "om-mätningen"]),
    "too many words": ("lång " * 100, [*["lång lång"] * 5, "lång lång …"]),
}


@pytest.mark.parametrize(("name", "lines"), BELOW.values(), ids=BELOW)
def test_a_name_below_the_chart_is_shown_as_it_was_written_and_broken_where_it_must_be(name, lines):
    assert slopes(names=(name, "Now")).layout.xaxis.ticktext[0].split("<br>") == lines


def test_a_slope_pointed_at_tells_both_values():
    rises, _, _ = slopes(words=SV).data
    assert list(rises.text) == ["Apples: 2 → 3,5", "Apples: 2 → 3,5", ""]
    assert rises.hovertemplate.startswith("%{text}<")


def test_the_table_says_both_values_and_their_change():
    found = change_table(AXES, BEFORE, AFTER, NAMES, EN)
    assert found.caption == "From Spring to Autumn"
    assert found.head == ("What is compared", *NAMES, "Change")
    assert found.rows == (
        ("1 Apples", "2", "3.5", "+1.5"),
        ("2 Bread and butter", "4.5", "3", "-1.5"),
        ("3 Cheese", "3", "3", "0"),
    )


def test_the_table_is_in_swedish_and_says_where_a_value_is_missing():
    found = change_table(AXES, {"a": 2, "c": 3.96}, {"a": 3.5}, NAMES, SV)
    assert found.caption == "Från Spring till Autumn"
    assert found.head == ("Vad som jämförs", *NAMES, "Ändring")
    assert found.rows == (
        ("1 Apples", "2", "3,5", "+1,5"),
        ("2 Bread and butter", *["inget värde"] * 3),
        ("3 Cheese", "4", *["inget värde"] * 2),
    )


def test_changes_follow_from_what_is_written():
    before, after = {"a": 7 / 3, "b": 8 / 3, "c": 3.16}, {"a": 8 / 3, "b": 3, "c": 3.24}
    rows = change_table(AXES, before, after, NAMES, EN).rows
    assert [row[1:] for row in rows] == [
        *(("2.3", "2.7", "+0.4"), ("2.7", "3", "+0.3"), ("3.2", "3.2", "0")),
    ]
    assert change_sentence(AXES, before, after, NAMES, EN) == (
        "From Spring to Autumn the value rose on 2, fell on 0 and did not change on 1. "
        "The largest rise is 0.4, on ‘Apples’."
    )


SAID = {
    "one of each": (BEFORE, AFTER, """
        From Spring to Autumn the value rose on 1, fell on 1 and did not change on 1. The largest
        rise is 1.5, on ‘Apples’. The largest fall is 1.5, on ‘Bread and butter’.""", """
        Från Spring till Autumn steg värdet på 1, sjönk på 1 och var oförändrat på 1.
        Störst är ökningen på ”Apples”: 1,5 steg.
        Störst är minskningen på ”Bread and butter”: 1,5 steg."""),
    "nothing changed": (BEFORE, BEFORE, """
        From Spring to Autumn the value rose on 0, fell on 0 and did not change on 3.""", """
        Från Spring till Autumn steg värdet på 0, sjönk på 0 och var oförändrat på 3."""),
    "all moved as far": ({"a": 2, "b": 3, "c": 4.1}, {"a": 2.6, "b": 3.6, "c": 4.7}, """
        From Spring to Autumn the value rose on 3, fell on 0 and did not change on 0.
        The largest rise is 0.6, on ‘Apples’, ‘Bread and butter’ and ‘Cheese’.""", """
        Från Spring till Autumn steg värdet på 3, sjönk på 0 och var oförändrat på 0.
        Störst är ökningen på ”Apples”, ”Bread and butter” och ”Cheese”: 0,6 steg."""),
    "one lacks a value": (BEFORE, {"a": 2, "c": 3}, """
        From Spring to Autumn the value rose on 0, fell on 0 and did not change on 2.
        A value is missing at one time or both on ‘Bread and butter’.""", """
        Från Spring till Autumn steg värdet på 0, sjönk på 0 och var oförändrat på 2.
        På ”Bread and butter” saknas ett värde vid minst ett av tillfällena."""),
    "nothing at both times": (BEFORE, {"d": 3}, """
        Spring and Autumn cannot be compared yet: nothing has a value at both times.""", """
        Spring och Autumn går inte att jämföra ännu: inget har ett värde vid båda tillfällena."""),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "en", "sv"), SAID.values(), ids=SAID)
def test_the_sentence_says_how_many_rose_and_fell_and_which_most(before, after, en, sv):
    for words, text in {EN: en, SV: sv}.items():
        assert change_sentence(AXES, before, after, NAMES, words) == " ".join(text.split())
