"""A real hub where there can be one; else the reason why not."""

import pytest

from tools.hub import Hub, lacking


@pytest.fixture(scope="session")
def start():
    """Start hubs; each is stopped when its `with` ends, and must leave nothing running."""
    if reason := lacking():
        pytest.skip(reason)
    return Hub
