"""What law and state require of a region in each factor, and what it chooses itself."""

import datetime as dt
import re
from functools import cache

import attrs

from kit.content.language import Text
from kit.content.loader import called, load, path, plain_id


@attrs.frozen
class Rule:
    """A line on what the rules say, or on what they leave to the region.

    Attributes
    ----------
    factor
        The id of the factor it is about.
    as_of
        The day of the text that was read: of the amendment, the decision or the page.
    choice
        Whether it is for the region to choose.
    """

    factor: str = attrs.field(validator=plain_id)
    rule: Text
    source: Text
    as_of: dt.date
    choice: bool = False


@attrs.frozen
class _RulesFile:
    rules: tuple[Rule, ...] = attrs.field(metadata=called("rule"))


@cache
def rules() -> tuple[Rule, ...]:
    """Read the rules from data/rules.toml, once.

    Raises
    ------
    ContentError
        If the file is wrong; it names the key and what to do.
    """
    return load(path("rules.toml"), _RulesFile).rules


def ages(today: dt.date) -> list[str]:
    """Tell how old each source is, in years, the oldest first, and where its rules stand.

    Examples
    --------
    >>> ages(dt.date(2026, 11, 30))[0]
    '2020-02-14 (6): förordningen (2010:2012) om statsbidrag till regional kultur (organisation)'
    """
    factors: dict[tuple[dt.date, str], dict[str, None]] = {}
    for rule in rules():
        # Of a law that many rules are from, the paragraphs are left out.
        source = re.sub(r", [^,]*§+$", "", rule.source.sv)
        factors.setdefault((rule.as_of, source), {})[rule.factor] = None
    return [
        f"{day} ({(today - day).days // 365}): {source} ({', '.join(ids)})"
        for (day, source), ids in sorted(factors.items())
    ]
