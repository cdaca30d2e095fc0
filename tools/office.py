"""Find a LibreOffice for the tests of what is taken away, or say in one line how to get one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import fonts

HOW = (
    "Some tests open what the kit writes in LibreOffice and are skipped without it. "
    "Install LibreOffice and Poppler (pdftoppm), or name the program soffice in KIT_OFFICE."
)
PATIENCE = 180

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    # The one with .com waits until it is done, and says what went wrong.
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


class OfficeError(RuntimeError):
    """LibreOffice is not there, or wrote nothing; the message is what it said."""


def find() -> str | None:
    """Return the program of an installed LibreOffice, or None."""
    chosen = os.environ.get("KIT_OFFICE")
    if chosen:
        return chosen
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def find_pages() -> str | None:
    """Return the program that makes pictures of a PDF's pages, or None."""
    return shutil.which("pdftoppm")


def convert(path: Path, folder: Path, kind: str = "pdf", family: str = fonts.FAMILIES[0]) -> Path:
    """Have LibreOffice open a file and write it as another kind into a folder.

    Parameters
    ----------
    path
        The file to open.
    folder
        Where the other is written, under the same name; one that is there is replaced.
    kind
        What to write, by the end of its name, such as "pdf" or "xlsx".
    family
        What its text is set in.

    Raises
    ------
    OfficeError
        If there is no LibreOffice, or it could not open the file.
    """
    return convert_all([path], folder, kind, family)[0]


def convert_all(paths: Sequence[Path], folder: Path, kind: str, family: str) -> list[Path]:
    """Do with several files at once what `convert` does with one, as starting takes longest."""
    program = find()
    if program is None:
        raise OfficeError(HOW)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        # Its own profile, as two with the same one get in each other's way.
        profile, written = Path(temporary, "profile"), Path(temporary, "written")
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", kind, "--outdir", str(written), *map(str, paths)]
        said = _told(command, fonts.only(family))
        made = [written / f"{path.stem}.{kind}" for path in paths]
        # It ends well even when it could not open a file.
        for path, file in zip(paths, made, strict=True):
            if not file.is_file():
                raise OfficeError(f"{path}: {said}")
        return [Path(shutil.move(file, folder / file.name)) for file in made]


def _told(command: list[str], env: dict[str, str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env=env)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return (done.stdout + done.stderr).decode(errors="replace").strip()
