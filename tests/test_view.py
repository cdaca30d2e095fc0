"""What a view carries to the page."""

import itertools
import json
import sys
import zlib

import pytest

from kit.keeping import AnswersFile
from kit.widgets import view
from kit.widgets.assets import asset, names
from kit.words import Words


@pytest.fixture
def views(monkeypatch, tmp_path):
    """Two views, the first of a kernel and another, with an answer that ends in half an emoji."""
    file = AnswersFile(tmp_path / "answers.json")
    file.put("evidence", "breadth", "half \ud83d")
    monkeypatch.setattr(view, "_VIEWS", itertools.count())
    return lambda: [view.View("progress", {}, file, Words("en"), title="x") for _ in range(2)]


def test_on_a_server_a_view_brings_nothing_unasked(views):
    assert [one.brought for one in views()] == [{}, {}]


def test_in_a_browser_the_first_view_brings_the_script_and_the_answers(views, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    first, second = views()
    assert first.brought[names()["kit"]] == asset(names()["kit"])
    answers = json.loads(zlib.decompress(first.brought["answers"]))
    assert answers["sections"]["evidence"] == {"breadth": "half \ud83d"}
    assert second.brought == {}
