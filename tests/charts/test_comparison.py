"""Charts, and the table and the sentence that say the same."""

import json

import attrs
import pytest
from plotly import graph_objects as go

from kit.answers.priorities import Crosshair, Standing
from kit.charts import comparison as charts
from kit.charts.base import Axis, Profile, wrapped
from kit.charts.change import slopes
from kit.charts.comparison import sentence, table
from kit.charts.matrix import matrix
from kit.content.phrases import Words

SV, EN = Words("sv"), Words("en")
AXES = [Axis("a", "1", "Apples"), Axis("b", "2", "Bread and butter"), Axis("c", "3", "Cheese")]
MINE = Profile("My region", {"a": 4, "b": 2.5})
NEAR = Profile("Near", {"a": 5, "b": 1, "c": 3})
FAR = Profile("Far", {"a": 1, "b": 1, "c": 1})
LAST = Profile("Last", {"c": 5})

FIGURES = {
    "radar": charts.radar(AXES, MINE, [NEAR, FAR, LAST], "en"),
    "gaps": charts.gap_plot(AXES, MINE, [NEAR, FAR, LAST], EN),
    "matrix": matrix(AXES, [Standing("a", 8 / 3, 4), Standing("b", 3, 5)], Crosshair(), EN),
    "slopes": slopes(AXES, {"a": 2, "c": 3}, {"a": 13 / 3, "b": 2, "c": 3}, ("A", "B"), EN),
}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_a_figure_is_what_json_can_carry_and_stands_out_from_the_page_in_both_themes(figure):
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    looks = [trace[key] for trace in figure["data"] for key in ("line", "marker") if key in trace]
    assert len(looks) >= 4
    for ground in ("#ffffff", "#111111"):
        for look in looks:
            low, high = sorted([luminance(ground), luminance(look["color"])])
            assert (high + 0.05) / (low + 0.05) >= 3


# plotly's own classes refuse what plotly.js would not understand.
def radar(mine=MINE, others=()):
    return go.Figure(charts.radar(AXES, mine, others, "en"))


def comparison(others, words=EN, *by):
    found = charts.comparison(AXES, MINE, others, words, *by)
    return attrs.evolve(found, radar=go.Figure(found.radar), gaps=go.Figure(found.gaps))


def test_axes_stand_evenly_around_the_radar_and_each_polygon_is_closed():
    figure = radar(others=[NEAR, FAR])
    assert list(figure.layout.polar.angularaxis.tickvals) == [0, 120, 240]
    for trace in figure.data:
        assert list(trace.theta) == [0, 120, 240, 0]
        assert len(trace.r) == 4
        assert trace.r[0] == trace.r[-1]


@pytest.mark.parametrize("values", [{}, {"a": 1, "b": 1, "c": 1}, {"a": 5}])
def test_the_radial_axis_runs_from_0_to_5_whatever_the_values(values):
    axis = radar(Profile("My region", values)).layout.polar.radialaxis
    assert list(axis.range) == [0, 5]
    assert list(axis.tickvals) == [1, 2, 3, 4, 5]


def test_what_is_not_rated_is_a_gap_in_the_line_and_never_a_low_value():
    (mine,) = radar().data
    assert list(mine.r) == [4, 2.5, None, 4]
    assert not mine.connectgaps
    assert mine.fill == "none"


def test_only_ones_own_region_is_filled_and_all_differ_in_dash_and_marker_as_well_as_colour():
    whole = Profile("My region", {"a": 4, "b": 2, "c": 1})
    traces = radar(whole, [NEAR, FAR, LAST]).data
    assert [trace.fill for trace in traces] == ["toself", "none", "none", "none"]
    assert len({trace.line.color for trace in traces}) == 4
    assert len({trace.line.dash for trace in traces}) == 4
    assert len({trace.marker.symbol for trace in traces}) == 4


@pytest.mark.parametrize(("words", "separators"), [(SV, ",\u00a0"), (EN, ".,")])
def test_a_region_looks_the_same_in_both_charts_and_numbers_as_their_language_has_them(
    words, separators
):
    both = comparison([NEAR, FAR], words)
    assert both.radar.layout.separators == both.gaps.layout.separators == separators
    for one, other in zip(both.radar.data, both.gaps.data, strict=True):
        assert one.name == other.name
        assert one.marker.color == other.marker.color
        assert one.marker.symbol == other.marker.symbol
    # No area is reported.
    assert "area" not in json.dumps(both.radar.to_plotly_json(), default=list).casefold()
    assert "area" not in f"{both.table} {both.sentence}".casefold()


def test_at_most_three_others_are_shown():
    with pytest.raises(ValueError, match="4 > 3"):
        comparison([NEAR, FAR, LAST, NEAR])


def test_a_legend_stands_only_where_there_is_more_than_one_region():
    assert not radar().layout.showlegend
    assert radar(others=[NEAR]).layout.showlegend


def test_an_axis_bears_its_number_beside_the_first_word_of_its_label_that_wraps_at_words():
    assert wrapped("Regionfullmäktige") == "Regionfullmäktige"
    named = list(radar().layout.polar.angularaxis.ticktext)
    assert named == ["1\u00a0Apples", "2\u00a0Bread and<br>butter", "3\u00a0Cheese"]
    assert Axis("d", "10.3", "Fullmäktiges plats").around == "10.3\u00a0Fullmäktiges<br>plats"


def test_the_gap_plot_has_a_row_for_each_axis_from_the_top_and_a_dot_for_each_value():
    figure = go.Figure(charts.gap_plot(AXES, MINE, [NEAR], EN))
    assert list(figure.layout.yaxis.ticktext) == ["Apples", "Bread and butter", "Cheese"]
    bottom, top = figure.layout.yaxis.range
    assert top < 0
    assert bottom > 2
    mine, near = figure.data
    assert (list(mine.x), list(mine.y)) == ([4, 2.5], [0, 1])
    assert (list(near.x), list(near.y)) == ([5, 1, 3], [0, 1, 2])


def test_the_gap_plot_is_ordered_by_the_gap_to_the_first_of_the_others():
    both = comparison([FAR])
    # Far is ahead by -3 on apples and by -1.5 on bread; there is no gap on cheese.
    assert list(both.gaps.layout.yaxis.ticktext) == ["Bread and butter", "Apples", "Cheese"]
    assert [row[0] for row in both.table.rows] == ["1 Apples", "2 Bread and butter", "3 Cheese"]
    for others, order in (([NEAR, FAR], "AB"), ([FAR, NEAR], "BA")):
        found = comparison(others, EN, "gap").table
        assert "".join(row[0][2] for row in found.rows[:2]) == order


@pytest.mark.parametrize(("by", "order"), [("number", "ABC"), ("score", "BAC"), ("gap", "ABC")])
def test_radar_and_table_follow_the_order_asked_for(by, order):
    both = comparison([NEAR], EN, by)
    (mine, _) = both.radar.data
    assert "".join(row[0][2] for row in both.table.rows) == order
    assert "".join(text[2] for text in both.radar.layout.polar.angularaxis.ticktext) == order
    assert list(mine.r)[:-1] == [{"A": 4, "B": 2.5, "C": None}[one] for one in order]


def test_the_table_says_each_value_and_the_gap_to_the_first_of_the_others():
    found = table(AXES, MINE, [NEAR, FAR], EN)
    assert found.head == ("What is compared", "My region", "Near", "Far", "Gap to Near")
    assert found.rows == (
        ("1 Apples", "4", "5", "1", "+1"),
        ("2 Bread and butter", "2.5", "1", "1", "-1.5"),
        ("3 Cheese", "no value", "3", "1", "no value"),
    )


def test_the_table_is_in_swedish_with_a_decimal_comma_and_without_others_has_no_gap():
    assert table(AXES, MINE, [Profile("Same", MINE.values)], EN).rows[0][-1] == "0"
    found = table(AXES, MINE, [], SV)
    assert found.head == ("Vad som jämförs", "My region")
    assert found.rows[1:] == (("2 Bread and butter", "2,5"), ("3 Cheese", "inget värde"))


RATED = (
    "Your region has values on 2 of 3. Highest is ‘Apples’ (4), lowest ‘Bread and butter’ (2.5)."
)
SAID = {
    "nothing is rated": ({}, [NEAR], EN, "You have not rated your region here yet."),
    "in Swedish": ({}, [], SV, "Du har inte skattat din region här ännu."),
    "the highest and the lowest": (MINE.values, [], EN, RATED),
    "the same in Swedish": (MINE.values, [], SV, """
        Din region har värden på 2 av 3.
        Högst ligger ”Apples” (4), lägst ”Bread and butter” (2,5)."""),
    "all are equal": ({"a": 3, "b": 3}, [], EN, """
        Your region has values on 2 of 3. All are at 3."""),
    "only what both have is counted": (MINE.values, [NEAR], EN, f"""
        {RATED} Near is ahead on 1 of 2 and level on 0. The widest gap is 1, on Apples."""),
    "the other is nowhere ahead": (MINE.values, [FAR], EN, f"""
        {RATED} Far is ahead on 0 of 2 and level on 0."""),
    "nothing in common": (MINE.values, [LAST], EN, f"""
        {RATED} There is nothing to compare with Last yet."""),
}  # fmt: skip


@pytest.mark.parametrize(("values", "others", "words", "said"), SAID.values(), ids=SAID)
def test_the_sentence_says_what_the_comparison_shows(values, others, words, said):
    found = sentence(AXES, Profile("My region", values), others, words)
    assert found == " ".join(said.split())


def test_the_sentence_names_all_that_share_a_place_up_to_three():
    axes = [Axis(one, one, one.upper()) for one in "abcdefgh"]
    levels = {"a": 5, "b": 5, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1}
    said = sentence(axes, Profile("My region", levels), [], EN)
    assert "Highest is ‘A’ and ‘B’ (5), lowest ‘C’, ‘D’, ‘E’ and 2 more (1)." in said
