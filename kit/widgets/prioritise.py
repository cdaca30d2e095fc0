"""Choose at most three priorities: what matters much and stands low."""

from typing import Any

import attrs

from kit.answers.answers import Answers
from kit.answers.file import AnswersFile
from kit.answers.priorities import MOST, Crosshair, Standing, aim, crosshair, standings
from kit.answers.scores import difference, scores
from kit.charts.base import factor_axes, signed, value_text
from kit.charts.matrix import matrix, matrix_sentence, matrix_table
from kit.content.course import Course
from kit.content.phrases import Words
from kit.content.regions import ExampleRegion, example_regions
from kit.widgets.compare import named
from kit.widgets.messages import Question
from kit.widgets.view import View


def priorities(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the matrix, and the list to choose from."""
    regions = {one.id: one for one in example_regions()}

    def respond(question: Question) -> dict[str, Any]:
        answers = file.refresh()
        axes = factor_axes(course.factors, words)
        found = standings(answers, course.factors)
        lines = crosshair(answers)
        return {
            "axes": [attrs.asdict(one) for one in axes],
            "matrix": matrix(axes, found, lines, words),
            "table": attrs.asdict(matrix_table(axes, found, lines, words)),
            "sentence": matrix_sentence(axes, found, lines, words),
            "rows": _rows(course, answers, found, regions.get(question.get("against", "")), words),
        }

    return View(
        "prioritise",
        {
            "most": MOST,
            "regions": [{"id": one.id, "name": named(one, words)} for one in regions.values()],
            "middle": attrs.asdict(Crosshair()),
        },
        file,
        words,
        title=words("prioritise.title"),
        respond=respond,
    )


def _rows(
    course: Course,
    answers: Answers,
    found: list[Standing],
    region: ExampleRegion | None,
    words: Words,
) -> list[dict[str, Any]]:
    """Return a row for each factor, what needs most first, then those that lack an answer."""
    lines = crosshair(answers)
    mine = scores(answers.levels, course.factors)
    other = scores(region.ratings, course.factors) if region else {}
    standing = {one.id: one for one in found}
    place = {one.id: at for at, one in enumerate(found)}
    ordered = sorted(course.factors, key=lambda one: place.get(one.id, len(place)))

    def text(value: float | None) -> str:
        return words("table.none") if value is None else value_text(value, words.language)

    def gap(one: str, target: int) -> float | None:
        ahead = other.get(one) if region else target
        return None if ahead is None or one not in mine else difference(ahead, mine[one])

    return [
        {
            "id": one.id,
            "label": f"{one.number} {one.label[words.language]}",
            "level": text(mine.get(one.id)),
            "aim": aim(answers, one, mine),
            "gap": words("table.none")
            if (far := gap(one.id, aim(answers, one, mine))) is None
            else signed(far, words.language),
            "where": words(f"matrix.{lines.quadrant(standing[one.id])}")
            if one.id in standing
            else words("table.none"),
        }
        for one in ordered
    ]
