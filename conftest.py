"""Tests never see a learner's own answers or class, nor leave any behind; the slowest run first."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="answers-")
os.environ["KIT_ANSWERS"] = os.path.join(_folder.name, "answers.json")  # noqa: PTH118
os.environ["KIT_CLASS"] = os.path.join(_folder.name, "class")  # noqa: PTH118

# Where tests wait most for others. Begun last, they would leave the other workers idle at the end.
SLOWEST = ("tests/hub/test_hub", "tests/browser/test_site", "tests/browser/", "tests/hub/")


def pytest_collection_modifyitems(items):
    """Put the slowest first; within each, tests keep their order."""
    items.sort(
        key=lambda item: next(
            (rank for rank, start in enumerate(SLOWEST) if item.nodeid.startswith(start)),
            len(SLOWEST),
        )
    )
