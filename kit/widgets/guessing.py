"""Guess an example region's levels from its story, before seeing them and the reasons."""

from collections.abc import Sequence

from kit.compare import level_of
from kit.course import Factor
from kit.keeping import AnswersFile
from kit.regions import ExampleRegion
from kit.widgets.view import View
from kit.words import Words


def guess(
    region: ExampleRegion, factors: Sequence[Factor], file: AnswersFile, words: Words
) -> View:
    """Make the guess of a region's levels on some factors."""
    language = words.language
    name = words("compare.named", name=region.name[language])
    verdicts = {one.id: one for one in region.verdicts}
    return View(
        "guess",
        {
            "seen": f"{region.id}/{factors[0].id}",
            "region": name,
            "about": region.kind[language],
            "story": region.story[language],
            "factors": [
                {
                    "key": f"{region.id}/{one.id}",
                    "number": str(one.number),
                    "label": one.label[language],
                    "title": one.title[language],
                    "level": level_of(region.ratings, one),
                    "reason": verdicts[one.id].reason[language],
                }
                for one in factors
            ],
        },
        file,
        words,
        title=words("case.title", region=name),
    )
