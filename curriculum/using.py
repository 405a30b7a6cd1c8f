"""How many groups use a programme: only the room of groups knows, and imports only go down."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

__all__ = ["ask_for_use", "used"]

Uses = Callable[[Collection[UUID]], Mapping[UUID, int]]

_asked: list[Uses] = []  # wired in groups/apps.py


def ask_for_use(uses: Uses) -> None:
    """Let `uses` say how many groups are bound to each of these programmes."""
    _asked[:] = [uses]


def used(programmes: Collection[UUID]) -> dict[UUID, int]:
    """How many groups use each; a programme that none uses is left out. One query, or none."""
    found: dict[UUID, int] = {}
    if programmes:
        for uses in _asked:
            found |= uses(programmes)
    return found
