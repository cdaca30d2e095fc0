"""The lesson in a bare JupyterLite, built by the site's own tools from the same versions.

Nothing is compiled, made small or fetched before it is asked for, and no part of the kit is there.
Its lock names every wheel, so none has to be installed first, as most authors would have to.
It has neither numpy nor pandas, which are not to be had from a package index for this Python.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks import notebooks
from benchmarks.peers.lesson import FOURTH, NOTEBOOK, rate
from tools import npm, pyodide, site, wheels
from tools.jupyterlab import visit

# What the whole plotly needs, and the site's does not.
_BESIDE = "narwhals==2.29.0"


def lay_out(output: Path) -> None:
    """Build it into a folder."""
    package = npm.find("pyodide")
    if package is None:
        raise RuntimeError(npm.HOW)
    with TemporaryDirectory() as name:
        lite, kernel = Path(name, "lite"), Path(name, "kernel")
        wheels.kernel(kernel)
        python = lite / "static" / "pyodide"
        pyodide.begin(python, package, site.stand_ins(kernel))
        wheels.download(python, "--require-hashes", "-r", str(wheels.LOCKED))
        wheels.download(python, _BESIDE)
        pyodide.lock(python, package).to_json(python / "pyodide-lock.json")
        (lite / "files").mkdir()
        notebooks.write(lite / "files" / "lesson.ipynb", NOTEBOOK)
        shutil.copy(site.SOURCE / "jupyter-lite.json", lite)
        site.build_lite(lite, kernel, Path(name, "built"))
        shutil.move(Path(name, "built"), output)


def rated(page: Page, address: str) -> None:
    """Run the notebook as soon as there is a kernel to run it."""
    visit(page, f"{address}/lab/index.html?path=lesson.ipynb")
    page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    rate(page, FOURTH, ".mod-active")
