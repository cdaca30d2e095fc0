"""What is shown of a class: that nobody, and no group smaller than five, can be read off it."""

from collections import Counter
from itertools import chain, combinations, pairwise, product

import pytest
from following import people_in, sheet
from hypothesis import event, given, settings
from hypothesis import strategies as st

from kit.classroom import disclosure
from kit.classroom.disclosure import (
    FEWEST,
    MOST_APART,
    UNSAID,
    changed,
    closed,
    digest,
    groups,
    release,
    waiting,
    whole,
)
from kit.classroom.ledger import Note, from_json, to_json
from kit.classroom.sheets import ALPHABET, ROLES, Sheet, statement_ids
from kit.classroom.tally import tally


def officials(people, version=0, role="official", name="1"):
    return [sheet(one, version, name, role) for one in people]


def students(people, version=0, name="1"):
    return officials(people, version, "student", name)


def again(people, version=0, role="official"):
    """The sheets of round 2."""
    return officials(people, version, role, "2")


def arrived(*sheets):
    return {(one.mark, one.round): one for one in sheets}


def shown(*times):
    """What is shown after each of several times, when some sheets of a round are handed in."""
    blocks, there, seen = (), {}, []
    for sheets in times:
        there |= arrived(*sheets)
        blocks = release(blocks, there, sheets[0].round)
        seen.append(blocks)
    return seen


def counted(blocks, name="1"):
    """How many there are in each group, by the roles it says."""
    return {roles: total.sheets for roles, total in groups(blocks, name)}


def all_closed(blocks):
    """Which rounds are closed."""
    return [name for name in "123" if closed(blocks, name)]


# One round


def test_below_five_nothing_is_shown_and_from_five_on_everyone():
    for number in range(12):
        there = arrived(*officials(range(number)))
        blocks = release((), there, "1")
        assert people_in(blocks) == (number if number >= FEWEST else 0)
        assert waiting(blocks, there, "1") == (0 if number >= FEWEST else number)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_however_a_class_is_made_up_all_of_it_is_shown_and_no_role_below_five(sizes):
    roles = [role for role, size in zip([*ROLES, None], sizes, strict=True) for _ in range(size)]
    there = arrived(*(sheet(person, role=role) for person, role in enumerate(roles)))
    blocks = release((), there, "1")
    assert waiting(blocks, there, "1") == (0 if len(there) >= FEWEST else len(there))
    parts = counted(blocks)
    assert sum(parts.values()) == (len(there) if len(there) >= FEWEST else 0)
    assert all(number >= FEWEST for number in parts.values())
    for role, size in Counter(role or UNSAID for role in roles).items():
        assert parts.get((role,), size) == size
        assert size < FEWEST or len(there) - size < FEWEST or len(parts) > 1


def of_roles(**sizes):
    """Sheets of so many people of each role."""
    roles = [role for role, size in sizes.items() for _ in range(size)]
    return [sheet(one, role=None if role == UNSAID else role) for one, role in enumerate(roles)]


GROUPS = {
    "the few who are left join the smallest": (
        of_roles(politician=9, official=6, student=3, unsaid=1),
        {("politician",): 9, ("official", "student", UNSAID): 10},
    ),
    "five who are left are a group": (
        of_roles(official=6, student=3, unsaid=2),
        {("official",): 6, ("student", UNSAID): 5},
    ),
    "roles are said in the order of the alphabet": (
        of_roles(unsaid=1, **dict.fromkeys(reversed(ROLES), 1)),
        {("official", "other", "partner", "politician", "student", UNSAID): 6},
    ),
}


@pytest.mark.parametrize(("sheets", "sizes"), GROUPS.values(), ids=GROUPS)
def test_a_round_is_shown_by_role_as_far_as_five_have_it(sheets, sizes):
    (blocks,) = shown(sheets)
    assert counted(blocks) == sizes
    assert {one.roles for one in blocks} == set(sizes)


def test_groups_that_share_a_role_are_shown_as_one():
    blocks = shown(
        officials(range(5)),
        students(range(5, 10)),
        [*officials(range(10, 12)), *students(range(12, 15))],
        officials(range(15, 20), role="partner"),
    )
    assert counted(blocks[1]) == {("official",): 5, ("student",): 5}
    assert counted(blocks[2]) == {("official", "student"): 15}
    assert counted(blocks[3]) == {("official", "student"): 15, ("partner",): 5}


def test_only_the_round_that_is_asked_for_is_shown():
    there = arrived(*again(range(5)), *officials(range(5, 10)))
    blocks = release((), there, "2")
    assert whole(blocks, "1") is None
    assert groups(blocks, "1") == []
    assert whole(blocks, "2") == tally(officials(range(5)))


# Whoever comes late, changes her answers or goes


def test_late_sheets_are_shown_once_there_are_five():
    early, late = officials(range(5)), students(range(5, 10))
    before, four, five = shown(early, late[:4], late[4:])
    assert four == before
    assert waiting(four, arrived(*early, *late[:4]), "1") == 4
    assert whole(five, "1") == tally([*early, *late])


def test_a_sheet_handed_in_again_before_it_is_shown_counts_as_it_is_then():
    _, five = shown(officials(range(4)), [sheet(0, 1), sheet(4)])
    assert whole(five, "1") == tally([sheet(0, 1), *officials(range(1, 5))])


@pytest.mark.parametrize("number", [1, 4, 5, 8])
@pytest.mark.parametrize("late", [0, 5])
def test_a_sheet_handed_in_again_once_it_is_shown_counts_as_it_was(number, late):
    first, again, new = (
        officials(range(8)),
        officials(range(number), 1),
        officials(range(8, 8 + late)),
    )
    before, after = shown(first, [*again, *new])
    assert whole(after, "1") == tally([*first, *new])
    assert late or after == before
    there = arrived(*first, *again, *new)
    assert (changed(after, there, "1"), waiting(after, there, "1")) == (number, 0)
    assert changed(after, there | arrived(*first), "1") == 0


def test_another_role_alone_is_no_change_and_moves_nobody_to_another_group():
    first = [*officials(range(6)), *students(range(6, 12))]
    before, after = shown(first, students(range(6)))
    assert after == before
    assert changed(after, arrived(*first, *students(range(6))), "1") == 0


def test_a_sheet_taken_away_goes_on_counting_and_is_not_counted_again_when_it_is_back():
    first = officials(range(7))
    (blocks,) = shown(first)
    for there in (arrived(), arrived(*first[:3]), arrived(*officials(range(12), 1))):
        after = release(blocks, there, "1")
        assert whole(after, "1") == tally([*first, *officials(range(7, len(there)), 1)])
    assert [changed(blocks, arrived(*first[:3]), "1"), changed(blocks, {}, "1")] == [0, 0]


def test_who_waits_and_takes_her_sheet_away_is_neither_waiting_nor_shown():
    first, late = officials(range(5)), officials(range(5, 9))
    (blocks,) = shown(first)
    there = arrived(*first, *late[1:], sheet(9))
    assert waiting(blocks, there, "1") == 4
    assert release(blocks, there, "1") == blocks


# Another round of the same people


def test_the_same_people_in_another_round_are_counted_apart():
    first, second = officials(range(5)), again(range(5), 1)
    one, four, both = shown(first, second[:4], second[4:])
    assert [whole(one, "1"), whole(one, "2")] == [tally(first), None]
    assert four == one
    assert waiting(four, arrived(*first, *second[:4]), "2") == 4
    assert [whole(both, "1"), whole(both, "2")] == [tally(first), tally(second)]
    assert [waiting(both, arrived(*first, *second), name) for name in "12"] == [0, 0]


def test_a_round_waits_until_it_tells_nobody_apart():
    early = [officials(range(10)), again(range(11))]
    first, two, four, five = shown(*early, again([11, 12, 13]), again([14]))
    assert first == two
    assert waiting(two, arrived(*early[0], *early[1]), "2") == 11
    assert [people_in(blocks, "2") for blocks in (four, five)] == [0, 15]


def test_a_round_is_not_shown_and_the_one_before_goes_on_until_it_is():
    _, held, later = shown(officials(range(10)), again(range(11)), officials(range(10, 15)))
    assert not closed(held, "1")
    assert [people_in(later, one) for one in "12"] == [15, 0]


def test_a_round_is_shown_where_no_one_or_at_least_five_come_change_or_go():
    for come, change, go in product(range(7), repeat=3):
        second = [
            *again(range(change), 1),
            *again(range(change, 12 - go)),
            *again(range(20, 20 + come)),
        ]
        _, after = shown(officials(range(12)), second)
        told = come + change + go
        assert people_in(after, "2") == (len(second) if told == 0 or told >= FEWEST else 0)


def by_letter(name, **roles):
    """The sheets of a round, a letter a person: a capital where she has changed her ratings."""
    return [
        sheet(ord(letter.lower()) - ord("a"), int(letter.isupper()), name, role)
        for role, letters in roles.items()
        for letter in letters
    ]


# What is handed in time after time, and who is told apart in round 2 at last.
APART = {
    "who changes only her role hides nobody else's change": (
        [by_letter("1", official="abcdefghij"), by_letter("2", student="abcdefghiJ")],
        {},
    ),
    "a role of whom two have changed is not told apart, but everyone is shown": (
        [
            by_letter("1", official="abcdefghi", student="jklmnopqr"),
            by_letter("2", official="ABcdefghi", student="JKLMNOpqr"),
        ],
        {("official", "student"): 18},
    ),
    "two who have another role now cannot be told although nobody has changed": (
        [
            by_letter("1", official="abcdefghi", student="jklmnopqr"),
            by_letter("2", official="abcdefg", student="hijklmnopqr"),
        ],
        {("official", "student"): 18},
    ),
    # Each role is far from what it was, and so is everyone. But officials and students together are
    # those of the first round, and one more.
    "two roles added up tell nobody apart either": (
        [
            by_letter("1", official="abcdefgh", student="ijklmnop", other="qrstuvwx"),
            by_letter("2", official="abcdijkl", student="efghmnopy", other="QRSTUVWX"),
        ],
        {("official", "other", "student"): 25},
    ),
    # Whoever wrote down the first five can compare six with them, though ten are shown by now.
    "what was shown only for a while tells nobody apart either": (
        [by_letter("1", official=one) for one in ("abcde", "fghij")]
        + [by_letter("2", official="abcdef")],
        {},
    ),
    # What is shown then, less what was shown before, would be nine of the ten in the first round.
    "who joins a round later cannot be told by what was shown before": (
        [by_letter("1", official="abcdefghij")]
        + [by_letter("2", official=one) for one in ("uvwxy", "abcdefghi")],
        {("official",): 5},
    ),
}


@pytest.mark.parametrize(("times", "sizes"), APART.values(), ids=APART)
def test_no_role_and_no_sum_of_roles_or_times_tells_anybody_apart(times, sizes):
    *_, before, after = shown(*times)
    assert counted(after, "2") == sizes
    all_shown = sum(sizes.values()) == len(times[-1])
    assert whole(after, "2") == tally(times[-1]) if all_shown else after == before


def test_late_sheets_wait_where_a_round_with_them_would_tell_somebody_apart():
    _, five, ten, fifteen = shown(
        officials(range(10)),
        again(range(5)),
        [*again(range(5, 9)), sheet(20, name="2")],
        [sheet(9, name="2"), *again(range(21, 25))],
    )
    assert [people_in(blocks, "2") for blocks in (five, ten, fifteen)] == [5, 5, 15]


def test_every_round_that_was_shown_is_looked_at():
    first, second = officials(range(10)), again(range(10), 1)
    for version, told in ((0, True), (1, True), (2, False)):
        *_, after = shown(first, second, officials(range(9), version, name="3"))
        assert people_in(after, "3") == (0 if told else 9)


# A round stays as it is once another is shown


def test_a_round_is_closed_once_another_is_shown_and_its_latecomers_wait_for_good():
    first, second, late = (officials(range(6)), again(range(6), 1), students(range(6, 18)))
    one, two, after = shown(first, second, late)
    assert [all_closed(blocks) for blocks in ((), one, two)] == [[], [], ["1"]]
    assert after == two
    assert waiting(after, arrived(*first, *late), "1") == 12
    # The round shown last goes on, and opens no other again.
    *_, more = shown(first, second, again(range(6, 12), 1))
    assert ([people_in(more, name) for name in "12"], all_closed(more)) == ([6, 12], ["1"])
    *_, third = shown(first, second, officials(range(6), 2, name="3"))
    assert (third[:2], all_closed(third)) == (two, ["1", "2"])
    # Rounds can be shown in any order.
    _, other = shown(second, first)
    assert ([people_in(other, name) for name in "12"], all_closed(other)) == ([6, 6], ["2"])


# What somebody might work out who writes down everything that was ever shown: every group of a
# round, everyone, and what comes of adding groups of the round up. Any two of these are compared.
#
# Not looked at is what comes of three or more views of several rounds, added and subtracted; who
# hands in as several people; people who have another mark in each round; and on which statements
# somebody has changed her ratings: who has changed one counts as somebody who differs.

some_role = st.sampled_from(["politician", "official", None])
time = st.fixed_dictionaries(
    {
        "round": st.sampled_from(["1", "1", "2", "2", "3"]),
        "people": st.tuples(st.integers(0, 8), st.integers(1, 14)),
        "roles": st.lists(some_role, min_size=1, max_size=3),
        "changed": st.sets(st.integers(0, 14), max_size=6),
        "version": st.integers(1, 2),
        "gone": st.sets(st.integers(0, 14), max_size=2) | st.just(set(range(15))),
        "then": st.sampled_from(["show", "show", "show", "look", "restart", "nothing"]),
    }
)
a_class_over_time = st.lists(time, min_size=3, max_size=12)


def happened(times):
    """The sheets there are, what is shown, and what was before, after each of several times.

    Each time some neighbours hand in in a round, role by role; some of them have changed their
    ratings, and some sheets are taken away. Then the teacher shows the round, looks, or restarts.
    """
    blocks, there = (), {}
    for now in times:
        before, name, (first, number) = blocks, now["round"], now["people"]
        for one in range(first, first + number):
            role = now["roles"][(one - first) * len(now["roles"]) // number]
            version = now["version"] if one in now["changed"] else 0
            there = there | arrived(sheet(one, version, name, role))
        gone = {(sheet(one).mark, name) for one in now["gone"]}
        there = {key: one for key, one in there.items() if key not in gone}
        if now["then"] == "show":
            blocks = release(blocks, there, name)
        elif now["then"] == "look" and blocks:
            blocks = release(blocks, there, blocks[-1].round)
        elif now["then"] == "restart":
            blocks = from_json(to_json(Note(None, blocks))).blocks
        yield there, blocks, before


def sums(parts):
    """What comes of adding up some parts, in every way: each person's ratings by her mark."""
    for number in range(1, len(parts) + 1):
        for some in combinations(parts, number):
            yield {mark: said for part in some for mark, said in part.items()}


def differing(one, other):
    """How many people are in one of two views only, or in both with other ratings."""
    return len({mark for mark, _ in one.items() ^ other.items()})


def by_group(blocks, name, counted_sheets):
    """The people in each group of a round, and that it adds up their ratings and no others."""
    parts = []
    for roles, total in groups(blocks, name):
        inside = {
            mark
            for block in blocks
            if block.round == name and set(block.roles) <= set(roles)
            for mark in block.members
        }
        sheets = [counted_sheets[mark, name] for mark in inside]
        assert total == tally(sheets)
        assert {one.role or UNSAID for one in sheets} == set(roles)
        parts.append({one.mark: one.ratings for one in sheets})
    marks = [mark for part in parts for mark in part]
    assert len(marks) == len(set(marks))
    everyone = [counted_sheets[mark, name] for mark in marks]
    assert whole(blocks, name) == (tally(everyone) if everyone else None)
    return parts


@settings(deadline=None, max_examples=400)
@given(a_class_over_time)
def test_no_view_and_no_difference_of_two_ever_shown_is_about_fewer_than_five(times):
    counted_sheets, views = {}, {}
    for there, blocks, before in happened(times):
        assert blocks[: len(before)] == before
        for block in blocks[len(before) :]:
            sheets = {(mark, block.round): there[mark, block.round] for mark in block.members}
            assert not sheets.keys() & counted_sheets.keys()
            counted_sheets |= sheets
        for name in {block.round for block in blocks[len(before) :]}:
            for view in sums(by_group(blocks, name, counted_sheets)):
                assert len(view) >= FEWEST
                views[name, frozenset(view.items())] = view
    for (_, one), (_, other) in combinations(views.items(), 2):
        assert differing(one, other) not in range(1, FEWEST)
    event(f"{len({name for name, _ in views})} rounds shown")


@settings(deadline=None, max_examples=200)
@given(a_class_over_time)
def test_everyone_is_either_shown_or_waiting_and_a_closed_round_stays_as_it_is(times):
    for there, blocks, before in happened(times):
        for name in "123":
            inside = {
                mark: seen
                for block in blocks
                if block.round == name
                for mark, seen in block.members.items()
            }
            here = {mark: one for (mark, when), one in there.items() if when == name}
            assert people_in(blocks, name) == len(inside)
            assert waiting(blocks, there, name) == len(here.keys() - inside.keys())
            assert changed(blocks, there, name) == sum(
                digest(here[mark]) != inside[mark] for mark in here.keys() & inside.keys()
            )
            if closed(before, name):
                assert groups(blocks, name) == groups(before, name)
                assert closed(blocks, name)


@settings(deadline=None, max_examples=200)
@given(a_class_over_time)
def test_nobody_waits_in_vain(times):
    for there, _, blocks in happened(times):
        for name in "123":
            if closed(blocks, name) or release(blocks, there, name) != blocks:
                continue
            # Then they are too few, or even all new sheets together would tell somebody apart.
            inside = {mark for one in blocks if one.round == name for mark in one.members}
            new = [one for (mark, at), one in there.items() if at == name and mark not in inside]
            assert len(new) < FEWEST or told_apart(blocks, new, name)


def told_apart(blocks, new, name):
    """Whether some blocks of a round with some new sheets tell one to four people apart."""
    own = [block for block in blocks if block.round == name]
    joined = {one.mark: digest(one) for one in new}
    if len(own) < MOST_APART:
        parts = [(set(), joined), *((set(), block.members) for block in own)]
    else:
        parts = [({one.role or UNSAID for one in new}, joined)]
        for block in own:
            akin = [part for part in parts if part[0] & set(block.roles)]
            roles = set(block.roles).union(*(part[0] for part in akin))
            members = dict(chain(block.members.items(), *(part[1].items() for part in akin)))
            parts = [part for part in parts if part not in akin] + [(roles, members)]
    others = [
        view
        for other in {block.round for block in blocks} - {name}
        for view in sums([block.members for block in blocks if block.round == other])
    ]
    return any(
        differing(view, other) in range(1, FEWEST)
        for view, other in product(sums([members for _, members in parts]), others)
    )


# Very large classes


def many(number, name, version):
    """The sheets of very many people of three roles: one in five has changed since version 0."""
    roles = ["official", "student", None]
    for person in range(number):
        mark = "".join(ALPHABET[person >> shift & 31] for shift in (20, 15, 10, 5, 0))
        drawn = person * 3 + (version if person % 5 == 0 else 0)
        said = bytes(drawn // 7**place % 7 for place in range(7))
        yield Sheet(mark, name, roles[person % 3], said.ljust(len(statement_ids()), b"\0"))


def test_a_hundred_thousand_sheets_in_three_rounds_are_told_apart_by_few_comparisons(monkeypatch):
    fewest_apart, found = disclosure._fewest_apart, []  # noqa: SLF001

    def counting(*arguments):
        found.append(fewest_apart(*arguments))
        return found[-1]

    monkeypatch.setattr(disclosure, "_fewest_apart", counting)
    number, times = 100_000, 12
    blocks, there = (), {}
    for version, name in enumerate("123"):
        sheets = list(many(number, name, version))
        # The first is handed in bit by bit, the others at once.
        ends = [number >> times - time for time in range(1, times + 1)] if not version else [number]
        for start, end in pairwise([0, *ends]):
            there |= arrived(*sheets[start:end])
            blocks = release(blocks, there, name)
        assert (people_in(blocks, name), len(groups(blocks, name))) == (number, 3)
    # Three groups can be added up in 7 ways, the second round beside one and the third beside two,
    # in however many blocks they were shown.
    assert len(found) == 7 + 7 * 2
    # All groups added up differ in the fifth of the class that has changed.
    assert found[-1] == number // 5
