"""The list to choose priorities from: in order of need, with the gap to a target or to a region."""

import pytest
from asking import asked

from kit.answers.file import AnswersFile
from kit.answers.scores import difference, scores
from kit.charts.base import signed
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.content.regions import example_region
from kit.widgets.prioritise import prioritise

SV, EN = Words("sv"), Words("en")
FACTORS = course().factors
KEYS = {one.id: one.key for one in course().statements}
EXAMPLE = "bruksdal"


@pytest.fixture
def view(file):
    return prioritise(course(), file, EN)


def rows(view, **question):
    return {one["id"]: one for one in asked(view, **question)["rows"]}


def rate(file, factor, *levels, importance=None):
    for place, level in enumerate(levels, start=1):
        file.put("ratings", KEYS[f"{factor}-{place}"], level)
    file.put("importance", factor, importance)


def test_without_answers_every_factor_is_in_the_list_by_its_number(view):
    found = asked(view)
    assert [one["id"] for one in found["rows"]] == [one.id for one in FACTORS]
    for what in ("level", "gap", "where"):
        assert {one[what] for one in found["rows"]} == {EN("table.none")}
    assert {one["aim"] for one in found["rows"]} == {2}
    assert found["sentence"] == EN("matrix.empty")


def test_what_needs_most_comes_first_and_what_lacks_an_answer_last_by_number(file, view):
    rate(file, "goals", 1, 1, 2, importance=5)
    rate(file, "state", 3, 3, 3, importance=5)
    rate(file, "voice", 1, 1, 1)
    file.put("importance", "breadth", 5)
    found = [one["id"] for one in asked(view)["rows"]]
    assert found[:4] == ["goals", "state", "breadth", "voice"]
    others = [one.id for one in FACTORS if one.id not in {"goals", "state"}]
    assert found[2:] == others


def test_a_row_says_level_aim_gap_and_where_the_factor_falls(file, view):
    rate(file, "goals", 1, 1, 2, importance=5)
    assert rows(view)["goals"] == {
        "id": "goals",
        "label": "4 Goals and process",
        "level": "1.3",
        "aim": 2,
        "gap": "+0.7",
        "where": "important and low: raise",
    }


def test_where_a_factor_falls_follows_the_lines(file, view):
    rate(file, "goals", 3, 3, 4, importance=4)
    assert rows(view)["goals"]["where"] == EN("matrix.keep")
    file.put("crosshair", "level", 4)
    assert rows(view)["goals"]["where"] == EN("matrix.raise")
    file.put("crosshair", "importance", 4.5)
    assert rows(view)["goals"]["where"] == EN("matrix.watch")


def test_the_gap_is_measured_to_the_target_that_is_chosen(file, view):
    # What another notebook saves meanwhile is in the list.
    rate(AnswersFile(file.path), "goals", 3, 3, 3)
    for target, gap in ((None, "+1"), (5, "+2"), (1, "-2"), (3, "0")):
        file.put("targets", "goals", target)
        assert rows(view)["goals"]["gap"] == gap
    assert rows(view)["goals"]["aim"] == 3
    file.put("targets", "goals", None)
    # Nor does a region that is not there change it.
    assert rows(view, against="atlantis")["goals"]["gap"] == "+1"


@pytest.mark.parametrize(("words", "mark"), [(SV, ","), (EN, ".")], ids=LANGUAGES)
def test_the_gap_can_be_measured_to_an_example_region(file, words, mark):
    region = scores(example_region(EXAMPLE).ratings, FACTORS)
    rate(file, "goals", 2, 3)
    found = rows(prioritise(course(), file, words), against=EXAMPLE)
    assert found["goals"]["gap"] == signed(difference(region["goals"], 2.5), words.language)
    assert found["goals"]["level"] == f"2{mark}5"
    assert found["voice"]["gap"] == words("table.none")


def test_a_gap_of_a_whole_level_between_thirds_is_written_as_a_whole_level(file, view):
    region = example_region(EXAMPLE)
    thirds = {1: (2, 2, 3), 2: (2, 3, 3)}
    reckoned = []
    for factor in FACTORS:
        total = sum(region.ratings[one.id] for one in factor.statements)
        if total % 3:
            rate(file, factor.id, *thirds[total % 3])
            reckoned.append((factor.id, total - sum(thirds[total % 3])))
    found = rows(view, against=EXAMPLE)
    assert reckoned
    assert {key: found[key]["gap"] for key, _ in reckoned} == {
        key: signed(thrice / 3, "en") for key, thrice in reckoned
    }


def test_matrix_table_and_sentence_tell_of_the_same_factors(file, view):
    rate(file, "goals", 1, 1, 2, importance=5)
    rate(file, "state", 4, 4, 4, importance=5)
    found = asked(view)
    assert sum(len(trace["x"]) for trace in found["matrix"]["data"]) == 2
    named = [row[0] for row in found["table"]["rows"]]
    assert named == ["4 Goals and process", "14 State relations"]
    assert "‘Goals and process’" in found["sentence"]
    assert "State relations" not in found["sentence"]


def test_the_regions_are_never_named_without_the_word_that_they_are_constructed(view):
    assert len(view.data["regions"]) == 6
    assert all(one["name"].endswith("(constructed)") for one in view.data["regions"])
