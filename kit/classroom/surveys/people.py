"""Persons' rows as class sheets, cell by cell; what says no one thing is told and left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import attrs

from kit.classroom.ready.questions import LONGEST_CODE, UNSAID_CODE
from kit.classroom.sheets import ROLES, ROUNDS, THEN, Fault, Sheet, shown, statement_ids
from kit.classroom.surveys.answers import UNANSWERED, meaning
from kit.classroom.surveys.headers import Header, Reader
from kit.classroom.surveys.keys import Codes
from kit.classroom.surveys.plain import both, clean, joined, plain
from kit.content.course import LEVELS
from kit.content.phrases import phrases
from kit.files.spreadsheet import Cells, Table, cell

_ROLES_TOO = {
    "politician": ("Politiker", "Politician"),
    "official": ("Tjänsteman",),
    "partner": ("Partner",),
    "other": ("Annat", "Övrig", "Övrigt"),
}
_THEN_TOO = ("Före", "Innan", "Before")
_MARGIN = ' .,:;()[]*"“”„«»-'

# What tools write into the column of an answer that was ticked, and of one that was not.
_TICKED = frozenset(
    ("1", "x", "checked", "ja", "yes", "true", "sant", "selected", "vald", "markerad")
)
_NOT_TICKED = frozenset(("", "0", "unchecked", "nej", "no", "false", "falskt", "not selected"))

_LONGEST = 200
_SHORT = 40

# What a cell says: a place in `RATINGS`, or the fault that it has.
Answer = int | str


@attrs.frozen
class Coding:
    """What numbers and codes mean.

    Attributes
    ----------
    by_column
        The answers' places in `RATINGS` by code, for columns with a key of the file's own.
    told
        The same, for all other columns, as the teacher has said it.
    reader
        What says what cells say.
    levels
        Whether a number from 1 to 5 is a level where no code is told.
    """

    by_column: Mapping[int, Codes]
    told: Codes
    reader: Reader
    levels: bool

    def reads(self, column: int) -> Callable[[str], Answer]:
        """Return what reads a column's cells."""
        key = self.by_column.get(column)
        codes = self.told if key is None else key

        def read(text: str) -> Answer:
            said = self.reader.meaning(text)
            if said.kind == "said":
                return said.place
            if said.code in codes:
                return codes[said.code]
            if self.levels and said.kind == "number" and not codes and int(said.code) in LEVELS:
                return int(said.code)
            return said.fault or "fault.cell"

        return read


def people(
    table: Table, header: Header, persons: Sequence[int], coding: Coding, stamp: str
) -> Iterator[Sheet | Fault]:
    """Read persons' rows, in their order, each with what is wrong in it."""
    ids = statement_ids()
    columns = [
        (place, column) for place, key in enumerate(ids) for column in header.columns.get(key, ())
    ]
    many = {place for place, key in enumerate(ids) if len(header.columns.get(key, ())) > 1}
    # What a text says is the same in all columns that have no key of their own.
    shared: dict[str, Answer] = {}
    known = {column: {} if column in coding.by_column else shared for _, column in columns}
    reads = {column: coding.reads(column) for _, column in columns}
    for row in persons:
        cells = table.rows[row]
        ratings, wrong = bytearray(len(ids)), set[int]()
        for place, column in columns:
            text = cells.get(column)
            if text is None:
                continue
            answer = known[column].get(text)
            if answer is None:
                answer = known[column][text] = reads[column](text)
            if answer != UNANSWERED and place in many and ratings[place] not in {0, answer}:
                answer = "fault.both"
            if isinstance(answer, str):
                wrong.add(place)
                yield _fault(row, column, answer, text)
            elif answer != UNANSWERED:
                ratings[place] = answer
        yield from _ticked(row, cells, header, ratings)
        for place in wrong:
            ratings[place] = UNANSWERED
        yield from _person(row, cells, header, ratings, stamp)


def _fault(row: int, column: int, key: str, text: str) -> Fault:
    return Fault(cell(row, column), key, {"value": shown(text)})


def _ticked(row: int, cells: Cells, header: Header, ratings: bytearray) -> Iterator[Fault]:
    """Read the statements that have a column for each answer: one is ticked, or none."""
    ids = statement_ids()
    for key, options in header.options.items():
        ticked = [
            column
            for column in options
            if (text := cells.get(column)) and _is_tick(text, options[column])
        ]
        strange = [
            column
            for column in options
            if column not in ticked and joined(cells.get(column, "")[:_SHORT]) not in _NOT_TICKED
        ]
        if strange:
            yield _fault(row, strange[0], "fault.cell", cells[strange[0]])
        elif len(ticked) > 1:
            place = f"{cell(row, ticked[0])}, {cell(row, ticked[1])}"
            yield Fault(place, "fault.two", {"value": shown(cells[ticked[1]])})
        elif ticked:
            ratings[ids.index(key)] = options[ticked[0]]


def _is_tick(text: str, place: int) -> bool:
    if joined(text[:_SHORT]) in _TICKED or text.strip() in {"✓", "✔", "☑"}:
        return True
    said = meaning(text)
    return said.kind == "said" and said.place == place


def _person(
    row: int, cells: Cells, header: Header, ratings: bytearray, stamp: str
) -> Iterator[Sheet | Fault]:
    said = {key: _beside(cells, header.columns.get(key, ())) for key in ("role", "round")}
    place = {key: header.columns[key][0] for key in said if key in header.columns}
    when = None if said["round"] is None else _rounds().get(_whole(said["round"]))
    if when is None:
        text = cells.get(place["round"], "")
        yield _fault(row, place["round"], "fault.round", text)
    elif any(ratings):
        role = said["role"]
        if role is None or role not in _roles():
            yield _fault(row, place["role"], "fault.role", cells.get(place["role"], ""))
        yield Sheet(f"{stamp}-{row}", when, _roles().get(role or ""), bytes(ratings))


def _beside(cells: Cells, columns: Sequence[int]) -> str | None:
    """Return what a row says of role or round, None if its columns say different things."""
    said = {text for column in columns if (text := _plain_cell(cells.get(column, "")))}
    return None if len(said) > 1 else next(iter(said), "")


def _whole(text: str) -> str:
    number, _, zeros = text.replace(",", ".").partition(".")
    return number if number.isdecimal() and zeros and not zeros.strip("0") else text


def _plain_cell(text: str) -> str:
    # What is cut has an end that is no blank, so that it is not taken for the whole.
    whole = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\ufffd"
    return plain(clean(whole)).strip(_MARGIN)


@cache
def _roles() -> dict[str, str | None]:
    """Return what a cell may say of a role; None is what an empty one says."""
    unsaid = UNSAID_CODE, UNSAID_CODE[:LONGEST_CODE]
    said: dict[str, str | None] = dict.fromkeys(["", *unsaid, *_plain_in_both("role.unsaid")])
    for role in ROLES:
        codes = role, role[:LONGEST_CODE]
        words = (*codes, *_plain_in_both(f"role.{role}"), *map(plain, _ROLES_TOO.get(role, ())))
        said.update(dict.fromkeys(words, role))
    return said


@cache
def _rounds() -> dict[str, str]:
    """Return what a cell may say of a round; an empty one says the first."""
    said = {"": ROUNDS[0], **dict.fromkeys(map(plain, _THEN_TOO), THEN)}
    for when in ROUNDS:
        said.update(dict.fromkeys((when, *_plain_in_both(f"round.{when}")), when))
    return said


def _plain_in_both(key: str) -> tuple[str, ...]:
    return tuple(plain(text) for text in both(phrases()[key]))
