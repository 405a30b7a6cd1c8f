"""One world for the tests that walk every address: two groups, every role, one of each thing."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from curriculum.models import Curriculum
from facilitator.people.models import Person
from groups.codes import link_for
from groups.inviting import code_of
from groups.models import Group, Membership
from groups.models.membership import Role
from groups.reflections import giving, keepsakes, letters, tender, writing
from groups.reflections.models import To
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Stamp
from groups.reminders import tokens
from groups.reminders.models import Reminder
from tests import cast, factories
from tests.people import authenticator
from tests.people.test_passkeys import make

ROLES = {
    "AN": "anonymous",
    "ME": "member of this group",
    "MO": "member of another group",
    "LE": "left",
    "RE": "removed",
    "FA": "facilitator of this group",
    "CO": "co-facilitator",
    "FO": "facilitator of another group",
    "AD": "coordinator",
    "SU": "technical owner (/admin/)",
    "RC": "co-facilitator removed mid-course",
    "MC": "member of this group whose drawer is closed",
}

# Addresses that are about a draft: they get Ruth's.
DRAFTS = [
    "programme_texts", "programme_publish", "programme_delete", "programme_evenings",
    "programme_remove", "library_choose", "programme_plan", "programme_plan_texts",
    "programme_plan_history", "programme_plan_edition",
]  # fmt: skip


@dataclass
class World:
    """Who is who, and one id of everything that an address can name."""

    people: dict[str, Person]
    group: Group
    other: Group
    ids: dict[str, Any] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Signed in through the real page, so that the drawer is open (MC: closed by hand)."""
        client = Client()
        if role == "AN":
            return client
        person = self.people["ME" if role == "MC" else role]
        answer = client.post("/sign-in/", {"login": person.email, "password": cast.PASSWORD})
        assert answer.status_code in (302, 303), answer.content.decode()[:2000]
        if role == "MC":
            client.post("/drawer/close/")
        return client


def build() -> World:
    """The cast of the demo in two groups, at NOW: four evenings over, the fifth on Tuesday."""
    ruth, nisha = cast.facilitator("Ruth"), cast.coordinator("Nisha")
    group = factories.group(lead=ruth, curriculum=with_a_sheet())
    other = factories.group(lead=cast.facilitator("Colette"), curriculum=group.curriculum)
    ewa = factories.member(group, "Ewa")
    farida = factories.member(other, "Farida")
    ended: dict[str, Any] = {"ended_at": cast.NOW - timedelta(days=9)}
    left_person, removed_person = cast.person("Left"), cast.person("Removed")
    factories.member(group, person=left_person, **ended, ended_by=left_person)
    factories.member(group, person=removed_person, **ended, ended_by=ruth)
    maureen, gone = cast.facilitator("Maureen"), cast.facilitator("Gone")
    factories.member(group, person=maureen, role=Role.CO_FACILITATOR)
    factories.member(group, person=gone, role=Role.CO_FACILITATOR, **ended, ended_by=ruth)
    people = {
        "ME": ewa.person, "MO": farida.person, "LE": left_person, "RE": removed_person,
        "FA": ruth, "CO": maureen, "FO": other.memberships.get(role=Role.FACILITATOR).person,
        "AD": nisha, "SU": cast.person("Owner", is_staff=True), "RC": gone,
    }  # fmt: skip
    world = World(people, group, other)
    world.ids = things(group, ewa) | programmes(group, ruth)
    world.ids |= given(ewa.person, [ruth.pk, maureen.pk], world.ids["page_id"])
    return world


def given(ewa: Person, leading: list[UUID], page: UUID) -> dict[str, Any]:
    """Ewa's page, given to those who lead; and a card of it, in her group."""

    def give(offer: giving.Offer) -> UUID:
        seen = giving.look(ewa, page, offer, now=cast.NOW).seen
        share = giving.give(ewa, page, offer, seen=seen, slip=uuid4(), now=cast.NOW)
        return share.pk

    to_them = give(giving.Offer(To.FACILITATORS, people=frozenset(leading)))
    card = give(giving.Offer(To.GROUP))
    return {"share_id": to_them, "hide_card.share_id": card, "show_card.share_id": card}


def programmes(group: Group, ruth: Person) -> dict[str, Any]:
    """The programme that the groups run; what changes one asks for Ruth's draft."""
    hers = factories.curriculum(title="Ruth’s draft", owner=ruth, published=False)
    kept = factories.library_activity(owner=ruth)
    starter = factories.library_activity(title="A bell")
    block = group.curriculum.plans.get(number=5).activities.first()
    ids = {
        "programme_id": group.curriculum_id,
        "library_keep.data": f"block={block.pk}", "plan_keep.data": f"block={block.pk}",
        "library_block.block_id": kept.pk, "library_block_delete.block_id": kept.pk,
        "library_block.data": "title=Another+name", "library_choose.data": f"block={starter.pk}",
        "plan_choose.data": f"block={starter.pk}",
    }  # fmt: skip
    return ids | {f"{name}.programme_id": hers.pk for name in DRAFTS}


def with_a_sheet() -> Curriculum:
    """A programme whose fourth evening has a sheet to hand out."""
    made = factories.curriculum(published=False)
    made.plans.filter(number=4).update(handout="The sheet of evening 4.")
    made.publish(now=factories.JOINED, by=None)
    return made


def keep(ewa: Person, page: UUID) -> None:
    """One sentence of that page in her book."""
    (one,) = keepsakes.sentences(page, "The hall clock stopped.")
    piece = keepsakes.piece_of(one, page, on=cast.NOW.date())
    keepsakes.change(ewa, lambda book: keepsakes.picked(book, [piece]))


def things(group: Group, ewa: Membership) -> dict[str, Any]:
    """One of everything that an address can name, Ewa's own or of her group."""
    sheet, stamp = Sheet("The hall clock stopped."), Stamp(key=uuid4(), pad=uuid4())
    nothing = writing.Asked(meeting=None, prompt=None)
    page = writing.begin_with(ewa.person, to=nothing, sheet=sheet, stamp=stamp, now=cast.NOW).page
    keep(ewa.person, page)
    box = letters.save(ewa.person, None, sheet=sheet, stamp=stamp, now=cast.NOW).page
    tender.mark(ewa.person, tender.Day(11, 26), words="Her birthday", now=cast.NOW)
    marked = tender.marked(ewa.person)[0].id
    house = factories.invitation(None, "ada@example.org")
    paper = factories.invitation(group)
    client = Client()
    client.post("/sign-in/", {"login": ewa.person.email, "password": cast.PASSWORD})
    make(client, authenticator.Authenticator())
    meeting = group.meetings.get(number=5)
    row = Reminder.objects.create(
        key="world", kind="meeting_soon", person=ewa.person, group=group, meeting=meeting,
        due_at=cast.NOW, expires_at=meeting.starts_at,
    )  # fmt: skip
    choices = tokens.make("choices", row.pk, ewa.person_id)
    replies = tokens.make("reply", row.pk, meeting.pk, ewa.pk)
    link = link_for(ewa.pk, group.meetings.get(number=4).pk)
    device = UserSession.objects.get(user=ewa.person)
    key = Authenticator.objects.get(user=ewa.person)
    return {
        "group_id": group.pk, "number": 5, "evening.number": 4, "evening_print.number": 4,
        "practice.number": 4, "practice.data": "answer=little",
        "handout_print.number": 4, "membership_id": ewa.pk,
        "page_id": page, "invitation_id": paper.pk, "office_link.invitation_id": house.pk,
        "office_revoke.invitation_id": house.pk, "code": code_of(paper),
        "device_id": device.pk, "key_id": key.pk,
        "letter_id": box, "date_id": marked, "write_by_link.token": link,
        "token": replies, "mail_choices.token": choices, "unsubscribe.token": choices,
        "assign_facilitator.data": f"person={group.created_by_id}",
    }  # fmt: skip


RANDOM = UUID("00000000-0000-4000-8000-000000000000")
