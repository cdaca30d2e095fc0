"""Practice cases are placed by what is done in them, not by a word that gives the level away."""

import re

import pytest

from kit.answers.calibration import calibration
from kit.content.course import course
from kit.content.language import LANGUAGES

# What a reader might go by who reads no further, the surest first: those who come to learn make a
# five, moved money or a yearly review a four, a draft or a trial a two, set meetings a three, and
# nobody a one.
RULES = {
    "sv": (
        (5, r"för att lära|andra regioner|grannregioner"),
        (4, r"flyttat?\w*|varje (?:år|höst|vår)|inför varje budget"),
        (2, r"utkast|försök|projekt|eldsjäl|byter jobb"),
        (3, r"gånger om året|protokoll|avtal|väl kän"),
        (1, r"\bing(?:en|et|a)\b|aldrig|pekade"),
    ),
    "en": (
        (5, r"to learn|other regions|neighbouring regions"),
        (4, r"\bmoved?\b|(?:each|every) (?:year|autumn|spring)|ahead of each budget"),
        (2, r"draft|trial|project|keen|changes jobs"),
        (3, r"times a year|minutes|agreement|well known"),
        (1, r"\bno(?:body| one|ne)\b|never|pointed"),
    ),
}


def guessed(text, rules):
    return next((level for level, cue in rules if re.search(cue, text, re.IGNORECASE)), 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_crude_rules_place_no_more_than_half_of_the_cases(language, capsys):
    keys = {factor.id: factor.vignette.key for factor in course().factors}
    placed = {
        factor.id: guessed(factor.vignette.text[language], RULES[language])
        for factor in course().factors
    }
    right = [one for one, level in placed.items() if level == keys[one]]
    with capsys.disabled():
        print(f"\n{language}: crude rules place {len(right)} of {len(keys)} cases: {right}")
    assert len(right) <= len(keys) // 2


def test_a_case_on_which_people_differ_is_never_wrong():
    keys = {factor.id: factor.vignette.key for factor in course().factors}
    for group in course().groups:
        for level in range(1, 6):
            borderline = {f"borderline/{group.id}": level}
            assert calibration(borderline, keys) is None
            found = calibration({**borderline, "breadth": keys["breadth"]}, keys)
            assert (found.cases, found.exact, found.error) == (1, 1, 0)


def test_how_far_off_cases_are_is_told_by_number_too():
    found = calibration({"a": 1, "b": 2, "c": 5, "d": 5}, dict.fromkeys("abcd", 1))
    assert (found.exact, found.near, found.far) == (1, 1, 2)
