"""What a lesson page asks, answered by the Python that the site carries as by the one here."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kit.answers.answers import from_json, to_json
from kit.answers.file import AnswersFile
from kit.classroom.codes import decode, encode
from kit.classroom.sheets import ALPHABET, MARK_LENGTH
from kit.content.course import course
from kit.content.regions import example_regions
from kit.widgets.hand_in import own_sheet
from tools import npm, pyodide, site, wheels

PAGE = site.SOURCE / "page"
FIRST, SECOND, *_ = (region.id for region in example_regions())
RATINGS = {one.id: 1 + place % 5 for place, one in enumerate(course().statements)}

# Load each module that a page has, in what it has of Python's library; print what some lack of it.
LOADING = """
const [, here] = process.argv;
const { loadPyodide } = await import(`${here}pyodide.mjs`);
const options = { indexURL: here, packageBaseUrl: here, lockFileURL: `${here}page-lock.json` };
const packages = ["regional-kit", "xlsxwriter"];
const python = await loadPyodide({ ...options, stdLibURL: `${here}page_stdlib.zip`, packages });
console.log(python.runPython(`
import importlib, pkgutil, sys
import attrs, babel, cattrs, kit, segno, xlsxwriter
lacking = set()
for package in (attrs, babel, cattrs, kit, segno, xlsxwriter):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        try:
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            lacking.add(error.name)
str(sorted(name for name in lacking if name.partition(".")[0] in sys.stdlib_module_names))`));
"""

pytestmark = pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A site with nothing but Python."""
    folder = tmp_path_factory.mktemp("python")
    wheels.kernel(folder / "kernel")
    pyodide.lay_out(folder / "static" / "pyodide", site.stand_ins(folder / "kernel"), site.ROOT)
    return folder


def test_a_page_lacks_nothing_of_pythons_library_that_it_could_load(base):
    library = f"{base}/static/pyodide/"
    done = subprocess.run(
        [shutil.which("node"), "--input-type=module", "--eval", LOADING, library],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture
def given(tmp_path):
    """The text of answers: every statement is rated, and the learner has handed in before."""
    file = AnswersFile(tmp_path / "given" / "answers.json")
    (tmp_path / "given").mkdir(exist_ok=True)
    file.put("class", "mark", ALPHABET[:MARK_LENGTH])
    for statement in course().statements:
        file.put("ratings", statement.key, RATINGS[statement.id])
    return to_json(file.answers)


def in_browser(base, tmp_path, opened, orders):
    """What the worker tells of each order; bytes become lists of numbers."""
    path = tmp_path / "orders.json"
    path.write_text(json.dumps([{"id": 0, "open": opened}, *orders]), encoding="utf-8")
    asking = Path(__file__).with_name("asking.mjs")
    done = subprocess.run(
        [shutil.which("node"), asking, f"{base}/", (PAGE / "worker.js").as_uri(), path],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    first, *told = json.loads(done.stdout.splitlines()[-1])
    assert first == {"id": 0}
    return told


def here(tmp_path, opened, orders):
    """What the same Python code tells where nothing of a browser is."""
    spec = importlib.util.spec_from_file_location("worker", PAGE / "worker.py")
    worker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(worker)
    page = worker.Page(**opened, drive=tmp_path / "drive")
    told = []
    for order in orders:
        content = [order["content"].encode()] if "content" in order else []
        text, beside = page.hear(json.dumps(order["ask"]), content)
        told.append({**json.loads(text), "buffers": [list(one) for one in beside]})
    return told


def order(cell, message, file):
    """What the page lets a cell's view hear."""
    return {"id": 1, "ask": {"cell": cell, "message": message, "file": file}}


def orders(file, *asked):
    """One order for each pair of a view and a question."""
    return [
        order(f"lesson.{view}()", {"question": question, "number": number}, file)
        for number, (view, question) in enumerate(asked)
    ]


def kinds(value):
    """The kinds of traces in every figure that is in a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    own = {value["type"]} if isinstance(value, dict) and {"type", "mode"} <= value.keys() else set()
    return own.union(*map(kinds, inner))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_page_is_answered_as_a_notebook_is(base, tmp_path, monkeypatch, given, language):
    monkeypatch.setenv("KIT_CLASS", "")  # and back again: a page sets it
    opened = {"part": "whole", "language": language, "files": {}}
    asked = orders(
        given,
        ("compare", {"regions": [FIRST, SECOND], "order": "gap"}),
        ("prioritise", {"against": FIRST}),
        ("look_back", {}),
        ("look_back", {"keep": {"label": "Höst ☀", "date": "2026-11-01"}}),
        ("hand_in", {}),
        ("take_away", {"format": "page", "regions": [FIRST]}),
        ("sample_board", {"regions": []}),
    )
    put = {"section": "ratings", "key": "breadth-1", "value": 5, "seen": [1]}
    asked += [
        order('lesson.rate("breadth")', {"put": put, "edit": "one"}, given),
        {
            **order("lesson.take_away()", {"question": {}, "number": 8}, given),
            "content": given.replace('"breadth-1": 1', '"breadth-1": 4'),
        },
    ]
    told = in_browser(base, tmp_path, opened, asked)
    there = [one["done"] for one in told]
    assert there == here(tmp_path, opened, asked)
    compared, _, _, kept, handed, page, _, put, read = there
    assert compared["answer"]["found"]["sentence"]
    assert compared["file"] == given
    assert kinds(there) == {"scatter", "scatterpolar"}  # which are all that is bundled
    assert '"Höst ☀"' in kept["file"]
    assert decode(handed["answer"]["found"]["code"]).by_statement == RATINGS
    assert bytes(page["buffers"][0]).startswith(b"<!DOCTYPE html>")
    assert put["answer"]["fate"] == "taken"
    assert json.loads(put["file"])["ratings"]["breadth-1"] == 5
    assert json.loads(read["file"])["ratings"]["breadth-1"] == 4
    (earlier,) = read["files"]
    assert Path(earlier).name in read["answer"]["found"]["told"]
    assert read["files"][earlier] == given


def test_a_spreadsheet_is_written_and_a_class_is_there_on_the_next_visit(base, tmp_path, given):
    opened = {"part": "class", "language": "sv", "files": {}}
    code = encode(own_sheet(from_json(given)))
    asked = orders(given, ("take_away", {"format": "workbook"}), ("board", {"codes": code}))
    workbook, board = in_browser(base, tmp_path, opened, asked)
    assert bytes(workbook["done"]["buffers"][0]).startswith(b"PK")
    files = board["done"]["files"]
    assert {path.split("/")[0] for path in files} == {"my-class"}
    asked = orders(given, ("board", {"seen": [], "known": False}))
    (again,) = in_browser(base, tmp_path, {**opened, "files": files}, asked)
    assert again["done"]["answer"]["found"]["rounds"]


def test_what_is_no_cell_of_a_lesson_is_not_run(base, tmp_path):
    cells = ["import os", "lesson._board()", 'lesson.rate("breadth"); 1', 'lesson.rate("nothing")']
    asked = [order(cell, {}, None) for cell in cells]
    told = in_browser(base, tmp_path, {"part": "role", "language": "sv", "files": {}}, asked)
    assert [one["dead"] for one in told] == [False] * len(cells)
    assert "nothing" in told[-1]["failed"]


def test_what_a_torn_answers_file_held_is_handed_back(base, tmp_path):
    opened = {"part": "role", "language": "sv", "files": {}}
    torn = '{"kit": "ans'
    (told,) = in_browser(
        base, tmp_path, opened, [order("lesson.compare()", {"ask": "answers"}, torn)]
    )
    assert told["done"]["files"] == {"my-answers/answers.unreadable-1.json": torn}
