"""Giving in a real browser: two taps from the page to what the other will see."""

import pytest
from playwright.sync_api import expect

from groups.reflections.models import Share
from tests.browser.looking import sideways, small_targets
from tests.browser.test_writing import ewa, hers, page_of

__all__ = ["ewa", "hers"]  # fixtures


def test_me_and_ruth_then_done_for_now_leads_to_the_preview_also_of_a_new_page(hers):
    page = hers("/writing/new/")
    page.fill("[name=words]", "The tin of buttons.")
    page.get_by_label("Me and Ruth").check()
    page.get_by_role("button", name="Done for now").click()
    expect(page.locator("h1")).to_have_text("This is what they will see")
    expect(page.locator("article")).to_contain_text("The tin of buttons.")
    page.get_by_role("button", name="Give it").click()
    expect(page.locator("main")).to_contain_text("Given to Ruth on")
    page.wait_for_load_state("networkidle")
    assert Share.objects.get().to == "facilitators"


def test_only_me_goes_home_and_gives_nothing(hers):
    page = hers("/writing/new/")
    page.fill("[name=words]", "The tin of buttons.")
    page.get_by_label("Me and Ruth").check()
    page.get_by_label("Only me").check()
    page.get_by_role("button", name="Done for now").click()
    page.wait_for_url("**/home/")
    assert Share.objects.count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_the_doors_and_the_preview_fit_and_can_be_pressed(hers, ewa, width):
    where = page_of(ewa, "One part of it.\n\nAnother part of it, " + "somewhat longer " * 9)
    page = hers(f"{where}give/", width=width)
    assert (sideways(page), small_targets(page)) == (0, [])
    page.get_by_label("I’d like to bring it to the group").check()
    page.get_by_role("button", name="Look at it first").press("Enter")
    expect(page.locator("h1")).to_have_text("This is what they will see")
    assert (sideways(page), small_targets(page)) == (0, [])
