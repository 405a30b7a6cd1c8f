"""Trace: append-only, who did or opened what, when. It never holds a word of anybody's."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Until

KEPT_FOR = timedelta(days=731)


class AppendOnlyError(Exception):
    """A line of the trace is written once; nobody changes it or takes it out."""


def forget(now: datetime) -> int:
    """Forget what is older than 24 months: the one way that a line goes."""
    return Trace.objects.filter(at__lt=now - KEPT_FOR).outlived()


class TraceQuerySet(models.QuerySet["Trace"]):
    """Lines can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("The trace is not changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("Nothing is taken out of the trace.")

    def outlived(self) -> int:
        """Delete these; for `forget` alone."""
        return super().delete()[0]


class Trace(models.Model):
    """One act. `actor` null: the clock or a command. Ids only: no name, no text, no address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True, blank=True)
    verb = models.CharField(max_length=24)  # opened, moved, invited ...
    subject_kind = models.CharField(max_length=24)  # reflection, meeting, membership ...
    subject = models.UUIDField()
    owner = models.UUIDField(null=True, blank=True)  # the person whose thing it is
    group = models.UUIDField(null=True, blank=True)

    objects: ClassVar = TraceQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "at", "actor", "verb", "subject_kind", "subject", "owner", "group"),
            _("so that nobody opens or changes a thing unseen"),
            Until(_("24 months"), forget="facilitator.trace.models.forget"),
            export="facilitator.people.hers.traces",
            not_erased="Append-only: ids alone, and from then on they lead to an emptied row.",
        )
    ]

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-at"], name="trace_of_an_owner"),
            models.Index(fields=["group", "-at"], name="trace_of_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it, once. AppendOnlyError for a line that is there already."""
        if not self._state.adding:
            raise AppendOnlyError("The trace is not changed.")
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Nothing is taken out of the trace.")


def record(
    *,
    verb: str,
    kind: str,
    subject: UUID,
    now: datetime,
    actor: UUID | None,
    owner: UUID | None = None,
    group: UUID | None = None,
) -> None:
    """Write one line of the trace, in the caller's own transaction."""
    Trace.objects.create(
        at=now, actor=actor, verb=verb, subject_kind=kind, subject=subject, owner=owner, group=group
    )
