"""What a class's board shows, as plain values: overview, splits, statements, roles, rounds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from kit.answers.scores import difference
from kit.charts.base import (
    MOST_OTHERS,
    Axis,
    Profile,
    Table,
    factor_axes,
    statement_axes,
    value_text,
)
from kit.charts.change import slopes
from kit.charts.comparison import radar
from kit.classroom.classroom import Classroom
from kit.classroom.disclosure import Block, groups, whole
from kit.classroom.figures import (
    class_radar,
    class_sentence,
    judged,
    measure_text,
    medians,
    shift_sentence,
    shift_table,
    spread_table,
)
from kit.classroom.spread import Spread, factor_spread, most_split, statement_spread
from kit.classroom.tally import Tally, tally
from kit.content.course import Course
from kit.content.language import number
from kit.content.markdown import Prose, table
from kit.content.phrases import Words


def named_groups(blocks: Iterable[Block], name: str, words: Words) -> list[tuple[str, Tally]]:
    """Return everyone of a round, then by role those who can be told apart, each with a name."""
    shown = [block for block in blocks if block.round == name]
    total = whole(shown, name)
    if total is None:
        return []
    found = sorted(groups(shown, name), key=lambda group: -group[1].sheets)
    return [
        (words("class.everyone", n=number(total.sheets, words.language)), total),
        *(
            (
                words(
                    "class.group",
                    role=" + ".join(words(f"role.{role}") for role in roles),
                    n=number(part.sheets, words.language),
                ),
                part,
            )
            for roles, part in found
            if len(found) > 1
        ),
    ]


def results(
    course: Course, named: Sequence[tuple[str, Tally]], others: Sequence[Profile], words: Words
) -> dict[str, Any]:
    """Return what is shown of one round, in which everyone is named first, then each group.

    Of the other profiles, scores by factor, there are at most three.
    """
    axes = factor_axes(course.factors, words)
    total = named[0][1]
    factors = factor_spreads(course, total)
    statements = statement_spreads(course, total)
    return {
        "sheets": total.sheets,
        "axes": [attrs.asdict(axis) for axis in axes],
        "sentence": class_sentence(axes, factors, total.sheets, words),
        "radar": class_radar(axes, factors, others, words),
        "table": attrs.asdict(spread_table(axes, factors, words)),
        "splits": splits(course, statements, words),
        "statements": attrs.asdict(
            spread_table(statement_axes(course.factors, words), statements, words)
        ),
        "roles": _roles(course, named, words),
    }


def factor_spreads(course: Course, total: Tally) -> dict[str, Spread]:
    """Return how a class's scores of each factor spread."""
    return {factor.id: factor_spread(total, factor.id) for factor in course.factors}


def statement_spreads(course: Course, total: Tally) -> dict[str, Spread]:
    """Return how a class's ratings of each statement spread."""
    return {statement.id: statement_spread(total, statement.id) for statement in course.statements}


def splits(course: Course, spreads: Mapping[str, Spread], words: Words) -> list[dict[str, Any]]:
    """Return the statements, the least agreed first, each with a question to discuss."""
    language = words.language
    about = {
        statement.id: (
            f"{factor.number}.{place}",
            statement.text[language],
            [question[language] for question in factor.discussion],
        )
        for factor in course.factors
        for place, statement in enumerate(factor.statements, start=1)
    }
    found = []
    for key in most_split(spreads):
        spread = spreads[key]
        name, text, questions = about[key]
        measure = spread.agreement
        found.append(
            {
                "number": name,
                "text": text,
                "questions": questions,
                "counts": None if measure is None else spread.counts,
                "dont_know": spread.dont_know,
                "judged": words(f"class.{judged(spread)}"),
                "agreement": words("table.none")
                if measure is None
                else measure_text(measure, words.language),
            }
        )
    return found


def spreads_prose(course: Course, classroom: Classroom, words: Words) -> Prose:
    """Return how the first round's scores of each factor spread, as Markdown."""
    shown = spread_table(
        factor_axes(course.factors, words), factor_spreads(course, first(classroom)), words
    )
    return Prose(table(shown.head, shown.rows, numbers_from=1))


def splits_prose(course: Course, classroom: Classroom, words: Words) -> Prose:
    """Return the five statements the first round agrees least about, with what to discuss."""
    head = ("number", "statement", "agreement", "discuss")
    found = splits(course, statement_spreads(course, first(classroom)), words)
    rows = [
        (
            split["number"],
            split["text"],
            f"{split['agreement']} ({split['judged']})",
            "<br>".join(split["questions"]),
        )
        for split in found[:5]
    ]
    return Prose(table(tuple(words(f"class.{column}") for column in head), rows))


def first(classroom: Classroom) -> Tally:
    """Return everyone of the first round that is shown, or nobody."""
    found = (whole(classroom.blocks, name) for name in classroom.rounds)
    return next((total for total in found if total), tally([]))


def _roles(
    course: Course, named: Sequence[tuple[str, Tally]], words: Words
) -> dict[str, Any] | None:
    """Return the medians by role, or None where nobody can be told apart."""
    if len(named) == 1:
        return None
    axes = factor_axes(course.factors, words)
    spreads = [(name, factor_spreads(course, total)) for name, total in named]
    mine, *others = [Profile(name, medians(by_factor)) for name, by_factor in spreads]
    return {
        "radar": radar(axes, mine, others[:MOST_OTHERS], words.language),
        "table": attrs.asdict(_role_table(axes, spreads, words)),
    }


def _role_table(
    axes: Sequence[Axis], named: Sequence[tuple[str, Mapping[str, Spread]]], words: Words
) -> Table:
    def cell(spread: Spread) -> str:
        if spread.median is None or spread.agreement is None:
            return words("class.few")
        median = value_text(spread.median, words.language)
        return words(
            "class.median-and-a", median=median, a=measure_text(spread.agreement, words.language)
        )

    rows = tuple(
        (axis.numbered, *(cell(spreads[axis.id]) for _, spreads in named)) for axis in axes
    )
    return Table(words("class.by-role"), (words("table.what"), *(name for name, _ in named)), rows)


def shift(
    course: Course, before: Tally, after: Tally, names: tuple[str, str], words: Words
) -> dict[str, Any]:
    """Return how a class's ratings moved from one round to another."""
    axes = factor_axes(course.factors, words)
    was, now = factor_spreads(course, before), factor_spreads(course, after)
    before_, after_ = medians(was), medians(now)
    fell = any(difference(after_.get(key, level), level) < 0 for key, level in before_.items())
    return {
        "axes": [attrs.asdict(axis) for axis in axes],
        "sentence": shift_sentence(axes, was, now, names, words),
        "slopes": slopes(axes, before_, after_, names, words),
        "table": attrs.asdict(shift_table(axes, was, now, names, words)),
        "note": words("class.response-shift") if fell else "",
    }
