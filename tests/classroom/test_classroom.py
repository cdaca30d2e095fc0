"""A class as its teacher follows it: what is shown, how it spreads, and that it stays so."""

import sys
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import pytest
from following import counted, follow, followed, handed_in, keys, ledger_of, sheet, show
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
    # A score midway between two levels counts as the higher.
    assert factor_spread(tally([answered(2, 3)] * 3), "breadth").counts == (0, 0, 3, 0, 0)
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


FOLLOWED = {
    "nothing before the teacher says so, and nobody else's round":
        "a opens | hand 1 0-6 | hand 2 0-5 | a looks: 0+0, 13 wait | a shows 2: 0+6, 7 wait |"
        "a looks: 0+6, 7 wait",
    "more as they hand in":
        "a opens | hand 1 0-4 | a shows 1: 5+0 | hand 1 5-8 | a looks: 5+0, 4 wait | hand 1 9-9 |"
        "a looks: 10+0 | hand 1 10-13 | a opens: 10+0, 4 wait | hand 1 14-14 | a looks: 15+0",
    "with four nothing then nor by itself later":
        "a opens | hand 1 0-3 | a shows 1: 0+0, 4 wait | hand 1 4-4 | a looks: 0+0, 5 wait |"
        "a shows 1: 5+0",
    # The same five, and a sixth: beside the first round that would be her alone.
    "what cannot be shown yet when it is asked for again":
        "a opens | hand 1 0-4 | a shows 1: 5+0 | hand 2 0-5 | a shows 2: 5+0, 6 wait | hand 2 6-9 |"
        "a looks: 5+0, 10 wait | a shows 2: [5]+10",
    "once another round is shown the first as it is":
        "a opens | hand 1 0-4 | a shows 1: 5+0 | hand 2 0-4 changed | a looks: 5+0, 5 wait |"
        "a shows 2: [5]+5 | hand 1 5-10 | hand 2 5-10 | a looks: [5]+11, 6 wait |"
        "a shows 1: [5]+11, 6 wait",
    "nobody more than another board":
        "a opens | b opens | hand 1 0-4 | b looks: 0+0, 5 wait | a shows 1: 5+0 | hand 1 5-5 |"
        "b shows 1: 5+0, 1 wait | hand 1 6-9 | b looks: 10+0 | a looks: 10+0",
    "a round closed on another board or before a restart as it is":
        "a opens | hand 1 0-4 | a shows 1: 5+0 | b opens | hand 2 0-4 changed | b shows 2: [5]+5 |"
        "hand 1 5-9 | a shows 1: [5]+5, 5 wait | a opens | a shows 1: [5]+5, 5 wait",
    "what another board has shown, until that deletes the class":
        "a opens | b opens | hand 1 0-5 | a looks | b looks: 0+0, 6 wait | a shows 1: 6+0 |"
        "b looks: 6+0 | a deletes: 0+0 | b looks: 0+0 | hand 1 0-4 | b looks: 0+0, 5 wait",
    "what a board on another computer has shown, until that deletes the class":
        "a opens | x opens | hand 1 0-5 | a looks | x looks: 0+0, 6 wait | a shows 1: 6+0 |"
        "x looks: 6+0 | a deletes: 0+0 | x looks: 0+0",
    "on another computer and back, but for those who came before":
        "a opens | hand 1 0-5 | a shows 1: 6+0 | hand 1 6-7 | x opens: 6+0, 2 wait, 2 unsure |"
        "x shows 1 sure: 6+0, 2 wait | hand 1 8-10 | x looks: 11+0 | a looks: 11+0 | a opens: 11+0",
    "after all that was noted is lost nothing before the teacher is sure":
        "a opens | hand 1 0-5 | a shows 1: 6+0 | lost ledger | lost record | hand 1 6-6 |"
        "a opens: 0+0, 7 wait, 7 unsure | a shows 1: 0+0, 7 wait, 7 unsure",
    "an emptied folder as a new class":
        "a opens | hand 1 0-5 | a shows 1: 6+0 | lost sheets | lost record | a opens: 0+0 |"
        "hand 1 20-25 | a looks: 0+0, 6 wait | a shows 1: 6+0",
}  # fmt: skip


@pytest.mark.parametrize("story", FOLLOWED.values(), ids=FOLLOWED)
def test_a_board_shows(folder, own, story):
    follow(folder, own, story)


def test_the_rounds_are_those_in_which_somebody_has_handed_in(folder):
    for name in ("then", "2", "1"):
        handed_in(folder, range(6), name=name)
    room = followed(folder)
    assert (room.rounds, room.handed_in("1")) == (["1", "2", "then"], 6)


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


def test_the_edition_changes_when_something_does_and_only_then(folder, own):
    room = followed(folder, own)
    handed_in(folder, range(5))
    room.look()
    changes = [
        *((lambda: room.show("1"), True), (lambda: room.show("1"), False), (lambda: None, False)),
        *((lambda: handed_in(folder, [7]), True), (lambda: None, False)),
        *((lambda: handed_in(folder, [7], version=1), True), ((folder / "notes.docx").touch, True)),
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


@pytest.mark.usefixtures("shown")
def test_after_a_restart_what_was_shown_is_shown_even_if_the_sheets_are_gone(folder, own):
    for file in folder.glob("sheet-*"):
        file.unlink()
    later = followed(folder, own)
    assert (later.rounds, later.handed_in("1"), counted(later)) == (["1"], 0, 5)


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


def test_the_teachers_folder_is_made_and_kept_to_when_the_notebook_goes_elsewhere(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "course" / "class"
    room = opened(Path("course/class"), tmp_path)
    handed_in(folder, range(5))
    monkeypatch.chdir(tmp_path.parent)
    assert room.folder == folder
    # Opened again, it does no harm.
    for again in (room, opened(folder, tmp_path)):
        again.look()
        assert again.handed_in("1") == 5


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


def test_a_class_can_begin_again_once_it_is_deleted_and_nothing_of_before_is_told(
    shown, folder, own
):
    ledger_of(own).write_text("torn")
    later = followed(folder, own)
    for room in (later, shown):
        room.delete()
    assert later.faults == ()
    handed_in(folder, range(6), version=1)
    # Nor does a board that has no ledger show anything of it.
    for room in (shown, followed(folder)):
        room.look()
        assert counted(room) == 0
        room.show("1")
        assert whole(room.blocks, "1") == tally(sheet(one, 1) for one in range(6))
    assert room.delete() == 6
    assert (room.blocks, room.rounds) == ((), [])


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


def test_the_invented_class_splits_over_some_things_and_is_mistaken_for_no_real_one():
    total = whole(sample().blocks, "1")
    spreads = {one: statement_spread(total, one) for one in statement_ids()}
    measures = [spread.agreement for spread in spreads.values()]
    assert sum(measure < 0 for measure in measures) >= 3
    assert max(measures) > 0.8
    assert any(spread.dont_know for spread in spreads.values())
    assert spreads[most_split(spreads)[0]].agreement == min(measures)
    (file,) = (loader.DATA / "sample-class").iterdir()
    sheets = from_json(file.read_text(encoding="utf-8"))
    assert len(sheets) == len(sample().found.sheets)
    assert {one.mark.rpartition("-")[0] for one in sheets} == {"0examp1e"}
