"""A page to take away: one file that asks the net for nothing, for a screen and for A4."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from kit.answers.priorities import PLANNED
from kit.answers.snapshots import Snapshot
from kit.charts.base import MOST_OTHERS, Profile, Table, listed, signed, value_or_none, value_text
from kit.charts.change import counts, moves
from kit.charts.markup import Markup, framed, table, tag, together
from kit.charts.svg import matrix, radar_figure
from kit.content.course import LEVELS
from kit.content.language import day
from kit.content.phrases import Words
from kit.takeaway.report import OfClass, Priority, Rated, Report, rating_text

# Nothing is fetched and nothing runs, even if something had got in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_Section = tuple[str, str, Markup]


def page(report: Report, words: Words) -> str:
    """Write a report as a page.

    Everything is in one file: no script, no picture, nothing to fetch. The charts are SVG, each
    with its table and a sentence, and the page prints to A4 with each chart and card whole.
    """
    sections = [section for section in _sections(report, words) if section[2]]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{report.title}, {report.date}"),
        tag("style", _style()),
    )
    links = [tag("li", tag("a", title, href=f"#{name}")) for name, title, _ in sections]
    contents = tag(
        "nav",
        tag("h2", words("takeaway.page-contents"), id="contents"),
        tag("ul", *links),
        aria_labelledby="contents",
    )
    body = tag(
        "body",
        tag("header", tag("h1", report.title), tag("p", report.dated, class_="quiet")),
        contents,
        tag("main", *(_section(*section) for section in sections)),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=words.language)}\n"


def _style() -> Markup:
    """Return the style sheet, which is the kit's own and has no markup in it."""
    return Markup(files("kit.takeaway").joinpath("page.css").read_text(encoding="utf-8"))


def _sections(report: Report, words: Words) -> Iterator[_Section]:
    """Tell what the page has, in order: an id, a heading, and what stands below it."""
    of_class = report.of_class
    compared = "takeaway.comparison" if report.others else "takeaway.values"
    title = words("class.medians") if of_class else words(compared)
    yield "reading", words("takeaway.page-reading"), _reading(report, words)
    yield "comparison", title, _comparison(report, words)
    if of_class:
        yield "spread", words("takeaway.page-spread"), _spread(of_class)
        yield "splits", words("takeaway.page-splits"), _splits(of_class, words)
    yield "strongest", words("takeaway.strongest"), _strongest(report, words)
    yield "priorities", words("takeaway.priorities"), _priorities(report.priorities, words)
    yield "importance", words("takeaway.page-importance"), _importance(report, words)
    yield "progress", words("takeaway.progress"), _progress(report, words)
    yield "answers", words("takeaway.answers"), _answers(report, words)
    yield "notes", words("takeaway.notes"), _notes(report, words)
    sources = together(*(tag("p", source) for source in report.sources))
    yield "sources", words("takeaway.sources"), sources


def _section(name: str, title: str, inside: Markup) -> Markup:
    return tag("section", tag("h2", title, id=name), inside, aria_labelledby=name)


def _reading(report: Report, words: Words) -> Markup:
    scale = Table(
        words("scale.caption"),
        (words("scale.legend"), words("scale.meaning")),
        tuple(
            (f"{level} {words(f'scale.{level}')}", words(f"scale.about-{level}"))
            for level in LEVELS
        ),
    )
    about = words("takeaway.page-median" if report.of_class else "takeaway.page-score")
    return together(
        tag("p", about),
        table("scale", scale, "levels"),
        tag("p", words("scale.dont-know-about")),
        tag("p", words("compare.note")) if report.others else "",
    )


def _comparison(report: Report, words: Words) -> Markup:
    profiles = (report.mine, *report.others)
    return together(
        tag("p", report.said, class_="said", dir="auto"),
        radar_figure("radar", report.axes, profiles, words),
        table("values", report.table, "values"),
    )


def _spread(of_class: OfClass) -> Markup:
    return together(
        tag("p", of_class.sentence, class_="said"),
        table("spread-table", of_class.table, "values counts"),
    )


def _splits(of_class: OfClass, words: Words) -> Markup:
    if not of_class.splits:
        return tag("p", words("takeaway.page-no-splits"))
    cards = [
        _card(
            f"{number} {text}",
            tag("p", agreement, class_="quiet"),
            tag("p", words("board.discuss")),
            tag("ul", *(tag("li", question) for question in questions)),
        )
        for number, text, agreement, questions in of_class.splits
    ]
    return together(tag("p", words("takeaway.page-splits-about")), *cards)


def _strongest(report: Report, words: Words) -> Markup:
    values, (high, low) = report.mine.values, report.ends
    if not high:
        return tag("p", words("takeaway.page-nothing"))
    if high == low:
        value = value_text(values[high[0]], words.language)
        return tag("p", words("takeaway.page-even", value=value))
    labels = {axis.id: axis.numbered for axis in report.axes}
    cards = []
    for key, found in (("takeaway.highest", high), ("takeaway.lowest", low)):
        pairs = [(labels[factor], value_text(values[factor], words.language)) for factor in found]
        items = [tag("li", tag("span", label), tag("b", value)) for label, value in pairs]
        cards.append(_card(words(key), tag("ul", *items, class_="pairs")))
    return tag("div", *cards, class_="cards")


def _priorities(priorities: Sequence[Priority], words: Words) -> Markup:
    if not priorities:
        return tag("p", words("takeaway.no-priorities"))
    cards = [_priority(priority, words) for priority in priorities]
    return together(tag("p", words("next.rule"), class_="quiet"), *cards)


def _priority(priority: Priority, words: Words) -> Markup:
    aim = f"{priority.aim} {words(f'scale.{priority.aim}')}"
    pairs = [
        _pair(words("takeaway.level-now"), tag("dd", value_or_none(priority.level, words))),
        _pair(priority.way, tag("dd", priority.act)) if priority.act else "",
        _pair(words("plan.goal"), tag("dd", aim)),
        _pair(words("takeaway.seen"), tag("dd", priority.seen)),
        *(_pair(words(f"plan.{key}"), _typed(getattr(priority, key), words)) for key in PLANNED),
    ]
    return _card(priority.factor, tag("dl", *pairs))


def _card(title: str, *inside: Markup) -> Markup:
    return tag("article", tag("h3", title), *inside, class_="card")


def _pair(term: str, description: Markup) -> Markup:
    return tag("div", tag("dt", term), description)


def _typed(text: str, words: Words) -> Markup:
    """Write what somebody has typed, its line breaks kept."""
    if not text.strip():
        return tag("dd", words("takeaway.unwritten"), class_="quiet")
    return tag("dd", text, class_="typed", dir="auto")


def _importance(report: Report, words: Words) -> Markup:
    if report.of_class or not report.standings:
        return Markup()
    axes = {axis.id: axis for axis in report.axes}
    language = words.language
    rows = tuple(
        (
            axes[standing.id].numbered,
            f"{standing.importance} {words(f'reflect.{standing.importance}')}",
            value_text(standing.level, language),
            signed(standing.need, language),
        )
        for standing in report.standings
    )
    keys = ("prose.factor", "takeaway.importance", "scale.legend", "takeaway.page-need")
    head = tuple(words(key) for key in keys)
    most = report.standings[0].need
    said = words("takeaway.page-need-none")
    if most > 0:
        labels = [axes[standing.id].label for standing in report.standings if standing.need == most]
        steps = value_text(most, language)
        said = words("takeaway.page-need-most", labels=listed(labels, words), steps=steps)
    return together(
        tag("p", said, class_="said"),
        tag(
            "figure",
            matrix("matrix", report.axes, report.standings, words),
            tag("figcaption", words("takeaway.page-matrix-about"), class_="quiet"),
        ),
        table("standings", Table(words("takeaway.page-importance-caption"), head, rows), "values"),
    )


def _progress(report: Report, words: Words) -> Markup:
    if not report.snapshots:
        return Markup()
    first, *later = report.snapshots
    shown = [first, *later[-(MOST_OTHERS - 1) :]]
    earlier = [Profile(_named(time, words), time.values) for time in shown]
    now = Profile(words("look_back.now"), report.mine.values)
    left_out = len(report.snapshots) - len(shown)
    rows = tuple(
        (
            axis.numbered,
            *(value_or_none(profile.values.get(axis.id), words) for profile in (*earlier, now)),
        )
        for axis in report.axes
    )
    head = (words("table.what"), *(profile.name for profile in earlier), now.name)
    return together(
        tag("p", _moved(report, words), class_="said", dir="auto"),
        tag("p", words("takeaway.page-between", n=left_out), class_="said") if left_out else "",
        radar_figure("progress-radar", report.axes, (now, *earlier), words),
        table("times", Table(words("takeaway.page-progress-caption"), head, rows), "values"),
    )


def _named(snapshot: Snapshot, words: Words) -> str:
    if snapshot.date is None:
        return snapshot.label
    return f"{snapshot.label} ({day(snapshot.date, words.language)})"


def _moved(report: Report, words: Words) -> str:
    first = report.snapshots[0]
    date = day(first.date, words.language) if first.date else first.label
    found = moves(report.axes, first.values, report.mine.values)
    if not found:
        return words("takeaway.page-unmoved", date=date)
    up, down, level = counts(found)
    return words("takeaway.page-moved", date=date, up=up, down=down, level=level, of=len(found))


def _answers(report: Report, words: Words) -> Markup:
    if not report.statements:
        return Markup()
    names = {axis.number: axis.numbered for axis in report.axes}
    groups: dict[str, list[Rated]] = {}
    for statement in report.statements:
        groups.setdefault(statement.number.partition(".")[0], []).append(statement)
    bodies = [
        tag("tbody", *_answered(names[number], rated, words)) for number, rated in groups.items()
    ]
    keys = ("prose.factor", "class.number", "class.statement", "takeaway.answer")
    head = tuple(words(key) for key in keys)
    return framed("all", words("takeaway.page-answers-caption"), head, bodies, "answers")


def _answered(factor: str, rated: Sequence[Rated], words: Words) -> list[Markup]:
    """Return the rows of one factor; its name stands beside all of them."""
    named = tag("th", factor, scope="rowgroup", rowspan=str(len(rated)))
    return [
        tag(
            "tr",
            "" if place else named,
            tag("th", statement.number, scope="row"),
            tag("td", statement.text),
            tag("td", rating_text(statement.rating, words)),
        )
        for place, statement in enumerate(rated)
    ]


def _notes(report: Report, words: Words) -> Markup:
    cards = []
    for label, *texts in report.notes:
        pairs = [
            _pair(words(f"takeaway.{key}"), _typed(text, words))
            for key, text in zip(("evidence", "reflections"), texts, strict=True)
            if text.strip()
        ]
        if pairs:
            cards.append(_card(label, tag("dl", *pairs)))
    return together(*cards)
