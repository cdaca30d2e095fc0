import attrs
import pytest

from kit.content.course import course
from kit.content.duration import count, in_fives, minutes
from kit.content.language import Text
from kit.content.regions import example_region


@pytest.mark.parametrize(
    ("words", "ratings", "questions", "expected"),
    [
        (900, 0, 0, 5),  # 900 / 180
        (0, 15, 0, 5),  # 15 * 20 s
        (0, 0, 15, 10),  # 15 * 40 s
        (1800, 9, 9, 20),  # 10 + 3 + 6 = 19
        (0, 0, 0, 5),
    ],
)
def test_minutes_are_reading_rating_and_answering_to_the_nearest_five(
    words, ratings, questions, expected
):
    assert in_fives(words, ratings, questions) == expected


def test_words_are_counted_as_a_reader_would():
    assert count("Tjänstemän – och politiker – i EU-projekt.") == 5
    assert count("Nobody’s plan, nobody's task: 14 factors!") == 6
    assert count("") == 0


def test_a_lesson_of_more_text_takes_longer_and_one_with_fewer_factors_is_shorter():
    group = course().group("role")
    case = example_region(group.case)
    taken = minutes(group, case)
    longer = attrs.evolve(group, about=Text(sv="ord " * 3600, en="word " * 3600))
    # 3600 words less those of the text they replace: a little under 20
    assert minutes(longer, case) - taken in {15, 20}
    assert minutes(attrs.evolve(group, factors=group.factors[:1]), case) < taken


def test_every_lesson_fits_an_hour_and_a_half():
    for group in course().groups:
        assert 20 <= minutes(group, example_region(group.case)) <= 90
