"""Starting a group with fewer evenings, one before and one after, as a browser shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Group
from tests import cast, factories
from tests.browser.looking import sideways, small_targets, tiny_text

URL = "/lead/groups/new/"
LOOKS = [(390, "dark"), (1280, "light")]
FOCUS = "document.activeElement.id"


@pytest.fixture
def ruth():
    return cast.facilitator()


@pytest.fixture
def programme():
    factories.curriculum(4, language="es", title="Cuatro encuentros")
    return factories.curriculum(extras=True)


def opened(visit, ruth, **look):
    """The page with its dates shown."""
    page = visit(URL, who=ruth, **look)
    first = timezone.localdate() + timedelta(days=21)
    page.get_by_label("First evening").fill(first.isoformat())
    page.get_by_label("Place, or a video link").fill("Library")
    page.locator("#evenings ol li").nth(7).wait_for()
    return page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_stays_fit_for_everybody_with_everything_open(
    visit, axe, ruth, programme, width, scheme
):
    page = opened(visit, ruth, width=width, scheme=scheme)
    lines = page.locator("#evenings ol li")
    assert lines.get_by_role("button", name="Leave it out").count() == 0
    page.get_by_text("Fewer or more evenings").click()
    assert lines.get_by_role("button", name="Leave it out").count() == 8
    page.get_by_label("How many evenings").fill("5")
    page.keyboard.press("Tab")
    page.get_by_role("heading", name="Left out").wait_for()
    page.get_by_label("A look at the room").check()
    page.get_by_label("Another day for meeting beforehand").wait_for()
    page.get_by_label("Six weeks on").check()
    page.get_by_label("Another day for meeting again").wait_for()
    assert page.get_by_label("How many evenings").input_value() == "5"
    assert lines.count() == 7
    axe(page)
    assert (sideways(page), small_targets(page), tiny_text(page)) == (0, [], [])


def test_the_focus_stays_where_she_is_and_the_group_is_as_she_saw_it(visit, ruth, programme):
    page = opened(visit, ruth)
    ticked = page.get_by_label("A look at the room")
    ticked.focus()
    page.keyboard.press("Space")
    page.get_by_label("Another day for meeting beforehand").wait_for()
    assert page.evaluate(FOCUS) == "id_before"
    page.get_by_text("Fewer or more evenings").click()
    page.get_by_role("button", name="Leave it out").nth(2).click()
    page.get_by_role("heading", name="Left out").wait_for()
    shown = page.locator("#evenings ol li > span:nth-child(3) > span:first-child")
    titles = shown.all_inner_texts()
    page.get_by_role("button", name="Create the group").click()
    page.wait_for_url("**/people/")
    meetings = Group.objects.get().meetings.order_by("starts_at")
    assert list(meetings.values_list("plan__title", flat=True)) == titles
    assert [each.number for each in meetings] == list(range(8))
    assert titles[0] == "A look at the room"
    assert "Evening title 3" not in titles
