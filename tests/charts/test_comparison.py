"""Charts, and the table and the sentence that say the same."""

import json

import attrs
import pytest
from plotly import graph_objects as go

from kit.charts import comparison as charts
from kit.charts.base import Axis, Profile, wrapped
from kit.charts.comparison import sentence, table
from kit.content.phrases import Words

SV, EN = Words("sv"), Words("en")
AXES = [Axis("a", "1", "Apples"), Axis("b", "2", "Bread and butter"), Axis("c", "3", "Cheese")]
MINE = Profile("My region", {"a": 4, "b": 2.5})
NEAR = Profile("Near", {"a": 5, "b": 1, "c": 3})
FAR = Profile("Far", {"a": 1, "b": 1, "c": 1})
LAST = Profile("Last", {"c": 5})


# plotly's own classes refuse what plotly.js would not understand.
def radar(*args):
    return go.Figure(charts.radar(*args))


def gap_plot(*args):
    return go.Figure(charts.gap_plot(*args))


def comparison(*args):
    found = charts.comparison(*args)
    return attrs.evolve(found, radar=go.Figure(found.radar), gaps=go.Figure(found.gaps))


def test_each_polygon_is_closed():
    for trace in radar(AXES, MINE, [NEAR, FAR], "en").data:
        assert len(trace.r) == len(trace.theta) == 4
        assert (trace.r[0], trace.theta[0]) == (trace.r[-1], trace.theta[-1])


def test_axes_stand_evenly_around_the_radar():
    (trace,) = radar(AXES, MINE, [], "en").data
    assert list(trace.theta) == [0, 120, 240, 0]
    assert list(radar(AXES, MINE, [], "en").layout.polar.angularaxis.tickvals) == [0, 120, 240]


@pytest.mark.parametrize("values", [{}, {"a": 1, "b": 1, "c": 1}, {"a": 5}])
def test_the_radial_axis_runs_from_0_to_5_whatever_the_values(values):
    axis = radar(AXES, Profile("My region", values), [], "en").layout.polar.radialaxis
    assert list(axis.range) == [0, 5]
    assert list(axis.tickvals) == [1, 2, 3, 4, 5]


def test_what_is_not_rated_is_a_gap_in_the_line_and_never_a_low_value():
    (mine,) = radar(AXES, MINE, [], "en").data
    assert list(mine.r) == [4, 2.5, None, 4]
    assert not mine.connectgaps


def test_only_ones_own_region_is_filled_and_only_once_it_is_rated_all_round():
    whole = Profile("My region", {"a": 4, "b": 2, "c": 1})
    fills = [trace.fill for trace in radar(AXES, whole, [NEAR, FAR, LAST], "en").data]
    assert fills == ["toself", "none", "none", "none"]
    assert radar(AXES, MINE, [], "en").data[0].fill == "none"


def test_regions_differ_in_dash_and_marker_as_well_as_colour():
    traces = radar(AXES, MINE, [NEAR, FAR, LAST], "en").data
    for looks in (
        {trace.line.color for trace in traces},
        {trace.line.dash for trace in traces},
        {trace.marker.symbol for trace in traces},
    ):
        assert len(looks) == 4


def test_a_region_looks_the_same_in_both_charts():
    both = comparison(AXES, MINE, [NEAR, FAR], EN)
    for one, other in zip(both.radar.data, both.gaps.data, strict=True):
        assert one.name == other.name
        assert one.marker.color == other.marker.color
        assert one.marker.symbol == other.marker.symbol


def test_at_most_three_others_are_shown():
    with pytest.raises(ValueError, match="4 > 3"):
        comparison(AXES, MINE, [NEAR, FAR, LAST, NEAR], EN)


@pytest.mark.parametrize(("words", "separators"), [(SV, ",\u00a0"), (EN, ".,")])
def test_numbers_in_charts_are_written_as_each_language_writes_them(words, separators):
    both = comparison(AXES, MINE, [NEAR], words)
    assert both.radar.layout.separators == both.gaps.layout.separators == separators


def test_no_area_is_reported():
    both = comparison(AXES, MINE, [NEAR], EN)
    assert "area" not in json.dumps(both.radar.to_plotly_json(), default=list).casefold()
    assert "area" not in f"{both.table} {both.sentence}".casefold()


def test_a_legend_stands_only_where_there_is_more_than_one_region():
    assert not radar(AXES, MINE, [], "en").layout.showlegend
    assert radar(AXES, MINE, [NEAR], "en").layout.showlegend


def test_long_labels_are_wrapped_at_words():
    assert wrapped("Bread and butter") == "Bread and<br>butter"
    assert wrapped("Regionfullmäktige") == "Regionfullmäktige"
    assert list(radar(AXES, MINE, [], "en").layout.polar.angularaxis.ticktext)[1] == (
        "Bread and<br>butter"
    )


def test_the_gap_plot_has_a_row_for_each_axis_from_the_top_and_a_dot_for_each_value():
    figure = gap_plot(AXES, MINE, [NEAR], EN)
    assert list(figure.layout.yaxis.ticktext) == ["Apples", "Bread and butter", "Cheese"]
    bottom, top = figure.layout.yaxis.range
    assert top < 0
    assert bottom > 2
    mine, near = figure.data
    assert (list(mine.x), list(mine.y)) == ([4, 2.5], [0, 1])
    assert (list(near.x), list(near.y)) == ([5, 1, 3], [0, 1, 2])


def test_the_gap_plot_is_ordered_by_gap_unless_another_order_is_asked_for():
    both = comparison(AXES, MINE, [FAR], EN)
    # Far is ahead by -3 on apples and by -1.5 on bread; there is no gap on cheese.
    assert list(both.gaps.layout.yaxis.ticktext) == ["Bread and butter", "Apples", "Cheese"]
    assert [row[0] for row in both.table.rows] == ["1 Apples", "2 Bread and butter", "3 Cheese"]


def test_gaps_are_to_the_first_of_the_others():
    near_first = comparison(AXES, MINE, [NEAR, FAR], EN, "gap").table
    far_first = comparison(AXES, MINE, [FAR, NEAR], EN, "gap").table
    assert [row[0] for row in near_first.rows][:2] == ["1 Apples", "2 Bread and butter"]
    assert [row[0] for row in far_first.rows][:2] == ["2 Bread and butter", "1 Apples"]


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("number", ["1 Apples", "2 Bread and butter", "3 Cheese"]),
        ("score", ["2 Bread and butter", "1 Apples", "3 Cheese"]),
        ("gap", ["1 Apples", "2 Bread and butter", "3 Cheese"]),
    ],
)
def test_radar_and_table_follow_the_order_asked_for(by, order):
    both = comparison(AXES, MINE, [NEAR], EN, by)
    assert [row[0] for row in both.table.rows] == order
    labels = [text.replace("<br>", " ") for text in both.radar.layout.polar.angularaxis.ticktext]
    assert labels == [row.partition(" ")[2] for row in order]
    (mine, _) = both.radar.data
    values = {"Apples": 4, "Bread and butter": 2.5, "Cheese": None}
    assert list(mine.r)[:-1] == [values[label] for label in labels]


def test_the_table_says_each_value_and_the_gap_to_the_first_of_the_others():
    found = table(AXES, MINE, [NEAR, FAR], EN)
    assert found.head == ("What is compared", "My region", "Near", "Far", "Gap to Near")
    assert found.rows == (
        ("1 Apples", "4", "5", "1", "+1"),
        ("2 Bread and butter", "2.5", "1", "1", "-1.5"),
        ("3 Cheese", "no value", "3", "1", "no value"),
    )


def test_the_table_is_in_swedish_with_a_decimal_comma_and_without_others_has_no_gap():
    found = table(AXES, MINE, [], SV)
    assert found.head == ("Vad som jämförs", "My region")
    assert found.rows[1:] == (("2 Bread and butter", "2,5"), ("3 Cheese", "inget värde"))


def test_no_gap_is_zero_without_a_sign():
    assert table(AXES, MINE, [Profile("Same", MINE.values)], EN).rows[0][-1] == "0"


def test_without_ratings_the_sentence_says_so_and_compares_nothing():
    nobody = Profile("My region", {})
    assert sentence(AXES, nobody, [NEAR], EN) == "You have not rated your region here yet."
    assert sentence(AXES, nobody, [], SV) == "Du har inte skattat din region här ännu."


def test_the_sentence_names_the_highest_and_the_lowest():
    assert sentence(AXES, MINE, [], EN) == (
        "Your region has values on 2 of 3. "
        "Highest is ‘Apples’ (4), lowest ‘Bread and butter’ (2.5)."
    )
    assert sentence(AXES, MINE, [], SV) == (
        "Din region har värden på 2 av 3. "
        "Högst ligger ”Apples” (4), lägst ”Bread and butter” (2,5)."
    )


def test_the_sentence_names_all_that_share_a_place_up_to_three():
    axes = [Axis(one, one, one.upper()) for one in "abcdefgh"]
    levels = {"a": 5, "b": 5, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1}
    said = sentence(axes, Profile("My region", levels), [], EN)
    assert "Highest is ‘A’ and ‘B’ (5), lowest ‘C’, ‘D’, ‘E’ and 2 more (1)." in said


def test_the_sentence_says_when_all_are_equal():
    said = sentence(AXES, Profile("My region", {"a": 3, "b": 3}), [], EN)
    assert said == "Your region has values on 2 of 3. All are at 3."


def test_the_sentence_counts_only_what_both_have():
    said = sentence(AXES, MINE, [NEAR], EN)
    assert "Near is ahead on 1 of 2 and level on 0." in said
    assert "Apples" in said.rpartition("The widest gap")[2]


def test_the_sentence_says_nothing_of_a_widest_gap_where_the_other_is_nowhere_ahead():
    said = sentence(AXES, MINE, [FAR], EN)
    assert "Far is ahead on 0 of 2 and level on 0." in said
    assert "widest" not in said


def test_the_sentence_says_when_there_is_nothing_to_compare_with():
    assert sentence(AXES, MINE, [LAST], EN).endswith("There is nothing to compare with Last yet.")
