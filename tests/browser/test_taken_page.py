"""The page to take away, as a real browser shows and prints it."""

import io
import sys
import unicodedata
from pathlib import Path

import attrs
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader
from test_axe import TAGS
from test_contrast import COLOURS

from kit.answers.priorities import Standing
from kit.charts.base import Profile
from kit.charts.markup import held
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.takeaway.page import page as page_of

sys.path.append(str(Path(__file__).parent.parent / "takeaway"))
import reports
from typed import HOSTILE

both = pytest.mark.parametrize("language", LANGUAGES)
every_report = pytest.mark.parametrize(
    "kind", [reports.full, reports.partial, reports.empty, reports.of_class]
)
A4 = (595.28, 841.89)

AXE = """async options => {
  const found = await axe.run(document, options);
  const said = rules => rules.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  return {
    // What axe cannot judge is the text in charts, and text of one character.
    said: [...said(found.violations),
      ...said(found.incomplete.filter(rule => rule.id !== 'color-contrast'))],
    checked: found.passes.flatMap(rule => rule.nodes).length,
    coloured: found.passes.filter(rule => rule.id === 'color-contrast')
      .flatMap(rule => rule.nodes).length,
  };
}"""

# What is to stand on one page of paper, as the text that is seen of it.
PARTS = """() => {
  const seen = element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = '';
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.matches('title, desc')) text += walker.currentNode.data;
    }
    return text;
  };
  const all = selector => [...document.querySelectorAll(`main ${selector}`)];
  const flow = seen(document.querySelector('main'));
  const followed = element => {
    const range = document.createRange();
    range.setStart(document.querySelector('main'), 0);
    range.setEndAfter(element);
    const before = seen(range.cloneContents());
    return flow.slice(before.length - seen(element).length, before.length + 15);
  };
  return {
    charts: all('figure').map(seen),
    rows: all('tr').map(seen),
    cards: all('.card').map(seen),
    tables: all('table:not(.answers)').map(seen),
    headings: all('h2, h3').map(followed),
    heads: all('table').map(one =>
      [one.caption, one.tHead, ...[...one.tBodies[0].rows].slice(0, 2)].map(seen).join('')),
  };
}"""

# Text of charts, and their lines and marks on what they are drawn on.
INK = (
    "() => {"
    + COLOURS
    + """
  const page = ground(document.body);
  const found = [];
  for (const text of document.querySelectorAll('.chart text')) {
    found.push([4.5, contrast(painted(getComputedStyle(text), 'fill'), page), text.textContent]);
  }
  const area = document.querySelector('.chart [fill-opacity]');
  const under = area ? [page, over(painted(getComputedStyle(area), 'fill'), page)] : [page];
  for (const one of document.querySelectorAll('.chart [stroke], .chart [transform], .chart .even, '
      + '.legend path, circle[fill]')) {
    const style = getComputedStyle(one);
    const inks = ['stroke', 'fill'].map(which => painted(style, which)).filter(ink => ink[3] === 1);
    for (const ink of inks) found.push([3, worst(ink, under), one.outerHTML.slice(0, 80)]);
  }
  return found;
}"""
)


@pytest.fixture
def opened(chromium, tmp_path):
    """Open a report as a page; also return what was asked of the net."""
    contexts = []

    def show(report, words):
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(page_of(report, words), encoding="utf-8")
        context = chromium.new_context(viewport={"width": 1100, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.asked = []
        page.said = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


def squashed(text):
    """Return a text without its spaces, and letters that a font joins apart."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def printed(page):
    """Print to A4 and return the text of each sheet, without its spaces."""
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    for sheet in pdf.pages:
        assert tuple(map(float, sheet.mediabox[2:])) == pytest.approx(A4, abs=1)
    return [squashed(sheet.extract_text()) for sheet in pdf.pages]


def cut(parts, sheets):
    """Return the parts that are not whole on a sheet, as often as they are on the page."""
    texts = [squashed(one) for one in parts]
    return [
        one
        for one in sorted(set(texts))
        if sum(sheet.count(one) for sheet in sheets) < texts.count(one)
    ]


def cut_on_paper(page):
    """Return what is not whole on a sheet, and which kind of part it is."""
    sheets = printed(page)
    parts = page.evaluate(PARTS)
    print({name: len(some) for name, some in parts.items()}, len(sheets), "sheets")
    return [(name, one) for name, some in parts.items() for one in cut(some, sheets)]


# On paper


@pytest.mark.parametrize("lines", range(3, 48, 4))
def test_on_paper_nothing_is_cut_wherever_the_sheets_happen_to_end(opened, lines):
    words = Words("sv")
    report = reports.full(words)
    label, seen, _ = report.notes[-1]
    longer = attrs.evolve(
        report,
        sentence=report.sentence + " och så vidare" * 7 * lines,
        notes=(*report.notes[:-1], (label, seen, "rad\n" * (lines // 2))),
    )
    assert cut_on_paper(opened(longer, words)) == []


@both
def test_on_paper_a_table_longer_than_a_sheet_has_its_head_on_each(opened, language):
    words = Words(language)
    page = opened(reports.full(words), words)
    head = squashed(page.locator(".answers thead").inner_text())
    rows = [
        squashed(one) for one in page.locator(".answers td:nth-last-child(2)").all_inner_texts()
    ]
    sheets = [sheet for sheet in printed(page) if any(row in sheet for row in rows)]
    assert len(rows) == 42
    assert len(sheets) > 1
    assert [sheet.count(head) for sheet in sheets] == [1] * len(sheets)


def test_on_paper_a_note_longer_than_a_sheet_is_there_to_its_last_word(opened):
    words = Words("sv")
    long = " ".join(f"ord{place}" for place in range(2000))
    report = reports.full(words)
    notes = ((report.notes[0][0], long, "slut"), *report.notes[1:])
    sheets = printed(opened(attrs.evolve(report, notes=notes), words))
    assert sum(long.split(" ")[-1] in sheet for sheet in sheets) == 1
    (first,) = (place for place, sheet in enumerate(sheets) if "ord0ord1ord2" in sheet)
    assert "ord1998ord1999" in "".join(sheets[first + 1 :])
    found = [one for one in long.split() if any(one in sheet for sheet in sheets)]
    assert len(found) == 2000


# On paper and on every screen


@every_report
@both
def test_on_paper_nothing_is_cut_and_on_any_screen_axe_objects_to_nothing(opened, kind, language):
    words = Words(language)
    page = opened(kind(words), words)
    assert cut_on_paper(page) == []
    rich = kind in (reports.full, reports.of_class)
    for scheme in ("light", "dark") if rich else ():
        page.emulate_media(color_scheme=scheme)
        said, checked, coloured = judged(page)
        assert said == []
        assert checked > 100
        assert coloured > 20
        # Charts stand out from their ground.
        found = page.evaluate(INK)
        assert len(found) > 40
        assert [one for one in found if one[1] < one[0]] == []
        # Paper is white and its text dark whatever the screen is.
        page.emulate_media(media="print")
        assert page.evaluate(PAPER) == ["rgb(255, 255, 255)", "rgb(26, 26, 26)"]
        assert not page.locator("nav").is_visible()
        page.emulate_media(media="screen")
    # On a telephone nothing has to be scrolled sideways but tables.
    page.set_viewport_size({"width": 320, "height": 900})
    said, checked, _ = judged(page)
    assert said == []
    assert checked > 100
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    wide = page.locator(".scroll")
    assert wide.evaluate_all("all => all.every(one => one.tabIndex === 0)")
    if kind is not reports.empty:
        assert wide.evaluate_all("all => all.some(one => one.scrollWidth > one.clientWidth)")


PAPER = """() =>
  ['backgroundColor', 'color'].map(one => getComputedStyle(document.body)[one])"""


def judged(page):
    """Return what axe objects to, how many elements it looked at, and how many for contrast."""
    page.evaluate(Axe().axe_script)
    found = page.evaluate(AXE, {"runOnly": TAGS})
    return found["said"], found["checked"], found["coloured"]


@both
def test_the_text_of_a_chart_is_inside_it_large_enough_and_never_on_other_text(opened, language):
    words = Words(language)
    assert strayed(opened(crowded(words), words), 320, 600, 1100) == []


def strayed(page, *widths):
    """Return the texts of charts that leave them, are too small or lie on others, at any width."""
    wrong = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += strayed_here(page)
    return wrong


def strayed_here(page):
    found = page.evaluate(
        """() => [...document.querySelectorAll('.chart')].map(chart => {
          const box = one => {
            const { left, right, top, bottom } = one.getBoundingClientRect();
            return [left, top, right, bottom];
          };
          const texts = [...chart.querySelectorAll('text')].filter(one => one.textContent)
            .map(one => [one.textContent, box(one)]);
          const size = parseFloat(getComputedStyle(chart.querySelector('text')).fontSize)
            * chart.getScreenCTM().a;
          return [box(chart), size, texts];
        })"""
    )
    assert len(found) == 3
    wrong = []
    for (left, top, right, bottom), size, texts in found:
        wrong += [f"{size} px"] * (size < 11)
        for place, (one, a) in enumerate(texts):
            if a[0] < left - 1 or a[2] > right + 1 or a[1] < top - 1 or a[3] > bottom + 1:
                wrong.append(f"{one}: {a} is not in {(left, top, right, bottom)}")
            wrong += [
                f"{one} and {other}"
                for other, b in texts[:place]
                if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 4
            ]
    return wrong


def crowded(words):
    """A report whose factors stand in the matrix as close as they can, two and two in a place."""
    report = reports.full(words)
    standings = [Standing(axis.id, 2 + place // 2 / 3, 4) for place, axis in enumerate(report.axes)]
    return attrs.evolve(report, standings=tuple(standings))


def test_a_page_asks_the_net_for_nothing_and_its_policy_stops_nothing_of_its_own(opened):
    words = Words("en")
    page = opened(reports.full(words), words)
    assert page.asked == [page.url]
    assert page.said == []


def test_a_page_is_read_without_javascript(chromium, tmp_path):
    words = Words("en")
    report = reports.full(words)
    file = tmp_path / "page.html"
    file.write_text(page_of(report, words), encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.get_by_role("img").count() == 3
    assert page.get_by_role("row").count() > 42 + 3 * 14
    for one in report.priorities:
        assert page.get_by_text(one.factor).is_visible()
    context.close()


# Text that someone has typed


def test_whatever_is_typed_is_text_to_a_browser_too(opened):
    words = Words("sv")
    usual, odd = (opened(typed(words, texts), words) for texts in (["x"] * len(HOSTILE), HOSTILE))
    tags = (
        "() => [...document.querySelectorAll('*')].map(one => one.outerHTML.match(/^<[^]*?>/)[0])"
    )
    assert odd.evaluate(tags) == usual.evaluate(tags)
    assert odd.evaluate(
        "() => [...document.querySelectorAll('.typed')].map(one => one.textContent)"
    )[-2 * len(filled()) :] == [held(text) for text in filled() for _ in range(2)]
    assert odd.asked == [odd.url]
    assert odd.said == []


def filled():
    return [text for text in HOSTILE if text.strip()]


def typed(words, texts):
    """Return a report in which each text is a note, and some are everything that can be typed."""
    nasty = next(one for one in texts if one == "x" or "</title></style>" in one)
    report = reports.typed(words, nasty)
    label = report.notes[0][0]
    kept = [one for one, odd in zip(texts, HOSTILE, strict=True) if odd.strip()]
    return attrs.evolve(
        report,
        mine=Profile(nasty, report.mine.values),
        notes=tuple((label, text, text) for text in kept),
    )
