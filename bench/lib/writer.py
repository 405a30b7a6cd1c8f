"""Prints, as one JSON line, what a member with 2,000 pages needs to be measured, and counts."""

import io
import json
import os
import time
import zipfile
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitator.settings")

import django

django.setup()

from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.lib import keeping
from bench.lib.client import SCRIPT
from bench.lib.drafting import FRAME
from bench.lib.signing_in import signed_in
from groups.models import Membership

TAKE = "/writing/take/"


def cost(act: Any) -> int:
    """Queries of both databases, without what Django puts around them."""
    contexts = [CaptureQueriesContext(connections[alias]) for alias in ("default", "keyring")]
    with contexts[0], contexts[1]:
        act()
    said = [each["sql"].split()[0] for context in contexts for each in context]
    return len([word for word in said if word not in FRAME])


def save(client: Client, page: str, number: int) -> None:
    """One autosave, as the script sends it."""
    words = f"Once more by the sea. {number}"
    sent = {"words": words, "key": uuid4(), "pad": uuid4(), "base": number, "seq": 1}
    headers = {"X-Requested-With": SCRIPT["X-Requested-With"], "Accept": SCRIPT["Accept"]}
    answer = client.post(f"/writing/{page}/save/", sent, headers=headers)
    assert answer.status_code == 200, (page, answer.status_code)


def taken(client: Client) -> float:
    """Seconds until the file with everything has arrived."""
    begun = time.perf_counter()
    answer = client.post(TAKE)
    assert answer.status_code == 200, answer.status_code
    file = b"".join(answer.streaming_content)
    took = time.perf_counter() - begun
    sizes = [one.file_size for one in zipfile.ZipFile(io.BytesIO(file)).infolist()]
    assert sum(sizes) > keeping.PAGES * len(keeping.SAID * 14), sizes
    return took


def main() -> None:
    """Her cookies, her newest pages with their pads, and what a request of hers costs."""
    person = Membership.objects.members().select_related("person").order_by("pk")[0].person
    pages, client = keeping.pages(person), signed_in(person)
    keeping.others(person)
    listing = client.get("/writing/")
    assert b"Page 0" in listing.content, listing.status_code
    newest = pages[-1].split()[0]
    save(client, newest, 1)
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    print(
        json.dumps(
            {
                "cookie": "; ".join(f"{name}={client.cookies[name].value}" for name in names),
                "token": client.cookies[names[1]].value,
                "pages": pages,
                "n_list": cost(lambda: client.get("/writing/")),
                "n_save": cost(lambda: save(client, newest, 2)),
                "n_take": taken(client),
                "bytes of the list": len(listing.content),
                **keeping.searching(person),
            }
        )
    )


main()
