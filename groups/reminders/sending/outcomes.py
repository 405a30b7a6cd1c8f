"""What becomes of a row that did not simply go out: later, never, or back to the others.

Each names the claim: a row that is not ours any more is left as it is.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from groups.models import Meeting
from groups.reminders.channels import Errand
from groups.reminders.models import Preference, Reminder
from groups.reminders.sending.claims import Claim
from groups.reminders.sending.judging import End, Verdict, Wait

__all__ = ["again_later", "carry_out", "give_back", "refused", "tell"]

RETRY_MINUTES = (1, 5, 15, 60, 180)
TRIES = 6
State = Reminder.State
FREED: dict[str, object] = {"claim_token": None, "claimed_until": None}


def carry_out(mine: Claim, verdicts: dict[int, Verdict], now: datetime) -> None:
    """End and postpone what was judged; one statement for each outcome, not for each row."""
    ends: dict[End, list[int]] = defaultdict(list)
    waits: dict[datetime, list[int]] = defaultdict(list)
    for pk, verdict in verdicts.items():
        if isinstance(verdict, End):
            ends[verdict].append(pk)
        elif isinstance(verdict, Wait):
            waits[verdict.due_at].append(pk)
    for end, ids in ends.items():
        mine.rows(ids).end(end.state, end.reason, now)
    for due_at, ids in waits.items():
        mine.rows(ids).update(state=State.PENDING, due_at=due_at, reason="waits", **FREED)


def give_back(mine: Claim, *, begun: Iterable[int] = ()) -> None:
    """Back to the others, as if never claimed; of those in `begun` the attempt is not counted.

    A row that was begun and is in nobody's list stays: whether it went out only its lease can tell.
    """
    mine.rows(list(begun)).update(
        state=State.PENDING, started_at=None, attempts=F("attempts") - 1, **FREED
    )
    mine.rows().filter(started_at__isnull=True).update(state=State.PENDING, **FREED)


def again_later(mine: Claim, row: Reminder, *, code: str, now: datetime) -> None:
    """Try once more, after a while that grows; at most six times, or until it is too late."""
    tries = row.attempts + 1  # `row` was read before this attempt
    spread = random.uniform(0.8, 1.2)  # noqa: S311  only to keep the crowd apart
    wait = RETRY_MINUTES[min(tries, len(RETRY_MINUTES)) - 1] * spread
    due_at = now + timedelta(minutes=wait)
    if tries >= TRIES:
        _fail(mine, row, reason="tries", code=code, now=now)
    elif due_at >= row.expires_at:
        mine.rows([row.pk]).update(error_code=code[:24])
        mine.rows([row.pk]).end(State.EXPIRED, "late", now)
    else:
        mine.rows([row.pk]).update(
            state=State.PENDING, due_at=due_at, error_code=code[:24], started_at=None, **FREED
        )


def refused(mine: Claim, errand: Errand, *, code: str, now: datetime) -> None:
    """Her address said no for good: this one failed, and after two the address is marked."""
    for each in (errand, *errand.others):
        _fail(mine, each.row, reason="refused", code=code, now=now)
    if errand.person is not None and errand.to == errand.person.email:
        Preference.objects.get_or_create(person=errand.person)
        Preference.objects.filter(person=errand.person).update(refused=F("refused") + 1)


def _fail(mine: Claim, row: Reminder, *, reason: str, code: str, now: datetime) -> None:
    mine.rows([row.pk]).update(error_code=code[:24])
    mine.rows([row.pk]).end(State.FAILED, reason, now)


def tell(errands: Iterable[Errand]) -> None:
    """Write down, before the first mail of a meeting goes, that this version of it is being told.

    From that commit on a move of it cannot be quiet (decision 14); a move that came first makes
    the rows unsendable.
    """
    versions: dict[int, set[UUID]] = defaultdict(set)
    for each in errands:
        meeting = each.row.meeting
        if meeting is not None and meeting.told_version < each.row.version:
            versions[each.row.version].add(meeting.pk)
    for version, ids in versions.items():
        Meeting.objects.filter(
            pk__in=ids, told_version__lt=version, version=version
        ).order_by().update(told_version=version)
