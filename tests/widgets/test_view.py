"""What a view answers to whatever a page says."""

import errno
import json
import zlib
from types import SimpleNamespace

import pytest

from kit.answers import file as answers_file
from kit.content.phrases import Words
from kit.widgets import messages
from kit.widgets.assets import asset, names
from kit.widgets.view import View

EN = Words("en")
# What Python in the browser has for null.
NULL = SimpleNamespace()


def look_up(question):
    """Give a question back, with the file that came beside it louder; some go wrong."""
    if "wrong" in question:
        raise LookupError(question["wrong"])
    if "nothing" in question:
        return None
    if "content" in question:
        return {"name": "a.csv", "file": question["content"] + b"!"}
    return {"asked": dict(question)}


def answers(file, message, *beside, respond=look_up, said=None):
    """Return what a view answers and the bytes beside it, having seen that the contract has it."""
    view = View("rate", {}, file, EN, title="x", respond=respond, said=said)
    answer, sent = view.hear(message, beside)
    assert any(
        kind.__required_keys__ <= answer.keys() <= kind.__annotations__.keys()
        for kind in messages.FromPython.__args__
    )
    return answer, list(sent)


def put(value, seen, section="ratings", key="breadth-1", **others):
    return {"put": {"section": section, "key": key, "value": value, "seen": seen, **others}}


def lacking(field):
    whole = put(4, [3])["put"]
    return {"put": {name: value for name, value in whole.items() if name != field}}


def fate(name, about="ratings", **others):
    said = {"kept": True, "about": about, "said": "", "trouble": "", "notices": []}
    return {"fate": name, **said, **others}


TAKEN = fate("taken")
REFUSED = fate("refused", why=EN("form.refused"))
NO_ANSWER = fate("refused", about="", why=EN("form.refused"))
LONG = "k" * 101
NO_FIELDS = (None, {}, [], "4", 4)
NO_QUESTIONS = ({}, "county", None, 7, ["county"])
NO_MESSAGES = ({}, None, [], [{"ask": "answers"}], "put", 7, 0.5, True)


# What is in the file, what is given, its fate, and what is in the file then.
GIVEN = {
    "first": (None, put(4, [None]), TAKEN, 4),
    "changed": (3, put(4, [3]), TAKEN, 4),
    "taken back": (3, put(None, [3]), TAKEN, None),
    "after one that may have come through": (3, put(4, [None, 3]), TAKEN, 4),
    "again, as the reply was lost": (4, put(4, [None]), TAKEN, 4),
    "taken back elsewhere too": (None, put(None, [3]), TAKEN, None),
    "seen: null of a browser's Python": (None, put(4, [NULL]), TAKEN, 4),
    "null of a browser's Python": (3, put(NULL, [3]), TAKEN, None),
    "a field more": (3, put(4, [3], more=1), TAKEN, 4),
    "a statement of another course": (3, put(4, [None], key="west-9"), TAKEN, 3),
    "another place has answered": (3, put(4, [None]), fate("changed", stored=3), 3),
    "another has taken it back": (None, put(4, [3]), fate("changed", stored=None), None),
    "nothing seen": (3, put(4, []), fate("changed", stored=3), 3),
    "no section": (3, put(4, [3], section="rating"), {**REFUSED, "about": "rating"}, 3),
    "too long": (
        3,
        put("k" * 501, [None], section="class", key="folder"),
        {**REFUSED, "about": "class"},
        3,
    ),
    **{
        f"{what!r} for a level": (3, put(what, [3]), REFUSED, 3)
        for what in (6, "4", [4], {"a": 4}, True)
    },
    **{f"{len(key)} letters of a key": (3, put(4, [3], key=key), REFUSED, 3) for key in ("", LONG)},
    **{
        f"{what!r} for a {field}": (3, put(4, [3], **{field: what}), NO_ANSWER, 3)
        for field, what in (("section", ["ratings"]), ("section", None), ("key", 1))
    },
    **{f"{what} seen": (3, put(4, what), NO_ANSWER, 3) for what in (3, None)},
    **{
        f"without {field}": (3, lacking(field), NO_ANSWER, 3)
        for field in ("section", "key", "value", "seen")
    },
    **{f"{what} for an answer": (3, {"put": what}, NO_ANSWER, 3) for what in NO_FIELDS},
}


@pytest.mark.parametrize(("stored", "message", "answer", "after"), GIVEN.values(), ids=GIVEN)
def test_each_answer_given_is_answered_with_its_fate(file, stored, message, answer, after):
    file.put("ratings", "breadth-1", stored)
    assert answers(file, {**message, "edit": "e1"}) == ({"edit": "e1", **answer}, [])
    assert file.refresh().ratings.get("breadth-1") == after


def question(asked, number="ask-1", **others):
    return {"question": asked, "number": number, **others}


def reply(number="ask-1", **others):
    return {"reply": number, **others}


def told(what, answer, *beside, sent=()):
    """A row of the table: what a page says, the bytes beside it, and what it hears."""
    return what, list(beside), answer, list(sent)


NOTHING = reply(found={"asked": {}})
SAID = {
    **{name: told({"ask": name}, {"asset": name}, sent=[asset(name)]) for name in names().values()},
    **{
        f"ask for {name!r}": told({"ask": name}, {"asset": name, "error": "KeyError"})
        for name in ("kit 0000", "", None, 7, ["answers"], {})
    },
    "ask for a null": told({"ask": NULL}, {"asset": None, "error": "KeyError"}),
    "a number": told({**put(4, [None]), "edit": 7}, {"edit": 7, **TAKEN}),
    "no edit": told(put(4, [None]), {"edit": None, **TAKEN}),
    "a question": told(
        question({"county": "18", "of": [NULL]}),
        reply(found={"asked": {"county": "18", "of": [None]}}),
    ),
    "no number": told({"question": {}}, reply(None, found={"asked": {}})),
    **{f"{what!r} for a question": told(question(what), NOTHING) for what in NO_QUESTIONS},
    "a file beside a question": told(
        question({}), reply(found={"name": "a.csv"}), memoryview(b"a"), sent=[b"a!"]
    ),
    "a file alone": told(question("county"), reply(found={"name": "a.csv"}), b"x", sent=[b"x!"]),
    "wrong": told(question({"wrong": 1}), reply(error="LookupError")),
    "nothing": told(question({"nothing": 1}), reply(error="TypeError")),
    "text for a file": told(question({}), reply(error="TypeError"), "text"),
    "unknown": told({"b": 1, "a": 2}, {"unknown": ["a", "b"]}, b"x"),
    "a number for a field": told({1: 2}, {"unknown": ["1"]}),
    "an edit of nothing": told({"edit": "e1"}, {"unknown": ["edit"]}),
    **{f"{what!r}": told(what, {"unknown": []}) for what in NO_MESSAGES},
    "a null": told(NULL, {"unknown": []}),
}


@pytest.mark.parametrize(("message", "beside", "answer", "sent"), SAID.values(), ids=SAID)
def test_whatever_a_page_says_is_answered(file, message, beside, answer, sent):
    found, came = answers(file, message, *beside)
    if "error" in found:
        # Of a traceback or of its last line, what kind of error it is.
        found["error"] = found["error"].splitlines()[-1].partition(":")[0]
    assert (found, came) == (answer, sent)


def test_a_view_that_answers_no_questions_says_so(file):
    found = answers(file, question({"county": "18"}), b"x", respond=None)
    assert found == (reply(found=None), [])


def test_an_answer_that_ends_in_half_an_emoji_was_seen_as_a_message_carries_it(file):
    file.put("evidence", "breadth", "half \ud83d")
    changed = put("more", ["half ?"], section="evidence", key="breadth")
    assert answers(file, changed)[0]["fate"] == "taken"


def test_an_answer_that_is_refused_holds_up_no_other(file):
    assert answers(file, put(6, [None]))[0]["fate"] == "refused"
    assert answers(file, put(4, [None]))[0]["fate"] == "taken"


def test_what_the_file_does_not_take_is_said_not_to_be_kept_until_it_is(file, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as here:
        here.setattr(answers_file, "replace", full)
        answer, _ = answers(file, put(4, [None]))
        assert (answer["fate"], answer["kept"]) == ("taken", False)
        assert "no room" in answer["trouble"]
    answer, _ = answers(file, put(4, [None]))
    assert (answer["fate"], answer["kept"], answer["trouble"]) == ("taken", True, "")


def test_whatever_goes_wrong_is_told_and_the_answer_may_be_given_again(file, monkeypatch):
    with monkeypatch.context() as here:
        here.setattr(file, "offer", lambda *_: 1 / 0)
        answer, _ = answers(file, {**put(4, [None]), "edit": "e1"})
    assert (answer["edit"], answer["fate"], answer["kept"]) == ("e1", "failed", False)
    assert "ZeroDivisionError" in answer["trouble"]
    assert answers(file, put(4, [None]))[0]["fate"] == "taken"


@pytest.mark.parametrize(
    ("said", "told"), [(lambda: "How it is", "How it is"), (lambda: 1 / 0, "")]
)
def test_a_sentence_comes_with_an_answer_and_takes_none_with_it(file, said, told):
    answer, _ = answers(file, put(4, [None]), said=said)
    assert (answer["fate"], answer["about"], answer["said"]) == ("taken", "ratings", told)


def test_the_answers_come_with_what_is_to_be_known_of_them(file):
    file.put("ratings", "breadth-1", 3)
    answer, (found,) = answers(file, {"ask": "answers"})
    known = json.loads(zlib.decompress(found))
    assert answer == {"asset": "answers"}
    assert known.keys() == messages.Known.__annotations__.keys()
    assert known["sections"]["ratings"] == {"breadth-1": 3}
    assert (known["trouble"], known["notices"]) == ("", [])


def test_a_question_that_cannot_be_answered_comes_back_with_where_it_went_wrong(file):
    answer, _ = answers(file, question({"wrong": "boom"}))
    assert "boom" in answer["error"]
    assert "in look_up" in answer["error"]


def test_two_learners_of_a_hub_have_books_of_their_own_in_one_browser(file, monkeypatch):
    def book():
        return View("rate", {}, file, EN, title="x").shown()["book"]

    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    first, again = book(), book()
    monkeypatch.setenv("JUPYTERHUB_USER", "bo")
    assert first == again
    assert book() != first
