"""What a learner fills in: ratings, practice cases, guesses, quizzes, notes and the plan."""

from collections.abc import Iterable, Sequence
from typing import Any

from kit.answers.answers import LONGEST_NOTE
from kit.answers.calibration import calibration
from kit.answers.file import AnswersFile
from kit.answers.priorities import MOST, PLANNED, above, next_act
from kit.answers.scores import ENOUGH_RATED, level_of, nearest_level
from kit.charts.base import Profile, statement_axes
from kit.charts.comparison import radar, sentence
from kit.content.course import LEVELS, Course, Factor, Group, Question, Statement
from kit.content.language import Language, number
from kit.content.phrases import Words
from kit.content.quiz import REVIEWED, earlier
from kit.content.regions import ExampleRegion
from kit.widgets.view import View


def rate(factor: Factor, shown: tuple[Factor, ...], file: AnswersFile, words: Words) -> View:
    """Make the form for one factor's statements; the radar shows all of `shown`."""
    language = words.language
    axes = statement_axes(shown, words)

    def mine() -> Profile:
        return Profile(words("radar.mine"), file.answers.levels)

    numbers = {axis.id: axis.number for axis in axes}
    keys = {statement.id: statement.key for one in shown for statement in one.statements}
    return View(
        "rate",
        {
            "factor": factor.id,
            "statements": [
                posed(statement, numbers[statement.id], words) for statement in factor.statements
            ],
            "axes": [
                {"id": keys[axis.id], "number": axis.number, "label": axis.label} for axis in axes
            ],
            "radar": radar(axes, mine(), [], language),
            "sentence": sentence(axes, mine(), [], words),
        },
        file,
        words,
        title=words("rate.title", factor=factor.title[language]),
        said=lambda: sentence(axes, mine(), [], words),
    )


def posed(statement: Statement, number: str, words: Words) -> dict[str, Any]:
    """Return a statement as a page poses it; it knows its answers by their keys alone."""
    return {
        "id": statement.key,
        "former": list(statement.former),
        "number": number,
        "text": statement.text[words.language],
    }


def practise(factor: Factor, course: Course, file: AnswersFile, words: Words) -> View:
    """Make the practice case of a factor."""
    language = words.language
    vignette = factor.vignette
    title = words("practise.title", factor=factor.label[language])
    return View(
        "practise",
        {
            "factor": factor.id,
            "text": vignette.text[language],
            "key": vignette.key,
            "why": vignette.why[language],
            "soFar": so_far(course, file, words),
        },
        file,
        words,
        title=title,
        said=lambda: so_far(course, file, words),
    )


def borderline(group: Group, file: AnswersFile, words: Words) -> View:
    """Make a group's borderline case; its level is kept beside those of practice cases."""
    language = words.language
    case = group.borderline
    (label,) = (factor.label[language] for factor in group.factors if factor.id == case.factor)
    return View(
        "borderline",
        {
            "key": f"borderline/{group.id}",
            "factor": case.factor,
            "text": case.text[language],
            "readings": [
                {"level": reading.level, "why": reading.why[language]} for reading in case.readings
            ],
            "ask": case.ask[language],
        },
        file,
        words,
        title=words("borderline.title", factor=label),
    )


def so_far(course: Course, file: AnswersFile, words: Words) -> str:
    """Say how far off the learner has been so far, and which way she leans."""
    keys = {factor.id: factor.vignette.key for factor in course.factors}
    found = calibration(file.answers.section("calibration"), keys)
    if found is None:
        return ""
    language = words.language
    said = words(
        "practise.so-far",
        n=found.cases,
        exact=found.exact,
        near=found.near,
        far=found.far,
        error=number(found.error, language, 1),
    )
    lean = number(abs(found.lean), language, 1)
    return f"{said} {words(f'practise.{found.tendency}', lean=lean)}"


def case(region: ExampleRegion, factors: Sequence[Factor], file: AnswersFile, words: Words) -> View:
    """Make the case: a region's story, from which its levels on some factors are guessed."""
    language = words.language
    name = words("compare.named", name=region.name[language])
    reasons = {verdict.id: verdict.reason[language] for verdict in region.verdicts}
    return View(
        "case",
        {
            "seen": f"{region.id}/{factors[0].id}",
            "region": name,
            "about": region.kind[language],
            "story": region.story[language],
            "factors": [
                {
                    "key": f"{region.id}/{factor.id}",
                    "number": str(factor.number),
                    "label": factor.label[language],
                    "title": factor.title[language],
                    "level": level_of(region.ratings, factor),
                    "reason": reasons[factor.id],
                }
                for factor in factors
            ],
        },
        file,
        words,
        title=words("case.title", region=name),
    )


def quiz(course: Course, part: str, file: AnswersFile, words: Words) -> View:
    """Make the quiz of a group's lesson; which earlier questions it asks, the page knows."""
    language = words.language
    return View(
        "quiz",
        {
            "questions": [
                {"key": question.id, **_posed(question, language)}
                for factor in course.group(part).factors
                for question in factor.questions
            ],
            "earlier": [
                {
                    "key": one.key,
                    "id": one.question.id,
                    "turn": one.turn,
                    **_posed(one.question, language),
                }
                for one in earlier(course, part)
            ],
            "reviewed": REVIEWED,
        },
        file,
        words,
        title=words("quiz.title"),
    )


def _posed(question: Question, language: Language) -> dict[str, Any]:
    return {
        "text": question.text[language],
        "options": [
            {
                "text": option.text[language],
                "feedback": option.feedback[language],
                "correct": option.correct,
            }
            for option in question.options
        ],
    }


def reflect(factors: Iterable[Factor], file: AnswersFile, words: Words) -> View:
    """Make the notes on some factors."""
    language = words.language
    return View(
        "reflect",
        {
            "longest": LONGEST_NOTE,
            "factors": [
                {"id": factor.id, "title": f"{factor.number} {factor.label[language]}"}
                for factor in factors
            ],
        },
        file,
        words,
        title=words("reflect.title"),
    )


def progress(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the marks of what is done and what is left, which follow along as she answers."""
    language = words.language
    return View(
        "progress",
        {
            "factors": [
                {
                    "id": factor.id,
                    "lesson": str(lesson),
                    "group": group.title[language],
                    "number": str(factor.number),
                    "label": f"{factor.number} {factor.label[language]}",
                    "statements": [statement.key for statement in factor.statements],
                    "questions": [question.id for question in factor.questions],
                }
                for lesson, group in enumerate(course.groups, start=1)
                for factor in group.factors
            ]
        },
        file,
        words,
        title=words("progress.title"),
    )


def plan(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the plan; which priorities it is for, the page knows from the answers."""
    language = words.language
    return View(
        "plan",
        {
            "longest": LONGEST_NOTE,
            "most": MOST,
            "enough": ENOUGH_RATED,
            # By its sixths, as a score is the mean of two or three levels.
            "aims": [above(sixths / 6) for sixths in range(6 * LEVELS[-1] + 1)],
            "nearest": [nearest_level(sixths / 6) for sixths in range(6 * LEVELS[-1] + 1)],
            "fields": list(PLANNED),
            "factors": [
                {
                    "id": factor.id,
                    "title": f"{factor.number}. {factor.title[language]}",
                    "statements": [statement.key for statement in factor.statements],
                    "acts": [next_act(factor, level, words)[1] for level in LEVELS],
                }
                for factor in course.factors
            ],
        },
        file,
        words,
        title=words("plan.title"),
    )
