"""What she gave, as she sees it herself: to whom, when, who opened it, what came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.reflections.giving.offering import Card
from groups.reflections.giving.sealing import Opener, or_cannot_open
from groups.reflections.models import Addressee, Answer, Share, To

__all__ = ["Given", "Reader", "given", "given_of"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One person whom she gave it to. `answer` stands once it is opened."""

    name: str
    opened_at: datetime | None
    can_read: bool
    answered_at: datetime | None
    answer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that she gave; `card` is what they see of it, once it is opened."""

    id: UUID
    page_id: UUID
    group: str
    is_card: bool
    whole: bool
    named: bool
    given_at: datetime
    hidden_at: datetime | None
    hidden_by: str
    readers: list[Reader]
    card: Card | None = field(default=None, repr=False)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.readers]

    @property
    def opened(self) -> list[Reader]:
        """Who opened it."""
        return [one for one in self.readers if one.opened_at]

    @property
    def answered(self) -> list[str]:
        return [one.name for one in self.readers if one.answered_at]

    @property
    def lost(self) -> list[str]:
        """Who cannot read it any more."""
        return [one.name for one in self.readers if not one.can_read]


def given_of(person: Person, page_id: UUID) -> list[Given]:
    """What she gave of one page, the newest first, without a word of it; three queries."""
    return [_seen(one) for one in _hers(person).filter(page=page_id)]


@sensitive_variables()
def given(person: Person, share_id: UUID) -> Given:
    """One thing that she gave, exactly as others see it, with the answers.

    Without a card where the bytes no longer open, and without the answers that do not.
    Share.DoesNotExist: not hers, or taken back; CannotOpenError.
    """
    share, opener = _hers(person).get(pk=share_id), Opener()
    with or_cannot_open():
        words = opener.words_or_none(share)
        answers = {
            one.pk: opener.answer_or_none(one.answer, share) or ""
            for one in share.addressees.all()
            if _answer(one)
        }
    name = person.name if share.named else ""
    card = Card(words or "", name, share.whole, share.offers_turn, share.given_at)
    return replace(_seen(share, answers), card=None if words is None else card)


def _hers(person: Person) -> "QuerySet[Share]":
    still = Addressee.objects.readable().filter(pk=OuterRef("pk"))
    rows = Addressee.objects.select_related("person", "answer").order_by("person__name", "pk")
    shares = Share.objects.by(person).select_related("group", "hidden_by")
    found: QuerySet[Share] = shares.order_by("-given_at", "pk").prefetch_related(
        Prefetch("addressees", rows.annotate(can_read=Exists(still)))
    )
    return found


def _answer(one: Addressee) -> Answer | None:
    return getattr(one, "answer", None)


def _seen(share: Share, answers: Mapping[UUID, str] = MappingProxyType({})) -> Given:
    return Given(
        id=share.pk, page_id=share.page_id, group=share.group.name, is_card=share.to == To.GROUP,
        whole=share.whole, named=share.named, given_at=share.given_at, hidden_at=share.hidden_at,
        hidden_by=share.hidden_by.name if share.hidden_by else "",
        readers=[_reader(one, answers.get(one.pk, "")) for one in share.addressees.all()],
    )  # fmt: skip


def _reader(one: Addressee, answer: str) -> Reader:
    said = _answer(one)
    can_read = bool(getattr(one, "can_read", False))  # from the query above
    return Reader(
        one.person.name, one.opened_at, can_read, said.answered_at if said else None, answer=answer
    )
