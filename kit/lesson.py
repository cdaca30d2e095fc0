"""What a notebook says: a lesson, and what a learner does in it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.answers.file import AnswersFile
from kit.content import dilemmas, markdown
from kit.content.course import Factor, course, parts
from kit.content.language import LANGUAGES, Text, known, unknown
from kit.content.markdown import Prose
from kit.content.phrases import Words
from kit.content.regions import example_region, example_regions

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.widgets.carrier import Carrier
    from kit.widgets.view import View


class Lesson:
    """One notebook: the start, a group of factors, the whole, the class, the plan, or one beside.

    Parameters
    ----------
    part
        "start", a group's id such as "role", "whole", "class", "plan", "glossary" or "curious".
    language
        "sv" or "en".
    path
        Where the learner's answers are kept; by default my-answers/ beside the notebooks' folders,
        or where `KIT_ANSWERS` says.
    carry
        What hands a view on; by default it becomes a widget, as a notebook shows.

    Raises
    ------
    ValueError
        If there is no such part or language.
    """

    def __init__(
        self,
        part: str,
        language: str,
        path: Path | None = None,
        *,
        carry: "Callable[[View], Any] | None" = None,
    ) -> None:
        if part not in parts():
            raise unknown(Text(sv="Lektionen", en="lesson"), part, parts())
        self.part = part
        self.language = known(language)
        self._words = Words(self.language)
        self._file = AnswersFile(path)
        self._carry = carry or _carried
        _keep_names_apart()

    def __repr__(self) -> str:
        """Say which lesson this is."""
        return f"Lesson({self.part!r}, {self.language!r})"

    @property
    def _factors(self) -> tuple[Factor, ...]:
        """The factors the lesson is about."""
        taught = course()
        groups = {group.id: group.factors for group in taught.groups}
        return groups.get(self.part, taught.factors)

    def factors(self) -> Prose:
        """Show the fourteen factors in their groups."""
        return markdown.factors(course(), self._words)

    def goals(self) -> Prose:
        """Show what the lesson is about, how long it takes, and its goals."""
        group = course().group(self.part)
        return markdown.opening(group, example_region(group.case), self._words)

    def scale(self) -> Prose:
        """Show the five levels of the scale."""
        return markdown.scale(self._words)

    def regions(self) -> Prose:
        """Show the example regions and their context figures."""
        return markdown.regions(example_regions(), self._words)

    def read(self, factor: str) -> Prose:
        """Show what a factor means and why it matters."""
        return markdown.factor_text(course().factor(factor), self._words)

    def discuss(self) -> Prose:
        """Show questions to discuss in a group, or to think over alone."""
        return markdown.discussion(self._factors, self._words)

    def dilemma(self, dilemma_id: str) -> Prose:
        """Show a dilemma to negotiate in a group, such as "plant"."""
        return dilemmas.shown(dilemmas.dilemma(dilemma_id), self._words)

    def county(self) -> "Carrier":
        """Choose one's county and see facts about it."""
        from kit.widgets.county import county

        return self._carry(county(self._file, self._words))

    def rate(self, factor: str) -> "Carrier":
        """Rate one's region on a factor's statements, with a live radar beside."""
        from kit.widgets.forms import rate

        asked = course().factor(factor)
        shown = (asked,) if self.part == "start" else self._factors
        if asked not in shown:
            ids = ", ".join(choice.id for choice in shown)
            raise ValueError(
                f"Faktorn {factor!r} hör inte till lektionen {self.part!r}. Skriv ett av: {ids}. "
                f"The factor {factor!r} is not of the lesson {self.part!r}. Write one of: {ids}."
            )
        return self._carry(rate(asked, shown, self._file, self._words))

    def practise(self, factor: str) -> "Carrier":
        """Judge a practice case of a factor, and see which level it was written to."""
        from kit.widgets.forms import practise

        return self._carry(practise(course().factor(factor), course(), self._file, self._words))

    def borderline(self) -> "Carrier":
        """Judge a case on which reasonable people differ, and read two ways to see it."""
        from kit.widgets.forms import borderline

        return self._carry(borderline(course().group(self.part), self._file, self._words))

    def compare(self) -> "Carrier":
        """Compare one's region with example regions."""
        from kit.widgets.compare import compare

        by_factor = self.part in {"whole", "curious"}
        return self._carry(compare(self._factors, self._file, self._words, by_factor=by_factor))

    def case(self) -> "Carrier":
        """Guess an example region's levels from its story, then see them and the reasons."""
        from kit.widgets.forms import case

        region = example_region(course().group(self.part).case)
        return self._carry(case(region, self._factors, self._file, self._words))

    def quiz(self) -> "Carrier":
        """Answer the lesson's questions, and some from earlier lessons."""
        from kit.widgets.forms import quiz

        return self._carry(quiz(course(), self.part, self._file, self._words))

    def reflect(self) -> "Carrier":
        """Write down how important each factor is, what its rating rests on, and what to do."""
        from kit.widgets.forms import reflect

        return self._carry(reflect(self._factors, self._file, self._words))

    def progress(self) -> "Carrier":
        """Show what is done and what is left, in all lessons."""
        from kit.widgets.forms import progress

        return self._carry(progress(course(), self._file, self._words))

    def hand_in(self) -> "Carrier":
        """Hand in one's ratings to a class, without a name."""
        from kit.widgets.hand_in import hand_in

        so_far = self.part in {group.id for group in course().groups}
        return self._carry(hand_in(course(), self._file, self._words, so_far=so_far))

    def board(self, folder: str | Path | None = None) -> "Carrier":
        """Follow a class: who has handed in, where it agrees and where it splits.

        The class hands in to the folder; by default where `KIT_CLASS` says, or else my-class/
        beside the notebooks' folders.
        """
        return self._carry(self._board(folder))

    def _board(self, folder: str | Path | None = None) -> "View":
        from kit.classroom.classroom import default_folder, opened
        from kit.widgets.board import board

        place = Path(folder).expanduser() if folder else default_folder()
        return board(opened(place, self._file.path.parent), course(), self._file, self._words)

    def locked_board(self, salt: str, digest: str) -> Any:
        """Follow a class on a page that others can open, too, once the teacher's word is given.

        The word is known by salt and digest; see `kit.widgets.locking.Lock`.
        """
        from kit.widgets.carrier import behind
        from kit.widgets.locking import Door, Lock

        return behind(Door(self._board, Lock(salt, digest), self._words))

    def sample_board(self) -> "Carrier":
        """Show the board of an invented class."""
        from kit.classroom.classroom import sample
        from kit.widgets.board import board

        return self._carry(board(sample(), course(), self._file, self._words, sample=True))

    def sample_spreads(self) -> Prose:
        """Show how the invented class's answers spread on each factor."""
        from kit.classroom.classroom import sample
        from kit.classroom.results import spreads_prose

        return spreads_prose(course(), sample(), self._words)

    def sample_splits(self) -> Prose:
        """Show what the invented class agrees least about."""
        from kit.classroom.classroom import sample
        from kit.classroom.results import splits_prose

        return splits_prose(course(), sample(), self._words)

    def prioritise(self) -> "Carrier":
        """Choose at most three priorities."""
        from kit.widgets.prioritise import prioritise

        return self._carry(prioritise(course(), self._file, self._words))

    def plan(self) -> "Carrier":
        """Plan what to do about each priority."""
        from kit.widgets.forms import plan

        return self._carry(plan(course(), self._file, self._words))

    def look_back(self) -> "Carrier":
        """Keep how it is now, and compare with an earlier time."""
        from kit.widgets.look_back import look_back

        return self._carry(look_back(course(), self._file, self._words))

    def take_away(self, folder: str | Path | None = None) -> "Carrier":
        """Take one's own result along, or that of a class; see `board` for the folder."""
        from kit.classroom.classroom import default_folder, opened
        from kit.widgets.take_away import take_away

        place = Path(folder).expanduser() if folder else default_folder()
        classroom = opened(place, self._file.path.parent) if place.is_dir() else None
        return self._carry(take_away(course(), self._file, self._words, classroom))

    def glossary(self) -> Prose:
        """Show every term and what it means."""
        return markdown.glossary(self._words)

    def missing(self) -> Prose:
        """Show which factors lack answers, and in which lesson to give them."""
        return markdown.missing(course(), self._file.refresh().ratings, self._words)


def get_ready() -> None:
    """Load what most lessons show: a page asks for it while it is itself on its way."""
    from kit.widgets import compare, forms  # noqa: F401
    from kit.widgets.carrier import await_page

    await_page()
    course()
    for language in LANGUAGES:
        Words(language)


def _keep_names_apart() -> None:
    """Let each lesson have names of its own, where several run in one Python.

    A page that lets them share one says with each cell which lesson it is from.
    """
    ipython = sys.modules.get("IPython")
    shell: Any = ipython and ipython.get_ipython()
    if shell is None or "lesson" not in _asked(shell) or hasattr(shell, "lessons_names"):
        return
    shell.lessons_names = {_asked(shell)["lesson"]: (shell.user_module, shell.user_ns)}

    def choose() -> None:
        lesson = _asked(shell).get("lesson")
        if lesson is None:
            return
        known = shell.lessons_names
        if lesson not in known:
            known[lesson] = shell.prepare_user_module(user_ns={})
        shell.user_module, shell.user_ns = known[lesson]
        shell.init_user_ns()

    shell.events.register("pre_execute", choose)


def _asked(shell: Any) -> dict[str, Any]:
    """Return what the page said of the cell that is run."""
    kernel = getattr(shell, "kernel", None)
    metadata: dict[str, Any] = kernel.get_parent().get("metadata", {}) if kernel else {}
    return metadata


def _carried(view: "View") -> "Carrier":
    """Give a view to what shows it in a notebook; no widget library is loaded before."""
    from kit.widgets.carrier import Carrier

    return Carrier(view)
