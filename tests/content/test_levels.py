"""The levels of a factor are told by what is done there, not by a word that gives them away."""

import re

import pytest

from kit.content.course import course
from kit.content.language import LANGUAGES

# Words that would give a level away, the surest first: outsiders who learn and open figures make a
# five, a yearly review that moves money a four, a draft or trial a two, minutes and an agenda a
# three, nobody and never a one.
CUES = {
    "sv": (
        (5, r"andra regioner|grannregioner|för att lära|öppna? (?:siffror|data|resultat|årsbok)"),
        (
            4,
            r"(?=.*(?:varje (?:år|höst|vår|vinter)|årlig|i fjol))(?=.*(?:flytta|styr\w* om|medel))",
        ),
        (2, r"utkast|försök|prova|projekt|halv(?:t|vägs|färdig)|kaffe|\bförsta\b|två gånger"),
        (3, r"gånger om året|varje kvartal|protokoll|dagordning|avtal|alla känner"),
        (1, r"\bing(?:en|et|a)\b|aldrig|slump|krav|kräv|lag(?:en|a)\b"),
    ),
    "en": (
        (5, r"other regions|neighbouring regions|to learn|open (?:figures|data|yearbook|results)"),
        (
            4,
            r"(?=.*(?:very (?:year|autumn|spring|winter)|year(?:ly|\b)))(?=.*(?:move|money))",
        ),
        (2, r"draft|trial|try|tried|project|half|coffee|\bfirst\b|\btwice\b"),
        (3, r"times a year|every quarter|minutes|agenda|agreement|everybody knows"),
        (1, r"\bno(?:body| one|ne)\b|never|chance|demand|require|\blaws?\b"),
    ),
}


def guessed(text, language):
    """Return the level that the first cue in a text gives, or none."""
    return next((level for level, cue in CUES[language] if re.search(cue, text, re.DOTALL)), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_crude_rules_place_no_more_than_half_of_the_levels(language):
    levels = [
        (factor.id, level.level, guessed(level.seen[language], language))
        for factor in course().factors
        for level in factor.levels
    ]
    placed = [one for one in levels if one[1] == one[2]]
    assert len(placed) <= len(levels) // 2, placed
