"""A result code: a class sheet in 34 characters that can be pasted into a chat or read out."""

import binascii
import html
import re
from collections.abc import Iterator

from kit.classroom.sheets import (
    ALPHABET,
    LONGEST_PLACE,
    MARK_LENGTH,
    RATINGS,
    ROLES,
    ROUNDS,
    Fault,
    Sheet,
    few_faults,
    is_mark,
    shown,
)

LENGTH = 34
GROUP = 5
LONGEST_TEXT = 2_000_000
QUIET_ZONE = 4

# The first character is the version: the order of the statements, of what can be answered and of
# all else below. X is rare in Swedish and English, so that a code is soon found in a chat. When one
# of them changes, the next version is Y.
_VERSION = ALPHABET.index("x")
_RATED = 42
_ROLES = (None, *ROLES)

# After the version comes one number in mixed radix: the mark first, then these digits. The mark
# stands for the most so that no sheet, however empty, gives a code full of zeros: rows of one
# character are misread and miscounted. 2**25 * 4 * 6 * 7**42 is less than 2**148 of 2**149.
_RADICES = (len(ROUNDS), len(_ROLES), *[len(RATINGS)] * _RATED)
_MARKS = len(ALPHABET) ** MARK_LENGTH

# The checksum is the remainder by G = x^16 + x^12 + x^5 + 1 (CRC-CCITT), so that a whole code is a
# multiple of G, and damage goes unnoticed only where the difference is one too. G is x + 1 times a
# factor of degree 15 that has no factors and divides no x^n + 1 with n below 32,767. Hence, always
# noticed are (Peterson and Brown 1961, doi 10.1109/JRPROC.1961.287814):
# - damage within 16 bits in a row, such as a wrong character, of 5 bits, or three side by side;
# - two characters that changed places, or two stretches of two or three, be they n characters
#   apart: the difference is d * x^m * (x^5n + 1), with d of degree 14 at most and 5n at most 165.
# Longer stretches that changed places go unnoticed once in 32,768 times (x + 1 divides what they
# differ by), other damage once in 65,536, less what the version and the mark refuse.
_CHECK_BITS = 16
_VERSION_AT = 5 * (LENGTH - 1)
_MESSAGE_BYTES = 20
_CODE_BYTES = 22

# Python's own digits of base 32 go from 0 to v. What Crockford's alphabet leaves out is read as
# what it looks like; only u looks like none of them.
_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_READ = str.maketrans(
    ALPHABET + ALPHABET[10:].upper() + "OoIiLlUu", _DIGITS + _DIGITS[10:] + "001111!!"
)
_ALL_DIGITS = re.compile(f"[{_DIGITS}]{{{LENGTH}}}")

# What chats, mail programs and word processors do to a code: they swap a hyphen for another dash,
# break lines in their own ways, write wide letters among Chinese ones, and strew marks unseen. Who
# types it may do so with Cyrillic or Greek letters that look the same.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\uff3f_"
_BREAKS = "\r\v\f\x85\u2028\u2029"
_UNSEEN = (0xAD, 0x34F, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F))
_UNSEEN += (*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF)
_TIDY: dict[int, str | None] = {
    **dict(zip(map(ord, "АВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΧ"), "ABEKMHOPCTXABEZHIKMNOPTX", strict=True)),
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _BREAKS), "\n"),
    **dict.fromkeys(_UNSEEN),
}


class NotACodeError(ValueError):
    """The text is no result code of this version; the message is a key of words.toml."""


def encode(sheet: Sheet) -> str:
    """Write a sheet as a code, in groups of five.

    The alphabet is Crockford's base 32 (https://www.crockford.com/base32.html), in upper case.

    Raises
    ------
    ValueError
        If the sheet is a row of a spreadsheet, or of another course.
    """
    if not is_mark(sheet.mark) or len(sheet.mark) != MARK_LENGTH:
        raise ValueError(f"not a sender's mark: {sheet.mark!r}")
    number = int(sheet.mark.translate(_READ), 32)
    digits = (ROUNDS.index(sheet.round), _ROLES.index(sheet.role), *sheet.ratings)
    for radix, digit in zip(_RADICES, digits, strict=True):
        if digit >= radix:
            raise ValueError(f"not a rating: {digit}")
        number = number * radix + digit
    message = number | _VERSION << (_VERSION_AT - _CHECK_BITS)
    checksum = binascii.crc_hqx(message.to_bytes(_MESSAGE_BYTES, "big"), 0)
    code = _written(message << _CHECK_BITS | checksum, LENGTH).upper()
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def decode(code: str) -> Sheet:
    """Read a code, with or without hyphens, in any case, however it was broken into lines.

    Raises
    ------
    NotACodeError
        If it is too short or too long, a character is wrong, or a newer kit wrote it.
    """
    tidied = "".join(code.translate(_TIDY).split()).replace("-", "").translate(_READ)
    if not _ALL_DIGITS.fullmatch(tidied):
        raise NotACodeError("fault.code")
    number = int(tidied, 32)
    if binascii.crc_hqx(number.to_bytes(_CODE_BYTES, "big"), 0):
        raise NotACodeError("fault.code")
    version = number >> _VERSION_AT
    if version != _VERSION:
        raise NotACodeError("fault.newer" if version > _VERSION else "fault.code")
    number = number % (1 << _VERSION_AT) >> _CHECK_BITS
    digits = []
    for radix in reversed(_RADICES):
        number, digit = divmod(number, radix)
        digits.append(digit)
    if number >= _MARKS:
        raise NotACodeError("fault.code")
    *ratings, role, when = digits
    mark = _written(number, MARK_LENGTH)
    return Sheet(mark, ROUNDS[when], _ROLES[role], bytes(reversed(ratings)))


def _written(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(length)))


# A whole code in a tidied text, which has one character at most between two of a code's. It may
# begin within a word that it was pasted to, so every X is tried; none takes more than 67 steps.
_WHOLE = re.compile(r"(?=([Xx](?:[ \n-]?[0-9A-Za-z]){33}))")

# What may be a damaged code: letters and digits with or without hyphens, too few in one line and
# the rest in the next; or in one, but no name of a file or of a mailbox; or groups apart by blanks,
# from the first that is more than a word.
_BROKEN = re.compile(
    r"(?<![0-9A-Za-z-])(?=[Xx]|[A-Za-z-]*[0-9])"
    r"[0-9A-Za-z][0-9A-Za-z-]{5,30}\n(?![Xx][0-9A-Za-z]{4}-)[0-9A-Za-z-]{6,30}(?![0-9A-Za-z-])"
)
# Looked at once and whole, name or not: tried again from each of its letters, a long name would
# take the square of its length.
_JOINED = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{12,}+(@|\.[0-9a-z])?")
_APART = re.compile(
    r"(?<![0-9A-Za-z])(?=[Xx]|[A-Za-z]*[0-9])"
    r"[0-9A-Za-z]{4,6}(?:[ -][0-9A-Za-z]{4,6}){4,}"
)

# What tells it from other such things. In a code letters and digits take turns, which they do in
# few names and words; the fingerprints and ids of computers use no letter after f; a key that mixes
# upper and lower case is not in groups. Two groups may be lost, and more if the beginning is whole.
_TURN = re.compile("(?<=[A-Za-z])[0-9]|(?<=[0-9])[A-Za-z]")
_FEWEST_TURNS = 3
_FEWEST = LENGTH - 2 * GROUP
_HEX = re.compile("[0-9A-Fa-f\n -]+")
_GROUPS = re.compile("[0-9A-Za-z]{4,6}(?:[ -][0-9A-Za-z]{4,6}){4}")
_BEGINNING = re.compile("[Xx][0-9A-Za-z]{4}(?:-[0-9A-Za-z]{5}){2}")

# Twice over, too: "&amp;#8209;".
_ENTITY = re.compile("&(?:amp;)?#?[0-9A-Za-z]{1,8};")
_TAG = re.compile(r"</?[A-Za-z]{1,10}(?:[\s/][^<>]*)?>")
_GAP = re.compile(r"[\s-][\s>|-]*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")

# A hyphen in the writing of some machine: quoted-printable, an address's, JSON's, RTF's.
_WRITTEN_OUT = re.compile(
    r"(?<=[0-9A-Za-z])(?:[=%][0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|[x'][0-9A-Fa-f]{2}))+"
)
# A dash that was read in a wrong encoding becomes one to ten signs that no code has, as "â€“".
# Which depends on the dash and both encodings, but between all groups they are the same.
_STRANGE = re.compile(
    r"[Xx](?:\n?[0-9A-Za-z]){4}(?=[ \n-]?[^0-9A-Za-z \n-])([^0-9A-Za-z]{1,10})"
    r"(?:\n?[0-9A-Za-z]){4,6}(?:\n?\1(?:\n?[0-9A-Za-z]){4,6}){3,5}"
)


def find(text: str) -> tuple[list[Sheet], list[Fault]]:
    """Find the codes in a chat, an e-mail or a page, among names, times, quotation marks or HTML.

    Returns
    -------
    The sheets, in the order of their codes; a code that stands there twice, or a later one of the
    same sender in the same round, counts once, where it stands last. And what looks like a code but
    is none, in the order of the text: one fault each, as `few_faults` has it.
    """
    if len(text) > LONGEST_TEXT:
        return [], [Fault(shown(text[: LONGEST_PLACE + 1]), "fault.long-text")]
    text = _tidied(text)
    sheets: dict[tuple[str, str], Sheet] = {}
    rest = []
    end = 0
    for whole in _WHOLE.finditer(text):
        if whole.start() < end or (sheet := _decoded(whole[1])) is None:
            continue
        # A later place, not only a later sheet.
        sheets.pop((sheet.mark, sheet.round), None)
        sheets[sheet.mark, sheet.round] = sheet
        rest.append(text[end : whole.start()])
        end = whole.end(1)
    rest.append(text[end:])
    return list(sheets.values()), _faults("\n".join(rest))


def _tidied(text: str) -> str:
    """Return a text without its markup, with one character for what stands between words."""
    text = _ENTITY.sub(lambda entity: html.unescape(html.unescape(entity[0])), text)
    # A mail program's own line break, in the middle of a word.
    text = text.replace("=\r\n", "").replace("=\n", "")
    text = _GAP.sub(_gap, _TAG.sub(_untagged, _WRITTEN_OUT.sub("-", text).translate(_TIDY)))
    return _STRANGE.sub(lambda code: _GAP.sub(_gap, code[0].replace(code[1], "-")), text)


def _untagged(tag: re.Match[str]) -> str:
    """Take out a tag, unless it holds a code: then it began with a sign of less, and no tag."""
    found = (_decoded(whole[1]) for whole in _WHOLE.finditer(_GAP.sub(_gap, tag[0])))
    return tag[0] if any(found) else "\n"


def _decoded(code: str) -> Sheet | None:
    try:
        return decode(code)
    except NotACodeError:
        return None


def _gap(gap: re.Match[str]) -> str:
    if gap[0][0] == "-":
        return "-"
    return "\n" if "\n" in gap[0] else " "


def _faults(text: str) -> list[Fault]:
    """Name what looks like a code, where the codes have been taken out."""
    faults: dict[str, Fault] = {}
    for suspect in _suspects(_ADDRESS.sub("\n", text)):
        groups = re.split("[ \n-]+", suspect)
        try:
            decode(suspect)
        except NotACodeError as error:
            fault = Fault(f"{shown(groups[0][:GROUP])}…", str(error))
            faults.setdefault("".join(groups).upper(), fault)
    return few_faults(faults.values(), "…")


def _suspects(text: str) -> Iterator[str]:
    found: dict[int, str] = {}

    def take(match: re.Match[str]) -> str:
        is_name = shape is _JOINED and match[1]
        if is_name or not _looks_like_a_code(match[0]):
            return match[0]
        found[match.start()] = match[0]
        return "\n" * len(match[0])

    for shape in (_BROKEN, _JOINED, _APART):
        text = shape.sub(take, text)
    return (found[place] for place in sorted(found))


def _looks_like_a_code(text: str) -> bool:
    turns = len(_TURN.findall(text))
    if _BEGINNING.match(text):
        return turns > 0
    if turns < _FEWEST_TURNS or _HEX.fullmatch(text):
        return False
    if " " in text:
        return True
    # A telephone begins a message with a capital.
    one_case = text[1:].isupper() or text[1:].islower()
    return len(re.sub("[\n-]", "", text)) >= _FEWEST and (one_case or bool(_GROUPS.search(text)))


def qr(code: str) -> tuple[str, int]:
    """Draw a code as a QR code, to be read from one screen by another.

    Its characters are those of a QR code's alphanumeric mode.

    Returns
    -------
    The path of an SVG whose unit is a module: the dark ones. And how many modules a side has, with
    the quiet zone of four around it that readers need (ISO/IEC 18004).
    """
    import segno

    rows = segno.make(code, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    path = []
    side = 0
    for side, row in enumerate(rows, 1):
        modules = "".join("#" if dark else " " for dark in row)
        for run in re.finditer("#+", modules):
            width = run.end() - run.start()
            path.append(f"M{run.start()} {side - 1}h{width}v1h-{width}z")
    return "".join(path), side
