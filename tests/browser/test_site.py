"""The static site: built, served, and used in a browser that has never seen it."""

import json
import shutil
import time

import pytest
from lesson_python import python

from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.board import Replies
from tools import npm
from tools.jupyterlab import PATIENCE, visit
from tools.serve import Site
from tools.site import ROOT, build

# Every curious cell of the lesson that is shown: they alone do not run by themselves.
CURIOUS = """async () => {
  const {content, sessionContext} = window.lesson;
  for (const cell of content.widgets) {
    if (!cell.model.getMetadata('tags')?.includes('curious')) continue;
    await cell.constructor.execute(cell, sessionContext, {});
  }
}"""
OPEN = """async (path) => {
  window.lesson = await window.jupyterapp.commands.execute('docmanager:open', {path});
  await window.lesson.context.ready;
  await window.lesson.sessionContext.ready;
}"""
PYTHON = "() => window.lesson.sessionContext.session.kernel.id"
# As a class is deleted whose results were shown more than once.
DELETED = """
import kit.answers.places
from kit.files.atomic import replace
path = kit.answers.places.default_path().with_name("deleted.json")
for _ in range(3):
    replace(path, b"{}")
path.unlink()
print(path.exists())
"""
LESSONS = sorted(path.stem for path in (ROOT / "notebooks" / "en").glob("*.ipynb"))

pytestmark = pytest.mark.skipif(npm.find("pyodide") is None, reason=npm.HOW)


@pytest.fixture(scope="module")
def site(built):
    with Site(built) as one:
        yield one


@pytest.fixture
def learner(chromium, site):
    """A browser that knows nothing of the site, and notes what is asked of any other host."""
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    context.set_default_timeout(60_000)
    strangers = []
    context.on(
        "request",
        lambda one: (
            one.url.startswith(("http", "ws"))
            and not one.url.startswith((site.address, site.address.replace("http", "ws")))
            and strangers.append(one.url)
        ),
    )
    yield context
    context.close()
    assert strangers == []


def lesson(context, site, notebook):
    page = context.new_page()
    visit(page, f"{site.address}/lab/index.html?path={site.lessons}/{notebook}.ipynb")
    live(page, notebook)
    return page


def live(page, notebook):
    """Wait until a lesson has run, which it does by itself."""
    page.wait_for_function(
        """name => [...document.querySelectorAll('.rk-lesson[data-lesson=live]')].some(({id}) => {
          const {currentWidget} = window.jupyterapp.shell;
          return currentWidget.id === id && currentWidget.context.path.endsWith(name);
        })""",
        arg=f"{notebook}.ipynb",
        timeout=PATIENCE,
    )


def outputs(page):
    """What went wrong in the notebook's cells."""
    return page.evaluate(
        """() => window.lesson.content.widgets
          .filter(({model}) => model.type === 'code')
          .flatMap(({model}) => model.outputs.toJSON())
          .filter(({output_type}) => ['error', 'stream'].includes(output_type))
          .map(({ename, evalue, text}) => [ename, evalue ?? text])"""
    )


def radar(page):
    """The levels that the first form's radar draws."""
    chart = page.locator(".rk-rate .js-plotly-plot").first
    chart.wait_for(timeout=PATIENCE)
    return chart.evaluate("chart => chart.data[0].r")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_runs_by_itself_in_one_python(language, learner, site):
    """Each is opened beside the one before, and has names of its own."""
    page = lesson(learner, site, f"{language}/{LESSONS[0]}")
    python_s = page.evaluate(PYTHON)
    lacking = Words(language)("frame.lacking")
    for name in LESSONS:
        page.evaluate(OPEN, f"{site.lessons}/{language}/{name}.ipynb")
        live(page, f"{language}/{name}")
        page.evaluate(CURIOUS)
        wrong = [one for one in outputs(page) if lacking not in str(one)]
        assert (name, wrong) == (name, [])
        page.locator(".rk").locator("visible=true").first.wait_for()
        assert page.evaluate(PYTHON) == python_s
        part = name.partition("-")[2]
        assert python(page, "print(lesson)") == f"Lesson({part!r}, {language!r})"
    first = f"{site.lessons}/{language}/{LESSONS[0]}.ipynb"
    page.evaluate(OPEN, first)
    assert python(page, "print(lesson)") == f"Lesson('start', {language!r})"
    assert python(page, DELETED) == "False"
    assert page.evaluate("window.jupyterapp.shell.leftCollapsed")


def test_what_was_given_is_there_on_the_next_page_though_python_was_not_reached(learner, site):
    page = lesson(learner, site, "sv/01-role")
    assert page.locator(".lm-MenuBar-item").all_inner_texts()[:2] == ["Arkiv", "Redigera"]
    form = page.locator(".rk-rate").first
    form.locator("input[type=radio]").first.wait_for()
    before = radar(page)
    form.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => JSON.stringify(document.querySelector('.rk-rate .js-plotly-plot').data[0].r)"
        " !== before",
        arg=json.dumps(before, separators=(",", ":")),
    )
    given = checked(form)
    form.get_by_text("1 av 3 besvarade. Sparat.").wait_for()

    # Loaded again, it is the same lesson, and not a list of files.
    page.reload()
    live(page, "sv/01-role")
    form.get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    assert checked(form) == given

    page.evaluate("() => { Worker.prototype.postMessage = () => {}; }")
    form.locator("input[value='4']").nth(1).check()
    form.locator(".rk-saving").get_by_text(Words("sv")("form.unsaved"), exact=False).wait_for()
    page.close()

    again = lesson(learner, site, "en/01-role")
    form = again.locator(".rk-rate").first
    form.get_by_text("2 of 3 answered. Saved.").wait_for()
    assert checked(form) == [*given, "4"]


def checked(form):
    return form.locator("input[type=radio]:checked").evaluate_all(
        "all => all.map(one => one.value)"
    )


def test_the_code_that_a_learner_reads_out_is_counted_by_the_board(learner, site, tmp_path):
    page = lesson(learner, site, "en/05-whole")
    form = page.locator(".rk-hand_in")
    form.get_by_text("Show all statements here").click()
    form.get_by_text("The role: 0 of 9 answered").click()
    levels = dict(zip(course().statements, (4, 2, 5), strict=False))
    for statement, level in levels.items():
        group = form.get_by_role("group", name=statement.text.en)
        group.locator(f"input[value='{level}']").check()
    given = {statement.id: level for statement, level in levels.items()}
    form.get_by_text("You have answered 3 of 42 statements.").wait_for()
    # There is no folder that a browser and a teacher could share.
    assert form.get_by_text(Words("en")("hand_in.way-folder"), exact=True).is_hidden()
    board = Replies(
        Classroom(tmp_path), course(), AnswersFile(tmp_path / "own" / "own.json"), Words("en")
    )
    # The code follows the answers a moment later, in place of the one before.
    end = time.monotonic() + 60
    while not (counted := sheets(board, form.locator("output").inner_text()) == [given]):
        assert time.monotonic() < end
        page.wait_for_timeout(100)
    assert counted


def sheets(board, code):
    """What a board counts once a code has been pasted in, amid a chat."""
    board.reply({"codes": f"Hello, here is mine: {code}. Thanks!"})
    board.look({})
    return [one.by_statement for one in board._class.found.sheets.values()]  # noqa: SLF001


def test_a_new_edition_shows_its_text_and_keeps_the_answers(chromium, built, tmp_path):
    """Two builds at one address: a learner's saved copy of the first does not hide the second."""
    former = tmp_path / "former"
    shutil.copytree(ROOT, former, ignore=shutil.ignore_patterns(".*", "_site", "node_modules"))
    for path in former.glob("notebooks/*/01-role.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert "▶▶" in text
        path.write_text(text.replace("▶▶", "LAST YEAR’S TEXT"), encoding="utf-8")
    folder = tmp_path / "site"
    build(folder, former)
    context = chromium.new_context()
    context.set_default_timeout(60_000)
    with Site(folder) as site:
        page = lesson(context, site, "en/01-role")
        texts = page.locator(".jp-RenderedMarkdown")
        texts.filter(has_text="LAST YEAR’S TEXT").wait_for(state="attached")
        form = page.locator(".rk-rate").first
        form.locator("input[type=radio][value='4']").first.check()
        form.get_by_text("1 of 3 answered. Saved.").wait_for()
        page.evaluate("() => window.lesson.context.save()")
        page.close()

        shutil.rmtree(folder)
        shutil.copytree(built, folder, copy_function=shutil.copyfile)
        page = context.new_page()
        page.goto(f"{site.address}/")
        page.get_by_text("Show the notebooks").click()
        link = page.get_by_role("link", name="Lesson 1: The role").last.get_attribute("href")
        visit(page, f"{site.address}/{link}")
        live(page, "en/01-role")
        texts = page.locator(".jp-RenderedMarkdown")
        texts.filter(has_text="press ▶▶").wait_for(state="attached")
        assert texts.filter(has_text="LAST YEAR’S TEXT").count() == 0
        form = page.locator(".rk-rate").first
        assert form.locator("input[type=radio]:checked").first.get_attribute("value") == "4"
    context.close()
