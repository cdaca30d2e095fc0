"""What has been shown of a class is remembered, wherever its folder goes."""

import errno
import hashlib
import json
import os
import shutil
import sys
from itertools import combinations, count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from following import counted, followed, handed_in, keys, ledger_of, sheet, show
from hypothesis import event, given, settings
from hypothesis import strategies as st

from kit.classroom.classroom import sample
from kit.classroom.disclosure import FEWEST, Block, digest
from kit.classroom.folder import RECORD
from kit.classroom.ledger import FORMAT, Note, from_json, to_json
from kit.classroom.sheets import statement_ids
from kit.classroom.tally import tally


@pytest.fixture
def shown(folder, own):
    """A board that shows six people of round 1, and knows of nobody else."""
    room = followed(folder, own)
    handed_in(folder, range(6))
    show(room)
    assert counted(room) == 6
    return room


# The class is known by itself


def by_the_version_before(folder, own):
    """Ledgers had no id and were named by the folder's path; nothing was noted in the folder."""
    note = json.loads(ledger_of(own).read_text())
    del note["class"]
    mark = hashlib.sha256(os.path.realpath(folder).encode()).hexdigest()[:8]
    ledger_of(own).rename(own / f"class-{mark}.json").write_text(json.dumps(note))
    (folder / RECORD).unlink()


OTHERS_RECORD = to_json(Note("ab" * 8, ()))
# What happens to a class's folder or the teacher's own, and where the class is then.
KNOWN = {
    "as it was": (lambda *_: None, "class"),
    "renamed": (lambda folder, _: folder.rename(folder.with_name("other")), "other"),
    "copied": (lambda folder, _: shutil.copytree(folder, folder.with_name("other")), "other"),
    "elsewhere": (lambda it, own: os.renames(it, own.parent / "drive/class"), "drive/class"),
    "on another computer": (lambda _, own: own.rename(own.with_name("first")), "class"),
    "by the version before": (by_the_version_before, "class"),
}
RECORDS = {
    "without its record": lambda record: record.unlink(),
    "with a torn record": lambda record: record.write_text("torn"),
    "another's record": lambda record: record.write_text(OTHERS_RECORD),
    "renamed without its record": lambda record: (
        record.unlink(),
        record.parent.rename(record.parent.with_name("other")),
    ),
}
CHANGES = {
    **KNOWN,
    **{
        name: (
            lambda it, _, change=change: change(it / RECORD),
            "other" if name.startswith("renamed") else "class",
        )
        for name, change in RECORDS.items()
    },
    "with a torn ledger": (lambda _, own: ledger_of(own).write_text("torn"), "class"),
}


@pytest.mark.parametrize(("change", "place"), CHANGES.values(), ids=CHANGES)
def test_a_class_goes_on_as_it_was_and_the_seventh_alone_is_never_shown(
    shown, folder, own, change, place
):
    change(folder, own)
    folder = folder.parent / place
    later = followed(folder, own)
    assert (later.blocks, later.unsure) == (shown.blocks, 0)
    handed_in(folder, [6])
    show(later)
    assert (counted(later), later.waiting("1")) == (6, 1)
    # Where something is lost she is asked, and says that she has only this computer.
    handed_in(folder, range(7, 11))
    show(later, sure=True)
    assert (counted(later), later.waiting("1")) == (11, 0)
    assert followed(folder, own).blocks == later.blocks


@pytest.mark.parametrize(("change", "place"), KNOWN.values(), ids=KNOWN)
@pytest.mark.usefixtures("shown")
def test_nobody_is_asked_where_all_is_known(folder, own, change, place):
    change(folder, own)
    later = followed(folder.parent / place, own)
    handed_in(later.folder, range(6, 11))
    later.look()
    assert (later.unsure, counted(later), later.faults) == (0, 11, ())


def test_sheets_that_were_there_before_the_board_are_shown_only_once_the_teacher_is_sure(
    folder, own
):
    handed_in(folder, range(7))
    room = followed(folder, own)
    assert room.unsure == 7
    room.show("1")
    room.look()
    assert (counted(room), room.unsure, any(own.iterdir())) == (0, 7, False)
    room.show("1", sure=True)
    assert (counted(room), room.unsure) == (7, 0)
    handed_in(folder, range(7, 12))
    assert counted(followed(folder, own)) == 12


@pytest.mark.usefixtures("shown")
def test_a_class_taken_for_another_tells_nobody_apart_either(folder, own):
    # Most of the sheets are gone and so is the record: by nothing can it be known.
    for person in range(4):
        (folder / f"sheet-0000{person}-1.json").unlink()
    (folder / RECORD).unlink()
    handed_in(folder, [*range(5), 6], name="2")
    later = followed(folder, own)
    later.show("2", sure=True)
    assert (later.blocks, later.waiting("2")) == ((), 6)
    handed_in(folder, range(6, 11), name="2")
    show(later, "2")
    assert counted(later, "2") == [10]


def test_a_class_shown_in_two_ways_is_shown_no_further_and_says_so(shown, folder, tmp_path):
    twin = Path(shutil.copytree(folder, tmp_path / "copy"))
    second = followed(twin, tmp_path / "second")
    for place, room, people in [(twin, second, range(6, 11)), (folder, shown, range(10, 15))]:
        handed_in(place, people)
        room.look()
    (folder / RECORD).write_bytes((twin / RECORD).read_bytes())
    handed_in(folder, range(20, 30))
    shown.look()
    assert (counted(shown), keys(shown)) == (11, ["fault.parted"])


def test_the_edition_changes_when_a_fault_comes_or_goes(shown, folder):
    record = folder / RECORD
    good = record.read_bytes()
    editions = [shown.edition]
    for content, faults in ((b"torn", ["fault.record"]), (good, [])):
        record.unlink()
        record.write_bytes(content)
        record.chmod(0o444)
        shown.look()
        assert keys(shown) == faults
        editions.append(shown.edition)
    shown.look()
    assert shown.edition == editions[-1]
    assert len({*editions}) == 3


# What strangers may put there


def pipe(record):
    record.unlink()
    os.mkfifo(record)


STRANGE = {
    "link": lambda one: one.symlink_to(one.rename(one.with_name("elsewhere.txt"))),
    "pipe": pipe,
    "too large": lambda one: one.write_bytes(one.read_bytes().ljust(20_000_001)),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.parametrize("put", STRANGE.values(), ids=STRANGE)
def test_a_record_that_is_no_file_of_ours_is_told_and_written_anew(shown, folder, own, put):
    put(folder / RECORD)
    later = followed(folder, own)
    assert later.blocks == shown.blocks
    assert "fault.record" in keys(later)
    handed_in(folder, [6])
    show(later, sure=True)
    assert not (folder / RECORD).is_symlink()
    assert from_json((folder / RECORD).read_text()).blocks == shown.blocks


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a file away"
)
@pytest.mark.usefixtures("shown")
def test_in_a_drop_box_a_learners_record_does_not_count(folder, tmp_path):
    folder.chmod(0o3733)
    os.chown(folder / RECORD, 4711, 4711)
    second = followed(folder, tmp_path / "second")
    assert (second.blocks, second.unsure, keys(second)) == ((), 6, ["fault.record"])


# The text of a ledger and a record


def edited(edit):
    def spoil(text):
        document = json.loads(text)
        edit(document["blocks"])
        return json.dumps(document)

    return spoil


def block(**changes):
    """A ledger, changed in some places of its only block."""
    return edited(lambda blocks: blocks[0].update(changes))


def with_tally(**changes):
    return edited(lambda blocks: blocks[0]["tally"].update(changes))


def rows(*counts):
    return with_tally(statements=dict.fromkeys(statement_ids(), counts))


def whole(**members):
    """A ledger of these members, in place of a class's own."""
    return lambda _text: json.dumps({"kit": "class-ledger", "format": 1} | members)


FOUR = [sheet(person) for person in range(4)]
OF_FOUR = Block("1", ("unsaid",), {one.mark: digest(one) for one in FOUR}, tally(FOUR))
UNREADABLE = {
    "empty": lambda _text: "",
    "half of it": lambda text: text[: len(text) // 2],
    "zeros, as after a power cut": lambda text: "\0" * len(text),
    "no text": lambda text: text.encode("utf-16").decode("latin-1"),
    "no UTF-8": lambda _text: "\udcff\udcfe",
    "a list": lambda text: f"[{text}]",
    "something else": lambda text: text.replace("class-ledger", "class-sheet"),
    "of a newer kit": lambda text: text.replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'),
    "no blocks": whole(),
    "blocks null": whole(blocks=None),
    "a block that is a number": whole(blocks=[5]),
    "an id that is a path": lambda text: text.replace('"class": "', '"class": "../'),
    "an id that is a number": whole(blocks=[], **{"class": 12345678}),
    "NaN": lambda text: text.replace('"sheets": 6', '"sheets": NaN'),
    "a tally in words": with_tally(sheets="six"),
    "a tally null": block(tally=None),
    "a tally of another course": with_tally(statements={"breadth-1": [0] * 7}),
    "a tally of other factors": with_tally(factors={}),
    "a tally of seven levels": rows(6, *[0] * 8),
    "a tally of nobody": rows(*[0] * 7),
    "a tally of fewer than nobody": rows(-1, 7, *[0] * 5),
    "a tally of more than its members": with_tally(sheets=7),
    "a block of four": lambda _text: to_json(Note("ab" * 8, (OF_FOUR,))),
    "the same people twice": edited(lambda blocks: blocks.append(blocks[0])),
    "members without their ratings": block(members=["00000", "00001"]),
    "members null": block(members=None),
}


@pytest.mark.parametrize("spoil", UNREADABLE.values(), ids=UNREADABLE)
def test_of_ledger_and_record_the_one_that_can_be_read_counts_and_the_other_is_told(
    shown, own, folder, spoil
):
    ledger, record = ledger_of(own), folder / RECORD
    good = record.read_text(encoding="utf-8")
    bad = spoil(good).encode(errors="surrogateescape")
    assert bad != good.encode()
    record.write_bytes(bad)
    later = followed(folder, own)
    assert (keys(later), later.blocks) == (["fault.record"], shown.blocks)
    record.write_text(good, encoding="utf-8")
    ledger.write_bytes(bad)
    later = followed(folder, own)
    aside = ledger.with_suffix(".unreadable.json")
    assert [(one.place, one.key, one.values) for one in later.faults] == [
        (ledger.name, "fault.ledger", {"file": aside.name})
    ]
    assert aside.read_bytes() == bad
    assert later.blocks == shown.blocks


def test_a_ledger_torn_while_the_board_is_open_costs_nothing(shown, folder, own):
    ledger = ledger_of(own)
    ledger.write_bytes(ledger.read_bytes()[:-9])
    handed_in(folder, range(6, 10))
    shown.look()
    assert keys(shown) == ["fault.ledger"]
    assert (counted(shown), shown.waiting("1"), shown.unsure) == (6, 4, 0)
    later = followed(folder, own)
    assert (later.blocks, later.faults) == (shown.blocks, ())


def test_what_cannot_be_noted_is_told_and_not_shown_until_it_can(shown, folder, own, monkeypatch):
    handed_in(folder, range(6, 11))

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        for _ in range(2):
            shown.look()
            assert [(one.key, one.values) for one in shown.faults] == [
                ("fault.unnoted", {"reason": os.strerror(errno.ENOSPC)})
            ]
        assert (counted(shown), shown.waiting("1")) == (6, 5)
    shown.look()
    assert shown.faults == ()
    assert counted(shown) == counted(followed(folder, own)) == 11


@pytest.mark.usefixtures("shown")
def test_a_ledger_that_may_not_be_read_is_told_and_the_count_goes_on(folder, own):
    path = ledger_of(own)
    path.unlink()
    path.mkdir()
    handed_in(folder, [6])
    later = followed(folder, own)
    assert (later.handed_in("1"), counted(later), keys(later)) == (7, 0, ["fault.unnoted"])


def test_neither_a_board_without_a_ledger_nor_one_without_sheets_writes_a_file(folder, own):
    followed(folder, own).look()
    assert [*own.iterdir(), *folder.iterdir()] == []
    own.rmdir()
    handed_in(folder, range(5))
    room = followed(folder)
    room.show("1")
    assert counted(room) == 5
    assert [*folder.parent.iterdir()] == [folder]
    assert not (folder / RECORD).exists()


def test_ledger_and_record_name_nobody_and_hold_no_persons_ratings(shown, folder, own):
    text = ledger_of(own).read_text(encoding="utf-8")
    assert (folder / RECORD).read_text(encoding="utf-8") == text
    (block,) = json.loads(text)["blocks"]
    assert block.keys() == {"round", "roles", "members", "tally"}
    assert block["members"].keys() == {one.mark for one in shown.found.sheets.values()}
    for one in shown.found.sheets.values():
        assert one.ratings.hex() not in text


def test_a_ledger_is_read_as_it_was_written():
    blocks = sample().blocks
    for some in ((), blocks[:1], blocks):
        for mark in (None, "0123456789abcdef"):
            assert from_json(to_json(Note(mark, some))) == Note(mark, some)
    assert {one.round for one in blocks} == {"1", "2", "then"}


# What somebody might work out who writes down everything that was ever shown of a class while its
# folder goes from place to place. A teacher who is asked says that she is sure if nothing of the
# class was shown on another computer, and on this one as long as it has its ledgers.
#
# Not looked at are two copies followed on two computers, neither of which knows what the other
# shows; and a record that somebody puts back as it once was.

people_come = st.tuples(
    st.just("come"), st.integers(0, 8), st.integers(1, 8), st.integers(0, 1), st.sampled_from("12")
)
teacher_shows = st.tuples(st.just("show"), st.sampled_from("112"))
moves = {
    "one computer": ["look", "restart", "rename", "copy", "back", "no record", "other record"],
    "two computers": ["look", "restart", "rename", "computer", "lost", "no record", "other record"],
}


def what_happens(where):
    move = st.tuples(st.sampled_from(moves[where]))
    return st.lists(people_come | teacher_shows | teacher_shows | move, min_size=4, max_size=14)


class Teacher:
    """A teacher, and all that was ever shown on any of her boards."""

    def __init__(self, place):
        self.names = (place / f"place-{number}" for number in count())
        self.owns = [next(self.names), next(self.names)]
        self.folders = [next(self.names)]
        self.folders[0].mkdir()
        self.views = set()
        self.shown_on = set()
        self.open()

    @property
    def record(self):
        return self.folders[-1] / RECORD

    def open(self):
        self.room = followed(self.folders[-1], self.owns[-1])
        self.write_down()

    def do(self, what, *how):
        if what in MOVES:
            MOVES[what](self)
            self.open()
            return
        if what == "come":
            first, number, version, name = how
            handed_in(self.folders[-1], range(first, first + number), version, name)
        else:
            self.room.look()
        if what == "show":
            self.write_down()
            self.room.show(*how, sure=self.shown_on <= {self.owns[-1]})
        self.write_down()

    def write_down(self):
        """Note every sum of blocks of a round that anybody could make of what is shown now."""
        for name in {one.round for one in self.room.blocks}:
            blocks = [one.members for one in self.room.blocks if one.round == name]
            for number in range(1, len(blocks) + 1):
                for some in combinations(blocks, number):
                    view = frozenset(pair for members in some for pair in members.items())
                    if view not in self.views:
                        self.shown_on.add(self.owns[-1])
                    self.views.add(view)


# What happens to the folder, or to a computer of hers, before she opens a board again.
MOVES = {
    "restart": lambda _: None,
    "rename": lambda her: her.folders.append(her.folders.pop().rename(next(her.names))),
    "copy": lambda her: her.folders.append(Path(shutil.copytree(her.folders[-1], next(her.names)))),
    "back": lambda her: her.folders.insert(0, her.folders.pop()),
    "computer": lambda her: her.owns.reverse(),
    "lost": lambda her: her.owns.append([her.owns.pop(), next(her.names)][1]),
    "no record": lambda her: her.record.unlink(missing_ok=True),
    "other record": lambda her: her.record.write_text(OTHERS_RECORD),
}


@pytest.mark.parametrize("where", moves)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_wherever_the_folder_goes_no_two_views_differ_in_fewer_than_five(where, data):
    with TemporaryDirectory() as place:
        teacher = Teacher(Path(place))
        for step in data.draw(what_happens(where)):
            teacher.do(*step)
    for view in teacher.views:
        assert len(view) >= FEWEST
    for one, other in combinations(teacher.views, 2):
        assert len({mark for mark, _ in one ^ other}) not in range(1, FEWEST)
    event(f"{min(len(teacher.views), 3)} views")
