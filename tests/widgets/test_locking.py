"""The teacher's word before a class's board."""

import json

import pytest

from kit import Lesson
from kit.answers.file import AnswersFile
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.carrier import behind
from kit.widgets.locking import TRIES, Door, Lock
from kit.widgets.view import View

WORD = "älgar på myren"


class Visitor:
    """Somebody before a door, who uses the form on it."""

    def __init__(self, folder, language="sv"):
        self.file = AnswersFile(folder / "answers.json")
        self.made = []
        self.box = behind(Door(self.make, Lock.of(WORD), Words(language)))
        _, row, self.told = self.box.children
        self.field, self.button = row.children

    def make(self):
        self.made.append(View("board", {}, self.file, Words("sv"), title="the board"))
        return self.made[-1]

    def shown(self):
        """Return the views that are shown in place of the form."""
        return [getattr(child, "view", None) for child in self.box.children]

    def attempt(self, word):
        self.field.value = word
        self.button.click()


def test_the_word_opens_the_view_and_nothing_else_does(tmp_path):
    visitor = Visitor(tmp_path)
    for word in ("", "älgar", WORD.upper(), f"{WORD}!", "ä" * 1000):
        visitor.attempt(word)
        assert visitor.made == []
    visitor.attempt(f" {WORD} ")
    assert visitor.shown() == visitor.made != []


def test_the_word_can_be_entered_by_the_key(tmp_path):
    visitor = Visitor(tmp_path)
    visitor.field.value = WORD
    visitor.field._handle_custom_msg({"event": "submit"}, [])  # noqa: SLF001 - as the browser sends it
    assert visitor.shown() == visitor.made != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_told_with_the_tries_left_and_after_five_the_word_opens_nothing(
    tmp_path, language
):
    visitor, words = Visitor(tmp_path, language), Words(language)
    for left in range(TRIES - 1, 0, -1):
        visitor.attempt("no")
        assert visitor.told.value == f'<p role="alert">{words("lock.wrong", n=left)}</p>'
    visitor.attempt("no")
    assert words("lock.spent") in visitor.told.value
    assert visitor.field.disabled
    assert visitor.button.disabled
    visitor.attempt(WORD)
    assert visitor.made == []


def test_the_word_is_nowhere_once_it_was_tried(tmp_path):
    visitor = Visitor(tmp_path)
    for word in ("wrong word", WORD):
        visitor.attempt(word)
        widgets = [visitor.box, *visitor.box.children, visitor.field, visitor.button, visitor.told]
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
    assert box.children[0].view.data["kind"] == "board"
