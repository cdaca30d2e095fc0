"""Example regions and real counties: what they hold, and which counties are alike."""

from itertools import combinations, permutations
from statistics import fmean

import attrs
import pytest
from spoiling import change, told

from kit.answers.scores import scores
from kit.content.course import course
from kit.content.language import Text
from kit.content.loader import path
from kit.content.regions import (
    Context,
    counties,
    county,
    example_region,
    example_regions,
    neighbours,
)

SAGO = "regions/sago.toml"
COUNTIES = "counties.toml"


def test_six_example_regions_are_judged_on_every_factor_in_the_order_of_the_factors():
    assert [region.number for region in example_regions()] == [1, 2, 3, 4, 5, 6]
    for region in example_regions():
        assert [verdict.id for verdict in region.verdicts] == [one.id for one in course().factors]
        assert region.ratings.keys() == {statement.id for statement in course().statements}


def test_profiles_differ_clearly_and_each_has_strengths_and_real_weaknesses():
    for region in example_regions():
        found = scores(region.ratings, course().factors).values()
        assert min(found) < 2
        assert max(found) > 4
    for one, other in combinations(example_regions(), 2):
        apart = fmean(abs(one.ratings[key] - other.ratings[key]) for key in one.ratings)
        assert apart >= 1, (one.id, other.id)


def test_example_regions_lie_within_the_range_of_real_counties_and_bear_no_real_name():
    names = path(COUNTIES).read_text(encoding="utf-8").casefold()
    for region in example_regions():
        for field in attrs.fields(type(region.context)):
            real = [getattr(one.context, field.name) for one in counties()]
            assert min(real) <= getattr(region.context, field.name) <= max(real)
        assert region.name.sv.casefold() not in names


def test_an_example_region_is_found_by_id_and_a_wrong_id_lists_the_right_ones():
    assert example_region("sago").name.en == "Sagö"
    with pytest.raises(ValueError, match=r"'Sagö'.*: storhamra, .*sago"):
        example_region("Sagö")


def test_the_21_counties_add_up_to_sweden():
    found = counties()
    assert len({one.county_code for one in found}) == len(found) == 21
    assert sum(one.context.population for one in found) == 10_551_707
    assert sum(one.context.municipalities for one in found) == 290
    assert [one.county_code for one in found] == sorted(one.county_code for one in found)


def test_a_county_is_found_by_its_code_and_named_in_both_languages():
    orebro = county("18")
    assert orebro.region_sv == "Region Örebro län"
    assert orebro.name == Text(sv="Örebro län", en="Örebro County")
    assert orebro.context.density == pytest.approx(308_116 / 8504)
    assert county("02") is None


def made_up(code, **figures):
    """Return a county of 1000 inhabitants on 100 km2, save for the figures given."""
    plain = {
        "population": 1000,
        "land_area_km2": 100,
        "municipalities": 5,
        "grp_per_capita_ksek": 400,
    }
    return attrs.evolve(county("18"), county_code=code, context=Context(**{**plain, **figures}))


def codes(found):
    return [(one.county_code, round(distance, 4)) for one, distance in found]


def test_a_distance_is_counted_in_standard_deviations():
    # Municipalities 1, 2 and 6: mean 3, standard deviation sqrt((4 + 1 + 9) / 3) = 2.1602.
    # Nothing else differs: 1 / 2.1602 = 0.4629 and 5 / 2.1602 = 2.3146.
    one, two, six = (made_up(f"0{n}", municipalities=n) for n in (1, 2, 6))
    assert codes(neighbours(one, [one, two, six])) == [("02", 0.4629), ("06", 2.3146)]


def test_four_measures_weigh_the_same():
    # Of two counties each measure is one standard deviation on either side of the mean: 2 apart.
    # All four differ: sqrt(4 * 2 ** 2) = 4, though their units are far apart.
    small = made_up("01")
    large = made_up(
        "02",
        population=9000,
        land_area_km2=300,
        municipalities=6,
        grp_per_capita_ksek=900,
    )
    assert codes(neighbours(small, [small, large])) == [("02", 4.0)]


def test_population_counts_by_its_logarithm():
    # Ten times as many people is one step, from a thousand or from ten thousand; all else is even.
    towns = [made_up(f"0{n}", population=10**n, land_area_km2=10**n) for n in (3, 4, 5)]
    (_, down), (_, up) = neighbours(towns[1], towns)
    assert down == pytest.approx(up)


def test_neighbours_come_nearest_first_and_a_county_is_never_its_own():
    for one in counties():
        found = neighbours(one, counties(), most=20)
        distances = [distance for _, distance in found]
        assert distances == sorted(distances)
        assert one not in [other for other, _ in found]
        assert len(found) == 20


def test_a_county_is_as_far_from_another_as_that_from_it():
    far = {
        (one.county_code, other.county_code): distance
        for one in counties()
        for other, distance in neighbours(one, counties(), most=20)
    }
    for here, there in permutations((one.county_code for one in counties()), 2):
        assert far[here, there] == pytest.approx(far[there, here])


def test_three_neighbours_are_shown_unless_asked_otherwise():
    assert len(neighbours(county("09"), counties())) == 3
    assert len(neighbours(county("09"), counties(), most=1)) == 1


def test_a_number_that_another_region_has_is_told(data):
    change(data / SAGO, r"^number = 6$", "number = 1")
    places, message = told(example_regions)
    # Of the two files the one that is read last is named.
    assert places == ["data/regions/storhamra.toml, number"]
    assert "1 is used elsewhere already." in message


@pytest.mark.parametrize(
    ("factor", "said"),
    [("choir", "choir is not in the course."), ("breadth", "breadth is used elsewhere already.")],
    ids=["an unknown factor", "a factor given twice"],
)
def test_a_factor_that_does_not_belong_is_told_and_so_is_the_one_left_out(data, factor, said):
    change(data / SAGO, r'^id = "voice"$', f'id = "{factor}"')
    places, message = told(example_regions)
    assert {f"data/{SAGO}, factor[{factor}].id", f"data/{SAGO}, factor[voice]"} <= set(places)
    assert said in message


def test_what_is_wrong_in_two_regions_and_in_the_course_is_told_at_once(data):
    change(data / SAGO, r"breadth-1 = \d", "breadth-1 = 0")
    change(data / "regions/storhamra.toml", r"voice-2 = \d", "voice-2 = 0")
    change(data / "factors/1-role.toml", r"^key = .*$", "key = 0")
    places, _ = told(example_regions)
    assert places == [
        f"data/{SAGO}, factor[breadth].ratings.breadth-1",
        "data/regions/storhamra.toml, factor[voice].ratings.voice-2",
        "data/factors/1-role.toml, factor[breadth].vignette.key",
    ]


def test_a_teacher_adds_an_example_region_by_adding_a_file(data):
    text = (data / SAGO).read_text(encoding="utf-8")
    new = text.replace('id = "sago"', 'id = "nysund"').replace("number = 6", "number = 7")
    new = new.replace('"Sagö"', '"Nysund"')
    (data / "regions" / "nysund.toml").write_text(new, encoding="utf-8")
    assert [region.id for region in example_regions()][-2:] == ["sago", "nysund"]


UPPSALA = "county[03]"
FIGURES = {
    "a number with spaces": (r"404589", "404 589", "rad/line 31", "A number is digits only"),
    "a number below zero": (r"404589", "-404589", f"{UPPSALA}.context.population", "greater than"),
    "a number in quotation marks": (
        r"404589",
        '"404589"',
        f"{UPPSALA}.context.population",
        "digits only",
    ),
    "no number": (r"404589", "", "rad/line 31", "not valid TOML"),
    "no people": (r"404589", "0", f"{UPPSALA}.context.population", "greater than zero"),
    "no name": (r"Uppsala County", " ", f"{UPPSALA}.name.en", "The text is blank."),
    "no authority": (r"Region Uppsala", "", f"{UPPSALA}.region_sv", "The text is blank."),
    "a code without its zero": (r'"03"', '"3"', "county[3].id", "two digits in quotation marks"),
    "a code without quotation marks": (r'"03"', "3", "county[3].id", "in quotation marks"),
    "a code given twice": (r'"03"', '"01"', "county[01].id", "01 is used elsewhere"),
    "a figure given twice": (
        r"404589",
        "404589\ncontext.population = 404589",
        "rad/line 32",
        "key is given twice",
    ),
    "a figure left out": (
        r"context.population = 404589",
        "",
        f"{UPPSALA}.context.population",
        "The key is missing.",
    ),
    "a key renamed": (r"^nuts3(?= = .SE121)", "nuts", f"{UPPSALA}.nuts3", "The key is missing."),
    "nothing at all": (r"(?s)\A.*\Z", "", "county", "The key is missing."),
}


@pytest.mark.parametrize("mistake", FIGURES)
def test_a_mistake_in_the_counties_is_told_with_its_county_and_key(data, mistake):
    pattern, new, key, remedy = FIGURES[mistake]
    change(data / COUNTIES, pattern, new)
    places, message = told(counties)
    assert places[0] == f"data/{COUNTIES}, {key}"
    assert remedy in message


def test_mistakes_in_several_counties_are_told_at_once(data):
    change(data / COUNTIES, r"404589", '"many"')
    change(data / COUNTIES, r"648$", "true")
    places, _ = told(counties)
    assert places == [
        f"data/{COUNTIES}, {UPPSALA}.context.population",
        f"data/{COUNTIES}, county[25].context.grp_per_capita_ksek",
    ]
