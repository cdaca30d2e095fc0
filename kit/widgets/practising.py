"""Judge a practice case; see which level it was written to, and how one does so far."""

from kit.calibrate import calibration
from kit.course import Course, Factor
from kit.keeping import AnswersFile
from kit.language import number
from kit.widgets.view import View
from kit.words import Words


def practice_case(factor: Factor, course: Course, file: AnswersFile, words: Words) -> View:
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


def so_far(course: Course, file: AnswersFile, words: Words) -> str:
    """Say how far off the learner has been so far, and which way she leans."""
    keys = {factor.id: factor.vignette.key for factor in course.factors}
    found = calibration(file.answers.section("calibration"), keys)
    if found is None:
        return ""
    language = words.language
    said = words("practise.so-far", n=found.cases, error=number(found.error, language, 1))
    lean = number(abs(found.lean), language, 1)
    return f"{said} {words(f'practise.{found.tendency}', lean=lean)}"
