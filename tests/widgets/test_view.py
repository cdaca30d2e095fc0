"""What a view carries to the page, and what it answers to whatever the page says."""

import errno
import itertools
import json
import sys
import zlib

import pytest

from kit.answers import file as answers_file
from kit.answers.file import AnswersFile
from kit.content.phrases import Words
from kit.widgets import view
from kit.widgets.assets import asset, names

EN = Words("en")


@pytest.fixture
def file(tmp_path):
    return AnswersFile(tmp_path / "answers.json")


@pytest.fixture
def views(monkeypatch, file):
    """Two views, the first of a kernel and another, with an answer that ends in half an emoji."""
    file.put("evidence", "breadth", "half \ud83d")
    monkeypatch.setattr(view, "_VIEWS", itertools.count())
    return lambda: [view.View("progress", {}, file, EN, title="x") for _ in range(2)]


def test_on_a_server_a_view_brings_nothing_unasked(views):
    assert [one.brought for one in views()] == [{}, {}]


def test_in_a_browser_the_first_view_brings_the_script_and_the_answers(views, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    first, second = views()
    assert first.brought[names()["kit"]] == asset(names()["kit"])
    answers = json.loads(zlib.decompress(first.brought["answers"]))
    assert answers["sections"]["evidence"] == {"breadth": "half \ud83d"}
    assert second.brought == {}


def test_two_learners_of_a_hub_have_books_of_their_own_in_one_browser(file, monkeypatch):
    def book():
        return json.loads(zlib.decompress(made(file).packed))["book"]

    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    first, again = book(), book()
    monkeypatch.setenv("JUPYTERHUB_USER", "bo")
    assert first == again
    assert book() != first


# Messages in, messages out


def made(file, respond=None, said=None):
    return view.View("rate", {}, file, EN, title="x", respond=respond, said=said)


def replies(file, *messages, respond=None, said=None, buffers=()):
    """Return what a view sends to each message."""
    one = made(file, respond, said)
    sent = []
    one.send = lambda content, buffers=None: sent.append((content, buffers))
    for message in messages:
        one._hear(one, message, list(buffers))  # noqa: SLF001 - as if the browser sent it
    return sent


def put(value, seen, section="ratings", key="breadth-1", edit="e1"):
    return {
        "put": {"section": section, "key": key, "value": value, "seen": list(seen)},
        "edit": edit,
    }


def fates(file, *messages):
    return [
        {key: reply[key] for key in ("edit", "fate", "kept", "stored", "why") if key in reply}
        for reply, _ in replies(file, *messages)
    ]


TAKEN = {"edit": "e1", "fate": "taken", "kept": True}
REFUSED = {"edit": "e1", "fate": "refused", "kept": True, "why": EN("form.refused")}


@pytest.mark.parametrize(
    ("stored", "message", "fate", "after"),
    [
        pytest.param(None, put(4, [None]), TAKEN, 4, id="first"),
        pytest.param(3, put(4, [3]), TAKEN, 4, id="changed"),
        pytest.param(3, put(None, [3]), TAKEN, None, id="taken back"),
        pytest.param(3, put(4, [None, 3]), TAKEN, 4, id="after one that may have come through"),
        pytest.param(4, put(4, [None]), TAKEN, 4, id="again, as the reply was lost"),
        pytest.param(None, put(None, [3]), TAKEN, None, id="taken back elsewhere too"),
        pytest.param(
            3,
            put(4, [None]),
            {"edit": "e1", "fate": "changed", "stored": 3, "kept": True},
            3,
            id="another place has answered",
        ),
        pytest.param(
            None,
            put(4, [3]),
            {"edit": "e1", "fate": "changed", "stored": None, "kept": True},
            None,
            id="another place has taken it back",
        ),
        pytest.param(
            3, put(4, []), {**TAKEN, "fate": "changed", "stored": 3}, 3, id="nothing seen"
        ),
        pytest.param(3, put(6, [3]), REFUSED, 3, id="no such level"),
        pytest.param(3, put(4, [3], section="rating"), REFUSED, 3, id="no such section"),
        pytest.param(3, put(4, [3], key="k" * 101), REFUSED, 3, id="too long a key"),
        pytest.param(
            3, put("k" * 501, [None], section="class", key="folder"), REFUSED, 3, id="too long"
        ),
        pytest.param(3, {"put": None, "edit": "e1"}, REFUSED, 3, id="nothing"),
        pytest.param(3, {"put": {}, "edit": "e1"}, REFUSED, 3, id="empty"),
        pytest.param(
            3, {"put": {**put(4, [3])["put"], "seen": 3}, "edit": "e1"}, REFUSED, 3, id="one seen"
        ),
        pytest.param(3, put(4, [3], section=["ratings"]), REFUSED, 3, id="a list for a section"),
        pytest.param(
            3,
            {"put": {"section": "ratings", "key": "breadth-1", "seen": [3]}, "edit": "e1"},
            REFUSED,
            3,
            id="no value",
        ),
        pytest.param(3, {"put": put(4, [3])["put"]}, {**TAKEN, "edit": None}, 4, id="no edit"),
    ],
)
def test_each_answer_given_is_answered_with_its_fate(file, stored, message, fate, after):
    file.put("ratings", "breadth-1", stored)
    assert fates(file, message) == [fate]
    assert file.refresh().ratings.get("breadth-1") == after


def test_what_python_in_the_browser_has_for_null_is_nothing(file):
    null = object()
    sent = replies(file, put(4, [null]), put(null, [4]))
    assert [reply["fate"] for reply, _ in sent] == ["taken", "taken"]
    assert file.answers.section("ratings") == {}


def test_an_answer_that_is_refused_holds_up_no_other(file):
    found = fates(file, put(6, [None], edit="e1"), put(4, [None], edit="e2"))
    assert [(one["edit"], one["fate"]) for one in found] == [("e1", "refused"), ("e2", "taken")]


def test_what_the_file_does_not_take_is_said_not_to_be_kept_until_it_is(file, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as here:
        here.setattr(answers_file, "replace", full)
        ((reply, _),) = replies(file, put(4, [None]))
        assert (reply["fate"], reply["kept"]) == ("taken", False)
        assert "no room" in reply["trouble"]
    ((reply, _),) = replies(file, put(4, [None]))
    assert (reply["fate"], reply["kept"], reply["trouble"]) == ("taken", True, "")


def test_whatever_goes_wrong_is_told_and_the_answer_may_be_given_again(file, monkeypatch):
    with monkeypatch.context() as here:
        here.setattr(file, "offer", lambda *_: 1 / 0)
        ((reply, _),) = replies(file, put(4, [None]))
    assert (reply["edit"], reply["fate"], reply["kept"]) == ("e1", "failed", False)
    assert "ZeroDivisionError" in reply["trouble"]
    assert fates(file, put(4, [None])) == [TAKEN]


@pytest.mark.parametrize(
    ("said", "told"), [(lambda: "How it is", "How it is"), (lambda: 1 / 0, "")]
)
def test_a_sentence_comes_with_an_answer_and_takes_none_with_it(file, said, told):
    ((reply, _),) = replies(file, put(4, [None]), said=said)
    assert (reply["fate"], reply["about"], reply["said"]) == ("taken", "ratings", told)


@pytest.mark.parametrize("wanted", [names()["kit"], names()["plotly"]])
def test_what_a_page_asks_for_by_name_comes_beside_the_reply(file, wanted):
    assert replies(file, {"ask": wanted}) == [({"asset": wanted}, [asset(wanted)])]


def test_the_answers_come_with_what_is_to_be_known_of_them(file):
    file.put("ratings", "breadth-1", 3)
    ((reply, (found,)),) = replies(file, {"ask": "answers"})
    answers = json.loads(zlib.decompress(found))
    assert reply == {"asset": "answers"}
    assert answers["sections"]["ratings"] == {"breadth-1": 3}
    assert (answers["trouble"], answers["notices"]) == ("", [])


@pytest.mark.parametrize("name", ["kit 0000", "", None, 7, ["answers"], {}])
def test_what_there_is_not_is_said_not_to_be_there(file, name):
    ((reply, sent),) = replies(file, {"ask": name})
    assert (reply["asset"], sent) == (name, [])
    assert "KeyError" in reply["error"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({"county": "18"}, {"asked": {"county": "18"}}),
        ({}, {"asked": {}}),
        ("county", {"asked": {}}),
        (None, {"asked": {}}),
    ],
)
def test_a_question_has_its_number_back_with_what_was_found(file, question, found):
    message = {"question": question, "number": "ask-1"}
    sent = replies(file, message, respond=lambda asked: {"asked": dict(asked)})
    assert sent == [({"reply": "ask-1", "found": found}, [])]


def test_a_file_goes_with_a_question_and_comes_with_a_reply(file):
    sent = replies(
        file,
        {"question": {}, "number": "ask-1"},
        respond=lambda asked: {"name": "a.csv", "file": asked["content"] + b"!"},
        buffers=[memoryview(b"content")],
    )
    assert sent == [({"reply": "ask-1", "found": {"name": "a.csv"}}, [b"content!"])]


def test_a_question_that_cannot_be_answered_is_answered_with_what_went_wrong(file):
    ((reply, _),) = replies(file, {"question": {}, "number": "ask-1"}, respond=lambda _: {}["boom"])
    assert reply["reply"] == "ask-1"
    assert "boom" in reply["error"]


@pytest.mark.parametrize("message", [{}, {"hello": 1}, None, [], "put", 7, {1: 2}])
def test_a_message_that_is_none_is_answered_too(file, message):
    ((reply, sent),) = replies(file, message)
    assert (list(reply), sent) == (["unknown"], [])
