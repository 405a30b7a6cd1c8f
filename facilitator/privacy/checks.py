"""keptchair.E003: every field of every table says what it is kept for and until when."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from facilitator.keeping import Keeps, declarations

__all__ = ["everything_is_declared"]

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
    for name in (keeps.until.forget, keeps.export, keeps.erase, keeps.places):
        if name and not _resolves(name):
            yield f"{label} names {name}, which cannot be called."
    if keeps.sealed and not keeps.places:
        yield f"{label}.{'+'.join(keeps.names)} is sealed, but names no places for vault verify."


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
