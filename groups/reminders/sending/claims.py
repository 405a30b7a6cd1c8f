"""The conditional updates of sending: every one names the claim token and believes the row count.

Raw SQL where the database's clock decides, and where one statement must do two things at once.
No transaction is open between them: each commits by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from groups.models import Meeting, Membership
from groups.reminders.kinds import named, urgent
from groups.reminders.models import Pause, Reminder
from groups.reminders.models.reminder import ReminderQuerySet

__all__ = ["LEASE", "Claim", "Clock", "claim", "free_expired", "start", "urgent_waits"]

Value = str | float | datetime | bytes
LEASE = timedelta(seconds=150)  # longer than the longest talk about one mail: 4 x 30 s
ROWS = Reminder._meta.db_table


@dataclass(frozen=True)
class Clock:
    """What "now" is: the database's own clock, or the one a test holds."""

    held: datetime | None = None

    def sql(self, plus: timedelta = timedelta()) -> tuple[str, list[Value]]:
        """An expression for now + `plus`, and its parameters."""
        if self.held is not None:
            at = self.held + plus
            return "%s", [at if _postgres() else str(at.astimezone(UTC).replace(tzinfo=None))]
        seconds = plus.total_seconds()
        if _postgres():
            return "(statement_timestamp() + make_interval(secs => %s))", [seconds]
        return "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', %s)", [f"{seconds:+} seconds"]


@dataclass(frozen=True)
class Claim:
    """The rows that this process alone may send, until the lease ends."""

    token: UUID
    ids: tuple[int, ...]
    now: datetime  # the clock that decided

    @property
    def sql_token(self) -> UUID | str:
        return self.token if _postgres() else self.token.hex

    def rows(self, ids: Sequence[int] | None = None) -> ReminderQuerySet:
        """Those of its rows that are still its own."""
        return Reminder.objects.filter(
            pk__in=self.ids if ids is None else ids,
            claim_token=self.token,
            state=Reminder.State.CLAIMED,
        )


def free_expired(clock: Clock) -> int:
    """Rows whose sender died: again, or, where a half-sent one must not go twice, held."""
    now, at = clock.sql()
    hold = [*named(hold=True), ""]
    doubt = f"started_at IS NOT NULL AND kind IN ({_marks(hold)})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {ROWS} SET claim_token = NULL, claimed_until = NULL,"  # noqa: S608  constants
            f" state = CASE WHEN {doubt} THEN 'held' ELSE 'pending' END,"
            f" reason = CASE WHEN {doubt} THEN 'ambiguous' ELSE reason END,"
            f" ended_at = CASE WHEN {doubt} THEN {now} ELSE NULL END"
            f" WHERE state = 'claimed' AND claimed_until < {now}",
            [*hold, *hold, *hold, *at, *at],
        )
        return int(cursor.rowcount)


def claim(clock: Clock, batch: int) -> Claim | None:
    """Up to `batch` rows, longest due first; None: nothing is due, or the line is paused.

    And, however many are before them, up to `batch` codes: she sits before the page that asks for
    hers, and it lasts 15 minutes. Two lists, so that each is read from its index, unsorted.
    """
    now, at = clock.sql()
    until, lease = clock.sql(LEASE)
    token, first = uuid4(), urgent()
    codes = f"{_due(now)} AND kind IN ({_marks(first)}) {_LONGEST_FIRST}"
    others = f"{_due(now)} {_LONGEST_FIRST}"
    # An array is computed once; a sub-select may be run again for every row (and claim too many).
    skip = "FOR UPDATE SKIP LOCKED"
    picked = (
        f"= ANY(ARRAY({codes} {skip}) || ARRAY({others} {skip}))"
        if _postgres()
        else f"IN (SELECT id FROM ({codes}) UNION SELECT id FROM ({others}))"  # noqa: S608  constants
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {ROWS} SET state = 'claimed', claim_token = %s, claimed_until = {until},"  # noqa: S608  constants
            f" started_at = NULL WHERE id {picked} AND state = 'pending' RETURNING id, {now}",
            [token if _postgres() else token.hex, *lease,
             *at, *at, *first, batch, *at, *at, batch, *at],
        )  # fmt: skip
        rows = cursor.fetchall()
    if not rows:
        return None
    return Claim(token, tuple(row[0] for row in rows), _instant(rows[0][1]))


_LONGEST_FIRST = "ORDER BY due_at, id LIMIT %s"


def _due(now: str) -> str:
    """The ids of what is due, while the line is not paused; takes the time twice."""
    return (
        f"SELECT id FROM {ROWS} WHERE state = 'pending' AND due_at <= {now}"  # noqa: S608  constants
        f" AND NOT EXISTS (SELECT 1 FROM {Pause._meta.db_table} p"
        f" WHERE p.channel = 'email' AND p.until > {now} AND p.failures > 0)"
    )


def urgent_waits(clock: Clock) -> bool:
    """Whether a code is due that nobody has taken yet."""
    now, at = clock.sql()
    first = urgent()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {ROWS} WHERE state = 'pending' AND due_at <= {now}"  # noqa: S608  constants
            f" AND kind IN ({_marks(first)}) LIMIT 1",
            [*at, *first],
        )
        return cursor.fetchone() is not None


def start(mine: Claim, clock: Clock, *, sent: Sequence[int], these: Sequence[int]) -> set[int]:
    """In one statement: `sent` are sent, `these` begin. The ids for which it came true.

    One begins only while its claim is ours, its meeting is as it was planned for, and she is in
    the group: a move or a removal that was committed before stops it here.
    """
    now, at = clock.sql()
    until, lease = clock.sql(LEASE)
    was = f"r.id IN ({_marks(sent)})" if sent else "1 = 0"
    parts: list[tuple[str, list[Value]]] = [
        (f"state = CASE WHEN {was} THEN 'sent' ELSE r.state END", [*sent]),
        (f"reason = CASE WHEN {was} THEN '' ELSE r.reason END", [*sent]),
        (f"attempts = CASE WHEN {was} THEN r.attempts ELSE r.attempts + 1 END", [*sent]),
        (f"sent_at = CASE WHEN {was} THEN {now} ELSE r.sent_at END", [*sent, *at]),
        (f"ended_at = CASE WHEN {was} THEN {now} ELSE NULL END", [*sent, *at]),
        (f"payload = CASE WHEN {was} THEN %s ELSE r.payload END", [*sent, b""]),
        (f"claim_token = CASE WHEN {was} THEN NULL ELSE r.claim_token END", [*sent]),
        (f"claimed_until = CASE WHEN {was} THEN NULL ELSE {until} END", [*sent, *lease]),
        (f"started_at = CASE WHEN {was} THEN r.started_at ELSE {now} END", [*sent, *at]),
    ]
    params = [value for _words, values in parts for value in values]
    ids = [*sent, *these]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {ROWS} AS r SET {', '.join(words for words, _values in parts)}"  # noqa: S608  constants
            f" WHERE r.claim_token = %s AND r.state = 'claimed' AND r.id IN ({_marks(ids)})"
            f" AND ({was} OR r.meeting_id IS NULL OR {STILL_TRUE}) RETURNING id",
            [*params, mine.sql_token, *ids, *sent],
        )
        return {row[0] for row in cursor.fetchall()}


# A value, not EXISTS: PostgreSQL would read all meetings and memberships into a hash for each mail.
STILL_TRUE = f"""(
1 = (
  SELECT 1 FROM {Meeting._meta.db_table} m WHERE m.id = r.meeting_id AND m.version = r.version
  AND (m.cancelled_at IS NULL) = (r.kind <> 'meeting_cancelled') LIMIT 1
)
AND 1 = (
  SELECT 1 FROM {Membership._meta.db_table} s WHERE s.group_id = r.group_id
  AND s.person_id = r.person_id AND s.ended_at IS NULL LIMIT 1
))"""  # noqa: S608  table names only


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _postgres() -> bool:
    return connection.vendor == "postgresql"


def _instant(said: object) -> datetime:
    """A time as the driver gave it, in UTC."""
    at = said if isinstance(said, datetime) else datetime.fromisoformat(str(said))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
