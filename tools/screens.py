"""Write a picture of every lesson as it opens itself, to screens/.

In both languages and themes and at four widths. Names given on the command line, such as `01-role`,
choose lessons.
"""

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from kit.answers.answers import Answers, to_json
from kit.content.course import course
from tools.jupyterlab import NOTEBOOKS, PATIENCE, Lab, browser

FOLDER = Path(__file__).parent.parent / "screens"
WIDTHS = (390, 820, 1366, 1920)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
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
    """Take a picture of the whole lesson, however long it is."""
    size = page.viewport_size or {"width": 0, "height": 0}
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(height + 120, TALLEST)})
    page.wait_for_timeout(1500)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)


def main() -> None:
    """Take the pictures."""
    wanted = sys.argv[1:]
    with Lab(opening=True) as lab, browser() as chromium:
        for lesson in sorted(NOTEBOOKS.glob("??/*.ipynb")):
            if wanted and lesson.stem not in wanted:
                continue
            name = f"{lesson.parent.name}/{lesson.stem}"
            for theme in THEMES:
                lab.answers.parent.mkdir(exist_ok=True)
                lab.answers.write_text(to_json(some_answers()), encoding="utf-8")
                page = chromium.new_page(color_scheme=theme)
                page.goto(lab.address(f"lab/tree/{name}.ipynb"))
                page.locator("[data-lesson=live]").wait_for(timeout=PATIENCE)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    page.wait_for_timeout(1000)
                    picture(page, FOLDER / f"{name}-{theme}-{width}.png")
                page.close()
                lab.stop_kernels()
                lab.forget_files()
                lab.forget_tabs()
            print(name)


if __name__ == "__main__":
    main()
