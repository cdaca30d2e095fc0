"""Words that a reader in a region stumbles over do not come back."""

import re
import tomllib

import pytest
import readability

from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.loader import DATA

DOCS = DATA.parent / "docs"

# What is not written, and what is written instead. A county is a place: it is a region that acts.
MANY = {"sv": "andra|två|tre|fyra|fem|sju", "en": "other|two|three|four|five|seven"}
INSTEAD = {
    "sv": {
        r"tjänstem[aä]n\w*": "tjänsteperson",
        r"lärarhandledning\w*|lärarens ord": "kursledare",
        r"(?<![\w-])klass(?:en|ens|er|erna)?(?!\w)": "grupp",
        r"Andra kommer för att lära": "hur det märks",
        rf"(?:{MANY['sv']}) (?:grann)?län (?:har|får|går|gör|räknar|använder)": "regioner",
        r"(?:folk|politiker|kollegor|personer) från (?:andra |grann)län(?:en)?\b": "regioner",
        r"gör upp med": "kommer överens med",
    },
    "en": {
        rf"(?:{MANY['en']}) (?:neighbouring )?counties (?:have|use|now|take|send)": "regions",
        r"(?:people|politicians|colleagues|officials) from (?:\w+) counties": "regions",
        r"(?:companies|firms|groups) and associations|associations and": "voluntary organisations",
        r"(?:this|it|that|’) is no (?!longer\b|such\b|one\b|room\b)\w+": "is not a",
        r"a model to others": "a model for others",
        r"Others come to learn from it": "how it shows",
    },
}


def texts(language):
    """Return where and what a learner or whoever leads a course reads, in one language."""
    for file in sorted({*DATA.glob("**/*.toml")} - {DATA / "former.toml", DATA / "counties.toml"}):
        for key, one, text in readability.texts(tomllib.loads(file.read_text(encoding="utf-8"))):
            if one == language:
                yield f"{file.name} {key}", text
    for path, cell, text in readability.markdown(language):
        yield f"{path.name} {cell}", text
    if language == "sv":
        for file in DOCS.glob("*.sv.md"):
            yield file.name, file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_back_that_was_replaced(language):
    found = [
        (place, match[0], instead)
        for place, text in texts(language)
        for words, instead in INSTEAD[language].items()
        for match in re.finditer(rf"\b(?:{words})", text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize(("factor", "word"), [("consensus", "villkor"), ("goals", "villkor")])
def test_what_the_deck_calls_conditions_is_not_called_terms(factor, word):
    one = course().factor(factor)
    read = [one.meaning.sv, *(statement.text.sv for statement in one.statements)]
    assert [text for text in read if word in text] == []
