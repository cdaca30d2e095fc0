"""How values changed between two times: slopes, and the table and sentence that say the same."""

import json

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


# plotly's own classes refuse what plotly.js would not understand.
def slopes(*args):
    return go.Figure(module.slopes(*args))


def drawn(trace):
    """Return a trace's lines: where each begins and ends."""
    points = [(x, y) for x, y in zip(trace.x, trace.y, strict=True) if x is not None]
    begun, ended = points[::2], points[1::2]
    assert {x for x, _ in begun} <= {0}
    assert {x for x, _ in ended} <= {1}
    return [(one[1], other[1]) for one, other in zip(begun, ended, strict=True)]


def test_slopes_lead_from_the_value_at_one_time_to_that_at_the_other():
    rises, falls, unchanged = slopes(AXES, BEFORE, AFTER, NAMES, EN).data
    assert drawn(rises) == [(2, 3.5)]
    assert drawn(falls) == [(4.5, 3)]
    assert drawn(unchanged) == [(3, 3)]


def test_lines_of_a_kind_are_parted_by_gaps():
    rises, _, _ = slopes(AXES, BEFORE, {**AFTER, "c": 4}, NAMES, EN).data
    assert list(rises.x) == [0, 1, None, 0, 1, None]
    assert list(rises.y) == [2, 3.5, None, 3, 4, None]
    assert not rises.connectgaps


def test_rises_falls_and_unchanged_differ_in_colour_dash_and_marker():
    traces = slopes(AXES, BEFORE, AFTER, NAMES, EN).data
    assert len({trace.line.color for trace in traces}) == 3
    assert len({trace.line.dash for trace in traces}) == 3
    assert len({trace.marker.symbol for trace in traces}) == 3


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("ground", ["#ffffff", "#111111"])
def test_slopes_stand_out_from_the_page_in_both_themes(ground):
    for trace in slopes(AXES, BEFORE, AFTER, NAMES, EN).data:
        for colour in (trace.line.color, trace.marker.color):
            low, high = sorted([luminance(ground), luminance(colour)])
            assert (high + 0.05) / (low + 0.05) >= 3


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (SV, ["Stiger (1)", "Sjunker (1)", "Oförändrad (1)"]),
        (EN, ["Rises (1)", "Falls (1)", "Unchanged (1)"]),
    ],
)
def test_the_legend_of_slopes_counts_each_kind(words, names):
    figure = slopes(AXES, BEFORE, AFTER, NAMES, words)
    assert figure.layout.showlegend
    assert [trace.name for trace in figure.data] == names


@pytest.mark.parametrize(
    ("before", "after"),
    [({"a": 2, "c": 3}, AFTER), (BEFORE, {"a": 3.5, "c": 3})],
)
def test_what_lacks_a_value_at_one_time_has_no_line_and_no_name(before, after):
    figure = slopes(AXES, before, after, NAMES, EN)
    assert [len(drawn(trace)) for trace in figure.data] == [1, 0, 1]
    assert {one.name for one in figure.layout.annotations} == {"a", "c"}


def test_slopes_between_times_without_values_are_empty():
    figure = slopes(AXES, {}, AFTER, NAMES, EN)
    assert [drawn(trace) for trace in figure.data] == [[], [], []]
    assert figure.layout.annotations == ()
    assert list(figure.layout.yaxis.range) == [1, 5]


def test_each_line_has_its_name_at_both_ends_outside_the_chart():
    found = slopes(AXES, BEFORE, AFTER, NAMES, EN).layout.annotations
    left = [one for one in found if one.x == 0]
    right = [one for one in found if one.x == 1]
    assert {one.showarrow for one in found} == {False}
    assert {(one.name, one.text, one.y, one.xanchor) for one in left} == {
        ("a", "Apples", 2, "right"),
        ("b", "Bread and butter", 4.5, "right"),
        ("c", "Cheese", 3, "right"),
    }
    assert {(one.name, one.y, one.xanchor) for one in right} == {
        ("a", 3.5, "left"),
        ("b", 3, "left"),
        ("c", 3, "left"),
    }


def test_names_stand_from_the_top_and_where_lines_meet_in_the_order_of_their_other_ends():
    axes = [Axis(one, one, one.upper()) for one in "abcd"]
    before = {"a": 3, "b": 3, "c": 4, "d": 3}
    after = {"a": 2, "b": 4, "c": 2, "d": 2}
    found = slopes(axes, before, after, NAMES, EN).layout.annotations
    assert [one.name for one in found if one.x == 0] == ["c", "b", "a", "d"]
    assert [one.name for one in found if one.x == 1] == ["b", "c", "a", "d"]


def test_slopes_are_drawn_from_level_1_to_5_between_the_names_of_the_times():
    layout = slopes(AXES, BEFORE, AFTER, ("Before, as we see it now", "Now"), EN).layout
    assert list(layout.yaxis.range) == [1, 5]
    assert list(layout.yaxis.tickvals) == [1, 2, 3, 4, 5]
    assert layout.yaxis.title.text == "Level, 1 to 5"
    assert list(layout.xaxis.range) == list(layout.xaxis.tickvals) == [0, 1]
    assert list(layout.xaxis.ticktext) == ["Before, as<br>we see it<br>now", "Now"]


def below(name):
    """Return what stands below the left end of the slopes, line by line."""
    return slopes(AXES, BEFORE, AFTER, (name, "Now"), EN).layout.xaxis.ticktext[0].split("<br>")


def test_a_name_with_markup_is_shown_as_it_was_written():
    assert below('<b>Q&A</b> "1"') == ["&lt;b&gt;Q&amp;A&lt;/b&gt;", '"1"']


def test_a_long_word_in_a_name_is_broken_only_where_it_must_be():
    assert below("Halvårsuppföljning") == ["Halvårsuppföljning"]
    assert below("x" * 40) == ["x" * 18, "x" * 18, "x" * 4]


def test_a_hyphened_word_in_a_name_stays_whole():
    assert below("Före om-mätningen") == ["Före", "om-mätningen"]


def test_a_very_long_name_is_cut_below_the_chart():
    found = below("lång " * 100)
    assert len(found) == 6
    assert found[-1].endswith("…")


def test_marks_at_both_ends_of_the_scale_are_drawn_whole():
    assert {one.cliponaxis for one in slopes(AXES, BEFORE, AFTER, NAMES, EN).data} == {False}


def test_a_slope_pointed_at_tells_both_values():
    rises, _, _ = slopes(AXES, BEFORE, AFTER, NAMES, SV).data
    assert list(rises.text) == ["Apples: 2 → 3,5", "Apples: 2 → 3,5", ""]
    assert rises.hovertemplate.startswith("%{text}<")


def test_a_change_too_small_to_be_written_is_no_change():
    before, after = {"a": 3.16}, {"a": 3.24}
    rises, _, unchanged = slopes(AXES[:1], before, after, NAMES, EN).data
    assert (drawn(rises), drawn(unchanged)) == ([], [(3.2, 3.2)])
    assert change_table(AXES[:1], before, after, NAMES, EN).rows == (
        ("1 Apples", "3.2", "3.2", "0"),
    )
    assert "rose on 0, fell on 0" in change_sentence(AXES[:1], before, after, NAMES, EN)


def test_scores_of_thirds_change_by_what_is_written():
    before, after = {"a": 7 / 3, "b": 8 / 3}, {"a": 8 / 3, "b": 3}
    found = change_table(AXES[:2], before, after, NAMES, SV)
    assert [row[1:] for row in found.rows] == [("2,3", "2,7", "+0,4"), ("2,7", "3", "+0,3")]
    assert "is 0.4, on ‘Apples’." in change_sentence(AXES[:2], before, after, NAMES, EN)


def test_the_table_says_both_values_and_their_change():
    found = change_table(AXES, BEFORE, AFTER, NAMES, EN)
    assert found.caption == "From Spring to Autumn"
    assert found.head == ("What is compared", "Spring", "Autumn", "Change")
    assert found.rows == (
        ("1 Apples", "2", "3.5", "+1.5"),
        ("2 Bread and butter", "4.5", "3", "-1.5"),
        ("3 Cheese", "3", "3", "0"),
    )


def test_the_table_is_in_swedish_and_says_where_a_value_is_missing():
    found = change_table(AXES, {"a": 2, "c": 3.96}, {"a": 3.5}, ("Ett", "Två"), SV)
    assert found.caption == "Från Ett till Två"
    assert found.head == ("Vad som jämförs", "Ett", "Två", "Ändring")
    assert found.rows == (
        ("1 Apples", "2", "3,5", "+1,5"),
        ("2 Bread and butter", "inget värde", "inget värde", "inget värde"),
        ("3 Cheese", "4", "inget värde", "inget värde"),
    )


def test_the_sentence_says_how_many_rose_and_fell_and_which_most():
    assert change_sentence(AXES, BEFORE, AFTER, NAMES, EN) == (
        "From Spring to Autumn the value rose on 1, fell on 1 and did not change on 1. "
        "The largest rise is 1.5, on ‘Apples’. The largest fall is 1.5, on ‘Bread and butter’."
    )
    assert change_sentence(AXES, BEFORE, AFTER, ("våren", "hösten"), SV) == (
        "Från våren till hösten steg värdet på 1, sjönk på 1 och var oförändrat på 1. "
        "Mest steg ”Apples”: 1,5 steg. Mest sjönk ”Bread and butter”: 1,5 steg."
    )


def test_one_persons_own_values_are_not_called_medians():
    for words in (SV, EN):
        for after in (AFTER, {"a": 1}, {}):
            said = change_sentence(AXES, BEFORE, after, NAMES, words)
            table = change_table(AXES, BEFORE, after, NAMES, words)
            assert "median" not in f"{said} {table}".casefold()


def test_the_sentence_of_equal_times_tells_of_no_rise_and_no_fall():
    assert change_sentence(AXES, BEFORE, BEFORE, NAMES, EN) == (
        "From Spring to Autumn the value rose on 0, fell on 0 and did not change on 3."
    )


def test_the_sentence_names_all_that_moved_as_far():
    before = {"a": 2, "b": 3, "c": 4.1}
    after = {"a": 2.6, "b": 3.6, "c": 4.7}
    said = change_sentence(AXES, before, after, NAMES, EN)
    assert said.endswith("The largest rise is 0.6, on ‘Apples’, ‘Bread and butter’ and ‘Cheese’.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (EN, "A value is missing at one time or both on ‘Bread and butter’."),
        (SV, "På ”Bread and butter” saknas ett värde vid minst ett av tillfällena."),
    ],
)
def test_the_sentence_names_what_cannot_be_compared(words, said):
    found = change_sentence(AXES, BEFORE, {"a": 3.5, "c": 3}, NAMES, words)
    assert found.endswith(said)
    assert found.count("Bread") == 1


@pytest.mark.parametrize("after", [{}, {"d": 3}])
def test_the_sentence_says_when_two_times_cannot_be_compared(after):
    assert change_sentence(AXES, BEFORE, after, NAMES, EN) == (
        "Spring and Autumn cannot be compared yet: nothing has a value at both times."
    )
    assert change_sentence(AXES, BEFORE, after, NAMES, SV) == (
        "Spring och Autumn går inte att jämföra ännu: inget har ett värde vid båda tillfällena."
    )


def test_slopes_are_plain_values_that_json_can_carry():
    figure = module.slopes(AXES, BEFORE, {**AFTER, "b": 13 / 3}, NAMES, EN)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
