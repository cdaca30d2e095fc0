"""Where a library is missing one sentence says so, and the lesson goes on."""

from lesson_python import python
from test_answering import opened
from test_plan import taken, view

from kit.content.phrases import Words


def without(page, *libraries):
    """Make the kernel say that libraries are not installed, as a browser's own Python would."""
    python(page, f"import sys; sys.modules.update(dict.fromkeys({libraries!r}))")


def test_without_pandas_all_cells_are_run_and_one_sentence_says_what_is_missing(lab, page):
    lab.open(page, "sv/09-curious.ipynb")
    without(page, "pandas")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    told = page.locator(".jp-OutputArea-output").get_by_text(Words("sv")("frame.lacking"))
    # Each cell that shows a table says so, the last one too.
    told.nth(5).wait_for()
    assert told.count() == 6
    assert page.locator("[data-mime-type*='stderr'], [data-mime-type*='error']").count() == 0
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()


def test_a_format_that_cannot_be_made_is_told_of_and_the_others_go_on(lab, page):
    lab.open(page, "en/07-plan.ipynb")
    without(page, "pptx")
    opened(lab, page, "en/07-plan.ipynb")
    found = view(page, "take_away")
    found.get_by_role("button", name="Slides", exact=True).click()
    found.get_by_role("status").get_by_text("‘Slides’ cannot be made here").wait_for()
    assert found.get_by_role("alert").count() == 0
    name, content = taken(page, "Page")
    assert name.endswith(".html")
    assert content.startswith(b"<!DOCTYPE html>")
