"""What the workshop costs: a large draft, one edit of a block, and the built-in curriculum."""

import time
from pathlib import Path

from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import curriculum
from curriculum.checking import check, errors
from curriculum.importing import publish, read, store
from curriculum.models import Activity
from facilitator.people.models import Person

PLANS, BLOCKS = 60, 10
BUILT_IN = Path(curriculum.__file__).parent / "content/the-lamp-and-the-open-door/en"
FRAME = {"BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"}  # what Django puts around them
SAID = "Take your time, you may pass. What is said here is confidential, and there are limits. "
WORDS = SAID * 6


def text() -> str:
    """The largest curriculum that is let in, as one file."""
    about = {"key": "large", "language": "en", "title": "Large", "author": "Bench"}
    lines = ["+++", "format = 1", "version = 1", 'licence = "CC0-1.0"']
    lines += [f'{name} = "{value}"' for name, value in about.items()]
    kinds = ["open", "agree", *["round"] * (BLOCKS - 3), "close"]
    steps = "".join(
        f"## Block {at}\n\nkind: {kind}\nminutes: 9\n{'' if kind == 'close' else 'trim: 5'}\n\n"
        f"### Say\n\n{WORDS}\n\n"
        for at, kind in enumerate(kinds, 1)
    )
    texts = "".join(f"# {name}\n\n{SAID}\n\n" for name in ("Theme", "Aim", "Caution", "Page"))
    rest = "# Questions\n\n1. What?\n2. Who?\n3. Where?\n\n# Practice\n\nTry.\n"
    plans = (
        f'+++\nnumber = {number}\ntitle = "Evening {number}"\n+++\n\n'
        f"{texts}# Blocks\n\n{steps}{rest}"
        for number in range(1, PLANS + 1)
    )
    return "\n".join([*lines, "+++", *plans])


def draft(owner: Person) -> str:
    """The id of a draft of hers with 60 plans of 10 blocks each."""
    made, _written = store(read(text()), owner=owner)
    assert (made.plans.count(), Activity.objects.filter(plan__curriculum=made).count()) == (60, 600)
    return str(made.pk)


def editing(client: Client, address: str, seconds: float) -> dict[str, float]:
    """Queries of one change of minutes, and how many a second one process answers."""
    block = Activity.objects.filter(plan__curriculum__key="large", plan__number=1).first()
    assert block is not None

    def change(minutes: int, saw: int) -> None:
        sent = {"do": f"minutes:{block.pk}:{minutes}", "saw": saw}
        answer = client.post(address, sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200, (address, answer.status_code)

    change(10, 1)
    contexts = [CaptureQueriesContext(connections[alias]) for alias in ("default", "keyring")]
    with contexts[0], contexts[1]:
        change(9, 2)
    said = [each["sql"].split()[0] for context in contexts for each in context]
    begun, done = time.perf_counter(), 0
    while time.perf_counter() < begun + seconds:
        change(10 + done % 2, done + 3)
        done += 1
    rate = done / (time.perf_counter() - begun)
    return {"w_edit": len([word for word in said if word not in FRAME]), "edits per second": rate}


def built_in() -> dict[str, float]:
    """Milliseconds to check the built-in curriculum, and to bring it in and publish it."""
    begun = time.perf_counter()
    found = read(BUILT_IN)
    assert not errors(check(found))
    linted = time.perf_counter()
    with transaction.atomic():
        made, _written = store(found)
        publish(made, now=timezone.now(), by=None)
        imported = time.perf_counter()
        transaction.set_rollback(True)
    return {"lint ms": (linted - begun) * 1000, "import ms": (imported - linted) * 1000}
