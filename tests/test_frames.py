import pytest

import kit
from kit.answers import DONT_KNOW
from kit.course import course
from kit.keeping import AnswersFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "answers.json"


def answer(path, ratings):
    file = AnswersFile(path)
    for statement, value in ratings.items():
        file.put("ratings", statement, value)


def test_every_rating_is_a_row_ones_own_first(path):
    answer(path, {"breadth-1": 4, "state-3": 2})
    frame = kit.ratings_frame("en", path)
    assert list(frame.columns) == ["region", "group", "factor", "statement", "id", "level"]
    assert len(frame) == 2 + 6 * 42
    assert list(frame["region"][:3]) == ["My region", "My region", "Storhamra (constructed)"]
    assert frame[frame["region"] == "My region"][["id", "level"]].to_numpy().tolist() == [
        ["breadth-1", 4],
        ["state-3", 2],
    ]


def test_what_is_not_known_or_not_rated_has_no_row(path):
    answer(path, {"breadth-1": DONT_KNOW, "breadth-2": 5})
    mine = kit.ratings_frame("sv", path).query("region == 'Min region'")
    assert list(mine["id"]) == ["breadth-2"]


def test_without_answers_there_are_the_example_regions(path):
    frame = kit.ratings_frame("sv", path)
    assert frame.groupby("region", sort=False).size().to_list() == [42] * 6


def test_levels_are_numbers_to_reckon_with_and_names_are_in_the_language_asked_for(path):
    frame = kit.ratings_frame("en", path)
    assert frame["level"].dtype.kind == "i"
    assert frame["level"].between(1, 5).all()
    assert set(frame["group"]) == {group.title.en for group in course().groups}
    assert set(frame["factor"]) == {factor.label.en for factor in course().factors}


def test_a_language_the_kit_does_not_speak_is_refused(path):
    with pytest.raises(ValueError, match="'sv' or 'en'"):
        kit.ratings_frame("de", path)
