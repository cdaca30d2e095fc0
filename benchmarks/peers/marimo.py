"""The lesson as a page of marimo's (`marimo export html-wasm`), with all that it fetches beside it.

Of what marimo exports only the addresses of Python are set, by the attributes that `--offline`
writes. Two things are otherwise than on marimo's own host: Pyodide's packages are the newest of a
package index, and PyYAML, which has no wheel for Pyodide there, goes without its part in C.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.peers.lesson import rate
from tools import pyodide, wheels

HERE = Path(__file__).parent
LESSON = HERE / "lesson.md"
# marimo itself, and what it loads in a browser.
PROGRAM, WHEELS = HERE / "marimo.txt", HERE / "marimo-wheels.txt"
# The page brings half of Pyodide along, and the other half must be of the same version.
PYODIDE = "pyodide@314.0.0"
PLATFORM = "pyemscripten_2026_0_wasm32"
_UNSET = '<marimo-wasm hidden="">'
_SET = (
    '<marimo-wasm hidden="" data-pyodide-index-url="./pyodide/" '
    'data-pyodide-lockfile-url="./pyodide/pyodide-lock.json">'
)


def lay_out(output: Path) -> None:
    """Export it into a folder, and Python beside it."""
    with TemporaryDirectory() as name:
        _export(Path(name), output)
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", name, PYODIDE]
        subprocess.run(npm, check=True)
        package, python = Path(name, "node_modules", "pyodide"), output / "pyodide"
        pyodide.begin(python, package)
        by_c = ("--implementation=cp", "--abi=cp314", f"--platform={PLATFORM}")
        wheels.download(python, "-r", str(WHEELS), kind=by_c)
        for wheel in python.glob(f"*-{PLATFORM}.whl"):
            # pyodide-lock knows the platform by its older name alone.
            info = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
            older = f"{info['platform']}_{info['arch']}"
            wheel.rename(wheel.with_name(wheel.name.replace(PLATFORM, older)))
        _without_c("PyYAML", python)
        pyodide.lock(python, package).to_json(python / "pyodide-lock.json")


def _export(home: Path, output: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
    python = home / "venv" / "bin" / "python"
    install = ["pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([python, "-m", *install, "-r", PROGRAM], check=True)
    shutil.copy(LESSON, home)
    export = ["export", "html-wasm", LESSON.name, "-o", output, "--mode", "run", "--no-sandbox"]
    subprocess.run([python, "-m", "marimo", *export], cwd=home, check=True, capture_output=True)
    page = output / "index.html"
    html = page.read_text(encoding="utf-8")
    if html.count(_UNSET) != 1:
        raise RuntimeError("marimo names Python's addresses otherwise than it did.")
    page.write_text(html.replace(_UNSET, _SET), encoding="utf-8")


def _without_c(name: str, folder: Path) -> None:
    """Make a wheel of an installed package, without what is compiled."""
    found = metadata.distribution(name)
    wheel = folder / f"{name.lower()}-{found.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as made:
        for file in found.files or []:
            if file.suffix == ".py" or file.name in {"METADATA", "WHEEL", "RECORD"}:
                made.write(str(file.locate()), file.as_posix())


def rated(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html", wait_until="commit")
    rate(page, "button[role=radio][value='4']", "[aria-checked=true]")
