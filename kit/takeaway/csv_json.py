"""A report as data: one tidy table as CSV, and JSON for calculations of one's own."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from kit.answers.answers import as_json
from kit.answers.priorities import PLANNED
from kit.charts.base import Profile
from kit.charts.markup import held
from kit.content.language import Language, rounded
from kit.content.phrases import Words
from kit.takeaway.report import OfClass, Report, rating_text

FORMAT = 1

# Scores are means of thirds: four decimals tell them apart, and can be read.
DECIMALS = 4

COLUMNS = ("kind", "number", "id", "label", "series", "date", "value", "text")

# What makes a spreadsheet take a cell for a formula, in both of the widths that keyboards have.
_STARTERS = frozenset("=+-@＝＋－＠")
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}

_Row = dict[str, str | float | None]


def report_csv(report: Report, words: Words) -> bytes:
    """Write a report as one tidy table that a double click opens in a spreadsheet.

    A row is one value or one text: its kind, what it is about (number, id, label), whose or which
    it is (series), its day, the value as a number, and the value in words or what somebody has
    typed. UTF-8 with a byte order mark and CRLF; in Swedish semicolons and decimal commas. Text
    that a spreadsheet could take for a formula has an apostrophe before it, as OWASP advises in
    "CSV Injection" (owasp.org/www-community/attacks/CSV_Injection).
    """
    language = words.language
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";" if language == "sv" else ",", lineterminator="\r\n")
    writer.writerow([words(f"takeaway.csv-{column}") for column in COLUMNS])
    for row in _rows(report, words):
        writer.writerow([_cell(row.get(column), language) for column in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def _cell(value: str | float | None, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(held(value))
    written = f"{rounded(value, DECIMALS):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return written.replace(".", ",") if language == "sv" else written


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("1+1=2")
    ("'=1+1", '1+1=2')
    """
    first = next(
        (character for character in text if unicodedata.category(character) not in _INVISIBLE), ""
    )
    return f"'{text}" if first in _STARTERS or text[:1] in {"\t", "\r", "\n"} else text


def _rows(report: Report, words: Words) -> Iterator[_Row]:
    axes: dict[str, _Row] = {axis.id: attrs.asdict(axis) for axis in report.axes}
    for rated in report.statements:
        yield {
            "kind": words("takeaway.csv-rating"),
            "number": rated.number,
            "id": rated.id,
            "label": rated.text,
            "series": report.mine.name,
            "value": rated.rating if isinstance(rated.rating, int) else None,
            "text": rating_text(rated.rating, words),
        }
    for profile in (report.mine, *report.others):
        yield from _scores(words("takeaway.csv-score"), profile, axes)
    for time in report.snapshots:
        profile = Profile(time.label, time.values)
        date = time.date.isoformat() if time.date else None
        yield from _scores(words("takeaway.csv-snapshot"), profile, axes, date)
    for standing in report.standings:
        yield {
            "kind": words("takeaway.csv-importance"),
            **axes[standing.id],
            "value": standing.importance,
            "text": words(f"reflect.{standing.importance}"),
        }
    yield from _plan(report, words)
    shown: dict[str, _Row] = {axis.numbered: attrs.asdict(axis) for axis in report.axes}
    for label, *texts in report.notes:
        for key, text in zip(("evidence", "reflections"), texts, strict=True):
            series = words(f"takeaway.{key}")
            kind = words("takeaway.csv-note")
            yield {"kind": kind, **shown[label], "series": series, "text": text}
    if report.of_class:
        yield from _class(report.of_class, shown, words)


def _class(of_class: OfClass, shown: Mapping[str, _Row], words: Words) -> Iterator[_Row]:
    table = of_class.table
    for (label, *_), values in zip(table.rows, of_class.values, strict=True):
        for series, value in zip(table.head[1:], values, strict=True):
            said = "text" if isinstance(value, str) else "value"
            kind = words("takeaway.csv-spread")
            yield {"kind": kind, **shown[label], "series": series, said: value}
    for number, text, agreement, _ in of_class.splits:
        kind = words("takeaway.csv-split")
        yield {"kind": kind, "number": number, "label": text, "text": agreement}


def _scores(
    kind: str, profile: Profile, axes: Mapping[str, _Row], date: str | None = None
) -> Iterator[_Row]:
    for key, about in axes.items():
        value = profile.values.get(key)
        yield {"kind": kind, **about, "series": profile.name, "date": date, "value": value}


def _plan(report: Report, words: Words) -> Iterator[_Row]:
    by_label: dict[str, _Row] = {axis.label: attrs.asdict(axis) for axis in report.axes}
    for priority in report.priorities:
        row = {"kind": words("takeaway.csv-plan"), **by_label[priority.label]}
        if priority.act:
            yield {**row, "series": priority.way, "text": priority.act}
        yield {**row, "series": words("plan.goal"), "value": priority.aim, "text": priority.seen}
        for key in PLANNED:
            yield {**row, "series": words(f"plan.{key}"), "text": getattr(priority, key)}


def report_json(report: Report) -> str:
    """Write a report as JSON, readable by a person: texts as typed, numbers as numbers."""
    of_class = report.of_class
    document = {
        "kit": "report",
        "format": FORMAT,
        "title": report.title,
        "date": report.date,
        "factors": [attrs.asdict(axis) for axis in report.axes],
        "scores": [
            {"name": profile.name, "values": _values(profile.values)}
            for profile in (report.mine, *report.others)
        ],
        "sentence": report.said,
        "statements": [attrs.asdict(statement) for statement in report.statements],
        "notes": [
            {"factor": label, "evidence": evidence, "reflections": reflections}
            for label, evidence, reflections in report.notes
        ],
        "importance": {standing.id: standing.importance for standing in report.standings},
        "priorities": [
            {**attrs.asdict(priority), "level": _number(priority.level)}
            for priority in report.priorities
        ],
        "snapshots": [
            {
                "label": time.label,
                "date": time.date.isoformat() if time.date else None,
                "values": _values(time.values),
            }
            for time in report.snapshots
        ],
        "class": _class_json(of_class) if of_class else None,
        "sources": report.sources,
    }
    return as_json(document)


def _class_json(of_class: OfClass) -> dict[str, Any]:
    return {
        "sheets": of_class.sheets,
        "spread": attrs.asdict(of_class.table),
        "splits": [
            {"number": number, "text": text, "agreement": agreement, "questions": questions}
            for number, text, agreement, questions in of_class.splits
        ],
    }


def _values(values: Mapping[str, float]) -> dict[str, float | None]:
    return {key: _number(value) for key, value in values.items()}


def _number(value: float | None) -> float | None:
    return None if value is None else rounded(value, DECIMALS)
