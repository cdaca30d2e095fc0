"""A class as its teacher follows it: what is shown, how it spreads, and that it stays so."""

import sys
from itertools import pairwise
from statistics import median, quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.answers.scores import nearest_level, score
from kit.classroom import agreement
from kit.classroom.classroom import Classroom, default_folder, opened, sample
from kit.classroom.disclosure import groups, whole
from kit.classroom.folder import hand_in
from kit.classroom.sheets import DONT_KNOW, Sheet, from_json, ratings_of, statement_ids
from kit.classroom.spread import Spread, factor_spread, most_split, statement_spread
from kit.classroom.tally import tally
from kit.content import loader
from kit.content.course import course

BREADTH = course().factors[0]


def answered(*answers, person=0, name="1", role=None):
    """A sheet with answers to the first statements."""
    given = {key: one for key, one in zip(statement_ids(), answers, strict=False) if one}
    return Sheet(f"000{person // 10}{person % 10}", name, role, ratings_of(given))


def handed_in(folder, people, level=3, name="1"):
    for person in people:
        hand_in(answered(level, level, person=person, name=name), folder)


def counted(room, name="1"):
    """How many people a board shows of a round."""
    total = whole(room.blocks, name)
    return total.sheets if total else 0


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "class"
    path.mkdir()
    return path


@pytest.fixture
def own(tmp_path):
    return tmp_path / "my-answers"


@pytest.fixture
def shown(folder, own):
    """A board that shows five people of round 1."""
    room = followed(folder, own)
    handed_in(folder, range(5))
    room.look()
    room.show("1")
    return room


def followed(folder, own):
    """A board, open since before anybody handed in."""
    room = Classroom(folder, own)
    room.look()
    return room


def again(room, own):
    """The same class after a restart."""
    return followed(room.folder, own)


def ledger_of(own):
    """The only ledger there is."""
    (path,) = own.glob("class-*.json")
    return path


# How answers spread


def test_a_statements_answers_are_counted_by_level_and_dont_know_apart():
    total = tally([answered(one) for one in (1, 1, 2, 5, DONT_KNOW, DONT_KNOW, None)])
    spread = statement_spread(total, "breadth-1")
    assert spread == Spread(
        (2, 1, 0, 0, 1),
        2,
        low=1.0,
        median=1.5,
        high=2.75,
        consensus=agreement.consensus([2, 1, 0, 0, 1]),
        agreement=agreement.agreement([2, 1, 0, 0, 1]),
    )
    assert spread.answered == 4


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([None, 1, 2, 3, 4, 5, DONT_KNOW])] * 3), max_size=30))
def test_a_factor_spreads_as_the_scores_of_the_people_do(answers):
    sheets = [answered(*one) for one in answers]
    found = [
        score({key: one for key, one in sheet.by_statement.items() if one != DONT_KNOW}, BREADTH)
        for sheet in sheets
    ]
    scores = [one for one in found if one is not None]
    spread = factor_spread(tally(sheets), "breadth")
    assert spread.counts == tuple(
        list(map(nearest_level, scores)).count(one) for one in range(1, 6)
    )
    assert spread.dont_know == len(sheets) - len(scores)
    if len(scores) < 3:
        assert spread == Spread(spread.counts, spread.dont_know)
    else:
        low, _, high = quantiles(scores, method="inclusive")
        assert [spread.low, spread.median, spread.high] == pytest.approx(
            [low, median(scores), high]
        )
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
    by_answers = {
        "few": (3, 3),
        "agreed": (3, 3, 3, 3),
        "camps": (1, 1, 5, 5),
        "none": (),
        "spread": (1, 2, 3, 4, 5),
        "near": (3, 3, 4, 4),
        "camps, nearer": (2, 2, 4, 5, 5),
        "wide": (1, 2, 5, 5, 5),
    }
    spreads = {
        name: statement_spread(tally([answered(one) for one in answers]), "breadth-1")
        for name, answers in by_answers.items()
    }
    assert spreads["wide"].consensus < spreads["camps, nearer"].consensus
    assert most_split(spreads) == [
        "camps",
        "camps, nearer",
        "spread",
        "wide",
        "near",
        "agreed",
        "few",
        "none",
    ]


def test_of_two_equal_splits_the_one_with_less_consensus_comes_first():
    spreads = {
        "near": statement_spread(tally([answered(one) for one in (2, 2, 3, 3)]), "breadth-1"),
        "also near": statement_spread(tally([answered(one) for one in (4, 4, 5, 5)]), "breadth-1"),
        "unknown": Spread((0,) * 5, 9),
        "less": Spread((1, 0, 0, 0, 1), 0, 1, 3, 5, consensus=0.1, agreement=0.75),
    }
    assert spreads["near"].agreement == spreads["less"].agreement
    assert most_split(spreads) == ["less", "near", "also near", "unknown"]


# What a board shows


def test_nothing_is_shown_before_the_teacher_says_so(folder):
    room = Classroom(folder)
    handed_in(folder, range(7))
    room.look()
    assert (room.handed_in("1"), room.waiting("1"), counted(room)) == (7, 7, 0)
    room.show("1")
    assert (room.handed_in("1"), room.waiting("1"), counted(room)) == (7, 0, 7)


def test_showing_one_round_shows_no_other(folder):
    room = Classroom(folder)
    for name in ("then", "2", "1"):
        handed_in(folder, range(6), name=name)
    room.look()
    room.show("2")
    room.look()
    assert [counted(room, name) for name in ("1", "2", "3", "then")] == [0, 6, 0, 0]
    assert room.rounds == ["1", "2", "then"]


def test_a_round_that_cannot_be_shown_yet_is_shown_when_it_is_asked_for_again(shown, folder):
    # The same five, and a sixth: beside the first round that would be her alone.
    handed_in(folder, range(6), name="2")
    shown.look()
    shown.show("2")
    assert (counted(shown, "2"), shown.waiting("2")) == (0, 6)
    assert not shown.closed("1")
    handed_in(folder, range(6, 10), name="2")
    shown.look()
    assert (counted(shown, "2"), shown.waiting("2")) == (0, 10)
    shown.show("2")
    assert (counted(shown, "2"), shown.waiting("2")) == (10, 0)
    assert shown.closed("1")


def test_ratings_changed_once_they_are_shown_are_told_and_count_in_the_next_round(shown, folder):
    before = shown.blocks
    handed_in(folder, range(5), level=4)
    shown.look()
    assert shown.blocks == before
    assert [shown.changed(name) for name in ("1", "2")] == [5, 0]
    assert (shown.waiting("1"), shown.handed_in("1")) == (0, 5)
    handed_in(folder, range(5), level=4, name="2")
    shown.look()
    shown.show("2")
    assert [shown.changed(name) for name in ("1", "2")] == [5, 0]
    assert whole(shown.blocks, "2").statements["breadth-1"] == (0, 0, 0, 0, 5, 0, 0)
    assert whole(shown.blocks, "1").statements["breadth-1"] == (0, 0, 0, 5, 0, 0, 0)


def test_once_another_round_is_shown_the_first_stays_as_it_is(shown, folder):
    handed_in(folder, range(5), level=4, name="2")
    shown.look()
    assert not shown.closed("1")
    shown.show("2")
    assert [shown.closed(name) for name in ("1", "2")] == [True, False]
    handed_in(folder, range(5, 11))
    handed_in(folder, range(5, 11), name="2")
    for happens in (shown.look, lambda: shown.show("1")):
        happens()
        assert [counted(shown, name) for name in ("1", "2")] == [5, 11]
        assert [shown.waiting(name) for name in ("1", "2")] == [6, 0]
        assert [shown.closed(name) for name in ("1", "2")] == [True, False]


def test_a_round_that_is_shown_goes_on_being_shown_as_more_hand_in(shown, folder):
    handed_in(folder, range(5, 9))
    shown.look()
    assert (counted(shown), shown.waiting("1")) == (5, 4)
    handed_in(folder, [9])
    shown.look()
    assert (counted(shown), shown.waiting("1")) == (10, 0)


def test_showing_a_round_with_four_shows_nothing_then_nor_by_itself_later(folder):
    room = Classroom(folder)
    handed_in(folder, range(4))
    room.look()
    room.show("1")
    handed_in(folder, [4])
    room.look()
    assert counted(room) == 0
    room.show("1")
    assert counted(room) == 5


def test_the_edition_changes_when_a_round_is_shown_and_not_when_it_is_shown_again(folder):
    room = Classroom(folder)
    handed_in(folder, range(5))
    room.look()
    editions = [room.edition]
    for _ in range(2):
        room.show("1")
        editions.append(room.edition)
    assert editions[0] != editions[1] == editions[2]


def test_the_edition_changes_when_something_does_and_only_then(shown, folder):
    editions = [shown.edition]
    for happens in (
        lambda: None,
        lambda: handed_in(folder, [7]),
        lambda: None,
        lambda: handed_in(folder, [7], level=4),
        (folder / "notes.docx").touch,
        shown.delete,
    ):
        happens()
        shown.look()
        editions.append(shown.edition)
    assert [one != other for one, other in pairwise(editions)] == [
        False,
        True,
        False,
        True,
        True,
        True,
    ]


def test_what_could_not_be_read_is_told(shown, folder):
    assert shown.faults == ()
    (folder / "sheet-00000-1.json").write_text("torn")
    shown.look()
    assert [(one.place, one.key) for one in shown.faults] == [("sheet-00000-1.json", "fault.torn")]
    assert counted(shown) == 5


# What has been shown is remembered


def test_after_a_restart_the_same_is_shown_and_the_late_still_wait(shown, folder, own):
    handed_in(folder, range(5, 9))
    later = again(shown, own)
    assert later.blocks == shown.blocks
    assert (counted(later), later.waiting("1")) == (5, 4)
    assert later.faults == ()
    handed_in(folder, [9])
    later.look()
    assert counted(again(later, own)) == counted(later) == 10


def test_after_a_restart_what_was_shown_is_shown_even_if_the_sheets_are_gone(shown, folder, own):
    for file in folder.glob("sheet-*"):
        file.unlink()
    later = again(shown, own)
    assert later.rounds == ["1"]
    assert (later.handed_in("1"), counted(later)) == (0, 5)


def test_two_boards_of_a_class_never_show_one_person_more_than_the_other(folder, own):
    one, other = followed(folder, own), followed(folder, own)
    handed_in(folder, range(5))
    for room in (one, other):
        room.look()
    one.show("1")
    handed_in(folder, [5])
    other.look()
    other.show("1")
    assert (counted(one), counted(other)) == (5, 5)
    handed_in(folder, range(6, 10))
    for room in (other, one):
        room.look()
    assert other.blocks == one.blocks
    assert counted(one) == 10


def test_a_round_closed_on_one_board_or_before_a_restart_is_closed_on_the_other(shown, folder, own):
    other = again(shown, own)
    handed_in(folder, range(5), level=4, name="2")
    other.look()
    other.show("2")
    handed_in(folder, range(5, 10))
    for room in (shown, again(shown, own)):
        room.look()
        room.show("1")
        assert room.blocks == other.blocks
        assert [room.closed(name) for name in ("1", "2")] == [True, False]
        assert (counted(room), room.waiting("1")) == (5, 5)


def test_a_class_deleted_on_one_board_is_not_shown_on_the_other(shown, folder, own):
    other = again(shown, own)
    shown.delete()
    other.look()
    assert other.blocks == ()
    handed_in(folder, range(5))
    other.look()
    assert counted(other) == 0


def test_a_class_reached_by_another_path_is_the_same(tmp_path):
    (tmp_path / "other").mkdir()
    paths = [tmp_path / "class", tmp_path / "other" / ".." / "class", tmp_path / "link"]
    rooms = [opened(path, tmp_path / "my-answers") for path in paths[:2]]
    if sys.platform != "win32":
        paths[2].symlink_to(paths[0])
        rooms.append(opened(paths[2], tmp_path / "my-answers"))
    rooms[0].look()
    for number, room in enumerate(rooms, start=5):
        handed_in(paths[0], range(number))
        room.look()
        room.show("1")
        assert (counted(room), room.handed_in("1")) == (5, number)


def test_two_classes_are_remembered_apart(tmp_path):
    one, other = (opened(tmp_path / name, tmp_path / "my-answers") for name in ("one", "other"))
    one.look()
    handed_in(one.folder, range(5))
    one.look()
    one.show("1")
    other.look()
    assert (counted(one), counted(other)) == (5, 0)


def test_a_class_keeps_to_its_folder_when_the_notebook_goes_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    room = opened(loader.Path("class"), tmp_path)
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
    assert [one.key for one in room.faults] == ["fault.folder"]


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
    assert counted(again(shown, own)) == 0


def test_deleting_a_class_that_has_no_ledger_shows_nothing_of_it(folder):
    room = Classroom(folder)
    handed_in(folder, range(5))
    room.look()
    room.show("1")
    assert room.delete() == 5
    assert (room.blocks, room.rounds) == ((), [])


def test_after_deleting_nothing_is_told_of_a_ledger_set_aside(shown, own):
    ledger_of(own).write_text("torn")
    later = again(shown, own)
    later.delete()
    assert later.faults == ()


def test_a_class_can_begin_again_once_it_is_deleted(shown, folder):
    shown.delete()
    handed_in(folder, range(6), level=1)
    shown.look()
    assert counted(shown) == 0
    shown.show("1")
    assert whole(shown.blocks, "1").statements["breadth-1"] == (0, 6, 0, 0, 0, 0, 0)


# Where a class hands in


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_class_hands_in_beside_the_folders_of_both_languages(tmp_path, monkeypatch, language):
    (tmp_path / language).mkdir()
    monkeypatch.chdir(tmp_path / language)
    monkeypatch.delenv("KIT_CLASS", raising=False)
    assert default_folder() == tmp_path / "my-class"


def test_a_class_hands_in_where_kit_class_says(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CLASS", str(tmp_path / "shared"))
    assert default_folder() == tmp_path / "shared"
    monkeypatch.setenv("KIT_CLASS", "~/shared")
    assert default_folder() == loader.Path.home() / "shared"
    monkeypatch.setenv("KIT_CLASS", "")
    monkeypatch.chdir(tmp_path)
    assert default_folder() == tmp_path / "my-class"


# The invented class


def test_the_invented_class_shows_three_rounds_of_the_same_people():
    room = sample()
    assert room.faults == ()
    assert room.rounds == ["1", "2", "then"]
    for name in room.rounds:
        assert counted(room, name) == room.handed_in(name) >= 20
        assert (room.waiting(name), room.changed(name)) == (0, 0)
        assert len(groups(room.blocks, name)) >= 2
    marks = {name: {mark for mark, when in room.found.sheets if when == name} for name in "12"}
    assert marks["2"] <= marks["1"]


def test_the_invented_class_splits_over_some_things_and_agrees_on_others():
    total = whole(sample().blocks, "1")
    spreads = {one: statement_spread(total, one) for one in statement_ids()}
    assert all(spread.agreement is not None for spread in spreads.values())
    assert sum(spread.agreement < 0 for spread in spreads.values()) >= 3
    assert any(spread.agreement > 0.8 for spread in spreads.values())
    assert any(spread.dont_know for spread in spreads.values())
    assert spreads[most_split(spreads)[0]].agreement < 0


def test_the_invented_class_is_one_spreadsheet_and_mistaken_for_no_real_one():
    (file,) = (loader.DATA / "sample-class").iterdir()
    sheets = from_json(file.read_text(encoding="utf-8"))
    assert len(sheets) == len(sample().found.sheets)
    assert {one.mark.rpartition("-")[0] for one in sheets} == {"0examp1e"}
