"""Texts of the course as Markdown, the same whoever reads them: a lesson's stored outputs."""

import re
from collections.abc import Container, Iterable, Sequence

from kit.content.course import LEVELS, Course, Factor, Group
from kit.content.duration import minutes
from kit.content.glossary import glossary as all_terms
from kit.content.glossary import used_in
from kit.content.language import day, number
from kit.content.phrases import Words
from kit.content.regions import ExampleRegion


class Prose:
    """Markdown that a notebook shows, and stores beside the code."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown

    def __repr__(self) -> str:
        """Where Markdown cannot be shown, its source can."""
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


def opening(group: Group, case: ExampleRegion, words: Words) -> Prose:
    """Return what a group's lesson is about, how long it takes, and its goals."""
    language = words.language
    goals = "\n".join(f"- {goal}" for goal in group.goals[language])
    time = words("prose.minutes", n=minutes(group, case))
    return Prose(f"{group.about[language]}\n\n{time}\n\n**{words('prose.goals')}**\n\n{goals}")


def factor_text(factor: Factor, words: Words) -> Prose:
    """Return what a factor means and why it matters."""
    language = words.language
    meaning = factor.meaning[language]
    heading = f"### {factor.number}. {factor.title[language]}"
    parts = (heading, meaning, _explained(meaning, words), _ruled(factor, words))
    return Prose("\n\n".join(part for part in parts if part))


def _ruled(factor: Factor, words: Words) -> str:
    """Return what the rules say and what the region chooses, folded until it is asked for."""
    language = words.language
    items: dict[bool, list[str]] = {False: [], True: []}
    for rule in factor.rules:
        source = f"{rule.source[language]}, {day(rule.as_of, language)}"
        items[rule.choice].append(f"- {rule.rule[language]} *({source})*")
    parts = [
        f"**{words(f'rules.{name}')}**\n\n" + "\n".join(items[choice])
        for name, choice in (("must", False), ("choice", True))
    ]
    return _folded(words("rules.title"), "\n\n".join(parts))


def _explained(text: str, words: Words) -> str:
    """Return the glossary's words for those a text uses, folded until they are asked for."""
    language = words.language
    terms = used_in(text, language)
    if not terms:
        return ""
    items = "\n".join(f"- **{term.term[language]}**: {term.definition[language]}" for term in terms)
    names = ", ".join(term.term[language] for term in terms)
    summary = f"{words('prose.words')} {names}"
    return _folded(summary, items)


def _folded(summary: str, below: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{below}\n\n</details>"


def glossary(words: Words) -> Prose:
    """Return every term and what it means, in the order of the alphabet."""
    language = words.language
    terms = sorted(all_terms(), key=lambda term: term.term[language].casefold())
    rows = [(f"**{term.term[language]}**", term.definition[language]) for term in terms]
    return Prose(table((words("prose.term"), words("prose.definition")), rows))


def discussion(factors: Iterable[Factor], words: Words) -> Prose:
    """Return the questions to discuss or to think over."""
    language = words.language
    parts = [
        f"**{factor.number} {factor.label[language]}**\n\n"
        + "\n".join(f"- {question[language]}" for question in factor.discussion)
        for factor in factors
    ]
    return Prose("\n\n".join(parts))


def scale(words: Words) -> Prose:
    """Return the five levels, and what "don't know" is."""
    rows = [
        (f"**{level}**\N{NO-BREAK SPACE}{words(f'scale.{level}')}", words(f"scale.about-{level}"))
        for level in LEVELS
    ]
    head = (words("scale.legend"), words("scale.meaning"))
    return Prose(f"{table(head, rows)}\n\n{words('scale.dont-know-about')}")


def factors(course: Course, words: Words) -> Prose:
    """Return the fourteen factors in their groups."""
    language = words.language
    rows = [
        (str(factor.number), factor.title[language], group.title[language])
        for group in course.groups
        for factor in group.factors
    ]
    return Prose(table((words("prose.number"), words("prose.factor"), words("prose.group")), rows))


def regions(found: Iterable[ExampleRegion], words: Words) -> Prose:
    """Return the example regions with their context figures."""
    language = words.language
    head = ("region", "kind", "population", "municipalities", "area", "grp")
    rows = [
        (
            words("compare.named", name=region.name[language]),
            region.kind[language],
            number(region.context.population, language),
            number(region.context.municipalities, language),
            number(region.context.land_area_km2, language),
            number(region.context.grp_per_capita_ksek, language),
        )
        for region in found
    ]
    figures = table(tuple(words(f"prose.{column}") for column in head), rows, numbers_from=2)
    return Prose(f"{figures}\n\n{words('compare.note')}")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int = 99) -> str:
    """Write a table in Markdown; columns from `numbers_from` on are set to the right."""
    rule = ["---:" if place >= numbers_from else "---" for place in range(len(head))]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in (head, rule, *rows))


def _cell(text: str) -> str:
    """Keep a cell whole: a bar would end it, escaped or not, and so would the end of a line."""
    return " ".join(re.sub(r"\\?\|", "&#124;", text).splitlines())


def missing(course: Course, rated: Container[str], words: Words) -> Prose:
    """Return which factors have statements not yet rated, and in which lesson to do it."""
    language = words.language
    rows = [
        (
            f"{factor.number} {factor.label[language]}",
            words("form.answered", n=given, of=len(factor.statements)),
            f"[{lesson:02d} {group.title[language]}]({lesson:02d}-{group.id}.ipynb)",
        )
        for lesson, group in enumerate(course.groups, start=1)
        for factor in group.factors
        if (given := sum(statement.id in rated for statement in factor.statements))
        < len(factor.statements)
    ]
    if not rows:
        return Prose(words("prose.complete"))
    head = (words("progress.factor"), words("prose.statements"), words("prose.lesson"))
    return Prose(f"{words('prose.incomplete', n=len(rows))}\n\n{table(head, rows)}")
