"""From a key press to the repainted chart, in one page of a real JupyterLab.

Three ways take turns in one run, since times are noisy and only their ratios can be trusted: the
floor (a slider that sets a label through the kernel), a FigureWidget that the kernel updates, and
the kit's own rating form. The same form on the static site has a page of its own, after them.
"""

import json
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import attrs
from playwright.sync_api import Browser, Error, Page

from benchmarks import notebooks
from benchmarks.site import built
from kit.content.course import course
from tools.jupyterlab import PATIENCE, Lab, browser, run_cells, visit

WARM_UP = 15
SAMPLES = 120
WAYS = ("floor", "figurewidget", "kit")

_CELLS = {
    "floor": """
import ipywidgets

floor, label = ipywidgets.IntSlider(value=3, min=1, max=5), ipywidgets.Label("3")
label.add_class("bench-label")
floor.observe(lambda change: setattr(label, "value", str(change["new"])), "value")
ipywidgets.VBox([floor, label])
""",
    "figurewidget": """
from plotly import graph_objects as go

angles = [360 * place / 14 for place in range(14)]
values = [3] * 14
figure = go.FigureWidget(
    [go.Scatterpolar(r=[*values, values[0]], theta=[*angles, angles[0]], fill="toself")],
    layout={"width": 520, "height": 520, "polar": {"radialaxis": {"range": [0, 5]}}},
)
slider = ipywidgets.IntSlider(value=3, min=1, max=5)


def update(change):
    values[1] = change["new"]
    figure.data[0].r = [*values, values[0]]


slider.observe(update, "value")
ipywidgets.VBox([slider, figure])
""",
    "kit": """
import kit

kit.Lesson("role", "sv").rate("breadth")
""",
}
_RATED = """
from kit.content.course import course
from kit.answers.file import AnswersFile, default_path

AnswersFile(default_path()).put_all({("ratings", one.id): 3 for one in course().statements})
"""
_SIZE = {"width": 1400, "height": 2400}
_SCRIPT = Path(__file__).parent / "repaint.js"


@attrs.frozen
class Times:
    """How long key presses took to show, in milliseconds."""

    all: list[float]

    @property
    def p50(self) -> float:
        return median(self.all)

    @property
    def p95(self) -> float:
        return quantiles(self.all, n=20, method="inclusive")[-1]


def repaint() -> dict[str, Times]:
    """Measure every way; each key press must change what the way shows, or this raises."""
    with Lab() as lab, browser() as program:
        _rate_everything(lab.answers)
        notebooks.write(lab.folder / "bench.ipynb", _CELLS)
        # All three ways are on screen at once: what is scrolled away is not painted.
        page = program.new_page(viewport=_SIZE)
        lab.open(page, "bench.ipynb")
        lab.run(page)
        times = _take_turns(page, WAYS)
        page.close()
        return {**times, "site": _on_site(program)}


def _on_site(program: Browser) -> Times:
    with built() as site, TemporaryDirectory() as folder:
        page = program.new_page(viewport=_SIZE)
        page.goto(f"{site.address}/lab/index.html")
        page.wait_for_function("window.jupyterapp !== undefined", timeout=PATIENCE)
        bench = Path(folder, "bench.ipynb")
        notebooks.write(bench, {"rated": _RATED, "kit": _CELLS["kit"]})
        page.evaluate(
            """async (content) => {
              await window.jupyterapp.restored;
              const {contents} = window.jupyterapp.serviceManager;
              await contents.save('bench.ipynb', {type: 'notebook', format: 'json', content});
            }""",
            json.loads(bench.read_text(encoding="utf-8")),
        )
        visit(page, f"{site.address}/lab/index.html?path=bench.ipynb")
        run_cells(page)
        return _take_turns(page, ("kit",))["kit"]


def _rate_everything(answers: Path) -> None:
    """Rate every statement, so that the radar has a line from the start."""
    answers.parent.mkdir()
    ratings = {statement.key: 3 for statement in course().statements}
    document = {"kit": "answers", "format": 1, "ratings": ratings}
    answers.write_text(json.dumps(document), encoding="utf-8")


def _await(page: Page, way: str) -> None:
    try:
        page.wait_for_function("(way) => window.bench.ready(way)", arg=way, timeout=PATIENCE)
    except Error as error:
        raise RuntimeError(f'"{way}" is not on screen, so its repaint cannot be timed') from error


def _take_turns(page: Page, ways: tuple[str, ...]) -> dict[str, Times]:
    page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    for way in ways:
        _await(page, way)
    times: dict[str, list[float]] = {way: [] for way in ways}
    keys = {way: cycle(("ArrowRight", "ArrowLeft")) for way in ways}
    order = Random(0)
    for turn in range(WARM_UP + SAMPLES):
        # Shuffled, so that none always follows the same other and inherits its unfinished work.
        for way in order.sample(ways, len(ways)):
            page.evaluate("(way) => window.bench.arm(way)", way)
            page.keyboard.press(next(keys[way]))
            taken = page.evaluate("() => window.sample")
            if turn >= WARM_UP:
                times[way].append(taken)
    return {way: Times(taken) for way, taken in times.items()}
