"""What a learner or a class takes along, gathered once for every format."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs

from kit.answers.answers import DONT_KNOW, Answers, Rating
from kit.answers.priorities import PLANNED, Standing, Step, next_act, plan, standings
from kit.answers.scores import ends, nearest_level, scores
from kit.answers.snapshots import Snapshot, snapshots
from kit.charts.base import (
    MOST_OTHERS,
    Axis,
    Profile,
    Table,
    as_written,
    factor_axes,
    statement_axes,
)
from kit.charts.comparison import sentence, table
from kit.classroom.classroom import Classroom
from kit.classroom.figures import class_sentence, medians, spread_table, spread_values
from kit.classroom.results import factor_spreads, first, splits, statement_spreads
from kit.content.course import Course
from kit.content.language import day
from kit.content.phrases import Words
from kit.content.regions import ExampleRegion, county

# How many of the strongest and the weakest are named; more where they share a value.
MOST_NAMED = 3


@attrs.frozen
class Rated:
    """A statement, its number on screen such as "3.2", its factor's label, its text and its rating.

    The rating is a level 1 to 5, "dont-know", or None where it is not answered.
    """

    id: str
    number: str
    factor: str
    text: str
    rating: Rating | None


@attrs.frozen
class Priority:
    """One of at most three priorities, with what is planned.

    Attributes
    ----------
    factor
        Number and title, such as "3. Networks …"; `label` is the short one.
    level
        Its score now, one's own or the class's, or None.
    way, act
        From which level to which, and what is proposed to do next; "" where there is no score.
    aim, seen
        The level to reach, 1 to 5, and what one sees in a region at that level.
    first, who, when, sign
        What somebody has typed, as it was typed; "" if not written.
    """

    factor: str
    label: str
    level: float | None
    way: str
    act: str
    aim: int
    seen: str
    first: str
    who: str
    when: str
    sign: str


@attrs.frozen
class OfClass:
    """What is shown of a class.

    Attributes
    ----------
    sheets
        How many people.
    medians
        By factor.
    sentence, table
        How the answers spread over the factors.
    values
        The cells of that table beside its first column: numbers, or text where there is none.
    splits
        The statements the class agrees least about: number, text, agreement in words, questions.
    """

    sheets: int
    medians: Profile
    sentence: str
    table: Table
    values: tuple[tuple[float | str, ...], ...]
    splits: tuple[tuple[str, str, str, tuple[str, ...]], ...]


@attrs.frozen
class Report:
    """What is taken along; every text is in one language and as yet unescaped.

    Attributes
    ----------
    day, date
        The day, and the same in words.
    county
        The learner's own, or "".
    mine
        One's own scores, or those of a class; what has no score is not there.
    others
        At most three example regions, each called by its name and that it is an example.
    sentence, table
        The comparison in words and as a table.
    statements
        All statements with one's own ratings; none where it is a class's report.
    notes
        What somebody has typed on each factor: label, what the rating rests on, what to do.
    standings
        Where each factor stands that has both a level and an importance, the most needed first;
        none where it is a class's report.
    priorities
        At most three.
    snapshots
        Earlier times of one's own, or of a class where it is a class's report; the oldest first.
    sources
        Where the factors and the methods come from.
    """

    title: str
    day: dt.date
    date: str
    county: str
    axes: tuple[Axis, ...]
    mine: Profile
    others: tuple[Profile, ...]
    sentence: str
    table: Table
    statements: tuple[Rated, ...]
    notes: tuple[tuple[str, str, str], ...]
    standings: tuple[Standing, ...]
    priorities: tuple[Priority, ...]
    snapshots: tuple[Snapshot, ...]
    of_class: OfClass | None
    sources: tuple[str, ...]

    @property
    def said(self) -> str:
        """The comparison in words, or where it is a class's report how the class has answered."""
        return self.of_class.sentence if self.of_class else self.sentence

    @property
    def dated(self) -> str:
        """The county, if there is one, and the date."""
        return ", ".join(text for text in (self.county, self.date) if text)

    @property
    def ends(self) -> tuple[list[str], list[str]]:
        """The ids of the strongest and the weakest factors, as their values are written."""
        values = as_written(self.mine.values)
        rated = {axis.id: values[axis.id] for axis in self.axes if axis.id in values}
        return ends(rated, MOST_NAMED)


def report(  # noqa: PLR0913
    course: Course,
    answers: Answers,
    regions: Sequence[ExampleRegion],
    today: dt.date,
    words: Words,
    *,
    classroom: Classroom | None = None,
) -> Report:
    """Gather a report on one's own answers, or on a class with one's own plan, as of today.

    Of the answers of a teacher who reports on a class, only her plan and what she has kept of
    classes are used. More than three regions to compare with are left out.
    """
    axes = factor_axes(course.factors, words)
    of_class = None if classroom is None else _of_class(course, classroom, axes, words)
    own = Profile(words("radar.mine"), scores(answers.levels, course.factors))
    mine = of_class.medians if of_class else own
    # Of earlier times, too, those of a class are compared with it, and one's own with one's own.
    kinds = ["medians"] if of_class else ["ratings"]
    others = [
        Profile(
            words("compare.named", name=region.name[words.language]),
            scores(region.ratings, course.factors),
        )
        for region in regions[:MOST_OTHERS]
    ]
    return Report(
        title=words("takeaway.title-class" if of_class else "takeaway.title"),
        day=today,
        date=day(today, words.language),
        county="" if of_class else _county(answers, words),
        axes=tuple(axes),
        mine=mine,
        others=tuple(others),
        sentence=sentence(axes, mine, others, words),
        table=table(axes, mine, others, words),
        statements=() if of_class else _rated(course, answers, words),
        notes=() if of_class else _notes(course, answers, words),
        # Where a factor stands for the teacher alone is no result of the class.
        standings=() if of_class else tuple(standings(answers, course.factors)),
        priorities=tuple(_priorities(course, answers, mine, words)),
        snapshots=tuple(snapshots(answers, course.factors, kinds)),
        of_class=of_class,
        sources=tuple(words(f"takeaway.source-{place}") for place in (1, 2, 3)),
    )


def _county(answers: Answers, words: Words) -> str:
    """Name the county that a learner has chosen as hers."""
    chosen = county(str(answers.section("place").get("county")))
    return chosen.name[words.language] if chosen else ""


def _rated(course: Course, answers: Answers, words: Words) -> tuple[Rated, ...]:
    numbers = {axis.id: axis.number for axis in statement_axes(course.factors, words)}
    return tuple(
        Rated(
            statement.key,
            numbers[statement.id],
            factor.label[words.language],
            statement.text[words.language],
            answers.ratings.get(statement.id),
        )
        for factor in course.factors
        for statement in factor.statements
    )


def rating_text(rating: Rating | None, words: Words) -> str:
    """Write a rating as the forms do: "4 systematic", "Don't know", "not answered"."""
    if rating is None:
        return words("scale.unanswered")
    if rating == DONT_KNOW:
        return words("scale.dont-know")
    return f"{rating} {words(f'scale.{rating}')}"


def _notes(course: Course, answers: Answers, words: Words) -> tuple[tuple[str, str, str], ...]:
    evidence, reflections = answers.section("evidence"), answers.section("reflections")
    return tuple(
        (
            f"{factor.number} {factor.label[words.language]}",
            evidence.get(factor.id, ""),
            reflections.get(factor.id, ""),
        )
        for factor in course.factors
        if factor.id in evidence or factor.id in reflections
    )


def _priorities(course: Course, answers: Answers, mine: Profile, words: Words) -> list[Priority]:
    language = words.language
    return [
        Priority(
            f"{step.factor.number}. {step.factor.title[language]}",
            step.factor.label[language],
            step.level,
            *_next(step, words),
            step.aim,
            step.factor.levels[step.aim - 1].seen[language],
            *(getattr(step, key) for key in PLANNED),
        )
        for step in plan(answers, course.factors, mine.values)
    ]


def _next(step: Step, words: Words) -> tuple[str, str]:
    if step.level is None:
        return "", ""
    return next_act(step.factor, nearest_level(step.level), words)


def _of_class(course: Course, classroom: Classroom, axes: Sequence[Axis], words: Words) -> OfClass:
    total = first(classroom)
    spreads = factor_spreads(course, total)
    found: list[dict[str, Any]] = splits(course, statement_spreads(course, total), words)
    return OfClass(
        sheets=total.sheets,
        medians=Profile(words("class.medians"), medians(spreads)),
        sentence=class_sentence(axes, spreads, total.sheets, words),
        table=spread_table(axes, spreads, words),
        values=spread_values(axes, spreads, words),
        splits=tuple(
            (
                split["number"],
                split["text"],
                f"{split['judged']} (A {split['agreement']})",
                tuple(split["questions"]),
            )
            for split in found[:5]
            if split["counts"] is not None
        ),
    )
