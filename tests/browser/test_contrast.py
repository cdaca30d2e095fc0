"""What the kit shows stands out from its ground in both themes, by the colours as rendered."""

import base64

import pytest
from test_answering import eventually
from test_axe import SHAPES, big, dressed, looked_over, shape, shown, tabs, with_a_plan
from test_lessons import NAMES

from kit.answers.answers import to_json
from kit.content.course import course
from tools.screens import some_answers

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# Colours do not depend on the language.
PARTS = [name for name in NAMES if name.startswith("sv/")]
LEAST = {
    "text": 4.5,
    "large text": 3,
    "tick": 4.5,
    "mark": 3,
    "edge": 3,
    "focus": 3,
    "column": 3,  # of how a class's answers spread
    "code": 7,  # which a telephone reads, perhaps off a projector
}
ONLY_IN = {"large text": "", "column": "sv/06-class.ipynb", "code": "sv/05-whole.ipynb"}
WORDS_ALONE = "sv/08-glossary.ipynb"

COLOURS = """
const parsed = text => {
  const [, name, inside] = /^(rgba?|color)\\((.*)\\)$/.exec(text) ?? [];
  if (!name || (name === 'color' && !inside.startsWith('srgb '))) throw new Error(text);
  const [r, g, b, a = 1] = inside.match(/-?[\\d.]+(?:e-?\\d+)?%?/g).map(one =>
    one.endsWith('%') ? parseFloat(one) / 100 : Number(one));
  return name === 'color' ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
};
const over = ([r, g, b, a], [R, G, B]) =>
  [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
const faded = ([r, g, b, a], by) => [r, g, b, a * by];
const luminance = colour => {
  const [r, g, b] = colour.slice(0, 3).map(one => one / 255).map(one =>
    one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
/** How much of an element's own ink is left by the opacity of all that it is in. */
const opacity = element => {
  let left = 1;
  for (let at = element; at; at = at.parentElement) left *= Number(getComputedStyle(at).opacity);
  return left;
};
/** The ground behind an element: every background down to the first that hides the rest. */
const ground = element => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== 'none') throw new Error(`a picture behind ${at.outerHTML}`);
    if (!(at instanceof SVGElement)) layers.push(parsed(style.backgroundColor));
    if (layers.at(-1)?.[3] === 1) break;
  }
  return layers.reverse().reduce((under, one) => over(one, under), [255, 255, 255, 1]);
};
const inside = selector => [...window.lesson.content.node.querySelectorAll(selector)];
const seen = element => element.checkVisibility({ visibilityProperty: true })
  && element.getBoundingClientRect().width > 1;
const painted = (style, which) => style[which] === 'none' ? [0, 0, 0, 0]
  : faded(parsed(style[which]), Number(style[`${which}Opacity`]));
const named = element => `${element.tagName} .${element.getAttribute('class')} `
  + (element.textContent || element.value || '').trim().slice(0, 40);
const worst = (ink, grounds) => Math.min(...grounds.map(one => contrast(over(ink, one), one)));
/** The grounds in a chart: the page's, and the area of one's own region over it. */
const grounds = plot => {
  const page = ground(plot);
  const drawn = [...plot.querySelectorAll('.js-fill')].filter(one => one.getTotalLength());
  const areas = drawn.map(one => getComputedStyle(one));
  return [page, ...areas.map(style => over(painted(style, 'fill'), page))];
};
"""

READ = """() => {
  const found = [];
  const note = (kind, ratio, element) => found.push([kind, ratio, named(element)]);
  const noteText = (element, colour, under) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ink = faded(colour, opacity(element));
    note(large ? 'large text' : 'text', contrast(over(ink, under), under), element);
  };
  // The bar of folded code is JupyterLab's, but the kit tones it down.
  for (const root of inside('.rk, .jp-RenderedMarkdown, .jp-InputPlaceholder')) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !seen(element)) continue;
      if (element.closest('svg, select, textarea, .jp-InternalAnchorLink')) continue;
      noteText(element, parsed(getComputedStyle(element).color), ground(element));
    }
  }
  const fields = '.rk :is(select, textarea, input:not([type=radio], [type=checkbox]))';
  for (const element of inside(fields).filter(seen)) {
    noteText(element, parsed(getComputedStyle(element).color), ground(element));
  }
  for (const element of inside('.rk input[type=file]').filter(seen)) {
    const style = getComputedStyle(element, '::file-selector-button');
    const [around, own] = [ground(element), parsed(style.backgroundColor)];
    noteText(element, parsed(style.color), over(own, around));
    note('edge', contrast(over(parsed(style.borderTopColor), around), around), element);
  }
  for (const cell of inside('.rk-spread td:not([data-none])').filter(seen)) {
    const style = getComputedStyle(cell, '::after');
    const [under, hatched] = [ground(cell), style.backgroundImage !== 'none'];
    const ink = parsed(hatched ? style.borderTopColor : style.backgroundColor);
    note('column', contrast(over(ink, under), under), cell);
  }
  for (const drawing of inside('.rk-qr svg').filter(seen)) {
    const [under, ink] = [...drawing.children].map(one => painted(getComputedStyle(one), 'fill'));
    note('code', contrast(ink, under), drawing);
  }
  for (const shape of inside('.rk-legend svg path').filter(seen)) {
    const style = getComputedStyle(shape);
    const under = ground(shape.closest('.rk-legend'));
    for (const which of ['fill', 'stroke'].filter(one => shape.hasAttribute(one))) {
      const ink = painted(style, which);
      if (ink[3] === 1) note('mark', contrast(ink, under), shape);
    }
  }
  for (const plot of inside('.rk-plot').filter(seen)) {
    const under = grounds(plot);
    for (const text of plot.querySelectorAll('svg text')) {
      const ink = faded(painted(getComputedStyle(text), 'fill'), opacity(text));
      note('tick', worst(ink, under), text);
    }
    for (const line of plot.querySelectorAll('path:is(.js-line, .shapelayer path)')) {
      const ink = faded(painted(getComputedStyle(line), 'stroke'), opacity(line));
      note('mark', worst(ink, under), line);
    }
    for (const point of plot.querySelectorAll('path.point')) {
      const ink = faded(painted(getComputedStyle(point), 'fill'), opacity(point));
      note('mark', worst(ink, under), point);
    }
  }
  // What can be used has an edge, or a ground of its own; a button that is only text is text.
  const controls = `.rk :is(button, label:has(input)), ${fields}`;
  for (const control of inside(controls).filter(seen)) {
    if (control.matches(':disabled, [aria-disabled=true], :disabled *, :has(:disabled)')) continue;
    const style = getComputedStyle(control);
    const under = ground(control.parentElement);
    const edge = parsed(style.borderTopColor);
    const own = parsed(style.backgroundColor);
    if (edge[3] === 0 && own[3] === 0) continue;
    if (control.type === 'file') continue;
    const width = parseFloat(style.borderTopWidth);
    const stands = [...(width ? [edge] : []), own].map(one => contrast(over(one, under), under));
    note('edge', Math.max(...stands), control);
  }
  return found;
}"""

FOCUS = """() => {
  const found = [];
  const reach = 'a[href], button, select, textarea, input, summary, [tabindex="0"]';
  for (const root of inside('.rk, .jp-RenderedMarkdown')) {
    for (const one of root.querySelectorAll(reach)) {
      if (one.matches(':disabled, .jp-InternalAnchorLink')) continue;
      if (one.tabIndex < 0 || !seen(one)) continue;
      one.focus({ preventScroll: true });
      const ringed = [one, one.closest('label')].find(at =>
        at && getComputedStyle(at).outlineStyle === 'solid');
      if (!ringed) {
        found.push(['focus', 1, `no outline: ${named(one)}`]);
        continue;
      }
      const style = getComputedStyle(ringed);
      const under = ground(ringed.parentElement);
      const wide = parseFloat(style.outlineWidth) >= 2;
      const ratio = contrast(over(parsed(style.outlineColor), under), under);
      found.push(['focus', wide ? ratio : 1, named(ringed)]);
    }
  }
  document.activeElement.blur();
  return found;
}"""

HOVERED = """() => inside('.hoverlayer .hovertext').map(label => {
  const box = label.querySelector('path');
  const under = painted(getComputedStyle(box), 'fill');
  if (under[3] !== 1) throw new Error('a label one sees through');
  const texts = [...label.querySelectorAll('text')].filter(text => text.textContent.trim());
  const inks = texts.map(text => over(painted(getComputedStyle(text), 'fill'), under));
  return ['tick', Math.min(...inks.map(ink => contrast(ink, under))), named(label)];
})"""

# The browser draws these itself; a ring or a square has at least this many pixels of full colour.
DRAWN = """([control, png]) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${png}`;
  return picture.decode().then(() => {
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const { data } = pen.getImageData(0, 0, picture.width, picture.height);
    const under = ground(control.closest('label'));
    const all = Array.from({ length: data.length / 4 }, (_, at) =>
      contrast([...data.slice(4 * at, 4 * at + 3)], under));
    return [['edge', all.sort((a, b) => b - a)[7], `${control.type} ${control.checked}`]];
  });
}"""


def half_way():
    """Return answers that fill the area of the charts, and show a guess beside the levels."""
    answers = with_a_plan(some_answers())
    for place, statement in enumerate(course().statements):
        answers = answers.put("ratings", statement.key, 1 + place % 5)
    answers = answers.put("guesses", "sago/breadth", 3)
    return to_json(answers.put("seen", "sago/breadth", value=True))


def measured(page, script, argument=None):
    return page.evaluate(f"argument => {{ {COLOURS} return ({script})(argument); }}", argument)


def focused(page):
    page.keyboard.press("Tab")  # a focus is shown to whoever uses the keyboard
    return measured(page, FOCUS)


def judged(found):
    """Return the least of each kind, and what falls short."""
    least, short = {}, set()
    for kind, ratio, what in found:
        least[kind] = min(ratio, least.get(kind, ratio))
        if ratio < LEAST[kind]:
            short.add(f"{kind} {ratio:.2f} {what}")
    return least, sorted(short)


def told(what, found):
    least, short = judged(found)
    print(f"{what}: {len(found)} measured;", ", ".join(f"{k} {v:.2f}" for k, v in least.items()))
    return least, short


def choose_all(page):
    """Compare with as many regions as can be compared with."""
    for box in page.locator(".rk-compare input[type=checkbox]").all():
        if box.is_enabled():
            box.check()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.rk-compare .rk-legend')].every("
        "legend => legend.children.length === 4)"
    )


@pytest.mark.parametrize("name", PARTS)
def test_axe_objects_to_nothing_and_all_that_is_seen_stands_out(lab, page, name):
    shown(lab, page, name, half_way())
    page.mouse.move(0, 0)  # a heading under the pointer shows JupyterLab's own link to it
    assert looked_over(page) == []
    if shape(page, "radar"):
        choose_all(page)
    failing = []
    for key, theme in reversed(THEMES.items()):
        dressed(lab, page, theme)
        found = measured(page, READ)
        for which in SHAPES:
            if shape(page, which):
                found += measured(page, READ)
        found += focused(page)
        for _ in tabs(page):
            found += measured(page, READ) + focused(page)
        if big(page):
            found += measured(page, READ)
            page.keyboard.press("Escape")
        least, short = told(f"{name} {key}", found)
        kinds = {kind for kind in LEAST if ONLY_IN.get(kind, name) == name}
        assert (kinds if name != WORDS_ALONE else {"text", "focus"}) <= set(least)
        failing += [f"{key} {one}" for one in short]
    assert failing == []


def test_the_label_of_a_point_and_a_warning_can_be_read(lab, page):
    shown(lab, page, "en/02-direction.ipynb", '{"kit": "answers", "ratings": {"brea')
    page.get_by_role("alert").filter(has_text="unreadable").wait_for()
    for key, theme in reversed(THEMES.items()):
        dressed(lab, page, theme)
        shape(page, "gaps")
        page.locator(".rk-compare .point").first.hover(force=True)
        page.locator(".rk-compare .hovertext").wait_for()
        hovered = measured(page, HOVERED)
        _, short = told(f"hovering, {key}", measured(page, READ) + hovered)
        assert hovered
        assert short == []
        page.mouse.move(0, 0)


def test_a_round_or_square_box_is_seen_whether_it_is_ticked_or_not(lab, page):
    shown(lab, page, "sv/01-role.ipynb")
    page.set_viewport_size({"width": 1300, "height": 900})

    def drawn():
        found = []
        for kind in ("radio", "checkbox"):
            for state in (":checked", ":not(:checked)"):
                box = page.locator(f".rk input[type={kind}]{state}:enabled").first
                png = base64.b64encode(box.screenshot()).decode()
                found += measured(page, DRAWN, [box.element_handle(), png])
        return told("boxes", found)[1] == []

    for theme in reversed(THEMES.values()):
        dressed(lab, page, theme)
        eventually(drawn)  # a theme is in the colours at once, on the screen a little later
