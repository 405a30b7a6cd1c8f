"""A member with 2,000 pages, written in bulk and sealed as hers; what a search of them costs."""

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections import letters, practising, writing
from groups.reflections.looking_back import Phrase, search
from groups.reflections.models import Reflection, Revision, Said
from groups.reflections.sheet import Sheet

PAGES = 2000
SAID = "I do not know what to say about it, and I went to the sea. It was cold, and it was fine. "
TRIES = 3


def pages(person: Person) -> list[str]:
    """Her pages of 250 words, half as a phone writes them; the ids and pads of the newest four."""
    now, box = timezone.now(), writing.own_box(person)
    made = [
        Reflection(
            person=person, pad=uuid4(), begun_at=now - timedelta(hours=number),
            written_at=now - timedelta(hours=number), revision=1,
        )
        for number in range(PAGES)
    ]  # fmt: skip
    Reflection.objects.bulk_create(made, batch_size=500)
    rows = []
    for number, page in enumerate(made):
        row = Revision(reflection=page, number=1, key=uuid4(), pad=page.pad, saved_at=now)
        said = (SAID * 14).replace("do not", "don’t") if number % 2 else SAID * 14
        words = f"Page {number}\n{said}"
        row.sealed = box.seal(Sheet(words).to_bytes(), **row.seat)
        rows.append(row)
    Revision.objects.bulk_create(rows, batch_size=500)
    return [f"{page.pk} {page.pad}" for page in made[:4]]


def others(person: Person) -> None:
    """Two letters, one of them sealed, and what she said of a practice."""
    now = timezone.now()
    for number in range(2):
        stamp = writing.Stamp(key=uuid4(), pad=uuid4())
        letter = letters.save(person, None, sheet=Sheet("Dear A."), stamp=stamp, now=now).page
        if number:
            letters.seal(person, letter, until=now + timedelta(days=9), evening=None, now=now)
    first = Meeting.objects.for_person(person).order_by("starts_at")[0]
    practising.answer(person, first, Said.DID)


def searching(person: Person) -> dict[str, Any]:
    """Milliseconds to look through all of them: where none holds it, and where all do."""
    found: dict[str, Any] = {}
    for name, typed, many in (("n_search_none", "lamp", 0), ("n_search_all", "the sea", PAGES)):
        took = []
        for _try in range(TRIES):
            begun = time.perf_counter()
            assert search(person, Phrase(typed)).pages == many
            took.append((time.perf_counter() - begun) * 1000)
        found[name] = min(took)
    return found
