"""Which column of a survey's export is which: known by what tools and people put into a heading."""

import itertools
import re
import unicodedata
from collections import defaultdict
from functools import cache

from kit.content.alike import tidied
from kit.content.course import course
from kit.content.language import LANGUAGES, Text
from kit.content.phrases import phrases
from kit.files.spreadsheet import FIRST_ROWS, LONGEST_CELL, Cells, Rows

# What else a column may be of, and what it may be called beside the kit's own words.
BESIDE = {"role": ("Roll", "Min roll", "My role"), "round": ("Vilken omgång", "Which round")}

_NUMBER = re.compile(r"([0-9]{1,2})[.,]([0-9]{1,2})\.?")

# What tools put before a question: "12.", "Q12", "Fråga 12:", "G1Q2.", "breadth-1.".
_CODE = re.compile(
    r"\W*(?:(?:fråga|question)\s+)?[^\W\d_]{0,20}[-_]?[0-9][\w.,-]*?(?:[.):]+(?![0-9])\s*|\s+)"
    r"(?:[-–—:]\s*)?",
    re.IGNORECASE,
)
_MOST_CODES = 3

# A row of a question that is a grid: "How is it in your county? [Open processes]".
_GRID = re.compile(r"\[([^\[\]]+)\]\s*\Z")

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")

# What is looked at of a heading, from its end: more than the longest statement with what tools add.
_LONGEST_HEADING = 300


def known_columns(cells: Cells) -> int:
    """Return how many statements have a column if a row is the header."""
    return len(columns(cells).keys() - BESIDE.keys())


def header_row(rows: Rows) -> int:
    """Return the number of the row that is the header, or 0."""
    first = list(itertools.islice(sorted(rows), FIRST_ROWS))
    best = max(first, key=lambda row: known_columns(rows[row]), default=0)
    return best if best and known_columns(rows[best]) else 0


def columns(cells: Cells) -> dict[str, list[int]]:
    """Return the columns by what they hold: the id of a statement, "role" or "round".

    Where a column is known by name, others that merely end with the statement, such as "Points –
    ..." of a quiz, are none of its columns.
    """
    found: dict[str, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
    for column, heading in sorted(cells.items()):
        end = heading[-_LONGEST_HEADING:]
        if key := _named(end):
            found[key][True].append(column)
        elif key := _ending(end):
            found[key][False].append(column)
    return {key: by_name[True] or by_name[False] for key, by_name in found.items()}


def _named(heading: str) -> str | None:
    grid = _GRID.search(heading)
    for name in (heading, *grid.groups()) if grid else (heading,):
        rest = name
        for _ in range(_MOST_CODES):
            number = _NUMBER.fullmatch(rest.strip())
            if key := _names().get(f"{number[1]}.{number[2]}" if number else _words(rest)):
                return key
            rest = _CODE.sub("", rest, count=1) if _CODE.match(rest) else ""
    return None


def _ending(heading: str) -> str | None:
    words = _words(heading)
    return next((key for text, key in _texts().items() if words.endswith(f" {text}")), None)


@cache
def _names() -> dict[str, str]:
    """Return what a column may be called; a number has a full stop, which no words have."""
    names = defaultdict(set)
    for factor in course().factors:
        for place, statement in enumerate(factor.statements, 1):
            names[f"{factor.number}.{place}"].add(statement.id)
            # Some tools let a code have no hyphen, and some put the group of questions before it.
            called = {
                statement.id,
                statement.id.replace("-", ""),
                f"{factor.id} {statement.id}",
                *both(statement.label),
                *both(statement.text),
            }
            for name in called:
                names[_words(name)].add(statement.id)
    for key, more in BESIDE.items():
        asked = both(phrases()[f"hand_in.{key}"])
        for name in (key, *asked, *(f"{key} {text}" for text in asked), *more):
            names[_words(name)].add(key)
    return {name: keys.pop() for name, keys in names.items() if len(keys) == 1}


@cache
def _texts() -> dict[str, str]:
    return {
        _words(text): statement.id
        for statement in course().statements
        for text in both(statement.text)
    }


def both(text: Text) -> tuple[str, ...]:
    """Return a text in both languages."""
    return tuple(text[language] for language in LANGUAGES)


def _words(text: str) -> str:
    """Return a heading's words alone: tools and typists differ in all else."""
    return " ".join(re.findall(r"[^\W_]+", plain(text)))


def plain(text: str) -> str:
    """Return a text as it is compared: without marks unseen, with one kind of dash."""
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    # One letter may become eighteen.
    return tidied(text)[:LONGEST_CELL].translate(_DASHES)
