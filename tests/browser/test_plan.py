"""From a rating to action: choose priorities, plan, look back, and take the result along."""

import io
import json
import re

import openpyxl
import pytest
from playwright.sync_api import expect
from test_answering import eventually, form, opened, saved
from test_keyboard import press, tab_until

from kit.answers.answers import Answers, to_json
from kit.content.course import course
from kit.content.phrases import Words

LESSON = "en/07-plan.ipynb"
# What needs most comes first: 14, then 4, which no one has yet called important.
KEYS = {one.id: one.key for one in course().statements}
RATED = {"goals": (1, 1, 2), "state": (3, 3, 3)}
FOCUSED = "() => document.activeElement.name || document.activeElement.getAttribute('aria-label')"
CONTROLS = ("button", "checkbox", "combobox", "radio", "textbox", "Date", "DisclosureTriangle")


def given(lab, *chosen, **sections):
    """Save answers as an earlier session would have: ratings, priorities chosen, and what else."""
    answers = Answers()
    for factor, levels in RATED.items():
        for place, level in enumerate(levels, start=1):
            answers = answers.put("ratings", KEYS[f"{factor}-{place}"], level)
    for factor in chosen:
        answers = answers.put("priorities", factor, value=True)
    for section, values in {"importance": {"state": 5}, **sections}.items():
        for key, value in values.items():
            answers = answers.put(section, key, value)
    lab.answers.parent.mkdir()
    lab.answers.write_text(to_json(answers), encoding="utf-8")


def view(page, kind):
    return page.locator(f".rk-{kind}")


def labels(page):
    return view(page, "prioritise").locator(".rk-controls tbody th").all_inner_texts()


def marks(page, trace=0):
    """Return where the marks of a quadrant stand; the first is what is important and low."""
    return (
        view(page, "prioritise")
        .locator(".js-plotly-plot")
        .evaluate(
            "(node, trace) => node.data[trace].x.map((x, at) => [x, node.data[trace].y[at]])", trace
        )
    )


def box(page, factor):
    return view(page, "prioritise").locator(f"[name=priorities-{factor}]")


def cards(page):
    """Return the titles of the plans that can be seen."""
    found = view(page, "plan").locator("form").all()
    return [one.get_attribute("aria-label") for one in found if one.is_visible()]


# Choosing


def test_importance_moves_the_matrix_and_the_order_and_the_focus_stays(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    found.get_by_text("None of them is both important and low.").wait_for()
    assert labels(page)[0] == "14 State relations"
    assert marks(page) == []
    found.get_by_label("Importance: 4 Goals and process").select_option("5 decisive")
    found.get_by_text("Important but low: ‘Goals and process’.").wait_for()
    eventually(lambda: labels(page)[0] == "4 Goals and process")
    eventually(lambda: marks(page) == [[pytest.approx(4 / 3), 5]])
    eventually(lambda: saved(lab)["importance"] == {"state": 5, "goals": 5})
    found.get_by_label("Importance: 4 Goals and process").focus()
    # By keyboard: on a closed list a digit chooses.
    page.keyboard.press("2")
    eventually(lambda: labels(page)[0] == "14 State relations")
    assert page.evaluate(FOCUSED) == "importance-goals"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "targets-goals"
    page.keyboard.press("5")
    cells = found.get_by_role("row", name="4 Goals and process").get_by_role("cell")
    expect(cells.nth(3)).to_have_text("+3.7")
    assert page.evaluate(FOCUSED) == "targets-goals"


def test_a_reader_who_scrolls_the_list_is_still_in_it_when_it_is_redrawn(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    found.get_by_role("group", name="The factors, those with the greatest need first").focus()
    found.get_by_label("Importance: 4 Goals and process").evaluate(
        "node => { node.value = '5'; node.dispatchEvent(new Event('change')); }"
    )
    eventually(lambda: labels(page)[0] == "4 Goals and process")
    assert page.evaluate(FOCUSED) == "The factors, those with the greatest need first"


def test_three_can_be_chosen_and_the_others_wait_until_one_is_given_up(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    view(page, "plan").get_by_text("First choose one to three priorities above.").wait_for()
    for number, factor in enumerate(("goals", "state", "voice"), start=1):
        box(page, factor).check()
        found.get_by_text(f"You have chosen {number} of at most 3 priorities.").wait_for()
    expect(box(page, "networks")).to_be_disabled()
    expect(box(page, "voice")).to_be_enabled()
    titles = [course().factor(one) for one in ("voice", "goals", "state")]
    assert cards(page) == [f"{one.number}. {one.title.en}" for one in titles]
    box(page, "voice").uncheck()
    expect(box(page, "networks")).to_be_enabled()
    eventually(lambda: len(cards(page)) == 2)
    eventually(lambda: saved(lab)["priorities"] == {"goals": True, "state": True})


def test_on_a_telephone_each_factor_is_read_downwards_and_nothing_lies_beside_the_screen(lab, page):
    given(lab)
    page.set_viewport_size({"width": 390, "height": 844})
    opened(lab, page, LESSON)
    held = view(page, "prioritise").locator(".rk-scroll:has(.rk-controls)")
    eventually(lambda: held.evaluate("node => node.scrollWidth <= node.clientWidth"))
    row = held.get_by_role("row", name="4 Goals and process")
    heads = row.locator("td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    shown = ("Level", "Importance", "Target", "Gap", "Where it falls", "Prioritise")
    assert heads == [f'"{head}"' for head in shown]
    row.get_by_role("checkbox").check()
    view(page, "prioritise").get_by_text("You have chosen 1 of at most 3 priorities.").wait_for()


def test_it_is_said_that_a_fourth_priority_is_stored_but_not_planned(lab, page):
    given(lab, "breadth", "voice", "goals", "state")
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    found.get_by_text("You have chosen 4 priorities, but only 3 are planned").wait_for()
    titles = [course().factor(one) for one in ("breadth", "voice", "goals", "state")]
    shown = [f"{one.number}. {one.title.en}" for one in titles]
    assert cards(page) == shown[:3]
    box(page, "voice").uncheck()
    found.get_by_text("You have chosen 3 of at most 3 priorities.").wait_for()
    eventually(lambda: cards(page) == [shown[0], *shown[2:]])


def test_the_crosshair_is_moved_and_the_sentence_follows(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    found.get_by_text("None of them is both important and low.").wait_for()
    found.get_by_label("A level counts as high from", exact=True).select_option("3.5")
    found.get_by_text("Important but low: ‘State relations’.").wait_for()
    eventually(lambda: marks(page) == [[3, 5]])
    lines = found.locator(".js-plotly-plot").evaluate("node => node.layout.shapes.map(s => s.x0)")
    assert lines == [3.5, 0]
    eventually(lambda: saved(lab)["crosshair"] == {"level": 3.5})
    lab.restart(page)
    lab.run(page)
    found.get_by_text("Important but low: ‘State relations’.").wait_for()
    assert found.get_by_label("A level counts as high from", exact=True).input_value() == "3.5"


def test_the_gap_can_be_measured_to_an_example_region(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    cells = found.get_by_role("row", name="14 State relations").get_by_role("cell")
    expect(cells.nth(3)).to_have_text("+1")
    found.get_by_label("The gap is measured to").select_option("Skärkusten (constructed)")
    expect(cells.nth(3)).to_have_text("-1.3")


def test_what_is_chosen_while_the_kernel_is_gone_is_told_kept_and_saved_by_the_next_run(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    page.evaluate("() => window.lesson.sessionContext.shutdown()")
    found = view(page, "prioritise")
    found.get_by_label("Importance: 4 Goals and process").select_option("5 decisive")
    found.get_by_role("alert").get_by_text(Words("en")("view.silent")).wait_for()
    assert len(labels(page)) == 14
    box(page, "goals").check()
    found.get_by_text("Not saved yet: Python does not answer.").wait_for()
    page.evaluate("() => window.lesson.sessionContext.startKernel()")
    page.evaluate("() => window.lesson.sessionContext.ready")
    lab.run(page)
    eventually(lambda: saved(lab).get("priorities") == {"goals": True})
    assert saved(lab)["importance"] == {"state": 5, "goals": 5}


# Planning


def test_a_plan_is_written_by_keyboard_alone_and_is_there_after_a_restart(lab, page):
    given(lab, "goals")
    opened(lab, page, LESSON)
    seen = course().factor("goals").levels
    card = view(page, "plan").locator("form:visible")
    card.get_by_text("The level is now 1.3.").wait_for()
    assert seen[1].seen.en in card.inner_text()
    box(page, "goals").focus()
    tab_until(page, "rk-plan")
    # The first stop is the level to reach; what one may see there follows it.
    page.keyboard.press("4")
    card.get_by_text(seen[3].seen.en).wait_for()
    press(page, "Tab", "Enter")
    expect(card.get_by_label("How will we see")).to_be_focused()
    press(page, "ControlOrMeta+End")
    page.keyboard.type("\nAlla är med.")
    press(page, "Shift+Tab")
    page.keyboard.type("Före mars")
    press(page, "Shift+Tab")
    page.keyboard.type("Utvecklingsdirektören")
    press(page, "Shift+Tab")
    page.keyboard.type("Ring kommunerna:\n- Åre\n\n- Östersund <b>först</b>")
    press(page, "Tab")
    expect(card.get_by_label("Who takes it")).to_be_focused()
    card.get_by_text("Saved", exact=True).wait_for()
    plan = {
        "goals/first": "Ring kommunerna:\n- Åre\n\n- Östersund <b>först</b>",
        "goals/who": "Utvecklingsdirektören",
        "goals/when": "Före mars",
        "goals/sign": f"{seen[3].seen.en}\nAlla är med.",
    }
    eventually(lambda: saved(lab).get("plan") == plan)
    assert saved(lab)["targets"] == {"goals": 4}
    lab.restart(page)
    lab.run(page)
    first = card.get_by_label("First step")
    eventually(lambda: first.input_value() == plan["goals/first"])
    assert card.get_by_label("How will we see").input_value() == plan["goals/sign"]
    assert card.get_by_label("Level to reach").input_value() == "4"
    assert not card.get_by_role("button").is_visible()


# Looking back


def keep(page, label, button="Save"):
    found = view(page, "look_back")
    found.locator("input[type=text]").fill(label)
    found.get_by_role("button", name=button, exact=True).click()
    return found


def rate_elsewhere(page, level):
    """Rate the first statement in a lesson that stands open behind this one."""
    page.locator(".rk-rate input").nth(level - 1).evaluate("node => node.click()")


def test_the_next_step_follows_the_score_and_is_taken_over_as_the_first_step(lab, page):
    given(lab, "state", "voice")
    opened(lab, page, LESSON)
    card = view(page, "plan").get_by_role("form", name="14. Work together with the state")
    steps = course().factor("state").steps
    expect(card.locator(".rk-step p")).to_have_text(f"To come from 3 to 4: {steps[2].act.en}")
    # No score, no step.
    unrated = view(page, "plan").get_by_role("form", name="2. Take the role")
    expect(unrated.get_by_text("The factor has no level yet.")).to_be_visible()
    expect(unrated.locator(".rk-step")).to_be_hidden()

    card.get_by_role("button", name="Use as the first step").click()
    expect(card.get_by_label("First step", exact=True)).to_have_value(steps[2].act.en)
    expect(card.get_by_role("button", name="Use as the first step")).to_be_hidden()
    eventually(lambda: saved(lab)["plan"] == {"state/first": steps[2].act.en})


def test_a_time_is_kept_compared_with_now_in_three_ways_and_removed(lab, page):
    given(lab, ratings={"breadth-1": 2, "breadth-2": 3})
    opened(lab, page, "en/01-role.ipynb")
    lab.open(page, LESSON)
    lab.run(page)
    found = view(page, "look_back")
    found.get_by_text("Once you have saved a time").wait_for()
    keep(page, "   ").get_by_text("Write what to call it").wait_for()
    found.get_by_label("Call it").fill("Before")
    page.keyboard.press("Enter")
    found.get_by_text("Saved: Before.").wait_for()
    assert found.get_by_label("Call it").input_value() == ""
    found.get_by_text("the value rose on 0, fell on 0 and did not change on 3").wait_for()
    remove = found.get_by_role("button", name="Remove: Before,")
    remove.focus()
    rate_elsewhere(page, 5)
    found.get_by_text("the value rose on 1, fell on 0 and did not change on 2").wait_for()
    expect(remove).to_be_focused()

    plot = found.locator(".js-plotly-plot")
    eventually(lambda: plot.evaluate("node => node.data.map(one => one.r[0])") == [4, 2.5])
    found.get_by_role("radio", name="Lines").check()
    eventually(lambda: plot.evaluate("node => node.data[0].y?.slice(0, 2)") == [2.5, 4])
    found.get_by_role("radio", name="Table").check()
    row = found.get_by_role("row", name="1 Breadth of work").get_by_role("cell")
    assert row.all_inner_texts() == ["2.5", "4", "+1.5"]
    # The other way round.
    found.get_by_label("To", exact=True).focus()
    page.keyboard.press("ArrowUp")
    found.get_by_text("the value rose on 0, fell on 1").wait_for()
    expect(found.get_by_label("To", exact=True)).to_be_focused()

    remove.click()
    found.get_by_text("Removed.").wait_for()
    found.get_by_text("Once you have saved a time").wait_for()
    expect(found.get_by_label("Call it")).to_be_focused()
    eventually(lambda: saved(lab)["snapshots"] == {})


def test_when_python_is_gone_nothing_is_said_to_be_kept_or_removed(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = keep(page, "Before")
    found.get_by_text("Saved: Before.").wait_for()
    page.evaluate("() => window.lesson.sessionContext.shutdown()")
    keep(page, "After").get_by_text("Python does not answer.").wait_for()
    assert not found.get_by_text("Saved: Before.").is_visible()
    assert found.get_by_label("Call it").input_value() == "After"
    found.get_by_role("button", name="Remove: Before,").click()
    expect(found.get_by_role("button", name="Remove: Before,")).to_be_visible()
    assert not found.get_by_text("Removed.").is_visible()


def test_what_is_kept_is_in_the_answers_that_can_be_downloaded(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    keep(page, "Before").get_by_text("Saved: Before.").wait_for()
    lab.answers.unlink()
    lab.answers.mkdir()
    box(page, "goals").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download your answers as a file").first.click()
    found = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert found["snapshots"]["1"]["label"] == "Before"
    assert found["priorities"] == {"goals": True}


# Two languages


def test_a_learner_who_did_everything_in_swedish_finds_it_all_in_english(lab, page):
    opened(lab, page, "sv/01-role.ipynb")
    for question in range(2):
        form(page).locator("fieldset").nth(question).get_by_role("radio").nth(1).check()
    form(page).get_by_text("2 av 3 besvarade. Sparat.").wait_for()
    lab.open(page, "sv/07-plan.ipynb")
    lab.run(page)
    found = view(page, "prioritise")
    found.get_by_label("Betydelse: 1 Bredd").select_option("5")
    found.get_by_label("Mål: 1 Bredd").select_option("4")
    box(page, "breadth").check()
    found.get_by_label("En faktor räknas som viktig från", exact=True).select_option("4,5")
    card = view(page, "plan").locator("form:visible")
    card.get_by_label("Första steget").fill("Ring Åre\noch Östersund")
    card.get_by_label("Vem tar det").fill("Utvecklingsdirektören")
    card.get_by_text("Sparat", exact=True).wait_for()
    keep(page, "Före kursen", "Spara").get_by_text("Sparat: Före kursen.").wait_for()
    eventually(lambda: len(saved(lab).get("plan", {})) == 2)

    page.goto("about:blank")
    opened(lab, page, LESSON)
    found = view(page, "prioritise")
    found.get_by_text("Important but low: ‘Breadth of work’.").wait_for()
    assert found.get_by_label("Importance: 1 Breadth").input_value() == "5"
    assert found.get_by_label("Target: 1 Breadth").input_value() == "4"
    assert (
        found.get_by_label("A factor counts as important from", exact=True).input_value() == "4.5"
    )
    expect(box(page, "breadth")).to_be_checked()
    card = view(page, "plan").locator("form:visible")
    assert card.get_by_label("First step").input_value() == "Ring Åre\noch Östersund"
    assert card.get_by_label("Who takes it").input_value() == "Utvecklingsdirektören"
    assert card.get_by_label("Level to reach").input_value() == "4"
    view(page, "look_back").get_by_role("button", name="Remove: Före kursen,").wait_for()
    lab.open(page, "en/01-role.ipynb")
    lab.run(page)
    form(page).get_by_text("2 of 3 answered. Saved.").wait_for()
    values = form(page).locator("input:checked").evaluate_all("all => all.map(one => one.value)")
    assert values == ["2", "2"]


# Taking along


def taken(page, button):
    """Take something along; return what the file is called and what is in it."""
    found = view(page, "take_away")
    with page.expect_download() as download:
        found.get_by_role("button", name=button, exact=True).click()
    name = download.value.suggested_filename
    found.get_by_text(name).wait_for()
    expect(found.get_by_role("button", name=button, exact=True)).to_be_focused()
    return name, download.value.path().read_bytes()


def test_each_format_is_downloaded_with_its_name_and_is_what_it_says(lab, page):
    given(lab, "goals")
    opened(lab, page, "sv/07-plan.ipynb")
    beginnings = {
        "Bildspel": ("pptx", b"PK"),
        "Kalkylblad": ("xlsx", b"PK"),
        "Sida": ("html", b"<!DOCTYPE html>"),
        "Tabell": ("csv", b"\xef\xbb\xbf"),
        "Data": ("json", b"{"),
    }
    for button, (ending, beginning) in beginnings.items():
        name, content = taken(page, button)
        assert re.fullmatch(rf"min-skattning-\d{{4}}-\d{{2}}-\d{{2}}\.{ending}", name)
        assert content.startswith(beginning)


def test_the_regions_chosen_are_in_what_is_taken_along(lab, page):
    given(lab)
    opened(lab, page, LESSON)
    found = view(page, "take_away")
    found.locator("summary").first.click()
    for name in ("Sagö", "Bruksdal"):
        found.get_by_role("checkbox", name=name).check()
    _, content = taken(page, "Page")
    text = content.decode()
    assert "Sagö (constructed)" in text
    assert "Bruksdal (constructed)" in text
    assert "Storhamra" not in text


def test_a_spreadsheet_filled_in_is_read_back_and_the_page_shows_it(lab, page, tmp_path):
    given(lab, "goals")
    opened(lab, page, LESSON)
    _, content = taken(page, "Spreadsheet")
    book = openpyxl.load_workbook(io.BytesIO(content))
    filled = {"goals-1/2": 5, "goals-2": "eight"}
    for _, key, _, _, answered in book["Answers"].iter_rows():
        if key.value in filled:
            assert answered.value == 1
            answered.value = filled[key.value]
    path = tmp_path / "filled-in.xlsx"
    book.save(path)
    found = view(page, "take_away")
    found.get_by_label("Spreadsheet (XLSX) or data (JSON)").set_input_files(path)
    found.get_by_text("Answers changed: 1. Cells that could not be read: 1.").wait_for()
    assert saved(lab)["ratings"]["goals-1/2"] == 5
    assert saved(lab)["ratings"]["goals-2"] == 1
    cells = view(page, "prioritise").get_by_role("row", name="4 Goals and process")
    expect(cells.get_by_role("cell").first).to_have_text("2.7")
    found.locator(".rk-faults summary").click()
    assert re.search(r"Answers!\w\d+", found.locator(".rk-faults li").inner_text())


def test_answers_from_another_computer_are_read_in_and_the_page_shows_them(lab, page, tmp_path):
    given(lab, "goals")
    opened(lab, page, LESSON)
    _, content = taken(page, "Data")
    along = json.loads(content)
    assert along["ratings"]["goals-1/2"] == 1
    path = tmp_path / "my-rating.json"
    path.write_text(
        json.dumps({**along, "ratings": {"goals-1/2": 5}, "priorities": {"state": True}}), "utf-8"
    )
    found = view(page, "take_away")
    chooser = found.get_by_label("Spreadsheet (XLSX) or data (JSON)")
    chooser.set_input_files(path)
    found.get_by_text("Answers changed: 2. What the file has no answer to is left").wait_for()
    cells = view(page, "prioritise").get_by_role("row", name="4 Goals and process")
    expect(cells.get_by_role("cell").first).to_have_text("2.7")
    expect(box(page, "state")).to_be_checked()
    expect(box(page, "goals")).to_be_checked()
    assert saved(lab)["ratings"] == {**along["ratings"], "goals-1/2": 5}

    before = lab.answers.read_bytes()
    path.write_text('{"kit": "answers", "ratings": {"goa', "utf-8")
    chooser.set_input_files(path)
    found.get_by_role("status").get_by_text("The file is torn").wait_for()
    assert lab.answers.read_bytes() == before


# What a screen reader finds


# As in test_keyboard.py.
@pytest.mark.fresh
def test_every_control_has_a_name(lab, page):
    kept = {"label": "Before", "date": "2026-01-31", "ratings": {"goals-1/2": 1, "goals-2": 2}}
    given(lab, "goals", "state", "voice", snapshots={"1": kept})
    opened(lab, page, LESSON)
    view(page, "look_back").get_by_role("button", name="Remove: Before,").wait_for()
    page.evaluate("() => document.querySelectorAll('.rk details').forEach(o => { o.open = true; })")
    session = page.context.new_cdp_session(page)
    names = {}
    for kind in ("prioritise", "plan", "look_back", "take_away"):
        expression = f"document.querySelector('.rk-{kind}')"
        element = session.send("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
        for role in CONTROLS:
            asked = {"objectId": element, "role": role}
            nodes = session.send("Accessibility.queryAXTree", asked)["nodes"]
            names[kind, role] = [one["name"]["value"] for one in nodes if not one["ignored"]]
    session.detach()
    assert all(name.strip() for found in names.values() for name in found), names
    boxes, lists = names["prioritise", "checkbox"], names["prioritise", "combobox"]
    assert len(set(boxes)) == len(boxes) == 14
    assert len(set(lists)) == len(lists) == 2 * 14 + 3
    assert len(names["plan", "textbox"]) == 3 * 4
    assert len(names["take_away", "button"]) >= 6
    assert names["look_back", "Date"] == ["Date"]
