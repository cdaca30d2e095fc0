"""What needs most, where a factor falls in the matrix, and what a learner plans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.answers.answers import DONT_KNOW, Answers
from kit.answers.priorities import Crosshair, Standing, aim, crosshair, plan, standings
from kit.answers.scores import scores
from kit.content.course import course

FACTORS = course().factors
KEYS = {one.id: one.key for one in course().statements}


def answered(ratings=None, **sections):
    """Answers in which each factor named has the three ratings given, beside what else is."""
    answers = Answers()
    for factor, values in (ratings or {}).items():
        for place, value in enumerate(values, start=1):
            answers = answers.put("ratings", KEYS[f"{factor}-{place}"], value)
    for section, chosen in sections.items():
        for key, value in chosen.items():
            answers = answers.put(section, key, value)
    return answers


def order(answers):
    return [one.id for one in standings(answers, FACTORS)]


def steps(answers):
    return plan(answers, FACTORS, scores(answers.levels, FACTORS))


# What needs most


def test_only_a_factor_with_a_score_and_an_importance_stands_somewhere():
    answers = answered(
        {"breadth": (2, 3, 4), "voice": (2,), "networks": (DONT_KNOW, DONT_KNOW, 4), "goals": (5,)},
        importance={"breadth": 4, "voice": 5, "networks": 5, "horizon": 5},
    )
    assert standings(answers, FACTORS) == [Standing("breadth", 3, 4)]
    assert standings(Answers(), FACTORS) == []


def test_needs_that_are_equal_but_for_how_thirds_are_reckoned_are_equal():
    # 2 less 4/3 is reckoned as a little more than 3 less 7/3.
    ratings = {"breadth": (1, 1, 2), "voice": (2, 2, 3)}
    assert order(answered(ratings, importance={"breadth": 2, "voice": 3})) == ["voice", "breadth"]


def test_of_what_is_alike_the_first_by_number_comes_first():
    alike = ["state", "voice", "goals"]
    importance = dict.fromkeys(reversed(alike), 4)
    answers = answered(dict.fromkeys(alike, (2, 2, 2)), importance=importance)
    assert order(answers) == ["voice", "goals", "state"]


LEVEL = st.integers(1, 5)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([one.id for one in FACTORS]),
        st.tuples(st.tuples(LEVEL, LEVEL, LEVEL), LEVEL),
    )
)
def test_no_factor_stands_before_one_that_needs_more(given):
    ratings = {key: levels for key, (levels, _) in given.items()}
    importance = {key: important for key, (_, important) in given.items()}
    # In whole thirds, so that nothing is lost in reckoning.
    need = {key: 3 * importance[key] - sum(ratings[key]) for key in given}
    found = order(answered(ratings, importance=importance))
    assert sorted(found, key=lambda one: (-need[one], -importance[one])) == found
    assert set(found) == set(given)


# The matrix

# Where the lines stand, a level and an importance, and where these fall; on a line it is high.
MIDDLE = {}
MOVED = {"level": 4, "importance": 1.5}


@pytest.mark.parametrize(
    ("lines", "level", "importance", "quadrant"),
    [
        (MIDDLE, 2.9, 3, "raise"),
        (MIDDLE, 1, 5, "raise"),
        (MIDDLE, 3, 3, "keep"),
        (MIDDLE, 5, 5, "keep"),
        (MIDDLE, 2.9, 2, "watch"),
        (MIDDLE, 3, 2, "enough"),
        (MIDDLE, 5, 1, "enough"),
        (MOVED, 3.9, 2, "raise"),
        (MOVED, 4, 2, "keep"),
        (MOVED, 3.9, 1, "watch"),
        (MOVED, 4, 1, "enough"),
    ],
)
def test_a_factor_falls_where_it_stands_between_lines_that_may_be_moved(
    lines, level, importance, quadrant
):
    found = crosshair(answered(crosshair=lines))
    assert found.quadrant(Standing("breadth", level, importance)) == quadrant


def test_until_they_are_moved_the_lines_stand_in_the_middle_of_the_scale():
    assert crosshair(Answers()) == Crosshair(3, 3)
    assert crosshair(answered(crosshair={"level": 4.5})) == Crosshair(4.5, 3)


# The plan


def test_a_plan_has_the_priorities_in_the_order_of_the_factors_and_what_is_written_of_each():
    answers = answered(
        {"goals": (2, 3, 3), "breadth": (DONT_KNOW, 4)},
        priorities={"goals": True, "breadth": True},
        targets={"goals": 5},
        plan={"goals/first": "Ring", "goals/who": "P", "goals/when": "Mars", "voice/who": ""},
    )
    breadth, goals = steps(answers)
    assert (breadth.factor.id, breadth.level, breadth.aim) == ("breadth", None, 2)
    assert (breadth.first, breadth.who, breadth.when, breadth.sign) == ("", "", "", "")
    assert (goals.factor.id, goals.level, goals.aim) == ("goals", pytest.approx(8 / 3), 5)
    assert (goals.first, goals.who, goals.when, goals.sign) == ("Ring", "P", "Mars", "")


def test_without_priorities_there_is_no_plan():
    assert steps(answered({"goals": (1, 1, 1)}, plan={"goals/first": "Ring"})) == []


def test_of_more_priorities_than_three_in_a_file_the_first_three_are_planned():
    chosen = ["state", "voice", "goals", "breadth"]
    found = steps(answered(priorities=dict.fromkeys(chosen, True)))
    assert [one.factor.id for one in found] == ["breadth", "voice", "goals"]


@pytest.mark.parametrize(
    ("values", "chosen", "level"),
    [
        ({}, {}, 2),
        ({"breadth": 1}, {}, 2),
        ({"breadth": 2.4}, {}, 3),
        ({"breadth": 2.5}, {}, 4),
        ({"breadth": 5}, {}, 5),
        ({"breadth": 3}, {"breadth": 1}, 1),
        ({"breadth": 3}, {"breadth": 5}, 5),
    ],
)
def test_unless_it_is_chosen_the_aim_is_one_level_above_where_the_factor_is(values, chosen, level):
    assert aim(answered(targets=chosen), course().factor("breadth"), values) == level
