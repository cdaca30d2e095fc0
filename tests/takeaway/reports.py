"""Sample reports: a learner's full, half answered and empty, one with typed texts, a class's."""

import datetime as dt

import attrs

from kit.answers.answers import DONT_KNOW, Answers
from kit.answers.priorities import PLANNED
from kit.charts.base import Profile
from kit.classroom.classroom import sample
from kit.content.course import course
from kit.content.regions import example_regions
from kit.takeaway.report import report

IDS = [one.id for one in course().factors]
# Where somebody types, by section of the answers.
TYPED = [
    *((section, one) for section in ("evidence", "reflections") for one in IDS),
    *(("plan", f"{one}/{field}") for one in IDS for field in PLANNED),
]
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
    language, chosen = words.language, ("breadth", "goals", "consensus")
    now = rated(LEVELS * 2)
    times = zip(LABELS[language], (9, 10), (rated(EARLIER * 2), now), strict=True)
    sections = {
        "ratings": now,
        "importance": dict(zip(IDS, IMPORTANCE, strict=True)),
        **{section: dict.fromkeys(IDS[:9], text[language]) for section, text in NOTES.items()},
        "priorities": dict.fromkeys(chosen, True),
        "plan": {key: text for one in chosen for key, text in planned(one, language).items()},
        "targets": {"goals": 5},
        "snapshots": {
            str(place): {"label": label, "date": f"2026-{month:02}-14", "ratings": ratings}
            for place, (label, month, ratings) in enumerate(times, start=1)
        },
    }
    return report(course(), Answers(sections), example_regions()[:3], TODAY, words)


def partial(words):
    """A learner's who has answered half, does not know some, and has begun one plan."""
    language = words.language
    sections = {
        "ratings": {**rated(LEVELS), "voice-1/2": DONT_KNOW, "voice-2": DONT_KNOW},
        "importance": dict(zip(IDS[:5], IMPORTANCE, strict=False)),
        "evidence": {"networks": NOTES["evidence"][language]},
        "priorities": {"breadth": True, "state": True},
        "plan": {"breadth/first": PLAN["first"][language]},
    }
    return report(course(), Answers(sections), example_regions()[3:4], TODAY, words)


def empty(words):
    """A learner's who has answered nothing and compares with nobody."""
    return report(course(), Answers(), (), TODAY, words)


def of_class(words):
    """The invented class's, with two example regions and a teacher's plan."""
    plan = planned("dialogue", words.language)
    answers = Answers({"priorities": {"dialogue": True}, "plan": plan})
    return report(course(), answers, example_regions()[:2], TODAY, words, classroom=sample())


def typed(words, text):
    """A full report in which everything that somebody can type is this text, however long."""
    whole = full(words)
    plan = dict.fromkeys(PLANNED, text)
    return attrs.evolve(
        whole,
        others=tuple(Profile(text, one.values) for one in whole.others),
        notes=tuple((label, text, text) for label, *_ in whole.notes),
        priorities=tuple(attrs.evolve(one, **plan) for one in whole.priorities),
        snapshots=tuple(attrs.evolve(one, label=text) for one in whole.snapshots),
    )


def rated(levels):
    return dict(zip((one.key for one in course().statements), levels, strict=False))


def planned(factor, language):
    return {f"{factor}/{field}": text[language] for field, text in PLAN.items()}
