"""`make axe`: every page of the house and every form in its faulty state is fit for everybody.

A page is looked at once for each shape it has: what a role sees is left out where somebody before
her has seen the same parts. Width and theme change on the loaded page. In the dark only colours
can be wrong that are right in the light, so there only the rules of colour run again.
"""

import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests import cast
from tests.browser.faulty import forms, send_empty, unsaid
from tests.browser.looking import sideways
from tests.house.test_who_may import address, rows
from tests.house.world import World, build

ROLES = ["AN", "ME", "MC", "FA", "AD"]
NO_PAGE = {"health", "csrf"}  # answers for machines
# An empty page is a page; what chooses from a list offers no fault.
NEVER_WRONG = {
    "page", "write", "write_by_link", "letter", "new_letter", "give", "lead_given_page",
    "office_group", "library_choose", "plan_choose",
    "rehearse", "keepsake", "keepsake_pick",
}  # fmt: skip
SHARES = 4  # so many tests, so that two workers are done at the same time
TAG = re.compile(r'<([a-z0-9]+)\b(?:[^>]*\sclass="([^"]*)")?')


@pytest.fixture
def world():
    """The clock goes on from NOW: the world's evenings stay where they were laid."""
    with time_machine.travel(cast.NOW, tick=True):
        yield build()


def shape(client: Client, name: str, world: World) -> tuple[tuple[str, str], ...]:
    """The elements and classes of the main part; nothing where there is no page."""
    answer = client.get(address(name, world))
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return ()
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return tuple(dict.fromkeys(TAG.findall(main)))


def views(world: World) -> list[tuple[str, str]]:
    """(role, name of the address) of every page that differs from those before it."""
    seen, found = set(), []
    for role in ROLES:
        client = world.client(role)
        for name, row in rows().items():
            if row[role] != "in" or "GET" not in row["methods"] or name in NO_PAGE:
                continue
            parts = shape(client, name, world)
            if parts and (name, parts) not in seen:
                seen.add((name, parts))
                found.append((role, name))
    return found


def faults(page, axe) -> list[str]:
    """What is wrong with the open page at three widths and in both themes."""
    found = []
    page.set_viewport_size({"width": 320, "height": 900})
    if by := sideways(page):
        found.append(f"320 px: {by} px too wide")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            try:
                axe(page, colours_only=theme == "dark")
            except AssertionError as fault:
                found.append(f"{width} px, {theme}: {fault}")
    return found


def faults_when_empty(page, axe) -> list[str]:
    """What is wrong with the open page after each of its forms was sent with nothing in it."""
    url, found = page.url, []
    for form in forms(page):
        page.goto(url, wait_until="load")
        if send_empty(page, form):
            wrong = [*unsaid(page), *faults(page, axe)]
        else:
            wrong = ["sent with nothing in it, and no summary came"]
        found += [f"form {form}: {one}" for one in wrong]
    return found


@pytest.mark.axe
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_fit_for_everybody(share, world, chromium, base_url, axe):
    context = chromium.new_context(base_url=base_url)
    page, signed_in, wrong = context.new_page(), "AN", []
    for role, name in views(world)[share::SHARES]:
        if role != signed_in:
            signed_in = role
            value = world.client(role).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base_url}]
            )
        page.goto(address(name, world), wait_until="load")
        found = faults(page, axe)
        if name not in NEVER_WRONG:
            found += faults_when_empty(page, axe)
        wrong += [f"{role} {name}, {one}" for one in found]
    context.close()
    assert wrong == []
