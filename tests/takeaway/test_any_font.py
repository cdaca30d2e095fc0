"""Slides and workbook as LibreOffice draws them in each family that may stand in for Arial.

Words and where they stand are read from its PDF, in points. The boxes of neighbouring lines touch.
"""

import re
import subprocess
import unicodedata
from collections import Counter
from typing import NamedTuple
from xml.etree import ElementTree as ET

import attrs
import openpyxl
import pytest
import reports
from pptx import Presentation

from kit.answers.answers import LONGEST_NOTE, Answers
from kit.answers.priorities import PLANNED
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.takeaway.slides import slides
from kit.takeaway.workbook import workbook
from tools import fonts, office

pytestmark = pytest.mark.skipif(
    not office.find() or not office.find_pages() or fonts.missing(), reason=office.HOW
)

LINE = {
    "sv": "Utvecklingsdirektören samlar länets kommunalråd, WWF och Mälardalens museum. ",
    "en": "Municipalities’ commissioners, WWF and the Midlands museum meet to look ahead. ",
}
LABEL = {"sv": "Mellan sommarmötena", "en": "Between summer meetings"}
MARGIN = 36


class Word(NamedTuple):
    """A word on a page, and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def longest(language):
    """Return a report with a slide of every kind, each with the longest texts there are."""
    words = Words(language)
    report = reports.full(words)
    factors = course().factors
    titles = by_length(f"{one.number}. {one.title[language]}" for one in factors)
    seen = by_length(level.seen[language] for one in factors for level in one.levels)
    typed = (LINE[language] * 99)[:LONGEST_NOTE], LINE[language] * 3, LINE[language]
    plans = [
        attrs.evolve(one, factor=factor, seen=there, **dict.fromkeys(PLANNED, text.strip()))
        for one, factor, there, text in zip(report.priorities, titles, seen, typed, strict=False)
    ]
    kept = [attrs.evolve(report.snapshots[0], label=LABEL[language])] * 4
    statements = by_length(one.text[language] for one in course().statements)
    spread = reports.of_class(words).of_class
    splits = [
        (number, text, agreement, questions)
        for text, (number, _, agreement, questions) in zip(statements, spread.splits, strict=False)
    ]
    of_class = attrs.evolve(spread, splits=tuple(splits))
    return attrs.evolve(report, priorities=tuple(plans), snapshots=tuple(kept), of_class=of_class)


def by_length(texts):
    return sorted(texts, key=len, reverse=True)


def lists(language):
    """Return a report in whose workbook texts are of several lines, and some fill a high row."""
    report = reports.full(Words(language))
    texts = [LINE[language] * 14, *[LINE[language] * 2] * 20]
    notes = zip(report.notes, texts, strict=False)
    plans = zip(report.priorities, texts, strict=False)
    return attrs.evolve(
        report,
        notes=tuple((label, text, text) for (label, *_), text in notes),
        priorities=tuple(attrs.evolve(one, **dict.fromkeys(PLANNED, text)) for one, text in plans),
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("any-font")
    for language in LANGUAGES:
        words = Words(language)
        for name, content in {
            "deck.pptx": slides(longest(language), words),
            "own.xlsx": workbook(lists(language), Answers(), words),
            "class.xlsx": workbook(reports.of_class(words), Answers(), words),
        }.items():
            (folder / f"{language}-{name}").write_bytes(content)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module", params=fonts.FAMILIES)
def drawn(request, files, tmp_path_factory):
    """The files, each with the words of its pages in one family."""
    folder = tmp_path_factory.mktemp("drawn")
    made = office.convert_all(files, folder, "pdf", request.param)
    return {file.name: (file, pages(pdf)) for file, pdf in zip(files, made, strict=True)}


def pages(pdf):
    """Return of each page its words, and its width and height."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = []
    for page in ET.fromstring(told).iterfind(".//{*}page"):
        words = [
            Word(normal(one.text), *(float(one.get(f"{x}{y}")) for x, y in SIDES))
            for one in page.iterfind("{*}word")
        ]
        found.append((words, float(page.get("width")), float(page.get("height"))))
    return found


SIDES = (("x", "Min"), ("y", "Min"), ("x", "Max"), ("y", "Max"))


def normal(text):
    # A font may have one sign for "fi".
    return unicodedata.normalize("NFKC", text)


def whole(texts):
    """Count the words of texts; between parts that a dash joins, a line may end."""
    return Counter(
        part for text in texts for part in re.split(r"\s+|(?<=[-–/])", normal(text)) if part
    )


def apart(words):
    """Check that no word stands on another."""
    for place, one in enumerate(words):
        for other in words[:place]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            touching = 0.3 * min(one.bottom - one.top, other.bottom - other.top)
            assert across < 1 or down < touching, (one, other)


def in_rows(words):
    """Check that no word reaches down into the next row of a table; rows begin at the left."""
    edge = min(one.left for one in words)
    _, *tops = sorted(one.top for one in words if one.left < edge + 15)
    for one in words:
        # Below its line's letters a box is empty.
        foot = one.top + 0.85 * (one.bottom - one.top)
        assert not [top for top in tops if one.top < top - 1 and foot > top], one


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_deck_stands_whole_on_its_slide_and_none_on_another(drawn, language):
    file, found = drawn[f"{language}-deck.pptx"]
    deck = Presentation(file)
    assert len(found) == len(deck.slides)
    for slide, (words, width, height) in zip(deck.slides, found, strict=True):
        inside = deck.slide_height / height
        frames = [one for one in slide.shapes if one.has_text_frame]
        texts = [one.text_frame.text for one in frames]
        lowest = height - MARGIN
        for one in slide.shapes:
            if one.has_table:
                texts += [cell.text for row in one.table.rows for cell in row.cells]
                lowest = (one.top + one.height) / inside
            elif one.has_chart:
                texts += list(one.chart.plots[0].categories)
                texts += [series.name for series in one.chart.plots[0].series]
        assert max(one.bottom for one in words) < height - 0.2 * 72
        assert min(one.top for one in words) > MARGIN / 2
        number = [one for one in words if one.top > height - 0.55 * 72]
        assert len(number) <= 1
        told = [one for one in words if one not in number]
        assert whole(texts).keys() <= whole(one.text for one in words).keys()
        assert min(one.left for one in told) > MARGIN
        assert max(one.right for one in told) < width - MARGIN
        assert max(one.bottom for one in told) <= lowest + 1
        apart(words)


@pytest.mark.parametrize("name", ["own", "class"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_workbook_is_printed_whole_in_its_cell(drawn, language, name):
    file, found = drawn[f"{language}-{name}.xlsx"]
    book = openpyxl.load_workbook(file, data_only=True)
    texts = [
        cell.value
        for sheet in book
        for column in sheet.columns
        if not sheet.column_dimensions[column[0].column_letter].hidden
        for cell in column
        if isinstance(cell.value, str)
    ]
    printed = [one for words, *_ in found for one in words]
    crossing = whole([Words(language)("takeaway.matrix-factors")]).keys()

    assert whole(texts).keys() <= whole(one.text for one in printed).keys()
    assert [one for one in printed if "##" in one.text] == []
    for words, width, height in found:
        assert min(one.left for one in words) > MARGIN - 1
        assert max(one.right for one in words) < width - MARGIN + 1
        assert max(one.bottom for one in words) < height - MARGIN / 2
        apart(words)
        # Beside the points of the 2 × 2 stand numbers, in no row of its table.
        if not crossing <= whole(one.text for one in words).keys():
            in_rows(words)
    # In the table, and around the chart below it.
    labels = whole([one.label[language] for one in course().factors])
    pages = [whole(one.text for one in words) for words, *_ in found]
    assert [twice for twice in pages if all(twice[part] > 1 for part in labels)] != []
