"""Python of a lesson page, in a worker of a real browser."""

import json
import shutil

import pytest

from kit import Lesson
from tools import npm, pyodide, site, wheels
from tools.serve import Site

PAGE = '<!doctype html><title>Page</title><meta charset="utf-8">'
QUESTION = {"question": {"regions": ["bruksdal"], "order": "gap"}, "number": 1}
# What a page does.
ASK = """async ([base, cell, message]) => {
  const { openPython } = await import(`${base}page/python.js`);
  const python = openPython(base, { part: "whole", language: "sv" });
  await python.started;
  const told = await python.ask(cell, message, [], null);
  python.stop();
  return told;
}"""
FAIL = """async (base) => {
  const { openPython } = await import(`${base}page/python.js`);
  return openPython(`${base}nowhere/`, { part: "whole", language: "sv" }).started.catch(String);
}"""

pytestmark = pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A site with nothing but Python and an empty page."""
    folder = tmp_path_factory.mktemp("python")
    wheels.kernel(folder / "kernel")
    root = folder / "site"
    pyodide.lay_out(root / "static" / "pyodide", site.stand_ins(folder / "kernel"), site.ROOT)
    (root / "files" / "lessons-1").mkdir(parents=True)
    shutil.copytree(site.SOURCE / "page", root / "page")
    (root / "index.html").write_text(PAGE, encoding="utf-8")
    with Site(root) as one:
        yield one


@pytest.fixture
def page(chromium, served):
    context = chromium.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{served.address}/")
    yield page
    context.close()


def test_a_comparison_is_the_same_on_a_page_and_in_a_notebook(page, served, tmp_path):
    told = page.evaluate(ASK, [f"{served.address}/", "lesson.compare()", QUESTION])
    view = Lesson("whole", "sv", tmp_path / "answers.json", carry=lambda view: view).compare()
    answer, _ = view.hear(QUESTION)
    assert told["answer"] == json.loads(json.dumps(answer))


def test_python_that_is_not_there_is_told_of_in_a_sentence(page, served):
    told = page.evaluate(FAIL, f"{served.address}/")
    assert told.startswith("Error: Python kunde inte starta (")
    assert told.endswith("Kontrollera nätet och ladda om sidan.")
