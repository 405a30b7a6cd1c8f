"""Reminder: something one person ought to be told on one channel: due, expires, and its outcome."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import OTHER_KEY, Keeps, Until
from facilitator.people.models import Person
from groups.models import Group, Invitation, Meeting

KEPT_FOR = timedelta(days=90)

# Why a row ended. Few of them stand in the ledger: what is hers alone is not for staff (lots.py).
REASONS = {
    "moved": _("the evening was moved"),
    "cancelled": _("the evening was cancelled"),
    "restored": _("the evening takes place after all"),
    "left": _("she is not in the group any more"),
    "gone": _("her account is closed"),
    "closed": _("the group was closed"),
    "break": _("she is taking a break"),
    "tender": _("a day is near that is tender for her"),
    "muted": _("she does not want such mail"),
    "written": _("she has written"),
    "answered": _("already answered"),
    "revoked": _("the invitation was taken back"),
    "late": _("too late to be of use"),
    "quiet": _("it would have come at night"),
    "enough": _("she had one that day"),
    "changed": _("planned anew"),
    "unplanned": _("not needed"),
    "refused": _("her address does not take mail"),
    "tries": _("tried often enough"),
    "ambiguous": _("perhaps sent, perhaps not"),
    "secret": _("its code could not be opened"),
}
URGENT = ("sign_in_code", "reset_code", "address_code")  # as kinds.py says; an index needs names


def forget(now: datetime) -> int:
    """Forget rows that ended ninety days ago."""
    return Reminder.objects.terminal().filter(ended_at__lt=now - KEPT_FOR).delete()[0]


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def pending(self) -> "ReminderQuerySet":
        return self.filter(state=Reminder.State.PENDING)

    def terminal(self) -> "ReminderQuerySet":
        return self.exclude(state__in=[Reminder.State.PENDING, Reminder.State.CLAIMED])

    def for_person(self, person: Person) -> "ReminderQuerySet":
        return self.filter(person=person)

    def unsent(self) -> "ReminderQuerySet":
        """Planned, or claimed and not yet handed over: what can still be stopped."""
        return self.filter(
            Q(state=Reminder.State.PENDING)
            | Q(state=Reminder.State.CLAIMED, started_at__isnull=True)
        )

    def end(self, state: "Reminder.State", reason: str, now: datetime) -> int:
        """End these rows with a reason; whoever held them finds that she holds them no more."""
        return self.update(
            state=state, reason=reason, ended_at=now,
            claim_token=None, claimed_until=None, payload=b"",
        )  # fmt: skip


class Reminder(models.Model):
    """One row per (what, person, kind, channel). A row is sent only under its live claim.

    `version` is the meeting's version it was planned for: a move makes it unsendable.
    `payload` is a sealed secret (a code), emptied when the row ends. Times are UTC.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("planned")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be delivered")
        VOID = "void", _("not needed any more")
        EXPIRED = "expired", _("too late to be of use")
        HELD = "held", _("held for a person to decide")

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=24)
    channel = models.CharField(max_length=8, default="email")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    version = models.PositiveIntegerField(default=0)
    speaks_of = models.DateTimeField(null=True, blank=True)  # when the meeting was to begin
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    claim_token = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # when it became terminal
    reason = models.CharField(max_length=24, blank=True)
    error_code = models.CharField(max_length=24, blank=True)
    payload = models.BinaryField(default=bytes, blank=True)

    objects: ClassVar = ReminderQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "key", "kind", "channel", "person", "invitation", "group", "meeting", "version",
             "speaks_of", "state", "due_at", "expires_at", "claimed_until", "claim_token",
             "started_at", "attempts", "sent_at", "ended_at", "reason", "error_code"),
            _("to tell people once, and to know that it was done"),
            Until(_("90 days after it ended"), forget="groups.reminders.models.reminder.forget"),
            export="groups.reminders.hers.messages",
            erase="groups.reminders.hers.erase_messages",
        ),
        Keeps(
            "payload",
            _("a code on its way, sealed; emptied when it was sent"),
            Until(_("until it was sent")),
            sealed=True,
            places="groups.reminders.secrets.places",
            owner=OTHER_KEY,
        ),
    ]  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reminder_to_exactly_one",
                condition=Q(person__isnull=False, invitation__isnull=True)
                | Q(person__isnull=True, invitation__isnull=False),
            ),
            models.CheckConstraint(
                name="reminder_claimed_whole",
                condition=Q(state="claimed", claimed_until__isnull=False, claim_token__isnull=False)
                | (~Q(state="claimed") & Q(claimed_until__isnull=True, claim_token__isnull=True)),
            ),
            models.CheckConstraint(
                name="reminder_ended_when_terminal",
                condition=Q(state__in=["pending", "claimed"], ended_at__isnull=True)
                | (~Q(state__in=["pending", "claimed"]) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state="pending"), name="reminder_due"
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state="pending", kind__in=URGENT),
                name="reminder_urgent",
            ),
            models.Index(
                fields=["claimed_until"], condition=Q(state="claimed"), name="reminder_claimed"
            ),
            models.Index(
                fields=["meeting"], condition=Q(state="pending"), name="reminder_of_meeting"
            ),
            models.Index(
                fields=["person", "kind"], condition=Q(state="pending"), name="reminder_of_person"
            ),
        ]

    def __str__(self) -> str:
        return f"Reminder {self.pk} {self.kind} {self.state}"


def told(row: Reminder) -> bool:
    """Whether she may know what it says: it was sent, or begun and nobody said no."""
    if row.state == Reminder.State.FAILED:
        return False
    return row.sent_at is not None or row.attempts > 0
