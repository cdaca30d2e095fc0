"""A learner hands in: by folder or as a code, nothing that names her, and she hears how it went."""

import errno
import json
import os

import pytest
from asking import asked

from kit.answers.answers import DONT_KNOW
from kit.answers.file import AnswersFile
from kit.classroom.codes import find
from kit.classroom.sheets import Sheet, from_json, is_mark, ratings_of
from kit.content.course import course
from kit.content.phrases import Words
from kit.widgets.hand_in import hand_in, own_sheet

EN = Words("en")
RATINGS = {"breadth-1": 4, "voice-2": DONT_KNOW}


@pytest.fixture(autouse=True)
def nowhere_set(monkeypatch):
    """No folder is set for everybody, unless a test says so."""
    monkeypatch.setenv("KIT_CLASS", "")


@pytest.fixture
def form(file):
    return hand_in(course(), file, EN)


def rate(file, ratings=RATINGS, **about):
    """Give ratings, and what a learner says of herself and where her class is."""
    for key, value in ratings.items():
        file.put("ratings", key, value)
    for key, value in about.items():
        file.put("class", key, str(value))
    return file


def handed_in(form):
    return asked(form, hand=True)["told"]


# What is handed in


def test_a_sheet_has_the_ratings_the_role_and_the_round_and_nothing_else(file):
    rate(file, mark="k7m2q", round="2", role="politician", folder="/delad/anna")
    file.put("evidence", "breadth", "Anna sade det")
    file.put("importance", "breadth", 5)
    file.put("place", "county", "18")
    expected = Sheet("k7m2q", "2", "politician", ratings_of(RATINGS))
    assert own_sheet(file.answers) == expected


@pytest.mark.parametrize("said", [{}, {"role": "mayor", "round": "9"}])
def test_without_a_role_and_a_round_that_there_are_it_is_the_first_round_and_no_role(file, said):
    sheet = own_sheet(rate(file, mark="k7m2q", **said).answers)
    assert (sheet.round, sheet.role) == ("1", None)


def test_how_it_was_before_is_handed_in_apart_and_ratings_of_another_course_not_at_all(file):
    rate(file, {"breadth-1": 4, "elsewhere-1": 2}, mark="k7m2q").put("then", "breadth-1", 1)
    assert own_sheet(file.answers).by_statement == {"breadth-1": 4}
    file.put("class", "round", "then")
    assert own_sheet(file.answers).by_statement == {"breadth-1": 1}


def test_what_a_former_edition_was_rated_is_shown_to_the_learner_and_not_handed_in(file, form):
    rate(file, {"voice-1": 4, "goals-1": 2, "goals-1/2": 5}, mark="k7m2q")
    assert own_sheet(file.answers).by_statement == {"goals-1": 5}
    assert asked(form)["sheet"]["ratings"] == {"goals-1/2": 5}
    posed = {
        one["id"]: one["former"]
        for group in form.data["groups"]
        for one in group["statements"]
        if one["former"]
    }
    reworded = ("voice-1", "goals-1", "goals-3", "consensus-3", "neighbours-3")
    assert posed == {f"{one}/2": [one] for one in reworded}
    file.put("class", "round", "then")
    file.put("then", "voice-1", 3)
    file.put("then", "goals-1/2", 1)
    assert own_sheet(file.answers).by_statement == {"goals-1": 1}


# The mark


def test_a_mark_is_made_once_somebody_looks_and_kept(file):
    rate(file)
    before = file.path.read_bytes()
    form = hand_in(course(), file, EN)
    assert file.path.read_bytes() == before
    mark = asked(form)["sheet"]["mark"]
    assert is_mark(mark)
    assert asked(form)["sheet"]["mark"] == mark
    assert file.answers.section("class") == {"mark": mark}
    # And after a restart.
    assert asked(hand_in(course(), AnswersFile(file.path), EN))["sheet"]["mark"] == mark


def test_a_mark_is_random_and_the_same_in_two_notebooks_open_at_once(tmp_path):
    files = [AnswersFile(tmp_path / str(number) / "answers.json") for number in range(20)]
    marks = [asked(hand_in(course(), one, EN))["sheet"]["mark"] for one in files]
    assert len(set(marks)) == 20
    again = [hand_in(course(), AnswersFile(one.path), EN) for one in files]
    assert [asked(one)["sheet"]["mark"] for one in again] == marks


@pytest.mark.parametrize("spoilt", ["Anna", "k7m2q-1", "K7M2Q", "../ab"])
def test_a_mark_that_is_none_is_made_anew(file, form, spoilt):
    rate(file, mark=spoilt)
    assert is_mark(asked(form)["sheet"]["mark"])
    assert asked(form)["sheet"]["mark"] != spoilt


# Handing in


def test_what_is_handed_in_lies_in_the_folder_and_the_code_says_the_same(file, form, folder):
    rate(file, folder=folder, role="official")
    # Nothing is handed in by looking.
    assert asked(form)["told"] is None
    assert list(folder.iterdir()) == []
    assert handed_in(form) == {
        "done": True,
        "text": "Handed in: 2 answers. You may change them and hand in again.",
    }
    (path,) = folder.iterdir()
    found = asked(form)
    sheets = from_json(path.read_text(encoding="utf-8"))
    assert sheets == [Sheet(found["sheet"]["mark"], "1", "official", ratings_of(RATINGS))]
    assert find(found["code"]) == (sheets, [])
    assert found["given"] == 2


def test_handing_in_again_replaces_what_was_and_another_round_stands_beside(file, form, folder):
    rate(file, folder=folder)
    handed_in(form)
    rate(file, {"breadth-1": 5})
    handed_in(form)
    rate(file, {"breadth-1": 1}, round="2")
    handed_in(form)
    sheets = [from_json(one.read_text(encoding="utf-8"))[0] for one in sorted(folder.iterdir())]
    assert [(one.round, one.by_statement["breadth-1"]) for one in sheets] == [("1", 5), ("2", 1)]


def test_a_home_folder_that_another_notebook_has_saved_meanwhile_is_found(
    file, form, folder, monkeypatch
):
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("USERPROFILE", str(folder.parent))
    rate(AnswersFile(file.path), folder=os.path.join("~", "class"))  # noqa: PTH118
    assert handed_in(form)["done"]


def test_a_folder_set_for_everybody_is_where_one_hands_in(file, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CLASS", str(folder))
    form = hand_in(course(), rate(file, folder=tmp_path / "elsewhere"), EN)
    assert form.data["folder"] == str(folder)
    assert handed_in(form)["done"]
    assert len(list(folder.iterdir())) == 1


# Where it does not go well


@pytest.mark.parametrize(("ratings", "round_"), [({}, "1"), (RATINGS, "then")])
def test_without_answers_nothing_is_handed_in(file, form, folder, ratings, round_):
    rate(file, ratings, folder=folder, round=round_)
    assert handed_in(form) == {"done": False, "text": EN("hand_in.nothing")}
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("said", [{}, {"folder": "  "}])
def test_without_a_folder_a_learner_is_asked_for_it_and_has_her_code(file, form, said):
    rate(file, **said)
    assert handed_in(form) == {"done": False, "text": EN("hand_in.no-folder")}
    ((sheet,), _) = find(asked(form)["code"])
    assert sheet.by_statement == RATINGS


@pytest.mark.parametrize(
    "name", ["klas", "class/deeper", "\0", "~no-such-user-here/class", "my-answers/answers.json"]
)
def test_a_mistyped_folder_is_told_and_not_made(file, form, folder, name):
    rate(file, folder=name if name.startswith("~") else folder.parent / name)
    told = handed_in(form)
    assert not told["done"]
    assert told["text"].startswith("Handing in did not work (")
    assert sorted(one.name for one in folder.parent.iterdir()) == ["class", "my-answers"]


def test_a_full_disk_is_told_and_what_was_handed_in_before_stays(file, form, folder, monkeypatch):
    rate(file, folder=folder)
    handed_in(form)
    (path,) = folder.iterdir()
    before = path.read_bytes()
    rate(file, {"breadth-1": 1})

    def full(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as here:
        here.setattr(os, "fsync", full)
        told = handed_in(form)
    assert told["text"].startswith(f"Handing in did not work ({os.strerror(errno.ENOSPC)})")
    assert [one.read_bytes() for one in folder.iterdir()] == [before]
    assert handed_in(form)["done"]
    assert json.loads(path.read_text(encoding="utf-8"))["sheets"][0]["ratings"]["breadth-1"] == 1


# What is shown is what is handed in


def test_the_count_the_table_and_the_code_are_of_one_sheet(file, form):
    rate(file, role="official", round="2")
    found = asked(form)
    ((sheet,), _) = find(found["code"])
    assert found["given"] == len(sheet.by_statement)
    assert found["sheet"] == {
        "mark": sheet.mark,
        "round": sheet.round,
        "role": sheet.role,
        "ratings": sheet.by_statement,
    }


@pytest.mark.parametrize(("shown", "newer"), [("as it is", False), ("before", True), (None, False)])
def test_what_has_changed_since_it_was_shown_is_told_when_it_is_handed_in(
    file, form, folder, shown, newer
):
    rate(file, folder=folder)
    before = asked(form)["code"]
    # Another page does this.
    rate(AnswersFile(file.path), {"breadth-1": 2})
    now = asked(form)["code"]
    found = asked(form, hand=True, shown={"as it is": now, "before": before}.get(shown))
    assert found["told"]["done"]
    assert (EN("hand_in.newer") in found["told"]["text"]) == newer
    assert found["sheet"]["ratings"]["breadth-1"] == 2
