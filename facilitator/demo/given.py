"""What the demo's members gave: Ewa a page to Ruth, Joyce a card, Grace one without her name."""

from datetime import datetime, timedelta

from facilitator.demo.pages import stable
from facilitator.people.models import Person
from groups.reflections import giving
from groups.reflections.models import Share, To
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, Stamp, begin_with

EWAS = (
    "The bench by the water\n\nI sat there on Sunday with the flask. Nobody had to be waited for. "
    "I stayed until the light went, and then a little longer."
)
JOYCES = (
    "The piano lid\n\nI opened it for the first time since March. I did not play. "
    "I only wanted to know whether I could."
)
GRACES = "I have stopped counting the weeks. I thought that would feel worse."
ANSWER = "Thank you for letting me sit on that bench with you. No need to write back."


def give(people: dict[str, Person], now: datetime) -> None:
    """All three, once; Ruth has opened hers and answered."""
    ruth = people["Ruth"]
    to_ruth = giving.Offer(To.FACILITATORS, people=frozenset({ruth.pk}))
    unnamed = giving.Offer(To.GROUP, named=False)
    share, new = _given(people["Ewa"], EWAS, to_ruth, now - timedelta(days=3))
    _given(people["Joyce"], JOYCES, giving.Offer(To.GROUP, part="1", offers_turn=True),
           now - timedelta(days=2))  # fmt: skip
    _given(people["Grace"], GRACES, unnamed, now - timedelta(days=1))
    if new:
        giving.open_given(ruth, share.pk, now=now - timedelta(days=2))
        giving.answer(ruth, share.pk, words=ANSWER, now=now - timedelta(days=2))


def _given(person: Person, words: str, offer: giving.Offer, at: datetime) -> tuple[Share, bool]:
    """The page, written and given at that time; False: it was given already."""
    name = f"given {person.name}"
    if there := Share.objects.by(person).filter(slip=stable(name)).first():
        return there, False
    stamp = Stamp(key=stable(f"key {name}"), pad=stable(f"pad {name}"))
    page = begin_with(person, to=Asked(), sheet=Sheet(words), stamp=stamp, now=at).page
    seen = giving.look(person, page, offer, now=at).seen
    return giving.give(person, page, offer, seen=seen, slip=stable(name), now=at), True
