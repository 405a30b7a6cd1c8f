"""`make axe`: every page of the house, for every role, at both widths and in both themes.

It takes some minutes, so `make test` leaves it out; it is run before a release.
"""

import pytest
import time_machine
from django.conf import settings

from tests import cast
from tests.house.test_who_may import address, rows
from tests.house.world import build

ROLES = ["AN", "ME", "FA", "AD"]
NO_PAGE = {"health", "csrf"}  # answers for machines


@pytest.fixture
def world():
    """The clock goes on from NOW: the world's evenings stay where they were laid."""
    with time_machine.travel(cast.NOW, tick=True):
        yield build()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_fit_for_everybody(role, width, world, chromium, base_url, axe):
    context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=base_url)
    if role != "AN":
        name = settings.SESSION_COOKIE_NAME
        value = world.client(role).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": base_url}])
    page, faults = context.new_page(), []
    for name, row in rows().items():
        if row[role] != "in" or "GET" not in row["methods"] or name in NO_PAGE:
            continue
        page.goto(address(name, world), wait_until="load")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            try:
                axe(page)
            except AssertionError as fault:
                faults.append(f"{name}, {theme}: {fault}")
    context.close()
    assert faults == []
