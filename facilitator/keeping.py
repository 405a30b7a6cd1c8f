"""How a model declares what it keeps: which field, why, until when, and what forgets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "NOT_PERSONAL", "OTHER_KEY", "WITH_ACCOUNT", "Keeps", "Sealed", "Until", "declarations",
    "has_sealed",
]  # fmt: skip

# dict of "app.Model" -> list[Keeps]: the tables of Django and allauth, declared in people.
OTHERS = "facilitator.people.keeping_others.KEPT"


@dataclass(frozen=True)
class Until:
    """A term, in words for the privacy page, and the function that ends it.

    `forget` is the dotted name of `forget(now: datetime) -> int`, the number of rows forgotten;
    the daily task runs it. Empty where another act ends it (the account's erasure). `told` is the
    dotted name of `told(person, now) -> list[str]`: sentences with the dates that she was told.
    """

    words: "str | _StrPromise"
    forget: str = ""
    told: str = ""


# Sealed neither with a person's key nor with a group's: with the house's, or the text's own.
OTHER_KEY = "-"
WITH_ACCOUNT = Until(_("as long as the account"))
NOT_PERSONAL = Until(_("as long as the group's records; it says nothing about a person"))


@dataclass(frozen=True)
class Keeps:
    """What a model keeps in `fields`, why, and until when.

    A model lists these in a class attribute `keeps`; every concrete field stands in exactly one
    of them, or `manage.py check` fails. `export` and `erase` are dotted names, resolved at run
    time by facilitator.privacy: `export(person) -> JSON-able` and
    `erase(person, now) -> int`. `sealed` marks bytes that the vault made; then `places` is the
    dotted name of `places() -> Iterable[Sealed]`, every blob of the field, owner by owner, which
    `manage.py vault verify` opens, and `owner` the path from a row to the id of the person or the
    group whose key sealed it, or OTHER_KEY. `thrown_away` is the path to the time when she threw a
    row away: from then on it is no reason against a first key.

    A table that names a person has one `export` and one `erase`, or says why not, in words for
    whoever reads the code: `not_taken`, `not_erased`. `first` is the dotted name of
    `first(person, now) -> list[str]`: what she is asked to do before her account can be closed.
    It runs in the commit that erases, and locks what it counts.
    """

    fields: "str | Sequence[str]"
    why: "str | _StrPromise"
    until: Until
    export: str = ""
    erase: str = ""
    not_taken: str = ""
    not_erased: str = ""
    first: str = ""
    sealed: bool = False
    places: str = ""
    owner: str = ""
    thrown_away: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The field names, always as a tuple."""
        return (self.fields,) if isinstance(self.fields, str) else tuple(self.fields)


@dataclass(frozen=True)
class Sealed:
    """One sealed blob and the place it was sealed for, exactly as it was given to the vault."""

    blob: bytes
    table: str
    column: str
    row: UUID
    owner: UUID
    revision: int
    of_group: bool = False  # a key, closed with the key of the group `owner`
    under: "Sealed | None" = None  # the closed key of this one text; then `owner` is that text


def declarations() -> Iterator[tuple[str, Keeps]]:
    """("app.Model", what it keeps): our own models first, then those of others."""
    for model in apps.get_models():
        for keeps in getattr(model, "keeps", ()):
            yield model._meta.label, keeps
    others: dict[str, list[Keeps]] = import_string(OTHERS)
    for label, keepings in others.items():
        for keeps in keepings:
            yield label, keeps


def has_sealed(owner: UUID) -> bool:
    """Whether anything is there that the key of this person or group sealed; a query a place.

    Whoever makes a first key asks this: beside texts of hers it would be a second one.
    """
    for label, keeps in declarations():
        if keeps.owner in ("", OTHER_KEY):
            continue
        rows = apps.get_model(label)._base_manager.filter(Q((keeps.owner, owner)))
        if keeps.thrown_away:
            rows = rows.filter(Q((f"{keeps.thrown_away}__isnull", True)))
        if any(rows.exclude(Q((name, b""))).exists() for name in keeps.names):
            return True
    return False
