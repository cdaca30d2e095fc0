"""What of a class may be shown: only blocks of at least five people, so that nobody stands out.

A view shows one or several whole blocks added up, and a block never changes. So nothing can be read
off a view of a round, or worked out by adding and subtracting any of its views, now or later, about
fewer than five people. Who hands in several rounds could still be told from what is alike in two of
them: so a round is shown only where each of its views differs from each of another round's in no
one or in at least five people, and a round stays as it is once another one is shown. The same holds
beside what was shown elsewhere, as of a folder taken for another class.

This is the usual protection of tables against small counts and differencing (Hundepool and others,
Statistical Disclosure Control, 2012, doi 10.1002/9781118348239), done by never making the table
that would have to be protected.
"""

import functools
import hashlib
import itertools
import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from kit.classroom.sheets import Sheet
from kit.classroom.tally import Tally, tally

FEWEST = 5

# So many blocks of a round are looked at one by one: there are 255 unions of eight.
MOST_APART = 8

# Who would rather not say which role she has.
UNSAID = "unsaid"

Arrived = Mapping[tuple[str, str], Sheet]


@attrs.frozen
class Block:
    """At least five people's ratings in one round, added up once and for all.

    Attributes
    ----------
    roles
        The roles there are in it, in the order of the alphabet.
    members
        The digest of each sender's ratings, by her mark.
    """

    round: str
    roles: tuple[str, ...]
    members: Mapping[str, str]
    tally: Tally


def release(
    blocks: Iterable[Block], arrived: Arrived, name: str, elsewhere: Iterable[Sequence[Block]] = ()
) -> tuple[Block, ...]:
    """Return the blocks that may be shown once these sheets of a round have arrived.

    New sheets make blocks of their own, a role each where five or more have it; the few that are
    left join the smallest of those. Where that would tell too much beside another round, they make
    one block; where even that would, or they are too few, they wait.

    Parameters
    ----------
    blocks
        What is shown already, in the order it was.
    arrived
        All sheets of the class, by mark and round.
    elsewhere
        What was shown apart from these, class by class: folders may hold the same people's sheets.
    """
    before = tuple(blocks)
    if closed(before, name):
        return before
    counted = {mark for block in before if block.round == name for mark in block.members}
    new = [sheet for (mark, when), sheet in arrived.items() if when == name and mark not in counted]
    if len(new) < FEWEST:
        return before
    apart = [*_rounds(block for block in before if block.round != name)]
    apart += [beside for blocks_there in elsewhere for beside in _rounds(blocks_there)]
    for made in (_by_role(name, new), [_block(name, new)]):
        after = (*before, *made)
        if _keeps_secrets([block for block in after if block.round == name], apart):
            return after
    return before


def closed(blocks: Sequence[Block], name: str) -> bool:
    """Say whether a round stays as it is, since another one has been shown after it."""
    return any(block.round == name for block in blocks) and blocks[-1].round != name


def people(blocks: Iterable[Block]) -> set[tuple[str, str]]:
    """Return whose sheets are in what is shown: the mark and the round of each."""
    return {(mark, block.round) for block in blocks for mark in block.members}


def waiting(blocks: Iterable[Block], arrived: Arrived, name: str) -> int:
    """Return how many have handed in in a round and are not in what is shown of it."""
    shown = _shown(blocks, name)
    return sum(when == name and mark not in shown for mark, when in arrived)


def changed(blocks: Iterable[Block], arrived: Arrived, name: str) -> int:
    """Return how many have handed in other ratings since theirs were shown."""
    shown = _shown(blocks, name)
    return sum(
        when == name and mark in shown and shown[mark] != digest(sheet)
        for (mark, when), sheet in arrived.items()
    )


def _shown(blocks: Iterable[Block], name: str) -> dict[str, str]:
    return {
        mark: seen
        for block in blocks
        if block.round == name
        for mark, seen in block.members.items()
    }


def groups(blocks: Iterable[Block], name: str) -> list[tuple[tuple[str, ...], Tally]]:
    """Return a round's people by role: who can be told apart, and who only together."""
    return [
        (
            tuple(sorted({role for block in part for role in block.roles})),
            _total(block.tally for block in part),
        )
        for part in _parts(blocks, name)
    ]


def _parts(blocks: Iterable[Block], name: str) -> list[list[Block]]:
    """Return a round's blocks, those that share a role together."""
    parts: list[list[Block]] = []
    for block in blocks:
        if block.round != name:
            continue
        roles = set(block.roles)
        akin = [part for part in parts if any(roles & set(earlier.roles) for earlier in part)]
        parts = [part for part in parts if part not in akin]
        parts.append([block, *(earlier for part in akin for earlier in part)])
    return parts


def whole(blocks: Iterable[Block], name: str) -> Tally | None:
    """Return everyone of a round that may be shown, or None."""
    tallies = [block.tally for block in blocks if block.round == name]
    return _total(tallies) if tallies else None


def _total(tallies: Iterable[Tally]) -> Tally:
    return functools.reduce(operator.add, tallies)


def digest(sheet: Sheet) -> str:
    """Return what tells one version of a sender's ratings from another.

    Her role is no part of it: behind those who change only that, nobody else's change is hidden.
    """
    return hashlib.blake2s(sheet.ratings, digest_size=6).hexdigest()


def _by_role(name: str, sheets: list[Sheet]) -> list[Block]:
    by_role: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_role[sheet.role or UNSAID].append(sheet)
    by_size = sorted(by_role.values(), key=len, reverse=True)
    large = [group for group in by_size if len(group) >= FEWEST]
    small = [sheet for group in by_role.values() if len(group) < FEWEST for sheet in group]
    if 0 < len(small) < FEWEST:
        small += large.pop()
    parts = [*large, small] if len(small) >= FEWEST else large
    return [_block(name, part) for part in parts]


def _block(name: str, sheets: Iterable[Sheet]) -> Block:
    known = sorted(sheets, key=lambda sheet: sheet.mark)
    roles = tuple(sorted({sheet.role or UNSAID for sheet in known}))
    return Block(name, roles, {sheet.mark: digest(sheet) for sheet in known}, tally(known))


def _rounds(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the blocks round by round."""
    found: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        found[block.round].append(block)
    return [*found.values()]


def _keeps_secrets(blocks: Sequence[Block], apart: Iterable[Sequence[Block]]) -> bool:
    """Say whether no view of a round differs from any of another round's in one to four people.

    Every union of a round's blocks is looked at, since each may be worked out from what was shown
    one after the other; of many blocks only those of the groups that are shown. Of another round,
    every union of blocks.
    """
    own = [[block] for block in blocks]
    parts = own if len(own) <= MOST_APART else _parts(blocks, blocks[0].round)
    for beside in apart:
        sizes = [sum(len(block.members) for block in part) for part in parts]
        shared = [
            [sum(_shared(own_block, block) for own_block in part) for part in parts]
            for block in beside
        ]
        for size in range(1, len(parts) + 1):
            for chosen in itertools.combinations(range(len(parts)), size):
                if 0 < _fewest_apart(chosen, sizes, beside, shared) < FEWEST:
                    return False
    return True


def _shared(block: Block, other: Block) -> int:
    """Return how many people are in both blocks, those with the same ratings counted twice."""
    common = block.members.keys() & other.members.keys()
    return len(common) + sum(block.members[mark] == other.members[mark] for mark in common)


def _fewest_apart(
    chosen: Iterable[int],
    sizes: Sequence[int],
    beside: Sequence[Block],
    shared: Sequence[Sequence[int]],
) -> int:
    """Return in how many people a union of parts differs from the nearest union of other blocks.

    Who is in one of them only differs, and so does who is in both with other ratings. What a block
    adds to the count does not depend on the blocks beside it; if the nearest union differs in no
    one, any other differs in at least a block.

    `chosen` are places of parts, `sizes` how many people are in each part, and `shared`, for each
    block beside, what it shares with each part.
    """
    places = tuple(chosen)
    fewest = sum(sizes[place] for place in places)
    for block, parts in zip(beside, shared, strict=True):
        fewest += min(0, len(block.members) - sum(parts[place] for place in places))
    return fewest
