"""Keep how it is now under a label and a day, and compare two times."""

import pytest
from asking import asked

from kit.answers.answers import DONT_KNOW, LONGEST_LINE
from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.classroom.folder import hand_in
from kit.classroom.sheets import Sheet, ratings_of, statement_ids
from kit.content.course import course
from kit.content.phrases import Words
from kit.widgets.board import Replies
from kit.widgets.look_back import look_back

SV, EN = Words("sv"), Words("en")
KEYS = {one.id: one.key for one in course().statements}
DAY = "2026-11-24"


@pytest.fixture
def view(file):
    return look_back(course(), file, EN)


def keep(view, label="Before", date=DAY):
    return asked(view, keep={"label": label, "date": date})


def rate(file, level, factor="breadth", section="ratings"):
    for place in (1, 2, 3):
        file.put(section, KEYS[f"{factor}-{place}"], level)


def kept(file):
    return file.refresh().section("snapshots")


def names(found):
    return [one["name"] for one in found["times"]]


# Keeping


def test_what_is_kept_are_the_ratings_as_they_are_under_a_label_and_a_day(file, view):
    rate(file, 2)
    file.put("ratings", "voice-2", DONT_KNOW)
    found = keep(view, "  Before the course ")
    assert (found["told"], found["done"]) == ("Saved: Before the course.", True)
    ratings = {"breadth-1": 2, "breadth-2": 2, "breadth-3": 2, "voice-2": DONT_KNOW}
    expected = {"label": "Before the course", "date": DAY, "ratings": ratings}
    assert kept(AnswersFile(file.path)) == {"1": expected}
    rate(file, 5)
    assert kept(file)["1"]["ratings"] == ratings


@pytest.mark.parametrize(
    ("said", "told"),
    [
        *(({"label": one}, "no-label") for one in ("", "   ", "\n")),
        *(({"date": one}, "no-date") for one in ("", "2026-02-30", "24 November", None)),
        ({"date": "<b>2026-11-24</b>"}, "no-date"),
        ({"rated": False}, "nothing"),
    ],
)
def test_without_a_label_a_day_or_ratings_nothing_is_kept(file, view, said, told):
    if said.pop("rated", True):
        rate(file, 2)
    found = keep(view, **said)
    assert (found["told"], found["done"]) == (EN(f"look_back.{told}"), False)
    assert kept(file) == {}


def test_a_day_however_it_is_written_is_kept_as_a_day_and_a_label_as_long_as_it_can_be(file, view):
    rate(file, 2)
    assert keep(view, "å" * (LONGEST_LINE + 1), "20261124")["done"]
    assert (kept(file)["1"]["date"], kept(file)["1"]["label"]) == (DAY, "å" * LONGEST_LINE)


def test_what_is_kept_in_two_notebooks_stands_side_by_side_until_it_is_removed(file, view):
    other = look_back(course(), AnswersFile(file.path), EN)
    # And so does what another notebook has rated.
    rate(AnswersFile(file.path), 2)
    keep(view, "First")
    keep(other, "Second")
    found = keep(view, "Third")
    assert names(found) == [f"{one}, 24 November 2026" for one in ("First", "Second", "Third")] + [
        "Now"
    ]
    found = asked(view, drop="1")
    assert names(found) == ["Second, 24 November 2026", "Third, 24 November 2026", "Now"]
    assert kept(AnswersFile(file.path)).keys() == {"2", "3"}
    assert asked(view, drop="nr 9")["kept"] == ["2", "3"]


# Comparing


def test_the_oldest_time_and_now_are_compared_until_others_are_chosen(file, view):
    rate(file, 2)
    # With nothing kept there is nothing to compare.
    assert (names(asked(view)), asked(view)["compared"]) == (["Now"], None)
    keep(view, "Late", "2026-11-24")
    keep(view, "Early", "2026-01-31")
    rate(file, 4)
    found = asked(view)
    assert list(found["pair"]) == ["2", "now"]
    assert names(found) == ["Early, 31 January 2026", "Late, 24 November 2026", "Now"]
    assert found["compared"]["sentence"].startswith(
        "From ‘Early, 31 January 2026’ to ‘Now’ the value rose on 1, fell on 0"
    )


@pytest.mark.parametrize("pair", [{"from": "1", "to": "1"}, {"from": "gone", "to": "now"}, {}])
def test_a_pair_that_cannot_be_compared_becomes_the_oldest_and_now(file, view, pair):
    rate(file, 2)
    keep(view)
    assert list(asked(view, **pair)["pair"]) == ["1", "now"]


def test_any_two_times_can_be_compared_in_either_direction(file, view):
    rate(file, 2)
    keep(view)
    rate(file, 5)
    found = asked(view, **{"from": "now", "to": "1"})
    assert list(found["pair"]) == ["now", "1"]
    assert "fell on 1" in found["compared"]["sentence"]
    # A time removed while it is compared gives way.
    keep(view, "Second")
    found = asked(view, drop="1", **{"from": "1", "to": "now"})
    assert list(found["pair"]) == ["2", "now"]
    assert names(asked(look_back(course(), file, SV))) == ["Second, 24 november 2026", "Nu"]


def test_radar_lines_and_table_show_the_same_two_times(file, view):
    rate(file, 2)
    keep(view)
    rate(file, 4)
    rate(file, 3, "voice")
    compared = asked(view)["compared"]
    now, before = compared["radar"]["data"]
    assert (now["name"], now["r"][0]) == ("Now", 4)
    assert (before["name"], before["r"][0]) == ("Before, 24 November 2026", 2)
    assert before["r"][1] is None
    head, (first, second, *_) = compared["table"]["head"], compared["table"]["rows"]
    assert head[1:3] == ("Before, 24 November 2026", "Now")
    assert first[1:] == ("2", "4", "+2")
    assert second[2] == "3"
    assert compared["slopes"]["layout"]["xaxis"]["tickvals"] == [0, 1]


# How it was before, as seen afterwards


def test_how_it_was_before_as_seen_now_is_one_of_the_times(file, view):
    rate(file, 4)
    rate(file, 2, section="then")
    found = asked(view)
    assert names(found) == ["Before, seen afterwards", "Now"]
    assert found["kept"] == []
    assert list(found["pair"]) == ["then", "now"]
    assert found["compared"]["table"]["rows"][0][1:] == ("2", "4", "+2")


def test_how_it_was_before_is_no_time_while_no_factor_has_a_score_there(file, view):
    rate(file, 4)
    file.put("then", "breadth-1", 2)
    rate(file, DONT_KNOW, "voice", section="then")
    assert names(asked(view)) == ["Now"]


# A class


@pytest.fixture
def replies(tmp_path, file):
    """The board of a class of five who all say 4 about the first statements."""
    folder = tmp_path / "class"
    folder.mkdir()
    given = ratings_of(dict.fromkeys(statement_ids()[:3], 4))
    room = Classroom(folder, tmp_path / "own")
    room.look()
    for person in range(5):
        hand_in(Sheet(f"0000{person}", "1", None, given), folder)
    return Replies(room, course(), file, EN)


def keep_class(replies):
    return replies.reply({"keep": {"label": "The class", "date": DAY}, "round": "1"})


def test_a_teacher_keeps_the_medians_of_a_round_and_compares_them_later(replies, file, view):
    # Of a round that is not shown nothing can be kept.
    assert not keep_class(replies)["done"]
    assert kept(file) == {}
    replies.reply({"show": "1"})
    assert keep_class(replies) == {"told": "Saved: The class.", "done": True}
    assert kept(file) == {"1": {"label": "The class", "date": DAY, "medians": {"breadth": 4}}}
    rate(file, 2)
    assert asked(view)["compared"]["table"]["rows"][0][1:] == ("4", "2", "-2")


def test_what_a_teacher_keeps_of_her_own_meanwhile_is_not_lost(replies, file):
    replies.reply({"show": "1"})
    elsewhere = AnswersFile(file.path)
    rate(elsewhere, 2)
    keep(look_back(course(), elsewhere, EN), "My own")
    keep_class(replies)
    assert [one["label"] for one in kept(AnswersFile(file.path)).values()] == [
        "My own",
        "The class",
    ]
