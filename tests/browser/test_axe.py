"""axe-core finds nothing to object to in what the kit shows: every notebook, language and theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_class import sheets
from test_lessons import NAMES

from kit.answers import to_json
from kit.class_folder import hand_in
from kit.course import course
from kit.words import Words
from tools.screens import THEMES, some_answers

OURS = (".rk", ".jp-RenderedMarkdown")
SHAPES = ("radar", "gaps", "table")
SAMPLE = ".rk-board:not(:has(> .rk-seen))"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Everything is laid out at once, as axe judges no colours of what is scrolled away.
TALL = 20_000

# No rule is switched off. As only parts of the page are ours, axe leaves out by itself what only
# a whole page can have: a title, a language, a main landmark, a first heading, a way to skip.
RUN = """async ([within, options]) => {
  const include = within.map(one => [one]);
  const found = await axe.run({ include }, { ...options, selectors: false, elementRef: true });
  const nodes = rules =>
    rules.flatMap(rule => rule.nodes.map(node => ({ rule: rule.id, ...node })));
  const all = nodes([...found.passes, ...found.violations, ...found.incomplete]);
  // What axe cannot judge of colours is the text in charts; test_contrast.py judges that.
  const unsure = nodes(found.incomplete).filter(node => node.rule !== 'color-contrast');
  return {
    said: [...nodes(found.violations), ...unsure].map(node =>
      `${node.rule}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    checked: new Set(all.map(node => node.element)).size,
    coloured: all.filter(node => node.rule === 'color-contrast').length,
  };
}"""


@pytest.fixture(scope="module")
def desk(chromium):
    """One page for all notebooks: it is the notebook that differs, not JupyterLab."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def clear(lab, desk):
    """Close what a test has opened, and forget what it has answered."""
    yield
    desk.evaluate("() => window.lesson?.dispose()")
    lab.forget(desk)


def with_a_plan(answers):
    """Return answers of somebody who has also planned, and kept an earlier time."""
    for place, factor in enumerate(course().factors):
        answers = answers.put("importance", factor.id, 5 - place % 5)
    for one in ("voice", "learning"):
        answers = answers.put("priorities", one, value=True)
    answers = answers.put("plan", "learning/first", "Ask the planner.")
    then = {one.id: 1 + place % 4 for place, one in enumerate(course().statements)}
    kept = {"label": "Before the course", "date": "2026-01-31", "ratings": then}
    return answers.put("snapshots", "1", kept)


def gathered(lab, page, name):
    """Let a class hand in, and strangers put files among theirs; ask whether to delete it all."""
    words = Words(name[:2])
    lab.classes.mkdir(exist_ok=True)
    for number in range(12):
        (lab.classes / f"stranger-{number}.json").write_text("{", encoding="utf-8")
    for one in sheets(14):
        hand_in(one, lab.classes)
    own = page.locator(".rk-board").nth(1)
    own.get_by_role("button", name=words("board.show")).click()
    own.locator(".rk-faults").filter(has_text=words("board.faults", n=12)).wait_for()
    unfold(page)
    own.get_by_role("button", name=words("board.delete")).click()
    own.locator("input[value=rounds]").check()


def shown(lab, page, name, answers=None):
    """Run a notebook as a learner half way through has it, with all that is folded unfolded."""
    lab.answers.parent.mkdir(exist_ok=True)
    lab.answers.write_text(answers or to_json(with_a_plan(some_answers())), encoding="utf-8")
    page.set_viewport_size({"width": 1300, "height": 900})
    lab.open(page, name)
    # JupyterLab's body is 0 px tall and hides what overflows it; axe would judge no text's colours.
    page.add_style_tag(content="body { height: 100vh }")
    lab.run(page)
    page.locator(".rk").first.wait_for()
    page.set_viewport_size({"width": 1300, "height": TALL})
    charted(page)
    if page.locator(".rk-board").count():
        gathered(lab, page, name)
    unfold(page)


def unfold(page):
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")


def charted(page):
    """Wait until every chart is drawn in the ink of the theme that is on."""
    page.wait_for_function(
        """() => [...document.querySelectorAll('.rk-plot')].every(plot => {
          const texts = [...plot.querySelectorAll('svg text')];
          const rgb = colour => colour.match(/[\\d.]+/g).slice(0, 3).join();
          const ink = rgb(getComputedStyle(plot).color);
          return texts.length && texts.every(text => rgb(getComputedStyle(text).fill) === ink);
        })"""
    )


def dressed(lab, page, theme):
    """Put on a theme while everything is open, and wait until it shows."""
    lab.dress(page, theme)
    page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
    charted(page)


def narrow(page):
    """Make the page as narrow as a telephone, and wait until all has found its place."""
    page.set_viewport_size({"width": 360, "height": TALL})
    page.wait_for_function(
        """() => window.lesson.content.node.clientWidth < 360 &&
          [...document.querySelectorAll('.jp-OutputArea-output.jp-RenderedMarkdown')].every(
            text => text.hasAttribute('tabindex') === (text.scrollWidth > text.clientWidth))"""
    )
    charted(page)


def shape(page, which):
    """Choose a shape of the comparison, and wait for it; say whether there is a comparison."""
    choice = page.locator(f".rk-compare input[value={which}]")
    if not choice.count():
        return False
    choice.check()
    within = page.locator(".rk-picture")
    inside = {"radar": ".polar", "gaps": ".cartesianlayer .xy", "table": "table"}[which]
    within.locator(inside).first.wait_for(state="attached")
    charted(page)
    return True


def tabs(page):
    """Choose each further tab of the sample class and of looking back; say where it shows."""
    for view, within in ((SAMPLE, f"{SAMPLE} .rk-pane"), (".rk-lookback", ".rk-lookback")):
        first, *others = page.locator(f"{view} .rk-tabs input").all() or [None]
        for tab in others:
            tab.check()
            charted(page)
            unfold(page)
            yield within
        if first:
            first.check()
            charted(page)
            unfold(page)


def big(page):
    """Show the sample class over the whole screen; say whether there is one."""
    if not page.locator(".rk-board").count():
        return False
    page.locator(f"{SAMPLE} > .rk-bar > button").last.click()
    page.wait_for_function("() => document.querySelector('.rk-big')?.clientWidth === innerWidth")
    charted(page)
    return True


def judged(page, within, *, colours=True):
    """Return what axe objects to, how many elements it looked at, and how many for contrast."""
    rules = {"color-contrast": {"enabled": colours}}
    page.evaluate(Axe().axe_script)
    found = page.evaluate(RUN, [within, {"runOnly": TAGS, "rules": rules}])
    return found["said"], found["checked"], found["coloured"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("clear")
def test_axe_objects_to_nothing_in_either_theme_nor_on_a_telephone(lab, desk, name):
    shown(lab, desk, name)
    found, uncoloured = [], []
    for theme in reversed(THEMES.values()):
        dressed(lab, desk, theme)
        shape(desk, "radar")
        found.append(judged(desk, OURS))
        found += [judged(desk, [".rk-compare"]) for one in SHAPES[1:] if shape(desk, one)]
        if theme == THEMES["dark"]:
            found += [judged(desk, [one]) for one in tabs(desk)]
        else:  # test_contrast.py judges the colours of these, and faster
            uncoloured += [judged(desk, [one], colours=False) for one in tabs(desk)]
        if big(desk):
            found.append(judged(desk, [".rk-big"]))
            desk.keyboard.press("Escape")
    narrow(desk)
    uncoloured.append(judged(desk, OURS, colours=False))  # which are what they were
    everything = [*found, *uncoloured]
    said = [one for part, _, _ in everything for one in part]
    nodes = sum(one[1] for one in everything)
    print(f"{name}: {found[0][1]} nodes checked at once, {nodes} in all,")
    print(f"    {sum(one[2] for one in found)} of them for contrast")
    assert said == []
    assert all(checked for _, checked, _ in everything)
    assert all(coloured for _, _, coloured in found)


@pytest.mark.usefixtures("clear")
def test_axe_objects_to_nothing_when_something_went_wrong(lab, desk):
    shown(lab, desk, "en/01-role.ipynb", answers='{"kit": "answers", "ratings": {"brea')
    desk.get_by_role("alert").filter(has_text="unreadable").wait_for()
    desk.evaluate("() => window.lesson.sessionContext.shutdown()")
    desk.locator(".rk-compare").get_by_role("combobox").select_option("score")
    desk.locator(".rk-compare .rk-trouble").wait_for()
    unfold(desk)
    said, checked, coloured = judged(desk, [".rk"])
    print(f"trouble: {checked} nodes checked, {coloured} of them for contrast")
    assert said == []
    assert coloured


@pytest.mark.usefixtures("clear")
def test_a_table_too_wide_for_a_telephone_is_scrolled_by_keyboard(lab, desk):
    shown(lab, desk, "sv/00-start.ipynb")
    narrow(desk)
    wide = desk.get_by_role("group", name="Exempelregion, Vad för slags region")
    wide.focus()
    desk.keyboard.press("ArrowRight")
    left = "() => document.activeElement.scrollLeft > 0"
    desk.wait_for_function(left)
    assert wide.evaluate("node => node === document.activeElement")
