"""What a class is told of its agreement: published values, and what holds for every class."""

from itertools import product
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.classroom.agreement import ENOUGH, agreement, consensus, median, quantile, quartiles, rwg

MEASURES = [consensus, agreement, rwg]

# All ways in which one to eight people can answer on five levels.
EVERY = [counts for counts in product(range(9), repeat=5) if 1 <= sum(counts) <= 8]

some = st.lists(st.integers(0, 100_000), min_size=2, max_size=7).filter(any)
few = st.lists(st.integers(0, 30), min_size=1, max_size=9).filter(any)


def on_one_level(counts):
    return max(counts) == sum(counts)


def half_at_each_end(counts):
    return counts[0] == counts[-1] and not any(counts[1:-1])


def peeled(counts):
    """Van der Eijk's A as one would do it by hand, one answer a level at a time."""
    left, levels, value = list(counts), len(counts), 0.0
    while any(left):
        pattern = "".join("1" if count else "0" for count in left)
        left = [max(count - 1, 0) for count in left]
        filled = pattern.count("1")
        unimodal = bimodal = 0
        for first in range(levels):
            for second in range(first + 1, levels):
                for third in range(second + 1, levels):
                    seen = pattern[first] + pattern[second] + pattern[third]
                    unimodal += seen in {"110", "011"}
                    bimodal += seen == "101"
        if filled == 1:
            of_layer = 1
        elif filled == levels:
            of_layer = 0
        else:
            above = (levels - 2) * unimodal - (levels - 1) * bimodal
            unimodality = above / ((levels - 2) * (unimodal + bimodal))
            of_layer = unimodality * (1 - (filled - 1) / (levels - 1))
        value += filled / sum(counts) * of_layer
    return value


# Published and hand-reckoned values


def test_the_measures_give_the_values_that_are_published_for_seven_levels():
    counts = [30, 40, 210, 130, 530, 50, 10]
    assert consensus(counts) == pytest.approx(0.7256876, abs=5e-8)
    assert agreement(counts) == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "near", "unsplit", "against_chance"),
    [
        *(([5, 0, 0, 0, 5], 0, -1, -1.22), ([2, 2, 2, 2, 2], 0.434, 0, -0.11)),
        *(([0, 5, 5, 0, 0], 0.807, 0.75, 0.86), ([3, 0, 4, 0, 3], 0.40, -0.15, -0.33)),
    ],
)
def test_the_measures_give_known_values_for_five_levels(counts, near, unsplit, against_chance):
    assert consensus(counts) == pytest.approx(near, abs=0.0005)
    assert agreement(counts) == unsplit
    assert rwg(counts) == pytest.approx(against_chance, abs=0.005)


def test_agreement_alone_tells_two_camps_from_one_with_stragglers():
    camps, stragglers = [0, 4, 0, 0, 4], [1, 1, 1, 0, 5]
    assert consensus(camps) > consensus(stragglers)
    assert rwg(camps) > rwg(stragglers)
    assert agreement(camps) < 0 < agreement(stragglers)


# What holds for every class


def test_each_measure_is_1_only_on_one_level_and_lowest_only_with_half_at_each_end():
    assert len(EVERY) == 1286
    for counts in EVERY:
        answers = sum(counts)
        measured = [(consensus(counts), 0, 0), (agreement(counts), -1, 0)]
        if answers > 1:
            measured.append((rwg(counts), 1 - 2 * answers / (answers - 1), 1e-12))
        assert agreement(counts) == pytest.approx(peeled(counts), abs=1e-12)
        for value, lowest, near in measured:
            assert lowest - near <= value <= 1
            assert (value == 1) == on_one_level(counts)
            assert (abs(value - lowest) <= near) == half_at_each_end(counts)


def test_a_scale_turned_round_changes_no_measure_nor_does_a_larger_class_that_answers_alike():
    for counts in EVERY:
        for measure in MEASURES if sum(counts) > 1 else (consensus, agreement):
            assert measure(counts[::-1]) == measure(counts)
        for number in (3, 10):
            larger = [number * count for count in counts]
            assert consensus(larger) == consensus(counts)
            assert agreement(larger) == agreement(counts)


@pytest.mark.parametrize("levels", range(2, 9))
@pytest.mark.parametrize("each", [1, 3, 7, 100_000])
def test_extremes_are_exact_for_any_number_of_levels_and_answers(levels, each):
    ends = [each, *[0] * (levels - 2), each]
    assert consensus(ends) == 0
    assert agreement(ends) == (0 if levels == 2 else -1)
    assert agreement([each] * levels) == 0
    for level in range(levels):
        alone = [0] * levels
        alone[level] = each
        assert consensus(alone) == agreement(alone) == 1
        assert each == 1 or rwg(alone) == 1


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=7).filter(any))
def test_agreement_is_what_peeling_by_hand_gives_for_any_number_of_levels(counts):
    assert agreement(counts) == pytest.approx(peeled(counts), abs=1e-12)


@settings(deadline=None)
@given(some)
def test_rwg_is_what_the_sample_variance_of_the_answers_gives(counts):
    levels = np.arange(len(counts))
    answers = sum(counts)
    if answers > 1:
        mean = np.average(levels, weights=counts)
        variance = np.sum(counts * (levels - mean) ** 2) / (answers - 1)
        expected = 1 - variance / ((len(counts) ** 2 - 1) / 12)
        assert rwg(counts) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(some)
def test_a_large_class_has_measures_within_bounds_and_the_same_turned_round(counts):
    for measure, lowest in ((consensus, 0), (agreement, -1)):
        assert lowest <= measure(counts) <= 1
        assert (measure(counts) == 1) == on_one_level(counts)
        assert measure(counts[::-1]) == measure(counts)


# Quantiles


@settings(deadline=None)
@given(few, st.floats(0, 1), st.data())
def test_quantiles_are_those_of_numpy(counts, share, data):
    size = len(counts)
    values = sorted(data.draw(st.lists(st.floats(-9, 9), min_size=size, max_size=size)))
    for given_values, used in ((None, range(1, size + 1)), (values, values)):
        listed = np.repeat(np.array(used, float), counts)
        expected = np.quantile(listed, share, method="linear")
        assert quantile(counts, share, given_values) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(few)
def test_medians_and_quartiles_of_levels_are_exactly_those_of_numpy(counts):
    listed = np.repeat(np.arange(1, len(counts) + 1), counts)
    assert median(counts) == np.median(listed)
    assert quartiles(counts) == tuple(np.quantile(listed, [0.25, 0.75]))


SCORES = [1, 4 / 3, 1.5, 5 / 3, 2]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(quantile([0, 2, 0, 1, 0], 0), 2, id="the lowest answer"),
        pytest.param(quantile([0, 2, 0, 1, 0], 1), 4, id="the highest answer"),
        pytest.param(median([0, 3, 0, 0, 1], SCORES), 4 / 3, id="a score"),
        pytest.param(median([0, 2, 2, 0, 0], SCORES), pytest.approx(17 / 12), id="between scores"),
        pytest.param(quartiles([1, 1, 1, 1, 1], SCORES), (4 / 3, 5 / 3), id="quartiles of scores"),
        pytest.param(median([4], [2.5]), 2.5, id="the only score"),
        pytest.param(median([5, 0, 0, 0, 5]), 3, id="between two camps, though nobody chose it"),
        pytest.param(quartiles([0, 0, 1, 0, 0]), (3, 3), id="one answer"),
    ],
)
def test_quantiles_are_among_the_answers_or_between_them(found, expected):
    assert found == expected


def test_quantiles_are_found_without_listing_the_answers():
    assert quartiles([10**15] * 5) == (2, 4)


# What cannot be measured


def test_one_or_two_answers_are_too_few_to_show_but_not_to_reckon_with():
    assert ENOUGH == 3
    assert consensus([0, 0, 1, 0, 0]) == agreement([0, 0, 1, 0, 0]) == 1


NO_COUNTS = [[], [0, 0, 0, 0, 0], [2, -1, 3], [-1, -1]]


@pytest.mark.parametrize(
    ("message", "measure", "arguments"),
    [
        ("no variance", rwg, ([0, 0, 1, 0, 0],)),
        # Nobody can agree or differ on a single level.
        *(("no distribution", one, ([3],)) for one in MEASURES),
        *(
            ("no distribution", one, (counts,))
            for one in (*MEASURES, median, quartiles)
            for counts in NO_COUNTS
        ),
        *(("no share", quantile, ([1, 2, 3], share)) for share in (-0.01, 1.01, nan, inf)),
        *(("values for 3", median, ([1, 2, 3], one)) for one in ([], [1, 2], [1, 2, 3, 4])),
    ],
)
def test_what_cannot_be_measured_is_refused(message, measure, arguments):
    with pytest.raises(ValueError, match=message):
        measure(*arguments)
