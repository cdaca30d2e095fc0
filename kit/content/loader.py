"""Read the files in data/ strictly: what is wrong is told with its file, its key and a remedy."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, override

from kit.content.language import LANGUAGES, Text, Texts

T = TypeVar("T")

_KIT = Path(__file__).parent.parent
# In a clone the texts lie beside the package, in an installed wheel inside it.
DATA = _KIT / "data" if (_KIT / "data").is_dir() else _KIT.parent / "data"


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


def path(*names: str) -> Path:
    """Return where a file or folder of data/ lies."""
    return DATA.joinpath(*names)


def notebooks() -> Path:
    """Return where the folders of lessons lie, a language each: beside data/."""
    return DATA.parent / "notebooks"


def problem(file: Path, key: str, remedy: str, detail: object = "", known: str = "") -> Problem:
    """Say that `key` of `file` is wrong, and what to do; `remedy` names one of the remedies."""
    text = remedies()[remedy]
    root = DATA.parent
    return Problem(
        file=file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file),
        key=key,
        remedy=Text(
            sv=text.sv.format(detail=detail, known=known),
            en=text.en.format(detail=detail, known=known),
        ),
    )


@cache
def remedies() -> dict[str, Text]:
    """Read what can be wrong with a file of data/ and what to do about it, by its name."""
    text = Path(__file__).with_name("remedies.toml").read_text(encoding="utf-8")
    return {name: Text(**said) for name, said in tomllib.loads(text).items()}


def load(file: Path, kind: type[T]) -> T:
    """Read a TOML file into an attrs class.

    Raises
    ------
    ContentError
        If the file cannot be read, or says something the class has no place for.
    """
    return build(file, parsed(file), kind)


def load_folder(folder: Path, kind: type[T]) -> tuple[list[tuple[Path, T]], list[Problem]]:
    """Read the TOML files of a folder; return those that can be read, and all that is wrong."""
    # What begins with a dot is a file of the system's, not of a person.
    files = sorted(folder.glob("[!.]*.toml"))
    read: list[tuple[Path, T]] = []
    problems = [] if files else [problem(folder, "", "empty")]
    for file in files:
        try:
            read.append((file, load(file, kind)))
        except ContentError as error:
            problems += error.problems
    return read, problems


def build(file: Path, value: object, kind: type[T], key: str = "") -> T:
    """Fit plain values, read from `file` at `key`, into an attrs class.

    Raises
    ------
    ContentError
        If they do not fit.
    """
    try:
        return _converter().structure(value, kind)
    except (cattrs.BaseValidationError, ValueError, TypeError) as error:
        raise ContentError(_explained(file, error, value, key)) from None


def parsed(file: Path) -> dict[str, Any]:
    """Read a TOML file as plain values.

    Raises
    ------
    ContentError
        If it cannot be read.
    """
    text = _text(file)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ContentError([_not_toml(file, str(error))]) from None


def called(key: str) -> dict[str, str]:
    """Return the metadata of an attrs field whose tables are called `key` in the file."""
    return {"key": key}


def plain_id(_instance: object, _attribute: object, value: str) -> None:
    """Validate an id: answers are kept under it, and a page puts it into names of its own."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError("id")


def positive(_instance: object, _attribute: object, value: int) -> None:
    """Validate a number that others are divided by."""
    if value <= 0:
        raise ValueError("positive")


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise ContentError([problem(file, "", "absent")]) from None
    except OSError as error:
        raise ContentError([problem(file, "", "unreadable", error.strerror)]) from None
    try:
        # Some editors put a byte order mark first; it is no fault of the person's.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError([problem(file, f"rad/line {line}", "encoding")]) from None


def _not_toml(file: Path, said: str) -> Problem:
    """Take the place out of tomllib's message, to stand where the key does."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", said)
    line = place[1] if place else None
    return problem(
        file,
        f"rad/line {line}" if line else "",
        "twice" if said.startswith(("Cannot", "Duplicate")) else "toml",
        said.replace(place[0], "") if place and line else said,
    )


def _exactly(kind: type, remedy: str) -> Callable[[Any, Any], Any]:
    def fit(value: object, _: object) -> object:
        if type(value) is not kind:
            raise TypeError(remedy)
        if isinstance(value, str) and not value.strip():
            raise ValueError("blank")
        return value

    return fit


@cache
def _converter() -> cattrs.Converter:
    """Make what fits the values of TOML, each of its own kind, and tells of all that is wrong."""
    converter = cattrs.Converter(forbid_extra_keys=True)
    plain_kinds = ((str, "text"), (int, "whole"), (bool, "truth"), (dt.date, "date"))
    for plain, remedy in plain_kinds:
        converter.register_structure_hook(plain, _exactly(plain, remedy))

    def field_hook(field: Any) -> Callable[[Any, Any], Any]:
        fit = converter.get_structure_hook(field.type)

        def structure(value: object, kind: Any) -> Any:
            if get_origin(field.type) is tuple and not isinstance(value, list):
                raise TypeError("tables" if attrs.has(get_args(field.type)[0]) else "list")
            if get_origin(field.type) is dict and not isinstance(value, dict):
                raise TypeError("table")
            fitted = fit(value, kind)
            if field.validator:
                field.validator(None, field, fitted)
            return fitted

        return structure

    def class_hook(kind: type) -> Callable[[Any, Any], Any]:
        fields = {
            field.name: override(rename=_key(field), struct_hook=field_hook(field))
            for field in attrs.fields(kind)
        }
        fit: Callable[[Any, Any], Any] = make_dict_structure_fn(
            kind,
            converter,
            _cattrs_forbid_extra_keys=True,
            **fields,  # type: ignore[arg-type]
        )

        def structure(value: object, _: object) -> object:
            if not isinstance(value, dict):
                raise TypeError("both" if issubclass(kind, (Text, Texts)) else "table")
            return fit(value, kind)

        return structure

    converter.register_structure_hook_factory(attrs.has, class_hook)
    return converter


def _key(field: Any) -> str:
    """Return what an attrs field is called in a file."""
    return str(field.metadata.get("key", field.name))


def _explained(file: Path, error: Exception, value: Any, key: str) -> Iterator[Problem]:
    """Walk cattrs' tree of errors beside the value it is about, to name places as editors do."""
    rest: Iterable[Exception] = [error]
    if isinstance(error, cattrs.IterableValidationError):
        items, rest = error.group_exceptions()
        for inner, note in items:
            item = value[note.index]
            name = f".{note.index}" if isinstance(value, dict) else _nth(note.index, item)
            yield from _explained(file, inner, item, key + name)
    elif isinstance(error, cattrs.ClassValidationError):
        attributes, rest = error.group_exceptions()
        for inner, attribute in attributes:
            name = _key(attrs.fields_dict(error.cl)[attribute.name])
            yield from _explained(file, inner, value.get(name), _below(key, name))
    for leaf in rest:
        yield from _leaf(file, leaf, key)


def _nth(index: int | str, item: object) -> str:
    """Call an item by its own id or level where it has one, else by its place counted from 1."""
    own = (item.get("id") or item.get("level")) if isinstance(item, dict) else None
    return f"[{own or int(index) + 1}]"


def _below(key: str, name: object) -> str:
    return f"{key}.{name}" if key else str(name)


def _leaf(file: Path, error: Exception, key: str) -> Iterator[Problem]:
    remedy, *names = error.args or ("",)
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        for extra in sorted(error.extra_fields):
            yield problem(file, _below(key, extra), "unknown")
    elif isinstance(error, KeyError):
        yield problem(file, key, "missing")
    elif remedy in remedies():
        for place in [_below(key, name) for name in names] or [key]:
            yield problem(file, place, str(remedy))
    else:
        yield problem(file, key, "other", str(error) or type(error).__name__)


def alike(
    file: Path, names: Iterable[tuple[str, str, Text]], seen: set[tuple[str, str, str]]
) -> Iterator[Problem]:
    """Say which names there are twice: a chart, a survey or a spreadsheet cannot tell them apart.

    Of each name is given its kind, within which it is the only one, its key, and the name itself;
    they are added to those seen.
    """
    for kind, key, name in names:
        for language in LANGUAGES:
            folded = (kind, language, " ".join(name[language].casefold().split()))
            if folded in seen:
                yield problem(file, f"{key}.{language}", "repeated", name[language])
            seen.add(folded)


class _Numbered(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...


def numbered(read: Iterable[tuple[Path, _Numbered]]) -> Iterator[Problem]:
    """Say which things are not called as their files are, and which numbers there are twice."""
    numbers: set[int] = set()
    for file, thing in read:
        if thing.id != file.stem:
            yield problem(file, "id", "name", file.stem)
        if thing.number in numbers:
            yield problem(file, "number", "repeated", thing.number)
        numbers.add(thing.number)
