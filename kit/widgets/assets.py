"""What a page needs once, however many views it shows: our script, our style, plotly.js."""

import hashlib
import zlib
from functools import cache
from importlib.resources import files

NAMES = ("kit.js", "kit.css", "plotly.js")

# One module of the page, in reading order; none of them imports, so that one blob can hold all.
SCRIPTS = (
    "dom",
    "book",
    "chart",
    "scale",
    "rate",
    "practise",
    "compare",
    "county",
    "guess",
    "quiz",
    "reflect",
    "show",
)


def asset(name: str) -> bytes:
    """Return an asset, deflated: plotly.js is 4.8 MB, and 1.5 MB like this.

    Raises
    ------
    KeyError
        If there is no such asset.
    """
    return zlib.compress(_read(name))


@cache
def loader() -> str:
    """Return the script that every view carries; it asks for the rest."""
    return (files("kit.widgets") / "browser" / "loader.js").read_text(encoding="utf-8")


@cache
def versions() -> dict[str, str]:
    """Return what tells a page that it holds an asset already, by the asset's name."""
    from plotly import __version__  # noqa: PLC0415 - not before a view is shown

    ours = {name: hashlib.sha256(_read(name)).hexdigest()[:12] for name in ("kit.js", "kit.css")}
    return {**ours, "plotly.js": __version__}


def _read(name: str) -> bytes:
    if name == "plotly.js":
        return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    browser = files("kit.widgets") / "browser"
    if name == "kit.css":
        return (browser / "kit.css").read_bytes()
    if name == "kit.js":
        return b"\n".join((browser / f"{one}.js").read_bytes() for one in SCRIPTS)
    raise KeyError(name)
