"""Groups and what belongs to them, made with as few words as a test needs.

A group made here has all its meetings, its first agreement and, with `lead=`, its facilitator.
Without a date it is "Tuesday evenings" of the cast: eight Tuesdays at 7 pm from 27 October 2026,
so that at NOW (Sunday 22 November) four are over and the fifth is on Tuesday 24 November.
"""

from datetime import UTC, date, datetime, time, timedelta

from curriculum.models import Activity, Curriculum, LibraryActivity, Prompt, SessionPlan
from facilitator.people.models import Person
from groups.ending import forgotten_on
from groups.models import Agreement, Group, Invitation, Meeting, Membership, Reply
from groups.models.membership import Role
from groups.outlining import Outline
from groups.scheduling import lay
from tests import cast

FIRST_ON = date(2026, 10, 27)
JOINED = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def curriculum(
    weeks: int = 8, *, published: bool = True, extras: bool = False, **fields: object
) -> Curriculum:
    """A small programme: each evening has four blocks of 90 minutes in all, and two questions.

    With `extras` it has a Session 0 of 45 minutes and a reunion of 60.
    """
    values: dict[str, object] = {
        "key": f"small-{Curriculum.objects.count() + 1}",
        "language": "en",
        "title": "A small programme",
        "author": "Kept Chair",
        "licence": "CC BY-SA 4.0",
        "agreements": "We listen.\n\nWhat is said here stays here.",
    }
    made = Curriculum.objects.create(**(values | fields))
    for number in range(1, weeks + 1):
        plan(made, number, minutes=made.minutes)
    if extras:
        plan(made, 0, part="before", title="A look at the room", minutes=45)
        plan(made, weeks + 1, part="after", title="Six weeks on", minutes=60)
    if published:
        made.publish(now=JOINED, by=None)
    return made


def plan(of: Curriculum, number: int, **fields: object) -> SessionPlan:
    """One evening of a programme."""
    values: dict[str, object] = {
        "title": f"Evening title {number}",
        "theme": f"Theme {number}",
        "aim": f"Aim {number}",
        "page": f"The page of evening {number}.",
        "practice": f"The practice of evening {number}.",
        "caution": "Nobody has to speak.",
    }
    made = SessionPlan.objects.create(
        curriculum=of, number=number, language=of.language, **(values | fields)
    )
    blocks = [("open", "Arrive", 10), ("round", "A round", 45), ("rest", "Tea", 15)]
    for position, (kind, title, minutes) in enumerate([*blocks, ("close", "Closing", 20)], 1):
        Activity.objects.create(
            plan=made, position=position, kind=kind, title=title, minutes=minutes, words="Say this."
        )
    for position in (1, 2):
        Prompt.objects.create(plan=made, position=position, text=f"Question {number}.{position}")
    return made


def library_activity(**fields: object) -> LibraryActivity:
    """A block of the library; without `owner` one of the starter set."""
    values: dict[str, object] = {
        "kind": "round", "title": "A round of names", "minutes": 12, "trim": 8, "language": "en",
        "words": "Say your name. You may pass.", "kept_at": JOINED,
    }  # fmt: skip
    return LibraryActivity.objects.create(**(values | fields))


def group(
    *, lead: Person | None = None, curriculum: Curriculum | None = None,
    first_on: date = FIRST_ON, **fields: object,
) -> Group:  # fmt: skip
    """A group with every meeting of its programme laid, its agreement, and `lead` leading it."""
    programme = curriculum or globals()["curriculum"]()
    by = lead or Person.objects.first() or cast.facilitator()
    values: dict[str, object] = {
        "name": "Tuesday evenings",
        "begins": time(19, 0),
        "time_zone": "Europe/London",
        "place": "Harbour Street Library",
        "country": "GB",
        "created_at": JOINED,
        "created_by": by,
        "forget_on": date.max,
    }
    made = Group.objects.create(curriculum=programme, first_on=first_on, **(values | fields))
    laid = meetings(made)
    if "forget_on" not in fields:
        made.forget_on = forgotten_on(max(each.on_date for each in laid)) if laid else date.max
        made.save(update_fields=["forget_on"])
    agreement(made, by=by)
    if lead:
        member(made, person=lead, role=Role.FACILITATOR)
    return made


def meetings(of: Group) -> list[Meeting]:
    """The group's meetings, laid along its rhythm."""
    plans = list(of.curriculum.plans.filter(part=SessionPlan.Part.MAIN).order_by("number"))
    minutes = [of.minutes] * len(plans)
    slots = lay(of.first_on, of.begins, of.time_zone, minutes=minutes, every_weeks=of.every_weeks)
    return Meeting.objects.bulk_create(
        Meeting(
            group=of, plan=each, number=each.number, on_date=slot.on, begins=slot.begins,
            time_zone=slot.zone, fold=slot.fold, minutes=of.minutes, starts_at=slot.starts_at,
            ends_at=slot.ends_at, place=of.place,
        )
        for each, slot in zip(plans, slots, strict=True)
    )  # fmt: skip


def extras(of: Group) -> tuple[Meeting, Meeting]:
    """Its Session 0 a week before the first evening, and its reunion six weeks after the last."""
    found = Outline(
        of.curriculum, of.first_on, of.begins, of.time_zone, of.every_weeks, before=True, after=True
    ).sittings
    first, last = (
        Meeting.objects.create(
            group=of, plan=each.plan, number=each.number, on_date=each.slot.on,
            begins=each.slot.begins, time_zone=each.slot.zone, fold=each.slot.fold,
            minutes=each.plan.minutes, starts_at=each.slot.starts_at, ends_at=each.slot.ends_at,
            place=of.place,
        )
        for each in (found[0], found[-1])
    )  # fmt: skip
    of.forget_on = forgotten_on(last.on_date)
    of.save(update_fields=["forget_on"])
    return first, last


def agreement(of: Group, *, by: Person | None = None, text: str = "") -> Agreement:
    """The next version of the group's agreement."""
    return Agreement.objects.create(
        group=of,
        version=of.agreements.count() + 1,
        text=text or of.curriculum.agreements,
        written_at=JOINED,
        written_by=by or of.created_by,
    )


def member(
    of: Group, name: str = "Ewa", *, person: Person | None = None, role: str = Role.MEMBER,
    **fields: object,
) -> Membership:  # fmt: skip
    """Somebody in the group; a member sits on one of its chairs. `.person` is who she is."""
    who = person or cast.person(name)
    values: dict[str, object] = {
        "joined_at": JOINED,
        "seen_since": JOINED,
        "agreed_to": of.agreements.order_by("-version").first(),
        "agreed_at": JOINED,
    }
    if role == Role.MEMBER and "ended_at" not in fields:
        of.taken += 1
        of.capacity = max(of.capacity, of.taken)
        of.save(update_fields=["taken", "capacity"])
    return Membership.objects.create(group=of, person=who, role=role, **(values | fields))


def members(of: Group, count: int) -> list[Membership]:
    """So many members, named Member 1 to Member n."""
    start = of.taken
    return [member(of, f"Member{start + n}") for n in range(1, count + 1)]


def reply(meeting: Meeting, of: Membership, answer: str = "coming", note: str = "") -> Reply:
    """What she said beforehand."""
    return Reply.objects.create(
        meeting=meeting, membership=of, answer=answer, note=note, about=meeting.starts_at,
        replied_at=cast.NOW,
    )  # fmt: skip


def invitation(of: Group | None, email: str = "", **fields: object) -> Invitation:
    """An open invitation, to be a member unless `role` says otherwise."""
    at = fields.pop("invited_at", cast.NOW - timedelta(days=1))
    assert isinstance(at, datetime)
    values: dict[str, object] = {
        "role": "member" if of else "facilitator",
        "invited_at": at,
        "invited_by": of.created_by if of else None,
        "expires_at": at + timedelta(days=14),
    }
    return Invitation.objects.create(group=of, email=email, **(values | fields))
