"""The texts around the blocks, the questions, and what was changed."""

import re

import pytest

from curriculum.editing import TEXTS
from curriculum.models import Change
from curriculum.views.editor.questions import stands
from curriculum.views.editor.sheet import digest
from tests.curriculum.editor import HTMX, asked, block, send


def test_the_new_name_of_an_evening_stands_at_the_top_at_once(as_ruth, plan, url):
    sent = {"do": "texts", "saw": plan.edition, "title": "Gifts", "was_title": "-"}
    page = as_ruth.post(f"{url}texts/", sent, headers=HTMX).content.decode()
    assert re.search(r'<h1 id="title-now" hx-swap-oob="true"[^>]*>Gifts</h1>', page)


def texts_sent(plan, **changed):
    """The form of the texts, with what stood in each field, as a page without a script sends it."""
    plan.refresh_from_db()
    old = {name: getattr(plan, name) for name in TEXTS}
    return old | changed | {f"was_{name}": digest(value) for name, value in old.items()}


def test_the_texts_are_saved_field_by_field(as_ruth, as_nisha, plan, url):
    hers, his = texts_sent(plan, theme="Ruth's theme"), texts_sent(plan, aim="Nisha's aim")
    for client, sent in ((as_nisha, his), (as_ruth, hers)):
        assert send(client, f"{url}texts/", "texts", **sent).status_code == 303
    plan.refresh_from_db()
    assert (plan.theme, plan.aim) == ("Ruth's theme", "Nisha's aim")


def test_the_same_text_keeps_the_words_of_both(as_ruth, as_nisha, plan, url):
    sent = texts_sent(plan, theme="Ruth's theme")
    send(as_nisha, f"{url}texts/", "texts", **texts_sent(plan, theme="Nisha's theme"))
    answer = send(as_ruth, f"{url}texts/", "texts", **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ruth&#x27;s theme</textarea>" in page
    assert "Nisha&#x27;s theme" in page.split('class="theirs"')[1].split("</div>")[0]
    plan.refresh_from_db()
    assert plan.theme == "Nisha's theme"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Enter a title for this plan"),
        ("minutes", "9", "Enter 10 minutes or more"),
        ("minutes", "601", "Enter 600 minutes or fewer"),
        ("page", "a\x00b", "There is a hidden character in this."),
    ],
)
def test_a_text_that_cannot_be_saved_stays(as_ruth, plan, url, field, value, words):
    answer = send(as_ruth, f"{url}texts/", "texts", **texts_sent(plan, **{field: value}))
    assert (answer.status_code, answer.content.decode().count(words)) == (422, 2)
    assert Change.objects.count() == 0


def question(plan, text):
    """What names this question on her page."""
    return {"stands": stands(asked(plan).index(text), text)}


def test_questions_are_added_changed_moved_and_removed(as_ruth, plan, url):
    url = f"{url}texts/"
    send(as_ruth, url, "ask", text="A third?")
    assert asked(plan) == ["Question 1.1", "Question 1.2", "A third?"]
    send(as_ruth, url, "question", text="Another?", **question(plan, "A third?"))
    third = question(plan, "Another?")
    for _twice in range(2):  # the second time it does not stand there any more
        send(as_ruth, url, "up", **third)
    assert asked(plan) == ["Question 1.1", "Another?", "Question 1.2"]
    send(as_ruth, url, "drop", **question(plan, "Question 1.1"))
    assert asked(plan) == ["Another?", "Question 1.2"]
    answer = send(as_ruth, url, "ask", text=" ")
    assert answer.content.decode().count("Enter the question") == 2


def test_a_question_keeps_itself_and_her_page_can_go_on_with_it(as_ruth, plan, url):
    url, named = f"{url}texts/", question(plan, "Question 1.2")
    for text in ("What", "What helps?", "What helps?"):  # the last one is sent twice
        answer = send(as_ruth, url, "question", text=text, htmx=True, **named)
        assert answer.status_code == 200
        part = answer.content.decode()
        named = {"stands": part.split('id="stands-2" name="stands" value="')[1].split('"')[0]}
    assert "<!doctype" not in part
    assert asked(plan) == ["Question 1.1", "What helps?"]
    change = Change.objects.get()  # what she goes on typing is one change
    undo = send(as_ruth, url.removesuffix("texts/"), f"undo:{change.pk}", htmx=True)
    assert "one question changed" in undo.content.decode()
    assert asked(plan) == ["Question 1.1", "Question 1.2"]


def test_what_the_linter_says_of_a_question_changes_with_it(as_ruth, plan, url):
    sent = question(plan, "Question 1.1") | {"text": "Why did she leave?"}
    part = send(as_ruth, f"{url}texts/", "question", htmx=True, **sent).content.decode()
    assert "asks for the cause" in part.split('id="marks-q1"')[1].split("</div>")[0]


@pytest.mark.parametrize("htmx", [True, False])
def test_of_two_who_write_at_one_question_neither_loses_a_word(as_ruth, as_nisha, plan, url, htmx):
    sent = question(plan, "Question 1.1")
    send(as_nisha, f"{url}texts/", "question", text="Nisha's?", **sent)
    answer = send(as_ruth, f"{url}texts/", "question", text="Ruth's?", htmx=htmx, **sent)
    page = answer.content.decode()
    assert (answer.status_code, asked(plan)) == (422, ["Nisha's?", "Question 1.2"])
    assert "Nisha has changed this too, at" in page
    assert "Nisha wrote this at" in page
    assert "Ruth&#x27;s?</textarea>" in page
    again = question(plan, "Nisha's?")
    assert again["stands"] in page
    send(as_ruth, f"{url}texts/", "question", text="Ruth's?", saw=2, **again)
    assert asked(plan) == ["Ruth's?", "Question 1.2"]
    history = as_ruth.get(f"{url}history/").content.decode()
    assert history.count("one question changed".capitalize()) == 2


def test_two_may_write_at_two_questions_and_one_may_be_moved(as_ruth, as_nisha, plan, url):
    one, two = question(plan, "Question 1.1"), question(plan, "Question 1.2")
    send(as_nisha, f"{url}texts/", "question", text="Nisha's?", **two)
    send(as_nisha, f"{url}texts/", "up", saw=2, **question(plan, "Nisha's?"))
    answer = send(as_ruth, f"{url}texts/", "question", text="Ruth's?", saw=2, htmx=True, **one)
    assert (answer.status_code, asked(plan)) == (200, ["Nisha's?", "Ruth's?"])
    assert 'id="stands-1"' in answer.content.decode()  # where her page has it


def test_a_question_that_is_gone_keeps_her_words(as_ruth, as_nisha, plan, url):
    named = question(plan, "Question 1.2")
    send(as_nisha, f"{url}texts/", "drop", **named)
    answer = send(as_ruth, f"{url}texts/", "question", text="Ruth's?", **named)
    assert (answer.status_code, asked(plan)) == (422, ["Question 1.1"])
    page = answer.content.decode()
    assert "not any more as you saw them" in page
    assert "Ruth&#x27;s?</textarea>" in page


@pytest.mark.parametrize("named", ["", "x", "-", "-1-abc", "0", "99-abc", "\0-", "9" * 50])
@pytest.mark.parametrize("do", ["question", "up", "drop", "nonsense"])
def test_a_question_that_no_page_names_is_left_alone(as_ruth, plan, url, named, do):
    answer = send(as_ruth, f"{url}texts/", do, text="Mine?", stands=named)
    assert (answer.status_code, asked(plan)) == (422, ["Question 1.1", "Question 1.2"])


def test_what_changed_says_what_who_and_leads_back(as_ruth, as_nisha, plan, url):
    send(as_ruth, url, f"minutes:{block(plan).pk}:46")
    send(as_nisha, url, f"minutes:{block(plan, 'Tea').pk}:20", saw=2)
    page = as_ruth.get(f"{url}history/").content.decode()
    assert page.index("Tea 15 to 20 minutes") < page.index("A round 45 to 46 minutes")
    assert page.index("Nisha, ") < page.rindex("Ruth, ")
    oldest = plan.changes.last()
    assert as_ruth.post(f"{url}history/", {"change": oldest.pk}).status_code == 303
    assert (block(plan).minutes, block(plan, "Tea").minutes) == (45, 15)


@pytest.mark.parametrize("change", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_change_that_is_not_kept_puts_nothing_back(as_ruth, url, change):
    assert as_ruth.post(f"{url}history/", {"change": change}).status_code == 422


def test_many_changes_come_in_pages(as_ruth, plan, url):
    for minutes in range(46, 72):
        send(as_ruth, url, f"minutes:{block(plan).pk}:{minutes}")
    first = as_ruth.get(f"{url}history/").content.decode()
    assert first.count("A round ") // 2 == 20  # each is said once more at its button
    older = first.split('rel="next" href="')[1].split('"')[0]
    second = as_ruth.get(older).content.decode()
    assert "A round 50 to 51 minutes" in second
    assert "A round 51 to 52 minutes" not in second
    assert "A round 51 to 52 minutes" in first
