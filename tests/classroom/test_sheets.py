"""A class sheet: nothing in it names a person, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def written(**changes):
    """A sheet as it stands in a file, or something that is almost one."""
    return {"mark": "7k3qz", "round": "1", "role": "official", "ratings": GIVEN} | changes


def text_of(*sheets, **changes):
    return json.dumps({"kit": "class-sheet", "format": 1, "sheets": list(sheets)} | changes)


def without(key):
    return {name: value for name, value in written().items() if name != key}


def nested(depth):
    return "[" * depth + "]" * depth


# What a sheet says


def test_a_sheet_says_what_was_answered_and_nothing_of_what_was_not():
    (sheet,) = from_json(text_of(written()))
    assert sheet == Sheet("7k3qz", "1", "official", ratings_of(GIVEN))
    assert sheet.by_statement == GIVEN


def test_the_statements_are_those_of_the_course_in_its_order():
    assert statement_ids()[:3] == ("breadth-1", "breadth-2", "breadth-3")
    assert statement_ids()[-1] == "state-3"
    assert len(set(statement_ids())) == sum(len(one.statements) for one in course().factors) == 42


def test_nothing_handed_in_names_a_person():
    document = json.loads(to_json(*from_json(text_of(written(), written(role=None)))))
    assert document.keys() == {"kit", "format", "sheets"}
    for one in document["sheets"]:
        assert one.keys() == {"mark", "round", "role", "ratings"}
        assert one["ratings"].keys() <= set(statement_ids())


def test_a_sheet_can_be_read_by_a_person():
    assert to_json(*from_json(text_of(written()))).splitlines() == [
        "{",
        ' "kit": "class-sheet",',
        ' "format": 1,',
        ' "sheets": [',
        "  {",
        '   "mark": "7k3qz",',
        '   "round": "1",',
        '   "role": "official",',
        '   "ratings": {',
        '    "breadth-1": 3,',
        '    "breadth-2": "dont-know",',
        '    "state-3": 5',
        "   }",
        "  }",
        " ]",
        "}",
    ]


@settings(deadline=None)
@given(st.lists(some_sheet, max_size=4))
def test_what_is_handed_in_is_what_is_read(sheets):
    assert from_json(to_json(*sheets)) == sheets
    assert [ratings_of(one.by_statement) for one in sheets] == [one.ratings for one in sheets]


# What is no sheet

FOREIGN = {
    "null": "null",
    "a list": "[]",
    "somebody's answers": '{"kit": "answers", "format": 1}',
    "no kit": json.dumps({"format": 1, "sheets": []}),
    "no format": json.dumps({"kit": "class-sheet", "sheets": []}),
    "format true": text_of(written(), format=True),
    "format 1.0": text_of(written(), format=1.0),
    "format 2.0": text_of(written(), format=2.0),
    "format 0": text_of(written(), format=0),
    "format in words": text_of(written(), format="1"),
    "no sheets": json.dumps({"kit": "class-sheet", "format": 1}),
    "sheets in an object": text_of(sheets={"7k3qz": written()}),
    "sheets null": text_of(sheets=None),
    "a name beside the sheets": text_of(written(), name="Anna"),
    "a sheet that is a text": text_of("7k3qz"),
    "a sheet that is null": text_of(written(), None),
    "a sheet with a name": text_of(written(name="Anna")),
    "a sheet with a clock time": text_of(written(time="12:00")),
    "no mark": text_of(without("mark")),
    "no round": text_of(without("round")),
    "no role": text_of(without("role")),
    "no ratings": text_of(without("ratings")),
    "a round that there is not": text_of(written(round="4")),
    "a round as a number": text_of(written(round=1)),
    "a round in a list": text_of(written(round=["1"])),
    "a round null": text_of(written(round=None)),
    "a role that there is not": text_of(written(role="mayor")),
    "a role in capitals": text_of(written(role="Official")),
    "a role left empty": text_of(written(role="")),
    "a role as a number": text_of(written(role=1)),
    "a role in an object": text_of(written(role={})),
    "ratings in a list": text_of(written(ratings=[3])),
    "ratings null": text_of(written(ratings=None)),
    **{
        f"the rating {rating!r}": text_of(written(ratings={"breadth-1": rating}))
        for rating in (0, 6, -1, 10**30, True, False, 1.0, 2.5, 1e300, "3", "", None, [3], {})
    },
    **{
        f"the mark {mark!r}": text_of(written(mark=mark))
        for mark in (
            *(
                "",
                "7k3q",
                "7k3qzz",
                "7K3QZ",
                "7k3qi",
                "7k3ql",
                "7k3qo",
                "7k3qu",
                "7k3q ",
                "7k3qz\n",
            ),
            *("anna@", "٧k3qz", "../..", "0examp1e", "0examp1e-", "0examp1e-0", "0examp1e-01"),
            *(
                "0examp1e-1000000",
                "0examp1-1",
                "0examp1e-٣",
                "0examp1e-1\n",
                12345,
                None,
                ["7k3qz"],
            ),
        )
    },
}
STATEMENTS = {
    "a statement that there is not": text_of(written(ratings={"breadth-4": 3})),
    "a factor": text_of(written(ratings={"breadth": 3})),
    "a name among the statements": text_of(written(ratings=GIVEN | {"name": "Anna"})),
    "half a character": text_of(written(ratings={"\ud800": 3})),
}
GOOD = text_of(written())
TORN = {
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
    "nested deeper than any sheet": GOOD.replace("3,", nested(3) + ","),
    "nested without end": nested(100_000),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_sheet_is_refused(what):
    with pytest.raises(NotASheetError, match=r"^fault\.foreign$"):
        from_json(FOREIGN[what])


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_sheet_about_statements_of_another_course_is_refused(what):
    with pytest.raises(NotASheetError, match=r"^fault\.statements$"):
        from_json(STATEMENTS[what])


@pytest.mark.parametrize("what", TORN)
def test_a_torn_sheet_is_refused(what):
    assert TORN[what] != GOOD
    with pytest.raises(NotASheetError, match=r"^fault\.torn$"):
        from_json(TORN[what])


@pytest.mark.parametrize("version", [2, 10**30])
def test_a_sheet_of_a_newer_kit_is_refused_and_said_to_be_one(version):
    newer = json.dumps({"kit": "class-sheet", "format": version, "pages": {}})
    with pytest.raises(NotASheetError, match=r"^fault\.newer$"):
        from_json(newer)


def test_one_bad_sheet_among_good_ones_is_refused_with_them():
    with pytest.raises(NotASheetError, match=r"^fault\.foreign$"):
        from_json(text_of(written(), written(mark="Anna"), written()))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.sampled_from(["mark", "round", "role", "ratings", "name", "format", "kit"]), anything)
def test_whatever_stands_in_a_file_it_is_a_sheet_or_refused(key, value):
    document = {"kit": "class-sheet", "format": 1, "sheets": [written()]}
    place = document if key in {"format", "kit"} else document["sheets"][0]
    place[key] = value
    try:
        (sheet,) = from_json(json.dumps(document))
    except NotASheetError as error:
        assert str(error) in {"fault.torn", "fault.foreign", "fault.newer", "fault.statements"}  # noqa: PT017
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
