"""Look whether this machine has what the tests need; name each thing it lacks in one line.

`python -m tools.machine` does it. On Debian as root it installs Debian's own programs first:
Chromium, Firefox and WebKit, and LibreOffice without its windows.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import browser, engines, fonts, npm, office

# Debian's packages for what a program's own module finds.
_PACKAGES = {
    browser.find: ("chromium-headless-shell",),
    office.find: ("libreoffice-calc-nogui", "libreoffice-impress-nogui"),
    office.find_pages: ("poppler-utils",),
    **{functools.partial(engines.find, name): engines.PACKAGES[name] for name in engines.ENGINES},
}


def lacking() -> Iterator[tuple[str, bool]]:
    """Find what is not there.

    Yields
    ------
    What it is and how to get it, in one line, and whether nothing can be tested without.
    """
    if not browser.find():
        yield browser.HOW, True
    if names := fonts.missing():
        yield f"{fonts.HOW} Missing: {', '.join(names)}.", True
    for name in engines.ENGINES:
        if not engines.find(name):
            yield engines.HOW[name], False
    if not (office.find() and office.find_pages()):
        yield office.HOW, False
    if not shutil.which("npm"):
        yield npm.HOW, False
    if not shutil.which("git"):
        yield "Tests of how to update need Git; without it they are skipped.", False


def install(packages: list[str]) -> None:
    """Install packages of Debian's, if this is Debian and may be done without asking."""
    debian = sys.platform == "linux" and Path("/etc/debian_version").exists()
    if not packages or not debian or os.geteuid() != 0:
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    for step in (["apt-get", "update", "-qq"], command):
        if subprocess.run(step, env=quiet, check=False).returncode:
            return


def main() -> None:
    """Get what can be had, and say what cannot; stop if nothing can be tested without it."""
    install([package for find, names in _PACKAGES.items() if not find() for package in names])
    missing = list(lacking())
    for line, _ in missing:
        print(line)
    if any(needed for _, needed in missing):
        sys.exit(1)
    npm.main()


if __name__ == "__main__":
    main()
