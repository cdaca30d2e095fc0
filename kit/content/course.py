"""What is taught: four groups, fourteen factors, their statements, levels, cases and questions."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import attrs

from kit.content.language import LANGUAGES, Text, Texts, by_id
from kit.content.loader import (
    ContentError,
    Problem,
    alike,
    called,
    load_folder,
    path,
    plain_id,
    positive,
    problem,
)
from kit.content.rules import Rule, rules

LEVELS = (1, 2, 3, 4, 5)
LABEL_LENGTH = 18

# The points of the source deck, "1a" and so on, by the number of the factor; every one is taught.
SOURCE_POINTS = {
    number: tuple(f"{number}{letter}" for letter in "abcd"[:points])
    for number, points in enumerate((2, 3, 3, 3, 3, 2, 3, 3, 3, 4, 2, 3, 3, 2), 1)
}


def is_level(value: object) -> bool:
    """Say whether a value is a level of the scale: a whole number from 1 to 5."""
    return type(value) is int and value in LEVELS


def _level(_instance: object, _attribute: object, value: int) -> None:
    if not is_level(value):
        raise ValueError("level")


def _short(_instance: object, _attribute: object, value: Text) -> None:
    if long := [language for language in LANGUAGES if len(value[language]) > LABEL_LENGTH]:
        raise ValueError("long", *long)


def _some(_instance: object, _attribute: object, value: tuple[str, ...]) -> None:
    if not value:
        raise ValueError("source")


@attrs.frozen
class Statement:
    """What a learner rates from 1 to 5; `points` are the points of the source it covers.

    `edition` is raised when the statement asks something else than before, and not when it asks
    the same in other words: a rating of the former edition is not one of this.
    """

    id: str = attrs.field(validator=plain_id)
    points: tuple[str, ...] = attrs.field(validator=_some)
    label: Text = attrs.field(validator=_short)
    text: Text
    edition: int = attrs.field(default=1, validator=positive)

    @property
    def key(self) -> str:
        """Under which a learner's ratings of it are kept: each edition has a key of its own."""
        return self._keys[0]

    @property
    def former(self) -> tuple[str, ...]:
        """Under which ratings of former editions are kept, the latest first."""
        return self._keys[1:]

    @property
    def _keys(self) -> tuple[str, ...]:
        later = (f"{self.id}/{edition}" for edition in range(self.edition, 1, -1))
        return (*later, self.id)


@attrs.frozen
class Level:
    """What one would see in a region at this level of a factor."""

    level: int = attrs.field(validator=_level)
    seen: Text


@attrs.frozen
class Next:
    """What a region at this level of a factor does to come to the level above."""

    level: int = attrs.field(validator=_level)
    act: Text


@attrs.frozen
class Vignette:
    """A practice case about an invented region, written to be at level `key`."""

    key: int = attrs.field(validator=_level)
    text: Text
    why: Text


@attrs.frozen
class Reading:
    """One way to read a borderline case: a level, and why it is that."""

    level: int = attrs.field(validator=_level)
    why: Text


@attrs.frozen
class Borderline:
    """A case about an invented region on which reasonable people differ by a level of a factor.

    It has no key, but two readings, the lower one first, and what one would ask to decide.
    """

    factor: str
    text: Text
    readings: tuple[Reading, ...] = attrs.field(metadata=called("reading"))
    ask: Text


@attrs.frozen
class Option:
    """One answer to choose in a quiz question."""

    text: Text
    feedback: Text
    correct: bool = False


@attrs.frozen
class Question:
    """A quiz question; one option is correct."""

    id: str = attrs.field(validator=plain_id)
    text: Text
    options: tuple[Option, ...] = attrs.field(metadata=called("option"))


@attrs.frozen
class Factor:
    """One of the fourteen success factors."""

    id: str = attrs.field(validator=plain_id)
    number: int
    title: Text
    label: Text = attrs.field(validator=_short)
    meaning: Text
    statements: tuple[Statement, ...] = attrs.field(metadata=called("statement"))
    levels: tuple[Level, ...] = attrs.field(metadata=called("level"))
    vignette: Vignette
    questions: tuple[Question, ...] = attrs.field(metadata=called("question"))
    discussion: tuple[Text, ...]
    steps: tuple[Next, ...] = attrs.field(metadata=called("next"))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What the rules say of the factor, and what they leave to the region."""
        return tuple(rule for rule in rules() if rule.factor == self.id)


@attrs.frozen
class Group:
    """Factors that are taught in one lesson. The grouping is the kit's own.

    `case` is the id of the example region whose levels a learner guesses in the lesson.
    """

    id: str
    case: str
    title: Text
    about: Text
    goals: Texts
    borderline: Borderline
    factors: tuple[Factor, ...]


@attrs.frozen
class Course:
    """The four groups in the source's order."""

    groups: tuple[Group, ...]

    @property
    def factors(self) -> tuple[Factor, ...]:
        """All fourteen factors in the order of their numbers."""
        return tuple(factor for group in self.groups for factor in group.factors)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All 42 statements in the order of their factors."""
        return tuple(statement for factor in self.factors for statement in factor.statements)

    def group(self, group_id: str) -> Group:
        """Return a group by its id, such as "role", or say as `by_id` which there are."""
        return by_id(Text(sv="Gruppen", en="group"), self.groups, group_id)

    def factor(self, factor_id: str) -> Factor:
        """Return a factor by its id, such as "breadth", or say as `by_id` which there are."""
        return by_id(Text(sv="Faktorn", en="factor"), self.factors, factor_id)


@attrs.frozen
class _Head:
    id: str = attrs.field(validator=plain_id)
    case: str
    title: Text
    about: Text
    goals: Texts
    borderline: Borderline


@attrs.frozen
class _GroupFile:
    head: _Head = attrs.field(metadata=called("group"))
    factors: tuple[Factor, ...] = attrs.field(metadata=called("factor"))


@cache
def course() -> Course:
    """Read the course from data/factors/, once.

    Raises
    ------
    ContentError
        If a file is wrong; it names the file, the key and what to do.
    """
    read, problems = load_folder(path("factors"), _GroupFile)
    numbers = [factor.number for _, group in read for factor in group.factors]
    if not problems and numbers != list(SOURCE_POINTS):
        problems.append(problem(path("factors"), "factor[…].number", "numbers", _listed(numbers)))
    problems += _problems(read)
    if problems:
        raise ContentError(problems)
    return Course(
        tuple(
            Group(**attrs.asdict(file.head, recurse=False), factors=file.factors)
            for _, file in read
        )
    )


def parts() -> tuple[str, ...]:
    """Return the parts of the course that a notebook can be, in their order."""
    groups = (group.id for group in course().groups)
    return ("start", *groups, "whole", "class", "plan", "glossary", "curious")


def _problems(read: list[tuple[Path, _GroupFile]]) -> Iterator[Problem]:
    """Say what a file cannot know alone, and a class cannot say of itself."""
    seen: set[str] = set()
    named: set[tuple[str, str, str]] = set()
    for file, group in read:
        yield from alike(file, _names(group), named)
        if not path("regions", f"{group.head.case}.toml").is_file():
            yield problem(file, "group.case", "nowhere", group.head.case)
        yield from _borderline_problems(file, group)
        ids = [("group", group.head.id)]
        for factor in group.factors:
            key = f"factor[{factor.id}]"
            yield from _factor_problems(file, key, factor)
            yield from _point_problems(file, key, factor)
            ids.append((key, factor.id))
            ids += [(f"{key}.statement[{asked.id}]", asked.id) for asked in factor.statements]
            ids += [(f"{key}.question[{asked.id}]", asked.id) for asked in factor.questions]
        for key, id_ in ids:
            if id_ in seen:
                yield problem(file, f"{key}.id", "repeated", id_)
            seen.add(id_)


def _borderline_problems(file: Path, group: _GroupFile) -> Iterator[Problem]:
    case, known = group.head.borderline, [factor.id for factor in group.factors]
    if case.factor not in known:
        yield problem(file, "group.borderline.factor", "not-of-group", case.factor, _listed(known))
    levels = [reading.level for reading in case.readings]
    if len(levels) != 2 or levels[1] - levels[0] != 1:  # noqa: PLR2004
        yield problem(file, "group.borderline.reading", "readings", _listed(levels))


def _listed(found: Sequence[object]) -> str:
    return ", ".join(map(str, found)) or "0"


def _names(group: _GroupFile) -> Iterator[tuple[str, str, Text]]:
    """Tell what people know a group, a factor and a statement by: its kind, its key, its text."""
    yield "group", "group.title", group.head.title
    for factor in group.factors:
        key = f"factor[{factor.id}]"
        yield "factor", f"{key}.title", factor.title
        yield "label", f"{key}.label", factor.label
        for statement in factor.statements:
            yield "statement label", f"{key}.statement[{statement.id}].label", statement.label
            yield "statement", f"{key}.statement[{statement.id}].text", statement.text


def _factor_problems(file: Path, key: str, factor: Factor) -> Iterator[Problem]:
    for name, found in (("statement", factor.statements), ("question", factor.questions)):
        if len(found) != 3:  # noqa: PLR2004
            yield problem(file, f"{key}.{name}", "three", len(found))
    if len(factor.discussion) not in {2, 3}:
        yield problem(file, f"{key}.discussion", "two-or-three", len(factor.discussion))
    levels = [level.level for level in factor.levels]
    if tuple(levels) != LEVELS:
        yield problem(file, f"{key}.level", "levels", _listed(levels))
    steps = [step.level for step in factor.steps]
    if tuple(steps) != LEVELS[:-1]:
        yield problem(file, f"{key}.next", "next", _listed(steps))
    for question in factor.questions:
        if (correct := sum(option.correct for option in question.options)) != 1:
            yield problem(file, f"{key}.question[{question.id}].option", "correct", correct)


def _point_problems(file: Path, key: str, factor: Factor) -> Iterator[Problem]:
    points = SOURCE_POINTS.get(factor.number, ())
    covered = [(asked.id, point) for asked in factor.statements for point in asked.points]
    for asked, point in covered:
        if point not in points:
            yield problem(file, f"{key}.statement[{asked}].points", "point", point)
    for point in points:
        if all(point != named for _, named in covered):
            yield problem(file, f"{key}.statement", "uncovered", point)
