"""What the site's files are compressed to, and which of them is sent to whom."""

import gzip
import shutil
import urllib.request

import pytest

from tools.compiled import pack_all
from tools.serve import Site

SCRIPT = "export const level = 4;\n" * 200

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")


@pytest.fixture
def folder(tmp_path):
    """A small site, packed."""
    (tmp_path / "files" / "lessons-1").mkdir(parents=True)
    (tmp_path / "index.html").write_text("<p>Välkommen</p>\n" * 200, encoding="utf-8")
    (tmp_path / "page.mjs").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "small.js").write_text("1;", encoding="utf-8")
    (tmp_path / "python.whl").write_bytes(bytes(5000))
    pack_all(tmp_path)
    return tmp_path


def answer(site, path, encodings):
    request = urllib.request.Request(
        f"{site.address}/{path}", headers={"Accept-Encoding": encodings}
    )
    with urllib.request.urlopen(request, timeout=60) as found:
        return found.headers, found.read()


def test_what_saves_nothing_has_no_variant_and_all_else_has_two(folder):
    variants = {path.name for path in folder.iterdir() if path.suffix in {".br", ".gz"}}
    assert variants == {"index.html.br", "index.html.gz", "page.mjs.br", "page.mjs.gz"}
    assert gzip.decompress((folder / "page.mjs.gz").read_bytes()).decode() == SCRIPT


@pytest.mark.parametrize(
    ("understood", "told", "file"),
    [
        ("gzip, deflate, br", "br", "page.mjs.br"),
        ("gzip, deflate", "gzip", "page.mjs.gz"),
        ("identity", None, "page.mjs"),
    ],
)
def test_a_browser_is_sent_the_least_that_it_understands(folder, understood, told, file):
    with Site(folder) as site:
        headers, body = answer(site, "page.mjs", understood)
        assert body == (folder / file).read_bytes()
        assert headers["Content-Encoding"] == told
        assert headers["Content-Type"] == "text/javascript"
        assert headers["Vary"] == "Accept-Encoding"
        assert site.sent == [len(body)]


def test_a_folder_shows_its_page_and_what_has_no_variant_comes_as_it_is(folder):
    with Site(folder) as site:
        headers, body = answer(site, "", "br")
        assert (headers["Content-Type"], headers["Content-Encoding"]) == ("text/html", "br")
        assert body == (folder / "index.html.br").read_bytes()
        headers, body = answer(site, "small.js", "gzip, br")
        assert (headers["Content-Encoding"], body) == (None, b"1;")
