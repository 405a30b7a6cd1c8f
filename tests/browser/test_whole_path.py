"""The whole path: from the first coordinator to a closed group, as the people in it walk it.

A real installation (gunicorn, Celery worker, beat, broker, SMTP), a real Chromium, nothing else:
the tests read pages, mails and files. Each step is a function; its name is what it shows.
"""

import re
import urllib.request
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.stack import Stack, text
from tests.browser.story import Story, fill_in, give_authenticator, heading, join, seen
from tests.reminders.test_letters import LEXICON

pytestmark = pytest.mark.stack

# What a worker does before it forks its pool; then what it has open.
CHECK = """
from facilitator.celery import refuse_without_a_key
refuse_without_a_key()
from django.db import connections
print([each.connection for each in connections.all()])
"""
WORDS = "The kettle had a blue handle and nobody ever asked why"
PLACE = "Harbour Street Library"


def the_first_coordinator_joins_by_the_link_that_the_command_prints(story: Story) -> None:
    printed = story.stack.manage("coordinator", story.mail("nisha"), "--another")
    page = story.enter("nisha")
    join(page, printed.split()[-1], name="Nisha", take="Take my place")
    assert len(page.locator("strong[translate=no]").inner_text()) > 20
    page.get_by_role("link", name="I have it safe").click()
    page.wait_for_url("**/run/")
    heading(page, "running")


def she_invites_a_facilitator_whose_mail_says_nothing_of_the_topic(story: Story) -> None:
    page = story.of("nisha")
    for name in ("Ruth", "Maureen"):
        page.goto("/run/people/")
        page.get_by_label("Her name").fill(name)
        page.get_by_label("Her email address").fill(story.mail(name.lower()))
        page.get_by_role("button", name="Invite her").click()
        page.get_by_label("The address to copy").wait_for()
        story.known[name] = page.get_by_label("The address to copy").input_value()
    letter = story.stack.letter(story.mail("ruth"), "/join/")
    assert str(letter["Subject"]) == "Your chair"
    # Who invites her holds another link than the mail, which proves whose address it is.
    assert story.known["Ruth"] not in text(letter)
    assert str(letter["From"]).startswith("Nisha at Harbour Street ")


def the_facilitator_joins_and_comes_to_her_desk(story: Story) -> None:
    letter = story.stack.letter(story.mail("ruth"), "/join/")
    page = story.enter("ruth")
    join(page, re.findall(r"http\S+/join/\S+", text(letter))[0], name="Ruth", take="Take my place")
    page.get_by_role("link", name="I have it safe").click()
    page.wait_for_url("**/lead/")
    assert "No group is running at the moment." in seen(page)


def she_starts_a_group_on_one_page_and_skips_a_week(story: Story) -> None:
    page = story.of("ruth")
    page.expose_function("clicked", story.note_click)
    page.add_init_script("addEventListener('click', e => clicked(e.target.textContent), true)")
    page.reload()
    first = story.stack.today().date() + timedelta(days=1)
    page.get_by_role("link", name="Start a new group").click()
    page.get_by_label("First evening").fill(first.isoformat())
    page.get_by_label("Place, or a video link").fill(PLACE)
    evenings = page.locator("#evenings ol li")
    evenings.nth(1).get_by_role("button").click()
    page.get_by_role("heading", name="Skipped").wait_for()
    assert evenings.count() == 8
    third = first + timedelta(days=14)
    assert f"{third:%a} {third.day} {third:%b}" in evenings.nth(1).inner_text()
    story.known["first"] = first
    story.known["topic"] = ["The Lamp", *evenings.locator("span:nth-child(3)").all_inner_texts()]
    page.get_by_role("button", name="Create the group").click()
    page.wait_for_url("**/people/")
    assert len(story.clicks) <= 6, story.clicks
    story.known["group"] = re.findall(r"/lead/groups/([0-9a-f-]+)/", page.url)[0]
    story.known["name"] = heading(page, re.compile("."))


def she_invites_one_by_mail_and_one_on_paper(story: Story) -> None:
    page = story.of("ruth")
    page.get_by_label("Her name").fill("Ewa")
    page.get_by_label("Her email address").fill(story.mail("ewa"))
    page.get_by_role("button", name="Invite her").click()
    page.get_by_text(story.mail("ewa")).wait_for()
    page.get_by_label("Her name").fill("Joyce")
    page.get_by_role("button", name="Invite her").click()
    story.known["paper"] = page.get_by_label("The address to copy").input_value()


def a_member_joins_from_the_mail_with_a_password_and_prints_her_code(story: Story) -> None:
    letter = story.stack.letter(story.mail("ewa"), "/join/")
    link = re.findall(r"http\S+/join/\S+", text(letter))[0]
    page = story.enter("ewa")
    page.goto(link)
    page.reload()  # opening it changes nothing
    join(page, link, name="Ewa")
    page.emulate_media(media="print")
    expect(page.locator("strong[translate=no]")).to_be_visible()
    expect(page.get_by_role("link", name="I have it safe")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="I have it safe").click()
    page.wait_for_url("**/home/")
    evening = page.get_by_role("heading", level=2).first.inner_text()
    assert evening == f"{story.known['first']:%A} at 7 pm"
    assert "tomorrow" in seen(page)
    assert PLACE in seen(page)


def another_joins_from_paper_with_a_code_to_her_address_and_a_passkey(story: Story) -> None:
    page = story.enter("joyce")
    give_authenticator(page)
    page.goto(story.known["paper"])
    page.get_by_label("Your email address").fill(story.mail("joyce"))
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Enter the code").wait_for()
    letter = story.stack.letter(story.mail("joyce"), "quarter of an hour")
    code = re.findall(r"\b\d{6}\b", text(letter))[0]
    page.get_by_label("The code from the mail").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The name you are called by").wait_for()
    fill_in(page, "Joyce")
    page.get_by_role("button", name="Make a passkey instead").click()
    heading(page, "Your recovery code")
    page.get_by_role("link", name="I have it safe").click()
    page.wait_for_url("**/home/")


def one_replies_on_her_home_page(story: Story) -> None:
    page = story.of("ewa")
    page.get_by_role("button", name="I will be there").click()
    page.locator("main").get_by_text("Ruth will know that you are coming.").wait_for()
    page.reload()
    coming = page.get_by_role("button", name="I will be there")
    expect(coming).to_have_attribute("aria-pressed", "true")


def each_is_reminded_once_with_a_calendar_file(story: Story) -> None:
    for name in ("ewa", "joyce"):
        story.stack.letter(story.mail(name), "/r/")
        soon = [each for each in story.stack.letters(story.mail(name)) if calendar(each)]
        assert len(soon) == 1
        assert "METHOD:PUBLISH" in calendar(soon[0])
        assert f"{story.known['first']:%Y%m%d}T190000" in calendar(soon[0])
        story.known[f"soon {name}"] = soon[0]


def the_other_replies_by_the_link_in_her_mail_and_only_by_pressing(story: Story) -> None:
    link = re.findall(r"http\S+/r/\S+", text(story.known["soon joyce"]))[0]
    for method in ("GET", "HEAD"):  # as those do who look through everybody's mail
        with urllib.request.urlopen(urllib.request.Request(link, method=method)) as answer:
            assert answer.status == 200
    lead = story.of("ruth")
    overview = f"/lead/groups/{story.known['group']}/"
    lead.goto(overview)
    assert "Not heard yet Joyce" in seen(lead)
    page = story.enter("joyce's mail")
    page.goto(link)
    page.get_by_role("button", name="Tell Ruth").click()
    heading(page, "Ruth knows")
    story.of("ruth").goto(overview)
    assert "Coming Ewa, Joyce" in seen(lead)


def a_member_writes_and_it_saves_by_itself(story: Story) -> None:
    page = story.of("ewa")
    page.get_by_role("link", name="Write a little").first.click()
    held: list[Route] = []
    page.route("**/writing/**", lambda route: route.continue_() if held else held.append(route))
    page.get_by_label("Your writing").press_sequentially(WORDS)
    status = page.locator("#save-status")
    while not held:
        page.wait_for_timeout(50)
    expect(status).to_have_text("Saving")  # nothing is kept yet, and it does not say so
    held[0].continue_()
    expect(status).to_have_text("Saved just now")
    page.context.set_offline(True)
    page.get_by_label("Your writing").press_sequentially(". And then")
    expect(status).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(status).to_have_text("Saved just now")
    page.reload()
    expect(page.get_by_label("Your writing")).to_have_value(WORDS + ". And then")
    story.known["page"] = page.url


def nobody_else_can_open_it(story: Story) -> None:
    nothing = f"{story.stack.base}/writing/00000000-0000-4000-8000-000000000000/"
    for name in ("ruth", "nisha", "joyce"):
        asked = story.of(name).request
        hers, none = asked.get(story.known["page"]), asked.get(nothing)
        assert (hers.status, none.status) == (404, 404)
        assert without_token(hers.text()) == without_token(none.text())


def the_words_are_in_no_file_and_no_mail(story: Story) -> None:
    files = [path for path in story.stack.folder.rglob("*") if path.is_file()]
    holding = {
        words: [path.name for path in files if words.encode() in path.read_bytes()]
        for words in (WORDS, "kettle had a blue", PLACE)
    }
    assert any(name.startswith("d.sqlite3") for name in holding.pop(PLACE))  # it does find things
    assert holding == {WORDS: [], "kettle had a blue": []}
    letters = [text(each) for each in story.stack.letters("@")]
    assert len(letters) >= 6
    assert not [each for each in letters if "kettle" in each]


def she_asks_for_word_that_a_question_waits(story: Story) -> None:
    page = story.of("ewa")
    page.goto("/you/mail/")
    page.get_by_label("Tell me once").check()
    page.get_by_role("button", name="Keep it so").click()
    page.wait_for_url("**/you/")
    page.goto("/you/mail/")
    expect(page.get_by_label("Tell me once")).to_be_checked()


def the_facilitator_reads_what_was_sent(story: Story) -> None:
    page = story.of("ruth")
    page.goto(f"/lead/groups/{story.known['group']}/")
    page.get_by_role("link", name="Messages").click()
    lot = page.locator("details").filter(has_text="A reminder before each evening").first
    lot.locator("summary").click()
    expect(lot.get_by_role("listitem").filter(has_text="Ewa").first).to_contain_text("Sent")
    assert "question waits" not in seen(page)


def she_moves_the_evening_and_everybody_is_told_once(story: Story) -> None:
    page, was = story.of("ruth"), story.known["first"]
    now = was + timedelta(days=1)
    before = len(story.stack.letters("@"))
    page.goto(f"/lead/groups/{story.known['group']}/")
    page.get_by_role("link", name="Move").first.click()
    page.get_by_label("New day").fill(now.isoformat())
    page.get_by_role("button", name="Show me first").click()
    page.get_by_role("heading", name="What changes").wait_for()
    page.get_by_role("button", name="Move it").click()
    page.wait_for_url(f"**/lead/groups/{story.known['group']}/")
    for name in ("ewa", "joyce"):
        letter = story.stack.letter(story.mail(name), "has moved")
        assert f"{now:%A} {now.day} {now:%B}, 7 pm" in text(letter)
        assert f"{now:%Y%m%d}T190000" in calendar(letter)
    story.known["moved"] = before


def she_changes_how_her_pages_look_and_what_she_is_called(story: Story) -> None:
    page = story.of("ewa")
    page.goto("/you/name/")
    page.get_by_role("textbox").fill("Ewelina")
    page.get_by_role("button", name="Save").click()
    heading(page, "Ewelina")
    page.goto("/you/look/")
    page.get_by_label("Larger", exact=False).first.check()
    page.get_by_role("button", name="Save").click()
    heading(page, "Ewelina")
    assert page.locator("html").get_attribute("data-size")
    page.goto("/you/language/")
    page.get_by_label("Language").select_option("es")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")


def after_signing_out_back_shows_nothing_of_hers(story: Story) -> None:
    page = story.of("ewa")
    page.goto(story.known["page"])
    page.goto("/you/")
    page.locator("form[action$='/sign-out/'] button").click()
    page.wait_for_url(f"{story.stack.base}/")
    for there in ("/you/", urlsplit(story.known["page"]).path):
        page.go_back()
        page.wait_for_url(f"**/sign-in/?next={quote(there, safe='')}")
        assert not [words for words in ("kettle", "Ewelina") if words in page.content()]


def nobody_is_told_the_old_time_afterwards(story: Story) -> None:
    """Beat has looked again since; there is one mail for each member, with the new time."""
    since = story.stack.letters("@")[story.known["moved"] :]
    assert sorted(str(each["To"]) for each in since) == [story.mail("ewa"), story.mail("joyce")]
    now = story.known["first"] + timedelta(days=1)
    starts = [re.findall(r"DTSTART;TZID=\S+:(\d+)T", calendar(each)) for each in since]
    assert starts == [[f"{now:%Y%m%d}"]] * 2


def the_coordinator_gives_the_group_a_second_facilitator(story: Story) -> None:
    other = story.enter("maureen")
    letter = story.stack.letter(story.mail("maureen"), "/join/")
    link = re.findall(r"http\S+/join/\S+", text(letter))[0]
    join(other, link, name="Maureen", take="Take my place")
    page = story.of("nisha")
    page.goto("/run/")
    page.locator(f"a[href='/run/groups/{story.known['group']}/']").click()
    heading(page, story.known["name"])
    assert "2 of 10" in seen(page).replace("Two of ten", "2 of 10")
    choice = page.get_by_label("Assign a facilitator")
    hers = choice.get_by_role("option").filter(has_text="Maureen").inner_text()
    choice.select_option(hers)
    page.get_by_role("button", name="Assign").click()
    page.get_by_role("listitem").filter(has_text="Maureen").wait_for()
    said = seen(page)
    assert "Ruth" in said
    assert not [words for words in ("Ewa", "Ewelina", "Joyce", "kettle") if words in said]
    story.of("maureen").goto("/lead/")
    assert story.known["name"] in seen(other)


def she_closes_it_and_who_knew_of_an_evening_is_told(story: Story) -> None:
    page, told = story.of("nisha"), len(story.stack.letters("@"))
    page.get_by_role("link", name="Close this group").click()
    page.get_by_role("button", name="Close this group").click()
    page.get_by_text("Closed on").wait_for()
    wanted = sorted(story.mail(name) for name in ("ewa", "joyce", "maureen", "ruth"))
    story.stack.wait_for_letters(told + len(wanted))
    letters = story.stack.letters("@")[told:]
    assert sorted(str(each["To"]) for each in letters) == wanted
    assert {re.findall("METHOD:(.*)", calendar(each))[0] for each in letters} == {"CANCEL"}


def no_mail_names_the_topic_and_nothing_was_lost_on_the_way(story: Story) -> None:
    for letter in story.stack.letters("@"):
        said = f"{letter['Subject']} {letter['From']} {text(letter)}".casefold()
        assert [stem for stem in [*LEXICON, *story.known["topic"]] if stem.casefold() in said] == []
    assert no_file_is_held_by_a_pool(story.stack) == []
    assert story.stack.python("-c", CHECK).splitlines()[-1] == "[None, None]"


def no_file_is_held_by_a_pool(stack: Stack) -> list[str]:
    """Database files that a child of the worker holds though it does nothing just now."""
    worker = str(stack.processes["worker"].pid)
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    assert children
    held = [fd.readlink() for child in children for fd in Path(f"/proc/{child}/fd").iterdir()]
    return [path.name for path in held if "sqlite3" in path.name]


def calendar(letter) -> str:
    """The calendar file in a mail; empty when there is none."""
    found = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    return str(found[0].get_content()) if found else ""


def without_token(page: str) -> str:
    """A page without what differs each time that it is asked for."""
    return re.sub(r'"X-CSRFToken": "\w+"|value="\w{64}"', "", page)


WHOLE_PATH = [
    the_first_coordinator_joins_by_the_link_that_the_command_prints,
    she_invites_a_facilitator_whose_mail_says_nothing_of_the_topic,
    the_facilitator_joins_and_comes_to_her_desk,
    she_starts_a_group_on_one_page_and_skips_a_week,
    she_invites_one_by_mail_and_one_on_paper,
    a_member_joins_from_the_mail_with_a_password_and_prints_her_code,
    another_joins_from_paper_with_a_code_to_her_address_and_a_passkey,
    one_replies_on_her_home_page,
    each_is_reminded_once_with_a_calendar_file,
    the_other_replies_by_the_link_in_her_mail_and_only_by_pressing,
    a_member_writes_and_it_saves_by_itself,
    nobody_else_can_open_it,
    the_words_are_in_no_file_and_no_mail,
    she_asks_for_word_that_a_question_waits,
    the_facilitator_reads_what_was_sent,
    she_moves_the_evening_and_everybody_is_told_once,
    she_changes_how_her_pages_look_and_what_she_is_called,
    after_signing_out_back_shows_nothing_of_hers,
    the_coordinator_gives_the_group_a_second_facilitator,
    nobody_is_told_the_old_time_afterwards,
    she_closes_it_and_who_knew_of_an_evening_is_told,
    no_mail_names_the_topic_and_nothing_was_lost_on_the_way,
]


def test_the_whole_path_from_the_first_coordinator_to_a_closed_group(story):
    for step in WHOLE_PATH:
        with story.told(step.__name__):
            step(story)
