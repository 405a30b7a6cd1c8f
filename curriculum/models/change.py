"""Change: one change to a plan, with the plan as it was before, so that it can be undone."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.session_plan import SessionPlan
from facilitator.keeping import Keeps, Until

KEPT_FOR = timedelta(days=30)
PLACE = "place"  # what a move is about: the block's id, this word, and its places before and after


def forget(now: datetime) -> int:
    """Changes older than 30 days cannot be undone any more."""
    return Change.objects.filter(at__lt=now - KEPT_FOR).delete()[0]


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes, the newest first."""

    def standing(self) -> "ChangeQuerySet":
        """Not undone."""
        return self.filter(undone_at__isnull=True)

    def moves(self) -> Any:
        """What those are about that took a block to another place: `all`, a row for each plan."""
        moves = self.filter(about__contains=f" {PLACE} ").order_by()
        return moves.values("plan").annotate(all=Joined("about")).values("all")


class Joined(models.Aggregate):
    """All the texts of a group in one, a space between them."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **said: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **said)


class Change(models.Model):
    """`before` is the plan's own document (FORMAT.md) as it was; `about` what was changed.

    One person who goes on with one text for a while makes one change: `about` tells which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="changes")
    edition = models.PositiveIntegerField()  # the plan's edition that this change made
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    about = models.CharField(max_length=80)
    before = models.TextField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ChangeQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "plan", "edition", "at", "by", "about", "before", "undone_at"),
            _("so that a change to a plan can be undone"),
            Until(_("30 days"), forget="curriculum.models.change.forget"),
            not_taken="A plan as it was before; her programmes are taken as they are.",
            not_erased="The plan's, for whoever leads with it, and gone in 30 days.",
        )
    ]

    class Meta:
        ordering = ["plan", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "edition"], name="change_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.about}, {self.at:%Y-%m-%d %H:%M}"

    @staticmethod
    def about_move(block_id: uuid.UUID, before: int, after: int) -> str:
        """What a change is about that takes a block from one place to another, counted from 0."""
        return f"{block_id} {PLACE} {before} {after}"

    @staticmethod
    def moved(about: str) -> set[uuid.UUID]:
        """The blocks that one change took to another place, or several (`moves`)."""
        blocks = about.split()[::4] if f" {PLACE} " in about else []
        return {uuid.UUID(block) for block in blocks}

    @property
    def moved_to(self) -> list[int]:
        """The place where the block came to stand that it moved; none where it did not move one."""
        _block, _word, places = self.about.partition(f" {PLACE} ")
        return [int(place) for place in places.split()][1:]
