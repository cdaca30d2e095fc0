"""A deck, 16:9, that is written on a template: how slides, texts and notes get into it.

The template has the look: master, layouts, theme and the page for notes. In a language are only
the names of things, which are set here.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import attrs

from kit.charts.markup import held
from kit.content.language import TAGS
from kit.content.phrases import Words

ACCENT = "0B5CAD"
TEXT = "1A1A1A"
QUIET = "4A4A4A"
RULE = "C4CAD1"

_TEMPLATE = files("kit.takeaway").joinpath("template.pptx")
_ADDED = ("thumbnail", "extended-properties", "printerSettings", "viewProps")

_EMU = 914_400  # in an inch
_NOTE = 12  # points
_SLIDE_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

# What PowerPoint reads as one character in some places, "_x000D_" for a carriage return; the two
# halves stand in runs of their own, and so are text everywhere.
_ESCAPE = re.compile("(?<=_)(?=x[0-9A-Fa-f]{4}_)")

# A placeholder's name, by its kind: the end of a key of words.toml.
_NAMES = {
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
class Run:
    """Some text in one look; what is not said is as the placeholder has it."""

    text: str
    bold: bool | None = None
    color: str | None = None
    points: float | None = None


Paragraph = Sequence[Run]


class Deck:
    """A deck that is being written; the title is what the file says it is."""

    def __init__(self, title: str, words: Words) -> None:
        from pptx import Presentation  # with lxml and more, for whoever wants slides

        self._words = words
        self._tag = TAGS[words.language]
        self._title = held(title)[:255]
        with _TEMPLATE.open("rb") as template:
            self._file: Any = Presentation(template)
        # By the names they have in the template: "opening", "text", "chart" and so on.
        self._layouts = {layout.name: layout for layout in self._file.slide_layouts}

    def slide(self, layout: str, title: str) -> Any:
        """Add a slide with a title; its other placeholders are still to be filled."""
        slide = self._file.slides.add_slide(self._layouts[layout])
        write(slide.shapes.title.text_frame, [[Run(title)]])
        if number := self.place(layout, "sldNum"):
            index = number.placeholder_format.idx
            slide.shapes._spTree.append(_numbered(len(self._file.slides), index))  # noqa: SLF001
        return slide

    def place(self, layout: str, kind: str) -> Any:
        """Return the placeholder of a kind on a layout, or None; a kind is such as "tbl"."""
        placeholders: Any = self._layouts[layout].placeholders
        found = (holder for holder in placeholders if holder.element.ph_type.xml_value == kind)
        return next(found, None)

    def note(self, slide: Any, texts: Iterable[str]) -> None:
        """Write what is to be said with a slide on its notes page, a paragraph for each text."""
        notes = slide.notes_slide
        write(notes.notes_text_frame, [[Run(text)] for text in texts])
        # LibreOffice has a size and an indent of its own for notes that do not say theirs.
        styles = notes.notes_text_frame._txBody.find("{*}lstStyle")  # noqa: SLF001
        styles.extend(
            _parsed(
                f"""<x {NAMESPACES}><a:lvl1pPr marL="0" indent="0"><a:defRPr sz="{_NOTE * 100}"/>
                </a:lvl1pPr></x>"""
            )
        )

    def to_bytes(self) -> bytes:
        """Return the file; of the same deck, always the same."""
        self._forget()
        properties = self._file.core_properties
        properties.title, properties.language = self._title, self._tag
        for part in self._file.part.package.iter_parts():
            if "/theme/" in part.partname:
                part.blob = _named(part.blob, self._title)
            elif (element := getattr(part, "_element", None)) is not None:
                self._translate(element)
        written = io.BytesIO()
        self._file.save(written)
        return _repacked(written.getvalue())

    def _forget(self) -> None:
        """Leave out what the program that saved the template has added: a picture, names, dates."""
        self._file.core_properties._element.clear()  # noqa: SLF001
        for rels in (self._file.part.package._rels, self._file.part.rels):  # noqa: SLF001
            for key in [key for key, rel in rels.items() if rel.reltype.endswith(_ADDED)]:
                rels.pop(key)

    def _translate(self, element: Any) -> None:
        """Name a part and its placeholders in the deck's language, and mark its text with it."""
        for properties in element.iter("{*}rPr", "{*}endParaRPr", "{*}defRPr"):
            if "lang" in properties.attrib or not properties.tag.endswith("}defRPr"):
                properties.set("lang", self._tag)
        root = element.tag.rpartition("}")[2]
        names = []
        for holder in element.iter("{*}ph"):
            kind = holder.get("type", "body")
            part = "notes" if kind == "body" and root.startswith("notes") else _NAMES[kind]
            name = self._words(f"takeaway.slides-part-{part}")
            names += [] if kind == "sldNum" else [name]
            shape = holder.getparent().getparent().getparent()
            # Screen readers may say what a placeholder is called.
            label = shape.find(".//{*}cNvPr")
            label.set("name", f"{name} {label.get('id')}")
            if root in {"sldLayout", "sldMaster", "notesMaster"}:
                for prompt in shape.iterfind(".//{*}r/{*}t"):
                    prompt.text = name
        if root == "sldLayout":
            element.cSld.set("name", ", ".join(names))


def write(frame: Any, paragraphs: Sequence[Paragraph]) -> None:
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


def _write_run(paragraph: Any, run: Run) -> None:
    from lxml.etree import SubElement  # python-pptx's own way takes a line's square

    space = f"{{{paragraph.nsmap['a']}}}"
    for place, line in enumerate(held(run.text).split("\n")):
        if place:
            ends = SubElement(paragraph, f"{space}br")
            if run.points is not None:
                _look(ends, run)
        for text in filter(None, _ESCAPE.split(line)):
            element = SubElement(paragraph, f"{space}r")
            _look(element, run)
            SubElement(element, f"{space}t").text = text


def _look(element: Any, run: Run) -> None:
    from lxml.etree import SubElement

    space = f"{{{element.nsmap['a']}}}"
    look = SubElement(element, f"{space}rPr")  # its language is set at the end
    if run.points is not None:
        look.set("sz", str(round(run.points * 100)))
    if run.bold is not None:
        look.set("b", str(int(run.bold)))
    if run.color is not None:
        SubElement(SubElement(look, f"{space}solidFill"), f"{space}srgbClr", val=run.color)


def describe(frame: Any, text: str) -> None:
    """Give a chart or a table its alternative text."""
    frame._element.nvGraphicFramePr.cNvPr.set(  # noqa: SLF001
        "descr", held(text).replace("\n", " ")
    )


def emu(inches: float) -> int:
    """Return a length as slides measure it, in English metric units."""
    return round(inches * _EMU)


def _parsed(xml: str) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(xml)


def _numbered(number: int, index: int) -> Any:
    """Return the placeholder of a slide's number, as it stands on the slide itself."""
    return _parsed(
        f"""<p:sp {NAMESPACES}>
        <p:nvSpPr><p:cNvPr id="90" name=""/>
          <p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
          <p:nvPr><p:ph type="sldNum" idx="{index}"/></p:nvPr></p:nvSpPr>
        <p:spPr/>
        <p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{_SLIDE_NUMBER}" type="slidenum"><a:rPr/>
          <a:t>{number}</a:t></a:fld><a:endParaRPr/></a:p></p:txBody></p:sp>"""
    )


def _named(theme: bytes, name: str) -> bytes:
    """Return a theme with another name."""
    from lxml import etree

    root = etree.fromstring(theme)
    for element in (root, root.find(".//{*}clrScheme"), root.find(".//{*}fontScheme")):
        element.set("name", name)
    named: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return named


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
