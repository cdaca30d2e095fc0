"""How often a damaged result code is read as another sheet than the one it was written from."""

from collections.abc import Callable
from random import Random

from kit.classroom.codes import LENGTH, NotACodeError, decode, encode
from kit.classroom.sheets import ALPHABET, RATINGS, ROLES, ROUNDS, Sheet

CASES = 1_000_000
SENDERS = 1_000
SIGNS = ALPHABET.upper()

Damage = Callable[[str, Random], str]


def missed_share() -> float:
    """Damage codes a million times, each kind as often; return the share read as another sheet."""
    return sum(missed().values()) / CASES


def missed() -> dict[str, int]:
    """Count, by kind of damage, what was not noticed of a million cases, the same every time."""
    dice = Random(34)
    sheets = [_sheet(dice) for _ in range(SENDERS)]
    codes = [encode(sheet).replace("-", "") for sheet in sheets]
    kinds: tuple[Damage, ...] = (_replaced, _another, _shifted, _swapped)
    missed = {kind.__name__.strip("_"): 0 for kind in kinds}
    for case in range(CASES):
        damage = kinds[case % len(kinds)]
        sender = dice.randrange(SENDERS)
        try:
            read = decode(damage(codes[sender], dice))
        except NotACodeError:
            continue
        missed[damage.__name__.strip("_")] += read != sheets[sender]
    return missed


def _sheet(dice: Random) -> Sheet:
    mark = "".join(dice.choices(ALPHABET, k=5))
    ratings = bytes(dice.choices(range(len(RATINGS)), k=42))
    return Sheet(mark, dice.choice(ROUNDS), dice.choice((None, *ROLES)), ratings)


def _replaced(code: str, dice: Random) -> str:
    """Write other characters for 1 to 34 of them."""
    signs = list(code)
    for at in dice.sample(range(LENGTH), dice.randint(1, LENGTH)):
        signs[at] = dice.choice(SIGNS)
    return "".join(signs)


def _another(_code: str, dice: Random) -> str:
    """Write any 34 characters; X first, as otherwise nearly all would be refused for that."""
    return "X" + "".join(dice.choices(SIGNS, k=LENGTH - 1))


def _shifted(code: str, dice: Random) -> str:
    """Lose one to five characters, and put as many in elsewhere."""
    signs = list(code)
    count = dice.randint(1, 5)
    for _ in range(count):
        del signs[dice.randrange(1, len(signs))]
    for _ in range(count):
        signs.insert(dice.randrange(1, len(signs) + 1), dice.choice(SIGNS))
    return "".join(signs)


def _swapped(code: str, dice: Random) -> str:
    """Let two stretches of one length change places, such as two groups."""
    length = dice.randint(1, 12)
    one = dice.randrange(1, LENGTH - 2 * length + 1)
    other = dice.randrange(one + length, LENGTH - length + 1)
    first, second = code[one : one + length], code[other : other + length]
    return code[:one] + second + code[one + length : other] + first + code[other + length :]
