"""Lay out Python for the browser: Pyodide, the wheels, and the locks that say what there is."""

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

from pyodide_lock import PackageSpec, PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from tools import npm, wheels
from tools.compiled import compile_all

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# What the views need where neither IPython nor widgets are; xlsxwriter once it is asked for.
PAGES = ("attrs", "babel", "cattrs", "regional-kit", "segno", "typing-extensions", "xlsxwriter")
LATER = {"xlsxwriter"}
# What of Python's library no page needs, a third of it: tools for programming and for servers, and
# encodings that no spreadsheet is written in. A notebook has the whole of it.
UNUSED = re.compile(
    r"(_pyrepl|concurrent/interpreters|dbm|multiprocessing|pydoc_data|sqlite3|unittest|wsgiref"
    r"|xmlrpc)/"
    r"|(_pyio|antigravity|bdb|cmd|compileall|doctest|ftplib|http/cookiejar|http/server|imaplib"
    r"|mailbox|modulefinder|netrc|optparse|pdb|pickletools|poplib|profile|pstats|pyclbr|pydoc|sched"
    r"|shelve|smtplib|socketserver|symtable|tabnanny|this|trace|zipapp)\.pyc"
    r"|encodings/(big5|cp(?!1252|437)|euc|gb|hp|hz|iso2022|iso8859_(?!1\.)|johab|koi8|kz|mac_(?!roman\.)"
    r"|palmos|ptcp|shift|tis)"
)


def lay_out(folder: Path, stand_ins: Path, source: Path) -> None:
    """Put Pyodide, every wheel and their locks into a folder, compiled.

    Parameters
    ----------
    folder
        The folder; it is made.
    stand_ins
        The folder in which JupyterLite's kernel brings wheels.
    source
        A clone of the project, whose package is to be taken.

    Raises
    ------
    RuntimeError
        If Pyodide has not been fetched.
    subprocess.CalledProcessError
        If a wheel cannot be fetched or compiled; what was said stands above.
    """
    pyodide = npm.find("pyodide")
    if pyodide is None:
        raise RuntimeError(npm.HOW)
    begin(folder, pyodide, stand_ins)
    wheels.fetch(folder)
    wheels.build(folder, source)
    spec = lock(folder, pyodide)
    compile_all(folder, pyodide)
    with zipfile.ZipFile(folder / "python_stdlib.zip") as whole:
        _write_library(whole, folder / "page_stdlib.zip")
    for package in spec.packages.values():
        _mark(package, folder)
    spec.to_json(folder / "pyodide-lock.json")
    _for_pages(spec).to_json(folder / "page-lock.json")


def begin(folder: Path, pyodide: Path, stand_ins: Path | None = None) -> None:
    """Put Pyodide into a new folder, and the wheels that a kernel of JupyterLite's brings."""
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copy(pyodide / name, folder)
    for wheel in stand_ins.glob("*.whl") if stand_ins else ():
        # Two of them stand in for what a browser needs not; the older one is for an older kernel.
        if not wheel.name.startswith("widgetsnbextension-3"):
            shutil.copy(wheel, folder)


def lock(folder: Path, pyodide: Path) -> PyodideLockSpec:
    """Return a lock of the wheels in a folder: Pyodide's own packages lie on another host.

    Parameters
    ----------
    folder
        The folder.
    pyodide
        The package of npm's that Pyodide came in.
    """
    about = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    spec = PyodideLockSpec(info={**about, "version": version}, packages={})
    every = sorted(folder.glob("*.whl"))
    spec = add_wheels_to_spec(spec, every, base_path=folder, ignore_missing_dependencies=True)
    _keep_to_itself(spec)
    return spec


def _write_library(whole: zipfile.ZipFile, path: Path) -> None:
    """Write what a lesson page needs of Python's library."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as small:
        for file in whole.infolist():
            if not UNUSED.match(file.filename):
                small.writestr(file, whole.read(file), zipfile.ZIP_DEFLATED)


def _mark(package: PackageSpec, folder: Path) -> None:
    """Name a wheel after what is in it.

    So a browser knows that it has changed, even where a host lets it keep files unasked.
    """
    wheel = folder / package.file_name
    package.sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    name, version, *tags = package.file_name.split("-")
    package.file_name = "-".join([name, version, f"0{package.sha256[:6]}", *tags])
    wheel.rename(folder / package.file_name)


def _for_pages(spec: PyodideLockSpec) -> PyodideLockSpec:
    """Return the lock of what a lesson page needs; the kit's own lock would bring all the rest."""
    pages = spec.model_copy(deep=True)
    pages.packages = {name: pages.packages[name] for name in PAGES}
    ours = pages.packages["regional-kit"]
    ours.depends = [name for name in ours.depends if name not in LATER]
    _keep_to_itself(pages)
    return pages


def _keep_to_itself(spec: PyodideLockSpec) -> None:
    """Let packages depend only on what is there."""
    for package in spec.packages.values():
        package.depends = [name for name in package.depends if name in spec.packages]
