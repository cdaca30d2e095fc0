"""What tests of the answers' file share."""

import pytest

from kit.answers.file import AnswersFile


@pytest.fixture
def path(tmp_path):
    """Where the answers of a test are kept; the folder is not there yet."""
    return tmp_path / "my-answers" / "answers.json"


@pytest.fixture
def file(path):
    """A file of answers as a notebook has it; others may open the same."""
    return AnswersFile(path)
