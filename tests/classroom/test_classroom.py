"""A class as its teacher follows it: what is shown, how it spreads, and that it stays so."""

import sys
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import pytest
from following import counted, followed, handed_in, keys, ledger_of, sheet, show
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.answers.scores import nearest_level, score
from kit.classroom import agreement
from kit.classroom.classroom import default_folder, opened, sample
from kit.classroom.disclosure import groups, whole
from kit.classroom.sheets import DONT_KNOW, Sheet, from_json, ratings_of, statement_ids
from kit.classroom.spread import Spread, factor_spread, most_split, statement_spread
from kit.classroom.tally import tally
from kit.content import loader
from kit.content.course import course


@pytest.fixture
def shown(folder, own):
    """A board that shows five people of round 1."""
    room = followed(folder, own)
    handed_in(folder, range(5))
    show(room)
    return room


# How answers spread


def answered(*answers):
    """A sheet with answers to the first statements."""
    given = {key: one for key, one in zip(statement_ids(), answers, strict=False) if one}
    return Sheet("00000", "1", None, ratings_of(given))


def spread_of(*answers):
    """How the answers to the first statement spread."""
    return statement_spread(tally(map(answered, answers)), "breadth-1")


def test_a_statements_answers_are_counted_by_level_and_dont_know_apart():
    spread = spread_of(1, 1, 2, 5, DONT_KNOW, DONT_KNOW, None)
    counts = (2, 1, 0, 0, 1)
    measures = agreement.consensus(counts), agreement.agreement(counts)
    assert spread == Spread(counts, 2, 1.0, 1.5, 2.75, *measures)
    assert spread.answered == 4


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([None, 1, 2, 3, 4, 5, DONT_KNOW])] * 3), max_size=30))
def test_a_factor_spreads_as_the_scores_of_the_people_do(answers):
    sheets = [answered(*one) for one in answers]
    found = [
        score(
            {key: one for key, one in each.by_statement.items() if one != DONT_KNOW},
            course().factors[0],
        )
        for each in sheets
    ]
    scores = [one for one in found if one is not None]
    levels = list(map(nearest_level, scores))
    spread = factor_spread(tally(sheets), "breadth")
    assert spread.counts == tuple(map(levels.count, range(1, 6)))
    assert spread.dont_know == len(sheets) - len(scores)
    if len(scores) < 3:
        assert spread == Spread(spread.counts, spread.dont_know)
    else:
        low, _, high = quantiles(scores, method="inclusive")
        edges = [spread.low, spread.median, spread.high]
        assert edges == pytest.approx([low, median(scores), high])
        assert spread.consensus == agreement.consensus(spread.counts)
        assert spread.agreement == agreement.agreement(spread.counts)


@pytest.mark.parametrize(("people", "told"), [(0, False), (1, False), (2, False), (3, True)])
def test_below_three_answers_no_measure_is_given(people, told):
    total = tally([*[answered(4, 4)] * people, *[answered(DONT_KNOW, 4)] * 5])
    for spread in (statement_spread(total, "breadth-1"), factor_spread(total, "breadth")):
        assert spread.counts == (0, 0, 0, people, 0)
        measures = (spread.low, spread.median, spread.high, spread.consensus, spread.agreement)
        assert all((one is not None) is told for one in measures)


def test_a_score_midway_between_two_levels_counts_as_the_higher():
    assert factor_spread(tally([answered(2, 3)] * 3), "breadth").counts == (0, 0, 3, 0, 0)


def test_what_people_split_over_most_comes_first_and_what_too_few_answered_last():
    in_order = {
        "camps": spread_of(1, 1, 5, 5),
        "camps, nearer": spread_of(2, 2, 4, 5, 5),
        "spread": spread_of(1, 2, 3, 4, 5),
        "wide": spread_of(1, 2, 5, 5, 5),
        # Of two equal splits the one with less consensus comes first.
        "as split, with less consensus": Spread((1, 0, 0, 0, 1), 0, 1, 3, 5, 0.1, 0.75),
        "near": spread_of(3, 3, 4, 4),
        "agreed": spread_of(3, 3, 3, 3),
        "few": spread_of(3, 3),
    }
    assert in_order["wide"].consensus < in_order["camps, nearer"].consensus
    assert in_order["near"].agreement == in_order["as split, with less consensus"].agreement
    assert most_split(dict(reversed(in_order.items()))) == list(in_order)
    alike = {"b": in_order["near"], "none": spread_of(), "a": in_order["near"]}
    assert most_split(alike) == ["b", "a", "none"]


# What a board shows


def test_nothing_is_shown_before_the_teacher_says_so(folder):
    handed_in(folder, range(7))
    room = followed(folder)
    assert (room.handed_in("1"), room.waiting("1"), counted(room)) == (7, 7, 0)
    room.show("1")
    assert (room.handed_in("1"), room.waiting("1"), counted(room)) == (7, 0, 7)


def test_showing_one_round_shows_no_other(folder):
    for name in ("then", "2", "1"):
        handed_in(folder, range(6), name=name)
    room = followed(folder)
    room.show("2")
    room.look()
    assert counted(room, "1", "2", "3", "then") == [0, 6, 0, 0]
    assert room.rounds == ["1", "2", "then"]


def test_a_round_that_cannot_be_shown_yet_is_shown_when_it_is_asked_for_again(shown, folder):
    # The same five, and a sixth: beside the first round that would be her alone.
    handed_in(folder, range(6), name="2")
    show(shown, "2")
    assert (counted(shown, "2"), shown.waiting("2"), shown.closed("1")) == ([0], 6, False)
    handed_in(folder, range(6, 10), name="2")
    shown.look()
    assert (counted(shown, "2"), shown.waiting("2")) == ([0], 10)
    shown.show("2")
    assert (counted(shown, "2"), shown.waiting("2"), shown.closed("1")) == ([10], 0, True)


def test_ratings_changed_once_they_are_shown_are_told_and_count_in_the_next_round(shown, folder):
    before = shown.blocks
    handed_in(folder, range(5), version=1)
    shown.look()
    assert shown.blocks == before
    assert [shown.changed(name) for name in "12"] == [5, 0]
    assert (shown.waiting("1"), shown.handed_in("1")) == (0, 5)
    handed_in(folder, range(5), version=1, name="2")
    show(shown, "2")
    assert [shown.changed(name) for name in "12"] == [5, 0]
    for version, name in enumerate("12"):
        assert whole(shown.blocks, name) == tally(sheet(one, version) for one in range(5))


def test_once_another_round_is_shown_the_first_stays_as_it_is(shown, folder):
    handed_in(folder, range(5), version=1, name="2")
    shown.look()
    assert not shown.closed("1")
    shown.show("2")
    assert [shown.closed(name) for name in "12"] == [True, False]
    for name in "12":
        handed_in(folder, range(5, 11), name=name)
    for happens in (shown.look, lambda: shown.show("1")):
        happens()
        assert counted(shown, "1", "2") == [5, 11]
        assert [shown.waiting(name) for name in "12"] == [6, 0]
        assert [shown.closed(name) for name in "12"] == [True, False]


def test_a_round_that_is_shown_goes_on_being_shown_as_more_hand_in(shown, folder):
    for people, told in [(range(5, 9), (5, 4)), ([9], (10, 0))]:
        handed_in(folder, people)
        shown.look()
        assert (counted(shown), shown.waiting("1")) == told


def test_showing_a_round_with_four_shows_nothing_then_nor_by_itself_later(folder):
    handed_in(folder, range(4))
    room = followed(folder)
    room.show("1")
    handed_in(folder, [4])
    room.look()
    assert counted(room) == 0
    room.show("1")
    assert counted(room) == 5


def test_the_edition_changes_when_something_does_and_only_then(folder, own):
    room = followed(folder, own)
    handed_in(folder, range(5))
    room.look()
    changes = [
        (lambda: room.show("1"), True),
        (lambda: room.show("1"), False),
        (lambda: None, False),
        (lambda: handed_in(folder, [7]), True),
        (lambda: None, False),
        (lambda: handed_in(folder, [7], version=1), True),
        ((folder / "notes.docx").touch, True),
        (room.delete, True),
    ]
    editions = [room.edition]
    for happens, _ in changes:
        happens()
        room.look()
        editions.append(room.edition)
    expected = [changed for _, changed in changes]
    assert [one != other for one, other in pairwise(editions)] == expected


def test_what_could_not_be_read_is_told(shown, folder):
    assert shown.faults == ()
    (folder / "sheet-00000-1.json").write_text("torn")
    shown.look()
    assert [(one.place, one.key) for one in shown.faults] == [("sheet-00000-1.json", "fault.torn")]
    assert counted(shown) == 5


# What has been shown is remembered


def test_after_a_restart_the_same_is_shown_and_the_late_still_wait(shown, folder, own):
    handed_in(folder, range(5, 9))
    later = followed(folder, own)
    assert (later.blocks, later.faults) == (shown.blocks, ())
    assert (counted(later), later.waiting("1")) == (5, 4)
    handed_in(folder, [9])
    later.look()
    assert counted(followed(folder, own)) == counted(later) == 10


@pytest.mark.usefixtures("shown")
def test_after_a_restart_what_was_shown_is_shown_even_if_the_sheets_are_gone(folder, own):
    for file in folder.glob("sheet-*"):
        file.unlink()
    later = followed(folder, own)
    assert (later.rounds, later.handed_in("1"), counted(later)) == (["1"], 0, 5)


def test_two_boards_of_a_class_never_show_one_person_more_than_the_other(folder, own):
    one, other = followed(folder, own), followed(folder, own)
    handed_in(folder, range(5))
    other.look()
    show(one)
    handed_in(folder, [5])
    show(other)
    assert (counted(one), counted(other)) == (5, 5)
    handed_in(folder, range(6, 10))
    for room in (other, one):
        room.look()
    assert other.blocks == one.blocks
    assert counted(one) == 10


def test_a_round_closed_on_one_board_or_before_a_restart_is_closed_on_the_other(shown, folder, own):
    other = followed(folder, own)
    handed_in(folder, range(5), version=1, name="2")
    show(other, "2")
    handed_in(folder, range(5, 10))
    for room in (shown, followed(folder, own)):
        show(room)
        assert room.blocks == other.blocks
        assert [room.closed(name) for name in "12"] == [True, False]
        assert (counted(room), room.waiting("1")) == (5, 5)


def test_a_class_deleted_on_one_board_is_not_shown_on_the_other(shown, folder, own):
    other = followed(folder, own)
    shown.delete()
    other.look()
    assert other.blocks == ()
    handed_in(folder, range(5))
    other.look()
    assert counted(other) == 0


def test_a_class_reached_by_another_path_is_the_same_and_another_is_not(tmp_path, own):
    for name in ("class", "other"):
        (tmp_path / name).mkdir()
    paths = [tmp_path / "class", tmp_path / "other" / ".." / "class"]
    if sys.platform != "win32":
        paths.append(tmp_path / "link")
        paths[-1].symlink_to("class")
    rooms = [opened(path, own) for path in paths]
    rooms[0].look()
    for number, room in enumerate(rooms, start=5):
        handed_in(paths[0], range(number))
        show(room)
        assert (counted(room), room.handed_in("1")) == (5, number)
    assert counted(followed(tmp_path / "other", own)) == 0


def test_a_class_keeps_to_its_folder_when_the_notebook_goes_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    room = opened(Path("class"), tmp_path)
    handed_in(tmp_path / "class", range(5))
    monkeypatch.chdir(tmp_path.parent)
    assert room.folder == tmp_path / "class"
    room.look()
    assert room.handed_in("1") == 5


def test_the_teachers_folder_is_made_and_opened_again_without_harm(tmp_path, own):
    folder = tmp_path / "course" / "class"
    opened(folder, own)
    handed_in(folder, range(5))
    room = opened(folder, own)
    room.look()
    assert room.handed_in("1") == 5


def test_a_folder_that_cannot_be_made_is_told_and_stops_nothing(tmp_path):
    (tmp_path / "file").touch()
    room = opened(tmp_path / "file" / "class", tmp_path)
    room.look()
    assert keys(room) == ["fault.folder"]


# Deleting


def test_deleting_a_class_leaves_nothing_of_it(shown, folder, own):
    (folder / "notes.txt").touch()
    ledger = ledger_of(own)
    ledger.with_name(f"{ledger.stem}.unreadable.json").write_text("torn")
    ledger.with_name(f".{ledger.name}-ab12.part").write_text("half")
    (folder / ".class.json-ab12.part").write_text("half")
    (own / "answers.json").write_text("the teacher's own")
    assert shown.delete() == 5
    assert (shown.blocks, shown.rounds, shown.handed_in("1")) == ((), [], 0)
    assert [one.name for one in folder.iterdir()] == ["notes.txt"]
    assert [one.name for one in own.iterdir()] == ["answers.json"]
    assert counted(followed(folder, own)) == 0


def test_deleting_a_class_that_has_no_ledger_shows_nothing_of_it(folder):
    handed_in(folder, range(5))
    room = followed(folder)
    room.show("1")
    assert room.delete() == 5
    assert (room.blocks, room.rounds) == ((), [])


@pytest.mark.usefixtures("shown")
def test_after_deleting_nothing_is_told_of_a_ledger_set_aside(folder, own):
    ledger_of(own).write_text("torn")
    later = followed(folder, own)
    later.delete()
    assert later.faults == ()


def test_a_class_can_begin_again_once_it_is_deleted(shown, folder):
    shown.delete()
    handed_in(folder, range(6), version=1)
    shown.look()
    assert counted(shown) == 0
    shown.show("1")
    assert whole(shown.blocks, "1") == tally(sheet(one, 1) for one in range(6))


# Where a class hands in


@pytest.mark.parametrize("chosen", [None, "", "shared", "~/shared"])
def test_a_class_hands_in_where_kit_class_says_or_beside_the_languages(
    tmp_path, monkeypatch, chosen
):
    for language in ("sv", "en"):
        (tmp_path / language).mkdir()
        monkeypatch.chdir(tmp_path / language)
        if chosen is None:
            monkeypatch.delenv("KIT_CLASS", raising=False)
        else:
            monkeypatch.setenv("KIT_CLASS", chosen)
        place = Path(chosen).expanduser() if chosen else tmp_path / "my-class"
        assert default_folder() == place


# The invented class


def test_the_invented_class_shows_three_rounds_of_the_same_people():
    room = sample()
    assert room.faults == ()
    assert room.rounds == ["1", "2", "then"]
    for name in room.rounds:
        assert counted(room, name)[0] == room.handed_in(name) >= 20
        assert (room.waiting(name), room.changed(name)) == (0, 0)
        assert len(groups(room.blocks, name)) >= 2
    marks = {name: {mark for mark, when in room.found.sheets if when == name} for name in "12"}
    assert marks["2"] <= marks["1"]


def test_the_invented_class_splits_over_some_things_and_agrees_on_others():
    total = whole(sample().blocks, "1")
    spreads = {one: statement_spread(total, one) for one in statement_ids()}
    measures = [spread.agreement for spread in spreads.values()]
    assert sum(measure < 0 for measure in measures) >= 3
    assert max(measures) > 0.8
    assert any(spread.dont_know for spread in spreads.values())
    assert spreads[most_split(spreads)[0]].agreement == min(measures)


def test_the_invented_class_is_one_spreadsheet_and_mistaken_for_no_real_one():
    (file,) = (loader.DATA / "sample-class").iterdir()
    sheets = from_json(file.read_text(encoding="utf-8"))
    assert len(sheets) == len(sample().found.sheets)
    assert {one.mark.rpartition("-")[0] for one in sheets} == {"0examp1e"}
