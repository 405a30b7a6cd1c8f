"""The named cast: the demo's people, made with as few words as a test needs.

Nisha coordinates. Ruth leads "Tuesday evenings" with Maureen; Ewa, Joyce and Grace are members.
Colette leads another group, in which Farida is a member.
"""

from datetime import UTC, datetime

from facilitator.people.models import Person

# A Sunday evening: "Tuesday evenings" meets next on Tuesday 24 November 2026 at 7 pm.
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
PASSWORD = "kept-chair-demo"


def person(name: str, **fields: object) -> Person:
    """One of the cast, signed up long ago; her address is verified."""
    from allauth.account.models import EmailAddress

    joined = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
    made = Person.objects.make(
        email=f"{name.lower()}@example.org", name=name, password=PASSWORD, now=joined
    )
    for field, value in fields.items():
        setattr(made, field, value)
    if fields:
        made.save()
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def coordinator(name: str = "Nisha") -> Person:
    """A coordinator; the first one is her own `coordinates_by`."""
    made = person(name)
    made.coordinates_since, made.coordinates_by = made.joined_at, made
    made.save()
    return made


def facilitator(name: str = "Ruth") -> Person:
    """Someone who may start groups."""
    made = person(name)
    made.leads_since, made.leads_by = made.joined_at, made
    made.save()
    return made
