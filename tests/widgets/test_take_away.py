"""Take one's result along in several formats, or a class's, and read a spreadsheet back."""

import io
import json
import re
import sys

import openpyxl
import pytest
from asking import asked

from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.classroom.folder import hand_in
from kit.classroom.sheets import Sheet, ratings_of
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.take_away import take_away

SV, EN = Words("sv"), Words("en")
RATINGS = {"breadth-1": 4, "breadth-2": 2, "voice-2": 5}
NAMES = {"sv": "min-skattning", "en": "my-rating"}
BEGINNINGS = {
    "slides": ("pptx", b"PK"),
    "workbook": ("xlsx", b"PK"),
    "page": ("html", b"<!DOCTYPE html>"),
    "csv": ("csv", b"\xef\xbb\xbf"),
    "json": ("json", b"{"),
}
EARLIER = (
    "The answers as they were before lie in the file answers.earlier-1.json beside your answers."
)


@pytest.fixture
def file(tmp_path):
    """A learner's answers, some of them given."""
    file = AnswersFile(tmp_path / "answers.json")
    file.put_all({("ratings", key): value for key, value in RATINGS.items()})
    return file


@pytest.fixture
def view(file):
    return take_away(course(), file, EN, None)


# One's own


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BEGINNINGS)
def test_each_format_is_a_file_named_in_the_language_with_its_day(file, language, kind):
    found = asked(take_away(course(), file, Words(language), None), format=kind)
    ending, beginning = BEGINNINGS[kind]
    assert re.fullmatch(rf"{NAMES[language]}-\d{{4}}-\d{{2}}-\d{{2}}\.{ending}", found["name"])
    assert found["file"].startswith(beginning)


def test_what_is_taken_along_are_the_answers_of_this_moment_and_can_be_put_back(file, view):
    other = AnswersFile(file.path)
    other.put("ratings", "state-1", 1)
    other.put("plan", "breadth/first", "Ring")
    content = asked(view, format="json")["file"]
    assert content == file.path.read_bytes()
    assert json.loads(content)["ratings"] == {**RATINGS, "state-1": 1}


def test_the_regions_that_are_chosen_go_along(view):
    # Whoever has no class gets her own, whatever is asked.
    found = asked(view, format="csv", regions=["sago", "bruksdal"], whose="class")
    text = found["file"].decode("utf-8-sig")
    assert "My region" in text
    assert "Sagö (constructed)" in text
    assert "Bruksdal (constructed)" in text
    assert "Storhamra" not in text


# Where not everything is installed


# Of each library, the format that cannot be made without it.
LACKING = {"pptx": {"slides"}, "lxml": {"slides"}, "xlsxwriter": {"slides", "workbook"}}
CALLED = {"slides": "‘Slides’ python-pptx", "workbook": "‘Spreadsheet’ XlsxWriter"}


@pytest.fixture
def lacking(monkeypatch):
    """Make Python say that a library is not installed, even if a test before has loaded it."""

    def hide(*libraries):
        for name in list(sys.modules):
            if name.partition(".")[0] in libraries:
                monkeypatch.delitem(sys.modules, name)
        for library in libraries:
            monkeypatch.setitem(sys.modules, library, None)

    return hide


@pytest.mark.parametrize("library", LACKING)
def test_a_format_whose_library_is_missing_is_told_of_and_the_others_are_made(
    file, view, lacking, library
):
    lacking(library)
    for kind in BEGINNINGS:
        found = asked(view, format=kind)
        assert ("file" in found) == (kind not in LACKING[library])
        assert ("told" in found) == (kind in LACKING[library])
        if kind in LACKING[library]:
            said = "{} cannot be made here, because {} is missing.".format(*CALLED[kind].split())
            assert found["told"].startswith(said)
    told = asked(take_away(course(), file, SV, None), format="slides")["told"]
    assert told.startswith("”Bildspel” går inte att göra här, för python-pptx saknas.")


def test_a_spreadsheet_is_read_back_where_none_can_be_made(file, view, lacking):
    content = filled(view, **{"breadth-1": 5})
    lacking("pandas", "numpy", "lxml", "pptx", "xlsxwriter", "openpyxl")
    assert asked(view, content=content)["told"].startswith("Answers changed: 1.")
    assert file.answers.ratings["breadth-1"] == 5


# A class


@pytest.fixture
def folder(tmp_path):
    """Where a class of five has handed in."""
    folder = tmp_path / "class"
    folder.mkdir()
    for person in range(5):
        hand_in(Sheet(f"0000{person}", "1", None, ratings_of({"breadth-1": 2})), folder)
    return folder


@pytest.fixture
def own(folder):
    """The teacher's own folder, once the class's board has shown it."""
    own = folder.with_name("own")
    room = Classroom(folder, own)
    room.look()
    room.show("1", sure=True)
    return own


def test_of_a_class_what_its_board_has_shown_is_taken_along_and_nothing_of_ones_own(
    file, folder, request
):
    # Nothing before it has.
    for room in (None, Classroom(folder, folder.with_name("own"))):
        assert not take_away(course(), file, SV, room).data["class"]
    view = take_away(course(), file, SV, Classroom(folder, request.getfixturevalue("own")))
    assert view.data["class"]
    hand_in(Sheet("0000z", "1", None, ratings_of({"breadth-1": 2})), folder)
    found = asked(view, format="json", whose="class")
    assert found["name"].startswith("gruppens-skattning-")
    report = json.loads(found["file"])
    assert (report["class"]["sheets"], report["statements"]) == (5, [])
    assert json.loads(asked(view, format="json", whose="mine")["file"])["ratings"] == RATINGS


def test_a_class_whose_results_cannot_be_read_leaves_ones_own_to_take_along(file, folder, own):
    for path in (folder / "class.json", *own.glob("class-*.json")):
        path.unlink()
        path.mkdir()
    view = take_away(course(), file, EN, Classroom(folder, own))
    assert not view.data["class"]
    assert asked(view, format="json")["file"]


# Read back


def filled(view, **cells):
    """Return the spreadsheet with other answers to some statements."""
    book = openpyxl.load_workbook(io.BytesIO(asked(view, format="workbook")["file"]))
    for _, key, _, _, answered in book["Answers"].iter_rows():
        if key.value in cells:
            answered.value = cells[key.value]
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def test_a_spreadsheet_that_was_filled_in_changes_the_answers_in_one_step(file, view):
    before = file.path.read_bytes()
    content = filled(view, **{"breadth-1": 5, "breadth-2": None, "state-1": 3})
    found = asked(view, content=content)
    told = "Answers changed: 3. Cells that could not be read: 0."
    assert found == {"told": f"{told} {EARLIER}", "faults": []}
    expected = {"breadth-1": 5, "voice-2": 5, "state-1": 3}
    assert AnswersFile(file.path).answers.ratings == expected
    # Whoever read the wrong one has her answers back from that file.
    assert file.path.with_name("answers.earlier-1.json").read_bytes() == before


@pytest.mark.parametrize("kind", ["workbook", "json"])
def test_what_is_read_as_it_was_taken_changes_nothing(file, view, kind):
    before = file.path.read_bytes()
    found = asked(view, content=asked(view, format=kind)["file"])
    assert found["told"].startswith("Answers changed: 0.")
    assert file.path.read_bytes() == before


def test_a_cell_that_cannot_be_read_is_named_and_the_others_count(file, view):
    found = asked(view, content=filled(view, **{"breadth-1": "ten", "voice-2": 1}))
    told = "Answers changed: 1. Cells that could not be read: 1."
    assert found["told"] == f"{told} {EARLIER}"
    (fault,) = found["faults"]
    assert re.fullmatch(r"Answers!E\d+", fault["place"])
    assert fault["text"]
    assert file.answers.ratings == {**RATINGS, "voice-2": 1}


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04", bytes(range(256)), b"{", b"[]", b"null", b'{"kit": "report"}'],
)
def test_a_file_that_is_neither_is_told_of_in_one_sentence_and_changes_nothing(file, view, content):
    before = file.path.read_bytes()
    found = asked(view, content=content)
    assert found["told"].endswith(" No answers have been changed.")
    assert found["faults"] == []
    assert file.path.read_bytes() == before


# Answers along


@pytest.fixture
def elsewhere(tmp_path):
    """Answers that the same learner has given on another computer."""
    file = AnswersFile(tmp_path / "elsewhere" / "answers.json")
    given = {("ratings", "breadth-1"): 1, ("ratings", "state-1"): 3}
    file.put_all({**given, ("plan", "voice/first"): "Ring"})
    return file


def test_answers_of_another_computer_are_read_in_one_step(file, view, elsewhere):
    before = file.path.read_bytes()
    along = asked(take_away(course(), elsewhere, SV, None), format="json")["file"]
    found = asked(view, content=along)
    told = "Answers changed: 3. What the file has no answer to is left as it was."
    assert found["told"] == f"{told} {EARLIER}"
    assert found["faults"] == []
    kept = AnswersFile(file.path).answers
    assert kept.ratings == {**RATINGS, "breadth-1": 1, "state-1": 3}
    assert kept.section("plan") == {"voice/first": "Ring"}
    # Whoever read the wrong one has her answers back from that file.
    assert file.path.with_name("answers.earlier-1.json").read_bytes() == before


def test_what_a_newer_kit_has_kept_goes_along_and_stays(file, view):
    file.path.write_text('{"kit": "answers", "format": 1, "mine": [1], "both": {"a": 1}}', "utf-8")
    content = b'{"kit": "answers", "format": 1, "theirs": 2, "both": {"b": 2}}'
    assert asked(view, content=content)["told"].startswith("Answers changed: 0.")
    kept = json.loads(file.path.read_text("utf-8"))
    sections = {"mine": [1], "theirs": 2, "both": {"a": 1, "b": 2}}
    assert kept == {"kit": "answers", "format": 1, **sections}


def test_answers_of_a_newer_format_are_told_of_in_the_language(file):
    swedish = take_away(course(), file, SV, None)
    told = asked(swedish, content=b'{"kit": "answers", "format": 99}')["told"]
    assert "nyare version" in told
    assert told.endswith("Inga svar har ändrats.")


def test_a_class_s_result_is_not_taken_for_answers(file, view, folder, own):
    content = asked(
        take_away(course(), file, SV, Classroom(folder, own)), format="json", whose="class"
    )["file"]
    assert "it is not your answers" in asked(view, content=content)["told"]
    assert file.answers.ratings == RATINGS


def test_answers_that_cannot_be_saved_are_there_in_memory_and_told(file, view, elsewhere):
    file.path.unlink()
    file.previous.unlink(missing_ok=True)
    file.path.mkdir()
    asked(view, content=elsewhere.path.read_bytes())
    assert file.answers.ratings["state-1"] == 3
    assert file.trouble
