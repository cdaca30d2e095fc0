"""What a reader asks of her system: its own colours, more contrast, large text, a finger."""

import pytest
from playwright.sync_api import expect
from test_contrast import COLOURS
from test_pages import PHONE, folder, saved, site, visit  # noqa: F401

from kit.content.phrases import Words
from tools import npm

pytestmark = pytest.mark.skipif(npm.find("plotly.js") is None, reason=npm.HOW)

SV = Words("sv")
FINGER = 44
# How a control's edge looks, and what stands out of what it lies on.
EDGE = (
    "(one) => {"
    + COLOURS
    + """
  const style = getComputedStyle(one);
  const under = ground(document.body);
  const ink = (which) => contrast(over(parsed(style[which]), under), under);
  return { width: parseFloat(style.borderTopWidth), edge: ink('borderTopColor'),
    ring: style.outlineStyle === 'solid' ? parseFloat(style.outlineWidth) : 0,
    stands: ink('outlineColor'), shadow: style.boxShadow };
}"""
)
# Of each trace that has a mark or a line: its ink, its dash, its mark, and how much it stands out.
TRACES = (
    "(chart) => {"
    + COLOURS
    + """
  const under = ground(document.body);
  return chart.data.filter((one) => one.mode.includes('markers') && one.marker.size < 20)
    .map(({ line, marker }) => [marker.color, line.dash, marker.symbol,
      contrast(parsed(marker.color), under) >= 3]);
}"""
)
SMALL = """(least) => {
  const inputs = 'input:not([type=radio], [type=checkbox])';
  const all = `.rk :is(.rk-level, .rk-tab, .rk-choice, button, select, summary, ${inputs}), `
    + 'header a, nav a, footer a, .prose summary, .rk-next';
  return [...document.querySelectorAll(all)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.getBoundingClientRect().height < least - 0.5)
    .map((one) => one.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_a_chosen_level_the_focus_and_each_region_are_told_apart(visit, scheme):  # noqa: F811
    page = visit("sv/01-role", color_scheme=scheme, forced_colors="active")
    form = page.locator(".rk-rate").first
    form.locator("input[value='4']").first.check()
    saved(form, SV, 1)
    levels = form.locator("fieldset").first.locator(".rk-level")
    page.keyboard.press("ArrowLeft")  # a ring is shown to whoever uses the keyboard
    expect(levels.nth(2).locator("input")).to_be_checked()
    chosen, other = levels.nth(2).evaluate(EDGE), levels.nth(3).evaluate(EDGE)
    assert (chosen["width"], other["width"]) == (3, 1)
    assert (chosen["ring"], other["ring"]) == (3, 0)
    assert min(chosen["edge"], other["edge"], chosen["stands"]) >= 3
    compare = page.locator(".rk-compare")
    for box in compare.locator("input[type=checkbox]").all()[1:3]:
        box.check()
    expect(compare.locator(".rk-legend li")).to_have_count(4)
    traces = compare.locator(".js-plotly-plot").evaluate(TRACES)
    inks, dashes, marks, stand_out = zip(*traces, strict=True)
    assert all(stand_out)
    # One's own is of another ink than the others, which are all of the system's ink for links.
    assert (inks.count(inks[0]), len({*inks})) == (1, 2)
    assert len({*dashes}) == len({*marks}) == len(traces)
    # And once more, when they are forced no longer.
    page.emulate_media(forced_colors="none")
    expect(compare.locator(".rk-legend path[fill='#0072B2']")).to_have_count(1)


def test_more_contrast_is_given_where_it_is_asked_for(visit):  # noqa: F811
    page = visit("sv/01-role", contrast="more")
    level = page.locator(".rk-rate .rk-level").first
    level.wait_for()
    edge = level.evaluate(EDGE)
    assert edge["width"] >= 2
    assert edge["edge"] > 18  # of at most 21
    page.emulate_media(contrast="no-preference")
    assert level.evaluate(EDGE)["edge"] < edge["edge"]


def test_fingers_have_room_and_a_mouse_needs_less(visit):  # noqa: F811
    page = visit("sv/01-role", **PHONE)
    page.locator(".view:not(:has(.rk))").first.wait_for(state="detached")
    assert page.evaluate("() => matchMedia('(pointer: coarse)').matches")
    assert page.evaluate(SMALL, FINGER) == []


def test_text_alone_at_twice_its_size_is_nowhere_wider_than_the_page(visit):  # noqa: F811
    page = visit("sv/01-role", viewport={"width": 640, "height": 900})
    page.locator(".rk-compare .js-plotly-plot").wait_for()
    page.add_style_tag(content="html { font-size: 200% }")
    level = page.locator(".rk-rate .rk-level").first
    expect(level).to_have_css("font-size", "30px")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 640
    wide = """(words) => words.filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent)"""
    assert page.locator(".rk :is(.rk-level, .rk-choice, legend, button)").evaluate_all(wide) == []
