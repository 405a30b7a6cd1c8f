"""Faults on her side: the sign-in, the tabs, the browser, the device."""

from contextlib import suppress

from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from groups.reflections import writing
from groups.reflections.models import Reflection
from tests import cast
from tests.browser.faults.writer import PATIENCE, Writer, cookie, texts

ANOTHER = "a coat in the hall, in winter"


def reset(route) -> None:
    route.abort("connectionreset")


def session_expired(her: Writer) -> None:
    Session.objects.all().delete()
    her.type()
    her.troubled()
    her.type()
    her.sign_in_here()
    her.saved()


def password_changed(her: Writer) -> None:
    """On another device; it ends this sign-in."""
    her.person.set_password(ANOTHER)
    her.person.save(update_fields=["password"])
    her.type()
    her.troubled()
    her.sign_in_here(ANOTHER)
    her.saved()
    her.person.set_password(cast.PASSWORD)
    her.person.save(update_fields=["password"])


def sign_in(page: Page, person) -> None:
    page.goto("/sign-in/?next=/accessibility/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", cast.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/accessibility/")


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/sign-out/" not in url)


def token_rotated(her: Writer) -> None:
    """She signs in again in another tab."""
    other = her.new_tab()
    sign_out(other)
    sign_in(other, her.person)
    her.type()
    her.saved()
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()


def somebody_else(her: Writer) -> None:
    """Somebody else signs in in another tab, and learns nothing; then she herself."""
    other = her.new_tab()
    sign_out(other)
    sign_in(other, her.other)
    her.type()
    her.troubled()
    her.kept_here()
    other.goto("/writing/new/")
    other.wait_for_timeout(1000)
    expect(other.locator("#kept")).to_be_hidden()
    assert texts(her.other) == []
    sign_out(other)
    sign_in(other, her.person)
    her.try_now()
    assert texts(her.other) == []


def signed_out_unsent(her: Writer) -> None:
    """Words were unsent when she signed out; at her next sign-in they are offered."""
    where = her.where
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.goto("/sign-out/")
    her.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    her.page.wait_for_url(lambda url: "/sign-out/" not in url)
    sign_in(her.page, her.person)
    her.page.goto(where)
    her.put_back()


def drawer_closed(her: Writer) -> None:
    for session in Session.objects.all():
        data = session.get_decoded()
        data.pop("drawer", None)
        data.pop("pages_begun", None)
        session.session_data = Session.objects.encode(data)
        session.save()
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()


def killed(her: Writer, *, connected: bool) -> None:
    """kill -9 two seconds after the last key; the profile is opened again."""
    her.house.own_browser(her)
    where = her.where
    if not connected:
        her.context.set_offline(True)
    her.type()
    her.page.wait_for_timeout(2000)
    her.house.kill_browser()
    her.context = her.house.reopen()
    her.context.add_cookies([cookie(her.person, her.base)])
    her.page = her.new_tab()
    her.page.goto(where)
    if not connected:
        her.put_back()
    her.house.close_own()


def reloaded(her: Writer) -> None:
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.reload()
    her.put_back()


def reloaded_before_its_first_save(her: Writer) -> None:
    her.page.goto("/writing/new/")
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.reload()
    her.put_back()


def closed_unsaved(her: Writer) -> None:
    where = her.where
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.close()
    her.page = her.new_tab()
    her.page.goto(where)
    her.put_back()


def closed_at_once(her: Writer) -> None:
    """The tab closes right after the last key: the browser still sends."""
    her.type()
    her.page.close(run_before_unload=True)
    her.page = her.new_tab()
    her.page.wait_for_timeout(1500)


def back_and_forward(her: Writer) -> None:
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.goto("/accessibility/")
        her.page.go_back()
    her.put_back()


def left_in_a_hurry(her: Writer) -> None:
    her.type()
    with suppress(Exception):  # another navigation overtakes it
        her.page.goto("/accessibility/")
    her.page.wait_for_timeout(1500)


def without_indexeddb(her: Writer) -> None:
    her.context.add_init_script("delete globalThis.indexedDB; delete Window.prototype.indexedDB")
    her.page.reload()
    with her.saves(reset):
        her.type()
        her.troubled()
        her.type()
        her.kept_nowhere()
    her.try_now()


def quota_full(her: Writer) -> None:
    """The device has no room: the page says only that it has not saved."""
    her.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => {"
        " throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    with her.saves(reset):
        her.type()
        her.troubled()
        her.type()
        her.kept_nowhere()
    her.try_now()


def second_tab(her: Writer) -> None:
    """It is for reading, until she says that she writes here instead."""
    second = her.new_tab()
    second.goto(her.where)
    notice = second.locator("#elsewhere")
    expect(notice).to_be_visible(timeout=PATIENCE)
    her.type()
    notice.get_by_role("button").click()
    expect(her.page.locator("#elsewhere")).to_be_visible(timeout=PATIENCE)
    her.page = second
    expect(her.box).to_be_editable(timeout=PATIENCE)
    expect(notice).to_be_hidden()
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()


def second_tab_without_locks(her: Writer) -> None:
    her.context.add_init_script("delete Navigator.prototype.locks")
    her.page.reload()
    first, second = her.page, her.new_tab()
    second.goto(her.where)
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()
    her.page = second
    her.type()
    expect(second.locator("#beside")).to_be_visible(timeout=PATIENCE)
    her.saved()
    first.close()


def second_device(her: Writer) -> None:
    """The same page was opened on another device and is written on both."""
    here, there = her.page, her.open()
    there.add_cookies([cookie(her.person, her.base)])
    elsewhere = there.new_page()
    elsewhere.goto(her.where)
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()
    her.page = elsewhere
    her.type()
    expect(elsewhere.locator("#beside textarea")).to_be_visible(timeout=PATIENCE)
    her.saved()
    her.page = here
    there.close()


def clock_jumps(hours: int):
    def act(her: Writer) -> None:
        her.type()
        her.page.evaluate(
            "(ms) => { const real = Date.now; Date.now = () => real() + ms; }", hours * 3_600_000
        )
        her.type()
        her.page.wait_for_timeout(1500)
        her.saved()

    return act


def deleted_meanwhile(her: Writer) -> None:
    """On another device; her new words are offered for a page of their own."""
    standing = Reflection.objects.for_person(her.person).kept().latest("begun_at")
    first = list(her.typed)
    writing.delete(her.person, standing.pk, now=timezone.now())
    her.type()
    her.troubled()
    her.kept_here()
    her.page.goto("/writing/new/")
    her.put_back()
    assert [word for word in first if word not in " ".join(texts(her.person))] == []


def too_long(her: Writer) -> None:
    """She pastes more than a page holds, and takes it out again."""
    her.box.press("Control+End")
    her.page.keyboard.insert_text("x" * 200_001)
    her.troubled()
    her.page.keyboard.press("Control+Z")
    her.type()
    her.saved()


FAULTS = {
    "session expired": session_expired,
    "password changed elsewhere": password_changed,
    "token rotated by another tab": token_rotated,
    "somebody else signs in": somebody_else,
    "signed out with unsent words": signed_out_unsent,
    "drawer closed meanwhile": drawer_closed,
    "browser killed, online": lambda her: killed(her, connected=True),
    "browser killed, offline": lambda her: killed(her, connected=False),
    "reload": reloaded,
    "reload before the first save": reloaded_before_its_first_save,
    "tab closed unsaved": closed_unsaved,
    "tab closed at once": closed_at_once,
    "back and forward": back_and_forward,
    "left in a hurry": left_in_a_hurry,
    "IndexedDB missing": without_indexeddb,
    "IndexedDB quota full": quota_full,
    "second tab": second_tab,
    "second tab without locks": second_tab_without_locks,
    "second device": second_device,
    "clock an hour on": clock_jumps(1),
    "clock an hour back": clock_jumps(-1),
    "deleted meanwhile": deleted_meanwhile,
    "too long": too_long,
}
