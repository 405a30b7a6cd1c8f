"""A breaker of one's own."""

import pytest

from facilitator import nudge


@pytest.fixture(autouse=True)
def breaker(monkeypatch) -> nudge.Breaker:
    fresh = nudge.Breaker()
    monkeypatch.setattr(nudge, "breaker", fresh)
    return fresh
