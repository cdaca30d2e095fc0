"""The slides, read back from the file: by python-pptx, and as XML in a zip file."""

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from functools import cache, lru_cache

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
from kit.answers.snapshots import Snapshot
from kit.charts.base import MINE, OTHERS, Profile
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


def made(report, language="sv"):
    return opened(slides(report, Words(language)))


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


def titled(deck, title):
    """Return the one slide with a title."""
    [slide] = [one for one in deck.slides if said(one.shapes.title) == title]
    return slide


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
    for slide in deck.slides:
        title = said(slide.shapes.title)
        if title.startswith(start):
            _, rows = found.setdefault(re.sub(r" \(\d \w+ \d\)$", "", title), (slide, {}))
            rows.update(cells(slide))
    return list(found.values())


def planned(report, texts):
    """Return a report whose plans are these texts, four for each priority."""
    left = iter(texts)
    fields = ("first", "who", "when", "sign")
    changed = [
        attrs.evolve(one, **{field: next(left) for field in fields}) for one in report.priorities
    ]
    return attrs.evolve(report, priorities=tuple(changed))


@every_deck
def test_the_deck_is_16_to_9_and_every_slide_has_a_title_of_its_own(name, language):
    deck = deck_of(name, language)
    titles = [said(slide.shapes.title) for slide in deck.slides]

    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert all(one.strip() for one in titles)
    assert len(set(titles)) == len(titles) >= 3
    assert titles[0] == report_of(name, language).title


@every_deck
def test_no_placeholder_is_left_empty(name, language):
    for slide in deck_of(name, language).slides:
        for shape in (*slide.placeholders, *slide.notes_slide.placeholders):
            if shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_IMAGE:
                assert not shape.has_text_frame or said(shape).strip(), shape.name


@every_deck
def test_everything_stands_in_a_placeholder_of_its_layout(name, language):
    for slide in deck_of(name, language).slides:
        places = {one.placeholder_format.idx for one in slide.slide_layout.placeholders}
        assert {one.placeholder_format.idx for one in slide.shapes} == places


@every_deck
def test_everything_lies_on_its_slide_and_nothing_on_anything_else(name, language):
    on_slides(deck_of(name, language))


def on_slides(deck):
    for slide in deck.slides:
        boxes = []
        for shape in slide.shapes:
            height = shape.height
            if shape.has_table:
                height = sum(row.height for row in shape.table.rows)
                assert shape.width >= sum(one.width for one in shape.table.columns) - 9
            boxes.append((shape.left, shape.top, shape.left + shape.width, shape.top + height))
        assert all(left >= 0 and top >= 0 for left, top, _, _ in boxes)
        assert all(right <= deck.slide_width for *_, right, _ in boxes)
        assert all(bottom <= deck.slide_height for *_, bottom in boxes)
        for place, one in enumerate(boxes):
            for other in boxes[:place]:
                apart = (
                    one[0] >= other[2]
                    or other[0] >= one[2]
                    or one[1] >= other[3]
                    or other[1] >= one[3]
                )
                assert apart, (said(slide.shapes.title), one, other)


@pytest.mark.parametrize("name", ["full", "partial", "of_class"])
@either_language
def test_the_radar_is_a_native_chart_with_the_report_s_numbers(name, language):
    report = report_of(name, language)
    chart = chart_frame(deck_of(name, language)).chart
    [plot] = chart.plots

    assert chart.chart_type == XL_CHART_TYPE.RADAR_MARKERS
    assert list(plot.categories) == [axis.label for axis in report.axes]
    assert [(one.name, list(one.values)) for one in plot.series] == [
        (profile.name, [profile.values.get(axis.id) for axis in report.axes])
        for profile in (report.mine, *report.others)
    ]


def test_no_chart_is_a_picture():
    for name, language in EVERY:
        parts = trees(written(name, language))
        with zipfile.ZipFile(io.BytesIO(written(name, language))) as file:
            assert [
                one for one in file.namelist() if "/media/" in one or one.endswith("jpeg")
            ] == []
        charts = [one for one in parts if re.fullmatch(r"ppt/charts/chart\d+\.xml", one)]
        assert [parts[one].find(f".//{C}radarChart") is not None for one in charts] == (
            [] if name == "empty" else [True]
        )


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
    report = report_of("full", "sv")
    named = attrs.evolve(report, others=(Profile(name, report.others[0].values),))
    deck = made(named)
    frame = chart_frame(deck)
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


@pytest.mark.parametrize("name", ["full", "partial", "of_class"])
@either_language
def test_the_radar_s_alternative_text_says_every_value(name, language):
    report = report_of(name, language)
    words = Words(language)
    alt = descr(chart_frame(deck_of(name, language)))

    assert (report.of_class or report).sentence in alt
    # The columns of the report's table: one's own region, then the others.
    for place, profile in enumerate((report.mine, *report.others), start=1):
        values = [row[place] for row in report.table.rows]
        each = zip((axis.label for axis in report.axes), values, strict=True)
        assert f"{profile.name}: {'; '.join(' '.join(one) for one in each)}." in alt
    assert (words("table.none") in alt) == (name == "partial")


@every_deck
def test_every_chart_and_table_has_an_alternative_text(name, language):
    found = [
        descr(shape)
        for slide in deck_of(name, language).slides
        for shape in slide.shapes
        if shape.has_table or shape.has_chart
    ]
    assert all(found)
    assert bool(found) == (name != "empty")


@pytest.mark.parametrize("name", ["full", "partial", "of_class"])
@either_language
def test_the_table_says_what_the_report_s_table_says(name, language):
    report = report_of(name, language)
    slide = titled(deck_of(name, language), Words(language)("takeaway.slides-figures"))

    assert cells(slide) == [list(report.table.head), *map(list, report.table.rows)]
    assert table_in(slide).table.first_row
    assert said(slide.placeholders[1]) == report.table.caption


def test_a_line_that_is_broken_is_explained_where_there_is_one():
    words = Words("sv")
    for name, broken in {"full": False, "partial": True}.items():
        slide = titled(deck_of(name, "sv"), words("takeaway.values"))
        assert (words("takeaway.slides-broken") in said(slide.placeholders[1])) == broken


@either_language
def test_example_regions_are_said_to_be_invented_where_there_are_any(language):
    note = Words(language)("compare.note")
    first = {name: deck_of(name, language).slides[0] for name in SAMPLES}
    shown = {name: said(slide.placeholders[1]) for name, slide in first.items()}

    assert {name: note in text for name, text in shown.items()} == {
        "full": True,
        "partial": True,
        "empty": False,
        "of_class": True,
    }
    assert all(reports.TODAY.strftime("%Y") in text for text in shown.values())


def ends(values):
    """Return what is listed as highest and as lowest when the first factors have these values."""
    report = report_of("full", "en")
    ids = [axis.id for axis in report.axes]
    mine = Profile("Mine", dict(zip(ids, values, strict=False)))
    deck = made(attrs.evolve(report, mine=mine), "en")
    titles = [said(slide.shapes.title) for slide in deck.slides]
    if "Strongest and weakest" not in titles:
        return None
    slide = titled(deck, "Strongest and weakest")
    return [said(slide.placeholders[place]).split("\n") for place in (15, 16)]


def test_the_three_strongest_and_weakest_are_listed():
    assert ends([5, 4.5, 4, 3, 2, 1.5, 1]) == [
        ["Highest", "5  Breadth of work", "4.5  County’s voice", "4  Leading networks"],
        ["Lowest", "1  Consensus", "1.5  Long-term view", "2  Communication"],
    ]


def test_how_many_more_share_the_last_value_is_said():
    high, low = ends([4, 4, 4, 4, 4, 2, 2])
    assert high[1:] == [
        "4  Breadth of work",
        "4  County’s voice",
        "4  Leading networks",
        "and 2 more at 4",
    ]
    assert low[1:] == ["2  Long-term view", "2  Consensus"]


def test_of_few_factors_none_is_both_strong_and_weak():
    high, low = ends([5, 4, 3, 2])
    assert high[1:] == ["5  Breadth of work", "4  County’s voice"]
    assert low[1:] == ["2  Goals and process", "3  Leading networks"]


def test_what_is_lowest_is_not_among_the_highest_however_few_those_are():
    high, low = ends([5, 2, 2, 2, 2, 2])
    assert high[1:] == ["5  Breadth of work"]
    assert low[-1] == "and 2 more at 2"


@pytest.mark.parametrize("values", [[], [3], [3, 3, 3]])
def test_nothing_is_strongest_where_nothing_differs(values):
    assert ends(values) is None


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
    comma = "," if language == "sv" else "."

    assert len(rows) == 14
    labels = {f"{axis.number} {axis.label}": axis.id for axis in report.axes}
    assert [labels[row[0]] for row in rows] == [one.id for one in report.standings]
    numbers = [
        float(row[place].split()[0].replace(comma, ".").replace("−", "-"))
        for row in rows
        for place in (1, 2, 3)
    ]
    assert numbers == [
        pytest.approx(value, abs=0.051)
        for one in report.standings
        for value in (one.level, one.importance, one.need)
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
        assert list(rows.values()) == [one.seen, one.first, one.who, one.when, one.sign]


@either_language
def test_what_is_not_planned_yet_is_said_to_be_missing(language):
    words = Words(language)
    (_, begun), (_, nothing) = plans(deck_of("partial", language), language)
    missing = words("takeaway.unwritten")

    typed = ["plan.first", "plan.who", "plan.when", "plan.sign"]
    assert [begun[words(one)] == missing for one in typed] == [False, True, True, True]
    assert [nothing[words(one)] == missing for one in typed] == [True] * 4


def test_a_priority_without_a_level_says_where_to_and_not_where_from():
    report = report_of("full", "en")
    unrated = tuple(attrs.evolve(one, level=None, aim=2) for one in report.priorities)
    [(_, rows), *_] = plans(made(attrs.evolve(report, priorities=unrated), "en"), "en")
    assert rows["Level to reach"] == "To 2 (begun)."


def test_a_long_text_is_cut_on_the_slide_and_whole_in_its_notes():
    words = Words("sv")
    long = "Vi börjar med att samla alla. " * 100
    report = report_of("full", "sv")
    deck = made(planned(report, [long] * 12))
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
    report = planned(report_of("full", language), [text] * 12)
    deck = made(report, language)
    on_slides(deck)
    for one in report.priorities:
        title = f"{priority(words)}{one.factor}"
        first, second = (
            titled(deck, words("takeaway.slides-of", title=title, n=n, of=2)) for n in (1, 2)
        )
        shown = dict((*cells(first), *cells(second)))
        assert list(shown) == [words(key) for key in PLAN_ROWS]
        assert (shown[words("plan.sign")] == text) == (length == 300)
        assert notes(first) == notes(second)


@either_language
def test_statements_that_do_not_fit_stand_on_two_slides_as_even_as_they_can(language):
    words = Words(language)
    report = report_of("of_class", language)
    splits = [(number, "ord " * 40, *rest) for number, _, *rest in report.of_class.splits]
    deck = made(
        attrs.evolve(report, of_class=attrs.evolve(report.of_class, splits=tuple(splits))), language
    )
    on_slides(deck)
    title = words("takeaway.page-splits")
    first, second = (
        cells(titled(deck, words("takeaway.slides-of", title=title, n=n, of=2))) for n in (1, 2)
    )

    assert first[0] == second[0]
    assert [row[0] for row in (*first[1:], *second[1:])] == [number for number, *_ in splits]
    assert [len(first), len(second)] == [4, 3]


@either_language
def test_four_times_with_long_labels_keep_their_whole_dates(language):
    report = report_of("full", language)
    kept = [
        attrs.evolve(report.snapshots[0], label="Efter sommarmötena", date=dt.date(2026, month, 28))
        for month in (3, 9, 11, 12)
    ]
    deck = made(attrs.evolve(report, snapshots=tuple(kept)), language)
    on_slides(deck)
    head = cells(titled(deck, Words(language)("takeaway.progress")))[0]
    assert [one.split("\n")[1] for one in head[1:5]] == [day(one.date, language) for one in kept]


def test_short_plans_are_set_in_larger_type_than_long_ones():
    def size(report):
        [(slide, _), *_] = plans(made(report), "sv")
        cell = table_in(slide).table.cell(2, 1)
        return cell.text_frame.paragraphs[0].runs[0].font.size.pt

    report = report_of("full", "sv")
    assert size(planned(report, ["Möte."] * 12)) > size(planned(report, ["Många ord. " * 90] * 12))


def timed(dates, now=None):
    """Return a report with a snapshot, of two factors, at each of some dates."""
    report = report_of("full", "en")
    first, second = (axis.id for axis in report.axes[:2])
    kept = tuple(
        Snapshot(str(place), f"Time {place}", date, {first: 2.25 + place, second: 3})
        for place, date in enumerate(dates)
    )
    mine = report.mine if now is None else Profile("Mine", {first: now})
    return attrs.evolve(report, snapshots=kept, mine=mine)


def test_earlier_times_stand_beside_now_with_the_change_since_the_first():
    slide = titled(
        made(timed([dt.date(2026, 1, 2), dt.date(2026, 5, 2)], now=3.71), "en"),
        "Progress over time",
    )
    head, first, second, third, *_ = cells(slide)

    assert head[1:] == [
        "Time 0\n2 January 2026",
        "Time 1\n2 May 2026",
        "Now",
        "Change since 2 January 2026",
    ]
    # From 2.25 to 3.71 it is 1.5, but figures on a slide follow from each other as they stand.
    assert first[1:] == ["2.3", "3.3", "3.7", "+1.4"]
    assert second[1:] == ["3", "3", "no value", "no value"]
    assert third[1:] == ["no value"] * 4


def test_of_many_times_the_first_and_the_latest_are_shown_and_the_rest_told_of():
    dates = [dt.date(2026, month, 1) for month in range(1, 8)]
    slide = titled(made(timed(dates), "en"), "Progress over time")

    assert [one.split("\n")[0] for one in cells(slide)[0][1:5]] == [
        "Time 0",
        "Time 4",
        "Time 5",
        "Time 6",
    ]
    assert "3 times in between are not shown here." in notes(slide)


def test_there_is_no_slide_on_progress_where_nothing_was_kept():
    titles = [said(slide.shapes.title) for slide in deck_of("partial", "en").slides]
    assert "Progress over time" not in titles


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
    assert report.sentence not in "\n".join(texts(written("of_class", language)))
    assert report.of_class.sentence in "\n".join(texts(written("of_class", language)))


def test_a_class_compared_with_nobody_has_its_medians_in_one_table_only():
    report = attrs.evolve(report_of("of_class", "en"), others=())
    titles = [said(slide.shapes.title) for slide in made(report, "en").slides]

    assert "How the answers spread" in titles
    assert "The fourteen factors in figures" not in titles


def test_a_class_in_which_nobody_has_answered_says_so():
    report = report_of("of_class", "sv")
    nobody = attrs.evolve(
        report.of_class, medians=Profile("x", {}), sentence="Ingen har lämnat in ännu.", splits=()
    )
    deck = made(
        attrs.evolve(report, of_class=nobody, mine=nobody.medians, others=(), priorities=())
    )
    assert [said(slide.shapes.title) for slide in list(deck.slides)[1:]] == [
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
        joined = "\n".join(swedish)
        assert (
            re.findall(r"\b(?:Click|edit|Master|Slide|Title|Placeholder|level|Office)\b", joined)
            == []
        )


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
        assert not re.search(r"Steve|Macintosh|python-pptx|201[0-9]-\d\d-\d\d|screen4x3", plain), (
            part
        )
        dates = re.findall(r"20\d\d-\d\d-\d\dT[\d:]+Z", plain)
        assert set(dates) <= {"2000-01-01T00:00:00Z"}, part


def test_the_same_report_is_the_same_file():
    again = slides(report_of("full", "sv"), Words("sv"))
    assert again == written("full", "sv")


def test_every_hostile_text_comes_out_as_text():
    report = report_of("full", "sv")
    words = Words("sv")
    fields = [words(f"plan.{one}") for one in ("first", "who", "when", "sign")]
    missing = words("takeaway.unwritten")
    met = 0
    for start in range(0, len(HOSTILE), 12):
        typed = [*HOSTILE[start : start + 12], *["x"] * 12][:12]
        content = slides(planned(report, typed), words)
        deck = opened(content)
        on_slides(deck)
        plain(content)
        for place, (slide, rows) in enumerate(plans(deck, "sv")):
            for field, text in zip(fields, typed[4 * place : 4 * place + 4], strict=True):
                whole = held(text)
                shown = rows[field]
                met += 1
                if not text.strip():
                    assert shown == missing
                elif shown != whole:
                    assert shown.endswith(ELLIPSIS)
                    assert whole.startswith(shown.removesuffix(ELLIPSIS).rstrip())
                    assert len(whole) > 100
                if text.strip():
                    assert re.search(rf"{re.escape(field)}:? {re.escape(whole)}\n", notes(slide))
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


def test_hostile_texts_are_text_wherever_somebody_can_type():
    words = Words("sv")
    for text in (
        "=1+1",
        "_x000D_",
        "<b>\0&amp;]]>",
        "\u202ea\u2066b",
        "http://example.org",
        "{0} %s",
    ):
        content = slides(reports.typed(words, text), words)
        plain(content)
        deck = opened(content)
        on_slides(deck)
        whole = held(text)
        assert f"Vad skattningen bygger på: {whole}\n" in notes(
            titled(deck, words("takeaway.slides-figures"))
        )
        slide = titled(deck, words("takeaway.progress"))
        assert [one.split("\n")[0] for one in cells(slide)[0][1:3]] == [whole] * 2
        assert f": {whole}\n" in notes(slide)


def test_long_labels_of_times_leave_room_for_the_table():
    report = report_of("full", "sv")
    kept = tuple(attrs.evolve(one, label="Lång etikett " * 40) for one in report.snapshots)
    deck = made(attrs.evolve(report, snapshots=kept))
    on_slides(deck)
    head = cells(titled(deck, Words("sv")("takeaway.progress")))[0]
    assert all(one.split("\n")[0].endswith(ELLIPSIS) for one in head[1:3])
    assert [one.split("\n")[1] for one in head[1:3]] == ["14 september 2026", "14 oktober 2026"]


def test_loading_the_module_does_not_load_what_writes_slides():
    found = "import sys, kit.takeaway.slides as s; "
    found += "print([one for one in ('pptx', 'lxml', 'xlsxwriter') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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
        assert {one.get("typeface") for one in tree.findall(f".//{A}fontScheme/*/{A}latin")} == {
            "Arial"
        }
        accents = [tree.find(f".//{A}accent{n}/{A}srgbClr").get("val") for n in range(1, 6)]
        assert accents == ["0B5CAD", *(one["color"][1:] for one in OTHERS), MINE[1:]]
        assert tree.get("name") == report_of("full", "sv").title


def test_type_is_large_enough_to_read():
    for name, language in EVERY:
        for part, tree in trees(written(name, language)).items():
            if part.startswith(("ppt/slides/", "ppt/slideLayouts/", "ppt/charts/chart")):
                sizes = [
                    int(one.get("sz"))
                    for one in tree.iter(f"{A}rPr", f"{A}defRPr")
                    if one.get("sz")
                ]
                assert min(sizes, default=1200) >= 1200, part


def test_shapes_keep_a_margin_to_the_edges():
    deck = deck_of("full", "sv")
    for slide in deck.slides:
        assert min(shape.left for shape in slide.shapes) >= Inches(0.7)
