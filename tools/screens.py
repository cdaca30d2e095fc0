"""Write a picture of every notebook, in both languages and themes and at three widths, to screens/.

Names given on the command line, such as `01-role`, choose notebooks.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page

from kit.answers.answers import Answers, to_json
from kit.content.course import course
from tools.jupyterlab import NOTEBOOKS, Lab, browser

FOLDER = Path(__file__).parent.parent / "screens"
WIDTHS = (360, 1300, 2560)
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
TALLEST = 16_000  # more than this a headless browser does not paint


def some_answers() -> Answers:
    """Return answers as a learner half way through may have them."""
    answers = Answers().put("place", "county", "18")
    levels = (2, 3, 4, 3, 1, 5, "dont-know", 4, 2, 3, None)
    for place, statement in enumerate(course().statements):
        answers = answers.put("ratings", statement.key, levels[place % len(levels)])
    first = course().factors[0]
    answers = answers.put("calibration", first.id, 3).put("importance", first.id, 4)
    return answers.put("quiz", first.questions[0].id, [0])


def picture(page: Page, path: Path) -> None:
    """Take a picture of the whole notebook, however long it is."""
    size = page.viewport_size or {"width": 0, "height": 0}
    height = page.evaluate(
        "() => window.lesson.content.node.querySelector('.jp-WindowedPanel-outer').scrollHeight"
    )
    page.set_viewport_size({"width": size["width"], "height": min(height + 120, TALLEST)})
    page.wait_for_timeout(800)
    page.screenshot(path=path)
    page.set_viewport_size(size)


def main() -> None:
    """Take the pictures."""
    wanted = sys.argv[1:]
    with Lab() as lab, browser() as chromium:
        for width in WIDTHS:
            for notebook in sorted(NOTEBOOKS.glob("??/*.ipynb")):
                if wanted and notebook.stem not in wanted:
                    continue
                lab.answers.parent.mkdir(exist_ok=True)
                lab.answers.write_text(to_json(some_answers()), encoding="utf-8")
                page = chromium.new_page(viewport={"width": width, "height": 1000})
                lab.open(page, f"{notebook.parent.name}/{notebook.name}")
                lab.run(page)
                page.wait_for_timeout(2000)
                for name, theme in THEMES.items():
                    lab.dress(page, theme)
                    page.wait_for_timeout(1000)
                    folder = FOLDER / notebook.parent.name
                    folder.mkdir(parents=True, exist_ok=True)
                    picture(page, folder / f"{notebook.stem}-{name}-{width}.png")
                lab.forget(page)
                page.close()
                print(notebook.relative_to(NOTEBOOKS), width)


if __name__ == "__main__":
    main()
