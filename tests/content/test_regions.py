"""Example regions and real counties: what they hold, and which counties are alike."""

from itertools import combinations, permutations
from statistics import fmean

import attrs
import pytest

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
    plain = {"population": 1000, "land_area_km2": 100, "municipalities": 5}
    figures = {**plain, "grp_per_capita_ksek": 400, **figures}
    return attrs.evolve(county("18"), county_code=code, context=Context(**figures))


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
    more = {"population": 9000, "land_area_km2": 300, "municipalities": 6}
    large = made_up("02", **more, grp_per_capita_ksek=900)
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


def test_a_teacher_adds_an_example_region_by_adding_a_file(data):
    text = (data / SAGO).read_text(encoding="utf-8")
    new = text.replace('id = "sago"', 'id = "nysund"').replace("number = 6", "number = 7")
    new = new.replace('"Sagö"', '"Nysund"')
    (data / "regions" / "nysund.toml").write_text(new, encoding="utf-8")
    assert [region.id for region in example_regions()][-2:] == ["sago", "nysund"]
