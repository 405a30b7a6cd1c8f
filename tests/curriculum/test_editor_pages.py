"""The plan editor in the browser's words: what a form sends, and what comes back."""

import json

import pytest

from curriculum.models import Activity, Change
from tests import cast, factories
from tests.curriculum.editor import block, counted, fields, order, send


def test_the_page_says_what_the_blocks_come_to(as_ruth, url):
    page = as_ruth.get(url).content.decode()
    assert "90 of 90 minutes." in page
    assert "You finish at 20.30." in page


def test_one_minute_more_and_the_sum_says_where_it_must_come_from(as_ruth, plan, url):
    answer = send(as_ruth, url, f"minutes:{block(plan).pk}:50")
    assert (answer.status_code, block(plan).minutes) == (303, 50)
    page = as_ruth.get(answer["Location"].split("#")[0]).content.decode()
    assert "95 of 90 minutes." in page
    assert "You finish at 20.35." in page
    assert "Take 5 from somewhere." in page
    assert "A round 45 to 50 minutes" in page


def test_the_same_form_sent_twice_is_one_change(as_ruth, plan, url):
    for _twice in range(2):
        send(as_ruth, url, f"minutes:{block(plan).pk}:46")
    assert (block(plan).minutes, Change.objects.count()) == (46, 1)


def test_minutes_answer_with_the_blocks_alone_and_say_the_sum(as_ruth, plan, url):
    answer = send(as_ruth, url, f"minutes:{block(plan).pk}:46", htmx=True)
    assert "<!doctype" not in answer.content.decode()
    assert json.loads(answer["HX-Trigger"]) == {
        "say": "A round, 46 minutes. 91 of 90, you finish at 20.31."
    }


@pytest.mark.parametrize("minutes", ["-5", "0", "9999", "ten", "", "\x00", "9" * 5000, "4.5", "٤"])
def test_minutes_that_no_block_can_have_change_nothing(as_ruth, plan, url, minutes):
    answer = send(as_ruth, url, f"minutes:{block(plan).pk}:{minutes}")
    assert (answer.status_code, block(plan).minutes) == (422, 45)
    assert "A block takes from 1 to 600 minutes." in answer.content.decode()


@pytest.mark.parametrize(
    "do",
    ["", "nonsense", "minutes", "minutes:x:5", "past:", "remove:\x00", "undo:1", "set:", "a:b:c:d"],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_no_page_of_ours_asks_changes_nothing(as_ruth, url, do, htmx):
    assert send(as_ruth, url, do, htmx=htmx).status_code == 422
    assert Change.objects.count() == 0


def test_the_block_of_another_plan_is_not_there(as_ruth, plan, url):
    other = factories.curriculum(1, published=False).plans.get()
    answer = send(as_ruth, url, f"minutes:{block(other).pk}:5")
    assert (answer.status_code, block(other).minutes) == (422, 45)
    assert "not in the plan any more" in answer.content.decode()


def test_a_block_passes_its_neighbour_once_however_often_it_is_sent(as_ruth, plan, url):
    do = f"past:{block(plan, 'Tea').pk}:{block(plan).pk}:up"
    for _twice in range(2):
        answer = send(as_ruth, url, do, htmx=True)
    assert order(plan) == ["Arrive", "Tea", "A round", "Closing"]
    assert json.loads(answer["HX-Trigger"])["say"] == "Tea is now number two of four."


@pytest.mark.parametrize(
    ("mover", "neighbour", "way"), [("Tea", "A round", "up"), ("A round", "Tea", "down")]
)
def test_the_block_is_named_that_she_moved_and_not_its_neighbour(
    as_ruth, plan, url, mover, neighbour, way
):
    do = f"past:{block(plan, mover).pk}:{block(plan, neighbour).pk}:{way}"
    page = as_ruth.get(send(as_ruth, url, do)["Location"].split("#")[0]).content.decode()
    history = as_ruth.get(f"{url}history/").content.decode()
    undone = send(as_ruth, url, f"undo:{Change.objects.get().pk}", htmx=True).content.decode()
    for said in (page, history, undone):
        assert f"{mover} moved" in said
        assert f"{neighbour} moved" not in said


def test_a_new_block_stands_before_the_closing_and_opens(as_ruth, plan, url):
    answer = send(as_ruth, url, "add", htmx=True)
    assert order(plan) == ["Arrive", "A round", "Tea", "New block", "Closing"]
    said = json.loads(answer["HX-Trigger"])
    assert said == {"say": "New block added at 20.10", "goOn": "id_title"}


def test_a_block_is_removed_and_undo_brings_it_back(as_ruth, plan, url):
    answer = send(as_ruth, url, f"remove:{block(plan, 'Tea').pk}", htmx=True)
    assert json.loads(answer["HX-Trigger"]) == {
        "say": "Tea removed. Undo available.", "goOn": "undo-bar",
    }  # fmt: skip
    assert order(plan) == ["Arrive", "A round", "Closing"]
    change = Change.objects.get()
    for status in (200, 422):  # a second time takes back nothing more
        assert send(as_ruth, url, f"undo:{change.pk}", htmx=True).status_code == status
        assert order(plan) == ["Arrive", "A round", "Tea", "Closing"]


def test_words_are_saved_and_nothing_else_is_touched(as_ruth, plan, url):
    sent = fields(plan, words="Say\r\nthat.")
    Activity.objects.filter(plan=plan, title="A round").update(notes="Hers meanwhile")
    assert send(as_ruth, url, f"set:{block(plan).pk}", htmx=True, **sent).status_code == 200
    assert (block(plan).words, block(plan).notes) == ("Say\nthat.", "Hers meanwhile")


def test_without_a_script_the_form_tells_what_was_touched(as_ruth, plan, url):
    page = as_ruth.get(f"{url}?block={block(plan).pk}").content.decode()
    form = page.split('id="block"')[1]
    was = {
        part.split('"')[0]: part.split('value="')[1].split('"')[0]
        for part in form.split('name="was_')[1:]
    }
    sent = fields(plan, words="Other words") | {f"was_{name}": it for name, it in was.items()}
    del sent["touched"]
    Activity.objects.filter(plan=plan, title="A round").update(notes="Hers meanwhile")
    assert send(as_ruth, url, f"set:{block(plan).pk}", **sent).status_code == 303
    assert (block(plan).words, block(plan).notes) == ("Other words", "Hers meanwhile")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("minutes", "-5", "Enter 1 minutes or more"),
        ("minutes", "0", "Enter 1 minutes or more"),
        ("minutes", "9999", "Enter 600 minutes or fewer"),
        ("minutes", "ten", "Enter the minutes in figures, such as 10"),
        ("minutes", "", "Enter how many minutes it takes"),
        ("minutes", "4\x005", "Enter the minutes in figures, such as 10"),
        ("trim", "45", "Enter fewer minutes than the block takes, or leave it empty"),
        ("title", "", "Enter a name for the block"),
        ("title", "a\x00b", "There is a hidden character in this."),
        ("title", "x" * 161, "This is longer than 160 characters"),
        ("words", "a\x00b", "There is a hidden character in this."),
        ("words", "x" * 1_000_000, "This has 1000000 characters; 50000 have room."),
        ("kind", "dance", "Choose one of these"),
        ("role", "", "Choose one of these"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_saved_stays_in_its_field(as_ruth, plan, url, field, value, words, htmx):
    sent = fields(plan, **{field: value, "notes": "These are fine"})
    answer = send(as_ruth, url, f"set:{block(plan).pk}", htmx=htmx, loud=1, **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(words) == 2  # in the summary, and at the field
    assert 'aria-invalid="true"' in page
    if value and field not in {"kind", "role"}:
        assert value.replace("\x00", "�") in page.replace("\x00", "�")
    assert (block(plan).notes, block(plan).minutes) == ("These are fine", 45)


def test_a_published_plan_is_read_and_not_changed(as_ruth):
    plan = factories.curriculum(1).plans.get()
    url = f"/lead/programmes/{plan.curriculum_id}/plans/1/"
    page = as_ruth.get(url).content.decode()
    assert "This programme is here to be read." in page
    assert 'name="do"' not in page
    answer = send(as_ruth, url, f"minutes:{block(plan).pk}:46")
    assert (answer.status_code, block(plan).minutes) == (409, 45)


@pytest.mark.parametrize(("whose", "words"), [("ruth", "New version"), (None, "Make it mine")])
@pytest.mark.parametrize("end", ["", "texts/"])
def test_a_published_plan_shows_the_way_to_a_copy(as_ruth, ruth, whose, words, end):
    owner = ruth if whose else None
    plan = factories.curriculum(1, owner=owner).plans.get()
    page = as_ruth.get(f"/lead/programmes/{plan.curriculum_id}/plans/1/{end}").content.decode()
    assert f">{words}</button>" in page
    assert f'action="/lead/programmes/{plan.curriculum_id}/copy/"' in page


def test_a_block_that_is_read_says_how_short_it_may_be(as_ruth):
    made = factories.curriculum(1, published=False)
    plan = made.plans.get()
    plan.activities.filter(title="A round").update(trim=30)
    made.publish(now=cast.NOW, by=None)
    url = f"/lead/programmes/{made.pk}/plans/1/?block={block(plan).pk}"
    assert "May shrink to 30." in as_ruth.get(url).content.decode().split('id="detail"')[1]


def test_what_the_linter_finds_stands_at_its_place(as_ruth, plan, url):
    page = as_ruth.get(f"{url}?block={block(plan).pk}").content.decode()
    words = "Say that passing is fine: people share in this block."
    at_field = page.split('id="marks-words"')[1].split("</div>")[0]
    assert words in at_field
    assert page.count(words) == 3  # at the field, at the block, and in the summary
    texts = as_ruth.get(f"{url}texts/").content.decode()
    assert "The plan has 2 questions; 3 or 4 are right." in texts


def test_minutes_cost_one_request_and_eight_queries(as_ruth, plan, url):
    as_ruth.get(url)
    do = f"minutes:{block(plan).pk}:46"
    assert counted(lambda: send(as_ruth, url, do, htmx=True)) <= 8


def test_a_programme_of_sixty_plans_with_ten_blocks_opens_in_twelve(as_ruth, ruth):
    programme = factories.curriculum(60, published=False, owner=ruth)
    Activity.objects.bulk_create(
        Activity(plan=plan, position=place, kind="quiet", title=f"More {place}", minutes=5)
        for plan in programme.plans.all()
        for place in range(5, 11)
    )
    assert counted(lambda: as_ruth.get(f"/lead/programmes/{programme.pk}/plans/30/")) <= 12
