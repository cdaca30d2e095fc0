"""Class sheets, one and added up: they name nobody, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.answers import scores
from kit.answers.answers import DONT_KNOW
from kit.classroom.sheets import (
    ALPHABET,
    LONGEST_PLACE,
    RATINGS,
    ROLES,
    ROUNDS,
    NotASheetError,
    Sheet,
    from_json,
    is_mark,
    ratings_of,
    shown,
    statement_ids,
    to_json,
)
from kit.classroom.tally import NO_SCORE, SIXTHS, tally
from kit.content.course import course

NUMBER = len(statement_ids())
some_sheet = st.builds(
    Sheet,
    st.from_regex(f"[{ALPHABET}]{{5}}|[{ALPHABET}]{{8}}-[1-9][0-9]{{,5}}", fullmatch=True),
    st.sampled_from(ROUNDS),
    st.sampled_from([None, *ROLES]),
    st.binary(min_size=NUMBER, max_size=NUMBER).map(
        lambda drawn: bytes(one % len(RATINGS) for one in drawn)
    ),
)

GIVEN = {"breadth-1": 3, "breadth-2": DONT_KNOW, "state-3": 5}
WRITTEN = {"mark": "7k3qz", "round": "1", "role": "official", "ratings": GIVEN}


def text_of(*sheets, **changes):
    return json.dumps({"kit": "class-sheet", "format": 1, "sheets": list(sheets)} | changes)


def written(**changes):
    """The text of a sheet, or of something that is almost one."""
    return text_of(WRITTEN | changes)


def without(key):
    return text_of({name: value for name, value in WRITTEN.items() if name != key})


def rated(**ratings):
    return written(ratings={key.replace("_", "-"): one for key, one in ratings.items()})


# What a sheet says


def test_a_sheet_says_what_was_answered_and_nothing_of_what_was_not():
    (sheet,) = from_json(written())
    assert sheet == Sheet("7k3qz", "1", "official", ratings_of(GIVEN))
    assert sheet.by_statement == GIVEN


def test_the_statements_are_those_of_the_course_in_its_order():
    statements = [one.id for factor in course().factors for one in factor.statements]
    assert statement_ids() == tuple(statements)
    assert len(set(statements)) == 42
    assert (statements[0], statements[-1]) == ("breadth-1", "state-3")


def test_what_is_handed_in_can_be_read_by_a_person_and_names_none():
    assert to_json(*from_json(written())) == (
        '{\n "kit": "class-sheet",\n "format": 1,\n "sheets": [\n  {\n   "mark": "7k3qz",\n'
        '   "round": "1",\n   "role": "official",\n   "ratings": {\n    "breadth-1": 3,\n'
        '    "breadth-2": "dont-know",\n    "state-3": 5\n   }\n  }\n ]\n}\n'
    )


@settings(deadline=None)
@given(st.lists(some_sheet, max_size=4))
def test_what_is_handed_in_is_what_is_read(sheets):
    assert from_json(to_json(*sheets)) == sheets
    assert [ratings_of(one.by_statement) for one in sheets] == [one.ratings for one in sheets]


# What is no sheet

NO_RATINGS = (0, 6, -1, 10**30, True, False, 1.0, 2.5, 1e300, "3", "", None, [3], {})
NO_MARKS = (
    *("", "7k3q", "7k3qzz", "7K3QZ", "7k3qi", "7k3ql", "7k3qo", "7k3qu", "7k3q ", "7k3qz\n"),
    *("anna@", "٧k3qz", "../..", "0examp1e", "0examp1e-", "0examp1e-0", "0examp1e-01", 12345, None),
    *("0examp1e-1000000", "0examp1-1", "0examp1e-٣", "0examp1e-1\n", ["7k3qz"]),
)
GOOD = written()
REFUSED = {
    "fault.foreign": {
        "null": "null",
        "a list": "[]",
        "somebody's answers": '{"kit": "answers", "format": 1}',
        "no kit": '{"format": 1, "sheets": []}',
        "no format": '{"kit": "class-sheet", "sheets": []}',
        **{f"format {one!r}": text_of(WRITTEN, format=one) for one in (True, 1.0, 2.0, 0, "1")},
        "no sheets": '{"kit": "class-sheet", "format": 1}',
        "sheets in an object": text_of(sheets={"7k3qz": WRITTEN}),
        "sheets null": text_of(sheets=None),
        "a name beside the sheets": text_of(WRITTEN, name="Anna"),
        "a sheet that is a text": text_of("7k3qz"),
        "a sheet that is null": text_of(WRITTEN, None),
        "a bad sheet among good ones": text_of(WRITTEN, WRITTEN | {"mark": "Anna"}, WRITTEN),
        "a sheet with a name": written(name="Anna"),
        "a sheet with a clock time": written(time="12:00"),
        **{f"no {key}": without(key) for key in WRITTEN},
        **{f"the mark {mark!r}": written(mark=mark) for mark in NO_MARKS},
        **{f"the round {one!r}": written(round=one) for one in ("4", 1, ["1"], None)},
        **{f"the role {one!r}": written(role=one) for one in ("mayor", "Official", "", 5, [], {})},
        **{f"ratings {one!r}": written(ratings=one) for one in ([3], None)},
        **{f"the rating {one!r}": rated(breadth_1=one) for one in NO_RATINGS},
        "more values than any class has": GOOD + "," * 1_000_000,
    },
    "fault.statements": {
        "a statement that there is not": rated(breadth_4=3),
        "a factor": rated(breadth=3),
        "a name among the statements": rated(breadth_1=3, name="Anna"),
        "half a character": rated(**{"\ud800": 3}),
    },
    "fault.torn": {
        "empty": "",
        "half a file": GOOD[: len(GOOD) // 2],
        "two files in one": GOOD + GOOD,
        "no JSON": "betyg;1;2;3",
        "a byte order mark": "\ufeff" + GOOD,
        "NaN": GOOD.replace("3,", "NaN,"),
        "infinity": GOOD.replace("3,", "-Infinity,"),
        "a number without bounds": GOOD.replace("3,", "1e999,"),
        "a number of five thousand digits": GOOD.replace("3,", "7" * 5000 + ","),
        "a rating twice": GOOD.replace('"breadth-2"', '"breadth-1"'),
        "a mark twice": GOOD.replace('"mark"', '"mark": "00000", "mark"'),
        "nested deeper than any sheet": GOOD.replace("3,", "[[[]]],"),
        "nested without end": "[" * 100_000 + "]" * 100_000,
    },
    "fault.newer": {
        f"a newer kit's {version}": json.dumps({"kit": "class-sheet", "format": version, "x": {}})
        for version in (2, 10**30)
    },
}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        pytest.param(key, text, id=what)
        for key, texts in REFUSED.items()
        for what, text in texts.items()
    ],
)
def test_what_is_no_sheet_is_refused(key, text):
    assert text != GOOD
    with pytest.raises(NotASheetError) as caught:
        from_json(text)
    assert str(caught.value) == key


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.sampled_from(["mark", "round", "role", "ratings", "name", "format", "kit"]), anything)
def test_whatever_stands_in_a_file_it_is_a_sheet_or_refused(key, value):
    document = json.loads(GOOD)
    place = document if key in {"format", "kit"} else document["sheets"][0]
    place[key] = value
    try:
        (sheet,) = from_json(json.dumps(document))
    except NotASheetError as error:
        assert str(error) in REFUSED  # noqa: PT017
    else:
        assert from_json(to_json(sheet)) == [sheet]
        assert json.loads(to_json(sheet)) == document


@settings(deadline=None)
@given(anything)
def test_only_text_can_be_a_mark(value):
    assert not is_mark(value) or set(value) <= {*ALPHABET, "-"}


# A stranger's text, shown


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("betyg ö 1.xlsx", "betyg ö 1.xlsx"),
        ("svar 😀", "svar 😀"),
        ("betyg\u202efdp.exe", "betyg fdp.exe"),
        ("\u2066a\u2069\u061c\u200e", " a   "),
        ("be\u200btyg\u200d\ufeff\u2060", "be tyg   "),
        ("be\u00adtyg\u180e\U000e0041", "be tyg  "),
        ("a\nb\r\nc\td\x85e\u2028f\x00g\x1b[31m", "a b  c d e f g [31m"),
        ("b\udce4r.json", "b?r.json"),
        ("\ud83d", "?"),
        ("", ""),
        ("x" * LONGEST_PLACE, "x" * 60),
        ("x" * (LONGEST_PLACE + 1), "x" * 59 + "…"),
        ("x" * 1_000_000, "x" * 59 + "…"),
    ],
    ids=ascii,
)
def test_a_strangers_name_is_shown_short_and_moves_no_text_around_it(name, seen):
    assert shown(name) == seen


@settings(deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_name_can_be_shown_on_one_line(name):
    seen = shown(name)
    assert len(seen) <= LONGEST_PLACE
    assert seen.isprintable()
    assert len(seen.encode()) >= min(len(name), LONGEST_PLACE)


# Sheets added up, as one would count by hand


def of(*answers):
    """A sheet with answers to the first statements."""
    ratings = {key: one for key, one in zip(statement_ids(), answers, strict=False) if one}
    return Sheet("00000", "1", None, ratings_of(ratings))


def by_hand(sheets):
    """Count what was answered to each statement, and everyone's scores as the kit shows them."""
    statements = {one: [0] * len(RATINGS) for one in statement_ids()}
    factors = {factor.id: [0] * (SIXTHS + 1) for factor in course().factors}
    for sheet in sheets:
        answers = sheet.by_statement
        for key, counts in statements.items():
            counts[RATINGS.index(answers.get(key))] += 1
        levels = {key: value for key, value in answers.items() if value != DONT_KNOW}
        own = scores.scores(levels, course().factors)
        for factor, counts in factors.items():
            counts[round(6 * own[factor]) if factor in own else NO_SCORE] += 1
    return statements, factors


def counts_of(total):
    return tuple(
        {key: list(counts) for key, counts in group.items()}
        for group in (total.statements, total.factors)
    )


@settings(deadline=None)
@given(st.lists(some_sheet, max_size=20), st.lists(some_sheet, max_size=20))
def test_any_sheets_are_counted_as_by_hand_and_two_groups_added_are_the_group_of_both(some, others):
    total = tally(iter(some))
    assert (total.sheets, counts_of(total)) == (len(some), by_hand(some))
    for counts in (*total.statements.values(), *total.factors.values()):
        assert sum(counts) == len(some)
    assert total + tally(others) == tally([*others, *some])
    assert total + tally([]) == total


@pytest.mark.parametrize(
    ("answers", "sixth"),
    [
        *(((), NO_SCORE), ((5,), NO_SCORE), ((5, DONT_KNOW, DONT_KNOW), NO_SCORE)),
        *(((1, None, 1), 6), ((1, 2), 9), ((1, 1, 2), 8), ((4, 5, DONT_KNOW), 27), ((5, 5, 5), 30)),
        ((5, 5, None, 1), 30),
    ],
)
def test_a_factors_score_is_the_mean_of_two_levels_or_three(answers, sixth):
    counts = tally([of(*answers)]).factors["breadth"]
    assert {place: count for place, count in enumerate(counts) if count} == {sixth: 1}
