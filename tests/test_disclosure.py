"""What is shown of a class: that nobody, and no group smaller than five, can be read off it."""

from collections import Counter, defaultdict
from functools import cache
from itertools import combinations, groupby, permutations
from operator import itemgetter
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.classroom import blocks_from_json, blocks_to_json
from kit.disclosure import FEWEST, UNSAID, digest, groups, release, waiting, whole
from kit.sheets import ALPHABET, RATINGS, ROLES, Sheet, statement_ids
from kit.tally import tally

# What a person does who takes her sheet away.
GONE = "gone"


@cache
def sheet(person, role="official", version=0, name="1"):
    """The sheet of a person by number: each version of hers, and of another's, says else."""
    said = Random(f"{person} {version}").choices(range(len(RATINGS)), k=len(statement_ids()))
    return Sheet("000" + ALPHABET[person // 32] + ALPHABET[person % 32], name, role, bytes(said))


def arrived(*sheets):
    return {(one.mark, one.round): one for one in sheets}


def shown(*times):
    """What is shown after each of several times, at each of which some sheets are handed in."""
    blocks, there, seen = (), {}, []
    for sheets in times:
        there |= arrived(*sheets)
        blocks = release(blocks, there)
        seen.append(blocks)
    return seen


def counted(blocks, name="1"):
    """How many there are in each group, by the roles it says."""
    return {roles: total.sheets for roles, total in groups(blocks, name)}


def officials(people, version=0, role="official", name="1"):
    return [sheet(one, role, version, name) for one in people]


# What may be shown


def test_below_five_nothing_is_shown_and_from_five_on_everyone():
    for number in range(12):
        (blocks,) = shown(officials(range(number)))
        total = whole(blocks, "1")
        assert (total and total.sheets) == (number if number >= FEWEST else None)
        assert waiting(blocks, arrived(*officials(range(number))), "1") == (
            0 if number >= FEWEST else number
        )


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_however_a_class_is_made_up_all_of_it_is_shown_and_no_role_below_five(sizes):
    roles = [role for role, size in zip([*ROLES, None], sizes, strict=True) for _ in range(size)]
    sheets = [sheet(person, role) for person, role in enumerate(roles)]
    (blocks,) = shown(sheets)
    assert waiting(blocks, arrived(*sheets), "1") == (0 if len(sheets) >= FEWEST else len(sheets))
    parts = counted(blocks)
    assert sum(parts.values()) == (len(sheets) if len(sheets) >= FEWEST else 0)
    assert all(number >= FEWEST for number in parts.values())
    for role, size in Counter(role or UNSAID for role in roles).items():
        assert parts.get((role,), size) == size
        assert size < FEWEST or len(sheets) - size < FEWEST or len(parts) > 1


def test_the_few_who_are_left_are_shown_together_with_the_smallest_role():
    sheets = [
        *(sheet(one, "politician") for one in range(9)),
        *(sheet(one, "official") for one in range(10, 16)),
        *(sheet(one, "student") for one in range(20, 23)),
        sheet(30, None),
    ]
    (blocks,) = shown(sheets)
    assert counted(blocks) == {("politician",): 9, ("official", "student", UNSAID): 10}


def test_groups_that_share_a_role_are_shown_as_one():
    blocks = shown(
        officials(range(5)),
        [sheet(one, "student") for one in range(5, 10)],
        [*officials(range(10, 12)), *(sheet(one, "student") for one in range(12, 15))],
        [sheet(one, "partner") for one in range(15, 20)],
    )
    assert counted(blocks[1]) == {("official",): 5, ("student",): 5}
    assert counted(blocks[2]) == {("official", "student"): 15}
    assert counted(blocks[3]) == {("official", "student"): 15, ("partner",): 5}


def test_a_round_that_nobody_has_handed_in_to_shows_nothing():
    (blocks,) = shown(officials(range(5), name="2"))
    assert whole(blocks, "1") is None
    assert groups(blocks, "1") == []
    assert whole(blocks, "2") == tally(officials(range(5)))


def test_the_same_people_in_another_round_are_counted_apart():
    first, second = officials(range(5)), officials(range(5), 1, name="2")
    one, four, both = shown(first, second[:4], second[4:])
    assert [whole(one, "1"), whole(one, "2")] == [tally(first), None]
    assert four == one
    assert waiting(four, arrived(*first, *second[:4]), "2") == 4
    assert [whole(both, "1"), whole(both, "2")] == [tally(first), tally(second)]
    assert [waiting(both, arrived(*first, *second), name) for name in "12"] == [0, 0]


# Whoever comes late, changes her answers or goes


def test_late_sheets_are_shown_once_there_are_five():
    early, late = officials(range(5)), [sheet(one, "student") for one in range(5, 10)]
    before, four, five = shown(early, late[:4], late[4:])
    assert four == before
    assert waiting(four, arrived(*early, *late[:4]), "1") == 4
    assert whole(five, "1") == tally([*early, *late])


def test_changed_ratings_are_shown_once_five_of_a_block_have_changed():
    before, four, five = shown(officials(range(8)), officials(range(4), 1), officials([4, 5], 1))
    assert four == before
    assert waiting(four, arrived(*officials(range(8)), *officials(range(4), 1)), "1") == 4
    there = [*officials(range(6), 1), *officials([6, 7])]
    assert whole(five, "1") == tally(there)
    assert waiting(five, arrived(*there), "1") == 0


def test_a_sheet_taken_away_goes_on_counting_and_keeps_its_block_as_it_was():
    (blocks,) = shown(officials(range(7)))
    there = arrived(*officials(range(6), 1))
    assert release(blocks, there) == blocks
    assert waiting(blocks, there, "1") == 6
    back = there | arrived(*officials([6]))
    assert whole(release(blocks, back), "1") == tally([*officials(range(6), 1), *officials([6])])


def test_four_who_only_change_their_role_do_not_let_a_fifth_ones_change_be_seen():
    before, after = shown(
        officials(range(8)), [*officials(range(4), role="student"), *officials([4], 1)]
    )
    assert after == before


def test_a_changed_role_is_shown_together_with_five_changed_ratings():
    before, after = shown(
        officials(range(8)), [*officials(range(5), 1), *officials([7], role="student")]
    )
    assert (counted(before), counted(after)) == ({("official",): 8}, {("official", "student"): 8})


def test_some_who_change_their_ratings_back_do_not_let_the_others_changes_be_seen():
    _, changed, back = shown(
        officials(range(8)), officials(range(5), 1), [*officials(range(4)), *officials([5], 1)]
    )
    assert back == changed


def test_changing_back_in_turn_does_not_let_somebody_elses_change_be_worked_out():
    # Any two of these four times differ in five people or more. But what is counted the last time,
    # less that of the second and the third, and that of the first added, is one person's change.
    some, others = range(5), range(5, 10)
    _, second, third, fourth = shown(
        officials(range(11)),
        officials(some, 1),
        [*officials(some), *officials(others, 1)],
        [*officials(some, 1), *officials([10], 1)],
    )
    assert third == second
    assert whole(fourth, "1") == tally(officials(range(11), 1))


def test_ratings_that_are_new_again_let_a_block_go_on():
    *_, stuck, on = shown(
        officials(range(8)), officials(range(5), 1), officials(range(5)), officials(range(5), 2)
    )
    assert whole(stuck, "1") == tally([*officials(range(5), 1), *officials(range(5, 8))])
    assert whole(on, "1") == tally([*officials(range(5), 2), *officials(range(5, 8))])


# What somebody might work out who writes down everything that was ever shown

some_role = st.sampled_from(["politician", "official", None])
neighbours = st.lists(some_role, min_size=1, max_size=8) | st.builds(
    lambda role, number: [role] * number, some_role | st.just(GONE), st.integers(1, 8)
)
event = st.tuples(
    st.sampled_from(["1", "1", "2"]),
    st.integers(0, 9),
    neighbours,
    st.integers(0, 2),
    st.booleans(),
    st.booleans(),
)
events_of_a_class = st.lists(event, max_size=20)


def history(events):
    """All views of each round ever shown, each as the versions of people's ratings in it.

    An event is a round, the first of some neighbours and what role each says, which version of
    their ratings they hand in, whether the teacher looks then, and whether she restarts the board.
    """
    blocks, there, known, views = (), {}, {}, {"1": set(), "2": set()}
    for name, first, roles, version, looks, restarts in events:
        for person, role in enumerate(roles, start=first):
            one = sheet(person, role, version, name)
            known[one.mark, digest(one)] = one
            there[one.mark, name] = one
            if role == GONE:
                del there[one.mark, name]
        before = blocks
        if looks:
            blocks = release(blocks, there)
        if restarts:
            blocks = blocks_from_json(blocks_to_json(blocks))
        if blocks != before:
            views = {one: found | seen(blocks, one, known) for one, found in views.items()}
    return views.values()


def seen(blocks, name, known):
    """The groups of a round, and what comes of adding any of them up: all of them are the whole."""
    inside = [
        (set(block.roles), [known[mark, digests[-1]] for mark, digests in block.members.items()])
        for block in blocks
        if block.round == name
    ]
    everyone = [one for _, sheets in inside for one in sheets]
    assert whole(blocks, name) == (tally(everyone) if everyone else None)
    parts = []
    for roles, total in groups(blocks, name):
        part = [one for said, sheets in inside if said <= set(roles) for one in sheets]
        assert total == tally(part)
        parts.append(part)
    assert sum(map(len, parts)) == len(everyone)
    return {
        frozenset((one.mark, one.ratings) for part in some for one in part)
        for number in range(1, len(parts) + 1)
        for some in combinations(parts, number)
    }


def people(versions):
    return len({mark for mark, _ in versions})


@settings(deadline=None, max_examples=300)
@given(events_of_a_class)
def test_no_view_and_no_difference_of_two_is_about_fewer_than_five(events):
    for views in history(events):
        assert all(people(view) == len(view) >= FEWEST for view in views)
        for one, other in permutations(views, 2):
            assert one <= other or people(one - other) >= FEWEST


@settings(deadline=None, max_examples=300)
@given(events_of_a_class)
def test_nothing_added_or_subtracted_from_all_views_is_about_fewer_than_five(events):
    for views in history(events):
        for few in closest(views):
            assert rank(views, few) == rank(views, set())


def closest(views):
    """Sets of fewer than five people, all of whom can be told from everyone else.

    People whose versions are in the same views cannot be told apart.
    """
    versions = sorted(set().union(*views))
    alike = defaultdict(set)
    for mark, own in groupby(versions, key=itemgetter(0)):
        alike[frozenset(tuple(one in view for view in views) for one in own)].add(mark)
    small = [marks for marks in alike.values() if len(marks) < FEWEST]
    for number in range(1, FEWEST):
        for some in combinations(small, number):
            if sum(map(len, some)) < FEWEST:
                yield set().union(*some)


def rank(views, without):
    """How many views are no sum of others, were it not for some people.

    If it is fewer without them, some sum is about them alone.
    """
    versions = sorted({version for view in views for version in view if version[0] not in without})
    return np.linalg.matrix_rank([[one in view for one in versions] for view in views])
