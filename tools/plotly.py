"""Bundle plotly.js with those kinds of traces alone that the kit draws: a fourth of it."""

import json
import re
import subprocess
from pathlib import Path

from tools import npm

ENTRY = Path(__file__).with_suffix(".cjs")
OPTIONS = ("--bundle", "--minify", "--format=cjs", "--define:global=globalThis")
# The style of maps, of which there are none.
WITHOUT = "--loader:.css=empty"


def bundle(whole: bytes) -> bytes:
    """Return the script that does for the kit what the whole of plotly.js does.

    Parameters
    ----------
    whole
        The script that the plotly package has.

    Raises
    ------
    RuntimeError
        If plotly.js has not been fetched, or another version of it.
    subprocess.CalledProcessError
        If its parts cannot be joined.
    """
    library, program = npm.find("plotly.js"), npm.find("esbuild")
    if library is None or program is None:
        raise RuntimeError(npm.HOW)
    version = json.loads((library / "package.json").read_text(encoding="utf-8"))["version"]
    told = re.match(rb"\W+plotly\.js v(\S+)", whole)
    if not told or told[1].decode() != version:
        raise RuntimeError(f"package.json has plotly.js {version}, and the plotly package another.")
    about = f"/*! plotly.js v{version}, in part. Copyright Plotly, Inc. MIT License. */"
    command = [program / "bin" / "esbuild", ENTRY, *OPTIONS, WITHOUT, f"--banner:js={about}"]
    return subprocess.run(command, capture_output=True, check=True).stdout
