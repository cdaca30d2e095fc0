"""What a seat's server leaves out, and that all a learner uses is there."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tools.hub import NAMES, statements

SERVER = Path(__file__).parents[2] / "hosting" / "server.py"


def loaded(code):
    """Run code with the seat's server at hand, and return what it prints."""
    begin = "import runpy, sys; server = runpy.run_path(sys.argv[1])\n"
    command = [sys.executable, "-P", "-c", begin + code, str(SERVER)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
def test_a_seat_loads_neither_the_hubs_database_nor_a_grammar():
    code = "with server['put_off'](): import jupyterhub.singleuser\n"
    assert {"alembic", "lark", "sqlalchemy"}.isdisjoint(loaded(code + "print(*sys.modules)"))


@pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
def test_what_is_put_off_is_there_for_whoever_asks():
    code = "with server['put_off'](): import jupyterhub.scopes as held\n"
    code += "import sqlalchemy.orm, rfc3987_syntax\nprint(held.orm.User.__name__, held.sa.__name__)"
    assert loaded(code) == ["User", "sqlalchemy"]


@pytest.fixture(scope="module")
def hub(start):
    with start() as hub:
        yield hub


def test_neither_a_terminal_nor_an_installer_of_extensions_is_offered(hub):
    told = hub.learner(NAMES[0]).told()
    assert told["terminalsAvailable"] is False
    assert told["extensionManager"]["can_install"] is False


def test_a_kernel_is_interrupted_and_restarted_and_answers_are_there(hub):
    learner = hub.learner(NAMES[1])
    path = f"{learner.lessons}/sv/01-role.ipynb"
    (factor, statement), *_ = statements()
    line = hub.homes / NAMES[1] / "line"
    os.mkfifo(line)
    line.chmod(0o666)
    with learner.open(path) as kernel:
        kernel.run()
        assert kernel.rate(factor, statement, 4)

        def stop():
            # Opened once the kernel reads from it, which it then does for ever.
            with line.open("w"):
                learner.interrupt()
                stopped.wait()

        stopped = threading.Event()
        threading.Thread(target=stop, daemon=True).start()
        with pytest.raises(RuntimeError, match="KeyboardInterrupt"):
            kernel.execute(f"open({str(line)!r}).read()")
        stopped.set()
        assert kernel.rate(factor, statement, 5)
    learner.restart()
    with learner.open(path) as again:
        assert again.execute("print('lesson' in globals())") == "False\n"
        again.run()
        assert again.answers()["sections"]["ratings"] == {statement: 5}
