"""The matrix of importance and level, and the table and the sentence that say the same."""

import json

import pytest
from plotly import graph_objects as go

from kit.answers.priorities import Crosshair, Standing
from kit.charts import matrix as charts
from kit.charts.base import Axis
from kit.charts.matrix import matrix_sentence, matrix_table
from kit.content.phrases import Words

SV, EN = Words("sv"), Words("en")
AXES = [
    *(Axis("a", "1", "Apples"), Axis("b", "2", "Bread"), Axis("c", "3", "Cheese")),
    *(Axis("d", "4", "Dates"), Axis("e", "5", "Eggs")),
]
LOW, HIGH = Standing("c", 2, 5), Standing("a", 4.5, 4)
WATCHED, ENOUGH = Standing("b", 7 / 3, 2), Standing("d", 5, 1)
STANDINGS = [LOW, HIGH, WATCHED, ENOUGH]
MIDDLE = Crosshair()


# plotly's own classes refuse what plotly.js would not understand.
def matrix(standings=STANDINGS, lines=MIDDLE, words=EN, axes=AXES):
    return go.Figure(charts.matrix(axes, standings, lines, words))


def places(figure):
    """Return where marks stand in each quadrant: raise, keep, watch, enough."""
    return [list(zip(trace.x, trace.y, strict=True)) for trace in figure.data]


def numbers(figure):
    """Return the numbers beside the marks, by the place they stand at."""
    return {(one.x, one.y): one.text for one in figure.layout.annotations}


def test_each_factor_stands_at_its_level_and_importance_with_its_number_in_its_quadrant():
    figure = matrix()
    assert places(figure) == [[(2, 5)], [(4.5, 4)], [(7 / 3, 2)], [(5, 1)]]
    assert numbers(figure) == {(2, 5): "3", (4.5, 4): "1", (7 / 3, 2): "2", (5, 1): "4"}
    # Each number stands off its mark.
    assert {(one.yanchor, one.yshift > 0, one.showarrow) for one in figure.layout.annotations} == {
        ("bottom", True, False)
    }


def test_factors_fall_where_the_learners_own_lines_put_them_and_on_a_line_they_are_high():
    assert places(matrix([Standing("a", 3, 3)])) == [[], [(3, 3)], [], []]
    assert [len(one) for one in places(matrix(lines=Crosshair(2, 1.5)))] == [0, 3, 0, 1]


def test_the_lines_cross_the_whole_matrix_where_the_learner_has_put_them():
    upright, level = matrix(lines=Crosshair(2.5, 4)).layout.shapes
    assert (upright.x0, upright.x1, upright.y0, upright.y1) == (2.5, 2.5, 0, 1)
    assert (upright.xref, upright.yref) == ("x", "paper")
    assert (level.x0, level.x1, level.y0, level.y1) == (0, 1, 4, 4)
    assert (level.xref, level.yref) == ("paper", "y")
    assert {one.layer for one in (upright, level)} == {"below"}
    # They take their colour from the page.
    assert "color" not in json.dumps(charts.matrix(AXES, STANDINGS, MIDDLE, EN)["layout"])


def test_quadrants_differ_in_marker_and_colour_and_the_legend_says_what_each_means():
    traces = matrix().data
    assert len({trace.marker.symbol for trace in traces}) == 4
    assert len({trace.marker.color for trace in traces}) == 4
    for words, names in {
        SV: (
            *("Viktigt och lågt: lyft (1)", "Viktigt och högt: håll fast (1)"),
            *("Mindre viktigt och lågt: bevaka (1)", "Mindre viktigt och högt: räcker (1)"),
        ),
        EN: (
            *("Important and low: raise (1)", "Important and high: keep (1)"),
            *("Less important and low: watch (1)", "Less important and high: enough (1)"),
        ),
    }.items():
        figure = matrix(words=words)
        assert figure.layout.showlegend
        assert tuple(trace.name for trace in figure.data) == names


def test_factors_written_alike_share_a_mark_with_all_their_numbers_but_never_across_a_line():
    figure = matrix([Standing("e", 8 / 3, 4), Standing("b", 2.68, 4), Standing("a", 8 / 3, 3)])
    assert places(figure)[0] == [(8 / 3, 3), (2.68, 4)]
    assert figure.data[0].name == "Important and low: raise (3)"
    assert numbers(figure) == {(8 / 3, 3): "1", (2.68, 4): "2, 5"}
    across = matrix([Standing("a", 2.94, 4), Standing("b", 3, 4)])
    assert [len(one) for one in places(across)] == [1, 1, 0, 0]


def test_all_factors_at_one_place_are_numbered_in_lines_that_fit():
    axes = [Axis(str(n), str(n), f"F{n}") for n in range(1, 15)]
    figure = matrix([Standing(one.id, 3, 3) for one in axes], axes=axes)
    (found,) = numbers(figure).values()
    lines = found.split("<br>")
    assert ", ".join(axis.number for axis in axes) == " ".join(lines)
    assert max(map(len, lines)) <= 18


def test_the_numbers_of_a_row_come_from_the_left():
    found = [Standing("a", 4, 4), Standing("b", 1, 4), Standing("c", 2.5, 4), Standing("d", 2, 5)]
    assert list(numbers(matrix(found)).values()) == ["2", "3", "1", "4"]


def test_a_mark_pointed_at_tells_which_factors_and_where_in_words():
    together = [LOW, Standing("e", 2, 5), WATCHED, Standing("a", 3.96, 5)]
    low, high, watched, _ = matrix(together, words=SV).data
    assert list(low.text) == ["3 Cheese<br>5 Eggs<br>Nivå 2, avgörande (5)"]
    assert list(high.text) == ["1 Apples<br>Nivå 4, avgörande (5)"]
    assert list(watched.text) == ["2 Bread<br>Nivå 2,3, lite viktig (2)"]
    assert low.hovertemplate.startswith("%{text}<")
    low, *_ = matrix(together).data
    assert list(low.text) == ["3 Cheese<br>5 Eggs<br>Level 2, decisive (5)"]


def test_both_scales_run_from_1_to_5_whatever_the_values_and_are_told_in_words():
    for found in ([], STANDINGS):
        layout = matrix(found).layout
        for axis in (layout.xaxis, layout.yaxis):
            assert (list(axis.range), list(axis.tickvals)) == ([0.5, 5.5], [1, 2, 3, 4, 5])
    assert layout.xaxis.title.text == "Level, 1 to 5"
    assert layout.yaxis.title.text == "Importance, 1 to 5"
    assert layout.xaxis.ticktext[::4] == ("1<br>absent", "5<br>a model for<br>others")
    most = ("3 fairly<br>important", "4 very<br>important", "5 decisive")
    assert layout.yaxis.ticktext[2:] == most
    layout = matrix(words=SV).layout
    assert layout.xaxis.title.text == "Nivå, 1 till 5"
    assert layout.yaxis.title.text == "Betydelse, 1 till 5"
    assert layout.xaxis.ticktext[3] == "4<br>systematiskt"
    assert layout.yaxis.ticktext[0] == "1 inte<br>viktig"


def test_a_matrix_without_factors_has_its_lines_and_nothing_else():
    figure = matrix([])
    assert places(figure) == [[], [], [], []]
    assert (figure.layout.annotations, len(figure.layout.shapes)) == ((), 2)
    assert matrix_table(AXES, [], MIDDLE, EN).rows == ()


def test_the_table_says_where_each_factor_stands_and_falls_in_the_order_of_need():
    found = matrix_table(AXES, STANDINGS, Crosshair(3, 2.5), EN)
    assert found.caption == (
        "The factors, those with the greatest need first. "
        "A level counts as high from 3, a factor as important from 2.5."
    )
    assert found.head == ("Factor", "Level", "Importance", "Level falls short by", "Where it falls")
    assert found.rows == (
        ("3 Cheese", "2", "5 decisive", "3", "important and low: raise"),
        ("1 Apples", "4.5", "4 very important", "not below", "important and high: keep"),
        (*("2 Bread", "2.3", "2 slightly important"), "not below", "less important and low: watch"),
        ("4 Dates", "5", "1 not important", "not below", "less important and high: enough"),
    )


def test_the_table_is_in_swedish_with_decimal_commas():
    found = matrix_table(AXES, [Standing("e", 8 / 3, 4), HIGH], Crosshair(2.5, 4.5), SV)
    assert found.caption == (
        "Faktorerna, de med störst behov först. "
        "En nivå räknas som hög från 2,5, en faktor som viktig från 4,5."
    )
    assert found.head == (
        *("Faktor", "Nivå", "Betydelse"),
        *("Så många steg under ligger nivån", "Var den hamnar"),
    )
    assert found.rows == (
        ("5 Eggs", "2,7", "4 mycket viktig", "1,3", "mindre viktigt och högt: räcker"),
        ("1 Apples", "4,5", "4 mycket viktig", "inte under", "mindre viktigt och högt: räcker"),
    )


@pytest.mark.parametrize(
    ("level", "cells"),
    [(4, ("4", "not below")), (3.97, ("4", "not below")), (3.9, ("3.9", "0.1"))],
)
def test_a_level_counts_as_below_only_when_that_can_be_written(level, cells):
    (row,) = matrix_table(AXES, [Standing("a", level, 4)], MIDDLE, EN).rows
    assert (row[1], row[3]) == cells


SAID = {
    "two are important but low": ([LOW, Standing("e", 2.5, 4), HIGH], """
        3 of 5 factors have both a level and an importance.
        Important but low: ‘Cheese’ and ‘Eggs’.""", """
        3 av 5 faktorer har både en nivå och ett svar på hur viktig faktorn är.
        Viktigt men lågt: ”Cheese” och ”Eggs”."""),
    "none is": ([HIGH, WATCHED], """
        2 of 5 factors have both a level and an importance.
        None of them is both important and low.""", """
        2 av 5 faktorer har både en nivå och ett svar på hur viktig faktorn är.
        Ingen av dem är både viktig och låg."""),
    "no factor is there": ([], """
        No factor can be shown yet. Answer at least two of a factor’s statements and choose
        how important it is.""", """
        Ingen faktor kan visas än. Svara på minst två av en faktors påståenden och välj hur
        viktig den är."""),
}  # fmt: skip


@pytest.mark.parametrize(("found", "en", "sv"), SAID.values(), ids=SAID)
def test_the_sentence_says_how_many_are_shown_and_which_are_important_but_low(found, en, sv):
    for words, said in {EN: en, SV: sv}.items():
        assert matrix_sentence(AXES, found, MIDDLE, words) == " ".join(said.split())


def test_the_sentence_follows_the_learners_own_lines():
    for level, named in ((5, True), (4.5, False)):
        said = matrix_sentence(AXES, [HIGH], Crosshair(level, 4), EN)
        assert ("‘Apples’" in said) == named
