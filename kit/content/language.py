"""Which language: texts in two languages, and numbers written as each language writes them."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, Protocol, TypeVar

import attrs
from babel.numbers import format_decimal, get_minus_sign_symbol

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")

# British English for dates and numbers: the kit's English is written for readers in Europe.
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
TAGS: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼ`´′＇"))


def _trimmed(value: str) -> str:
    return value.strip()


@attrs.frozen
class Text:
    """The same text in Swedish and English.

    Examples
    --------
    >>> Text(sv="län", en="county")["sv"]
    'län'
    """

    sv: str = attrs.field(converter=_trimmed)
    en: str = attrs.field(converter=_trimmed)

    def __getitem__(self, language: Language) -> str:
        """Return the text in one language."""
        return self.sv if language == "sv" else self.en


@attrs.frozen
class Texts:
    """The same list of texts in Swedish and English, as many in each."""

    sv: tuple[str, ...]
    en: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        """Check that neither language lacks a text."""
        if len(self.en) != len(self.sv) or not self.en:
            raise ValueError("uneven")

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        """Return the texts in one language."""
        return self.sv if language == "sv" else self.en


def known(language: str) -> Language:
    """Return `language` if the kit speaks it.

    Raises
    ------
    ValueError
        If it does not.
    """
    for code in LANGUAGES:
        if language == code:
            return code
    raise ValueError(
        f"Språket ska vara 'sv' eller 'en', inte {language!r}. "
        f"The language is 'sv' or 'en', not {language!r}."
    )


def tidied(text: str) -> str:
    """Return a text as it is compared: without apostrophes, case, or more than one blank in a row.

    A row of accents takes the square of its length: whoever passes strangers' texts bounds them.
    """
    # Apostrophes first: to NFKC some are an accent upon a space.
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    return " ".join(text.split())


# A chart of 42 statements shows few different values, each many times.
@lru_cache(maxsize=1024, typed=True)
def rounded(value: float, decimals: int = 1) -> float:
    """Return a value as it is written with at most so many decimals.

    This is the kit's one rule: half away from zero, on the decimal value, and what becomes zero has
    no sign. Spreadsheets and browsers round so, while Python's `round` takes the binary value and
    ties to even. The decimal value is of fifteen digits, as spreadsheets have it: what only the
    reckoning adds, as in 2.9499999999999997, decides nothing.

    Whatever is compared or subtracted for a reader is so as it is written.

    Examples
    --------
    >>> rounded(1.15), rounded(3.25), rounded(-0.04), rounded(0.125, 2), rounded(4)
    (1.2, 3.3, 0.0, 0.13, 4)
    """
    if isinstance(value, int):
        return value
    written = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(written) or 0.0


def unknown(what: Text, wanted: object, there_are: Iterable[str]) -> ValueError:
    """Return the error for an id that there is none of, with those there are.

    Examples
    --------
    >>> str(unknown(Text(sv="Faktorn", en="factor"), "bredd", ["breadth", "voice"]))
    "Faktorn 'bredd' finns inte. Skriv ett av: breadth, voice. \
There is no factor 'bredd'. Write one of: breadth, voice."
    """
    ids = ", ".join(there_are)
    return ValueError(
        f"{what.sv} {wanted!r} finns inte. Skriv ett av: {ids}. "
        f"There is no {what.en} {wanted!r}. Write one of: {ids}."
    )


class _Called(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Called)


def by_id(what: Text, things: Sequence[T], wanted: str) -> T:
    """Return the thing with an id.

    Raises
    ------
    ValueError
        If there is none; the message lists those there are.
    """
    for thing in things:
        if thing.id == wanted:
            return thing
    raise unknown(what, wanted, [thing.id for thing in things])


@lru_cache(maxsize=1024)
def number(value: float, language: Language, decimals: int = 0) -> str:
    """Write a number as the language writes it, with exactly so many decimals.

    The minus is the language's own: U+2212 in Swedish, a hyphen-minus in English, as in CLDR.

    Examples
    --------
    >>> number(3.25, "sv", 1), number(3.25, "en", 1)
    ('3,3', '3.3')
    >>> number(10551707, "en")
    '10,551,707'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    near = rounded(value, decimals)
    # Of a pattern of one's own, Babel takes the minus as it stands in it.
    written = format_decimal(abs(near), format=pattern, locale=_LOCALES[language])
    return minus(language) + written if near < 0 else written


def minus(language: Language) -> str:
    """Return the language's own minus."""
    return get_minus_sign_symbol(_LOCALES[language])


def day(date: dt.date, language: Language) -> str:
    """Write a day in words.

    Examples
    --------
    >>> day(dt.date(2026, 11, 24), "sv"), day(dt.date(2026, 11, 24), "en")
    ('24 november 2026', '24 November 2026')
    """
    from babel.dates import format_date  # time zones and all, for one line

    return format_date(date, format="long", locale=_LOCALES[language])
