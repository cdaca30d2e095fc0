"""Pages for doors, and doors that run."""

import pytest

from kit.classroom.door import session, starting


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """A folder with small pages, as a telephone gets them."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "en").mkdir()
    for name in ("index.html", "en/index.html"):
        (folder / name).write_text("<!doctype html><title>Klassen</title>" + "<p>a" * 500, "utf-8")
    (folder / "page.js").write_text("'use strict';", "utf-8")
    return folder


@pytest.fixture
def begun(folder):
    """A session that has begun."""
    return session.begin(folder)


@pytest.fixture
def running(folder, pages, begun):
    """A door in a process of its own; it must be there still when the test is over."""
    assert begun
    started = starting.start(folder, pages=pages)
    yield started
    assert started.alive
    started.stop()
