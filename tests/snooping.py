"""What a learner may not do on a hub, tried in her own Python."""

# Before code that tries something: what came of it is "done", or the name of the error.
TRIED = """
import json, os
from pathlib import Path

def tried(action, *given):
    try:
        action(*given)
    except OSError as error:
        return type(error).__name__
    return "done"
"""
