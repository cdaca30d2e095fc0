"""A teaching kit on fourteen success factors for regional development.

Names are loaded when they are first used, so that `import kit` costs a learner's seat nothing.
"""

from importlib import import_module

TYPE_CHECKING = False  # as `typing` has it, whose own import takes longer than all the rest
if TYPE_CHECKING:
    from typing import Any

_HOMES = {
    "Lesson": "kit.lesson",
    "class_frame": "kit.classroom.dataframes",
    "ratings_frame": "kit.classroom.dataframes",
    "written": "kit.classroom.dataframes",
}

__all__ = ["Lesson", "class_frame", "ratings_frame", "written"]  # noqa: F822, RUF100


def __getattr__(name: str) -> "Any":
    if name not in _HOMES:
        raise AttributeError(f"module 'kit' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
