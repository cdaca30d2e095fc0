"""A class's session: what the teacher's board writes and a door reads."""

import os
import sys

import pytest

from kit.classroom.classroom import Classroom
from kit.classroom.door import session
from kit.classroom.folder import DOOR
from kit.classroom.sheets import ROUNDS, is_mark
from kit.content.course import course


def test_a_session_that_is_there_goes_on(folder, begun):
    assert session.begin(folder) == session.read(folder) == begun


def test_a_code_can_be_said_and_is_another_each_time(folder):
    codes = set()
    for _ in range(50):
        codes.add(session.begin(folder).code)
        session.end(folder)
    assert len(codes) == 50
    assert {len(code) for code in codes} == {6}
    # Neither vowels, which make words, nor what looks like a digit.
    assert set("".join(codes)).isdisjoint("AEIOUÅÄÖ01LSZB")


def test_whoever_says_the_code_in_her_own_way_knows_it(begun):
    code = begun.code
    apart = f" {code[:3]}-{code[3:]} "
    for said in (code, code.lower(), session.spoken(code), apart, begun.password):
        assert session.knows(begun, said)
    wrong = ("", "x", "å" * 6, "A" * 10_000, "0" * 32, "\x00", "ÅÅÅÅÅÅ", code[:-1], code + "2")
    assert [said for said in wrong if session.knows(begun, said)] == []


def test_neither_the_password_nor_a_mark_tells_the_code_or_the_key(begun):
    told = begun.password + begun.mark("0" * 32) + repr(begun)
    assert begun.key not in told
    assert begun.code not in begun.password.upper()


def test_a_telephone_has_a_mark_of_its_own_in_each_class_and_the_same_in_all_rounds(folder, begun):
    mark = begun.mark("0" * 32)
    assert is_mark(mark)
    assert mark != begun.mark("0" * 31 + "1")
    assert session.change(folder, round="2").mark("0" * 32) == mark
    session.end(folder)
    assert session.begin(folder).mark("0" * 32) != mark


def test_what_is_changed_is_read_and_the_rest_stays(folder, begun):
    changed = session.change(folder, round="2", open="breadth", shown=True)
    assert session.read(folder) == changed
    assert (changed.round, changed.open, changed.shown) == ("2", "breadth", True)
    assert (changed.code, changed.key) == (begun.code, begun.key)
    assert changed.edition == begun.edition + 1
    assert session.change(folder, shown=False).open == "breadth"
    assert [session.change(folder, round=one).round for one in ROUNDS] == list(ROUNDS)


def test_everything_a_group_or_a_factor_can_be_open(folder, begun):
    whole = [factor.id for factor in course().factors]
    assert list(session.factors(begun)) == whole
    opened = session.factors(session.change(folder, open="capacity"))
    assert list(opened) == [factor.id for factor in course().group("capacity").factors]
    assert session.factors(session.change(folder, open="state")) == ("state",)


@pytest.mark.parametrize("changes", [{"round": "4"}, {"open": "everyone"}, {"shown": "yes"}])
@pytest.mark.usefixtures("begun")
def test_what_there_is_not_cannot_be_opened(folder, changes):
    before = session.read(folder)
    with pytest.raises(ValueError, match=r"4|everyone|yes"):
        session.change(folder, **changes)
    assert session.read(folder) == before


def test_a_session_that_is_ended_is_forgotten(folder, begun):
    session.end(folder)
    session.end(folder)
    assert session.read(folder) is None
    with pytest.raises(LookupError):
        session.change(folder, round="2")
    assert not any(begun.key in path.read_text("utf-8") for path in folder.iterdir())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(('"round": "1"', '"round": "9"'), ('"round": "1"', '"round": ["1"]')),
        ('"open": "everything"', '"open": ["everything"]'),
        *(('"open": "everything"', '"open": "/etc"'), ('"shown": false', '"shown": 0')),
        *(('"edition": 1', '"edition": true'), ('"edition": 1', '"edition": 0')),
        *(('"port": 0', '"port": -1'), ('"port": 0', '"port": 65536')),
        *(('"port": 0', '"port": "8014"'), ('"code": "', '"code": "<'), ('"key": "', '"key": "zz')),
        *(('"format": 1', '"format": 2'), ("class-door", "class-sheet"), ("{", '{"more": 1, ')),
        *(("}", ""), ("{", "\x00{")),
    ],
)
@pytest.mark.usefixtures("begun")
def test_a_file_that_is_spoiled_is_no_session(folder, old, new):
    path = folder / DOOR
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert session.read(folder) is None


def test_a_session_of_before_goes_on_and_remembers_where_telephones_find_it(folder, begun):
    path = folder / DOOR
    path.write_text(path.read_text("utf-8").replace(', "port": 0', ""), "utf-8")
    assert "port" not in path.read_text("utf-8")
    assert session.begin(folder) == begun
    assert session.change(folder, port=8017).port == session.read(folder).port == 8017


def test_a_file_too_large_or_none_at_all_is_no_session(folder):
    (folder / DOOR).write_bytes(b" " * 100_000)
    assert session.read(folder) is None
    (folder / DOOR).unlink()
    (folder / DOOR).mkdir()
    assert session.read(folder) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_neither_a_link_nor_what_a_learner_puts_into_a_drop_box_is_a_session(
    folder, begun, tmp_path
):
    elsewhere = tmp_path / "elsewhere.json"
    (folder / DOOR).rename(elsewhere)
    (folder / DOOR).symlink_to(elsewhere)
    assert session.read(folder) is None
    (folder / DOOR).unlink()
    elsewhere.rename(folder / DOOR)
    folder.chmod(0o3733)
    assert session.read(folder) == begun
    if os.geteuid() == 0:
        os.chown(folder / DOOR, 12_345, 12_345)
        assert session.read(folder) is None


def test_the_board_takes_a_session_for_no_stranger_and_ends_it_with_the_class(folder, own):
    session.begin(folder)
    room = Classroom(folder, own)
    room.look()
    assert room.faults == ()
    room.delete()
    assert session.read(folder) is None
