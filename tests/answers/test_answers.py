"""A learner's answers: what may be given, and what may stand in a file of answers."""

import copy
import json
import math

import pytest

from kit.answers.answers import (
    DONT_KNOW,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_KEPT,
    SECTIONS,
    Answers,
    NotAnswersError,
    from_json,
    to_json,
)
from kit.files.strict_json import NewerFormatError


def text_of(**sections):
    return json.dumps({"kit": "answers", "format": 1, **sections})


def kept(**changed):
    """A snapshot, with some of it otherwise; what is None is left out."""
    whole = {"label": "Före kursen", "date": "2026-11-24", "ratings": {"breadth-1": 3}, **changed}
    return {key: value for key, value in whole.items() if value is not None}


def medians(**values):
    return kept(ratings=None, medians=values)


# What can be answered, by section

CAN_BE_ANSWERED = {
    "ratings": [1, 5, DONT_KNOW],
    "then": [2, DONT_KNOW],
    "importance": [3],
    "crosshair": [1, 2.5, 5],
    "targets": [5],
    "priorities": [True],
    "plan": ["Ring\nalla", "å" * LONGEST_NOTE],
    "snapshots": [
        kept(),
        kept(label="x" * LONGEST_LINE, ratings={"breadth-1": DONT_KNOW}),
        kept(ratings={}),
        kept(ratings={f"s-{number}": 5 for number in range(MOST_KEPT)}),
        medians(breadth=2.5, voice=5),
    ],
    "evidence": ["å" * LONGEST_NOTE],
    "reflections": [""],
    "calibration": [2],
    "guesses": [5],
    "quiz": [[2, 0]],
    "seen": [True],
    "class": ["k7m2q", "K:\\Kurs\\Klass"],
    "place": ["Västerbotten"],
}
CANNOT_BE_ANSWERED = {
    "ratings": [0, 6, 3.0, True, "4", [4]],
    "then": [0, 2.5],
    "importance": [DONT_KNOW],
    "crosshair": [0, 0.99, 5.01, 6, True, "3", math.nan, math.inf],
    "targets": [0, 6, 3.5, True, DONT_KNOW],
    "priorities": [False, 1, "true"],
    "plan": ["å" * (LONGEST_NOTE + 1), 4, ["Ring"]],
    "snapshots": [
        *([kept()], "2026-11-24", kept(name="Anna")),
        *(kept(date=one) for one in (None, "i går", "2026-02-30", "2026-11-24T10:15")),
        *(kept(date=one) for one in ("24/11 2026", 20261124, ["2026-11-24"])),
        *(kept(label=one) for one in (None, "x" * (LONGEST_LINE + 1), 1)),
        *(kept(ratings=one) for one in (None, [3])),
        *(kept(ratings={"breadth-1": one}) for one in (6, 2.5, None)),
        kept(ratings={f"s-{number}": 5 for number in range(MOST_KEPT + 1)}),
        *(medians(breadth=one) for one in (DONT_KNOW, 0.5, math.nan, True)),
        *(kept(medians={"breadth": 2.5}), kept(ratings=None, medians=[2.5])),
    ],
    "evidence": ["å" * (LONGEST_NOTE + 1), 4],
    "quiz": [2, [-1], [True], [1] * 101],
    "seen": [False, 1],
    "class": ["x" * (LONGEST_LINE + 1), 1],
    "place": ["x" * 41],
}
# Keys that are too short or too long.
NO_KEYS = [("ratings", "", 4), ("ratings", "x" * 101, 4)]
# In a file every key is a text, and what is in no section is none of the kit's business.
NOT_IN_A_FILE = [
    *(("ratings", 1, 4), ("snapshots", "1", kept(ratings={1: 3}))),
    *(("names", "first", "Anna"), ("kit", "answers", 1)),
]


def each(values):
    return [(section, "breadth-1", one) for section, several in values.items() for one in several]


ANSWERS = each(CAN_BE_ANSWERED)
NO_ANSWERS = [*each(CANNOT_BE_ANSWERED), *NO_KEYS, *NOT_IN_A_FILE]


@pytest.mark.parametrize(("section", "key", "value"), ANSWERS)
def test_what_can_be_answered_is_the_same_when_its_text_is_read(section, key, value):
    answers = Answers().put(section, key, value)
    assert answers.section(section) == {key: value}
    assert from_json(to_json(answers)) == answers


def test_every_section_is_tried():
    assert CAN_BE_ANSWERED.keys() == SECTIONS.keys()


@pytest.mark.parametrize(("section", "key", "value"), NO_ANSWERS)
def test_what_is_no_answer_is_refused_in_words(section, key, value):
    with pytest.raises(ValueError, match=section):
        Answers().put(section, key, value)


@pytest.mark.parametrize(("section", "key", "value"), [*each(CANNOT_BE_ANSWERED), *NO_KEYS])
def test_a_text_with_what_is_no_answer_is_refused_whole(section, key, value):
    with pytest.raises(NotAnswersError):
        from_json(text_of(**{section: {key: value}}))


def test_an_answer_is_given_changed_and_taken_back():
    given = Answers().put("ratings", "breadth-1", 4)
    changed = given.put("ratings", "breadth-1", DONT_KNOW)
    assert changed.ratings == {"breadth-1": DONT_KNOW}
    assert changed.put("ratings", "breadth-1", None).ratings == {}
    assert given.put("ratings", "breadth-2", None).ratings == {"breadth-1": 4}


def test_putting_leaves_the_answers_before_as_they_were():
    before = Answers().put("ratings", "breadth-1", 4).put("quiz", "breadth/1", [2])
    remembered = copy.deepcopy(before)
    before.put("ratings", "breadth-1", 1).put("ratings", "voice-2", 2).put(
        "quiz", "breadth/1", None
    )
    assert before == remembered
    with pytest.raises(AttributeError):
        before.sections = {}


def test_a_list_that_its_giver_goes_on_using_changes_no_answer():
    tried, ratings = [2], {"breadth-1": 3}
    answers = Answers().put("quiz", "breadth/1", tried).put("snapshots", "1", kept(ratings=ratings))
    tried.append("nonsense")
    ratings["breadth-1"] = 5
    assert answers.section("quiz") == {"breadth/1": [2]}
    assert answers.section("snapshots") == {"1": kept()}


def test_dont_know_is_an_answer_but_no_level():
    answers = Answers().put("ratings", "breadth-1", DONT_KNOW).put("ratings", "breadth-2", 1)
    assert answers.ratings == {"breadth-1": DONT_KNOW, "breadth-2": 1}
    assert answers.levels == {"breadth-2": 1}


def test_a_rating_of_a_former_edition_stays_where_it_is_and_counts_nowhere_until_it_is_given_anew():
    written_before = text_of(ratings={"voice-1": 4, "voice-2": 2, "goals-2": 3})
    answers = from_json(written_before)
    assert answers.ratings == answers.levels == {"voice-2": 2, "goals-2": 3}
    anew = from_json(to_json(answers.put("ratings", "voice-1/2", 5)))
    assert anew.ratings == {"voice-1": 5, "voice-2": 2, "goals-2": 3}
    assert anew.section("ratings")["voice-1"] == 4
    assert anew.put("ratings", "voice-1/2", None).ratings == answers.ratings


# The text of a file


def test_the_text_can_be_read_by_a_person():
    lines = to_json(Answers().put("reflections", "voice", 'Åre är "först"\nnästa år')).splitlines()
    assert '  "voice": "Åre är \\"först\\"\\nnästa år"' in lines


STRANGE = {
    "future": {"deep": [{"a": None, "ö": [1.5, -2, "x"]}], "b": True},
    "ratings": {"of-another-course-1": 2, "breadth-1": 3},
    "kit": "answers",
    "comment": "Mamma läste också",
    "format": 1,
    "quiz": {"q": [0]},
    "last": 10**30,
}


def test_what_this_version_does_not_know_survives_in_its_place():
    answers = from_json(json.dumps(STRANGE))
    changed = answers.put("ratings", "breadth-1", 5).put("importance", "breadth", 1)
    written = json.loads(to_json(changed))
    ratings = {"of-another-course-1": 2, "breadth-1": 5}
    assert written == {**STRANGE, "ratings": ratings, "importance": {"breadth": 1}}
    assert list(written) == [
        "kit", "format", "future", "ratings", "comment", "quiz", "last", "importance",
    ]  # fmt: skip
    assert list(written["ratings"]) == ["of-another-course-1", "breadth-1"]


def test_an_answer_changed_keeps_its_line_in_the_text():
    answers = Answers()
    for section, key in [("quiz", "q"), ("ratings", "b"), ("ratings", "a"), ("place", "county")]:
        value = {"quiz": [1], "ratings": 1, "place": "Skåne"}[section]
        answers = answers.put(section, key, value)
    before, after = (to_json(one).splitlines() for one in (answers, answers.put("ratings", "b", 5)))
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ('  "b": 1,', '  "b": 5,')
    ]


# Half a smiley, as a browser leaves of one that is cut off at the end of a note.
HALF = ("bra \N{SLIGHTLY SMILING FACE}".encode("utf-16-le", "surrogatepass")[:-2]).decode(
    "utf-16-le", "surrogatepass"
)


def test_half_a_smiley_can_be_written_and_is_half_a_smiley_again():
    answers = Answers().put("evidence", "voice", HALF)
    assert from_json(to_json(answers).encode().decode()) == answers


def nested(depth):
    return "[" * depth + "]" * depth


GOOD = text_of(ratings={"breadth-1": 4, "breadth-2": DONT_KNOW}, future=[1, {"a": 2.5}])
REFUSED = {
    "empty": "",
    "torn": GOOD[:-9],
    "two texts in one": GOOD + GOOD,
    "a notebook": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "a list": "[1, 2]",
    "null": "null",
    "another's JSON": '{"kit": "class-sheet", "format": 1}',
    "no format": '{"kit": "answers"}',
    "format zero": '{"kit": "answers", "format": 0}',
    "format true": '{"kit": "answers", "format": true}',
    "format in words": '{"kit": "answers", "format": "1"}',
    "ratings in a list": text_of(ratings=[4]),
    "ratings null": text_of(ratings=None),
    "nested without end": nested(100_000),
    "nested deeper than can be written": GOOD[:-1] + f', "more": {nested(500)}}}',
    "nested deeper than anyone needs": GOOD[:-1] + f', "more": {nested(30)}}}',
    "a section twice": '{"kit": "answers", "format": 1, "ratings": {"a": 1}, "ratings": {"b": 2}}',
    "a rating twice": '{"kit": "answers", "format": 1, "ratings": {"a": 1, "a": 2}}',
    "NaN": GOOD[:-1] + ', "more": NaN}',
    "minus infinity": GOOD[:-1] + ', "more": [-Infinity]}',
    "a number too large to write back": GOOD[:-1] + ', "more": 1e999}',
    "a number of five thousand digits": GOOD[:-1] + f', "more": {"7" * 5000}}}',
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_text_of_something_else_is_refused(what):
    with pytest.raises(NotAnswersError):
        from_json(REFUSED[what])


def test_the_reader_says_what_it_refuses():
    with pytest.raises(NotAnswersError, match='"ratings": "breadth-1"'):
        from_json(text_of(ratings={"breadth-1": 6}))
    with pytest.raises(NewerFormatError, match="7"):
        from_json('{"kit": "answers", "format": 7}')
    assert from_json(to_json(from_json(GOOD))) == from_json(GOOD)
