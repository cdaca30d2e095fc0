"""What is found in an export of a survey, before anything of it is taken in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import attrs

from kit.answers.answers import Rating
from kit.classroom import codes as result_codes
from kit.classroom.ready.formats import HEADINGS
from kit.classroom.sheets import (
    RATINGS,
    Fault,
    Sheet,
    few_faults,
    shown,
    statement_ids,
)
from kit.classroom.surveys.answers import code_of
from kit.classroom.surveys.headers import Header, Reader, header_of
from kit.classroom.surveys.keys import Key, key_of
from kit.classroom.surveys.marks import stamp_of
from kit.classroom.surveys.parts import placed, put_together
from kit.classroom.surveys.people import Coding, people
from kit.classroom.surveys.rows import Kept, codes_in, kept_rows
from kit.files.spreadsheet import NotATableError, Rows, Table, cell
from kit.files.spreadsheet import read as read_tables

MOST_WORKSHEETS = 20

# Shorter than a result code can be, even a damaged one.
_FEWEST = 20

# Where so many cells are no answer, and none is one, the survey asks for something else.
_FEW = 3
_NO_ANSWER = {"fault.cell", "fault.more"}

_NO_KEY = Key({}, {})

How = Literal["", "words", "numbers", "key", "told", "ticks", "asked", "result-codes"]


@attrs.frozen
class Look:
    """What was found in a file.

    Attributes
    ----------
    name
        The file's name, safe to show.
    stamp
        Eight characters that the marks of its rows begin with, made of the name.
    sheet
        The worksheet that the answers are on; "" where there is but one table.
    header
        The number of its row of headings; 0 if there is none.
    found
        The ids of the statements that have a column, in the course's order.
    missing
        The ids of those that have none.
    how
        How the answers are coded: in words; as numbers from 1 to 5; as codes whose key the file
        holds, or that the teacher has told; as ticks, one column for each answer; "asked" as long
        as nobody knows which code is which answer; "result-codes" if there are no columns but the
        kit's own codes; "" if there is nothing to read.
    asks
        The codes that nobody knows the meaning of, with how often each comes. As long as there is
        one, there are no sheets.
    sheets
        What would be taken in.
    passed
        What was passed over, and why: other worksheets, rows and columns.
    faults
        What could not be read; of a file that is refused, the one reason.
    """

    name: str
    stamp: str = ""
    sheet: str = ""
    header: int = 0
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    how: How = ""
    asks: Mapping[str, int] = attrs.field(factory=dict)
    sheets: tuple[Sheet, ...] = ()
    passed: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def refusal(self) -> Fault | None:
        """Why nothing in the file can be read, if that is so."""
        first = self.faults[0] if self.faults and not (self.sheets or self.asks) else None
        return first if first and first.place == self.name else None


@attrs.frozen
class _Asked:
    """What the caller has asked for, and how."""

    place: str
    stamp: str
    codes: Mapping[str, int]
    hidden: bool


def look(
    content: bytes,
    name: str,
    *,
    codes: Mapping[str, Rating | None] | None = None,
    hidden: bool = False,
) -> Look:
    """Look into an export of a survey, and tell what there is; nothing is taken in.

    Columns are known by a statement's id, label or text in either language, or by its number where
    nothing else is there to know it by; two more, for role and round, may be there. Where no round
    is said it is the first. If no table has statements, its cells are searched for result codes.

    Parameters
    ----------
    content
        The file, of any kind that `kit.files.spreadsheet.read` reads.
    name
        Its name. It makes the marks of the rows, until they are taken in.
    codes
        Which answer each code or number is, where the file does not say so: a level from 1 to 5,
        "dont-know", or None for "not answered". They hold for all numbers in the file's cells.
    hidden
        Whether rows that are hidden or filtered away are read, too.

    Returns
    -------
    What was found. An answer is one that its cell alone says; whatever says something else, or two
    things, is told among the faults and counts as not answered. A row whose round cannot be read is
    left out, for it would blur the change between rounds.

    Raises
    ------
    ValueError
        If `codes` names no answer.
    """
    file = re.split(r"[\\/]", name)[-1]
    told = {
        code_of(code) or code.upper(): RATINGS.index(answer)
        for code, answer in (codes or {}).items()
    }
    asked = _Asked(shown(file), stamp_of(file), told, hidden)
    reader = Reader()
    tables: list[Table] = []
    try:
        for table in read_tables(content, reader.known_columns):
            if _is_ready_made(table.rows):
                return _refused(asked, Fault(asked.place, "fault.template"))
            if table.rows:
                tables.append(table)
            if len(tables) == MOST_WORKSHEETS:
                break
    except NotATableError as error:
        return _refused(asked, Fault(asked.place, str(error), error.values))
    return (
        _looked(tables, asked, reader)
        if tables
        else _refused(asked, Fault(asked.place, "fault.empty"))
    )


def _is_ready_made(rows: Rows) -> bool:
    """Say whether a table is one that a survey is made from, not the answers to it."""
    first = rows.get(1, {})
    return any(
        all(first.get(column) == name for column, name in enumerate(heading, 1))
        for heading in HEADINGS
    )


def _refused(asked: _Asked, *faults: Fault) -> Look:
    return Look(asked.place, asked.stamp, faults=faults)


def _looked(tables: Sequence[Table], asked: _Asked, reader: Reader) -> Look:
    key = key_of(tables, reader) if len(tables) > 1 else _NO_KEY
    if key.variables:
        reader = Reader(key.variables)
    headers = [header_of(table.rows, reader) for table in tables]
    known = [(place, header) for place, header in enumerate(headers) if isinstance(header, Header)]
    known.sort(key=lambda pair: -len(pair[1].statements))
    reads: list[tuple[set[int], Look]] = []
    for place, header in known:
        if reads and len(header.statements) < len(reads[0][1].found):
            break
        table, parts = put_together(tables, headers, place)
        whole = header_of(table.rows, reader) if parts else header
        if not isinstance(whole, Header):
            table, parts, whole = tables[place], [], header
        found = _table(table, whole, key, asked, reader)
        found = attrs.evolve(
            found,
            passed=tuple(placed(found.passed, parts)),
            faults=tuple(placed(found.faults, parts)),
        )
        reads.append(({place, *(part.place for part in parts)}, found))
        if found.sheets:
            break
    if not reads:
        return _without_statements(tables, headers, asked)
    used, best = max(reads, key=lambda read: (bool(read[1].sheets), bool(read[1].asks)))
    others = _passed_tables(tables, headers, used)
    return attrs.evolve(best, passed=tuple(few_faults((*best.passed, *others), asked.place)))


def _without_statements(
    tables: Sequence[Table], headers: Sequence[Header | str], asked: _Asked
) -> Look:
    sheets, faults = _codes(tables)
    if sheets:
        return attrs.evolve(_refused(asked, *faults), how="result-codes", sheets=tuple(sheets))
    reason = next(
        (header for header in headers if isinstance(header, str) and header), "fault.columns"
    )
    return _refused(asked, Fault(asked.place, reason), *faults)


def _passed_tables(
    tables: Sequence[Table], headers: Sequence[Header | str], used: set[int]
) -> Iterator[Fault]:
    for place, (table, header) in enumerate(zip(tables, headers, strict=True)):
        if place not in used:
            reason = "survey.also" if isinstance(header, Header) else header
            yield Fault(shown(table.name), reason or "survey.no-statements")


def _codes(tables: Sequence[Table]) -> tuple[list[Sheet], list[Fault]]:
    cells = (text for table in tables for cells in table.rows.values() for text in cells.values())
    texts = [text for text in cells if len(text) >= _FEWEST]
    # Counted before they are joined: a million cells may hold one and the same text.
    if sum(map(len, texts)) + len(texts) > result_codes.LONGEST_TEXT:
        return [], []
    return result_codes.find("\n".join(texts))


def _table(table: Table, header: Header, key: Key, asked: _Asked, reader: Reader) -> Look:
    """Read the one table of a file that holds the answers."""
    kept = kept_rows(table, header, reader, hidden=asked.hidden)
    headings = table.rows[header.row]
    by_column = {
        column: known
        for statement in header.statements
        for column in header.columns.get(statement, ())
        if (known := key.of(headings.get(column, "")))
    }
    codes = codes_in(table, header, kept.persons, set(by_column), reader)
    found = tuple(statement for statement in statement_ids() if statement in header.statements)
    seen = Look(
        asked.place,
        asked.stamp,
        shown(table.name),
        header.row,
        found,
        tuple(statement for statement in statement_ids() if statement not in header.statements),
        passed=tuple(_passed(table, header, kept)),
    )
    if codes.measured:
        return attrs.evolve(seen, faults=(Fault(asked.place, "fault.measures"),))
    if codes.unclear and not codes.counts.keys() <= asked.codes.keys():
        return attrs.evolve(seen, how="asked", asks=dict(sorted(codes.counts.items(), key=_order)))
    sheets: list[Sheet] = []
    coding = Coding(by_column, asked.codes, reader, levels=not codes.strange)
    told = people(table, header, kept.persons, coding, asked.stamp)
    faults = tuple(few_faults(_others(told, sheets), asked.place))
    how: How = (
        "ticks"
        if header.options
        else "key"
        if by_column
        else "told"
        if asked.codes and codes.counts
        else "numbers"
        if codes.counts
        else "words"
    )
    if _is_doubled(header) and any(fault.key == "fault.both" for fault in faults):
        return attrs.evolve(seen, faults=(Fault(asked.place, "survey.doubled"),))
    if kept.groups:
        return attrs.evolve(seen, faults=(Fault(asked.place, "survey.counts"),))
    if not sheets and len(faults) > _FEW and {fault.key for fault in faults} <= _NO_ANSWER:
        faults = (Fault(asked.place, "survey.other-answers", faults[0].values),)
    if not sheets and not faults:
        faults = (Fault(asked.place, "fault.unseen" if kept.hidden else "fault.nobody"),)
    return attrs.evolve(seen, how=how, sheets=tuple(sheets), faults=faults)


def _order(counted: tuple[str, int]) -> tuple[int, float, str]:
    """Put numbers before other codes, in their order."""
    code, _ = counted
    plain = code.lstrip("-").replace(".", "", 1)
    return (0, float(code), "") if plain.isdecimal() else (1, 0.0, code)


def _is_doubled(header: Header) -> bool:
    """Say whether most statements have two columns that name them equally well."""
    doubled = [key for key in header.statements if len(header.columns.get(key, ())) > 1]
    return len(doubled) > _FEW and 2 * len(doubled) > len(header.statements)


def _others(told: Iterator[Sheet | Fault], sheets: list[Sheet]) -> Iterator[Fault]:
    """Part sheets from faults."""
    for item in told:
        if isinstance(item, Sheet):
            sheets.append(item)
        else:
            yield item


def _passed(table: Table, header: Header, kept: Kept) -> Iterator[Fault]:
    for columns in header.columns.values():
        for other in columns[1:]:
            place = f"{cell(header.row, columns[0])}, {cell(header.row, other)}"
            yield Fault(place, "survey.twice")
    for used, other in header.lesser:
        yield Fault(f"{cell(header.row, used)}, {cell(header.row, other)}", "survey.lesser")
    for row in kept.sums:
        yield Fault(cell(row, 1), "survey.sum")
    for key, count in (
        ("survey.hidden", len(kept.hidden)),
        ("survey.blank", kept.blank),
        ("survey.formulas", table.formulas),
    ):
        if count:
            yield Fault(shown(table.name), key, {"n": str(count)})
