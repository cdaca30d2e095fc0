"""A workbook to take away, read by another library than the one that wrote it, and as XML."""

import datetime as dt
import io
import re
import zipfile
from functools import cache
from xml.etree import ElementTree as ET

import attrs
import openpyxl
import pytest
import reports
from typed import HOSTILE
from xlsxwriter.utility import xl_pixel_width

from kit.answers.answers import DONT_KNOW, Answers
from kit.answers.priorities import PLANNED
from kit.answers.scores import difference, scores
from kit.charts.base import MINE, OTHERS, Profile, signed, value_text
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.content.regions import example_regions
from kit.takeaway.report import report
from kit.takeaway.workbook import workbook
from kit.takeaway.xlsx_book import LONGEST_CELL, Book, storable
from tools import office

SV, EN = Words("sv"), Words("en")
IDS = reports.IDS

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

# The sheets with charts.
UPRIGHT = {
    words(f"takeaway.{key}")
    for words in (SV, EN)
    for key in ("sheet-comparison", "page-importance")
}

in_each_language = pytest.mark.parametrize("words", [SV, EN], ids=LANGUAGES)
with_office = pytest.mark.skipif(office.find() is None, reason=office.HOW)


def some_answers(language):
    """Two factors out of three rated, one of them with too few, and something of all else."""
    ratings = {
        one.key: place % 5 + 1
        for place, factor in enumerate(course().factors)
        for one in factor.statements[: (3, 2, 1)[place % 3]]
    }
    plans = [f"{factor}/{field}" for factor in ("goals", "learning") for field in PLANNED]
    return Answers(
        {
            "ratings": {**ratings, "voice-3": DONT_KNOW},
            "importance": {one: 5 - place % 5 for place, one in enumerate(IDS)},
            "priorities": {"goals": True, "state": True},
            "targets": {"state": 4},
            "plan": {key: f"{key.replace('/', ', ')}, {language}" for key in plans},
            "evidence": {"voice": "Protokoll"},
            "reflections": {"voice": "Ring"},
        }
    )


def report_of(answers, words, regions=2):
    return report(course(), answers, example_regions()[:regions], reports.TODAY, words)


@cache
def mine(words, regions=2):
    answers = some_answers(words.language)
    return workbook(report_of(answers, words, regions), answers, words)


@cache
def of_class(words):
    return workbook(reports.of_class(words), Answers(), words)


@cache
def full(words):
    return workbook(reports.full(words), Answers(), words)


def made(report, words=EN):
    return workbook(report, Answers(), words)


def opened(content, *, values=False):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def sheet(content, key, words, *, values=True):
    return opened(content, values=values)[words(f"takeaway.sheet-{key}")]


def heads(table):
    return [one.value for one in table[1]]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def column(table, heading):
    """Return the cells below a heading."""
    place = heads(table).index(heading) + 1
    return [table.cell(row, place).value for row in range(2, table.max_row + 1)]


# What is on the sheets


def names(content):
    return opened(content).sheetnames


def test_the_sheets_have_names_in_the_readers_language():
    sv = ["Sammanfattning", "Svar", "Faktorer", "Värden", "Jämförelse"]
    en = ["Summary", "Answers", "Factors", "Scores", "Comparison"]
    assert names(mine(SV)) == [*sv, "Betydelse och nivå", "Plan", "Om arbetsboken"]
    assert names(mine(EN)) == [*en, "Importance and level", "Plan", "About"]
    assert names(made(reports.empty(EN))) == [*en, "Plan", "About"]


@in_each_language
def test_the_first_sheet_says_in_words_and_numbers_what_is_strong_weak_lacking_and_chosen(words):
    whole = reports.full(words)
    table = sheet(full(words), "summary", words)
    rows = list(table.iter_rows(min_row=2, values_only=True))
    assert rows[0] == (words("takeaway.summary-whole"), whole.date, None, None, None, whole.said)
    labels = {axis.id: axis.numbered for axis in whole.axes}
    by_group = {group: [row for row in rows if row[0] == group] for group, *_ in rows}
    high, low = whole.ends
    for key, ids in (("highest", high), ("lowest", low)):
        found = by_group[words(f"takeaway.{key}")]
        assert [row[1] for row in found] == [labels[one] for one in ids]
        assert [row[2] for row in found] == pytest.approx([whole.mine.values[one] for one in ids])
        assert all(row[5] in {words(f"scale.{level}") for level in range(1, 6)} for row in found)
    gaps = by_group[words("takeaway.summary-gap")]
    expected = [(one.importance, one.need) for one in whole.standings[:3]]
    assert [(row[3], row[4]) for row in gaps] == [pytest.approx(one) for one in expected]
    chosen = by_group[words("takeaway.summary-priority")]
    assert [row[1] for row in chosen] == [one.factor for one in whole.priorities]
    assert all(one.first in row[5] for one, row in zip(whole.priorities, chosen, strict=True))


def test_a_summary_of_nothing_says_so_in_one_row():
    rows = list(sheet(made(reports.empty(EN)), "summary", EN).iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][-1] == reports.empty(EN).said


def test_ids_are_there_for_reading_back_and_out_of_sight():
    book = opened(mine(SV))
    for name in ("Svar", "Faktorer", "Plan"):
        place = heads(book[name]).index("Id")
        assert book[name].column_dimensions["ABC"[place]].hidden, name
    assert not any("Id" in heads(book[name]) for name in ("Sammanfattning", "Värden"))


@in_each_language
def test_importance_and_level_are_a_native_chart_whose_points_bear_their_factors(words):
    content, whole = full(words), reports.full(words)
    table = opened(content, values=True)[words("takeaway.page-importance")]
    rows = [row for row in table.iter_rows(min_row=2, values_only=True) if row[1]]
    numbers = [number for row in rows for number in str(row[1]).split(", ")]
    assert sorted(map(int, numbers)) == list(range(1, 15))
    by_number = {axis.number: axis.id for axis in whole.axes}
    standing = {one.id: (round(one.level, 1), one.importance) for one in whole.standings}
    for row in rows:
        for number in str(row[1]).split(", "):
            assert standing[by_number[number]] == pytest.approx((round(row[2], 1), row[3]))
    drawn = chart(content, b"scatter")
    said = [node.text for node in drawn.iter(f"{A}t")]
    assert [str(row[1]) for row in rows] == [text for text in said if text[0].isdigit()]
    crossing = [float(one.get("val")) for one in drawn.iter(f"{C}crossesAt")]
    assert crossing == [3, 3]


def test_the_county_a_learner_has_chosen_is_named_and_no_other():
    answers = some_answers("sv").put("place", "county", "18")
    whole = report_of(answers, SV)
    assert whole.dated == "Örebro län, 24 november 2026"
    assert list(sheet(workbook(whole, answers, SV), "summary", SV).values)[1][1] == whole.dated
    assert report_of(some_answers("sv"), SV).dated == "24 november 2026"
    assert reports.of_class(SV).county == ""


def test_earlier_times_have_a_sheet_when_there_are_some():
    assert names(full(EN)) == [*names(mine(EN))[:7], "Progress", "About"]
    table, whole = sheet(full(EN), "progress", EN), reports.full(EN)
    assert heads(table)[2:] == ["2026-09-14 Before", "2026-10-14 Half-way through", "Now"]
    for head, values in zip(heads(table)[2:], (*whole.snapshots, whole.mine), strict=True):
        assert column(table, head) == pytest.approx([values.values[one] for one in IDS])


@in_each_language
def test_columns_have_what_was_answered_and_the_kits_own_scores_of_it(words):
    language, none = words.language, words("table.none")
    answers, statements = some_answers(language), course().statements
    ratings = [answers.ratings.get(one.id) for one in statements]
    importance = answers.section("importance")
    values = scores(answers.levels, course().factors)
    need = {one: difference(importance[one], value) for one, value in values.items()}
    for key, columns in {
        "answers": {
            "takeaway.csv-id": [one.key for one in statements],
            "class.statement": [one.text[language] for one in statements],
            "takeaway.answer": [
                words("scale.dont-know") if one == DONT_KNOW else one for one in ratings
            ],
        },
        "factors": {
            "takeaway.csv-id": IDS,
            "takeaway.importance": [importance[one] for one in IDS],
            "takeaway.evidence": ["Protokoll" if one == "voice" else None for one in IDS],
            "takeaway.reflections": ["Ring" if one == "voice" else None for one in IDS],
        },
        "scores": {
            "takeaway.csv-value": [values.get(one, none) for one in IDS],
            "takeaway.page-need": [need.get(one, none) for one in IDS],
        },
    }.items():
        table = sheet(mine(words), key, words)
        for heading, cells in columns.items():
            assert column(table, words(heading)) == cells, heading
    assert {type(one) for one in ratings} == {int, str, type(None)}
    assert 0 < len(values) < 14


def test_scores_gaps_and_the_plans_levels_are_formulas():
    content = mine(EN)
    for key, headings in {
        "scores": ["Value", "Importance minus level"],
        "comparison": ["My region", "Gap to Storhamra (constructed)"],
        "plan": ["Level now"],
    }.items():
        table = sheet(content, key, EN, values=False)
        found = [one for heading in headings for one in column(table, heading)]
        assert [one for one in found if not one.startswith("=IF(COUNT")] == [], key


def test_formulas_use_only_what_every_program_has():
    used = {
        name
        for part in parts(mine(SV)).values()
        for formula in re.findall(rb"<f>(.*?)</f>", part)
        for name in re.findall(rb"([A-Z_a-z.]+)\(", formula)
    }
    assert used == {b"IF", b"COUNT", b"COUNTIFS", b"AVERAGEIFS", b"ISNUMBER", b"NA", b"ROUND"}


@in_each_language
def test_the_comparison_has_the_numbers_of_the_reports_table(words):
    whole = report_of(some_answers(words.language), words)
    table = sheet(mine(words), "comparison", words)
    assert heads(table)[2:-1] == list(whole.table.head[1:])
    for place, head in enumerate(heads(table)[2:-2], start=1):
        assert [
            one if isinstance(one, str) else value_text(one, words.language)
            for one in column(table, head)
        ] == [row[place] for row in whole.table.rows]


def test_the_plan_begins_with_the_priorities_and_has_every_other_factor():
    table = sheet(mine(SV), "plan", SV)
    assert column(table, "Id")[:3] == ["goals", "state", "breadth"]
    assert sorted(column(table, "Id")) == sorted(IDS)
    assert column(table, "Prioriterad (x)") == ["x", "x", *[None] * 12]
    assert column(table, "Nivå att nå") == [None, 4, *[None] * 12]
    assert column(table, "Första steget")[0] == "goals, first, sv"
    learning = column(table, "Id").index("learning")
    assert column(table, "När")[learning] == "learning, when, sv"
    # One above the level it is at, with that level's number.
    seen = column(table, "Så ser det ut på den nivån")
    assert seen[0] == "5: " + course().factor("goals").levels[4].seen.sv
    # From the level it is at, which the text names; a factor that is no priority has none.
    proposed = column(table, "Förslag på nästa steg")
    act = course().factor("goals").steps[3].act.sv
    assert proposed[0] == f"För att komma från 4 till 5: {act}"
    assert proposed[2:] == [None] * 12
    assert seen[2:] == [None] * 12


def test_it_says_when_it_was_made_where_it_comes_from_and_how_to_fill_it_in():
    whole = report_of(some_answers("sv"), SV)
    said = [row[0].value for row in sheet(mine(SV), "about", SV).iter_rows()]
    assert said[:3] == [whole.title, "24 november 2026", whole.sentence]
    assert "Fyll i så här" in said
    assert said[-3:] == list(whole.sources)


# A class


@in_each_language
def test_of_a_class_there_are_numbers_splits_and_a_plan_but_nothing_to_fill_in(words):
    keys = ("summary", "class", "splits", "comparison", "plan", "about")
    assert names(of_class(words)) == [words(f"takeaway.sheet-{key}") for key in keys]
    assert not any(one.data_validations.dataValidation for one in opened(of_class(words)))
    assert b"<f>" not in b"".join(
        part for name, part in parts(of_class(words)).items() if not name.endswith("sheet4.xml")
    )


@in_each_language
def test_numbers_of_a_class_are_numbers_and_the_same_as_in_its_table(words):
    shown = reports.of_class(words).of_class.table
    table = sheet(of_class(words), "class", words)
    decimals = {"0": 0, "0.0": 1, "0.00": 2}
    point, minus = {"sv": (",", "−"), "en": (".", "-")}[words.language]
    cells = [cell for row in table.iter_rows(min_row=2) for cell in row]
    texts = [text for row in shown.rows for text in row]
    numbers = 0
    for cell, text in zip(cells, texts, strict=True):
        if isinstance(cell.value, str):
            assert cell.value == text
        else:
            numbers += 1
            written = f"{cell.value:.{decimals[cell.number_format.split(';')[0]]}f}"
            plain = text.replace("−", "-").replace(point, ".")
            assert float(written) == float(plain)
    assert numbers > 100
    assert table["J2"].number_format == f'0.00;"{minus}"0.00'


@in_each_language
def test_a_number_below_0_is_a_number_though_it_has_a_true_minus(words):
    whole = reports.of_class(words)
    first, *others = whole.of_class.values
    rows = ((*first[:-1], -0.25), *others)
    whole = attrs.evolve(whole, of_class=attrs.evolve(whole.of_class, values=rows))
    assert sheet(made(whole, words), "class", words)["K2"].value == -0.25


def test_a_split_has_its_questions_each_on_a_line():
    whole = reports.of_class(EN).of_class
    table = sheet(of_class(EN), "splits", EN)
    assert column(table, "Statement") == [one[1] for one in whole.splits]
    assert column(table, "To discuss")[0] == "\n".join(whole.splits[0][3])


def test_medians_of_a_class_that_are_not_there_are_blank_and_left_out_of_the_chart():
    whole = reports.of_class(EN)
    medians = {key: one for key, one in whole.mine.values.items() if key != "voice"}
    content = made(attrs.evolve(whole, mine=Profile("Class medians", medians)))
    table = sheet(content, "comparison", EN)
    assert table["C3"].value is None
    assert table["F3"].value == "no value"
    assert [one.get("idx") for one in points(content)[0]] == [
        str(place) for place in range(14) if place != 1
    ]


# The chart


def charts(content):
    return [part for name, part in parts(content).items() if name.startswith("xl/charts/")]


def chart(content, kind=b"radar"):
    (part,) = (part for part in charts(content) if b"<c:%sChart>" % kind in part)
    return ET.fromstring(part)


def points(content):
    """Return the points of each series."""
    return [one.findall(f"{C}val//{C}pt") for one in chart(content).iter(f"{C}ser")]


@in_each_language
def test_the_chart_is_a_radar_told_in_words_with_the_numbers_of_the_report(words):
    whole, content = report_of(some_answers(words.language), words), mine(words)
    root = chart(content)
    assert root.find(f"{C}chart/{C}title//{C}v").text == whole.title
    radar = root.find(f".//{C}radarChart")
    assert radar.find(f"{C}radarStyle").get("val") == "marker"
    for one, profile in zip(radar.findall(f"{C}ser"), (whole.mine, *whole.others), strict=True):
        assert one.find(f"{C}tx//{C}v").text == profile.name
        labels = [name.text for name in one.findall(f"{C}cat//{C}v")]
        assert labels == [axis.label for axis in whole.axes]
        drawn = {IDS[int(pt.get("idx"))]: float(pt[0].text) for pt in one.findall(f"{C}val//{C}pt")}
        assert drawn == pytest.approx(dict(profile.values))
    axis = root.find(f".//{C}valAx")
    assert [axis.find(f".//{C}{end}").get("val") for end in ("min", "max")] == ["0", "5"]
    assert root.find(f".//{C}dispBlanksAs").get("val") == "gap"
    # One's own is drawn from a hidden column, where what is missing is no text, drawn at 0.
    assert root.find(f".//{C}plotVisOnly").get("val") == "0"
    letter = re.search(r"\$([A-Z])\$", root.find(f".//{C}ser/{C}val//{C}f").text)[1]
    table = sheet(content, "comparison", words)
    assert table.column_dimensions[letter].hidden
    assert {table[f"{letter}{row}"].value for row in range(2, 16)} >= {"#N/A", 1}
    # It stands below its table, on one page with it.
    drawing = ET.fromstring(parts(content)["xl/drawings/drawing1.xml"])
    about = drawing.find(f".//{DRAWING}graphicFrame//{DRAWING}cNvPr").get("descr")
    assert whole.sentence in about
    assert words("radar.alt") in about
    assert int(drawing.find(f".//{DRAWING}from/{DRAWING}row").text) > 14
    page = table.page_setup
    # One is what is meant where nothing is said.
    assert (page.fitToWidth or 1, 1 if page.fitToHeight is None else 0) == (1, 1)


def test_regions_differ_in_colour_dash_and_marker():
    paths = (f"{C}spPr/{A}ln/{A}solidFill/{A}srgbClr", f"{C}spPr/{A}ln/{A}prstDash")
    looks = [
        tuple(one.find(path).get("val") for path in (*paths, f"{C}marker/{C}symbol"))
        for one in chart(full(SV)).iter(f"{C}ser")
    ]
    colors = [MINE, *(one["color"] for one in OTHERS)]
    others = [("dash", "square"), ("sysDot", "diamond"), ("dashDot", "triangle")]
    assert looks == [
        (color[1:], *look)
        for color, look in zip(colors, [("solid", "circle"), *others], strict=True)
    ]


def test_with_nobody_to_compare_there_is_no_gap_and_no_legend():
    content = mine(EN, regions=0)
    table = sheet(content, "comparison", EN)
    assert heads(table) == ["No.", "Factor", "My region", "For the chart"]
    assert chart(content).find(f".//{C}legend") is None


# How it looks and is read


@pytest.mark.parametrize("content", [mine(SV), mine(EN), of_class(SV), of_class(EN)])
def test_every_sheet_prints_to_a4_and_its_headings_are_marked_in_sight_and_on_each_page(content):
    *tables, about = opened(content)
    for one in (*tables, about):
        assert str(one.page_setup.paperSize) == one.PAPERSIZE_A4
        assert one.sheet_properties.pageSetUpPr.fitToPage
        assert one.page_setup.fitToWidth in {None, 1}
        upright = one.title in UPRIGHT
        assert one.page_setup.orientation == ("portrait" if upright else "landscape")
    for one in tables:
        assert one.freeze_panes.endswith("2"), one.title
        assert one.print_title_rows == "$1:$1"
        (table,) = one.tables.values()
        assert table.ref == one.dimensions
        assert table.autoFilter is not None
        assert [column.name for column in table.tableColumns] == heads(one)
        assert one.merged_cells.ranges == set()


@pytest.mark.parametrize(
    "content", [make(words) for make in (mine, of_class, full) for words in (SV, EN)]
)
def test_columns_are_as_wide_as_their_longest_word_and_wrap_what_is_longer(content):
    for one in opened(content, values=True):
        for cell in (cell for cells in one.iter_rows() for cell in cells):
            room = rooms(one)[cell.column]
            if cell.value is not None and room:
                text = shown(cell)
                unbroken = text.split() if cell.alignment.wrap_text else [text]
                widest = max(map(xl_pixel_width, unbroken)) * (1.1 if cell.font.b else 1)
                assert widest <= room, (one.title, cell.coordinate)


def shown(cell):
    """Return what a cell shows."""
    if isinstance(cell.value, str):
        return cell.value
    return f"{cell.value}" if cell.number_format in {"General", "0"} else f"+{cell.value:.2f}"


def rooms(table):
    """Return how many pixels of text each column has room for; none where it is hidden."""
    return {
        place: 0 if one.hidden else one.width * 7 - 5
        for one in table.column_dimensions.values()
        for place in range(one.min, one.max + 1)
    }


@in_each_language
def test_rows_are_high_enough_for_their_texts(words):
    for one in opened(full(words), values=True):
        for cell in (cell for cells in one.iter_rows() for cell in cells):
            room = int(rooms(one)[cell.column] or 1_000)
            text = cell.value if isinstance(cell.value, str) else ""
            lines = sum(-(-xl_pixel_width(line) // room) for line in text.splitlines())
            high = lines * (cell.font.sz or 10) * 1.2
            assert high <= one.row_dimensions[cell.row].height, (one.title, cell.coordinate)


def rules(content, key, words):
    found = sheet(content, key, words, values=False).data_validations.dataValidation
    return {str(one.sqref): one for one in found}


@in_each_language
def test_what_may_be_filled_in_is_checked_while_it_is_typed(words):
    found = rules(mine(words), "answers", words)
    assert found["E2:E43"].formula1 == f'"1,2,3,4,5,{words("scale.dont-know")}"'
    assert words("scale.5") in found["E2:E43"].prompt
    found = rules(mine(words), "factors", words)
    assert found["D2:D15"].formula1 == '"1,2,3,4,5"'
    assert words("reflect.5") in found["D2:D15"].prompt
    for name in ("E2:E15", "F2:F15"):
        assert (found[name].type, found[name].formula1) == ("textLength", "4000")
        assert found[name].prompt == words("reflect.note")
    found = rules(mine(words), "plan", words)
    assert found["D2:D15"].formula1 == '"x"'
    assert found["F2:F15"].formula1 == '"1,2,3,4,5"'
    assert all(found[f"{letter}2:{letter}15"].type == "textLength" for letter in "IJKL")
    assert all(one.showErrorMessage and one.showInputMessage for one in found.values())
    assert all(len(one.prompt) <= 255 and len(one.error) <= 225 for one in found.values())


def test_notes_are_cells_for_text_that_may_begin_with_a_dash_and_their_rows_grow():
    assert not any(b"customHeight" in part for part in parts(mine(SV)).values())
    table = sheet(mine(SV), "factors", SV)
    assert {table.cell(row, 5).number_format for row in range(2, 16)} == {"@"}
    assert table["D2"].number_format == "General"


@pytest.mark.parametrize(("words", "tag"), [(SV, "sv-SE"), (EN, "en-GB")], ids=LANGUAGES)
def test_the_language_is_said_of_the_file_and_its_chart(words, tag):
    for content in (mine(words), of_class(words)):
        assert f"<dc:language>{tag}</dc:language>".encode() in parts(content)["docProps/core.xml"]
        assert all(f'"{tag}"'.encode() in part for part in charts(content))
        assert not any(b"en-US" in part for part in parts(content).values())


@in_each_language
def test_the_file_names_nobody_and_no_clock_time_and_is_the_same_each_time(words):
    about = opened(mine(words)).properties
    assert about.title == words("takeaway.title")
    assert about.creator is about.lastModifiedBy is None
    assert about.created == about.modified == dt.datetime(2026, 11, 24)  # noqa: DTZ001
    answers = some_answers(words.language)
    assert workbook(report_of(answers, words), answers, words) == mine(words)
    for month in range(1, 13):
        whole = report(course(), Answers(), (), dt.date(2027, month, 28), words)
        assert opened(made(whole, words)).properties.created.month == month


# What somebody has typed


def cells_of(content):
    """Return the texts of a workbook as XML has them, by sheet and cell; and all formulas."""
    found = parts(content)
    strings = [text_of(one) for one in ET.fromstring(found["xl/sharedStrings.xml"])]
    texts, formulas = {}, []
    for name, part in found.items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in ET.fromstring(part).iter(f"{MAIN}c"):
                formulas += [one.text for one in cell.findall(f"{MAIN}f")]
                if cell.get("t") == "s":
                    texts[name[19:-4], cell.get("r")] = strings[int(cell[0].text)]
    return texts, formulas


def text_of(string):
    """Return a text as XLSX means it, ECMA-376-1, 22.9.2.19."""
    (written,) = string
    assert written.tag == f"{MAIN}t"
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), written.text or "")


# What XlsxWriter would misread, besides.
TEXTS = [*HOSTILE, "<r><t>a</t></r>", "<r>a", "_x0041_x0041_", "=A1\n=A2"]
HALVES = [TEXTS[: len(TEXTS) // 2], TEXTS[len(TEXTS) // 2 :]]


def test_even_what_is_not_written_as_text_by_name_is_no_formula_and_no_link():
    book = Book("", dt.datetime(2026, 11, 24), EN)  # noqa: DTZ001
    table = book.page("A")
    for row, text in enumerate(("=1+1", "{=1+1}", "http://example.org", "mailto:a@example.org")):
        table.write(row, 0, text)
    assert_harmless(book.content(), [])


def assert_harmless(content, formulas):
    """Check that each part is XML that points nowhere, and that no formula is anybody else's."""
    for name, part in parts(content).items():
        elements = {one.tag.rpartition("}")[2] for one in ET.fromstring(part).iter()}
        assert elements.isdisjoint({"hyperlink", "oleLink", "ddeLink", "externalReference"}), name
        assert b'TargetMode="External"' not in part, name
    assert cells_of(content)[1] == formulas


@pytest.mark.parametrize("texts", HALVES, ids=["first", "second"])
def test_what_is_typed_is_text_and_the_same_text(texts):
    sections = {"priorities": dict.fromkeys(("breadth", "state"), True)}
    for (section, key), text in zip(reports.TYPED, texts, strict=False):
        # Not by `put`, which takes no text that is very long.
        sections.setdefault(section, {})[key] = text
    answers = Answers(sections)
    content = workbook(report_of(answers, EN), answers, EN)
    plain = Answers({"priorities": sections["priorities"]})
    assert_harmless(content, cells_of(workbook(report_of(plain, EN), plain, EN))[1])
    found = cells_of(content)[0].values()
    for text in texts:
        kept = storable(text)
        if len(text) < 16_000:
            assert kept in found
        else:
            assert any(one.startswith(kept[:16_000]) for one in found)


def test_names_that_are_typed_are_text_on_one_line_without_what_a_heading_cannot_hold():
    whole = reports.full(EN)
    formulas = cells_of(full(EN))[1]
    for begin in range(0, len(HOSTILE), 5):
        texts = iter((HOSTILE * 2)[begin : begin + 5])
        others = [attrs.evolve(one, name=next(texts)) for one in whole.others]
        kept = [attrs.evolve(one, label=next(texts)) for one in whole.snapshots]
        content = made(attrs.evolve(whole, others=others, snapshots=kept))
        assert_harmless(content, formulas)
        found = cells_of(content)[0]
        for number, letters in (("5", "ABCDEFG"), ("8", "ABCDE")):
            named = [found[number, f"{letter}1"] for letter in letters]
            assert len({one.lower() for one in named}) == len(named)
            assert not any(set("<>_\r\n") & set(one) or len(one) > 70 for one in named)
            # That would be XlsxWriter's own name of a column without one.
            assert not any(one.startswith("Column") for one in named)


@pytest.mark.parametrize("text", ["x" * 100_000, "😀" * 25_000, "😀" + "ab" * 25_000])
def test_what_is_too_long_for_a_cell_is_cut_and_says_so(text):
    table = sheet(made(reports.typed(SV, text), SV), "plan", SV)
    assert 400 < table.row_dimensions[2].height <= 409
    said = table["I2"].value
    assert said.endswith(SV("takeaway.sheet-cut"))
    assert len(said.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert text.startswith(said.removesuffix(SV("takeaway.sheet-cut")))
    for length in (LONGEST_CELL, LONGEST_CELL + 1):
        kept = sheet(made(reports.typed(SV, "x" * length), SV), "plan", SV)["I2"].value
        assert len(kept) == LONGEST_CELL
        assert kept.endswith("x") is (length == LONGEST_CELL)


def test_regions_and_times_of_the_same_name_have_headings_of_their_own():
    whole = reports.full(EN)
    others = [attrs.evolve(one, name="A") for one in whole.others]
    kept = [attrs.evolve(one, label="a", date=None) for one in whole.snapshots]
    book = opened(made(attrs.evolve(whole, others=others, snapshots=kept)))
    assert heads(book["Comparison"])[3:6] == ["A", "A 2", "A 3"]
    assert heads(book["Progress"])[2:4] == ["a", "a 2"]


# In another program


@with_office
def test_another_program_works_out_the_scores_that_the_kit_does(tmp_path):
    answers = some_answers("sv")
    book = opened(mine(SV))
    changed = {"breadth-1": 5, "financing-1": None, "learning-2": 2, "learning-3": DONT_KNOW}
    table = book["Svar"]
    for row in range(2, 44):
        if (key := table.cell(row, 2).value) in changed:
            answers = answers.put("ratings", key, changed[key])
            table.cell(row, 5).value = "Vet inte" if changed[key] == DONT_KNOW else changed[key]
    # openpyxl keeps no values of formulas, so that they are those of the other program.
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b").mkdir()
    content = office.convert(tmp_path / "a.xlsx", tmp_path / "b", "xlsx").read_bytes()
    expected = scores(answers.levels, course().factors)
    assert expected != scores(some_answers("sv").levels, course().factors)
    for key, heading in (("scores", "Värde"), ("comparison", "Min region")):
        found = column(sheet(content, key, SV), heading)[:14]
        assert found == [
            pytest.approx(expected[one]) if one in expected else "inget värde" for one in IDS
        ]
    # Differences follow from the values as they are written, as in the report.
    whole = report_of(answers, SV)
    needs = column(sheet(content, "scores", SV), "Betydelse minus nivå")
    known = {one.id: one.need for one in whole.standings}
    assert needs == [pytest.approx(known[one]) if one in known else "inget värde" for one in IDS]
    gaps = column(sheet(content, "comparison", SV), whole.table.head[-1])[:14]
    assert [one if isinstance(one, str) else signed(one, "sv") for one in gaps] == [
        row[-1] for row in whole.table.rows
    ]


@with_office
@in_each_language
def test_another_program_prints_the_table_and_the_chart_on_one_page(words, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(full(words))
    pages = office.convert(tmp_path / "a.xlsx", tmp_path).read_bytes().count(b"/Type/Page/")
    # The answers take two, and every other sheet one.
    assert pages == 10
