"""An empty deck, 16:9: its theme, its layouts, and how text and tables get on its slides.

python-pptx brings one template, 4:3 and in English. It is used as a frame only: layouts and master
are written anew, in the language of the deck, and what tells of the machine it was made on is left
out, as is the clock.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

import attrs

from kit.charts.base import MINE, OTHERS, Table
from kit.charts.markup import held
from kit.content.language import Language
from kit.content.phrases import Words
from kit.takeaway.text_fit import LINE, ems, fitted, lines

TAGS: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}

FONT = "Arial"
ACCENT = "0B5CAD"
TEXT = "1A1A1A"
QUIET = "4A4A4A"
RULE = "C4CAD1"
WHITE = "FFFFFF"

_EMU = 914_400  # in an inch
WIDTH, HEIGHT = 13.333, 7.5
_LEFT, _ACROSS = 0.75, 11.83
_TOP, _BOTTOM = 1.2, 6.9
_NOTE = 12  # points
_NO_STYLE_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SLIDE_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_RELATIONS}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

# What PowerPoint reads as one character in some places, "_x000D_" for a carriage return; the two
# halves stand in runs of their own, and so are text everywhere.
_ESCAPE = re.compile("(?<=_)(?=x[0-9A-Fa-f]{4}_)")

Kind = Literal["title", "ctrTitle", "subTitle", "body", "chart", "tbl", "sldNum", "sldImg"]

# A placeholder's name, by its kind: the end of a key of words.toml.
_NAMES: dict[str, str] = {
    "title": "title",
    "ctrTitle": "title",
    "subTitle": "text",
    "body": "text",
    "chart": "chart",
    "tbl": "table",
    "sldNum": "number",
    "sldImg": "picture",
}


@attrs.frozen
class Place:
    """A placeholder of a layout.

    Attributes
    ----------
    kind, index
        By which slides and layouts know it.
    left, top, width, height
        In inches.
    points
        The size of its type.
    anchor
        Where in it text stands: "t", "ctr" or "b".
    bold, color, align
        How its text looks.
    """

    kind: Kind
    index: int
    left: float
    top: float
    width: float
    height: float
    points: int = 18
    anchor: str = "t"
    bold: bool = False
    color: str = TEXT
    align: str = "l"


_TITLE = Place("title", 0, _LEFT, 0.45, _ACROSS, 0.6, points=28, bold=True)
_TITLE_OF_TWO_LINES = attrs.evolve(_TITLE, height=1.1)
_NUMBER = Place("sldNum", 12, _LEFT + _ACROSS - 1, 6.98, 1, 0.3, points=12, color=QUIET, align="r")
_CHART_WIDTH = 8.3
_HALF = 5.6

TEXT_PLACE = Place("body", 1, _LEFT, 1.4, _ACROSS, _BOTTOM - 1.4, points=20)
BESIDE = Place(
    "body",
    1,
    _LEFT + _CHART_WIDTH + 0.2,
    _TOP,
    _ACROSS - _CHART_WIDTH - 0.2,
    _BOTTOM - _TOP,
    points=16,
)
CAPTION = Place("body", 1, _LEFT, 1.05, _ACROSS, 0.55, points=14, color=QUIET)
UNDER_CAPTION = Place("tbl", 14, _LEFT, 1.65, _ACROSS, _BOTTOM - 1.65)
WHOLE_TABLE = Place("tbl", 14, _LEFT, 1.6, _ACROSS, _BOTTOM - 1.6)
ABOVE = Place("body", 1, _LEFT, 1.3, _ACROSS, 2.15, points=18)
FIRST_HALF = Place("body", 15, _LEFT, 3.65, _HALF, _BOTTOM - 3.65, points=20)
SECOND_HALF = Place("body", 16, _LEFT + _ACROSS - _HALF, 3.65, _HALF, _BOTTOM - 3.65, points=20)

LAYOUTS: dict[str, tuple[Place, ...]] = {
    "opening": (
        Place("ctrTitle", 0, _LEFT, 1.6, _ACROSS, 2, points=40, anchor="b", bold=True),
        Place("subTitle", 1, _LEFT, 3.8, _ACROSS, 2, points=20, color=QUIET),
    ),
    "text": (_TITLE, TEXT_PLACE, _NUMBER),
    "chart": (
        _TITLE,
        Place("chart", 13, _LEFT, _TOP, _CHART_WIDTH, _BOTTOM - _TOP),
        BESIDE,
        _NUMBER,
    ),
    "table": (_TITLE, CAPTION, UNDER_CAPTION, _NUMBER),
    "plan": (_TITLE_OF_TWO_LINES, WHOLE_TABLE, _NUMBER),
    "halves": (_TITLE, ABOVE, FIRST_HALF, SECOND_HALF, _NUMBER),
}


@attrs.frozen
class Run:
    """Some text in one look; what is not said is as the placeholder has it."""

    text: str
    bold: bool | None = None
    color: str | None = None
    points: float | None = None


Paragraph = Sequence[Run]


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


class Deck:
    """A deck that is being written.

    Parameters
    ----------
    title
        What the file says it is.
    words
        The phrases, which also say the language.
    """

    def __init__(self, title: str, words: Words) -> None:
        from pptx import Presentation  # noqa: PLC0415 - with lxml and more, for whoever wants slides
        from pptx.util import Inches  # noqa: PLC0415

        self._words = words
        self._tag = TAGS[words.language]
        self._file: Any = Presentation()
        self._file.slide_width, self._file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._file.part._element.sldSz.attrib.pop("type")  # noqa: SLF001 - it says 4:3
        self._clear()
        self._name(title)
        self._lay_out()

    def slide(self, layout: str, title: str) -> Any:  # noqa: ANN401 - a slide of python-pptx
        """Add a slide with a title; its other placeholders are still to be filled."""
        place = list(LAYOUTS).index(layout)
        slide = self._file.slides.add_slide(self._file.slide_layouts[place])
        write(slide.shapes.title.text_frame, [[Run(title)]])
        if _NUMBER in LAYOUTS[layout]:
            slide.shapes._spTree.append(_numbered(len(self._file.slides)))  # noqa: SLF001
        return slide

    def tables(
        self, layout: str, title: str, table: Table, columns: Sequence[Column], setting: Setting
    ) -> tuple[list[Any], bool]:
        """Add a slide with a table, or as many as the table takes.

        Parameters
        ----------
        layout, title
            Of each slide; where there are several, their titles say which it is.
        table
            Its caption is the alternative text. Where it has no head, its first column is in bold.
        columns
            As many as the table has.
        setting
            How it is set.

        Returns
        -------
        list, bool
            The slides, and whether anything was cut because not even a slide has room for it.
        """
        [place] = [one for one in LAYOUTS[layout] if one.kind == "tbl"]
        parts = _parts(table, columns, setting, _emu(place.height))
        slides, cut = [], False
        for number, part in enumerate(parts, start=1):
            told = self._words("takeaway.slides-of", title=title, n=number, of=len(parts))
            slide = self.slide(layout, title if len(parts) == 1 else told)
            cut |= _put(slide.placeholders[place.index], part, columns, setting)
            slides.append(slide)
        return slides, cut

    def note(self, slide: Any, texts: Iterable[str]) -> None:  # noqa: ANN401
        """Write what is to be said with a slide on its notes page, a paragraph for each text."""
        notes = slide.notes_slide
        write(notes.notes_text_frame, [[Run(text)] for text in texts])
        # LibreOffice has a size and an indent of its own for notes that do not say theirs.
        styles = notes.notes_text_frame._txBody.find("{*}lstStyle")  # noqa: SLF001
        styles.extend(
            _parsed(
                f"""<x {_NAMESPACES}><a:lvl1pPr marL="0" indent="0"><a:defRPr sz="{_NOTE * 100}"/>
                </a:lvl1pPr></x>"""
            )
        )
        for shape in list(notes.placeholders):
            if shape.element.ph_type.xml_value == "sldNum":
                shape.element.getparent().remove(shape.element)

    def to_bytes(self) -> bytes:
        """Return the file; of the same deck, always the same."""
        self._finish_notes_master()
        for part in self._file.part.package.iter_parts():
            self._finish(part)
        written = io.BytesIO()
        self._file.save(written)
        return _repacked(written.getvalue())

    def _clear(self) -> None:
        """Leave out of the template what is another's: a picture, a printer, names, dates."""
        package = self._file.part.package
        for rels, names in (
            (package._rels, ("thumbnail", "extended-properties")),  # noqa: SLF001
            (self._file.part.rels, ("printerSettings", "viewProps")),
        ):
            for key in [key for key in rels if rels[key].reltype.endswith(names)]:
                rels.pop(key)

    def _name(self, title: str) -> None:
        properties = self._file.core_properties
        element = properties._element  # noqa: SLF001
        for one in list(element):
            element.remove(one)
        properties.title = held(title)[:255]
        properties.language = self._tag

    def _lay_out(self) -> None:
        master = self._file.slide_master
        layouts = list(self._file.slide_layouts)
        for layout in layouts[len(LAYOUTS) :]:
            self._file.slide_layouts.remove(layout)
        for layout, (name, places) in zip(layouts, LAYOUTS.items(), strict=False):
            element = layout._element  # noqa: SLF001
            element.attrib.pop("type", None)
            element.set("preserve", "1")
            if name == "opening":
                element.set("type", "title")
            named = [self._called(one) for one in places if one is not _NUMBER]
            element.cSld.set("name", ", ".join(named))
            self._fill(layout.shapes._spTree, places)  # noqa: SLF001
        tree = master.shapes._spTree  # noqa: SLF001
        self._fill(tree, (_TITLE, TEXT_PLACE, _NUMBER))
        tree.insert(2, _band())
        _style(master._element)  # noqa: SLF001

    def _fill(self, tree: Any, places: Iterable[Place]) -> None:  # noqa: ANN401
        """Put placeholders on a layout, or the master, instead of those it has."""
        for one in list(tree.iterchildren("{*}sp")):
            tree.remove(one)
        for identity, place in enumerate(places, start=2):
            name = self._called(place)
            tree.append(_shape(place, identity, f"{name} {identity - 1}", name))

    def _called(self, place: Place) -> str:
        return self._words(f"takeaway.slides-part-{_NAMES[place.kind]}")

    def _finish_notes_master(self) -> None:
        master = self._file.notes_master
        for shape in list(master.placeholders):
            kind = shape.element.ph_type.xml_value
            if kind not in {"sldImg", "body"}:
                shape.element.getparent().remove(shape.element)
            elif kind == "body":
                write(shape.text_frame, [[Run(self._words("takeaway.slides-part-notes"))]])
            else:
                shape.left, shape.top = _emu(0.75), _emu(0.75)
                shape.width, shape.height = _emu(6), _emu(3.375)

    def _finish(self, part: Any) -> None:  # noqa: ANN401
        """Set the language, the names and the theme of one part."""
        element = getattr(part, "_element", None)
        if "/theme/" in part.partname:
            name = self._file.core_properties.title
            # The theme of the slides is kept as it was read, that of the notes as a tree.
            if element is None:
                part.blob = _themed(part.blob, name)
            else:
                _dye(element, name)
        if element is None:
            return
        for one in element.iter("{*}rPr", "{*}endParaRPr", "{*}defRPr"):
            if one.tag.endswith("}defRPr") and "lang" not in one.attrib:
                continue
            one.set("lang", self._tag)
            one.attrib.pop("smtClean", None)
        if "/slides/" in part.partname or "/notes" in part.partname:
            self._rename(element, "notes" if "/notes" in part.partname else "text")

    def _rename(self, element: Any, body: str) -> None:  # noqa: ANN401
        """Name placeholders in the deck's language: screen readers may say what they are called."""
        for shape in element.iter("{*}cNvPr"):
            holder = shape.getparent().find(".//{*}ph")
            if holder is not None:
                kind = holder.get("type", "body")
                name = body if kind == "body" else _NAMES[kind]
                called = self._words(f"takeaway.slides-part-{name}")
                shape.set("name", f"{called} {shape.get('id')}")


def write(frame: Any, paragraphs: Sequence[Paragraph]) -> None:  # noqa: ANN401
    """Write paragraphs into a text frame, instead of what is there, as plain runs.

    A line's end in a run is a line break. Nothing in a text is ever a field, a link or an escape.
    """
    body = frame._txBody  # noqa: SLF001
    for old in list(body.iterchildren("{*}p")):
        body.remove(old)
    for runs in paragraphs:
        paragraph = body.add_p()
        for run in runs:
            _write_run(paragraph, run)


def _write_run(paragraph: Any, run: Run) -> None:  # noqa: ANN401
    from lxml.etree import SubElement  # noqa: PLC0415 - python-pptx's own way takes a line's square

    space = f"{{{paragraph.nsmap['a']}}}"
    for place, line in enumerate(held(run.text).split("\n")):
        if place:
            ends = SubElement(paragraph, f"{space}br")
            if run.points is not None:
                _look(ends, run)
        for text in filter(None, _ESCAPE.split(line)):
            one = SubElement(paragraph, f"{space}r")
            _look(one, run)
            SubElement(one, f"{space}t").text = text


def _look(element: Any, run: Run) -> None:  # noqa: ANN401
    from lxml.etree import SubElement  # noqa: PLC0415

    space = f"{{{element.nsmap['a']}}}"
    look = SubElement(element, f"{space}rPr")  # its language is set at the end
    if run.points is not None:
        look.set("sz", str(round(run.points * 100)))
    if run.bold is not None:
        look.set("b", str(int(run.bold)))
    if run.color is not None:
        SubElement(SubElement(look, f"{space}solidFill"), f"{space}srgbClr", val=run.color)


_MARGIN = 0.08
_POINTS_IN_AN_INCH = 72
_HEAD = 4  # lines
_NEVER_FITS = 6_000  # characters, on a slide in type that can be read


def _parts(table: Table, columns: Sequence[Column], setting: Setting, room: int) -> list[Table]:
    """Return a table in as few parts as fit each on a slide with the head, and as even ones."""
    heights = [height for _, height in _set(table, columns, setting, room)]
    below = room - (heights.pop(0) if table.head else 0)
    few = len(_filled(heights, below))
    sums = [sum(heights[a:b]) for b in range(len(heights) + 1) for a in range(b)]
    even = min(one for one in [*sums, below] if len(_filled(heights, one)) == few)
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


def _put(
    place: Any,  # noqa: ANN401 - a placeholder of python-pptx
    table: Table,
    columns: Sequence[Column],
    setting: Setting,
) -> bool:
    """Put a table where a placeholder is, and say whether anything had to be cut."""
    headed = bool(table.head)
    runs = _set(table, columns, setting, place.height)
    frame = place.insert_table(rows=len(runs), cols=len(columns))
    describe(frame, table.caption)
    native = frame.table
    native.first_row, native.first_col, native.horz_banding = headed, True, False
    native._tbl.tblPr.find("{*}tableStyleId").text = _NO_STYLE_NO_GRID  # noqa: SLF001
    for one, column in zip(native.columns, columns, strict=True):
        one.width = _emu(column.width)
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
                row.append(Run(said, bold, WHITE if header else TEXT, size))
            height = tallest * size * LINE / _POINTS_IN_AN_INCH + 2 * setting.air
            found.append((row, _emu(height)))
        if sum(height for _, height in found) <= room:
            break
    return found


def describe(frame: Any, text: str) -> None:  # noqa: ANN401
    """Give a chart or a table its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set(  # noqa: SLF001
        "descr", held(text).replace("\n", " ")
    )


def _cell(
    cell: Any,  # noqa: ANN401
    run: Run,
    column: Column,
    setting: Setting,
    *,
    header: bool,
) -> None:
    from lxml import etree  # noqa: PLC0415

    write(cell.text_frame, [[run]])
    align = cell.text_frame.paragraphs[0]._p.get_or_add_pPr()  # noqa: SLF001
    align.set("algn", "ctr" if column.numbers else "l")
    cell.margin_left = cell.margin_right = _emu(_MARGIN)
    cell.margin_top = cell.margin_bottom = _emu(setting.air)
    look = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    look.set("anchor", setting.anchor)
    rule = f'<a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill>'
    sides = {"lnL": "<a:noFill/>", "lnR": "<a:noFill/>", "lnT": rule, "lnB": rule}
    inside = "".join(f'<a:{side} w="9525">{line}</a:{side}>' for side, line in sides.items())
    fill = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>' if header else "<a:noFill/>"
    look.extend(etree.fromstring(f"<x {_NAMESPACES}>{inside}{fill}</x>"))


def _emu(inches: float) -> int:
    return round(inches * _EMU)


def _parsed(xml: str) -> Any:  # noqa: ANN401
    from pptx.oxml import parse_xml  # noqa: PLC0415

    return parse_xml(xml)


def _shape(place: Place, identity: int, name: str, prompt: str) -> Any:  # noqa: ANN401
    """Return a placeholder for a layout or a master; its prompt shows where it is empty."""
    index = f' idx="{place.index}"' if place.index else ""
    runs = f"<a:r><a:rPr/><a:t>{escape(prompt)}</a:t></a:r>" if prompt else ""
    content = (
        f'<a:fld id="{_SLIDE_NUMBER}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
        if place.kind == "sldNum"
        else runs
    )
    return _parsed(
        f"""<p:sp {_NAMESPACES}>
        <p:nvSpPr><p:cNvPr id="{identity}" name={quoteattr(name)}/>
          <p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
          <p:nvPr><p:ph type="{place.kind}"{index}/></p:nvPr></p:nvSpPr>
        <p:spPr><a:xfrm><a:off x="{_emu(place.left)}" y="{_emu(place.top)}"/>
          <a:ext cx="{_emu(place.width)}" cy="{_emu(place.height)}"/></a:xfrm>
          <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>
        <p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"
            anchor="{place.anchor}"><a:normAutofit/></a:bodyPr>
          <a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{place.align}"><a:buNone/>
            <a:defRPr sz="{place.points * 100}" b="{int(place.bold)}">
            <a:solidFill><a:srgbClr val="{place.color}"/></a:solidFill></a:defRPr></a:lvl1pPr>
          </a:lstStyle><a:p>{content}<a:endParaRPr/></a:p></p:txBody></p:sp>"""
    )


def _numbered(number: int) -> Any:  # noqa: ANN401
    """Return the placeholder of a slide's number, as it stands on the slide itself."""
    return _parsed(
        f"""<p:sp {_NAMESPACES}>
        <p:nvSpPr><p:cNvPr id="90" name=""/>
          <p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
          <p:nvPr><p:ph type="sldNum" idx="{_NUMBER.index}"/></p:nvPr></p:nvSpPr>
        <p:spPr/>
        <p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{_SLIDE_NUMBER}" type="slidenum"><a:rPr/>
          <a:t>{number}</a:t></a:fld><a:endParaRPr/></a:p></p:txBody></p:sp>"""
    )


def _band() -> Any:  # noqa: ANN401
    """Return the one ornament: a band in the accent colour at the left edge."""
    return _parsed(
        f"""<p:sp {_NAMESPACES}>
        <p:nvSpPr><p:cNvPr id="20" name=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
        <p:spPr><a:xfrm><a:off x="0" y="0"/>
          <a:ext cx="{_emu(0.2)}" cy="{_emu(HEIGHT)}"/></a:xfrm>
          <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
          <a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>
        </p:sp>"""
    )


# Sizes of a master's levels of text; learners who add text get these.
_LEVELS = (2000, 1800, 1600, 1600, 1600, 1600, 1600, 1600, 1600)


def _style(master: Any) -> None:  # noqa: ANN401
    """Set the type of a master: titles to the left, text without bullets at its first level."""
    styles = master.find("{*}txStyles")
    title = styles.find("{*}titleStyle/{*}lvl1pPr")
    title.set("algn", _TITLE.align)
    title.find("{*}defRPr").attrib.update({"sz": str(_TITLE.points * 100), "b": "1"})
    for level, size in zip(styles.find("{*}bodyStyle"), _LEVELS, strict=True):
        level.find("{*}defRPr").set("sz", str(size))
    first = styles.find("{*}bodyStyle/{*}lvl1pPr")
    first.attrib.update({"marL": "0", "indent": "0"})
    for bullet in list(first.iterchildren("{*}buFont", "{*}buChar")):
        first.remove(bullet)
    space = first.nsmap["a"]
    before = first.find("{*}spcBef")
    before.clear()
    before.append(before.makeelement(f"{{{space}}}spcPts", val="800"))
    first.insert(first.index(before) + 1, first.makeelement(f"{{{space}}}buNone"))


def _themed(theme: bytes, name: str) -> bytes:
    from lxml import etree  # noqa: PLC0415

    root = etree.fromstring(theme)
    _dye(root, name)
    themed: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return themed


def _dye(root: Any, name: str) -> None:  # noqa: ANN401
    """Give a theme this deck's name, type and colours."""
    for one in (root, root.find(".//{*}clrScheme"), root.find(".//{*}fontScheme")):
        one.set("name", name)
    for font in root.iterfind(".//{*}fontScheme/*/{*}latin"):
        font.set("typeface", FONT)
    colors = [ACCENT, *(one["color"].lstrip("#") for one in OTHERS), MINE.lstrip("#"), QUIET]
    named = {f"accent{place}": color for place, color in enumerate(colors, start=1)}
    for slot, color in {**named, "dk2": ACCENT, "hlink": ACCENT, "folHlink": ACCENT}.items():
        root.find(f".//{{*}}clrScheme/{{*}}{slot}/{{*}}srgbClr").set("val", color)


def _repacked(content: bytes) -> bytes:
    """Return a zip file with the same parts, which does not say when and where it was made."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in made.namelist():
            part = zipfile.ZipInfo(name)  # of 1980, the first day a zip file knows
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            packed.writestr(part, made.read(name))
    return written.getvalue()
