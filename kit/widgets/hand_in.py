"""Hand in one's ratings to a class, without a name: to a folder, or as a code."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from kit.answers.answers import Answers, asked_now
from kit.answers.file import AnswersFile
from kit.charts.base import statement_axes
from kit.classroom import folder
from kit.classroom.codes import encode, qr
from kit.classroom.sheets import ALPHABET, MARK_LENGTH, ROLES, ROUNDS, Sheet, is_mark, ratings_of
from kit.content.course import Course, Group
from kit.content.phrases import Words
from kit.widgets.forms import posed
from kit.widgets.messages import Question
from kit.widgets.view import View


def hand_in(course: Course, file: AnswersFile, words: Words, *, so_far: bool = False) -> View:
    """Make the form with which a learner hands in; `so_far`, a fold away and before the last."""

    def respond(question: Question) -> dict[str, Any]:
        _marked(file)
        sheet = own_sheet(file.refresh())
        given = sheet.by_statement
        code = encode(sheet)
        path, side = qr(code)
        told = None
        if question.get("hand"):
            told = _handed_in(sheet, _folder(file.answers), words)
            if told["done"] and question.get("shown") not in {None, code}:
                told["text"] += " " + words("hand_in.newer")
        return {
            "code": code,
            "qr": {"path": path, "side": side},
            "sheet": {
                "mark": sheet.mark,
                "round": sheet.round,
                "role": sheet.role,
                "ratings": {
                    statement.key: given[statement.id]
                    for statement in course.statements
                    if statement.id in given
                },
            },
            "given": len(given),
            "told": told,
        }

    return View(
        "hand_in",
        {
            "roles": ["", *ROLES],
            "rounds": list(ROUNDS),
            "folder": _set_folder(),
            # A browser has no folder that others see.
            "alone": sys.platform == "emscripten",
            "groups": [_group(group, words) for group in course.groups],
            "soFar": so_far,
        },
        file,
        words,
        title=words("hand_in.title"),
        respond=respond,
    )


def _group(group: Group, words: Words) -> dict[str, Any]:
    numbers = {axis.id: axis.number for axis in statement_axes(group.factors, words)}
    return {
        "title": group.title[words.language],
        "statements": [
            posed(statement, numbers[statement.id], words)
            for factor in group.factors
            for statement in factor.statements
        ],
    }


def own_sheet(answers: Answers) -> Sheet:
    """Return the sheet that a learner's answers make: nothing of it names her."""
    about = answers.section("class")
    role, when = about.get("role"), about.get("round")
    when = when if when in ROUNDS else ROUNDS[0]
    given = asked_now(answers.section("then")) if when == "then" else answers.ratings
    return Sheet(about["mark"], when, role if role in ROLES else None, ratings_of(given))


def _marked(file: AnswersFile) -> None:
    """Give the learner the random mark by which her sheets replace each other."""
    kept = file.refresh().section("class").get("mark")
    if not is_mark(kept):
        mark = "".join(secrets.choice(ALPHABET) for _ in range(MARK_LENGTH))
        # If another notebook is a moment earlier, its mark is hers.
        file.offer("class", "mark", mark, kept)


def _set_folder() -> str:
    """Return the class's folder where it is set for everybody, as on a shared server."""
    return os.environ.get("KIT_CLASS", "")


def _folder(answers: Answers) -> str:
    return _set_folder() or str(answers.section("class").get("folder", "")).strip()


def _handed_in(sheet: Sheet, place: str, words: Words) -> dict[str, Any]:
    """Hand in, and say how it went."""
    if not sheet.by_statement:
        return {"done": False, "text": words("hand_in.nothing")}
    if not place:
        return {"done": False, "text": words("hand_in.no-folder")}
    try:
        folder.hand_in(sheet, Path(place).expanduser())
    except (OSError, ValueError, RuntimeError) as error:
        # No such folder, no room, no such user's home, a name that no folder can have.
        reason = getattr(error, "strerror", None) or type(error).__name__
        return {"done": False, "text": words("hand_in.failed", reason=reason)}
    return {"done": True, "text": words("hand_in.done", n=len(sheet.by_statement))}
