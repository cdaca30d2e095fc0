"""A page to take away: one file that asks the net for nothing, for a screen and for A4."""

from collections.abc import Sequence
from importlib.resources import files

from kit.answers.scores import difference
from kit.answers.snapshots import Snapshot
from kit.charts.base import (
    MOST_OTHERS,
    Axis,
    Profile,
    Table,
    as_written,
    listed,
    signed,
    value_text,
)
from kit.charts.markup import Markup, tag, together
from kit.charts.svg import STYLES, matrix, radar, swatch
from kit.content.course import LEVELS
from kit.content.language import day
from kit.content.phrases import Words
from kit.takeaway.report import OfClass, Priority, Rated, Report, rating_text

# Nothing is fetched and nothing runs, even if something had got in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

# How many of the strongest and the weakest are named; more when they share a value.
MOST_NAMED = 3

_Section = tuple[str, str, Markup]


def page(report: Report, words: Words) -> str:
    """Write a report as a page.

    Everything is in one file: no script, no picture, nothing to fetch. The charts are SVG, each
    with its table and a sentence, and the page prints to A4 with each chart and card whole.

    Parameters
    ----------
    report
        What is taken along.
    words
        The phrases, which also say the language.
    """
    sections = [one for one in _sections(report, words) if one[2]]
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
        tag(
            "header",
            tag("h1", report.title),
            tag("p", report.date, class_="quiet"),
        ),
        contents,
        tag("main", *(_section(*one) for one in sections)),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=words.language)}\n"


def _style() -> Markup:
    """Return the style sheet, which is the kit's own and has no markup in it."""
    return Markup(files("kit.takeaway").joinpath("page.css").read_text(encoding="utf-8"))


def _sections(report: Report, words: Words) -> list[_Section]:
    """Return what the page has, in order: an id, a heading, and what stands below it."""
    of_class = report.of_class
    compared = "takeaway.comparison" if report.others else "takeaway.values"
    return [
        ("reading", words("takeaway.page-reading"), _reading(report, words)),
        (
            "comparison",
            words("class.medians") if of_class else words(compared),
            _comparison(report, words),
        ),
        *(
            [
                ("spread", words("takeaway.page-spread"), _spread(of_class)),
                ("splits", words("takeaway.page-splits"), _splits(of_class, words)),
            ]
            if of_class
            else []
        ),
        ("strongest", words("takeaway.strongest"), _strongest(report, words)),
        ("priorities", words("takeaway.priorities"), _priorities(report.priorities, words)),
        ("importance", words("takeaway.page-importance"), _importance(report, words)),
        ("progress", words("takeaway.progress"), _progress(report, words)),
        ("answers", words("takeaway.answers"), _answers(report, words)),
        ("notes", words("takeaway.notes"), _notes(report, words)),
        (
            "sources",
            words("takeaway.sources"),
            together(*(tag("p", one) for one in report.sources)),
        ),
    ]


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
        _table("scale", scale, "levels"),
        tag("p", words("scale.dont-know-about")),
        tag("p", words("compare.note")) if report.others else "",
    )


def _comparison(report: Report, words: Words) -> Markup:
    profiles = (report.mine, *report.others)
    said = report.of_class.sentence if report.of_class else report.sentence
    return together(
        tag("p", said, class_="said", dir="auto"),
        _radar("radar", report.axes, profiles, words),
        _table("values", report.table, "values"),
    )


def _radar(name: str, axes: Sequence[Axis], profiles: Sequence[Profile], words: Words) -> Markup:
    legend = [
        tag("li", swatch(style), tag("span", one.name, dir="auto"))
        for one, style in zip(profiles, STYLES, strict=False)
    ]
    return tag(
        "figure",
        radar(name, axes, profiles, words),
        tag("ul", *legend, class_="legend"),
    )


def _spread(of_class: OfClass) -> Markup:
    return together(
        tag("p", of_class.sentence, class_="said"),
        _table("spread-table", of_class.table, "values counts"),
    )


def _splits(of_class: OfClass, words: Words) -> Markup:
    if not of_class.splits:
        return tag("p", words("takeaway.page-no-splits"))
    cards = [
        tag(
            "article",
            tag("h3", f"{number} {text}"),
            tag("p", agreement, class_="quiet"),
            tag("p", words("board.discuss")),
            tag("ul", *(tag("li", one) for one in questions)),
            class_="card",
        )
        for number, text, agreement, questions in of_class.splits
    ]
    return together(tag("p", words("takeaway.page-splits-about")), *cards)


def _strongest(report: Report, words: Words) -> Markup:
    values = {
        one.id: report.mine.values[one.id] for one in report.axes if one.id in report.mine.values
    }
    if not values:
        return tag("p", words("takeaway.page-nothing"))
    high, low = ends(values)
    if high == low:
        value = value_text(values[high[0]], words.language)
        return tag("p", words("takeaway.page-even", value=value))
    labels = {one.id: f"{one.number} {one.label}" for one in report.axes}
    cards = [
        tag(
            "article",
            tag("h3", words(key)),
            tag(
                "ul",
                *(
                    tag(
                        "li",
                        tag("span", labels[one]),
                        tag("b", value_text(values[one], words.language)),
                    )
                    for one in found
                ),
                class_="pairs",
            ),
            class_="card",
        )
        for key, found in (("takeaway.highest", high), ("takeaway.lowest", low))
    ]
    return tag("div", *cards, class_="cards")


def ends(values: dict[str, float]) -> tuple[list[str], list[str]]:
    """Return the ids of the highest and the lowest values, the most extreme first.

    Three of each, more where they share a value as it is written, fewer where there are not twice
    as many; the same in both when all values are the same.

    Examples
    --------
    >>> ends({"a": 1, "b": 4, "c": 2, "d": 5, "e": 3})
    (['d', 'b'], ['a', 'c'])
    """
    written = as_written(values)
    falling = sorted(written.values(), reverse=True)
    last = min(MOST_NAMED, max(len(falling) // 2, 1)) - 1
    high, low = falling[last], falling[-1 - last]
    if high <= low:
        high, low = falling[0], falling[-1]
    return (
        sorted((key for key in values if written[key] >= high), key=lambda one: -written[one]),
        sorted((key for key in values if written[key] <= low), key=lambda one: written[one]),
    )


def _priorities(priorities: Sequence[Priority], words: Words) -> Markup:
    if not priorities:
        return tag("p", words("takeaway.no-priorities"))
    return together(*(_priority(one, words) for one in priorities))


def _priority(one: Priority, words: Words) -> Markup:
    level = words("table.none") if one.level is None else value_text(one.level, words.language)
    typed = {"first": one.first, "who": one.who, "when": one.when, "sign": one.sign}
    return tag(
        "article",
        tag("h3", one.factor),
        tag(
            "dl",
            _pair(words("takeaway.level-now"), tag("dd", level)),
            _pair(words("plan.goal"), tag("dd", f"{one.aim} {words(f'scale.{one.aim}')}")),
            _pair(words("takeaway.seen"), tag("dd", one.seen)),
            *(_pair(words(f"plan.{key}"), _typed(text, words)) for key, text in typed.items()),
        ),
        class_="card",
    )


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
    axes = {one.id: one for one in report.axes}
    language = words.language
    rows = tuple(
        (
            f"{axes[one.id].number} {axes[one.id].label}",
            f"{one.importance} {words(f'reflect.{one.importance}')}",
            value_text(one.level, language),
            signed(one.need, language),
        )
        for one in report.standings
    )
    head = (
        words("prose.factor"),
        words("takeaway.importance"),
        words("scale.legend"),
        words("takeaway.page-need"),
    )
    most = report.standings[0].need
    said = words("takeaway.page-need-none")
    if most > 0:
        labels = [axes[one.id].label for one in report.standings if one.need == most]
        steps = value_text(most, language)
        said = words("takeaway.page-need-most", labels=listed(labels, words), steps=steps)
    return together(
        tag("p", said, class_="said"),
        tag(
            "figure",
            matrix("matrix", report.axes, report.standings, words),
            tag("figcaption", words("takeaway.page-matrix-about"), class_="quiet"),
        ),
        _table(
            "standings",
            Table(words("takeaway.page-importance-caption"), head, rows),
            "values",
        ),
    )


def _progress(report: Report, words: Words) -> Markup:
    if not report.snapshots:
        return Markup()
    first, *later = report.snapshots
    shown = [first, *later[-(MOST_OTHERS - 1) :]]
    earlier = [Profile(_named(one, words), one.values) for one in shown]
    now = Profile(words("lookback.now"), report.mine.values)
    left_out = len(report.snapshots) - len(shown)
    rows = tuple(
        (
            f"{axis.number} {axis.label}",
            *(_cell(one.values.get(axis.id), words) for one in (*earlier, now)),
        )
        for axis in report.axes
    )
    head = (words("table.what"), *(one.name for one in earlier), now.name)
    return together(
        tag("p", _moved(first, now, words), class_="said", dir="auto"),
        tag("p", words("takeaway.page-between", n=left_out), class_="said") if left_out else "",
        _radar("progress-radar", report.axes, (now, *earlier), words),
        _table("times", Table(words("takeaway.page-progress-caption"), head, rows), "values"),
    )


def _named(one: Snapshot, words: Words) -> str:
    return f"{one.label} ({day(one.date, words.language)})" if one.date else one.label


def _cell(value: float | None, words: Words) -> str:
    return words("table.none") if value is None else value_text(value, words.language)


def _moved(first: Snapshot, now: Profile, words: Words) -> str:
    date = day(first.date, words.language) if first.date else first.label
    changes = [
        difference(value, first.values[key])
        for key, value in now.values.items()
        if key in first.values
    ]
    if not changes:
        return words("takeaway.page-unmoved", date=date)
    return words(
        "takeaway.page-moved",
        date=date,
        up=sum(one > 0 for one in changes),
        down=sum(one < 0 for one in changes),
        level=sum(one == 0 for one in changes),
        of=len(changes),
    )


def _answers(report: Report, words: Words) -> Markup:
    if not report.statements:
        return Markup()
    names = {axis.number: f"{axis.number} {axis.label}" for axis in report.axes}
    groups: dict[str, list[Rated]] = {}
    for one in report.statements:
        groups.setdefault(one.number.partition(".")[0], []).append(one)
    bodies = [
        tag("tbody", *_answered(names[number], rated, words)) for number, rated in groups.items()
    ]
    head = (
        words("prose.factor"),
        words("class.number"),
        words("class.statement"),
        words("takeaway.answer"),
    )
    return _framed("all", words("takeaway.page-answers-caption"), head, bodies, "answers")


def _answered(factor: str, rated: Sequence[Rated], words: Words) -> list[Markup]:
    """Return the rows of one factor; its name stands beside all of them."""
    named = tag("th", factor, scope="rowgroup", rowspan=str(len(rated)))
    return [
        tag(
            "tr",
            "" if place else named,
            tag("th", one.number, scope="row"),
            tag("td", one.text),
            tag("td", rating_text(one.rating, words)),
        )
        for place, one in enumerate(rated)
    ]


def _notes(report: Report, words: Words) -> Markup:
    return together(
        *(
            tag(
                "article",
                tag("h3", label),
                tag(
                    "dl",
                    *(
                        _pair(words(f"takeaway.{key}"), _typed(text, words))
                        for key, text in (("evidence", evidence), ("reflections", reflections))
                        if text.strip()
                    ),
                ),
                class_="card",
            )
            for label, evidence, reflections in report.notes
            if evidence.strip() or reflections.strip()
        )
    )


def _table(name: str, table: Table, kind: str) -> Markup:
    rows = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))
        for row in table.rows
    ]
    return _framed(name, table.caption, table.head, [tag("tbody", *rows)], kind)


def _framed(
    name: str, caption: str, head: Sequence[str], bodies: Sequence[Markup], kind: str
) -> Markup:
    """Write a table that can be scrolled sideways, also by keyboard, where it is too wide."""
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption, id=f"{name}-caption"),
            tag("thead", tag("tr", *(tag("th", one, scope="col", dir="auto") for one in head))),
            *bodies,
            class_=kind,
        ),
        class_="scroll",
        role="group",
        tabindex="0",
        aria_labelledby=f"{name}-caption",
    )
