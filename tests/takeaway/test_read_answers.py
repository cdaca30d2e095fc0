"""Answers from another computer, read into those that are here; and files that are no answers."""

import json

import pytest

from kit.answers.answers import Answers, from_json, to_json
from kit.answers.file import LARGEST_FILE
from kit.answers.priorities import plan
from kit.content.course import course
from kit.content.phrases import phrases
from kit.takeaway.read_answers import MOST_ANSWERS, is_json, read_answers

MINE = Answers(
    {
        "later": {"kept": True},
        "ratings": {"breadth-1": 4, "breadth-2": 2},
        "evidence": {"breadth": "Mötet i maj"},
        "class": {"folder": "klassen"},
        "priorities": {"voice": True},
    }
)


def document(**sections):
    """Return a file of answers, as another computer gave it."""
    return json.dumps({"kit": "answers", "format": 1, **sections}).encode()


def read(**sections):
    """Return the answers after a file was read into them."""
    after, faults = read_answers(document(**sections), MINE)
    assert faults == []
    return after


def refused(content, mine=MINE):
    """Return why a file was not read in; the answers are as they were."""
    after, (fault,) = read_answers(content, mine)
    assert after is mine
    assert fault.place == ""
    assert fault.key in phrases()
    return fault.key.removeprefix("fault.back-")


def kept(label, **ratings):
    return {"label": label, "date": "2026-01-31", "ratings": ratings}


# What becomes of them


def test_what_the_file_says_wins_and_what_it_does_not_say_stays():
    after = read(ratings={"breadth-1": 1, "state-1": "dont-know"}, reflections={"voice": "Ring"})
    assert after.ratings == {"breadth-1": 1, "breadth-2": 2, "state-1": "dont-know"}
    assert after.section("evidence") == {"breadth": "Mötet i maj"}
    assert after.section("reflections") == {"voice": "Ring"}


def test_a_file_without_answers_changes_nothing():
    assert read() == MINE
    assert read(ratings={}, priorities={}, snapshots={}) == MINE


def test_a_file_read_twice_changes_no_more_than_once():
    sections = {"snapshots": {"1": kept("Före", a=1)}, "priorities": {"goals": True}, "x": [1]}
    after = read(ratings={"voice-3": 5}, **sections)
    assert read_answers(document(ratings={"voice-3": 5}, **sections), after) == (after, [])


def test_what_this_kit_does_not_know_of_is_kept_from_both():
    after = read(later={"more": 1}, other=["x"], ratings={"of-a-later-course": 3})
    assert after.sections["later"] == {"kept": True, "more": 1}
    assert after.sections["other"] == ["x"]
    assert after.ratings["of-a-later-course"] == 3
    assert from_json(to_json(after)) == after


def test_the_folder_of_a_class_on_another_computer_is_not_taken_over():
    after = read(**{"class": {"folder": "C:\\klassen", "role": "official", "mark": "abcde"}})
    assert after.section("class") == {"folder": "klassen", "role": "official", "mark": "abcde"}
    after, _ = read_answers(document(**{"class": {"folder": "there"}}), Answers())
    assert after.section("class") == {}


def test_every_kept_time_of_both_is_kept_once():
    both, mine, theirs = kept("Båda", a=1), kept("Min", a=2), kept("Deras", a=3)
    before = MINE.put("snapshots", "1", both).put("snapshots", "2", mine)
    given = document(snapshots={"1": both, "2": theirs, "7": kept("Sju"), "x y": kept("Åtta")})
    after, faults = read_answers(given, before)
    assert faults == []
    numbered = {"1": both, "2": mine, "3": theirs, "7": kept("Sju"), "4": kept("Åtta")}
    assert after.section("snapshots") == numbered


def chosen(after):
    return [one.factor.id for one in plan(after, course().factors, {})]


def test_priorities_of_both_stand_side_by_side_while_there_is_room():
    assert chosen(read(priorities={"goals": True, "state": True})) == ["voice", "goals", "state"]


def test_where_there_would_be_too_many_priorities_those_of_the_file_are_left():
    after = read(priorities={"goals": True, "state": True, "breadth": True})
    assert chosen(after) == ["breadth", "goals", "state"]
    everything = read(priorities={one.id: True for one in course().factors})
    assert len(everything.section("priorities")) == 3
    assert "voice" in read(priorities={"of-a-later-course": True}).section("priorities")


# What is not read


def with_x(content):
    return b'{"kit": "answers", "format": 1, "x": %s}' % content


TORN = [
    *(document(ratings={"breadth-1": 4})[:-5], b'{"kit": "answers", "format": 1}}'),
    *(b'{"kit": "answers", "format": 1, "format": 1}', b"{" + b'"a":{' * 50_000),
    *map(with_x, (b"NaN", b"1e999", b"9" * 5_000, b"[" * 90 + b"]" * 90, b'"\xff"')),
]
FOREIGN = [
    *(b"[1, 2]", b"{}", b'{"kit": "sheet", "format": 1}', b'{"kit": "answers"}'),
    *(b'{"kit": "answers", "format": true}', b'{"kit": "answers", "format": 0}'),
    *(document(ratings=one) for one in ({"breadth-1": 6}, {"breadth-1": True}, [4], {"": 4})),
    *(document(evidence={"breadth": "x" * 5_000}), document(snapshots={"1": {"label": "x"}})),
]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        *((one, "torn") for one in TORN),
        *((one, "foreign") for one in FOREIGN),
        (b'{"kit": "answers", "format": 2}', "newer"),
    ],
)
def test_a_file_that_is_not_answers_says_so_and_changes_nothing(content, why):
    assert is_json(content)
    assert refused(content) == why


def test_what_an_editor_puts_first_does_no_harm():
    for before in (b"\xef\xbb\xbf", b" \r\n", b"\xef\xbb\xbf\n\t"):
        content = before + document(ratings={"breadth-1": 1})
        assert is_json(content)
        after, faults = read_answers(content, MINE)
        assert (after.ratings["breadth-1"], faults) == (1, [])


@pytest.mark.parametrize(
    "content", [b"", b" ", b"PK\3\4{", b"Id;Svar", b"null", b"\0{", b"\xff\xfe{"]
)
def test_what_is_no_json_is_left_to_others(content):
    assert not is_json(content)


def test_a_file_larger_than_answers_can_be_is_not_read():
    assert refused(document(x="y" * LARGEST_FILE)) == "large"
    assert refused(b"{" * (LARGEST_FILE + 1)) == "large"


def test_a_file_that_would_make_the_answers_too_large_is_not_read():
    half = "y" * (LARGEST_FILE * 2 // 3)
    assert refused(document(theirs=half), Answers({"mine": half})) == "large"


@pytest.mark.parametrize("section", ["ratings", "snapshots"])
def test_a_file_of_very_many_answers_is_not_read(section):
    one = kept("x") if section == "snapshots" else 3
    many = dict.fromkeys(map(str, range(MOST_ANSWERS + 1)), one)
    assert refused(document(**{section: many})) == "large"


def test_numbers_of_kept_times_that_leave_no_room_for_another_get_new_ones():
    after = read(snapshots={"9" * 100: kept("a"), "-1": kept("b"), "²": kept("c")})
    assert list(after.section("snapshots")) == ["1", "2", "3"]
