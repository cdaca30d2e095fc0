"""Dilemmas to negotiate in a group: power, money and losers, in regions that do not exist."""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import attrs

from kit.content.course import course
from kit.content.language import Text, Texts, by_id, number
from kit.content.loader import (
    ContentError,
    Problem,
    alike,
    called,
    load_folder,
    numbered,
    path,
    plain_id,
    problem,
)
from kit.content.markdown import Prose, table
from kit.content.phrases import Words

# Minutes: read, take a role, negotiate, decide, debrief. Texts say what is done in each.
PHASES = (5, 5, 15, 5, 10)


@attrs.frozen
class Row:
    """A line of a budget; its amounts are in million kronor, one a column, and may be negative."""

    what: Text
    amounts: tuple[int, ...]


@attrs.frozen
class Budget:
    """A table of money; `total` holds the sum of each column, as the file says it."""

    caption: Text
    columns: Texts
    total: Row
    rows: tuple[Row, ...] = attrs.field(metadata=called("row"))


@attrs.frozen
class Role:
    """Who one plays: what she wants, and what she does if she does not get it."""

    who: Text
    interest: Text
    walk_away: Text


@attrs.frozen
class Choice:
    """A way to decide, and who pays for it."""

    text: Text
    loses: Text


@attrs.frozen
class Debrief:
    """What to ask about one factor after the decision, and what whoever leads listens for."""

    factor: str
    ask: Text
    listen: Text


@attrs.frozen
class Dilemma:
    """A decision on which somebody loses, in a region constructed for teaching."""

    id: str = attrs.field(validator=plain_id)
    number: int
    title: Text
    place: Text
    situation: Text
    task: Text
    budget: Budget
    roles: tuple[Role, ...] = attrs.field(metadata=called("role"))
    choices: tuple[Choice, ...] = attrs.field(metadata=called("choice"))
    debriefs: tuple[Debrief, ...] = attrs.field(metadata=called("debrief"))


@cache
def dilemmas() -> tuple[Dilemma, ...]:
    """Read the dilemmas from data/dilemmas/, once, in the order of their numbers.

    Raises
    ------
    ContentError
        If a file is wrong; it names the file, the key and what to do.
    """
    read, problems = load_folder(path("dilemmas"), Dilemma)
    problems += numbered(read)
    named: set[tuple[str, str, str]] = set()
    for file, one in read:
        problems += alike(file, [("dilemma", "title", one.title)], named)
        problems += [*_sum_problems(file, one.budget), *_debrief_problems(file, one)]
    if problems:
        raise ContentError(problems)
    return tuple(sorted((one for _, one in read), key=lambda one: one.number))


def dilemma(dilemma_id: str) -> Dilemma:
    """Return a dilemma by its id, such as "plant", or say as `by_id` which there are."""
    return by_id(Text(sv="Dilemmat", en="dilemma"), dilemmas(), dilemma_id)


def _sum_problems(file: Path, budget: Budget) -> Iterator[Problem]:
    columns = len(budget.columns.sv)
    lines = [(f"budget.row[{place}]", row) for place, row in enumerate(budget.rows, 1)]
    uneven = [
        problem(file, f"{key}.amounts", "amounts", columns)
        for key, row in [*lines, ("budget.total", budget.total)]
        if len(row.amounts) != columns
    ]
    sums = tuple(map(sum, zip(*(row.amounts for row in budget.rows), strict=not uneven)))
    if not uneven and sums != budget.total.amounts:
        uneven.append(problem(file, "budget.total.amounts", "sum", ", ".join(map(str, sums))))
    yield from uneven


def _debrief_problems(file: Path, one: Dilemma) -> Iterator[Problem]:
    if len(one.debriefs) != 3:  # noqa: PLR2004
        yield problem(file, "debrief", "three", len(one.debriefs))
    try:
        known = {factor.id for factor in course().factors}
    except ContentError:
        return  # is told where the course is read
    for place, asked in enumerate(one.debriefs, 1):
        if asked.factor not in known:
            yield problem(file, f"debrief[{place}].factor", "nobody", asked.factor)


def schedule(words: Words) -> list[tuple[str, str]]:
    """Return from which minute to which what is done, the same for every dilemma."""
    ends = list(accumulate(PHASES, initial=0))
    return [
        (f"{begin}–{end}", words(f"dilemma.phase-{place}"))
        for place, (begin, end) in enumerate(pairwise(ends), 1)
    ]


def shown(one: Dilemma, words: Words) -> Prose:
    """Return a dilemma as a lesson shows it: what is at stake, then the rest in two folds."""
    language = words.language
    play = "\n\n".join(
        [
            _listed(words("dilemma.time"), schedule(words)),
            f"**{words('dilemma.budget')}** {one.budget.caption[language]}",
            money(one.budget, words),
            _listed(words("dilemma.roles"), _roles(one, words)),
            _listed(words("dilemma.choices"), _choices(one, words)),
        ]
    )
    return Prose(
        f"### {words('dilemma.heading', n=one.number, title=one.title[language])}\n\n"
        f"*{one.place[language]}*\n\n{one.situation[language]}\n\n"
        f"**{words('dilemma.task')}** {one.task[language]}\n\n"
        f"{_folded(words('dilemma.play'), play)}\n\n"
        f"{_folded(words('dilemma.debrief'), _listed('', _debriefs(one, words)))}"
    )


def money(budget: Budget, words: Words) -> str:
    """Return a budget as a table in Markdown, its total last."""
    language = words.language

    def cells(row: Row, mark: str = "") -> tuple[str, ...]:
        written = (row.what[language], *(number(one, language) for one in row.amounts))
        return tuple(f"{mark}{one}{mark}" for one in written)

    head = (words("dilemma.what"), *budget.columns[language])
    return table(head, [*map(cells, budget.rows), cells(budget.total, "**")], numbers_from=1)


def _roles(one: Dilemma, words: Words) -> list[tuple[str, str]]:
    language = words.language
    return [
        (
            role.who[language],
            f"{role.interest[language]} *{words('dilemma.walk-away')}* {role.walk_away[language]}",
        )
        for role in one.roles
    ]


def _choices(one: Dilemma, words: Words) -> list[tuple[str, str]]:
    language = words.language
    return [
        (letter, f"{way.text[language]} *{words('dilemma.loses')}* {way.loses[language]}")
        for letter, way in zip("ABCDEFGH", one.choices, strict=False)
    ]


def _debriefs(one: Dilemma, words: Words) -> list[tuple[str, str]]:
    language = words.language
    found = [(course().factor(asked.factor), asked) for asked in one.debriefs]
    return [
        (
            f"{factor.number} {factor.label[language]}",
            f"{asked.ask[language]} *{words('dilemma.listen')}* {asked.listen[language]}",
        )
        for factor, asked in found
    ]


def _listed(heading: str, items: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"- **{name}:** {text}" for name, text in items)
    return f"**{heading}**\n\n{lines}" if heading else lines


def _folded(summary: str, text: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"
