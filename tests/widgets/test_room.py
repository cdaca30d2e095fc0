"""Telephones on the class board: the door, what they rate, and rounds by one press."""

from types import SimpleNamespace

import pytest

from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.classroom.door import session, starting
from kit.classroom.door.running import NotOpenedError
from kit.classroom.folder import hand_in
from kit.classroom.sheets import Sheet, statement_ids
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets import phone
from kit.widgets.board import Replies, board
from kit.widgets.phone import room


@pytest.fixture(autouse=True)
def doors(monkeypatch):
    """The doors that were started, as if they had been; none is."""
    found = []

    def start(_folder, *, to_others=False):
        address = f"http://{'192.0.2.7' if to_others else '127.0.0.1'}:8014/"
        one = SimpleNamespace(addresses=(address,), port=8014, last=0, to_others=to_others)
        one.reached, one.counts, one.alive = True, {}, True
        one.stop = lambda: setattr(one, "alive", False)
        found.append(one)
        return one

    monkeypatch.setattr(starting, "start", start)
    monkeypatch.setattr(room, "_RUNNING", {})
    monkeypatch.delenv(starting.SERVICE, raising=False)
    return found


def opened(tmp_path, language="en"):
    """Return a board of the class, as a lesson that is run anew has it."""
    (tmp_path / "class").mkdir(exist_ok=True)
    classroom = Classroom(tmp_path / "class", tmp_path / "own")
    words = Words(language)
    telephones = room.Room(classroom.folder, words)
    file = AnswersFile(tmp_path / "own" / "own.json")
    replies = Replies(classroom, course(), file, words, room=telephones)
    replies.look({})
    return replies


@pytest.fixture
def replies(tmp_path):
    """A board that has let telephones in."""
    made = opened(tmp_path)
    made.reply({"join": "start"})
    return made


@pytest.fixture
def told(tmp_path):
    """What telephones are told now: the round, and whether its results are shown."""

    def read():
        now = session.read(tmp_path / "class")
        return now.round, now.shown

    return read


def rate(tmp_path, people, round_="1", level=3):
    """Let people hand in, as the door writes it."""
    ratings = bytes(level if one == "breadth-1" else 0 for one in statement_ids())
    for person in people:
        hand_in(Sheet(f"{person:016}", round_, None, ratings), tmp_path / "class")


def test_nobody_is_let_in_before_the_teacher_presses_and_then_this_computer_alone(doors, tmp_path):
    replies = opened(tmp_path)
    assert replies.look({})["room"] == {"on": False, "told": ""}
    assert session.read(tmp_path / "class") is None
    found = replies.reply({"join": "start", "origin": "http://lab"})["room"]
    assert (found["on"], found["others"], found["qr"]) == (True, False, None)
    assert found["join"].startswith("http://127.0.0.1:8014/en/#")
    # Open to others is a press of its own, and keeps the code.
    code, found = found["code"], replies.reply({"join": "others"})["room"]
    assert [(door.to_others, door.alive) for door in doors] == [(False, False), (True, True)]
    assert (found["code"], found["address"]) == (code, "192.0.2.7:8014/en")
    assert found["join"] == f"http://192.0.2.7:8014/en/#{session.read(tmp_path / 'class').code}"
    assert found["qr"]["side"] > 20
    assert found["about"] == Words("en")("door.reached")
    doors[-1].counts = {"others": 1}  # a telephone has come: nothing more needs to be said
    assert replies.look({})["room"]["about"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_group_and_each_factor_can_be_opened(tmp_path, replies, language):
    ids = [choice for choice, _ in room.openings(course(), Words(language))]
    assert len(ids) == len({name for _, name in room.openings(course(), Words(language))}) == 19
    for choice in ids:
        assert replies.reply({"join": "open", "open": choice})["room"]["open"] == choice
        assert session.factors(session.read(tmp_path / "class"))


def test_now_again_begins_the_next_round_covered_and_before_anybody_has_handed_in(
    tmp_path, replies, told
):
    rate(tmp_path, range(5))
    shown = replies.reply({"show": "1", "seen": ["1"]})
    assert (shown["results"]["sheets"], shown["room"]["again"]) == (5, "2")
    assert told() == ("1", True)
    again = replies.reply({"join": "round", "begin": "2", "round": "1", "seen": ["1"]})
    assert (again["round"], again["results"]) == ("2", None)
    assert [(one["id"], one["handed"]) for one in again["rounds"]] == [("1", 5), ("2", 0)]
    assert told() == ("2", False)
    # A board that is loaded anew looks at the round in which telephones hand in.
    assert opened(tmp_path).look({})["round"] == "2"
    # One that was begun by mistake is left again by choosing the one before.
    back = replies.reply({"join": "round", "begin": "1", "seen": ["1"]})
    assert (back["round"], back["results"]["sheets"]) == ("1", 5)
    assert told() == ("1", True)
    replies.reply({"join": "round", "begin": "2", "seen": ["1"]})
    rate(tmp_path, range(5), "2", level=4)
    compared = replies.reply({"show": "2", "seen": ["1", "2"], "round": "2"})
    assert compared["pair"] == ("1", "2")
    assert compared["shift"]["sentence"]
    last = replies.reply({"join": "round", "begin": "3"})["room"]
    assert (last["round"], last["again"]) == ("3", None)


def test_how_it_was_before_is_rated_last_and_compared_with_the_last_round(tmp_path, replies):
    for round_ in ("1", "2", "then"):
        begun = replies.reply({"join": "round", "begin": round_})
        assert (begun["round"], begun["room"]["round"]) == (round_, round_)
        rate(tmp_path, range(5), round_, level=2)
        replies.reply({"show": round_, "seen": [round_]})
    seen = {"seen": ["1", "2", "then"]}
    for asked, pair in (
        ({"round": "then"}, ("then", "2")),
        ({"round": "2"}, ("1", "2")),
        ({"round": "then", "from": "1", "to": "then"}, ("1", "then")),
    ):
        assert replies.look({**seen, **asked})["pair"] == pair


def test_telephones_hear_that_a_round_is_shown_only_when_it_is(tmp_path, replies, told):
    rate(tmp_path, range(4))
    assert replies.reply({"show": "1", "seen": ["1"]})["results"] is None
    assert told() == ("1", False)
    rate(tmp_path, range(6))
    replies.reply({"show": "1", "seen": ["1"]})
    assert told() == ("1", True)
    # Who comes late by telephone is covered until there are five.
    rate(tmp_path, range(6, 10))
    found = replies.look({"seen": ["1"]})
    assert (found["results"]["sheets"], found["rounds"][0]["waiting"]) == (6, 4)
    rate(tmp_path, [10])
    assert replies.look({"seen": ["1"]})["results"]["sheets"] == 11
    # Something else is opened: it is not shown.
    replies.reply({"join": "open", "open": "voice"})
    assert told() == ("1", False)


def test_what_has_come_is_counted_anew_when_something_else_is_opened_in_a_round(doors, replies):
    doors[-1].counts = {"handed": 8}
    assert replies.look({})["room"]["since"] == ""
    replies.reply({"join": "open", "open": "voice"})
    doors[-1].counts = {"handed": 11}
    assert replies.look({})["room"]["since"].startswith("3 ")
    assert replies.reply({"join": "round", "begin": "2"})["room"]["since"] == ""


def test_a_lesson_that_is_run_anew_finds_its_door_open(doors, tmp_path):
    opened(tmp_path).reply({"join": "others"})
    found = opened(tmp_path).look({})["room"]
    assert (found["on"], found["others"], len(doors)) == (True, True, 1)
    assert not opened(tmp_path).reply({"join": "close"})["room"]["on"]
    assert not doors[-1].alive
    # The class goes on with its code when it is let in again.
    replies = opened(tmp_path)
    assert replies.reply({"join": "start"})["room"]["code"] == found["code"]
    # A door that has ended is told of, and can be opened again.
    doors[-1].alive = False
    ended = replies.look({})["room"]
    assert (ended["on"], ended["told"]) == (False, Words("en")("join.stopped"))
    assert replies.reply({"join": "start"})["room"]["on"]


def test_a_door_that_is_elsewhere_or_cannot_be_opened_is_told_of(tmp_path, monkeypatch):
    replies, start = opened(tmp_path), starting.start

    def elsewhere(*given, **how):
        found = start(*given, **how)
        found.last = 8013
        return found

    def refuse(_folder, **_how):
        raise NotOpenedError("door.port", port="80")

    monkeypatch.setattr(starting, "start", refuse)
    found = replies.reply({"join": "start"})["room"]
    assert (found["on"], found["told"]) == (False, Words("en")("door.port", port="80"))
    monkeypatch.setattr(starting, "start", elsewhere)
    told = Words("en")("door.moved", port="8014", last="8013")
    assert replies.reply({"join": "others"})["room"]["told"] == told
    # It stands there until the teacher does something else.
    assert replies.look({})["room"]["told"] == told
    assert replies.reply({"join": "open", "open": "voice"})["room"]["told"] == ""


def test_a_class_that_is_deleted_lets_nobody_in(doors, tmp_path, replies):
    rate(tmp_path, range(3))
    assert "3" in replies.reply({"delete": True})["told"]
    assert not doors[-1].alive
    assert not replies.look({})["room"]["on"]


def test_on_a_hub_the_door_is_the_hubs_and_none_is_started(doors, tmp_path, monkeypatch):
    monkeypatch.setenv(starting.SERVICE, "/services/class/")
    found = opened(tmp_path).reply({"join": "start", "origin": "https://hub.example"})["room"]
    assert doors == []
    assert found["others"]
    assert found["join"].startswith("https://hub.example/services/class/en/#")


def test_an_invented_class_and_a_browser_let_nobody_in(tmp_path, monkeypatch):
    of_class = Classroom(tmp_path), course(), AnswersFile(tmp_path / "own.json"), Words("en")
    assert len(board(*of_class).data["openings"]) == 19
    assert board(*of_class, sample=True).data["openings"] == []
    monkeypatch.setattr("sys.platform", "emscripten")
    assert board(*of_class).data["openings"] == []


def test_the_page_has_what_each_opening_asks():
    found = phone.pages()["index.html"].decode()
    for factor in course().factors:
        assert f'"id":"{factor.id}"' in found
