"""Cases and levels are told by what is done in them, not by a word that gives the level away."""

import re

import pytest

from kit.answers.calibration import calibration
from kit.content.course import course
from kit.content.language import LANGUAGES

# What a reader might go by who reads no further, the surest first: those who come to learn, or open
# figures, make a five, moved money or a yearly review a four, a draft or a trial a two, set
# meetings or an agenda a three, and nobody a one.
RULES = {
    ("cases", "sv"): (
        (5, r"för att lära|andra regioner|grannregioner"),
        (4, r"flyttat?\w*|varje (?:år|höst|vår)|inför varje budget"),
        (2, r"utkast|försök|projekt|eldsjäl|byter jobb"),
        (3, r"gånger om året|protokoll|avtal|väl kän"),
        (1, r"\bing(?:en|et|a)\b|aldrig|pekade"),
    ),
    ("cases", "en"): (
        (5, r"to learn|other regions|neighbouring regions"),
        (4, r"\bmoved?\b|(?:each|every) (?:year|autumn|spring)|ahead of each budget"),
        (2, r"draft|trial|project|keen|changes jobs"),
        (3, r"times a year|minutes|agreement|well known"),
        (1, r"\bno(?:body| one|ne)\b|never|pointed"),
    ),
    ("levels", "sv"): (
        (5, r"andra regioner|grannregioner|för att lära|öppna? (?:siffror|data|resultat|årsbok)"),
        (
            4,
            r"(?=.*(?:varje (?:år|höst|vår|vinter)|årlig|i fjol))(?=.*(?:flytta|styr\w* om|medel))",
        ),
        (2, r"utkast|försök|prova|projekt|halv(?:t|vägs|färdig)|kaffe|\bförsta\b|två gånger"),
        (3, r"gånger om året|varje kvartal|protokoll|dagordning|avtal|alla känner"),
        (1, r"\bing(?:en|et|a)\b|aldrig|slump|krav|kräv|lag(?:en|a)\b"),
    ),
    ("levels", "en"): (
        (5, r"other regions|neighbouring regions|to learn|open (?:figures|data|yearbook|results)"),
        (4, r"(?=.*(?:very (?:year|autumn|spring|winter)|year(?:ly|\b)))(?=.*(?:move|money))"),
        (2, r"draft|trial|try|tried|project|half|coffee|\bfirst\b|\btwice\b"),
        (3, r"times a year|every quarter|minutes|agenda|agreement|everybody knows"),
        (1, r"\bno(?:body| one|ne)\b|never|chance|demand|require|\blaws?\b"),
    ),
}
# What is read, the level it is of, and what is guessed where nothing gives it away.
READ = {
    "cases": (3, [(one.vignette.text, one.vignette.key) for one in course().factors]),
    "levels": (None, [(at.seen, at.level) for one in course().factors for at in one.levels]),
}


def guessed(text, rules, otherwise):
    how = re.IGNORECASE | re.DOTALL
    return next((level for level, cue in rules if re.search(cue, text, how)), otherwise)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", READ)
def test_five_crude_rules_place_no_more_than_half(what, language, capsys):
    otherwise, read = READ[what]
    rules = RULES[what, language]
    right = sum(guessed(text[language], rules, otherwise) == level for text, level in read)
    with capsys.disabled():
        print(f"\n{language}: crude rules place {right} of {len(read)} {what}")
    assert right <= len(read) // 2


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
