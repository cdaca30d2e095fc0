"""A workbook to take away: answers, scores, a comparison with its chart, a plan, in XLSX.

What a learner may fill in is read back by `workbook_back`. A score is a formula that finds its
statements by the factor's label, so that rows may be sorted.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from babel.dates import get_month_names
from babel.numbers import NumberFormatError, get_decimal_symbol, parse_decimal

from kit.answers.answers import DONT_KNOW, LONGEST_NOTE, Answers
from kit.answers.priorities import PLANNED
from kit.answers.scores import ENOUGH_RATED, gaps
from kit.charts.base import MINE, OTHERS, Axis, listed
from kit.content.course import LEVELS
from kit.content.language import Language, minus
from kit.content.phrases import Words
from kit.takeaway.report import OfClass, Priority, Report
from kit.takeaway.xlsx_book import (
    FONT,
    LABEL,
    PAGE,
    WIDE,
    Book,
    Cell,
    Column,
    Formula,
    column_cells,
    height,
)

CHOSEN = "x"

# Where columns stand, from 0. Where there are no ids, labels are second.
_NUMBER, _ID, _FACTOR, _STATEMENT, _RATING = range(5)
_IMPORTANCE = _MARK = 3
_LABEL, _OWN = 1, 2

_CHOICE = 110
_STATEMENTS = 800  # most take one line, so that two pages hold all in any font
_SERIES = 118
_PLAN = dict(zip(PLANNED, (LABEL, 120, 100, LABEL), strict=True))

_TITLE = 1.8  # how much larger a title is, bold as it is

_INK = "#404040"
_GRID = "#D9D9D9"
_CHART = {"width": 800, "height": 620}
_DASHES = {"solid": "solid", "dash": "dash", "dot": "round_dot", "dashdot": "dash_dot"}
_SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
}


def workbook(report: Report, answers: Answers, words: Words) -> bytes:
    """Write a report as a workbook.

    Text is kept as it was typed and is never a formula or a link. Control characters and halves of
    characters, which no workbook can hold, become U+FFFD; what is longer than a cell is cut, and
    says so.

    Parameters
    ----------
    report
        What is taken along.
    answers
        The answers a learner's report is about, for what it leaves out: importance, levels to
        reach, and what is planned for factors that are no priorities now. Of a class's nothing is
        used.
    words
        The phrases, which also say the language.

    Returns
    -------
    bytes
        An XLSX file, the same for the same report.
    """
    book = Book(report.title, _midnight(report.date, words.language), words)
    if report.of_class:
        _of_class(book, report.of_class, words)
        _comparison(book, report, words)
        _plan_of_class(book, report, words)
    else:
        _answers(book, report, words)
        _factors(book, report, answers, words)
        _scores(book, report, answers, words)
        _comparison(book, report, words)
        _plan(book, report, answers, words)
    _progress(book, report, words)
    _about(book, report, words)
    return book.content()


def _midnight(date: str, language: Language) -> dt.datetime:
    """Return the day of a report, so that its file tells no clock time."""
    day, month, year = date.lower().split()
    months = {name.lower(): number for number, name in get_month_names(locale=language).items()}
    return dt.datetime(int(year), months[month], int(day))  # noqa: DTZ001 - the reader's own day


# What can be filled in


def _answers(book: Book, report: Report, words: Words) -> None:
    rated = report.statements
    heading, dont_know = words("takeaway.answer"), words("scale.dont-know")
    hint = words("takeaway.sheet-hint-answer", levels=_named_levels("scale", words))
    columns = [
        Column(words("class.number"), [one.number for one in rated], "middle"),
        Column(words("takeaway.csv-id"), [one.id for one in rated], "quiet"),
        Column(words("progress.factor"), [one.factor for one in rated]),
        Column(words("class.statement"), [one.text for one in rated], most=_STATEMENTS),
        Column(
            heading,
            [dont_know if one.rating == DONT_KNOW else one.rating for one in rated],
            "choice",
            least=_CHOICE,
            rule=_choice([*LEVELS, dont_know], hint, words),
        ),
    ]
    book.table(words("takeaway.sheet-answers"), columns, report.title, fixed=_STATEMENT)


def _factors(book: Book, report: Report, answers: Answers, words: Words) -> None:
    importance = answers.section("importance")
    typed = {label: (evidence, todo) for label, evidence, todo in report.notes}
    notes = [typed.get(f"{one.number} {one.label}", ("", "")) for one in report.axes]
    heading, wide = words("takeaway.importance"), (WIDE, PAGE // 2)
    columns = [
        *_factor_columns(report.axes, words),
        Column(
            heading,
            [importance.get(one.id) for one in report.axes],
            "choice",
            least=_CHOICE,
            rule=_choice(LEVELS, _named_levels("reflect", words), words),
        ),
        _notes("takeaway.evidence", [evidence for evidence, _ in notes], words, wide),
        _notes("takeaway.reflections", [todo for _, todo in notes], words, wide),
    ]
    book.table(words("takeaway.sheet-factors"), columns, words("reflect.title"), fixed=_IMPORTANCE)


def _plan(book: Book, report: Report, answers: Answers, words: Words) -> None:
    """Write what a learner plans, her priorities first; any other factor may become one."""
    chosen = {one.label: one for one in report.priorities}
    axes = sorted(report.axes, key=lambda one: one.label not in chosen)
    marked, targets = answers.section("priorities"), answers.section("targets")
    mark, aim = words("takeaway.sheet-priority"), words("plan.goal")
    hint = words("takeaway.sheet-hint-priority")
    columns = [
        *_factor_columns(axes, words),
        Column(
            mark,
            [CHOSEN if one.label in chosen or one.id in marked else None for one in axes],
            "choice",
            rule=_choice([CHOSEN], hint, words),
        ),
        Column(words("takeaway.level-now"), _own(axes, "C", report, words), "one"),
        Column(
            aim,
            [targets.get(one.id) for one in axes],
            "choice",
            rule=_choice(LEVELS, _named_levels("scale", words), words),
        ),
        Column(
            words("takeaway.seen"),
            [_seen(chosen[one.label]) if one.label in chosen else None for one in axes],
            least=LABEL,
            most=WIDE,
        ),
        *(
            _notes(f"plan.{field}", _planned(field, axes, chosen, answers), words, (least, LABEL))
            for field, least in _PLAN.items()
        ),
    ]
    name = words("takeaway.sheet-plan")
    sheet = book.table(name, columns, words("takeaway.priorities"), fixed=_MARK)
    # The names of priorities stand out, also of those that are chosen later.
    bold = book.file.add_format({"bold": True})
    rule = {"type": "formula", "criteria": f'=$D2="{CHOSEN}"', "format": bold}
    sheet.conditional_format(1, _NUMBER, len(axes), _MARK, rule)


def _planned(
    field: str, axes: Sequence[Axis], chosen: Mapping[str, Priority], answers: Answers
) -> list[str]:
    written = answers.section("plan")
    return [
        getattr(chosen[one.label], field)
        if one.label in chosen
        else written.get(f"{one.id}/{field}", "")
        for one in axes
    ]


def _seen(priority: Priority) -> str:
    # With its level, for this text stays when another level is chosen.
    return f"{priority.aim}: {priority.seen}"


def _factor_columns(axes: Sequence[Axis], words: Words) -> list[Column]:
    return [
        Column(words("class.number"), [int(one.number) for one in axes], "whole"),
        Column(words("takeaway.csv-id"), [one.id for one in axes], "quiet"),
        Column(words("progress.factor"), [one.label for one in axes]),
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


# What is worked out


@attrs.frozen
class _Levels:
    """The cells of a sheet with levels, and those that say which factor each is of."""

    cells: str
    labels: str

    @classmethod
    def of(cls, sheet: str, column: int, rows: int) -> "_Levels":
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


def _own(axes: Sequence[Axis], label: str, report: Report, words: Words) -> list[Cell]:
    """Return the score of each row's factor: for a class its median, or else a formula.

    Parameters
    ----------
    axes
        The factors, a row each.
    label
        The column in which their labels are, such as "B".
    report
        The scores as they are now.
    words
        The phrases.
    """
    values = report.mine.values
    if report.of_class:
        return [values.get(one.id) for one in axes]
    none, rows = words("table.none"), len(report.statements)
    levels = _Levels.of(words("takeaway.sheet-answers"), _RATING, rows)
    return [
        Formula(levels.mean(f"${label}{row}", ENOUGH_RATED, none), values.get(one.id, none))
        for row, one in enumerate(axes, start=2)
    ]


def _scores(book: Book, report: Report, answers: Answers, words: Words) -> None:
    axes, none = report.axes, words("table.none")
    ratings = _Levels.of(words("takeaway.sheet-answers"), _RATING, len(report.statements))
    levels = [one.factor for one in report.statements if isinstance(one.rating, int)]
    rated = [
        Formula(f"={ratings.count(f'$B{row}')}", levels.count(one.label))
        for row, one in enumerate(axes, start=2)
    ]
    known = answers.section("importance")
    given = _Levels.of(words("takeaway.sheet-factors"), _IMPORTANCE, len(axes))
    importance = [
        Formula(given.mean(f"$B{row}", 1, none), known.get(one.id, none))
        for row, one in enumerate(axes, start=2)
    ]
    needs = {one.id: one.need for one in report.standings}
    need = [
        Formula(
            f'=IF(COUNT(C{row},E{row})=2,E{row}-ROUND(C{row},1),"{none}")', needs.get(one.id, none)
        )
        for row, one in enumerate(axes, start=2)
    ]
    columns = [
        *_labels(axes, words),
        Column(words("takeaway.csv-value"), _own(axes, "B", report, words), "one"),
        Column(words("takeaway.sheet-rated"), rated, "whole"),
        Column(words("takeaway.importance"), importance, "whole"),
        Column(words("takeaway.page-need"), need, "gap"),
    ]
    book.table(words("takeaway.sheet-scores"), columns, report.table.caption, fixed=_OWN)


def _labels(axes: Sequence[Axis], words: Words) -> list[Column]:
    return [
        Column(words("class.number"), [int(one.number) for one in axes], "whole"),
        Column(words("progress.factor"), [one.label for one in axes]),
    ]


# What is compared


def _comparison(book: Book, report: Report, words: Words) -> None:
    axes, mine, others = report.axes, report.mine, report.others
    none = words("table.none")
    columns = [
        *_labels(axes, words),
        Column(mine.name, _own(axes, "B", report, words), "one", least=_SERIES),
        *(
            Column(one.name, [one.values.get(axis.id) for axis in axes], "one", least=_SERIES)
            for one in others
        ),
    ]
    if others:
        known = {one.id: one.difference for one in gaps(mine.values, others[0].values)}
        gap = [
            # As it follows from how both are written.
            Formula(
                f'=IF(COUNT(C{row},D{row})=2,ROUND(D{row},1)-ROUND(C{row},1),"{none}")',
                known.get(one.id, none),
            )
            for row, one in enumerate(axes, start=2)
        ]
        heading = words("table.gap", region=others[0].name)
        columns.append(Column(heading, gap, "gap", least=_SERIES))
    drawn = _OWN
    if not report.of_class:
        # A chart would draw a score that is not there at 0.
        drawn = len(columns)
        cells = [
            Formula(f"=IF(ISNUMBER(C{row}),C{row},NA())", mine.values.get(one.id, "#N/A"))
            for row, one in enumerate(axes, start=2)
        ]
        columns.append(Column(words("takeaway.sheet-for-chart"), cells, "one"))
    name = words("takeaway.sheet-comparison")
    sheet = book.table(name, columns, report.table.caption, fixed=_OWN)
    if drawn != _OWN:
        sheet.set_column(drawn, drawn, None, None, {"hidden": True})
    chart = _radar(book, name, report, drawn, words)
    about = f"{words('radar.alt')} {_sentence(report)}"
    sheet.insert_chart(len(axes) + 2, 0, chart, {"description": about})
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _radar(book: Book, sheet: str, report: Report, drawn: int, words: Words) -> Any:  # noqa: ANN401
    """Draw the comparison; one's own is drawn from a column of its own."""
    chart = book.file.add_chart({"type": "radar", "subtype": "with_markers"})
    rows = len(report.axes)
    columns = [drawn, *range(_OWN + 1, _OWN + 1 + len(report.others))]
    looks = [{"color": MINE, "dash": "solid", "symbol": "circle"}, *OTHERS]
    profiles = [report.mine, *report.others]
    for place, (column, profile, look) in enumerate(zip(columns, profiles, looks, strict=False)):
        color = look["color"]
        chart.add_series(
            {
                "name": [sheet, 0, _OWN + place],
                "categories": [sheet, 1, _LABEL, rows, _LABEL],
                "values": [sheet, 1, column, rows, column],
                # What a program shows that reads no cells; what is not there is None.
                "values_data": [profile.values.get(one.id) for one in report.axes],
                "line": {"color": color, "width": 2.25, "dash_type": _DASHES[look["dash"]]},
                "marker": {
                    "type": _SYMBOLS[look["symbol"]],
                    "size": 7,
                    "fill": {"color": color},
                    "border": {"color": color},
                },
            }
        )
    title = {"name": FONT, "size": 14, "bold": True, "color": _INK}
    chart.set_title({"name": [words("takeaway.sheet-about"), 0, 0], "name_font": title})
    grid = {"visible": True, "line": {"color": _GRID, "width": 0.75}}
    chart.set_y_axis(
        {
            "min": 0,
            "max": LEVELS[-1],
            "major_unit": 1,
            "num_format": "0",
            "num_font": {"name": FONT, "size": 9, "color": _INK},
            "line": {"color": _GRID},
            "major_tick_mark": "none",
            "major_gridlines": grid,
        }
    )
    chart.set_x_axis(
        {"num_font": {"name": FONT, "size": 10, "color": _INK}, "major_gridlines": grid}
    )
    if report.others:
        chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10, "color": _INK}})
    else:
        chart.set_legend({"none": True})
    chart.set_size(_CHART)
    chart.show_blanks_as("gap")
    chart.show_na_as_empty_cell()
    chart.show_hidden_data()
    return chart


def _progress(book: Book, report: Report, words: Words) -> None:
    if not report.snapshots:
        return
    axes, none = report.axes, words("table.none")
    columns = [
        *_labels(axes, words),
        *(
            Column(
                f"{one.date or ''} {one.label}",
                [one.values.get(axis.id, none) for axis in axes],
                "one",
                least=_SERIES,
            )
            for one in report.snapshots
        ),
        Column(words("lookback.now"), _own(axes, "B", report, words), "one", least=_SERIES),
    ]
    name = words("takeaway.sheet-progress")
    book.table(name, columns, words("takeaway.progress"), fixed=_OWN)


# What is shown of a class


def _of_class(book: Book, of_class: OfClass, words: Words) -> None:
    first, *others = zip(*of_class.table.rows, strict=True)
    head, *heads = of_class.table.head
    columns = [Column(head, first, most=WIDE)]
    for heading, texts in zip(heads, others, strict=True):
        cells = [_value(one, words.language) for one in texts]
        columns.append(Column(heading, cells, _decimals(texts, cells, words.language)))
    name = words("takeaway.sheet-class")
    book.table(name, columns, of_class.table.caption, fixed=1)
    if of_class.splits:
        numbers, statements, agreements, questions = zip(*of_class.splits, strict=True)
        columns = [
            Column(words("class.number"), numbers, "middle"),
            Column(words("class.statement"), statements, most=PAGE // 2),
            Column(words("class.agreement"), agreements),
            Column(words("class.discuss"), ["\n".join(one) for one in questions], most=2 * WIDE),
        ]
        name = words("takeaway.sheet-splits")
        book.table(name, columns, words("takeaway.page-splits"), fixed=1)


def _value(text: str, language: Language) -> Cell:
    """Return the number a cell of a table says, or its text if it is none."""
    try:
        return float(parse_decimal(text.replace(minus(language), "-"), locale=language))
    except NumberFormatError:
        return text


def _decimals(texts: Sequence[str], cells: Sequence[Cell], language: Language) -> str:
    """Return the look for a column of a table, by its longest decimals."""
    point = get_decimal_symbol(language)
    numbers = [text for text, cell in zip(texts, cells, strict=True) if isinstance(cell, float)]
    longest = max((len(one.partition(point)[2]) for one in numbers), default=0)
    return ("whole", "one", "two")[longest]


def _plan_of_class(book: Book, report: Report, words: Words) -> None:
    steps, none = report.priorities, words("table.none")
    if not steps:
        return
    columns = [
        Column(words("progress.factor"), [one.factor for one in steps], most=LABEL),
        Column(words("takeaway.level-now"), [one.level or none for one in steps], "one"),
        Column(words("plan.goal"), [one.aim for one in steps], "whole"),
        Column(words("takeaway.seen"), [one.seen for one in steps], most=WIDE),
        *(
            Column(words(f"plan.{field}"), [getattr(one, field) for one in steps], least=least)
            for field, least in _PLAN.items()
        ),
    ]
    name = words("takeaway.sheet-plan")
    book.table(name, columns, words("takeaway.priorities"), fixed=1)


def _sentence(report: Report) -> str:
    return report.of_class.sentence if report.of_class else report.sentence


def _about(book: Book, report: Report, words: Words) -> None:
    said = [("title", report.title), ("prose", report.date), ("prose", _sentence(report))]
    if report.of_class:
        said.append(("prose", report.of_class.table.caption))
    else:
        seen, none = listed([words("takeaway.seen")], words), words("table.none")
        said += [
            ("prose", words("takeaway.sheet-score", none=none)),
            ("lead", words("takeaway.sheet-fill")),
            ("prose", words("takeaway.sheet-fill-1")),
            ("prose", words("takeaway.sheet-fill-2")),
            ("prose", words("takeaway.sheet-fill-3", column=seen)),
        ]
    said.append(("lead", words("takeaway.sources")))
    said += [("prose", one) for one in report.sources]
    sheet = book.page(words("takeaway.sheet-about"))
    sheet.set_column_pixels(0, 0, PAGE)
    sheet.hide_gridlines(2)
    for row, (look, text) in enumerate(said):
        size = _TITLE if look == "title" else 1
        book.write(sheet, row, 0, text, look)
        sheet.set_row(row, size * height([text], [PAGE / size]))
