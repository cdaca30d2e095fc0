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

_FEWEST_AXES = 3


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

    Of the other profiles, scores by factor, there are at most three. What nobody has rated is left
    out and counted under "left_out".
    """
    total = named[0][1]
    asked = {one.id for one in course.statements if any(total.statements[one.id][1:])}
    axes = _rated_axes(course, [total], words)
    rows = [axis for axis in statement_axes(course.factors, words) if axis.id in asked]
    factors = factor_spreads(course, total)
    statements = statement_spreads(course, total)
    split = [one for one in splits(course, statements, words) if one["counts"]]
    shown = {"factors": len(axes), "statements": len(rows), "splits": len(split)}
    return {
        "sheets": total.sheets,
        "axes": [attrs.asdict(axis) for axis in axes],
        "sentence": class_sentence(axes, factors, total.sheets, words),
        "radar": class_radar(axes, factors, others, words) if _has_shape(axes) else None,
        "table": attrs.asdict(spread_table(axes, factors, words, others)),
        "splits": split,
        "statements": attrs.asdict(spread_table(rows, statements, words)),
        "roles": _roles(course, axes, named, words),
        "left_out": {key: _left_out(course, key, n, words) for key, n in shown.items()},
    }


def _rated_axes(course: Course, totals: Sequence[Tally], words: Words) -> list[Axis]:
    """Return the axes of the factors of which somebody has answered something."""
    rated = [
        factor
        for factor in course.factors
        if any(any(total.statements[one.id][1:]) for one in factor.statements for total in totals)
    ]
    return factor_axes(rated, words)


def _has_shape(axes: Sequence[Axis]) -> bool:
    """Say whether a radar of these has a shape: of fewer it is a line, and a table says more."""
    return len(axes) >= _FEWEST_AXES


def _left_out(course: Course, key: str, shown: int, words: Words) -> str:
    """Say how many factors or statements are not shown, or "" if all are."""
    of = len(course.factors if key == "factors" else course.statements)
    return words(f"board.left-out-{key}", n=of - shown, of=of) if shown < of else ""


def factor_spreads(course: Course, total: Tally) -> dict[str, Spread]:
    """Return how a class's scores of each factor spread."""
    return {factor.id: factor_spread(total, factor.id) for factor in course.factors}


def statement_spreads(course: Course, total: Tally) -> dict[str, Spread]:
    """Return how a class's ratings of each statement spread."""
    return {statement.id: statement_spread(total, statement.id) for statement in course.statements}


def splits(course: Course, spreads: Mapping[str, Spread], words: Words) -> list[dict[str, Any]]:
    """Return the statements, the least agreed first, each with questions to discuss."""
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
        measure, how = spread.agreement, judged(spread)
        a = words("table.none") if measure is None else measure_text(measure, words.language)
        found.append(
            {
                "number": name,
                "text": text,
                "questions": questions,
                "counts": None if measure is None else spread.counts,
                "dont_know": spread.dont_know,
                "judged": words(f"class.{how}"),
                "about": f"{words(f'class.{how}-about')} {words('board.agreement', a=a)}",
                "agreement": a,
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
            f"{split['judged']} ({split['agreement']})",
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
    course: Course, axes: Sequence[Axis], named: Sequence[tuple[str, Tally]], words: Words
) -> dict[str, Any] | None:
    """Return the medians by role, or None where nobody can be told apart."""
    if len(named) == 1:
        return None
    spreads = [(name, factor_spreads(course, total)) for name, total in named]
    mine, *others = [Profile(name, medians(by_factor)) for name, by_factor in spreads]
    return {
        "radar": radar(axes, mine, others[:MOST_OTHERS], words.language)
        if _has_shape(axes)
        else None,
        "table": attrs.asdict(_role_table(axes, spreads, words)),
    }


def _role_table(
    axes: Sequence[Axis], named: Sequence[tuple[str, Mapping[str, Spread]]], words: Words
) -> Table:
    def cell(spread: Spread) -> str:
        if spread.median is None or spread.agreement is None:
            return words("class.few")
        return words(
            "class.median-and-a",
            median=value_text(spread.median, words.language),
            how=words(f"class.{judged(spread)}"),
            a=measure_text(spread.agreement, words.language),
        )

    rows = tuple(
        (axis.numbered, *(cell(spreads[axis.id]) for _, spreads in named)) for axis in axes
    )
    return Table(words("class.by-role"), (words("table.what"), *(name for name, _ in named)), rows)


def shift(
    course: Course, before: Tally, after: Tally, names: tuple[str, str], words: Words
) -> dict[str, Any]:
    """Return how a class's ratings moved from one round to another."""
    axes = _rated_axes(course, [before, after], words)
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
