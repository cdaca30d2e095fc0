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
