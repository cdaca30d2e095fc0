"""The way without make: the kit's wheel in an environment of its own, and its command.

`python -m tools.without_make` goes all of it as a learner does, on whatever system this is, and
says what it sees. It needs nothing but Python; the rest is installed from the package index. Words
after it are a command to try instead, such as start.cmd.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).parent.parent
_WINDOWS = sys.platform == "win32"
PROGRAMS = "Scripts" if _WINDOWS else "bin"
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def wheel(folder: Path, *how: str) -> Path:
    """Build the kit's wheel into a folder; `how` is what pip is told beside."""
    command = [*_PIP, "wheel", "--quiet", "--no-deps", *how, "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (built,) = folder.glob("regional_kit-*.whl")
    return built


def environment(folder: Path, *what: str) -> Path:
    """Make an environment, install into it what pip is told, and return its folder of programs."""
    venv.create(folder)
    programs = folder / PROGRAMS
    python = programs / ("python.exe" if _WINDOWS else "python")
    subprocess.run([*_PIP, "--python", str(python), "install", "--quiet", *what], check=True)
    return programs


@contextmanager
def started(command: Sequence[str], cwd: Path, given: Mapping[str, str]) -> Iterator[str]:
    """Start the command, and stop it in the end.

    Parameters
    ----------
    command
        What is written in the terminal.
    cwd
        Where.
    given
        The environment.

    Yields
    ------
    The address that the command names.

    Raises
    ------
    RuntimeError
        If it ends without naming one; what it said is in the message.
    """
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command,
            cwd=cwd,
            env={**given, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        try:
            said: list[str] = []
            for line in process.stdout or ():
                said.append(line)
                if found := re.search(r"http://\S+", line):
                    yield found[0]
                    break
            else:
                errors.seek(0)
                raise RuntimeError("".join(said) + errors.read().decode(errors="replace"))
        finally:
            stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """Stop a server with all that it has started."""
    if _WINDOWS:
        # A script of Windows' leaves its programs running.
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, check=False, capture_output=True)
    else:
        process.terminate()


def asked(address: str, path: str) -> Any:
    """Return what the server at an address says of a path."""
    parts = urlsplit(address)
    token = parse_qs(parts.query)["token"][0]
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{parts.scheme}://{parts.netloc}/{path}", headers={"Authorization": f"token {token}"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def notebook(address: str) -> dict[str, Any]:
    """Return the notebook that an address opens, as the server gives it."""
    path = urlsplit(address).path.partition("/tree/")[2]
    content: dict[str, Any] = asked(address, f"api/contents/{path}")["content"]
    return content


def main() -> None:
    """Go the whole way, or with the command that is given."""
    # A server's child may hold a file for a moment after it has been stopped.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        place = Path(name)
        command = sys.argv[1:]
        if not command:
            built = wheel(place)
            constraints = str(ROOT / "constraints.txt")
            programs = environment(place / "env", "-c", constraints, f"{built}[lab]")
            command = [str(programs / "regional-kit")]
        lessons = place / "lessons and answers"
        command += ["--folder", str(lessons), "--no-browser"]
        with started(command, place, os.environ) as address:
            cells = notebook(address)["cells"]
        print(f"{address.partition('?')[0]} opens, with {len(cells)} cells:")
        print("".join(cells[0]["source"]).splitlines()[0])
        print("Laid out:", ", ".join(sorted(one.name for one in lessons.iterdir())))


if __name__ == "__main__":
    main()
