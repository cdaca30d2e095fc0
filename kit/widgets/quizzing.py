"""The quiz of a lesson: its own questions, and some from earlier lessons."""

from kit.course import Course
from kit.keeping import AnswersFile
from kit.quiz import Asked, asked, right_at_once
from kit.widgets.view import View
from kit.words import Words


def quiz(course: Course, part: str, file: AnswersFile, words: Words) -> View:
    """Make the quiz of a group's lesson."""
    language = words.language
    questions = asked(course, part, file.answers.section("quiz"))
    return View(
        "quiz",
        {
            "questions": [
                {
                    "key": one.key,
                    "again": one.again,
                    "text": one.question.text[language],
                    "options": [
                        {
                            "text": option.text[language],
                            "feedback": option.feedback[language],
                            "correct": option.correct,
                        }
                        for option in one.question.options
                    ],
                }
                for one in questions
            ],
            "score": _score(questions, file, words),
        },
        file,
        words,
        title=words("quiz.title"),
        said=lambda: _score(questions, file, words),
    )


def _score(questions: list[Asked], file: AnswersFile, words: Words) -> str:
    right, tried = right_at_once(questions, file.answers.section("quiz"))
    return words("quiz.score", right=right, tried=tried, left=len(questions) - tried)
