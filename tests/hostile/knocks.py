"""What somebody could send to a class's door, by mistake or to do harm: always the same bytes.

None of it may be taken. A name begins with what is wrong: `method-`, `path-`, `head-`, `host-`,
`origin-`, `code-`, `length-`, `kind-`, `sheet-`, `torn-`.
"""

import json

from hostile import make

from tools.telephone import sheet

MARK = "5" * 32
HOST = "127.0.0.1:{port}"
# What would stand in a log, a page or a file if it were written there.
BRAND = "h0st1le"

METHODS = (
    *("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "HEAD", "GET", "get", "post"),
    *("PROPFIND", "MKCOL", "MOVE", "COPY", "LOCK", "DEBUG", "BREW", "POST\t", "P\0ST", "ПОСТ"),
    "A" * 5_000,
)
PATHS = (
    *("/sheets/", "/sheets/../sheets", "//sheets", "/./sheets", "/SHEETS", "/sheets%00"),
    *("/%73heets", "/sheets;x", "/sheets\\", "\\sheets", "/sheets#", "/en/sheets"),
    *("/services/class/sheets", "sheets", "*", "", "http://evil.example/sheets"),
    *("//evil.example/sheets", "/sheet", "/sheetss", "/sheets/h0st1le", "/../../etc/passwd"),
    *("/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/....//etc/passwd"),
    *("/..\\..\\windows\\win.ini", "/en/../../door.json", "/door.json", "/class.json"),
    *("/.door.json", "/~root/", "/sheet-c1ass-1.json", "/index.html/..", "/index.html%00.js"),
    *("/.git/config", "/.env", "/proc/self/environ", "/page.js/../door.json"),
    *("/page.js%2f..%2fdoor.json", "/en/../door.json", "/%c0%ae%c0%ae/door.json"),
    *("/file:///etc/passwd", "/C:/door.json", "/con", "/nul", "/" + "a" * 7_000, "/" + "../" * 500),
    *("/<script>", "/%0d%0aSet-Cookie:x=h0st1le", "/\x0bsheets", "/ä", "/ sheets", "/api/contents"),
    *("/hub/api", "/voila/"),
)
HEADS = (
    *("X: " + "a" * 9_000, "X\0: a", ": a", " X: a", "X : a", "X", "Transfer-Encoding: chunked"),
    *("Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity"),
    *("Transfer-Encoding: xchunked", "Content-Encoding: gzip", "Content-Encoding: br"),
    *("Content-Length: 3", "Content-Length: 999999999999", "Content-Length: -1"),
    *("Content-Length: +5", "Content-Length: 0x10", "Content-Length: 1_0", "Content-Length: a"),
    *("Content-Length: 5, 6", "Host: evil.example", "Origin: http://evil.example"),
    *("X-Class-Code: 222222", "Content-Type: text/html", "Cookie\r\n : a", "\r\n", "X: \r\n\r\n"),
)
HOSTS = (
    *("evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", "0.0.0.0", "[::1]", "", " "),
    *("127.1:{port}", "127.0.0.1:{port}.evil.example", "evil.example:{port}"),
    *("127.0.0.1:{port}@evil.example", "2130706433:{port}", "evil.example, 127.0.0.1:{port}"),
    *("127.0.0.1:{port}/x", "127.0.0.1:0{port}", "0x7f.0.0.1:{port}", "ä:{port}"),
)
ORIGINS = (
    *("null", "http://evil.example", "https://evil.example:{port}", "http://127.0.0.1"),
    *("http://localhost:{port}", "http://127.0.0.1:1", "file://", "chrome-extension://h0st1le"),
    *("http://127.0.0.1:{port}.evil.example", "http://evil.example/127.0.0.1:{port}"),
    *("http://127.0.0.1:{port}/", "127.0.0.1:{port}", "ftp://127.0.0.1:{port}"),
    *("http://127.0.0.1:{port} http://evil.example", "http://h0st1le@127.0.0.1:{port}", "*", ""),
)
CODES = (
    *("", " ", "222222", "A" * 7_000, "0" * 32, "{code}x", "x{code}", "{code},{code}"),
    *("{code} {code}", "%00{code}", "' or 1=1 --", "*", "null", "true", "[]", "../", "{code}\x00"),
)
LENGTHS = ("8001", "100000", "1e3", "0", "٣", "1 2", "")
KINDS = (
    *("", "text/plain", "text/html", "application/xml", "multipart/form-data; boundary=x"),
    *("application/jsonx", "application/x-www-form-urlencoded", "application/json, text/html"),
    *("image/svg+xml", "application/octet-stream"),
)


def knocks(port: int, code: str) -> dict[str, bytes]:
    """Return what is sent, by a name for each."""
    found = {}
    for kind, changes in _kinds():
        content = changes.pop("content", sheet(MARK))
        method, path = changes.pop("method", "POST"), changes.pop("path", "/sheets")
        known = {
            "Host": HOST,
            "Origin": f"http://{HOST}",
            "X-Class-Code": code,
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            "Connection": "close",
            "X-Brand": BRAND,
            **{key.replace("_", "-"): value for key, value in changes.items()},
        }
        lines = [f"{key}: {one}" for key, one in known.items() if one is not None]
        head = "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""])
        head = head.replace("{port}", str(port)).replace("{code}", code)
        number = sum(name.startswith(kind) for name in found)
        found[f"{kind}-{number:02}"] = head.encode("utf-8", "replace") + content
    whole = found["length-00"]
    found.update({f"torn-{at:02}": whole[: at * 11] for at in range(12)})
    return found


def _kinds():
    """Tell what is changed in a request that would be taken."""
    yield from (("method", {"method": method}) for method in METHODS)
    for path in PATHS:
        yield "path", {"path": path}
        yield "path", {"path": path, "method": "GET", "content": b""}
    yield from (("head", {"X_Brand": f"{BRAND}\r\n{line}"}) for line in HEADS)
    yield from (("host", {"Host": host}) for host in HOSTS)
    yield from (("origin", {"Origin": origin}) for origin in (*ORIGINS, None))
    yield from (("code", {"X_Class_Code": wrong}) for wrong in CODES)
    yield from (("length", {"Content_Length": length}) for length in LENGTHS)
    yield from (("kind", {"Content_Type": kind}) for kind in KINDS)
    yield from (("sheet", {"content": content}) for content in _sheets())


def _sheets():
    """Return the broken and hostile sheets of a folder as a telephone would send them."""
    for name, content in make.sheets().items():
        sent = content.replace(make.MARK.encode(), MARK.encode())
        # Only its name says that a sheet of another round is none.
        if not name.startswith("valid-") and name != "round-another.json":
            yield sent
    whole = json.loads(sheet(MARK))
    (one,) = whole["sheets"]
    for changes in (
        *({"mark": make.MARK}, {"mark": f"../{BRAND}"}, {"mark": MARK + "0"}, {"round": "../1"}),
    ):
        yield json.dumps({**whole, "sheets": [{**one, **changes}]}).encode()
