"""Fetch what package-lock.json names, or say in one line what is not to be had without npm.

`python -m tools.npm` does it: Python for the browser, the proxy that a JupyterHub needs, and what
checks the page's scripts.
"""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = ROOT / "node_modules"
HOW = (
    "The static site, the tests of a shared server and the checks of the page's scripts need "
    "Node.js 20 with npm; without it those tests and checks are skipped."
)


def find(name: str) -> Path | None:
    """Return where a package of npm's lies, or None if it has not been fetched."""
    place = MODULES / name
    return place if place.is_dir() else None


def main() -> None:
    """Fetch the packages, unless they are there as the lock file has them."""
    program = shutil.which("npm")
    if program is None:
        print(HOW)
        return
    lock, fetched = ROOT / "package-lock.json", MODULES / ".package-lock.json"
    if fetched.exists() and fetched.stat().st_mtime > lock.stat().st_mtime:
        return
    subprocess.run([program, "ci", "--silent", "--no-audit", "--no-fund"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
