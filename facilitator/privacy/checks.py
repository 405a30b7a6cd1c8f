"""E003: every field says what it is kept for. E004: every table that names a person is reached.

E0017, E0018, at the start: nobody is served while the erasure ledger names somebody who is there
all the same, as after a backup was restored, or while it cannot be believed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError
from django.utils.module_loading import import_string

from facilitator.keeping import Keeps, declarations

__all__ = ["erased_are_gone", "everything_is_declared", "everything_of_hers_is_reached"]

STARTING = frozenset({"default", "keyring"})  # what wsgi.py, the worker and beat name

HINT = "Declare it in the model's `keeps`, or in facilitator/people/keeping_others.py."


def _fields() -> dict[str, list[str]]:
    """ "app.Model" -> its concrete fields, the tables between two models included."""
    return {
        model._meta.label: [field.name for field in model._meta.concrete_fields]
        for model in apps.get_models(include_auto_created=True)
    }


def _resolves(name: str) -> bool:
    try:
        return callable(import_string(name))
    except ImportError:
        return False


def _wrong_names(label: str, keeps: Keeps) -> Iterator[str]:
    """Dotted names that lead nowhere: what they promise would silently not happen."""
    for name in (
        keeps.until.forget,
        keeps.until.told,
        keeps.export,
        keeps.erase,
        keeps.first,
        keeps.places,
    ):
        if name and not _resolves(name):
            yield f"{label} names {name}, which cannot be called."
    if keeps.sealed and not keeps.places:
        yield f"{label}.{'+'.join(keeps.names)} is sealed, but names no places for vault verify."
    if keeps.sealed != bool(keeps.owner):
        yield f"{label}.{'+'.join(keeps.names)}: sealed, and an owner of the key, go together."


def _wrong_counts(fields: dict[str, list[str]], declared: Counter[str]) -> Iterator[str]:
    there = {f"{label}.{name}" for label, names in fields.items() for name in names}
    for name in sorted(there - set(declared)):
        yield f"Nobody declared what {name} is kept for."
    for name in sorted(set(declared) - there):
        yield f"{name} is declared, and there is no such field."
    for name in sorted(name for name, times in declared.items() if times > 1):
        yield f"{name} is declared more than once."


@register()
def everything_is_declared(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """One error per field that is declared nowhere, twice, or in vain."""
    kept = list(declarations())
    declared = Counter(f"{label}.{name}" for label, keeps in kept for name in keeps.names)
    wrong = [*_wrong_counts(_fields(), declared)]
    for label, keeps in kept:
        wrong += _wrong_names(label, keeps)
    return [Error(sentence, hint=HINT, id="keptchair.E003") for sentence in wrong]


def _naming_a_person() -> list[str]:
    """ "app.Model" of every table with a foreign key to a person, and of people themselves."""
    person = apps.get_model(settings.AUTH_USER_MODEL)
    return sorted(
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model is person
        or any(field.related_model is person for field in model._meta.concrete_fields)
    )


@register()
def everything_of_hers_is_reached(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """One error per table that names a person and that taking or erasing does not reach."""
    taken = {label for label, keeps in declarations() if keeps.export or keeps.not_taken}
    erased = {label for label, keeps in declarations() if keeps.erase or keeps.not_erased}
    wrong = [
        f"{label} names a person, and nobody said {what}."
        for label in _naming_a_person()
        for what, said in (
            ("how she takes it along", taken),
            ("what erases it", erased),
        )
        if label not in said
    ]
    return [Error(sentence, hint=HINT, id="keptchair.E004") for sentence in wrong]


@register("startup")
def erased_are_gone(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Nobody whom the ledger names is there: else a backup was restored, or erasing was stopped."""
    from facilitator.privacy import closing  # models are ready by now
    from facilitator.privacy.ledger import LedgerError

    if not set(databases or ()) >= STARTING:
        return []
    try:
        count = len(closing.standing())
    except LedgerError as error:
        return [Error(str(error), id="keptchair.E0018")]
    except DatabaseError:
        return []  # not set up yet: the vault's own check says so
    said = f"The erasure ledger names {count} who are here all the same."
    again = "Do: manage.py erasures replay"
    return [Error(said, hint=again, id="keptchair.E0017")] if count else []
