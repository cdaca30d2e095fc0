from itertools import combinations_with_replacement

import pytest

from kit.answers.scores import ends, gaps, level_of, ordered, score, scores
from kit.content.course import course

BREADTH = course().factor("breadth")


# Levels of a factor's statements; its score, which two of three are needed for; the level it is at.
@pytest.mark.parametrize(
    ("levels", "expected", "level"),
    [
        ({}, None, None),
        ({"breadth-1": 5}, None, None),
        ({"breadth-1": 5, "voice-1": 1, "voice-2": 1}, None, None),
        ({"breadth-1": 5, "breadth-3": 2}, 3.5, 4),
        ({"breadth-1": 2, "breadth-2": 3, "voice-1": 5}, 2.5, 3),
        ({"breadth-1": 5, "breadth-2": 1, "breadth-3": 3}, 3, 3),
        ({"breadth-1": 1, "breadth-2": 1, "breadth-3": 2}, 4 / 3, 1),
        ({"breadth-1": 4, "breadth-2": 5, "breadth-3": 5}, 14 / 3, 5),
    ],
)
def test_a_factor_has_a_score_and_the_level_nearest_to_it_the_upper_of_two(levels, expected, level):
    assert score(levels, BREADTH) == expected
    assert level_of(levels, BREADTH) == level
    assert scores(levels, [BREADTH]) == ({} if expected is None else {"breadth": expected})


def test_gaps_are_what_the_other_is_ahead_by_largest_lead_first():
    mine = {"a": 4, "b": 2, "c": 1, "d": 3}
    other = {"b": 5, "c": 5, "a": 1, "e": 2}
    found = [(gap.id, gap.difference) for gap in gaps(mine, other)]
    assert found == [("c", 4), ("b", 3), ("a", -3)]


def test_equal_gaps_keep_the_order_they_came_in():
    mine = {"c": 1, "a": 1, "b": 2}
    assert [gap.id for gap in gaps(mine, {"a": 3, "b": 4, "c": 3})] == ["c", "a", "b"]


def test_axes_stand_in_the_order_of_their_numbers_scores_or_gaps_and_those_without_come_last():
    ids = ["a", "b", "c", "d"]
    mine = {"a": 5, "b": 1, "d": 3}
    other = {"a": 4, "b": 2, "c": 5, "d": 5}
    assert ordered(ids, "number", mine, other) == ["a", "b", "c", "d"]
    assert ordered(ids, "score", mine, other) == ["b", "d", "a", "c"]
    assert ordered(ids, "gap", mine, other) == ["d", "b", "a", "c"]


def test_without_anyone_to_compare_with_the_order_by_gap_is_that_of_the_numbers():
    assert ordered(["b", "a"], "gap", {"a": 1, "b": 2}, {}) == ["b", "a"]


def test_the_ends_are_all_that_share_the_highest_and_the_lowest():
    values = {"a": 4, "b": 2.5, "c": 4, "d": 2.5}
    assert ends(values) == (["a", "c"], ["b", "d"])
    assert ends({}) == ([], [])


@pytest.mark.parametrize("number", range(1, 9))
def test_nothing_is_both_strong_and_weak_unless_all_is_the_same(number):
    for values in combinations_with_replacement((1, 2.5, 4, 5), number):
        named = dict(enumerate(values))
        high, low = ends(named, 3)
        highest, lowest = [[named[one] for one in ids] for ids in (high, low)]
        assert highest == sorted(highest, reverse=True)
        assert lowest == sorted(lowest)
        assert (highest[0], lowest[0]) == (max(values), min(values))
        assert (set(high) & set(low) == set()) == (max(values) > min(values))
        assert all(named[one] < highest[-1] for one in named if one not in high)
        assert all(named[one] > lowest[-1] for one in named if one not in low)
