"""The key that a file itself holds: which variable is which statement, which code which answer."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from kit.classroom.surveys.answers import UNANSWERED
from kit.classroom.surveys.headers import Reader
from kit.classroom.surveys.headings import Name
from kit.files.spreadsheet import Cells, Table

_VARIABLE = re.compile(r"[^\W\d][\w.\[\]-]{0,60}")
_LINE = re.compile(r"\s*(-?[0-9]{1,6})\s*[=:]\s*(.+)")
_CODE = re.compile(r"-?[0-9]{1,6}|[A-Za-z]{1,3}[0-9]{1,4}")
_MISSING = re.compile(r"missing(?: codes?| values?)?|saknat? värde", re.IGNORECASE)
_CODES_OF_A_LIST = re.compile(r"name|value|code|kod|värde|choicevalue", re.IGNORECASE)

_LONGEST = 5_000
_FEWEST = 3

Codes = Mapping[str, int]


@attrs.frozen
class Key:
    """What tables beside the answers say.

    Attributes
    ----------
    variables
        By what a column is called, the id of its statement.
    codes
        By what a column is called, the places in `RATINGS` of its codes; by "", those of all.
    """

    variables: Mapping[str, str]
    codes: Mapping[str, Codes]

    def of(self, heading: str) -> Codes:
        """Return the codes of a column."""
        return self.codes.get(heading.strip()) or self.codes.get("") or {}


def key_of(tables: Iterable[Table], reader: Reader) -> Key:
    """Read the key from the tables of a file; what contradicts itself is none."""
    statements: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for table in tables:
        header = next((table.rows[row] for row in sorted(table.rows)), {})
        for cells in list(table.rows.values())[:_LONGEST]:
            variables = [
                name for text in cells.values() if _VARIABLE.fullmatch(name := text.strip())
            ]
            for key in {
                found.key for text in cells.values() if (found := _statement(text, reader))
            }:
                for variable in variables:
                    statements[variable].add(key)
            for group, code, place in _codes(cells, header, variables, reader):
                codes[group][code].add(place)
    return Key(
        {variable: keys.pop() for variable, keys in statements.items() if len(keys) == 1},
        {group: certain for group, meanings in codes.items() if (certain := _certain(meanings))},
    )


def _statement(text: str, reader: Reader) -> Name | None:
    found = reader.name(text) if " " in text else None
    return found if found and found.key and found.option is None and found.number is None else None


def _codes(
    cells: Cells, header: Cells, variables: list[str], reader: Reader
) -> Iterator[tuple[str, str, int]]:
    """Return what a row says of codes: of which column, which code, which answer."""
    for column, text in cells.items():
        lines = [line for part in text.splitlines() if (line := _LINE.fullmatch(part))]
        said = [(line[1], reader.meaning(line[2])) for line in lines]
        if sum(answer.is_option for _, answer in said) >= _FEWEST:
            yield from (
                (variable, code, answer.place)
                for variable in variables
                for code, answer in said
                if answer.kind == "said"
            )
        if _MISSING.fullmatch(header.get(column, "").strip()) and _CODE.fullmatch(text):
            yield from ((variable, text, UNANSWERED) for variable in variables)
    columns = sorted(cells)
    for before, column in itertools.pairwise(columns):
        answer, code = reader.meaning(cells[column]), cells[before].strip()
        if answer.is_option and _CODE.fullmatch(code):
            groups = [variable for variable in variables if variable != code]
            if _CODES_OF_A_LIST.fullmatch(header.get(before, "").strip()):
                groups = [*groups, ""]
            yield from ((group, str(code), answer.place) for group in groups)


def _certain(meanings: Mapping[str, set[int]]) -> Codes:
    """Return codes by their answers, if each has one, and no answer two."""
    places = [place for found in meanings.values() for place in found]
    levels = [place for place in places if place != UNANSWERED]
    if len(places) != len(meanings) or len(set(levels)) != len(levels) or len(levels) < _FEWEST:
        return {}
    return {
        code: place for code, (place,) in ((code, tuple(found)) for code, found in meanings.items())
    }
