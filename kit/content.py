"""Read the files in data/ strictly: what is wrong is told with its file, its key and a remedy."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override

from kit.language import Text

T = TypeVar("T")

_HERE = Path(__file__).parent
# In a clone the texts lie beside the package, in an installed wheel inside it.
DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"

# Here and not in words.toml, since they must be sayable when words.toml is the file that is wrong.
_REMEDIES = {
    "absent": Text(
        sv="Filen går inte att läsa ({detail}). Lägg tillbaka den.",
        en="The file cannot be read ({detail}). Put it back.",
    ),
    "encoding": Text(
        sv="Filen är inte sparad som UTF-8. Spara om den med kodningen UTF-8.",
        en="The file is not saved as UTF-8. Save it again with the encoding UTF-8.",
    ),
    "toml": Text(
        sv="Filen följer inte TOML ({detail}). Titta efter ett citattecken eller en hakparentes "
        "som saknas på den raden eller strax före.",
        en="The file is not valid TOML ({detail}). Look for a quotation mark or a bracket missing "
        "on that line or just before it.",
    ),
    "missing": Text(sv="Nyckeln saknas. Lägg till den.", en="The key is missing. Add it."),
    "unknown": Text(
        sv="Okänd nyckel. Rätta stavningen eller ta bort den.",
        en="Unknown key. Correct its spelling or remove it.",
    ),
    "blank": Text(sv="Texten är tom. Skriv den.", en="The text is blank. Write it."),
    "text": Text(
        sv="Här ska stå en text inom citattecken.", en="A text in quotation marks belongs here."
    ),
    "whole": Text(
        sv="Här ska stå ett heltal utan citattecken.",
        en="A whole number without quotation marks belongs here.",
    ),
    "truth": Text(sv="Här ska stå true eller false.", en="This is either true or false."),
    "level": Text(
        sv="Nivån ska vara ett heltal från 1 till 5.", en="The level is a whole number from 1 to 5."
    ),
    "long": Text(
        sv="Etiketten är för lång för ett diagram. Den får ha högst 18 tecken.",
        en="The label is too long for a chart. It has at most 18 characters.",
    ),
    "uneven": Text(
        sv="Svenska och engelska ska ha lika många texter, minst en.",
        en="Swedish and English have the same number of texts, at least one.",
    ),
    "source": Text(
        sv='Påståendet anger ingen punkt i källan. Skriv till exempel points = ["1a"].',
        en='The statement names no point of the source. Write for instance points = ["1a"].',
    ),
    "point": Text(
        sv="{detail} är ingen punkt i källan för den här faktorn.",
        en="{detail} is not a point of the source for this factor.",
    ),
    "uncovered": Text(
        sv="Inget påstående täcker källans punkt {detail}. Ange den vid ett påstående.",
        en="No statement covers the source's point {detail}. Name it at a statement.",
    ),
    "count": Text(sv="Här ska finnas {detail}.", en="There should be {detail} here."),
    "repeated": Text(
        sv="{detail} används redan på ett annat ställe. Välj ett annat id.",
        en="{detail} is used elsewhere already. Choose another id.",
    ),
    "nobody": Text(
        sv="{detail} finns inte i kursen. Rätta stavningen.",
        en="{detail} is not in the course. Correct its spelling.",
    ),
    "placeholder": Text(
        sv="Svenska och engelska ska ha samma ord inom klamrar {{…}}.",
        en="Swedish and English have the same words in braces {{…}}.",
    ),
    "other": Text(sv="Går inte att läsa: {detail}.", en="Cannot be read: {detail}."),
}


@attrs.frozen
class Problem:
    """One thing that is wrong in one file.

    Attributes
    ----------
    file
        The file, counted from the folder that holds data/.
    key
        Where in the file; empty when it is the file as a whole.
    remedy
        What is wrong and what to do, in both languages.
    """

    file: str
    key: str
    remedy: Text

    def __str__(self) -> str:
        """Swedish first, English below."""
        where = f"{self.file}, {self.key}" if self.key else self.file
        return f"{where}\n  {self.remedy.sv}\n  {self.remedy.en}"


class ContentError(ValueError):
    """A file of data/ is wrong; `problems` tells where and what to do."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook: the person edited a text, not Python."""
        return [str(self)]


def problem(file: Path, key: str, remedy: str, detail: object = "") -> Problem:
    """Say that `key` of `file` is wrong, and what to do; `remedy` names one of the remedies."""
    text = _REMEDIES[remedy]
    return Problem(
        file=file.relative_to(DATA.parent).as_posix() if file.is_relative_to(DATA) else str(file),
        key=key,
        remedy=Text(sv=text.sv.format(detail=detail), en=text.en.format(detail=detail)),
    )


def load(file: Path, kind: type[T]) -> T:
    """Read a TOML file into an attrs class.

    Raises
    ------
    ContentError
        If the file cannot be read, or says something the class has no place for.
    """
    return build(file, parsed(file), kind)


def load_rows(file: Path, kind: type[T]) -> tuple[T, ...]:
    """Read a CSV file into an attrs class, a row each.

    Raises
    ------
    ContentError
        As for `load`; the key is the line's number and the column.
    """
    problems: list[Problem] = []
    rows: list[T] = []
    for line, row in enumerate(csv.DictReader(_text(file).splitlines()), start=2):
        try:
            rows.append(_lenient().structure(row, kind))
        except cattrs.ClassValidationError as error:
            problems += _explained(file, error, row, f"rad/line {line}")
    if problems:
        raise ContentError(problems)
    return tuple(rows)


def build(file: Path, value: object, kind: type[T]) -> T:
    """Fit plain values read from `file` into an attrs class.

    Raises
    ------
    ContentError
        If they do not fit.
    """
    try:
        return _strict().structure(value, kind)
    except cattrs.BaseValidationError as error:
        raise ContentError(_explained(file, error, value, "")) from None


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise ContentError([problem(file, "", "absent", error.strerror)]) from None
    except UnicodeDecodeError:
        raise ContentError([problem(file, "", "encoding")]) from None


def parsed(file: Path) -> dict[str, Any]:
    """Read a TOML file as plain values.

    Raises
    ------
    ContentError
        If it cannot be read.
    """
    try:
        return tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise ContentError([problem(file, "", "toml", error)]) from None


def called(key: str) -> dict[str, str]:
    """Return the metadata of an attrs field whose tables are called `key` in the file."""
    return {"key": key}


@cache
def _strict() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)

    def exactly(kind: type, remedy: str) -> None:
        def structure(value: object, _: object) -> object:
            if type(value) is not kind:
                raise ValueError(remedy)
            return value

        converter.register_structure_hook(kind, structure)

    exactly(str, "text")
    exactly(int, "whole")
    exactly(bool, "truth")

    def renamed(kind: type) -> Any:  # noqa: ANN401
        names = {
            field.name: override(rename=field.metadata["key"])
            for field in attrs.fields(kind)
            if "key" in field.metadata
        }
        return make_dict_structure_fn(
            kind,
            converter,
            _cattrs_forbid_extra_keys=True,
            **names,  # type: ignore[arg-type]
        )

    converter.register_structure_hook_factory(attrs.has, renamed)
    return converter


@cache
def _lenient() -> cattrs.Converter:
    """Numbers may come as text, as every cell of a CSV file does."""
    return cattrs.Converter(forbid_extra_keys=True)


def _explained(file: Path, error: Exception, value: object, key: str) -> Iterator[Problem]:
    """Walk cattrs' tree of errors beside the value it is about, to name places as editors do."""
    if isinstance(error, cattrs.IterableValidationError):
        inner, rest = error.group_exceptions()
        for one, note in inner:
            item = value[int(note.index)] if isinstance(value, list) else None
            yield from _explained(file, one, item, key + _nth(note.index, item))
    elif isinstance(error, cattrs.ClassValidationError):
        inner_class, rest = error.group_exceptions()
        for one, attribute in inner_class:
            name = _key_of(error, attribute.name)
            below = value.get(name) if isinstance(value, dict) else None
            yield from _explained(file, one, below, f"{key}.{name}" if key else name)
    else:
        rest = [error]
    for one in rest:
        yield from _leaf(file, one, key)


def _key_of(error: cattrs.ClassValidationError, attribute: str) -> str:
    field = attrs.fields_dict(error.cl).get(attribute)
    return field.metadata.get("key", attribute) if field else attribute


def _nth(index: object, item: object) -> str:
    """Call an item by its own id or level where it has one, else by its place counted from 1."""
    if isinstance(item, dict) and {"id", "level"} & item.keys():
        return f"[{item.get('id', item.get('level'))}]"
    return f"[{index + 1 if isinstance(index, int) else index}]"


def _leaf(file: Path, error: Exception, key: str) -> Iterator[Problem]:
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        for extra in sorted(error.extra_fields):
            yield problem(file, f"{key}.{extra}" if key else extra, "unknown")
    elif isinstance(error, KeyError):
        yield problem(file, key, "missing")
    elif str(error.args[0] if error.args else "") in _REMEDIES:
        yield problem(file, key, str(error.args[0]))
    else:
        yield problem(file, key, "other", str(error) or type(error).__name__)
