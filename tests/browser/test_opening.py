"""A lesson opens itself: no click to the first form, one Python for all, tomorrow as today."""

import json
import os
import signal

import psutil
import pytest
from test_answering import eventually
from test_axe import OURS, judged, unfold

from kit.content.notebooks import read
from tools.jupyterlab import NOTEBOOKS, PATIENCE, Lab

ROLE, DIRECTION, CAPACITY = "sv/01-role.ipynb", "en/02-direction.ipynb", "sv/03-capacity.ipynb"
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
OWN = {"cells": [], "metadata": PYTHON, "nbformat": 4, "nbformat_minor": 5}
FAILED = """() => [...document.querySelectorAll('.jp-OutputArea-output')]
  .filter(output => /model not found|Traceback|Error displaying/.test(output.textContent)).length"""

# Which languages a notebook is given while it is on the page already.
LATE = """
window.late = [];
new MutationObserver(changes => {
  for (const {target, oldValue} of changes)
    if (target.matches('.jp-Notebook') && target.lang !== oldValue) late.push(target.lang);
}).observe(document, {subtree: true, attributeFilter: ['lang'], attributeOldValue: true});
"""


PROGRAMS = pytest.mark.parametrize(
    "program", ["lab/tree", "notebooks"], ids=["JupyterLab", "Notebook"]
)


@pytest.fixture(scope="module")
def opening():
    with Lab(opening=True) as one:
        yield one


@pytest.fixture
def page(chromium, opening):
    """A page of its own, on a server where nothing runs and nothing was answered."""
    context = chromium.new_context(viewport={"width": 1366, "height": 650})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
    opening.stop_kernels()
    for name in (ROLE, DIRECTION, CAPACITY):
        opening.put_back(name)
    opening.forget_files()
    opening.forget_tabs()


def first(opening, page, lesson=ROLE, program="lab/tree"):
    page.goto(opening.address(f"{program}/{lesson}"))
    live(page, 1)


def save(page):
    """Save as one does from the keyboard, and wait until that is done."""
    page.get_by_role("heading", name="Lektion 1: Rollen").click()
    with page.expect_response(lambda response: response.request.method == "PUT"):
        page.keyboard.press("Control+s")


def then(page, lesson, count):
    page.evaluate(
        "path => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", lesson
    )
    live(page, count)


def live(page, count):
    page.wait_for_function(
        "count => document.querySelectorAll('[data-lesson=live]').length === count", arg=count
    )
    page.wait_for_function(
        "count => document.querySelectorAll('.rk-lesson:has(.rk-rate)').length === count", arg=count
    )


def lesson_of(page, name):
    """The notebook of a lesson that is open."""
    return page.locator(f".rk-lesson:has(h1:has-text('{name}'))")


def rate(page, name, level):
    form = lesson_of(page, name).locator(".rk-rate").first
    form.locator(f"input[type=radio][value='{level}']").first.check()
    form.get_by_text(
        "av 3 besvarade. Sparat." if name.startswith("Lektion") else "Saved."
    ).wait_for()


def ratings(opening):
    return json.loads(opening.answers.read_text(encoding="utf-8"))["ratings"]


def kernels(opening):
    ours = []
    for process in psutil.process_iter(["cmdline"]):
        if "ipykernel_launcher" in (process.info["cmdline"] or []):
            try:
                if process.environ().get("KIT_ANSWERS") == str(opening.answers):
                    ours.append(process)
            except psutil.Error:
                continue
    return ours


@PROGRAMS
def test_a_lesson_runs_when_it_is_opened_and_the_page_stays_at_its_top(opening, page, program):
    first(opening, page, program=program)
    assert page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") == 0
    assert page.get_by_role("heading", name="Lektion 1: Rollen").is_visible()
    assert page.evaluate(FAILED) == 0
    assert (
        page.locator(
            ".rk-lesson .jp-InputPrompt:visible, .jp-NotebookPanel-toolbar:visible"
        ).count()
        == 0
    )


def test_a_lesson_stands_alone_and_has_nothing_to_save(opening, page):
    first(opening, page)
    assert page.evaluate("window.jupyterapp.shell.leftCollapsed")
    assert page.locator("#jp-main-dock-panel > .lm-TabBar").bounding_box()["height"] == 0
    assert not page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty")


def test_a_lesson_fills_the_place_of_its_tab_however_late_its_style_comes(opening, page):
    kept = []

    def keep(route):
        kept.append(route)

    page.route("**/lesson.css*", keep)
    page.goto(opening.address(f"lab/tree/{ROLE}"))
    page.locator("body.rk-alone .rk-lesson").wait_for()
    kept.pop().continue_()
    live(page, 1)
    dock, lesson = (
        page.locator(one).bounding_box() for one in ("#jp-main-dock-panel", ".rk-lesson")
    )
    assert lesson["y"] - dock["y"] < 10


@PROGRAMS
def test_a_lesson_is_saved_as_it_came_and_shows_her_answers_tomorrow(opening, page, program):
    first(opening, page, program=program)
    rate(page, "Lektion 1", 4)
    save(page)
    assert read(opening.folder / ROLE) == read(NOTEBOOKS / ROLE)
    page.reload()
    live(page, 1)
    form = page.locator(".rk-rate").first
    assert form.locator("input[type=radio]:checked").first.get_attribute("value") == "4"
    assert page.evaluate(FAILED) == 0


def test_keys_after_a_click_in_the_text_change_nothing(opening, page):
    first(opening, page)
    page.get_by_role("heading", name="Lektion 1: Rollen").click()
    for key in ["4", "x", "d", "d", "a", "b", "m", "Enter", "Delete"]:
        page.keyboard.press(key)
    save(page)
    assert read(opening.folder / ROLE) == read(NOTEBOOKS / ROLE)


@PROGRAMS
def test_what_is_switched_off_is_not_fetched(opening, page, program):
    first(opening, page, program=program)
    fetched = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    plotly = [name for name in fetched if "/jupyterlab-plotly/" in name]
    assert len(plotly) == 1, "more than the few lines that say what is in it"
    assert "remoteEntry" in plotly[0]


@PROGRAMS
def test_code_is_shown_when_it_is_asked_for(opening, page, program):
    first(opening, page, program=program)
    button = page.get_by_role("button", name="Visa kod")
    assert page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() <= 2  # for the curious
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".jp-CodeCell .jp-InputArea-editor:visible", has_text="kit.Lesson").wait_for()
    text = page.locator(".jp-RenderedMarkdown p").first
    assert text.evaluate("text => getComputedStyle(text).fontWeight") == "400"
    assert page.evaluate("document.activeElement.textContent") == "Dölj kod"
    page.keyboard.press("Enter")
    page.locator(".jp-CodeCell .jp-InputArea-editor:visible", has_text="kit.Lesson").wait_for(
        state="hidden"
    )


def test_a_lessons_code_has_its_colours_without_the_page_being_laid_out_for_each_cell(
    opening, page
):
    page.add_init_script(
        """
          const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
          window.writtenAgain = 0;
          Object.defineProperty(Node.prototype, "textContent", {
            ...text,
            set(next) {
              if (this.tagName === "STYLE" && next === text.get.call(this)) window.writtenAgain++;
              text.set.call(this, next);
            },
          });
        """
    )
    first(opening, page)
    then(page, DIRECTION, 2)
    assert page.evaluate("window.writtenAgain") == 0
    page.locator(".jp-NotebookPanel:visible").get_by_role("button", name="Show code").press("Enter")
    line = page.locator(".jp-InputArea-editor:visible .cm-line", has_text="kit.Lesson").last
    colours = "line => [line, ...line.children].map((part) => getComputedStyle(part).color)"
    assert len(set(line.evaluate(colours))) > 1


def test_lessons_share_one_python_with_names_of_their_own_and_outlive_each_other(opening, page):
    first(opening, page)
    then(page, DIRECTION, 2)
    assert len(kernels(opening)) == 1
    said = page.evaluate(
        """async () => {
          const said = {};
          for (const {context, sessionContext} of window.jupyterapp.shell.widgets('main')) {
            const future = sessionContext.session.kernel.requestExecute({code: 'lesson'});
            future.onIOPub = ({content: {data}}) => {
              if (data) said[context.path] = data['text/plain'];
            };
            await future.done;
          }
          return said;
        }"""
    )
    assert said == {ROLE: "Lesson('role', 'sv')", DIRECTION: "Lesson('direction', 'en')"}
    page.evaluate(
        """path => [...window.jupyterapp.shell.widgets('main')]
          .find(({context}) => context.path === path).close()""",
        ROLE,
    )
    live(page, 1)
    rate(page, "Lesson 2", 2)
    then(page, CAPACITY, 2)
    rate(page, "Lektion 3", 5)
    assert sorted(ratings(opening).values()) == [2, 5]
    assert len(kernels(opening)) == 1
    assert page.evaluate(FAILED) == 0


def test_when_python_dies_every_lesson_says_so_and_one_press_starts_all(opening, page):
    first(opening, page)
    rate(page, "Lektion 1", 3)
    then(page, CAPACITY, 2)
    os.kill(kernels(opening)[0].pid, signal.SIGKILL)
    page.wait_for_function("document.querySelectorAll('[data-lesson=stopped]').length === 2")
    page.get_by_role("button", name="Starta lektionen igen").click()
    live(page, 2)
    rate(page, "Lektion 3", 1)
    assert sorted(ratings(opening).values()) == [1, 3]
    assert page.locator(".jp-Dialog").count() == 0


def test_a_lesson_beside_other_files_asks_before_it_runs(opening, page):
    loaded = opening.folder / "loaded"
    (opening.folder / "sv" / "attrs.py").write_text(
        f"open({str(loaded)!r}, 'w').close()\n", encoding="utf-8"
    )
    try:
        page.goto(opening.address(f"lab/tree/{ROLE}"))
        page.get_by_role("button", name="Starta lektionen").wait_for()
        assert page.locator(".rk-rate").count() == 0
        # What Python was asked for while the page was on its way is done when this is.
        page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
              .requestExecute({code: "1"}).done.then(() => undefined)"""
        )
        assert not loaded.exists()
        (opening.folder / "sv" / "attrs.py").unlink()
        page.get_by_role("button", name="Starta lektionen").click()
        live(page, 1)
    finally:
        (opening.folder / "sv" / "attrs.py").unlink(missing_ok=True)


def test_what_fails_in_a_lesson_is_shown_where_it_failed(opening, page):
    lesson = opening.folder / ROLE
    text = lesson.read_text(encoding="utf-8").replace('rate(\\"voice', 'rate(\\"goals')
    lesson.write_text(text, encoding="utf-8")
    page.goto(opening.address(f"lab/tree/{ROLE}"))
    page.get_by_role("button", name="Starta lektionen igen").wait_for()
    page.get_by_text("ValueError: Faktorn 'goals' hör inte").wait_for()
    failed = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
          .filter(({node}) => node.textContent.includes("ValueError"))
          .map(({model}) => model.sharedModel.getSource())"""
    )
    assert failed == ['lesson.rate("goals")']
    # What comes before it is there, what comes after it is not.
    page.locator(".rk-rate").wait_for()
    assert page.locator(".rk-quiz").count() == 0


def test_somebodys_own_notebook_is_as_ever(opening, page):
    (opening.folder / "own.ipynb").write_text(
        json.dumps(
            {
                **OWN,
                "cells": [
                    {
                        "cell_type": "code",
                        "id": "own",
                        "metadata": {},
                        "source": 'import kit; lesson = kit.Lesson("role", "sv")',
                        "outputs": [],
                        "execution_count": None,
                    }
                ],
            }
        ),
        encoding="utf-8",
    )
    first(opening, page)
    page.evaluate(
        "() => { window.jupyterapp.commands.execute('docmanager:open', {path: 'own.ipynb'}); }"
    )
    page.wait_for_function("window.jupyterapp.shell.currentWidget?.context.path === 'own.ipynb'")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.ready")
    eventually(
        lambda: page.locator("#jp-main-dock-panel > .lm-TabBar").bounding_box()["height"] > 0
    )
    ids = page.evaluate(
        """() => [...window.jupyterapp.shell.widgets('main')]
          .map(({sessionContext}) => sessionContext.session.kernel.id)"""
    )
    assert len(set(ids)) == 2
    own = page.locator(".jp-NotebookPanel:not(.rk-lesson)")
    assert own.locator(".jp-NotebookPanel-toolbar").is_visible()
    assert own.locator(".jp-CodeCell .jp-InputPrompt").is_visible()
    assert own.get_by_text("[ ]:").is_visible()
    own.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    assert page.evaluate("window.jupyterapp.shell.currentWidget.context.model.cells.length") == 2


def test_an_own_notebook_that_is_called_as_lessons_are_has_its_tools(opening, page):
    mine = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = opening.folder / "sv" / "90-mine.ipynb"
    path.write_text(json.dumps(mine), encoding="utf-8")
    try:
        page.goto(opening.address("lab/tree/sv/90-mine.ipynb"))
        page.locator(".jp-NotebookPanel-toolbar").wait_for()
    finally:
        path.unlink()


def test_whoever_goes_on_to_another_document_at_once_stays_there(opening, page):
    saved = "**/lab/api/workspaces/**"
    page.route(saved, lambda route: route.request.method == "PUT" or route.continue_())
    first(opening, page)
    then(page, "sv/02-direction.ipynb", 2)
    page.unroute(saved)  # and what was held goes on
    # JupyterLab has done all that the address asks for.
    page.locator(".jp-FileBrowser:not(.jp-mod-restoring)").wait_for(state="attached")
    path = page.evaluate("window.jupyterapp.shell.currentWidget.context.path")
    assert path == "sv/02-direction.ipynb"


def test_a_list_of_what_runs_that_comes_late_takes_no_python_from_a_lesson(opening, page):
    first(opening, page)
    page.route("**/api/kernels?*", lambda route: route.fulfill(json=[]), times=1)
    page.evaluate("() => window.jupyterapp.serviceManager.kernels.refreshRunning()")
    page.locator(".rk-rate input[type=radio][value='4']").first.check()
    page.locator(".rk-rate").get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    assert page.locator("[data-lesson=live]").count() == 1


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (390, 844)])
def test_the_first_rating_is_on_the_first_screen_with_nothing_over_it(opening, page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    first(opening, page, "sv/00-start.ipynb")
    level = page.locator(".rk-rate input[type=radio][value='4']").first
    level.wait_for()
    seen = """node => {
      const {left, top, width, height} = node.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + height / 2);
      return node.closest('label').contains(over);
    }"""
    eventually(lambda: level.evaluate(seen))


def test_a_first_rating_needs_no_click_before_it_by_touch(opening, chromium):
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    first(opening, page)
    level = page.locator(".rk-rate").first.locator("label:has(input[value='4'])").first
    level.tap()
    page.locator(".rk-rate").first.get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    context.close()
    opening.stop_kernels()
    opening.forget_files()


def test_lessons_in_two_tabs_of_notebook_share_one_python(opening, page):
    first(opening, page, program="notebooks")
    other = page.context.new_page()
    first(opening, other, DIRECTION, program="notebooks")
    assert len(kernels(opening)) == 1
    rate(page, "Lektion 1", 4)
    rate(other, "Lesson 2", 2)
    assert sorted(ratings(opening).values()) == [2, 4]
    assert page.evaluate(FAILED) == other.evaluate(FAILED) == 0


def test_axe_objects_to_nothing_of_a_lesson_in_notebook(opening, page):
    first(opening, page, program="notebooks")
    page.locator(".rk-compare .main-svg").first.wait_for()
    unfold(page)
    said, checked, _ = judged(page, OURS)
    print(f"{checked} nodes checked")
    assert checked
    assert said == []


def test_what_no_lesson_uses_is_away_and_nothing_misses_it(opening, page):
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))
    first(opening, page)
    assert [text for text in complaints if "activat" in text] == []
    known = page.evaluate(
        "() => ['terminal:create-new', 'notebook:run-all-cells']"
        ".filter(name => window.jupyterapp.commands.hasCommand(name))"
    )
    assert known == ["notebook:run-all-cells"]


def test_a_lesson_has_its_language_before_the_page_has_the_lesson(opening, page):
    """Firefox tells a screen reader of no language that comes later."""
    page.add_init_script(LATE)
    first(opening, page)
    assert page.locator(".jp-Notebook").get_attribute("lang") == "sv"
    assert page.evaluate("window.late") == []


def test_jupyterlabs_own_print_prints_the_lesson_as_it_is_shown(opening, page):
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    first(opening, page)
    page.evaluate("() => { window.jupyterapp.commands.execute('apputils:print'); }")
    page.wait_for_function("window.printed === 1")
