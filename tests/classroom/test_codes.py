"""Result codes: 34 characters that survive a chat, and no damage that goes unnoticed."""

import re
import uuid
from itertools import combinations
from random import Random

import pytest
import segno
from hostile.make import sealed
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.classroom import codes
from kit.classroom.codes import LENGTH, LONGEST_TEXT, NotACodeError, decode, encode, find, qr
from kit.classroom.sheets import ALPHABET, MOST_FAULTS, RATINGS, ROLES, ROUNDS, Fault, Sheet
from kit.content.course import course

CROCKFORD = ALPHABET.upper()

SHEETS = st.builds(
    Sheet,
    mark=st.text(ALPHABET, min_size=5, max_size=5),
    round=st.sampled_from(ROUNDS),
    role=st.sampled_from((None, *ROLES)),
    ratings=st.lists(st.integers(0, len(RATINGS) - 1), min_size=42, max_size=42).map(bytes),
)


def rated(seed):
    """A sheet as a class hands them in, always the same for the same seed."""
    dice = Random(seed)
    ratings = bytes(dice.choices(range(7), (1, 2, 4, 6, 4, 2, 1), k=42))
    mark = "".join(dice.choices(ALPHABET, k=5))
    return Sheet(mark, dice.choice(ROUNDS), dice.choice((None, *ROLES)), ratings)


# Every way to be a sheet at its extremes, and some as they come.
KINDS = [
    Sheet("00000", "1", None, bytes(42)),
    Sheet("zzzzz", "then", "other", bytes([6]) * 42),
    *map(rated, range(4)),
]
A, B, C, D, E = map(rated, range(10, 15))
CODE = encode(A)
# Some codes as they stand after one another, without hyphens.
WHOLE = "".join(encode(one).replace("-", "") for one in (A, B, C))


def fault(code):
    """What is wrong with a code, or None."""
    try:
        decode(code)
    except NotACodeError as error:
        return str(error)
    return None


def named(*codes):
    """Damaged codes as they are named: by their first group."""
    return [Fault(f"{code[:5]}…", "fault.code") for code in codes]


def instead(old, new):
    return lambda code: code.replace(old, new)


# What a hand that copies a code does wrong.
DAMAGE = {
    "lost": lambda code: code[:9] + code[10:],
    "added": lambda code: code[:9] + "7" + code[9:],
    "wrong": lambda code: code[:9] + ("7" if code[9] != "7" else "8") + code[10:],
    "without a group": lambda code: code[:12] + code[18:],
    "wrong first": lambda code: "K" + code[1:],
    "misheard": lambda code: code[:9] + "U" + code[10:],
}
wrong = DAMAGE["wrong"]


# A code and its sheet


@settings(deadline=None, max_examples=200)
@given(sheet=SHEETS)
def test_a_code_is_34_characters_that_nobody_misreads_in_groups_and_says_its_sheet(sheet):
    code = encode(sheet)
    assert decode(code) == sheet
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5, 5, 5, 4]
    assert len(code.replace("-", "")) == LENGTH == 34
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")
    assert code.startswith("X")


def test_codes_written_today_can_be_read_by_every_later_kit():
    # If this fails, codes in old chats are read as something else: make a new version instead.
    factors = re.findall(
        "[a-z]+",
        """breadth voice networks goals dialogue horizon consensus financing learning
        organisation municipalities society neighbours state""",
    )
    statements = [f"{factor}-{number}" for factor in factors for number in (1, 2, 3)]
    said = [None, 1, 2, 3, 4, 5, "dont-know"] * 6
    sheet = decode("X2NSP-C7D6N-QDE7M-4JX16-S1GSA-MAP29-TMCK")
    assert (sheet.mark, sheet.round, sheet.role) == ("7kq2m", "then", "partner")
    assert [sheet.by_statement.get(one) for one in statements] == said
    assert encode(sheet) == "X2NSP-C7D6N-QDE7M-4JX16-S1GSA-MAP29-TMCK"


def test_an_empty_sheet_gives_no_row_of_one_character():
    code = encode(Sheet("7kq2m", "1", None, bytes(42))).replace("-", "")
    assert not re.search(r"(.)\1\1", code)


# A row of a spreadsheet, no mark, no round, no role, a rating too few or too many, and no rating.
UNWRITABLE = [
    *(("abcdefgh-12", "1", None, bytes(42)), ("ABCDE", "1", None, bytes(42))),
    *(("abcde", "4", None, bytes(42)), ("abcde", "1", "mayor", bytes(42))),
    *(("abcde", "1", None, one) for one in (bytes(41), bytes(43), bytes([7, *bytes(41)]))),
]


@pytest.mark.parametrize("sheet", UNWRITABLE)
def test_what_a_code_cannot_say_is_refused_when_it_is_written(sheet):
    with pytest.raises(ValueError, match=r"mark|rating|not in tuple|argument"):
        encode(Sheet(*sheet))


# Damage


@pytest.mark.parametrize("sheet", KINDS)
def test_a_wrong_character_and_up_to_three_that_changed_places_are_always_noticed(sheet):
    code = encode(sheet).replace("-", "")
    for at, right in enumerate(code):
        for wrong in set(CROCKFORD) - {right}:
            assert fault(code[:at] + wrong + code[at + 1 :]), (at, wrong)
    for size in (1, 2, 3):
        for one, other in combinations(range(LENGTH - size + 1), 2):
            first, second = code[one : one + size], code[other : other + size]
            if one + size <= other and first != second:
                between = code[one + size : other]
                swapped = code[:one] + second + between + first + code[other + size :]
                assert fault(swapped), (one, other)


@settings(deadline=None, max_examples=200)
@given(
    sheet=SHEETS, at=st.integers(0, LENGTH - 3), wrong=st.text(CROCKFORD, min_size=3, max_size=3)
)
def test_three_wrong_characters_side_by_side_are_always_noticed(sheet, at, wrong):
    code = encode(sheet).replace("-", "")
    spoilt = code[:at] + wrong + code[at + 3 :]
    assert spoilt == code or fault(spoilt)


def test_a_code_cut_short_or_run_on_or_with_a_character_that_no_code_has_is_no_code():
    for length in (*range(LENGTH), *range(LENGTH + 1, 40)):
        assert fault((CODE.replace("-", "") + "000000")[:length]) == "fault.code", length
    for sign in "UuÅ٣+*.😀":
        assert fault(CODE[:8] + sign + CODE[9:]) == fault(sign + CODE) == "fault.code", sign


def test_what_no_kit_or_a_newer_one_wrote_is_refused_though_its_checksum_is_right():
    last = 2**25 * 4 * 6 * 7**42 - 1
    assert decode(sealed(29, last)) == Sheet("zzzzz", "then", "other", bytes([6]) * 42)
    for version, number, key in [
        *((29, last + 1, "fault.code"), (29, 2**149 - 1, "fault.code"), (28, 12345, "fault.code")),
        *((30, 12345, "fault.newer"), (31, 2**149 - 1, "fault.newer")),
    ]:
        assert fault(sealed(version, number)) == key
    newer = sealed(30, 2**140 + 12345)
    assert find(f"Min kod: {newer}")[1] == [Fault(f"{newer[:5]}…", "fault.newer")]


# Repairs

HYPHENS = ("", " ", "\xa0", "–", "—", "\u2011", "\xad", "\u2212", "_")
MISTYPED = ("0O", "0o", "1I", "1i", "1L", "1l")
REPAIRS = {
    **{f"{sign!r} for hyphens": instead("-", sign) for sign in HYPHENS},
    **{f"{sign} for {digit}": instead(digit, sign) for digit, sign in MISTYPED},
    "lower case": str.lower,
    "spaces around": lambda code: f"  {code.replace('-', ' - ')}\t",
    "letters apart": " ".join,
    "a line break": lambda code: code[:12] + "\n" + code[12:],
    "a line break after a hyphen": lambda code: code[:18] + "\r\n" + code[18:],
    "a line separator": lambda code: code[:12] + "\u2028" + code[12:],
    "zero-width spaces": "\u200b".join,
    "marks of direction": lambda code: f"\u202a{code}\u202c",
    "a byte order mark": lambda code: f"\ufeff{code}",
    "full width": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
}


@pytest.mark.parametrize("change", REPAIRS.values(), ids=REPAIRS)
def test_what_a_hand_or_a_program_does_to_a_code_is_put_right(change):
    sheets = [sheet for sheet in map(rated, range(50)) if {"0", "1"} <= set(encode(sheet))][:5]
    assert len(sheets) == 5
    for sheet in sheets:
        changed = change(encode(sheet))
        assert changed != encode(sheet)
        assert decode(changed) == sheet
        assert find(f"Hej!\n{changed}\nTack 😀") == ([sheet], [])


# What stands where the hyphens were: each dash in each pair of encodings that a program may have
# mixed up, once or twice over, and what machines write for a hyphen among themselves.
MISREAD = sorted(
    {
        spoilt
        for dash in "‐‑‒–—−"
        for encoding in ("cp1252", "latin-1", "cp437", "cp850", "mac_roman", "ascii", "cp1251")
        for once in [dash.encode().decode(encoding, errors="replace")]
        for spoilt in (once, once.encode().decode("cp1252", errors="replace"))
    }
    | {"–".encode(encoding).decode(errors="replace") for encoding in ("cp1252", "mac_roman")}
    | {"–".encode("cp1252").decode(encoding) for encoding in ("latin-1", "cp850", "mac_roman")}
    | {"?", "·", " ? ", "&amp;#8209;", "&amp;ndash;"}
    | {"=2D", "=96", "=E2=80=93", "%2D", "%E2%80%91", "\\u2010", "\\xe2\\x80\\x93", "\\'96"}
)


@pytest.mark.parametrize("spoilt", MISREAD, ids=ascii)
def test_a_code_whose_hyphens_were_misread_is_found_or_named_if_damaged(spoilt):
    for sheet in map(rated, range(200, 205)):
        code = encode(sheet)
        misread = code.replace("-", spoilt)
        quoted = f"{misread[:19]}\n> {misread[19:]}"
        for way in (misread, misread.lower(), f"> {misread}", f"kod:{misread}."):
            assert find(f"Hej!\n{way}\nTack, {encode(A)}") == ([sheet, A], [])
        for damage in list(DAMAGE.values())[:4]:
            assert find(damage(code).replace("-", spoilt)) == ([], named(code))
        # Mail programs break no line between the signs of such a hyphen.
        if len(spoilt) == 1:
            assert find(quoted) == ([sheet], [])


def test_words_and_numbers_in_a_list_are_no_code_whatever_stands_between_them():
    for between in (", ", "; ", " – ", ". ", "/", "=", "%20", "â€“", "?", "…", " = ", "\n• "):
        for some in ("Xylem maten boken koden resor talar sista", "1234 5678 9012 3456 7890"):
            assert find(some.replace(" ", between)) == ([], []), between
    assert find("Tj=C3=A4nstem=C3=A4n=C3=A4r fr=C3=A5n=20G=C3=A4vle 2026=2D03=2D12") == ([], [])


# Chats, as they are copied

WHATSAPP = """\
[2026-03-12, 10:40:58] Max Öberg: Hej alla! Här är min kod, hoppas det går fram 😀
\u200e[2026-03-12, 10:41:03] Max Öberg: {A}
[2026-03-12, 10:41:40] Ylva (Region Dalarna): {B} 👍🏽
\u200e[2026-03-12, 10:42:11] +46 70 123 45 67: \u200e<Media omitted>
[2026-03-12, 10:42:30] Åke: min blev {C}, stämmer det? Ring 070-123 45 67 annars
[2026-03-12, 10:43:02] Ylva (Region Dalarna): ja exakt, sex statements var svåra xD
"""

TEAMS = """\
Anna Lindqvist  10:41
Kod: {A}
Berit X  10:42
{B}
Carl Fox
10:42
{C}
Anna Lindqvist  10:44
Mötet: https://teams.microsoft.com/l/meetup-join/19%3ameeting_NTg0ZjU3@thread.v2/0?context=%7b
"""

MAIL = """\
From: Bo Ek <bo.ek@region.example>
Message-ID: <AM9PR07MB7234F3A9C2D1E5B8A6@AM9PR07MB7234.eurprd07.prod.outlook.com>
Date: Thu, 12 Mar 2026 10:44:02 +0100

Hello, mine is {C}.

> On 12 March Anna wrote:
> > mine is {A_head}
> > {A_tail}, and Ylva's:
> {B_head}=
{B_tail}
-- \nBo Ek, +46 (0)70 123 45 67
"""

PAGE = """\
<!doctype html><html><body><p class="chat x1">Anna: <b>{A}</b></p>
<p>Ylva:&nbsp;{B_html}<br>Bo: <code>{C_head}<wbr>{C_tail}</code></p><img src="x.png" alt=""></html>
"""


def filled(chat):
    parts = {}
    for name, sheet in {"A": A, "B": B, "C": C}.items():
        code = encode(sheet)
        parts |= {name: code, f"{name}_head": code[:18], f"{name}_tail": code[18:]}
    return chat.format(**parts, B_html=encode(B).replace("-", "&#8209;"))


FOUND = {
    "WhatsApp": (filled(WHATSAPP), [A, B, C]),
    "Teams": (filled(TEAMS), [A, B, C]),
    "HTML": (filled(PAGE), [A, B, C]),
    "a quoting mail": (filled(MAIL), [C, A, B]),
    "nothing between them": (WHOLE, [A, B, C]),
    "nothing around them": (f"minkod{WHOLE}hej", [A, B, C]),
    "names that begin like one": (f"Max Xerxes X {encode(A)} xx {encode(B)}", [A, B]),
    "a character too many": (f"{encode(A)}7\n{encode(B)}-", [A, B]),
    "no text": ("", []),
    "blanks": (" \n\n", []),
    "no code": ("Hej!", []),
    "an X": ("X", []),
    "34 of them": ("x" * 34, []),
    "hyphens": ("-" * 100, []),
}


@pytest.mark.parametrize(("text", "sheets"), FOUND.values(), ids=FOUND)
def test_all_codes_of_a_chat_are_found_in_order_and_nothing_else(text, sheets):
    assert find(text) == (sheets, [])


def test_no_code_is_made_of_the_end_of_another():
    # A code that goes on as one with an end of its own: only by rare chance, but it would be heard.
    written = (encode(rated(seed)).replace("-", "") for seed in range(1000))
    outer = next(
        code for code in written if "X" not in code[1:20] and re.search("X[0-9A]", code[20:])
    )
    at = re.search("X[0-9A]", outer[1:]).start() + 1
    begun = outer[at + 1 :]
    number = sum(CROCKFORD.index(sign) << 5 * place for place, sign in enumerate(begun[::-1]))
    inner = sealed(29, number << 149 - 5 * len(begun)).replace("-", "")
    assert fault(inner) is None
    assert inner.startswith(outer[at:])
    assert find(outer + inner[LENGTH - at :]) == ([decode(outer)], [])


def test_whoever_hands_in_again_in_the_same_round_is_counted_once_with_the_last():
    first = Sheet("7kq2m", "1", "official", bytes([2]) * 42)
    again = Sheet("7kq2m", "1", "partner", bytes([3]) * 42)
    later = Sheet("7kq2m", "2", "official", bytes([2]) * 42)
    other = Sheet("7kq2n", "1", "official", bytes([2]) * 42)
    chat = "\n".join(map(encode, (first, later, other, again)))
    assert find(chat) == ([later, other, again], [])
    assert find(f"{chat}\n> {encode(first)}")[0] == [later, other, first]


# What looks like a code

WRITTEN = {
    "groups": lambda code: code,
    "lower": str.lower,
    "blanks": instead("-", " "),
    "whole": instead("-", ""),
    "dashes": instead("-", "–"),
    "mixed": lambda code: code[:8] + code[8:].lower(),
    "typed": lambda code: code[0] + code[1:].lower(),
    "wrapped": lambda code: code[:18] + "\n> " + code[18:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_damaged_code_is_named_where_it_stands(damage, write):
    for sheet in map(rated, range(100, 120)):
        spoilt = write(damage(encode(sheet)))
        chat = f"Anna 10:41\nmin kod: {spoilt}\nYlva 10:42\n{encode(A)}\nBo, {encode(B)}"
        sheets, [told] = find(chat)
        assert sheets == [A, B]
        assert told.key == "fault.code"
        # Among blanks a first group of letters only could be a word; a line may begin with X too.
        groups = re.split("[^0-9A-Za-z]+", spoilt)
        begins = groups if re.search(r"\s", spoilt) else groups[:1]
        assert told.place in [f"{group[:5]}…" for group in begins]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_code_broken_into_two_lines_anywhere_is_named(damage):
    for sheet in map(rated, range(100, 110)):
        spoilt = damage(encode(sheet))
        for at in range(1, len(spoilt)):
            sheets, faults = find(f"Jag skickar\n> {spoilt[:at]}\n> {spoilt[at:]}\nHej")
            assert sheets == []
            assert faults
            assert all(one.place.removesuffix("…") in spoilt for one in faults)


SPOILT = [wrong(encode(one)) for one in (A, B, C, D, E)]
BEGUN = [encode(one)[:17] for one in (A, B, C)]
APART = SPOILT[0].replace("-", " ")
AT_ONCE = SPOILT[0].replace("-", "")
NAMED = {
    "the end is missing": (f"Min kod: {CODE[:17]}", [CODE]),
    "the end is missing, after a group": (f"Min kod: {CODE[:23]}\n", [CODE]),
    "of each the end is missing": ("\n".join(BEGUN), BEGUN),
    "words as long as groups": (f"Denna vecka hade alla tagit fram {APART} och sedan", [APART]),
    "below a name": (f"Grupp12\nK{CODE[1:]}", ["K" + CODE[1:]]),
    "quoted": (f"{SPOILT[0]}\n> {SPOILT[0]}\n> > {SPOILT[0].lower()}\n{AT_ONCE}", SPOILT[:1]),
    "written in two ways": (f"{APART}\n{SPOILT[1]}\n{SPOILT[2].replace('-', ' ')}", SPOILT[:3]),
    "where it cannot be shown": (
        f"<script>a(1)</script>=cmd|\u202e{SPOILT[0]}\x1b[31m",
        SPOILT[:1],
    ),
    **{
        f"a list with {between!r}": (f"Koder:{between}{between.join(SPOILT)}", SPOILT)
        for between in ("\n", "\n- ", "\r\n* ", ", ", " ", "</li>\n<li>", "\n> ", "\nGrupp12\n")
    },
}


@pytest.mark.parametrize(("text", "codes"), NAMED.values(), ids=NAMED)
def test_damaged_codes_are_each_named_once_by_their_beginning_in_order(text, codes):
    assert find(text) == ([], named(*codes))


def test_a_damaged_code_beside_a_sound_one_is_named_and_the_sound_one_counted():
    for text in (AT_ONCE + encode(B), encode(B) + AT_ONCE):
        assert find(text) == ([B], named(AT_ONCE))


def test_no_more_than_two_hundred_faults_are_listed_and_one_says_how_many_more():
    spoilt = [wrong(encode(rated(seed))) for seed in range(1000, 1000 + MOST_FAULTS + 5)]
    most = named(*spoilt[:MOST_FAULTS])
    assert find("\n".join(spoilt[:MOST_FAULTS])) == ([], most)
    assert find("\n".join(spoilt)) == ([], [*most, Fault("…", "fault.more", {"n": "5"})])


# What does not look like a code

SWEDISH = """\
[2026-03-12 09:58] Maxine Ax: Hej! Länk till mötet: https://region.example/motet?id=4fk29x8q7z1m3n5p6r8t
[2026-03-12 09:59] Ylva: Är det sal B2034 eller X1-305? Ring 0701-23 45 67 eller +46 8 123 456 78.
Exakt, extra viktigt: exempelvis växjö, expansion, existerande näringslivs- och utvecklingsfrågor.
Alla i regionens ledning måste kunna läsa sidan fem före lunch, annars tappar vi texten. xoxo
Budget 2023 2024 2025 2026 klar, mål 2030. Org.nr 232100-0016, OCR 7350012345678.
IBAN SE45 5000 0000 0583 9825 7466 och personnummer 19811218-9876 hör inte hemma här.
Se Regional_utvecklingsstrategi_v2_2a_slutversion_3b.pdf och IMG-20260312-WA0003.jpg.
Koden ser ut som XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXX och är 34 tecken, 5-5-5-5-5-5-4.
Kl 0800 1030 1200 1315 1500 fika. Bilar: ABC123, DEF45G. Nivå 1-2-3-4-5, rond 2. Hälsningar /Åke
"""

ENGLISH = """\
Alex Fox, Thursday at 10:41 AM: exactly! six extra boxes, x-axis next to the Xerox, see x.com/alex
Join Zoom: https://us02web.zoom.us/j/81234567890?pwd=k3j4h5k6j7h8g9f0d1s2a3q4w5e6r7t8
ID 812 3456 7890, passcode 4f9XkQ. Commit 9fceb02d0ae598e95dc970b74767f19372d61af8, build 1a2b
md5 9e107d9d372bb6826bd81d3542a419d6 sha1 DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
Ticket 550e8400-e29b-41d4-a716-446655440000 and {ABC-1234}; tel. (020) 7946 0958, +44 20 7946 0958.
There which about after where these words would never make sense, since every group holds five.
Postcodes SW1A 1AA and EC1A 1BB; ISBN 978-3-16-148410-0; 2026-03-12T10:41:58.123Z; v1.2.3-rc4.
A state-of-the-art-end-to-end-cross-border-north-south-trade-route study of 2024-2025-2026.
Doc 1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms, mail a1b2c3d4e5f6g7h8i9j0k1l2m3@x1y2.example
www.paper.example/k3j4h5k6j7h8g9f0d1s2a3q4w5e6r7t8 is the link. Cheers, Xavier
"""


DICE = Random(0)
OTHERS = {
    "Swedish": SWEDISH,
    "English": ENGLISH,
    "the course": "\n".join(map(str, course().factors)) + "\n",
    "ids": "".join(f"{uuid.UUID(int=DICE.getrandbits(128))}\n" for _ in range(200)),
    "fingerprints": "".join(f"{DICE.getrandbits(128 + n % 2 * 128):x}\n" for n in range(600)),
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_people_and_computers_else_write_is_no_code_and_no_fault(text):
    for line in text.splitlines():
        assert find(line) == ([], []), line
    assert find(text) == ([], [])
    assert find(text + encode(A)) == ([A], [])


# Texts made to do harm


def test_a_text_too_long_is_refused_whole_with_one_fault():
    longest = "a " * (LONGEST_TEXT // 2 - 25) + encode(A)
    assert find(longest.ljust(LONGEST_TEXT)) == ([A], [])
    too_long = Fault("a " * 29 + "a…", "fault.long-text")
    assert find(longest.ljust(LONGEST_TEXT + 1)) == ([], [too_long])


def test_every_x_costs_one_try_of_a_bounded_length(monkeypatch):
    tried = []

    def counting(code):
        tried.append(len(code))
        return decode(code)

    monkeypatch.setattr(codes, "decode", counting)
    find("X-" * 20_000)
    assert 10_000 < len(tried) <= 20_000
    assert max(tried) <= 2 * LENGTH - 1


NOISE = [
    *("X" * 200_000, "X - " * 50_000, " " * 200_000, "> \n" * 70_000, "-" * 200_000),
    *("a-" * 100_000, "<a " * 70_000, "<a " + "b" * 200_000, "&#" * 100_000),
    *("&#" + "9" * 10_000 + ";", "https://" * 25_000, "abcde " * 40_000, "ab1cd " * 40_000),
    *("\ud83d" * 100_000, "\ufdfa" * 100_000),
]


@pytest.mark.parametrize("noise", NOISE, ids=lambda noise: noise[:5])
def test_no_noise_hides_a_code_or_takes_for_ever(noise):
    # Whatever took the square of the length would not end before the test run does.
    sheets, faults = find(f"{noise}\n.{encode(A)}")
    assert sheets == [A]
    assert len(faults) <= 1


@settings(deadline=None, max_examples=300)
@given(text=st.text(st.sampled_from("Xx7KQ2uå-–_ \n>=<&;./@\u200b😀\ud83d"), max_size=200))
def test_whatever_is_pasted_is_read_without_a_crash(text):
    sheets, faults = find(text)
    assert sheets == []
    assert all(re.fullmatch("[0-9A-Za-z]{1,5}…", one.place) for one in faults)


# The code as a picture


def drawn(path, side):
    """The dark modules of a path of whole rectangles one module high."""
    dark = set()
    pattern = r"M(\d+) (\d+)h(\d+)v1h-(\d+)z"
    assert re.fullmatch(f"(?:{pattern})+", path)
    for x, y, width, back in (map(int, run) for run in re.findall(pattern, path)):
        assert width == back
        run = {(x + step, y) for step in range(width)}
        assert not run & dark
        dark |= run
    assert all(4 <= x < side - 4 and 4 <= y < side - 4 for x, y in dark)
    return dark


@pytest.mark.parametrize("sheet", KINDS)
def test_the_picture_has_the_modules_of_the_code_in_runs_and_readers_of_qr_codes_read_it(sheet):
    path, side = qr(encode(sheet))
    code = segno.make(encode(sheet), error="m", micro=False)
    assert code.mode == "alphanumeric"
    assert code.error in {"M", "Q", "H"}
    dark = drawn(path, side)
    assert side == len(code.matrix) + 8
    rows = enumerate(code.matrix)
    assert dark == {(x + 4, y + 4) for y, row in rows for x, on in enumerate(row) if on}
    # A row of dark modules is drawn as one.
    assert path.count("M") == sum((x - 1, y) not in dark for x, y in dark)
    zxingcpp = pytest.importorskip("zxingcpp")
    places = range(side * 4)
    image = bytes(0 if (x // 4, y // 4) in dark else 255 for y in places for x in places)
    (found,) = zxingcpp.read_barcodes(memoryview(image).cast("B", (len(places), len(places))))
    assert found.text == encode(sheet)
