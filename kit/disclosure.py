"""What of a class may be shown: only blocks of at least five people, so that nobody stands out.

A view shows one or several whole blocks added up. So nothing can be read off a view of a round, or
worked out by adding and subtracting any of its views, now or later, about fewer than five people.
This is the usual protection of tables against small counts and differencing (Hundepool and others,
Statistical Disclosure Control, 2012, doi 10.1002/9781118348239), done by never making the table
that would have to be protected.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import attrs

from kit.sheets import Sheet
from kit.tally import Tally, tally

FEWEST = 5

# Who would rather not say which role she has.
UNSAID = "unsaid"

Arrived = Mapping[tuple[str, str], Sheet]


@attrs.frozen
class Block:
    """At least five people's ratings in one round, added up once and for all.

    Attributes
    ----------
    round
        The round.
    roles
        The roles there are in it, in the order of the alphabet.
    members
        For each sender's mark, the digests of her ratings that it has counted, those now last.
    tally
        The ratings.
    """

    round: str
    roles: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]
    tally: Tally


def release(blocks: Iterable[Block], arrived: Arrived) -> tuple[Block, ...]:
    """Return the blocks that may be shown once these sheets have arrived.

    Sheets that are new make blocks of their own, a role each where five or more have it; the few
    that are left join the smallest of those. Ratings that were handed in again are counted once
    those of five people in a block have changed. What cannot be shown yet waits.

    Parameters
    ----------
    blocks
        What is shown already.
    arrived
        All sheets of the class, by mark and round.
    """
    before = tuple(blocks)
    counted = {(mark, block.round) for block in before for mark in block.members}
    new: dict[str, list[Sheet]] = defaultdict(list)
    for key, sheet in arrived.items():
        if key not in counted:
            new[sheet.round].append(sheet)
    made = [block for name in sorted(new) for block in _made(name, new[name])]
    return (*(_renewed(block, arrived) for block in before), *made)


def waiting(blocks: Iterable[Block], arrived: Arrived, name: str) -> int:
    """Return how many sheets of a round are new or changed and not yet in what is shown."""
    shown = {
        mark: digests[-1]
        for block in blocks
        if block.round == name
        for mark, digests in block.members.items()
    }
    return sum(
        when == name and shown.get(mark) != digest(sheet) for (mark, when), sheet in arrived.items()
    )


def groups(blocks: Iterable[Block], name: str) -> list[tuple[tuple[str, ...], Tally]]:
    """Return a round's people by role: who can be told apart, and who only together.

    Blocks that share a role are one group. One group alone is the whole class.
    """
    found: list[tuple[tuple[str, ...], Tally]] = []
    for block in blocks:
        if block.round != name:
            continue
        roles, total = block.roles, block.tally
        for other in [one for one in found if set(one[0]) & set(roles)]:
            found.remove(other)
            roles, total = tuple(sorted({*roles, *other[0]})), total + other[1]
        found.append((roles, total))
    return found


def whole(blocks: Iterable[Block], name: str) -> Tally | None:
    """Return everyone of a round that may be shown, or None."""
    tallies = [block.tally for block in blocks if block.round == name]
    return sum(tallies[1:], tallies[0]) if tallies else None


def digest(sheet: Sheet) -> str:
    """Return what tells one version of a sender's ratings from another.

    Her role is no part of it: behind those who change only that, nobody else's change is hidden.
    """
    return hashlib.blake2s(sheet.ratings, digest_size=6).hexdigest()


def _made(name: str, sheets: list[Sheet]) -> list[Block]:
    by_role: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_role[sheet.role or UNSAID].append(sheet)
    large = sorted((one for one in by_role.values() if len(one) >= FEWEST), key=len, reverse=True)
    small = [sheet for one in by_role.values() if len(one) < FEWEST for sheet in one]
    if 0 < len(small) < FEWEST:
        small += large.pop() if large else []
    parts = [*large, small] if len(small) >= FEWEST else large
    return [_block(name, part) for part in parts]


def _renewed(block: Block, arrived: Arrived) -> Block:
    shown = block.members
    sheets = [arrived[key] for mark in shown if (key := (mark, block.round)) in arrived]
    seen = {one.mark: digest(one) for one in sheets}
    changed = [mark for mark, one in seen.items() if one != shown[mark][-1]]
    # Of a sheet that is no longer there, only the block knows what it said. And if ratings shown
    # before came back, what is shown would differ from then in the others' alone.
    gone = len(sheets) < len(shown)
    back = any(seen[mark] in shown[mark] for mark in changed)
    if len(changed) < FEWEST or gone or back:
        return block
    counted = {mark: (*shown[mark], seen[mark]) for mark in changed}
    return attrs.evolve(_block(block.round, sheets), members={**shown, **counted})


def _block(name: str, sheets: Iterable[Sheet]) -> Block:
    known = sorted(sheets, key=lambda one: one.mark)
    roles = tuple(sorted({one.role or UNSAID for one in known}))
    return Block(name, roles, {one.mark: (digest(one),) for one in known}, tally(known))
