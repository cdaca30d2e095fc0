"""What a survey can be built from: a row for each question, with its answers."""

import csv
import io

from kit.classroom.sheets import ROLES, ROUNDS
from kit.content.course import LEVELS, course
from kit.content.language import LANGUAGES, Text, known
from kit.content.phrases import phrases
from kit.files.spreadsheet import Rows

# What is written to a file for a survey, not shown in the kit.
_COLUMNS = (
    Text(sv="Nummer", en="Number"),
    Text(sv="Id", en="Id"),
    Text(sv="Faktor", en="Factor"),
    Text(sv="Fråga", en="Question"),
)
_OPTION = Text(sv="Svar", en="Answer")
_DELIMITERS = Text(sv=";", en=",")


def template(language: str) -> bytes:
    """Write what a survey can be built from: a CSV file with a row for each question.

    Parameters
    ----------
    language
        "sv" or "en". Excel opens the file by a double click where that is the language.

    Returns
    -------
    bytes
        UTF-8. An export of a survey with these questions and answers can be read by `look`.
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


def is_template(rows: Rows) -> bool:
    """Say whether a table is what `template` writes, not the answers to it."""
    first = [rows.get(1, {}).get(column) for column in range(1, len(_COLUMNS) + 1)]
    return any(first == [column[language] for column in _COLUMNS] for language in LANGUAGES)
