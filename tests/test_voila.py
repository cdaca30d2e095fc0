"""What hosting/voila.py makes of a notebook before Voilà shows it, and of its reader."""

import ast
import hashlib
import json
import os
import runpy
import subprocess
import sys
import time
from types import SimpleNamespace
from typing import ClassVar

import nbformat
import pytest
from traitlets.config import Config

from kit.content.language import LANGUAGES
from kit.widgets.locking import Lock
from tools.notebooks import NOTEBOOKS

NUMBER = "0123456789abcdef" * 2
WORD = "älgar på myren"


@pytest.fixture
def config(monkeypatch):
    return configured(monkeypatch)


def configured(monkeypatch, word=None):
    """Read the configuration as Voilà does, with a word for the teacher."""
    monkeypatch.setenv("JUPYTER_PATH", "elsewhere")
    for name in ("KIT_ANSWERS", "KIT_CLASS", "KIT_TEACHER"):
        monkeypatch.delenv(name, raising=False)
    if word is not None:
        monkeypatch.setenv("KIT_TEACHER", word)
    one = Config()
    file = NOTEBOOKS.parent / "hosting" / "voila.py"
    found = runpy.run_path(str(file), {"get_config": lambda: one})
    # Its clock needs a server's loop.
    found["before_start"].__globals__["PeriodicCallback"] = Clock
    return one


class Clock:
    """A clock that goes off when it is told to."""

    every: ClassVar = []

    def __init__(self, act, milliseconds):
        self.act, self.milliseconds = act, milliseconds

    def start(self):
        self.every.append(self)


# A class's board


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_word_nobody_has_the_board_and_it_is_said_what_to_do(config, root, language):
    cells = prepared(config, root, language=language)[0].cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert not any("lesson.board" in one or "locked_board" in one for one in code)
    assert "lesson.sample_board()" in code
    assert sum("`KIT_TEACHER`" in cell.source for cell in cells) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_word_the_board_asks_for_it_and_the_page_and_its_kernel_do_not_hold_it(
    monkeypatch, root, language
):
    config = configured(monkeypatch, WORD)
    assert "KIT_TEACHER" not in os.environ
    cells = prepared(config, root, language=language)[0].cells
    (source,) = (cell.source for cell in cells if "locked_board" in cell.source)
    lock = Lock(*ast.literal_eval(source.removeprefix("lesson.locked_board")))
    assert lock.opens(WORD)
    assert not lock.opens("älgar på myran")
    assert WORD not in str(cells)
    assert "lesson.board" not in str(cells)


def test_a_word_that_could_be_guessed_is_refused_when_the_server_starts(monkeypatch):
    with pytest.raises(SystemExit, match=r"minst 12.*at least 12"):
        configured(monkeypatch, "kort")


# Those who do not come back


DAY = 24 * 3600


def visitor(root, name, days, file="answers.json"):
    """Make a folder of somebody who saved something so many days ago."""
    folder = root / "my-answers" / "visitors" / name
    folder.mkdir(parents=True)
    (folder / file).write_text("x")
    for one in (folder / file, folder):
        aged(one, days)
    return folder


def aged(path, days):
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_who_has_not_been_back_for_ninety_days_is_forgotten_and_nobody_else(config, root):
    old, young, strange = ("a" * 32, 91), ("b" * 32, 89), ("somebody-else", 400)
    saved = visitor(root, "c" * 32, 91)
    aged(saved / "answers.json", 2)
    folders = [visitor(root, *one) for one in (old, young, strange)]
    prepared(config, root)
    assert [one.is_dir() for one in (*folders, saved)] == [False, True, True, True]


def test_it_is_looked_once_a_day_and_not_at_every_page(config, root):
    Clock.every.clear()
    prepared(config, root)
    old = visitor(root, "a" * 32, 91)
    prepared(config, root)
    assert old.exists()
    (clock,) = Clock.every
    assert clock.milliseconds == DAY * 1000
    clock.act()
    assert not old.exists()


def test_links_are_not_followed(config, root, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "kept").write_text("x")
    aged(other / "kept", 400)
    aged(other, 400)
    old = visitor(root, "a" * 32, 91)
    (old / "inner").symlink_to(other)
    os.utime(old / "inner", (0, 0), follow_symlinks=False)
    aged(old, 91)
    link = old.with_name("b" * 32)
    link.symlink_to(other)
    prepared(config, root)
    assert not old.exists()
    assert link.is_symlink()
    assert (other / "kept").exists()


def test_who_comes_back_begins_her_ninety_days_anew(config, root):
    folder = visitor(root, hashlib.sha256(NUMBER.encode()).hexdigest()[:32], 89)
    prepared(config, root, NUMBER)
    assert folder.stat().st_mtime > time.time() - DAY


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_answers_are_not_removed_under_a_page_that_is_still_open(config, root):
    folder = visitor(root, hashlib.sha256(NUMBER.encode()).hexdigest()[:32], 89)
    notebook, _ = prepared(config, root, NUMBER)
    kernel = subprocess.Popen(
        [sys.executable, "-c", f"{notebook.cells[0].source}\nprint(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    kernel.stdout.readline()
    for one in (*folder.iterdir(), folder):
        aged(one, 400)
    Clock.every[-1].act()
    assert folder.is_dir()
    kernel.communicate(b"\n")
    Clock.every[-1].act()
    assert not folder.exists()


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


def prepared(config, root, cookie="", language="sv"):
    """Return a lesson as Voilà gets it, and the handler."""
    handler = Handler(root, cookie)
    notebook = nbformat.read(root / language / "06-class.ipynb", as_version=4)
    config.VoilaConfiguration.prelaunch_hook(handler, notebook, language)
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
    assert (about["httponly"], about["secure"], about["samesite"]) == (True, True, "Lax")
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
    assert "Guiden om gruppen" in text
    assert notebook.metadata.title == "Gruppen: samla svaren och se var ni går isär"


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
