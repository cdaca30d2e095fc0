"""The course: what it holds, and what a person is told when something of it is lost."""

import re
import tomllib

import attrs
import pytest
from spoiling import change, told

from kit.content.course import LEVELS, SOURCE_POINTS, course, is_level
from kit.content.loader import DATA

ROLE = "factors/1-role.toml"

# The source deck: each factor's title, and how many points it makes.
TITLES = {
    1: "Använd bredden i den regionala utvecklingspolitiken",
    2: "Ta rollen som ”rösten för territoriet”",
    3: "Att leda i nätverk – en egen logik",
    4: "Tydliga mål och stabila processer",
    5: "Aktiv kommunikation och dialog",
    6: "Bejaka långsiktighet",
    7: "Bygg konsensus – där det behövs",
    8: "Bred finansiering bygger långsiktig kapacitet",
    9: "Utveckla uppföljning, analys och ständigt lärande",
    10: "Samspela i regionorganisationen",
    11: "Samspela med kommunerna",
    12: "Samspela med näringsliv, civilsamhälle och akademi",
    13: "Samspela storregionalt",
    14: "Samspela med staten",
}
POINTS = dict(enumerate([2, 3, 3, 3, 3, 2, 3, 3, 3, 4, 2, 3, 3, 2], start=1))
GROUPS = {
    "role": ["breadth", "voice", "networks"],
    "direction": ["goals", "dialogue", "horizon"],
    "capacity": ["consensus", "financing", "learning"],
    "interplay": ["organisation", "municipalities", "society", "neighbours", "state"],
}


def test_fourteen_factors_of_42_statements_stand_in_four_groups_in_the_order_of_the_source():
    taught = course()
    assert {group.id: [one.id for one in group.factors] for group in taught.groups} == GROUPS
    assert {factor.number: factor.title.sv for factor in taught.factors} == TITLES
    assert len({statement.id for statement in taught.statements}) == 42


def test_the_points_to_cover_are_those_of_the_source():
    source = {n: tuple(f"{n}{letter}" for letter in "abcd"[:most]) for n, most in POINTS.items()}
    assert source == SOURCE_POINTS


def test_a_group_and_a_factor_are_found_by_id_and_a_wrong_id_lists_the_right_ones():
    assert course().group("capacity").factors[1] is course().factor("financing")
    with pytest.raises(ValueError, match=r"'rolls'.*: role, direction, capacity, interplay"):
        course().group("rolls")
    with pytest.raises(ValueError, match=r"'Voice'.*: breadth, voice, networks"):
        course().factor("Voice")


@pytest.mark.parametrize("value", [0, 6, "3", 3.0, True, None])
def test_only_whole_numbers_from_1_to_5_are_levels(value):
    assert not is_level(value)
    assert all(is_level(level) for level in LEVELS)


def test_a_label_of_18_characters_is_not_too_long(data):
    change(data / ROLE, r"^label\.sv = .*$", 'label.sv = "Arton tecken i rad"')
    assert course().factor("breadth").label.sv == "Arton tecken i rad"


def test_a_lost_file_is_told_by_the_numbers_that_are_there(data):
    (data / ROLE).unlink()
    places, message = told(course)
    assert places == ["data/factors, factor[…].number"]
    assert "Now they are 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14." in message


# The first of its kind goes, with what is inside it; of questions to discuss, one comes for all.
@pytest.mark.parametrize(
    ("what", "until", "new", "remedy"),
    [
        ("statement", r"\[\[factor\.\w+\]\]", "", "There should be three here, not 2."),
        ("question", r"\[\[factor\.\w+\]\]", "", "There should be three here, not 2."),
        ("level", r"\[\[factor\.\w+\]\]", "", "in that order, not 2, 3, 4, 5"),
        ("next", r"\[\[factor\.\w+\]\]", "", "in that order, not 2, 3, 4."),
        (
            "discussion",
            r"\[\[factor\.next\]\]",
            'sv = "x"\nen = "x"\n',
            "There should be two or three here, not 1.",
        ),
    ],
)
def test_too_few_of_something_are_told_with_how_many_there_are(data, what, until, new, remedy):
    heading = f"[[factor.{what}]]\n"
    change(data / ROLE, rf"(?s)^{re.escape(heading)}.*?(?=^{until})", new and heading + new)
    places, message = told(course)
    assert f"data/{ROLE}, factor[breadth].{what}" in places
    assert remedy in message


def test_a_statement_that_asks_something_else_than_before_keeps_what_it_said():
    former = tomllib.loads((DATA / "former.toml").read_text(encoding="utf-8"))
    for statement in (one for one in course().statements if one.edition > 1):
        texts = [texts.get("sv") for texts in former[statement.id]]
        assert len([text for text in texts if text != statement.text.sv]) >= statement.edition - 1


def test_each_edition_has_a_key_of_its_own_and_the_latest_is_asked_first():
    first = course().statements[0]
    assert (first.key, first.former) == ("breadth-1", ())
    third = attrs.evolve(first, edition=3)
    assert (third.key, third.former) == ("breadth-1/3", ("breadth-1/2", "breadth-1"))
