"""The plan editor in a real browser: at once on the page, kept by itself, and by keyboard."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum import editing
from curriculum.models import Activity, Change
from tests import cast, factories
from tests.browser.looking import small_targets
from tests.browser.test_every_page import faults, faults_when_empty


@pytest.fixture
def ruth():
    return cast.facilitator("Ruth")


@pytest.fixture
def plan(ruth):
    return factories.curriculum(1, published=False, owner=ruth).plans.get()


@pytest.fixture
def url(plan):
    return f"/lead/programmes/{plan.curriculum_id}/plans/1/"


def row(page, title):
    return page.locator("#plan li").filter(has_text=title)


def more(page, title="A round"):
    return page.get_by_role("button", name=f"One minute more for {title}")


def kept(page):
    expect(page.locator("#save-status")).to_contain_text("Saved at")


def minutes(plan, title="A round"):
    return plan.activities.get(title=title).minutes


def test_the_times_change_before_the_answer_is_there(visit, ruth, plan, url):
    page, held, slow = visit(url, who=ruth), [], [True]
    page.route("**/plans/1/", lambda route: held.append(route) if slow else route.continue_())
    for _press in range(3):
        more(page).click()
    expect(row(page, "A round").locator("[data-shown]")).to_have_text("48 min")
    expect(row(page, "Tea").locator("time")).to_have_text("19.58")
    expect(page.locator("#sum")).to_have_text(
        "93 of 90 minutes. You finish at 20.33. Take 3 from somewhere."
    )
    assert minutes(plan) == 45
    slow.clear()
    held[0].continue_()
    kept(page)
    expect(row(page, "A round").locator("[data-shown]")).to_have_text("48 min")
    page.wait_for_timeout(300)
    assert minutes(plan) == 48
    assert Change.objects.count() == 2  # three presses: the first at once, the others as one
    expect(more(page)).to_be_focused()


def test_what_does_not_go_through_is_not_shown_as_kept(visit, ruth, plan, url, console):
    page = visit(url, who=ruth)
    page.route("**/plans/1/", lambda route: route.abort())
    more(page).click()
    expect(page.locator("#save-status")).to_contain_text("Not saved yet")
    expect(row(page, "A round").locator("[data-shown]")).to_have_text("45 min")
    expect(page.locator("#alert")).to_contain_text("no connection")
    console.clear()


def test_words_keep_themselves_and_the_caret_stays(visit, ruth, plan, url):
    page = visit(url, who=ruth)
    page.get_by_role("link", name="A round").click()
    expect(page.locator("#detail-heading")).to_be_focused()
    expect(page.locator("#detail-heading")).to_have_text("A round")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    page.get_by_label("Say this").fill("You may pass. ")
    kept(page)
    expect(page.get_by_label("Say this")).to_be_focused()
    page.keyboard.type("Tell us.")
    page.get_by_label("Notes for you").focus()
    page.wait_for_timeout(800)
    assert plan.activities.get(title="A round").words == "You may pass. Tell us."
    assert Change.objects.count() == 1


def test_the_keyboard_stays_with_its_block_and_undo_is_at_hand(visit, ruth, plan, url):
    page = visit(url, who=ruth)
    up = page.get_by_role("button", name="Move A round earlier")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move A round later")).to_be_focused()
    expect(page.locator("#say")).to_have_text("A round is now number one of four.")
    page.get_by_role("link", name="Tea").click()
    page.get_by_role("heading", name="Tea", level=2).wait_for()
    page.get_by_role("button", name="Remove this block").press("Enter")
    undo = page.locator("#undo-bar")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page, "Tea")).to_be_visible()
    page.get_by_role("button", name="Add a block").press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("New block")


def test_the_keyboard_stays_when_the_first_change_copies_the_plan(visit, ruth):
    group = factories.group(lead=ruth, first_on=timezone.localdate() + timedelta(days=7))
    page = visit(f"/lead/groups/{group.pk}/evenings/1/plan/", who=ruth)
    down = page.get_by_role("button", name="Move A round later")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#compared")).to_contain_text("You changed one block.")
    expect(down).to_be_focused()
    more(page, "Tea").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#compared")).to_contain_text("You changed two blocks.")
    expect(more(page, "Tea")).to_be_focused()


def test_two_at_the_same_words_both_stand_on_the_page(visit, axe, ruth, plan, url, console):
    page = visit(url, who=ruth)
    nisha = visit(url, who=cast.coordinator("Nisha"))
    for one in (page, nisha):
        one.get_by_role("link", name="A round").click()
        expect(one.locator("#detail-heading")).to_be_focused()
    nisha.get_by_label("Say this").fill("What Nisha wrote")
    kept(nisha)
    page.get_by_label("Say this").fill("What Ruth wrote")
    expect(page.locator(".theirs")).to_contain_text("What Nisha wrote")
    expect(page.get_by_label("Say this")).to_have_value("What Ruth wrote")
    expect(page.locator("#save-status")).to_contain_text("Not saved yet")
    axe(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".theirs")).to_have_count(0)
    assert plan.activities.get(title="A round").words == "What Ruth wrote"
    refused(console)


def refused(console):
    """A browser calls every 422 an error; anything else is one."""
    console[:] = [one for one in console if "422" not in one]


def test_somebody_else_is_seen_before_long(visit, client, ruth, plan, url):
    page = visit(url, who=ruth)
    client.force_login(cast.coordinator("Nisha"))
    client.post(url, {"do": f"minutes:{plan.activities.get(title='Tea').pk}:20", "saw": 1})
    expect(page.locator("#sums .note")).to_have_text(
        "Nisha changed this plan just now.", timeout=25_000
    )
    expect(row(page, "Tea").locator("[data-shown]")).to_have_text("20 min")


def test_the_texts_keep_themselves(visit, ruth, plan, url, console):
    page = visit(f"{url}texts/", who=ruth)
    for words in ("A first theme", "A second theme"):
        page.get_by_label("Theme").fill(words)
        page.get_by_label("Aim").focus()
        kept(page)
        expect(page.locator("#save-status svg")).to_be_visible()
        page.wait_for_timeout(300)
        plan.refresh_from_db()
        assert plan.theme == words
    page.get_by_label("Length in minutes").fill("5")
    page.get_by_label("Aim").focus()
    expect(page.locator(".problem")).to_be_focused()
    expect(page.get_by_label("Length in minutes")).to_have_value("5")
    refused(console)


def asked(plan):
    return list(plan.prompts.order_by("position").values_list("text", flat=True))


def test_the_questions_keep_themselves_and_move_with_their_words(visit, ruth, plan, url):
    page = visit(f"{url}texts/", who=ruth)
    expect(page.get_by_role("button", name="Save question 2")).to_be_hidden()
    for words in ("What helps", "What helps you?"):
        page.get_by_label("Question 2", exact=True).fill(words)
        page.get_by_label("Question 1", exact=True).focus()
        kept(page)
        expect(page.locator("#save-status svg")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked(plan) == ["Question 1.1", "What helps you?"]
    page.get_by_label("Question 2", exact=True).press_sequentially(" Now?")
    page.get_by_role("button", name="Move question 2 up").click()
    expect(page.get_by_label("Question 1", exact=True)).to_have_value("What helps you? Now?")
    assert asked(plan) == ["What helps you? Now?", "Question 1.1"]


def test_a_question_of_two_comes_back_with_both(visit, ruth, plan, url, console):
    page = visit(f"{url}texts/", who=ruth)
    with editing.changing(
        type(plan).objects.all(), plan.pk, about="question 0", by=cast.coordinator("Nisha"),
        now=timezone.now(),
    ) as held:  # fmt: skip
        editing.set_prompts(held, ["Nisha’s?", "Question 1.2"])
    page.get_by_label("Question 1", exact=True).fill("Ruth’s?")
    page.get_by_label("Aim").focus()
    expect(page.locator(".problem")).to_be_focused()
    expect(page.get_by_label("Question 1", exact=True)).to_have_value("Ruth’s?")
    expect(page.locator(".theirs")).to_contain_text("Nisha’s?")
    page.get_by_role("button", name="Save question 1").click()
    expect(page.locator(".problem")).to_have_count(0)
    assert asked(plan) == ["Ruth’s?", "Question 1.2"]
    refused(console)


@pytest.mark.parametrize("name", ["", "texts/", "history/"])
def test_each_page_of_it_is_fit_for_everybody_also_when_it_is_wrong(
    visit, axe, ruth, plan, url, console, name
):
    page = visit(url + name, who=ruth)
    page.set_viewport_size({"width": 320, "height": 900})
    assert small_targets(page) == []
    assert faults(page, axe) == []
    assert faults_when_empty(page, axe) == []
    refused(console)


def test_without_a_script_every_control_is_a_button(visit, console, ruth, plan, url):
    page = visit(url, who=ruth, java_script_enabled=False)
    more(page).click()
    assert "91 of 90 minutes." in page.inner_text("#sum")
    page.get_by_role("link", name="Tea").click()
    page.get_by_label("Minutes").fill("16")
    page.get_by_role("button", name="Save", exact=True).click()
    assert (minutes(plan), minutes(plan, "Tea")) == (46, 16)
    page.locator("#undo-bar").click()
    assert minutes(plan, "Tea") == 15
    page.get_by_label("Minutes").fill("-5")
    with page.expect_console_message():  # the browser itself mentions the 422
        page.get_by_role("button", name="Save", exact=True).click()
    assert "There is a problem" in page.inner_text("main")
    assert page.get_by_label("Minutes").input_value() == "-5"
    assert Activity.objects.filter(plan=plan).count() == 4
    console.clear()


TOP = "(field) => field.getBoundingClientRect().top"  # the answer may be taking its place


def test_mending_a_field_on_a_phone_moves_nothing_under_her_finger(visit, ruth, plan, url, console):
    plan.activities.filter(title="A round").update(words="A long line to say. " * 200)
    block = plan.activities.get(title="A round")
    page = visit(f"{url}?block={block.pk}", who=ruth, width=390)
    for minutes in ("60", "9"):
        page.get_by_label("Shortest").focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(minutes)
        page.keyboard.press("Tab")
        before = page.get_by_label("Kind").evaluate(TOP)
        page.wait_for_timeout(1500)
        expect(page.get_by_label("Kind")).to_be_focused()
        assert abs(page.get_by_label("Kind").evaluate(TOP) - before) < 200
    kept(page)
    refused(console)


def test_after_undo_the_keyboard_is_not_lost(visit, ruth, plan, url):
    page = visit(url, who=ruth)
    page.get_by_role("link", name="Tea").click()
    page.get_by_role("heading", name="Tea", level=2).wait_for()
    page.get_by_role("button", name="Remove this block").press("Enter")
    expect(page.locator("#undo-bar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Undone: Tea taken out.")
    expect(page.locator("#said")).to_be_focused()


def test_the_first_change_of_an_evening_leaves_the_open_block_open(visit, ruth):
    meeting = factories.group(
        lead=ruth, curriculum=factories.curriculum(1), first_on=date.today() + timedelta(days=9)
    ).meetings.get()
    block = meeting.plan.activities.get(title="A round")
    page = visit(
        f"/lead/groups/{meeting.group_id}/evenings/{meeting.number}/plan/?block={block.pk}",
        who=ruth,
    )
    expect(page.locator("#detail-heading")).to_have_text("A round")
    more(page).press("Enter")
    kept(page)
    expect(more(page)).to_be_focused()
    expect(page.locator("#detail-heading")).to_have_text("A round")
    expect(page.get_by_label("Minutes")).to_have_value("46")
    more(page).press("Enter")
    expect(page.get_by_label("Minutes")).to_have_value("47")
    expect(row(page, "A round").locator("[aria-current]")).to_have_count(1)
