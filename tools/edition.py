"""Which edition of the lessons this is: a mark that changes with any notebook.

A learner's own copies of the notebooks would hide a newer text. So where lessons reach learners,
on the static site and on a shared server, each edition has a folder of its own; her answers lie
beside them and belong to all.
"""

import hashlib
from pathlib import Path


def edition(notebooks: Path) -> str:
    """Return the name of this edition's folder, such as "lessons-3f2a9c".

    Parameters
    ----------
    notebooks
        The folder that holds the language folders.
    """
    mark = hashlib.sha256()
    for path in sorted(notebooks.glob("??/*.ipynb")):
        mark.update(path.relative_to(notebooks).as_posix().encode() + b"\0" + path.read_bytes())
    return f"lessons-{mark.hexdigest()[:6]}"
