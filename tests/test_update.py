"""The next edition on one's own computer, with a real git: nothing refused, nothing lost."""

import datetime as dt
import json
import shutil
import subprocess

import pytest

from kit.answers.answers import Answers, from_json, to_json
from tools import update as updating
from tools.notebooks import NOTEBOOKS
from tools.update import RefusedError, update

DAY = dt.date(2026, 11, 29)
LESSON = "notebooks/sv/01-role.ipynb"
OTHER = "notebooks/en/01-role.ipynb"
DATA = "data/words.toml"
ANSWERS = "notebooks/my-answers/answers.json"
GIVEN = to_json(Answers().put("ratings", "breadth-1", 4))

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="there is no git")


def git(folder, *arguments):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def theirs(tmp_path):
    """Where editions come from."""
    one = tmp_path / "theirs"
    for language in ("sv", "en"):
        folder = one / "notebooks" / language
        folder.mkdir(parents=True)
        shutil.copyfile(NOTEBOOKS / language / "01-role.ipynb", folder / "01-role.ipynb")
    (one / "data").mkdir()
    (one / DATA).write_text("old\n")
    (one / ".gitignore").write_text("my-answers/\nmy-class/\n")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "theirs")
    commit(one)
    return one


@pytest.fixture
def mine(theirs, tmp_path):  # noqa: ARG001 - it is cloned
    """A clone in which lessons have been run and answers given."""
    git(tmp_path, "clone", "--quiet", "theirs", "mine")
    one = tmp_path / "mine"
    (one / ANSWERS).parent.mkdir()
    (one / ANSWERS).write_text(GIVEN)
    for lesson in (LESSON, OTHER):
        edit(one / lesson, run)
    return one


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=edition")


def edit(file, change):
    notebook = json.loads(file.read_text(encoding="utf-8"))
    change(notebook["cells"])
    file.write_text(json.dumps(notebook), encoding="utf-8")


def run(cells):
    for count, cell in enumerate(one for one in cells if one["cell_type"] == "code"):
        shown = {"name": "stdout", "output_type": "stream", "text": [f"shown {count}"]}
        cell |= {"execution_count": count + 1, "outputs": [shown]}


def write(text):
    return lambda cells: cells[0].update(source=[text])


def new_edition(theirs, text="# New text"):
    edit(theirs / LESSON, write(text))
    commit(theirs)


def test_a_bare_pull_is_refused_once_lessons_have_been_run(theirs, mine):
    # Whoever finds that git has learned better may take tools/update.py away.
    new_edition(theirs)
    with pytest.raises(subprocess.CalledProcessError):
        git(mine, "pull", "--ff-only")


def test_the_new_edition_is_there_and_every_answer_after_lessons_have_been_run(theirs, mine):
    new_edition(theirs)
    (told,) = update(mine, DAY)
    assert "Klart" in told
    assert "Done" in told
    for file in (LESSON, OTHER):
        assert (mine / file).read_bytes() == (theirs / file).read_bytes()
    assert from_json((mine / ANSWERS).read_text()).ratings == {"breadth-1": 4}
    assert [one.name for one in (mine / LESSON).parent.iterdir()] == ["01-role.ipynb"]


def test_a_lesson_that_was_written_in_is_kept_beside_the_new_one_each_time(theirs, mine):
    copies = [f"notebooks/sv/01-role-min-{DAY}{more}.ipynb" for more in ("", "-2")]
    for number, copy in enumerate(copies):
        new_edition(theirs, f"# New text {number}")
        edit(mine / LESSON, write(f"Mina ord {number}"))
        edit(mine / OTHER, run)
        kept, _ = update(mine, DAY)
        assert copy in kept
        assert f"Mina ord {number}" in (mine / copy).read_text(encoding="utf-8")
        assert f"# New text {number}" in (mine / LESSON).read_text(encoding="utf-8")
    assert (mine / copies[0]).is_file()
    assert not list((mine / OTHER).parent.glob("*mine*"))


def test_a_lesson_that_is_torn_is_kept_and_one_that_was_deleted_comes_back(theirs, mine):
    new_edition(theirs)
    (mine / LESSON).write_text('{"cells": [')
    (mine / OTHER).unlink()
    update(mine, DAY)
    assert (mine / LESSON).with_stem(f"01-role-min-{DAY}").read_text() == '{"cells": ['
    assert (mine / OTHER).is_file()


def test_texts_that_one_has_changed_stay_where_the_new_edition_has_not_changed_them(theirs, mine):
    new_edition(theirs)
    (mine / DATA).write_text("my own words\n")
    update(mine, DAY)
    assert (mine / DATA).read_text() == "my own words\n"


def test_nothing_is_touched_where_both_have_changed_a_text(theirs, mine):
    (theirs / DATA).write_text("new\n")
    (mine / DATA).write_text("my own words\n")
    is_refused_and_touches_nothing(theirs, mine, f"(?s){DATA}.*git checkout HEAD -- {DATA}")


def test_nothing_is_touched_where_one_has_commits_of_ones_own(theirs, mine):
    (mine / "more").write_text("of one's own")
    git(mine, "add", "more")
    git(mine, "commit", "--quiet", "--message=own")
    is_refused_and_touches_nothing(theirs, mine, r"git pull --rebase")


def is_refused_and_touches_nothing(theirs, mine, message):
    new_edition(theirs)
    edit(mine / LESSON, write("Mina ord"))
    before = files(mine)
    with pytest.raises(RefusedError, match=message):
        update(mine, DAY)
    assert files(mine) == before


def files(folder):
    found = (one for part in ("notebooks", "data") for one in (folder / part).rglob("*"))
    return {one: one.read_bytes() for one in found if one.is_file()}


def test_what_git_refuses_is_told_in_its_own_words_and_answers_are_untouched(theirs, mine):
    shutil.rmtree(theirs)
    with pytest.raises(RefusedError, match=r"(?s)Git kunde inte.*untouched.*fatal"):
        update(mine, DAY)
    assert (mine / ANSWERS).read_text() == GIVEN


def test_without_a_new_edition_all_is_well(mine):
    (told,) = update(mine, DAY)
    assert "Klart" in told


def test_a_folder_that_is_no_clone_is_told_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(updating, "ROOT", tmp_path)
    assert updating.main() == 1
    said = capsys.readouterr().out
    assert "notebooks/my-answers" in said
    assert "ZIP" in said
