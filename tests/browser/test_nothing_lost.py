"""Nothing typed is lost, nothing is said to be saved that is not, nothing is overwritten."""

import json

import pytest
from filelock import FileLock
from playwright.sync_api import expect
from test_answering import checked, eventually, focus_first, form, opened, saved

from kit.classroom.codes import find
from kit.content.phrases import Words

RATE = "sv/01-role.ipynb"
NEXT = "sv/02-direction.ipynb"
WHOLE = "sv/05-whole.ipynb"
SV = Words("sv")
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('regional-kit'))"
FULL = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith('regional-kit')) throw new DOMException('full', 'QuotaExceededError');
  set.call(this, key, value);
};
"""


def note(page):
    return page.locator(".rk-reflect textarea").first


def notes(lab):
    return saved(lab).get("evidence", {}) if lab.answers.exists() else {}


def ratings(lab):
    return saved(lab).get("ratings", {}) if lab.answers.exists() else {}


def stop(page):
    page.evaluate("() => window.lesson.sessionContext.shutdown()")


def start(lab, page):
    page.evaluate("() => window.lesson.sessionContext.startKernel()")
    page.evaluate("() => window.lesson.sessionContext.ready")
    lab.run(page)


def rate(page, level):
    """Give the first statement a level by keyboard."""
    radio = page.locator(".rk-rate").first.locator(f"input[value='{level}']").first
    radio.focus()
    page.keyboard.press("Space")
    expect(radio).to_be_checked()  # the key may reach a busy page later than it was pressed


def clash(page):
    return page.locator(".rk-clash.rk-open")


def test_a_text_is_saved_while_it_is_written_and_is_not_said_to_be_before(lab, page):
    opened(lab, page, RATE)
    status = page.locator(".rk-reflect form").first.locator(".rk-status")
    note(page).press_sequentially("a")
    status.get_by_text("Sparat", exact=True).wait_for()
    page.evaluate(
        """() => {
          const form = document.querySelector('.rk-reflect form');
          window.early = 0;
          form.querySelector('textarea').addEventListener('input', () => {
            if (form.querySelector('.rk-status').innerText.trim() === 'Sparat') window.early += 1;
          });
        }"""
    )
    for _ in range(100):
        # Never a pause that is long enough to count as one.
        page.keyboard.press("b")
        if notes(lab)["breadth"] != "a":
            break
        page.wait_for_timeout(50)
    assert notes(lab)["breadth"].startswith("ab")
    assert page.evaluate("() => window.early") == 0


def test_what_was_said_of_the_answer_before_is_not_seen_while_another_is_on_its_way(lab, page):
    opened(lab, page, RATE)
    rate(page, 3)
    said = form(page).get_by_text("1 av 3 besvarade. Sparat.")
    said.wait_for()
    # A cell that runs would not do: a kernel may hear its widgets beside it.
    with FileLock(lab.answers.with_name(f".{lab.answers.name}.lock")):
        rate(page, 4)
        assert said.is_hidden()
    said.wait_for()
    assert ratings(lab) == {"breadth-1": 4}


@pytest.mark.parametrize("typed", ["kort", "å" * 300])
def test_what_was_typed_last_is_there_however_soon_the_page_is_left(lab, page, other, typed):
    opened(lab, page, RATE)
    note(page).focus()
    page.keyboard.insert_text(typed)
    page.goto("about:blank")
    opened(lab, other, NEXT)
    eventually(lambda: notes(lab) == {"breadth": typed})
    eventually(lambda: other.evaluate(KEPT) == [])


def test_what_waits_is_saved_by_the_next_page_whichever_lesson_it_is(lab, page, other):
    opened(lab, page, RATE)
    stop(page)
    rate(page, 4)
    note(page).fill("Skrivet utan Python")
    status = page.locator(".rk-reflect form").first.locator(".rk-saving")
    status.get_by_text(SV("form.unsaved"), exact=False).wait_for()
    with page.expect_download() as download:
        status.get_by_role("button", name=SV("view.download")).click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert kept["ratings"] == {"breadth-1": 4}
    assert kept["evidence"] == {"breadth": "Skrivet utan Python"}
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert asked == ["beforeunload"]
    opened(lab, other, NEXT)
    eventually(lambda: ratings(lab) == {"breadth-1": 4})
    eventually(lambda: notes(lab) == {"breadth": "Skrivet utan Python"})
    eventually(lambda: other.evaluate(KEPT) == [])


@pytest.mark.fresh
def test_where_the_browser_keeps_nothing_the_page_goes_on_and_says_so(lab, page):
    page.add_init_script(FULL)
    opened(lab, page, RATE)
    rate(page, 3)
    form(page).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    stop(page)
    rate(page, 4)
    form(page).get_by_text(SV("form.unsaved-here"), exact=False).wait_for()
    start(lab, page)
    eventually(lambda: ratings(lab) == {"breadth-1": 4})


@pytest.mark.parametrize("mine", [True, False])
def test_of_two_answers_to_the_same_question_the_learner_chooses(lab, page, other, mine):
    opened(lab, page, RATE)
    stop(page)
    rate(page, 2)
    note(page).fill("Mitt")
    opened(lab, other, "en/01-role.ipynb")
    # What waits came along; that is not what is tried here.
    eventually(lambda: notes(lab) == {"breadth": "Mitt"} and ratings(lab) == {"breadth-1": 2})
    note(page).fill("Mitt igen")
    rate(page, 1)
    page.locator(".rk-saving").get_by_text(SV("form.unsaved"), exact=False).first.wait_for()
    rate(other, 5)
    note(other).fill("Det andra")
    note(other).blur()
    eventually(lambda: notes(lab) == {"breadth": "Det andra"} and ratings(lab) == {"breadth-1": 5})
    start(lab, page)
    eventually(lambda: clash(page).count() == 2)
    assert note(page).input_value() == "Mitt igen"
    assert checked(page) == ["1"]
    assert notes(lab) == {"breadth": "Det andra"}
    words = clash(page).locator("blockquote").all_inner_texts()
    assert words == ["5 förebild", "Det andra"]
    key = "clash.mine" if mine else "clash.other"
    for left in (1, 0):
        button = clash(page).first.get_by_role("button", name=SV(key))
        button.focus()
        page.keyboard.press("Enter")
        eventually(lambda left=left: clash(page).count() == left)
    assert note(page).evaluate("node => node === document.activeElement")
    expected = ("Mitt igen", 1) if mine else ("Det andra", 5)
    eventually(
        lambda: (
            (notes(lab)["breadth"], ratings(lab)["breadth-1"]) == expected
            and (note(page).input_value(), checked(page)) == (expected[0], [str(expected[1])])
        )
    )
    # The other tab sees what was chosen, without being touched.
    eventually(lambda: note(other).input_value() == expected[0])
    assert page.evaluate(KEPT) == []


def test_what_a_page_left_unsaved_is_not_lost_to_a_page_that_never_saw_it(lab, page, other):
    opened(lab, other, NEXT)
    opened(lab, page, "en/02-direction.ipynb")
    stop(page)
    note(page).fill("Left unsaved")
    told = page.locator(".rk-saving").get_by_text(Words("en")("form.unsaved-kept"), exact=False)
    told.first.wait_for()
    page.goto("about:blank")
    note(other).fill("Det andra")
    note(other).blur()
    eventually(lambda: list(notes(lab).values()) == ["Det andra"])
    opened(lab, page, "en/02-direction.ipynb")
    eventually(lambda: clash(page).count() == 1)
    assert note(page).input_value() == "Left unsaved"
    assert clash(page).locator("blockquote").all_inner_texts() == ["Det andra"]


def test_trouble_goes_once_it_is_over_and_what_was_in_memory_is_saved(lab, page):
    lab.answers.parent.write_text("a file where the folder should be", encoding="utf-8")
    try:
        opened(lab, page, RATE)
        rate(page, 3)
        form(page).get_by_text(SV("form.memory"), exact=False).wait_for()
        eventually(lambda: page.get_by_role("alert").filter(visible=True).count() == 1)
    finally:
        lab.answers.parent.unlink()
    form(page).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    eventually(lambda: page.get_by_role("alert").filter(visible=True).count() == 0)
    assert ratings(lab) == {"breadth-1": 3}


def test_an_answer_that_cannot_be_saved_is_told_by_its_field_and_holds_up_no_other(lab, page):
    opened(lab, page, WHOLE)
    hand = page.locator(".rk-hand_in")
    folder = hand.get_by_label(SV("hand_in.folder"))
    folder.fill("k" * 501)
    folder.blur()
    hand.get_by_text(SV("form.refused")).wait_for()
    hand.get_by_label(SV("hand_in.role")).select_option("official")
    eventually(lambda: saved(lab)["class"].get("role") == "official")
    hand.locator(".rk-saving").get_by_text(SV("form.saved"), exact=True).first.wait_for()
    assert folder.input_value() == "k" * 501
    assert "folder" not in saved(lab)["class"]
    assert page.evaluate(KEPT) == []
    folder.fill("/delad")
    folder.blur()
    eventually(lambda: saved(lab)["class"].get("folder") == "/delad")
    eventually(lambda: hand.get_by_text(SV("form.refused")).count() == 0)


def test_what_is_handed_in_is_what_is_shown_whichever_page_changed_it(lab, page, other):
    opened(lab, page, WHOLE)
    hand = page.locator(".rk-hand_in")
    opened(lab, other, RATE)
    rate(other, 4)
    form(other).get_by_text("1 av 3 besvarade. Sparat.").wait_for()
    hand.get_by_text(SV("hand_in.given", n=1, of=42)).wait_for()
    code = hand.locator("output").inner_text()
    ((sheet,), _) = find(code)
    assert sheet.by_statement == {"breadth-1": 4}
    hand.get_by_text(SV("hand_in.exact")).first.click()
    assert "4 systematiskt" in hand.get_by_role("table").inner_text()
    # A browser may translate what stands on the page; it does not change what is copied.
    assert hand.locator("output").get_attribute("translate") == "no"
    assert hand.locator(f"[translate=no]:text-is('{sheet.mark}')").count() == 1
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    hand.locator("output").evaluate("node => { node.textContent = 'översatt'; }")
    hand.get_by_role("button", name=SV("hand_in.copy")).click()
    hand.get_by_text(SV("hand_in.copied")).wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == code


def test_focus_and_text_stay_with_whoever_writes_while_another_page_saves(lab, page, other):
    opened(lab, page, RATE)
    opened(lab, other, RATE)
    note(page).focus()
    note(other).fill("Från den andra")
    note(other).blur()
    eventually(lambda: note(page).input_value() == "Från den andra")
    assert note(page).evaluate("node => node === document.activeElement")
    focus_first(other)
    rate(other, 2)
    eventually(lambda: checked(page) == ["2"])
