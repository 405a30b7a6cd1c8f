"""A synthetic world for measuring: many groups, members and evenings, written in bulk."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from curriculum.models import Activity, Curriculum, Prompt, SessionPlan
from facilitator.people.models import Person, canonical
from groups.ending import forgotten_on
from groups.models import Agreement, Group, Meeting, Membership
from groups.models.membership import Role
from groups.scheduling import lay

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
BATCH = 2000  # rows a statement
PASSWORD = "kept-chair-load"  # noqa: S105  # synthetic people at example.net


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    groups: int
    members: int  # in each group
    weeks: int


def programme(weeks: int, now: datetime) -> Curriculum:
    """A published programme of `weeks` evenings; made once for each length."""
    made, new = Curriculum.objects.get_or_create(
        key=f"load-{weeks}",
        language="en",
        version=1,
        defaults={"title": "Load", "author": "Load", "licence": "CC0-1.0", "agreements": "-"},
    )
    if not new:
        return made
    plans = SessionPlan.objects.bulk_create(
        SessionPlan(
            curriculum=made, language=made.language, number=n, title=f"Evening {n}", theme="-",
            aim="-", page="-", practice="-", caution="-",
        )
        for n in range(1, weeks + 1)
    )  # fmt: skip
    Activity.objects.bulk_create(
        Activity(plan=plan, position=at, kind=kind, title=kind, minutes=minutes)
        for plan in plans
        for at, (kind, minutes) in enumerate([("open", 20), ("round", 60), ("close", 10)], 1)
    )
    Prompt.objects.bulk_create(Prompt(plan=plan, position=1, text="-") for plan in plans)
    made.publish(now=now, by=None)
    return made


def crowd(names: Iterable[str], hashed: str, now: datetime) -> list[Person]:
    """People with verified addresses at example.net, all under one password hash."""
    people: list[Person] = []
    for name in names:
        email = f"{name}-{uuid.uuid4().hex[:8]}@example.net"
        people.append(
            Person(
                email=email, email_canonical=canonical(email), name=name, password=hashed,
                joined_at=now, time_zone=ZONES[len(people) % len(ZONES)],
            )
        )  # fmt: skip
    Person.objects.bulk_create(people, batch_size=BATCH)
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in people),
        batch_size=BATCH,
    )
    return people


def evenings(group: Group, plans: list[SessionPlan]) -> Iterator[Meeting]:
    """The unsaved meetings of one group."""
    slots = lay(group.first_on, group.begins, group.time_zone, minutes=[90] * len(plans))
    for plan, slot in zip(plans, slots, strict=True):
        yield Meeting(
            group=group, plan=plan, number=plan.number, on_date=slot.on, begins=slot.begins,
            time_zone=slot.zone, fold=slot.fold, minutes=90, starts_at=slot.starts_at,
            ends_at=slot.ends_at, place=group.place,
        )  # fmt: skip


@transaction.atomic
def load(size: Size, now: datetime) -> None:
    """Write the world in one transaction: all of it, or nothing."""
    made = programme(size.weeks, now)
    plans = list(made.plans.order_by("number"))
    hashed = make_password(PASSWORD)
    leads = crowd((f"lead{n}" for n in range(size.groups)), hashed, now)
    first = leads[0]
    Person.objects.filter(pk=first.pk).update(coordinates_since=now, coordinates_by=first)
    for chunk in range(0, len(leads), BATCH):
        part = leads[chunk : chunk + BATCH]
        ids = [lead.pk for lead in part]
        Person.objects.filter(pk__in=ids).update(leads_since=now, leads_by=first)
    groups = [
        Group(
            name=f"Group {n}", curriculum=made, begins=time(19, 0), place="Somewhere",
            first_on=now.date() - timedelta(days=n % (7 * size.weeks)), created_at=now,
            time_zone=ZONES[n % len(ZONES)], created_by=lead,
            capacity=size.members, taken=size.members,
            forget_on=forgotten_on(now.date() + timedelta(weeks=size.weeks)),
        )
        for n, lead in enumerate(leads)
    ]  # fmt: skip
    Group.objects.bulk_create(groups, batch_size=BATCH)
    fill(groups, plans, size, now)


def fill(groups: list[Group], plans: list[SessionPlan], size: Size, now: datetime) -> None:
    """Agreements, evenings and memberships of all groups, some hundred groups at a time."""
    hashed = make_password(PASSWORD)
    for chunk in range(0, len(groups), 200):
        part = groups[chunk : chunk + 200]
        Agreement.objects.bulk_create(
            Agreement(group=g, text="-", written_at=now, written_by=g.created_by) for g in part
        )
        Meeting.objects.bulk_create(
            (meeting for group in part for meeting in evenings(group, plans)), batch_size=BATCH
        )
        count = len(part) * size.members
        people = iter(crowd((f"member{n}" for n in range(count)), hashed, now))
        rows = [
            Membership(group=g, person=g.created_by, role=Role.FACILITATOR, joined_at=now)
            for g in part
        ]
        rows += [
            Membership(
                group=g, person=next(people), role=Role.MEMBER, joined_at=now, seen_since=now
            )
            for g in part
            for _member in range(size.members)
        ]
        Membership.objects.bulk_create(rows, batch_size=BATCH)
