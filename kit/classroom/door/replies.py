"""What is asked of a door and what is answered, as plain values; no server is needed for them."""

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from kit.classroom.door.files import File
from kit.classroom.door.limits import SHORTEST_WAIT
from kit.content.language import LANGUAGES
from kit.content.phrases import Words

JSON = "application/json"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
}
_OF_JSON = {"Content-Type": JSON, "Cache-Control": "no-store", **_ALWAYS}


@attrs.frozen
class Asked:
    """The head of a request.

    Attributes
    ----------
    headers
        By their names in small letters.
    address
        Whose it is.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    address: str


@attrs.frozen
class Answer:
    """What is answered; the headers say all but how long the body is."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class RefusedError(Exception):
    """Something is not taken or not told; `answer` says why.

    Parameters
    ----------
    status
        That of HTTP.
    key
        A phrase of words.toml.
    wait
        Seconds after which it may be tried again; 0 if that does not help.
    """

    def __init__(self, status: int, key: str, wait: float = 0, **headers: str) -> None:
        super().__init__(key)
        if wait:
            headers["Retry-After"] = str(max(SHORTEST_WAIT, math.ceil(wait)))
        self.answer = Answer(status, _said(key), {**_OF_JSON, **headers})


@cache
def _said(key: str) -> bytes:
    said = {language: Words(language)(key) for language in LANGUAGES}
    return json.dumps({"key": key, **said}, ensure_ascii=False).encode()


def told(value: Mapping[str, Any]) -> Answer:
    """Tell what a telephone asked for."""
    return Answer(200, json.dumps(value).encode(), _OF_JSON)


def told_anew(value: Mapping[str, Any], known: str) -> Answer:
    """Tell it unless the telephone knows it, by the tag that it says in `known`."""
    answer = told(value)
    headers = {**answer.headers, "ETag": f'"{_digest(answer.body)}"'}
    if _knows(known, headers["ETag"]):
        return Answer(304, b"", headers)
    return attrs.evolve(answer, headers=headers)


def page(asked: Asked, file: File) -> Answer:
    """Send a file, in the smallest of its variants, unless the browser has it.

    Raises
    ------
    RefusedError
        If it is not asked for but changed.
    """
    if asked.method not in {"GET", "HEAD"}:
        raise RefusedError(405, "door.method", Allow="GET, HEAD")
    encoding = file.sent_as(asked.headers.get("accept-encoding", ""))
    headers = {
        "Content-Type": file.type,
        "ETag": f'"{file.tag}-{encoding}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        **_ALWAYS,
    }
    if _knows(asked.headers.get("if-none-match", ""), headers["ETag"]):
        return Answer(304, b"", headers)
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    return Answer(200, file.variants[encoding], headers)


def elsewhere(place: str) -> Answer:
    """Send a browser to where a page is, said from where it asked."""
    return Answer(308, b"", {"Location": place, "Cache-Control": "no-cache", **_ALWAYS})


def _digest(body: bytes) -> str:
    return hashlib.blake2s(body, digest_size=12).hexdigest()


def _knows(header: str, tag: str) -> bool:
    # A proxy that compresses makes a tag weak.
    return tag in {known.strip().removeprefix("W/") for known in header.split(",")}
