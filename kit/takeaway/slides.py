"""The slides: a deck to go on working with, its charts and tables native and editable."""

from collections.abc import Iterable, Sequence
from typing import Any

from kit.answers.priorities import PLANNED
from kit.charts.base import Axis, Profile, Table, signed, signed_or_none, value_or_none, value_text
from kit.charts.change import moves
from kit.content.language import day
from kit.content.phrases import Words
from kit.takeaway.pptx_deck import ACCENT, QUIET, Deck, Paragraph, Run, describe, write
from kit.takeaway.pptx_radar import put_radar, short_name
from kit.takeaway.pptx_table import Column, Setting, tables, under
from kit.takeaway.report import MOST_NAMED, OfClass, Priority, Report
from kit.takeaway.text_fit import fitted

_MOST_TIMES = 4  # of those that were kept

_WIDE = 11.83
_FACTOR = 2.7
_WIDEST = 3.05
_ABOVE = 18  # points, of the text above two halves

# Fourteen rows of one line and a header of three fill a slide, in the smaller type one of four.
_FOURTEEN = Setting(points=(14, 13), air=0.025, most=1)
_SPLITS = Setting(points=(18, 16), air=0.08, most=4)
# However long it is, a plan takes two slides at most.
_PLAN = Setting(points=(20, 18, 17, 16), air=0.06, most=5, anchor="t")


def slides(report: Report, words: Words) -> bytes:
    """Write a report as slides, of which each has its notes."""
    deck = Deck(report.title, words)
    _opening(deck, report, words)
    if any(profile.values for profile in _profiles(report)):
        _radar(deck, report, words)
        # A class's own medians stand in the next table, too.
        if report.others or not report.of_class:
            _figures(deck, report, words)
    if report.of_class and report.of_class.medians.values:
        _spread(deck, report, report.of_class, words)
    _extremes(deck, report, words)
    if report.of_class and report.of_class.splits:
        _splits(deck, report, report.of_class, words)
    if report.standings:
        _standings(deck, report, words)
    for priority in report.priorities:
        _priority(deck, report, priority, words)
    if report.snapshots:
        _progress(deck, report, words)
    _limits(deck, report, words)
    return deck.to_bytes()


def _profiles(report: Report) -> tuple[Profile, ...]:
    return (report.mine, *report.others)


def _note(deck: Deck, slide: Any, texts: Iterable[str], report: Report, words: Words) -> None:
    """Write a slide's notes: what is to be said, then the sources."""
    deck.note(slide, [*texts, f"{words('takeaway.sources')}:", *report.sources])


def _opening(deck: Deck, report: Report, words: Words) -> None:
    slide = deck.slide("opening", report.title)
    below = [[Run(text)] for text in (report.county, report.date) if text]
    if report.others:
        below.append([Run(words("compare.note"))])
    write(slide.placeholders[1].text_frame, below)
    _note(deck, slide, [report.said], report, words)


def _radar(deck: Deck, report: Report, words: Words) -> None:
    slide = deck.slide("chart", words("takeaway.values"))
    frame = put_radar(slide.placeholders[13], report.axes, _profiles(report), words)
    said = [
        words("takeaway.slides-radar", of=len(report.axes)),
        words("takeaway.slides-reading"),
        report.said,
    ]
    values = [_in_words(profile, report.axes, words) for profile in _profiles(report)]
    describe(frame, " ".join([*said, *values]))
    level = words("scale.legend")
    beside: list[Paragraph] = [[Run(level, bold=True, color=ACCENT)]]
    beside += [[Run(f"{digit}  ", bold=True), Run(words(f"scale.{digit}"))] for digit in "12345"]
    about = [words("takeaway.slides-reading")]
    if any(axis.id not in profile.values for profile in _profiles(report) for axis in report.axes):
        about.append(words("takeaway.slides-broken"))
    if report.others:
        about.append(words("compare.note"))
    beside += [[Run(text, color=QUIET, points=14)] for text in about]
    write(slide.placeholders[1].text_frame, beside)
    _note(deck, slide, [" ".join(said)], report, words)


def _in_words(profile: Profile, axes: Sequence[Axis], words: Words) -> str:
    """Say a profile's values: "My region: Networks 3.5; Goals no value."."""
    cells = (f"{axis.label} {value_or_none(profile.values.get(axis.id), words)}" for axis in axes)
    return f"{short_name(profile)}: {'; '.join(cells)}."


def _table(  # noqa: PLR0913, PLR0917
    deck: Deck,
    title: str,
    table: Table,
    columns: Sequence[Column],
    texts: Sequence[str],
    report: Report,
    words: Words,
    setting: Setting = _FOURTEEN,
) -> None:
    """Add a table with its caption above it, on as many slides as it takes."""
    slides, _ = tables(deck, "table", title, table, columns, setting, words)
    for slide in slides:
        write(slide.placeholders[1].text_frame, [[Run(table.caption)]])
        _note(deck, slide, texts, report, words)


def _columns(count: int) -> list[Column]:
    """Return a column for factors and others for values, no wider than is easy to read across."""
    width = min((_WIDE - _FACTOR) / (count - 1), _WIDEST)
    return [Column(_FACTOR, numbers=False), *[Column(width)] * (count - 1)]


def _figures(deck: Deck, report: Report, words: Words) -> None:
    table = report.table
    texts = [report.said]
    for label, evidence, reflection in report.notes:
        if evidence.strip():
            texts.append(f"{label}. {words('takeaway.evidence')}: {evidence}")
        if reflection.strip():
            texts.append(f"{label}. {words('takeaway.reflections')}: {reflection}")
    columns = _columns(len(table.head))
    _table(deck, words("takeaway.slides-figures"), table, columns, texts, report, words)


def _spread(deck: Deck, report: Report, of_class: OfClass, words: Words) -> None:
    columns = [
        Column(_FACTOR, numbers=False),
        *[Column(0.5)] * 5,
        Column(0.85),
        Column(1.1),
        Column(1.3),
        Column(2),
        Column(1.38),
    ]
    title, table = words("takeaway.page-spread"), of_class.table
    _table(deck, title, table, columns, [of_class.sentence, table.caption], report, words)


def _extremes(deck: Deck, report: Report, words: Words) -> None:
    """Say what is strongest and weakest; where nothing is, only what there is to say."""
    high, low = report.ends
    if high == low:
        slide = deck.slide("text", words("takeaway.values"))
        write(slide.placeholders[1].text_frame, [[Run(report.said)]])
    else:
        slide = deck.slide("halves", words("takeaway.strongest"))
        said = fitted(report.said, _WIDE, _ABOVE, 6)
        write(slide.placeholders[1].text_frame, [[Run(said)]])
        for place, key, ids in ((15, "takeaway.highest", high), (16, "takeaway.lowest", low)):
            listed = [[Run(words(key), bold=True, color=ACCENT)], *_listed(report, ids, words)]
            write(slide.placeholders[place].text_frame, listed)
    _note(deck, slide, [report.said], report, words)


def _listed(report: Report, ids: Sequence[str], words: Words) -> list[Paragraph]:
    """List at most three factors, and how many more there are like the last."""
    labels = {axis.id: axis.label for axis in report.axes}
    items: list[Paragraph] = [
        [Run(f"{value_or_none(report.mine.values[key], words)}  ", bold=True), Run(labels[key])]
        for key in ids[:MOST_NAMED]
    ]
    if more := ids[MOST_NAMED:]:
        value = value_or_none(report.mine.values[more[0]], words)
        said = words("takeaway.slides-tied", n=len(more), value=value)
        items.append([Run(said, color=QUIET, points=16)])
    return items


def _splits(deck: Deck, report: Report, of_class: OfClass, words: Words) -> None:
    rows = tuple((number, text, agreement) for number, text, agreement, _ in of_class.splits)
    head = (words("class.number"), words("class.statement"), words("class.agreement"))
    table = Table(words("takeaway.page-splits-about"), head, rows)
    columns = [Column(0.8), Column(8.33, numbers=False), Column(2.7, numbers=False)]
    texts = []
    for number, text, agreement, questions in of_class.splits:
        texts += [f"{number} {text} {agreement}.", f"{words('class.discuss')}:", *questions]
    title = words("takeaway.page-splits")
    _table(deck, title, table, columns, texts, report, words, _SPLITS)


def _standings(deck: Deck, report: Report, words: Words) -> None:
    labels = {axis.id: axis.numbered for axis in report.axes}
    rows = tuple(
        (
            labels[standing.id],
            value_text(standing.level, words.language),
            f"{standing.importance} {words(f'reflect.{standing.importance}')}",
            signed(standing.need, words.language),
        )
        for standing in report.standings
    )
    keys = ("progress.factor", "takeaway.level-now", "takeaway.importance", "takeaway.page-need")
    head = tuple(words(key) for key in keys)
    table = Table(words("takeaway.page-importance-caption"), head, rows)
    title = words("takeaway.page-importance")
    _table(deck, title, table, _columns(len(head)), [table.caption], report, words)


def _priority(deck: Deck, report: Report, priority: Priority, words: Words) -> None:
    name = words(f"scale.{priority.aim}")
    level = None if priority.level is None else value_text(priority.level, words.language)
    way = "takeaway.slides-from" if level else "takeaway.slides-to"
    to = words(way, level=level, aim=priority.aim, name=name)
    planned = {
        "plan.goal": to,
        "takeaway.seen": priority.seen,
        **{f"plan.{key}": getattr(priority, key) for key in PLANNED},
    }
    rows = (
        *([(priority.way, priority.act)] if priority.act else []),
        *(
            (words(key), text if text.strip() else words("takeaway.unwritten"))
            for key, text in planned.items()
        ),
    )
    title = words("takeaway.slides-priority", factor=priority.factor)
    columns = [Column(3, numbers=False), Column(_WIDE - 3, numbers=False)]
    slides, cut = tables(deck, "plan", title, Table(title, (), rows), columns, _PLAN, words)
    whole = [words("takeaway.slides-whole")] if cut else []
    for slide in slides:
        _note(deck, slide, [*whole, *(_labelled(*row) for row in rows)], report, words)


def _labelled(label: str, text: str) -> str:
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def _progress(deck: Deck, report: Report, words: Words) -> None:
    """Show the first of the times that were kept, the latest, and how it is now."""
    kept = report.snapshots
    shown = kept if len(kept) <= _MOST_TIMES else (kept[0], *kept[1 - _MOST_TIMES :])
    columns = _columns(len(shown) + 3)
    dated = [(time.label, day(time.date, words.language) if time.date else "") for time in shown]
    heads = [
        under(" ".join(label.split()), date, columns[1], _FOURTEEN).strip() for label, date in dated
    ]
    now = report.mine.values
    changes = {move.axis.id: move.change for move in moves(report.axes, shown[0].values, now)}
    rows = tuple(
        (
            axis.numbered,
            *(value_or_none(time.values.get(axis.id), words) for time in shown),
            value_or_none(now.get(axis.id), words),
            signed_or_none(changes.get(axis.id), words),
        )
        for axis in report.axes
    )
    change = words("takeaway.slides-change", date=dated[0][1] or dated[0][0])
    head = (words("progress.factor"), *heads, words("look_back.now"), change)
    table = Table(words("takeaway.page-progress-caption"), head, rows)
    texts = [table.caption]
    if len(shown) < len(kept):
        texts.append(words("takeaway.page-between", n=len(kept) - len(shown)))
    texts += [f"{date}: {label}" for label, date in dated]
    _table(deck, words("takeaway.progress"), table, columns, texts, report, words)


def _limits(deck: Deck, report: Report, words: Words) -> None:
    slide = deck.slide("text", words("takeaway.slides-limits"))
    write(slide.placeholders[1].text_frame, [[Run(source)] for source in report.sources])
    _note(deck, slide, [report.said], report, words)
