"""What the tests say about giving: a page, and how somebody gives it."""

from uuid import UUID, uuid4

from facilitator.people.models import Person
from groups.reflections import giving
from groups.reflections.giving import Offer
from groups.reflections.models import Share, To
from tests.cast import NOW
from tests.reflections.conftest import begun

WORDS = "The tin of buttons.\n\nI kept it for the colours. And for her hands.\n\nThat is all."


def gave(
    person: Person, to: To = To.FACILITATORS, *, words: str = WORDS, page: UUID | None = None,
    now=NOW, **chosen: object,
) -> Share:  # fmt: skip
    """She looked at what she chose, and gave it."""
    page = page or begun(person, words, now=now).page
    offer = Offer(to, **chosen)
    seen = giving.look(person, page, offer, now=now).seen
    return giving.give(person, page, offer, seen=seen, slip=uuid4(), now=now)


def card(person: Person, **chosen: object) -> Share:
    """She brought it to her group."""
    return gave(person, To.GROUP, **chosen)
