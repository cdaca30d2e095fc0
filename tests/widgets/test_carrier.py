"""What a widget carries of a view to a notebook's page and back."""

import json
import zlib

import pytest
from jupyter_client.session import Session

from kit.answers.file import AnswersFile
from kit.content.phrases import Words
from kit.widgets import carrier
from kit.widgets.assets import asset, bring, names
from kit.widgets.view import View

EN = Words("en")


@pytest.fixture
def carriers(monkeypatch, tmp_path):
    """Two views of a lesson, with an answer that ends in half an emoji."""
    file = AnswersFile(tmp_path / "answers.json")
    file.put("evidence", "breadth", "half \ud83d")
    monkeypatch.setattr(carrier, "_BROUGHT", {"script"})
    made = View("progress", {}, file, EN, title="The way", respond=dict)
    return lambda: [carrier.Carrier(made) for _ in range(2)]


def test_the_first_view_of_a_lesson_brings_the_answers(carriers):
    first, second = carriers()
    assert set(first.brought) == {first.view.shown()["reader"]}
    answers = json.loads(zlib.decompress(*first.brought.values()))
    assert answers["sections"]["evidence"] == {"breadth": "half \ud83d"}
    assert second.brought == {}


def test_on_a_page_that_was_on_its_way_the_first_view_brings_the_script_too(carriers, tmp_path):
    carrier.await_page()
    first, second = carriers()
    assert first.brought[names()["kit"]] == asset(names()["kit"])
    assert second.brought == {}
    other = View("progress", {}, AnswersFile(tmp_path / "answers.json"), EN, title="The way")
    assert set(carrier.Carrier(other).brought) == {other.shown()["reader"]}


def test_what_is_carried_is_what_the_view_shows_and_what_stands_in_its_place_until_then(carriers):
    carried, _ = carriers()
    shown = json.loads(zlib.decompress(carried.packed))
    around = ("bring", "still", "waiting", "late", "failed")
    assert {key: shown.pop(key) for key in around} == {
        "bring": bring(),
        "still": "[The way. Run the lesson to see and use this part.]",
        "waiting": EN("view.waiting"),
        "late": EN("view.late"),
        "failed": EN("view.failed"),
    }
    assert shown == carried.view.shown()
    assert repr(carried) == "[The way. Run the lesson to see and use this part.]"


def test_what_the_page_says_is_heard_and_answered(carriers, monkeypatch):
    carried, _ = carriers()
    sent = []
    monkeypatch.setattr(carried, "send", lambda answer, buffers: sent.append((answer, buffers)))
    for message in ({"question": {"n": 1}, "number": "ask-1"}, {"ask": names()["kit"]}, None):
        carried._handle_custom_msg(message, [])  # noqa: SLF001 - as the browser sends it
    assert sent == [
        ({"reply": "ask-1", "found": {"n": 1}}, []),
        ({"asset": names()["kit"]}, [asset(names()["kit"])]),
        ({"unknown": []}, []),
    ]


def test_half_an_emoji_keeps_no_answer_from_the_page(carriers, monkeypatch):
    carried, _ = carriers()
    session, heard = Session(), []

    def send(answer, buffers):
        heard.append((session.unpack(session.pack(answer)), buffers))

    monkeypatch.setattr(carried, "send", send)
    put = {"section": "evidence", "key": "breadth", "value": "other", "seen": [None]}
    carried._handle_custom_msg({"put": put, "edit": "e1"}, [])  # noqa: SLF001
    ((answer, beside),) = heard
    assert (answer["fate"], answer["stored"], beside) == ("changed", "half ?", [])
