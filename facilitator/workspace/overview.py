"""All groups as a coordinator sees them: counts, dates and who leads; never a word of writing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import Group, Meeting, Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Columns(TypedDict):
        """What overview() puts beside each group."""

        next_at: datetime | None
        begun: bool
        led: bool
        left_lately: int
        look: int

    Looked: TypeAlias = WithAnnotations[Group, Columns]

LATELY = timedelta(days=30)
FEW = 4  # people; fewer is worth a look once a group has begun
VIEWS = {
    "running": gettext_lazy("All running"),
    "look": gettext_lazy("Need a look"),
    "coming": gettext_lazy("Not begun yet"),
    "alone": gettext_lazy("Without a facilitator"),
    "finished": gettext_lazy("Finished"),
}


RUNNING = Q(closed_at__isnull=True) & (Q(next_at__isnull=False) | Q(begun=False))
# Named by its parts, not by the column `look`: an aggregate would not find that one.
LOOK = RUNNING & (Q(led=False) | Q(left_lately__gte=2) | Q(begun=True, taken__lt=FEW))
FILTERS = {
    "running": RUNNING,
    "look": LOOK,
    "coming": RUNNING & Q(begun=False),
    "alone": RUNNING & Q(led=False),
    "finished": ~RUNNING,
}


def overview(groups: QuerySet[Group], now: datetime) -> "QuerySet[Looked]":
    """The groups with next_at, last_at, begun, led, left_lately and look (0 or 1) beside each."""
    meetings = Meeting.objects.on().filter(group=OuterRef("pk")).order_by()
    ended = Membership.objects.filter(group=OuterRef("pk"), role="member").order_by()

    def first(rows: QuerySet[Meeting]) -> Subquery:
        times = rows.values("group").annotate(t=Min("starts_at")).values("t")
        return Subquery(times, output_field=DateTimeField())

    left = (
        ended.filter(ended_at__gt=now - LATELY).values("group").annotate(n=Count("pk")).values("n")
    )
    led = Membership.objects.active().filter(group=OuterRef("pk"), role="facilitator")
    return groups.annotate(
        next_at=first(meetings.filter(ends_at__gt=now)),
        begun=Exists(meetings.filter(starts_at__lte=now)),
        led=Exists(led),
        left_lately=Coalesce(Subquery(left, output_field=IntegerField()), Value(0)),
    ).annotate(look=Case(When(LOOK, then=Value(1)), default=Value(0)))


def counted(groups: "QuerySet[Looked]") -> dict[str, int]:
    """How many groups each view holds, and the people in the running ones; one query."""
    counts = {name: Count("pk", filter=rule) for name, rule in FILTERS.items()}
    found = groups.aggregate(**counts, people=Sum("taken", filter=RUNNING))
    return {name: value or 0 for name, value in found.items()}


def chosen(groups: "QuerySet[Looked]", view: str, words: str) -> "QuerySet[Looked]":
    """One view, narrowed by words in the group's name; worth a look first, then the next date."""
    found = groups.filter(FILTERS.get(view, RUNNING))
    if words:
        found = found.filter(name__icontains=words)
    return found.order_by("-look", F("next_at").asc(nulls_last=True), "name", "pk")


def reasons(group: "Looked") -> list[str]:
    """Why a group of overview() is worth a look, in words; empty when it is not."""
    if not group.look:
        return []
    words = []
    if not group.led:
        words.append(_("Needs a facilitator"))
    if group.left_lately >= 2:
        words.append(_("Several left this month"))
    if group.begun and group.taken < FEW:
        words.append(_("Few people"))
    return words
