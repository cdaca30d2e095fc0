"""How much of a text fits: what fits stays, what does not is cut with an ellipsis."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.charts.markup import held
from kit.takeaway.text_fit import ELLIPSIS, LINE, ems, fitted, lines, width
from tools import fonts

INCHES, POINTS = 4, 16


def cut(text, **look):
    """Return what of a text fits on two lines."""
    return fitted(text, INCHES, POINTS, 2, **look)


def test_a_text_that_fits_stays_as_it_is():
    assert cut("Samla alla.\nRing sedan.") == "Samla alla.\nRing sedan."


def test_a_text_that_is_too_long_ends_in_an_ellipsis_after_a_whole_word():
    text = "ett två tre fyra fem sex " * 20
    kept = cut(text).removesuffix(f" {ELLIPSIS}")
    assert cut(text) == f"{kept} {ELLIPSIS}"
    assert text.startswith(f"{kept} ")
    assert 40 < len(kept) < 100
    # Bold type has room for less.
    assert len(cut(text, bold=True)) < len(cut(text))


def test_a_word_that_is_too_long_is_cut_within():
    found = cut("x" * 1000)
    assert found == f"{'x' * (len(found) - 2)} {ELLIPSIS}"
    assert len(found) > 40


def test_lines_that_somebody_typed_count_as_lines():
    assert cut("a\nb\nc\nd") == f"a\nb {ELLIPSIS}"


@pytest.mark.parametrize("before", [" ", "   ", " \n  ", "\t ", "\u00a0"])
def test_blanks_at_the_beginning_stay_where_something_is_cut(before):
    found = cut(f"{before}{'x' * 1000}")
    assert found.startswith(f"{before}x")
    assert cut(before * 1000) in {ELLIPSIS, held(before * 1000)}


@pytest.mark.parametrize("whole", ["👩‍👩‍👧‍👦", "👍🏽", "e\u0301\u0323", "🏳\ufe0f"])
def test_no_character_is_cut_in_two(whole):
    for before in range(60, 75):
        kept = cut("x" * before + whole * 40).removesuffix(f" {ELLIPSIS}").lstrip("x")
        assert kept == whole * (len(kept) // len(whole))


def test_what_xml_cannot_hold_is_replaced_and_every_end_of_a_line_is_one():
    assert held("a\0\x0b\x1f\ud83d\ufffe\uffffb") == "a" + "\ufffd" * 6 + "b"
    assert held("a\rb\r\nc\nd\u2028e\u2029f") == "a\nb\nc\nd\ne\nf"
    assert held("\t\x7f\x85\u202e😀") == "\t\x7f\x85\u202e😀"


@given(st.text(max_size=300), st.integers(1, 5), st.booleans())
@settings(deadline=None, max_examples=200)
def test_whatever_is_left_fits_and_is_the_beginning(text, most, bold):
    found = fitted(text, INCHES, POINTS, most, bold=bold)

    assert lines(found, ems(INCHES, POINTS, bold=bold)) <= most
    assert found == held(text) or held(text).startswith(found.removesuffix(ELLIPSIS).rstrip())


# What is written in Europe's languages with Latin letters, and what the kit's texts have besides.
SIGNS = [chr(one) for one in range(0x20, 0x180) if chr(one).isprintable()] + [*"‘’“”–—−…"]


@pytest.mark.skipif(bool(fonts.missing()), reason=fonts.HOW)
@pytest.mark.parametrize("family", fonts.FAMILIES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_no_font_is_wider_or_taller_than_is_reckoned_with(family, bold):
    name = family.replace(" ", "")
    [found] = {
        *fonts.folder(family).glob(f"{name}{'-Bold' * bold}.ttf"),
        *fonts.folder(family).glob(f"{name}[[]*.ttf"),
    }
    font = TTFont(found)
    ems_high, lines_high = font["head"].unitsPerEm, font["hhea"]
    glyphs = font.getGlyphSet(location={"wght": 700 if bold else 400})
    names = font.getBestCmap()
    wider = {
        one: glyphs[names[ord(one)]].width / ems_high
        for one in SIGNS
        if ord(one) in names
        and glyphs[names[ord(one)]].width / ems_high > width(one) / ems(1, 72, bold=bold) + 1e-9
    }
    high = lines_high.ascent - lines_high.descent + lines_high.lineGap

    assert wider == {}
    assert high / ems_high <= LINE
