"""Nothing of ours is cut, overlaps or is too small to hit, from a telephone to a projector."""

from pathlib import Path

import pytest
from test_axe import big, gathered, with_a_plan

from kit.answers.answers import to_json
from kit.content.course import course
from kit.content.regions import example_regions
from tools.screens import some_answers

# Width in CSS pixels and device pixels to each: a window 1280 px wide is 640 at 200 per cent zoom,
# and 320 at 400, which is narrower than a telephone.
SIZES = ((1300, 1), (2560, 1), (640, 2), (320, 4))
ENDS = (SIZES[0], SIZES[-1])
HEIGHT = 400
PARTS = ("00-start", "04-interplay", "05-whole")
SHAPES = ("gaps", "table", "radar")
# What WCAG 1.4.12 lets a reader do to any text.
SPACING = """
.rk * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
.rk p { margin-bottom: 2em !important; }
"""

# Every chart is as wide as its place, and nothing has moved for a tenth of a second.
SETTLED = """
([width]) => {
  const seen = (node) => node.checkVisibility();
  const node = window.lesson.node;
  const plots = [...node.querySelectorAll('.rk-plot')].filter(seen);
  const drawn = plots.map((plot) => {
    const svg = plot.querySelector('.main-svg')?.getBoundingClientRect();
    return svg && Math.abs(svg.width - plot.clientWidth) < 1 ? `${svg.width} ${svg.height}` : '';
  });
  const marks = [...node.querySelectorAll('.rk')].filter(seen).map((one) => one.offsetHeight);
  const now = JSON.stringify([innerWidth, drawn, marks]);
  if (window.lastSeen?.now !== now) window.lastSeen = { now, since: performance.now() };
  const still = performance.now() - window.lastSeen.since > 100;
  return innerWidth === width && !drawn.includes('') && still;
}
"""

FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")


def answered():
    """Return answers that open every result in the lesson on interplay."""
    answers = with_a_plan(some_answers())
    group = course().group("interplay")
    for place, factor in enumerate(group.factors):
        answers = answers.put("calibration", factor.id, 1 + place)
        answers = answers.put("importance", factor.id, 5 - place)
        for question in factor.questions[:2]:
            answers = answers.put("quiz", question.id, [place % 2, 2])
        for region in example_regions():
            answers = answers.put("guesses", f"{region.id}/{factor.id}", 3)
            answers = answers.put("seen", f"{region.id}/{factor.id}", value=True)
    return answers


def resized(page, devtools, width, ratio):
    devtools.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": HEIGHT, "deviceScaleFactor": ratio, "mobile": False},
    )
    settled(page, width)


def settled(page, width):
    page.wait_for_function(SETTLED, arg=[width], polling=25)


def shape(page, which):
    page.evaluate(
        "which => document.querySelector(`.rk-compare input[value=${which}]`).click()", which
    )
    page.locator(
        {"gaps": ".rk-picture .xy", "table": ".rk-picture table", "radar": ".rk-picture .polar"}[
            which
        ]
    ).first.wait_for(state="attached")


def compared(page):
    """Choose three regions, and wait until all are drawn."""
    boxes = page.locator(".rk-compare input[type=checkbox]")
    if not boxes.count():
        return False
    for place in (1, 2):
        boxes.nth(place).evaluate("box => box.click()")
    page.wait_for_function("document.querySelectorAll('.rk-compare .rk-legend li').length === 4")
    return True


def chosen(page):
    """Choose each tab of the boards, or of looking back, in turn; say which, and where it shows."""
    for view in (".rk-board", ".rk-look_back"):
        first, *others = page.locator(f"{view} .rk-tabs").first.evaluate_all(
            "all => all.flatMap(one => [...one.querySelectorAll('input')]).map(one => one.value)"
        ) or [None]
        for tab in (*others, first):
            page.locator(f"{view} input[value={tab}]").evaluate_all(
                "all => all.forEach(one => one.click())"
            )
            unfolded(page)
            yield tab, view


def unfolded(page):
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("part", [*PARTS, "06-class", "07-plan"])
def test_nothing_is_cut_nor_overlaps_at_any_width_zoom_or_spacing(lab, page, part):
    """In Swedish, whose words are longer; spaced where there is most and least room."""
    spaced = [(*size, SPACING) for size in ENDS]
    assert not faults_of(lab, page, f"sv/{part}", [*((*size, "") for size in SIZES), *spaced])


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_cut_nor_overlaps_in_english(lab, page, part):
    assert not faults_of(lab, page, f"en/{part}", [(*size, "") for size in ENDS])


def faults_of(lab, page, name, sizes):
    """Run a lesson that is answered, and return what is wrong with its layout.

    `sizes` are widths, device pixels to each of theirs, and what is added to the style from there.
    """
    lab.answers.parent.mkdir(exist_ok=True)
    lab.answers.write_text(to_json(answered()), encoding="utf-8")
    lab.open(page, f"{name}.ipynb")
    lab.run(page)
    page.locator(".rk").first.wait_for()
    if page.locator(".rk-board").count():
        gathered(lab, page, name)
    page.locator(".rk .main-svg").first.wait_for()
    comparing = compared(page)
    # The card before the one that is still to be answered has most to show.
    page.locator(".rk-turn button:not([hidden])").evaluate_all("all => all[0]?.click()")
    unfolded(page)
    devtools = page.context.new_cdp_session(page)
    faults, judged = [], 0

    def judge(where, within):
        nonlocal judged
        found = page.evaluate(FAULTS, within)
        judged += found["judged"]
        faults.extend(f"{where}: {fault}" for fault in found["faults"])

    for width, ratio, spacing in sizes:
        where = f"{width} px{', spaced' if spacing else ''}"
        if spacing:
            page.add_style_tag(content=spacing)
        resized(page, devtools, width, ratio)
        judge(where, ".rk")
        for which in SHAPES if comparing else ():
            shape(page, which)
            settled(page, width)
            if which != "radar":
                judge(f"{where}, {which}", ".rk-compare")
        for tab, view in chosen(page):
            settled(page, width)
            judge(f"{where}, {tab}", view)
        for tab in ("splits", "overview") if big(page) else ():
            page.evaluate(f"() => document.querySelector('.rk-big [value={tab}]').click()")
            settled(page, width)
            judge(f"{where}, big screen, {tab}", ".rk-big")
        page.keyboard.press("Escape")
    print(f"{name}: {judged} texts judged")
    assert judged
    return "\n".join(faults)
