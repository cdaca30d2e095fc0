"""Every lesson, in both languages, opened and run in a real JupyterLab."""

import json
import re

import pytest

from tools.jupyterlab import NOTEBOOKS

# The kit's views, what they and the page tell each other, and what a cell returns.
OURS = re.compile(r'"msg_type": ?"(comm_open|comm_msg|execute_result|display_data)"')
NAMES = sorted(path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.glob("??/*.ipynb"))

# What anywidget says of a view whose script took over two seconds; Python is heard all the same, as
# test_coming_up.py shows.
SLOW = "[anywidget] Failed to initialize model."

CALLS = (
    *("county", "rate", "practise", "borderline", "compare", "case", "quiz", "reflect", "progress"),
    *("hand_in", "board", "sample_board", "prioritise", "plan", "look_back", "take_away"),
)


def views_of(name):
    """Return how many cells of a notebook show a view: those that call for one."""
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    return sum(
        "".join(cell["source"]).startswith(tuple(f"lesson.{call}(" for call in CALLS))
        for cell in cells
    )


def errors_in(page):
    return page.locator(
        "[data-mime-type='application/vnd.jupyter.stderr'], .rk [role=alert]:visible"
    ).all_inner_texts()


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_shows_every_view_and_no_error(lab, page, name):
    said = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    lab.open(page, name)
    lab.run(page)
    expected = views_of(name)
    assert expected
    page.wait_for_function("n => document.querySelectorAll('.rk').length === n", arg=expected)
    for holder in page.locator(".rk-plot").all():
        holder.locator(".main-svg").first.wait_for()
    assert page.locator(".jp-Notebook").get_attribute("lang") == name[:2]
    assert errors_in(page) == []
    assert [text for text in said if text != SLOW] == []


def test_the_button_at_a_lessons_end_opens_the_next(lab, page):
    lab.open(page, "sv/01-role.ipynb")
    page.get_by_role("link", name="Lektion 2: Riktningen").click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.context?.path === 'sv/02-direction.ipynb'"
    )


@pytest.mark.fresh
def test_jupyterlab_opens_without_asking_anything(lab, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    lab.open(page, "sv/00-start.ipynb")
    lab.run(page)
    page.locator(".rk-rate").wait_for()
    assert page.locator(".Toastify__toast, .jp-Dialog").count() == 0
    outside = [
        url
        for url in asked
        if "://127.0.0.1:" not in url and not url.startswith(("blob:", "data:"))
    ]
    assert outside == []
    assert [url for url in asked if "/lab/api/news" in url or "/lab/api/update" in url] == []


@pytest.mark.fresh
def test_plotly_crosses_to_the_page_once_and_a_later_lesson_is_light(lab, page):
    asked, sizes = [], []

    def pass_by(frame):
        text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
        # JupyterLab and its kernel have more to say to each other, and not always as much.
        if OURS.search(text):
            sizes.append(len(frame))
        if '"ask":"plotly.js' in text:
            asked.append(text)

    def watch(socket):
        socket.on("framesent", pass_by)
        socket.on("framereceived", pass_by)

    page.on("websocket", watch)
    lab.open(page, "sv/01-role.ipynb")
    lab.run(page)
    page.locator(".rk-compare .main-svg").first.wait_for()
    first = sum(sizes)
    lab.open(page, "sv/02-direction.ipynb")
    lab.run(page)
    page.wait_for_function("document.querySelectorAll('.rk-compare .js-plotly-plot').length === 2")
    later = sum(sizes) - first
    print(f"first lesson {first / 1000:.0f} kB, later lesson {later / 1000:.0f} kB")
    assert len(asked) == 1
    assert 1_000_000 < first < 2_500_000
    assert later < 110_000
