"""A class added up: as one would count by hand, sheet by sheet."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.answers import scores
from kit.answers.answers import DONT_KNOW
from kit.classroom.sheets import RATINGS, Sheet, ratings_of, statement_ids
from kit.classroom.tally import NO_SCORE, SIXTHS, tally
from kit.content.course import course

NUMBER = len(statement_ids())
some_sheets = st.lists(
    st.binary(min_size=NUMBER, max_size=NUMBER).map(
        lambda drawn: Sheet("00000", "1", None, bytes(one % len(RATINGS) for one in drawn))
    ),
    max_size=20,
)


def of(**answers):
    """A sheet from its answers, with "_" for "-"."""
    ratings = ratings_of({key.replace("_", "-"): value for key, value in answers.items()})
    return Sheet("00000", "1", None, ratings)


def hundred():
    chosen = Random(14)
    return [
        Sheet("00000", "1", None, bytes(chosen.choices(range(len(RATINGS)), k=42)))
        for _ in range(100)
    ]


def by_hand(sheets):
    """Count what was answered to each statement, and everyone's scores as the kit shows them."""
    statements = {one: [0] * len(RATINGS) for one in statement_ids()}
    factors = {factor.id: [0] * (SIXTHS + 1) for factor in course().factors}
    for sheet in sheets:
        answers = sheet.by_statement
        levels = {key: value for key, value in answers.items() if value != DONT_KNOW}
        for key, counts in statements.items():
            counts[RATINGS.index(answers.get(key))] += 1
        for factor in course().factors:
            score = scores.score(levels, factor)
            factors[factor.id][NO_SCORE if score is None else round(score * 6)] += 1
    return statements, factors


def counts_of(total):
    return (
        {key: list(counts) for key, counts in total.statements.items()},
        {key: list(counts) for key, counts in total.factors.items()},
    )


def test_a_hundred_sheets_are_counted_as_by_hand():
    total = tally(hundred())
    assert total.sheets == 100
    assert counts_of(total) == by_hand(hundred())


@settings(deadline=None)
@given(some_sheets)
def test_any_sheets_are_counted_as_by_hand_and_nobody_twice(sheets):
    total = tally(iter(sheets))
    assert total.sheets == len(sheets)
    assert counts_of(total) == by_hand(sheets)
    for counts in (*total.statements.values(), *total.factors.values()):
        assert sum(counts) == len(sheets)


@settings(deadline=None)
@given(some_sheets, some_sheets)
def test_two_groups_added_are_the_group_of_both(some, others):
    assert tally(some) + tally(others) == tally([*others, *some])
    assert tally(some) + tally([]) == tally(some)


@pytest.mark.parametrize(
    ("answers", "sixth"),
    [
        ({}, 0),
        ({"breadth_1": 5}, 0),
        ({"breadth_1": 5, "breadth_2": DONT_KNOW, "breadth_3": DONT_KNOW}, 0),
        ({"breadth_1": 1, "breadth_3": 1}, 6),
        ({"breadth_1": 1, "breadth_2": 2}, 9),
        ({"breadth_1": 1, "breadth_2": 1, "breadth_3": 2}, 8),
        ({"breadth_1": 4, "breadth_2": 5, "breadth_3": DONT_KNOW}, 27),
        ({"breadth_1": 5, "breadth_2": 5, "breadth_3": 5}, 30),
        ({"breadth_1": 5, "breadth_2": 5, "voice_1": 1}, 30),
    ],
)
def test_a_factors_score_is_the_mean_of_two_levels_or_three(answers, sixth):
    counts = tally([of(**answers)]).factors["breadth"]
    assert {place: count for place, count in enumerate(counts) if count} == {sixth: 1}


def test_each_persons_score_is_the_one_she_sees_herself():
    for sheet in hundred():
        levels = {key: one for key, one in sheet.by_statement.items() if one != DONT_KNOW}
        own = scores.scores(levels, course().factors)
        for factor, counts in tally([sheet]).factors.items():
            assert counts.index(1) == 6 * own[factor] if factor in own else counts[NO_SCORE] == 1


def test_dont_know_is_counted_apart_from_not_answered():
    total = tally([of(breadth_1=DONT_KNOW), of(breadth_2=1), of(breadth_1=5)])
    assert total.statements["breadth-1"] == (1, 0, 0, 0, 0, 1, 1)
    assert Counter(total.statements.values())[3, 0, 0, 0, 0, 0, 0] == 40


def test_nobody_added_up_is_nobody():
    total = tally([])
    assert total.sheets == 0
    assert not any(map(any, (*total.statements.values(), *total.factors.values())))
