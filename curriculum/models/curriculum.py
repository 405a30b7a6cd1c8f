"""Curriculum: an ordered set of session plans by an author; published = frozen."""

import uuid
from datetime import datetime
from itertools import chain, count
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.licences import plain_name
from curriculum.models.frozen import Freezing, FreezingQuerySet, Frozen
from facilitator.keeping import NOT_PERSONAL, WITH_ACCOUNT, Keeps
from facilitator.pages.hats import Hats
from facilitator.people.models import Person

KEY_ROOM = 54  # characters: the number behind it has room, too


class CurriculumQuerySet(FreezingQuerySet["Curriculum"]):
    """Programmes; the published ones can be read and copied, and nothing else."""

    def published(self) -> "CurriculumQuerySet":
        return self.filter(published_at__isnull=False)

    def for_person(self, person: Person) -> "CurriculumQuerySet":
        """What is published, and her own drafts; all for a coordinator, none if she leads none."""
        if person.coordinates:
            return self.all()
        if not Hats(person).leads:
            return self.none()
        return self.filter(Q(published_at__isnull=False) | Q(owner=person))

    def drafts_of(self, person: Person) -> "CurriculumQuerySet":
        """Her own drafts; every draft for a coordinator."""
        found = self.filter(published_at__isnull=True)
        return found if person.coordinates else found.filter(owner=person)

    def free_key(self, base: str) -> str:
        """A key that no programme has, in any language: `base`, or base-2 and so on."""
        base = base[:KEY_ROOM].strip("-") or "programme"
        taken = {*Curriculum.objects.filter(key__startswith=base).values_list("key", flat=True)}
        others = (f"{base}-{number}" for number in count(2))
        return next(key for key in chain([base], others) if key not in taken)

    def beginning(self, key: str, language: str) -> str:
        """What a new row of this key in this language begins (Curriculum.Begins), as seen now."""
        there = {*self.filter(key=key).values_list("language", flat=True)}
        if not there:
            return Curriculum.Begins.KEY
        return "" if language in there else Curriculum.Begins.LANGUAGE

    def told(self) -> "CurriculumQuerySet":
        """With the number of its `evenings`, by title; of one title the newest version first."""
        evenings = models.Count("plans", filter=Q(plans__part="main"))
        return self.annotate(evenings=evenings).order_by("title", "language", "-version", "pk")

    def spoken(self, language: str) -> "CurriculumQuerySet":
        """The same rows, those in this language before the others."""
        return self.annotate(foreign=_foreign(language)).order_by("foreign", *self.query.order_by)

    def current(self) -> "CurriculumQuerySet":
        """Every draft, and of what is published the newest version of each key and language."""
        return self.filter(Q(published_at__isnull=True) | Q(pk__in=self.newest().values("pk")))

    def newest(self) -> "CurriculumQuerySet":
        """Only the newest published version of each key and language."""
        newer = Curriculum.objects.published().filter(
            key=models.OuterRef("key"),
            language=models.OuterRef("language"),
            version__gt=models.OuterRef("version"),
        )
        return self.published().filter(~models.Exists(newer))

    def fitting(self, language: str) -> "CurriculumQuerySet":
        """Those in this language first, of them the built-in, of them the longest.

        Each with the number of its `evenings`.
        """
        return self.annotate(
            evenings=models.Count("plans", filter=Q(plans__part="main")),
            foreign=_foreign(language),
            brought=models.Case(models.When(owner__isnull=True, then=0), default=1),
        ).order_by("foreign", "brought", "-evenings", "title", "pk")


def _foreign(language: str) -> models.Case:
    """0 for a programme in this language, 1 for any other."""
    own = Q(language__startswith=language.split("-", maxsplit=1)[0])
    return models.Case(models.When(own, then=0), default=1)


class Curriculum(Freezing):
    """A programme on the screen. `key` is the same in every version and language.

    `translation_of`: the language of the original from which it has what is not translated yet; it
    was copied when this came in, and each plan says its own language.

    From `published_at` on it and all that belongs to it is frozen: every write raises Frozen. A
    group points to one row, and so keeps the version it began with.

    `owner` null: built in, or brought in by a command. `forked_from`: the version of another
    programme that it grew out of; `attribution` names it in words, and stays.

    `begins`: the first row of a key, or the first of a language under it, says so. There is one of
    each, so of two people who bring a new key at the same moment the database lets in one.
    `agreements_language`, `guide_language`: of those words, where a translation has them from its
    original still; else they are in the programme's own.
    """

    class Begins(models.TextChoices):
        KEY = "key"
        LANGUAGE = "language"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=10)
    begins = models.CharField(max_length=8, choices=Begins, blank=True, editable=False)
    translation_of = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=120)
    licence = models.CharField(max_length=60)
    attribution = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)  # the usual length of one meeting
    agreements = models.TextField(blank=True)  # Markdown: what a group may start from
    agreements_language = models.CharField(max_length=10, blank=True)
    guide = models.TextField(blank=True)  # Markdown: for facilitators alone
    guide_language = models.CharField(max_length=10, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="curricula"
    )
    forked_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="forks"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(  # null where the built-in was imported by a command
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = CurriculumQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "key", "version", "language", "begins", "translation_of", "title", "subtitle",
             "author", "licence", "attribution", "minutes", "agreements", "agreements_language",
             "guide", "guide_language", "forked_from", "published_at"),
            _("so that a programme can be run"),
            NOT_PERSONAL,
        ),
        Keeps(
            ("owner", "published_by"),
            _("so that a programme is hers who made it, and says who published it"),
            WITH_ACCOUNT,
            export="curriculum.hers.programmes",
            erase="curriculum.hers.erase_drafts",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name_plural = "curricula"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language", "version"], name="curriculum_version_once"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=Q(begins="key"), name="curriculum_key_begins_once"
            ),
            models.UniqueConstraint(
                fields=["key", "language"],
                condition=Q(begins="language"),
                name="curriculum_language_begins_once",
            ),
            models.CheckConstraint(
                name="curriculum_published_by_somebody_at_some_time",
                condition=Q(published_at__isnull=False) | Q(published_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, version {self.version})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.begins = Curriculum.objects.beginning(self.key, self.language)
        super().save(*args, **kwargs)

    @property
    def licence_name(self) -> str:
        """What its licence means, in words."""
        return plain_name(self.licence)

    @property
    def agreements_spoken(self) -> str:
        """The language of the agreements."""
        return self.agreements_language or self.language

    @property
    def guide_spoken(self) -> str:
        """The language of the guide."""
        return self.guide_language or self.language

    def publish(self, *, now: datetime, by: models.Model | None) -> None:
        """Freeze it: from here on it is copied, not changed. Frozen when it already was.

        Of two who publish at once the database says who was first.
        """
        draft = Curriculum.objects.filter(pk=self.pk)
        if not draft.update(published_at=now, published_by=by):
            raise Frozen
        self.published_at, self.published_by = now, by  # type: ignore[assignment]  # a Person
