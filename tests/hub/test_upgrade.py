"""A new edition on a shared server: its text is shown, and what learners did before is there."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from kit.content.notebooks import read
from kit.files.editions import opening
from tools.hub import NAMES, first_lesson, ratings, statements
from tools.notebooks import NOTEBOOKS, write

ROOT = Path(__file__).parents[2]
LESSON = "sv/01-role.ipynb"
BEFORE = "Så stod det i den förra utgåvan."
MINE = "Min egen anteckning."


@pytest.fixture
def installed():
    """A place for the kit that everybody may read, as /opt is."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def install(place):
    """Put the kit of this clone in a place, instead of what was there."""
    shutil.rmtree(place / "notebooks", ignore_errors=True)
    for part in ("kit", "hosting", "data"):
        shutil.copytree(ROOT / part, place / part, dirs_exist_ok=True)
    shutil.copytree(NOTEBOOKS, place / "notebooks", ignore=shutil.ignore_patterns("my-*", ".*"))


def texts(notebook):
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return ["".join(cell["source"]) for cell in cells]


def rewrite(path):
    """Let a lesson say what it said in the edition before."""
    notebook = read(path)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    now = "".join(cells[1]["source"])
    cells[1]["source"] = BEFORE
    write(path, notebook)
    return now


def test_a_new_edition_shows_its_text_and_keeps_what_learners_did(start, installed):
    install(installed)
    now = rewrite(installed / "notebooks" / LESSON)
    name = NAMES[0]
    with start(installed) as hub:
        learner, _ = first_lesson(hub, name)
        former = learner.lessons
        mine = learner.read(f"{former}/{LESSON}")
        assert BEFORE in texts(mine)
        mine["cells"].append({"cell_type": "markdown", "id": "m", "metadata": {}, "source": MINE})
        learner.save(f"{former}/{LESSON}", mine)

        install(installed)
        learner.stop()
        learner.start()

        assert learner.lessons != former
        assert learner.first == opening(learner.lessons, "sv").strip("/").removesuffix("?reset")
        shown = texts(learner.read(f"{learner.lessons}/{LESSON}"))
        assert now in shown
        assert BEFORE not in shown
        assert {BEFORE, MINE} <= set(texts(learner.read(f"{former}/{LESSON}")))
        with learner.open(f"{learner.lessons}/{LESSON}") as again:
            again.run()
            given = again.answers()["sections"]["ratings"]
        assert list(given.items()) == [
            (statement, value)
            for (_, statement), value in zip(statements(), ratings(name), strict=True)
        ]
        assert hub.stop() == []


def test_the_same_edition_leaves_what_a_learner_saved(start, installed):
    install(installed)
    with start(installed) as hub:
        learner = hub.learner(NAMES[0])
        place = f"{learner.lessons}/{LESSON}"
        mine = learner.read(place)
        mine["cells"][0]["source"] = MINE
        learner.save(place, mine)
        learner.stop()
        learner.start()
        assert json.dumps(learner.read(place)["cells"][0]).count(MINE) == 1
        assert len(list((hub.homes / NAMES[0]).glob("lessons-*"))) == 1
