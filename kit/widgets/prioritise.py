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


def prioritise(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the matrix, and the list to choose from."""
    regions = {region.id: region for region in example_regions()}

    def respond(question: Question) -> dict[str, Any]:
        answers = file.refresh()
        axes = factor_axes(course.factors, words)
        found = standings(answers, course.factors)
        lines = crosshair(answers)
        return {
            "axes": [attrs.asdict(axis) for axis in axes],
            "matrix": matrix(axes, found, lines, words),
            "table": attrs.asdict(matrix_table(axes, found, lines, words)),
            "sentence": matrix_sentence(axes, found, lines, words),
            "rows": _rows(course, answers, found, regions.get(question.get("against", "")), words),
        }

    return View(
        "prioritise",
        {
            "most": MOST,
            "regions": [
                {"id": region.id, "name": named(region, words)} for region in regions.values()
            ],
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
    standing_of = {standing.id: standing for standing in found}
    place = {standing.id: at for at, standing in enumerate(found)}
    ordered = sorted(course.factors, key=lambda factor: place.get(factor.id, len(place)))

    def text(value: float | None) -> str:
        return words("table.none") if value is None else value_text(value, words.language)

    def gap(factor: str, target: int) -> float | None:
        ahead = other.get(factor) if region else target
        return None if ahead is None or factor not in mine else difference(ahead, mine[factor])

    return [
        {
            "id": factor.id,
            "label": f"{factor.number} {factor.label[words.language]}",
            "level": text(mine.get(factor.id)),
            "aim": aim(answers, factor, mine),
            "gap": words("table.none")
            if (far := gap(factor.id, aim(answers, factor, mine))) is None
            else signed(far, words.language),
            "where": words(f"matrix.{lines.quadrant(standing_of[factor.id])}")
            if factor.id in standing_of
            else words("table.none"),
        }
        for factor in ordered
    ]
