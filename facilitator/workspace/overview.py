"""All groups as a coordinator sees them: counts, dates and who leads; never a word of writing."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

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

    class Laid(Columns):
        """What laid_out() adds."""

        next_on: date | None
        total: int
        over: int

    Looked: TypeAlias = WithAnnotations[Group, Columns]
    LaidOut: TypeAlias = WithAnnotations[Group, Laid]

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


def _meetings() -> "QuerySet[Meeting]":
    return Meeting.objects.on().filter(group=OuterRef("pk")).order_by()


def _evenings() -> "QuerySet[Meeting]":
    """Those that are counted: Session 0 and a reunion are looked forward to, and no more."""
    return _meetings().filter(plan__part="main")


def _counted(rows: "QuerySet[Any]") -> Coalesce:
    """How many of `rows` belong to each group, as a column."""
    counts = rows.values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), Value(0))


def overview(groups: QuerySet[Group], now: datetime) -> "QuerySet[Looked]":
    """The groups with next_at, begun, led, left_lately and look (0 or 1) beside each."""
    soonest = _meetings().filter(ends_at__gt=now).values("group").annotate(t=Min("starts_at"))
    membership = Membership.objects.filter(group=OuterRef("pk")).order_by()
    return groups.annotate(
        next_at=Subquery(soonest.values("t"), output_field=DateTimeField()),
        begun=Exists(_evenings().filter(starts_at__lte=now)),
        led=Exists(membership.filter(ended_at__isnull=True, role="facilitator")),
        left_lately=_counted(membership.filter(role="member", ended_at__gt=now - LATELY)),
    ).annotate(look=Case(When(LOOK, then=Value(1)), default=Value(0)))


def laid_out(groups: "QuerySet[Looked]", now: datetime) -> "QuerySet[LaidOut]":
    """The same with total (evenings), over (how many have ended) and next_on, its date."""
    coming = _meetings().filter(ends_at__gt=now).order_by("starts_at")
    found: QuerySet[LaidOut] = groups.annotate(
        total=_counted(_evenings()),
        over=_counted(_evenings().filter(ends_at__lte=now)),
        next_on=Subquery(coming.values("on_date")[:1]),
    )
    return found


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
