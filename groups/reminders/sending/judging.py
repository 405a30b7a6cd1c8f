"""Whether a claimed row may still go: at the moment of sending, with the rights of who gets it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from groups.models import Reply
from groups.reminders.channels import Errand
from groups.reminders.hours import morning_after
from groups.reminders.kinds import kind
from groups.reminders.models import Reminder

__all__ = ["End", "Wait", "gate", "judge"]

State = Reminder.State
A_MINUTE = timedelta(minutes=1)
LATE = timedelta(hours=6)  # from here on the rule of one a day holds


@dataclass(frozen=True)
class End:
    """It will never go."""

    state: Reminder.State
    reason: str


@dataclass(frozen=True)
class Wait:
    """Not now, but at `due_at`."""

    due_at: datetime


Verdict = End | Wait | None  # None: it may go
Gate = Callable[[Sequence[Reminder], datetime], Mapping[int, str]]

# What sending itself may not know: kind -> which of these rows are not needed, and why. Wired in
# apps.py; docs/adr says why (private writing has one door, and sending is not behind it).
GATES: dict[str, Gate] = {}


def gate(name: str, asks: Gate) -> None:
    """Let `asks` decide which rows of a kind are not needed any more, each with its reason."""
    GATES[name] = asks


def judge(errands: list[Errand], now: datetime) -> dict[int, Verdict]:
    """A verdict for each, by the id of its row. At most 2 queries, besides those of the gates."""
    verdicts = {each.row.pk: _alone(each, now) for each in errands}
    # Also of what would be put off to the morning: by then it is another day.
    alive = [each for each in errands if not isinstance(verdicts[each.row.pk], End)]
    for name, asks in GATES.items():
        rows = [each.row for each in alive if each.row.kind == name]
        for pk, reason in asks(rows, now).items() if rows else ():
            verdicts[pk] = End(State.VOID, reason)
    open_ = [each for each in errands if verdicts[each.row.pk] is None]
    verdicts |= _one_a_day(open_, now)
    return verdicts


def _alone(errand: Errand, now: datetime) -> Verdict:
    """What can be said of one row without looking at others."""
    row = errand.row
    for reason, holds in STOPS.items():
        if holds(errand):
            return End(State.VOID, reason)
    if _rests(errand, now):
        return End(State.VOID, "break")
    if now >= row.expires_at:
        return End(State.EXPIRED, "late")
    if errand.unreadable:
        return Wait(now + A_MINUTE)
    if not kind(row.kind).waits:
        return None
    due = morning_after(now, _zone(errand))
    if due is None:
        return None
    return Wait(due) if due < row.expires_at else End(State.EXPIRED, "quiet")


def _gone(errand: Errand) -> bool:
    return errand.person is not None and not errand.person.is_active


def _left(errand: Errand) -> bool:
    return errand.row.group_id is not None and bool(errand.person) and errand.membership is None


def _closed(errand: Errand) -> bool:
    """Of a closed group there is one thing to say: what does not take place any more."""
    group, name = errand.row.group, errand.row.kind
    return bool(group and group.closed_at and name != "meeting_cancelled")


def _cancelled(errand: Errand) -> bool:
    meeting, name = errand.row.meeting, errand.row.kind
    return bool(meeting and meeting.cancelled_at and name != "meeting_cancelled")


def _restored(errand: Errand) -> bool:
    meeting, name = errand.row.meeting, errand.row.kind
    return bool(meeting and not meeting.cancelled_at and name == "meeting_cancelled")


def _moved(errand: Errand) -> bool:
    meeting = errand.row.meeting
    return meeting is not None and meeting.version != errand.row.version


def _muted(errand: Errand) -> bool:
    chosen, name = errand.preference, errand.row.kind
    if chosen is None or not kind(name).mutable:
        return name == "writing_prompt"  # it comes to those who asked for it
    return not chosen.wants(name) or (name == "writing_prompt" and chosen.question_since is None)


def _rests(errand: Errand, now: datetime) -> bool:
    """She takes a break: of what she could stop, nothing comes."""
    chosen = errand.preference
    return chosen is not None and kind(errand.row.kind).mutable and chosen.rests(now)


def _answered(errand: Errand) -> bool:
    """She said that she cannot come; or the invitation was accepted."""
    invitation = errand.row.invitation
    if invitation is not None and invitation.accepted_at is not None:
        return True
    return errand.answered == Reply.Answer.APOLOGIES


def _revoked(errand: Errand) -> bool:
    invitation = errand.row.invitation
    return invitation is not None and invitation.revoked_at is not None


def _refused(errand: Errand) -> bool:
    chosen = errand.preference
    return chosen is not None and chosen.unreachable and not kind(errand.row.kind).urgent


def _no_secret(errand: Errand) -> bool:
    return bool(errand.row.payload) != bool(errand.secret) and not errand.unreadable


STOPS: dict[str, Callable[[Errand], bool]] = {
    "gone": _gone,
    "left": _left,
    "closed": _closed,
    "cancelled": _cancelled,
    "restored": _restored,
    "moved": _moved,
    "revoked": _revoked,
    "answered": _answered,
    "muted": _muted,
    "refused": _refused,
    "secret": _no_secret,
}


def _zone(errand: Errand) -> ZoneInfo:
    """Her own clock; for an invitation that of the group, else of the house."""
    if errand.person is not None:
        return ZoneInfo(errand.person.time_zone)
    invitation = errand.row.invitation
    if invitation is not None and invitation.group is not None:
        return ZoneInfo(invitation.group.time_zone)
    return ZoneInfo(settings.TIME_ZONE)


def _one_a_day(errands: Iterable[Errand], now: datetime) -> dict[int, Verdict]:
    """After an outage at most one of a kind to a person in a day: the rest waits or is too much."""
    of_kind = [each for each in errands if kind(each.row.kind).once_a_day]
    late = [each for each in of_kind if now - each.row.due_at > LATE]
    if not late:
        return {}
    had = _had_today(late, now)
    for each in of_kind:
        if each not in late:  # it goes now, in time
            had.setdefault((each.row.person_id, each.row.kind), set()).add(each.row.meeting_id)
    verdicts: dict[int, Verdict] = {}
    for each in sorted(late, key=lambda each: each.row.expires_at):
        who = (each.row.person_id, each.row.kind)
        if who not in had:
            had[who] = {each.row.meeting_id}
        elif each.row.meeting_id in had[who]:
            verdicts[each.row.pk] = End(State.VOID, "enough")
        else:
            due = _tomorrow(now, _zone(each))
            verdicts[each.row.pk] = (
                Wait(due) if due < each.row.expires_at else End(State.EXPIRED, "enough")
            )
    return verdicts


def _had_today(late: list[Errand], now: datetime) -> dict[tuple[object, str], set[object]]:
    """(person, kind) -> the meetings that she was told of today, on her own clock."""
    zones = {each.row.person_id: _zone(each) for each in late}
    rows = Reminder.objects.filter(
        person__in=zones, kind__in={each.row.kind for each in late},
        state=State.SENT, sent_at__gt=now - timedelta(days=1),
    ).values_list("person_id", "kind", "meeting_id", "sent_at")  # fmt: skip
    had: dict[tuple[object, str], set[object]] = {}
    for person, name, meeting, at in rows:
        assert at is not None  # noqa: S101  filtered above
        zone = zones[person]
        if at.astimezone(zone).date() == now.astimezone(zone).date():
            had.setdefault((person, name), set()).add(meeting)
    return had


def _tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    return morning_after(now + timedelta(days=1), zone) or (now + timedelta(days=1)).astimezone(UTC)
