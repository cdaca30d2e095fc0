"""Which row of a table is the header, earned by what it names, and what the table then is."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs

from kit.classroom.surveys import headings
from kit.classroom.surveys.answers import Meaning, meaning
from kit.classroom.surveys.headings import BESIDE, Fit, Name
from kit.files.spreadsheet import FIRST_ROWS, Cells, Rows

# Fewer numbers such as 1.1 are no evidence of anything by themselves: other surveys have them, too.
CERTAIN_NUMBERS = 42
_CERTAIN_DATES = 12

_FEWEST_OPTIONS = 3

# How many rows are looked at to see what a table is.
_FIRST = 60
_SCALE = 8


class Reader:
    """What headings and cells say, each text read once.

    Parameters
    ----------
    variables
        What headings name by a key that the file itself holds.
    """

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = variables or {}
        self._names: dict[str, Name | None] = {}
        self._meanings: dict[str, Meaning] = {}

    def name(self, heading: str) -> Name | None:
        """Say what a heading names."""
        if heading not in self._names:
            key = self._variables.get(heading.strip())
            self._names[heading] = Name(key) if key else headings.name(heading)
        return self._names[heading]

    def meaning(self, text: str) -> Meaning:
        """Say what a cell says."""
        found = self._meanings.get(text)
        if found is None:
            found = self._meanings[text] = meaning(text)
        return found

    def known_columns(self, cells: Cells) -> int:
        """Return how much a row looks like the header: by its statements, whole ones the most."""
        named = self.named(cells)
        whole = _statements({column: name for column, name in named.items() if not name.cut})
        # A wrong delimiter leaves beginnings.
        return len(_statements(named)) + len(whole)

    def named(self, cells: Cells) -> dict[int, Name]:
        """Return what a row's cells name, numbers only if they have earned it."""
        found = {column: name for column, text in cells.items() if (name := self.name(text))}
        numbers = {column: name for column, name in found.items() if name.number is not None}
        others = {column: name for column, name in found.items() if name.number is None}
        if not numbers or _statements(others):
            return others
        keys = [name.key for name in numbers.values()]
        alike = len({name.number for name in numbers.values()}) == 1
        most = 2 * len(numbers) >= len(cells) - len(others)
        dates = next(iter(numbers.values())).number == "date"
        if not (all(keys) and alike and most and len(set(keys)) == len(keys)):
            return others
        return others if dates and len(keys) < _CERTAIN_DATES else found


def _statements(named: Mapping[int, Name]) -> set[str]:
    return {name.key for name in named.values()} - BESIDE.keys() - {""}


@attrs.frozen
class Header:
    """A table's header.

    Attributes
    ----------
    row
        Its number.
    first
        The first row below it that may be a person's.
    columns
        By what they hold, a statement's id, "role" or "round", the columns that name it best.
    options
        Of a statement with a column for each answer, the answers' places in `RATINGS` by column.
    lesser
        Columns that name the same as others, less well: the one that counts, and the other.
    numbered
        Whether numbers such as 1.1, and too few of them, are all that names the statements.
    """

    row: int
    first: int
    columns: Mapping[str, tuple[int, ...]]
    options: Mapping[str, Mapping[int, int]]
    lesser: tuple[tuple[int, int], ...]
    numbered: bool

    @property
    def statements(self) -> set[str]:
        """The ids of the statements that have a column."""
        return (self.columns.keys() | self.options.keys()) - BESIDE.keys()


def header_of(rows: Rows, reader: Reader) -> Header | str:
    """Find the header of a table of answers.

    Returns
    -------
    It, or why there is none: a key of words.toml, "" if nothing in the table names a statement.
    """
    first = list(itertools.islice(sorted(rows), FIRST_ROWS))
    scores = {row: reader.known_columns(rows[row]) for row in first}
    best = max(first, key=lambda row: scores[row], default=0)
    for row in first[first.index(best) + 1 :] if best else ():
        # Of two that name as many, codes stand above texts.
        if scores[row] != scores[best] or set(rows[row].values()) == set(rows[best].values()):
            break
        best = row
    known = len(_statements(reader.named(rows[best]))) if best else 0
    down = _statements_down(rows, reader)
    if down > max(known, 1):
        return "survey.in-rows"
    if not known:
        return _why_none([rows[row] for row in first], reader)
    header = _header(rows, best, reader)
    return _no_answers(rows, header, reader) or header


def _why_none(first: Sequence[Cells], reader: Reader) -> str:
    """Say what rows without a statement are instead, or ""."""
    if any(_own_numbers(cells, reader) for cells in first):
        return "survey.own-numbers"
    cut = any(2 * sum(map(headings.is_cut, cells.values())) > len(cells) > 2 for cells in first)  # noqa: PLR2004
    return "survey.cut" if cut else ""


def _header(rows: Rows, row: int, reader: Reader) -> Header:
    named = reader.named(rows[row])
    options = _options(rows, row, named, reader)
    by_key: dict[str, dict[Fit, list[int]]] = defaultdict(lambda: defaultdict(list))
    for column, name in sorted(named.items()):
        if name.key and name.option is None and name.key not in options:
            by_key[name.key][name.fit].append(column)
    columns = {key: tuple(fits[min(fits)]) for key, fits in by_key.items()}
    lesser = [
        (columns[key][0], column)
        for key, fits in by_key.items()
        for fit, alike in fits.items()
        if fit != min(fits)
        for column in alike
    ]
    keys = set(columns) - BESIDE.keys()
    numbers = any(name.number is not None for name in named.values())
    return Header(
        row,
        row + 1 + (bool(options) and not any(name.option for name in named.values())),
        columns,
        {key: places for key, places in options.items() if key not in columns},
        tuple(lesser),
        numbers and len(keys) < CERTAIN_NUMBERS,
    )


def _options(
    rows: Rows, row: int, named: Mapping[int, Name], reader: Reader
) -> dict[str, dict[int, int]]:
    """Find the statements that have a column for each answer."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for column, name in named.items():
        if name.option is not None:
            found[name.key][column] = name.option
    if not found:
        return _options_below(rows, row, named, reader)
    return {key: places for key, places in found.items() if len(places) > 1}


def _options_below(
    rows: Rows, row: int, named: Mapping[int, Name], reader: Reader
) -> dict[str, dict[int, int]]:
    """Read the row below a header where it lists the same answers below each statement."""
    below = rows.get(row + 1, {})
    starts = [*sorted(rows[row]), max(below, default=0) + 1]
    found = {
        named[start].key: {
            column: said.place
            for column in range(start, end)
            if (said := reader.meaning(below.get(column, ""))).is_option
        }
        for start, end in itertools.pairwise(starts)
        if start in named and named[start].key not in BESIDE
    }
    lists = {tuple(places.values()) for places in found.values()}
    same = len(lists) == 1 and _FEWEST_OPTIONS <= len(set(*lists)) == len(*lists)
    return found if same else {}


def _statements_down(rows: Rows, reader: Reader) -> int:
    """Return how many statements the first rows name in one and the same column."""
    by_column: dict[int, set[str]] = defaultdict(set)
    for column, name in _names_in(rows, reader):
        if name.key and name.key not in BESIDE:
            by_column[column].add(name.key)
    return max(map(len, by_column.values()), default=0)


def _names_in(rows: Rows, reader: Reader) -> Iterator[tuple[int, Name]]:
    for row in itertools.islice(sorted(rows), _FIRST):
        for column, text in rows[row].items():
            name = reader.name(text)
            if name and name.number != "date":
                yield column, name


def _own_numbers(cells: Cells, reader: Reader) -> bool:
    numbers = [
        name for text in cells.values() if (name := reader.name(text)) and name.number is not None
    ]
    return len(numbers) > 1 and 2 * len(numbers) >= len(cells)


def _no_answers(rows: Rows, header: Header, reader: Reader) -> str:
    """Say why what is below a header are no persons' answers, or ""."""
    places = {column for columns in header.columns.values() for column in columns}
    below = [rows[row] for row in sorted(rows) if row >= header.first][:_SCALE]
    beside = {column for cells in below for column in cells} - places
    for column in (*beside, *(places if len(header.statements) == 1 else ())):
        said = [reader.meaning(cells[column]) for cells in below if column in cells]
        levels = [meant.place for meant in said if meant.is_level]
        if len(levels) < 2 or levels != sorted(set(levels)):  # noqa: PLR2004 - two are a list
            continue
        others = [
            reader.meaning(text)
            for cells in below
            if column in cells and reader.meaning(cells[column]).is_level
            for other, text in cells.items()
            if other != column
        ]
        if all(meant.kind in {"number", "decimal", "code"} for meant in others):
            return "survey.counts"
    return ""
