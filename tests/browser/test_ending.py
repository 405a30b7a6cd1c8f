"""The ending in a real browser: without a script, at every width, in both themes."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from groups.models import Group, Membership
from groups.reflections import parting
from groups.reflections.models import Reflection
from tests import cast, factories
from tests.browser.looking import sideways, small_targets, tiny_text
from tests.browser.test_writing import hers

__all__ = ["hers"]

WORDS = "Ewa, 0151 23456, best in the evening and never on a Tuesday"
LOOKS = [(320, "light"), (320, "dark"), (390, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def ewa():
    """A member of a group that met eight times until yesterday; Joyce ticked her."""
    from django.utils import timezone

    ruth = cast.facilitator()
    group = factories.group(lead=ruth, first_on=timezone.localdate() - timedelta(days=50))
    ewa = factories.member(group).person
    joyce = factories.member(group, "Joyce").person
    for n in range(6):
        factories.member(group, f"Bartholomea-Maximiliana{n}")
    here = Membership.objects.get(person=ewa)
    parting.save(joyce, group, words="Joyce, joyce at a-very-long-name.home.example", to={here.pk})
    Reflection.objects.create(
        person=ewa, meeting=group.meetings.get(number=4),
        begun_at=timezone.now(), written_at=timezone.now(),
    )  # fmt: skip
    return ewa


def looked_at(page, name):
    """A picture, where somebody wants to see it."""
    if out := os.environ.get("PICTURES"):
        page.screenshot(path=Path(out) / f"{name}.png", full_page=True)


def test_without_a_script_both_say_yes_and_she_erases(hers, ewa, console):
    group = Group.objects.get()
    page = hers("/home/", java_script_enabled=False)
    page.get_by_role("link", name="Stay in touch, where both say yes").click()
    page.get_by_label("Joyce").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".problem")).to_contain_text("Write how you can be reached")
    console.clear()  # the 422 of that answer
    page.get_by_label("How you can be reached").fill(WORDS)
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("heading", name="You both said yes")).to_be_visible()
    expect(page.get_by_text("joyce at a-very-long-name")).to_be_visible()
    page.goto(f"/group/{group.pk}/")
    page.get_by_role("link", name="What becomes of what you wrote here").click()
    page.get_by_role("button", name="Keep what I wrote").click()
    expect(page.get_by_text("You chose to keep it")).to_be_visible()
    page.get_by_role("link", name="Erase what I wrote").click()
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_text("You chose to erase it")).to_be_visible()
    assert Reflection.objects.count() == 0


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_it_looks_right_in_every_width_and_theme(hers, ewa, axe, width, scheme):
    here = f"/group/{Group.objects.get().pk}/"
    joyces = Membership.objects.get(person__name="Joyce")
    parting.save(ewa, joyces.group, words=WORDS, to={joyces.pk})
    page = hers("/home/", width=width, scheme=scheme)
    for name, path in (
        ("home", "/home/"), ("group", here), ("contact", f"{here}contact/"),
        ("ending", f"{here}ending/"), ("erase", f"{here}ending/erase/"),
    ):  # fmt: skip
        page.goto(path)
        axe(page)
        looked_at(page, f"{name}-{width}-{scheme}")
        assert [sideways(page), small_targets(page), tiny_text(page)] == [0, [], []], name
