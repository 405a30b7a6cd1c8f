"""What lies in the letter box of Ewa of the demo: a draft, a sealed letter, an opened one."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from facilitator.demo.pages import stable
from facilitator.people.models import Person
from groups.models import Group, Meeting
from groups.reflections import letters
from groups.reflections.models import Letter
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Stamp

DRAFT = (
    "To my son, about the blue door\n\nI painted it this summer. You would say that it is too dark."
)
SEALED = "To myself, at the end\n\nIf you open this, you have come all the way. Make tea first."
OPENED = (
    "To the woman I was in March\n\nYou thought that the phone would ring. It did not, and you "
    "planted the beans all the same."
)


def post(ewa: Person, group: Group, now: datetime) -> None:
    """A draft, one sealed until the last evening, one opened in its time; only once."""
    if Letter.objects.for_person(ewa).exists():
        return
    opened = _written(ewa, "opened", OPENED, now - timedelta(days=20))
    begun = now - timedelta(days=6)
    day = datetime.combine(begun.date(), time.min, tzinfo=timezone.get_current_timezone())
    letters.seal(ewa, opened, until=day, evening=None, now=now - timedelta(days=20))
    letters.open_in_time(ewa, opened, now=now - timedelta(days=5))
    sealed = _written(ewa, "sealed", SEALED, now - timedelta(days=8))
    last = Meeting.objects.filter(group=group).numbered().last()
    if last and last.starts_at > now:
        letters.seal(ewa, sealed, until=last.starts_at, evening=last, now=now - timedelta(days=8))
    _written(ewa, "draft", DRAFT, now - timedelta(days=2))


def _written(ewa: Person, name: str, words: str, at: datetime) -> UUID:
    stamp = Stamp(key=stable(f"letter key {name}"), pad=stable(f"letter pad {name}"))
    return letters.save(ewa, None, sheet=Sheet(words), stamp=stamp, now=at).page
