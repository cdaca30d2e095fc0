"""Build the static site: the lessons, and Python to run them, in the visitor's own browser.

Everything comes from the site itself. `python -m tools.site` builds it into _site/.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jinja2
import nbformat
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from kit.files.editions import edition
from tools import npm, pages, wheels

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "site"
OUTPUT = ROOT / "_site"

# What JupyterLab is to show beyond its own: the views' two halves, and the kernel.
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def build(output: Path = OUTPUT, source: Path = ROOT) -> None:
    """Build the site into a folder, in place of what is there.

    Parameters
    ----------
    output
        The folder.
    source
        A clone of the project, whose notebooks, texts and package are to be taken.

    Raises
    ------
    RuntimeError
        If Pyodide has not been fetched.
    subprocess.CalledProcessError
        If a wheel cannot be fetched, or a part cannot be built; what it said stands above.
    """
    pyodide = npm.find("pyodide")
    if pyodide is None:
        raise RuntimeError(npm.HOW)
    with tempfile.TemporaryDirectory() as name:
        lite, kernel = Path(name, "lite"), Path(name, "kernel")
        wheels.kernel(kernel)
        _lay_out_python(pyodide, kernel, lite / "static" / "pyodide", source)
        lessons = edition(source / "notebooks")
        for notebook in (source / "notebooks").glob("??/*.ipynb"):
            _lay_out(notebook, lite / "files" / lessons / notebook.parent.name / notebook.name)
        for guide in ("class.md", "class.sv.md"):  # to which the notebook on the class refers
            (lite / "files" / "docs").mkdir(exist_ok=True)
            shutil.copy(source / "docs" / guide, lite / "files" / "docs" / guide)
        for config in ("jupyter-lite.json", "overrides.json"):
            shutil.copy(SOURCE / config, lite)
        shutil.rmtree(output, ignore_errors=True)
        _build_lite(lite, kernel, output)
    pages.build(output, source)
    (output / "index.html").write_text(_landing(source, lessons), encoding="utf-8")
    # A host tells a browser by a file's time whether it has changed.
    for path in output.rglob("*"):
        os.utime(path)


def _lay_out(notebook: Path, target: Path) -> None:
    """Copy a notebook, each text in one piece: JupyterLite does not join the lines of an output."""
    target.parent.mkdir(parents=True, exist_ok=True)
    joined = nbformat.read(notebook, as_version=4)
    target.write_text(json.dumps(joined, ensure_ascii=False), encoding="utf-8")


def _lay_out_python(pyodide: Path, kernel: Path, folder: Path, source: Path) -> None:
    """Put Pyodide, every wheel and their lock into a folder."""
    folder.mkdir(parents=True)
    for name in PYODIDE:
        shutil.copy(pyodide / name, folder)
    for wheel in (_extension(kernel, KERNEL) / "static" / "pypi").glob("*.whl"):
        # Two of them stand in for what a browser needs not; the older one is for an older kernel.
        if not wheel.name.startswith("widgetsnbextension-3"):
            shutil.copy(wheel, folder)
    wheels.fetch(folder)
    ours = wheels.build(folder, source)
    # By its name a browser knows that it has changed, even where a host lets it keep files unasked.
    mark = hashlib.sha256(ours.read_bytes()).hexdigest()[:6]
    ours.rename(ours.with_name(ours.name.replace("-py3", f"-0{mark}-py3")))
    # Pyodide's own packages lie on another host: only what is here may be asked for.
    about = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    spec = PyodideLockSpec(info={**about, "version": version}, packages={})
    every = sorted(folder.glob("*.whl"))
    spec = add_wheels_to_spec(spec, every, base_path=folder, ignore_missing_dependencies=True)
    here = spec.packages.keys()
    for package in spec.packages.values():
        package.depends = [dependency for dependency in package.depends if dependency in here]
    spec.to_json(folder / "pyodide-lock.json")


def _build_lite(lite: Path, kernel: Path, output: Path) -> None:
    here = Path(sys.prefix)
    extensions = [
        *(_extension(here, name) for name in EXTENSIONS),
        _extension(kernel, KERNEL),
        _opening(lite / "extensions"),
    ]
    settings = {
        "LiteBuildConfig": {
            "contents": [str(lite / "files")],
            "federated_extensions": [str(extension) for extension in extensions],
            "ignore_sys_prefix": ["federated_extensions"],
            "output_dir": str(output),
            "apps": ["lab"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "cache_dir": str(lite / "cache"),
        }
    }
    (lite / "jupyter_lite_config.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--lite-dir", str(lite)]
    # So that the same sources always make the same site, its listing of files included.
    fixed = {"SOURCE_DATE_EPOCH": "1795478400", "PYTHONPATH": str(kernel)}
    done = subprocess.run(
        command, cwd=lite, env={**os.environ, **fixed}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()


def _opening(folder: Path) -> Path:
    """Lay out what opens lessons by itself; it is told by its name from what a former site had."""
    source = ROOT / "lab" / "opening"
    text = b"".join(path.read_bytes() for path in sorted(source.rglob("*.*")))
    target = folder / "share" / "jupyter" / "labextensions" / "regional-kit"
    shutil.copytree(source, target)
    static = f"static-{hashlib.sha256(text).hexdigest()[:6]}"
    (target / "static").rename(target / static)
    about = target / "package.json"
    about.write_text(about.read_text("utf-8").replace('"static/', f'"{static}/'), encoding="utf-8")
    return target


def _extension(prefix: Path, name: str) -> Path:
    return prefix / "share" / "jupyter" / "labextensions" / name


def _landing(source: Path, lessons: str) -> str:
    """Write the page that a visitor comes to first."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SOURCE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("index.html").render(
        lessons={
            language: [
                {
                    "title": pages.title(pages.read(path)),
                    "page": f"{language}/{path.stem}.html",
                    "notebook": f"{pages.NOTEBOOK}{lessons}/{language}/{path.name}",
                }
                for path in sorted((source / "notebooks" / language).glob("*.ipynb"))
            ]
            for language in ("sv", "en")
        }
    )


def main() -> None:
    """Build the site."""
    build()
    size = sum(file.stat().st_size for file in OUTPUT.rglob("*") if file.is_file())
    print(f"{OUTPUT.name}/: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
