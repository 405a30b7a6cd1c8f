"""Her pages, taken along as a whole; and erased with her account."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.reflections import giving, reading
from groups.reflections.models import Reflection

__all__ = ["erase_pages", "pages"]


@sensitive_variables()
def pages(person: Person) -> Iterator[dict[str, Any]]:
    """Every page with its newest words, the basket's too, the oldest first.

    CannotOpenError: the vault is closed just now. A page that no longer opens has no words.
    """
    for whole in reading.open_all(person):
        page, meeting = whole.page, whole.page.meeting
        yield {
            "begun_at": page.begun_at, "written_at": page.written_at,
            "words": whole.sheet.words if whole.sheet else None,
            "word_for_today": (whole.sheet.word or None) if whole.sheet else None,
            "question": page.prompt.text if page.prompt else None,
            "group": meeting.group.name if meeting else None,
            "evening": meeting.number if meeting else None,
            "in_basket_since": page.deleted_at,
        }  # fmt: skip


def erase_pages(person: Person, now: datetime) -> int:
    """All of them, with every revision and all that was given of them."""
    with transaction.atomic():
        giving.erase_given(person, now)
        return Reflection.objects.for_person(person).delete()[0]
