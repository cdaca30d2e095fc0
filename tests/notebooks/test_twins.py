"""The Swedish and English notebooks are twins: a changed text fails until it is translated."""

import pytest

from tools.notebooks import NOTEBOOKS, digest, read

NAMES = [path.name for path in sorted((NOTEBOOKS / "sv").glob("*.ipynb"))]


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


@pytest.mark.parametrize("name", NAMES)
def test_twins_have_the_same_cells(name):
    for swedish, english in pairs(name):
        for key in ("id", "cell_type"):
            assert swedish[key] == english[key]
        metadata = {key: it for key, it in english["metadata"].items() if key != "translates"}
        assert metadata == swedish["metadata"], swedish["id"]


@pytest.mark.parametrize("name", NAMES)
def test_twins_are_the_same_as_files(name):
    swedish, english = (read(NOTEBOOKS / language / name) for language in ("sv", "en"))

    assert {**swedish, "cells": []} == {**english, "cells": []}


@pytest.mark.parametrize("name", NAMES)
def test_no_two_cells_of_a_notebook_share_an_id(name):
    ids = [swedish["id"] for swedish, _ in pairs(name)]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", NAMES)
def test_twins_run_the_same_code_save_the_one_cell_that_sets_the_language(name):
    code = [pair for pair in pairs(name) if pair[0]["cell_type"] == "code"]
    setting = [(source(one), source(other)) for one, other in code if is_language(one)]

    assert len(setting) == 1
    ((swedish, english),) = setting
    assert '"sv"' in swedish
    assert english == swedish.replace('"sv"', '"en"')
    for one, other in code:
        assert source(one) == source(other) or is_language(one), one["id"]


@pytest.mark.parametrize("name", NAMES)
def test_each_english_text_translates_the_swedish_one_as_it_stands(name):
    stale = [
        swedish["id"]
        for swedish, english in pairs(name)
        if swedish["cell_type"] == "markdown"
        and english["metadata"].get("translates") != digest(source(swedish))
    ]

    assert stale == [], "translate these, then: python -m tools.notebooks stamp"


@pytest.mark.parametrize("name", NAMES)
def test_no_english_text_is_the_swedish_one_left_as_it_was(name):
    texts = [pair for pair in pairs(name) if pair[0]["cell_type"] == "markdown"]

    assert [one["id"] for one, other in texts if source(one) == source(other)] == []


@pytest.mark.parametrize("name", NAMES)
def test_twins_store_the_same_kinds_of_outputs(name):
    def kinds(cell):
        return [sorted(output.get("data", {})) for output in cell["outputs"]]

    for swedish, english in pairs(name):
        if swedish["cell_type"] == "code":
            assert kinds(swedish) == kinds(english), swedish["id"]
