"""What each paper says, as plain values in one language; how it looks is for the templates."""

from itertools import accumulate, pairwise
from typing import Any

from kit.content.course import LEVELS, Course, Factor, course
from kit.content.dilemmas import Dilemma, Row, dilemmas, schedule
from kit.content.language import number
from kit.content.phrases import Words
from tools.printing.leader import helps, steps

Values = dict[str, Any]

# The templates of this folder that make a paper each; of "slides" there is one for each factor.
PAPERS = ("handouts", "cards", "wall", "script", "answers", "dilemmas", "slides")


def values(paper: str, words: Words, factor: Factor | None = None) -> Values:
    """Return all that a paper's template writes.

    Parameters
    ----------
    paper
        One of `PAPERS`.
    words
        The phrases, in the paper's language.
    factor
        The factor that it is about; None for all fourteen.
    """
    taught = course()
    title = words(f"print.{paper}")
    if factor:
        title = f"{factor.number}. {factor.title[words.language]}: {title}"
    return {
        "language": words.language,
        "title": title,
        "words": _phrases(words),
        "scale": scale(words),
        "factors": [about(one, words) for one in ([factor] if factor else taught.factors)],
        "all": _list(taught, words),
        "steps": hour(words) if paper == "script" else [],
        "dilemmas": (
            [played(one, words) for one in dilemmas()] if paper in {"dilemmas", "answers"} else []
        ),
    }


def _phrases(words: Words) -> dict[str, str]:
    """Return the phrases of papers; those with braces are filled where they are used."""
    kinds = ("print.", "dilemma.", "rules.", "scale.")
    return {
        key.removeprefix("print."): text
        for key, text in words.all().items()
        if key.startswith(kinds)
    }


def scale(words: Words) -> list[Values]:
    """Return the five levels: number, name, what each means."""
    return [
        {"level": level, "name": words(f"scale.{level}"), "about": words(f"scale.about-{level}")}
        for level in LEVELS
    ]


def _list(taught: Course, words: Words) -> list[Values]:
    """Return the fourteen factors in their groups."""
    language = words.language
    return [
        {
            "group": group.title[language],
            "factors": [
                {"number": factor.number, "title": factor.title[language]}
                for factor in group.factors
            ],
        }
        for group in taught.groups
    ]


def about(factor: Factor, words: Words) -> Values:
    """Return everything about one factor that some paper says."""
    language = words.language
    case = factor.vignette
    helped = helps()[factor.id]
    return {
        "id": factor.id,
        "number": factor.number,
        "title": factor.title[language],
        "label": factor.label[language],
        "place": words("print.factor", n=factor.number),
        "meaning": factor.meaning[language].split("\n\n"),
        "rules": [
            {
                "rule": rule.rule[language],
                "source": f"{rule.source[language]} ({rule.as_of.isoformat()})",
                "choice": rule.choice,
            }
            for rule in factor.rules
        ],
        "case": case.text[language],
        "key": words("print.key", level=case.key, name=words(f"scale.{case.key}")),
        "why": case.why[language],
        "levels": [step.seen[language] for step in factor.levels],
        "steps": [
            {"from": words("print.from", level=step.level, above=step.level + 1),
             "act": step.act[language]}
            for step in factor.steps
            if step.level < LEVELS[-1]
        ],
        "statements": [
            {"place": f"{factor.number}.{place}", "text": one.text[language],
             "label": one.label[language]}
            for place, one in enumerate(factor.statements, 1)
        ],
        "talk": [
            {"question": question[language], "answers": answers[language]}
            for question, answers in zip(factor.discussion, helped.answers, strict=True)
        ],
        "objections": [
            {"said": one.said[language], "reply": one.reply[language]} for one in helped.objections
        ],
        "quiz": [
            {"question": question.text[language], "right": option.text[language]}
            for question in factor.questions
            for option in question.options
            if option.correct
        ],
    }  # fmt: skip


def hour(words: Words) -> list[Values]:
    """Return the steps of the hour, each with the minutes from and to which it goes."""
    language = words.language
    ends = accumulate((step.minutes for step in steps()), initial=0)
    return [
        {
            "time": f"{begin}–{end}",
            "you": step.you[language],
            "say": step.say[language],
            "they": step.they[language],
        }
        for step, (begin, end) in zip(steps(), pairwise(ends), strict=True)
    ]


def played(one: Dilemma, words: Words) -> Values:
    """Return a dilemma; what whoever leads listens for is for the answer sheet alone."""
    language = words.language
    taught = course()

    def line(row: Row) -> list[str]:
        return [row.what[language], *(number(amount, language) for amount in row.amounts)]

    return {
        "heading": words("dilemma.heading", n=one.number, title=one.title[language]),
        "place": one.place[language],
        "situation": one.situation[language].split("\n\n"),
        "task": one.task[language],
        "caption": one.budget.caption[language],
        "columns": one.budget.columns[language],
        "rows": [line(row) for row in one.budget.rows],
        "total": line(one.budget.total),
        "roles": [
            {
                "who": role.who[language],
                "interest": role.interest[language],
                "walk": role.walk_away[language],
            }
            for role in one.roles
        ],
        "choices": [
            {"text": way.text[language], "loses": way.loses[language]} for way in one.choices
        ],
        "schedule": schedule(words),
        "debriefs": [
            {
                "factor": f"{factor.number} {factor.label[language]}",
                "ask": asked.ask[language],
                "listen": asked.listen[language],
            }
            for asked in one.debriefs
            for factor in [taught.factor(asked.factor)]
        ],
    }
