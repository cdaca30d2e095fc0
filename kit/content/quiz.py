"""Which quiz questions a lesson asks, and how they have gone."""

from collections.abc import Mapping, Sequence

import attrs

from kit.content.course import Course, Question

# How many questions from earlier lessons a lesson asks again: remembering is what makes one learn
# (retrieval practice: Roediger and Karpicke 2006, doi 10.1111/j.1467-9280.2006.01693.x).
REVIEWED = 3

Tries = Mapping[str, Sequence[int]]


@attrs.frozen
class Asked:
    """A question as one lesson asks it, `again` if it comes from an earlier lesson.

    Its tries are kept by `key`: its id, or if it is asked again, the lesson's id and its own.
    """

    key: str
    question: Question
    again: bool


def asked(course: Course, part: str, tries: Tries) -> list[Asked]:
    """Return the questions of a group's lesson: its own, then some from earlier lessons.

    Asked again are first those that went wrong at the first try, then those never tried, then the
    rest; among equals one from each factor before a second from any. What a lesson has once asked
    again it goes on asking, so that her tries stand where she left them.
    """
    places = [group.id for group in course.groups]
    earlier = course.groups[: places.index(part)]
    own = [question for factor in course.group(part).factors for question in factor.questions]
    old = [
        (turn, question)
        for group in earlier
        for factor in group.factors
        for turn, question in enumerate(factor.questions)
    ]

    def urgency(pair: tuple[int, Question]) -> tuple[int, int]:
        turn, question = pair
        if f"{part}/{question.id}" in tries:
            return -1, turn
        before = tries.get(question.id)
        if not before:
            return 1, turn
        return (2 if is_right(question, before[:1]) else 0), turn

    chosen = [question for _, question in sorted(old, key=urgency)[:REVIEWED]]
    return [Asked(question.id, question, again=False) for question in own] + [
        Asked(f"{part}/{question.id}", question, again=True) for question in chosen
    ]


def is_right(question: Question, tried: Sequence[int]) -> bool:
    """Say whether the last of the options tried, counted from 0, is the correct one."""
    return bool(tried) and tried[-1] < len(question.options) and question.options[tried[-1]].correct


def right_at_once(questions: Sequence[Asked], tries: Tries) -> tuple[int, int]:
    """Return how many questions were right at the first try, and how many have been tried."""
    tried = [(posed.question, tries[posed.key]) for posed in questions if tries.get(posed.key)]
    return sum(is_right(question, first[:1]) for question, first in tried), len(tried)
