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


def again(people, version=0):
    """The sheets of round 2."""
    return officials(people, version, name="2")


def by_letter(name, version=0, **roles):
    """The sheets of a round, a letter a person: a capital where she has changed her ratings."""
    return [
        sheet(ord(letter.lower()) - ord("a"), version or int(letter.isupper()), name, role)
        for role, letters in roles.items()
        for letter in letters
    ]


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


# What is handed in time after time, and how many are in each group then.
GROUPS = {
    "the few who are left join the smallest": [
        (of_roles(politician=9, official=6, student=3, unsaid=1),
         {("politician",): 9, ("official", "student", UNSAID): 10})],
    "five who are left are a group": [
        (of_roles(official=6, student=3, unsaid=2), {("official",): 6, ("student", UNSAID): 5})],
    "roles are said in the order of the alphabet": [
        (of_roles(unsaid=1, **dict.fromkeys(reversed(ROLES), 1)), {(*sorted(ROLES), UNSAID): 6})],
    "groups that share a role are one": [
        (by_letter("1", official="abcde", student="fghij"), {("official",): 5, ("student",): 5}),
        (by_letter("1", official="kl", student="mno"), {("official", "student"): 15}),
        (by_letter("1", partner="pqrst"), {("official", "student"): 15, ("partner",): 5})],
}  # fmt: skip


@pytest.mark.parametrize("times", GROUPS.values(), ids=GROUPS)
def test_a_round_is_shown_by_role_as_far_as_five_have_it(times):
    for blocks, (_, sizes) in zip(shown(*(sheets for sheets, _ in times)), times, strict=True):
        assert counted(blocks) == sizes


def test_only_the_round_that_is_asked_for_is_shown():
    there = arrived(*again(range(5)), *officials(range(5, 10)))
    blocks = release((), there, "2")
    assert whole(blocks, "1") is None
    assert groups(blocks, "1") == []
    assert whole(blocks, "2") == tally(officials(range(5)))


# Whoever comes late, changes her answers or goes


def test_a_sheet_handed_in_again_before_it_is_shown_counts_as_it_is_then():
    _, five = shown(officials(range(4)), [sheet(0, 1), sheet(4)])
    assert whole(five, "1") == tally([sheet(0, 1), *officials(range(1, 5))])


@pytest.mark.parametrize("number", [1, 4, 5, 8])
@pytest.mark.parametrize("late", [0, 5])
def test_a_sheet_handed_in_again_once_it_is_shown_counts_as_it_was(number, late):
    first, again = officials(range(8)), officials(range(number), 1)
    new = officials(range(8, 8 + late))
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


# What is handed in time after time: the round, and a letter for each person, a capital where she
# has changed her ratings, all of them behind a star where they have once more. Then how many are
# shown in each round, in brackets one that is closed; and how many wait in this one.
TIMES = {
    "late sheets are shown once they are five":
        "1 abcde: 5+0+0 | 1 fghi: 5+0+0, 4 wait | 1 j: 10+0+0",
    "the same people in another round are counted apart":
        "1 abcde: 5+0+0 | 2 ABCD: 5+0+0, 4 wait | 2 E: [5]+5+0",
    "a round waits until it tells nobody apart":
        "1 abcdefghij: 10+0+0 | 2 abcdefghijk: 10+0+0, 11 wait | 2 lmn: 10+0+0, 14 wait |"
        "2 o: [10]+15+0",
    "a round that waits closes none before it":
        "1 abcdefghij: 10+0+0 | 2 abcdefghijk: 10+0+0, 11 wait | 1 klmno: 15+0+0",
    "late sheets wait where a round with them would tell somebody apart":
        "1 abcdefghij: 10+0+0 | 2 abcde: [10]+5+0 | 2 fghiu: [10]+5+0, 5 wait |"
        "2 jvwxy: [10]+15+0",
    "every round that was shown is looked at, not the last alone":
        "1 abcdefghij: 10+0+0 | 2 ABCDEFGHIJ: [10]+10+0 | 3 abcdefghi: [10]+10+0, 9 wait |"
        "3 ABCDEFGHI: [10]+10+0, 9 wait | 3 *abcdefghi: [10]+[10]+9",
    "of a closed round the latecomers wait for good, and the last goes on":
        "1 abcdef: 6+0+0 | 2 ABCDEF: [6]+6+0 | 1 ghijklmnopqr: [6]+6+0, 12 wait |"
        "2 GHIJKL: [6]+12+0 | 3 *abcdef: [6]+[12]+6",
    "rounds can be shown in any order": "2 ABCDEF: 0+6+0 | 1 abcdef: 6+[6]+0",
}  # fmt: skip


@pytest.mark.parametrize("times", TIMES.values(), ids=TIMES)
def test_a_round_goes_on_until_another_is_shown_and_waits_as_long_as_it_tells_too_much(times):
    blocks, there = (), {}
    for step in times.split("|"):
        name, letters, expected = step.split(maxsplit=2)
        version = {"version": 2} if letters.startswith("*") else {}
        there |= arrived(*by_letter(name, official=letters.strip("*:"), **version))
        blocks = release(blocks, there, name)
        people = [(people_in(blocks, one), closed(blocks, one)) for one in "123"]
        found = "+".join(f"[{number}]" if shut else f"{number}" for number, shut in people)
        left = waiting(blocks, there, name)
        assert (f"{found}, {left} wait" if left else found) == expected.strip()
        sheets = [one for (_, when), one in there.items() if when == name]
        assert left or whole(blocks, name) == tally(sheets)


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


# What is handed in time after time, and who is told apart in round 2 at last.
APART = {
    "who changes only her role hides nobody else's change": (
        [by_letter("1", official="abcdefghij"), by_letter("2", student="abcdefghiJ")], {}),
    "a role of whom two have changed is not told apart, but everyone is shown": (
        [by_letter("1", official="abcdefghi", student="jklmnopqr"),
         by_letter("2", official="ABcdefghi", student="JKLMNOpqr")], {("official", "student"): 18}),
    "two who have another role now cannot be told although nobody has changed": (
        [by_letter("1", official="abcdefghi", student="jklmnopqr"),
         by_letter("2", official="abcdefg", student="hijklmnopqr")],
        {("official", "student"): 18}),
    # Each role is far from what it was, and so is everyone. But officials and students together are
    # those of the first round, and one more.
    "two roles added up tell nobody apart either": (
        [by_letter("1", official="abcdefgh", student="ijklmnop", other="qrstuvwx"),
         by_letter("2", official="abcdijkl", student="efghmnopy", other="QRSTUVWX")],
        {("official", "other", "student"): 25}),
    # Whoever wrote down the first five can compare six with them, though ten are shown by now.
    "what was shown only for a while tells nobody apart either": (
        [by_letter("1", official="abcde"), by_letter("1", official="fghij"),
         by_letter("2", official="abcdef")], {}),
    # What is shown then, less what was shown before, would be nine of the ten in the first round.
    "who joins a round later cannot be told by what was shown before": (
        [by_letter("1", official="abcdefghij"), by_letter("2", official="uvwxy"),
         by_letter("2", official="abcdefghi")], {("official",): 5}),
}  # fmt: skip


@pytest.mark.parametrize(("times", "sizes"), APART.values(), ids=APART)
def test_no_role_and_no_sum_of_roles_or_times_tells_anybody_apart(times, sizes):
    *_, before, after = shown(*times)
    assert counted(after, "2") == sizes
    all_shown = sum(sizes.values()) == len(times[-1])
    assert whole(after, "2") == tally(times[-1]) if all_shown else after == before


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
