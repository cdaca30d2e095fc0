"""Take the result along in several formats, and read a spreadsheet or answers back."""

import contextlib
import datetime as dt
from typing import Any

from kit.answers.answers import SECTIONS, to_json
from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.content.course import Course
from kit.content.phrases import Words
from kit.content.regions import example_regions
from kit.takeaway.report import Report, report
from kit.widgets.compare import choices
from kit.widgets.messages import Question
from kit.widgets.view import View

FORMATS = ("slides", "workbook", "page", "csv", "json")

# What makes a format and need not be installed: a browser's Python and small servers lack it.
LIBRARIES = {"slides": "python-pptx", "workbook": "XlsxWriter"}


def take_away(course: Course, file: AnswersFile, words: Words, classroom: Classroom | None) -> View:
    """Make the choice of formats; of a class, only what its board has shown is taken along."""

    def respond(question: Question) -> dict[str, Any]:
        if "content" in question:
            return _read(file, question["content"], words)
        regions = [
            region for region in example_regions() if region.id in question.get("regions", ())
        ]
        whose = classroom if question.get("whose") == "class" else None
        if whose:
            whose.look()
        today = dt.date.today()  # noqa: DTZ011 - the reader's own day
        gathered = report(course, file.refresh(), regions, today, words, classroom=whose)
        kind = question["format"]
        name = words(f"take_away.file-{'class' if whose else 'mine'}")
        try:
            suffix, content = _written(kind, gathered, file, words)
        except ImportError:
            if kind not in LIBRARIES:
                raise
            format_ = words(f"take_away.{kind}")
            return {"told": words("take_away.lacking", format=format_, library=LIBRARIES[kind])}
        return {"name": f"{name}-{today.isoformat()}.{suffix}", "file": content}

    shown = classroom is not None and _shown(classroom)
    return View(
        "take_away",
        {
            "formats": list(FORMATS),
            "class": shown,
            "regions": choices(example_regions(), words),
            "chosen": [],
        },
        file,
        words,
        title=words("take_away.title"),
        respond=respond,
    )


def _shown(classroom: Classroom) -> bool:
    """Say whether the board of a class has shown anything; if that cannot be read, it has not."""
    with contextlib.suppress(OSError):
        classroom.look()
    return bool(classroom.blocks)


def _written(kind: str, gathered: Report, file: AnswersFile, words: Words) -> tuple[str, bytes]:
    """Return the ending of a file and what is in it; each library is loaded only when asked for."""
    if kind == "slides":
        from kit.takeaway import slides

        return "pptx", slides.slides(gathered, words)
    if kind == "workbook":
        from kit.takeaway import workbook

        return "xlsx", workbook.workbook(gathered, file.answers, words)
    if kind == "page":
        from kit.takeaway import page

        return "html", page.page(gathered, words).encode()
    from kit.takeaway import csv_json

    if kind == "csv":
        return "csv", csv_json.report_csv(gathered, words)
    text = csv_json.report_json(gathered) if gathered.of_class else to_json(file.answers)
    return "json", text.encode()


def _read(file: AnswersFile, content: bytes, words: Words) -> dict[str, Any]:
    """Read answers or a filled-in spreadsheet, and say what could not be read."""
    from kit.takeaway.read_answers import is_json, read_answers
    from kit.takeaway.read_workbook import read_back

    given = is_json(content)
    before = file.refresh()
    after, faults = (read_answers if given else read_back)(content, before)
    if after == before and [fault.place for fault in faults] == [""]:
        # It is the file as a whole: one sentence, and no list to unfold.
        (fault,) = faults
        told = words("take_away.unread", reason=words(fault.key, **fault.values))
        return {"told": told, "faults": []}
    changes: dict[tuple[str, str], object] = {}
    for section in SECTIONS:
        old, new = before.section(section), after.section(section)
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        changes |= {(section, key): new.get(key) for key in keys}
    old, new = before.sections, after.sections
    beside = {key: new[key] for key in new.keys() - SECTIONS.keys() if old.get(key) != new[key]}
    earlier = file.put_all(changes, beside)
    key = "take_away.merged" if given else "take_away.read"
    said = [words(key, n=len(changes), faults=len(faults))]
    if earlier:
        # Whoever has read the wrong one has her answers back from there.
        said.append(words("take_away.earlier", file=earlier))
    return {
        "told": " ".join(said),
        "faults": [
            {"place": fault.place, "text": words(fault.key, **fault.values)} for fault in faults
        ],
    }
