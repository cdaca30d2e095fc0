"""The contract between a page and Python: every message, its fields, and who sends what when.

A view comes to a page as what it shows (`kit.widgets.view.View.shown`). From then on the page
speaks and Python answers. Every message has one answer, whatever it says, because a page would wait
for it for ever; it knows it by what comes back as it was sent: `asset`, `edit` or `reply`.

| the page sends | when | Python answers |
| --- | --- | --- |
| `Ask` | it lacks the script, plotly.js or the answers, or is looked at again | `Asset` |
| `Put` | the learner answers something, and again until it is kept | `Fate` |
| `Query` | a view needs something worked out or done | `Reply` |
| anything else | it should not | `Unknown` |

Bytes travel beside a message, not in it: beside an `Asset` what was asked for, deflated; beside a
`Query` a file that the learner has chosen; beside a `Reply` a file that she takes along.

Of an answer the page says what it has `seen` there before. Python takes it if the file holds
one of these or the answer itself. If not, another place has answered meanwhile, and the learner
chooses. Until the page has heard that an answer is kept, it keeps it and gives it again; giving
one twice does no harm.

Pages that are open and notebooks that are saved outlive the kit they came with: a field keeps its
name and its meaning, and what is new may be missing. `browser/messages.js` says the same to the
page's scripts, and a test holds both together. What JavaScript calls null is None here.
"""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

# What a page asks to be worked out: plain values, each kind of view has its own. A file that came
# beside it is in it under "content".
Question = Mapping[str, Any]


class Ask(TypedDict):
    """The page asks for something by its name: "answers", or one that `View.shown` has told."""

    ask: str


class Asset(TypedDict):
    """What was asked for is beside this, unless there is an `error`. "answers" are `Known`."""

    asset: object
    error: NotRequired[str]


class Known(TypedDict):
    """The answers as the file holds them, what is wrong with the file, and what to know of it."""

    sections: dict[str, dict[str, object]]
    trouble: str
    notices: list[str]


class Answer(TypedDict):
    """An answer, or None to take it back, and what the page may have seen there before it."""

    section: str
    key: str
    value: object
    seen: list[object]


class Put(TypedDict):
    """The page gives an answer; `edit` is an id that no other page gives."""

    put: Answer
    edit: object


class Fate(TypedDict):
    """What became of an answer that was given.

    It is "taken"; or "changed", if another place has meanwhile given what is `stored`; or
    "refused", and `why`; or "failed", and may be given again. `kept` says whether everything that
    was taken is in the file. `said` is a sentence for the views that show the section `about`.
    """

    edit: object
    fate: Literal["taken", "changed", "refused", "failed"]
    stored: NotRequired[object]
    why: NotRequired[str]
    kept: bool
    about: str
    said: NotRequired[str]
    trouble: str
    notices: NotRequired[list[str]]


class Query(TypedDict):
    """The page asks for something to be worked out; `number` tells the question from others."""

    question: Question
    number: object


class Reply(TypedDict):
    """What was `found`, null from a view that answers no questions; or the `error`'s traceback."""

    reply: object
    found: NotRequired[dict[str, Any] | None]
    error: NotRequired[str]


class Unknown(TypedDict):
    """The fields of a message that is none of these."""

    unknown: list[str]


FromPage = Ask | Put | Query
FromPython = Asset | Fate | Reply | Unknown
