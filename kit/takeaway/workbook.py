"""A workbook to take away: answers, scores, a comparison with its chart, a plan, in XLSX."""

from collections.abc import Sequence

from kit.answers.answers import Answers
from kit.answers.priorities import crosshair
from kit.answers.scores import gaps
from kit.charts.base import Axis, listed
from kit.content.phrases import Words
from kit.takeaway.report import OfClass, Report
from kit.takeaway.workbook_forms import (
    IMPORTANCE,
    PLAN,
    RATING,
    Levels,
    answers_sheet,
    factors_sheet,
    formulas,
    next_column,
    own,
    plan_sheet,
)
from kit.takeaway.xlsx.charts import OWN_AT, matrix_sheet, radar_chart
from kit.takeaway.xlsx.summary import summary_sheet
from kit.takeaway.xlsx_book import LABEL, PAGE, WIDE, Book, Column, Formula, height

_SERIES = 118

_MEASURES = 2  # the last columns of a class's table, with two decimals
_TITLE = 1.8  # how much larger a title is, bold as it is


def workbook(report: Report, answers: Answers, words: Words) -> bytes:
    """Write a report as a workbook (XLSX), the same for the same report.

    Text is kept as it was typed and is never a formula or a link. Control characters and halves of
    characters, which no workbook can hold, become U+FFFD; what is longer than a cell is cut, and
    says so.

    Of the answers a learner's report is about is used what it leaves out: importance, levels to
    reach, and what is planned for factors that are no priorities now. Of a class's nothing is used.
    """
    book = Book(report.title, report.day, words)
    summary_sheet(book, report, words)
    if report.of_class:
        _of_class(book, report.of_class, words)
        _comparison(book, report, words)
        _plan_of_class(book, report, words)
    else:
        answers_sheet(book, report, words)
        factors_sheet(book, report, answers, words)
        _scores(book, report, answers, words)
        _comparison(book, report, words)
        matrix_sheet(book, report, crosshair(answers), words)
        plan_sheet(book, report, answers, words)
    _progress(book, report, words)
    _about(book, report, words)
    return book.content()


def _scores(book: Book, report: Report, answers: Answers, words: Words) -> None:
    axes, none = report.axes, words("table.none")
    ratings = Levels.of(words("takeaway.sheet-answers"), RATING, len(report.statements))
    levels = [
        statement.factor for statement in report.statements if isinstance(statement.rating, int)
    ]
    rated = [
        Formula(f"={ratings.count(f'$B{row}')}", levels.count(axis.label))
        for row, axis in enumerate(axes, start=2)
    ]
    known = answers.section("importance")
    given = Levels.of(words("takeaway.sheet-factors"), IMPORTANCE, len(axes))
    importance = formulas(axes, given.mean("$B#", 1, none), known, none)
    needs = {standing.id: standing.need for standing in report.standings}
    below = f'=IF(COUNT(C#,E#)=2,E#-ROUND(C#,1),"{none}")'
    columns = [
        *_labels(axes, words),
        Column(words("takeaway.csv-value"), own(axes, "B", report, words), "one"),
        Column(words("takeaway.sheet-rated"), rated, "whole"),
        Column(words("takeaway.importance"), importance, "whole"),
        Column(words("takeaway.page-need"), formulas(axes, below, needs, none), "gap"),
    ]
    book.table(words("takeaway.sheet-scores"), columns, report.table.caption, fixed=OWN_AT)


def _labels(axes: Sequence[Axis], words: Words) -> list[Column]:
    return [
        Column(words("class.number"), [int(axis.number) for axis in axes], "whole"),
        Column(words("progress.factor"), [axis.label for axis in axes]),
    ]


# What is compared


def _comparison(book: Book, report: Report, words: Words) -> None:
    axes, mine, others = report.axes, report.mine, report.others
    none = words("table.none")
    columns = [
        *_labels(axes, words),
        Column(mine.name, own(axes, "B", report, words), "one", least=_SERIES),
        *(
            Column(
                profile.name, [profile.values.get(axis.id) for axis in axes], "one", least=_SERIES
            )
            for profile in others
        ),
    ]
    if others:
        known = {lead.id: lead.difference for lead in gaps(mine.values, others[0].values)}
        # As it follows from how both are written.
        ahead = f'=IF(COUNT(C#,D#)=2,ROUND(D#,1)-ROUND(C#,1),"{none}")'
        heading = words("table.gap", region=others[0].name)
        gap = formulas(axes, ahead, known, none)
        columns.append(Column(heading, gap, "gap", least=_SERIES))
    drawn = OWN_AT
    if not report.of_class:
        # A chart would draw a score that is not there at 0.
        drawn = len(columns)
        cells = formulas(axes, "=IF(ISNUMBER(C#),C#,NA())", mine.values, "#N/A")
        columns.append(Column(words("takeaway.sheet-for-chart"), cells, "one", hidden=True))
    name = words("takeaway.sheet-comparison")
    sheet = book.table(name, columns, report.table.caption, fixed=OWN_AT)
    chart = radar_chart(book, name, report, drawn, words)
    about = f"{words('radar.alt')} {report.said}"
    sheet.insert_chart(len(axes) + 2, 0, chart, {"description": about})
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _progress(book: Book, report: Report, words: Words) -> None:
    if not report.snapshots:
        return
    axes, none = report.axes, words("table.none")
    columns = [
        *_labels(axes, words),
        *(
            Column(
                f"{time.date or ''} {time.label}",
                [time.values.get(axis.id, none) for axis in axes],
                "one",
                least=_SERIES,
            )
            for time in report.snapshots
        ),
        Column(words("look_back.now"), own(axes, "B", report, words), "one", least=_SERIES),
    ]
    name = words("takeaway.sheet-progress")
    book.table(name, columns, words("takeaway.progress"), fixed=OWN_AT)


# What is shown of a class


def _of_class(book: Book, of_class: OfClass, words: Words) -> None:
    first, *_ = zip(*of_class.table.rows, strict=True)
    head, *heads = of_class.table.head
    columns = [Column(head, first, most=WIDE)]
    for place, cells in enumerate(zip(*of_class.values, strict=True)):
        fractions = [cell for cell in cells if not isinstance(cell, str) and cell != int(cell)]
        medians = "one" if fractions else "whole"
        measures = place >= len(heads) - _MEASURES
        columns.append(Column(heads[place], cells, "two" if measures else medians))
    name = words("takeaway.sheet-class")
    book.table(name, columns, of_class.table.caption, fixed=1)
    if of_class.splits:
        numbers, statements, agreements, questions = zip(*of_class.splits, strict=True)
        columns = [
            Column(words("class.number"), numbers, "middle"),
            Column(words("class.statement"), statements, most=PAGE // 2),
            Column(words("class.agreement"), agreements),
            Column(
                words("class.discuss"), ["\n".join(asked) for asked in questions], most=2 * WIDE
            ),
        ]
        name = words("takeaway.sheet-splits")
        book.table(name, columns, words("takeaway.page-splits"), fixed=1)


def _plan_of_class(book: Book, report: Report, words: Words) -> None:
    steps, none = report.priorities, words("table.none")
    if not steps:
        return
    columns = [
        Column(words("progress.factor"), [priority.factor for priority in steps], most=LABEL),
        Column(words("takeaway.level-now"), [priority.level or none for priority in steps], "one"),
        Column(words("plan.goal"), [priority.aim for priority in steps], "whole"),
        Column(words("takeaway.seen"), [priority.seen for priority in steps], most=WIDE),
        next_column(steps, words),
        *(
            Column(
                words(f"plan.{field}"),
                [getattr(priority, field) for priority in steps],
                least=least,
            )
            for field, least in PLAN.items()
        ),
    ]
    name = words("takeaway.sheet-plan")
    book.table(name, columns, words("takeaway.priorities"), fixed=1)


def _about(book: Book, report: Report, words: Words) -> None:
    said = [("title", report.title), ("prose", report.dated), ("prose", report.said)]
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
    said += [("prose", source) for source in report.sources]
    sheet = book.page(words("takeaway.sheet-about"))
    sheet.set_column_pixels(0, 0, PAGE)
    sheet.hide_gridlines(2)
    for row, (look, text) in enumerate(said):
        size = _TITLE if look == "title" else 1
        book.write(sheet, row, 0, text, look)
        sheet.set_row(row, size * height([text], [PAGE / size]))
