"""Where the learner has come: for each factor, what is practised, rated, answered and noted."""

from kit.course import Course
from kit.keeping import AnswersFile
from kit.widgets.view import View
from kit.words import Words


def progress(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the table of what is done and what is left, which follows along as she answers."""
    language = words.language
    return View(
        "progress",
        {
            "factors": [
                {
                    "id": factor.id,
                    "lesson": lesson,
                    "label": f"{factor.number} {factor.label[language]}",
                    "statements": [one.id for one in factor.statements],
                    "questions": [one.id for one in factor.questions],
                }
                for lesson, group in enumerate(course.groups, start=1)
                for factor in group.factors
            ]
        },
        file,
        words,
        title=words("progress.title"),
    )
