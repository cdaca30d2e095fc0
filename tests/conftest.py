"""What tests of several modules share."""

import shutil

import pytest
from spoiling import forget

from kit import content


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of data/ to spoil; the kit reads it instead of its own until the test is over."""
    copy = tmp_path / "data"
    shutil.copytree(content.DATA, copy, copy_function=shutil.copyfile)
    monkeypatch.setattr(content, "DATA", copy)
    forget()
    yield copy
    forget()
