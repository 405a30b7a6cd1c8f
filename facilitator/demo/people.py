"""The demo's people and their groups. Filling twice changes nothing but the dates, which move."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from curriculum.models import Curriculum
from facilitator.demo import given, letters, pages, programmes
from facilitator.people.models import Person, canonical
from groups.ending import forgotten_on
from groups.models import Agreement, Group, Meeting, Membership, Reply
from groups.models.membership import Role
from groups.outlining import Outline
from groups.reminders.models import Reminder

PASSWORD = "kept-chair-demo"  # noqa: S105  # the demo's, printed at every start
DOMAIN = "example.org"
ZONE = "Europe/London"
TUESDAY, THURSDAY = 1, 3

ACCOUNTS = [
    ("nisha@example.org", "coordinator"),
    ("ruth@example.org", "facilitator of “Tuesday evenings”"),
    ("maureen@example.org", "co-facilitator there, and a member on Thursdays"),
    ("colette@example.org", "facilitator of “Thursday mornings”"),
    ("ewa@example.org", "member; also joyce, grace, farida, bernadette, dolores,"),
    ("", "hanne (in both groups), linda and shanthi"),
    ("left@example.org", "left the group; removed@ was asked to leave; waiting@ has no chair yet"),
]
TUESDAY_MEMBERS = [
    "Ewa", "Joyce", "Grace", "Farida", "Bernadette", "Dolores", "Hanne", "Linda", "Shanthi",
]  # fmt: skip
OTHERS = ["Left", "Removed", "Waiting"]
AWAY, UNHEARD = {"Grace"}, {"Joyce"}


class RealPeopleError(Exception):
    """The database holds people who are not the demo's."""


@dataclass(frozen=True)
class Shape:
    """A demo group: its rhythm, and which of its evenings (counted from 1) comes next."""

    name: str
    weekday: int
    begins: time
    next_evening: int
    place: str
    directions: str


TUESDAYS = Shape(
    "Tuesday evenings", TUESDAY, time(19, 0), 5, "Harbour Street Library, the reading room",
    "The side door on Quay Lane is open from quarter to seven. There is a lift.",
)  # fmt: skip
THURSDAYS = Shape(
    "Thursday mornings", THURSDAY, time(10, 30), 3, "St Bride’s hall, the small room",
    "Past the garden, second door on the left.",
)  # fmt: skip


def refuse_real_people() -> None:
    """Raise RealPeopleError when anybody here is not at example.org."""
    there = Person.objects.filter(erased_at__isnull=True)
    if there.exclude(email_canonical__endswith=f"@{DOMAIN}").exists():
        raise RealPeopleError(
            _("This database holds real people. The demo fills only a database of its own.")
        )


def first_on(shape: Shape, today: date) -> date:
    """The first date of a group whose `next_evening` is on the coming weekday, after today."""
    ahead = (shape.weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead) - timedelta(weeks=shape.next_evening - 1)


def people(now: datetime) -> dict[str, Person]:
    """Name -> person; whoever is missing is made. One hash serves all: they share the password."""
    names = ["Nisha", "Ruth", "Maureen", "Colette", *TUESDAY_MEMBERS, *OTHERS]
    hashed = make_password(PASSWORD)
    found = {}
    for name in names:
        email = f"{name.lower()}@{DOMAIN}"
        person, made = Person.objects.get_or_create(
            email_canonical=canonical(email),
            defaults={
                "email": email, "name": name, "password": hashed, "time_zone": ZONE,
                "joined_at": now - timedelta(weeks=8),
            },
        )  # fmt: skip
        if made:
            EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        found[name] = person
    return found


def roles(found: dict[str, Person], now: datetime) -> None:
    """Nisha coordinates and is her own first; Ruth, Maureen and Colette may lead."""
    since, nisha = now - timedelta(weeks=8), found["Nisha"]
    Person.objects.filter(pk=nisha.pk, coordinates_since=None).update(
        coordinates_since=since, coordinates_by=nisha
    )
    leading = [found[name].pk for name in ("Ruth", "Maureen", "Colette")]
    Person.objects.filter(pk__in=leading, leads_since=None).update(
        leads_since=since, leads_by=nisha
    )


def a_group(shape: Shape, lead: Person, programme: Curriculum, now: datetime) -> Group:
    """The group of this shape, made when it is missing; its dates move with today."""
    begun = first_on(shape, now.date())
    group, made = Group.objects.get_or_create(
        name=shape.name,
        defaults={
            "curriculum": programme, "first_on": begun, "begins": shape.begins,
            "forget_on": date.max, "time_zone": ZONE, "place": shape.place,
            "directions": shape.directions, "country": "GB", "capacity": 10,
            "created_at": now - timedelta(weeks=6), "created_by": lead,
        },
    )  # fmt: skip
    if made:
        Agreement.objects.create(
            group=group, text=programme.agreements, written_at=group.created_at, written_by=lead
        )
        join(group, lead, Role.FACILITATOR)
    if made or group.first_on != begun:
        lay_evenings(group, begun)
    return group


def lay_evenings(group: Group, begun: date) -> None:
    """Lay the evenings from `begun`, with what its programme has before and after them.

    Messages planned for older dates are forgotten.
    """
    Reminder.objects.filter(meeting__group=group).delete()
    outline = Outline(
        group.curriculum, begun, group.begins, group.time_zone, before=True, after=True
    )
    sittings = list(outline.sittings)
    if begun > group.first_on:
        sittings.reverse()  # the last first: no two evenings at one time, not even on the way
    forget_on = forgotten_on(max(each.slot.on for each in sittings))
    Group.objects.filter(pk=group.pk).update(first_on=begun, forget_on=forget_on)
    for each in sittings:
        slot = each.slot
        when = {
            "on_date": slot.on, "begins": slot.begins,
            "time_zone": slot.zone, "fold": slot.fold, "minutes": each.plan.minutes,
            "starts_at": slot.starts_at, "ends_at": slot.ends_at, "place": group.place,
            "planned_version": 0,
        }  # fmt: skip
        meeting, _made = Meeting.objects.update_or_create(
            group=group, number=each.number, defaults=when,
            create_defaults=when | {"plan": each.plan},  # a plan adapted in the demo stays
        )  # fmt: skip
        meeting.replies.update(about=slot.starts_at)  # nobody moved it: only today moved


def join(group: Group, person: Person, role: Role = Role.MEMBER) -> Membership:
    """A chair for her, once; members may see one another's names."""
    at = group.created_at + timedelta(days=3)
    agreement = group.agreements.get(version=1)
    membership, made = Membership.objects.get_or_create(
        group=group,
        person=person,
        defaults={
            "role": role, "joined_at": at, "seen_since": at, "agreed_to": agreement,
            "agreed_at": at,
        },
    )  # fmt: skip
    if made and role == Role.MEMBER:
        group.taken += 1
        group.save(update_fields=["taken"])
    return membership


def depart(membership: Membership, by: Person, now: datetime) -> None:
    """She left, or was asked to: her chair is free again."""
    if membership.ended_at is None:
        membership.ended_at, membership.ended_by = now - timedelta(weeks=2), by
        membership.save(update_fields=["ended_at", "ended_by"])
        membership.group.refresh_from_db()
        membership.group.taken -= 1
        membership.group.save(update_fields=["taken"])


def answers(group: Group, now: datetime) -> None:
    """What the members said for the coming evening: seven come, Grace is away, Joyce is silent."""
    meeting = Meeting.objects.filter(group=group).upcoming(now).first()
    if meeting is None:
        return
    for membership in Membership.objects.active().members().filter(group=group):
        name = membership.person.name
        if name in UNHEARD:
            continue
        answer = Reply.Answer.APOLOGIES if name in AWAY else Reply.Answer.COMING
        Reply.objects.get_or_create(
            meeting=meeting,
            membership=membership,
            defaults={
                "answer": answer, "about": meeting.starts_at, "replied_at": now - timedelta(days=1)
            },
        )  # fmt: skip


@transaction.atomic
def fill(now: datetime) -> None:
    """Everybody and both groups. Raises RealPeopleError; running it again is harmless."""
    refuse_real_people()
    found = people(now)
    roles(found, now)
    programme = Curriculum.objects.newest().fitting("en").first()
    if programme is None:
        raise LookupError("Import the built-in programmes first: manage.py builtin_curricula")
    tuesdays = a_group(TUESDAYS, found["Ruth"], programme, now)
    thursdays = a_group(THURSDAYS, found["Colette"], programme, now)
    join(tuesdays, found["Maureen"], Role.CO_FACILITATOR)
    for name in TUESDAY_MEMBERS:
        join(tuesdays, found[name])
    for name in ("Maureen", "Hanne"):
        join(thursdays, found[name])
    depart(join(tuesdays, found["Left"]), found["Left"], now)
    depart(join(tuesdays, found["Removed"]), found["Ruth"], now)
    answers(tuesdays, now)
    pages.write(found["Ewa"], tuesdays, now)
    pages.keep(found["Ewa"])
    pages.practise(found["Ewa"], tuesdays, now)
    pages.mark(found["Ewa"], tuesdays, now)
    pages.ask(tuesdays, found["Ruth"], now)
    given.give(found, now)
    letters.post(found["Ewa"], tuesdays, now)
    programmes.make_hers(programme, found["Ruth"], now)
