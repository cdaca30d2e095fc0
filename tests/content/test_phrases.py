"""Phrases: each is there, each is used, and a mistake in one is told."""

import ast
import re
from pathlib import Path

import pytest
from spoiling import change, told

import kit
from kit.content.language import LANGUAGES
from kit.content.loader import ContentError
from kit.content.phrases import Words, phrases
from tools import pages, still
from tools.printing import values

KIT = Path(kit.__file__).parent
PRINTING = Path(values.__file__).parent
# Some are asked for by what draws the notebooks' still pictures, the site's pages, and the papers.
BESIDE = [Path(still.__file__), Path(pages.__file__), *sorted(PRINTING.glob("*.py"))]
PAGE = [*sorted((pages.SOURCE / "page").glob("*.js")), pages.SOURCE / "page.html"]
PYTHON = {file: file.read_text(encoding="utf-8") for file in [*sorted(KIT.rglob("*.py")), *BESIDE]}
PAPERS = {file: file.read_text(encoding="utf-8") for file in sorted(PRINTING.glob("*.typ"))}
SCRIPTS = {file: file.read_text(encoding="utf-8") for file in [*sorted(KIT.rglob("*.js")), *PAGE]}
ANYTHING = "\0"


def python_calls():
    """Yield where a phrase is asked for in Python, its key, and the names it is filled with."""
    for file, source in PYTHON.items():
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if called in {"words", "_words"} and (key := key_of(node.args[0])):
                names = {word.arg for word in node.keywords}
                yield f"{file.name}:{node.lineno}", key, names


def key_of(argument):
    """Return a key as it is written; a part that is filled in becomes ANYTHING."""
    if isinstance(argument, ast.Constant):
        return argument.value
    if isinstance(argument, ast.JoinedStr):
        parts = [
            one.value if isinstance(one, ast.Constant) else ANYTHING for one in argument.values
        ]
        return "".join(parts)
    return None


def script_uses():
    """Yield where a phrase is asked for in the browser, and its key."""
    for file, source in SCRIPTS.items():
        for found in re.finditer(r"""\bwords\[(?:"([^"]+)"|`([^`]+)`)\]""", source):
            key = found[1] or re.sub(r"\$\{[^}]*\}", ANYTHING, found[2])
            yield file.name, key
    for file, source in PAPERS.items():
        for found in re.finditer(r"""\bw\.(?:at\("([^"]+)"\)|(?!at\b)([a-z][\w-]*))""", source):
            yield file.name, found[1] or f"print.{found[2]}"


def fits(template, key):
    """Say whether a key is what a template becomes when its open part is a word of the kit's."""
    pattern = ".*".join(re.escape(part) for part in template.split(ANYTHING))
    pattern = pattern.replace(".*", r"([\w-]+)")
    match = re.fullmatch(pattern, key)
    return match is not None and all(part in literals() for part in match.groups())


def literals():
    """Return every word that stands in quotation marks somewhere in the kit, and the levels."""
    found = {*"12345"}
    for source in (*PYTHON.values(), *SCRIPTS.values()):
        found.update(re.findall(r"""["'`]([\w.-]+)["'`]""", source))
    return found


def test_every_phrase_that_is_asked_for_exists():
    asked = [*((place, key) for place, key, _ in python_calls()), *script_uses()]
    assert [(place, key) for place, key in asked if not existing(key)] == []


def existing(key):
    return any(fits(key, one) for one in phrases()) if ANYTHING in key else key in phrases()


def test_every_phrase_is_used():
    templates = {key for _, key, *_ in (*python_calls(), *script_uses()) if ANYTHING in key}
    written = literals() | {key for _, key in script_uses()}
    unused = [
        key
        for key in phrases()
        if key not in written and not any(fits(one, key) for one in templates)
    ]
    assert unused == []


def test_python_fills_every_brace_of_a_phrase_and_nothing_else():
    wrong = [
        (place, key)
        for place, key, names in python_calls()
        if ANYTHING not in key and names != set(re.findall(r"\{(\w+)\}", phrases()[key].sv))
    ]
    assert wrong == []


def test_a_phrase_is_filled_in_either_language():
    assert Words("sv")("form.answered", n=2, of=9) == "2 av 9 besvarade"
    assert Words("en")("form.answered", n=2, of=9) == "2 of 9 answered"


def test_the_browser_gets_every_phrase_of_a_language_with_braces_as_they_are():
    sv, en = (Words(language).all() for language in LANGUAGES)
    assert en["form.answered"] == "{n} of {of} answered"
    assert en["scale.5"] == "a model for others"
    assert sv.keys() == en.keys() == phrases().keys()


def test_a_phrase_that_was_removed_is_told_when_it_is_needed(data):
    change(data / "words.toml", r"^answered\.sv = .*\nanswered\.en = .*\n", "")
    places, _ = told(lambda: Words("sv")("form.answered", n=1, of=2))
    assert places == ["data/words.toml, form.answered"]


def test_braces_that_were_renamed_in_both_languages_are_told_when_they_are_filled(data):
    for _ in LANGUAGES:
        change(data / "words.toml", r"\{n\}", "{antal}", after="answered.sv")
    with pytest.raises(ContentError, match=r"form\.answered\n.*fyller inte i \{antal\}"):
        Words("sv")("form.answered", n=1, of=2)
