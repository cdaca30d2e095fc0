"""JSON read strictly: what could not be written back as it is, is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.files.strict_json import NotJsonError, loads

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=20,
)  # fmt: skip


@settings(deadline=None)
@given(anything, st.booleans())
def test_whatever_json_can_carry_is_read_as_it_was_written(value, escaped):
    assert loads(json.dumps(value, ensure_ascii=escaped), 30) == value


@pytest.mark.parametrize("form", ["[{}]", '{{"a": {}}}'])
def test_lists_and_objects_may_stand_inside_each_other_as_deep_as_is_said(form):
    text = "1"
    for depth in range(1, 6):
        text = form.format(text)
        assert loads(text, depth)
        with pytest.raises(NotJsonError):
            loads(text, depth - 1)


REFUSED = [
    # Torn, or no JSON.
    *("", "[1", "[1]]", "[1] [1]", "{'a': 1}", "\ufeff[]"),
    # Numbers that are none, or too large.
    *("NaN", "[Infinity]", '{"a": -Infinity}', "1e999", "[-1e400]", "7" * 5000),
    # A key that is there twice.
    *('{"a": 1, "a": 1}', '[{"a": {"b": 1, "c": 2, "b": 3}}]', r'{"a": 1, "\u0061": 2}'),
    # Too deep.
    *("[" * 100_000 + "]" * 100_000, '{"a":' * 100_000),
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_is_torn_or_could_not_be_written_back_is_refused(text):
    with pytest.raises(NotJsonError):
        loads(text, 10)


def test_a_number_that_is_only_nearly_zero_or_very_large_is_read():
    assert loads("[1e-999, 1e308, 123456789012345678901234567890]", 1) == [
        0.0, 1e308, 123456789012345678901234567890,
    ]  # fmt: skip
