"""What a heading of a survey's export names, with all that tools and people put around it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache

import attrs

from kit.classroom.surveys.answers import meaning
from kit.classroom.surveys.plain import LOST, both, clean, joined, plain, without_lost, words
from kit.content.course import course
from kit.content.loader import parsed, path
from kit.content.phrases import phrases

# What else a column may be of, and what it may be called beside the kit's own words.
BESIDE = {"role": ("Roll", "Min roll", "My role"), "round": ("Vilken omgång", "Which round")}

# What is looked at of a heading from each end: more than a statement with what tools add.
_LONGEST = 300

# A beginning that is shorter than forty characters names no statement; these are its letters alone.
_SHORTEST = 34
_FIRST = 12
_FEWEST = 6

_DIGITS = re.compile("[0-9][.,_-][0-9]")
_NUMBER = re.compile(r"([a-z]{0,5}_?)([0-9]{1,2})[.,_]([0-9]{1,2})\.?", re.IGNORECASE)
# A number that a spreadsheet program took for a day of a month: 14.3 became the 14th of March.
_DATE = re.compile(r"(?:19|20)[0-9]{2}-0([1-9])-([0-9]{2})(?:[ T]00:00(?::00)?)?")

# What tools put before a question: "12.", "Q12", "Fråga 12:", "G1Q2.", "breadth-1.".
_CODE = re.compile(
    r"\W*(?:(?:fråga|question)\s+)?[^\W\d_]{0,20}[-_]?[0-9][\w.,-]*?(?:[.):]+(?![0-9])\s*|\s+)"
    r"(?:[-–—:]\s*)?",
    re.IGNORECASE,
)
_MOST_CODES = 3

# A row of a question that is a grid: "How is it in your county? [Open processes]".
_GRID = re.compile(r"[\[(]([^\[\]()]+)[\])]\s*\Z")

# What tools put after a question that says nothing of it.
_AFTER = re.compile(
    r"\s*(?:\((?:obligatorisk\w*|required|krävs|id ?[0-9]{1,6}|1 ?[-–] ?5|1 ?=[^()]{0,80})\)|\*|"
    r"(?:\s-|\|)\s*(?:svar|response|answer|selected choice)|\brequired|"
    r"\b(?:välj ett alternativ|choose one|select one)\.?)\s*\Z",
    re.IGNORECASE,
)
# What they put after a heading that is there already.
_COPY = re.compile(r"(?:(?<=[.!?])[._]?\s?[0-9]|\s\([0-9]\))\s*\Z")
_CUT = re.compile(r"[\s\])]*(?:\.\.+|…)?[\s\])]*\Z")

# Of a column that measures or remarks upon an answer, rather than being it.
_OTHER = frozenset(
    (
        *("poang", "points", "score", "feedback", "aterkoppling", "fragetid", "tid", "time"),
        *("timing", "timer", "seconds", "sekunder", "click", "kommentar", "kommentarer"),
        *("comment", "comments", "motivering", "motivera", "note", "notes", "id", "annat"),
        *("other", "ovrigt", "medel", "medelvarde", "mean", "average", "antal", "count"),
        *("procent", "percent", "viktighet", "importance", "rank"),
    )
)
_FEW = 3


class Fit(IntEnum):
    """How well a heading names something; a column counts only where none does so better."""

    EXACT = 0
    ENDS = 1
    GOES_ON = 2
    COPY = 3


@attrs.frozen
class Name:
    """What a heading names.

    Attributes
    ----------
    key
        The id of a statement, "role" or "round"; "" for a number that is none of the course's.
    fit
        How well.
    number
        What stands before the number, such as "q", where a number is all that names it.
    option
        The place in `RATINGS` of the answer that a column of its own is for.
    cut
        Whether it has only the statement's beginning.
    """

    key: str
    fit: Fit = Fit.EXACT
    number: str | None = None
    option: int | None = None
    cut: bool = False


def name(heading: str) -> Name | None:
    """Say what a heading names, if anything."""
    text = clean(heading[-_LONGEST:])
    if _may_name(text) and (
        found := _named(text) or _with_text(text) or _by_id(plain(text)) or _by_number(text)
    ):
        return found
    if len(heading) <= _LONGEST:
        return None
    begins = clean(heading[:_LONGEST])
    return _with_text(begins) if _may_name(begins) else None


def _may_name(text: str) -> bool:
    """Say whether a heading is worth a look: answers and remarks are not."""
    return (
        not _firsts().isdisjoint(words(text))
        or _DIGITS.search(text) is not None
        or not {"?", "\ufffd"}.isdisjoint(text)
    )


def is_cut(heading: str) -> bool:
    """Say whether a heading begins as a statement does, too short to name it."""
    grid = _GRID.search(heading)
    for part in (heading, *grid.groups()) if grid else (heading,):
        left = "".join(words(_CUT.sub("", part[:_LONGEST])))
        if len(left) >= _FEWEST and any(text.startswith(left) for text in _squeezed()):
            return True
    return False


def _named(heading: str) -> Name | None:
    fit = Fit.EXACT
    while (shorter := _AFTER.sub("", heading)) != heading:
        heading = shorter
    for _ in range(2):
        if found := _exact(heading):
            return attrs.evolve(found, fit=max(found.fit, fit))
        if not (copy := _COPY.search(heading)):
            return None
        heading, fit = heading[: copy.start()], Fit.COPY
    return None


def _exact(heading: str) -> Name | None:
    grid = _GRID.search(heading)
    for called in (heading, *grid.groups()) if grid else (heading,):
        rest = called
        for _ in range(_MOST_CODES):
            if (number := _NUMBER.fullmatch(rest.strip())) and not number[1]:
                return _number("", number[2], number[3])
            if key := _names().get(joined(rest)):
                return Name(key)
            rest = _CODE.sub("", rest, count=1) if _CODE.match(rest) else ""
    return _factor_and_label(heading)


def _factor_and_label(heading: str) -> Name | None:
    """Read "Clear goals: Open processes", and "Open processes (4.2)"."""
    before, colon, after = heading.rpartition(":")
    labelled = _names().get(joined(after)) if colon else None
    if labelled and joined(before) in _factors().get(labelled, ()):
        return Name(labelled)
    if grid := _GRID.search(heading):
        number = _NUMBER.fullmatch(grid[1])
        label = joined(heading[: grid.start()])
        if number and (key := _number("", number[2], number[3]).key) == _names().get(label):
            return Name(key)
    return None


def _with_text(heading: str) -> Name | None:
    """Find a statement's text, or its beginning, within a heading."""
    parts = words(heading)
    text = "".join(parts)
    at = 0
    for count, part in enumerate(parts):
        for whole, key in _beginnings().get(text[at : at + _FIRST], ()):
            if text.startswith(whole, at):
                end = at + len(whole)
                rest = _tail(heading, end) if end < len(text) else ""
                return _around(rest, _before(parts[:count], key))
            left = "".join(words(_CUT.sub("", heading)))[at:]
            if len(left) >= _SHORTEST and _only(left) == key:
                found = _before(parts[:count], key)
                return found and attrs.evolve(found, cut=True)
        at += len(part)
    lost = _lossy().get(without_lost(heading)) if LOST.search(heading) else None
    return Name(lost) if lost else None


def _around(rest: str, found: Name | None) -> Name | None:
    """Judge what stands after a statement's text."""
    while (shorter := _AFTER.sub("", rest)) != rest:
        rest = shorter
    said = words(rest)
    if not said or not found:
        return found
    told = meaning(rest.strip(" .()[]:|-–\n").removeprefix("choice=").strip())
    if told.is_option:
        return attrs.evolve(found, option=told.place)
    if re.fullmatch(r"\W{0,2}[0-9]\W?", rest.strip()) or _COPY.fullmatch(rest):
        return attrs.evolve(found, fit=Fit.COPY)
    if _OTHER & set(said) or not re.match(r"[\W_]*?(?:[:(\[|\n]|\s[-–]\s)", rest):
        return None
    return attrs.evolve(found, fit=Fit.GOES_ON)


def _tail(heading: str, end: int) -> str:
    """Return what stands after so many letters and digits of a heading's words."""
    low, high = 0, len(heading)
    while low < high:
        middle = (low + high) // 2
        if len("".join(words(heading[:middle]))) < end:
            low = middle + 1
        else:
            high = middle
    return heading[low:]


def _before(parts: list[str], key: str) -> Name | None:
    if len(parts) <= _FEW and _OTHER & set(parts):
        return None
    return Name(key, Fit.ENDS if parts else Fit.EXACT)


def _by_id(heading: str) -> Name | None:
    found = _ids().fullmatch(heading.strip())
    if not found or _OTHER & set(words(found["before"])):
        return None
    key = f"{found['factor']}-{found['place']}"
    return Name(key, Fit.COPY if found["copy"] else Fit.EXACT) if key in _all_ids() else None


def _by_number(heading: str) -> Name | None:
    if number := _NUMBER.fullmatch(heading.strip()):
        return _number(number[1].casefold(), number[2], number[3])
    date = _DATE.fullmatch(heading.strip())
    return _number("date", str(int(date[2])), str(int(date[1]))) if date else None


def _number(before: str, factor: str, place: str) -> Name:
    return Name(_numbers().get(f"{factor}.{place}", ""), number=before)


@cache
def _numbers() -> dict[str, str]:
    return {
        f"{factor.number}.{place}": statement.id
        for factor in course().factors
        for place, statement in enumerate(factor.statements, 1)
    }


@cache
def _all_ids() -> frozenset[str]:
    return frozenset(_numbers().values())


@cache
def _ids() -> re.Pattern[str]:
    """Return the pattern of a statement's id with the groups it is in: "data/goals_2"."""
    factors = "|".join(sorted({key.rpartition("-")[0] for key in _all_ids()}))
    return re.compile(
        rf"(?P<before>(?:\w{{1,30}}[/.:-]|[a-z]{{1,12}}[0-9]{{0,3}}_)?(?:\w{{1,30}}[/.:-])?)"
        rf"(?P<factor>{factors})(?:[-_ ]?|\[|[\[_]sq00)(?P<place>[1-3])\]?(?P<copy>[_.]1)?"
    )


@cache
def _names() -> dict[str, str]:
    """Return what a column may be called, as words."""
    names = defaultdict(set)
    for statement in course().statements:
        # Some tools let a code have no hyphen.
        forms = {
            statement.id,
            statement.id.replace("-", ""),
            *both(statement.label),
            *both(statement.text),
            # "&" is no word.
            *(re.sub(" (?:och|and) ", " ", label) for label in both(statement.label)),
        }
        for called in forms:
            names[joined(called)].add(statement.id)
    for key, text in former():
        names[joined(text)].add(key)
    for key, more in BESIDE.items():
        asked = both(phrases()[f"hand_in.{key}"])
        # LimeSurvey's "code and text" has both.
        for called in (key, *asked, *(f"{key} {text}" for text in asked), *more):
            names[joined(called)].add(key)
    return {called: keys.pop() for called, keys in names.items() if len(keys) == 1}


@cache
def _firsts() -> frozenset[str]:
    """Return the first words of all names."""
    ids = {key.partition("-")[0] for key in _all_ids()}
    return frozenset({called.partition(" ")[0] for called in _names()} | ids)


@cache
def _factors() -> dict[str, tuple[str, ...]]:
    """Return what the factor of each statement may be called, as words."""
    return {
        statement.id: tuple(map(joined, (*both(factor.title), *both(factor.label))))
        for factor in course().factors
        for statement in factor.statements
    }


@cache
def former() -> tuple[tuple[str, str], ...]:
    """Return the former wordings of statements: a survey built last year is read this year."""
    kept = parsed(path("former.toml")).items()
    return tuple((key, text) for key, texts in kept for pair in texts for text in pair.values())


def _statements() -> Iterator[tuple[str, str]]:
    for statement in course().statements:
        yield from ((statement.id, text) for text in both(statement.text))
    yield from former()


@cache
def _squeezed() -> dict[str, str]:
    return {"".join(words(text)): key for key, text in _statements()}


@cache
def _beginnings() -> Mapping[str, list[tuple[str, str]]]:
    """Return the statements' letters by their first, the longest first."""
    found = defaultdict(list)
    for text, key in sorted(_squeezed().items(), key=lambda pair: -len(pair[0])):
        found[text[:_FIRST]].append((text, key))
    return found


def _only(beginning: str) -> str | None:
    keys = {key for text, key in _squeezed().items() if text.startswith(beginning)}
    return keys.pop() if len(keys) == 1 else None


@cache
def _lossy() -> dict[str, str]:
    return {without_lost(text): key for key, text in _statements()}
