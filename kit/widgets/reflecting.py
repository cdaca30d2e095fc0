"""A learner's own notes on a factor: how important it is, what her rating rests on, what to do."""

from kit.answers import LONGEST_NOTE, AnswersFile
from kit.course import Factor
from kit.widgets.view import View
from kit.words import Words


def notes(factor: Factor, file: AnswersFile, words: Words) -> View:
    """Make the notes on a factor."""
    title = words("reflect.title", factor=factor.label[words.language])
    return View(
        "reflect",
        {"factor": factor.id, "longest": LONGEST_NOTE},
        file,
        words,
        phrases=("form", "reflect"),
        title=title,
    )
