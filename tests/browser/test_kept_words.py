"""Never lose a word: some of the faults of `make faults`, once, and what a device keeps of hers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.reflections.models import Reflection
from tests import cast, factories
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.faults.tabs import FAULTS as TABS
from tests.browser.faults.tabs import reset, sign_in, sign_out
from tests.browser.faults.wire import FAULTS as WIRE
from tests.browser.faults.writer import Writer, texts
from tests.privacy.residue import disguises

SOME = {name: (WIRE | TABS)[name] for name in (
    "offline", "HTML for JSON", "wrong hash", "session expired", "somebody else signs in",
    "reload before the first save", "second tab", "deleted meanwhile",
)}  # fmt: skip


@pytest.fixture
def her(chromium, base_url):
    """Ewa at a new page, its first words saved; Joyce is in the same group."""
    first = timezone.localdate() - timedelta(days=23)
    group = factories.group(lead=cast.facilitator(), first_on=first)
    ewa, joyce = factories.member(group).person, factories.member(group, "Joyce").person
    contexts = []

    def open_one():
        contexts.append(chromium.new_context(base_url=base_url, locale="en-GB"))
        return contexts[-1]

    her = Writer(ewa, joyce, base_url, open_one)
    her.sit_down()
    yield her
    for context in contexts:
        context.set_offline(True)
        context.close()


@pytest.mark.parametrize("name", SOME)
def test_no_word_is_lost(her, name):
    SOME[name](her)
    assert her.lost() == []


def test_what_was_kept_can_be_looked_at_and_let_go(her):
    where = her.where
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.reload()
    kept = her.page.locator("#kept")
    expect(kept).to_contain_text("We kept words from")
    kept.get_by_role("button", name="Look at both").click()
    expect(kept.locator(".as-typed")).to_have_text(" ".join(her.typed))
    expect(kept.locator(".as-typed")).to_be_focused()
    expect(her.box).to_have_value(" ".join(her.typed[:3]) + " ")
    kept.get_by_role("button", name="Let them go").click()
    expect(kept).to_be_hidden()
    her.page.goto(where)
    her.page.wait_for_timeout(1000)
    expect(kept).to_be_hidden()


def test_words_that_are_saved_leave_nothing_on_the_device(her):
    her.type()
    her.page.wait_for_timeout(1500)
    her.saved()
    count = """() => new Promise((done) => {
      const ask = indexedDB.open('drafts');
      ask.onsuccess = () => {
        const all = ask.result.transaction('sealed').objectStore('sealed').count();
        all.onsuccess = () => done(all.result);
      };
    })"""
    assert her.page.evaluate(count) == 0
    assert her.page.evaluate("localStorage.length") == 0
    assert her.typed[0] not in her.page.evaluate("JSON.stringify(sessionStorage)")


def test_another_page_says_where_the_kept_words_belong(her):
    where = her.where
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.goto("/writing/new/")
    there = her.page.locator("#kept").get_by_role("link", name="Go there")
    there.click()
    her.page.wait_for_url(f"**{where}")
    her.put_back()
    assert her.lost() == []


def test_kept_words_go_beside_a_page_that_was_written_elsewhere_meanwhile(her):
    where = her.where
    with her.saves(reset):
        her.type()
        her.kept_here()
        her.page.close()
    other = her.open()
    other.add_cookies(her.context.cookies())
    tablet = other.new_page()
    tablet.goto(where)
    tablet.get_by_label("Your writing").press_sequentially("On the tablet. ")
    expect(tablet.locator("#save-status")).to_contain_text("Saved just now")
    her.page = her.new_tab()
    her.page.goto(where)
    her.put_back()
    expect(her.page.locator("#beside")).to_be_visible()
    assert her.lost() == []
    assert Reflection.objects.for_person(her.person).count() == 2
    assert any("On the tablet." in words for words in texts(her.person))


def test_the_dialog_says_what_is_wrong_and_leaves_her_words_alone(her, axe):
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    her.type()
    her.troubled()
    before = her.box.input_value()
    her.page.get_by_role("button", name="Sign in here").click()
    axe(her.page)
    her.page.locator("#here-login").fill(her.person.email)
    her.page.locator("#here-password").fill("not this one")
    her.page.locator("#here-password").press("Enter")
    expect(her.page.locator("#sign-in-here [data-said]")).not_to_be_empty()
    her.page.locator("#here-password").fill(cast.PASSWORD)
    her.page.locator("#here-password").press("Enter")
    her.saved()
    assert her.box.input_value() == before
    assert her.lost() == []


def test_the_device_holds_unsent_words_as_ciphertext_alone(base_url, her, tmp_path, chromium):
    """Written, kept, closed: the whole profile, every file, in every disguise."""
    canary = "Kanarienvogel-" + "Newhaven"
    launch = chromium.browser_type.launch_persistent_context
    her.context = launch(str(tmp_path), executable_path=CHROMIUM, args=FLAGS, base_url=base_url)
    her.page = her.new_tab()
    sign_in(her.page, her.person)
    her.page.goto("/writing/new/")
    with her.saves(reset):
        her.box.press_sequentially(canary)
        her.kept_here()
        sign_out(her.page)
    her.context.close()
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert any("IndexedDB" in str(each) for each in tmp_path.rglob("*.log"))
    assert [data for data in files for shape in disguises(canary) if shape in data] == []
