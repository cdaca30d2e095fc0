"""The files that a door serves: read once, known by their names, sent compressed."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import attrs

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_INDEX = "index.html"
# Ready beside a file of a built site; where there is none, gzip is made here.
_VARIANTS = {".br": "br", ".gz": "gzip"}
_SMALL = 500
# What this saves at least is worth a variant.
_WORTH = 0.9


@attrs.frozen
class File:
    """A file that is served.

    Attributes
    ----------
    variants
        What is sent, by its encoding: "identity", "gzip", "br".
    """

    type: str
    tag: str
    variants: Mapping[str, bytes]

    def sent_as(self, accepted: str) -> str:
        """Return the smallest encoding of those that a browser accepts, as its header says."""
        words = (part.strip().lower() for part in accepted.split(","))
        offered = {word for word in words if ";" not in word} & self.variants.keys()
        return min((*offered, "identity"), key=lambda one: len(self.variants[one]))


def served(pages: Path | Mapping[str, bytes]) -> dict[str, File]:
    """Return what is served, by its address below the door's: "" is the page itself.

    Parameters
    ----------
    pages
        Files by their names, such as "en/index.html", or the folder in which they are. Of a folder
        neither links are followed nor what is hidden is served.

    Raises
    ------
    ValueError
        If there is no page, or a file is of a kind that is not served.
    OSError
        If a file cannot be read.
    """
    contents = dict(_read(pages)) if isinstance(pages, Path) else dict(pages)
    found = {}
    for name, content in contents.items():
        suffix = PurePosixPath(name).suffix
        if suffix in _VARIANTS:
            continue
        if suffix not in TYPES:
            raise ValueError(name)
        found[_address(name)] = _file(TYPES[suffix], content, _ready(name, contents))
    if "" not in found:
        raise ValueError(_INDEX)
    return found


def _address(name: str) -> str:
    return name.removesuffix(_INDEX) if PurePosixPath(name).name == _INDEX else name


def _ready(name: str, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    return {kind: contents[name + end] for end, kind in _VARIANTS.items() if name + end in contents}


def _file(kind: str, content: bytes, ready: Mapping[str, bytes]) -> File:
    tag = hashlib.blake2s(content, digest_size=12).hexdigest()
    small = len(content) < _SMALL
    made = {"gzip": gzip.compress(content, mtime=0), **ready} if not small else {}
    worth = {key: one for key, one in made.items() if len(one) < _WORTH * len(content)}
    return File(kind, tag, {"identity": content, **worth})


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from ((f"{path.name}/{name}", content) for name, content in _read(path))
        elif path.is_file():
            yield path.name, path.read_bytes()
