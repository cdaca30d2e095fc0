"""Let users without a name reach this Python and this clone, even in somebody's closed home.

A root user's Python often lies in /root, which nobody else may enter. Nothing of that is changed:
the program that is started, and what it starts, see another /root, which holds but what they need.
"""

import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def way() -> list[str] | None:
    """Return what to put before a command so that its users reach all, or None if there is no way.

    Only root can start something as another user.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    needed = [Path(sys.base_prefix), Path(sys.prefix), ROOT]
    if node := shutil.which("node"):
        needed.append(Path(node).resolve().parent)
    outermost = _outermost(path.resolve() for path in needed)
    doors = {path: door for path in outermost if (door := _closed(path))}
    if not doors:
        return []
    if _closed(Path(tempfile.gettempdir()).resolve()):
        return None
    before = ["unshare", "--mount", "sh", "-ec", _script(doors), "sh"]
    tried = subprocess.run([*before, "true"], check=False, capture_output=True)
    return before if tried.returncode == 0 else None


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Leave out what lies within another."""
    found: list[Path] = []
    for path in sorted(set(paths)):
        if not any(path.is_relative_to(outer) for outer in found):
            found.append(path)
    return found


def _closed(path: Path) -> Path | None:
    """Return the outermost folder on the way to a path that others may not enter, or None."""
    way_there = [*reversed(path.parents), path]
    return next((place for place in way_there if not place.stat().st_mode & stat.S_IXOTH), None)


def _script(doors: dict[Path, Path]) -> str:
    """Write what puts an open folder in place of each closed one, and what is needed into it."""
    lines = ["held=$(mktemp -d)"]
    for number, path in enumerate(doors):
        lines += [f"mkdir $held/{number}", f"mount --bind {shlex.quote(str(path))} $held/{number}"]
    for door in sorted(set(doors.values())):
        lines.append(f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(door))}")
    for number, path in enumerate(doors):
        place = shlex.quote(str(path))
        lines += [f"mkdir -p {place}", f"mount --move $held/{number} {place}"]
    return "\n".join([*lines, "rm -r $held", 'exec "$@"'])
