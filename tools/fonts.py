"""Fonts for the tests, the same on every machine: whatever it has installed, they see these alone.

matplotlib ships DejaVu, and a package of fontpkg's each of the others. A program that is started in
the environment of `only` sets everything in one family, but what is as wide for every character in
DejaVu Sans Mono, and what that family has no character for in DejaVu Sans. It is fontconfig that
is told, which programs ask on Linux and hardly anywhere else.
"""

import os
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

# From wide to narrow; tests that do not say are run with the first. Arimo is as wide as Arial.
FAMILIES = ("DejaVu Sans", "Noto Sans", "Arimo", "Roboto Condensed")
PACKAGES = {
    "DejaVu Sans": ("matplotlib", "mpl-data/fonts/ttf"),
    "Noto Sans": ("fontpkg_noto_sans", "files"),
    "Arimo": ("fontpkg_arimo", "files"),
    "Roboto Condensed": ("fontpkg_roboto_condensed", "files"),
}
HOW = "The tests need fonts that come with the development dependencies: pip install -e '.[dev]'."

_MONOSPACE = ("monospace", "DejaVu Sans Mono", "Courier New", "Liberation Mono", "Consolas")


def folder(family: str) -> Path | None:
    """Return where the fonts of a family lie, or None if its package is not installed."""
    package, within = PACKAGES[family]
    spec = find_spec(package)  # it is found and not imported, which takes long
    places = (spec and spec.submodule_search_locations) or []
    return next((Path(place, within) for place in places if Path(place, within).is_dir()), None)


def missing() -> list[str]:
    """Return the families whose packages are not installed."""
    return [family for family in FAMILIES if folder(family) is None]


def only(family: str = FAMILIES[0]) -> dict[str, str]:
    """Return an environment in which programs know these fonts and no others.

    Parameters
    ----------
    family
        What everything is set in.
    """
    return {**os.environ, "FONTCONFIG_FILE": str(_configuration(family))}


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="fonts-", ignore_cleanup_errors=True)


@cache
def _configuration(family: str) -> Path:
    places = [folder(name) for name in FAMILIES]
    if None in places:
        raise RuntimeError(HOW)
    home = Path(_folder().name)
    dirs = "".join(f"<dir>{escape(str(place))}</dir>" for place in places)
    path = home / f"{family.lower().replace(' ', '-')}.conf"
    path.write_text(
        f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  {dirs}
  <cachedir>{escape(str(home / "cache"))}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>DejaVu Sans</string></edit>
  </match>
  {"".join(_preferred(alias, "DejaVu Sans Mono") for alias in _MONOSPACE)}
  <match target="pattern">
    <test qual="all" name="family" compare="not_eq"><string>DejaVu Sans Mono</string></test>
    <edit name="family" mode="prepend_first" binding="strong"><string>{family}</string></edit>
  </match>
</fontconfig>
""",
        encoding="utf-8",
    )
    return path


def _preferred(asked: str, given: str) -> str:
    return f"""<match target="pattern">
    <test name="family"><string>{asked}</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>{given}</string></edit>
  </match>"""
