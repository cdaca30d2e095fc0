"""Tests never see a learner's own answers, nor leave any behind."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="answers-")
os.environ["KIT_ANSWERS"] = os.path.join(_folder.name, "answers.json")  # noqa: PTH118
