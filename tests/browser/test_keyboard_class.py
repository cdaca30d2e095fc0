"""Hand in, lead a class and plan by keyboard alone, and what a screen reader is told of it."""

import pytest
from test_answering import eventually, opened, saved
from test_axe import with_a_plan
from test_class import sheets
from test_keyboard import (
    HEAR,
    HERE,
    NOTEBOOK,
    SEEN,
    at,
    button,
    heard,
    level,
    press,
    tab_until,
    table,
    told,
)

from kit.answers.answers import Answers, to_json
from kit.classroom.codes import encode
from kit.classroom.folder import hand_in
from kit.content.course import course
from tools.screens import some_answers

# As in test_keyboard.py.
pytestmark = pytest.mark.fresh

FIRST, *_, LAST = (one for factor in course().group("role").factors for one in factor.statements)
# In JupyterLab each of these does something to a cell or goes to another one.
COMMANDS = ("a", "b", "x", "d", "d", "Delete", "ArrowDown", "ArrowUp")
COUNT = """() => {
  window.asked = 0;
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (...all) {
    window.asked += 1;
    return send.apply(this, all);
  };
}"""
# What has the focus, how far it is scrolled, and whether it still is the very same thing.
HOLD = "() => { window.held = document.activeElement; }"
HELD = "() => window.held === document.activeElement"
SCROLLED = "() => document.activeElement.scrollLeft"
BIG = "() => document.activeElement.closest('.rk-big') !== null"


def start(lab, page, name, answers):
    lab.answers.parent.mkdir(exist_ok=True)
    lab.answers.write_text(to_json(answers), encoding="utf-8")
    page.set_viewport_size({"width": 500, "height": 900})
    opened(lab, page, name)
    page.evaluate(HEAR)


def fold(page, name, *, expanded=False):
    at(page, "DisclosureTriangle", name, expanded=expanded)


def unfold(page, name):
    fold(page, name)
    press(page, "Enter")
    fold(page, name, expanded=True)


def untouched(page, *keys):
    """Press what JupyterLab would take for commands of its own; the focus stays, too."""
    before = page.evaluate(NOTEBOOK), page.evaluate(HERE)
    page.evaluate(HOLD)
    press(page, *keys)
    assert (page.evaluate(NOTEBOOK), page.evaluate(HERE)) == before
    assert page.evaluate(HELD)


def said(page, *texts):
    """Wait until the last of these has been said, and say that just these were, in this order."""
    page.wait_for_function("last => window.heard.includes(last)", arg=texts[-1])
    assert [one for one in heard(page) if one != "Saved"] == list(texts)


def once(page, text):
    """Wait until this has been said, perhaps among other things, and say that it was only once."""
    page.wait_for_function("text => window.heard.includes(text)", arg=text)
    assert heard(page).count(text) == 1


def test_handing_in_is_done_by_keyboard_alone(lab, page):
    lab.classes.mkdir()
    rated = Answers().put("ratings", "breadth-1", 4).put("ratings", "voice-2", 2)
    start(lab, page, "en/05-whole.ipynb", rated)
    page.locator(".rk-hand_in select").first.focus()
    press(page, "Shift+Tab")
    tab_until(page, "rk-hand_in")
    at(page, "combobox", "Your role", value="Rather not say")
    untouched(page, *COMMANDS)
    press(page, "Home", "ArrowDown")
    at(page, "combobox", "Your role", value="Elected politician")
    press(page, "Tab")
    at(page, "combobox", "Round", value="Round 1")

    rate(page)
    press(page, "Tab")
    about = "Your teacher says where it is, for example K:\\Course\\Class or /shared/class."
    at(page, "textbox", "The class’s folder", description=about)
    untouched(page, *COMMANDS)
    page.locator(":focus").fill("")
    page.keyboard.type(str(lab.classes))
    # That an answer is saved is said; the code that changes with it is not.
    assert set(heard(page)) <= {"Saved"}
    send(lab, page)
    assert set(heard(page)) <= {"Saved"}


def rate(page):
    """Rate a statement here: each is one stop, and the code that changes is not spelled out."""
    press(page, "Tab")
    unfold(page, "Show all statements here")
    press(page, "Tab")
    unfold(page, "The role: 2 of 9 answered")
    press(page, "Tab")
    level(page, "4 systematic", f"1.1 {FIRST.text.en}")
    before = page.locator(".rk-hand_in output").inner_text()
    untouched(page, "a", "b", "x", "d", "d")
    press(page, "ArrowRight")
    level(page, "5 a model for others", f"1.1 {FIRST.text.en}")
    page.wait_for_function(
        "before => document.querySelector('.rk-hand_in output').textContent !== before", arg=before
    )
    press(page, *["Tab"] * 8)
    level(page, "1 absent", f"3.3 {LAST.text.en}", "false")
    for group in ("direction", "capacity", "interplay"):
        press(page, "Tab")
        title = course().group(group).title.en
        number = 3 * len(course().group(group).factors)
        fold(page, f"{title}: 0 of {number} answered")


def send(lab, page):
    press(page, "Tab")
    button(page, "Hand in")
    for _ in range(2):
        press(page, "Enter")
        said(page, "Handed in: 2 answers. You may change them and hand in again.")
        button(page, "Hand in")
    assert len(list(lab.classes.iterdir())) == 1
    press(page, "Tab")
    button(page, "Copy")
    press(page, "Space")
    page.wait_for_function("() => window.heard.length")
    assert heard(page)[0].startswith(("Copied", "Selected."))
    press(page, "Tab")
    unfold(page, "Show as a QR code")
    drawn = told(page, "document.querySelector('.rk-qr svg')")
    assert (drawn["role"], drawn["name"]) == ("image", "QR code that holds your result code")
    press(page, "Tab")
    unfold(page, "Exactly what is handed in")
    press(page, "Tab")
    at(page, "group", "Exactly what is handed in")
    untouched(page, *COMMANDS)
    heads, rows = table(page, ".rk-hand_in .rk-scroll table")
    assert heads == ["What", "Content"]
    assert rows["Your role"] == ["Elected politician"]
    assert rows[f"1.1 {FIRST.text.en}"] == ["5 a model for others"]


def arrive(lab, page, people, number, looks=1):
    """Let people hand in, wait until the board has looked once more, and return what it said."""
    for one in people:
        hand_in(one, lab.classes)
    counted = f"{number} have handed in"
    page.wait_for_function("counted => window.heard.includes(counted)", arg=counted)
    page.wait_for_function(
        "asked => window.asked > asked", arg=page.evaluate("window.asked") + looks
    )
    return heard(page)


def test_a_class_is_led_by_keyboard_alone_while_it_hands_in(lab, page):
    page.on("filechooser", lambda chooser: chooser)  # or the first would be the system's own
    start(lab, page, "en/06-class.ipynb", Answers())
    own = page.locator(".rk-board").first
    own.locator(".rk-count").filter(has_text="0 have handed in").wait_for()
    page.evaluate(COUNT)
    people = sheets(30, role="official")
    torn = lab.classes / "torn.json"
    torn.write_text("{", encoding="utf-8")
    # A count is said once, however often the board looks.
    spoken = arrive(lab, page, people[:5], 5, looks=3)
    assert spoken[-1] == "5 have handed in"
    assert len(spoken) == len(set(spoken))

    # Nothing but the count is on the page, for a screen reader either, before it is asked for.
    assert own.locator("table, .rk-plot, .rk-sentence").count() == 0
    own.get_by_role("button", name="Big screen").focus()
    press(page, "Shift+Tab")
    button(page, "Let telephones join")
    press(page, "Shift+Tab")
    button(page, "Show the results")
    press(page, "Space")
    tab = {"group": "Show as", "checked": "true"}
    page.wait_for_function("() => document.activeElement.type === 'radio'")
    at(page, "radio", "Overview", **tab)
    untouched(page, "a", "b", "x", "d", "d", "Delete")
    assert heard(page) == []

    turn_the_splits(page)
    walk_a_table(lab, page, people)
    keep_the_round(lab, page, people)
    take_in(lab, page, people)
    fill_the_screen(page)
    delete_the_class(lab, page)


def turn_the_splits(page):
    press(page, "ArrowRight")
    at(page, "radio", "Where you split", group="Show as", checked="true")
    card = page.locator(".rk-board").first.locator(".rk-split h3")
    first = card.inner_text()
    press(page, "Tab")
    at(page, "button", "Previous", disabled=True)
    press(page, "ArrowLeft", "Enter")
    assert heard(page) == []  # there is none before the first
    press(page, "Tab")
    button(page, "Next")
    press(page, "Enter", "ArrowRight")
    third = card.inner_text()
    page.wait_for_function("() => window.heard.length > 1")
    last = heard(page)
    assert len(last) == 2
    assert last[1].startswith("3 of ")
    assert last[1].endswith(f": {third}")
    button(page, "Next")
    press(page, "Tab")
    # What the measure is stands behind its word.
    summary = told(page)
    assert summary["role"] == "DisclosureTriangle"
    assert summary["name"] in {"divided into camps", "scattered", "fairly agreed"}
    press(page, "Enter")
    page.get_by_text("The measure, agreement A, is").filter(visible=True).wait_for()
    press(page, "ArrowLeft", "ArrowLeft")
    assert card.inner_text() == first
    press(page, "Shift+Tab", "Shift+Tab", "Shift+Tab")
    heard(page)


def walk_a_table(lab, page, people):
    press(page, "ArrowRight")
    at(page, "radio", "All statements", group="Show as", checked="true")
    press(page, "Tab")
    name = told(page)["name"]
    assert name.startswith("How the answers of the class spread.")
    at(page, "group", name)
    untouched(page, *COMMANDS)
    press(page, *["ArrowRight"] * 3)
    page.wait_for_function(f"() => ({SCROLLED})() > 60")
    eventually(lambda: page.evaluate(SCROLLED) == page.evaluate(SCROLLED))
    # Two latecomers wait, so the results are what they were; with five they come in.
    arrive(lab, page, people[5:7], 7)
    page.get_by_text("2 are not in the results yet.").wait_for()
    assert page.evaluate(HELD)
    left = page.evaluate(SCROLLED)
    arrive(lab, page, people[7:10], 10)
    page.get_by_text("are not in the results yet.").wait_for(state="hidden")
    at(page, "group", name)
    assert page.evaluate(SCROLLED) == left > 60
    assert not page.evaluate(HELD)


def keep_the_round(lab, page, people):
    press(page, "Shift+Tab")
    at(page, "radio", "All statements", group="Show as", checked="true")
    press(page, "ArrowRight", "ArrowRight", "Tab")
    at(page, "textbox", "Call it")
    untouched(page, *COMMANDS, "End")
    arrive(lab, page, people[10:12], 12)
    page.keyboard.type(" m")
    arrive(lab, page, people[12:15], 15)  # now the results are new
    page.keyboard.type("ore")
    assert page.evaluate(HELD)
    at(page, "textbox", "Call it", value="abxdd more")
    press(page, "Tab")
    date = told(page)
    assert (date["role"], date["name"]) == ("Date", "Date")
    assert page.evaluate(SEEN) == {"outlined": True, "uncovered": True}
    untouched(page, "a", "b", "x", "d", "d", "ArrowUp", "ArrowDown")
    assert told(page)["value"] == date["value"]
    while told(page)["role"] == "Date":  # a day, a month, a year
        press(page, "Tab")
    button(page, "Save")
    press(page, "Enter")
    said(page, "Saved: abxdd more.")
    button(page, "Save")
    eventually(lambda: "abxdd more" in lab.answers.read_text())


def take_in(lab, page, people):
    own = page.locator(".rk-board").first
    own.get_by_role("button", name="Big screen").focus()
    press(page, "Tab")
    unfold(page, "Take in answers, and delete the class")
    press(page, "Tab")
    at(page, "textbox", "Paste a whole chat, or one code per line")
    untouched(page, *COMMANDS, "End")
    assert arrive(lab, page, people[15:16], 16) == ["16 have handed in"]
    page.keyboard.type(f"\n{encode(people[16])}")
    assert page.evaluate(HELD)
    at(page, "textbox", "Paste a whole chat, or one code per line")
    assert told(page)["value"].startswith("abxdd\n")
    press(page, "Tab")
    button(page, "Read the codes")
    press(page, "Enter")
    taken = "Answers taken in: 1. Could not be read: 0."
    said(page, "Reading …", taken, "17 have handed in")
    button(page, "Read the codes")
    press(page, "Tab")
    take_in_an_export(page, taken)
    press(page, "Tab")
    button(page, "Delete the class")
    press(page, "Tab")
    unfold(page, "1 could not be read")
    press(page, "Tab")
    at(page, "group", "1 could not be read")
    press(page, "Tab")
    at(page, "radio", "Rounds", group="Show as", checked="true")
    assert heard(page) == []


def take_in_an_export(page, taken):
    assert told(page)["role"] == "button"
    assert told(page)["name"].startswith("The survey tool’s export: CSV, spreadsheet or SPSS")
    untouched(page, *COMMANDS)
    with page.expect_file_chooser() as chooser:
        press(page, "Enter")
    content = b"breadth-1,breadth-2,breadth-3\n1,2,3\n2,3,4"
    chooser.value.set_files({"name": "a.csv", "mimeType": "text/csv", "buffer": content})
    page.wait_for_function("() => document.activeElement.matches('.rk-result')")
    at(page, "group", "This is in a.csv")
    said(page, "Reading …")
    press(page, "Tab")
    at(page, "DisclosureTriangle", "Statements without a column: 39")
    press(page, "Tab")
    button(page, "Take in 2 persons")
    press(page, "Enter")
    said(page, "Reading …", taken.replace("1", "2"), "19 have handed in")
    assert told(page)["name"].startswith("The survey tool’s export")
    press(page, "Tab")
    button(page, "Take back")
    press(page, "Tab")
    at(page, "combobox", "A ready-made survey for")
    press(page, "Tab")
    button(page, "Download")
    with page.expect_download() as download:
        press(page, "Enter")
    assert download.value.suggested_filename == "survey-template.csv"


def fill_the_screen(page):
    sample = page.locator(".rk-board").last
    sample.get_by_text("See an invented class").click()
    said(page, "28 have handed in")
    # Where a browser refuses, the board covers the page instead.
    page.evaluate("() => { Element.prototype.requestFullscreen = () => Promise.reject(Error()); }")
    sample.get_by_role("button", name="Big screen").focus()
    press(page, "Enter")
    sample.get_by_role("button", name="Leave big screen").wait_for()
    # What it covers is never in focus: whoever tabs on comes round.
    for key in ("Tab", "Shift+Tab"):
        stops = []
        for _ in range(20):
            press(page, key)
            assert page.evaluate(BIG)
            stops.append(told(page)["name"])
            if stops[-1] == "Leave big screen":
                break
        assert stops[-1] == "Leave big screen"
        assert len(stops) > 1
    press(page, "Tab")
    at_tab = told(page)
    assert (at_tab["role"], at_tab["name"]) == ("radio", "Overview")
    press(page, "ArrowRight", "Escape")
    page.wait_for_function("() => !document.querySelector('.rk-big')")
    button(page, "Big screen")
    assert sample.locator(":focus").count() == 1


def delete_the_class(lab, page):
    own = page.locator(".rk-board").first
    own.get_by_role("button", name="Download").focus()
    press(page, "Tab", "Enter")
    at(page, "group", "Delete all the class’s answers?")
    untouched(page, "a", "b", "x", "d", "d", "Delete", "ArrowDown", "ArrowUp")
    press(page, "Escape")
    button(page, "Delete the class")
    press(page, "Enter", "Tab", "Tab")
    button(page, "No, keep")
    press(page, "Enter")
    button(page, "Delete the class")
    press(page, "Enter", "Tab")
    button(page, "Yes, delete")
    press(page, "Enter")
    said(page, "Reading …", "18 files were deleted.", "0 have handed in")
    button(page, "Delete the class")
    assert [one.name for one in lab.classes.iterdir()] == ["torn.json"]


def test_planning_and_looking_back_are_done_by_keyboard_alone(lab, page):
    start(lab, page, "en/07-plan.ipynb", with_a_plan(some_answers()))
    before = page.evaluate(NOTEBOOK)
    page.locator(".rk-controls select").first.wait_for()
    page.locator(".rk-look_back .main-svg").first.wait_for()
    heard(page)
    prioritise(page)
    plan(lab, page)
    look_back(lab, page)
    take_along(page)
    assert page.evaluate(NOTEBOOK) == before
    assert heard(page) == []


def prioritise(page):
    page.locator(".rk-prioritise select").first.focus()
    at(page, "combobox", "A level counts as high from", value="3")
    untouched(page, "a", "b", "x", "d", "d", "Delete")
    press(page, "Tab")
    at(page, "combobox", "A factor counts as important from", value="3")
    press(page, "Tab")
    name = "Chart of level and importance. The sentence and the table beside it say the same."
    at(page, "application", name)
    press(page, "Tab")
    unfold(page, "Show as a table")
    press(page, "Tab")
    untouched(page, *COMMANDS)
    press(page, "Tab")
    at(page, "combobox", "The gap is measured to", value="your own target")
    press(page, "Tab")
    at(page, "group", "The factors, those with the greatest need first")
    press(page, "Tab")
    name = told(page)["name"]
    assert name.startswith("Importance: ")
    press(page, "Tab", "Tab")
    at(page, "checkbox", name.replace("Importance", "Prioritise"), checked="false")
    assert heard(page) == []
    press(page, "Space")
    said(page, "You have chosen 3 of at most 3 priorities.")
    at(page, "checkbox", name.replace("Importance", "Prioritise"), checked="true")
    # When a row falls in the order, the focus goes with it.
    press(page, "Shift+Tab", "Shift+Tab")
    at(page, "combobox", name, value="5 decisive")
    press(page, "1")
    page.wait_for_function(
        "name => document.querySelector('.rk-controls select').ariaLabel !== name", arg=name
    )
    at(page, "combobox", name, value="1 not important")
    # That it is saved, and the sentence if it is another one.
    assert len(set(heard(page)) - {"Saved"}) <= 1
    untouched(page, "a", "b", "x", "d", "d", "Delete")


def plan(lab, page):
    tab_until(page, "rk-plan")
    assert told(page)["role"] == "combobox"
    press(page, "Tab")
    button(page, "Use this text as the sign that we are there")
    press(page, "Tab")
    button(page, "Use as the first step")
    press(page, "Tab")
    assert told(page)["role"] == "textbox"
    untouched(page, *COMMANDS, "End", "Enter")
    page.keyboard.type("Call")
    first = "abxdd\nCall"
    press(page, "Tab")
    eventually(lambda: first in saved(lab)["plan"].values())
    page.locator(".rk-plan form:visible").first.get_by_text("Saved").wait_for()
    assert heard(page) == ["Saved"]


def look_back(lab, page):
    tab_until(page, "rk-look_back")
    at(page, "textbox", "Call it")
    untouched(page, *COMMANDS)
    press(page, "Enter")
    once(page, "Saved: abxdd.")
    at(page, "textbox", "Call it", value=None)
    press(page, "Tab")
    while told(page)["role"] == "Date":
        press(page, "Tab")
    button(page, "Save")
    press(page, "Tab")
    button(page, told(page)["name"])
    assert told(page)["name"].startswith("Remove: Before the course")
    press(page, "Enter")
    once(page, "Removed.")
    at(page, "textbox", "Call it")
    eventually(lambda: [one["label"] for one in saved(lab)["snapshots"].values()] == ["abxdd"])
    tab_until_named(page, "Radar")
    at(page, "radio", "Radar", group="Show as", checked="true")
    untouched(page, "a", "b", "x", "d", "d", "Delete")
    press(page, "ArrowRight", "ArrowRight")
    at(page, "radio", "Table", group="Show as", checked="true")
    press(page, "Tab")
    assert told(page)["role"] == "group"
    untouched(page, *COMMANDS)
    assert heard(page) == []


def tab_until_named(page, name):
    for _ in range(20):
        if told(page)["name"] == name:
            return
        press(page, "Tab")
    raise AssertionError(name)


def take_along(page):
    tab_until(page, "rk-take_away")
    tab_until_named(page, "Table")
    with page.expect_download() as download:
        press(page, "Enter")
    assert download.value.suggested_filename.endswith(".csv")
    said(
        page,
        "Making the file …",
        f"{download.value.suggested_filename} is ready. Your browser puts it among its downloads.",
    )
    button(page, "Table")
    tab_until_named(
        page, told(page, "document.querySelector('.rk-take_away input[type=file]')")["name"]
    )
    untouched(page, *COMMANDS)
