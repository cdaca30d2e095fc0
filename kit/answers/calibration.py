"""How a learner's levels for the practice cases compare with the levels they were written to.

Rating known cases with feedback before rating in earnest is called frame-of-reference training
(Bernardin and Buckley 1981, Academy of Management Review 6(2), 205-212); it makes ratings more
accurate (meta-analysis: Roch and others 2012, doi 10.1111/j.2044-8325.2011.02045.x).
"""

from collections.abc import Mapping
from statistics import fmean

import attrs

# Off by less than this on average, in either direction, is neither strict nor kind.
EVEN = 0.34


@attrs.frozen
class Calibration:
    """How far off a learner has been so far, over the practice cases she has rated.

    Attributes
    ----------
    exact, near
        How many cases she placed at the written level, and one level from it.
    error
        The mean distance from the written level, in levels; 0 is exact.
    lean
        The mean difference with its sign, in levels: below 0 she is stricter, above 0 kinder.
    """

    cases: int
    exact: int
    near: int
    error: float
    lean: float

    @property
    def far(self) -> int:
        """How many cases she placed more than one level from the written one."""
        return self.cases - self.exact - self.near

    @property
    def tendency(self) -> str:
        """Return "strict", "kind" or "even"."""
        if abs(self.lean) < EVEN:
            return "even"
        return "kind" if self.lean > 0 else "strict"


def calibration(rated: Mapping[str, int], keys: Mapping[str, int]) -> Calibration | None:
    """Compare rated levels with the written ones, by factor id; None when nothing is rated.

    A case without a written level, as one on which reasonable people differ, does not count.

    Examples
    --------
    >>> calibration({"breadth": 3, "voice": 4}, {"breadth": 2, "voice": 4})
    Calibration(cases=2, exact=1, near=1, error=0.5, lean=0.5)
    """
    off = [level - keys[case] for case, level in rated.items() if case in keys]
    if not off:
        return None
    distances = [abs(one) for one in off]
    exact, near = distances.count(0), distances.count(1)
    return Calibration(len(off), exact, near, fmean(distances), fmean(off))
