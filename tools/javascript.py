"""Check the page's scripts where there is npm: how they are written, their types, their own tests.

`python -m tools.javascript` does it.
"""

import shutil
import subprocess
import sys

from tools import npm

TESTS = npm.ROOT / "tests" / "js"


def main() -> None:
    """Run each check, and stop at the first that fails."""
    npm.main()
    node, npx = shutil.which("node"), shutil.which("npx")
    if node is None or npx is None:
        return
    tests = map(str, sorted(TESTS.glob("*.test.js")))
    for command in (
        [npx, "biome", "check", "--error-on-warnings"],
        [npx, "tsc"],
        [node, "--no-warnings", "--test", "--test-reporter=spec", *tests],
    ):
        if failed := subprocess.run(command, cwd=npm.ROOT, check=False).returncode:
            sys.exit(failed)


if __name__ == "__main__":
    main()
