"""A lesson's notebook as it lies in its file, and what a page leaves out of it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The tags of cells that tell of what can be run or changed.
NOT_ON_A_PAGE = {"jupyterlab", "curious"}
# A link to what lies outside the notebooks' folder, where nothing is served; its name stays.
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./\.\./[^)]+\)")

_HEADING = re.compile("^# (.+)$", re.MULTILINE)


def read(path: Path) -> dict[str, Any]:
    """Read a notebook as plain values."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def title(notebook: Mapping[str, Any]) -> str:
    """Return the heading that a notebook begins with, or all that its first cell says."""
    source = "".join(notebook["cells"][0]["source"])
    found = _HEADING.search(source)
    return found[1] if found else source
