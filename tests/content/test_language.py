import datetime as dt

import pytest

from kit.content.language import Text, Texts, day, known


def test_a_text_gives_the_language_asked_for_without_the_space_around_it():
    text = Text(sv="\nlän\n", en=" county ")
    assert (text["sv"], text["en"]) == ("län", "county")


@pytest.mark.parametrize(("sv", "en"), [(("ett",), ("one", "two")), ((), ()), (("ett",), ())])
def test_a_list_has_as_many_texts_in_each_language_and_at_least_one(sv, en):
    with pytest.raises(ValueError, match="uneven"):
        Texts(sv=sv, en=en)


def test_a_language_the_kit_does_not_speak_is_refused_in_both_it_does():
    assert known("sv") == "sv"
    with pytest.raises(ValueError, match=r"inte 'fi'.*not 'fi'"):
        known("fi")


@pytest.mark.parametrize(
    ("date", "sv", "en"),
    [
        (dt.date(2026, 11, 24), "24 november 2026", "24 November 2026"),
        (dt.date(2027, 3, 1), "1 mars 2027", "1 March 2027"),
    ],
)
def test_days_are_written_as_each_language_writes_them(date, sv, en):
    assert day(date, "sv") == sv
    assert day(date, "en") == en
