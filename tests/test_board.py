"""What the class board answers."""

from pathlib import Path

from kit.class_folder import hand_in
from kit.classroom import Classroom
from kit.course import course
from kit.keeping import AnswersFile
from kit.sheets import Sheet, statement_ids
from kit.widgets.board import Replies
from kit.words import Words


def test_another_choice_of_what_is_shown_looks_at_no_file_again(tmp_path: Path) -> None:
    ratings = bytes(3 for _ in statement_ids())
    replies = Replies(
        Classroom(tmp_path), course(), AnswersFile(tmp_path / "own.json"), Words("en")
    )
    hand_in(Sheet("00001", "1", None, ratings), tmp_path)
    assert [one["handed"] for one in replies.look({})["rounds"]] == [1]
    hand_in(Sheet("00002", "1", None, ratings), tmp_path)
    assert [one["handed"] for one in replies.look({"known": True})["rounds"]] == [1]
    assert [one["handed"] for one in replies.look({})["rounds"]] == [2]
