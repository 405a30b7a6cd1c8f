"""Everything that a batch of claimed rows needs to be judged and written: a constant of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from groups.models import Meeting, Membership, Reply
from groups.models.membership import LEADING, Role
from groups.reminders import secrets
from groups.reminders.channels import Errand
from groups.reminders.kinds import kind
from groups.reminders.models import Reminder
from groups.reminders.models.reminder import told
from groups.reminders.sending.claims import Claim

__all__ = ["fetch", "together"]

Pair = tuple[UUID | None, UUID | None]
OF_MEETINGS = ("meeting_soon", "meeting_moved", "meeting_cancelled")


def fetch(mine: Claim, now: datetime, ids: Sequence[int] | None = None) -> list[Errand]:
    """The errands of the rows that are still ours, as they were claimed. At most 7 queries."""
    rows = list(
        mine.rows(ids)
        .select_related(
            "person", "person__preference", "meeting", "group", "invitation",
            "invitation__group", "invitation__invited_by",
        )
        .order_by("due_at", "pk")
    )  # fmt: skip
    rows.sort(key=lambda row: not kind(row.kind).urgent)  # codes first, the others in their order
    errands = [Errand(row) for row in rows]
    _secrets(errands)
    _who(errands)
    _answers([each for each in errands if each.row.kind == "meeting_soon"])
    _known([each for each in errands if each.row.kind == "meeting_moved"])
    _questions([each for each in errands if each.row.kind == "meeting_soon"], now)
    return errands


def _secrets(errands: list[Errand]) -> None:
    """What they carry; while the vault is closed they wait, and the others go."""
    try:
        opened = secrets.opened([each.row for each in errands])
    except secrets.CannotOpen:
        for each in errands:
            each.unreadable = bool(each.row.payload)
        return
    for each in errands:
        each.secret = opened.get(each.row.pk, {})


def _groups(errands: Iterable[Errand]) -> set[UUID]:
    found = {each.row.group_id for each in errands}
    found |= {each.row.invitation.group_id for each in errands if each.row.invitation}
    return {each for each in found if each}


def _who(errands: list[Errand]) -> None:
    """Her membership, and who leads or has invited: the letter comes from her."""
    mine, leads = _seats(errands)
    for each in errands:
        each.membership = mine.get((each.row.group_id, each.row.person_id))
        each.leads = leads.get(each.row.group_id, "")
        invitation = each.row.invitation
        if invitation and invitation.invited_by:
            each.leads = invitation.invited_by.name


def _seats(errands: list[Errand]) -> tuple[dict[Pair, UUID], dict[UUID | None, str]]:
    """Memberships of those written to; who leads each group: its first facilitator, else a co-."""
    groups = _groups(errands)
    if not groups:
        return {}, {}
    people = {each.row.person_id for each in errands}
    active = Membership.objects.active().filter(group__in=groups)
    hers = active.filter(person__in=people).values_list("group_id", "person_id", "pk")
    mine: dict[Pair, UUID] = {(group, person): pk for group, person, pk in hers}
    leads: dict[UUID | None, str] = {}
    rank: dict[str, int] = {Role.FACILITATOR: 0, Role.CO_FACILITATOR: 1}
    leading = active.filter(role__in=LEADING).values_list(
        "group_id", "role", "joined_at", "person__name"
    )
    for group, _role, _at, name in sorted(leading, key=lambda row: (rank[row[1]], row[2])):
        leads.setdefault(group, name)
    return mine, leads


def _answers(errands: list[Errand]) -> None:
    """What she has said about coming at this time; not what she said before a move."""
    if not errands:
        return
    said = (
        Reply.objects.standing()
        .filter(
            meeting__in={each.row.meeting_id for each in errands},
            membership__in={each.membership for each in errands if each.membership},
        )
        .values_list("meeting_id", "membership_id", "answer")
    )
    answers: dict[Pair, str] = {
        (meeting, membership): answer for meeting, membership, answer in said
    }
    for each in errands:
        each.answered = answers.get((each.row.meeting_id, each.membership), "")


def _known(errands: list[Errand]) -> None:
    """What she was told before of a meeting that moved; else what she would have been told."""
    if not errands:
        return
    before: dict[Pair, list[Reminder]] = defaultdict(list)
    for row in Reminder.objects.filter(
        meeting__in={each.row.meeting_id for each in errands},
        person__in={each.row.person_id for each in errands},
        kind__in=OF_MEETINGS,
    ).order_by("version", "pk"):
        before[row.meeting_id, row.person_id].append(row)
    for each in errands:
        older = [
            row
            for row in before[each.row.meeting_id, each.row.person_id]
            if row.version < each.row.version
        ]
        knew = [row for row in older if told(row)] or older
        if knew:
            each.was = knew[-1].speaks_of
            each.was_cancelled = knew[-1].kind == "meeting_cancelled"


def _questions(errands: list[Errand], now: datetime) -> None:
    """Whether a question waits this week: once the group's first evening has begun."""
    if not errands:
        return
    groups = {each.row.group_id for each in errands}
    begun = set(
        Meeting.objects.begun(now)
        .order_by()
        .filter(group__in=groups)
        .values_list("group_id", flat=True)
        .distinct()
    )
    for each in errands:
        each.question = each.row.group_id in begun


def together(errands: Iterable[Errand]) -> list[Errand]:
    """Several evenings of a group that moved, or that fall out, are one mail to a person."""
    found: dict[tuple[object, ...], Errand] = {}
    for each in errands:
        row = each.row
        joins = row.kind in ("meeting_moved", "meeting_cancelled")
        key = (row.kind, row.group_id, row.person_id) if joins else (row.pk,)
        if key in found:
            found[key].others.append(each)
        else:
            found[key] = each
    return list(found.values())
