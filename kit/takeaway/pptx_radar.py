"""A radar on a slide: PowerPoint's own chart, with the workbook it is edited in."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from kit.charts.base import MINE, OTHERS, Axis, Profile
from kit.charts.markup import held
from kit.content.language import TAGS, Language, rounded
from kit.content.phrases import Words
from kit.takeaway.pptx_deck import QUIET, RULE, TEXT
from kit.takeaway.text_fit import ELLIPSIS
from kit.takeaway.xlsx_book import IN_FULL

# One's own region, then the others, as on screen: colour, dash, marker, width in EMU.
_DASHES = {"dash": "dash", "dot": "sysDot", "dashdot": "dashDot"}
_MARKERS = {"square": "square", "diamond": "diamond", "triangle-up": "triangle"}
_LOOKS = (
    (MINE, "solid", "circle", 31_750),
    *(
        (style["color"], _DASHES[style["dash"]], _MARKERS[style["symbol"]], 22_225)
        for style in OTHERS
    ),
)
_MARKER_SIZE = 8
_LONGEST_NAME = 28  # two fit beside each other, and the legend in two lines

# Where the circle stands in the chart, in parts of its width and height, with labels around it and
# the legend below: left to themselves, programs draw it as small as half of that.
_PLOT = (
    ("layoutTarget", "inner"),
    ("xMode", "edge"),
    ("yMode", "edge"),
    ("x", "0.25"),
    ("y", "0.085"),
    ("w", "0.5"),
    ("h", "0.7"),
)

# One decimal, written as the language writes it; in brackets its number in Windows.
_NUMBERS: dict[Language, str] = {"sv": "[$-41D]0.0", "en": "[$-809]0.0"}

# A workbook says when it was made: this one says nothing by it, and is always the same.
_NO_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks know no time zones


def put_radar(place: Any, axes: Sequence[Axis], profiles: Sequence[Profile], words: Words) -> Any:
    """Put a radar where a placeholder is: axes clockwise from the top, then the profiles' values.

    The first of at most four profiles is one's own region; a value that is missing is a gap.
    """
    from pptx.chart.data import CategoryChartData  # only for whoever wants slides
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION

    names = [short_name(profile) for profile in profiles]
    data = CategoryChartData(number_format=_NUMBERS[words.language])
    data.categories = [axis.label for axis in axes]
    for name, profile in zip(names, profiles, strict=True):
        # In a chart's own XML, unlike in that of a slide, "_x000D_" is an escape by the standard.
        escaped = name.replace("_x", "_x005F_x")
        data.add_series(escaped, [profile.values.get(axis.id) for axis in axes])
    frame = place.insert_chart(XL_CHART_TYPE.RADAR_MARKERS, data)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    _type(chart.legend.font, 14, TEXT)
    for series, look in zip(chart.plots[0].series, _LOOKS, strict=False):
        _draw(series, *look)
    _scale(chart.value_axis)
    _type(chart.category_axis.tick_labels.font, 14, TEXT)
    chart.category_axis.format.line.fill.background()
    sheet = words("takeaway.slides-part-table")
    _mend(chart._chartSpace, sheet, TAGS[words.language])  # noqa: SLF001
    chart.part.chart_workbook.update_from_xlsx_blob(
        _workbook(axes, list(zip(names, profiles, strict=True)), sheet, words)
    )
    return frame


def short_name(profile: Profile) -> str:
    """Return a profile's name as the legend has it: one line, and not too long a one."""
    name = " ".join(held(profile.name).split())
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()} {ELLIPSIS}"


def _draw(series: Any, color: str, dash: str, marker: str, width: int) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE_DASH_STYLE

    rgb = RGBColor.from_string(color.lstrip("#"))
    line = series.format.line
    line.color.rgb, line.width = rgb, width
    line.dash_style = MSO_LINE_DASH_STYLE.from_xml(dash)
    series.marker.style = XL_MARKER_STYLE.from_xml(marker)
    series.marker.size = _MARKER_SIZE
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb
    series.marker.format.line.color.rgb = rgb


def _scale(axis: Any) -> None:
    from pptx.dml.color import RGBColor

    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 5, 1
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE)
    axis.format.line.color.rgb = RGBColor.from_string(RULE)
    axis.tick_labels.number_format = "0"
    axis.tick_labels.number_format_is_linked = False
    _type(axis.tick_labels.font, 12, QUIET)


def _type(font: Any, points: int, color: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    font.size, font.color.rgb = Pt(points), RGBColor.from_string(color)


def _mend(space: Any, sheet: str, tag: str) -> None:
    """Name the chart's language and worksheet, place it, drop what no schema has a place for."""
    from lxml import etree

    names = space.nsmap["c"]
    space.insert(1, etree.Element(f"{{{names}}}lang", val=tag))
    for formula in space.iter("{*}f"):
        formula.text = formula.text.replace("Sheet1!", f"{sheet}!")
    for smooth in list(space.iter("{*}smooth")):
        smooth.getparent().remove(smooth)
    dates = space.find(".//{*}catAx/{*}numFmt")
    dates.getparent().remove(dates)
    layout = space.find(".//{*}plotArea/{*}layout")
    manual = etree.SubElement(layout, f"{{{names}}}manualLayout")
    for name, value in _PLOT:
        etree.SubElement(manual, f"{{{names}}}{name}", val=value)


def _workbook(
    axes: Sequence[Axis], named: Sequence[tuple[str, Profile]], sheet: str, words: Words
) -> bytes:
    """Return the workbook behind a chart; names are text there, whatever they look like."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": _NO_DAY})
        page = book.add_worksheet(sheet)
        numbers = book.add_format({"num_format": _NUMBERS[words.language]})
        page.set_column(0, len(named), 24)
        for row, axis in enumerate(axes, start=1):
            page.write_string(row, 0, axis.label)
        for column, (name, profile) in enumerate(named, start=1):
            page.write_string(0, column, name)
            for row, axis in enumerate(axes, start=1):
                if axis.id in profile.values:
                    value = rounded(profile.values[axis.id], IN_FULL)
                    page.write_number(row, column, value, numbers)
    return written.getvalue()
