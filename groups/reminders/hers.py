"""What of this room is hers: her choices about mail, and what was sent to her."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from facilitator.people.models import Person
from groups.reminders.kinds import kind
from groups.reminders.models import Preference, Reminder

__all__ = ["choices", "erase_choices", "erase_messages", "messages"]


def choices(person: Person) -> Iterator[Mapping[str, Any]]:
    """How she wishes to be told."""
    yield from Preference.objects.filter(person=person).values(
        "level", "question_since", "muted", "break_since", "break_until", "changed_at"
    )


def messages(person: Person) -> Iterator[dict[str, Any]]:
    """What was sent to her, or waits: of which kind, about which group, and when."""
    rows = Reminder.objects.for_person(person).select_related("group").defer("payload")
    for each in rows.order_by("due_at").iterator(chunk_size=500):
        yield {
            "kind": str(kind(each.kind).words), "group": each.group.name if each.group else None,
            "state": each.state, "due_at": each.due_at, "sent_at": each.sent_at,
        }  # fmt: skip


def erase_choices(person: Person, now: datetime) -> int:
    return Preference.objects.filter(person=person).delete()[0]


def erase_messages(person: Person, now: datetime) -> int:
    """What waits is not sent: whoever holds such a row finds that she holds it no more."""
    return Reminder.objects.for_person(person).delete()[0]
