"""Which language: texts in two languages, and numbers written as each language writes them."""

import datetime as dt
from typing import Literal

import attrs
from babel.numbers import format_decimal

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")

# British English for dates and numbers: the kit's English is written for readers in Europe.
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}


def _trimmed(value: str) -> str:
    return value.strip()


def _not_blank(_instance: object, _attribute: object, value: str) -> None:
    if not value.strip():
        raise ValueError("blank")


def _none_blank(_instance: object, _attribute: object, value: tuple[str, ...]) -> None:
    if not all(one.strip() for one in value):
        raise ValueError("blank")


@attrs.frozen
class Text:
    """The same text in Swedish and English.

    Examples
    --------
    >>> Text(sv="län", en="county")["sv"]
    'län'
    """

    sv: str = attrs.field(converter=_trimmed, validator=_not_blank)
    en: str = attrs.field(converter=_trimmed, validator=_not_blank)

    def __getitem__(self, language: Language) -> str:
        """Return the text in one language."""
        return self.sv if language == "sv" else self.en


@attrs.frozen
class Texts:
    """The same list of texts in Swedish and English, as many in each."""

    sv: tuple[str, ...] = attrs.field(validator=_none_blank)
    en: tuple[str, ...] = attrs.field(validator=_none_blank)

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
    for one in LANGUAGES:
        if language == one:
            return one
    raise ValueError(
        f"Språket ska vara 'sv' eller 'en', inte {language!r}. "
        f"The language is 'sv' or 'en', not {language!r}."
    )


def number(value: float, language: Language, decimals: int = 0) -> str:
    """Write a number as the language writes it, with exactly so many decimals.

    Examples
    --------
    >>> number(3.25, "sv", 1), number(3.25, "en", 1)
    ('3,2', '3.2')
    >>> number(10551707, "en")
    '10,551,707'
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_LOCALES[language])


def day(date: dt.date, language: Language) -> str:
    """Write a day in words.

    Examples
    --------
    >>> day(dt.date(2026, 11, 24), "sv"), day(dt.date(2026, 11, 24), "en")
    ('24 november 2026', '24 November 2026')
    """
    from babel.dates import format_date  # noqa: PLC0415 - time zones and all, for one line

    return format_date(date, format="long", locale=_LOCALES[language])
