"""One kind of database, every fault of it, so many times: a JSON line for each fault."""

import itertools
import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import sync_playwright

from tests.browser.stack import SET_UP, Stack

Act = Callable[[Any], None]


@contextmanager
def standing(folder: Path) -> Iterator[Any]:
    """A house that serves, with a browser; everything is stopped afterwards."""
    from tests.browser.faults.house import House

    env = dict(os.environ)
    stack = Stack(folder, env, env["SITE_URL"])
    chromium = env.get("CHROMIUM_PATH") or shutil.which("chromium") or ""
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
             "--disable-background-networking", "--disable-component-update"]  # fmt: skip
    try:
        stack.run_broker()
        stack.python("-c", SET_UP)
        with sync_playwright() as driver:
            kind = driver.chromium
            browser = kind.launch(executable_path=chromium, args=flags)
            house = House(stack, kind, browser, chromium, flags)
            house.serve()
            yield house
            browser.close()
    finally:
        for name in reversed(list(stack.processes)):
            stack.stop(name)


def people() -> Iterator[tuple[Any, Any]]:
    """Two members of a group in its fourth week, new ones each time."""
    from datetime import timedelta

    from django.utils import timezone

    from tests import cast, factories

    first, lead, programme = timezone.localdate() - timedelta(days=23), None, None
    for number in itertools.count():
        lead = lead or cast.facilitator()
        programme = programme or factories.curriculum()
        group = factories.group(lead=lead, curriculum=programme, first_on=first)
        hers, others = (factories.member(group, f"Ewa{number}{one}").person for one in "ab")
        yield hers, others


def once(act: Act, house: Any, women: Iterator[tuple[Any, Any]]) -> tuple[list[str], str]:
    """What was lost, and what went wrong on the way."""
    from django.db import close_old_connections, connections

    from tests.browser.faults.writer import Writer

    her_own, somebody = next(women)
    her = Writer(her_own, somebody, house.stack.base, house.open, house)
    said = ""
    try:
        her.sit_down()
        act(her)
    except Exception as error:
        said = "".join(traceback.format_exception_only(error))[:400]
        if os.environ.get("FAULTS_TRACE"):
            traceback.print_exc()
    finally:
        for alias in connections:
            connections[alias].close()
        close_old_connections()
    lost = her.lost()
    if her.context:
        her.context.close()
    return lost, said


def typing(house: Any, women: Iterator[tuple[Any, Any]]) -> dict[str, Any]:
    """A figure, no verdict: another machine is another figure."""
    from tests.browser.faults.frames import measure
    from tests.browser.faults.writer import Writer

    her = Writer(*next(women), house.stack.base, house.open, house)
    her.sit_down()
    told = measure(her)
    her.context.close()
    return told


def main(folder: str, tries: str, *names: str) -> int:
    """Exit 1 when a word was lost, or a fault did not go as its script says."""
    django.setup()
    from tests.browser.faults import server, tabs, wire

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    is_postgres = os.environ["DATABASE_URL"].startswith("postgres")
    acts = server.SQLITE
    if os.environ.get("FAULTS_ALL"):
        acts = wire.FAULTS | tabs.FAULTS | server.ANYWHERE
        acts |= server.POSTGRES if is_postgres else server.SQLITE
    failed = 0
    with standing(Path(folder)) as house:
        women = people()
        for name, act in acts.items():
            if names and name not in names:
                continue
            began = time.monotonic()
            results = [once(act, house, women) for _ in range(int(tries))]
            lost = sum(len(words) for words, _ in results)
            wrong = [said for _, said in results if said]
            failed += bool(lost or wrong)
            line = {
                "fault": name, "database": "postgresql" if is_postgres else "sqlite",
                "tries": len(results), "words_lost_older_than_2_s": lost,
                "seconds": round(time.monotonic() - began, 1), "passed": not (lost or wrong),
            }  # fmt: skip
            if wrong:
                line["said"] = wrong[0]
            print(json.dumps(line), flush=True)
        if os.environ.get("FAULTS_ALL") and (not names or "typing" in names):
            print(json.dumps(typing(house, women)), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
