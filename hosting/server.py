"""Serve a learner's seat: JupyterHub's own server, without what it loads and a seat never uses.

The hub's database and pages, and a grammar for web addresses in other alphabets, take a third of
such a server's memory and most of its start.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

# Imported by modules of JupyterHub for what only its hub does; with the names that they take from
# them at once, to compare with what never comes about in a seat.
PUT_OFF: Mapping[str, Mapping[str, object]] = {
    "jupyterhub.handlers.pages": {"HealthCheckHandler": type("HealthCheckHandler", (), {})},
    "jupyterhub.orm": {},
    "sqlalchemy": {"func": None},
    "sqlalchemy.exc": {"SQLAlchemyError": type("SQLAlchemyError", (Exception,), {})},
}
# jsonschema does without it, as where it is not installed.
LEFT_OUT = "rfc3987_syntax"


class Later(ModuleType):
    """A module that is loaded once something else of it is asked for than is known already."""

    def __getattr__(self, name: str) -> Any:
        """Load the module, unless Python's own machinery asks what kind of thing this is."""
        if name.startswith("__"):
            raise AttributeError(name)
        _end()
        return getattr(import_module(self.__name__), name)


@contextmanager
def put_off() -> Iterator[None]:
    """Load less meanwhile; whoever imports one of these modules afterwards gets it."""
    for name, known in PUT_OFF.items():
        module = sys.modules.setdefault(name, Later(name))
        if isinstance(module, Later):
            vars(module).update(known)
    sys.modules.setdefault(LEFT_OUT, None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        _end()


def _end() -> None:
    for name in (*PUT_OFF, LEFT_OUT):
        if isinstance(sys.modules.get(name), Later | None):
            sys.modules.pop(name, None)


def main() -> None:
    """Be the server."""
    with put_off():
        from jupyterhub.singleuser import main as serve
    serve()


if __name__ == "__main__":
    main()
