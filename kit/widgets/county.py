"""Choose one's county; see facts about it and the counties most alike in structure."""

from typing import Any

import attrs

from kit.answers.file import AnswersFile
from kit.charts.base import Table
from kit.content import regions
from kit.content.language import number
from kit.content.phrases import Words
from kit.widgets.messages import Question
from kit.widgets.view import View


def county(file: AnswersFile, words: Words) -> View:
    """Make the choice of a county."""
    language = words.language

    def respond(question: Question) -> dict[str, Any]:
        chosen = regions.county(question["county"])
        if chosen is None:
            return {}
        return {
            "facts": attrs.asdict(facts(chosen, words)),
            "near": attrs.asdict(alike(chosen, words)),
        }

    return View(
        "county",
        {
            "counties": [
                {"code": choice.county_code, "name": choice.name[language]}
                for choice in regions.counties()
            ]
        },
        file,
        words,
        title=words("county.title"),
        respond=respond,
    )


def facts(chosen: regions.County, words: Words) -> Table:
    """Return what is verified about a county."""
    language = words.language
    context = chosen.context
    rows = (
        (words("county.authority"), chosen.region_sv),
        (words("county.seat"), chosen.residence_city),
        (
            words("county.population", date=chosen.population_date),
            number(context.population, language),
        ),
        (words("county.municipalities"), number(context.municipalities, language)),
        (words("county.area"), number(context.land_area_km2, language)),
        (words("county.density"), number(context.density, language, 1)),
        (words("county.grp"), number(context.grp_per_capita_ksek, language)),
    )
    name = chosen.name[language]
    return Table(words("county.facts", county=name), (words("county.choose"), name), rows)


def alike(chosen: regions.County, words: Words) -> Table:
    """Return the counties most alike in structure, nearest first."""
    language = words.language
    rows = [
        (other.name[language], number(distance, language, 2))
        for other, distance in regions.neighbours(chosen, regions.counties())
    ]
    return Table(
        words("county.near"), (words("county.choose"), words("county.distance")), tuple(rows)
    )
