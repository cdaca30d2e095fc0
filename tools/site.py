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

from kit.content.language import LANGUAGES
from kit.content.notebooks import read, title
from kit.content.phrases import Words
from kit.files.editions import edition
from tools import pages, pyodide, wheels
from tools.compiled import pack_all
from tools.printing import __main__ as printing

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "site"
OUTPUT = ROOT / "_site"

# What JupyterLab is to show beyond its own: the views' two halves, and the kernel.
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
KERNEL = "@jupyterlite/pyodide-kernel-extension"


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
        If Pyodide has not been fetched, or JupyterLite has changed.
    subprocess.CalledProcessError
        If a wheel cannot be fetched, or a part cannot be built; what it said stands above.
    """
    with tempfile.TemporaryDirectory() as name:
        lite, kernel = Path(name, "lite"), Path(name, "kernel")
        wheels.kernel(kernel)
        pyodide.lay_out(lite / "static" / "pyodide", stand_ins(kernel), source)
        lessons = edition(source / "notebooks")
        for notebook in (source / "notebooks").glob("??/*.ipynb"):
            _lay_out(notebook, lite / "files" / lessons / notebook.parent.name / notebook.name)
        for guide in ("class.md", "class.sv.md"):  # to which the notebook on the class refers
            (lite / "files" / "docs").mkdir(exist_ok=True)
            shutil.copy(source / "docs" / guide, lite / "files" / "docs" / guide)
        for config in ("jupyter-lite.json", "overrides.json"):
            shutil.copy(SOURCE / config, lite)
        # JupyterLite sets the times of all that lies beside what it builds.
        built = Path(name, "built", "site")
        build_lite(lite, kernel, built, _opening(lite / "extensions"))
        _begin_when_seen(built / "lab" / "index.html")
        shutil.rmtree(output, ignore_errors=True)
        shutil.move(built, output)
    pages.build(output, source)
    papers = [path.relative_to(output) for path in printing.build(output / "print")]
    (output / "index.html").write_text(_landing(source, lessons, papers), encoding="utf-8")
    pack_all(output)
    # A host tells a browser by a file's time whether it has changed.
    for path in output.rglob("*"):
        os.utime(path)


def _lay_out(notebook: Path, target: Path) -> None:
    """Copy a notebook, each text in one piece: JupyterLite does not join the lines of an output."""
    target.parent.mkdir(parents=True, exist_ok=True)
    joined = nbformat.read(notebook, as_version=4)
    target.write_text(json.dumps(joined, ensure_ascii=False), encoding="utf-8")


def build_lite(lite: Path, kernel: Path, output: Path, *own: Path) -> None:
    """Build JupyterLite from what is laid out for it, with its kernel and what is our own.

    Raises
    ------
    subprocess.CalledProcessError
        If it cannot be built; what was said stands above.
    """
    here = Path(sys.prefix)
    extensions = [
        *(_extension(here, name) for name in EXTENSIONS),
        _extension(kernel, KERNEL),
        *own,
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


def _begin_when_seen(page: Path) -> None:
    """Let JupyterLite wait until its tab is shown: begun in the background it never gets Python."""
    html, loads = page.read_text(encoding="utf-8"), "        await import("
    before, found, after = html.partition(loads)
    if not found or loads in after:
        raise RuntimeError(f"JupyterLite begins otherwise than it did: see {page.name}.")
    seen = "document.addEventListener('visibilitychange', seen, { once: true })"
    wait = f"        if (document.hidden) await new Promise((seen) => {seen});\n"
    page.write_text(before + wait + loads + after, encoding="utf-8")


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


def stand_ins(kernel: Path) -> Path:
    """Return the folder of the wheels that JupyterLite's kernel brings along."""
    return _extension(kernel, KERNEL) / "static" / "pypi"


def _extension(prefix: Path, name: str) -> Path:
    return prefix / "share" / "jupyter" / "labextensions" / name


def _landing(source: Path, lessons: str, papers: list[Path]) -> str:
    """Write the page that a visitor comes to first."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SOURCE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("index.html").render(
        lessons={
            language: [
                {
                    "title": title(read(path)),
                    "page": f"{language}/{path.stem}.html",
                    "notebook": f"{pages.NOTEBOOK}{lessons}/{language}/{path.name}",
                }
                for path in sorted((source / "notebooks" / language).glob("*.ipynb"))
            ]
            for language in ("sv", "en")
        },
        papers={
            language: [
                {"title": _paper(path.stem, Words(language)), "file": path.as_posix()}
                for path in papers
                if path.parent.name == language
            ]
            for language in LANGUAGES
        },
    )


def _paper(name: str, words: Words) -> str:
    """Return what a paper is called; of the slides there is one for each factor."""
    paper, _, factor = name.partition("-")
    title = words(f"print.{paper}")
    return f"{title}, {words('print.factor', n=int(factor)).lower()}" if factor else title


def main() -> None:
    """Build the site."""
    build()
    size = sum(file.stat().st_size for file in OUTPUT.rglob("*") if file.is_file())
    print(f"{OUTPUT.name}/: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
