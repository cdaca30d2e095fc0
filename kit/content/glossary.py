"""The words a learner meets, explained; and which of them a text uses."""

import re
from functools import cache

import attrs

from kit.content.language import Language, Text
from kit.content.loader import ContentError, alike, called, load, path


@attrs.frozen
class Term:
    """A word and what it means."""

    id: str
    term: Text
    definition: Text


@attrs.frozen
class _GlossaryFile:
    terms: tuple[Term, ...] = attrs.field(metadata=called("term"))


@cache
def glossary() -> tuple[Term, ...]:
    """Read the terms from data/glossary.toml, once.

    Raises
    ------
    ContentError
        If the file is wrong; it names the key and what to do.
    """
    file = path("glossary.toml")
    terms = load(file, _GlossaryFile).terms
    names = [("term", f"term[{term.id}].term", term.term) for term in terms]
    if problems := list(alike(file, names, set())):
        raise ContentError(problems)
    return terms


def used_in(text: str, language: Language) -> list[Term]:
    """Return the terms that a text uses, inflected or not, in the order of the alphabet."""
    found = [term for term in glossary() if _pattern(term.term[language]).search(text)]
    return sorted(found, key=lambda term: term.term[language].casefold())


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """Match a term with a short ending to each of its words: kommun, kommunen, kommunernas."""
    bare = re.sub(r"\s*\(.*?\)", "", term)
    words = [re.escape(word) + r"\w{0,5}" for word in bare.split()]
    return re.compile(r"\b" + r"\s+".join(words) + r"\b", re.IGNORECASE)
