"""Who is coming: the members of some groups beside what they answered for the next evening."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from groups.models import Meeting, Membership, Reply


@dataclass
class Expected:
    """The members of one group by their answer for one meeting; names in alphabetical order.

    Who answered before the evening was moved is not heard yet; `before` has what she said then.
    """

    coming: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    before: dict[str, list[str]] = field(default_factory=dict)

    @property
    def members(self) -> int:
        return sum(map(len, (self.coming, self.away, self.unsure, self.unheard)))

    def add(self, name: str, reply: Reply | None, meeting: Meeting) -> None:
        """Count one member, with what she answered if she did."""
        if reply is not None and reply.about == meeting.starts_at:
            getattr(self, PLACES[reply.answer]).append(name)
            return
        self.unheard.append(name)
        if reply is not None:
            self.before.setdefault(PLACES[reply.answer], []).append(name)


PLACES = {
    Reply.Answer.COMING.value: "coming",
    Reply.Answer.APOLOGIES.value: "away",
    Reply.Answer.UNSURE.value: "unsure",
}


def expected(meetings: Iterable[Meeting]) -> dict[UUID, Expected]:
    """Meeting id -> who is expected; two queries however many meetings there are."""
    meetings = list(meetings)
    answers = {
        (reply.meeting_id, reply.membership_id): reply
        for reply in Reply.objects.filter(meeting__in=meetings)
    }
    members: dict[UUID, list[Membership]] = defaultdict(list)
    for membership in (
        Membership.objects.active()
        .members()
        .filter(group__in={meeting.group_id for meeting in meetings})
        .select_related("person")
        .order_by("person__name")
    ):
        members[membership.group_id].append(membership)
    found = {}
    for meeting in meetings:
        there = Expected()
        for membership in members[meeting.group_id]:
            reply = answers.get((meeting.pk, membership.pk))
            there.add(membership.person.name, reply, meeting)
        found[meeting.pk] = there
    return found
