"""Which quiz questions a lesson may ask again.

Which of them it asks each learner, the page knows from her answers (`widgets/browser/choosing.js`).
"""

import attrs

from kit.content.course import Course, Question

# How many questions from earlier lessons a lesson asks again: remembering is what makes one learn
# (retrieval practice: Roediger and Karpicke 2006, doi 10.1111/j.1467-9280.2006.01693.x).
REVIEWED = 3


@attrs.frozen
class Earlier:
    """A question of an earlier lesson.

    Attributes
    ----------
    key
        By which its tries in the later lesson are kept: that lesson's id and its own.
    turn
        Which of its factor's questions it is, from 0.
    """

    key: str
    question: Question
    turn: int


def earlier(course: Course, part: str) -> list[Earlier]:
    """Return the questions of the lessons before a group's, in their order."""
    places = [group.id for group in course.groups]
    return [
        Earlier(f"{part}/{question.id}", question, turn)
        for group in course.groups[: places.index(part)]
        for factor in group.factors
        for turn, question in enumerate(factor.questions)
    ]
