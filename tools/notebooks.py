"""Run the notebooks and store what they teach; or stamp the English twins as translated.

`python -m tools.notebooks` runs every notebook with no answers and stores its outputs: texts and
tables whole, views as the sentence that stands for them, a comparison with a still picture too.
`python -m tools.notebooks stamp` records in each English Markdown cell which Swedish text it
translates; do it when the translation is made.
"""

import base64
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from kit.content.notebooks import read
from tools.jupyterlab import NOTEBOOKS, browser
from tools.still import picture, pictured

VIEW = "application/vnd.jupyter.widget-view+json"


def digest(source: str) -> str:
    """Return what tells one text of a cell from another."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def write(path: Path, notebook: dict[str, Any]) -> None:
    """Write a notebook as JupyterLab does."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def store(path: Path, page: Page) -> None:
    """Run a notebook in its own folder and store its outputs."""
    import nbformat  # slow to load, and `stamp` needs none of it
    from nbclient import NotebookClient

    ran = nbformat.read(path, as_version=4)
    NotebookClient(ran, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    notebook = read(path)
    part = path.stem[3:]
    count = 0
    for cell, done in zip(notebook["cells"], ran.cells, strict=True):
        if cell["cell_type"] != "code":
            continue
        count += 1
        cell["execution_count"] = count
        before = cell["outputs"]
        curious = "curious" in cell["metadata"].get("tags", [])
        cell["outputs"] = [] if curious else [_stored(output, count) for output in done.outputs]
        if cell["id"] == pictured(part):
            _add_picture(cell["outputs"][0], before, picture(part, path.parent.name), page)
    notebook["metadata"].pop("widgets", None)
    write(path, notebook)


def _stored(output: dict[str, Any], count: int) -> dict[str, Any]:
    data = {
        kind: text.splitlines(keepends=True)
        for kind, text in output["data"].items()
        if kind != VIEW
    }
    return {"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}


def _add_picture(
    output: dict[str, Any], before: list[dict[str, Any]], still: str, page: Page
) -> None:
    """Add a still picture, as PNG: JupyterLab shows no SVG of a notebook that it has not run.

    A picture that shows the same as before stays as it was, to the byte.
    """
    shown = {"still": digest(still)}
    if before and before[0]["metadata"] == shown:
        png = before[0]["data"]["image/png"]
    else:
        page.set_content(f'<body style="margin:0;background:#fff">{still}</body>')
        png = base64.b64encode(page.locator("svg").screenshot()).decode()
    output["data"]["image/png"] = png
    output["metadata"] = shown


def stamp() -> None:
    """Record in each English Markdown cell which Swedish text it translates."""
    for path in sorted((NOTEBOOKS / "sv").glob("*.ipynb")):
        twin_path = NOTEBOOKS / "en" / path.name
        swedish = {cell["id"]: "".join(cell["source"]) for cell in read(path)["cells"]}
        twin = read(twin_path)
        for cell in twin["cells"]:
            if cell["cell_type"] == "markdown":
                cell["metadata"]["translates"] = digest(swedish[cell["id"]])
        write(twin_path, twin)


def main() -> None:
    """Do as the command line says."""
    if sys.argv[1:] == ["stamp"]:
        stamp()
        return
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        os.environ["KIT_ANSWERS"] = str(Path(folder) / "answers.json")
        os.environ["KIT_CLASS"] = str(Path(folder) / "class")
        page = chromium.new_page()
        for path in sorted(NOTEBOOKS.glob("??/*.ipynb")):
            store(path, page)
            print(path.relative_to(NOTEBOOKS))


if __name__ == "__main__":
    main()
