"""Lay out Python for the browser: Pyodide, the wheels, and the locks that say what there is."""

import hashlib
import json
import shutil
from pathlib import Path

from pyodide_lock import PackageSpec, PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from tools import npm, wheels
from tools.compiled import compile_all

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# What the views need where neither IPython nor widgets are; xlsxwriter once it is asked for.
PAGES = ("attrs", "babel", "cattrs", "regional-kit", "segno", "typing-extensions", "xlsxwriter")
LATER = {"xlsxwriter"}


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
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copy(pyodide / name, folder)
    for wheel in stand_ins.glob("*.whl"):
        # Two of them stand in for what a browser needs not; the older one is for an older kernel.
        if not wheel.name.startswith("widgetsnbextension-3"):
            shutil.copy(wheel, folder)
    wheels.fetch(folder)
    wheels.build(folder, source)
    # Pyodide's own packages lie on another host: only what is here may be asked for.
    about = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    spec = PyodideLockSpec(info={**about, "version": version}, packages={})
    every = sorted(folder.glob("*.whl"))
    spec = add_wheels_to_spec(spec, every, base_path=folder, ignore_missing_dependencies=True)
    compile_all(folder, pyodide)
    for package in spec.packages.values():
        _mark(package, folder)
    for name, lock in (("pyodide-lock.json", spec), ("page-lock.json", _for_pages(spec))):
        _keep_to_itself(lock)
        lock.to_json(folder / name)


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
    lock = spec.model_copy(deep=True)
    lock.packages = {name: lock.packages[name] for name in PAGES}
    ours = lock.packages["regional-kit"]
    ours.depends = [name for name in ours.depends if name not in LATER]
    return lock


def _keep_to_itself(lock: PyodideLockSpec) -> None:
    """Let packages depend only on what is there."""
    for package in lock.packages.values():
        package.depends = [name for name in package.depends if name in lock.packages]
