"""The sheets of a workbook that can be filled in, and formulas on what is filled in.

They are read back by `read_workbook`. A score is a formula that finds its statements by the
factor's label, so that rows may be sorted.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import attrs

from kit.answers.answers import DONT_KNOW, LONGEST_NOTE, Answers
from kit.answers.priorities import PLANNED
from kit.answers.scores import ENOUGH_RATED
from kit.charts.base import Axis
from kit.content.course import LEVELS
from kit.content.phrases import Words
from kit.takeaway.report import Priority, Report
from kit.takeaway.xlsx_book import LABEL, PAGE, WIDE, Book, Cell, Column, Formula, column_cells

CHOSEN = "x"

# Where columns stand, from 0.
_NUMBER, _ID, _FACTOR, _STATEMENT, RATING = range(5)
IMPORTANCE = _MARK = 3

_CHOICE = 110
_STATEMENTS = 800  # most take one line, so that two pages hold all in any font
PLAN = dict(zip(PLANNED, (LABEL, 120, 100, LABEL), strict=True))


def answers_sheet(book: Book, report: Report, words: Words) -> None:
    """Write every statement with its answer."""
    rated = report.statements
    heading, dont_know = words("takeaway.answer"), words("scale.dont-know")
    hint = words("takeaway.sheet-hint-answer", levels=_named_levels("scale", words))
    columns = [
        Column(words("class.number"), [statement.number for statement in rated], "middle"),
        Column(words("takeaway.csv-id"), [statement.id for statement in rated], hidden=True),
        Column(words("progress.factor"), [statement.factor for statement in rated]),
        Column(words("class.statement"), [statement.text for statement in rated], most=_STATEMENTS),
        Column(
            heading,
            [
                dont_know if statement.rating == DONT_KNOW else statement.rating
                for statement in rated
            ],
            "choice",
            least=_CHOICE,
            rule=_choice([*LEVELS, dont_know], hint, words),
        ),
    ]
    book.table(words("takeaway.sheet-answers"), columns, report.title, fixed=_STATEMENT)


def factors_sheet(book: Book, report: Report, answers: Answers, words: Words) -> None:
    """Write what is answered by factor: how important it is, what ratings rest on, what to do."""
    importance = answers.section("importance")
    typed = {label: (evidence, todo) for label, evidence, todo in report.notes}
    notes = [typed.get(axis.numbered, ("", "")) for axis in report.axes]
    heading, wide = words("takeaway.importance"), (WIDE, PAGE // 2)
    columns = [
        *_factor_columns(report.axes, words),
        Column(
            heading,
            [importance.get(axis.id) for axis in report.axes],
            "choice",
            least=_CHOICE,
            rule=_choice(LEVELS, _named_levels("reflect", words), words),
        ),
        _notes("takeaway.evidence", [evidence for evidence, _ in notes], words, wide),
        _notes("takeaway.reflections", [todo for _, todo in notes], words, wide),
    ]
    book.table(words("takeaway.sheet-factors"), columns, words("reflect.title"), fixed=IMPORTANCE)


def plan_sheet(book: Book, report: Report, answers: Answers, words: Words) -> None:
    """Write what a learner plans, her priorities first; any other factor may become one."""
    chosen = {priority.label: priority for priority in report.priorities}
    axes = sorted(report.axes, key=lambda axis: axis.label not in chosen)
    marked, targets = answers.section("priorities"), answers.section("targets")
    mark, aim = words("takeaway.sheet-priority"), words("plan.goal")
    hint = words("takeaway.sheet-hint-priority")
    steps = [chosen.get(axis.label) for axis in axes]
    # With its level, for this text stays when another level is chosen.
    seen = [f"{step.aim}: {step.seen}" if step else None for step in steps]
    columns = [
        *_factor_columns(axes, words),
        Column(
            mark,
            [CHOSEN if axis.label in chosen or axis.id in marked else None for axis in axes],
            "choice",
            rule=_choice([CHOSEN], hint, words),
        ),
        Column(words("takeaway.level-now"), own(axes, "C", report, words), "one"),
        Column(
            aim,
            [targets.get(axis.id) for axis in axes],
            "choice",
            rule=_choice(LEVELS, _named_levels("scale", words), words),
        ),
        Column(words("takeaway.seen"), seen, least=LABEL, most=WIDE),
        next_column(steps, words),
        *(
            _notes(f"plan.{field}", _planned(field, axes, chosen, answers), words, (least, LABEL))
            for field, least in PLAN.items()
        ),
    ]
    name = words("takeaway.sheet-plan")
    sheet = book.table(name, columns, words("takeaway.priorities"), fixed=_MARK)
    # The names of priorities stand out, also of those that are chosen later.
    bold = book.file.add_format({"bold": True})
    rule = {"type": "formula", "criteria": f'=$D2="{CHOSEN}"', "format": bold}
    sheet.conditional_format(1, _NUMBER, len(axes), _MARK, rule)


def next_column(steps: Sequence[Priority | None], words: Words) -> Column:
    """Return what is proposed to do next, with from which level: a text follows no formula."""
    acts = [f"{step.way}: {step.act}" if step and step.act else None for step in steps]
    return Column(words("takeaway.next"), acts, least=LABEL, most=WIDE)


def _planned(
    field: str, axes: Sequence[Axis], chosen: Mapping[str, Priority], answers: Answers
) -> list[str]:
    written = answers.section("plan")
    return [
        getattr(chosen[axis.label], field)
        if axis.label in chosen
        else written.get(f"{axis.id}/{field}", "")
        for axis in axes
    ]


def _factor_columns(axes: Sequence[Axis], words: Words) -> list[Column]:
    return [
        Column(words("class.number"), [int(axis.number) for axis in axes], "whole"),
        Column(words("takeaway.csv-id"), [axis.id for axis in axes], hidden=True),
        Column(words("progress.factor"), [axis.label for axis in axes]),
    ]


def _notes(key: str, texts: Sequence[str], words: Words, widths: tuple[int, int]) -> Column:
    least, most = widths
    hint = "plan.note" if key.startswith("plan.") else "reflect.note"
    rule = {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_NOTE,
        "input_message": words(hint),
        "error_message": words("takeaway.sheet-hint-long", n=LONGEST_NOTE),
    }
    return Column(words(key), texts, "note", least=least, most=most, rule=rule)


def _choice(values: Sequence[str | int], hint: str, words: Words) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(values),
        "input_message": hint,
        "error_message": words("takeaway.sheet-hint-list"),
    }


def _named_levels(section: str, words: Words) -> str:
    return ", ".join(f"{level} {words(f'{section}.{level}')}" for level in LEVELS)


@attrs.frozen
class Levels:
    """The cells of a sheet with levels, and those that say which factor each is of."""

    cells: str
    labels: str

    @classmethod
    def of(cls, sheet: str, column: int, rows: int) -> Self:
        """Return those of a column of a sheet of so many rows."""
        return cls(column_cells(sheet, column, rows), column_cells(sheet, _FACTOR, rows))

    def count(self, label: str) -> str:
        """Write how many there are of the factor whose label is in a cell."""
        return f"COUNTIFS({self._beside(label)})"

    def mean(self, label: str, least: int, none: str) -> str:
        """Write their mean if there are enough."""
        found = f"AVERAGEIFS({self.cells},{self._beside(label)})"
        return f'=IF({self.count(label)}>={least},{found},"{none}")'

    def _beside(self, label: str) -> str:
        return f'{self.labels},{label},{self.cells},">=1"'


def own(axes: Sequence[Axis], label: str, report: Report, words: Words) -> list[Cell]:
    """Return the score of each row's factor: for a class its median, or else a formula.

    The label is the column in which the factors' labels are, such as "B".
    """
    values = report.mine.values
    if report.of_class:
        return [values.get(axis.id) for axis in axes]
    none, rows = words("table.none"), len(report.statements)
    levels = Levels.of(words("takeaway.sheet-answers"), RATING, rows)
    return formulas(axes, levels.mean(f"${label}#", ENOUGH_RATED, none), values, none)


def formulas(axes: Sequence[Axis], text: str, values: Mapping[str, float], none: str) -> list[Cell]:
    """Return a formula for each factor, "#" being the number of its row, and what it comes to."""
    return [
        Formula(text.replace("#", str(row)), values.get(axis.id, none))
        for row, axis in enumerate(axes, start=2)
    ]
