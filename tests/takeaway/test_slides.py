"""The slides, read back from the file: by python-pptx, and as XML in a zip file."""

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from functools import cache, lru_cache
from itertools import combinations

import attrs
import openpyxl
import pytest
import reports
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches
from typed import HOSTILE

from kit.answers.answers import LONGEST_NOTE
from kit.answers.priorities import PLANNED
from kit.answers.snapshots import Snapshot
from kit.charts.base import MINE, OTHERS, Profile, signed, value_text
from kit.charts.markup import held
from kit.content.language import LANGUAGES, day
from kit.content.phrases import Words
from kit.takeaway.slides import slides
from kit.takeaway.text_fit import ELLIPSIS
from tools import office

SAMPLES = ("full", "partial", "empty", "of_class")
EVERY = [(name, language) for name in SAMPLES for language in LANGUAGES]
TAGS = {"sv": "sv-SE", "en": "en-GB"}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

every_deck = pytest.mark.parametrize(("name", "language"), EVERY)
every_radar = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name, language in EVERY if name != "empty"]
)
either_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def report_of(name, language):
    return getattr(reports, name)(Words(language))


@cache
def written(name, language):
    return slides(report_of(name, language), Words(language))


def opened(content):
    return Presentation(io.BytesIO(content))


@cache
def deck_of(name, language):
    return opened(written(name, language))


def made(name, language="sv", **changes):
    """Return the deck of a sample report in which something is changed."""
    return opened(slides(attrs.evolve(report_of(name, language), **changes), Words(language)))


@lru_cache(maxsize=8)
def trees(content):
    """Return every XML part of a file by its name, those of workbooks within it too."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                found[name] = etree.fromstring(file.read(name))
            elif name.endswith(".xlsx"):
                found |= {f"{name}/{one}": tree for one, tree in trees(file.read(name)).items()}
    return found


def said(frame):
    return frame.text_frame.text.replace("\v", "\n")


def titles(deck):
    return [said(slide.shapes.title) for slide in deck.slides]


def titled(deck, *titles):
    """Return the one slide with each title; of several, all of them."""
    found = [[one for one in deck.slides if said(one.shapes.title) == title] for title in titles]
    slides = [slide for [slide] in found]
    return slides if len(titles) > 1 else slides[0]


def parts_of_two(title, words):
    return [words("takeaway.slides-of", title=title, n=n, of=2) for n in (1, 2)]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text.replace("\v", "\n")


def chart_frame(deck):
    [frame] = [one for slide in deck.slides for one in slide.shapes if one.has_chart]
    return frame


def table_in(slide):
    [frame] = [one for one in slide.shapes if one.has_table]
    return frame


def cells(slide):
    rows = table_in(slide).table.rows
    return [[cell.text.replace("\v", "\n") for cell in row.cells] for row in rows]


PLAN_ROWS = ("plan.goal", "takeaway.seen", "plan.first", "plan.who", "plan.when", "plan.sign")


def priority(words):
    return words("takeaway.slides-priority", factor="")


def plans(deck, language):
    """Return the first slide of each priority, and what rows say by their header cell, on all."""
    start = priority(Words(language))
    found = {}
    for slide, title in zip(deck.slides, titles(deck), strict=True):
        if title.startswith(start):
            _, rows = found.setdefault(re.sub(r" \(\d \w+ \d\)$", "", title), (slide, {}))
            rows.update(cells(slide))
    return list(found.values())


def planned(language, texts):
    """Return the priorities of the full report with these texts, four for each."""
    left = iter(texts)
    return [
        attrs.evolve(one, **{field: next(left) for field in PLANNED})
        for one in report_of("full", language).priorities
    ]


@every_deck
def test_every_slide_has_a_title_of_its_own_and_charts_and_tables_are_told_in_words(name, language):
    deck = deck_of(name, language)
    found = titles(deck)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert all(one.strip() for one in found)
    assert len(set(found)) == len(found) >= 3
    assert found[0] == report_of(name, language).title
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    told = [descr(shape) for shape in shapes if shape.has_table or shape.has_chart]
    assert all(told)
    assert bool(told) == (name != "empty")


@every_deck
def test_what_is_on_a_slide_fills_the_placeholders_of_its_layout_and_lies_on_nothing_else(
    name, language
):
    deck = deck_of(name, language)
    on_slides(deck)
    for slide in deck.slides:
        places = {one.placeholder_format.idx for one in slide.slide_layout.placeholders}
        assert {one.placeholder_format.idx for one in slide.shapes} == places
        assert min(shape.left for shape in slide.shapes) >= Inches(0.7)
        for shape in (*slide.placeholders, *slide.notes_slide.placeholders):
            if shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_IMAGE:
                assert not shape.has_text_frame or said(shape).strip(), shape.name


def on_slides(deck):
    for slide in deck.slides:
        boxes = []
        for shape in slide.shapes:
            height = shape.height
            if shape.has_table:
                height = sum(row.height for row in shape.table.rows)
                assert shape.width >= sum(one.width for one in shape.table.columns) - 9
            boxes.append((shape.left, shape.top, shape.left + shape.width, shape.top + height))
        for left, top, right, bottom in boxes:
            assert 0 <= left <= right <= deck.slide_width
            assert 0 <= top <= bottom <= deck.slide_height
        for one, other in combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert min(across, down) <= 0, (said(slide.shapes.title), one, other)


@every_radar
def test_the_radar_is_a_native_chart_with_the_report_s_numbers_and_tells_them(name, language):
    report = report_of(name, language)
    profiles = (report.mine, *report.others)
    frame = chart_frame(deck_of(name, language))
    [plot] = frame.chart.plots

    assert frame.chart.chart_type == XL_CHART_TYPE.RADAR_MARKERS
    assert list(plot.categories) == [axis.label for axis in report.axes]
    assert [(one.name, list(one.values)) for one in plot.series] == [
        (profile.name, [profile.values.get(axis.id) for axis in report.axes])
        for profile in profiles
    ]
    assert report.said in descr(frame)
    # The columns of the report's table: one's own region, then the others.
    for place, profile in enumerate(profiles, start=1):
        each = [
            f"{axis.label} {row[place]}"
            for axis, row in zip(report.axes, report.table.rows, strict=True)
        ]
        assert f"{profile.name}: {'; '.join(each)}." in descr(frame)
    assert (Words(language)("table.none") in descr(frame)) == (name == "partial")


@every_deck
def test_no_chart_is_a_picture(name, language):
    parts = trees(written(name, language))
    with zipfile.ZipFile(io.BytesIO(written(name, language))) as file:
        assert [one for one in file.namelist() if "/media/" in one or one.endswith("jpeg")] == []
    charts = [one for one in parts if re.fullmatch(r"ppt/charts/chart\d+\.xml", one)]
    assert len(charts) == (name != "empty")
    assert all(parts[one].find(f".//{C}radarChart") is not None for one in charts)


def chart_tree(content):
    [tree] = [tree for name, tree in trees(content).items() if name.startswith("ppt/charts/chart")]
    return tree


def test_what_has_no_value_is_a_gap_in_its_line_and_not_a_zero():
    report = report_of("partial", "sv")
    tree = chart_tree(written("partial", "sv"))
    mine = tree.find(f".//{C}ser")
    points = mine.findall(f"{C}val//{C}pt")

    assert tree.find(f".//{C}dispBlanksAs").get("val") == "gap"
    assert 0 < len(report.mine.values) < 14
    assert mine.find(f"{C}val//{C}ptCount").get("val") == "14"
    assert {report.axes[int(one.get("idx"))].id for one in points} == set(report.mine.values)


@either_language
def test_the_axis_runs_from_0_to_5_in_whole_steps_and_numbers_have_the_language_s_comma(language):
    chart = chart_frame(deck_of("full", language)).chart
    axis = chart.value_axis
    formats = {one.text for one in chart_tree(written("full", language)).iter(f"{C}formatCode")}

    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == (0, 5, 1)
    assert axis.tick_labels.number_format == "0"
    assert formats == {"[$-41D]0.0" if language == "sv" else "[$-809]0.0"}


def test_regions_differ_in_colour_dash_and_marker_and_are_named_below():
    chart = chart_frame(deck_of("full", "sv")).chart
    series = list(chart.plots[0].series)
    colors = [str(one.format.line.color.rgb) for one in series]

    assert colors == ["0072B2", "D55E00", "008F68", "8F5D9E"]
    assert len({one.format.line.dash_style for one in series}) == 4
    assert len({one.marker.style for one in series}) == 4
    assert [str(one.marker.format.fill.fore_color.rgb) for one in series] == colors
    assert chart.has_legend
    assert chart.legend.position == XL_LEGEND_POSITION.BOTTOM
    assert not chart.has_title


@pytest.mark.parametrize("name", ["full", "partial", "of_class"])
def test_the_chart_can_be_edited_in_its_own_workbook(name):
    report = report_of(name, "sv")
    chart = chart_frame(deck_of(name, "sv")).chart
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    [sheet] = book.worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert rows[0] == [None, report.mine.name, *(one.name for one in report.others)]
    assert [row[0] for row in rows[1:]] == [axis.label for axis in report.axes]
    # A workbook keeps sixteen digits.
    assert [value for row in rows[1:] for value in row[1:]] == [
        None if value is None else pytest.approx(value, rel=1e-15)
        for axis in report.axes
        for value in (one.values.get(axis.id) for one in (report.mine, *report.others))
    ]
    # Each series says where in the workbook its name, labels and values stand.
    for column, series in enumerate(chart_tree(written(name, "sv")).iter(f"{C}ser"), start=1):
        letter = "ABCDE"[column]
        assert [one.text for one in series.iter(f"{C}f")] == [
            f"{sheet.title}!${letter}$1",
            f"{sheet.title}!$A$2:$A$15",
            f"{sheet.title}!${letter}$2:${letter}$15",
        ]


def test_the_chart_is_as_the_standard_has_it_and_fills_its_place():
    tree = chart_tree(written("full", "sv"))
    order = [etree.QName(one).localname for one in tree.iterchildren(f"{C}*")]
    series = {
        tuple(etree.QName(one).localname for one in ser.iterchildren())
        for ser in tree.iter(f"{C}ser")
    }

    # The schemas of ECMA-376-1, 21.2: a chart space, and the series of a radar.
    assert order[:3] == ["date1904", "lang", "roundedCorners"]
    assert series == {("idx", "order", "tx", "spPr", "marker", "cat", "val")}
    assert tree.find(f".//{C}catAx/{C}numFmt") is None
    assert tree.find(f".//{C}autoTitleDeleted").get("val") == "1"
    assert float(tree.find(f".//{C}plotArea/{C}layout//{C}h").get("val")) > 0.6


@pytest.mark.parametrize(
    "name", ["=1+1", "http://example.org", "_x0041_", "a\0b\nc", "<&>\"'", "{=A1}", "Å" * 200]
)
def test_whatever_a_region_is_called_is_text_in_chart_and_workbook(name):
    values = report_of("full", "sv").others[0].values
    frame = chart_frame(made("full", others=(Profile(name, values),)))
    told = frame.chart.plots[0].series[1].name
    book = openpyxl.load_workbook(
        io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob), rich_text=False
    )
    cell = book.worksheets[0]["C1"]

    shown = " ".join(held(name).split())
    if len(shown) > 100:
        shown = f"{shown[:28]} {ELLIPSIS}"
    # What looks like an escape is escaped, in the chart's XML (ECMA-376-1, 22.9.2.19) and the cell.
    assert told == shown.replace("_x", "_x005F_x")
    assert cell.data_type == "s"
    assert cell.value in {shown, told}
    assert cell.hyperlink is None
    assert f" {shown}: " in descr(frame)


def descr(frame):
    return frame.element.find(f".//{P}cNvPr").get("descr")


@every_radar
def test_the_table_says_what_the_report_s_table_says(name, language):
    report = report_of(name, language)
    slide = titled(deck_of(name, language), Words(language)("takeaway.slides-figures"))

    assert cells(slide) == [list(report.table.head), *map(list, report.table.rows)]
    assert table_in(slide).table.first_row
    assert said(slide.placeholders[1]) == report.table.caption


@pytest.mark.parametrize(("name", "broken"), [("full", False), ("partial", True)])
def test_a_line_that_is_broken_is_explained_where_there_is_one(name, broken):
    words = Words("sv")
    slide = titled(deck_of(name, "sv"), words("takeaway.values"))
    assert (words("takeaway.slides-broken") in said(slide.placeholders[1])) == broken


@every_deck
def test_the_opening_says_the_day_and_that_example_regions_are_invented(name, language):
    shown = said(deck_of(name, language).slides[0].placeholders[1])
    assert (Words(language)("compare.note") in shown) == (name != "empty")
    assert reports.TODAY.strftime("%Y") in shown


def ends(values):
    """Return what is highest and what is lowest when the first factors have these values.

    A factor is called by its number: "2: 4.5" is the second, at 4.5.
    """
    axes = report_of("full", "en").axes
    mine = Profile("Mine", dict(zip((axis.id for axis in axes), values, strict=False)))
    deck = made("full", "en", mine=mine)
    if "Strongest and weakest" not in titles(deck):
        return None
    numbers = {axis.label: axis.number for axis in axes}
    found = []
    for place, head in ((15, "Highest"), (16, "Lowest")):
        text = said(titled(deck, "Strongest and weakest").placeholders[place])
        first, *lines = [line.partition("  ") for line in text.split("\n")]
        assert first[0] == head
        found.append(
            [f"{numbers[label]}: {value}" if label else value for value, _, label in lines]
        )
    return [", ".join(one) for one in found]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([5, 4.5, 4, 3, 2, 1.5, 1], ["1: 5, 2: 4.5, 3: 4", "7: 1, 6: 1.5, 5: 2"]),
        ([4, 4, 4, 4, 4, 2, 2], ["1: 4, 2: 4, 3: 4, and 2 more at 4", "6: 2, 7: 2"]),
        ([5, 4, 3, 2], ["1: 5, 2: 4", "4: 2, 3: 3"]),
        ([5, 2, 2, 2, 2, 2], ["1: 5", "2: 2, 3: 2, 4: 2, and 2 more at 2"]),
        ([4, 2, 3], ["1: 4", "2: 2"]),
        ([5, 4, 4, 4, 4, 2, 1, 1.5], ["1: 5, 2: 4, 3: 4, and 2 more at 4", "7: 1, 8: 1.5, 6: 2"]),
        # As they are written, with one decimal, all are alike.
        *(([], None), ([3], None), ([3, 3, 3], None), ([3.04, 3, 3.01], None)),
    ],
)
def test_the_three_strongest_and_weakest_are_listed_where_anything_differs(values, found):
    assert ends(values) == found


def test_an_empty_report_says_that_nothing_is_rated():
    deck = deck_of("empty", "sv")
    slide = titled(deck, Words("sv")("takeaway.values"))

    assert said(slide.placeholders[1]) == "Du har inte skattat din region här ännu."
    assert [one for slide in deck.slides for one in slide.shapes if one.has_chart] == []


@either_language
def test_factors_stand_by_what_they_need_most(language):
    report = report_of("full", language)
    slide = titled(deck_of("full", language), Words(language)("takeaway.page-importance"))
    [_, *rows] = cells(slide)
    labels = {f"{axis.number} {axis.label}": axis.id for axis in report.axes}

    assert len(rows) == 14
    assert [(labels[label], value, told[0], need) for label, value, told, need in rows] == [
        (
            *(one.id, value_text(one.level, language), str(one.importance)),
            signed(one.need, language),
        )
        for one in report.standings
    ]


@either_language
def test_each_priority_has_a_slide_with_its_plan(language):
    report = report_of("full", language)
    words = Words(language)
    found = plans(deck_of("full", language), language)

    assert len(found) == len(report.priorities) == 3
    for one, (slide, rows) in zip(report.priorities, found, strict=True):
        assert one.factor in said(slide.shapes.title)
        aim = rows.pop(words("plan.goal"))
        assert str(one.aim) in aim
        assert words(f"scale.{one.aim}") in aim
        assert list(rows.values()) == [one.act, one.seen, one.first, one.who, one.when, one.sign]


@either_language
def test_what_is_not_planned_yet_is_said_to_be_missing(language):
    words = Words(language)
    (_, begun), (_, nothing) = plans(deck_of("partial", language), language)
    missing = words("takeaway.unwritten")

    for rows, unwritten in ((begun, PLANNED[1:]), (nothing, PLANNED)):
        assert [one for one in PLANNED if rows[words(f"plan.{one}")] == missing] == [*unwritten]


def test_a_priority_without_a_level_says_where_to_and_not_where_from():
    unrated = [attrs.evolve(one, level=None, aim=2) for one in report_of("full", "en").priorities]
    [(_, rows), *_] = plans(made("full", "en", priorities=unrated), "en")
    assert rows["Level to reach"] == "To 2 (begun)."


def test_a_long_text_is_cut_on_the_slide_and_whole_in_its_notes():
    words = Words("sv")
    long = "Vi börjar med att samla alla. " * 100
    deck = made("full", priorities=planned("sv", [long] * 12))
    for slide, rows in plans(deck, "sv"):
        shown = rows[words("plan.first")]
        assert shown.endswith(f" {ELLIPSIS}")
        assert long.startswith(shown.removesuffix(f" {ELLIPSIS}"))
        assert 100 < len(shown) < 1000
        assert f"{words('plan.first')}: {long}" in notes(slide).split("\n")
        assert words("takeaway.slides-whole") in notes(slide)
    on_slides(deck)
    assert words("takeaway.slides-whole") not in notes(plans(deck_of("full", "sv"), "sv")[0][0])


@either_language
@pytest.mark.parametrize("length", [300, LONGEST_NOTE])
def test_a_plan_that_does_not_fit_goes_on_on_a_second_slide_with_the_same_notes(language, length):
    words = Words(language)
    text = ("Vi börjar med att samla alla. " * 200)[:length].strip()
    deck = made("full", language, priorities=planned(language, [text] * 12))
    on_slides(deck)
    for one in report_of("full", language).priorities:
        first, second = titled(deck, *parts_of_two(f"{priority(words)}{one.factor}", words))
        shown = dict((*cells(first), *cells(second)))
        assert list(shown) == [one.way, *(words(key) for key in PLAN_ROWS)]
        assert (shown[words("plan.sign")] == text) == (length == 300)
        assert notes(first) == notes(second)


@either_language
def test_statements_that_do_not_fit_stand_on_two_slides_as_even_as_they_can(language):
    words = Words(language)
    of_class = report_of("of_class", language).of_class
    splits = [(number, "ord " * 40, *rest) for number, _, *rest in of_class.splits]
    deck = made("of_class", language, of_class=attrs.evolve(of_class, splits=tuple(splits)))
    on_slides(deck)
    slides = titled(deck, *parts_of_two(words("takeaway.page-splits"), words))
    first, second = map(cells, slides)

    assert first[0] == second[0]
    assert [row[0] for row in (*first[1:], *second[1:])] == [number for number, *_ in splits]
    assert [len(first), len(second)] == [4, 3]


@pytest.mark.parametrize("label", ["Efter sommarmötena", "Lång etikett " * 40], ids=["", "*40"])
@either_language
def test_four_times_with_long_labels_keep_their_whole_dates(language, label):
    dates = [dt.date(2026, month, 28) for month in (3, 9, 11, 12)]
    first = report_of("full", language).snapshots[0]
    kept = tuple(attrs.evolve(first, label=label, date=date) for date in dates)
    deck = made("full", language, snapshots=kept)
    on_slides(deck)
    head = cells(titled(deck, Words(language)("takeaway.progress")))[0][1:5]
    assert [one.split("\n")[1] for one in head] == [day(one, language) for one in dates]
    assert all(one.split("\n")[0].endswith(ELLIPSIS) for one in head)


def test_short_plans_are_set_in_larger_type_than_long_ones():
    sizes = []
    for text in ("Möte.", "Många ord. " * 90):
        [(slide, _), *_] = plans(made("full", priorities=planned("sv", [text] * 12)), "sv")
        cell = table_in(slide).table.cell(2, 1)
        sizes.append(cell.text_frame.paragraphs[0].runs[0].font.size.pt)
    assert sizes[0] > sizes[1]


def progress(dates, now):
    """Return the slide on snapshots, of two factors, at each of some dates, and on now."""
    first, second = (axis.id for axis in report_of("full", "en").axes[:2])
    kept = tuple(
        Snapshot(str(place), f"Time {place}", date, {first: 2.25 + place, second: 3})
        for place, date in enumerate(dates)
    )
    deck = made("full", "en", snapshots=kept, mine=Profile("Mine", {first: now}))
    return titled(deck, "Progress over time")


def test_earlier_times_stand_beside_now_with_the_change_since_the_first():
    slide = progress([dt.date(2026, 1, 2), dt.date(2026, 5, 2)], now=3.71)
    head, first, second, third, *_ = cells(slide)

    times = ["Time 0\n2 January 2026", "Time 1\n2 May 2026", "Now"]
    assert head[1:] == [*times, "Change since 2 January 2026"]
    # From 2.25 to 3.71 it is 1.5, but figures on a slide follow from each other as they stand.
    assert first[1:] == ["2.3", "3.3", "3.7", "+1.4"]
    assert second[1:] == ["3", "3", "no value", "no value"]
    assert third[1:] == ["no value"] * 4


def test_of_many_times_the_first_and_the_latest_are_shown_and_the_rest_told_of():
    slide = progress([dt.date(2026, month, 1) for month in range(1, 8)], now=3)
    head = cells(slide)[0]
    assert [one.split("\n")[0] for one in head[1:5]] == ["Time 0", "Time 4", "Time 5", "Time 6"]
    assert "3 times in between are not shown here." in notes(slide)


def test_there_is_no_slide_on_progress_where_nothing_was_kept():
    assert "Progress over time" not in titles(deck_of("partial", "en"))


@either_language
def test_a_class_s_deck_shows_medians_spread_and_splits(language):
    words = Words(language)
    report = report_of("of_class", language)
    deck = deck_of("of_class", language)
    spread = titled(deck, words("takeaway.page-spread"))
    split = titled(deck, words("takeaway.page-splits"))

    assert chart_frame(deck).chart.plots[0].series[0].name == words("class.medians")
    table = report.of_class.table
    assert cells(spread) == [list(table.head), *map(list, table.rows)]
    assert cells(split)[1:] == [
        [number, text, agreement] for number, text, agreement, _ in report.of_class.splits
    ]
    for *_, questions in report.of_class.splits:
        assert all(one in notes(split).split("\n") for one in questions)
    # What is said is of a class, not of somebody's own region.
    whole = "\n".join(texts(written("of_class", language)))
    assert report.of_class.sentence in whole
    assert report.sentence not in whole


def test_a_class_compared_with_nobody_has_its_medians_in_one_table_only():
    found = titles(made("of_class", "en", others=()))
    assert "How the answers spread" in found
    assert "The fourteen factors in figures" not in found


def test_a_class_in_which_nobody_has_answered_says_so():
    nothing = {"medians": Profile("x", {}), "sentence": "Ingen har lämnat in ännu.", "splits": ()}
    nobody = attrs.evolve(report_of("of_class", "sv").of_class, **nothing)
    deck = made("of_class", of_class=nobody, mine=nobody.medians, others=(), priorities=())
    assert titles(deck)[1:] == [
        "Värden på de fjorton faktorerna",
        "Vad det här säger och inte säger",
    ]
    assert said(deck.slides[1].placeholders[1]) == "Ingen har lämnat in ännu."


@every_deck
def test_every_slide_has_notes_in_which_the_sources_stand(name, language):
    report = report_of(name, language)
    deck = deck_of(name, language)
    for slide in deck.slides:
        lines = notes(slide).split("\n")
        assert lines[-len(report.sources) :] == list(report.sources)
        assert len(lines) > len(report.sources) + 1
    assert said(deck.slides[-1].placeholders[1]).split("\n") == list(report.sources)


def test_what_ratings_rest_on_stands_in_the_notes_of_the_figures():
    report = report_of("full", "sv")
    lines = notes(titled(deck_of("full", "sv"), "De fjorton faktorerna i siffror"))
    for label, evidence, reflection in report.notes:
        assert f"{label}. Vad skattningen bygger på: {evidence}" in lines
        assert f"{label}. Att göra på måndag: {reflection}" in lines


@every_deck
def test_every_word_is_marked_with_its_language(name, language):
    parts = trees(written(name, language))
    tag = TAGS[language]
    runs = 0
    for part, tree in parts.items():
        for run in (*tree.iter(f"{A}r"), *tree.iter(f"{A}fld")):
            runs += 1
            assert run.find(f"{A}rPr").get("lang") == tag, part
        found = {one.get("lang") for one in tree.iter() if one.get("lang")}
        assert found <= {tag}, part
        if part.startswith("ppt/charts/chart"):
            assert tree.find(f"{C}lang").get("val") == tag
    assert runs > 30
    assert deck_of(name, language).core_properties.language == tag


def texts(content):
    """Return every text in a file: runs, names, alternative texts, what charts and layouts say."""
    found = []
    for part, tree in sorted(trees(content).items()):
        for one in tree.iter():
            if part.startswith("ppt/") and one.tag in {f"{A}t", f"{C}v"}:
                found.append(one.text or "")
            elif one.tag in {f"{P}cNvPr", f"{P}cSld"}:
                found += [one.get("name", ""), one.get("descr", "")]
    return found


def test_nothing_in_a_swedish_deck_is_english_nor_the_other_way_round():
    for name in SAMPLES:
        report = report_of(name, "sv")
        swedish, english = (texts(written(name, one)) for one in LANGUAGES)
        same = {one for one in swedish if re.search(r"[^\W\d_]{2}", one)} & set(english)
        alike = {"Text", "Radar", "Median", "Storhamra", "Konsensus", "of"}
        alike |= {re.sub(r" \(.*", "", one.name) for one in report.others}
        assert {one for one in same if re.sub(r"[\d ]", "", one) not in alike} == set(), name
        ours = r"\b(?:Click|edit|Master|Slide|Title|Placeholder|level|Office)\b"
        assert re.findall(ours, "\n".join(swedish)) == []


@every_deck
def test_the_file_says_its_title_and_neither_who_nor_when_nor_where(name, language):
    content = written(name, language)
    core = deck_of(name, language).core_properties

    assert core.title == report_of(name, language).title
    assert [core.author, core.last_modified_by, core.comments, core.keywords] == [""] * 4
    assert [core.created, core.modified, core.last_printed] == [None] * 3
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [one for one in file.namelist() if re.search("printer|thumbnail|app.xml", one)]
    for part, tree in trees(content).items():
        plain = etree.tostring(tree).decode()
        left = re.search(r"Steve|Macintosh|python-pptx|201[0-9]-\d\d-\d\d|screen4x3", plain)
        assert left is None, part
        dates = re.findall(r"20\d\d-\d\d-\d\dT[\d:]+Z", plain)
        assert set(dates) <= {"2000-01-01T00:00:00Z"}, part


def test_the_same_report_is_the_same_file():
    assert slides(report_of("full", "sv"), Words("sv")) == written("full", "sv")


def test_every_hostile_text_comes_out_as_text():
    words = Words("sv")
    met = 0
    for start in range(0, len(HOSTILE), 12):
        typed = [*HOSTILE[start : start + 12], *["x"] * 12][:12]
        report = attrs.evolve(report_of("full", "sv"), priorities=planned("sv", typed))
        content = slides(report, words)
        deck = opened(content)
        on_slides(deck)
        plain(content)
        found = plans(deck, "sv")
        for place, text in enumerate(typed):
            slide, rows = found[place // 4]
            field, whole = words(f"plan.{PLANNED[place % 4]}"), held(text)
            shown = rows[field]
            met += 1
            if not text.strip():
                assert shown == words("takeaway.unwritten")
                continue
            assert re.search(rf"{re.escape(field)}:? {re.escape(whole)}\n", notes(slide))
            if shown != whole:
                assert shown.endswith(ELLIPSIS)
                assert whole.startswith(shown.removesuffix(ELLIPSIS).rstrip())
                assert len(whole) > 100
    assert met >= len(HOSTILE) >= 60


def plain(content):
    """Check that nothing in a file leads elsewhere, is worked out, or is read as an escape."""
    for part, tree in trees(content).items():
        assert [one for one in tree.iter() if one.get("TargetMode") == "External"] == [], part
        names = {etree.QName(one).localname for one in tree.iter(etree.Element)}
        assert names.isdisjoint({"hlinkClick", "hlinkHover", "hyperlink", "snd"}), part
        assert {one.get("type") for one in tree.iter(f"{A}fld")} <= {"slidenum"}, part
        # Of texts that PowerPoint may read as "_x000D_" for a carriage return there is none.
        runs = [one.text or "" for one in tree.iter(f"{A}t")]
        assert [one for one in runs if re.search(r"_x[0-9A-Fa-f]{4}_", one)] == [], part
        if "worksheets/" in part:
            assert "f" not in names, part


@pytest.mark.parametrize(
    "text",
    ["=1+1", "_x000D_", "<b>\0&amp;]]>", "\u202ea\u2066b", "http://example.org", "{0} %s"],
)
def test_hostile_texts_are_text_wherever_somebody_can_type(text):
    words = Words("sv")
    content = slides(reports.typed(words, text), words)
    plain(content)
    deck = opened(content)
    on_slides(deck)
    whole = held(text)
    figures, slide = titled(deck, words("takeaway.slides-figures"), words("takeaway.progress"))
    assert f"Vad skattningen bygger på: {whole}\n" in notes(figures)
    assert [one.split("\n")[0] for one in cells(slide)[0][1:3]] == [whole] * 2
    assert f": {whole}\n" in notes(slide)


def test_what_writes_slides_and_workbooks_is_loaded_only_when_one_is_asked_for():
    code = "import sys, kit.takeaway.slides, kit.takeaway.workbook; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"pptx", "lxml", "xlsxwriter"}.isdisjoint(done.stdout.split())


@pytest.mark.skipif(office.find() is None, reason=office.HOW)
@pytest.mark.parametrize("name", ["full", "of_class"])
def test_libreoffice_opens_the_slides_and_has_a_page_for_each(name, tmp_path):
    file = tmp_path / "slides.pptx"
    file.write_bytes(written(name, "sv"))
    pages = re.findall(rb"/Type\s*/Page\b", office.convert(file, tmp_path).read_bytes())
    assert len(pages) == len(deck_of(name, "sv").slides)


def test_slides_and_notes_have_one_type_and_one_accent_colour():
    parts = trees(written("full", "sv"))
    themes = [tree for part, tree in parts.items() if part.startswith("ppt/theme/theme")]

    assert len(themes) == 2
    for tree in themes:
        fonts = tree.findall(f".//{A}fontScheme/*/{A}latin")
        assert {one.get("typeface") for one in fonts} == {"Arial"}
        accents = [tree.find(f".//{A}accent{n}/{A}srgbClr").get("val") for n in range(1, 6)]
        assert accents == ["0B5CAD", *(one["color"][1:] for one in OTHERS), MINE[1:]]
        assert tree.get("name") == report_of("full", "sv").title


@every_deck
def test_type_is_large_enough_to_read(name, language):
    for part, tree in trees(written(name, language)).items():
        if part.startswith(("ppt/slides/", "ppt/slideLayouts/", "ppt/charts/chart")):
            sizes = [one.get("sz") for one in tree.iter(f"{A}rPr", f"{A}defRPr")]
            assert min((int(one) for one in sizes if one), default=1200) >= 1200, part
