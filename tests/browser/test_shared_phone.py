"""A phone that others use too: nothing of hers is left on it, and there is a quick way out."""

import re
import sqlite3
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Error, Page, expect

from groups.reflections import letters, tender
from groups.reflections.sheet import Sheet
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.test_writing import JUST, ewa, hers, page_of, sign_in, status
from tests.privacy.residue import disguises
from tests.reflections.conftest import stamp

__all__ = ["ewa", "hers"]  # fixtures

BIRD = "Kanarienvogel"


@pytest.fixture
def written(ewa) -> list[str]:
    """The addresses of all that holds her words: a page, letters, the keepsake, a tender day."""
    now = timezone.now()
    page = page_of(ewa, f"{BIRD} one. And more.")
    draft = letters.save(ewa, None, sheet=Sheet(f"Dear {BIRD}."), stamp=stamp(), now=now).page
    on = now.date() + timedelta(days=40)
    tender.mark(ewa, tender.Day(on.month, on.day), words=f"{BIRD} day", now=now)
    return [
        page, f"{page}read/", f"{page}give/?door=lead", "/writing/", f"/writing/letters/{draft}/",
        f"/writing/keepsake{page.removeprefix('/writing')}".replace("keepsake/", "keepsake/pages/"),
        "/you/tender/",
    ]  # fmt: skip


def look_at_everything(page: Page, written: list[str]) -> None:
    """Every page that holds words of hers, a search for them, and a few words more."""
    for where in written:
        page.goto(where)
        assert BIRD in page.content(), where
    page.goto("/writing/search/")
    page.fill("[name=words]", BIRD)
    page.get_by_role("button", name="Find").click()
    expect(page.locator("main")).to_contain_text(f"{BIRD} one.")
    page.goto("/you/tender/")
    page.fill("[name=words]", f"{BIRD} without a day")
    page.get_by_role("button", name="Mark this day").click()
    expect(page.locator(".problem")).to_be_visible()
    page.goto("/writing/new/")
    page.get_by_label("Your writing").press_sequentially(f"{BIRD} two.")
    expect(status(page)).to_have_text(JUST)


def settled(page: Page) -> str:
    """What stands there, once the page has come to rest: one that comes back is asked for again."""
    for _try in range(50):
        with suppress(Error):
            page.wait_for_load_state("networkidle")
            return page.content()
        page.wait_for_timeout(100)
    raise AssertionError("The page does not come to rest.")


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/sign-out/" not in url)


def test_after_signing_out_back_brings_no_page_again(hers, written, console):
    page = hers("/home/")
    look_at_everything(page, written)
    sign_out(page)
    for way in ["back"] * (len(written) + 4) + ["forward"] * 3:
        with suppress(Error):  # what a search found cannot be shown again without asking for it
            page.go_back() if way == "back" else page.go_forward()
        assert BIRD not in settled(page)
    console.clear()  # the browser itself mentions the 422


def test_the_phone_keeps_no_word_and_its_history_names_nobody(
    base_url, ewa, written, tmp_path, chromium
):
    launch = chromium.browser_type.launch_persistent_context
    context = launch(str(tmp_path), executable_path=CHROMIUM, args=FLAGS, base_url=base_url)
    page = context.new_page()
    sign_in(page, ewa)
    look_at_everything(page, written)
    page.goto("/you/")
    group = ewa.memberships.get().group
    page.goto(f"/group/{group.pk}/")
    sign_out(page)
    context.close()
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert len(files) > 20
    assert [data for data in files for shape in disguises(BIRD) if shape in data] == []
    with sqlite3.connect(tmp_path / "Default" / "History") as history:
        seen = history.execute("select url, title from urls").fetchall()
    assert len(seen) > 8
    said = " ".join(f"{url} {title}" for url, title in seen)
    for word in ("Ewa", "Ruth", group.name, group.curriculum.title, "mother", "search?", "words="):
        assert word.lower() not in said.lower(), seen


@pytest.fixture
def quick(settings, base_url):
    settings.QUICK_EXIT, settings.QUICK_EXIT_TO = True, f"{base_url}/meetings/"


def test_leaving_quickly_asks_nothing_and_leaves_no_way_back_to_the_page(quick, hers, ewa, console):
    page = hers(page_of(ewa, BIRD))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.route("**/save/", lambda route: route.abort())
    page.get_by_label("Your writing").press_sequentially("And more")
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("**/meetings/")
    assert asked == []
    page.go_back()
    page.wait_for_load_state()
    assert BIRD not in page.content()
    console.clear()  # the save that the test cut off


def test_shift_three_times_is_the_same_and_typing_capitals_is_not(quick, hers, ewa):
    page = hers(page_of(ewa))
    area = page.get_by_label("Your writing")
    area.focus()
    for letter in "NOT":
        page.keyboard.press(f"Shift+{letter}")
    expect(area).to_have_value(re.compile("NOT"))
    for _time in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/meetings/")


def test_without_a_script_it_is_a_plain_link(quick, visit, ewa):
    page = visit("/home/", who=ewa, java_script_enabled=False)
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("**/meetings/")
