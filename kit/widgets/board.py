"""The class board: who has handed in, and how the class's ratings spread."""

import secrets
import sys
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kit.answers.answers import DONT_KNOW, Rating
from kit.answers.file import AnswersFile
from kit.answers.scores import scores
from kit.charts.base import MOST_OTHERS, Profile
from kit.classroom import codes, surveys
from kit.classroom.classroom import Classroom
from kit.classroom.disclosure import FEWEST, Block, whole
from kit.classroom.figures import medians
from kit.classroom.folder import reason
from kit.classroom.ready.formats import KINDS, ready_made
from kit.classroom.results import factor_spreads, named_groups, results, shift
from kit.classroom.sheets import ROUNDS, THEN, Fault
from kit.content.course import LEVELS, Course
from kit.content.language import number
from kit.content.phrases import Words
from kit.content.regions import example_regions
from kit.widgets.compare import choices, named
from kit.widgets.look_back import keep
from kit.widgets.messages import Question
from kit.widgets.view import View

if TYPE_CHECKING:
    from kit.widgets.phone.room import Room

# What a code can be, as the page says it.
_ANSWERS: dict[str, Rating | None] = {
    **{str(level): level for level in LEVELS},
    DONT_KNOW: DONT_KNOW,
    "unanswered": None,
}


def board(
    classroom: Classroom, course: Course, file: AnswersFile, words: Words, *, sample: bool = False
) -> View:
    """Make the board of a class; a sample class is shown at once and takes nothing in."""
    room, opens = _room(classroom, course, words, sample=sample)
    uncovered = ROUNDS if sample else ()
    replies = Replies(classroom, course, file, words, uncovered=uncovered, room=room)
    return View(
        "board",
        {
            "sample": sample,
            "folder": str(classroom.folder),
            "ready": [(kind, name[words.language]) for kind, (name, *_) in KINDS.items()],
            "fewest": FEWEST,
            "regions": choices(example_regions(), words),
            "chosen": [],
            "openings": opens,
            "rounds": list(ROUNDS),
        },
        file,
        words,
        title=words("board.sample" if sample else "board.title"),
        respond=replies.look if sample else replies.reply,
    )


def _room(
    classroom: Classroom, course: Course, words: Words, *, sample: bool
) -> tuple["Room | None", list[tuple[str, str]]]:
    """Return what lets telephones in, and what they can be let rate; a browser opens no door."""
    if sample or sys.platform == "emscripten":
        return None, []
    from kit.widgets.phone.room import Room, openings

    return Room(classroom.folder, words), openings(course, words)


class Replies:
    """What a board answers when the browser asks.

    Parameters
    ----------
    classroom
        The class.
    course
        What it has rated.
    file
        The teacher's own answers, where she keeps how a round was.
    words
        The phrases.
    uncovered
        The rounds of which a page sees the results without anybody asking for them.
    room
        The telephones of the class, if they can be let in.
    """

    def __init__(  # noqa: PLR0913
        self,
        classroom: Classroom,
        course: Course,
        file: AnswersFile,
        words: Words,
        *,
        uncovered: Collection[str] = (),
        room: "Room | None" = None,
    ) -> None:
        self._class = classroom
        self._course = course
        self._file = file
        self._words = words
        self._uncovered = uncovered
        self._room = room
        self._export = surveys.Look("")
        self._id = ""

    def reply(self, question: Question) -> dict[str, Any]:
        """Do what is asked: take something in, show a round, delete the class; or else look."""
        if "survey" in question:
            return self._survey(question)
        if "codes" in question:
            return self._codes(str(question["codes"]))
        if "ready" in question:
            name, content = ready_made(str(question["ready"]), self._words.language)
            return {"name": name, "file": content}
        if "delete" in question:
            return {"told": self._deleted()}
        if "keep" in question:
            total = whole(self._class.blocks, str(question["round"]))
            now = medians(factor_spreads(self._course, total)) if total else {}
            return keep(self._file, question["keep"], self._words, {"medians": now})
        if "join" in question and self._room:
            self._room.act(question)
            if question["join"] == "round":
                question = {**question, "round": question["begin"]}
                self._tell_shown(question, question["begin"])
        if question.get("show") in ROUNDS:
            self._class.look(self._seen(question))
            self._class.show(question["show"], sure=question.get("sure") is True)
            self._tell_shown(question, question["show"])
        return self.look(question)

    def _tell_shown(self, question: Question, round_: str) -> None:
        """Let the telephones know if the results of a round are shown on the page that asks."""
        seen = round_ in self._seen(question)
        if self._room and seen and whole(self._class.blocks, round_):
            self._room.shown(round_)

    @property
    def _rounds(self) -> list[str]:
        """The rounds of the class, and the one in which telephones are about to hand in."""
        known = {*self._class.rounds, self._room and self._room.round}
        return [round_ for round_ in ROUNDS if round_ in known]

    def _seen(self, question: Question) -> tuple[str, ...]:
        """Return the rounds whose results have been asked for on this page, in their order.

        What was shown yesterday is covered again when a lesson opens by itself, on a projector.
        """
        seen = {*self._uncovered, *question.get("seen", ())}
        return tuple(round_ for round_ in ROUNDS if round_ in seen)

    def _deleted(self) -> str:
        try:
            n = self._class.delete()
            if self._room:
                self._room.stop()
        except OSError as error:
            return self._words("board.undeleted", reason=reason(error))
        return self._words("board.deleted", n=number(n, self._words.language))

    def look(self, question: Question) -> dict[str, Any]:
        """Look what has been handed in, and tell what is shown of it unless the page knows.

        Where something else is to be shown of what is known, the folder is left alone: a large
        class's takes longer to look through than its results to work out.
        """
        seen = self._seen(question)
        if not question.get("known"):
            self._class.look(seen)
        rounds = self._rounds
        room = self._room.state() if self._room else None
        latest = (self._room and self._room.round) or (rounds or ROUNDS)[0]
        name = question["round"] if question.get("round") in rounds else latest
        regions = [
            region for region in example_regions() if region.id in question.get("regions", ())
        ]
        blocks = [block for block in self._class.blocks if block.round in seen]
        pair = self._pair(question, blocks, name)
        stamp = str(
            [self._class.edition, name, rounds, seen, pair, room, *map(attrgetter("id"), regions)]
        )
        if question.get("stamp") == stamp:
            return {"stamp": stamp}
        named_totals = named_groups(blocks, name, self._words)
        others = [
            Profile(named(region, self._words), scores(region.ratings, self._course.factors))
            for region in regions[:MOST_OTHERS]
        ]
        return {
            "stamp": stamp,
            "room": room,
            "round": name,
            "rounds": [
                {
                    "id": round_,
                    "handed": self._class.handed_in(round_),
                    "waiting": self._class.waiting(round_),
                    "changed": self._class.changed(round_),
                    "closed": self._class.closed(round_),
                    "shown": whole(blocks, round_) is not None,
                }
                for round_ in rounds
            ],
            "faults": [self._told(fault) for fault in self._class.faults],
            "taken": [
                {"stamp": file.stamp, "text": self._named(file)}
                for file in surveys.taken(self._class.folder, self._class.found.sheets.values())
            ],
            # How many may have been shown where this board did not see it, if any.
            "unsure": self._class.unsure,
            "results": results(self._course, named_totals, others, self._words)
            if named_totals
            else None,
            "pair": pair,
            "shift": pair and self._shift(*pair),
        }

    def _pair(
        self, question: Question, blocks: Sequence[Block], name: str
    ) -> tuple[str, str] | None:
        """Return the two rounds to compare: those asked for, or the first and the last.

        How it was before is compared with the last, where it is looked at or there is no other.
        """
        known = {block.round for block in blocks}
        shown = [round_ for round_ in ROUNDS if round_ in known]
        first, last = question.get("from"), question.get("to")
        if first in shown and last in shown and first != last:
            return first, last
        rounds = [round_ for round_ in shown if round_ != THEN]
        if len(rounds) > 1 and not (name == THEN and THEN in shown):
            return rounds[0], rounds[-1]
        return (THEN, rounds[-1]) if len(shown) > 1 else None

    def _shift(self, first: str, last: str) -> dict[str, Any]:
        before, after = (whole(self._class.blocks, round_) for round_ in (first, last))
        assert before  # noqa: S101 - both are shown
        assert after  # noqa: S101
        names = (self._words(f"round.named-{first}"), self._words(f"round.named-{last}"))
        return shift(self._course, before, after, names, self._words)

    def _codes(self, text: str) -> dict[str, Any]:
        """Put into the class's folder what came as result codes."""
        sheets, faults = codes.find(text)
        found = surveys.Look("", how="result-codes", sheets=tuple(sheets))
        wrong = surveys.take_in(found, self._class.folder) if sheets else []
        return self._taken(len(sheets), faults, wrong)

    def _survey(self, question: Question) -> dict[str, Any]:
        """Look into a survey tool's export, take in what was found, or take a file back."""
        if question["survey"] == "look":
            return {"survey": self._found(question)}
        if question["survey"] == "back":
            return {"told": self._back(str(question["stamp"]))}
        # Python may have been started again since, or another file been looked into.
        if question.get("id") != self._id or not self._export.sheets:
            return {"gone": True}
        over = self._earlier() if question.get("over") is True else None
        add = question.get("add") is True
        try:
            wrong = surveys.take_in(self._export, self._class.folder, over=over, add=add)
        except surveys.AlreadyTakenError:
            # Taken in meanwhile, on this board or another.
            return {"survey": self._shown()}
        return self._taken(len(self._export.sheets), self._export.faults, wrong)

    def _found(self, question: Question) -> dict[str, Any]:
        """Tell what is in an export, before anything of it is taken in."""
        told = question.get("codes") or {}
        codes = {str(code): _ANSWERS[answer] for code, answer in told.items()}
        hidden = question.get("hidden") is True
        name = str(question["name"])
        self._export = surveys.look(question["content"], name, codes=codes, hidden=hidden)
        self._id = secrets.token_hex(4)
        return self._shown()

    def _shown(self) -> dict[str, Any]:
        found, words = self._export, self._words
        self._class.look()
        earlier = self._earlier() if found.sheets else None
        return {
            "id": self._id,
            "title": words("survey.title", file=found.name),
            "told": [
                words(key, **values)
                for key, values in surveys.told(found, words.language)
                if key != "survey.codes"  # they stand in a table of their own
            ],
            "missing": surveys.missing(found, words.language),
            "passed": [self._told(fault) for fault in found.passed],
            "faults": [self._told(fault) for fault in found.faults if fault != found.refusal],
            "asks": list(found.asks.items()),
            "ways": [
                (words(key, **values), {code: str(answer) for code, answer in answers.items()})
                for key, values, answers in surveys.ways(found.asks)
            ],
            "persons": len(found.sheets),
            "hidden": sum(
                int(fault.values["n"]) for fault in found.passed if fault.key == "survey.hidden"
            ),
            "earlier": earlier and words("survey.earlier", file=self._named(earlier)),
        }

    def _earlier(self) -> surveys.Taken | None:
        files = surveys.taken(self._class.folder, self._class.found.sheets.values())
        return surveys.earlier_of(self._export, files)

    def _named(self, file: surveys.Taken) -> str:
        n = number(len(file.sheets), self._words.language)
        name = file.name or self._words("survey.unnamed")
        return self._words("survey.file", name=name, n=n)

    def _back(self, stamp: str) -> str:
        files = surveys.taken(self._class.folder, self._class.found.sheets.values())
        file = next((file for file in files if file.stamp == stamp), None)
        if not file:
            return self._words("survey.gone")
        try:
            surveys.take_back(file, self._class.folder)
        except OSError as error:
            return self._words("board.undeleted", reason=reason(error))
        return self._words("survey.back", file=self._named(file))

    def _taken(self, n: int, faults: Sequence[Fault], wrong: Sequence[Fault]) -> dict[str, Any]:
        language = self._words.language
        unwritten = sum(int(fault.values["n"]) for fault in wrong)
        return {
            "told": self._words(
                "board.taken",
                n=number(n - unwritten, language),
                faults=number(len(faults) + unwritten, language),
            ),
            "faults": [self._told(fault) for fault in (*faults, *wrong)],
        }

    def _told(self, fault: Fault) -> dict[str, str]:
        return {"place": fault.place, "text": self._words(fault.key, **fault.values)}
