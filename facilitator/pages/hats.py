"""What somebody does here: the pages ask for it, and only the room of groups knows it."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

__all__ = ["LEADING", "Hats", "ask_for_roles"]

LEADING = {"facilitator", "co_facilitator"}
Roles = Callable[[Any], Collection[str]]

# Who says which roles a person has in groups now; wired in groups/apps.py, since imports only go
# down the stairs.
_asked: list[Roles] = []


def ask_for_roles(roles: Roles) -> None:
    """Let `roles` say which roles somebody has in groups now."""
    _asked[:] = [roles]


class Hats:
    """The hats of one person. Her roles in groups are one query, made where they decide."""

    def __init__(self, person: Any) -> None:
        self._person = person

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for ask in _asked for role in ask(self._person))

    @property
    def coordinates(self) -> bool:
        return bool(getattr(self._person, "coordinates", False))

    @property
    def leads(self) -> bool:
        """Whether she may start groups, or leads one now, as a co-facilitator too."""
        return bool(getattr(self._person, "leads", False)) or bool(LEADING & self.roles)

    @property
    def is_member(self) -> bool:
        return "member" in self.roles
