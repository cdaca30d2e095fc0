"""What the class board answers."""

import pytest

from kit.answers.file import AnswersFile
from kit.classroom.classroom import Classroom
from kit.classroom.folder import hand_in
from kit.classroom.sheets import Sheet, statement_ids
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import Words
from kit.widgets.board import Replies, board

EN = Words("en")


def hand_in_all(folder, people, rated=None, round_="1"):
    """Let people hand in, of whom each gives one level to these statements, or to all."""
    for person in people:
        ratings = bytes(
            1 + person % 5 if rated is None or one in rated else 0 for one in statement_ids()
        )
        hand_in(Sheet(f"{person:05}", round_, None, ratings), folder)


def opened_again(tmp_path, words=EN):
    """Return a board of the class as it is when Python has been started again."""
    (tmp_path / "class").mkdir(exist_ok=True)
    room = Classroom(tmp_path / "class", tmp_path / "own")
    replies = Replies(room, course(), AnswersFile(tmp_path / "own" / "own.json"), words)
    replies.look({})
    return replies


def shown_of(tmp_path, people, rated=None, rounds="1", words=EN):
    """Let people hand in in rounds and show them; return what the board says at last."""
    replies = opened_again(tmp_path, words)
    for round_ in rounds:
        hand_in_all(tmp_path / "class", people, rated, round_)
        found = replies.reply({"show": round_, "seen": list(rounds), "round": round_})
    return found


@pytest.fixture
def shown(tmp_path):
    """The folder of a class of which five have been shown, and whose board has been closed."""
    assert shown_of(tmp_path, range(5))["results"]["sheets"] == 5
    return tmp_path / "class"


def test_another_choice_of_what_is_shown_looks_at_no_file_again(tmp_path):
    replies = opened_again(tmp_path)
    for person, asked, handed in ((1, {}, 1), (2, {"known": True}, 1), (2, {}, 2)):
        hand_in_all(tmp_path / "class", [person])
        assert [one["handed"] for one in replies.look(asked)["rounds"]] == [handed]


def test_what_was_shown_is_covered_on_a_page_until_it_is_asked_for_there(shown):
    replies = opened_again(shown.parent)
    covered = replies.look({})
    (round_,) = covered["rounds"]
    assert (round_["handed"], round_["shown"], round_["waiting"]) == (5, False, 0)
    assert (covered["results"], covered["pair"], covered["shift"]) == (None, None, None)
    assert replies.look({"stamp": covered["stamp"]}) == {"stamp": covered["stamp"]}
    uncovered = replies.reply({"show": "1", "seen": ["1"], "stamp": covered["stamp"]})
    assert (uncovered["results"]["sheets"], uncovered["rounds"][0]["shown"]) == (5, True)
    # The page says from now on what it has been shown; another page of the board has not.
    again = {"seen": ["1"], "stamp": uncovered["stamp"]}
    assert replies.look(again) == {"stamp": uncovered["stamp"]}
    assert replies.look({})["results"] is None


def test_who_hands_in_while_a_round_is_covered_is_not_noted_as_shown(shown):
    record = shown / "class.json"
    before = record.read_bytes()
    replies = opened_again(shown.parent)
    hand_in_all(shown, range(5, 10))
    assert [one["handed"] for one in replies.look({})["rounds"]] == [10]
    assert record.read_bytes() == before
    noted = opened_again(shown.parent)
    assert noted.look({"seen": ["1"]})["results"]["sheets"] == 10  # followed there, and noted
    assert record.read_bytes() != before
    assert replies.look({})["results"] is None
    assert replies.look({"seen": ["1"]})["results"]["sheets"] == 10


def test_another_round_is_covered_until_it_is_asked_for_itself(shown):
    replies = opened_again(shown.parent)
    hand_in_all(shown, range(20, 25), round_="2")
    found = replies.look({"seen": ["1"], "round": "2"})
    assert (found["results"], found["pair"]) == (None, None)
    found = replies.reply({"seen": ["1", "2"], "round": "2", "show": "2"})
    assert (found["results"]["sheets"], found["pair"]) == (5, ("1", "2"))
    # Nor does the comparison of two rounds show one that is covered.
    assert opened_again(shown.parent).look({"seen": ["2"], "round": "2"})["pair"] is None


@pytest.mark.parametrize("words", [EN, Words("sv")], ids=LANGUAGES[::-1])
def test_what_nobody_has_rated_is_left_out_and_told_in_a_sentence(tmp_path, words):
    factors = course().factors[:3]
    rated = [one.id for factor in factors for one in factor.statements][:8]
    found = shown_of(tmp_path, range(6), rated, words=words)["results"]
    assert [axis["id"] for axis in found["axes"]] == [one.id for one in factors]
    assert found["radar"]["data"][0]["r"][-1] == found["radar"]["data"][0]["r"][0]
    assert len(found["table"]["rows"]) == 3
    assert len(found["statements"]["rows"]) == len(found["splits"]) == 8
    for key, shown in (("factors", "11 of 14"), ("statements", "34 of 42"), ("splits", "34 of 42")):
        told = shown if words.language == "en" else shown.replace("of", "av")
        assert told in found["left_out"][key]


def test_of_one_factor_there_is_a_table_and_no_radar(tmp_path):
    found = shown_of(tmp_path, range(5), ["breadth-1", "breadth-2"], "12")
    assert found["results"]["radar"] is None
    assert len(found["results"]["table"]["rows"]) == len(found["shift"]["table"]["rows"]) == 1


def test_a_class_that_has_rated_nothing_is_told_so(tmp_path):
    found = shown_of(tmp_path, range(5), [], "12")
    assert "Too few have answered" in found["results"]["sentence"]
    assert (found["results"]["splits"], found["shift"]["table"]["rows"]) == ([], ())


def test_what_a_class_agrees_on_is_a_word_and_the_measure_stands_behind_it(tmp_path):
    # One at each level.
    (first, *_) = shown_of(tmp_path, range(5))["results"]["splits"]
    assert first["judged"] == "scattered"
    assert "agreement A, is 0.00" in first["about"]


def export(first, number):
    """A survey's export with so many rows, no two of a course alike."""
    places = [f"{1 + person % 5},{1 + person // 5 % 5}" for person in range(first, first + number)]
    return "\n".join(["breadth-1,breadth-2", *places]).encode()


@pytest.fixture
def replies(tmp_path):
    (tmp_path / "class").mkdir()
    room = Classroom(tmp_path / "class")
    return Replies(room, course(), AnswersFile(tmp_path / "own.json"), Words("en"))


def looked(replies, content, name="svar.csv", **how):
    return replies.reply({"survey": "look", "content": content, "name": name, **how})["survey"]


def taken(replies, found, **whether):
    return replies.reply({"survey": "take", "id": found["id"], **whether})


def counted(replies):
    """Return how many have handed in in all rounds, and the files that were taken in."""
    told = replies.look({})
    files = [file["text"] for file in told["taken"]]
    return sum(round_["handed"] for round_ in told["rounds"]), files


def test_an_export_is_looked_at_then_taken_in_then_taken_back(replies):
    # What was found before Python was started again is to be looked at again.
    assert replies.reply({"survey": "take", "id": "of another time"}) == {"gone": True}
    found = looked(replies, export(0, 12))
    assert (found["persons"], found["asks"], found["faults"]) == (12, [], [])
    assert "Persons with answers: 12." in found["told"]
    assert counted(replies) == (0, [])
    assert taken(replies, found)["told"] == "Answers taken in: 12. Could not be read: 0."
    assert counted(replies) == (12, ["svar.csv (12)"])
    (file,) = replies.look({})["taken"]
    back = {"survey": "back", "stamp": file["stamp"]}
    assert replies.reply(back)["told"] == "Taken back: svar.csv (12)."
    assert counted(replies) == (0, [])
    assert replies.reply(back)["told"] == "The file is no longer in the class."


def test_why_a_file_is_refused_stands_first_and_not_among_the_faults(replies):
    found = looked(replies, b"%PDF-1.7\n", "svar.pdf")
    assert (found["told"], found["faults"]) == ([replies._words("fault.pdf")], [])  # noqa: SLF001
    found = looked(replies, b"breadth-1;breadth-2\n", "svar.csv")
    assert found["told"][0] == replies._words("fault.nobody")  # noqa: SLF001
    assert [place for place, _ in found["missing"]][:2] == ["1.3", "2.1"]


def test_files_of_two_groups_are_two_files_and_a_later_export_is_asked_about(replies):
    def after(name, content, **whether):
        found = looked(replies, content, name)
        taken(replies, found, **whether)
        return counted(replies)[0], found["earlier"] is not None

    assert after("Grupp (1).csv", export(0, 12)) == (12, False)
    assert after("Grupp (2).csv", export(12, 7)) == (19, False)
    # The same file once more, and each group's later export, double nobody.
    assert after("Grupp (2).csv", export(12, 7), over=True) == (19, True)
    assert after("Grupp (2).csv", export(12, 8), over=True) == (20, True)
    assert after("Grupp.csv", export(0, 12) + b"\n5,5", over=True) == (21, True)
    # The second group again, with its first row mended; and a third.
    mended = export(12, 8).replace(b"\n", b"\n5,5\n", 1).splitlines()
    del mended[2]
    assert after("Grupp (2).csv", b"\n".join(mended), over=True) == (21, True)
    assert after("Grupp (3).csv", export(20, 6)) == (27, False)
    # Others who happened to answer alike, if the teacher says so.
    assert after("Grupp (4).csv", export(20, 6), add=True) == (33, True)


def test_a_later_export_is_not_taken_in_before_the_teacher_has_said_how(replies):
    taken(replies, looked(replies, export(0, 12)))
    later = looked(replies, export(0, 13), "svar (1).csv")
    assert later["earlier"].startswith("Many rows are the same as in svar.csv (12)")
    again = taken(replies, later)
    assert again["survey"]["earlier"] == later["earlier"]
    assert counted(replies)[0] == 12


def test_codes_are_taken_in_as_the_teacher_says_and_not_before(replies):
    content = b"goals-1,goals-2\n0,4\n1,9\n"
    found = looked(replies, content)
    assert (found["persons"], found["asks"]) == (0, [("0", 1), ("1", 1), ("4", 1), ("9", 1)])
    assert found["ways"][0] == ("0 is level 1 and 4 is level 5", {"0": "1", "1": "2", "4": "5"})
    assert taken(replies, found)["gone"]
    codes = {"0": "1", "1": "2", "4": "5", "9": "unanswered"}
    told = looked(replies, content, codes=codes)
    assert told["persons"] == 2
    taken(replies, told)
    counted(replies)
    sheets = replies._class.found.sheets.values()  # noqa: SLF001
    ratings = [sheet.by_statement for sheet in sheets]
    assert ratings == [{"goals-1": 1, "goals-2": 5}, {"goals-1": 2}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_ready_made_survey_can_be_downloaded(tmp_path, language):
    words = Words(language)
    of_class = Classroom(tmp_path), course(), AnswersFile(tmp_path / "own.json"), words
    for kind, name in board(*of_class).data["ready"]:
        assert name
        assert words(f"ready.{kind}-about")
        file = Replies(*of_class).reply({"ready": kind})
        assert file["file"]
        assert file["name"].startswith(words("board.template-name").removesuffix(".csv"))


def test_a_class_that_cannot_be_deleted_is_told_of(replies, monkeypatch):
    def refuse():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(replies._class, "delete", refuse)  # noqa: SLF001
    told = replies.reply({"delete": True})["told"]
    assert told.startswith("Not all could be deleted (Permission denied).")
