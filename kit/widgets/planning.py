"""Plan for each priority: what to reach, the first step, who, when, and how one will see it."""

from kit.answers import LONGEST_NOTE
from kit.course import Course
from kit.keeping import AnswersFile
from kit.priorities import MOST, PLANNED
from kit.widgets.view import View
from kit.words import Words


def plan_form(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the plan; which priorities it is for, the page knows from the answers."""
    language = words.language
    return View(
        "plan",
        {
            "longest": LONGEST_NOTE,
            "most": MOST,
            "fields": list(PLANNED),
            "factors": [
                {
                    "id": one.id,
                    "title": f"{one.number}. {one.title[language]}",
                    "statements": [each.id for each in one.statements],
                }
                for one in course.factors
            ],
        },
        file,
        words,
        title=words("plan.title"),
    )
