"""What was written on 28 November 2026, before the house had its wings, is read and written alike.

The archive holds answers, a class of eleven that has been shown, six result codes, and the
spreadsheet that is taken along, in both languages.
"""

import zipfile
from pathlib import Path

import pytest

from kit.answers.answers import DONT_KNOW, SECTIONS, Answers
from kit.answers.file import AnswersFile
from kit.classroom import codes
from kit.classroom.classroom import opened
from kit.classroom.sheets import Sheet, ratings_of, to_json
from kit.content.course import course
from kit.takeaway.read_answers import read_answers
from kit.takeaway.read_workbook import read_back

ARCHIVE = Path(__file__).parent / "written-before.zip"
STATEMENTS = [statement.id for statement in course().statements]


@pytest.fixture
def before(tmp_path):
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def given():
    """Return what was answered, by section and key."""
    for place, statement in enumerate(STATEMENTS):
        if place % 13 != 5:
            level = DONT_KNOW if place % 11 == 7 else 1 + place * 3 % 5
            yield ("ratings", statement), level
    for place, factor in enumerate(course().factors):
        yield ("importance", factor.id), 1 + place % 5
        text = f"Underlag {factor.number}: två rader\nmed å, ä och ö."
        yield ("evidence", factor.id), text
        yield ("reflections", factor.id), f"Tanke {factor.number}."
    for factor in ("voice", "state"):
        yield ("priorities", factor), True
        yield ("plan", f"{factor}/first"), "Bjud in kommunerna."
        yield ("targets", factor), 5
    earlier = {"label": "Före", "date": "2026-09-14", "ratings": dict.fromkeys(STATEMENTS, 2)}
    yield ("snapshots", "1"), earlier


def sheet(mark, step, role):
    levels = {name: 1 + (place + 1) * step % 5 for place, name in enumerate(STATEMENTS)}
    return Sheet(mark, "1", role, ratings_of(levels))


def handed_in():
    marks = [digit * 5 for digit in "012345"]
    return [
        sheet(mark, step, "politician" if step < 5 else "official")
        for step, mark in enumerate(marks)
    ]


def rows():
    return [sheet(f"7777777z-{row}", row, None) for row in range(2, 8)]


def all_of(answers):
    """Return the answers by section and key."""
    return {
        (section, key): value
        for section in SECTIONS
        for key, value in answers.section(section).items()
    }


def test_answers_are_read(before):
    file = AnswersFile(before / "my-answers" / "answers.json")
    answers = file.refresh()
    assert file.trouble is None
    assert all_of(answers) == dict(given())


def test_answers_are_written_as_they_were(before, tmp_path):
    then = (before / "my-answers" / "answers.json").read_bytes()
    file = AnswersFile(tmp_path / "now" / "answers.json")
    file.put_all(dict(given()))
    assert (tmp_path / "now" / "answers.json").read_bytes() == then


def test_a_class_is_read_and_still_knows_what_was_shown(before):
    shared = before / "my-class"
    classroom = opened(shared, before / "my-answers")
    classroom.look()
    assert classroom.faults == ()
    assert list(classroom.found.sheets.values()) == [*handed_in()[:5], *rows()]
    assert classroom.handed_in("1") == 11
    assert sum(len(block.members) for block in classroom.blocks) == 11
    assert classroom.waiting("1") == classroom.changed("1") == 0


def test_class_sheets_and_codes_are_written_as_they_were(before):
    for one in handed_in()[:5]:
        name = f"sheet-{one.mark}-1.json"
        assert to_json(one) == (before / "my-class" / name).read_text(encoding="utf-8")
    survey = (before / "my-class" / "survey-7777777z.json").read_text(encoding="utf-8")
    assert to_json(*rows()) == survey
    written = (before / "codes.txt").read_text(encoding="utf-8")
    assert [codes.encode(one) for one in handed_in()] == written.split()
    assert codes.find(written) == (handed_in(), [])


@pytest.mark.parametrize("name", ["sv.xlsx", "en.xlsx", "my-answers/answers.json"])
def test_what_was_taken_along_is_read_back(before, name):
    read = read_answers if name.endswith("json") else read_back
    answers, faults = read((before / name).read_bytes(), Answers())
    assert faults == []
    # A spreadsheet shows earlier ratings and does not ask for them.
    kept = {key for key, _ in given() if name.endswith("json") or key[0] != "snapshots"}
    assert all_of(answers) == {key: value for key, value in given() if key in kept}
