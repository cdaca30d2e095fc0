"""A table whose columns go on in another worksheet, as where a tool writes few columns to each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from kit.classroom.sheets import Fault, shown
from kit.classroom.surveys.headers import Header
from kit.files.spreadsheet import MOST_COLUMNS, Rows, Table, cell

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@attrs.frozen
class Part:
    """Another worksheet whose columns were put beside those of the first.

    Attributes
    ----------
    table
        The worksheet.
    place
        Its place among the file's.
    rows
        Which of its rows stand beside which of the first.
    """

    table: Table
    place: int
    rows: Mapping[int, int]


def put_together(
    tables: Sequence[Table], headers: Sequence[Header | str], first: int
) -> tuple[Table, list[Part]]:
    """Put beside a table those that go on with other statements of the same persons.

    The persons are the same where a column of the same name holds the same values in both, each
    once.

    Returns
    -------
    The table, its columns followed by those of the others; and the others.
    """
    table, header = tables[first], headers[first]
    assert isinstance(header, Header)  # noqa: S101 - who calls has found it
    parts: list[Part] = []
    there = set(header.statements)
    for place, (other, found) in enumerate(zip(tables, headers, strict=True)):
        if place == first or not isinstance(found, Header) or there & found.statements:
            continue
        if header.options or found.options:
            continue
        if rows := _same_persons(table.rows, header, other.rows, found):
            parts.append(Part(other, place, {found.row: header.row, **rows}))
            there |= found.statements
    for number, part in enumerate(parts, 1):
        table = _beside(table, part, number * MOST_COLUMNS)
    return table, parts


def _beside(table: Table, part: Part, shift: int) -> Table:
    rows = dict(table.rows)
    for other, row in part.rows.items():
        more = {column + shift: text for column, text in part.table.rows[other].items()}
        rows[row] = {**rows.get(row, {}), **more}
    hidden = {row for other, row in part.rows.items() if other in part.table.hidden}
    return attrs.evolve(
        table,
        rows=rows,
        hidden=table.hidden | hidden,
        formulas=table.formulas + part.table.formulas,
    )


def _same_persons(rows: Rows, header: Header, others: Rows, found: Header) -> dict[int, int]:
    """Return which row of a worksheet is of the same person as which row of the first."""
    for column, heading in rows[header.row].items():
        for other, named in others[found.row].items():
            if heading == named:
                ours = _by_value(rows, header.first, column)
                theirs = _by_value(others, found.first, other)
                if ours and ours.keys() == theirs.keys():
                    return {row: ours[value] for value, row in theirs.items()}
    return {}


def _by_value(rows: Rows, first: int, column: int) -> dict[str, int]:
    """Return the rows by what a column holds, if it tells each from all others."""
    below = [row for row in rows if row >= first]
    found = {rows[row][column]: row for row in below if column in rows[row]}
    return found if len(found) == len(below) else {}


def placed(faults: Iterable[Fault], parts: Sequence[Part]) -> Iterator[Fault]:
    """Name cells of other worksheets as they are called there."""

    def there(found: re.Match[str]) -> str:
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        number, column = divmod(column - 1, MOST_COLUMNS)
        if not number:
            return found[0]
        part = parts[number - 1]
        row = next(other for other, row in part.rows.items() if row == int(found[2]))
        return f"{shown(part.table.name)}: {cell(row, column + 1)}"

    for fault in faults:
        yield attrs.evolve(fault, place=_CELL.sub(there, fault.place)) if parts else fault
