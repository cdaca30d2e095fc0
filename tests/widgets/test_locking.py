"""The teacher's word before a class's board."""

import json

import ipywidgets
import pytest

from kit import Lesson
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.locking import TRIES, Lock, locked

WORD = "älgar på myren"


class Door:
    """A lock on a view, as somebody uses it."""

    def __init__(self, language="sv"):
        self.made = []
        self.box = locked(self.make, Lock.of(WORD), Words(language))
        _, row, self.told = self.box.children
        self.field, self.button = row.children

    def make(self):
        self.made.append(ipywidgets.HTML("the board"))
        return self.made[-1]

    def attempt(self, word):
        self.field.value = word
        self.button.click()


def test_the_word_opens_the_view_and_nothing_else_does():
    door = Door()
    for word in ("", "älgar", WORD.upper(), f"{WORD}!", "ä" * 1000):
        door.attempt(word)
        assert door.made == []
    door.attempt(f" {WORD} ")
    assert list(door.box.children) == door.made


def test_the_word_can_be_entered_by_the_key():
    door = Door()
    door.field.value = WORD
    door.field._handle_custom_msg({"event": "submit"}, [])  # noqa: SLF001 - as the browser sends it
    assert list(door.box.children) == door.made != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_told_with_the_tries_left_and_after_five_the_word_opens_nothing(language):
    door, words = Door(language), Words(language)
    for left in range(TRIES - 1, 0, -1):
        door.attempt("no")
        assert door.told.value == f'<p role="alert">{words("lock.wrong", n=left)}</p>'
    door.attempt("no")
    assert words("lock.spent") in door.told.value
    assert door.field.disabled
    assert door.button.disabled
    door.attempt(WORD)
    assert door.made == []


def test_the_word_is_nowhere_once_it_was_tried():
    door = Door()
    for word in ("wrong word", WORD):
        door.attempt(word)
        widgets = [door.box, *door.box.children, door.field, door.button, door.told]
        assert word not in json.dumps([str(one.get_state()) for one in widgets])


def test_two_locks_of_one_word_look_different():
    one, other = Lock.of(WORD), Lock.of(WORD)
    assert one.digest != other.digest
    assert one.opens(WORD)
    assert other.opens(WORD)


def test_a_lesson_shows_its_board_to_the_word_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CLASS", str(tmp_path / "class"))
    lock = Lock.of(WORD)
    box = Lesson("class", "en", tmp_path / "answers.json").locked_board(lock.salt, lock.digest)
    assert not (tmp_path / "class").exists()
    field, button = box.children[1].children
    field.value = WORD
    button.click()
    assert box.children[0].data["kind"] == "board"
