"""The page to take away: what it says is what the report says, and typed text is only text."""

import datetime as dt
import math
import re
from html import escape
from html.parser import HTMLParser
from itertools import pairwise

import attrs
import pytest
import reports
from typed import HOSTILE

from kit.answers.snapshots import Snapshot
from kit.charts.base import Profile, value_text
from kit.charts.markup import held
from kit.charts.svg import STYLES
from kit.content.language import LANGUAGES, day
from kit.content.phrases import Words
from kit.takeaway.page import page
from kit.takeaway.report import rating_text

KINDS = (reports.full, reports.partial, reports.empty, reports.of_class)
EVERY = [(kind, language) for kind in KINDS for language in LANGUAGES]
every_page = pytest.mark.parametrize(("kind", "language"), EVERY)
both = pytest.mark.parametrize("language", LANGUAGES)
VOID = {"meta", "br"}


def named(text):
    """Name a test after what is typed in it, or how that begins."""
    return ascii(text[:30])


@attrs.define
class Element:
    tag: str
    attributes: dict
    children: list = attrs.field(factory=list)

    def all(self, tag=None, **wanted):
        """Yield the elements inside, by tag and attributes."""
        for one in self.children:
            if isinstance(one, Element):
                if (tag in {None, one.tag}) and wanted.items() <= one.attributes.items():
                    yield one
                yield from one.all(tag, **wanted)

    @property
    def text(self):
        return "".join(one if isinstance(one, str) else one.text for one in self.children)


class Reader(HTMLParser):
    """Read a page as a tree; an end that ends something else is a fault."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attributes):
        assert len(dict(attributes)) == len(attributes)
        element = Element(tag, dict(attributes))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.open[-1].children.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def made(kind, language="en", **changes):
    """Return a sample report in which something may be changed, its page, and the words."""
    words = Words(language)
    report = attrs.evolve(kind(words), **changes)
    return report, read(page(report, words)), words


def under(root, heading):
    """Return the section that a heading is of."""
    (section,) = root.all("section", **{"aria-labelledby": heading})
    return section


def headings(root):
    return {one.attributes["aria-labelledby"] for one in root.all("section")}


def texts(root, tag, **wanted):
    return [one.text for one in root.all(tag, **wanted)]


def table_under(root, heading):
    """Return the cells of the first table below a heading, row by row."""
    return [
        [one.text for one in row.children if isinstance(one, Element)]
        for row in next(under(root, heading).all("table")).all("tr")
    ]


def levels_in(chart):
    """Return what a radar's marks say, by the colour of their line."""
    middle = next(chart.all("circle")).attributes
    edge = max(float(one.attributes["r"]) for one in chart.all("circle"))
    found = {}
    for mark in chart.all("path"):
        place = re.fullmatch(r"translate\((.*) (.*)\)", mark.attributes.get("transform", ""))
        if place:
            across = float(place[1]) - float(middle["cx"])
            down = float(place[2]) - float(middle["cy"])
            angle = math.atan2(across, -down) % (2 * math.pi)
            level = 5 * math.hypot(across, down) / edge
            found.setdefault(mark.attributes["fill"], {})[round(angle / 2 / math.pi * 14)] = level
    return found


# The same as the report


@every_page
def test_radar_table_and_sentence_say_the_values_of_the_report_and_no_other(kind, language):
    report, root, _ = made(kind, language)
    assert table_under(root, "comparison") == [
        [*row] for row in (report.table.head, *report.table.rows)
    ]
    assert report.said in texts(under(root, "comparison"), "p")
    (chart,) = under(root, "comparison").all("svg", role="img")
    found = levels_in(chart)
    for profile, style in zip((report.mine, *report.others), STYLES, strict=False):
        wanted = {
            place: profile.values[axis.id]
            for place, axis in enumerate(report.axes)
            if axis.id in profile.values
        }
        assert found.pop(style["color"], {}) == pytest.approx(wanted, abs=0.01)
    assert found == {}


@pytest.mark.parametrize("kind", KINDS[:3])
@both
def test_all_42_statements_stand_with_their_answers_under_their_factor(kind, language):
    report, root, words = made(kind, language)
    factor, found = None, []
    for row in table_under(root, "answers")[1:]:
        factor = row[-4] if len(row) == 4 else factor
        found.append((factor, *row[-3:]))
    labels = {axis.number: f"{axis.number} {axis.label}" for axis in report.axes}
    assert found == [
        (labels[one.number.split(".")[0]], one.number, one.text, rating_text(one.rating, words))
        for one in report.statements
    ]
    assert len(found) == 42


@both
def test_importance_and_level_stand_in_a_table_and_in_the_chart(language):
    report, root, words = made(reports.full, language)
    rows = table_under(root, "importance")[1:]
    by_id = {axis.id: axis for axis in report.axes}
    assert [row[:3] for row in rows] == [
        [
            f"{by_id[one.id].number} {by_id[one.id].label}",
            f"{one.importance} {words(f'reflect.{one.importance}')}",
            value_text(one.level, language),
        ]
        for one in report.standings
    ]
    section = under(root, "importance")
    numbers = ", ".join(texts(section, "text", **{"class": "number"}))
    assert sorted(numbers.split(", "), key=int) == [axis.number for axis in report.axes]
    places = {(one.level, one.importance) for one in report.standings}
    assert len(list(section.all("circle"))) == len(places)


@both
def test_a_priority_stands_with_its_plan(language):
    report, root, words = made(reports.full, language)
    for card, one in zip(under(root, "priorities").all("article"), report.priorities, strict=True):
        assert texts(card, "h3") == [one.factor]
        assert texts(card, "dd") == [
            value_text(one.level, language),
            one.act,
            f"{one.aim} {words(f'scale.{one.aim}')}",
            *(one.seen, one.first, one.who, one.when, one.sign),
        ]


def test_what_is_not_planned_yet_is_said_to_be_so():
    _, root, words = made(reports.partial)
    begun, bare = (texts(one, "dd") for one in under(root, "priorities").all("article"))
    assert begun.count(words("takeaway.unwritten")) == 3
    assert bare.count(words("takeaway.unwritten")) == 4
    assert bare[0] == words("table.none")


@both
def test_notes_stand_with_their_line_breaks(language):
    report, root, _ = made(reports.full, language)
    found = texts(under(root, "notes"), "dd", **{"class": "typed"})
    assert found == [text for _, *both in report.notes for text in both]
    assert any("\n" in text for text in found)


def test_a_blank_note_takes_no_room():
    notes = (("1 A", " \n", ""), ("2 B", " ", "text"), ("3 C", "", "\t"))
    section = under(made(reports.full, notes=notes)[1], "notes")
    assert (texts(section, "h3"), texts(section, "dd")) == (["2 B"], ["text"])


@both
def test_where_the_class_splits_stands_with_what_to_discuss(language):
    report, root, _ = made(reports.of_class, language)
    assert table_under(root, "spread")[1:] == [list(row) for row in report.of_class.table.rows]
    cards = list(under(root, "splits").all("article"))
    assert [(*texts(card, "h3"), texts(card, "p")[0], texts(card, "li")) for card in cards] == [
        (f"{number} {text}", agreement, list(questions))
        for number, text, agreement, questions in report.of_class.splits
    ]
    assert len(cards) == 5


def test_a_page_on_a_class_has_nothing_of_one_persons_answers():
    standings = reports.full(Words("en")).standings
    _, root, _ = made(reports.of_class, standings=standings)
    assert headings(root).isdisjoint({"answers", "notes", "importance"})


def test_a_page_without_any_answers_says_what_is_missing():
    report, root, words = made(reports.empty, "sv")
    for said in (words("takeaway.page-nothing"), words("takeaway.no-priorities"), report.sentence):
        assert said in root.text
    assert headings(root).isdisjoint({"notes", "importance", "progress"})
    # So does one on a class too small to split, or on a region that is alike in everything.
    of_class = attrs.evolve(reports.of_class(words).of_class, splits=())
    assert (
        words("takeaway.page-no-splits") in made(reports.of_class, "sv", of_class=of_class)[1].text
    )
    mine = Profile("mine", {one.id: 3.0 for one in report.axes})
    assert words("takeaway.page-even", value="3") in made(reports.full, "sv", mine=mine)[1].text


# Progress


def times(n):
    """Return n snapshots a month apart, whose values are all their number."""
    axes = reports.full(Words("en")).axes
    return tuple(
        Snapshot(str(one), f"time {one}", dt.date(2026, one, 1), {axis.id: one for axis in axes})
        for one in range(1, n + 1)
    )


@pytest.mark.parametrize(("number", "shown"), [(3, (1, 2, 3)), (5, (1, 4, 5))])
def test_progress_shows_the_first_time_the_last_two_and_now(number, shown):
    _, root, words = made(reports.full, snapshots=times(number))
    head, first, *_ = table_under(root, "progress")
    dated = [f"time {n} ({day(dt.date(2026, n, 1), 'en')})" for n in shown]
    assert head[1:] == [*dated, words("look_back.now")]
    assert first[1:4] == [*map(str, shown)]
    assert (words("takeaway.page-between", n=2) in root.text) == (number == 5)
    assert ("are not shown here" in root.text) == (number == 5)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        # Of the first five, one falls, one stays but for what is not written, three rise.
        ((5, 3.04, 1, 1, 1), ("moved", {"up": 3, "down": 1, "level": 1, "of": 5})),
        ((), ("unmoved", {})),
    ],
    ids=["by the values as written", "nothing in common"],
)
def test_what_rose_fell_and_did_not_change_is_counted(then, said):
    ids = [axis.id for axis in reports.full(Words("en")).axes]
    first = Snapshot("1", "then", dt.date(2026, 1, 1), dict(zip(ids, then, strict=False)))
    mine = Profile("mine", dict(zip(ids, (1, 3, 2, 3, 4, 5), strict=False)))
    _, root, words = made(reports.full, mine=mine, snapshots=(first,))
    key, counted = said
    assert words(f"takeaway.page-{key}", date="1 January 2026", **counted) in root.text


# Strongest and weakest


@both
def test_the_strongest_and_the_weakest_stand_with_their_values(language):
    report, root, _ = made(reports.full, language)
    labels = {axis.id: f"{axis.number} {axis.label}" for axis in report.axes}
    cards = under(root, "strongest").all("article")
    for card, found in zip(cards, report.ends, strict=True):
        assert texts(card, "li") == [
            labels[one] + value_text(report.mine.values[one], language) for one in found
        ]


# Charts


def test_a_missing_value_breaks_the_line_and_nothing_is_filled():
    _, root, _ = made(reports.partial)
    mine = next(one for one in root.all("path", stroke=STYLES[0]["color"]) if "d" in one.attributes)
    assert mine.attributes["fill"] == "none"
    assert mine.attributes["d"].count("M") > 1


def test_ones_own_region_is_filled_and_the_others_are_lines_that_differ_without_colour_too():
    _, root, _ = made(reports.full)
    chart, *swatches = under(root, "comparison").all("svg")
    lines = [one.attributes for one in chart.all("path") if "stroke" in one.attributes]
    assert [one["fill"] == "none" for one in lines] == [False, True, True, True]
    assert all(one["d"].count("M") == 1 for one in lines)
    assert len({one["stroke-dasharray"] for one in lines}) == 4
    marks = {
        one.attributes["fill"]: one.attributes["d"]
        for one in chart.all("path")
        if "transform" in one.attributes
    }
    assert len(set(marks.values())) == 4
    drawn = [[one.attributes for one in swatch.all("path")] for swatch in swatches]
    assert [line["stroke-dasharray"] for line, _ in drawn] == [
        one["stroke-dasharray"] for one in lines
    ]
    assert {mark["fill"]: mark["d"] for _, mark in drawn} == marks


# The page as such


@every_page
def test_every_chart_says_what_it_is_before_its_table_and_each_table_has_its_heads(kind, language):
    _, root, _ = made(kind, language)
    ids = {one.attributes["id"]: one for one in root.all() if "id" in one.attributes}
    charts = list(root.all("svg", role="img"))
    assert len(charts) >= 1
    for chart in charts:
        title, about = (ids[one] for one in chart.attributes["aria-labelledby"].split())
        assert title in chart.children
        assert about in chart.children
        assert (title.tag, about.tag) == ("title", "desc")
        assert title.text.strip()
        assert about.text.strip()
    for section in root.all("section"):
        assert len(list(section.all("svg", role="img"))) <= len(list(section.all("table")))
    tables = list(root.all("table"))
    assert len(tables) >= 2
    for table in tables:
        assert len(texts(table, "caption")) == 1
        scopes = {one.attributes.get("scope") for one in table.all("th")}
        assert scopes <= {"col", "row", "rowgroup"}
        rows = next(table.all("tbody")).all("tr")
        assert {row.children[0].tag for row in rows} == {"th"}


@every_page
def test_a_page_is_whole_asks_for_nothing_and_forbids_all_else(kind, language):
    report, root, _ = made(kind, language)
    elements = list(root.all())
    (html,) = root.all("html", lang=language)
    (head,) = html.all("head")
    assert texts(head, "title") == [f"{report.title}, {report.date}"]
    found = [int(one.tag[1]) for one in elements if re.fullmatch("h[1-6]", one.tag)]
    assert found[0] == found.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(found))
    # No id is given twice, and what is referred to is there.
    ids = [one.attributes["id"] for one in elements if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    named = " ".join(one.attributes.get("aria-labelledby", "") for one in elements).split()
    links = [one.attributes["href"] for one in elements if one.tag == "a"]
    assert all(one.startswith("#") for one in links)
    assert {*(one.removeprefix("#") for one in links), *named} <= set(ids)
    # There is no script, and nothing to fetch.
    assert {one.tag for one in elements}.isdisjoint(
        {"script", "img", "link", "iframe", "object", "embed", "form", "base", "use", "image"}
    )
    assert not [name for one in elements for name in one.attributes if name.startswith("on")]
    (style,) = root.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    (policy,) = root.all("meta", **{"http-equiv": "Content-Security-Policy"})
    said = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert policy.attributes["content"] == said


@both
def test_numbers_are_written_as_the_language_writes_them(language):
    _, root, _ = made(reports.full, language)
    cells = [cell for row in table_under(root, "comparison")[1:] for cell in row[1:]]
    mark, other = (",", ".") if language == "sv" else (".", ",")
    assert any(mark in cell for cell in cells)
    assert not any(other in cell for cell in cells)


# Text that someone has typed


STAND_IN = "TYPED"
BLANK = [text for text in HOSTILE if not text.strip()]


@pytest.fixture(scope="module")
def usual():
    return page(reports.typed(Words("sv"), STAND_IN), Words("sv"))


@pytest.mark.parametrize("text", [text for text in HOSTILE if text not in BLANK], ids=named)
def test_whatever_is_typed_comes_out_as_text_and_changes_nothing_else(text, usual):
    words = Words("sv")
    odd = page(reports.typed(words, text), words)
    assert usual.count(STAND_IN) > 30
    assert odd == usual.replace(STAND_IN, escape(held(text)))


@pytest.mark.parametrize("text", BLANK, ids=named)
def test_what_is_typed_but_blank_is_not_filled_in(text):
    words = Words("en")
    root = read(page(reports.typed(words, text), words))
    for card in under(root, "priorities").all("article"):
        assert texts(card, "dd")[4:] == [words("takeaway.unwritten")] * 4


def test_a_page_can_be_written_as_a_file_whatever_is_typed():
    words = Words("sv")
    notes = tuple(("1 A", text, text) for text in HOSTILE)
    written = page(attrs.evolve(reports.full(words), notes=notes), words)
    assert written.encode().decode() == written
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", written)
