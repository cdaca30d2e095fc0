"""Every view comes up, whenever it is first seen, or says in one sentence why it cannot."""

import base64
import json
import zlib
from contextlib import contextmanager

import pytest
from lesson_python import python
from test_answering import RATE, TRACE, eventually
from test_lessons import SLOW, views_of

from kit.content.phrases import Words

RUN_FIRST = """async () => {
  const {content, sessionContext} = window.first;
  for (const cell of content.widgets) {
    if (cell.model.type === 'code') await cell.constructor.execute(cell, sessionContext, {});
  }
}"""


def test_charts_of_a_lesson_that_was_run_out_of_sight_are_drawn_when_it_is_seen(lab, page):
    lab.open(page, RATE)
    page.evaluate("() => { window.first = window.lesson; }")
    lab.open(page, "en/00-start.ipynb")
    page.evaluate(RUN_FIRST)
    page.wait_for_function("() => window.first.node.querySelectorAll('.rk-rate').length === 3")
    page.evaluate("() => window.jupyterapp.shell.activateById(window.first.id)")
    page.wait_for_function(f"() => document.querySelectorAll('{TRACE} .polar').length >= 3")
    assert page.get_by_text(Words("sv")("radar.failed")).count() == 0


@pytest.mark.fresh
def test_a_browser_that_is_too_old_is_told_so_by_every_view(lab, page):
    lab.open(page, RATE)
    page.evaluate("() => { delete globalThis.DecompressionStream; }")
    lab.run(page)
    page.get_by_text("This browser is too old: Chrome/Edge 110").first.wait_for()
    assert page.locator(".rk").count() == 0


# Time runs faster for what waits long: seconds become moments.
HURRY = """() => {
  const real = window.setTimeout;
  window.setTimeout = (act, wait, ...rest) => real(act, wait >= 8000 ? wait / 100 : wait, ...rest);
}"""
# What a board asks is counted, and all that it waits for takes a hundredth of the time.
ASKING = """() => {
  window.asked = 0;
  const [send, real] = [WebSocket.prototype.send, window.setTimeout];
  WebSocket.prototype.send = function (data) {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    if (text.includes('"question"')) window.asked += 1;
    return send.call(this, data);
  };
  window.setTimeout = (act, wait, ...rest) => real(act, wait >= 1000 ? wait / 100 : wait, ...rest);
}"""
RUN_ON = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"


@contextmanager
def busy(page, flag):
    """Keep the kernel from answering, once all it was told is done, until this is over."""
    code = (
        f"import pathlib, time\nflag = pathlib.Path({str(flag)!r})\nflag.touch()\n"
        "while flag.exists():\n    time.sleep(0.02)"
    )
    page.evaluate(
        """code => { window.lesson.sessionContext.session.kernel.requestExecute({code}); }""", code
    )
    while not flag.exists():
        page.wait_for_timeout(20)
    yield
    flag.unlink()


@contextmanager
def held(page, flag):
    """Run every cell, and keep the kernel busy before it answers, until this is over."""
    page.evaluate(RUN_ON)
    with busy(page, flag):
        yield


@pytest.mark.fresh
def test_a_kernel_that_is_busy_for_long_is_waited_for_and_one_sentence_says_so(lab, page, tmp_path):
    lab.open(page, RATE)
    page.evaluate(HURRY)
    with held(page, tmp_path / "busy"):
        late = Words("sv")("view.late")
        page.get_by_text(late).first.wait_for()
        # What waits longest has waited by now.
        page.wait_for_timeout(1000)
        assert page.get_by_text(Words("sv")("view.failed")).count() == 0
        assert page.locator(".rk").count() == 0
    page.locator(TRACE).first.wait_for()
    page.wait_for_function(f"() => document.querySelectorAll('{TRACE} .polar').length >= 3")
    eventually(lambda: page.get_by_text(late).count() == 0)


# The two seconds that anywidget gives a view's script are over before it has come.
LATE = """() => {
  const real = AbortSignal.timeout;
  const over = { addEventListener: (_, act) => act() };
  AbortSignal.timeout = (wait) => {
    if (wait !== 2000) return real.call(AbortSignal, wait);
    window.late = true;
    return over;
  };
}"""


@pytest.mark.fresh
def test_a_view_whose_script_took_long_shows_and_its_answers_are_saved(lab, page):
    lab.open(page, RATE)
    page.evaluate(LATE)
    lab.run(page)
    form = page.locator(".rk-rate").first
    form.wait_for()
    assert page.evaluate("window.late")
    form.get_by_role("radio").first.check()
    form.get_by_text(Words("sv")("form.saved")).first.wait_for()


@pytest.mark.fresh
def test_views_come_up_on_the_next_run_after_a_restart_while_they_loaded(lab, page, tmp_path):
    lab.open(page, RATE)
    with held(page, tmp_path / "busy"):
        page.get_by_text(Words("sv")("view.waiting"), exact=True).first.wait_for()
        lab.restart(page)
        page.evaluate("() => window.lesson.sessionContext.session.kernel.info")
        lab.run(page)
        page.locator(TRACE).first.wait_for()
    eventually(lambda: page.locator(".jp-OutputArea-output .rk").count() == views_of(RATE))
    eventually(lambda: page.get_by_text(Words("sv")("view.waiting"), exact=True).count() == 0)
    assert page.locator(".rk").count() == views_of(RATE)


@pytest.mark.fresh
def test_a_view_that_is_removed_while_it_loads_leaves_nothing_behind(lab, page, tmp_path):
    lab.open(page, RATE)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    with held(page, tmp_path / "busy"):
        page.get_by_text(Words("sv")("view.waiting"), exact=True).first.wait_for()
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.wait_for_function("() => !document.querySelector('.jp-OutputArea-output')")
    page.wait_for_function("() => globalThis.regionalKit.books?.size === 1")
    page.evaluate("() => window.lesson.sessionContext.session.kernel.requestKernelInfo()")
    followers = "() => [...globalThis.regionalKit.books.values()][0].followers.size"
    assert page.evaluate(followers) == 0
    assert [text for text in wrong if text != SLOW] == []


@pytest.mark.fresh
def test_a_board_that_is_removed_while_it_waits_asks_no_more(lab, page, tmp_path):
    lab.open(page, "en/06-class.ipynb")
    page.evaluate(ASKING)
    lab.run(page)
    page.wait_for_function("() => window.asked > 3")
    with busy(page, tmp_path / "busy"):
        before = page.evaluate("() => window.asked")
        page.wait_for_function("before => window.asked > before", arg=before)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.wait_for_function("() => !document.querySelector('.rk-board')")
        asked = page.evaluate("() => window.asked")
    python(page, "pass")  # what it was asked has been answered before this is done
    page.wait_for_timeout(500)  # in which a board would ask some thirty times
    assert page.evaluate("() => window.asked") == asked


def packed(path):
    """Return what a saved notebook holds of each view."""
    widgets = json.loads(path.read_text(encoding="utf-8"))["metadata"]["widgets"]
    (found,) = widgets.values()
    buffers = [one for state in found["state"].values() for one in state.get("buffers", [])]
    return [zlib.decompress(base64.b64decode(one["data"])).decode() for one in buffers]


@pytest.mark.fresh
def test_a_lesson_that_was_saved_says_on_the_next_day_how_to_see_its_views(lab, page, chromium):
    lab.open(page, RATE)
    lab.run(page)
    page.locator(TRACE).first.wait_for()
    reflection = page.locator(".rk-reflect textarea").first
    reflection.fill("Only for me")
    page.get_by_text(Words("sv")("form.saved")).first.wait_for()
    count = views_of(RATE)
    eventually(lambda: page.locator(".jp-OutputArea-output .rk").count() == count)
    lab.run(page)  # now its views are made by a Python that has read the note
    page.locator(TRACE).first.wait_for()
    page.evaluate("() => window.lesson.context.save()")
    try:
        stored = packed(lab.folder / RATE)
        assert len(stored) == 2 * count  # those of the first run are kept, too
        assert not [one for one in stored if "Only for me" in one]
        lab.forget(page)
        page.context.close()
        again = chromium.new_page()
        lab.open(again, RATE)
        still = again.get_by_text("Kör lektionen för att se och använda den här delen.")
        still.first.wait_for()
        eventually(lambda: still.locator("visible=true").count() == count)
        assert again.get_by_text("Error displaying widget").count() == 0
        lab.run(again)
        again.locator(TRACE).first.wait_for()
        eventually(lambda: still.locator("visible=true").count() == 0)
        lab.forget(again)
        again.close()
    finally:
        lab.put_back(RATE)


def test_what_python_cannot_work_out_is_told_with_the_detail_folded(lab, page):
    lab.open(page, "en/01-role.ipynb")
    lab.run(page)
    compare = page.locator(".rk-compare")
    compare.locator(".js-plotly-plot").wait_for()
    python(page, "from kit.widgets import compare; compare.comparison = lambda *_: {}['boom']")
    compare.locator("input[type=checkbox]").nth(1).check()
    alert = compare.get_by_role("alert")
    alert.get_by_text(Words("en")("view.unanswered"), exact=True).wait_for()
    detail = alert.get_by_text("KeyError: 'boom'")
    assert detail.is_hidden()
    alert.get_by_text(Words("en")("view.detail")).click()
    detail.wait_for()
