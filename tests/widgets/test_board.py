"""What the class board answers."""

from pathlib import Path

from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.classroom.folder import hand_in
from kit.classroom.sheets import Sheet, statement_ids
from kit.content.course import course
from kit.content.phrases import Words
from kit.widgets.board import Replies


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


def export(first, number):
    """A survey's export with so many rows, no two of a course alike."""
    places = [f"{1 + person % 5},{1 + person // 5 % 5}" for person in range(first, first + number)]
    return "\n".join(["breadth-1,breadth-2", *places]).encode()


def test_files_of_two_groups_are_two_files_and_a_later_export_of_one_takes_its_place(tmp_path):
    (tmp_path / "class").mkdir()
    room = Classroom(tmp_path / "class")
    replies = Replies(room, course(), AnswersFile(tmp_path / "own.json"), Words("en"))

    def after(name, content):
        told = replies.reply({"content": content, "name": name})["told"]
        (one,) = replies.look({})["rounds"]
        return one["handed"], "has taken its place" in told

    assert after("Grupp (1).csv", export(0, 12)) == (12, False)
    assert after("Grupp (2).csv", export(12, 7)) == (19, False)
    # The same file once more, and each group's later export, double nobody.
    assert after("Grupp (2).csv", export(12, 7)) == (19, True)
    assert after("Grupp (2).csv", export(12, 8)) == (20, True)
    assert after("Grupp.csv", export(0, 12) + b"\n5,5") == (21, True)
    # The second group again, with its first row mended; and a third.
    mended = export(12, 8).replace(b"\n", b"\n5,5\n", 1).splitlines()
    del mended[2]
    assert after("Grupp (2).csv", b"\n".join(mended)) == (21, True)
    assert after("Grupp (3).csv", export(20, 6)) == (27, False)


def test_a_class_that_cannot_be_deleted_is_told_of(tmp_path, monkeypatch):
    replies = Replies(
        Classroom(tmp_path), course(), AnswersFile(tmp_path / "own.json"), Words("en")
    )

    def refuse():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(replies._class, "delete", refuse)  # noqa: SLF001
    told = replies.reply({"delete": True})["told"]
    assert told.startswith("Not all could be deleted (Permission denied).")
