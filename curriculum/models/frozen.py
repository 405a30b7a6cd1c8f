"""What is published is frozen: every way to write to it is refused, whoever asks."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext as _

M = TypeVar("M", bound=models.Model)


class Frozen(Exception):  # the word we say
    """Somebody meant to change a published curriculum. It is copied (revised), not changed."""

    def __init__(self) -> None:
        super().__init__(_("This programme is published. Revise it: the copy can be changed."))


class FreezingQuerySet(models.QuerySet[M]):
    """Refuses to write to rows of a published curriculum, with Frozen.

    Each subclass names `frozen_by`, the path from its model to the curriculum's `published_at`,
    and `parent`, the foreign key that leads there ("" on Curriculum itself).
    """

    frozen_by: ClassVar[str] = "published_at"
    parent: ClassVar[str] = ""
    _known_open = False

    def known_open(self) -> Self:
        """The same rows, for whoever holds their plan locked and saw that it is not published."""
        rows = self.all()
        rows._known_open = True  # noqa: SLF001  our own class
        return rows

    def _clone(self) -> Self:
        rows: Self = super()._clone()  # type: ignore[misc]  # Django's way to carry a flag along
        rows._known_open = self._known_open
        return rows

    def refuse_published(self) -> None:
        """Frozen when any row of this set belongs to a published curriculum."""
        if self._known_open:
            return
        if self.order_by().filter(**{f"{self.frozen_by}__isnull": False}).exists():
            raise Frozen

    def refuse_under(self, parents: Iterable[Any]) -> None:
        """Frozen when any of `parents`, rows or ids that `parent` may point to, is published."""
        if not self.parent or self._known_open:
            return
        field = self.model._meta.get_field(self.parent)
        above: Any = field.related_model
        ids = {getattr(one, "pk", one) for one in parents}
        above.objects.using(self.db).filter(pk__in=ids).refuse_published()

    def update(self, **kwargs: Any) -> int:
        """What is published between the look and the write is left out by the write itself."""
        self.refuse_published()
        if self.parent in kwargs:
            self.refuse_under([kwargs[self.parent]])
        return super(FreezingQuerySet, self._still_open()).update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_published()
        return super(FreezingQuerySet, self._still_open()).delete()

    def _still_open(self) -> Self:
        """The same rows, as long as they are not published when the database comes to them."""
        return self if self._known_open else self.filter(**{f"{self.frozen_by}__isnull": True})

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        made = list(objs)
        self.refuse_under(getattr(one, f"{self.parent}_id") for one in made if self.parent)
        return super().bulk_create(made, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        self.filter(pk__in=[row.pk for row in rows]).refuse_published()
        return super().bulk_update(rows, *args, **kwargs)


class Freezing(models.Model):
    """A row that may be written only while its curriculum is not published."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_published()
        return super().delete(*args, **kwargs)

    def refuse_published(self) -> None:
        """Frozen when the row as it stands, or the place it would move to, is published."""
        rows: Any = type(self)._default_manager.all()  # noqa: SLF001  # Django's documented name
        rows.filter(pk=self.pk).refuse_published()
        if rows.parent:
            rows.refuse_under([getattr(self, f"{rows.parent}_id")])
