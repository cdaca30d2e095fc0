"""The lesson as a notebook, and how a level is chosen in it, wherever it is shown."""

from playwright.sync_api import Page

# A FigureWidget needs anywidget, and JupyterLite loads what is named.
NOTEBOOK = {
    "lesson": """
import anywidget
import ipywidgets
from plotly import graph_objects as go

statements = [f"Statement {number}" for number in range(1, 10)]
levels = [1, 2, 3, 4, 5]
ratings = [
    ipywidgets.ToggleButtons(options=levels, value=None, description=one) for one in statements
]
radar = go.FigureWidget(
    [go.Scatterpolar(r=[None] * 10, theta=[*statements, statements[0]], fill="toself")],
    {"polar": {"radialaxis": {"range": [0, 5]}}},
)


def follow(_):
    rated = [rating.value for rating in ratings]
    radar.data[0].r = [*rated, rated[0]]


for rating in ratings:
    rating.observe(follow, "value")
ipywidgets.HBox([ipywidgets.VBox(ratings), radar])
"""
}
FOURTH = ".widget-toggle-button:nth-child(4)"


def rate(page: Page, level: str, chosen: str) -> None:
    """Choose level 4 of the first statement as soon as it is there; wait until the radar has it.

    Parameters
    ----------
    page
        A page; when the radar had it stands in `window.seen`, as `benchmarks.site` has it.
    level
        What is pressed to choose it, as a selector; it may lie in an element's own tree.
    chosen
        What that is once it is chosen.
    """
    page.wait_for_function(
        """([level, chosen]) => {
          const every = (root, selector) => [
            ...root.querySelectorAll(selector),
            ...[...root.querySelectorAll("*")]
              .flatMap(({shadowRoot}) => shadowRoot ? every(shadowRoot, selector) : []),
          ];
          const [first] = every(document, level);
          if (!first) return false;
          if (!first.matches(chosen)) first.click();
          const radars = every(document, ".js-plotly-plot");
          if (!radars.some(({data}) => data?.[0].r.includes(4))) return false;
          window.seen ??= performance.now();
          return true;
        }""",
        arg=[level, chosen],
    )
