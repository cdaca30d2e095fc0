"""A workbook that was taken away and filled in, read back into a learner's answers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

import attrs

from kit.answers.answers import DONT_KNOW, LONGEST_NOTE, Answers
from kit.answers.priorities import MOST, PLANNED
from kit.classroom.sheets import Fault, few_faults, shown
from kit.content.course import LEVELS, course
from kit.content.language import LANGUAGES, Text, tidied
from kit.content.phrases import phrases
from kit.files.spreadsheet import FIRST_ROWS, Formula, NotATableError, Rows, cell, worksheets
from kit.takeaway.workbook_forms import CHOSEN
from kit.takeaway.xlsx_book import storable

# So long a note may be in the file, where a carriage return is written as seven characters.
_LONGEST = 7 * LONGEST_NOTE

# What can be filled in and its heading: sections of the answers, and fields of a plan.
_OF_STATEMENT = {"ratings": "takeaway.answer"}
_OF_FACTOR = {
    "importance": "takeaway.importance",
    "evidence": "takeaway.evidence",
    "reflections": "takeaway.reflections",
    "priorities": "takeaway.sheet-priority",
    "targets": "plan.goal",
    **{field: f"plan.{field}" for field in PLANNED},
}
_BESIDE = ("class.number", "takeaway.csv-id", "progress.factor", "class.statement")
_LONGEST_HEADING = 60

_LEVELS = {str(level) for level in LEVELS}
_OF_WORKBOOKS = {
    f"fault.{kind}"
    for kind in ("large-file", "old-excel", "password", "size", "swollen", "workbook")
}
_LINE_END = re.compile("\r\n?")


@attrs.frozen
class _Filled:
    """A cell that can be filled in: where it is, which answer it gives, what it says, or ""."""

    place: str
    section: str
    key: str
    text: str


class _NoAnswerError(ValueError):
    """A cell says what is no answer; the message is a key of words.toml."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.values = {name: str(value) for name, value in values.items()}


def read_back(content: bytes, answers: Answers) -> tuple[Answers, list[Fault]]:
    """Read a workbook (XLSX) that somebody has filled in into the answers that are here.

    Rows are known by the id of a statement or a factor, columns by their heading in either
    language, wherever they stand and on whatever sheet. A blank cell takes an answer back. An
    answer is left as it was if the workbook has no row or column for it, if its cell cannot be
    read, or if its cell says the same as far as a workbook can: control characters, which no cell
    holds, are not lost.

    Returns
    -------
    The answers as they become; and what could not be read, by its cell such as "Svar!E7", or by ""
    where it is the whole file.
    """
    filled: list[_Filled] = []
    faults: list[Fault] = []
    try:
        taken: set[str] = set()
        for name, rows in worksheets(content, _LONGEST):
            for item in _told(shown(name), rows, taken):
                if isinstance(item, Fault):
                    faults.append(item)
                else:
                    filled.append(item)
    except NotATableError as error:
        # The words of other faults are for a survey's answers.
        key = str(error) if str(error) in _OF_WORKBOOKS else "fault.back-neither"
        return answers, [Fault("", key)]
    if not filled and not faults:
        return answers, [Fault("", "fault.sheet-nothing")]
    answers, wrong = _answered(filled, answers)
    return answers, few_faults([*faults, *wrong], "")


def _answered(filled: list[_Filled], answers: Answers) -> tuple[Answers, list[Fault]]:
    """Put in what the cells say, and say of which that cannot be done."""
    faults: list[Fault] = []
    marked: list[_Filled] = []
    for entry in filled:
        before = answers.section(entry.section).get(entry.key)
        try:
            answer = _answer(entry, before)
        except _NoAnswerError as error:
            faults.append(Fault(entry.place, str(error), error.values))
            continue
        if entry.section == "priorities" and answer and not before:
            marked.append(entry)
        elif answer != before:
            answers = answers.put(entry.section, entry.key, answer)
    # Only now, when those that were taken back have made room.
    for entry in marked:
        if len(answers.section("priorities").keys() & _ids().keys()) < MOST:
            answers = answers.put(entry.section, entry.key, value=True)
        else:
            faults.append(Fault(entry.place, "fault.sheet-fourth"))
    return answers, faults


# Where it stands


def _told(sheet: str, rows: Rows, taken: set[str]) -> Iterator[_Filled | Fault]:
    """Tell of each cell of a sheet that can be filled in, and of what cannot be read as such.

    Of what stands in a file twice, the first counts; what has been read is added to `taken`.
    """
    at = _id_column(rows)
    ids = {row: key for row in sorted(rows) if (key := rows[row].get(at, "")) in _ids()}
    if not ids:
        return
    fields = dict.fromkeys(field for key in ids.values() for field in _ids()[key])
    header = _header(rows, ids)
    named = [
        (column, field)
        for column, text in sorted(rows.get(header, {}).items())
        if (field := _heading(text)) in fields
    ]
    if not named:
        heading = _heading_of(next(iter(fields)))
        yield Fault(sheet, "fault.sheet-heading", {"heading": f"{heading.sv}, {heading.en}"})
    columns: dict[str, int] = {}
    for column, field in named:
        if field in taken:
            yield Fault(f"{sheet}!{cell(header, column)}", "fault.sheet-repeated")
        else:
            taken.add(field)
            columns[field] = column
    if columns:
        yield from _cells(sheet, rows, at, ids, columns)


def _cells(
    sheet: str, rows: Rows, at: int, ids: Mapping[int, str], columns: Mapping[str, int]
) -> Iterator[_Filled | Fault]:
    """Tell of each cell in the columns of what can be filled in."""
    rows_of: dict[str, list[int]] = {}
    for row, key in ids.items():
        rows_of.setdefault(key, []).append(row)
    for key, (first, *others) in rows_of.items():
        if others:
            yield Fault(f"{sheet}!{cell(others[0], at)}", "fault.sheet-repeated")
        for field in _ids()[key]:
            if field in columns:
                place = f"{sheet}!{cell(first, columns[field])}"
                where = ("plan", f"{key}/{field}") if field in PLANNED else (field, key)
                yield _Filled(place, *where, rows[first].get(columns[field], ""))


def _id_column(rows: Rows) -> int:
    """Return the column in which most ids are, or 0."""
    count = Counter(
        column for cells in rows.values() for column, text in cells.items() if text in _ids()
    )
    return max(count, key=lambda column: count[column], default=0)


def _header(rows: Rows, ids: Mapping[int, str]) -> int:
    """Return the row in which most headings are, or 0."""

    def headings(row: int) -> int:
        return sum(_heading(text) is not None for text in rows[row].values())

    others = (row for row in sorted(rows) if row not in ids)
    return max(islice(others, FIRST_ROWS), key=headings, default=0)


def _heading(text: str) -> str | None:
    """Return the field that a heading is of, "" for a column beside, or None if it is none."""
    return _headings().get(tidied(text)) if len(text) <= _LONGEST_HEADING else None


@cache
def _headings() -> dict[str, str]:
    beside = [(phrases()[key], "") for key in _BESIDE]
    fields = [(_heading_of(field), field) for field in (*_OF_STATEMENT, *_OF_FACTOR)]
    return {
        tidied(heading[language]): field
        for heading, field in beside + fields
        for language in LANGUAGES
    }


def _heading_of(field: str) -> Text:
    return phrases()[{**_OF_STATEMENT, **_OF_FACTOR}[field]]


@cache
def _ids() -> dict[str, tuple[str, ...]]:
    """Return what can be filled in for each statement and each factor, by its id.

    A statement stands in a workbook by its key. One that was written before the statement asked
    something else has a former key, and is read for what it asked then.
    """
    return {
        **{
            key: tuple(_OF_STATEMENT)
            for statement in course().statements
            for key in (statement.key, *statement.former)
        },
        **{factor.id: tuple(_OF_FACTOR) for factor in course().factors},
    }


# What it says


def _answer(filled: _Filled, before: object) -> object:
    """Return what a cell says, or what was answered before if it says the same."""
    if isinstance(filled.text, Formula):
        raise _NoAnswerError("fault.sheet-formula")
    if filled.section in {"evidence", "reflections", "plan"}:
        return _note(filled.text, before)
    # To tidy a row of accents takes the square of its length, and nothing said here is long.
    said = tidied(filled.text) if len(filled.text) <= _LONGEST_HEADING else filled.text
    if not said:
        return None
    if filled.section == "priorities":
        if said == CHOSEN:
            return True
        raise _NoAnswerError("fault.sheet-mark", value=shown(filled.text))
    if said in _LEVELS:
        return int(said)
    if filled.section != "ratings":
        raise _NoAnswerError("fault.sheet-level", value=shown(filled.text))
    if said in _dont_know():
        return DONT_KNOW
    raise _NoAnswerError("fault.sheet-rating", value=shown(filled.text))


def _note(text: str, before: object) -> object:
    if isinstance(before, str) and _as_kept(before) == _as_kept(text):
        return before
    if len(text) > LONGEST_NOTE:
        raise _NoAnswerError("fault.sheet-long", n=len(text), most=LONGEST_NOTE)
    return text or None


def _as_kept(text: str) -> str:
    """Return a text as it is after a workbook has kept it, whichever program has saved it."""
    kept = _LINE_END.sub("\n", storable(text))
    return kept if kept.strip() else ""


@cache
def _dont_know() -> set[str]:
    words = phrases()["scale.dont-know"]
    return {tidied(text) for text in (words.sv, words.en, DONT_KNOW)}
