r"""Any survey tool's export: look what is in it, then take it in, and take it back again.

Examples
--------
>>> from kit.classroom.surveys import look
>>> found = look(b"goals-1;goals-2\n4;6\n", "svar.csv")
>>> found.asks, found.sheets
({'4': 1, '6': 1}, ())
>>> found = look(b"goals-1;goals-2\n4;6\n", "svar.csv", codes={"4": 4, "6": "dont-know"})
>>> found.sheets[0].by_statement
{'goals-1': 4, 'goals-2': 'dont-know'}
"""

from kit.classroom.surveys.looking import MOST_WORKSHEETS, Look, look
from kit.classroom.surveys.taking import (
    AlreadyTakenError,
    Taken,
    earlier_of,
    take_back,
    take_in,
    taken,
)
from kit.classroom.surveys.telling import missing, told
from kit.classroom.surveys.ways import ways

__all__ = [
    "MOST_WORKSHEETS",
    "AlreadyTakenError",
    "Look",
    "Taken",
    "earlier_of",
    "look",
    "missing",
    "take_back",
    "take_in",
    "taken",
    "told",
    "ways",
]
