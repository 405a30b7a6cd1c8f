"""Place: where a plan is edited, by whom, and under which addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Max, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from curriculum.editing import Held
from curriculum.models import Change, SessionPlan
from curriculum.models.session_plan import SessionPlanQuerySet
from facilitator.people.models import Person

__all__ = ["EXAMPLE", "Addresses", "Closed", "Place", "told"]

NEVER = 2**31 - 1  # no edition is higher
EXAMPLE = datetime(2001, 1, 1, 19, 0, tzinfo=UTC)  # a draft has no evening: as if at seven


class Closed(Exception):
    """The plan may not be changed, or not any more; its words say why."""


@dataclass(frozen=True)
class Addresses:
    """Of the editor's pages at one place, and of the ways from the library and to it."""

    page: str
    texts: str
    history: str
    edition: str
    choose: str
    keep: str


@dataclass(frozen=True)
class Place:
    """A plan that `by` may read, and how it comes to be changed.

    `plans` holds the plan to show, and no other. `own` gives the set that holds the one to change:
    it is called within the transaction of a change, and may make a copy first (copied_id names the
    blocks of a copy, and its edition goes on from the source's); Closed: it is too late for that.
    `starts` is on the wall where the plan is run; `minutes` None: as long as the plan says.
    `above`, `doors` and `beside` are templates of its own: where she is, the buttons at the top,
    the end of the line of sums.
    """

    by: Person
    plans: SessionPlanQuerySet
    own: Callable[[], SessionPlanQuerySet]
    addresses: Addresses
    starts: datetime = EXAMPLE
    minutes: int | None = None
    open: bool = True  # whether it may be changed at all
    closed: Any = ""  # else why not, in a sentence
    later: str = ""  # where it is given more time; else in its own texts
    copies: bool = False  # whether `own` makes a copy of a published plan
    above: str = "curriculum/editor/above.html"
    doors: str = "curriculum/editor/doors.html"
    beside: str = "curriculum/editor/beside.html"
    below: str = ""  # a template for the end of the page
    context: Mapping[str, Any] = field(default_factory=dict)  # for those templates
    says: Callable[[Held], Mapping[str, Any]] = lambda _held: {}  # the same, of the plan as it is
    more: Callable[[Held], Mapping[str, Any]] = lambda _held: {}  # the same, for a whole page
    clock: Callable[[Any], tuple[datetime, int]] | None = None  # of a plan with its evening

    def clocked(self, plan: SessionPlan) -> tuple[datetime, int]:
        """When it begins, and how many minutes there are."""
        return self.clock(plan) if self.clock else (self.starts, self.minutes or plan.minutes)

    @property
    def lengthened(self) -> str:
        """Where who runs over may give it more time, and finish later."""
        return self.later or f"{self.addresses.texts}#id_minutes"

    def was_changed_here(self, plan: SessionPlan) -> bool:
        """Whether its changes were made here, and not in the draft that the programme once was."""
        return not self.copies or plan.copied_from_id is not None

    @property
    def example(self) -> bool:
        return self.starts is EXAMPLE


def told(plans: SessionPlanQuerySet, by: Person, saw: int = NEVER) -> SessionPlanQuerySet:
    """The plans with what the editor says of each, in the same query.

    `first_number`, `last_number` of its programme's evenings; `standing` (id), `standing_by`
    (name) and `standing_of` (id of who made it): the change that Undo takes back; `changed_at`;
    `others`, who else changed it after `saw`.
    """
    of = OuterRef("pk")
    changes = Change.objects.filter(plan=of).order_by("-edition")
    standing = changes.standing()
    others = changes.filter(edition__gt=saw).exclude(by=by)
    mains = SessionPlan.objects.filter(
        part=SessionPlan.Part.MAIN, curriculum=OuterRef("programme_id")
    )
    ends = mains.order_by().values("curriculum")
    annotated: Any = plans.annotate(
        programme_id=Coalesce(F("curriculum_id"), F("copied_from__curriculum_id"))
    ).annotate(
        first_number=Subquery(ends.annotate(end=Min("number")).values("end")),
        last_number=Subquery(ends.annotate(end=Max("number")).values("end")),
        standing=Subquery(standing.values("pk")[:1]),
        standing_by=Subquery(standing.values("by__name")[:1]),
        standing_of=Subquery(standing.values("by")[:1], output_field=Person._meta.pk),
        changed_at=Subquery(changes.values("at")[:1]),
        others=Subquery(others.values("by__name")[:1]),
    )
    found: SessionPlanQuerySet = annotated
    return found
