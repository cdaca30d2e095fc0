"""What hosting/voila.py makes of a notebook before Voilà shows it, and of its reader."""

import hashlib
import json
import os
import runpy
from types import SimpleNamespace

import nbformat
import pytest
from traitlets.config import Config

from tools.notebooks import NOTEBOOKS

NUMBER = "0123456789abcdef" * 2


@pytest.fixture
def config(monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "elsewhere")
    for name in ("KIT_ANSWERS", "KIT_CLASS"):
        monkeypatch.delenv(name, raising=False)
    one = Config()
    runpy.run_path(str(NOTEBOOKS.parent / "hosting" / "voila.py"), {"get_config": lambda: one})
    return one


class Handler:
    """What the configuration uses of Voilà's handler of a request."""

    base_url = "/"

    def __init__(self, root, cookie=""):
        self.contents_manager = SimpleNamespace(root_dir=str(root))
        self.request = SimpleNamespace(protocol="https")
        self.cookie = cookie
        self.given = None

    def get_cookie(self, _name, _default):
        return self.cookie

    def set_cookie(self, name, value, **about):
        self.given = (name, value, about)


@pytest.fixture
def root(tmp_path):
    """A folder of notebooks, with the one lesson that leads to a twin."""
    for language in ("sv", "en"):
        (tmp_path / language).mkdir()
        name = f"{language}/06-class.ipynb"
        (tmp_path / name).write_bytes((NOTEBOOKS / name).read_bytes())
    return tmp_path


def prepared(config, root, cookie=""):
    """Return a lesson as Voilà gets it, and the handler."""
    handler = Handler(root, cookie)
    notebook = nbformat.read(root / "sv" / "06-class.ipynb", as_version=4)
    config.VoilaConfiguration.prelaunch_hook(handler, notebook, "sv")
    nbformat.validate(notebook)
    return notebook, handler


def environment(notebook, monkeypatch):
    """Return what the first cell sets."""
    monkeypatch.setattr(os, "environ", {})
    exec(notebook.cells[0].source, {})
    return os.environ


def test_a_browser_is_given_answers_of_its_own_that_its_cookie_does_not_name(
    config, root, monkeypatch
):
    notebook, handler = prepared(config, root)
    name, number, about = handler.given
    assert (name, len(number)) == ("kit-visitor", 32)
    assert about["httponly"]
    assert about["secure"]
    assert about["samesite"] == "Lax"
    found = environment(notebook, monkeypatch)
    assert number not in found["KIT_ANSWERS"]
    folder = hashlib.sha256(number.encode()).hexdigest()[:32]
    assert found["KIT_ANSWERS"] == str(root / "my-answers" / "visitors" / folder / "answers.json")
    # A stranger does not say where the server writes.
    assert found["KIT_CLASS"] == str(root / "my-class")


def test_a_browser_that_comes_back_is_known_and_an_invented_cookie_is_not(config, root):
    assert prepared(config, root, NUMBER)[1].given[1] == NUMBER
    for cookie in ("../../etc", "x" * 32, NUMBER.upper(), NUMBER + "0", NUMBER + "\n"):
        assert prepared(config, root, cookie)[1].given[1] not in (cookie, NUMBER)


def test_one_file_for_all_is_used_where_it_is_named(config, root, monkeypatch):
    monkeypatch.setenv("KIT_ANSWERS", str(root / "answers.json"))
    notebook, handler = prepared(config, root)
    assert handler.given is None
    assert not any("environ" in cell.source for cell in notebook.cells)


def test_links_say_what_they_lead_to_and_lead_nowhere_that_is_not_served(config, root):
    notebook, _ = prepared(config, root)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    twin = "The class: gather the answers and see where you split"
    assert f"[{twin}](../en/06-class.ipynb)" in text
    assert "../../" not in text
    assert "Guiden om klassen" in text
    assert notebook.metadata.title == "Klassen: samla svaren och se var ni går isär"


def test_the_first_page_gets_every_lesson_in_both_languages(config, root):
    settings = {"contents_manager": SimpleNamespace(root_dir=str(root))}
    found = config.VoilaConfiguration.page_config_hook({}, settings=settings, notebook_path="")
    assert [path for path, _ in found["lessons"]["sv"]] == ["sv/06-class.ipynb"]
    assert json.dumps(found)


def test_kernels_that_no_page_holds_go_and_nothing_but_notebooks_is_served(config):
    assert config.MappingKernelManager.cull_idle_timeout > 0
    assert config.MappingKernelManager.cull_interval > 0
    assert "cull_connected" not in config.MappingKernelManager
    assert config.VoilaConfiguration.file_allowlist == []
    assert os.environ["JUPYTER_PATH"].endswith("elsewhere")
