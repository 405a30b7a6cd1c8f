"""Her keepsake in a real browser: picked and put in order without a script, right on any paper."""

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from groups.reflections import keepsakes
from tests.browser.looking import sideways, small_targets, tiny_text
from tests.browser.test_writing import LOOKS, ewa, hers, page_of

__all__ = ["ewa", "hers"]

BOOK = "/writing/keepsake/"
WORDS = (
    "What the kitchen sounds like\n\nThe fridge, and the tap that I will not mend. I packed it "
    "twice. The second time I left out the jam.\n\nSome weeks there is nothing to say, and I have "
    "begun to think that this is also something, that a week can lie there like a coat on a chair "
    "and nobody needs to pick it up before supper.\n“Why?” she said, and I had no answer."
)


@pytest.fixture
def pick(ewa):
    return f"{BOOK}pages/{page_of(ewa, WORDS).split('/')[2]}/"


def looked_at(page, name):
    """A picture, where somebody wants to see it."""
    if out := os.environ.get("PICTURES"):
        page.screenshot(path=Path(out) / f"{name}.png", full_page=True)


def said(person):
    return [one.words for one in keepsakes.held(person).pieces]


def test_without_a_script_she_picks_moves_and_takes_out(hers, ewa, pick):
    page = hers(pick, java_script_enabled=False)
    for words in ("I packed it twice.", "The second time I left out the jam."):
        page.get_by_label(words).check()
    page.get_by_role("button", name="Keep these", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your keepsake")
    page.get_by_role("button", name="Further down").click()
    assert said(ewa) == ["The second time I left out the jam.", "I packed it twice."]
    page.get_by_role("button", name="Take it out").first.click()
    assert said(ewa) == ["I packed it twice."]
    page.get_by_label("What it is called").fill("The parcel")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="See it as a book").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The parcel")
    page.wait_for_load_state("networkidle")  # before its wire is cut


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_it_looks_right_in_every_width_and_theme(hers, ewa, pick, axe, width, scheme):
    found = {}
    for name, path in (("white", BOOK), ("pages", f"{BOOK}pages/"), ("pick", pick)):
        page = hers(path, width=width, scheme=scheme)
        found[name] = page
    tick_all(found["pick"])
    looked_at(found["pick"], f"pick-{width}-{scheme}")
    for name, path in (("book", BOOK), ("print", f"{BOOK}print/"), ("let-go", f"{BOOK}let-go/")):
        found[name] = hers(path, width=width, scheme=scheme)
    for name, page in found.items():
        axe(page)
        assert [sideways(page), small_targets(page), tiny_text(page)] == [0, [], []], name
        looked_at(page, f"{name}-{width}-{scheme}")


def tick_all(page):
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Keep these", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your keepsake")
    page.goto(page.url.partition("writing/")[0] + "writing/keepsake/pages/")
    page.get_by_role("link", name="What the kitchen").click()


def test_a_narrow_screen_shows_all_of_it(hers, pick):
    for path in (BOOK, pick):
        assert sideways(hers(path, width=320)) == 0


@pytest.mark.parametrize("size", ["A5", "A4", "Letter"])
@pytest.mark.parametrize("alone", [False, True])
def test_it_prints_right_with_nothing_to_set(hers, ewa, pick, size, alone):
    page = hers(pick)
    tick_all(page)
    keepsakes.change(ewa, lambda book: replace(book, alone=alone, with_months=True))
    page = hers(f"{BOOK}print/")
    made = page.pdf(format=size, prefer_css_page_size=False)
    if out := os.environ.get("PICTURES"):
        (Path(out) / f"printed-{size}-{'alone' if alone else 'flow'}.pdf").write_bytes(made)
    texts = [" ".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(made)).pages]
    assert texts[0] == "In my own words"
    assert all(len(text) > 3 for text in texts)
    assert len(texts) == len(said(ewa)) + 1 if alone else 2 <= len(texts) <= 4
    everything = " ".join(texts)
    assert all(words in everything for words in said(ewa))
    for words in ("Back to", "To print", "PDF", "Kept Chair", "Sign out", "Skip to"):
        assert words not in everything


def test_not_even_the_browser_prints_an_address_on_its_edge(hers, ewa, pick):
    tick_all(hers(pick))
    page = hers(f"{BOOK}print/")
    made = page.pdf(format="A4", display_header_footer=True)
    edge = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(made)).pages)
    for words in ("localhost", "127.0.0.1", "http", "A small book", "/20", "AM", "PM"):
        assert words not in edge
