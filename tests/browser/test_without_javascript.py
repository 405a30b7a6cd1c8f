"""The same path with JavaScript switched off: join, reply, write; and then without a broker."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.stack import text
from tests.browser.story import Story, heading, join, seen

pytestmark = pytest.mark.stack

WORDS = "The second drawer never closed"
AT_MOST = 3.0  # seconds for a page while the broker is gone


def a_coordinator_joins_and_starts_a_group_herself(story: Story) -> None:
    printed = story.stack.manage("coordinator", story.mail("alma"), "--another")
    page = story.enter("alma", java_script_enabled=False)
    join(page, printed.split()[-1], name="Alma", take="Take my place")
    page.get_by_role("link", name="I have it safe").click()
    page.get_by_role("link", name="Start a group").click()
    first = story.stack.today().date() + timedelta(days=1)
    page.get_by_label("First evening").fill(first.isoformat())
    page.get_by_label("Place, or a video link").fill("The boat house")
    page.get_by_role("button", name="Show the dates").click()
    page.locator("#evenings li").nth(1).get_by_role("button").click()
    page.get_by_role("heading", name="Skipped").wait_for()
    expect(page.get_by_label("Place, or a video link")).to_have_value("The boat house")
    page.get_by_role("button", name="Create the group").click()
    page.wait_for_url("**/people/")
    story.known["people"] = page.url


def she_invites_a_member_on_paper_who_joins(story: Story) -> None:
    page = story.of("alma")
    page.get_by_role("button", name="Invite her").click()
    link = page.get_by_label("The address to copy").input_value()
    page = story.enter("grace", java_script_enabled=False)
    page.goto(link)
    page.get_by_label("Your email address").fill(story.mail("grace"))
    page.get_by_role("button", name="Send me a code").click()
    letter = story.stack.letter(story.mail("grace"), "quarter of an hour")
    page.get_by_label("The code from the mail").fill(re.findall(r"\b\d{6}\b", text(letter))[0])
    page.get_by_role("button", name="Go on").click()
    join(page, link, name="Grace")
    page.get_by_role("link", name="I have it safe").click()
    page.wait_for_url("**/home/")


def she_replies(story: Story, words: str = "I will be there") -> None:
    page = story.of("grace")
    page.goto("/home/")
    page.get_by_role("button", name=words).click()
    expect(page.get_by_role("button", name=words)).to_have_attribute("aria-pressed", "true")


def she_writes_a_page_and_finds_it_again(story: Story) -> None:
    page = story.of("grace")
    page.get_by_role("link", name="Write a little").first.click()
    page.get_by_label("Your writing").fill(WORDS)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/writing/[0-9a-f-]{36}/$"))
    assert "Saved at" in page.locator("#save-status").inner_text()
    page.goto(page.url)
    expect(page.get_by_label("Your writing")).to_have_value(WORDS)
    page.get_by_role("button", name="Done for now").click()
    page.wait_for_url("**/home/")
    assert WORDS in seen(page)


def with_the_broker_gone_nothing_of_this_waits_or_is_lost(story: Story) -> None:
    story.stack.stop("broker")
    page = story.of("grace")
    with quickly():
        she_replies(story, "I can’t come")
    page.get_by_text(WORDS).click()
    page.get_by_label("Your writing").fill(f"{WORDS}, and why")
    with quickly():
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Your writing")).to_have_value(f"{WORDS}, and why")
    page = story.of("alma")
    page.goto(story.known["people"])
    page.get_by_label("Her email address").fill(story.mail("hanne"))
    with quickly():
        page.get_by_role("button", name="Invite her").click()
        page.get_by_text(story.mail("hanne")).first.wait_for()


def everything_goes_on_when_it_is_back(story: Story) -> None:
    story.stack.run_broker()
    story.stack.processes["web"].send_signal(signal.SIGHUP)  # as after an update: nothing is lost
    story.stack.letter(story.mail("hanne"), "/join/")
    page = story.of("grace")
    page.goto("/home/")
    assert f"{WORDS}, and why" in seen(page)
    heading(page, "Grace")


@contextmanager
def quickly() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < AT_MOST


STEPS = [
    a_coordinator_joins_and_starts_a_group_herself,
    she_invites_a_member_on_paper_who_joins,
    she_replies,
    she_writes_a_page_and_finds_it_again,
    with_the_broker_gone_nothing_of_this_waits_or_is_lost,
    everything_goes_on_when_it_is_back,
]


def test_the_same_path_without_javascript_and_then_without_a_broker(story):
    for step in STEPS:
        with story.told(step.__name__):
            step(story)
