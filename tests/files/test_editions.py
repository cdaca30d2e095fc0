"""An edition of the lessons is laid out whole, beside what a learner has, and touches nothing."""

import re
import shutil
import stat
from pathlib import Path

import pytest

from kit.answers.places import default_path, where_expected
from kit.classroom.classroom import default_folder
from kit.content import loader
from kit.files.editions import edition, is_edition, lay_out


@pytest.fixture
def notebooks(tmp_path):
    """Two notebooks in each language, which nobody but their owner may write."""
    folder = tmp_path / "notebooks"
    for path in ("sv/00-start", "sv/01-role", "en/00-start", "en/01-role"):
        notebook = folder / f"{path}.ipynb"
        notebook.parent.mkdir(parents=True, exist_ok=True)
        notebook.write_text(path, encoding="utf-8")
        notebook.chmod(0o444)
    (folder / "my-answers").mkdir()
    (folder / "my-answers" / "answers.json").write_text("somebody's", encoding="utf-8")
    return folder


def names_in(folder):
    found = folder.rglob("*")
    return sorted(one.relative_to(folder).as_posix() for one in found if one.is_file())


def test_an_edition_is_laid_out_whole_and_can_be_written(notebooks, home):
    place = lay_out(notebooks, home)
    assert place == home / edition(notebooks)
    assert names_in(home) == [
        f"{place.name}/{one}.ipynb"
        for one in ("en/00-start", "en/01-role", "sv/00-start", "sv/01-role")
    ]
    for one in place.rglob("*.ipynb"):
        assert one.stat().st_mode & stat.S_IWUSR
        assert one.read_text(encoding="utf-8") == f"{one.parent.name}/{one.stem}"


def test_what_a_learner_saved_is_left_alone(notebooks, home):
    saved = lay_out(notebooks, home) / "sv" / "01-role.ipynb"
    saved.write_text("mine", encoding="utf-8")
    lay_out(notebooks, home)
    assert saved.read_text(encoding="utf-8") == "mine"


def test_another_edition_lies_beside_the_one_before(notebooks, home):
    before = lay_out(notebooks, home)
    (notebooks / "sv" / "01-role.ipynb").unlink()
    (notebooks / "sv" / "01-role.ipynb").write_text("new", encoding="utf-8")
    after = lay_out(notebooks, home)
    assert before != after
    assert (before / "sv" / "01-role.ipynb").read_text(encoding="utf-8") == "sv/01-role"
    assert (after / "sv" / "01-role.ipynb").read_text(encoding="utf-8") == "new"


def test_what_fails_on_the_way_leaves_nothing(notebooks, home, monkeypatch):
    copies = iter([shutil.copyfile])

    def fail(*paths):
        return next(copies, refuse)(*paths)

    def refuse(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(OSError, match="No space left"):
        lay_out(notebooks, home)
    assert list(home.iterdir()) == []


def test_two_seats_of_one_learner_may_lay_out_at_once(notebooks, home, monkeypatch):
    rename = Path.rename

    def slower(self, target):
        monkeypatch.setattr(Path, "rename", rename)
        lay_out(notebooks, home)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", slower)
    place = lay_out(notebooks, home)
    assert list(home.iterdir()) == [place]
    assert len(names_in(place)) == 4


def test_the_guides_to_which_lessons_link_are_in_the_edition(home):
    place = lay_out(loader.notebooks(), home)
    for language in ("sv", "en"):
        for lesson in (place / language).glob("*.ipynb"):
            for link in re.findall(r"\]\((\.\./[^)#]+)", lesson.read_text(encoding="utf-8")):
                assert (lesson.parent / link).resolve().is_relative_to(place.resolve())
                assert (lesson.parent / link).is_file(), f"{lesson.name}: {link}"
    assert "class.md" in {guide.name for guide in (place / "docs").iterdir()}


def test_whatever_lies_in_the_folder_already_is_left_alone(notebooks, home):
    (notebooks.parent / "docs").mkdir()
    (notebooks.parent / "docs" / "class.md").write_text("ours", encoding="utf-8")
    (home / "docs").mkdir()
    (home / "docs" / "class.md").write_text("hers", encoding="utf-8")
    lay_out(notebooks, home)
    assert (home / "docs" / "class.md").read_text(encoding="utf-8") == "hers"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_answers_and_class_lie_beside_all_editions(notebooks, home, monkeypatch, language):
    for name in ("KIT_ANSWERS", "KIT_CLASS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(lay_out(notebooks, home) / language)
    assert default_path() == home / "my-answers" / "answers.json"
    assert default_folder() == home / "my-class"
    assert where_expected()


def test_a_folder_is_an_editions_by_its_name_alone(notebooks, home):
    assert is_edition(lay_out(notebooks, home))
    assert not is_edition(home / "lessons-of-mine")
