"""Tables on slides, PowerPoint's own, set in type that fits and parted where they are too long."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import attrs

from kit.charts.base import Table
from kit.charts.markup import held
from kit.content.phrases import Words
from kit.takeaway.pptx_deck import NAMESPACES, RULE, TEXT, Deck, Run, describe, emu, write
from kit.takeaway.text_fit import LINE, ems, fitted, lines

_WHITE = "FFFFFF"
_NO_STYLE_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_MARGIN = 0.08
_POINTS_IN_AN_INCH = 72
_HEAD = 4  # lines
_NEVER_FITS = 6_000  # characters, on a slide in type that can be read


@attrs.frozen
class Column:
    """A column of a table: its width in inches, and whether it holds numbers."""

    width: float
    numbers: bool = True


@attrs.frozen
class Setting:
    """How a table is set.

    Attributes
    ----------
    points
        The size of the type, less one in a header; of several, the first at which all fits.
    air
        Above and below the text of a cell, in inches.
    most
        How many lines a row has at most if not all fits even at the last size.
    anchor
        Where in its cell text stands: "t" or "ctr".
    """

    points: tuple[int, ...]
    air: float
    most: int
    anchor: str = "ctr"


def tables(  # noqa: PLR0913, PLR0917
    deck: Deck,
    layout: str,
    title: str,
    table: Table,
    columns: Sequence[Column],
    setting: Setting,
    words: Words,
) -> tuple[list[Any], bool]:
    """Add a slide with a table, or as many as the table takes; their titles then say which each is.

    Its caption is the alternative text. Where it has no head, its first column is in bold. There
    are as many columns as the table has.

    Returns
    -------
    The slides, and whether anything was cut because not even a slide has room for it.
    """
    place = deck.place(layout, "tbl")
    parts = _parts(table, columns, setting, place.height)
    slides, cut = [], False
    for number, part in enumerate(parts, start=1):
        told = words("takeaway.slides-of", title=title, n=number, of=len(parts))
        slide = deck.slide(layout, title if len(parts) == 1 else told)
        index = place.placeholder_format.idx
        cut |= _put(slide.placeholders[index], part, columns, setting)
        slides.append(slide)
    return slides, cut


def _parts(table: Table, columns: Sequence[Column], setting: Setting, room: int) -> list[Table]:
    """Return a table in as few parts as fit each on a slide with the head, and as even ones."""
    heights = [height for _, height in _set(table, columns, setting, room)]
    below = room - (heights.pop(0) if table.head else 0)
    few = len(_filled(heights, below))
    sums = [sum(heights[a:b]) for b in range(len(heights) + 1) for a in range(b)]
    even = min(height for height in [*sums, below] if len(_filled(heights, height)) == few)
    left = iter(table.rows)
    return [
        attrs.evolve(table, rows=tuple(islice(left, count))) for count in _filled(heights, even)
    ]


def _filled(heights: Sequence[int], room: int) -> list[int]:
    """Return how many rows stand on each slide where as many as fit do."""
    counts: list[int] = []
    left = 0
    for height in heights:
        if not counts or height > left:
            counts.append(0)
            left = room
        counts[-1] += 1
        left -= height
    return counts


def under(label: str, below: str, column: Column, setting: Setting) -> str:
    """Return a header of what of a label fits above a text that is kept whole."""
    size, wide = setting.points[0] - 1, column.width - 2 * _MARGIN
    left = _HEAD - lines(below, ems(wide, size, bold=True))
    return f"{fitted(label, wide, size, left, bold=True)}\n{below}"


def _put(place: Any, table: Table, columns: Sequence[Column], setting: Setting) -> bool:
    """Put a table where a placeholder is, and say whether anything had to be cut."""
    headed = bool(table.head)
    runs = _set(table, columns, setting, place.height)
    frame = place.insert_table(rows=len(runs), cols=len(columns))
    describe(frame, table.caption)
    native = frame.table
    native.first_row, native.first_col, native.horz_banding = headed, True, False
    native._tbl.tblPr.find("{*}tableStyleId").text = _NO_STYLE_NO_GRID  # noqa: SLF001
    for drawn, column in zip(native.columns, columns, strict=True):
        drawn.width = emu(column.width)
    for number, (row, height) in enumerate(runs):
        native.rows[number].height = height
        for across, (run, column) in enumerate(zip(row, columns, strict=True)):
            header = headed and not number
            _cell(native.cell(number, across), run, column, setting, header=header)
    frame.height = sum(height for _, height in runs)
    shown = [run.text for row, _ in runs for run in row]
    return shown != [held(text) for row in _rows(table) for text in row]


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [*([table.head] if table.head else []), *table.rows]


def _set(
    table: Table, columns: Sequence[Column], setting: Setting, room: int
) -> list[tuple[list[Run], int]]:
    """Return the runs of each row, and how tall it is, at the first size at which all fits."""
    headed = bool(table.head)
    for points in setting.points:
        last = points == setting.points[-1]
        found = []
        for number, cells in enumerate(_rows(table)):
            header = headed and not number
            size = points - 1 if header else points
            row, tallest = [], 1
            for across, (text, column) in enumerate(zip(cells, columns, strict=True)):
                bold = header or (not headed and not across)
                wide = column.width - 2 * _MARGIN
                said = (
                    fitted(text, wide, size, _HEAD if header else setting.most, bold=bold)
                    if last
                    else held(text[:_NEVER_FITS])
                )
                tallest = max(tallest, lines(said, ems(wide, size, bold=bold)))
                row.append(Run(said, bold, _WHITE if header else TEXT, size))
            height = tallest * size * LINE / _POINTS_IN_AN_INCH + 2 * setting.air
            found.append((row, emu(height)))
        if sum(height for _, height in found) <= room:
            break
    return found


def _cell(cell: Any, run: Run, column: Column, setting: Setting, *, header: bool) -> None:
    from lxml import etree

    write(cell.text_frame, [[run]])
    align = cell.text_frame.paragraphs[0]._p.get_or_add_pPr()  # noqa: SLF001
    align.set("algn", "ctr" if column.numbers else "l")
    cell.margin_left = cell.margin_right = emu(_MARGIN)
    cell.margin_top = cell.margin_bottom = emu(setting.air)
    look = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    look.set("anchor", setting.anchor)
    rule = f'<a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill>'
    sides = {"lnL": "<a:noFill/>", "lnR": "<a:noFill/>", "lnT": rule, "lnB": rule}
    inside = "".join(f'<a:{side} w="9525">{line}</a:{side}>' for side, line in sides.items())
    fill = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>' if header else "<a:noFill/>"
    look.extend(etree.fromstring(f"<x {NAMESPACES}>{inside}{fill}</x>"))
