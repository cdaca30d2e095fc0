"""Write each lesson as a page: what its notebook says, and its views, live before Python has come.

A page is made from the notebook itself, by running its cells. `python -m tools.pages FOLDER` writes
the pages alone.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import jinja2
import mistune

from kit.content.language import LANGUAGES, known
from kit.content.markdown import Prose
from kit.content.notebooks import NOT_ON_A_PAGE, OUTSIDE, read, title
from kit.content.phrases import Words
from kit.files.editions import edition
from kit.lesson import Lesson
from kit.widgets.assets import asset, names, style
from kit.widgets.view import View
from tools import plotly
from tools.still import picture, pictured

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "site"
NOTEBOOK = "lab/index.html?path="

# A lesson in the other language is linked to above the lesson.
TWIN = re.compile(r"\s*\*[^*\n]+\[[^\]]+\]\(\.\./[a-z]{2}/[\w-]+\.ipynb\)\*")
CALL = re.compile(r'lesson\.([a-z_]+)\((?:"([a-z_]+)")?\)')
BOARD = "lesson.board()"
# What of her answers is said in a text, and would be so of nobody else, a view says here.
IN_PLACE = {"lesson.missing()": "lesson.progress()"}

# By this the page's scripts know whose answers wait to be saved, as a notebook's do: those of the
# file that JupyterLite's Python has at this place.
BOOK = hashlib.sha256(b" /drive/my-answers/answers.json").hexdigest()[:12]
# What a view says of where it is shown, when that is a page in a browser alone.
HERE = {"book": BOOK, "reader": "page"}
ALONE = {"hand_in": {"alone": True, "folder": ""}, "take_away": {"class": False}}

_markdown = mistune.create_markdown(escape=False, plugins=["table"])


def build(output: Path, source: Path = ROOT) -> None:
    """Write every lesson in both languages, and what the pages load, into a folder.

    Parameters
    ----------
    output
        The site's folder; what else is in it stays.
    source
        A clone of the project, whose notebooks are to be taken.
    """
    folder = output / "page"
    shutil.rmtree(folder, ignore_errors=True)
    loads = _lay_out_scripts(folder)
    template = _template()
    lessons = edition(source / "notebooks")
    for language in LANGUAGES:
        paths = sorted((source / "notebooks" / language).glob("*.ipynb"))
        titles = [title(read(path)) for path in paths]
        (output / language).mkdir(parents=True, exist_ok=True)
        for place, path in enumerate(paths):
            text = template.render(
                **lesson_page(read(path), path.stem),
                loads=loads,
                notebook=f"{NOTEBOOK}{lessons}/{language}/{path.name}",
                previous=_neighbour(paths, titles, place - 1),
                next=_neighbour(paths, titles, place + 1),
            )
            (output / language / f"{path.stem}.html").write_text(text, encoding="utf-8")
        _lay_out_app(output / language, titles[0], paths[0].stem, Words(language))
    _lay_out_offline(output)


def _neighbour(paths: Sequence[Path], titles: Sequence[str], place: int) -> dict[str, str] | None:
    within = 0 <= place < len(paths)
    return {"href": f"{paths[place].stem}.html", "title": titles[place]} if within else None


def lesson_page(notebook: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what a lesson's page shows, as its template takes it.

    Parameters
    ----------
    notebook
        The lesson's notebook, as plain values.
    name
        What its file is called, without an ending.
    """
    about = notebook["metadata"]["regional_kit"]
    part, language = about["lesson"], known(about["language"])
    words = Words(language)
    (other,) = {*LANGUAGES} - {language}
    heading = title(notebook)
    return {
        "part": part,
        "language": language,
        "other": other,
        "twin": f"../{other}/{name}.html",
        "title": heading,
        "words": words,
        "pieces": list(pieces(notebook, part, words)),
    }


def pieces(notebook: Mapping[str, Any], part: str, words: Words) -> Iterator[dict[str, str]]:
    """Yield a lesson's texts as HTML, and its views with what they show, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "answers.json")
        lesson = Lesson(part, words.language, path, carry=lambda view: view)
        for cell in notebook["cells"]:
            source = "".join(cell["source"])
            source = IN_PLACE.get(source, source)
            if NOT_ON_A_PAGE & {*cell["metadata"].get("tags", ())}:
                continue
            if cell["cell_type"] == "markdown":
                yield {"html": html(source)}
            elif source == BOARD:
                yield {"html": html(words("page.board"))}
            elif found := CALL.fullmatch(source):
                shown = getattr(lesson, found[1])(*filter(None, [found[2]]))
                if isinstance(shown, Prose):
                    yield {"html": html(shown.markdown)}
                else:
                    drawn = cell["id"] == pictured(part)
                    image = picture(part, words.language, "page.caption") if drawn else ""
                    yield _view(shown, source, image)


def _view(view: View, cell: str, image: str) -> dict[str, str]:
    data = {**view.shown(), **HERE, **ALONE.get(view.data["kind"], {})}
    # In a script, only this could end it.
    shown = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return {"cell": cell, "still": f"{still(view)}{image}", "data": shown}


def still(view: View) -> str:
    """Return as HTML what can be read of a view where it cannot be used, and printed."""
    data = view.data
    match data["kind"]:
        case "rate":
            items = [f"{one['number']} {one['text']}" for one in data["statements"]]
        case "quiz":
            items = [question["text"] for question in data["questions"]]
        case _:
            items = []
    texts = [data[name] for name in ("text", "story") if isinstance(data.get(name), str)]
    told = "".join(f"<p>{escape(part)}</p>" for text in texts for part in text.split("\n\n"))
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<p><b>{escape(data['title'])}</b></p>{told}{listed and f'<ul>{listed}</ul>'}"


def html(markdown: str) -> str:
    """Return Markdown as HTML whose links lead to pages, and whose tables can be scrolled."""
    text = str(_markdown(OUTSIDE.sub(r"\1", TWIN.sub("", markdown))))
    text = re.sub(r'href="(\d\d-[\w-]+)\.ipynb', r'href="\1.html', text)
    return text.replace("<table>", '<div class="wide"><table>').replace(
        "</table>", "</table></div>"
    )


def _lay_out_scripts(folder: Path) -> dict[str, Any]:
    """Write what pages load, each under a name that changes when it does, and return the names.

    The page's own modules name each other: they lie in a folder with such a name.
    """
    folder.mkdir(parents=True)
    kit = json.loads(zlib.decompress(asset(names()["kit"])))
    own = SOURCE / "page" / "page.css"
    modules = sorted(file for file in own.parent.iterdir() if file != own)
    loads: dict[str, Any] = {
        "style": _named(
            folder, "style.css", style("ground") + own.read_text(encoding="utf-8") + kit["style"]
        ),
        "kit": _named(folder, "kit.js", kit["script"]),
        "plotly": _named(folder, "plotly.js", _plotly()),
    }
    for language in LANGUAGES:
        said = {"words": kit["words"][language], "levels": kit["levels"][language]}
        text = f"export default {json.dumps(said, ensure_ascii=False)};\n"
        loads[f"words-{language}"] = _named(folder, f"words-{language}.js", text)
    whole = b"\0".join(module.read_bytes() for module in modules)
    mark = hashlib.sha256(whole).hexdigest()[:10]
    (folder / mark).mkdir()
    for module in modules:
        shutil.copyfile(module, folder / mark / module.name)
    first = [f"{mark}/{name}.js" for name in _imported("page")]
    return {**loads, "first": [*first, loads["kit"]], "page": f"{mark}/page.js"}


def _plotly() -> str:
    """Return what the kit draws with as a script for a page, where modules of its kind are none."""
    bundle = plotly.bundle(zlib.decompress(asset(names()["plotly"]))).decode()
    return "{const module = {exports: {}};\n" + bundle + "\nglobalThis.Plotly = module.exports;}\n"


def _lay_out_app(folder: Path, title_: str, first: str, words: Words) -> None:
    """Write what lets a browser install the pages of a language as an app."""
    icons = [
        {"src": "../icon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": "../icon.png", "sizes": "512x512", "type": "image/png"},
    ]
    app = {
        "id": "./",
        "name": title_,
        "short_name": words("page.short"),
        "lang": words.language,
        "start_url": f"{first}.html",
        "scope": "../",
        "display": "minimal-ui",
        "icons": icons,
    }
    text = json.dumps(app, ensure_ascii=False, indent=1)
    (folder / "manifest.webmanifest").write_text(text, encoding="utf-8")


def _lay_out_offline(output: Path) -> None:
    """Write the service worker, which is another when anything is that it keeps, and the icons."""
    for icon in ("icon.svg", "icon.png"):
        shutil.copyfile(SOURCE / icon, output / icon)
    files = sorted(path for path in (output / "page").rglob("*") if path.is_file())
    pages = {language: sorted((output / language).iterdir()) for language in LANGUAGES}
    every = [*files, *(path for found in pages.values() for path in found)]
    names = {path: path.relative_to(output).as_posix() for path in every}
    built = {
        "files": [names[path] for path in files],
        "pages": {language: [names[path] for path in found] for language, found in pages.items()},
        "edition": hashlib.sha256(b"".join(path.read_bytes() for path in every)).hexdigest()[:10],
    }
    source = (SOURCE / "offline.js").read_text(encoding="utf-8")
    text = source.replace("{ files: [], pages: {} }", json.dumps(built), 1)
    (output / "offline.js").write_text(text, encoding="utf-8")


def _imported(module: str) -> list[str]:
    """Return the names of the modules that one imports, and those import."""
    text = (SOURCE / "page" / f"{module}.js").read_text(encoding="utf-8")
    found = re.findall(r'^import \{[^}]*\} from "\./(\w+)\.js";$', text, re.MULTILINE)
    return sorted({*found, *(name for each in found for name in _imported(each))})


def _named(folder: Path, name: str, text: str) -> str:
    stem, _, ending = name.rpartition(".")
    named = f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.{ending}"
    (folder / named).write_text(text, encoding="utf-8")
    return named


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SOURCE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("page.html")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
