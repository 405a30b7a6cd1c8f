"""Who is coming: the members of some groups beside what they answered for the next evening."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from groups.models import Meeting, Membership, Reply


@dataclass
class Expected:
    """The members of one group by their answer for one meeting; names in alphabetical order."""

    coming: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)

    @property
    def members(self) -> int:
        return sum(map(len, (self.coming, self.away, self.unsure, self.unheard)))


PLACES = {
    Reply.Answer.COMING.value: "coming",
    Reply.Answer.APOLOGIES.value: "away",
    Reply.Answer.UNSURE.value: "unsure",
}


def expected(meetings: Iterable[Meeting]) -> dict[UUID, Expected]:
    """Meeting id -> who is expected; two queries however many meetings there are."""
    meetings = list(meetings)
    answers = {
        (reply.meeting_id, reply.membership_id): reply.answer
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
            answer = answers.get((meeting.pk, membership.pk), "")
            getattr(there, PLACES.get(answer, "unheard")).append(membership.person.name)
        found[meeting.pk] = there
    return found
