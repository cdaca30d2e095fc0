"""What tests of several modules share."""

import shutil

import pytest
from spoiling import forget

from kit.content import loader


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of data/ to spoil; the kit reads it instead of its own until the test is over."""
    copy = tmp_path / "data"
    shutil.copytree(loader.DATA, copy, copy_function=shutil.copyfile)
    monkeypatch.setattr(loader, "DATA", copy)
    forget()
    yield copy
    forget()


@pytest.fixture
def folder(tmp_path):
    """A class's folder, made and empty."""
    made = tmp_path / "class"
    made.mkdir()
    return made


@pytest.fixture
def home(tmp_path):
    """A learner's home, made and empty."""
    made = tmp_path / "Åsas hem"
    made.mkdir()
    return made


@pytest.fixture
def own(tmp_path):
    """Where a teacher's own folder is to be."""
    return tmp_path / "my-answers"
