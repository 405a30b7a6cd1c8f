"""One world for the tests that walk every address: two groups, every role, one of each thing."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from facilitator.people.models import Person
from groups.inviting import code_of
from groups.models import Group, Membership
from groups.models.membership import Role
from groups.reflections import writing
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
    group = factories.group(lead=ruth)
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
    world.ids = things(group, ewa)
    return world


def things(group: Group, ewa: Membership) -> dict[str, Any]:
    """One of everything that an address can name, Ewa's own or of her group."""
    sheet, stamp = Sheet("The hall clock stopped."), Stamp(key=uuid4(), pad=uuid4())
    nothing = writing.Asked(meeting=None, prompt=None)
    page = writing.begin_with(ewa.person, to=nothing, sheet=sheet, stamp=stamp, now=cast.NOW).page
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
    device = UserSession.objects.get(user=ewa.person)
    key = Authenticator.objects.get(user=ewa.person)
    return {
        "group_id": group.pk, "number": 5, "evening.number": 4, "membership_id": ewa.pk,
        "page_id": page, "invitation_id": paper.pk, "office_link.invitation_id": house.pk,
        "office_revoke.invitation_id": house.pk, "code": code_of(paper),
        "device_id": device.pk, "key_id": key.pk,
        "token": replies, "mail_choices.token": choices, "unsubscribe.token": choices,
        "assign_facilitator.data": f"person={group.created_by_id}",
    }  # fmt: skip


RANDOM = UUID("00000000-0000-4000-8000-000000000000")
