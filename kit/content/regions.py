"""The six example regions, constructed for teaching, and the 21 real counties with their facts."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean, pstdev

import attrs

from kit.content.course import Course, course, is_level
from kit.content.language import Text, by_id
from kit.content.loader import (
    ContentError,
    Problem,
    alike,
    called,
    load,
    load_folder,
    numbered,
    path,
    plain_id,
    positive,
    problem,
)


@attrs.frozen
class Context:
    """What a region looks like from outside.

    Attributes
    ----------
    land_area_km2
        Land, without lakes and sea, in square kilometres.
    grp_per_capita_ksek
        Gross regional product per inhabitant, in thousands of kronor.
    """

    population: int = attrs.field(validator=positive)
    municipalities: int = attrs.field(validator=positive)
    land_area_km2: int = attrs.field(validator=positive)
    grp_per_capita_ksek: int = attrs.field(validator=positive)

    @property
    def density(self) -> float:
        """Inhabitants per square kilometre of land."""
        return self.population / self.land_area_km2


@attrs.frozen
class Verdict:
    """How an example region does on one factor: a level for each statement, and the reason."""

    id: str
    ratings: dict[str, int] = attrs.field()
    reason: Text

    @ratings.validator
    def _levels(self, _attribute: object, value: dict[str, int]) -> None:
        wrong = [key for key, level in value.items() if not is_level(level)]
        if wrong:
            raise ValueError("level", *wrong)


def _two_digits(_instance: object, _attribute: object, value: str) -> None:
    if not re.fullmatch("[0-9]{2}", value):
        raise ValueError("code")


@attrs.frozen
class ExampleRegion:
    """A region that does not exist, constructed for teaching."""

    id: str = attrs.field(validator=plain_id)
    number: int
    name: Text
    kind: Text
    story: Text
    context: Context
    verdicts: tuple[Verdict, ...] = attrs.field(metadata=called("factor"))

    @property
    def ratings(self) -> dict[str, int]:
        """The level of each of the 42 statements, by the statement's id."""
        return {key: level for verdict in self.verdicts for key, level in verdict.ratings.items()}


@attrs.frozen
class County:
    """One of Sweden's 21 counties with its regional authority. Facts are context, never scores."""

    county_code: str = attrs.field(validator=_two_digits, metadata=called("id"))
    county_letter: str
    region_sv: str
    name: Text
    nuts3: str
    nuts2: str
    nuts2_name: str
    residence_city: str
    population_date: str
    context: Context


@attrs.frozen
class _CountiesFile:
    counties: tuple[County, ...] = attrs.field(metadata=called("county"))


@cache
def example_regions() -> tuple[ExampleRegion, ...]:
    """Read the example regions from data/regions/, once, in the order of their numbers.

    Raises
    ------
    ContentError
        If a file is wrong; it names the file, the key and what to do.
    """
    read, problems = load_folder(path("regions"), ExampleRegion)
    problems += numbered(read)
    named: set[tuple[str, str, str]] = set()
    for file, region in read:
        problems += alike(file, [("region", "name", region.name)], named)
    try:
        taught = course()
    except ContentError as error:
        problems += error.problems
    else:
        problems += [fault for file, region in read for fault in _problems(file, region, taught)]
    if problems:
        raise ContentError(problems)
    return tuple(sorted((region for _, region in read), key=lambda region: region.number))


def _problems(file: Path, region: ExampleRegion, taught: Course) -> Iterator[Problem]:
    """Say which factors and statements the region lacks, and which nobody knows."""
    verdicts: dict[str, Verdict] = {}
    known = {factor.id for factor in taught.factors}
    for verdict in region.verdicts:
        if verdict.id in verdicts:
            yield problem(file, f"factor[{verdict.id}].id", "repeated", verdict.id)
        elif verdict.id not in known:
            yield problem(file, f"factor[{verdict.id}].id", "nobody", verdict.id)
        verdicts[verdict.id] = verdict
    for factor in taught.factors:
        if factor.id not in verdicts:
            yield problem(file, f"factor[{factor.id}]", "missing")
            continue
        rated = verdicts[factor.id].ratings.keys()
        wanted = {statement.id for statement in factor.statements}
        for missing in sorted(wanted - rated):
            yield problem(file, f"factor[{factor.id}].ratings.{missing}", "missing")
        for unknown in sorted(rated - wanted):
            yield problem(file, f"factor[{factor.id}].ratings.{unknown}", "nobody", unknown)


def example_region(region_id: str) -> ExampleRegion:
    """Return an example region by its id, such as "sago", or say as `by_id` which there are."""
    return by_id(Text(sv="Exempelregionen", en="example region"), example_regions(), region_id)


@cache
def counties() -> tuple[County, ...]:
    """Read the 21 counties from data/counties.toml, once, in the order of their codes.

    Raises
    ------
    ContentError
        If the file is wrong; it names the key and what to do.
    """
    file = path("counties.toml")
    found = load(file, _CountiesFile).counties
    codes = [county.county_code for county in found]
    if repeated := {code for code in codes if codes.count(code) > 1}:
        raise ContentError(
            problem(file, f"county[{code}].id", "repeated", code) for code in sorted(repeated)
        )
    return found


def county(code: str) -> County | None:
    """Return the county with an official code such as "18", or None."""
    return next((row for row in counties() if row.county_code == code), None)


def neighbours(of: County, among: Sequence[County], most: int = 3) -> list[tuple[County, float]]:
    """Find the structurally nearest other counties, nearest first, and how far they are.

    Each county is four numbers: the logarithm of its population, the logarithm of its density, its
    municipalities and its gross regional product per head. Each is standardised over `among` (mean
    0, standard deviation 1), so that all four weigh the same; `of` must be among them. The distance
    is Euclidean, in standard deviations.
    """
    columns = list(zip(*(_structure(candidate) for candidate in among), strict=True))
    means = [fmean(column) for column in columns]
    spreads = [pstdev(column) or 1.0 for column in columns]

    def place(candidate: County) -> list[float]:
        values = zip(_structure(candidate), means, spreads, strict=True)
        return [(value - mean) / spread for value, mean, spread in values]

    here = place(of)
    others = [
        (candidate, math.dist(here, place(candidate))) for candidate in among if candidate != of
    ]
    return sorted(others, key=lambda pair: pair[1])[:most]


def _structure(of: County) -> tuple[float, ...]:
    context = of.context
    return (
        math.log(context.population),
        math.log(context.density),
        context.municipalities,
        context.grp_per_capita_ksek,
    )
