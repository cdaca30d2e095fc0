"""The course: what it holds, and what a person is told who makes a mistake in it."""

import pytest
from spoiling import change, told

from kit.content.course import LEVELS, SOURCE_POINTS, course, is_level
from kit.content.duration import count
from kit.content.language import LANGUAGES

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
POINTS = [2, 3, 3, 3, 3, 2, 3, 3, 3, 4, 2, 3, 3, 2]
GROUPS = {
    "role": ["breadth", "voice", "networks"],
    "direction": ["goals", "dialogue", "horizon"],
    "capacity": ["consensus", "financing", "learning"],
    "interplay": ["organisation", "municipalities", "society", "neighbours", "state"],
}


def test_fourteen_factors_stand_in_four_groups_in_the_order_of_the_source():
    taught = course()
    assert {group.id: [one.id for one in group.factors] for group in taught.groups} == GROUPS
    assert {factor.number: factor.title.sv for factor in taught.factors} == TITLES


def test_each_factor_has_three_statements_42_in_all_each_with_an_id_of_its_own():
    taught = course()
    assert [len(factor.statements) for factor in taught.factors] == [3] * 14
    assert len({statement.id for statement in taught.statements}) == 42


def test_every_point_of_the_source_is_covered_by_a_statement_of_its_factor():
    source = {f"{n}{'abcd'[at]}" for n, most in enumerate(POINTS, 1) for at in range(most)}
    assert len(source) == 39
    covered = {
        point
        for factor in course().factors
        for statement in factor.statements
        for point in statement.points
        if point.rstrip("abcd") == str(factor.number)
    }
    assert covered == source == {point for points in SOURCE_POINTS.values() for point in points}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_factor_means_takes_90_to_160_words(language):
    lengths = {factor.id: count(factor.meaning[language]) for factor in course().factors}
    assert {key: words for key, words in lengths.items() if not 90 <= words <= 160} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_a_chart_and_no_two_in_a_lesson_are_alike(language):
    for group in course().groups:
        statements = [one for factor in group.factors for one in factor.statements]
        labels = [one.label[language] for one in (*group.factors, *statements)]
        assert max(map(len, labels)) <= 18
        assert len({label.casefold() for label in labels}) == len(labels)


def test_each_factor_has_five_levels_a_practice_case_three_questions_and_some_to_discuss():
    for factor in course().factors:
        assert [one.level for one in factor.levels] == [1, 2, 3, 4, 5]
        assert len(factor.questions) == 3
        for question in factor.questions:
            assert len(question.options) >= 3
            assert sum(option.correct for option in question.options) == 1
        assert len(factor.discussion) in {2, 3}


def test_practice_cases_spread_over_all_levels_with_at_least_four_low_ones():
    keys = [factor.vignette.key for factor in course().factors]
    assert set(keys) == set(LEVELS)
    assert sum(key <= 2 for key in keys) >= 4


def test_the_right_answer_of_a_quiz_question_is_not_always_in_the_same_place():
    questions = [one for factor in course().factors for one in factor.questions]
    places = [[option.correct for option in one.options].index(True) for one in questions]
    assert max(places.count(place) for place in set(places)) <= len(questions) / 2


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


MISTAKES = {
    "a practice case at level 6": (
        r"^key = .*$",
        "key = 6",
        "factor[breadth].vignette.key",
        "The level is a whole number from 1 to 5.",
    ),
    "a practice case at level 0": (
        r"^key = .*$",
        "key = 0",
        "factor[breadth].vignette.key",
        "Nivån ska vara ett heltal från 1 till 5.",
    ),
    "a level as text": (
        r"^key = .*$",
        'key = "2"',
        "factor[breadth].vignette.key",
        "no quotation marks",
    ),
    "a level with decimals": (
        r"^key = .*$",
        "key = 2.5",
        "factor[breadth].vignette.key",
        "A whole number belongs here",
    ),
    "a statement without a point of the source": (
        r"^points = .*$",
        "points = []",
        "factor[breadth].statement[breadth-1].points",
        'Write for instance points = ["1a"].',
    ),
    "a statement that says nothing of points": (
        r"^points = .*\n",
        "",
        "factor[breadth].statement[breadth-1].points",
        "The key is missing. Add it.",
    ),
    "a point of another factor": (
        r"^points = .*$",
        'points = ["1a", "2a"]',
        "factor[breadth].statement[breadth-1].points",
        "2a is not a point of the source for this factor.",
    ),
    "a label of 19 characters": (
        r"^label\.sv = .*$",
        'label.sv = "Nittontecken i rad!"',
        "factor[breadth].label.sv",
        "It has at most 18 characters.",
    ),
    "an answer that is not true or false": (
        r"^correct = false$",
        'correct = "no"',
        "factor[breadth].question[breadth-q1].option[1].correct",
        "This is either true or false.",
    ),
    "no answer that is right": (
        r"^correct = true$",
        "correct = false",
        "factor[breadth].question[breadth-q1].option",
        "not 0",
    ),
    "two answers that are right": (
        r"^correct = false$",
        "correct = true",
        "factor[breadth].question[breadth-q1].option",
        "not 2",
    ),
    "a case that is no example region": (
        r"^case = .*$",
        'case = "atlantis"',
        "group.case",
        "atlantis is not the id of an example region",
    ),
    "an id used twice": (
        r'^id = "breadth-2"$',
        'id = "breadth-1"',
        "factor[breadth].statement[breadth-1].id",
        "breadth-1 is used elsewhere already.",
    ),
    "levels out of order": (
        r"^level = 2$",
        "level = 3",
        "factor[breadth].level",
        "in that order, not 1, 3, 3, 4, 5",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_key(data, mistake):
    pattern, new, key, remedy = MISTAKES[mistake]
    change(data / ROLE, pattern, new)
    places, message = told(course)
    assert places == [f"data/{ROLE}, {key}"]
    assert remedy in message


def test_a_label_of_18_characters_is_not_too_long(data):
    change(data / ROLE, r"^label\.sv = .*$", 'label.sv = "Arton tecken i rad"')
    assert course().factor("breadth").label.sv == "Arton tecken i rad"


def test_a_point_that_no_statement_covers_is_told(data):
    change(data / ROLE, r'\["1b"\]', '["1a"]')
    places, message = told(course)
    assert places == [f"data/{ROLE}, factor[breadth].statement"]
    assert "Inget påstående täcker källans punkt 1b." in message
    assert "No statement covers the source's point 1b." in message


@pytest.mark.parametrize(
    ("table", "place", "remedy"),
    [
        ("statement", "statement", "There should be three here, not 2."),
        ("question", "question", "There should be three here, not 2."),
        ("discussion", "discussion", "There should be two or three here, not 1."),
        ("level", "level", "in that order, not 2, 3, 4, 5"),
    ],
)
def test_too_few_of_something_are_told_with_how_many_there_are(data, table, place, remedy):
    # From the first heading of the kind to the next heading that is not inside it.
    drop = rf"(?s)^\[\[factor\.{table}\]\].*?(?=^\[\[?factor\.(?!{table}\.))"
    change(data / ROLE, drop, "")
    if table == "discussion":
        keep_one(data / ROLE)
    places, message = told(course)
    assert f"data/{ROLE}, factor[breadth].{place}" in places
    assert remedy in message


def keep_one(file):
    """Leave one question to discuss of the first factor, however many it had."""
    text = file.read_text(encoding="utf-8")
    first = text[: text.index('id = "voice"')]
    for _ in range(first.count("[[factor.discussion]]") - 1):
        change(file, r"(?s)^\[\[factor\.discussion\]\]\n.*?(?=^\[\[|^#)", "")


def test_a_lost_file_is_told_by_the_numbers_that_are_there(data):
    (data / ROLE).unlink()
    places, message = told(course)
    assert places == ["data/factors, factor[…].number"]
    assert "Now they are 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14." in message
