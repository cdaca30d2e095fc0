"""The pages of the static site: a lesson without a notebook, live before Python has started."""

import base64
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_axe import TAGS

from kit.answers.answers import Answers, from_json, to_json
from kit.content.course import course
from kit.content.phrases import Words
from kit.lesson import Lesson
from tools.pages import CALL, build
from tools.serve import Site

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1300, "height": 900}}
# In place of Pyodide stands the Python of the test: what a page asks is the same.
PYTHON = """
export const openPython = (base, lesson) => ({
  started: window.neverStarts ? new Promise(() => {}) : Promise.resolve(),
  ask: async (cell, message, buffers, file) => {
    const { answer, beside, after } = await window.askPython(lesson, cell, message, file);
    const bytes = (one) => Uint8Array.from(atob(one), (letter) => letter.charCodeAt(0));
    return { answer, buffers: beside.map(bytes), file: after };
  },
  stop() {},
});
"""
# What JupyterLite's drive has at the place of the answers.
KEPT = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('regional-kit contents');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const asked = database.transaction('files').objectStore('files').get('my-answers/answers.json');
    asked.onsuccess = () => { database.close(); resolve(asked.result ?? null); };
  };
})"""
FIRST = [one.id for one in course().statements][:3]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    build(folder)
    (folder / "files" / "lessons-none").mkdir(parents=True)
    with Site(folder) as one:
        yield one


@pytest.fixture
def visit(chromium, site, tmp_path):
    """Open pages of one visitor, who asks nothing of any other host."""
    contexts, strangers = {}, []

    def answer(lesson, cell, message, file):
        path = tmp_path / "worker" / "answers.json"
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.with_name("answers.previous.json").unlink(missing_ok=True)
        if file is not None:
            path.write_text(file, encoding="utf-8")
        taught = Lesson(lesson["part"], lesson["language"], path, carry=lambda view: view)
        name, argument = CALL.fullmatch(cell).groups()
        said, beside = getattr(taught, name)(*filter(None, [argument])).hear(message)
        after = path.read_text(encoding="utf-8") if path.exists() else None
        sent = [base64.b64encode(one).decode() for one in beside]
        return {"answer": said, "beside": sent, "after": after}

    def one(name, python=True, **options):  # noqa: FBT002
        key = json.dumps(options)
        if key not in contexts:
            context = contexts[key] = chromium.new_context(**(options or DESK))
            context.set_default_timeout(20_000)
            context.expose_function("askPython", answer)
            script = {"content_type": "text/javascript", "body": PYTHON}
            context.route("**/page/*/python.js", lambda route: route.fulfill(**script))
            context.on("request", lambda asked: note(asked.url))
        page = contexts[key].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console", lambda said: said.type == "error" and page.faults.append(said.text)
        )
        if not python:
            page.add_init_script("window.neverStarts = true")
        page.goto(f"{site.address}/{name}.html")
        return page

    def note(url):
        if url.startswith(("http", "ws")) and not url.startswith(site.address):
            strangers.append(url)

    yield one
    for context in contexts.values():
        faults = [fault for page in context.pages for fault in page.faults]
        context.close()
        assert faults == []
    assert strangers == []
