"""Unsaved words of a letter: sealed on the device, offered again, and gone with the letter."""

import re

import pytest
from playwright.sync_api import expect

from groups.reflections import letters
from groups.reflections.models import Letter
from tests.browser.test_writing import ewa, hers, status

__all__ = ["ewa", "hers"]

NEW = "/writing/letters/new/"
SAVES = re.compile(r"/writing/letters/(new|[0-9a-f-]{36}/save)/$")
KEPT = """() => new Promise((done) => {
  const ask = indexedDB.open('drafts');
  ask.onsuccess = () => {
    const all = ask.result.transaction('sealed').objectStore('sealed').getAll();
    all.onsuccess = () => { ask.result.close(); done(JSON.stringify(all.result.map(
      (one) => [one.page, String.fromCharCode(...new Uint8Array(one.sealed))]))); };
  };
})"""


NO_LAST_WORD = """(() => {
  const usual = fetch;
  window.fetch = (where, how) =>
    how && how.keepalive ? Promise.reject(new Error()) : usual(where, how);
})()"""


def cut(page):
    def answer(route):
        if route.request.method == "POST":
            route.abort("connectionreset")
        else:
            route.fallback()

    page.context.route(SAVES, answer)
    page.on("dialog", lambda dialog: dialog.accept())


def words(person):
    return [letters.read(person, one.pk).sheet.words for one in Letter.objects.all()]


@pytest.fixture
def at(hers, console):
    """`at(path)`: she writes there. A page that is left sends nothing more: no route stops that.

    What the cut wire makes the browser say is no fault.
    """
    pages = []

    def go(path):
        page = hers("/accessibility/")
        page.add_init_script(NO_LAST_WORD)
        page.goto(path)
        pages.append(page)
        return page

    yield go
    for page in pages:
        page.goto("/accessibility/")
        page.wait_for_load_state("networkidle")
    console[:] = [said for said in console if "Failed to load resource" not in said]


@pytest.fixture
def letter(at):
    """A letter whose first words are saved and whose next ones are only on this device."""
    page = at(NEW)
    box = page.get_by_label("Your letter")
    box.fill("Dear you.")
    expect(status(page)).to_have_text(re.compile("Saved just now"))
    cut(page)
    box.press_sequentially(" I kept the jam.")
    expect(status(page)).to_contain_text("kept on this device")
    return page


def test_words_that_no_server_has_are_offered_and_go_in(letter, ewa):
    assert words(ewa) == ["Dear you."]
    assert "jam" not in letter.evaluate(KEPT)
    where = letter.url
    letter.goto("/writing/letters/")
    letter.context.unroute(SAVES)
    letter.goto(where)
    kept = letter.locator("#kept")
    expect(kept).to_contain_text("not in this letter yet")
    kept.get_by_role("button", name="Put them back").click()
    expect(status(letter)).to_have_text(re.compile("Saved"))
    expect(letter.get_by_label("Your letter")).to_have_value("Dear you. I kept the jam.")
    assert words(ewa) == ["Dear you. I kept the jam."]
    assert letter.evaluate(KEPT) == "[]"


def test_on_a_page_they_are_said_to_be_of_a_letter_and_never_put_there(letter):
    where = letter.url
    letter.goto("/writing/new/")
    kept = letter.locator("#kept")
    expect(kept).to_contain_text("of a letter.")
    expect(kept.get_by_role("button", name="Put them back")).to_be_hidden()
    kept.get_by_role("button", name="Look at both").click()
    expect(kept.locator(".as-typed")).to_have_text("Dear you. I kept the jam.")
    kept.get_by_role("link", name="Go there").click()
    letter.wait_for_url(where)
    expect(letter.locator("#kept")).to_contain_text("not in this letter yet")


def test_a_letter_that_is_let_go_takes_them_along(letter):
    assert letter.evaluate(KEPT) != "[]"
    letter.get_by_role("link", name="Let it go").click()
    letter.get_by_role("button", name="Let it go").click()
    expect(letter.get_by_role("heading", level=1)).to_have_text("It is gone")
    assert not Letter.objects.exists()
    for _try in range(100):  # the next page takes them out
        if letter.evaluate(KEPT) == "[]":
            return
        letter.wait_for_timeout(50)
    assert letter.evaluate(KEPT) == "[]"


def test_words_of_a_letter_that_was_never_saved_wait_at_the_next_one(at, ewa):
    page = at(NEW)
    cut(page)
    page.get_by_label("Your letter").press_sequentially("Dear you.")
    expect(status(page)).to_contain_text("kept on this device")
    page.goto("/writing/new/")
    expect(page.locator("#kept")).to_contain_text("of a letter.")
    expect(page.get_by_role("button", name="Put them back")).to_be_hidden()
    page.context.unroute(SAVES)
    page.goto(NEW)
    page.locator("#kept").get_by_role("button", name="Put them back").click()
    expect(status(page)).to_have_text(re.compile("Saved"))
    assert words(ewa) == ["Dear you."]
