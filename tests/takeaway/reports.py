"""Sample reports: a learner's full, half answered and empty, one with typed texts, a class's."""

import datetime as dt

import attrs

from kit.answers.answers import DONT_KNOW, Answers
from kit.charts.base import Profile
from kit.classroom.classroom import sample
from kit.content.course import course
from kit.content.regions import example_regions
from kit.takeaway.report import report

TODAY = dt.date(2026, 11, 24)

# Of 42, so that no two factors of a group are alike and every level occurs.
LEVELS = (4, 3, 5, 2, 2, 1, 3, 4, 4, 5, 4, 5, 1, 2, 2, 3, 3, 2, 4, 2, 3)
EARLIER = (3, 3, 4, 2, 1, 1, 3, 3, 4, 4, 4, 4, 1, 1, 2, 3, 2, 2, 3, 2, 3)
IMPORTANCE = (5, 4, 3, 5, 2, 4, 5, 3, 4, 2, 5, 1, 4, 3)

PLAN = {
    "first": {
        "sv": "Samla kommunernas utvecklingschefer till ett första möte om målen.",
        "en": "Call the municipalities’ heads of development to a first meeting on the goals.",
    },
    "who": {"sv": "Regionens utvecklingsdirektör", "en": "The region’s director of development"},
    "when": {"sv": "Före sista mars", "en": "Before the end of March"},
    "sign": {
        "sv": "Alla kommuner har skickat någon, och målen står på nästa dagordning.",
        "en": "Every municipality has sent someone, and the goals are on the next agenda.",
    },
}
NOTES = {
    "evidence": {
        "sv": "Protokollen från i våras: tre av åtta beslut följdes upp.",
        "en": "The minutes of last spring: three of eight decisions were followed up.",
    },
    "reflections": {
        "sv": "Ring den som skrev strategin.\nFråga vad som hände sedan.",
        "en": "Ring whoever wrote the strategy.\nAsk what happened next.",
    },
}
LABELS = {"sv": ("Före kursen", "Efter halva kursen"), "en": ("Before", "Half-way through")}


def full(words):
    """A learner's who has answered everything there is, with three example regions."""
    language = words.language
    answers = _rated(LEVELS * 2)
    for factor, level in zip(course().factors, IMPORTANCE, strict=True):
        answers = answers.put("importance", factor.id, level)
    for factor in course().factors[:9]:
        for section, text in NOTES.items():
            answers = answers.put(section, factor.id, text[language])
    for one in ("breadth", "goals", "consensus"):
        answers = answers.put("priorities", one, value=True)
        for field, text in PLAN.items():
            answers = answers.put("plan", f"{one}/{field}", text[language])
    answers = answers.put("targets", "goals", 5)
    for place, label in enumerate(LABELS[language], start=1):
        earlier = _rated(EARLIER * 2) if place == 1 else answers
        kept = {"label": label, "date": f"2026-{8 + place:02}-14", "ratings": {**earlier.ratings}}
        answers = answers.put("snapshots", str(place), kept)
    return report(course(), answers, example_regions()[:3], TODAY, words)


def partial(words):
    """A learner's who has answered half, does not know some, and has begun one plan."""
    answers = _rated(LEVELS)
    for statement in course().factors[1].statements[:2]:
        answers = answers.put("ratings", statement.id, DONT_KNOW)
    for factor, level in zip(course().factors[:5], IMPORTANCE, strict=False):
        answers = answers.put("importance", factor.id, level)
    answers = answers.put("evidence", "networks", NOTES["evidence"][words.language])
    for one in ("breadth", "state"):
        answers = answers.put("priorities", one, value=True)
    answers = answers.put("plan", "breadth/first", PLAN["first"][words.language])
    return report(course(), answers, example_regions()[3:4], TODAY, words)


def empty(words):
    """A learner's who has answered nothing and compares with nobody."""
    return report(course(), Answers(), (), TODAY, words)


def of_class(words):
    """The invented class's, with two example regions and a teacher's plan."""
    answers = Answers().put("priorities", "dialogue", value=True)
    for field, text in PLAN.items():
        answers = answers.put("plan", f"dialogue/{field}", text[words.language])
    return report(course(), answers, example_regions()[:2], TODAY, words, classroom=sample())


def typed(words, text):
    """A full report in which everything that somebody can type is this text, however long."""
    whole = full(words)
    plan = dict.fromkeys(("first", "who", "when", "sign"), text)
    return attrs.evolve(
        whole,
        others=tuple(Profile(text, one.values) for one in whole.others),
        notes=tuple((label, text, text) for label, *_ in whole.notes),
        priorities=tuple(attrs.evolve(one, **plan) for one in whole.priorities),
        snapshots=tuple(attrs.evolve(one, label=text) for one in whole.snapshots),
    )


def _rated(levels):
    answers = Answers()
    for statement, level in zip(course().statements, levels, strict=False):
        answers = answers.put("ratings", statement.id, level)
    return answers
