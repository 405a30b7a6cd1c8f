"""What was given in a group ends on the day that everybody was told."""

from datetime import datetime

from groups.models import Group
from groups.reflections import giving

__all__ = ["forget_given"]


def forget_given(now: datetime) -> int:
    """Cards and pages given in groups whose day has come, with their answers and the groups' keys.

    A restored backup is forgotten again, its keyring too. How many rows.
    """
    return giving.end_with_groups([each.pk for each in Group.objects.past_their_day(now)], now=now)
