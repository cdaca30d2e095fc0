"""Make what a browser fetches quick: Python compiled, and every file compressed, by Node.js.

Python is compiled inside the very Pyodide that the site carries. A browser would do it anew on each
visit: that is a third of its start.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import npm

HERE = Path(__file__).parent
PACKER = HERE / "packed.mjs"
RUNNER, SCRIPT = HERE / "compiled.mjs", HERE / "compiling.py"
# What has been made before: only the kit and its lessons change from build to build.
CACHE = npm.MODULES / ".compiled"


def compile_all(folder: Path, pyodide: Path) -> None:
    """Compile every wheel in a folder, and Pyodide's standard library, where they lie.

    Parameters
    ----------
    folder
        The folder.
    pyodide
        The package of npm's that Pyodide came in.

    Raises
    ------
    RuntimeError
        If there is no Node.js.
    subprocess.CalledProcessError
        If a module cannot be compiled; what was said stands above.
    """
    by = b"".join(path.read_bytes() for path in (pyodide / "package.json", RUNNER, SCRIPT))
    archives = sorted(path for path in folder.iterdir() if path.suffix in {".whl", ".zip"})
    known = {path: CACHE / hashlib.sha256(by + path.read_bytes()).hexdigest() for path in archives}
    CACHE.mkdir(exist_ok=True)
    # Beside the cache, so that what is done can be moved there in one step.
    with TemporaryDirectory(dir=CACHE) as work:
        new = [path for path, done in known.items() if not done.exists()]
        for path in new:
            shutil.copy(path, work)
        _node(RUNNER, pyodide, SCRIPT, work)
        for path in new:
            done = Path(work, path.name)
            shutil.copy(done, path)
            if not path.name.startswith("regional_kit"):
                done.replace(known[path])
    for path in archives:
        if path not in new:
            shutil.copy(known[path], path)


def pack_all(folder: Path) -> None:
    """Write beside each file of a site, if it is of use, a variant by Brotli and one by gzip.

    Raises
    ------
    RuntimeError
        If there is no Node.js.
    """
    _node(PACKER, folder, CACHE / "packed")


def _node(*command: Path | str) -> None:
    node = shutil.which("node")
    if node is None:
        raise RuntimeError(npm.HOW)
    subprocess.run([node, *command], check=True)
