"""What lies in the notebook files: short folded code, outputs worth comparing, links that lead."""

import json
import re
from urllib.parse import unquote

import pytest

from tools.notebooks import NOTEBOOKS, VIEW, digest, picture
from kit.content.notebooks import read

PATHS = sorted(NOTEBOOKS.glob("??/*.ipynb"))
LARGEST_OUTPUT = 80_000

LINK = re.compile(r"\]\(([^)\s]*)\)|\b(?:href|src)=\"([^\"]*)\"")
# A path from the root of a disk: a slash or a drive letter with nothing of a path before it.
ABSOLUTE = re.compile(r"(?<![\w.:/<*])/[A-Za-z]\w*|\b[A-Za-z]:[\\/](?!/)|\bfile:/")
# Marks of Markdown with nothing in them, and braces that nobody has filled in.
EMPTY = re.compile(
    r"(?<!\S)\*\*\s*\*\*(?!\S)|^[ \t]*(?:#+|[-*])[ \t]*$|\|[ \t]*\||\[\]\(|\]\(\)"
    r"|<summary>\s*</summary>|\{\w*\}|\bNone\b",
    re.MULTILINE,
)

each_notebook = pytest.mark.parametrize(
    "path", PATHS, ids=[path.relative_to(NOTEBOOKS).with_suffix("").as_posix() for path in PATHS]
)


def code_cells(path):
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def tags(cell):
    return cell["metadata"].get("tags", [])


def markdown(path):
    """Return id and text of whatever the notebook shows as Markdown, stored outputs too."""
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            yield cell["id"], "".join(cell["source"])
        for output in cell.get("outputs", []):
            if "text/markdown" in output.get("data", {}):
                yield cell["id"], "".join(output["data"]["text/markdown"])


def strings(value):
    """Yield every string in a notebook, as it reads when its lines are joined; no pictures."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield "".join(value)
    elif isinstance(value, list | dict):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            if key != "image/png":
                yield from strings(below)


@each_notebook
def test_code_is_one_folded_line_save_for_the_curious(path):
    curious = [cell for cell in code_cells(path) if "curious" in tags(cell)]
    assert bool(curious) == (path.stem == "09-curious")
    for cell in code_cells(path):
        folded = cell["metadata"].get("jupyter", {}).get("source_hidden", False)
        assert folded != (cell in curious), cell["id"]
        assert cell in curious or len("".join(cell["source"]).splitlines()) == 1, cell["id"]


@each_notebook
def test_nbval_compares_at_least_two_outputs(path):
    stored = [
        cell
        for cell in code_cells(path)
        if cell["outputs"] and "nbval-ignore-output" not in tags(cell)
    ]

    assert len(stored) >= 2
    # nbval compares no cell without a count.
    assert [cell["id"] for cell in stored if cell["execution_count"] is None] == []


@each_notebook
def test_neither_a_state_of_widgets_nor_anything_of_the_machine_it_ran_on_is_stored(path):
    notebook = read(path)

    assert "widgets" not in notebook["metadata"]
    assert VIEW not in json.dumps(notebook)
    assert [text for text in strings(notebook) if ABSOLUTE.search(text)] == []


@each_notebook
def test_no_output_is_large_or_an_error(path):
    for cell in code_cells(path):
        assert len(json.dumps(cell["outputs"]).encode()) <= LARGEST_OUTPUT, cell["id"]
        kinds = {output["output_type"] for output in cell["outputs"]}
        assert kinds <= {"execute_result", "display_data"}, cell["id"]


@each_notebook
def test_links_to_other_files_lead_somewhere(path):
    links = [
        (cell_id, one or other)
        for cell_id, text in markdown(path)
        for one, other in LINK.findall(text)
        if not re.match(r"\w+:|#", one or other)
    ]

    assert links
    broken = [
        (cell_id, link)
        for cell_id, link in links
        if not (path.parent / unquote(link.partition("#")[0])).is_file()
    ]
    assert broken == []


@each_notebook
def test_no_text_is_empty_or_left_unfilled(path):
    empty = [
        (cell_id, found.group() if found else "")
        for cell_id, text in markdown(path)
        if not text.strip() or (found := EMPTY.search(text))
    ]

    assert empty == []


@pytest.mark.parametrize(
    "text",
    ["see /home/ada/kit/data", r"C:\Users\ada", "[x](file:///etc/hosts)", 'File "/usr/lib/x.py"'],
)
def test_a_path_of_some_machine_would_be_found(text):
    assert ABSOLUTE.search(text)


@pytest.mark.parametrize(
    "text", ["- \n- en sak", "| a |  | b |", "**Fråga**\n\n**  **", "[](01-role.ipynb)", "{n} av 3"]
)
def test_an_empty_place_would_be_found(text):
    assert EMPTY.search(text)


@each_notebook
def test_a_lesson_shows_a_still_picture_of_what_is_taught_before_it_is_run(path):
    pictured = [
        output
        for cell in code_cells(path)
        for output in cell["outputs"]
        if "image/png" in output["data"]
    ]
    if path.stem == "08-glossary":
        assert pictured == []  # all of it is there to read
        return
    assert [output["data"]["image/png"][:5] for output in pictured] == ["iVBOR"]
    drawn = picture(path.stem[3:], path.parent.name)
    assert [output["metadata"] for output in pictured] == [{"still": digest(drawn)}]
