"""An export from a survey tool: a row for each person, a column for each statement."""

import csv
import hashlib
import io
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import attrs

from kit.classroom.codes import LONGEST_TEXT, find
from kit.classroom.sheets import (
    ALPHABET,
    RATINGS,
    ROLES,
    ROUNDS,
    THEN,
    Fault,
    Sheet,
    few_faults,
    shown,
    statement_ids,
)
from kit.classroom.survey_columns import BESIDE, both, columns, header_row, known_columns, plain
from kit.content.course import LEVELS, course
from kit.content.language import LANGUAGES, Text, known
from kit.content.phrases import phrases
from kit.files.spreadsheet import Cells, NotATableError, Rows, cell
from kit.files.spreadsheet import read as read_tables

MOST_WORKSHEETS = 20

_DONT_KNOW = len(RATINGS) - 1
_UNANSWERED = 0

# What people and tools write besides the kit's own words and ids.
_DONT_KNOW_TOO = ("?", "Vet ej", "Do not know", "dont-know")
_UNANSWERED_TOO = ("", "Ej besvarat", "Inget svar", "No answer", "N/A")
_ROLES_TOO = {
    "politician": ("Politiker", "Politician"),
    "official": ("Tjänsteman",),
    "partner": ("Partner",),
    "other": ("Annat", "Övrig", "Övrigt"),
}
_THEN_TOO = ("Före", "Innan", "Before")

# What is written to a file for a survey, not shown in the kit.
_COLUMNS = (
    Text(sv="Nummer", en="Number"),
    Text(sv="Id", en="Id"),
    Text(sv="Faktor", en="Factor"),
    Text(sv="Fråga", en="Question"),
)
_OPTION = Text(sv="Svar", en="Answer")
_DELIMITERS = Text(sv=";", en=",")

# An apostrophe that was lost on the way between encodings.
_LOST = re.compile(r"\bdon\W{1,3}t\b")
_NUMBERED = re.compile(r"\+?\(?([0-9]{1,3})(?:[.,]0+)?\)?(.*)", re.DOTALL)
_ROUND = re.compile(r"([0-9])[.,]0+")
# What may stand around an answer's words. The sign of a formula may not.
_MARGIN = ' .,:;()[]*"“”„«»-'

# Shorter than a code can be, even a damaged one.
_FEWEST = 20

# What is looked at of an answer, from its beginning; a remark may be longer still.
_LONGEST_ANSWER = 200


def read(content: bytes, name: str) -> tuple[list[Sheet], list[Fault]]:
    """Read an export of a survey, CSV or XLSX.

    Columns are known by a statement's id, number, label or text in either language; two more, for
    role and round, may be there. Where no round is said it is the first. All other columns are
    passed over and nothing of them is kept. If there is no column for a statement, the cells are
    searched for result codes.

    Parameters
    ----------
    content
        The file.
    name
        Its name. It makes the marks of the rows: an export of the same name takes the place of the
        one before it, row by row.

    Returns
    -------
    tuple of list
        The sheets, one for each row with an answer, and what could not be read. A cell that cannot
        be read counts as not answered, or for a role as not said; but a row whose round cannot be
        read is left out, for it would blur the change between rounds.
    """
    file = re.split(r"[\\/]", name)[-1]
    place = shown(file)
    seen: list[Rows] = []
    try:
        for table in itertools.islice(read_tables(content, known_columns), MOST_WORKSHEETS):
            rows = table.rows
            if _is_template(rows):
                return [], [Fault(place, "fault.template")]
            seen.append(rows)
            if header := header_row(rows):
                return _gathered(_told(rows, header, _stamp(file)), place)
    except NotATableError as error:
        return [], [Fault(place, str(error), error.values)]
    sheets, faults = _codes(seen)
    return sheets, faults if sheets else [Fault(place, "fault.columns"), *faults]


def template(language: str) -> bytes:
    """Write what a survey can be built from: a CSV file with a row for each question.

    Parameters
    ----------
    language
        "sv" or "en". Excel opens the file by a double click where that is the language.

    Returns
    -------
    bytes
        UTF-8. An export of a survey with these questions and answers can be read by `read`.
    """
    code = known(language)
    words = phrases()
    levels = [f"{level} – {words[f'scale.{level}'][code]}" for level in LEVELS]
    answers = [*levels, words["scale.dont-know"][code]]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=_DELIMITERS[code])
    options = [f"{_OPTION[code]} {place}" for place in range(1, len(answers) + 1)]
    writer.writerow([*(column[code] for column in _COLUMNS), *options])
    roles = [words[f"role.{role}"][code] for role in (*ROLES, "unsaid")]
    writer.writerow(["", "role", "", words["hand.role"][code], *roles])
    rounds = [words[f"round.{when}"][code] for when in ROUNDS]
    writer.writerow(["", "round", "", words["hand.round"][code], *rounds])
    for factor in course().factors:
        for place, statement in enumerate(factor.statements, 1):
            number = f"{factor.number}.{place}"
            question = [number, statement.id, factor.title[code], statement.text[code]]
            writer.writerow([*question, *answers])
    return file.getvalue().encode("utf-8-sig")


def _gathered(told: Iterator[Sheet | Fault], place: str) -> tuple[list[Sheet], list[Fault]]:
    """Part sheets from faults, of which only the first are kept."""
    sheets: list[Sheet] = []

    def faults() -> Iterator[Fault]:
        for item in told:
            if isinstance(item, Sheet):
                sheets.append(item)
            else:
                yield item

    return sheets, few_faults(faults(), place)


# What browsers and systems add to the name of a file that is there already: "svar (1).xlsx",
# "svar - kopia.xlsx". Taken for another survey, everybody in it would count twice.
# There is one way only to read a name as such, or long ones would be tried in millions of ways.
_AGAIN = re.compile(r"(?:\s*\(\d+\)|\s*[-–]\s*(?:kopia|copy)(?:\s*\d+)?)+(?=\.[^.]*$|$)")
_LONGEST_NAME = 255  # as long as file systems let it be


def _stamp(file: str) -> str:
    """Return eight characters that stand for a file's name, however often it was downloaded."""
    # macOS and Windows may write the same name with other bytes.
    name = unicodedata.normalize("NFC", file[-_LONGEST_NAME:]).casefold()
    return _eight(_AGAIN.sub("", name).encode(errors="replace"))


def _eight(content: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(content).digest()[:5], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(8))


def _goes_on(before: Iterable[Sheet], rows: Iterable[Sheet]) -> bool:
    """Say whether rows are a later export of the survey that others were: most of those are in it.

    Browsers number what is downloaded once more, and people the files of their groups.
    """
    first, later = (
        Counter((sheet.round, sheet.ratings) for sheet in some) for some in (before, rows)
    )
    return 2 * (first & later).total() >= first.total()


def of_their_group(rows: Sequence[Sheet], there: Iterable[Sheet]) -> tuple[list[Sheet], int]:
    """Tell a group's rows from those of other groups whose files had the same name.

    Parameters
    ----------
    rows
        What a file holds, with the marks that its name makes.
    there
        What the class holds.

    Returns
    -------
    The rows, marked as those of the group that they go on with, or of a new one; and how many rows
    of other groups with that name are kept.
    """
    by_stamp: dict[str, list[Sheet]] = {}
    for sheet in there:
        by_stamp.setdefault(sheet.mark.partition("-")[0], []).append(sheet)
    stamp, _, _ = rows[0].mark.partition("-")
    kept = 0
    for place in itertools.count(1):
        before = by_stamp.get(stamp, [])
        if _goes_on(before, rows):
            break
        kept += len(before)
        stamp = _eight(f"{stamp} {place}".encode())
    return [attrs.evolve(row, mark=f"{stamp}-{row.mark.partition('-')[2]}") for row in rows], kept


def _is_template(rows: Rows) -> bool:
    first = [rows.get(1, {}).get(column) for column in range(1, len(_COLUMNS) + 1)]
    return any(first == [column[language] for column in _COLUMNS] for language in LANGUAGES)


def _codes(tables: list[Rows]) -> tuple[list[Sheet], list[Fault]]:
    cells = (text for rows in tables for cells in rows.values() for text in cells.values())
    texts = [text for text in cells if len(text) >= _FEWEST]
    # Counted before they are joined: a million cells may hold one and the same text.
    if sum(map(len, texts)) + len(texts) > LONGEST_TEXT:
        return [], []
    return find("\n".join(texts))


def _told(rows: Rows, header: int, stamp: str) -> Iterator[Sheet | Fault]:
    """Tell of each row below the header, and before that of columns that cannot both count."""
    found = columns(rows[header])
    for used, *others in found.values():
        for other in others:
            yield Fault(f"{cell(header, used)}, {cell(header, other)}", "fault.twice")
    places = {key: used for key, (used, *_) in found.items()}
    for row in sorted(rows):
        if row > header:
            yield from _row(row, rows[row], places, stamp)


def _row(row: int, cells: Cells, places: Mapping[str, int], stamp: str) -> Iterator[Sheet | Fault]:
    def text(key: str) -> str:
        return cells.get(places.get(key, 0), "")

    def fault(key: str, name: str) -> Fault:
        return Fault(cell(row, places[key]), name, {"value": shown(text(key))})

    answers = dict.fromkeys(statement_ids(), _UNANSWERED)
    wrong = False
    for statement in places:
        if statement in BESIDE:
            continue
        answer = _answer(text(statement))
        if answer is None:
            wrong = True
            yield fault(statement, "fault.cell")
        else:
            answers[statement] = answer
    when = _rounds().get(_ROUND.sub(r"\1", _plain_cell(text("round"))))
    if when is None:
        yield fault("round", "fault.round")
    elif any(answers.values()):
        role = _plain_cell(text("role")).strip(_MARGIN)
        if role not in _roles():
            yield fault("role", "fault.role")
        yield Sheet(f"{stamp}-{row}", when, _roles().get(role), bytes(answers.values()))
    elif not wrong:
        yield Fault(cell(row, 1), "fault.row")


def _answer(text: str) -> int | None:
    """Return the place in `RATINGS` of what a cell says, or None if that cannot be told.

    Examples
    --------
    >>> [_answer(text) for text in ("4", "4 – systematiskt", "(4)", "systematic", "4,0", "4,5")]
    [4, 4, 4, 4, 4, None]
    """
    told = _plain_cell(text)
    said = _answers().get(_LOST.sub("dont", told.strip(_MARGIN)))
    numbered = _NUMBERED.fullmatch(told)
    if said is not None or not numbered:
        return said
    number, rest = int(numbered[1]), numbered[2].strip(_MARGIN)
    if rest:
        # An option may go on with what the level looks like.
        begins = (answer for start, answer in _answers().items() if _begins(rest, start))
        said = next(begins, None)
    elif number in LEVELS:
        return number
    # A level with another's number is a contradiction. "Don't know" and "not answered" have numbers
    # in some tools, but none of a level.
    return said if said == number or not {said, number} & {*LEVELS} else None


def _plain_cell(text: str) -> str:
    # NFKC takes the square of a row of accents. What is cut has an end that is no blank, so that it
    # is not taken for the whole.
    whole = len(text) <= _LONGEST_ANSWER
    return plain(text if whole else f"{text[:_LONGEST_ANSWER]}\ufffd")


def _begins(text: str, word: str) -> bool:
    after = text[len(word) :]
    return word != "" and text.startswith(word) and not after[:1].isalnum()


@cache
def _answers() -> dict[str, int]:
    """Return what a cell may say in words, as places in `RATINGS`."""
    said = {level: both(phrases()[f"scale.{level}"]) for level in LEVELS}
    said[_DONT_KNOW] = (*both(phrases()["scale.dont-know"]), *_DONT_KNOW_TOO)
    said[_UNANSWERED] = (*both(phrases()["scale.unanswered"]), *_UNANSWERED_TOO)
    return {plain(word): answer for answer, words in said.items() for word in words}


@cache
def _roles() -> dict[str, str | None]:
    """Return what a cell may say of a role; None is what an empty one says."""
    said: dict[str, str | None] = dict.fromkeys(["", *_plain_in_both("role.unsaid")])
    for role in ROLES:
        words = (role, *_plain_in_both(f"role.{role}"), *map(plain, _ROLES_TOO.get(role, ())))
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
