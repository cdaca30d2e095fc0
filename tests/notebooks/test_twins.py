"""The Swedish and English notebooks are twins: a changed text fails until it is translated."""

import re

import pytest

from kit.content.notebooks import read, title
from kit.content.phrases import phrases
from tools.notebooks import NOTEBOOKS, digest

NAMES = [path.name for path in sorted((NOTEBOOKS / "sv").glob("*.ipynb"))]
COLUMNS = {text.sv: text.en for key, text in phrases().items() if key.startswith("frame.")}
each_name = pytest.mark.parametrize("name", NAMES)


def pairs(name):
    """Return the cells of a Swedish notebook, each with its English twin."""
    swedish, english = (read(NOTEBOOKS / language / name)["cells"] for language in ("sv", "en"))
    return list(zip(swedish, english, strict=True))


def source(cell):
    return "".join(cell["source"])


def is_language(cell):
    return "language" in cell["metadata"].get("tags", [])


def test_each_notebook_has_a_twin():
    assert len(NAMES) >= 6
    assert [path.name for path in sorted((NOTEBOOKS / "en").glob("*.ipynb"))] == NAMES


@each_name
@pytest.mark.parametrize(("here", "there"), [("sv", "en"), ("en", "sv")])
def test_a_notebook_links_to_its_twin_by_its_title(name, here, there):
    said = source(read(NOTEBOOKS / here / name)["cells"][0])
    assert f"[{title(read(NOTEBOOKS / there / name))}](../{there}/{name})*" in said


@each_name
def test_twins_have_the_same_cells_each_with_an_id_of_its_own_and_are_the_same_as_files(name):
    for swedish, english in pairs(name):
        for key in ("id", "cell_type"):
            assert swedish[key] == english[key]
        metadata = {key: it for key, it in english["metadata"].items() if key != "translates"}
        assert metadata == swedish["metadata"], swedish["id"]
    ids = [swedish["id"] for swedish, _ in pairs(name)]
    assert len(set(ids)) == len(ids)
    swedish, english = (read(NOTEBOOKS / language / name) for language in ("sv", "en"))
    for one, language in ((swedish, "sv"), (english, "en")):
        assert one["metadata"].pop("regional_kit", {}).get("language", language) == language
    assert {**swedish, "cells": []} == {**english, "cells": []}


@each_name
def test_twins_run_the_same_code_save_for_the_language_and_the_names_of_columns(name):
    code = [pair for pair in pairs(name) if pair[0]["cell_type"] == "code"]
    setting = [(source(one), source(other)) for one, other in code if is_language(one)]

    assert len(setting) == 1
    ((swedish, english),) = setting
    assert '"sv"' in swedish
    assert english == swedish.replace('"sv"', '"en"')
    for one, other in code:
        assert translated(source(one)) == source(other) or is_language(one), one["id"]


def translated(code):
    """Return code with its texts in English where they name columns of the curious one's tables."""
    return re.sub(r'"(\w+)"', lambda found: f'"{COLUMNS.get(found[1], found[1])}"', code)


@each_name
def test_each_english_text_translates_the_swedish_one_as_it_stands(name):
    texts = [pair for pair in pairs(name) if pair[0]["cell_type"] == "markdown"]
    stale = [
        swedish["id"]
        for swedish, english in texts
        if english["metadata"].get("translates") != digest(source(swedish))
    ]

    assert stale == [], "translate these, then: python -m tools.notebooks stamp"
    assert [one["id"] for one, other in texts if source(one) == source(other)] == []


@each_name
def test_twins_store_the_same_kinds_of_outputs(name):
    def kinds(cell):
        return [sorted(output.get("data", {})) for output in cell["outputs"]]

    for swedish, english in pairs(name):
        if swedish["cell_type"] == "code":
            assert kinds(swedish) == kinds(english), swedish["id"]
