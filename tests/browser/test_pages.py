"""The pages of the static site: a lesson without a notebook, live before Python has started."""

import base64
import json
import os
import random
import re
import shutil
import threading

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_axe import TAGS, with_a_plan

from kit.answers.answers import Answers, from_json, to_json
from kit.classroom.codes import decode
from kit.content.course import course
from kit.content.phrases import Words
from kit.lesson import Lesson
from tools import npm
from tools.jupyterlab import started
from tools.pages import CALL, ROOT, build
from tools.screens import some_answers
from tools.serve import Site

pytestmark = pytest.mark.skipif(npm.find("plotly.js") is None, reason=npm.HOW)

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
# The file of answers where JupyterLite's drive has it, and another in its place.
FILES = """(text) => new Promise((resolve, reject) => {
  const path = 'my-answers/answers.json';
  const opening = indexedDB.open('regional-kit contents');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    let told = null;
    const transaction = opening.result.transaction('files', 'readwrite');
    transaction.oncomplete = () => { opening.result.close(); resolve(told); };
    const files = transaction.objectStore('files');
    ACT
  };
})"""
KEPT = FILES.replace(
    "ACT",
    """files.get(path).onsuccess = ({target}) => {
  const letters = Uint8Array.from(atob(target.result.content), one => one.charCodeAt(0));
  told = new TextDecoder().decode(letters);
};""",
)
LAY = FILES.replace("ACT", "files.put({path, type: 'file', format: 'text', content: text}, path);")
TOPS = """all => all.filter(one => one.offsetHeight)
  .map(one => Math.round(one.getBoundingClientRect().top))"""
# Rates as fast as a page can or with pauses; tells of each rating, and when its form says "saved".
RATE = """([steps, saved]) => {
  const lineOf = form => form.querySelector('.rk-saving [role=status]');
  let line;
  const told = new MutationObserver(() => {
    if (saved.some(text => line?.textContent.includes(text))) note('saved');
  });
  for (const form of document.querySelectorAll('.rk-rate form')) {
    told.observe(lineOf(form), {childList: true, characterData: true, subtree: true});
  }
  const scales = document.querySelectorAll('.rk-rate fieldset');
  void (async () => {
    for (const [place, level, pause] of steps) {
      line = lineOf(scales[place].form);
      scales[place].querySelector(`input[value='${level}']`).click();
      note('given');
      await new Promise(done => setTimeout(done, pause));
    }
  })();
}"""
CHOSEN = "all => all.map(one => Number(one.querySelector('input:checked')?.value ?? 0))"
LESSONS = sorted(path.stem for path in (ROOT / "notebooks" / "en").glob("*.ipynb"))
SV, EN = Words("sv"), Words("en")
FIRST = [one.key for one in course().statements][:9]
# KIT_TRIES=100 kills a tab so often; see test_tries.py.
FROM = int(os.environ.get("KIT_TRIES_FROM", "0"))
KILLS = range(FROM, FROM + int(os.environ.get("KIT_TRIES", "4")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    built = tmp_path_factory.mktemp("pages")
    build(built)
    (built / "files" / "lessons-none").mkdir(parents=True)
    return built


@pytest.fixture(scope="module")
def site(folder):
    with Site(folder) as one:
        yield one


@pytest.fixture(scope="module")
def mortal(chromium):
    """A browser of which all pages may be killed."""
    with started(chromium.browser_type) as one:
        yield one


@pytest.fixture
def visit(chromium, site, tmp_path):
    """Open pages of one visitor, who asks nothing of any other host."""
    contexts, requested = {}, []

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

    def one(name, python=True, browser=chromium, **options):  # noqa: FBT002
        key = json.dumps(options)
        if key not in contexts:
            # A service worker would find the page's own Python, and not the test's.
            alone = {"service_workers": "block", **(options or DESK)}
            context = contexts[key] = browser.new_context(**alone)
            context.set_default_timeout(20_000)
            context.expose_function("askPython", answer)
            script = {"content_type": "text/javascript", "body": PYTHON}
            context.route("**/page/*/python.js", lambda route: route.fulfill(**script))
            context.on("request", lambda asked: requested.append(asked.url))
        page = contexts[key].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
        if not python:
            page.add_init_script("window.neverStarts = true")
        page.goto(f"{site.address}/{name}.html")
        return page

    yield one
    for context in contexts.values():
        faults = [fault for page in context.pages for fault in page.faults]
        context.close()
        assert faults == []
    assert [one for one in requested if not one.startswith((site.address, "data:", "blob:"))] == []


def ratings(page):
    return dict(from_json(page.evaluate(KEPT)).section("ratings"))


def radar(page):
    """The levels that the first form's radar draws."""
    chart = page.locator(".rk-rate .js-plotly-plot").first
    chart.wait_for()
    return chart.evaluate("chart => chart.data[0].r")


def table(form):
    """What the table beside the radar says, by statement."""
    form.get_by_text(SV("radar.table")).click()
    rows = form.locator(".rk-chart tbody tr")
    return rows.evaluate_all("all => all.map(row => row.cells[1].textContent)")


def saved(form, words, n):
    form.get_by_text(f"{words('form.answered', n=n, of=3)}. {words('form.saved')}.").wait_for()


def rated(levels):
    """The text of an answers file with these levels of the first statements."""
    answers = Answers()
    for key, level in zip(FIRST, levels, strict=False):
        answers = answers.put("ratings", key, level)
    return to_json(answers)


def test_rating_by_keyboard_moves_radar_and_table_and_is_kept_before_python_starts(visit):
    page = visit("sv/01-role", python=False)
    form = page.locator(".rk-rate").first
    assert radar(page)[:3] == [None, None, None]
    form.get_by_text(SV("sentence.nothing")).wait_for()
    form.locator("input[type=radio]").first.focus()
    page.keyboard.press("4")
    saved(form, SV, 1)
    assert radar(page)[:3] == [4, None, None]
    assert table(form)[:2] == [f"4 {SV('scale.4')}", SV("scale.unanswered")]
    # What was said of no ratings is no longer so.
    assert form.get_by_text(SV("sentence.nothing")).is_hidden()
    assert ratings(page) == {FIRST[0]: 4}

    page.reload()
    saved(form, SV, 1)
    assert form.locator("input:checked").get_attribute("value") == "4"
    assert radar(page)[:3] == [4, None, None]
    # Another language's page has the same answers, and python says its sentence once it has come.
    other = visit("en/01-role")
    saved(other.locator(".rk-rate").first, EN, 1)
    other.locator(".rk-rate").first.get_by_text(EN("sentence.rated", n=1, of=9)).wait_for()


def test_the_radar_is_live_before_plotly_has_come_and_nothing_moves_then(visit):
    page = visit("sv/01-role", python=False)
    asked = []
    page.route("**/page/plotly-*.js", lambda route: asked.append(route))  # noqa: PLW0108
    page.reload()
    form = page.locator(".rk-rate").first
    early = form.locator(".rk-early")
    early.wait_for()
    before = early.inner_html()
    form.locator("input[value='4']").first.check()
    saved(form, SV, 1)
    assert early.inner_html() != before
    circle = early.locator("circle").nth(3).bounding_box()
    places = form.locator("figure > *").evaluate_all(TOPS)
    asked[-1].continue_()
    assert radar(page)[:3] == [4, None, None]
    early.wait_for(state="detached")
    assert form.locator("figure > *").evaluate_all(TOPS) == places
    rings = [one.bounding_box() for one in form.locator(".rk-plot .radial-grid path").all()]
    largest = max(rings, key=lambda ring: ring["width"])
    assert all(abs(largest[side] - circle[side]) < 4 for side in circle)


def test_rating_by_touch_on_a_telephone_is_kept(visit):
    page = visit("sv/01-role", python=False, **PHONE)
    form = page.locator(".rk-rate").first
    form.locator("label.rk-level").filter(has_text="5").first.tap()
    saved(form, SV, 1)
    assert form.locator(".rk-twin").get_by_text(SV("scale.5")).is_visible()
    assert ratings(page) == {FIRST[0]: 5}
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_another_tab_sees_what_was_rated_and_neither_loses_what_the_other_gives(visit):
    one, two = visit("sv/01-role", python=False), visit("sv/01-role", python=False)
    forms = [page.locator(".rk-rate").first for page in (one, two)]
    forms[0].locator("input[value='2']").first.check()
    saved(forms[0], SV, 1)
    two.evaluate("dispatchEvent(new Event('focus'))")
    saved(forms[1], SV, 1)
    assert forms[1].locator("input:checked").get_attribute("value") == "2"
    # Both at once.
    for page, place, level in ((one, 1, 3), (two, 2, 5)):
        give = f".rk-rate fieldset:nth-of-type({place + 1}) input[value='{level}']"
        page.evaluate("give => document.querySelector(give).click()", give)
    # Either may have looked anew meanwhile, and know of both.
    for form in forms:
        form.get_by_text(re.compile(r"[23] av 3 besvarade\. Sparat\.")).wait_for()
    assert ratings(one) == dict(zip(FIRST, (2, 3, 5), strict=False))


def test_what_a_notebook_has_saved_is_there_and_what_the_page_does_not_know_stays(visit):
    page = visit("sv/01-role", python=False)
    page.locator(".rk-rate").first.wait_for()
    text = rated([1, 2, 3]).replace("{", '{\n "later": {"a": 1},', 1)
    page.locator(".rk-rate input[value='4']").first.check()
    saved(page.locator(".rk-rate").first, SV, 1)
    page.evaluate(LAY, text)
    page.reload()
    saved(page.locator(".rk-rate").first, SV, 3)
    page.locator(".rk-rate").nth(1).locator("input[value='5']").first.check()
    saved(page.locator(".rk-rate").nth(1), SV, 1)
    assert ratings(page) == dict(zip(FIRST, (1, 2, 3, 5), strict=False))
    assert json.loads(page.evaluate(KEPT))["later"] == {"a": 1}


def test_an_answer_to_a_question_that_has_changed_counts_once_the_learner_stands_by_it(visit):
    page = visit("sv/01-role", python=False)
    page.locator(".rk-rate input[value='4']").first.check()
    saved(page.locator(".rk-rate").first, SV, 1)
    page.evaluate(LAY, to_json(Answers({"ratings": {"voice-1": 4, "voice-2": 2}})))
    page.reload()
    form = page.locator(".rk-rate").nth(1)
    told = form.get_by_text(SV("asked-anew.told", level=f"4 {SV('scale.4')}"))
    told.wait_for()
    saved(form, SV, 1)
    assert radar(page)[3:5] == [None, 2]
    question = form.get_by_role("group", name=course().factor("voice").statements[0].text.sv)
    expect(question).to_have_accessible_description(re.compile(re.escape(told.inner_text())))
    form.get_by_role("button", name=f"{SV('asked-anew.keep')}: ").focus()
    page.keyboard.press("Enter")
    saved(form, SV, 2)
    expect(question.locator("input[value='4']")).to_be_focused()
    expect(question.locator("input[value='4']")).to_be_checked()
    expect(told).to_be_hidden()
    expect(question).not_to_have_accessible_description(re.compile("ändrats"))
    assert radar(page)[3:5] == [4, 2]
    assert ratings(page) == {"voice-1": 4, "voice-2": 2, "voice-1/2": 4}
    # Taken back, it is asked again; and another level is an answer, too.
    page.keyboard.press("Delete")
    told.wait_for()
    page.keyboard.press("2")
    saved(form, SV, 2)
    expect(told).to_be_hidden()
    assert ratings(page)["voice-1/2"] == 2


def test_a_tab_that_is_killed_loses_at_most_the_rating_being_made(visit, mortal):
    shown = {}
    page = visit("sv/01-role", python=False, browser=mortal)
    for seed in KILLS:
        page.locator(".rk-rate").nth(2).wait_for()
        stands, given, saved = killed(page, mortal, random.Random(seed), shown)
        page.close()
        page = visit(f"{('en', 'sv')[seed % 2]}/01-role", python=False, browser=mortal)
        page.locator(".rk-rate").nth(2).wait_for()
        levels = page.locator(".rk-rate fieldset").evaluate_all(CHOSEN)
        shown = {key: level for key, level in zip(FIRST, levels, strict=True) if level}
        # The tab may have given one more than was heard of.
        there = [n for n in range(max(saved, given - 1), given + 2) if stands[n] == shown]
        print(f"seed {seed}: {given} ratings, {saved} shown as saved, there: {there}")
        assert there
        page.wait_for_function("() => Object.keys(localStorage).length === 0")
        assert ratings(page) == shown


def killed(page, browser, chance, rated):
    """Let a page rate until its process is ended, of which it does not hear as one that is closed.

    Return what is rated after each step, how many were heard of, and up to which it said "saved".
    """
    steps, stands = [], [rated]
    for _ in range(100):
        place = chance.randrange(len(FIRST))
        level = chance.choice([one for one in range(1, 6) if one != stands[-1].get(FIRST[place])])
        steps.append((place, level, chance.choice((0, 0, 20, 100, 400))))
        stands.append(stands[-1] | {FIRST[place]: level})
    asked = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    processes = [psutil.Process(one["id"]) for one in asked if one["type"] == "renderer"]
    last, late = chance.randrange(1, 20), chance.uniform(0, 0.4)
    given, saved = 0, 0

    def kill():
        for process in processes:
            process.kill()

    def note(what):
        nonlocal given, saved
        if what == "saved":
            saved = given
            return
        given += 1
        if given == last:
            threading.Timer(late, kill).start()

    page.expose_function("note", note)
    with page.expect_event("crash"):
        page.evaluate(RATE, [steps, [words("form.saved") for words in (SV, EN)]])
    return stands, given, saved


def test_a_question_is_answered_by_python_from_the_answers_that_the_browser_has(visit):
    page = visit("en/01-role")
    form = page.locator(".rk-rate").first
    for place, level in enumerate((4, 2, 5)):
        form.locator("fieldset").nth(place).locator(f"input[value='{level}']").check()
    saved(form, EN, 3)
    compare = page.locator(".rk-compare")
    compare.get_by_text(EN("sentence.rated", n=3, of=9)).wait_for()
    fold = page.locator(".rk-hand_in")
    fold.get_by_text(EN("hand_in.so-far"), exact=True).click()
    code = fold.locator("output")
    code.filter(has_text="-").wait_for()
    sheet = decode(code.inner_text())
    assert dict(sheet.by_statement) == dict(zip(FIRST, (4, 2, 5), strict=False))
    assert fold.get_by_text(EN("hand_in.way-folder"), exact=True).is_hidden()
    # The mark by which her sheets replace each other is kept.
    assert json.loads(page.evaluate(KEPT))["class"]["mark"] == sheet.mark


def test_what_needs_python_says_so_while_it_starts(visit):
    page = visit("sv/07-plan", python=False)
    page.locator(".rk-prioritise").get_by_text(SV("prioritise.about")).wait_for()
    told = page.locator(".view", has=page.locator(".rk-prioritise")).get_by_role("status")
    told.get_by_text(SV("page.starting")).wait_for()


def test_a_comparison_is_there_at_once_and_never_of_other_ratings_than_hers(visit):
    page = visit("sv/01-role", python=False)
    page.locator(".rk-compare .js-plotly-plot").wait_for()
    page.locator(".rk-rate input[value='4']").first.check()
    saved(page.locator(".rk-rate").first, SV, 1)
    page.reload()
    view = page.locator("[data-cell='lesson.compare()']")
    view.get_by_text(SV("page.starting")).wait_for()
    assert view.get_by_text(SV("sentence.nothing")).count() == 0
    after = visit("sv/01-role")
    after.locator(".rk-compare").get_by_text(SV("sentence.rated", n=1, of=9)).wait_for()


def test_where_the_browser_refuses_to_save_it_is_said_and_a_download_offered(visit):
    page = visit("sv/01-role", python=False)
    page.add_init_script("indexedDB.open = () => { throw new DOMException('', 'SecurityError'); }")
    page.reload()
    form = page.locator(".rk-rate").first
    form.locator("input[value='3']").first.check()
    page.get_by_text(SV("page.refused", reason="SecurityError")).wait_for()
    form.get_by_text(SV("page.unsaved"), exact=False).wait_for()
    with page.expect_download() as download:
        form.locator(".rk-saving").get_by_text(SV("view.download")).click()
    text = download.value.path().read_text(encoding="utf-8")
    assert dict(from_json(text).ratings) == {FIRST[0]: 3}
    # Once it can be saved, it is.
    page.close()
    again = visit("sv/01-role", python=False)
    saved(again.locator(".rk-rate").first, SV, 1)
    again.wait_for_function("n => Object.keys(localStorage).length === 0", arg=0)
    assert ratings(again) == {FIRST[0]: 3}


def test_a_page_is_read_without_javascript(visit):
    page = visit("sv/01-role", java_script_enabled=False)
    for statement in course().statements[:9]:
        assert page.get_by_text(statement.text.sv).is_visible()
    assert page.locator("svg").first.is_visible()


# All that is said of a chart, its rows from end to end, whole and value by value; how many rings
# stood in it, and how many of them around nothing.
WALK = """view => {
  const chart = view.querySelector('.rk-walk');
  const told = [];
  let rings = 0, astray = 0;
  const middle = one => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  chart.focus(); // which may scroll
  const points = [...view.querySelectorAll('.scatterlayer .point')].map(middle);
  const press = key => {
    chart.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    for (const [x, y] of [...view.querySelectorAll('.rk-at')].map(middle)) {
      rings += 1;
      if (!points.some(([a, b]) => Math.hypot(a - x, b - y) < 2)) astray += 1;
    }
    return view.querySelector('.rk-walked [aria-live]').textContent;
  };
  let said = press('Home');
  while (!told.includes(said)) {
    for (; said !== told.at(-1); said = press('ArrowRight')) told.push(said);
    press('Home');
    said = press('ArrowDown');
  }
  return { told, rings, astray };
}"""
CELLS = """table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"""


def walked(view):
    view.locator(".scatterlayer .point").first.wait_for()
    found = view.evaluate(WALK)
    assert (found["rings"] > 0, found["astray"]) == (True, 0)
    return found["told"]


def written(table, *columns):
    """What a table says in these columns, or in all, in the words of one who walks its chart."""
    head, *rows = table.evaluate(CELLS)
    shown = columns or range(1, len(head))
    values = [[f"{head[column]}: {row[column]}" for column in shown] for row in rows]
    whole = ["; ".join(row) for row in values]
    singly = [list(column) for column in zip(*values, strict=True)]
    told = [whole, *singly] if len(singly) > 1 else [whole]
    return [f"{row[0]}. {said}" for column in told for row, said in zip(rows, column, strict=True)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_lessons_charts_walked_by_keys_say_what_their_tables_say(visit, language):
    words = Words(language)
    page = visit(f"{language}/01-role")
    page.locator(".rk-rate").first.wait_for()
    page.evaluate(LAY, to_json(some_answers()))
    page.reload()
    for form in page.locator(".rk-rate").all():
        form.locator(".rk-chart summary").click()
        assert walked(form) == written(form.locator("table"))
    compare = page.locator(".rk-compare")
    compare.locator("input[type=checkbox]").nth(2).check()
    picture = compare.locator(".rk-picture")
    picture.locator(".trace").nth(3).wait_for()
    heard = {"radar": walked(picture)}
    compare.get_by_role("radio", name=words("compare.show-gaps")).check()
    picture.locator(".cartesianlayer .point").first.wait_for()
    heard["gaps"] = walked(picture)
    compare.get_by_role("radio", name=words("compare.show-table")).check()
    said = written(picture.locator("table"))
    assert len(said) == 5 * 9
    assert heard["radar"] == said
    # Their rows are in an order of their own.
    assert sorted(heard["gaps"]) == sorted(said)
    assert heard["gaps"] != said


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_charts_of_a_plan_walked_by_keys_say_what_their_tables_say(visit, language):
    words = Words(language)
    before = visit(f"{language}/07-plan", python=False)
    before.locator(".rk-prioritise").wait_for()
    before.evaluate(LAY, to_json(with_a_plan(some_answers())))
    before.close()
    page = visit(f"{language}/07-plan")
    view = page.locator(".rk-prioritise")
    assert walked(view) == written(view.locator("details table"))
    view = page.locator(".rk-look_back")
    heard = []
    for shape, drawn in (("radar", ".polar"), ("slopes", ".cartesianlayer .point")):
        view.get_by_role("radio", name=words(f"look_back.show-{shape}")).check()
        view.locator(drawn).first.wait_for()
        heard.append(walked(view))
    view.get_by_role("radio", name=words("look_back.show-table")).check()
    said = written(view.locator("table"))
    assert heard == [said, said]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_charts_of_a_group_walked_by_keys_say_what_their_tables_say(visit, language):
    words = Words(language)
    page = visit(f"{language}/06-class")
    view = page.locator(".rk-sample")
    view.get_by_text(words("board.sample-fold")).click()
    view.get_by_text(words("board.regions"), exact=True).click()
    for box in view.locator(".rk-choice input").all()[:2]:
        box.check()
    pane = view.locator(".rk-pane")
    pane.locator(".rk-legend li").nth(3).wait_for()
    for tab, columns in (("overview", (7, 8, 11, 12)), ("roles", ()), ("rounds", (1, 2, 3))):
        view.get_by_role("radio", name=words(f"board.tab-{tab}")).check()
        pane.locator("table").first.wait_for(state="attached")
        assert walked(pane) == written(pane.locator("table"), *columns)


def test_who_leaves_a_chart_goes_on_after_it_and_sound_is_there_once_it_is_asked_for(visit):
    page = visit("sv/01-role", python=False)
    page.add_init_script(
        """window.tones = [];
        class Heard extends OscillatorNode {
          constructor(audio, options) { super(audio, options); tones.push(options.frequency); }
        }
        window.OscillatorNode = Heard;"""
    )
    page.reload()
    form = page.locator(".rk-rate").first
    for place, level in enumerate((1, 5)):
        form.locator("fieldset").nth(place).locator(f"input[value='{level}']").check()
    saved(form, SV, 2)
    summary = form.locator(".rk-chart summary")
    summary.focus()
    page.keyboard.press("Shift+Tab")
    chart = form.get_by_role("application", name=re.compile(SV("radar.title")))
    expect(chart).to_be_focused()
    expect(chart).to_have_accessible_description(SV("walk.hint"))
    assert form.get_by_text(SV("walk.hint")).is_visible()
    told = form.locator(".rk-walked [aria-live]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("tones") == []
    page.keyboard.press("l")
    expect(told).to_have_text(SV("walk.sound-on"))
    for key in ("Home", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    # Two octaves lie between the lowest level and the highest; what is not answered has no tone.
    assert page.evaluate("tones") == [220, 880]
    page.keyboard.press("L")
    page.keyboard.press("Home")
    assert page.evaluate("tones") == [220, 880]
    page.keyboard.press("Escape")
    expect(told).to_have_text("")
    assert form.locator(".rk-at").count() == 0
    assert page.evaluate("document.activeElement.ariaLabel") == SV("walk.left")
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()


LOOKS = ({**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"})


@pytest.mark.parametrize("place", range(len(LESSONS)))
def test_axe_finds_nothing_to_object_to_and_nothing_is_wider_than_a_narrow_screen(visit, place):
    page = visit(f"{('sv', 'en')[place % 2]}/{LESSONS[place]}", **LOOKS[place % 2])
    page.locator(".view:not(:has(.rk))").first.wait_for(state="detached")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_after_a_visit_pages_work_without_a_network_and_with_one_the_newest_shows(
    chromium, folder, tmp_path
):
    shutil.copytree(folder, tmp_path / "site")
    page = chromium.new_context(**PHONE).new_page()
    page.set_default_timeout(20_000)
    with Site(tmp_path / "site") as site:
        page.goto(f"{site.address}/sv/01-role.html")
        form = page.locator(".rk-rate").first
        form.locator("label.rk-level").filter(has_text="5").first.tap()
        saved(form, SV, 1)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        glossary = tmp_path / "site" / "sv" / "08-glossary.html"
        text = glossary.read_text(encoding="utf-8")
        glossary.write_text(text.replace("</h1>", ", ny</h1>"), encoding="utf-8")
        page.goto(f"{site.address}/sv/08-glossary.html")
        assert page.locator("h1").inner_text().endswith(", ny")
    # The site is gone.
    page.goto(f"{site.address}/sv/02-direction.html")
    form = page.locator(".rk-rate").first
    form.locator("label.rk-level").filter(has_text="3").first.tap()
    saved(form, SV, 1)
    page.goto(f"{site.address}/sv/01-role.html")
    assert radar(page)[0] == 5
    page.goto(f"{site.address}/sv/08-glossary.html")
    assert page.locator("h1").inner_text().endswith(", ny")
    assert list(ratings(page).values()) == [5, 3]
    page.context.close()
