"""A learner's own notes: how important a factor is, what her rating rests on, what to do."""

from collections.abc import Iterable

from kit.answers import LONGEST_NOTE
from kit.course import Factor
from kit.keeping import AnswersFile
from kit.widgets.view import View
from kit.words import Words


def notes(factors: Iterable[Factor], file: AnswersFile, words: Words) -> View:
    """Make the notes on some factors."""
    language = words.language
    return View(
        "reflect",
        {
            "longest": LONGEST_NOTE,
            "factors": [
                {"id": one.id, "title": f"{one.number} {one.label[language]}"} for one in factors
            ],
        },
        file,
        words,
        title=words("reflect.title"),
    )
