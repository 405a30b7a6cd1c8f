"""Writing in a real browser: what she types is kept, whatever happens to the page around it."""

import re
from pathlib import Path

import pytest
from django.conf import settings as house_settings
from playwright.sync_api import Page, expect

from groups.reflections import reading, writing
from groups.reflections.models import Reflection, Revision
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked
from tests import cast, factories
from tests.browser.conftest import CHROMIUM, FLAGS, session_of
from tests.browser.looking import sideways, small_targets, tiny_text
from tests.reflections.conftest import stamp

LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
JUST = re.compile("Saved just now")


@pytest.fixture
def ewa():
    """A member of a group that is in its fourth week, whenever the test runs."""
    from datetime import timedelta

    from django.utils import timezone

    first = timezone.localdate() - timedelta(days=23)
    group = factories.group(lead=cast.facilitator(), first_on=first)
    return factories.member(group).person


def sign_in(page: Page, person) -> None:
    page.goto("/sign-in/?next=/accessibility/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", cast.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


@pytest.fixture
def hers(visit, ewa, console):
    """`hers(path)`: a browser in which Ewa has signed in with her password.

    At the end its wire is cut: a page with unsaved words would still send them while it closes.
    """
    pages = []

    def go(path: str, **more) -> Page:
        page = visit("/accessibility/", **more)
        pages.append(page)
        sign_in(page, ewa)
        page.goto(path)
        return page

    yield go
    for page in pages:
        page.wait_for_timeout(50)  # what the test itself caused is heard by now
        heard = len(console)
        page.context.set_offline(True)
        page.wait_for_timeout(200)
        del console[heard:]  # what was on its way is cut with the wire


def stored(person) -> str:
    page = Reflection.objects.filter(person=person).latest("begun_at")
    return reading.open_page(person, page.pk).sheet.words


def page_of(person, words: str = "Earlier words") -> str:
    from django.utils import timezone

    sheet, to = Sheet(words), Asked()
    made = writing.begin_with(person, to=to, sheet=sheet, stamp=stamp(), now=timezone.now())
    return f"/writing/{made.page}/"


def status(page: Page):
    return page.locator("#save-status [data-words]")


def test_what_she_types_is_saved_by_itself_and_the_page_says_so(hers, ewa):
    page = hers("/writing/new/")
    area = page.get_by_label("Your writing")
    area.press_sequentially("I drew boats.\n\nFrom the wall.")
    expect(status(page)).to_have_text("Saving")
    expect(status(page)).to_have_text(JUST)
    expect(page.locator("#say")).to_have_text("Saved")
    assert re.fullmatch(r"/writing/[0-9a-f-]{36}/", page.evaluate("location.pathname"))
    assert stored(ewa) == "I drew boats.\n\nFrom the wall."
    area.press_sequentially(" Again.")
    expect(status(page)).to_have_text("Saving")
    expect(status(page)).to_have_text(JUST)
    assert area.input_value() == "I drew boats.\n\nFrom the wall. Again." == stored(ewa)
    assert page.evaluate("document.activeElement.id") == "id_words"
    assert Reflection.objects.count() == 1


def test_her_word_and_the_question_are_saved_too(hers, ewa):
    page = hers("/writing/new/")
    page.get_by_label("Your writing").fill("One.")
    page.get_by_text("Mixed", exact=True).click()
    page.get_by_text("Change the question").click()
    page.get_by_text("Question 4.2").click()
    expect(page.locator("#question")).to_have_text("Question 4.2")
    page.locator("h1").evaluate("window.scrollTo(0, 0)")
    expect(status(page)).to_have_text(JUST)
    kept = Reflection.objects.select_related("prompt").get()
    assert kept.prompt.text == "Question 4.2"
    assert reading.open_page(ewa, kept.pk).sheet.word == "mixed"


def test_done_for_now_saves_what_is_not_saved_yet(hers, ewa):
    page = hers("/writing/new/")
    page.get_by_label("Your writing").fill("Quickly.")
    page.get_by_role("button", name="Done for now").click()
    page.wait_for_url("**/home/")
    assert stored(ewa) == "Quickly."


def test_when_the_server_fails_her_words_stay_and_are_saved_afterwards(
    hers, ewa, settings, tmp_path, console
):
    page = hers("/writing/new/")
    area = page.get_by_label("Your writing")
    kek, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "gone")
    area.fill("Not to lose.")
    trouble = page.locator("#trouble")
    expect(trouble).to_contain_text("This page has not saved yet. Your words are still here")
    expect(status(page)).to_contain_text("Not saved yet")
    area.press_sequentially(" Nor this.")
    page.get_by_role("button", name="Done for now").click()
    expect(page.get_by_role("button", name="Try now")).to_be_focused()
    assert area.input_value() == "Not to lose. Nor this."
    assert Revision.objects.count() == 0
    settings.KEK_FILE = kek
    page.get_by_role("button", name="Try now").click()
    expect(status(page)).to_have_text(JUST)
    expect(trouble).to_be_hidden()
    assert stored(ewa) == "Not to lose. Nor this."
    assert console
    console.clear()  # the browser mentions the 503s


def test_without_a_connection_nothing_is_lost_and_it_saves_when_there_is_one(hers, ewa, console):
    page = hers("/writing/new/")
    page.context.set_offline(True)
    page.get_by_label("Your writing").fill("In the tunnel.")
    expect(page.locator("#trouble")).to_contain_text("There is no connection just now.")
    page.context.set_offline(False)
    expect(status(page)).to_have_text(JUST)
    assert stored(ewa) == "In the tunnel."
    console.clear()


def test_a_sign_in_in_another_tab_does_not_stop_the_first_from_saving(hers, ewa, console):
    page = hers(page_of(ewa))
    page.get_by_label("Your writing").fill("One.")
    expect(status(page)).to_have_text(JUST)
    before = page.locator("#page [name=csrfmiddlewaretoken]").input_value()
    second = page.context.new_page()
    page.context.clear_cookies()
    sign_in(second, ewa)
    page.get_by_label("Your writing").fill("One two.")
    expect(status(page)).to_have_text(JUST)
    assert stored(ewa) == "One two."
    assert page.locator("#page [name=csrfmiddlewaretoken]").input_value() != before
    console.clear()  # the browser mentions the 403


def test_a_sign_in_that_ended_is_said_and_the_next_one_saves(hers, ewa, base_url, console):
    page = hers(page_of(ewa))
    page.wait_for_load_state("networkidle")  # an answer on its way would bring the cookie again
    page.context.clear_cookies(name=house_settings.SESSION_COOKIE_NAME)
    page.get_by_label("Your writing").fill("Written meanwhile.")
    expect(page.locator("#trouble")).to_contain_text("Your sign-in has ended. Keep writing;")
    expect(page.get_by_role("link", name="Sign in on a new page")).to_be_visible()
    try_now = page.get_by_role("button", name="Try now")
    expect(try_now).to_be_visible()
    page.context.add_cookies([session_of(ewa, base_url)])  # by mail: her drawer stays closed
    try_now.dispatch_event("click")  # it may have tried by itself, and hidden the button
    expect(status(page)).to_have_text(JUST)
    assert stored(ewa) == "Written meanwhile."
    console.clear()


def test_a_page_deleted_elsewhere_keeps_her_words_on_the_screen(hers, ewa, console):
    where = page_of(ewa)
    page = hers(where)
    from django.utils import timezone

    writing.delete(ewa, Reflection.objects.get().pk, now=timezone.now())
    page.get_by_label("Your writing").fill("Still here.")
    expect(page.locator("#trouble")).to_contain_text("This page was deleted")
    assert page.get_by_label("Your writing").input_value() == "Still here."
    page.get_by_role("button", name="Copy my words").click()
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    try_now = page.locator("[data-try]")
    expect(try_now).to_be_visible()
    writing.put_back(ewa, Reflection.objects.get().pk, now=timezone.now())
    try_now.dispatch_event("click")  # it may have tried by itself, and hidden the button
    expect(status(page)).to_have_text(JUST)
    assert stored(ewa) == "Still here."
    console.clear()


def test_two_tabs_on_one_page_become_two_pages_where_a_browser_has_no_locks(hers, ewa):
    where = page_of(ewa)
    first = hers("/accessibility/")
    first.context.add_init_script("delete Navigator.prototype.locks")
    first.goto(where)
    second = first.context.new_page()
    second.goto(where)
    first.get_by_label("Your writing").fill("On the tablet.")
    expect(status(first)).to_have_text(JUST)
    second.get_by_label("Your writing").fill("On the phone.")
    expect(second.locator("#beside")).to_be_visible()
    expect(second.locator("#beside")).to_contain_text("Both are kept, side by side.")
    expect(second.get_by_label("The words of the other page")).to_have_value("On the tablet.")
    assert second.evaluate("location.pathname") != where
    second.get_by_label("Your writing").fill("On the phone, more.")
    expect(status(second)).to_have_text("Saving")
    expect(status(second)).to_have_text(JUST)
    pages = {reading.open_page(ewa, one.pk).sheet.words for one in Reflection.objects.all()}
    assert pages == {"On the tablet.", "On the phone, more."}


def test_leaving_in_a_hurry_saves_and_asks_first(hers, ewa):
    page = hers(page_of(ewa))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Your writing").press_sequentially("More. ")
    page.evaluate("setTimeout(() => { location.href = '/accessibility/' }, 0)")
    page.wait_for_url("**/accessibility/")
    assert asked == ["beforeunload"]
    for _ in range(300):  # 30 s at most; the browser finishes the request after the page has gone
        if "More. " in stored(ewa):
            return
        page.wait_for_timeout(100)
    pytest.fail("her last words did not arrive")


def test_a_page_that_was_refused_saves_itself_once_the_fault_is_over(
    hers, ewa, settings, tmp_path, console
):
    """The form was sent without the script; the answer has it again."""
    page = hers(page_of(ewa))
    kek, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "gone")
    page.evaluate("document.querySelector('#id_words').value = 'By the form alone.'")
    with page.expect_navigation():
        page.evaluate("document.querySelector('#page').submit()")
    assert page.get_by_label("Your writing").input_value() == "By the form alone."
    settings.KEK_FILE = kek
    expect(page.locator("#trouble")).to_be_visible()
    page.get_by_role("button", name="Try now").click()
    expect(status(page)).to_have_text(JUST)
    assert stored(ewa) == "By the form alone."
    console.clear()


def test_without_javascript_the_form_does_it_all(hers, ewa):
    page = hers("/writing/new/", java_script_enabled=False)
    assert not page.get_by_text("It saves as you write.").is_visible()
    page.get_by_label("Your writing").fill("\n  Plain.\n")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/writing/[0-9a-f-]{36}/"))
    assert page.get_by_label("Your writing").input_value() == "\n  Plain.\n" == stored(ewa)
    page.get_by_role("link", name="Delete this page").click()
    page.get_by_role("button", name="Delete it").click()
    page.goto("/writing/deleted/")
    page.get_by_role("button", name="Put it back").click()
    assert page.get_by_label("Your writing").input_value() == "\n  Plain.\n"


def test_back_after_signing_out_shows_nothing(hers, ewa):
    page = hers(page_of(ewa, "Kanarienvogel"))
    assert page.get_by_label("Your writing").input_value() == "Kanarienvogel"
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/sign-out/" not in url)
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert "Kanarienvogel" not in page.content()
        assert page.locator("#id_words").count() == 0


def test_the_browsers_own_files_hold_no_word_of_hers(base_url, ewa, tmp_path, chromium):
    canary = "Kanarienvogel-" + "Newhaven"
    from playwright.sync_api import expect as seen

    launch = chromium.browser_type.launch_persistent_context
    context = launch(str(tmp_path), executable_path=CHROMIUM, args=FLAGS, base_url=base_url)
    page = context.new_page()
    sign_in(page, ewa)
    page.goto("/writing/new/")
    page.get_by_label("Your writing").press_sequentially(canary)
    seen(status(page)).to_have_text(JUST)
    page.goto("/writing/")
    assert canary in page.content()
    context.close()
    kept = [each for each in tmp_path.rglob("*") if each.is_file()]
    wide = canary.encode("utf-16-le")
    assert len(kept) > 20
    assert [each for each in kept if holds(each, canary.encode(), wide)] == []


def holds(file: Path, *needles: bytes) -> bool:
    data = file.read_bytes()
    return any(needle in data for needle in needles)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_her_pages_break_no_rule_of_accessibility(hers, ewa, axe, width, scheme):
    where = page_of(ewa, "I drew boats.\nFrom the wall at Newhaven.")
    gone = page_of(ewa, "Gone")
    from django.utils import timezone

    writing.delete(ewa, gone.split("/")[2], now=timezone.now())
    page = hers("/writing/", width=width, scheme=scheme)
    for path in ("/writing/", "/writing/new/", where, f"{where}delete/", "/writing/deleted/"):
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        axe(page)
        assert sideways(page) == 0, path
        assert small_targets(page) == [], path
        assert tiny_text(page) == [], path


def test_the_page_of_a_failed_save_breaks_none_either(hers, ewa, axe, settings, tmp_path, console):
    page = hers("/writing/new/", width=390)
    kek, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "gone")
    page.get_by_label("Your writing").fill("Not to lose.")
    expect(page.locator("#trouble")).to_be_visible()
    axe(page)
    assert sideways(page) == 0
    assert small_targets(page) == []
    with page.expect_navigation():
        page.evaluate("document.querySelector('#page').submit()")
    expect(page.locator("#trouble")).to_be_visible()
    axe(page)
    settings.KEK_FILE = kek
    page.get_by_role("button", name="Try now").click()
    expect(status(page)).to_have_text(JUST)
    console.clear()


def test_an_empty_list_breaks_none_either(hers, axe):
    axe(hers("/writing/", width=390))
    axe(hers("/writing/deleted/", width=390))
