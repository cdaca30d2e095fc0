"""What tests of the views share."""

import pytest

from kit.answers.file import AnswersFile


@pytest.fixture
def file(tmp_path):
    """A learner's answers, none of them given; their folder is not there yet."""
    return AnswersFile(tmp_path / "my-answers" / "answers.json")
