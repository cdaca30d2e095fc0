"""axe-core finds nothing to object to in what the kit shows: every notebook, language and theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_class import board, choose, sheets, spreadsheet, ways_in
from test_lessons import NAMES

from kit.answers.answers import to_json
from kit.classroom.folder import hand_in
from kit.content.course import course
from kit.content.phrases import Words
from tools.screens import some_answers

OURS = (".rk", ".jp-RenderedMarkdown")
SHAPES = ("radar", "gaps", "table")
SAMPLE = ".rk-board:not(:has(> .rk-seen))"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# To look at every text in every frame would take most of the time.
POLLING = 50
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
    own = page.locator(".rk-board").first
    # The board has looked before anybody hands in; else it would ask who was shown elsewhere.
    own.locator(".rk-count").filter(has_text="0").wait_for()
    lab.classes.mkdir(exist_ok=True)
    for number in range(12):
        (lab.classes / f"stranger-{number}.json").write_text("{", encoding="utf-8")
    for one in sheets(14):
        hand_in(one, lab.classes)
    own.locator(".rk-count").filter(has_text="14").wait_for()
    assert judged(page, [".rk-board"])[0] == []  # before the results are shown, too
    own.get_by_role("button", name=words("board.show")).click()
    own.locator(".rk-faults").filter(has_text=words("board.faults", n=12)).wait_for()
    unfold(page)
    own.get_by_role("button", name=words("board.delete")).click()
    own.locator("input[value=rounds]").check()


def shown(lab, page, name, answers=None, height=900):
    """Run a notebook as a learner half way through has it, with all that is folded unfolded."""
    lab.answers.parent.mkdir(exist_ok=True)
    lab.answers.write_text(answers or to_json(with_a_plan(some_answers())), encoding="utf-8")
    page.set_viewport_size({"width": 1300, "height": 900})
    lab.open(page, name)
    # JupyterLab's body is 0 px tall and hides what overflows it; axe would judge no text's colours.
    page.evaluate("() => { document.body.style.height = '100vh'; }")
    lab.run(page)
    page.locator(".rk").first.wait_for()
    page.set_viewport_size({"width": 1300, "height": height})
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
        })""",
        polling=POLLING,
    )


def dressed(lab, page, theme):
    """Put on a theme while everything is open, and wait until it shows."""
    lab.dress(page, theme)
    page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
    charted(page)


def narrow(page):
    """Make the page as narrow as a telephone, and wait until all has found its place."""
    page.set_viewport_size({"width": 360, "height": 900})
    page.wait_for_function(
        """() => window.lesson.content.node.clientWidth < 360 &&
          [...document.querySelectorAll('.jp-OutputArea-output.jp-RenderedMarkdown')].every(
            text => text.hasAttribute('tabindex') === (text.scrollWidth > text.clientWidth))""",
        polling=POLLING,
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
    for view, within in ((SAMPLE, f"{SAMPLE} .rk-pane"), (".rk-look_back", ".rk-look_back")):
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
    page.locator(f"{SAMPLE} .rk-sample > .rk-bar > button").last.click()
    page.wait_for_function("() => document.querySelector('.rk-big')?.clientWidth === innerWidth")
    charted(page)
    return True


def judged(page, within, *, colours=False):
    """Return what axe objects to, how many elements it looked at, and how many for contrast."""
    rules = {"color-contrast": {"enabled": colours}}
    page.evaluate(Axe().axe_script)
    found = page.evaluate(RUN, [within, {"runOnly": TAGS, "rules": rules}])
    return found["said"], found["checked"], found["coloured"]


def looked_over(page, *, colours=False):
    """Return what axe objects to in all that a lesson can show, on a desk and on a telephone.

    Its rule on colours takes longest, and needs a page that is laid out whole. It is for the first
    look alone: test_contrast.py judges the colours of all that there is, in both themes.
    """
    found = [judged(page, OURS, colours=colours)]
    page.set_viewport_size({"width": 1300, "height": 900})
    found += [judged(page, [".rk-compare"]) for one in SHAPES[1:] if shape(page, one)]
    found += [judged(page, [one]) for one in tabs(page)]
    if big(page):
        found.append(judged(page, [".rk-big"]))
        page.keyboard.press("Escape")
    narrow(page)
    found.append(judged(page, OURS))
    page.set_viewport_size({"width": 1300, "height": 900})
    print(f"{found[0][1]} nodes checked at once, {sum(one[1] for one in found)} in all,")
    print(f"    {found[0][2]} of them for contrast")
    assert all(checked for _, checked, _ in found)
    assert bool(found[0][2]) == colours
    return [one for said, _, _ in found for one in said]


@pytest.mark.parametrize("name", [one for one in NAMES if one.startswith("en/")])
def test_axe_objects_to_nothing_on_a_desk_nor_on_a_telephone(lab, page, name):
    """The Swedish lessons are looked over in test_contrast.py."""
    shown(lab, page, name, height=TALL)
    assert looked_over(page, colours=True) == []


def test_axe_objects_to_nothing_when_something_went_wrong(lab, page):
    shown(lab, page, "en/01-role.ipynb", answers='{"kit": "answers", "ratings": {"brea')
    page.get_by_role("alert").filter(has_text="unreadable").wait_for()
    page.evaluate("() => window.lesson.sessionContext.shutdown()")
    page.locator(".rk-compare").get_by_role("combobox").select_option("score")
    page.locator(".rk-compare .rk-trouble").wait_for()
    unfold(page)
    said, checked, coloured = judged(page, [".rk"], colours=True)
    print(f"trouble: {checked} nodes checked, {coloured} of them for contrast")
    assert said == []
    assert coloured


def test_axe_objects_to_nothing_in_what_an_export_holds(lab, page):
    found = board(lab, page)
    ways_in(found)
    for content, told in (
        (spreadsheet(sheets(6)), "Take in 6 persons"),
        (b"breadth-1,breadth-2\n0,9", "Read the file so"),
    ):
        choose(found, "export.csv", content)
        press = found.get_by_role("button", name=told)
        press.wait_for()
        assert judged(page, [".rk-board"], colours=True)[0] == []
        press.click()
    found.get_by_text("Say what 0 means, too.").wait_for()
    assert judged(page, [".rk-board"], colours=True)[0] == []


def test_a_table_too_wide_for_a_telephone_is_scrolled_by_keyboard(lab, page):
    shown(lab, page, "sv/00-start.ipynb")
    narrow(page)
    wide = page.get_by_role("group", name="Exempelregion, Vad för slags region")
    wide.focus()
    page.keyboard.press("ArrowRight")
    left = "() => document.activeElement.scrollLeft > 0"
    page.wait_for_function(left)
    assert wide.evaluate("node => node === document.activeElement")


def test_the_glossary_is_read_downwards_on_a_telephone_and_stays_a_table(lab, page):
    shown(lab, page, "sv/08-glossary.ipynb")
    narrow(page)
    words = page.locator(".jp-RenderedMarkdown:has(th:text-is('Ord'))")
    page.wait_for_function(
        "text => text.scrollWidth <= text.clientWidth", arg=words.element_handle()
    )
    assert words.get_by_role("columnheader", name="Betydelse").count() == 1
    assert words.get_by_role("row").count() > 40
