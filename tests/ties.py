"""Values that programs round differently, each as it is reckoned and as it is exactly.

What shows numbers is held against all of them: text, charts, the page's script, spreadsheets.
"""

from fractions import Fraction
from itertools import product

_LEVELS = range(10, 51)
_SIXTHS = range(6, 31)


def _cases():
    # Levels, quartiles, scores, medians and quartiles of scores; decimals of up to three digits.
    for parts in (1, 4, 6, 12, 24, 1000):
        yield from ((k / parts, Fraction(k, parts)) for k in range(-5 * parts, 5 * parts + 1))
    # What the reckoning adds or takes: 3.3 - 1.7, and what lies between two scores.
    for one, other in product(_LEVELS, _LEVELS):
        yield one / 10 - other / 10, Fraction(one - other, 10)
        yield (one / 10 + other / 10) / 2, Fraction(one + other, 20)
    for low, high, share in product(_SIXTHS, _SIXTHS, (1, 2, 3)):
        reckoned = low / 6 + (high / 6 - low / 6) * (share / 4)
        yield reckoned, Fraction(low, 6) + Fraction(high - low, 6) * Fraction(share, 4)
    for whole in (999, 1000, 9_999, 123_456, 10_551_707):
        for parts in (1, 4, 20):
            yield whole + 1 / parts, whole + Fraction(1, parts)


CASES = dict(_cases())
VALUES = tuple(CASES)


def half_away(exact, decimals):
    """Round an exact value half away from zero, in whole numbers; return them as digits."""
    scale = 10**decimals
    near = (abs(exact) * scale * 2 + 1) // 2
    whole, rest = divmod(near, scale)
    digits = f"{whole}.{rest:0{decimals}}" if decimals else f"{whole}"
    return f"-{digits}" if exact < 0 < near else digits
