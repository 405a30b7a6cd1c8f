"""Open every sealed blob of the house once, and count. Nothing that was opened is kept or shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string
from django.views.decorators.debug import sensitive_variables

from facilitator.keeping import Keeps, Sealed, declarations
from facilitator.vault.boxes import Box, box
from facilitator.vault.errors import Erased, Unopenable

__all__ = ["Count", "verify"]


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
    def open(self, sealed: Sealed) -> None:
        if self.box is None or self.owner != sealed.owner:
            self.box, self.owner = box(sealed.owner, actor=sealed.owner), sealed.owner
        self.box.open(
            sealed.blob,
            table=sealed.table,
            column=sealed.column,
            row=sealed.row,
            revision=sealed.revision,
        )


def _verify(label: str, keeps: Keeps) -> Count:
    count = Count(f"{label}.{'+'.join(keeps.names)}")
    places: Callable[[], Iterable[Sealed]] = import_string(keeps.places) if keeps.places else tuple
    boxes = _Boxes()
    for sealed in places():
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


def verify() -> list[Count]:
    """One count per field declared as sealed. Closed: the house's key is not right."""
    return [_verify(label, keeps) for label, keeps in declarations() if keeps.sealed]
