"""What of this room is hers: programmes and blocks that she made."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from curriculum.importing import write
from curriculum.models import Curriculum, LibraryActivity
from curriculum.models.step import Step
from facilitator.people.models import Person

__all__ = ["blocks", "erase_blocks", "erase_drafts", "programmes"]


def programmes(person: Person) -> Iterator[dict[str, Any]]:
    """Her programmes, each as the text file that the house reads again."""
    for each in Curriculum.objects.filter(owner=person).order_by("title", "version"):
        yield {"title": each.title, "published_at": each.published_at, "file": write(each)}


def blocks(person: Person) -> Iterator[dict[str, Any]]:
    """The blocks that she kept in her library."""
    hers = LibraryActivity.objects.filter(owner=person).order_by("kept_at")
    yield from hers.values("kept_at", "language", *Step.SAYS)


def erase_drafts(person: Person, now: datetime) -> int:
    """Her drafts. What she published stays: groups meet along it, and others built on it."""
    drafts = Curriculum.objects.filter(owner=person, published_at__isnull=True)
    return sum(each.delete()[0] for each in drafts)


def erase_blocks(person: Person, now: datetime) -> int:
    return LibraryActivity.objects.filter(owner=person).delete()[0]
