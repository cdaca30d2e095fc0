"""What a learner gives is shown at once, saved, and there again; given by keyboard."""

import json
import time

from kit.answers.answers import Answers, to_json

RATE = "sv/01-role.ipynb"
TRACE = ".rk-rate .js-plotly-plot"


def opened(lab, page, name):
    lab.open(page, name)
    lab.run(page)
    page.locator(".rk :is(.main-svg, .rk-count)").first.wait_for()


def saved(lab):
    return json.loads(lab.answers.read_text(encoding="utf-8"))


def eventually(what):
    """Wait until `what()` holds, and say what it was if it never does."""
    end = time.monotonic() + 60
    while not (found := what()):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def form(page, place=0):
    return page.locator(".rk-rate").nth(place)


def focus_first(page, place=0):
    """Put the focus just before a form's first statement, as a learner who tabs does."""
    form(page, place).locator("summary").first.focus()
    page.keyboard.press("Tab")


def own_values(page, place=0):
    return page.locator(TRACE).nth(place).evaluate("node => node.data[0].r")


def own_path(page, place=0):
    return page.locator(TRACE).nth(place).locator(".scatterlayer path.js-line").first


def checked(page, place=0):
    return (
        form(page, place).locator("input:checked").evaluate_all("all => all.map(one => one.value)")
    )


def test_rating_by_keyboard_moves_the_radar_is_saved_and_is_there_after_a_restart(lab, page):
    opened(lab, page, RATE)
    assert own_values(page) == [None] * 10
    focus_first(page)
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.querySelector('{TRACE}').data[0].r[0] === 4")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.querySelector('{TRACE}').data[0].r[1] === 2")
    before = own_path(page).get_attribute("d")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.querySelector('{TRACE}').data[0].r[1] === 3")
    assert own_path(page).get_attribute("d") != before
    form(page).get_by_text("2 av 3 besvarade. Sparat.").wait_for()
    assert saved(lab)["ratings"] == {"breadth-1": 4, "breadth-2": 3}

    lab.restart(page)
    lab.run(page)
    page.locator(TRACE).first.wait_for()
    eventually(lambda: checked(page) == ["4", "3"])
    assert own_values(page)[:2] == [4, 3]


def test_an_answer_can_be_taken_back_with_delete_and_dont_know_is_no_level(lab, page):
    opened(lab, page, RATE)
    focus_first(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    form(page).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    assert saved(lab)["ratings"] == {"breadth-1": "dont-know"}
    assert own_values(page)[0] is None
    page.keyboard.press("Delete")
    form(page).get_by_text("0 av 3 besvarade.").wait_for()
    eventually(lambda: saved(lab)["ratings"] == {})
    assert checked(page) == []


def test_each_statement_is_one_tab_stop_and_no_key_reaches_the_notebook(lab, page):
    opened(lab, page, RATE)
    count = "() => window.lesson.content.widgets.length"
    active = "() => window.lesson.content.activeCellIndex"
    focus_first(page)
    cells, cell = page.evaluate(count), page.evaluate(active)
    names = []
    for _ in range(3):
        names.append(page.evaluate("() => document.activeElement.name"))
        for key in ("a", "b", "x", "ArrowDown", "ArrowUp", "d", "d"):
            page.keyboard.press(key)
        page.keyboard.press("Tab")
    assert len(set(names)) == 3
    assert page.evaluate("() => document.activeElement.name") not in names
    assert page.evaluate(count) == cells
    assert page.evaluate(active) == cell


def test_two_lessons_open_on_a_page_show_the_same_answers(lab, page):
    opened(lab, page, "sv/00-start.ipynb")
    lab.open(page, "en/01-role.ipynb")
    lab.run(page)
    page.wait_for_function(f"document.querySelectorAll('{TRACE}').length === 4")
    focus_first(page, place=1)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        f"[...document.querySelectorAll('{TRACE}')].every(n => n.data[0].r[0] === 2)"
    )
    assert checked(page, 0) == ["2"]
    eventually(lambda: lab.answers.exists() and saved(lab)["ratings"] == {"breadth-1": 2})


def test_the_page_reloaded_with_its_kernel_alive_shows_what_was_answered_last(lab, page):
    opened(lab, page, RATE)
    focus_first(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    form(page).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    page.goto("about:blank")
    lab.open(page, RATE)
    lab.run(page)
    page.locator(TRACE).first.wait_for()
    eventually(lambda: checked(page) == ["2"])


def test_what_is_rated_while_the_kernel_is_dead_is_kept_and_saved_by_the_next_run(lab, page):
    opened(lab, page, RATE)
    page.evaluate("() => window.lesson.sessionContext.shutdown()")
    focus_first(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    form(page).get_by_text("Inte sparat ännu").wait_for()
    assert own_values(page)[0] == 2
    page.evaluate("() => window.lesson.sessionContext.startKernel()")
    page.evaluate("() => window.lesson.sessionContext.ready")
    lab.run(page)
    page.locator(TRACE).first.wait_for()
    eventually(lambda: lab.answers.exists() and saved(lab)["ratings"] == {"breadth-1": 2})
    eventually(lambda: checked(page) == ["2"])


def test_a_torn_file_is_told_of_where_the_learner_looks_and_nothing_is_lost(lab, page):
    lab.answers.parent.mkdir()
    lab.answers.write_text('{"kit": "answers", "ratings": {"brea', encoding="utf-8")
    opened(lab, page, RATE)
    told = page.get_by_role("alert").filter(has_text="answers.unreadable-1.json")
    told.first.wait_for()
    assert told.count() == 1
    aside = lab.answers.with_name("answers.unreadable-1.json")
    assert aside.read_text(encoding="utf-8").endswith("brea")


def test_answers_that_cannot_be_saved_can_be_downloaded(lab, page):
    lab.answers.parent.write_text("a file where the folder should be", encoding="utf-8")
    try:
        opened(lab, page, RATE)
        focus_first(page)
        page.keyboard.press("Space")
        form(page).get_by_text("Finns i minnet, inte i filen").wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Hämta dina svar som fil").first.click()
        found = json.loads(download.value.path().read_text(encoding="utf-8"))
        assert found["ratings"] == {"breadth-1": 1}
    finally:
        lab.answers.parent.unlink()


def test_comparing_follows_the_choice_of_regions_order_and_shape(lab, page):
    lab.answers.parent.mkdir()
    answers = Answers()
    for key, level in {"breadth-1": 1, "breadth-2": 5, "voice-2": 3}.items():
        answers = answers.put("ratings", key, level)
    lab.answers.write_text(to_json(answers), encoding="utf-8")
    opened(lab, page, "en/01-role.ipynb")
    view = page.locator(".rk-compare")
    view.get_by_text("Your region has values on 3 of 9.").wait_for()
    for name in ("Sagö", "Bruksdal"):
        view.get_by_role("checkbox", name=name).check()
    view.get_by_text("Bruksdal (constructed) is ahead").wait_for()
    assert view.get_by_role("checkbox", name="Gränsälv").is_disabled()
    assert view.locator(".rk-legend li").count() == 4
    view.get_by_role("radio", name="table").check()
    cells = view.get_by_role("table").locator("thead th").all_inner_texts()
    assert cells[2:5] == ["Storhamra (constructed)", "Sagö (constructed)", "Bruksdal (constructed)"]
    view.get_by_role("combobox").select_option("score")
    first = view.get_by_role("table").locator("tbody th").first
    eventually(lambda: first.inner_text() == "1.1 Local politics")
    view.get_by_role("radio", name="dots on a scale").check()
    view.locator(".js-plotly-plot .xaxislayer-above").wait_for(state="attached")
    view.get_by_text("Why is the example region rated so?").click()
    assert view.locator("details li").count() == 9


def test_a_county_once_chosen_shows_its_facts_and_is_remembered(lab, page):
    opened(lab, page, "sv/00-start.ipynb")
    page.get_by_label("Mitt län").select_option("18")
    card = page.locator(".rk-county .rk-card")
    card.get_by_text("Region Örebro län").wait_for()
    assert "308\u00a0116" in card.inner_text()
    assert "Jönköpings län" in card.get_by_role("table").last.inner_text()
    lab.restart(page)
    lab.run(page)
    card.get_by_text("Region Örebro län").wait_for()
    assert page.get_by_label("Mitt län").input_value() == "18"
