"""What a cell of a survey's export says: one answer, a number or code, or what cannot be read."""

import re
from functools import cache
from typing import Literal

import attrs

from kit.classroom.sheets import RATINGS
from kit.classroom.surveys.plain import LOST, both, clean, joined, plain, without_lost
from kit.content.course import LEVELS
from kit.content.phrases import phrases

DONT_KNOW = len(RATINGS) - 1
UNANSWERED = 0

# What the kit called a level before; surveys that were built then are still read.
_BEFORE = {5: ("a model to others",)}

# What people and tools write besides the kit's own words and ids.
_DONT_KNOW_TOO = (
    *("?", "Vet ej", "Do not know", "dont-know", "Vet inte / ej aktuellt", "Unsure", "DK"),
    *("Vet inte/kan inte svara", "Kan inte bedöma", "Kan ej bedöma", "Ingen uppfattning"),
    *("Ingen åsikt", "Ej aktuellt", "Inte aktuellt", "Vet ikke", "Ved ikke", "En osaa sanoa"),
    *(
        "Don't know / N/A",
        "Vet inte / Ingen åsikt",
        "Kan inte svara",
        "No opinion",
        "Vet ej / kan ej",
    ),
)
_UNANSWERED_TOO = (
    *("", "Ej besvarat", "Inget svar", "No answer", "N/A", "NA", "nan", "null", "#NULL!", "#N/A"),
    *("#SAKNAS!", "(tomt)", "(blank)", "Hoppade över", "Skipped", "Ubesvart", "Ikke besvart"),
    *("Ej svar", "Inte svarat", "Obesvarad", "Prefer not to answer", "{question_not_shown}"),
    *("-oth-", "None", "Ej besvarad", "Missing"),
)

# What may stand around an answer's words. The sign of a formula may not.
_MARGIN = ' .,:;()[]*"“”„«»-\n'
# What may stand between a number and its words; dashes that were lost became what is last.
_BETWEEN = _MARGIN + "=/|_?\ufffd"

_LOST_APOSTROPHE = re.compile(r"\bdon\W{1,3}t\b")
_ID = re.compile(r"\s*\(id ?[0-9]{1,6}\)\Z")
_NUMBER = re.compile(r"[(\[]?(\+|-\s?)?([0-9]{1,9}(?:[.,][0-9]{1,20})?(?:e[+-][0-9]{2})?)[)\]]?\.?")
_OF_FIVE = re.compile(r"(?:nivå|level) ([1-5])|([1-5]) (?:av|of|out of) 5|([1-5]) stjärn(?:or|a)")
_STARS = re.compile(r"([0-9]) ?★|(★{1,10})☆*")
_CODE = re.compile(
    r"[a-z]{1,4}[_-]?[0-9]{1,4}|-?[0-9]{1,3}(?:[.,][0-9]{1,4})? ?%|"
    r"[0-9]{1,2}/[0-9]{1,3}"
)
_NUMBERED = re.compile(r"\+?[(\[]?([0-9]{1,3})(?:[.,]0+)?[)\]]?(?![0-9])(.*)", re.DOTALL)
_NUMBER_LAST = re.compile(r"(.*?\D)[(\[]?([0-9])[)\]]?", re.DOTALL)
_PARTS = re.compile(r"[,;|/\n]|\s-\s|\b(?:och|and|eller|or)\b")
_NUMBERS = re.compile(r"[1-6](?:[\s,;|/.-]+[1-6])+")
_NEAR = 1e-6

# What is looked at of an answer, from its beginning; a remark may be longer still.
_LONGEST = 200


@attrs.frozen
class Meaning:
    """What a cell says.

    Attributes
    ----------
    kind
        "said" if it is one answer in words; "number" or "code" if only the file's maker knows
        which; "decimal" if it is a number of no list; "fault" if it says no one thing.
    place
        The answer's place in `RATINGS`, where it is said.
    code
        The number or code, as it is asked for.
    fault
        A key of words.toml.
    """

    kind: Literal["said", "number", "code", "decimal", "fault"]
    place: int = UNANSWERED
    code: str = ""
    fault: str = ""

    @property
    def is_level(self) -> bool:
        """Whether it is a level in words."""
        return self.kind == "said" and self.place in LEVELS

    @property
    def is_option(self) -> bool:
        """Whether it is what can be chosen: a level, or "don't know"."""
        return self.kind == "said" and self.place != UNANSWERED


_UNREADABLE = Meaning("fault", fault="fault.cell")
_TWO = Meaning("fault", fault="fault.two")


def meaning(text: str) -> Meaning:
    """Say what a cell says.

    Examples
    --------
    >>> [meaning(text).place for text in ("4 – systematiskt", "systematic", "vet_inte")]
    [4, 4, 6]
    >>> [meaning(text).code for text in ("4", "4,0", "-9", "AO04", "4,5")]
    ['4', '4', '-9', 'AO04', '4.5']
    >>> [meaning(text).fault for text in ("4 – etablerat", "2;4", "bra")]
    ['fault.cell', 'fault.two', 'fault.cell']
    """
    raw = clean(text[:_LONGEST])
    told = _ID.sub("", plain(raw))
    if len(text) > _LONGEST:
        # What is cut is not taken for the whole.
        return _described(told) or _UNREADABLE
    place = _exact(told, _MARGIN)
    if place is not None:
        return Meaning("said", place)
    return _number(told) or _with_number(told) or _described(raw) or _other(told, raw)


def code_of(text: str) -> str:
    """Return a number or code as `Meaning.code` has it, whoever wrote it; "" if it is none."""
    told = meaning(text)
    return told.code


def _number(told: str) -> Meaning | None:
    if stars := _STARS.fullmatch(told):
        return Meaning("number", code=stars[1] or str(len(stars[2])))
    if said := _OF_FIVE.fullmatch(told.strip(_MARGIN)):
        return Meaning("number", code=said[said.lastindex or 0])
    if not (found := _NUMBER.fullmatch(told)):
        return None
    value = float(found[2].replace(",", "."))
    if (found[1] or "+") != "+":
        value = -value
    whole = round(value)
    if abs(value - whole) < _NEAR:
        return Meaning("number", code=str(whole))
    return Meaning("decimal", code=f"{value:g}")


def _with_number(told: str) -> Meaning | None:
    """Read a number and its words, in whichever order; they must say the same."""
    if found := _NUMBERED.fullmatch(told):
        number, rest = int(found[1]), found[2]
    elif found := _NUMBER_LAST.fullmatch(told):
        rest, number = found[1], int(found[2])
    else:
        return None
    place = _exact(rest, _BETWEEN)
    if place is None or not rest.strip(_BETWEEN):
        # A number alone may have an end mark, and nothing else.
        alone = not rest.strip(_MARGIN) and found.re is _NUMBERED
        return Meaning("number", code=str(number)) if alone else None
    # A level with another's number is a contradiction. "Don't know" and "not answered" have numbers
    # in some tools, but none of a level.
    agrees = place == number or not {place, number} & {*LEVELS}
    return Meaning("said", place) if agrees else _UNREADABLE


def _described(raw: str) -> Meaning | None:
    """Read an option that goes on, after a colon or on a new line, with what it looks like."""
    option, mark, more = next(
        (parts for mark in ("\n", ":") if (parts := raw.partition(mark))[1]), ("", "", "")
    )
    told = plain(option)
    place = _exact(told, _MARGIN) if mark else None
    if place is None and mark and (with_number := _with_number(told)):
        place = with_number.place if with_number.kind == "said" else None
    if place not in LEVELS or _NUMBERS.search(more) or any(map(str.isdigit, more[:20])):
        return None
    rest = f" {joined(more)} "
    mentioned = any(f" {word} " in rest for word in _folded() if len(word) > 1)
    return None if mentioned else Meaning("said", place or UNANSWERED)


def _other(told: str, raw: str) -> Meaning:
    if _NUMBERS.fullmatch(told.strip(_MARGIN)) and "/" not in told:
        return _TWO
    parts = [part for part in _PARTS.split(plain(raw).replace("\n", ";")) if part.strip(_MARGIN)]
    whole = [part for part in re.split(r"[;|\n]|,(?=\s)", raw) if part.strip()]
    for pieces in (parts, whole):
        if len(pieces) > 1 and len([part for part in pieces if _is_answer(plain(part))]) > 1:
            return _TWO
    if _CODE.fullmatch(told):
        return Meaning("code", code=told.upper())
    return _UNREADABLE


def _is_answer(told: str) -> bool:
    place = _exact(told, _MARGIN)
    if place is not None:
        return place != UNANSWERED
    found = _with_number(told) or _number(told)
    return found is not None and found.kind in {"said", "number"}


def _exact(told: str, margin: str) -> int | None:
    core = told.strip(margin)
    said = _words().get(_LOST_APOSTROPHE.sub("dont", core))
    if said is None and not core.startswith(("=", "@", "+")):
        said = _folded().get(joined(core)) if core else None
        if said is None and LOST.search(core) and (left := without_lost(core)):
            said = _lossy().get(left)
    return said


@cache
def _words() -> dict[str, int]:
    """Return what a cell may say in words, as places in `RATINGS`."""
    said: dict[int, tuple[str, ...]] = {
        level: (*both(phrases()[f"scale.{level}"]), *_BEFORE.get(level, ())) for level in LEVELS
    }
    said[DONT_KNOW] = (*both(phrases()["scale.dont-know"]), *_DONT_KNOW_TOO)
    said[UNANSWERED] = (*both(phrases()["scale.unanswered"]), *_UNANSWERED_TOO)
    forms = {answer: {plain(word) for word in words} for answer, words in said.items()}
    return {
        form: answer
        for answer, words in forms.items()
        for word in words
        for form in (word, word.strip(_MARGIN))
    }


@cache
def _folded() -> dict[str, int]:
    return {joined(word): place for word, place in _words().items() if joined(word)}


@cache
def _lossy() -> dict[str, int]:
    """Return the words whose letters an encoding can lose, by what is then left of them."""
    return {
        without_lost(word): place
        for word, place in _words().items()
        if len(without_lost(word)) > 4  # noqa: PLR2004 - fewer letters could be another word's
    }
