"""Find a Chromium for the browser tests, or say in one line how to get one.

On Debian as root, `python -m tools.browser` installs Debian's own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
HOW = "The browser tests need Chrome, Edge or Chromium. Install one, or name it in KIT_BROWSER."


def find() -> str | None:
    """Return the program of an installed Chrome, Edge or Chromium, or None."""
    chosen = os.environ.get("KIT_BROWSER")
    if chosen:
        return chosen
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def main() -> None:
    """Install Debian's Chromium where that can be done without asking; else say what to do."""
    if find():
        return
    root_on_debian = (
        sys.platform == "linux" and os.geteuid() == 0 and Path("/etc/debian_version").exists()
    )
    if not root_on_debian:
        sys.exit(HOW)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(command, env=quiet, check=True)


if __name__ == "__main__":
    main()
