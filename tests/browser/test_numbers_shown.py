"""One rule for numbers: the page's script and its charts show what Python writes."""

from importlib.resources import files

import pytest
from ties import VALUES

from kit.charts.base import Axis, Profile, value_text
from kit.charts.comparison import gap_plot, radar
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.assets import _plotly

both = pytest.mark.parametrize("language", LANGUAGES)
DOM = (files("kit.widgets") / "browser" / "dom.js").read_text(encoding="utf-8")
LEVELS = [one for one in VALUES if 1 <= one <= 5][::150]
AXES = [Axis(str(place), str(place), f"F{place}") for place in range(len(LEVELS))]
MINE = Profile("Mine", {axis.id: one for axis, one in zip(AXES, LEVELS, strict=True)})

WRITE = """async ([values, language, dom]) => {
  const { numberText } = await import(`data:text/javascript,${encodeURIComponent(dom)}`);
  return values.map((value) => numberText(value, language));
}"""

# What a pointer on each point is told, one after another.
HOVER = """async ([figure, subplot]) => {
  const holder = document.body.appendChild(document.createElement('div'));
  await Plotly.newPlot(holder, figure.data, { ...figure.layout, width: 2000, height: 1000 });
  const found = [];
  for (const [pointNumber, label] of figure.data[0].text.entries()) {
    // plotly answers a pointer in its own time; the labels tell the points apart.
    const told = () => holder.querySelector('.hoverlayer .hovertext')?.textContent ?? '';
    for (let frames = 0; frames < 300 && !told().includes(`${label}:`); frames += 1) {
      Plotly.Fx.hover(holder, [{ curveNumber: 0, pointNumber }], subplot);
      await new Promise(requestAnimationFrame);
    }
    found.push(told());
  }
  return found;
}"""


@pytest.fixture
def blank(chromium):
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@both
def test_the_script_of_a_page_writes_a_value_as_python_does(blank, language):
    found = blank.evaluate(WRITE, [VALUES, language, DOM])
    assert dict(zip(VALUES, found, strict=True)) == {
        one: value_text(one, language) for one in VALUES
    }


@both
@pytest.mark.parametrize("subplot", ["xy", "polar"])
def test_a_point_in_a_chart_is_told_of_as_python_writes_it(blank, language, subplot):
    figure = {
        "xy": lambda: gap_plot(AXES, MINE, [], Words(language)),
        "polar": lambda: radar(AXES, MINE, [], language),
    }[subplot]()
    blank.add_script_tag(path=_plotly())
    found = blank.evaluate(HOVER, [figure, subplot])[: len(LEVELS)]
    assert found == [
        f"Mine{axis.label}: {value_text(one, language)}"
        for axis, one in zip(AXES, LEVELS, strict=True)
    ]
