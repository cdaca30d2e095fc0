"""The charts of a workbook, each native and drawn from the cells of its sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.answers.priorities import Crosshair
from kit.charts.base import MINE, OTHERS
from kit.charts.matrix import matrix, matrix_sentence, matrix_table
from kit.content.course import LEVELS
from kit.content.phrases import Words
from kit.takeaway.report import Report
from kit.takeaway.xlsx_book import FONT, PAGE, Book, Column

# Where columns stand on the sheet that is compared, from 0.
LABEL_AT, OWN_AT = 1, 2

_INK = "#404040"
_GRID = "#D9D9D9"
_TITLE = {"name": FONT, "size": 14, "bold": True, "color": _INK}
_CHART = {"width": 800, "height": 620}
_DASHES = {"solid": "solid", "dash": "dash", "dot": "round_dot", "dashdot": "dash_dot"}
_SYMBOLS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle-up": "triangle"}
# Room for marks at the ends of the scale; what is no level is not numbered.
_AROUND = {"min": 0, "max": LEVELS[-1] + 1, "major_unit": 1, "num_format": '[=0]"";[=6]"";0'}


def radar_chart(book: Book, sheet: str, report: Report, drawn: int, words: Words) -> Any:
    """Draw the comparison; one's own is drawn from a column of its own."""
    chart = book.file.add_chart({"type": "radar", "subtype": "with_markers"})
    rows = len(report.axes)
    columns = [drawn, *range(OWN_AT + 1, OWN_AT + 1 + len(report.others))]
    looks = [{"color": MINE, "dash": "solid", "symbol": "circle"}, *OTHERS]
    profiles = [report.mine, *report.others]
    for place, (column, profile, look) in enumerate(zip(columns, profiles, looks, strict=False)):
        color = look["color"]
        chart.add_series(
            {
                "name": [sheet, 0, OWN_AT + place],
                "categories": [sheet, 1, LABEL_AT, rows, LABEL_AT],
                "values": [sheet, 1, column, rows, column],
                # What a program shows that reads no cells; what is not there is None.
                "values_data": [profile.values.get(axis.id) for axis in report.axes],
                "line": {"color": color, "width": 2.25, "dash_type": _DASHES[look["dash"]]},
                "marker": _marker(look["symbol"], color, 7),
            }
        )
    chart.set_title({"name": [words("takeaway.sheet-about"), 0, 0], "name_font": _TITLE})
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


def matrix_sheet(book: Book, report: Report, lines: Crosshair, words: Words) -> None:
    """Write a sheet of where each factor stands, and draw it: importance upwards, level across."""
    if not report.standings:
        return
    figure = matrix(report.axes, report.standings, lines, words)
    numbers = {(one["x"], one["y"]): one["text"] for one in figure["layout"]["annotations"]}
    marks = [
        (numbers[at].replace("<br>", " "), *at, trace["name"])
        for trace in figure["data"]
        for at in zip(trace["x"], trace["y"], strict=True)
    ]
    found, levels, importance, names = zip(*marks, strict=True)
    columns = [
        Column(words("matrix.where"), names, most=PAGE // 2),
        Column(words("takeaway.matrix-factors"), found),
        Column(words("takeaway.level-now"), levels, "one"),
        Column(words("takeaway.importance"), importance, "whole"),
    ]
    name = words("takeaway.page-importance")
    caption = matrix_table(report.axes, report.standings, lines, words).caption
    sheet = book.table(name, columns, caption, fixed=1)
    said = matrix_sentence(report.axes, report.standings, lines, words)
    chart = _matrix(book, name, figure["data"], found, lines, words)
    sheet.insert_chart(len(marks) + 2, 0, chart, {"description": said})
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _matrix(  # noqa: PLR0913, PLR0917
    book: Book,
    sheet: str,
    traces: Sequence[Mapping[str, Any]],
    numbers: Sequence[str],
    lines: Crosshair,
    words: Words,
) -> Any:
    """Draw a series for each quarter, whose rows stand together; the axes cross at the lines."""
    chart = book.file.add_chart({"type": "scatter"})
    first = 1
    for trace in traces:
        last = first + len(trace["x"]) - 1
        if last < first:
            continue
        color = trace["marker"]["color"]
        chart.add_series(
            {
                "name": [sheet, first, 0],
                "categories": [sheet, first, 2, last, 2],
                "values": [sheet, first, 3, last, 3],
                "categories_data": trace["x"],
                "values_data": trace["y"],
                "marker": _marker(trace["marker"]["symbol"], color, 9),
                "data_labels": {
                    "custom": [{"value": text} for text in numbers[first - 1 : last]],
                    "value": True,
                    "position": "above",
                    "font": {"name": FONT, "size": 10, "color": _INK},
                },
            }
        )
        first = last + 1
    chart.set_title({"name": words("takeaway.page-matrix"), "name_font": _TITLE})
    for setting, key, across in (
        (chart.set_x_axis, "scale.axis", lines.level),
        (chart.set_y_axis, "matrix.importance-axis", lines.importance),
    ):
        setting(
            {
                **_AROUND,
                "name": words(key),
                "name_font": {"name": FONT, "size": 10, "bold": False, "color": _INK},
                "num_font": {"name": FONT, "size": 10, "color": _INK},
                "crossing": across,
                "label_position": "low",
                "line": {"color": _INK, "width": 1.25},
                "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
                "major_tick_mark": "none",
            }
        )
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10, "color": _INK}})
    chart.set_size(_CHART)
    return chart


def _marker(symbol: str, color: str, size: int) -> dict[str, Any]:
    paint = {"color": color}
    return {"type": _SYMBOLS[symbol], "size": size, "fill": paint, "border": paint}
