"""The wheels that the static site carries: which, fetched, and made small.

Learners' browsers fetch every byte, so files that no lesson opens are left out of the largest ones.
`python -m tools.wheels` locks them anew: it writes site/wheels.txt from site/wheels.in, at the
versions that the tests run with.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tools import plotly

ROOT = Path(__file__).parent.parent
WANTED = ROOT / "site" / "wheels.in"
LOCKED = ROOT / "site" / "wheels.txt"
KERNEL = ROOT / "site" / "kernel.txt"
PYTHON = "3.14"  # Pyodide's
PURE = ("--implementation=py", "--abi=none", "--platform=any")

# Of these packages, only what is named here goes to the browser, beside what describes them.
KEPT = {
    "babel": r"babel/(?!locale-data/|messages/)"
    r"|babel/locale-data/(root|sv|sv_SE|en|en_001|en_GB)\.dat",
    "ipywidgets": r"ipywidgets/(?!.*/tests/)",
    "jedi": r"jedi/(?!third_party/(django-stubs|typeshed/stubs)/)",
    "plotly": r"plotly/(__init__\.py|package_data/plotly\.min\.js)",
    # Python's own, and those that IPython's loads with it.
    "pygments": r"pygments/(?!lexers/)|pygments/lexers/(_\w+|css|data|html|javascript|jvm|lilypond"
    r"|lisp|markup|perl|python|ruby|shell|special)\.py",
}
PLOTLY = "plotly/package_data/plotly.min.js"
_STAMP = (1980, 1, 1, 0, 0, 0)  # so that the same files always make the same wheel


def fetch(folder: Path) -> list[Path]:
    """Fetch the locked wheels into a folder, and make them small.

    Raises
    ------
    subprocess.CalledProcessError
        If one cannot be fetched, or is not the one that was locked.
    """
    download(folder, "--require-hashes", "-r", str(LOCKED))
    wheels = sorted(folder.glob("*.whl"))
    for wheel in wheels:
        pattern = KEPT.get(wheel.name.split("-")[0])
        if pattern:
            _keep(wheel, re.compile(rf"{pattern}|[^/]+\.dist-info/"))
    return wheels


def kernel(folder: Path) -> None:
    """Install JupyterLite's kernel into a folder of its own.

    Beside JupyterLab, it would bring a part that JupyterLab itself cannot load.
    """
    command = [*_PIP, "install", "-qq", "--no-deps", "--require-hashes", "-r", str(KERNEL)]
    subprocess.run([*command, "--target", str(folder)], check=True)


def build(folder: Path, source: Path = ROOT) -> Path:
    """Build the kit's own wheel into a folder, without the lessons: the site has them, too."""
    command = [*_PIP, "wheel", "-qq", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(source)], check=True)
    (wheel,) = folder.glob("regional_kit-*.whl")
    # What JupyterLab gets is in the site.
    _keep(wheel, re.compile(r"kit/(?!docs/|notebooks/)|[^/]+\.dist-info/"))
    return wheel


def download(folder: Path, *what: str, kind: Iterable[str] = PURE) -> None:
    """Download wheels as they are, for Pyodide's Python; pure ones, unless it is told otherwise.

    Raises
    ------
    subprocess.CalledProcessError
        If there is no such wheel.
    """
    command = [*_PIP, "download", "-qq", "--no-deps", "--only-binary=:all:", *kind]
    version = f"--python-version={PYTHON}"
    subprocess.run([*command, version, "--dest", str(folder), *what], check=True)


_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def _keep(wheel: Path, pattern: re.Pattern[str]) -> None:
    """Write a wheel anew with those of its files alone whose names match, and plotly.js in part."""
    with zipfile.ZipFile(wheel) as whole:
        files = {name: whole.read(name) for name in whole.namelist() if pattern.match(name)}
    if PLOTLY in files:
        files[PLOTLY] = plotly.bundle(files[PLOTLY])
    (record,) = (name for name in files if name.endswith(".dist-info/RECORD"))
    lines = files[record].decode().splitlines(keepends=True)
    files[record] = "".join(line for line in lines if line.split(",")[0] in files).encode()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as small:
        for name, content in files.items():
            small.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)


def lock() -> None:
    """Write down exactly which wheels there are to be."""
    tested = dict(_pins((ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()))
    lines = WANTED.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    wanted = [f"{name}=={tested[name]}" if name in tested else name for name in names]
    with tempfile.TemporaryDirectory() as folder:
        download(Path(folder), *wanted)
        wheels = sorted(Path(folder).glob("*.whl"))
        locked = [
            f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
            for wheel in wheels
            for name, version in [wheel.name.split("-")[:2]]
        ]
    LOCKED.write_text("".join(locked), encoding="utf-8")


def _pins(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, _, version = line.partition("==")
        yield name.lower().replace("_", "-"), version


if __name__ == "__main__":
    lock()
