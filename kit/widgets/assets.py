"""What a page needs once, however many views it shows: script, style, words, plotly.js."""

import hashlib
import json
import re
import zlib
from functools import cache
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path

from kit.content.course import course
from kit.content.language import LANGUAGES, Language
from kit.content.phrases import Words

# One module of the page, in reading order; none of them imports, so that one blob can hold all.
SCRIPTS = (
    "dom",
    "store",
    "book",
    "chart",
    "saving",
    "scale",
    "controls",
    "rate",
    "practise",
    "compare",
    "county",
    "guess",
    "quiz",
    "reflect",
    "progress",
    "hand",
    "lookback",
    "board",
    "prioritise",
    "plan",
    "takeaway",
    "show",
)


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
    """Return the script that every view carries, bare: a lesson has some twenty views."""
    return _bare("loader.js")


@cache
def bring() -> str:
    """Return the script that gets the rest, bare: every view brings it, packed."""
    return _bare("bring.js")


def _bare(name: str) -> str:
    """Return a script without its comments, indents and line ends."""
    return re.sub(r"(?m)^\s*(//.*)?\n?", "", _source(name)).replace(";\n", ";")


def _plotly() -> Path:
    """Return plotly.js as the plotly package ships it, without importing the package."""
    (found,) = (one for one in distribution("plotly").files or [] if one.name == "plotly.min.js")
    return Path(str(found.locate()))


def _kit() -> bytes:
    kit = {
        "script": "\n".join(_source(f"{one}.js") for one in SCRIPTS),
        "style": _source("kit.css"),
        "words": {language: Words(language).all() for language in LANGUAGES},
        "levels": {language: _levels(language) for language in LANGUAGES},
    }
    return json.dumps(kit, ensure_ascii=False).encode()


def _levels(language: Language) -> dict[str, list[dict[str, object]]]:
    """Return what one would see at each level, by factor: at hand beside several views."""
    return {
        factor.id: [{"level": one.level, "seen": one.seen[language]} for one in factor.levels]
        for factor in course().factors
    }


def _source(name: str) -> str:
    return (files("kit.widgets") / "browser" / name).read_text(encoding="utf-8")
