"""Twenty learners and their teacher on a shared server, all at the same time."""

import itertools
import json
import stat
import threading
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
import websocket
from snooping import TRIED

from kit.answers.answers import asked_now
from kit.classroom.sheets import from_json, ratings_of
from tools.hub import NAMES, TEACHER, at_once, first_lesson, ratings, statements
from tools.learner import PATIENCE

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results.json"
IDS = [statement for _, statement in statements()]


@pytest.fixture(scope="module")
def room(start):
    """All have logged in, run lessons 1 and 5, rated and handed in; their seats are still there."""
    with start() as hub:
        seats = dict(zip(NAMES, at_once(partial(first_lesson, hub), NAMES), strict=True))
        seat_mb = hub.seat_mb(NAMES)

        def hand_in(name):
            learner, _ = seats[name]
            with learner.open(f"{learner.lessons}/sv/05-whole.ipynb") as whole:
                whole.run()
                whole.ask("hand_in", {})
                return whole.ask("hand_in", {"hand": True})["told"]

        told = at_once(hand_in, NAMES)
        yield SimpleNamespace(hub=hub, seats=seats, seat_mb=seat_mb, told=told)
        assert hub.stop() == []


@pytest.fixture
def rights(room):
    if not room.hub.rights:
        pytest.skip("Only root can give each learner a user number, and not in every container")


def answers_of(hub, name):
    path = hub.homes / name / "my-answers" / "answers.json"
    return json.loads(path.read_text(encoding="utf-8"))


def sheet_of(hub, name):
    return hub.classes / f"sheet-{answers_of(hub, name)['class']['mark']}-1.json"


def test_everybody_is_told_that_her_ratings_are_handed_in(room):
    assert [one["done"] for one in room.told] == [True] * len(NAMES)


def test_all_sheets_are_there_and_each_is_its_learners(room):
    expected = {sheet_of(room.hub, name): ratings(name) for name in NAMES}
    assert sorted(room.hub.classes.iterdir()) == sorted(expected)
    for path, given in expected.items():
        (sheet,) = from_json(path.read_text(encoding="utf-8"))
        assert sheet.ratings == ratings_of(asked_now(dict(zip(IDS, given, strict=True))))


def test_every_answer_is_in_its_learners_own_home(room):
    for name in NAMES:
        assert answers_of(room.hub, name)["ratings"] == dict(zip(IDS, ratings(name), strict=True))


def test_the_teachers_board_counts_all_of_them(room):
    teacher = room.hub.learner(TEACHER)
    with teacher.open(f"{teacher.lessons}/sv/06-class.ipynb") as kernel:
        kernel.run()
        found = kernel.ask("board", {}, sample=False)
    assert [(one["id"], one["handed"]) for one in found["rounds"]] == [("1", len(NAMES))]
    assert found["faults"] == []


SNOOP = """
def overwrite(sheet):
    own = Path({own!r})
    copy = own.with_name(".copy")
    copy.write_bytes(own.read_bytes())
    try:
        copy.replace(sheet)
    finally:
        copy.unlink(missing_ok=True)

found = {{"own sheet": tried(Path({own!r}).read_bytes)}}
found["list the class"] = tried(os.listdir, {classes!r})
for home in {homes!r}:
    found["list " + home] = tried(os.listdir, home)
    found["answers " + home] = tried(Path(home, "my-answers/answers.json").read_bytes)
for sheet in map(Path, {sheets!r}):
    found["read " + sheet.name] = tried(sheet.read_bytes)
    found["write " + sheet.name] = tried(sheet.write_bytes, b"")
    found["replace " + sheet.name] = tried(overwrite, sheet)
    found["delete " + sheet.name] = tried(sheet.unlink)
print(json.dumps(found))
"""


@pytest.mark.usefixtures("rights")
def test_a_learner_reads_her_own_sheet_and_nothing_of_anybody_else(room):
    her, *others = NAMES
    code = TRIED + SNOOP.format(
        own=str(sheet_of(room.hub, her)),
        classes=str(room.hub.classes),
        homes=[str(room.hub.homes / name) for name in others],
        sheets=[str(sheet_of(room.hub, name)) for name in others],
    )
    found = json.loads(room.seats[her][1].execute(code))
    assert found.pop("own sheet") == "done"
    assert len(found) == 1 + 6 * len(others)
    assert set(found.values()) == {"PermissionError"}


@pytest.mark.usefixtures("rights")
def test_no_two_learners_are_the_same_user(room):
    owners = {(room.hub.homes / name).stat().st_uid for name in NAMES}
    assert len(owners) == len(NAMES)
    assert 0 not in owners
    assert room.hub.classes.stat().st_uid not in owners
    for name in NAMES:
        assert stat.S_IMODE((room.hub.homes / name).stat().st_mode) == 0o700


def test_no_two_kernels_can_be_told_the_same_port(room):
    """They are reached by files of their own seat; nor did the server start any again."""
    asked = "import ipykernel.connect; print(ipykernel.connect.get_connection_info())"
    for _, kernel in room.seats.values():
        assert json.loads(kernel.execute(asked))["transport"] == "ipc"
    assert "restarting kernel" not in room.hub.said()


def test_a_seat_takes_the_memory_that_was_measured(room):
    measured = json.loads(RESULTS.read_text(encoding="utf-8"))["hub_seat_mb"]
    print(f"\n{room.seat_mb:.1f} MB a seat, {len(NAMES)} seats; make bench: {measured} MB")
    assert room.seat_mb == pytest.approx(measured, rel=0.2)


class Rating:
    """Everybody rates again and again, until one seat has been killed and all have gone on."""

    def __init__(self, room, her):
        self._room = room
        self._her = her
        self._rated, self._killed = threading.Event(), threading.Event()
        self.saved = {name: {} for name in NAMES}
        self.underway = {}

    def rate(self, name):
        kernel = self._room.seats[name][1]
        for turn in itertools.count(1):
            last = self._killed.is_set() and name != self._her
            for (factor, statement), value in zip(statements(), ratings(name), strict=True):
                self.underway[name] = statement, (value + turn) % 5 + 1
                assert kernel.rate(factor, *self.underway[name])
                self.saved[name].update([self.underway[name]])
            if name == self._her:
                self._rated.set()
            if last:
                return

    def be(self, who):
        if who == self._her:
            with pytest.raises((websocket.WebSocketException, OSError)):
                self.rate(who)
        elif who in NAMES:
            self.rate(who)
        else:
            assert self._rated.wait(PATIENCE)
            for process in self._room.hub.seat(self._her):
                process.kill()
            self._killed.set()


def test_killing_one_learners_seat_loses_nothing_of_hers_and_disturbs_nobody(room):
    her, *others = NAMES
    before = {name: set(room.hub.seat(name)) for name in others}
    rating = Rating(room, her)
    at_once(rating.be, [*NAMES, "the killer"])

    for name in others:
        assert answers_of(room.hub, name)["ratings"] == rating.saved[name]
        assert set(room.hub.seat(name)) == before[name]

    learner, _ = room.seats[her]
    learner.start()
    with learner.open(f"{learner.lessons}/sv/01-role.ipynb") as kernel:
        kernel.run()
        shown = kernel.answers()
    # What was being saved that moment is there or is not; all that was saved before is.
    saved, underway = rating.saved[her], dict([rating.underway[her]])
    assert shown["sections"]["ratings"] in (saved, {**saved, **underway})
    assert shown["trouble"] == ""
