"""What Ewa of the demo wrote, tried and marked, and two invitations of Ruth's still open."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from facilitator.people.models import Person
from groups.inviting import Hand, invite
from groups.models import Group, Meeting, Membership
from groups.reflections import keepsakes, practising, reading, tender
from groups.reflections.models import PracticeAnswer, Said
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, Stamp, begin_with

# Days ago, words, a word for the day.
EWAS = [
    (9, "The parcel\n\nI packed it twice. The second time I left out the jam.", "unsettled"),
    (4, "What the kitchen sounds like\n\nThe fridge, and the tap that I will not mend.", "mixed"),
]
PRACTISED = [Said.DID, Said.NOT, Said.LITTLE]
TENDER = "The day of the last letter"
GUESTS = [("Annick", ""), ("Blessing", "blessing@example.org")]


def stable(name: str) -> UUID:
    """The same id at every filling, so that nothing is made twice."""
    return uuid5(NAMESPACE_URL, f"https://example.org/demo/{name}")


def write(ewa: Person, group: Group, now: datetime) -> None:
    """Ewa's pages, each in the week of the evening that had begun by then."""
    for days, words, word in EWAS:
        at = now - timedelta(days=days)
        week = Meeting.objects.filter(group=group).begun(at).first()
        question = week.plan.prompts.first() if week else None
        stamp = Stamp(key=stable(f"save {days}"), pad=stable(f"pad {days}"))
        begin_with(
            ewa, to=Asked(meeting=week, prompt=question), sheet=Sheet(words, word),
            stamp=stamp, now=at,
        )  # fmt: skip


def keep(ewa: Person) -> None:
    """A small book with a sentence or two of each page; only once."""
    if keepsakes.held(ewa).pieces:
        return
    picked = []
    for whole in reading.open_all(ewa):
        said = keepsakes.sentences(whole.page.pk, whole.sheet.words if whole.sheet else "")
        on = whole.page.begun_at.date()
        picked += [keepsakes.piece_of(one, whole.page.pk, on=on) for one in said[1:3]]
    keepsakes.change(ewa, lambda book: keepsakes.picked(book, picked))


def practise(ewa: Person, group: Group, now: datetime) -> None:
    """What Ewa said of the practices of the first evenings, the newest left open; only once."""
    begun = list(Meeting.objects.filter(group=group).numbered().begun(now))[1:]
    if not PracticeAnswer.objects.for_person(ewa).exists():
        for week, said in zip(reversed(begun), PRACTISED, strict=False):
            practising.answer(ewa, week, said)


def mark(ewa: Person, group: Group, now: datetime) -> None:
    """A tender day two days after the coming evening, and those who lead may know; only once."""
    coming = Meeting.objects.filter(group=group).upcoming(now).first()
    if coming is None or tender.marked(ewa):
        return
    on = coming.on_date + timedelta(days=2)
    tender.mark(ewa, tender.Day(on.month, on.day), words=TENDER, now=now)
    seat = Membership.objects.active().for_person(ewa).get(group=group)
    tender.tell(ewa, seat.pk, now)


def ask(group: Group, ruth: Person, now: datetime) -> None:
    """One invitation on paper, one by mail that waits until Ruth says so."""
    for name, email in GUESTS:
        hand = Hand(role="member", group=group, email=email, name=name)
        invite(stable(name), hand, by=ruth, now=now)
