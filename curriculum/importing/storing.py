"""A draft into the database, whole or not at all."""

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from curriculum.checking import Draft, check, errors
from curriculum.importing.reading import read
from curriculum.importing.refused import Refused, taken
from curriculum.importing.rows import draft_of, made
from curriculum.importing.translating import filled
from curriculum.importing.writing import write_text
from curriculum.models import Curriculum, SessionPlan

__all__ = ["publish", "store"]


def store(draft: Draft, *, owner: models.Model | None = None) -> tuple[Curriculum, bool]:
    """The curriculum of the draft, not published, and whether anything was written.

    A translation is filled from its original. The same text again changes nothing. Another text for
    a version that is not published takes its place, if it is the owner's own; for a published one
    Taken, for a draft with errors Refused, and nothing is written.
    """
    refuse_errors(draft)
    try:
        with transaction.atomic():
            whole = filled(draft, owner=owner)
            if whole is not draft:
                refuse_errors(whole)
            there = held(draft)
            known = {"owner": owner, "translation_of": draft.translation_of}
            if there is None:
                return made(whole, **known), True
            refuse_theirs(there, draft, owner)
            if same(there, whole, draft.translation_of):
                return there, False
            clear(there, draft)
            return made(whole, id=there.pk, **known), True
    except IntegrityError:
        words = _("The same version came in from elsewhere at this moment. Try again.")
        raise taken(draft, words) from None


def held(draft: Draft) -> Curriculum | None:
    """What stands under its key, language and version, and nobody changes or publishes it now."""
    found: Curriculum | None = (
        Curriculum.objects.select_for_update(of=("self",), no_key=True)
        .filter(key=draft.key, language=draft.language, version=draft.version or 0)
        .first()
    )
    if found is not None and found.published_at is None:
        list(SessionPlan.objects.select_for_update().filter(curriculum=found).order_by("pk"))
    return found


def publish(curriculum: Curriculum, *, now: datetime, by: models.Model | None) -> None:
    """Freeze it, if it keeps the rules: else Refused, with the lines of its own exported text."""
    refuse_errors(read(write_text(draft_of(curriculum))))
    curriculum.publish(now=now, by=by)


def refuse_errors(draft: Draft) -> None:
    if wrong := errors(check(draft)):
        raise Refused(wrong)


def refuse_theirs(there: Curriculum, draft: Draft, owner: models.Model | None) -> None:
    """What somebody else is still writing is neither shown nor replaced."""
    if not there.published_at and there.owner_id != (owner and owner.pk):
        words = _("Version %(version)d of “%(key)s” (%(language)s) is somebody else's. Raise "
                  "“version”, or change “key”.")  # fmt: skip
        raise taken(draft, words)


def same(there: Curriculum, whole: Draft, translation_of: str) -> bool:
    return (
        there.translation_of == translation_of
        and write_text(draft_of(there)) == write_text(whole)
    )  # fmt: skip


def clear(there: Curriculum, draft: Draft) -> None:
    """Make room for the draft; Taken when what stands there must stay."""
    if there.published_at:
        words = _("Version %(version)d of “%(key)s” (%(language)s) is published already, with "
                  "another text. Raise “version” to bring in this one.")  # fmt: skip
        raise taken(draft, words)
    try:
        Curriculum.objects.filter(pk=there.pk).delete()
    except ProtectedError:
        words = _("Version %(version)d of “%(key)s” (%(language)s) is in use. Raise “version”.")
        raise taken(draft, words) from None
