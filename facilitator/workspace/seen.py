"""What others did with what is hers, from the trace: who, what and when; never a word of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from facilitator.people.models import Person
from facilitator.trace.models import Trace
from groups.models import Group

__all__ = ["Act", "acts", "by_others"]

# (verb, kind) -> the sentence; `group` where the line names one. What is not here is said plainly.
SENTENCES: dict[tuple[str, str], Promise] = {
    ("opened", "share"): gettext_lazy("%(name)s opened the page you gave her"),
    ("hid", "share"): gettext_lazy("%(name)s hid your card from the members"),
    ("showed", "share"): gettext_lazy("%(name)s showed your card to the members again"),
    ("assigned", "membership"): gettext_lazy("%(name)s asked you to lead %(group)s"),
    ("removed", "membership"): gettext_lazy("%(name)s ended your place in %(group)s"),
}
ANY = gettext_lazy("%(name)s did something with what is yours")


@dataclass(frozen=True, slots=True)
class Act:
    """One line: when, and the sentence."""

    at: datetime
    words: str


def by_others(person: Person) -> QuerySet[Trace]:
    """The lines about what is hers that she did not write herself, the newest first."""
    hers = Trace.objects.filter(owner=person.pk)
    return hers.exclude(actor=person.pk).order_by("-at", "pk")  # a line without an actor stays


def acts(lines: Iterable[Trace]) -> list[Act]:
    """These lines in words; two queries for any number."""
    found = list(lines)
    names = _named(Person.objects.all(), {one.actor for one in found})
    groups = _named(Group.objects.all(), {one.group for one in found})
    return [Act(one.at, _words(one, names, groups)) for one in found]


def _words(line: Trace, names: dict[UUID, str], groups: dict[UUID, str]) -> str:
    name = names.get(line.actor, "") if line.actor else ""
    said = {
        "name": name or _("Somebody who keeps this place running"),
        "group": (groups.get(line.group, "") if line.group else "") or _("a group"),
    }
    return str(SENTENCES.get((line.verb, line.subject_kind), ANY)) % said


def _named(
    rows: "QuerySet[Person] | QuerySet[Group]", ids: Collection[UUID | None]
) -> dict[UUID, str]:
    """Id -> name."""
    return dict(rows.filter(pk__in=[one for one in ids if one]).values_list("pk", "name"))
