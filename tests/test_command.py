"""The command `regional-kit`: from the wheel, without make and without a clone."""

import errno
import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

import kit.__main__ as command
from kit.content import loader
from kit.content.phrases import Words
from kit.files import server
from kit.files.editions import edition
from tools.without_make import asked, environment, notebook, started, wheel

LANGUAGES = ("sv", "en")


# From the wheel, in an environment that holds nothing else of the project


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """The programs of an environment in which the wheel is installed; its libraries are ours."""
    folder = tmp_path_factory.mktemp("from-wheel")
    built = wheel(folder, "--no-build-isolation")
    found = environment(folder / "env", "--no-deps", str(built))
    libraries = sysconfig.get_path("purelib", vars={"base": str(folder / "env")})
    ours = Path(libraries, "others.pth")
    ours.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    lab = Path("share", "jupyter", "lab")
    for part in ("schemas", "static", "themes"):
        (folder / "env" / lab / part).symlink_to(Path(sys.prefix) / lab / part)
    return found


@pytest.fixture
def given(home):
    """Her environment: nothing of the clone, and settings of Jupyter's that are nobody else's."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("KIT_", "JUPYTER", "PYTHON"))
    }
    own = {f"JUPYTER_{name}_DIR": str(home / f".{name}") for name in ("CONFIG", "DATA", "RUNTIME")}
    libraries = str(Path(sys.prefix, "share", "jupyter"))
    return kept | own | {"HOME": str(home), "USERPROFILE": str(home), "JUPYTER_PATH": libraries}


@pytest.fixture
def start(programs, home, given):
    """Start the command."""
    line = [str(programs / "regional-kit"), "--no-browser"]
    return lambda *more: started([*line, *more], home, given)


def heading(address):
    return "".join(notebook(address)["cells"][0]["source"]).splitlines()[0]


def answer(programs, given, folder, level):
    """Rate a statement in a lesson, as its kernel does."""
    code = (
        "from kit.answers.file import AnswersFile;"
        f"AnswersFile().put('ratings', 'breadth-1', {level})"
    )
    python = programs / "python"
    subprocess.run([python, "-c", code], cwd=folder, env=given, check=True)


def test_lesson_0_is_served_and_what_is_hers_stays(programs, start, home, given):
    kits = home / "regional-kit"
    with start() as address:
        assert "/sv/00-start.ipynb?" in address
        cells = notebook(address)["cells"]
        assert {cell["cell_type"] for cell in cells} == {"markdown", "code"}
        assert heading(address) == "# Fjorton framgångsfaktorer för regional utveckling"
        (lessons,) = kits.glob("lessons-*")
        assert lessons.name == edition(loader.notebooks())
        # The menus' language is chosen for her; the quiet settings came with the wheel.
        about = asked(address, "lab/api/settings/@jupyterlab/translation-extension:plugin")
        assert about["schema"]["properties"]["locale"]["default"] == "sv_SE"
        news = asked(address, "lab/api/settings/@jupyterlab/apputils-extension:notification")
        assert news["schema"]["properties"]["fetchNews"]["default"] == "false"
        # Python is started for it before any page has come.
        end = time.monotonic() + 60
        while not (there := asked(address, "api/sessions")) and time.monotonic() < end:
            time.sleep(0.1)
        assert [one["path"] for one in there] == [f"{lessons.name}/sv/00-start.ipynb"]
        # A second start opens it there, in whichever language.
        with start("--language", "en") as again:
            assert again.partition("/lab")[0] == address.partition("/lab")[0]
            assert heading(again) == "# Fourteen success factors for regional development"
    answer(programs, given, lessons / "sv", 4)
    hers = lessons / "sv" / "01-role.ipynb"
    hers.write_text("what she wrote", encoding="utf-8")
    (kits / "my-class").mkdir()
    with start("--language", "en") as address:
        assert "/en/00-start.ipynb?" in address
        about = asked(address, "lab/api/settings/@jupyterlab/translation-extension:plugin")
        assert about["schema"]["properties"]["locale"]["default"] == "en"
    kept = json.loads((kits / "my-answers" / "answers.json").read_text(encoding="utf-8"))
    assert "breadth-1" in json.dumps(kept)
    assert hers.read_text(encoding="utf-8") == "what she wrote"
    names = {one.name for one in kits.iterdir() if not one.name.startswith(".jupyter")}
    assert names == {lessons.name, "my-answers", "my-class"}


# What is started, and with what


@pytest.fixture
def serving(tmp_path, monkeypatch):
    """What servers were asked to serve; none is started, and none runs already."""
    asked_for = []

    def serve(root, first, **how):
        how.pop("ready")("http://localhost:1/?token=1")
        asked_for.append({"root": root, "first": first, **how})

    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(command, "running", lambda *_: None)
    monkeypatch.setattr(command, "show", lambda *what: asked_for.append(what))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("KIT_ANSWERS", raising=False)
    monkeypatch.setenv("KIT_CLASS", "")
    monkeypatch.chdir(tmp_path)
    return asked_for


def test_without_a_word_the_lessons_are_in_her_home_in_swedish(serving, tmp_path, capsys):
    assert command.main([]) == 0
    shown, server_of_hers = serving
    assert shown == ("http://localhost:1/?token=1", tmp_path / "regional-kit")
    assert server_of_hers["root"] == tmp_path / "regional-kit"
    assert server_of_hers["language"] == "sv"
    said = capsys.readouterr().out
    lessons = tmp_path / "regional-kit" / edition(loader.notebooks())
    assert f"Lektionerna ligger i {lessons}\n" in said
    assert f"Dina svar sparas i {tmp_path / 'regional-kit' / 'my-answers'}\n" in said
    assert "http://localhost:1/?token=1" in said


def test_what_she_chooses_is_what_is_started(serving, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KIT_ANSWERS", "elsewhere/answers.json")
    words = ["--language=en", "--folder=here", "--class", "~/class", "--no-browser", "--port=0"]
    assert command.main(words) == 0
    (started_one,) = serving
    assert started_one["root"] == tmp_path / "here"
    assert "/en/00-start.ipynb" in started_one["first"]
    assert (started_one["language"], started_one["port"]) == ("en", 0)
    assert os.environ["KIT_CLASS"] == str(tmp_path / "class")
    assert "Your answers are saved in elsewhere/answers.json\n" in capsys.readouterr().out


def test_whoever_edits_the_lessons_is_served_her_own_folder_and_nothing_is_copied(serving):
    notebooks = loader.notebooks()
    before = sorted(notebooks.iterdir())
    assert command.main(["--folder", str(notebooks), "--no-browser"]) == 0
    assert serving[0]["root"] == notebooks.parent
    assert "/tree/notebooks/sv/00-start.ipynb" in serving[0]["first"]
    assert sorted(notebooks.iterdir()) == before


def test_a_server_of_another_class_or_edition_is_not_taken_for_this_one(monkeypatch, tmp_path):
    marks = set()
    for room in ("", "one", "two"):
        monkeypatch.setenv("KIT_CLASS", room)
        marks |= {server.mark(str(tmp_path / name)) for name in ("lessons-000001", "lessons-2")}
    assert len(marks) == 6


def test_a_server_that_crashed_is_not_opened(monkeypatch):
    # Its number is that of this process by now, and nobody listens at its port.
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    left = {"pid": os.getpid(), "token": "abc", "url": f"http://127.0.0.1:{port}/"}
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: [left])
    assert server.running("abc", "/lab") is None


def test_the_browser_is_told_the_address_by_a_page_that_only_she_can_read(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(server, "Thread", Now)
    monkeypatch.setattr("webbrowser.open", opened.append)
    server.show("http://localhost:1/?reset&token=secret", tmp_path)
    (page,) = tmp_path.iterdir()
    assert opened == [page.as_uri()]
    assert "url=http://localhost:1/?reset&amp;token=secret" in page.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert page.stat().st_mode & 0o777 == 0o600


class Now:
    """A thread that does its work at once."""

    def __init__(self, target, args, daemon):
        assert daemon
        self.start = lambda: target(*args)


# What is wrong is told in a sentence, and what to do


def refused(capsys, *words):
    assert command.main(list(words)) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize(
    ("number", "key"),
    [("ENOSPC", "full"), ("EACCES", "closed"), ("EROFS", "closed"), ("EIO", "other")],
)
@pytest.mark.usefixtures("serving")
def test_a_folder_that_takes_no_lessons_is_told(monkeypatch, capsys, number, key):
    error = OSError(getattr(errno, number), "so says the drive")

    def refuse(*_):
        raise error

    monkeypatch.setattr(command, "lay_out", refuse)
    for language in LANGUAGES:
        said = refused(capsys, "--language", language, "--folder", "here")
        values = {"folder": Path("here").absolute(), "reason": error.strerror}
        assert said == Words(language)(f"command.{key}", **values) + "\n"


@pytest.mark.parametrize("path", ["file", "file/below"])
def test_a_file_where_the_folder_should_be_is_told_and_left(serving, tmp_path, capsys, path):
    (tmp_path / "file").write_text("hers", encoding="utf-8")
    said = refused(capsys, "--folder", path)
    assert said == Words("sv")("command.file", folder=tmp_path / path) + "\n"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "hers"
    assert serving == []


def test_a_port_that_is_taken_is_told(serving, capsys):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        said = refused(capsys, "--port", str(port))
    assert said == Words("sv")("command.port", port=port) + "\n"
    assert refused(capsys, "--port", "99999") == Words("sv")("command.port", port=99999) + "\n"
    assert serving == []


@pytest.mark.parametrize("lacking", ["jupyterlab.labapp", "jupyter_server.serverapp"])
def test_without_jupyterlab_she_is_told_what_to_install(tmp_path, monkeypatch, capsys, lacking):
    monkeypatch.setitem(sys.modules, lacking, None)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    said = refused(capsys, "--folder", str(tmp_path / "here"))
    assert said.endswith("-m pip install jupyterlab\n")


def test_a_home_of_nobody_is_told(serving, capsys):
    assert "~nobody-of-this-name" in refused(capsys, "--folder", "~nobody-of-this-name/kit")
    assert serving == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--lang", "sv"], "--lang"),
        (["--language", "de"], "--language"),
        (["--port", "many"], "--port"),
        (["--folder"], "--folder"),
        (["lesson"], "lesson"),
    ],
)
def test_what_cannot_be_chosen_is_told_in_both_languages(serving, capsys, words, named):
    swedish, english = refused(capsys, *words).splitlines()
    assert swedish.startswith(f"{named} ")
    assert english.startswith(f"{named} cannot")
    assert serving == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_choice_in_the_language(serving, capsys, language):
    assert command.main(["--language", language, "--help"]) == 0
    said = capsys.readouterr().out
    choices = {"--language", "--folder", "--class", "--port", "--no-browser", "--help"}
    assert set(re.findall(r"^  (--[\w-]+)", said, re.MULTILINE)) == choices
    assert str(command.HOME) in said
    assert max(map(len, said.splitlines())) <= 95
    assert serving == []
