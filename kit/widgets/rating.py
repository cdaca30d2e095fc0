"""The rating form of a factor, with the live radar of the whole lesson beside it."""

from kit.course import Factor
from kit.figures import Axis, Profile, radar, sentence, statement_axes
from kit.keeping import AnswersFile
from kit.regions import example_regions
from kit.still import still
from kit.widgets.view import View
from kit.words import Words


def rating_form(factor: Factor, shown: tuple[Factor, ...], file: AnswersFile, words: Words) -> View:
    """Make the form for one factor's statements; the radar shows all of `shown`."""
    language = words.language
    axes = statement_axes(shown, words)

    def mine() -> Profile:
        return Profile(words("radar.mine"), file.answers.levels)

    numbers = {axis.id: axis.number for axis in axes}
    return View(
        "rate",
        {
            "factor": factor.id,
            "statements": [
                {"id": one.id, "number": numbers[one.id], "text": one.text[language]}
                for one in factor.statements
            ],
            "axes": [{"id": axis.id, "number": axis.number, "label": axis.label} for axis in axes],
            "radar": radar(axes, mine(), [], language),
            "sentence": sentence(axes, mine(), [], words),
        },
        file,
        words,
        title=words("view.rate", factor=factor.title[language]),
        said=lambda: sentence(axes, mine(), [], words),
        still=lambda: _still(axes, words),
    )


def _still(axes: list[Axis], words: Words) -> str:
    region = example_regions()[0]
    name = words("compare.named", name=region.name[words.language])
    return still(axes, Profile(name, region.ratings), words)
