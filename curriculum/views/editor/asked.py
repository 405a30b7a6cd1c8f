"""Asked: one change that a page asks for, and how a plan is held for it."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from curriculum.editing import Held, changing, field_of, look
from curriculum.views.editor.place import Place, told
from facilitator.people.models import Person

__all__ = ["Asked", "Senseless", "at", "edition_seen", "plan_seen"]


BRIEF = "A" * 22  # as long as an id in its brief spelling


class Senseless(Exception):
    """No page of ours asks for this."""


@dataclass(frozen=True)
class Asked:
    """`words`: what stands after the name of the change, in its order."""

    request: HttpRequest
    place: Place
    words: tuple[str, ...]
    now: datetime

    @property
    def saw(self) -> int:
        return edition_seen(self.request)

    @property
    def opened(self) -> UUID | None:
        """The block whose form is open beside the list."""
        return uuid(self.request.POST.get("open", ""))

    def id(self, place: int) -> UUID:
        """The id that stands at this place of the words."""
        found = uuid(self.words[place]) if place < len(self.words) else None
        if found is None:
            raise Senseless
        return found

    @contextmanager
    def changing(
        self, about: str | Callable[[Held], str], *, saw: int | None = None, goes_on: bool = False
    ) -> Iterator[Held]:
        """The plan, held; a plan that must be copied first is copied in the same transaction."""
        with transaction.atomic():
            plans = told(self.place.own(), self.place.by, self.saw)
            with changing(
                plans, None, about=about, by=self.place.by, now=self.now, saw=saw, goes_on=goes_on
            ) as held:
                edition = held.plan.edition
                yield held
            if held.plan.edition != edition:
                _told(held, self.place.by, self.now)

    def look(self) -> Held:
        """The plan as it stands now, not copied."""
        return look(told(self.place.plans, self.place.by, self.saw))


def _told(held: Held, by: Person, now: datetime) -> None:
    """What `told` says of the plan, now that `by` has changed it."""
    plan: Any = held.plan
    plan.standing, plan.standing_by, plan.standing_of = held.newest, by.name, by.pk
    plan.changed_at = now


def at(block_id: UUID, field: str) -> Callable[[Held], str]:
    """What a change of one field is about, in the plan that is held."""
    return lambda held: field_of(held.block(block_id).pk, field)


def edition_seen(request: HttpRequest) -> int:
    """The edition of the plan that the page had before her; 0 where it does not say."""
    return number(_seen(request)[0]) or 0


def plan_seen(request: HttpRequest) -> UUID | None:
    """Which plan that was (SessionPlan.origin): by now it may stand under another number."""
    return uuid(_seen(request)[1])


def _seen(request: HttpRequest) -> tuple[str, str]:
    sent = request.POST if request.method == "POST" else request.GET
    edition, _dot, plan = sent.get("saw", "").partition(".")
    return edition, plan


def uuid(written: str) -> UUID | None:
    """An id, also in the spelling of `brief`."""
    try:
        if len(written) == len(BRIEF):
            return UUID(bytes=urlsafe_b64decode(f"{written}=="))
        return UUID(written)
    except ValueError:
        return None


def number(written: str) -> int | None:
    """A whole number of at most nine digits."""
    digits = written.removeprefix("-")
    fits = digits.isascii() and digits.isdecimal() and len(digits) < 10
    return int(written) if fits else None
