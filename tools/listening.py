"""Hear in Swedish what the screen reader Orca says, while keys are pressed as a keyboard does."""

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import browser
from tools.engines import DESK, PATIENCE, Page, displayed, find

HOW = (
    "Tests of what a screen reader says need Firefox, Chromium, Orca and xdotool on a display that "
    "Xvfb holds (Debian: firefox-esr, chromium, chromium-driver, orca, xdotool, xvfb, xauth, "
    "dbus-daemon, at-spi2-core, matchbox-window-manager); without them they are skipped."
)
_PROGRAMS = ("orca", "xdotool", "xvfb-run", "dbus-run-session", "matchbox-window-manager")
_PYTHON = "/usr/bin/python3"  # Debian's, which Orca is installed for
_EAR = Path(__file__).with_name("ear.py")
# Orca's own words, in whatever language the machine has, and a Firefox that tells what it shows.
_SWEDISH = {"LANGUAGE": "sv", "LC_ALL": "C.UTF-8", "GNOME_ACCESSIBILITY": "1"}


def can_hear(engine: str) -> bool:
    """Return whether what Orca says in an engine, Firefox or Chromium, can be heard here."""
    window = engine != "chromium" or shutil.which("chromium")
    return bool(window and find(engine) and all(map(shutil.which, _PROGRAMS)))


@dataclass
class Ear:
    """A page, the keys pressed on it, and what Orca says.

    Attributes
    ----------
    page
        The page.
    """

    page: Page
    _folder: Path
    _heard: int = 0

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them, such as "shift+Tab"."""
        display, authority = (self._folder / "display").read_text().split()
        where = {**os.environ, "DISPLAY": display, "XAUTHORITY": authority}
        subprocess.run(["xdotool", "key", *keys], env=where, check=True)

    def hear(self, enough: Callable[[list[str]], bool]) -> list[str]:
        """Return what has been said since this was asked before, as soon as it is enough.

        Where it is not within a minute, that is all that has been said.
        """
        end = time.monotonic() + PATIENCE
        while True:
            lines = (self._folder / "said").read_text(encoding="utf-8").splitlines()
            found = lines[self._heard :]
            if enough(found) or time.monotonic() > end:
                self._heard = len(lines)
                return found
            time.sleep(0.05)


@contextlib.contextmanager
def listening(engine: str) -> Iterator[Ear]:
    """Open Firefox or Chromium in a window, with Orca running.

    Parameters
    ----------
    engine
        "firefox" or "chromium", of which `can_hear` is true.
    """
    program, driver = find(engine) or ("", "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "said").touch()
        orca = shlex.join([_PYTHON, "-I", str(_EAR), f"{folder}/orca", f"{folder}/said"])
        where = f"echo $DISPLAY $XAUTHORITY > {folder}/display"
        # What is shown before Orca is there, it never gets to know.
        ready = f"until test -s {folder}/said; do sleep 0.1; done"
        begin = f"{where}; {orca} & {ready}; exec {shlex.quote(driver)} --port={{port}}"
        with displayed(DESK, begin, _SWEDISH) as address, _window(engine, program, address) as one:
            yield Ear(Page(engine, one), folder)


@contextlib.contextmanager
def _window(engine: str, program: str, address: str) -> Iterator[Any]:
    from selenium import webdriver

    options = {"chromium": webdriver.ChromeOptions, "firefox": webdriver.FirefoxOptions}[engine]()
    options.binary_location = program
    if engine == "chromium":
        options.binary_location = shutil.which("chromium")
        for flag in (*browser.FLAGS, "--force-renderer-accessibility"):
            options.add_argument(flag)
    one = webdriver.Remote(address, options=options)
    one.set_script_timeout(PATIENCE)
    try:
        yield one
    finally:
        one.quit()
