"""The write-only door in a real browser: it saves while she types, and is blank afterwards."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.codes import link_for
from groups.models import Meeting, Membership
from groups.reflections import reading
from groups.reflections.models import Reflection
from tests.browser.looking import sideways, small_targets, tiny_text
from tests.browser.test_writing import LOOKS, ewa, status

__all__ = ["ewa"]


@pytest.fixture
def link(ewa) -> str:
    week = Meeting.objects.this_week(ewa, timezone.now())
    return f"/w/{link_for(Membership.objects.get(person=ewa).pk, week.pk)}/"


def words(person) -> list[str]:
    pages = Reflection.objects.for_person(person)
    return [reading.open_page(person, one.pk).sheet.words for one in pages]


def test_it_saves_while_she_types_and_is_blank_when_she_comes_back(visit, ewa, link):
    page = visit(link, width=390)
    box = page.get_by_label("Your writing")
    box.fill("I drew boats.")
    expect(status(page)).to_have_text(re.compile("Saved just now"))
    assert words(ewa) == ["I drew boats."]
    assert page.url.endswith(link)
    box.press_sequentially(" And a harbour.")
    page.get_by_role("button", name="Done for now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is in your drawer")
    page.go_back()
    expect(page.get_by_label("Your writing")).to_have_value("")
    page.get_by_label("Your writing").fill("Later.")
    expect(status(page)).to_have_text(re.compile("Saved just now"))
    assert words(ewa) == ["I drew boats. And a harbour.\n\nLater."]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_while_it_cannot_save_it_says_so_keeps_trying_and_loses_no_word(visit, ewa, link, console):
    page = visit(link, width=390)
    page.route(
        f"**{link}", lambda way: way.abort() if way.request.method == "POST" else way.fallback()
    )
    box = page.get_by_label("Your writing")
    box.press_sequentially("I drew boats.")
    expect(page.locator("#trouble")).to_be_visible()
    expect(status(page)).to_have_text("Not saved yet")
    box.press_sequentially(" And a harbour.")
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    page.unroute_all()
    page.get_by_role("button", name="Try now").click()
    expect(status(page)).to_have_text(re.compile("Saved just now"))
    assert words(ewa) == ["I drew boats. And a harbour."]
    console.clear()  # the browser complained about the wire


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_it_looks_right_in_every_width_and_theme(visit, axe, link, width, scheme):
    for path in (link, f"{link}?kept"):
        page = visit(path, width=width, scheme=scheme)
        axe(page)
        assert [sideways(page), small_targets(page), tiny_text(page)] == [0, [], []]
