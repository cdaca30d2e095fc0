"""Compile the modules of every archive in /site. This runs inside Pyodide: see compiled.py.

Bytecode takes the place of the source: a browser fetches one of them, and compiles nothing.
"""

import ast
import importlib.util
import marshal
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

SITE = Path("/site")
_STAMP = (1980, 1, 1, 0, 0, 0)  # so that the same sources always make the same archive
_HEAD = 16  # bytes of a file of bytecode, before the code
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def compile_archive(path: Path, place: str, *, documented: bool) -> None:
    """Compile an archive where it lies; a traceback finds its modules in `place`."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            last, written = name, content
            if name.endswith(".py"):
                tree = ast.parse(content)
                code = compile(
                    tree if documented else _undocumented(tree), f"{place}/{name}", "exec"
                )
                last, written = f"{name}c", bytecode(code, content)
            elif name.endswith(".dist-info/RECORD"):
                written = _recorded(content)
            archive.writestr(zipfile.ZipInfo(last, _STAMP), written, zipfile.ZIP_DEFLATED, 9)


def bytecode(code: object, source: bytes) -> bytes:
    """Return what a file of bytecode holds: Python is to look at no source.

    Raises
    ------
    ValueError
        If Python would read another code from it.
    """
    found: bytes = _code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False)
    if marshal.loads(found[_HEAD:]) != code:  # noqa: S302 - it has just been written
        raise ValueError(code)
    return found


def _undocumented(tree: ast.Module) -> ast.Module:
    """Take out what only `help` would read."""
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            (first, *rest) = node.body
            node.body = rest or [ast.copy_location(ast.Pass(), first)]
    return tree


def _recorded(record: bytes) -> bytes:
    """Name the compiled modules in a wheel's list of its files."""
    lines = (line.split(",") for line in record.decode().splitlines())
    told = ((f"{line[0]}c", "", "") if line[0].endswith(".py") else line for line in lines)
    return "".join(f"{','.join(parts)}\n" for parts in told).encode()


for archive in sorted(SITE.iterdir()):
    suffix = {".whl": "site-packages", ".zip": ".zip"}.get(archive.suffix)
    if suffix:
        found = next(path for path in sys.path if path.endswith(suffix))
        # What the standard library says of itself is a sixth of it, and stands in every book.
        compile_archive(archive, found, documented=archive.suffix == ".whl")
