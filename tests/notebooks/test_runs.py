"""Each lesson runs by itself, whatever has been answered before, and leaves the answers alone."""

import ast

import nbformat
import pytest
from nbclient import NotebookClient

from kit.answers.answers import DONT_KNOW, SECTIONS, Answers, from_json, to_json
from kit.content.course import course
from kit.content.regions import counties, example_regions
from tools.notebooks import NOTEBOOKS

PATHS = sorted((NOTEBOOKS / "sv").glob("*.ipynb"))


def some():
    """Return what a learner has answered who stopped in the middle of the first lesson."""
    return (
        Answers()
        .put("ratings", "breadth-1", 2)
        .put("ratings", "breadth-2", DONT_KNOW)
        .put("ratings", "voice-3", 5)
        .put("calibration", "breadth", 4)
        .put("quiz", "breadth-q1", [0, 1])
    )


def everything():
    """Return what a learner has answered who left nothing out."""
    given = Answers().put("place", "county", counties()[0].county_code)
    given = given.put("class", "role", "official")
    for place, statement in enumerate(course().statements):
        given = given.put("ratings", statement.key, place % 5 + 1)
        given = given.put("then", statement.key, 2)
    given = given.put("crosshair", "level", 2.5)
    kept = {"label": "Före <b>kursen</b>", "date": "2026-01-31", "ratings": {"breadth-1": 2}}
    given = given.put("snapshots", "1", kept)
    for factor in course().factors:
        given = given.put("importance", factor.id, 3).put("targets", factor.id, 4)
        given = given.put("priorities", factor.id, value=True)
        given = given.put("plan", f"{factor.id}/first", "=1+1")
        given = given.put("calibration", factor.id, 1)
        given = given.put("evidence", factor.id, "Ett <b>beslut</b> | i *regionfullmäktige*\n# nej")
        given = given.put("reflections", factor.id, "$x$ ```")
        for question in factor.questions:
            given = given.put("quiz", question.id, [1, 0])
        for region in example_regions():
            given = given.put("guesses", f"{region.id}/{factor.id}", 5)
            given = given.put("seen", f"{region.id}/{factor.id}", value=True)
    return given


ANSWERED = {"nothing": Answers, "some": some, "everything": everything}


def test_a_learner_can_answer_no_more_than_is_tried_here():
    assert everything().sections.keys() == SECTIONS.keys()


@pytest.fixture(scope="module")
def kernel():
    """One kernel for all runs; its names are wiped between them, as if each were the first."""
    # nbval runs each notebook in a kernel of its own; here all runs share one, to be quick.
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOKS / "sv")}},
    )
    with client.setup_kernel():
        yield client


def run(kernel, code):
    """Run code in the kernel as the one cell of a notebook, and return its outputs."""
    cell = nbformat.v4.new_code_cell(code)
    kernel.nb.cells = [cell]
    kernel.execute_cell(cell, 0)
    return cell.outputs


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
@pytest.mark.parametrize("answered", ANSWERED)
def test_a_lesson_runs_by_itself_with(answered, path, kernel, tmp_path):
    answers = tmp_path / "answers.json"
    if answered != "nothing":
        answers.write_text(to_json(ANSWERED[answered]()), encoding="utf-8")
    run(kernel, "%reset -f")
    run(kernel, f"import os; os.environ['KIT_ANSWERS'] = {str(answers)!r}")
    before = loaded(kernel)

    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and "curious" not in cell.metadata.get("tags", []):
            shown = run(kernel, cell.source)
            assert {one.output_type for one in shown} <= {"execute_result", "display_data"}, cell.id

    assert {"numpy", "pandas"} & loaded(kernel) - before == set()
    if answered == "nothing":
        assert not answers.exists()
    else:
        assert from_json(answers.read_text(encoding="utf-8")) == ANSWERED[answered]()


def loaded(kernel):
    """Return which modules the kernel has loaded."""
    (shown,) = run(kernel, "import sys; sorted(sys.modules)")
    return set(ast.literal_eval(shown.data["text/plain"]))
