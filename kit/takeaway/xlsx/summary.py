"""The first sheet of a workbook: what is strongest, weakest and most needed, and what is first."""

from collections.abc import Iterator

import attrs

from kit.answers.scores import nearest_level
from kit.charts.base import value_text
from kit.content.phrases import Words
from kit.takeaway.report import MOST_NAMED, Report
from kit.takeaway.xlsx_book import LABEL, PAGE, WIDE, Book, Cell, Column

_GROUP = 130


@attrs.frozen
class _Row:
    """A factor, why it is named, and how it stands in numbers and in words."""

    group: str
    factor: str
    level: Cell
    importance: Cell
    need: Cell
    said: str


def summary_sheet(book: Book, report: Report, words: Words) -> None:
    """Write in words and numbers what the other sheets come to, as of the report's day."""
    whole = _Row(words("takeaway.summary-whole"), report.dated, None, None, None, report.said)
    rows = [whole, *_ends(report, words), *_needs(report, words), *_priorities(report, words)]
    columns = [
        Column(words("takeaway.summary-what"), [row.group for row in rows], least=_GROUP),
        Column(words("progress.factor"), [row.factor for row in rows], least=LABEL, most=WIDE),
        Column(words("takeaway.level-now"), [row.level for row in rows], "one"),
        Column(words("takeaway.importance"), [row.importance for row in rows], "whole"),
        Column(words("takeaway.page-need"), [row.need for row in rows], "gap"),
        Column(words("takeaway.summary-words"), [row.said for row in rows], most=PAGE // 2),
    ]
    book.table(words("takeaway.sheet-summary"), columns, report.title, fixed=1)


def _ends(report: Report, words: Words) -> Iterator[_Row]:
    """Name the strongest and the weakest; where all are alike, neither."""
    high, low = report.ends
    if high == low:
        return
    labels = {axis.id: axis.numbered for axis in report.axes}
    for key, ids in (("highest", high), ("lowest", low)):
        for one in ids:
            level = report.mine.values[one]
            said = words(f"scale.{nearest_level(level)}")
            yield _Row(words(f"takeaway.{key}"), labels[one], level, None, None, said)


def _needs(report: Report, words: Words) -> Iterator[_Row]:
    """Name what is important and furthest below its importance."""
    labels = {axis.id: axis.numbered for axis in report.axes}
    for standing in [one for one in report.standings if one.need > 0][:MOST_NAMED]:
        said = words(
            "takeaway.summary-need",
            importance=words(f"reflect.{standing.importance}"),
            level=words(f"scale.{nearest_level(standing.level)}"),
        )
        yield _Row(
            words("takeaway.summary-gap"),
            labels[standing.id],
            standing.level,
            standing.importance,
            standing.need,
            said,
        )


def _priorities(report: Report, words: Words) -> Iterator[_Row]:
    """Name what somebody has chosen, from where to where, and the first step."""
    for chosen in report.priorities:
        level = None if chosen.level is None else value_text(chosen.level, words.language)
        way = "takeaway.slides-from" if level else "takeaway.slides-to"
        to = words(way, level=level, aim=chosen.aim, name=words(f"scale.{chosen.aim}"))
        said = f"{to} {chosen.first}".strip()
        yield _Row(
            words("takeaway.summary-priority"), chosen.factor, chosen.level, None, None, said
        )
