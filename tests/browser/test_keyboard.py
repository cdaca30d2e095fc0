"""A whole lesson by keyboard alone, and what Chromium tells a screen reader at each step."""

import pytest
from test_answering import eventually, opened, saved

from kit.content.course import course
from kit.content.phrases import Words

# Once Chromium (156) has been asked what it tells a screen reader, it keeps account of that for as
# long as the page is there, and may crash when another lesson is opened on it.
pytestmark = pytest.mark.fresh

FACTOR = course().factor("breadth")
FACTORS = course().group("role").factors
LESSON = "en/01-role.ipynb"
KEYS = "Choose a level with the keys 1 to 5, with the arrow keys, or click."
LEVELS = "What would one see at each level?"
# In JupyterLab each of these does something to a cell: it adds, cuts, deletes or changes one.
UNWANTED = ("a", "b", "x", "d", "d", "m", "y", "Escape")

HEAR = """() => {
  window.heard = [];
  window.ear?.disconnect();
  window.ear = new MutationObserver((records) => {
    const live = '.rk :is([role=status], [role=alert], [aria-live], output)';
    const nodes = records.map(({target}) => target.closest ? target : target.parentElement);
    for (const one of new Set(nodes.map((node) => node?.closest(live)))) {
      if (!one || one.ariaLive === 'off' || one.hidden) continue;
      const text = one.innerText.replace(/\\s+/g, ' ').trim();
      if (text) window.heard.push(text);
    }
  });
  window.ear.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: ['hidden'],
  });
}"""
SEEN = """() => {
  const node = document.activeElement;
  const shown = node.closest('label') ?? node;
  const outlined = [node, shown].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
  });
  const panel = node.closest('.jp-WindowedPanel-outer');
  const [box, room] = [shown, panel].map((one) => one.getBoundingClientRect());
  const [top, bottom] = [Math.max(box.top, room.top), Math.min(box.bottom, room.bottom)];
  const uppermost = document.elementFromPoint((box.left + box.right) / 2, (top + bottom) / 2);
  return {outlined, uncovered: top < bottom && shown.contains(uppermost)};
}"""
NOTEBOOK = (
    "() => JSON.stringify(window.lesson.content.model.sharedModel.cells.map((cell) => cell.source))"
)
HERE = """() => {
  const {content} = window.lesson;
  const holder = content.widgets.findIndex((cell) => cell.node.contains(document.activeElement));
  return {holder, active: content.activeCellIndex, mode: content.mode};
}"""
OURS = "() => document.activeElement.closest('.rk > div')?.className ?? ''"


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def told(page, expression="document.activeElement"):
    """Return what the accessibility tree says of an element, which is the one in focus."""
    session = page.context.new_cdp_session(page)
    element = session.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
    asked = {"objectId": element, "fetchRelatives": True}
    nodes = session.send("Accessibility.getPartialAXTree", asked)["nodes"]
    session.detach()
    known = {node["nodeId"]: node for node in nodes}
    node = nodes[0]
    found = _plain(node) | {
        one["name"]: one["value"].get("value") for one in node.get("properties", ())
    }
    while node := known.get(node.get("parentId")):
        above = _plain(node)
        if above["role"] == "group" and above["name"]:
            return {**found, "group": above["name"], "help": above["description"]}
    return found


def _plain(node):
    return {
        part: node.get(part, {}).get("value") for part in ("role", "name", "description", "value")
    }


def table(page, selector):
    """Return a table as the accessibility tree has it: its header cells, and its rows."""
    session = page.context.new_cdp_session(page)
    expression = f"document.querySelector({selector!r})"
    element = session.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]

    def names(role):
        asked = {"objectId": element, "role": role}
        nodes = session.send("Accessibility.queryAXTree", asked)["nodes"]
        return [node["name"]["value"] for node in nodes]

    heads, firsts, cells = names("columnheader"), names("rowheader"), names("cell")
    session.detach()
    wide = len(heads) - 1
    rows = {first: cells[n * wide : (n + 1) * wide] for n, first in enumerate(firsts)}
    return heads, rows


def at(page, role, name, **states):
    """Say that the focus is at a control of this role, name and state, and can be seen there."""
    found = told(page)
    expected = {"role": role, "name": name, "focused": True, **states}
    assert {part: found.get(part) for part in expected} == expected
    assert page.evaluate(SEEN) == {"outlined": True, "uncovered": True}, found
    here = page.evaluate(HERE)
    assert here["mode"] == "command"
    assert here["holder"] == here["active"]


def level(page, name, group, checked="true", **states):
    """Say that the focus is at one level of a question."""
    at(page, "radio", name, group=group, checked=checked, disabled=None, **states)


def button(page, name):
    at(page, "button", name, disabled=None)


def unheard(page):
    """Press what JupyterLab would take for a command of its own."""
    before = page.evaluate(NOTEBOOK), page.evaluate(HERE)
    press(page, *UNWANTED)
    assert (page.evaluate(NOTEBOOK), page.evaluate(HERE)) == before


def heard(page):
    """Return what has been said since this was last asked."""
    return page.evaluate("() => window.heard.splice(0)")


def tab_until(page, view, key="Tab"):
    """Tab on until the focus comes to a view, such as "rk-compare"."""
    for _ in range(100):
        press(page, key)
        if page.evaluate(OURS) == view:
            return
    raise AssertionError(view)


def run_by_menu(page):
    """Choose Run › Run All Cells, coming from the notebook."""

    def chosen(key, what):
        for _ in range(20):
            if page.locator(what).first.is_visible():
                return
            press(page, key)
        raise AssertionError(what)

    chosen("Shift+Tab", ".lm-MenuBar-item:focus")
    chosen("ArrowRight", ".lm-MenuBar-item:nth-child(4):focus")
    press(page, "Enter")
    chosen("ArrowUp", ".lm-Menu-item.lm-mod-active[data-command='runmenu:run-all']")
    press(page, "Enter")
    page.wait_for_function("document.querySelectorAll('.rk').length === 13")
    page.locator(".rk-progress li").first.wait_for()
    page.locator(".rk-compare .main-svg").first.wait_for()
    page.wait_for_function("window.lesson.sessionContext.session.kernel.status === 'idle'")


def test_a_whole_lesson_is_done_by_keyboard_alone_and_a_screen_reader_is_told(lab, page):
    lab.open(page, LESSON)
    run_by_menu(page)
    before = page.evaluate(NOTEBOOK)
    page.evaluate(HEAR)
    tab_until(page, "rk-practise")
    practise(lab, page)
    rate(lab, page)
    compare(page)
    guess(lab, page)
    answer_a_question(lab, page)
    write_notes(lab, page)
    see_the_progress(page)

    press(page, "Tab")
    assert told(page)["name"] == "Lesson 2: The direction"
    assert page.evaluate(OURS) == ""
    tab_until(page, "rk-progress", "Shift+Tab")
    at(page, "group", "How far you have come")
    assert page.evaluate(NOTEBOOK) == before
    assert heard(page) == []


def practise(lab, page):
    group = "Which level is this?"
    at(page, "DisclosureTriangle", LEVELS, expanded=False)
    unheard(page)
    press(page, "Enter")
    at(page, "DisclosureTriangle", LEVELS, expanded=True)
    press(page, "Tab")
    level(page, "1 absent", group, "false", help=KEYS)
    press(page, "Tab")
    button(page, "Show the right level")
    press(page, "Enter")
    button(page, "Show the right level")
    assert heard(page) == ["Choose a level first."]

    press(page, "Shift+Tab", "Space")
    level(page, "1 absent", group)
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    level(page, "4 systematic", group)
    unheard(page)
    press(page, "Tab", "Enter")
    verdict = f"You chose level 4. The case was written for level {FACTOR.vignette.key}."
    at(page, "group", verdict, description=FACTOR.vignette.why.en)
    unheard(page)
    locked = told(page, "document.querySelector('.rk-practise input:checked')")
    assert locked["name"] == "4 systematic"
    assert (locked["checked"], locked["disabled"]) == ("true", True)
    eventually(lambda: lab.answers.exists() and saved(lab)["calibration"] == {"breadth": 4})
    eventually(lambda: "Saved" in page.locator(".rk-practise").first.inner_text())
    assert heard(page) == ["Saved"]


def rate(lab, page):
    first, second, third = (
        f"{FACTOR.number}.{place} {one.text.en}" for place, one in enumerate(FACTOR.statements, 1)
    )
    keys = Words("en")("form.keys")
    press(page, "Tab")
    at(page, "DisclosureTriangle", LEVELS, expanded=False)
    press(page, "Tab")
    level(page, "1 absent", first, "false", help=keys)
    press(page, "Space", "ArrowRight", "ArrowRight", "ArrowRight")
    level(page, "4 systematic", first)
    unheard(page)
    compared(page, "Your region has values on 1 of 9.")
    assert heard(page) == ["1 of 3 answered. Saved."]

    press(page, "Tab")
    level(page, "1 absent", second, "false", help=keys)
    press(page, "Space", "ArrowLeft")
    level(page, "Don’t know", second)
    answered(page, "2 of 3 answered. Saved.")
    press(page, "Delete")
    level(page, "Don’t know", second, "false")
    answered(page, "1 of 3 answered. Saved.")
    press(page, "ArrowRight", "ArrowRight")
    level(page, "2 begun", second)
    compared(page, "Your region has values on 2 of 9.")
    answered(page, "2 of 3 answered. Saved.")
    assert heard(page) == [f"{n} of 3 answered. Saved." for n in (2, 1, 2)]

    press(page, "Tab")
    level(page, "1 absent", third, "false", help=keys)
    press(page, "ArrowRight", *["ArrowRight"] * 3)
    level(page, "5 a model for others", third)
    compared(page, "Your region has values on 3 of 9.")
    answered(page, "3 of 3 answered. Saved.")
    assert heard(page) == ["3 of 3 answered. Saved."]
    ratings = {"breadth-1": 4, "breadth-2": 2, "breadth-3": 5}
    eventually(lambda: saved(lab)["ratings"] == ratings)

    press(page, "Tab")
    walk_a_chart(page)
    press(page, "Tab")
    at(page, "DisclosureTriangle", "Show as a table", expanded=False)
    press(page, "Enter")
    at(page, "DisclosureTriangle", "Show as a table", expanded=True)
    press(page, "Tab")
    at(page, "group", "Your region right now")
    unheard(page)
    heads, rows = table(page, ".rk-rate table")
    assert heads == ["What is compared", "Level"]
    assert rows["1.1 Local politics"] == ["4 systematic"]
    assert rows["2.1 Trust at home"] == ["not answered"]
    chart = told(page, "document.querySelector('.rk-rate .rk-plot')")
    assert (chart["role"], chart["name"]) == (
        "image",
        "Your region right now. Radar chart. The table beside it says the same.",
    )


def walk_a_chart(page):
    """Go along the radar of one's own region, and leave it by Escape, which comes last."""
    name = "Your region right now. Radar chart. The table beside it says the same."
    at(page, "application", name, description=Words("en")("walk.hint"))
    assert told(page)["roledescription"] == "chart"
    press(page, "ArrowRight", "ArrowRight", "End")
    assert heard(page) == [
        "1.1 Local politics. Level: 4 systematic",
        "1.2 National politics. Level: 2 begun",
        "3.3 Good climate. Level: not answered",
    ]
    unheard(page)
    at(page, "group", "You have left the chart")


def answered(page, text):
    page.locator(".rk-rate").first.get_by_role("status").filter(has_text=text).wait_for()


def compared(page, text):
    page.locator(".rk-compare .rk-sentence").filter(has_text=text).wait_for()


def compare(page):
    tab_until(page, "rk-compare")
    assert page.locator(".rk-rate input:checked, .rk-practise input:checked").count() == 4
    group = "Compare with example regions (at most three)"
    at(page, "checkbox", "Storhamra (constructed) big-city region", checked="true", group=group)
    press(page, *["Tab"] * 4)
    bruksdal = "Bruksdal (constructed) industrial region in change"
    at(page, "checkbox", bruksdal, checked="false", group=group)
    unheard(page)
    press(page, "Space")
    at(page, "checkbox", bruksdal, checked="true", group=group)
    compared(page, "Bruksdal (constructed) is ahead")
    sentence = page.locator(".rk-compare .rk-sentence").inner_text()
    assert heard(page) == [sentence]

    press(page, "Tab", "Space")
    sago = "Sagö (constructed) island region and municipality"
    at(page, "checkbox", sago, checked="true", group=group)
    compared(page, "Sagö (constructed)")
    assert heard(page) == [page.locator(".rk-compare .rk-sentence").inner_text()]
    fourth = told(page, "document.querySelector('.rk-compare [value=gransalv]')")
    assert (fourth["checked"], fourth["disabled"]) == ("false", True)

    press(page, "Tab")
    at(page, "radio", "radar", checked="true", group="Show as")
    press(page, "Tab")
    at(page, "combobox", "Order by", value="number")
    press(page, "g")
    at(page, "combobox", "Order by", value="gap, largest first")
    press(page, "Shift+Tab", "ArrowRight")
    at(page, "radio", "dots on a scale", checked="true", group="Show as")
    # While it is drawn anew there is nothing to be told.
    chart = "document.querySelector('.rk-compare .rk-plot')"
    eventually(lambda: told(page, chart)["role"] == "image")
    assert told(page, chart)["name"].startswith("Chart: dots on a scale.")
    press(page, "ArrowRight")
    at(page, "radio", "table", checked="true", group="Show as")
    first = page.locator(".rk-compare tbody th").first
    first.filter(has_text="1.2 National politics").wait_for()
    press(page, "Tab", "Tab")
    at(page, "group", "Values from 1 to 5")
    unheard(page)
    heads, rows = table(page, ".rk-compare table")
    named = [f"{one} (constructed)" for one in ("Storhamra", "Bruksdal", "Sagö")]
    assert heads[1:5] == ["My region", *named]
    assert rows["1.2 National politics"][0] == "2"
    press(page, "Tab")
    at(page, "DisclosureTriangle", "Why is the example region rated so?", expanded=False)
    assert heard(page) == []


def guess(lab, page):
    for factor in FACTORS:
        group = f"{factor.number} {factor.title.en}"
        press(page, "Tab")
        level(page, "1 absent", group, "false", help=KEYS)
        press(page, "Space", "ArrowRight", "ArrowRight")
        level(page, "3 established", group)
    unheard(page)
    press(page, "Tab")
    button(page, "Show the levels and the reasons")
    press(page, "Space")
    at(page, "group", "You guessed right on 1 of 3 and were at most one step off on 3.")
    unheard(page)
    locked = told(page, "document.querySelector('.rk-case input:checked')")
    assert (locked["checked"], locked["disabled"]) == ("true", True)
    press(page, "Tab")
    at(page, "group", "Show the levels and the reasons")
    heads, rows = table(page, ".rk-case table")
    assert heads == ["Success factor", "Your guess", "The region’s level", "Reason"]
    assert rows["1 Breadth of work"][:2] == ["3 established", "2 begun"]
    eventually(lambda: len(saved(lab)["guesses"]) == 3)
    assert set(heard(page)) <= {"Saved"}


def answer_a_question(lab, page):
    question = FACTOR.questions[0]
    names = [option.text.en for option in question.options]
    right = next(place for place, one in enumerate(question.options) if one.correct)
    wrong = (right + 1) % len(names)
    group = question.text.en
    press(page, "Tab")
    level(page, names[0], group, "false")
    press(page, "Space", *["ArrowDown"] * wrong)
    level(page, names[wrong], group)
    press(page, "Tab")
    button(page, "Answer")
    unheard(page)
    press(page, "Enter")
    button(page, "Answer")
    page.get_by_text("Right at the first try: 0 of 1. Left: 8.").wait_for()
    assert [one for one in heard(page) if one != "Saved"] == [
        f"Not quite. You have one more try. {question.options[wrong].feedback.en}",
        "Right at the first try: 0 of 1. Left: 8.",
    ]

    press(page, "Shift+Tab")
    level(page, names[wrong], group)
    press(page, "ArrowUp")
    level(page, names[right], group)
    press(page, "Tab", "Space")
    at(page, "group", "Right.", description=question.options[right].feedback.en)
    unheard(page)
    locked = told(page, "document.querySelector('.rk-quiz input:checked')")
    assert (locked["name"], locked["disabled"]) == (names[right], True)
    eventually(lambda: saved(lab)["quiz"] == {question.id: [wrong, right]})
    press(page, "Tab")
    at(page, "DisclosureTriangle", "Read about the other answers", expanded=False)
    press(page, "Space")
    at(page, "DisclosureTriangle", "Read about the other answers", expanded=True)
    press(page, "Tab")
    button(page, "Next question")
    press(page, "Enter")
    at(page, "heading", "Question 2 of 9")
    unheard(page)
    press(page, "Tab")
    second = FACTOR.questions[1]
    level(page, second.options[0].text.en, second.text.en, "false")
    assert [one for one in heard(page) if one != "Saved"] == []


def write_notes(lab, page):
    tab_until(page, "rk-reflect")
    group = "How important is the factor for your region right now?"
    level(page, "1 not important", group, "false")
    press(page, "Space", "ArrowRight", "ArrowRight", "ArrowRight")
    level(page, "4 very important", group)
    unheard(page)
    status = page.locator(".rk-reflect .rk-saving [role=status]").first
    status.filter(has_text="Saved").wait_for()
    assert heard(page) == ["Saved"]
    # JupyterLab would take the line break away.
    texts = {
        "What does your rating rest on? Name something you have seen.": "Add bad xyz, år",
        "What would you do on Monday?": "Ring Mölndal\nand ask",
    }
    for name, text in texts.items():
        press(page, "Tab")
        page.keyboard.type(text)
        help_ = "Do not write the names of people."
        at(page, "textbox", name, value=text, description=help_, readonly=False, required=False)
    press(page, "Tab")
    eventually(lambda: saved(lab).get("reflections") == {"breadth": "Ring Mölndal\nand ask"})
    assert saved(lab)["evidence"] == {"breadth": "Add bad xyz, år"}
    assert saved(lab)["importance"] == {"breadth": 4}
    # It is taken away while one writes, and said again afterwards.
    status.filter(has_text="Saved").wait_for()
    assert set(heard(page)) == {"Saved"}


def see_the_progress(page):
    tab_until(page, "rk-hand_in")
    so_far = Words("en")("hand_in.so-far")
    at(page, "DisclosureTriangle", so_far, expanded=False)
    press(page, "Tab")
    details = Words("en")("progress.details")
    at(page, "DisclosureTriangle", details, expanded=False)
    press(page, "Enter", "Tab")
    at(page, "group", "How far you have come")
    unheard(page)
    page.get_by_text("You have rated every statement for 1 of 14 factors.").wait_for()
    heads, rows = table(page, ".rk-progress table")
    row = dict(zip(heads[1:], rows["1 Breadth of work"], strict=True))
    assert row == {
        "Lesson": "1",
        "Read and practised": "✓ done",
        "Rated": "✓ done",
        "Questions": "1 of 3",
        "Notes": "✓ done",
    }
    marks = page.locator(".rk-marks ol li .rk-heard").all_inner_texts()
    assert marks[:2] == ["1 Breadth of work: ✓ done", "2 County’s voice: not yet"]


def test_every_question_is_one_tab_stop_there_and_back(lab, page):
    opened(lab, page, LESSON)
    page.locator(".rk-progress li").first.wait_for()
    page.locator(".rk-practise summary").first.focus()
    there = walk(page, "Tab")
    press(page, "Shift+Tab")
    back = walk(page, "Shift+Tab")
    expected = [stop for factor in FACTORS for stop in _stops_of(factor)]
    assert there[: len(expected)] == expected
    questions = [one.text.en for factor in FACTORS for one in factor.questions]
    assert [stop for stop in there if stop in questions] == questions[:1]
    assert there[-1] == Words("en")("progress.details")
    assert back == there[::-1]


def walk(page, key):
    """Press a key until the focus is out of the notebook; return the stops that are ours."""
    stops = []
    for _ in range(200):
        if not page.evaluate("() => document.activeElement.closest('.jp-WindowedPanel-outer')"):
            return stops
        if page.evaluate(OURS):
            found = told(page)
            stops.append(found["group"] if found["role"] == "radio" else found["name"])
            assert page.evaluate(SEEN) == {"outlined": True, "uncovered": True}, found
        press(page, key)
    raise AssertionError(stops)


def _stops_of(factor):
    statements = enumerate(factor.statements, start=1)
    return [
        *(LEVELS, "Which level is this?", "Show the right level", LEVELS),
        *(f"{factor.number}.{place} {one.text.en}" for place, one in statements),
        f"{Words('en')('radar.title')}. Radar chart. The table beside it says the same.",
        "Show as a table",
    ]


def test_the_form_speaks_swedish_in_a_swedish_lesson(lab, page):
    words = Words("sv")
    opened(lab, page, "sv/01-role.ipynb")
    page.evaluate(HEAR)
    page.locator(".rk-rate summary").first.focus()
    press(page, "Tab")
    group = f"1.1 {FACTOR.statements[0].text.sv}"
    level(page, "1 saknas", group, "false", help=words("form.keys"))
    press(page, "Space", "ArrowRight")
    level(page, "2 påbörjat", group)
    answered(page, "1 av 3 besvarade. Sparat.")
    press(page, "ArrowLeft", "ArrowLeft")
    level(page, "Vet inte", group)
    eventually(lambda: saved(lab)["ratings"] == {"breadth-1": "dont-know"})
    press(page, "Delete")
    level(page, "Vet inte", group, "false")
    answered(page, "0 av 3 besvarade.")
    # Each answer is confirmed, and how many are depends on how fast they follow.
    assert list(dict.fromkeys(heard(page))) == ["1 av 3 besvarade. Sparat.", "0 av 3 besvarade."]
    assert page.evaluate("() => document.activeElement.closest('[lang]').lang") == "sv"


def test_nothing_moves_for_whoever_asks_for_less_motion(lab, page):
    moving = """() => [...document.querySelectorAll('.rk, .rk *')].filter((node) => {
      const {transitionDuration, animationName} = getComputedStyle(node);
      return animationName !== 'none' || /[1-9]/.test(transitionDuration);
    }).length"""
    page.emulate_media(reduced_motion="reduce")
    opened(lab, page, LESSON)
    assert page.locator(".rk *").count() > 500
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0
