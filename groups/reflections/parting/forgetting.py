"""What was given in a group, and how people may be reached, ends on the day that was told."""

from datetime import datetime

from django.db.models import Q

from groups.models import Group
from groups.reflections import giving
from groups.reflections.models import Contact, Wish

__all__ = ["forget_contacts", "forget_given"]


def forget_given(now: datetime) -> int:
    """Cards and pages given in groups whose day has come, with their answers and the groups' keys.

    A restored backup is forgotten again, its keyring too. How many rows.
    """
    return giving.end_with_groups([each.pk for each in Group.objects.past_their_day(now)], now=now)


def forget_contacts(now: datetime) -> int:
    """Of whoever left, and of groups whose day has come: her words and the wishes with her."""
    past = [each.pk for each in Group.objects.past_their_day(now)]
    gone = Contact.objects.filter(
        Q(membership__ended_at__isnull=False) | Q(membership__group__in=past)
    )
    ended = Q(by__ended_at__isnull=False) | Q(to__ended_at__isnull=False)
    wishes = Wish.objects.filter(ended | Q(by__group__in=past))
    return int(gone.delete()[0]) + int(wishes.delete()[0])
