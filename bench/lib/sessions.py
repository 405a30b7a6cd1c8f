"""Prints, as one JSON line, session cookies of the load world's people and query counts."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitator.settings")

import django

django.setup()

from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.lib import drafting
from bench.lib.signing_in import signed_in
from facilitator.people.models import Person
from groups.models import Membership

SECONDS = 1.0  # of editing one block again and again


def queries(client: Client, address: str) -> int:
    """Queries of both databases for one page, asked a second time."""
    client.get(address)
    contexts = [CaptureQueriesContext(connections[alias]) for alias in ("default", "keyring")]
    with contexts[0], contexts[1]:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return sum(len(context) for context in contexts)


def main() -> None:
    """One member, one facilitator, one coordinator; cookies, a group, a draft, and counts."""
    seat = Membership.objects.members().select_related("group", "person").order_by("pk")[0]
    lead = Person.objects.filter(leads_since__isnull=False, coordinates_since=None)[0]
    coordinator = Person.objects.get(coordinates_since__isnull=False)
    clients = {
        "member": signed_in(seat.person), "lead": signed_in(lead),
        "coordinator": signed_in(coordinator),
    }  # fmt: skip
    name = settings.SESSION_COOKIE_NAME
    found: dict[str, object] = {
        role: f"{name}={client.cookies[name].value}" for role, client in clients.items()
    }
    group = str(seat.group_id)
    member = [
        queries(clients["member"], page) for page in ("/home/", f"/group/{group}/", "/writing/")
    ]
    desk = [queries(clients["lead"], "/lead/"), queries(clients["coordinator"], "/run/")]
    found |= {"group": group, "p3_lists": max(member), "p3_desk": max(desk)}
    draft = drafting.draft(lead)
    address = f"/lead/programmes/{draft}/plans/1/"
    found |= {"draft": draft, "w_editor": queries(clients["lead"], address)}
    workshop = drafting.built_in() | drafting.editing(clients["lead"], address, SECONDS)
    print(json.dumps(found | {"workshop": workshop}))


main()
