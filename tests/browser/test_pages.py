"""Pages for anybody, and every part, seen by a browser, a thumb and a screen reader's rules."""

import pytest

from tests.browser.looking import sideways, small_targets, tiny_text
from tests.cast import person
from tests.pages import urls_to_look_at

PUBLIC = ["/", "/meetings/", "/hard-night/", "/accessibility/"]
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
pytestmark = pytest.mark.urls("tests.pages.urls_to_look_at")


@pytest.fixture(autouse=True)
def our_templates(settings):
    settings.TEMPLATES = urls_to_look_at.templates()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", [*PUBLIC, "/every/part/"])
def test_a_page_breaks_no_rule_of_accessibility(visit, axe, path, width, scheme):
    page = visit(path, width=width, scheme=scheme)
    axe(page)
    assert sideways(page) == 0
    assert small_targets(page) == []
    assert tiny_text(page) == []


@pytest.mark.parametrize("path", ["/nowhere/"])
def test_an_error_page_breaks_none_either(visit, axe, console, path):
    axe(visit(path, width=390, scheme="dark", status=404))
    console.clear()  # the browser itself mentions the 404


@pytest.mark.parametrize("path", [*PUBLIC, "/every/part/"])
def test_a_page_fits_on_320_pixels_with_letters_twice_as_large(visit, path):
    page = visit(path, width=320)
    assert sideways(page) == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) == 0


def test_a_signed_in_member_has_her_tabs_at_the_thumb(visit, axe):
    page = visit("/hard-night/", who=person("Ewa"), width=390)
    axe(page)
    tabs = page.locator("nav.tabs")
    assert tabs.is_visible()
    assert tabs.get_by_role("link", name="Help").get_attribute("aria-current") == "page"
    assert small_targets(page) == []


def test_the_demo_says_so_in_a_place_of_its_own(visit, axe, settings):
    settings.DEMO = True
    axe(visit("/", width=390))


def test_her_own_choice_wins_over_the_device(visit):
    ewa = person("Ewa", theme="light", text_size="large")
    page = visit("/accessibility/", who=ewa, scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(243, 246, 241)"
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "20.25px"


def test_the_letters_are_ours_and_the_digits_are_plain(visit):
    page = visit("/every/part/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    families = {family.strip('"') for family in loaded}
    assert families == {"Literata", "Atkinson Hyperlegible Next", "Plain Digits"}


def test_the_skip_link_is_the_first_stop_and_can_be_seen(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the main part of this page"
    assert focused.bounding_box()["width"] > 100


def test_a_problem_takes_the_focus_when_the_page_comes_back(visit, console):
    page = visit("/every/part/")
    page.evaluate("document.querySelector('#form').submit()")
    page.wait_for_selector(".problem:focus")
    assert page.title() == "Problem: Every part - Kept Chair"
    console.clear()  # the browser itself mentions the 422


def test_a_problem_takes_the_focus_after_a_swap(visit, axe, console):
    page = visit("/every/part/")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".problem:focus")
    assert page.locator("#form").get_attribute("aria-busy") is None
    axe(page)
    page.get_by_role("link", name="Choose who can read it").click()
    assert page.locator(":focus").get_attribute("id") == "id_reads_0"
    console.clear()  # the browser itself mentions the 422


def test_what_happened_is_spoken(visit):
    page = visit("/every/part/")
    page.locator("#say-it").click()
    page.wait_for_selector("#say:not(:empty)", state="attached")
    assert page.locator("#say").text_content() == "Ruth will know that you are coming."


def test_what_failed_is_said_in_the_alert_and_swapped_nowhere(visit, console):
    page = visit("/every/part/")
    before = page.locator("#form").inner_html()
    page.locator("#fail").click()
    page.wait_for_selector("#alert:not(:empty)")
    assert "did not go through" in page.locator("#alert").inner_text()
    assert page.locator("#form").inner_html() == before
    console.clear()  # the browser itself mentions the 404


def test_a_whole_page_is_gone_to_and_never_put_inside_another(visit):
    page = visit("/every/part/")
    page.locator("#whole").click()
    page.wait_for_url("**/meetings/")
    assert page.locator("h1").count() == 1


def test_without_scripts_the_form_still_answers(visit, console):
    page = visit("/every/part/", java_script_enabled=False)
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".problem")
    assert page.title() == "Problem: Every part - Kept Chair"
    console.clear()  # the browser itself mentions the 422


def test_a_page_that_is_left_is_covered(visit):
    page = visit("/every/part/")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "hidden"


def test_a_page_that_comes_back_is_asked_for_again(visit):
    page = visit("/every/part/")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "visible"
