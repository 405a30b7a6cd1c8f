"""Open every sealed blob of the house once, and count. Nothing that was opened is kept or shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils.module_loading import import_string
from django.views.decorators.debug import sensitive_variables

from facilitator.keeping import Keeps, Sealed, declarations
from facilitator.vault.boxes import Box, box
from facilitator.vault.envelopes import group_box, own_box
from facilitator.vault.errors import Erased, Unopenable

__all__ = ["Count", "anything_sealed", "verify"]


@dataclass
class Count:
    """What became of the blobs of one field; `unplaced` stand in it without a place named."""

    name: str
    opened: int = 0
    erased: int = 0
    failed: int = 0
    unplaced: int = 0

    @property
    def bad(self) -> int:
        return self.failed + self.unplaced


def _blobs(label: str, keeps: Keeps) -> int | None:
    """How many blobs stand in a field's column; None where it is no column of bytes."""
    model = apps.get_model(label)
    field = model._meta.get_field(keeps.names[0])
    if len(keeps.names) != 1 or not isinstance(field, models.BinaryField):
        return None
    filled = model._base_manager.exclude(**{f"{field.name}__isnull": True})
    count: int = filled.exclude(**{field.name: b""}).count()
    return count


class _Boxes:
    """The box of the owner at hand: blobs come owner by owner."""

    def __init__(self) -> None:
        self.owner: UUID | None = None
        self.box: Box | None = None

    @sensitive_variables()
    def open(self, sealed: Sealed) -> bytes:
        return self._box(sealed).open(
            sealed.blob,
            table=sealed.table,
            column=sealed.column,
            row=sealed.row,
            revision=sealed.revision,
        )

    @sensitive_variables()
    def _box(self, sealed: Sealed) -> Box:
        if sealed.under is not None:
            return own_box(self.open(sealed.under), text=sealed.owner)
        if self.box is None or self.owner != sealed.owner:
            made = group_box(sealed.owner) if sealed.of_group else None
            self.box = made or box(sealed.owner, actor=sealed.owner)
            self.owner = sealed.owner
        return self.box


def _places(keeps: Keeps) -> Iterable[Sealed]:
    """Every blob of a field, owner by owner."""
    places: Callable[[], Iterable[Sealed]] = import_string(keeps.places) if keeps.places else tuple
    return places()


def _verify(label: str, keeps: Keeps) -> Count:
    count = Count(f"{label}.{'+'.join(keeps.names)}")
    boxes = _Boxes()
    for sealed in _places(keeps):
        try:
            boxes.open(sealed)
            count.opened += 1
        except Erased:
            count.erased += 1
        except Unopenable:
            count.failed += 1
    blobs = _blobs(label, keeps)
    if blobs is not None:
        count.unplaced = max(0, blobs - count.opened - count.erased - count.failed)
    return count


def anything_sealed() -> bool:
    """Whether a sealed text stands anywhere; a database not yet set up holds none."""
    there = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    return any(
        apps.get_model(label)._meta.db_table in there and any(True for _ in _places(keeps))
        for label, keeps in declarations()
        if keeps.sealed
    )


def verify() -> list[Count]:
    """One count per field declared as sealed. Closed: the house's key is not right."""
    return [_verify(label, keeps) for label, keeps in declarations() if keeps.sealed]
