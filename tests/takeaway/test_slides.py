"""The slides, read back from the file: by python-pptx, and as XML in a zip file."""

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from functools import cache, cached_property, lru_cache
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

NAMES = ("full", "partial", "empty", "of_class")
EVERY = [(name, language) for name in NAMES for language in LANGUAGES]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
PLAN_ROWS = ("plan.goal", "takeaway.seen", "plan.first", "plan.who", "plan.when", "plan.sign")


def opened(content):
    return Presentation(io.BytesIO(content))


class Sample:
    """A sample report, the file that is written of it, and what is read back."""

    def __init__(self, name, language):
        self.name, self.language, self.words = name, language, Words(language)
        self.report = getattr(reports, name)(self.words)

    @cached_property
    def content(self):
        return slides(self.report, self.words)

    @cached_property
    def deck(self):
        return opened(self.content)

    @property
    def parts(self):
        return trees(self.content)

    @property
    def chart(self):
        return chart_frame(self.deck).chart

    def made(self, **changes):
        """Return the deck of the report in which something is changed."""
        return opened(slides(attrs.evolve(self.report, **changes), self.words))


sample = cache(Sample)


@pytest.fixture(params=EVERY, ids="-".join)
def one(request):
    return sample(*request.param)


@pytest.fixture(params=[each for each in EVERY if each[0] != "empty"], ids="-".join)
def drawn(request):
    """A sample with a radar."""
    return sample(*request.param)


@pytest.fixture(params=LANGUAGES)
def full(request):
    return sample("full", request.param)


@pytest.fixture(params=LANGUAGES)
def of_class(request):
    return sample("of_class", request.param)


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


def chart_tree(content):
    [tree] = [tree for name, tree in trees(content).items() if name.startswith("ppt/charts/chart")]
    return tree


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


def book_of(frame):
    return openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))


def descr(frame):
    return frame.element.find(f".//{P}cNvPr").get("descr")


def table_in(slide):
    [frame] = [one for one in slide.shapes if one.has_table]
    return frame


def cells(slide):
    rows = table_in(slide).table.rows
    return [[cell.text.replace("\v", "\n") for cell in row.cells] for row in rows]


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
        for one in sample("full", language).report.priorities
    ]


def on_slides(deck):
    """Check that whatever is on a slide lies within it and on nothing else."""
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


# Every deck


def test_slides_have_titles_notes_with_the_sources_and_words_for_what_is_drawn(one):
    deck, report, found = one.deck, one.report, titles(one.deck)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert all(title.strip() for title in found)
    assert len(set(found)) == len(found) >= 3
    assert found[0] == report.title
    shown = said(deck.slides[0].placeholders[1])
    assert (one.words("compare.note") in shown) == (one.name != "empty")
    assert reports.TODAY.strftime("%Y") in shown
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    told = [descr(shape) for shape in shapes if shape.has_table or shape.has_chart]
    assert all(told)
    assert bool(told) == (one.name != "empty")
    for slide in deck.slides:
        lines = notes(slide).split("\n")
        assert lines[-len(report.sources) :] == list(report.sources)
        assert len(lines) > len(report.sources) + 1
    assert said(deck.slides[-1].placeholders[1]).split("\n") == list(report.sources)


def test_what_is_on_a_slide_fills_the_placeholders_of_its_layout_and_lies_on_nothing_else(one):
    on_slides(one.deck)
    for slide in one.deck.slides:
        places = {shape.placeholder_format.idx for shape in slide.slide_layout.placeholders}
        assert {shape.placeholder_format.idx for shape in slide.shapes} == places
        assert min(shape.left for shape in slide.shapes) >= Inches(0.7)
        for shape in (*slide.placeholders, *slide.notes_slide.placeholders):
            if shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_IMAGE:
                assert not shape.has_text_frame or said(shape).strip(), shape.name


def test_no_chart_is_a_picture_type_is_large_and_every_word_is_marked_with_its_language(one):
    with zipfile.ZipFile(io.BytesIO(one.content)) as file:
        assert [it for it in file.namelist() if "/media/" in it or it.endswith("jpeg")] == []
    tag = {"sv": "sv-SE", "en": "en-GB"}[one.language]
    runs = charts = 0
    for part, tree in one.parts.items():
        for run in (*tree.iter(f"{A}r"), *tree.iter(f"{A}fld")):
            runs += 1
            assert run.find(f"{A}rPr").get("lang") == tag, part
        assert {it.get("lang") for it in tree.iter() if it.get("lang")} <= {tag}, part
        if re.fullmatch(r"ppt/charts/chart\d+\.xml", part):
            charts += 1
            assert tree.find(f"{C}lang").get("val") == tag
            assert tree.find(f".//{C}radarChart") is not None
        if part.startswith(("ppt/slides/", "ppt/slideLayouts/", "ppt/charts/chart")):
            sizes = [it.get("sz") for it in tree.iter(f"{A}rPr", f"{A}defRPr")]
            assert min((int(size) for size in sizes if size), default=1200) >= 1200, part
    assert runs > 30
    assert charts == (one.name != "empty")
    assert one.deck.core_properties.language == tag


def test_the_file_says_its_title_and_neither_who_nor_when_nor_where(one):
    core = one.deck.core_properties
    assert core.title == one.report.title
    assert [core.author, core.last_modified_by, core.comments, core.keywords] == [""] * 4
    assert [core.created, core.modified, core.last_printed] == [None] * 3
    with zipfile.ZipFile(io.BytesIO(one.content)) as file:
        assert {it.date_time for it in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [it for it in file.namelist() if re.search("printer|thumbnail|app.xml", it)]
    for part, tree in one.parts.items():
        plain = etree.tostring(tree).decode()
        left = re.search(r"Steve|Macintosh|python-pptx|201[0-9]-\d\d-\d\d|screen4x3", plain)
        assert left is None, part
        dates = re.findall(r"20\d\d-\d\d-\d\dT[\d:]+Z", plain)
        assert set(dates) <= {"2000-01-01T00:00:00Z"}, part


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


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_swedish_deck_is_english_nor_the_other_way_round(name):
    swedish, english = (texts(sample(name, one).content) for one in LANGUAGES)
    same = {one for one in swedish if re.search(r"[^\W\d_]{2}", one)} & set(english)
    alike = {"Text", "Radar", "Median", "Storhamra", "Konsensus", "of"}
    alike |= {re.sub(r" \(.*", "", one.name) for one in sample(name, "sv").report.others}
    assert {one for one in same if re.sub(r"[\d ]", "", one) not in alike} == set()
    ours = r"\b(?:Click|edit|Master|Slide|Title|Placeholder|level|Office)\b"
    assert re.findall(ours, "\n".join(swedish)) == []


def test_the_same_report_is_the_same_file_of_one_type_and_one_accent_colour():
    full = sample("full", "sv")
    assert slides(reports.full(full.words), full.words) == full.content
    themes = [tree for part, tree in full.parts.items() if part.startswith("ppt/theme/theme")]
    assert len(themes) == 2
    for tree in themes:
        fonts = tree.findall(f".//{A}fontScheme/*/{A}latin")
        assert {one.get("typeface") for one in fonts} == {"Arial"}
        accents = [tree.find(f".//{A}accent{n}/{A}srgbClr").get("val") for n in range(1, 6)]
        assert accents == ["0B5CAD", *(one["color"][1:] for one in OTHERS), MINE[1:]]
        assert tree.get("name") == full.report.title


# The radar and its table


def test_the_radar_is_a_native_chart_with_the_report_s_numbers_and_tells_them(drawn):
    report, chart = drawn.report, drawn.chart
    profiles, told = (report.mine, *report.others), descr(chart_frame(drawn.deck))
    [plot] = chart.plots
    assert chart.chart_type == XL_CHART_TYPE.RADAR_MARKERS
    assert list(plot.categories) == [axis.label for axis in report.axes]
    assert [(one.name, list(one.values)) for one in plot.series] == [
        (profile.name, [profile.values.get(axis.id) for axis in report.axes])
        for profile in profiles
    ]
    assert report.said in told
    # The columns of the report's table: one's own region, then the others.
    for place, profile in enumerate(profiles, start=1):
        rows = zip(report.axes, report.table.rows, strict=True)
        each = [f"{axis.label} {row[place]}" for axis, row in rows]
        assert f"{profile.name}: {'; '.join(each)}." in told
    assert (drawn.words("table.none") in told) == (drawn.name == "partial")
    slide = titled(drawn.deck, drawn.words("takeaway.slides-figures"))
    assert cells(slide) == [list(report.table.head), *map(list, report.table.rows)]
    assert table_in(slide).table.first_row
    assert said(slide.placeholders[1]) == report.table.caption


@pytest.mark.parametrize(("name", "broken"), [("full", False), ("partial", True)])
def test_a_line_that_is_broken_is_explained_where_there_is_one(name, broken):
    one = sample(name, "sv")
    slide = titled(one.deck, one.words("takeaway.values"))
    assert (one.words("takeaway.slides-broken") in said(slide.placeholders[1])) == broken


def test_what_has_no_value_is_a_gap_in_its_line_and_not_a_zero():
    report, tree = sample("partial", "sv").report, chart_tree(sample("partial", "sv").content)
    mine = tree.find(f".//{C}ser")
    points = mine.findall(f"{C}val//{C}pt")
    assert tree.find(f".//{C}dispBlanksAs").get("val") == "gap"
    assert 0 < len(report.mine.values) < 14
    assert mine.find(f"{C}val//{C}ptCount").get("val") == "14"
    assert {report.axes[int(one.get("idx"))].id for one in points} == set(report.mine.values)


def test_the_axis_runs_from_0_to_5_in_whole_steps_and_numbers_have_the_language_s_comma(full):
    axis = full.chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == (0, 5, 1)
    assert axis.tick_labels.number_format == "0"
    formats = {one.text for one in chart_tree(full.content).iter(f"{C}formatCode")}
    assert formats == {"[$-41D]0.0" if full.language == "sv" else "[$-809]0.0"}


def test_regions_differ_in_colour_dash_and_marker_and_the_chart_is_as_the_standard_has_it():
    chart = sample("full", "sv").chart
    series = list(chart.plots[0].series)
    colors = [str(one.format.line.color.rgb) for one in series]
    assert colors == ["0072B2", "D55E00", "008F68", "8F5D9E"]
    assert len({one.format.line.dash_style for one in series}) == 4
    assert len({one.marker.style for one in series}) == 4
    assert [str(one.marker.format.fill.fore_color.rgb) for one in series] == colors
    assert chart.has_legend
    assert chart.legend.position == XL_LEGEND_POSITION.BOTTOM
    assert not chart.has_title

    # The schemas of ECMA-376-1, 21.2: a chart space, and the series of a radar.
    tree = chart_tree(sample("full", "sv").content)
    order = [etree.QName(one).localname for one in tree.iterchildren(f"{C}*")]
    assert order[:3] == ["date1904", "lang", "roundedCorners"]
    inside = [[etree.QName(one).localname for one in ser] for ser in tree.iter(f"{C}ser")]
    assert inside == [["idx", "order", "tx", "spPr", "marker", "cat", "val"]] * 4
    assert tree.find(f".//{C}catAx/{C}numFmt") is None
    assert tree.find(f".//{C}autoTitleDeleted").get("val") == "1"
    assert float(tree.find(f".//{C}plotArea/{C}layout//{C}h").get("val")) > 0.6


@pytest.mark.parametrize("name", ["full", "partial", "of_class"])
def test_the_chart_can_be_edited_in_its_own_workbook(name):
    one = sample(name, "sv")
    profiles, axes = (one.report.mine, *one.report.others), one.report.axes
    [sheet] = book_of(chart_frame(one.deck)).worksheets
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head == [None, *(profile.name for profile in profiles)]
    assert [row[0] for row in rows] == [axis.label for axis in axes]
    # A workbook keeps sixteen digits.
    assert [value for row in rows for value in row[1:]] == [
        None if value is None else pytest.approx(value, rel=1e-15)
        for axis in axes
        for value in (profile.values.get(axis.id) for profile in profiles)
    ]
    # Each series says where in the workbook its name, labels and values stand.
    for column, series in enumerate(chart_tree(one.content).iter(f"{C}ser"), start=1):
        at = f"{sheet.title}!${'ABCDE'[column]}"
        assert [it.text for it in series.iter(f"{C}f")] == [
            *(f"{at}$1", f"{sheet.title}!$A$2:$A$15"),
            f"{at}$2:${'ABCDE'[column]}$15",
        ]


@pytest.mark.parametrize(
    "name", ["=1+1", "http://example.org", "_x0041_", "a\0b\nc", "<&>\"'", "{=A1}", "Å" * 200]
)
def test_whatever_a_region_is_called_is_text_in_chart_and_workbook(name):
    full = sample("full", "sv")
    frame = chart_frame(full.made(others=(Profile(name, full.report.others[0].values),)))
    told = frame.chart.plots[0].series[1].name
    cell = book_of(frame).worksheets[0]["C1"]
    shown = " ".join(held(name).split())
    if len(shown) > 100:
        shown = f"{shown[:28]} {ELLIPSIS}"
    # What looks like an escape is escaped, in the chart's XML (ECMA-376-1, 22.9.2.19) and the cell.
    assert told == shown.replace("_x", "_x005F_x")
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value in {shown, told}
    assert f" {shown}: " in descr(frame)


# Which slides there are, and what stands on them


def ends(values):
    """Return what is highest and what is lowest when the first factors have these values.

    A factor is called by its number: "2: 4.5" is the second, at 4.5.
    """
    full = sample("full", "en")
    axes = full.report.axes
    mine = Profile("Mine", dict(zip((axis.id for axis in axes), values, strict=False)))
    deck = full.made(mine=mine)
    if "Strongest and weakest" not in titles(deck):
        return None
    numbers = {axis.label: axis.number for axis in axes}
    found = []
    for place, head in ((15, "Highest"), (16, "Lowest")):
        text = said(titled(deck, "Strongest and weakest").placeholders[place])
        first, *lines = [line.partition("  ") for line in text.split("\n")]
        assert first[0] == head
        each = [f"{numbers[label]}: {value}" if label else value for value, _, label in lines]
        found.append(", ".join(each))
    return found


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


def nobody():
    """Return how a class's report is where nobody has answered."""
    nothing = {"medians": Profile("x", {}), "sentence": "Ingen har lämnat in ännu.", "splits": ()}
    of_class = attrs.evolve(sample("of_class", "sv").report.of_class, **nothing)
    return {"of_class": of_class, "mine": of_class.medians, "others": (), "priorities": ()}


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("empty", dict, "Du har inte skattat din region här ännu."),
        ("of_class", nobody, "Ingen har lämnat in ännu."),
    ],
)
def test_where_nothing_is_rated_that_is_said_and_nothing_else(name, changes, told):
    deck = sample(name, "sv").made(**changes())
    values, limits = "Värden på de fjorton faktorerna", "Vad det här säger och inte säger"
    assert titles(deck)[1:] == [values, limits]
    assert said(deck.slides[1].placeholders[1]) == told
    assert not any(one.has_chart for slide in deck.slides for one in slide.shapes)


@pytest.mark.parametrize(
    ("name", "changes", "there", "missing"),
    [
        # A class compared with nobody has its medians in one table only.
        ("of_class", {"others": ()}, "How the answers spread", "The fourteen factors in figures"),
        ("partial", {}, "The fourteen factors in figures", "Progress over time"),
    ],
)
def test_a_slide_of_what_is_told_elsewhere_or_was_not_kept_is_left_out(
    name, changes, there, missing
):
    found = titles(sample(name, "en").made(**changes))
    assert there in found
    assert missing not in found


def test_factors_stand_by_what_they_need_most_and_notes_have_what_ratings_rest_on(full):
    report, words = full.report, full.words
    [_, *rows] = cells(titled(full.deck, words("takeaway.page-importance")))
    labels = {f"{axis.number} {axis.label}": axis.id for axis in report.axes}
    assert len(rows) == 14
    assert [(labels[label], value, told[0], need) for label, value, told, need in rows] == [
        (
            *(one.id, value_text(one.level, full.language), str(one.importance)),
            signed(one.need, full.language),
        )
        for one in report.standings
    ]
    lines = notes(titled(full.deck, words("takeaway.slides-figures"))).split("\n")
    for label, *both in report.notes:
        for key, text in zip(("evidence", "reflections"), both, strict=True):
            begin = f"{label}. {words(f'takeaway.{key}')}: "
            assert "\n".join(lines).count(f"{begin}{text}") == 1


def test_each_priority_has_a_slide_with_its_plan(full):
    found, words = plans(full.deck, full.language), full.words
    assert len(found) == len(full.report.priorities) == 3
    for one, (slide, rows) in zip(full.report.priorities, found, strict=True):
        assert one.factor in said(slide.shapes.title)
        aim = rows.pop(words("plan.goal"))
        assert str(one.aim) in aim
        assert words(f"scale.{one.aim}") in aim
        assert list(rows.values()) == [one.act, one.seen, one.first, one.who, one.when, one.sign]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_planned_yet_is_said_to_be_missing(language):
    words = Words(language)
    (_, begun), (_, nothing) = plans(sample("partial", language).deck, language)
    missing = words("takeaway.unwritten")
    for rows, unwritten in ((begun, PLANNED[1:]), (nothing, PLANNED)):
        assert [one for one in PLANNED if rows[words(f"plan.{one}")] == missing] == [*unwritten]


def test_a_priority_without_a_level_says_where_to_and_not_where_from():
    full = sample("full", "en")
    unrated = [attrs.evolve(one, level=None, aim=2) for one in full.report.priorities]
    [(_, rows), *_] = plans(full.made(priorities=unrated), "en")
    assert rows["Level to reach"] == "To 2 (begun)."


# Where there is more than fits


def test_a_long_text_is_cut_on_the_slide_and_whole_in_its_notes():
    full = sample("full", "sv")
    words, long = full.words, "Vi börjar med att samla alla. " * 100
    deck = full.made(priorities=planned("sv", [long] * 12))
    for slide, rows in plans(deck, "sv"):
        shown = rows[words("plan.first")]
        assert shown.endswith(f" {ELLIPSIS}")
        assert long.startswith(shown.removesuffix(f" {ELLIPSIS}"))
        assert 100 < len(shown) < 1000
        assert f"{words('plan.first')}: {long}" in notes(slide).split("\n")
        assert words("takeaway.slides-whole") in notes(slide)
    on_slides(deck)
    assert words("takeaway.slides-whole") not in notes(plans(full.deck, "sv")[0][0])


@pytest.mark.parametrize("length", [300, LONGEST_NOTE])
def test_a_plan_that_does_not_fit_goes_on_on_a_second_slide_with_the_same_notes(full, length):
    words, text = full.words, ("Vi börjar med att samla alla. " * 200)[:length].strip()
    deck = full.made(priorities=planned(full.language, [text] * 12))
    on_slides(deck)
    for one in full.report.priorities:
        first, second = titled(deck, *parts_of_two(f"{priority(words)}{one.factor}", words))
        shown = dict((*cells(first), *cells(second)))
        assert list(shown) == [one.way, *(words(key) for key in PLAN_ROWS)]
        assert (shown[words("plan.sign")] == text) == (length == 300)
        assert notes(first) == notes(second)


def test_statements_that_do_not_fit_stand_on_two_slides_as_even_as_they_can(of_class):
    report = of_class.report.of_class
    splits = [(number, "ord " * 40, *rest) for number, _, *rest in report.splits]
    deck = of_class.made(of_class=attrs.evolve(report, splits=tuple(splits)))
    on_slides(deck)
    title = of_class.words("takeaway.page-splits")
    first, second = map(cells, titled(deck, *parts_of_two(title, of_class.words)))
    assert first[0] == second[0]
    assert [row[0] for row in (*first[1:], *second[1:])] == [number for number, *_ in splits]
    assert [len(first), len(second)] == [4, 3]


@pytest.mark.parametrize("label", ["Efter sommarmötena", "Lång etikett " * 40], ids=["", "*40"])
def test_four_times_with_long_labels_keep_their_whole_dates(full, label):
    dates = [dt.date(2026, month, 28) for month in (3, 9, 11, 12)]
    first = full.report.snapshots[0]
    deck = full.made(snapshots=tuple(attrs.evolve(first, label=label, date=one) for one in dates))
    on_slides(deck)
    head = cells(titled(deck, full.words("takeaway.progress")))[0][1:5]
    assert [one.split("\n")[1] for one in head] == [day(one, full.language) for one in dates]
    assert all(one.split("\n")[0].endswith(ELLIPSIS) for one in head)


def test_short_plans_are_set_in_larger_type_than_long_ones():
    def size(text):
        deck = sample("full", "sv").made(priorities=planned("sv", [text] * 12))
        cell = table_in(plans(deck, "sv")[0][0]).table.cell(2, 1)
        return cell.text_frame.paragraphs[0].runs[0].font.size.pt

    assert size("Möte.") > size("Många ord. " * 90)


# Earlier times, and a class


def progress(dates, now):
    """Return the slide on snapshots, of two factors, at each of some dates, and on now."""
    full = sample("full", "en")
    first, second = (axis.id for axis in full.report.axes[:2])
    kept = tuple(
        Snapshot(str(place), f"Time {place}", date, {first: 2.25 + place, second: 3})
        for place, date in enumerate(dates)
    )
    deck = full.made(snapshots=kept, mine=Profile("Mine", {first: now}))
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


def test_a_class_s_deck_shows_medians_spread_and_splits(of_class):
    words, deck, report = of_class.words, of_class.deck, of_class.report
    split = titled(deck, words("takeaway.page-splits"))
    table, splits = report.of_class.table, report.of_class.splits
    assert of_class.chart.plots[0].series[0].name == words("class.medians")
    spread = cells(titled(deck, words("takeaway.page-spread")))
    assert spread == [list(table.head), *map(list, table.rows)]
    assert cells(split)[1:] == [[*one[:3]] for one in splits]
    assert {one for *_, asked in splits for one in asked} <= set(notes(split).split("\n"))
    # What is said is of a class, not of somebody's own region.
    whole = "\n".join(texts(of_class.content))
    assert report.of_class.sentence in whole
    assert report.sentence not in whole


# What somebody has typed


def test_every_hostile_text_comes_out_as_text():
    words = Words("sv")
    met = 0
    for start in range(0, len(HOSTILE), 12):
        typed = [*HOSTILE[start : start + 12], *["x"] * 12][:12]
        content = slides(
            attrs.evolve(sample("full", "sv").report, priorities=planned("sv", typed)), words
        )
        plain(content)
        found = plans(opened(content), "sv")
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
    on_slides(opened(content))
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
    "text", ["=1+1", "_x000D_", "<b>\0&amp;]]>", "\u202ea\u2066b", "http://example.org", "{0} %s"]
)
def test_hostile_texts_are_text_wherever_somebody_can_type(text):
    words, whole = Words("sv"), held(text)
    content = slides(reports.typed(words, text), words)
    plain(content)
    titles = words("takeaway.slides-figures"), words("takeaway.progress")
    figures, slide = titled(opened(content), *titles)
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
    file.write_bytes(sample(name, "sv").content)
    pages = re.findall(rb"/Type\s*/Page\b", office.convert(file, tmp_path).read_bytes())
    assert len(pages) == len(sample(name, "sv").deck.slides)
