"""What a page needs once, however many views it shows: script, style, words, plotly.js."""

import hashlib
import json
import re
import zlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path

from kit.content.course import course
from kit.content.language import LANGUAGES, Language
from kit.content.phrases import Words

_IMPORT = re.compile(r'^import \{\s*\w+(?:,\s*\w+)*,?\s*\} from "\./(\w+)\.js";\n', re.MULTILINE)
_KEYWORD = "(?:async function|function|class|const|let)"
_DECLARED = re.compile(rf"^(?:export )?{_KEYWORD} (\w+)", re.MULTILINE)
_STRANGE = re.compile(
    rf"^(?:import\b|export\b(?! {_KEYWORD} \w)|(?:const|let|var) \W).*", re.MULTILINE
)
_DOCUMENTED = re.compile(r"^ *(?:/\*\*[^*]*\*+(?:[^/*][^*]*\*+)*/(?: *//.*)?|//.*)\n", re.MULTILINE)


def asset(name: str) -> bytes:
    """Return an asset by one of the names in `names`, deflated: plotly.js is 4.8 MB, then 1.5 MB.

    Raises
    ------
    KeyError
        If there is no such asset.
    """
    known = names()
    if name == known["kit"]:
        return zlib.compress(_kit())
    if name == known["plotly"]:
        return zlib.compress(_plotly().read_bytes())
    raise KeyError(name)


@cache
def names() -> dict[str, str]:
    """Return what a page asks for: names that change when the asset does."""
    kit = hashlib.sha256(_kit()).hexdigest()[:8]
    return {"kit": f"kit {kit}", "plotly": f"plotly.js {version('plotly')}"}


@cache
def loader() -> str:
    """Return the script that every view carries: a lesson has some twenty views."""
    return _script("loader")


@cache
def bring() -> str:
    """Return the script that gets the rest: every view brings it, packed."""
    return _script("bring")


def _plotly() -> Path:
    """Return plotly.js as the plotly package ships it, without importing the package."""
    (found,) = (file for file in distribution("plotly").files or [] if file.name == "plotly.min.js")
    return Path(str(found.locate()))


def _kit() -> bytes:
    kit = {
        "script": script("show"),
        "style": style("kit", "preferences", "paper"),
        "words": {language: Words(language).all() for language in LANGUAGES},
        "levels": {language: levels(language) for language in LANGUAGES},
    }
    return json.dumps(kit, ensure_ascii=False).encode()


def script(entry: str) -> str:
    """Return a module of browser/ in one piece with all that it imports."""
    return joined(entry, _script)


def style(*names: str) -> str:
    """Return style sheets of browser/ in one piece."""
    return "".join(_source(f"{name}.css") for name in names)


def joined(entry: str, source: Callable[[str], str]) -> str:
    """Join a module and all that it imports into one, each after those it imports.

    A learner's machine has no bundler, and a page gets its script in one piece. What
    the entry exports is exported still.

    Parameters
    ----------
    entry
        The module that the page calls.
    source
        Finds a module's text by its name.

    Raises
    ------
    ValueError
        If a module does what is not understood here, if modules import each other in a circle, or
        if two modules give the same name to something.
    """
    texts: dict[str, str] = {}
    owners: dict[str, str] = {}

    def add(module: str, importers: tuple[str, ...]) -> None:
        if module in importers:
            circle = " imports ".join((*importers[importers.index(module) :], module))
            raise ValueError(f"Modules import each other in a circle: {circle}.")
        if module in texts:
            return
        text = source(module)
        for imported in _IMPORT.findall(text):
            add(imported, (*importers, module))
        text = _IMPORT.sub("", text)
        if strange := _STRANGE.search(text):
            raise ValueError(f"{module}.js has a line that cannot be joined: {strange[0]}")
        for name in _DECLARED.findall(text):
            if name in owners:
                raise ValueError(f"{owners[name]}.js and {module}.js both declare {name}.")
            owners[name] = module
        texts[module] = text if module == entry else re.sub(r"(?m)^export ", "", text)

    add(entry, ())
    return "\n".join(texts.values())


def levels(language: Language) -> dict[str, list[dict[str, object]]]:
    """Return what one would see at each level, by factor: at hand beside several views."""
    return {
        factor.id: [{"level": step.level, "seen": step.seen[language]} for step in factor.levels]
        for factor in course().factors
    }


def _script(module: str) -> str:
    """Return a module without what documents it, which a page need not carry."""
    return _DOCUMENTED.sub("", _source(f"{module}.js"))


def _source(name: str) -> str:
    return (files("kit.widgets") / "browser" / name).read_text(encoding="utf-8")
