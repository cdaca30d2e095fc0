"""Exports in the shapes of two dozen survey tools: read right, or refused; nobody is invented.

`exports.zip` has them, with `expected.json`: for each file, by the row of the sheet, the 42 answers
in the course's order; "TWO" where two were ticked. All persons are invented.
"""

import ast
import json
import os
import random
import re
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from sheetfuls import csv_of, saved

from kit.answers.answers import DONT_KNOW
from kit.classroom.sheets import statement_ids
from kit.classroom.surveys import look
from kit.classroom.surveys.answers import meaning
from kit.content.course import course
from kit.content.language import LANGUAGES
from kit.content.phrases import phrases

IDS = statement_ids()
STATEMENTS = [one for factor in course().factors for one in factor.statements]


@cache
def archive():
    with zipfile.ZipFile(Path(__file__).with_name("exports.zip")) as file:
        return {name: file.read(name) for name in file.namelist()}


EXPORTS = {one["file"]: one for one in json.loads(archive()["expected.json"])}

ONE_TO_FIVE = {str(level): level for level in range(1, 6)}
USUAL = {**ONE_TO_FIVE, "6": DONT_KNOW, "999": None}


def levels(*codes, dont_know=None):
    found = {str(code): level for level, code in enumerate(codes, 1)}
    return found if dont_know is None else {**found, dont_know: DONT_KNOW}


# What the codes of files mean that leave it open, by what is in the file's name.
MEANT = {
    **dict.fromkeys(("dk-first", "dont-know-first"), levels(*range(2, 7), dont_know="1")),
    "reversed": levels(5, 4, 3, 2, 1, dont_know="6"),
    "drifted": levels(*range(23, 28), dont_know="28"),
    "0to4": levels(*range(5), dont_know="5"),
    "dk-99": levels(*range(1, 6), dont_know="99"),
    "dk-0": levels(*range(1, 6), dont_know="0"),
    "minus-9": {**levels(*range(1, 6), dont_know="-9"), "-8": None},
    "percent": levels(0, 25, 50, 75, 100),
    "-AO": levels("AO01", "AO02", "AO03", "AO04", "AO05", dont_know="AO06"),
    "formulas": {**USUAL, "0": None},
}
# Here "don't know" is a blank, which nobody can tell from no answer.
BLANK = {"codes-0to4-dk-blank.xlsx", "codes-percent.xlsx"}
# What no one can read: names of variables without their key, pages and lists of no table, headings
# cut to fifteen letters.
REFUSED = {
    "eusurvey-results.xml": "fault.xml",
    "html-called-xls.xls": "fault.html",
    "json.json": "fault.json",
    "lime-abbreviated-array-15.csv": "survey.cut",
    "surveyxact-dataset-utf16-tab.csv": "survey.own-numbers",
}


def meant(name):
    return next((codes for part, codes in MEANT.items() if part in name), USUAL)


def read(found):
    """Return the answers by row."""
    return {int(one.mark[9:]): [one.by_statement.get(key) for key in IDS] for one in found.sheets}


def expected(name):
    """Return the answers that can be read, by row."""
    answers = {}
    # Names of variables and their labels are two rows in what is made of SPSS's file.
    first = 1 if name == "spss.sav" else 0
    for row, places in EXPORTS[name]["persons"].items():
        readable = [None if one == "TWO" else one for one in places]
        if name in BLANK:
            readable = [None if one == DONT_KNOW else one for one in readable]
        if any(one is not None for one in readable):
            answers[int(row) + first] = readable
    return answers


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_right_or_refused_and_nobody_is_invented(name):
    one = EXPORTS[name]
    found = look(archive()[name], one["called"])
    if found.asks:
        # As long as nobody says what the codes are, nothing is taken.
        assert found.sheets == ()
        found = look(archive()[name], one["called"], codes=meant(name))
    if name in REFUSED:
        assert [fault.key for fault in found.faults] == [REFUSED[name]]
        assert found.sheets == ()
        return
    if one["persons"]:
        assert read(found) == expected(name)
    else:
        assert found.sheets == ()
        assert found.faults or found.asks
    ticked_twice = sum(answers.count("TWO") for answers in one["persons"].values())
    if one["persons"]:
        assert [fault.key for fault in found.faults] == ["fault.two"] * ticked_twice


LINE = re.compile(r"\s+(\S+) (['\"].*['\"]) -> ")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (line[1], ast.literal_eval(line[2]))
        for one in archive()["variants.txt"].decode().splitlines()
        if (line := LINE.match(one)) and line[1] in {"2", "4", "dk", "None", "TWO"}
    ],
)
def test_an_answer_in_the_ways_tools_write_it_is_read_as_itself_or_not_at_all(said, text):
    found = meaning(text)
    places = {"2": 2, "4": 4, "dk": 6, "None": 0}
    if found.kind == "said":
        assert found.place == places.get(said)
    if said == "TWO":
        assert found.kind == "fault"


# Exports by chance

TRIES = int(os.environ.get("KIT_EXPORTS", "150"))
ANSWERS = [1, 2, 3, 4, 5, DONT_KNOW, None]


def option(answer, language):
    word = phrases()[f"scale.{answer}"][language]
    return word if answer == DONT_KNOW else f"{answer} – {word}"


# An answer in words, as tools write it, from the option and its word.
WORDED = ("{0}", "{1}", "{0} (ID9)", "{0};", "<p>{0}</p>")
# What no reader can know without being told: the codes of 1 to 5, don't know, not answered.
CODED = (
    *("1 2 3 4 5 6 ", "0 1 2 3 4 5 ", "2 3 4 5 6 1 ", "5 4 3 2 1 6 ", "1 2 3 4 5 99 -9"),
    *("23 24 25 26 27 28 ", "A1 A2 A3 A4 A5 A6 ", "0 25 50 75 100 -1 "),
    "1.0 2.0 3.0 4.0 5.0 999.0 ",
)


def written(how, answer, language):
    """Write an answer in words or as a code."""
    if how in CODED:
        return how.split(" ")[ANSWERS.index(answer)]
    if answer is None:
        return ""
    return how.format(option(answer, language), phrases()[f"scale.{answer}"][language])


SURROUNDED = [
    *("{}", "{} ", "Hur är det? [{}]", "Hur är det? - {}", "Matrix: {}", "{} (obligatorisk)"),
    *("<b>{}</b>", "{} - Selected Choice", "{} (ID7)", "{}:Hur är det?", "12. {}", "3.4 {}"),
]


def chance_headings(dice, language):
    style = dice.choice(["text", "text", "text", "cut", "id", "kobo", "label", "number"])
    around = dice.choice(SURROUNDED)
    for place, one in enumerate(STATEMENTS):
        text = one.text[language]
        yield {
            "text": around.format(text),
            "cut": text[:60] + dice.choice(["", "..", "…"]),
            "id": one.id,
            "kobo": f"grp/{one.id.replace('-', '_')}",
            "label": one.label[language],
            "number": f"{place // 3 + 1}.{place % 3 + 1}",
        }[style]


BEFORE = {
    "ID": lambda number, _dice: number,
    "Starttid": lambda _number, _dice: "2026-03-04 08:15:16",
    "Namn": lambda _number, dice: dice.choice(["Åsa", "Max", "Bo", "", "Total"]),
    "Sidor": lambda _number, dice: dice.randint(1, 9),
}
AFTER = {
    "Övrigt": lambda _number, dice: dice.choice(["", "Tack!", "4", "1.1", "Medel", "1 – saknas"]),
    "Hur viktigt är det?": lambda _number, dice: dice.randint(1, 5),
    "Poäng": lambda _number, dice: dice.choice(["4", "0"]),
}


def chance_export(dice):
    """Return a table as a tool may export it, the answers by row, and whether it holds codes."""
    language = dice.choice(LANGUAGES)
    worded = dice.random() < 0.6
    how = dice.choice(WORDED if worded else CODED)
    before = dice.sample(list(BEFORE), dice.randint(0, 3))
    after = dice.sample(list(AFTER), dice.randint(0, 2))
    titles = dice.choice([0, 0, 0, 1, 3])
    rows = [["Enkät om regional utveckling"] for _ in range(titles)]
    rows.append([*before, *chance_headings(dice, language), *after])
    rows += dice.choice([[], [], [[*[""] * len(before), *["Response"] * 42]]])
    people, columns = {}, []
    for number in range(dice.randint(1, 12)):
        answers = [dice.choice(ANSWERS) if dice.random() < 0.9 else None for _ in IDS]
        rows.append(
            [
                *(BEFORE[one](number, dice) for one in before),
                *(written(how, one, language) for one in answers),
                *(AFTER[one](number, dice) for one in after),
            ]
        )
        columns.append(answers)
        if any(answers):
            people[len(rows)] = answers
    rows += chance_sums(dice, columns, before)
    return rows, people, not worded


def chance_sums(dice, people, before):
    levels = [
        [one for one in column if isinstance(one, int)] for column in zip(*people, strict=True)
    ]
    means = [round(sum(some) / len(some), 1) if some else "" for some in levels]
    counts = [len(some) for some in levels]
    if not before or dice.random() < 0.5 or len(people) < 3:
        return []
    gap = dice.choice([[], [[]]])
    blank = [""] * (len(before) - 1)
    names = dice.choice([("Medel", "Antal svar"), ("Mean", "N"), ("Genomsnitt", "Summa"), ("", "")])
    return [*gap, [names[0], *blank, *means], [names[1], *blank, *counts]]


def chance_file(dice, rows):
    kind = dice.choice(["csv", "csv", "xlsx", "xlsx", "transposed", "summary first"])
    if kind == "csv":
        text = csv_of(*rows, delimiter=dice.choice(";,\t")).decode("utf-8-sig")
        encoding = dice.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
        return kind, text.encode(encoding, errors="replace")
    book = openpyxl.Workbook()
    sheet = book.active
    if kind == "summary first":
        sheet.append(["Påstående", "Medel", "Svar"])
        for one in STATEMENTS:
            sheet.append([one.text.sv, dice.randint(1, 5), 5])
        sheet = book.create_sheet("Svar")
    if kind == "transposed":
        longest = max(map(len, rows))
        rows = zip(*([*row, *[""] * (longest - len(row))] for row in rows), strict=True)
    for row in rows:
        sheet.append([int(one) if str(one).isdecimal() else one for one in row])
    return kind, saved(book)


def test_exports_by_chance_give_no_wrong_level_and_no_person_who_does_not_exist():
    right = asked = 0
    for seed in range(TRIES):
        dice = random.Random(seed)
        rows, people, codes = chance_export(dice)
        kind, content = chance_file(dice, rows)
        found = look(content, "svar")
        if kind == "transposed":
            assert found.sheets == (), seed
            right += 1
            continue
        asked += bool(found.asks)
        answers = read(found)
        assert answers.keys() <= people.keys(), seed
        wrong = [
            (row, key, is_read, was)
            for row, some in answers.items()
            for key, is_read, was in zip(IDS, some, people[row], strict=True)
            if is_read is not None and is_read != was
        ]
        # Codes that happen to be 1 to 5 alone are the levels they say they are.
        assert wrong == [] or (codes and all_levels(rows)), (seed, wrong[:3])
        right += answers == people or (codes and bool(found.asks))
    print(f"{right} of {TRIES} read wholly right or asked for ({asked} asked)")
    assert right > 0.9 * TRIES


def all_levels(rows):
    return all(str(one) in {"", *ONE_TO_FIVE} for row in rows[5:] for one in row[4:46])
