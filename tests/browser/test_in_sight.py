"""While a learner rates, she sees the radar or its small twin, whatever she rates with and on."""

import pytest
from test_answering import RATE, eventually, focus_first, opened
from test_widths import settled

from kit.charts.base import statement_axes
from kit.content.course import course
from kit.content.phrases import Words

WORDS = Words("sv")
FACTORS = course().group("role").factors
AXES = statement_axes(FACTORS, WORDS)
SIZES = ((390, 844), (820, 1180), (1366, 650), (1920, 1080))

# What is not as it should be at a statement, in plain words. `whole` if all of it is to be seen, as
# all of the radar: by keyboard it comes by itself. Otherwise two thirds of the radar will do.
FAULTS = """
(question, whole) => {
  const form = question.closest('.rk-rate');
  const box = (node) => node.getBoundingClientRect();
  const view = box(document.querySelector('.jp-WindowedPanel-outer'));
  const within = ({ left, top, right, bottom }) =>
    left > view.left - 1 && right < view.right + 1 &&
    top > view.top - 1 && bottom < view.bottom + 1;
  const twin = form.querySelector('.rk-twin > svg');
  const radar = form.querySelector('.rk-plot .main-svg');
  const faults = [];
  const share = (node) => {
    const { top, bottom, height } = box(node);
    const seen = Math.min(bottom, view.bottom) - Math.max(top, view.top);
    return node.checkVisibility() && height > 90 ? seen / height : 0;
  };
  if (share(twin) < 0.99 && share(radar) < (whole ? 0.99 : 0.66)) {
    faults.push(`of radar and twin ${[radar, twin].map(share)} is in sight`);
  }
  const focused = question.querySelector(':focus')?.closest('label');
  if (!focused) return [...faults, 'the statement has lost the focus'];
  const { left, top, width, height } = box(focused);
  for (const [x, y] of [[0.5, 0.5], [0.1, 0.1], [0.9, 0.9]]) {
    const found = document.elementFromPoint(left + x * width, top + y * height);
    if (!focused.contains(found)) faults.push(`the level is covered by ${found?.className}`);
  }
  if (whole && !within(box(question))) faults.push('the statement is not all in sight');
  const bar = twin.parentElement;
  if (whole && bar.checkVisibility() && box(bar).top < box(question).bottom - 1) {
    faults.push('the twin lies on the statement');
  }
  return faults;
}
"""


@pytest.fixture
def finger(chromium, lab):
    """A page that is touched, with nothing open and nothing answered."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    lab.forget(context.pages[0])
    context.close()


def sized(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    settled(page, width)


def questions(page):
    return page.locator(".rk-rate .rk-question").all()


def chosen(question):
    return question.locator("input:checked").evaluate_all("all => all.map(one => one.value)")


def top(node):
    return node.evaluate("one => one.getBoundingClientRect().top")


def test_by_keyboard_every_statement_is_seen_whole_with_a_radar(lab, page):
    """Keys from 1 to 5 choose a level; JupyterLab would make headings of them."""
    opened(lab, page, RATE)
    cells = "() => window.lesson.content.widgets.map(one => one.model.type)"
    before = page.evaluate(cells)
    faults = []
    for turn, (width, height) in enumerate(SIZES):
        sized(page, width, height)
        for place, question in enumerate(questions(page)):
            if place % 3 == 0:
                focus_first(page, place // 3)
            key = str(1 + (turn + place) % 5)
            page.keyboard.press(key)
            assert chosen(question) == [key]
            found = question.evaluate(f"one => ({FAULTS})(one, true)")
            faults += [f"{width} px, {AXES[place].number}: {fault}" for fault in found]
            page.keyboard.press("Tab")
    assert not faults
    assert page.evaluate(cells) == before


def test_by_touch_nothing_jumps_and_a_radar_is_in_sight_at_every_statement(lab, finger):
    opened(lab, finger, RATE)
    faults = []
    for turn, (width, height) in enumerate(SIZES):
        sized(finger, width, height)
        for place, question in enumerate(questions(finger)):
            label = question.locator("label").nth((turn + place) % 5)
            question.evaluate("one => one.scrollIntoView({ block: 'center' })")
            before = top(question)
            label.tap()
            eventually(lambda label=label: label.locator("input").is_checked())
            # What is less than half a pixel nobody sees.
            assert abs(top(question) - before) < 0.5
            found = question.evaluate(f"one => ({FAULTS})(one, false)")
            faults += [f"{width} px, {AXES[place].number}: {fault}" for fault in found]
    assert not faults


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
def test_nothing_moves_when_an_answer_is_given_or_taken_back(lab, page, size):
    opened(lab, page, RATE)
    sized(page, *size)
    focus_first(page)
    first, second, *_ = questions(page)
    clear = first.get_by_role("button", name=WORDS("form.clear"))
    before = top(first), top(second)
    assert clear.count() == 0
    page.keyboard.press("3")
    clear.wait_for()
    assert (top(first), top(second)) == before
    page.keyboard.press("Delete")
    clear.wait_for(state="detached")
    assert (top(first), top(second)) == before


def test_the_newest_rating_is_ringed_on_its_own_axis_which_bears_its_number(lab, page):
    opened(lab, page, RATE)
    sized(page, 1366, 768)
    form = page.locator(".rk-rate").first
    rings = form.locator(".scatterlayer .trace:last-child .point")
    focus_first(page)
    assert rings.count() == 0
    for place, key in enumerate("42"):
        axis = AXES[place]
        page.keyboard.press(key)
        told = f"{axis.number} {axis.label}, {key} {WORDS(f'scale.{key}')}"
        latest = form.locator("figcaption").filter(has_text=told)
        latest.wait_for()
        dots = form.locator(".scatterlayer .trace:first-child .point")
        where = [one.evaluate("node => node.getAttribute('transform')") for one in dots.all()]
        assert rings.evaluate_all("all => all.map(one => one.getAttribute('transform'))") == [
            where[place]
        ]
        page.keyboard.press("Tab")
    named = form.locator(".angularaxistick text").all_text_contents()
    assert [one.split("\u00a0")[0] for one in named] == [axis.number for axis in AXES]
    assert [one.inner_text().split()[0] for one in questions(page)] == [a.number for a in AXES]


def test_the_twin_can_be_hidden_says_nothing_and_is_not_printed(lab, page):
    opened(lab, page, RATE)
    sized(page, 390, 844)
    twins = page.locator(".rk-twin")
    assert twins.first.aria_snapshot() == f'- button "{WORDS("radar.twin-hide")}"'
    hidden = page.get_by_role("button", name=WORDS("radar.twin-show"))
    twins.first.get_by_role("button").click()
    assert hidden.count() == len(FACTORS)
    assert not twins.locator("svg").filter(visible=True).count()
    hidden.last.click()
    assert twins.locator("svg").filter(visible=True).count() == len(FACTORS)
    page.emulate_media(media="print")
    assert not twins.filter(visible=True).count()
    page.emulate_media(media="screen")
    # A telephone on its side has no room for it.
    sized(page, 844, 390)
    assert not twins.filter(visible=True).count()


def test_a_comparison_stands_beside_its_choices_where_there_is_room(lab, page):
    opened(lab, page, RATE)
    choices, picture = (
        page.locator(f".rk-compare {one}") for one in (".rk-choices", ".rk-picture")
    )
    for width, beside in ((1366, True), (1000, True), (820, False)):
        sized(page, width, 900)
        left, right = choices.bounding_box(), picture.bounding_box()
        assert (right["x"] >= left["x"] + left["width"]) == beside
        assert (right["y"] >= left["y"] + left["height"]) == (not beside)
