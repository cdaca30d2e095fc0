"""A lesson, for a learner who has given no answers yet, some, or all."""

import json
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec

import asking
import pytest

from kit import Lesson
from kit.answers.answers import DONT_KNOW
from kit.answers.file import AnswersFile
from kit.classroom.folder import hand_in
from kit.classroom.sheets import Sheet, ratings_of
from kit.content.course import course, parts
from kit.content.language import LANGUAGES
from kit.content.loader import DATA
from kit.content.markdown import Prose
from kit.content.phrases import phrases

GROUPS = [group.id for group in course().groups]
ONCE = ("goals", "compare", "borderline", "case", "quiz", "reflect", "discuss", "missing")
EVERYWHERE = ("factors", "scale", "regions", "county", "glossary")
OF_A_FACTOR = ("read", "practise", "rate")
VIEWS = [
    name
    for name, method in vars(Lesson).items()
    if getattr(method, "__annotations__", {}).get("return") == "Carrier"
]

# Some: one factor rated whole, one in part, one not known; the rest open.
SOME = {
    "breadth-1": 4,
    "breadth-2": 2,
    "breadth-3": 3,
    "voice-2": 5,
    "networks-1": DONT_KNOW,
    "networks-2": DONT_KNOW,
}
ALL = {one.key: 1 + place % 5 for place, one in enumerate(course().statements)}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "answers.json"


def given(path, ratings):
    """Save ratings as an earlier session would have, and return where."""
    file = AnswersFile(path)
    for statement, value in ratings.items():
        file.put("ratings", statement, value)
    return path


def shown(part):
    """Return what stands in a notebook where a view cannot be drawn, and what the view shows."""
    if isinstance(part, Prose):
        return repr(part), part.markdown
    return repr(part), json.dumps(part.view.data, ensure_ascii=False)


# What each part of the course has besides, with what it is called with.
BESIDE = {
    **dict.fromkeys(("start", "glossary", "curious"), ("compare", "missing")),
    **dict.fromkeys(GROUPS, ONCE),
    "whole": ("compare", "missing", "hand_in"),
    "class": ("board", "sample_board", "sample_spreads", "sample_splits"),
    "plan": ("prioritise", "look_back", "plan", "take_away"),
}
OF_A_CLASS = ("board", "take_away")
ASKED = ("hand_in", "board", "sample_board", "prioritise", "look_back")


@pytest.mark.parametrize("ratings", [{}, SOME, ALL], ids=["none", "some", "all"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", parts())
def test_every_part_of_the_course_works_with_no_answers_some_and_all(path, part, language, ratings):
    lesson = Lesson(part, language, given(path, ratings))
    of_group = [one.id for one in course().group(part).factors] if part in GROUPS else ["voice"]
    for name in (*EVERYWHERE, *BESIDE[part], *OF_A_FACTOR):
        factors = [(one,) for one in of_group] if name in OF_A_FACTOR else [()]
        for given_ in [(path.parent / "class",)] if name in OF_A_CLASS else factors:
            found = getattr(lesson, name)(*given_)
            assert name not in ASKED or asked(found)
            still, content = shown(found)
            assert len(still) > 20
            assert len(content) > 20


def asked(part, **question):
    return asking.asked(part.view, **question)


@pytest.mark.parametrize("method", VIEWS)
def test_a_view_is_called_as_its_method_in_python_in_the_browser_and_among_the_phrases(
    path, method
):
    factor = ("breadth",) if method in OF_A_FACTOR else ()
    view = getattr(Lesson("role", "en", path), method)(*factor).view
    name = method.removeprefix("sample_")  # the board of an invented class is a board
    assert view.data["kind"] == name
    module = name if find_spec(f"kit.widgets.{name}") else "forms"
    assert callable(getattr(import_module(f"kit.widgets.{module}"), name))
    assert (files("kit.widgets") / "browser" / f"{name}.js").is_file()
    assert f"{name}.title" in phrases()


def test_where_a_view_cannot_be_drawn_a_sentence_stands_for_it(path):
    sv, en = (Lesson("role", language, path) for language in LANGUAGES)
    assert "Jämför med exempelregioner" in repr(sv.compare())
    assert "Kör lektionen" in repr(sv.compare())
    assert "Run the lesson" in repr(en.rate("voice"))
    assert course().factor("voice").title.en in repr(en.rate("voice"))


def mine(part, figure="radar"):
    data = part.view.data if figure in part.view.data else part.view.data["comparison"]
    return list(data[figure]["data"][0]["r"])[:-1]


@pytest.mark.parametrize(
    ("ratings", "values", "sv", "en"),
    [
        ({}, [None] * 9, "Du har inte skattat din region", "You have not rated your region"),
        # That one does not know is no value.
        (
            *(SOME, [4, 2, 3, None, 5, None, None, None, None]),
            *("Din region har värden på 4 av 9.", "Your region has values on 4 of 9."),
        ),
    ],
)
def test_answers_from_last_time_are_in_the_radar_in_either_language(path, ratings, values, sv, en):
    given(path, ratings)
    for language, said in (("sv", sv), ("en", en)):
        lesson = Lesson("role", language, path)
        form = lesson.rate("breadth")
        assert mine(form) == mine(lesson.compare()) == values
        assert form.view.data["sentence"].startswith(said)


def test_a_form_asks_its_own_factor_and_its_radar_shows_the_whole_lesson(path):
    form = Lesson("capacity", "en", path).rate("financing")
    asked = course().factor("financing").statements
    assert [one["text"] for one in form.view.data["statements"]] == [one.text.en for one in asked]
    numbers = ["7.1", "7.2", "7.3", "8.1", "8.2", "8.3", "9.1", "9.2", "9.3"]
    assert [one["number"] for one in form.view.data["axes"]] == numbers
    assert [one["number"] for one in form.view.data["statements"]] == ["8.1", "8.2", "8.3"]

    # A first try shows that factor alone.
    form = Lesson("start", "en", path).rate("breadth")
    assert [one["number"] for one in form.view.data["axes"]] == ["1.1", "1.2", "1.3"]


def test_a_lesson_compares_statements_and_the_whole_compares_factors_that_have_a_score(path):
    given(path, SOME)
    statements = Lesson("role", "en", path).compare().view.data["comparison"]
    assert len(statements["axes"]) == 9
    factors = Lesson("whole", "en", path).compare()
    assert [axis["number"] for axis in factors.view.data["comparison"]["axes"]] == [
        str(number) for number in range(1, 15)
    ]
    assert mine(factors) == [3] + [None] * 13


def test_example_regions_are_never_named_without_the_word_that_they_are_constructed(path):
    lesson = Lesson("role", "sv", path)
    choices = lesson.compare().view.data["regions"]
    assert len(choices) == 6
    assert all(choice["name"].endswith("(konstruerad)") for choice in choices)
    comparison = lesson.compare().view.data["comparison"]
    others = [trace["name"] for trace in comparison["radar"]["data"][1:]]
    assert others == [name for name in comparison["table"]["head"] if name in others]
    assert all(name.endswith("(konstruerad)") for name in others)


def test_what_is_missing_follows_what_another_notebook_saves_meanwhile(path):
    whole = Lesson("whole", "en", path)
    assert "missing on 14 of 14" in whole.missing().markdown
    given(path, SOME)
    assert "missing on 13 of 14" in whole.missing().markdown
    given(path, ALL)
    assert whole.missing().markdown == "You have answered every statement."


def test_the_21_counties_can_be_chosen_in_either_language(path):
    sv, en = (Lesson("start", one, path).county().view.data["counties"] for one in LANGUAGES)
    assert len(sv) == len(en) == 21
    assert {"code": "18", "name": "Örebro län"} in sv
    assert {"code": "18", "name": "Örebro County"} in en


def test_answers_are_kept_where_the_environment_says(path, monkeypatch):
    monkeypatch.setenv("KIT_ANSWERS", str(given(path, SOME)))
    assert mine(Lesson("role", "en").compare())[:3] == [4, 2, 3]


def test_an_unknown_part_language_or_factor_is_refused_with_those_there_are(path):
    with pytest.raises(ValueError, match=r"'01'.*: start, role, direction"):
        Lesson("01", "sv", path)
    with pytest.raises(ValueError, match=r"inte 'se'.*not 'se'"):
        Lesson("role", "se", path)


@pytest.mark.parametrize("method", OF_A_FACTOR)
def test_a_factor_that_there_is_not_is_told_in_both_languages_with_those_there_are(path, method):
    with pytest.raises(ValueError, match=r"'Breadth' finns inte.*breadth, voice.*no factor"):
        getattr(Lesson("role", "sv", path), method)("Breadth")


@pytest.mark.parametrize("part", GROUPS)
def test_a_factor_of_another_lesson_is_not_rated_there_and_those_of_the_lesson_are_named(
    path, part
):
    own = [factor.id for factor in course().group(part).factors]
    foreign = next(one.id for one in course().factors if one.id not in own)
    said = rf"{foreign}.*'{part}'. Skriv ett av: {', '.join(own)}\. .*Write one of: "
    with pytest.raises(ValueError, match=said):
        Lesson(part, "sv", path).rate(foreign)


@pytest.mark.parametrize("part", [part for part in parts() if part not in GROUPS])
def test_what_only_a_group_has_is_told_with_the_groups_where_there_is_none(path, part):
    for method in ("goals", "case"):
        with pytest.raises(ValueError, match=rf"'{part}' finns inte.*role, direction"):
            getattr(Lesson(part, "sv", path), method)()


def test_a_lesson_says_which_it_is(path):
    assert {repr(Lesson(part, "en", path)) for part in parts()} == {
        f"Lesson({part!r}, 'en')" for part in parts()
    }


# A class


def test_what_a_lesson_hands_in_is_of_all_lessons_so_far_and_folded_until_the_last(path):
    given(path, SOME)
    role, whole = (Lesson(part, "en", path).hand_in() for part in ("role", "whole"))
    assert [one.view.data["soFar"] for one in (role, whole)] == [True, False]
    sheets = [asked(one)["sheet"] for one in (role, whole)]
    assert sheets[0] == sheets[1]
    assert sheets[0]["ratings"] == SOME


@pytest.fixture
def folder(tmp_path):
    """Where a class of five has handed in."""
    folder = tmp_path / "class"
    folder.mkdir()
    for person in range(5):
        hand_in(Sheet(f"0000{person}", "1", None, ratings_of(SOME)), folder)
    return folder


def test_a_board_follows_the_folder_it_is_given_or_the_one_that_is_set(path, folder, monkeypatch):
    lesson = Lesson("class", "en", path)
    assert asked(lesson.board(folder))["rounds"][0]["handed"] == 5
    monkeypatch.setenv("KIT_CLASS", str(folder))
    assert asked(lesson.board())["rounds"][0]["handed"] == 5
    assert lesson.board().view.data["folder"] == str(folder)


def test_a_class_can_be_taken_along_once_its_board_has_shown_it_and_only_what_was(path, folder):
    lesson = Lesson("plan", "en", path)
    assert not lesson.take_away(folder.with_name("nowhere")).view.data["class"]
    assert not folder.with_name("nowhere").exists()
    assert not lesson.take_away(folder).view.data["class"]
    asked(Lesson("class", "en", path).board(folder), show="1", sure=True)
    taken = lesson.take_away(folder)
    assert taken.view.data["class"]
    hand_in(Sheet("0000z", "1", None, ratings_of(SOME)), folder)
    found = json.loads(asked(taken, format="json", whose="class")["file"])
    assert found["class"]["sheets"] == 5


def test_the_sample_class_is_shown_at_once_and_takes_nothing_in(path):
    board = Lesson("class", "en", path).sample_board()
    before = sorted((DATA / "sample-class").iterdir())
    shown = asked(board)
    assert shown["results"]["sheets"] > 20
    code = asked(Lesson("whole", "en", given(path, SOME)).hand_in())["code"]
    for question in ({"codes": code}, {"delete": True}, {"content": b"x", "name": "x.csv"}):
        assert asked(board, **question, stamp=shown["stamp"]) == {"stamp": shown["stamp"]}
    assert sorted((DATA / "sample-class").iterdir()) == before
