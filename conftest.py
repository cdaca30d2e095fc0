"""Tests never see a learner's own answers or class, nor leave any behind."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="answers-")
os.environ["KIT_ANSWERS"] = os.path.join(_folder.name, "answers.json")  # noqa: PTH118
os.environ["KIT_CLASS"] = os.path.join(_folder.name, "class")  # noqa: PTH118
