"""The page with which a telephone takes part in a class: as files that any server can hand out."""

import json
import string
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from kit.charts.base import Profile, statement_axes
from kit.charts.comparison import radar
from kit.classroom.sheets import ROLES
from kit.content.course import Course, Factor, Group, course
from kit.content.language import LANGUAGES, Language
from kit.content.phrases import Words
from kit.widgets.assets import levels, script, style

# Of the phrases, what the page needs; and what it says in another's place.
_SECTIONS = (
    "asked-anew",
    "clash",
    "form",
    "phone",
    "radar",
    "role",
    "round",
    "scale",
    "sentence",
    "table",
)
_NAMES = {"sv": "På svenska", "en": "In English"}
_ELSEWHERE = {
    "form.saved": "phone.saved",
    "form.unsaved": "page.unsaved",
    "form.again": "page.again",
    **{key: key for key in ("hand_in.nothing", "hand_in.then", "view.detail")},
    "view.download": "view.download",
    "view.failed": "page.failed",
}


def pages() -> dict[str, bytes]:
    """Return what the page is made of, in both languages, by the addresses below its own.

    A telephone gets one page of a language, the script and the style; they name each other by
    relative addresses, and nothing else is loaded.
    """
    found = {"page.js": script("phone"), "page.css": style("ground", "phone", "kit")}
    for language in LANGUAGES:
        # What needs no choice of language has the shortest address, to be typed from a screen.
        place = "" if language == LANGUAGES[0] else f"{language}/"
        found[f"{place}index.html"] = _page(Words(language), up="../" if place else "")
    return {name: text.encode() for name, text in found.items()}


def _page(words: Words, up: str) -> str:
    (other,) = {*LANGUAGES} - {words.language}
    # In a script, only this could end it.
    data = json.dumps(_data(course(), words), ensure_ascii=False, separators=(",", ":"))
    template = (files("kit.widgets") / "phone" / "page.html").read_text(encoding="utf-8")
    return string.Template(template).substitute(
        language=words.language,
        title=words("phone.title"),
        script=words("phone.script"),
        up=up,
        twin=up or f"{other}/",
        other=other,
        named=_NAMES[other],
        data=data.replace("<", r"\u003c"),
    )


def _data(taught: Course, words: Words) -> dict[str, Any]:
    """Return what the page shows: factors, and the radars of one and of a group of them."""
    language = words.language
    every = words.all()
    said = {key: text for key, text in every.items() if key.partition(".")[0] in _SECTIONS}
    radars = {factor.id: _radar((factor,), words) for factor in taught.factors}
    radars |= {group.id: _radar(group.factors, words) for group in taught.groups}
    return {
        "language": language,
        "words": said | {key: every[here] for key, here in _ELSEWHERE.items()},
        "levels": levels(language),
        "roles": ["", *ROLES],
        "factors": [
            _factor(factor, group, language) for group in taught.groups for factor in group.factors
        ],
        "radars": radars,
    }


def _factor(factor: Factor, group: Group, language: Language) -> dict[str, Any]:
    return {
        "id": factor.id,
        "group": group.id,
        "title": f"{factor.number}. {factor.title[language]}",
        "statements": [
            {"id": one.id, "number": f"{factor.number}.{place}", "text": one.text[language]}
            for place, one in enumerate(factor.statements, start=1)
        ],
    }


def _radar(factors: Sequence[Factor], words: Words) -> dict[str, Any]:
    axes = statement_axes(factors, words)
    return {
        "axes": [{"id": axis.id, "number": axis.number, "label": axis.label} for axis in axes],
        "radar": radar(axes, Profile(words("radar.mine"), {}), [], words.language),
    }
