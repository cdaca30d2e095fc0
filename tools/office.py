"""Find a LibreOffice for the tests of what is taken away, or say in one line how to get one.

On Debian as root, `python -m tools.office` installs Debian's own, without its windows.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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
_PACKAGES = ("libreoffice-calc-nogui", "libreoffice-impress-nogui", "poppler-utils")


class OfficeError(RuntimeError):
    """LibreOffice is not there, or wrote nothing; the message is what it said."""


def find() -> str | None:
    """Return the program of an installed LibreOffice, or None."""
    chosen = os.environ.get("KIT_OFFICE")
    if chosen:
        return chosen
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def convert(path: Path, folder: Path, kind: str = "pdf") -> Path:
    """Have LibreOffice open a file and write it as another kind into a folder.

    Parameters
    ----------
    path
        The file to open.
    folder
        Where the other is written, under the same name; one that is there is replaced.
    kind
        What to write, by the end of its name, such as "pdf" or "xlsx".

    Raises
    ------
    OfficeError
        If there is no LibreOffice, or it could not open the file.
    """
    program = find()
    if program is None:
        raise OfficeError(HOW)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        # Its own profile, as two with the same one get in each other's way.
        profile, written = Path(temporary, "profile"), Path(temporary, "written")
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", kind, "--outdir", str(written), str(path)]
        said = _told(command)
        made = written / f"{path.stem}.{kind}"
        # It ends well even when it could not open the file.
        if not made.is_file():
            raise OfficeError(f"{path}: {said}")
        return Path(shutil.move(made, folder / made.name))


def _told(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return (done.stdout + done.stderr).decode(errors="replace").strip()


def main() -> None:
    """Install Debian's LibreOffice where that can be done without asking; else say what to do."""
    if find() and shutil.which("pdftoppm"):
        return
    root_on_debian = (
        sys.platform == "linux" and os.geteuid() == 0 and Path("/etc/debian_version").exists()
    )
    if not root_on_debian:
        print(HOW)
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *_PACKAGES]
    for command in (["apt-get", "update", "-qq"], install):
        if subprocess.run(command, env=quiet, check=False).returncode:
            print(HOW)
            return


if __name__ == "__main__":
    main()
