"""The rows below a header: which are persons', which sum up others, and what codes they hold."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from kit.classroom.surveys.answers import Meaning
from kit.classroom.surveys.headers import Header, Reader
from kit.classroom.surveys.headings import BESIDE
from kit.classroom.surveys.plain import joined
from kit.content.course import LEVELS
from kit.files.spreadsheet import Rows, Table

# What rows are called that sum up those above them.
_SUMS = frozenset(
    (
        *("medel", "medelvarde", "genomsnitt", "snitt", "mean", "average", "avg", "median"),
        *(
            "antal",
            "summa",
            "sum",
            "total",
            "totalt",
            "totals",
            "alla",
            "samtliga",
            "everyone",
            "count",
            "counts",
        ),
        *("standardavvikelse", "standard", "deviation", "stdev", "std", "varians", "variance"),
        *("andel", "procent", "percent", "respondents", "respondenter", "bas", "base"),
    )
)
_SUMS_IF_EQUAL = frozenset(("min", "max", "minimum", "maximum", "n"))
_ID_BELOW = re.compile(
    r"[^\W\d][\w.:\[\]-]*[0-9][\w.:\[\]-]*|\{.{0,20}importid.*", re.IGNORECASE | re.DOTALL
)
_BELOW = frozenset(("response", "svar", "answer", "antwort", "open ended response"))
_LAST = 8
_BLANK = Meaning("said")
_SHORT = 40
_MANY = 3
_MOSTLY = 0.8


@attrs.frozen
class Kept:
    """The rows of a table that are persons', and those that are not.

    Attributes
    ----------
    persons
        The rows of persons.
    sums
        Rows that sum up others.
    hidden
        Rows of persons that are left out because nobody sees them.
    blank
        How many persons answered no statement.
    groups
        Whether the rows are groups, such as all with one role, rather than persons.
    """

    persons: tuple[int, ...]
    sums: tuple[int, ...]
    hidden: tuple[int, ...]
    blank: int
    groups: bool


def kept_rows(table: Table, header: Header, reader: Reader, *, hidden: bool) -> Kept:
    """Tell the rows of persons from all others."""
    rows = table.rows
    answers = _columns(header)
    below = [row for row in sorted(rows) if row >= header.first]
    while below and _is_second_header(rows[below[0]], answers, reader):
        below.pop(0)
    answered = [row for row in below if not answers.isdisjoint(rows[row])]
    answered = [row for row in answered if not _repeats(rows[row], rows[header.row], answers)]
    if header.options:
        answered = [
            row
            for row in answered
            if any(rows[row].get(column) not in {None, "0"} for column in answers)
        ]
    beside = {column for key in BESIDE for column in header.columns.get(key, ())}
    sums = _sums({row: rows[row] for row in answered}, answers, beside, reader)
    seen = [row for row in answered if row not in sums]
    unseen = () if hidden else tuple(row for row in seen if row in table.hidden)
    return Kept(
        tuple(row for row in seen if row not in set(unseen)),
        tuple(sorted(sums)),
        unseen,
        sum(answers.isdisjoint(rows[row]) for row in below),
        _has_groups(rows, sums, header),
    )


def _columns(header: Header) -> set[int]:
    found = {column for key in header.statements for column in header.columns.get(key, ())}
    return found.union(*header.options.values()) if header.options else found


def _is_second_header(cells: Mapping[int, str], answers: set[int], reader: Reader) -> bool:
    """Say whether a row below the header holds ids or what kind of cells follow."""
    texts = [text for column, text in cells.items() if column in answers]
    if not texts:
        return False
    named = [reader.name(text) for text in texts]
    if 2 * sum(name is not None and name.number is None for name in named) > len(texts):
        return True
    ids = all(_ID_BELOW.fullmatch(text) for text in texts)
    if ids and len(set(texts)) == len(texts) and (len(texts) > 1 or "{" in texts[0]):
        return all(reader.meaning(text).code != text.upper() or len(text) > 4 for text in texts)  # noqa: PLR2004
    return all(joined(text[:_SHORT]) in _BELOW for text in texts)


def _has_groups(rows: Rows, sums: set[int], header: Header) -> bool:
    """Say whether a row of all stands among those of roles."""
    columns = header.columns.get("role", ())
    called = (joined(rows[row].get(column, "")[:_SHORT]) for row in sums for column in columns)
    return any(name.partition(" ")[0] in _SUMS for name in called)


def _repeats(cells: Mapping[int, str], header: Mapping[int, str], answers: set[int]) -> bool:
    """Say whether a row is the header once more, as where two exports were put together."""
    return all(cells.get(column) == header.get(column) for column in answers)


def _sums(rows: Rows, answers: set[int], beside: set[int], reader: Reader) -> set[int]:
    """Find the rows that sum up others: all in numbers, and other than the rows of persons."""
    order = sorted(rows)
    numbers = [row for row in order if _is_in_numbers(rows[row], answers, reader)]
    in_words = {row for row in order if _is_in_words(rows[row], answers, reader)}
    without = {row for row in order if row not in in_words and _has_number(rows[row], reader)}
    worded = len(answers) >= _MANY and len(without) <= len(in_words)
    strangers = _strangers(rows, order, answers | beside)
    found = {
        row
        for row in numbers
        if row in strangers
        or _is_called_sum(rows[row], answers)
        or _has_decimals(rows[row], answers, reader)
    }
    found |= without if worded else set()
    left = [row for row in order if row not in found]
    # Nobody has to say a role.
    others = {row for row in left if not (answers | beside).issuperset(rows[row])}
    for place in range(len(left) - 1, max(1, len(left) - _LAST), -1):
        row, above = left[place], left[:place]
        nameless = row not in others and len(others) >= _MOSTLY * len(above) > 0
        alone = not others or row - left[place - 1] > 1
        cells = {column: text for column, text in rows[row].items() if column in answers}
        if row in numbers and (
            nameless
            or _is_called_sum(rows[row], answers, _SUMS_IF_EQUAL)
            or (alone and _is_statistic(rows, cells, above, reader))
        ):
            found.add(row)
        else:
            break
    return found


def _is_in_numbers(cells: Mapping[int, str], answers: set[int], reader: Reader) -> bool:
    said = (reader.meaning(text) for column, text in cells.items() if column in answers)
    return all(meant.kind in {"number", "decimal"} or meant == _BLANK for meant in said)


def _is_in_words(cells: Mapping[int, str], answers: set[int], reader: Reader) -> bool:
    return any(reader.meaning(cells[column]).is_option for column in answers if column in cells)


def _has_number(cells: Mapping[int, str], reader: Reader) -> bool:
    return any(reader.meaning(text).kind in {"number", "decimal"} for text in cells.values())


def _strangers(rows: Rows, order: Sequence[int], known: set[int]) -> set[int]:
    """Find the rows that have a word where nearly all others have a number or a time."""
    first = Counter(min(rows[row].keys() - known, default=0) for row in order)
    column = max(first, key=lambda number: first[number], default=0)
    texts = {row: rows[row].get(column, "") for row in order}
    digits = sum(text[:1].isdigit() for text in texts.values())
    words = {row for row, text in texts.items() if text and not text[:1].isdigit()}
    return words if 3 * digits >= 2 * len(order) else set()


def _is_called_sum(
    cells: Mapping[int, str], answers: set[int], called: frozenset[str] = _SUMS
) -> bool:
    first = next((text for column, text in sorted(cells.items()) if column not in answers), "")
    return joined(first[:_SHORT]).partition(" ")[0] in called


def _has_decimals(cells: Mapping[int, str], answers: set[int], reader: Reader) -> bool:
    kinds = [reader.meaning(text).kind for column, text in cells.items() if column in answers]
    decimals = kinds.count("decimal")
    return decimals > 1 and 4 * decimals >= len(kinds)


def _is_statistic(
    rows: Rows, cells: Mapping[int, str], above: Sequence[int], reader: Reader
) -> bool:
    """Say whether a row's numbers count or average those above it."""
    alike = any(all(rows[row].get(column) == cells[column] for column in cells) for row in above)
    if len(cells) < _MANY or alike:
        # Who answers as somebody else does is a person.
        return False
    return any(
        all(_close(reader.meaning(text).code, found) for text, found in pairs)
        for pairs in _statistics(rows, cells, above, reader)
    )


def _statistics(
    rows: Rows, cells: Mapping[int, str], above: Sequence[int], reader: Reader
) -> Iterator[list[tuple[str, float]]]:
    numbers: list[tuple[str, list[float]]] = []
    for column, text in cells.items():
        codes = [reader.meaning(rows[row][column]).code for row in above if column in rows[row]]
        values = [float(code) for code in codes if code.lstrip("-").replace(".", "").isdigit()]
        numbers.append((text, values or [float("nan")]))
    for statistic in (len, sum, statistics.fmean, statistics.median, min, max):
        yield [(text, float(statistic(values))) for text, values in numbers]


def _close(code: str, value: float) -> bool:
    places = len(code.partition(".")[2])
    return abs(float(code) - value) <= 0.5001 / 10.0**places


@attrs.frozen
class Codes:
    """Which numbers and codes the answers are, by the columns they are in.

    Attributes
    ----------
    counts
        How often each number or code comes where no key says what it is.
    words
        How many answers are said in words.
    unclear
        Whether nobody can know, without being told, which of them is which level.
    strange
        Whether some are no levels, where nearly all answers are said in words.
    measured
        Whether they are measures, such as means, rather than codes.
    """

    counts: Counter[str]
    words: int
    unclear: bool
    strange: bool
    measured: bool


_MOST_CODES = 30
_MOST_MEASURES = 12


def codes_in(
    table: Table, header: Header, persons: Sequence[int], keyed: set[int], reader: Reader
) -> Codes:
    """Count what a table's answers are, in columns without a key of the file's own."""
    columns = [
        column
        for key in header.statements
        for column in header.columns.get(key, ())
        if column not in keyed
    ]
    texts: Counter[str] = Counter()
    for row in persons:
        cells = table.rows[row]
        texts.update([cells[column] for column in columns if column in cells])
    kinds: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for text, count in texts.items():
        said = reader.meaning(text)
        kinds[said.kind if said.kind != "said" or said.is_option else "blank"] += count
        if said.code:
            counts[said.code] += count
    numbers = [code for code in counts if code.lstrip("-").isdigit()]
    decimals = 5 * kinds["decimal"] > kinds["number"] + kinds["decimal"]
    coded = 2 * kinds["code"] >= sum(kinds.values()) - kinds["blank"] and kinds["code"] > 0
    foreign = any(int(number) not in LEVELS for number in numbers)
    few = header.numbered and not kinds["said"]
    worded = kinds["said"] > _MOSTLY * (sum(kinds.values()) - kinds["blank"])
    if not (coded or decimals):
        counts = Counter({code: counts[code] for code in numbers})
    return Codes(
        counts,
        kinds["said"],
        unclear=not worded and bool(counts) and (coded or decimals or foreign or few),
        strange=worded and foreign,
        measured=len(counts) > (_MOST_MEASURES if decimals else _MOST_CODES)
        or (bool(counts) and few and (kinds["decimal"] > 0 or len(header.statements) == 1)),
    )
