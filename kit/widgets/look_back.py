"""Keep how it is now under a label and a date, and compare two times."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from kit.answers.answers import LONGEST_LINE, Answers, asked_now
from kit.answers.file import AnswersFile
from kit.answers.scores import scores
from kit.answers.snapshots import NOW, THEN, Snapshot, next_id, snapshots
from kit.charts.base import Profile, factor_axes, listed
from kit.charts.change import change_sentence, change_table, slopes
from kit.charts.comparison import radar
from kit.content.course import Course
from kit.content.language import day
from kit.content.phrases import Words
from kit.widgets.messages import Question
from kit.widgets.view import View


def look_back(course: Course, file: AnswersFile, words: Words) -> View:
    """Make the form to keep a snapshot, and the comparison of two."""

    def respond(question: Question) -> dict[str, Any]:
        told: dict[str, Any] = {}
        if "keep" in question:
            answers = file.refresh()
            # As they are kept: what a former edition was rated stays apart in the snapshot, too.
            now = {"ratings": dict(answers.section("ratings")) if answers.ratings else {}}
            told = keep(file, question["keep"], words, now)
        if "drop" in question:
            file.put("snapshots", str(question["drop"]), None)
        times = all_times(file.refresh(), course, words)
        by_id = {time.id: time for time in times}
        ids = list(by_id)
        first, last = question.get("from"), question.get("to")
        if first not in ids or last not in ids or first == last:
            first, last = (ids[0], NOW) if len(ids) > 1 else (None, None)
        return {
            **told,
            "times": [{"id": time.id, "name": _named(time, words)} for time in times],
            "kept": [id_ for id_ in ids if id_ not in {NOW, THEN}],
            "pair": [first, last],
            "compared": _compared(course, by_id[first], by_id[last], words)
            if first and last
            else None,
        }

    return View(
        "look_back",
        {},
        file,
        words,
        title=words("look_back.title"),
        respond=respond,
    )


def all_times(answers: Answers, course: Course, words: Words) -> list[Snapshot]:
    """Return how it was before as seen now, what has been kept, and how it is now."""
    rated = asked_now(answers.section("then"))
    seen = {key: value for key, value in rated.items() if isinstance(value, int)}
    then = Snapshot(THEN, words("look_back.then"), None, scores(seen, course.factors))
    now = Snapshot(NOW, words("look_back.now"), None, scores(answers.levels, course.factors))
    kept = snapshots(answers, course.factors)
    return [*([then] if then.values else []), *kept, now]


def keep(
    file: AnswersFile, asked: Mapping[str, Any], words: Words, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep something under the label and date asked for.

    Returns
    -------
    A sentence on how it went, and whether it is kept.
    """
    label = str(asked.get("label", "")).strip()[:LONGEST_LINE]
    try:
        date = dt.date.fromisoformat(str(asked.get("date", "")))
    except ValueError:
        return {"told": words("look_back.no-date"), "done": False}
    if not label:
        return {"told": words("look_back.no-label"), "done": False}
    if not any(kept.values()):
        return {"told": words("look_back.nothing"), "done": False}
    snapshot = {"label": label, "date": date.isoformat(), **kept}
    # Another notebook may keep something at the same moment, under the same number.
    while not file.offer("snapshots", next_id(file.refresh()), snapshot, None):
        continue
    return {"told": words("look_back.kept", label=label), "done": True}


def _named(time: Snapshot, words: Words) -> str:
    return time.label if time.date is None else f"{time.label}, {day(time.date, words.language)}"


def _compared(course: Course, before: Snapshot, after: Snapshot, words: Words) -> dict[str, Any]:
    axes = factor_axes(course.factors, words)
    names = (_named(before, words), _named(after, words))
    quoted = (listed([names[0]], words), listed([names[1]], words))
    # The later time is filled, the earlier a line: as one's own region beside another.
    mine, other = Profile(names[1], after.values), Profile(names[0], before.values)
    values = (before.values, after.values)
    return {
        "axes": [attrs.asdict(axis) for axis in axes],
        "sentence": change_sentence(axes, *values, quoted, words),
        "radar": radar(axes, mine, [other], words.language),
        "slopes": slopes(axes, *values, names, words),
        "table": attrs.asdict(change_table(axes, *values, names, words)),
    }
