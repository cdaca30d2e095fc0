"""Compare one's own region with example regions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from kit.answers.file import AnswersFile
from kit.answers.scores import ORDERS, Order, level_of, scores
from kit.charts.base import MOST_OTHERS, Profile, factor_axes, statement_axes
from kit.charts.comparison import comparison
from kit.content.course import Factor
from kit.content.phrases import Words
from kit.content.regions import ExampleRegion, example_regions
from kit.widgets.messages import Question
from kit.widgets.view import View


def compare(
    factors: tuple[Factor, ...], file: AnswersFile, words: Words, *, by_factor: bool
) -> View:
    """Compare on the scores of some factors, or on every statement of theirs."""
    axes = (factor_axes if by_factor else statement_axes)(factors, words)
    regions = {region.id: region for region in example_regions()}

    def values(levels: Mapping[str, int]) -> Mapping[str, float]:
        return scores(levels, factors) if by_factor else levels

    def respond(question: Question) -> dict[str, Any]:
        chosen = [regions[id_] for id_ in question["regions"] if id_ in regions][:MOST_OTHERS]
        by: Order = question["order"] if question["order"] in ORDERS else "number"
        found = comparison(
            axes,
            Profile(words("radar.mine"), values(file.refresh().levels)),
            [Profile(named(region, words), values(region.ratings)) for region in chosen],
            words,
            by,
        )
        return {
            "axes": [{"id": axis.id, "number": axis.number, "label": axis.label} for axis in axes],
            "radar": found.radar,
            "gaps": found.gaps,
            "table": attrs.asdict(found.table),
            "sentence": found.sentence,
            "reasons": [_reasons(region, factors, words) for region in chosen],
        }

    # Shown before the learner has chosen.
    first, *_ = regions.values()
    return View(
        "compare",
        {
            "regions": choices(regions.values(), words),
            "chosen": [first.id],
            "comparison": respond({"regions": [first.id], "order": "number"}),
        },
        file,
        words,
        title=words("compare.title"),
        respond=respond,
    )


def named(region: ExampleRegion, words: Words) -> str:
    """Call an example region by its name, always with the word that says it does not exist."""
    return words("compare.named", name=region.name[words.language])


def choices(regions: Iterable[ExampleRegion], words: Words) -> list[dict[str, str]]:
    """Return example regions as a page offers them to choose from."""
    return [
        {"id": region.id, "name": named(region, words), "kind": region.kind[words.language]}
        for region in regions
    ]


def _reasons(region: ExampleRegion, factors: Sequence[Factor], words: Words) -> dict[str, Any]:
    language = words.language
    reasons = {verdict.id: verdict.reason[language] for verdict in region.verdicts}
    return {
        "region": named(region, words),
        "verdicts": [
            {
                "factor": f"{factor.number} {factor.label[language]}, "
                f"{words('scale.legend').lower()} {level_of(region.ratings, factor)}",
                "reason": reasons[factor.id],
            }
            for factor in factors
        ],
    }
