"""Two people at one plan: neither loses a word, and each is told."""

import pytest

from curriculum.models import Change
from tests.curriculum.editor import HTMX, block, counted, fields, order, send


def test_undo_takes_back_only_what_she_means(as_ruth, as_nisha, plan, url):
    send(as_ruth, url, f"minutes:{block(plan).pk}:46")
    mine = Change.objects.get()
    send(as_nisha, url, f"minutes:{block(plan, 'Tea').pk}:20")
    answer = send(as_ruth, url, f"undo:{mine.pk}")
    assert "Something else was changed after that." in answer.content.decode()
    assert (block(plan).minutes, block(plan, "Tea").minutes) == (46, 20)
    assert "Undo what Nisha did" in as_ruth.get(url).content.decode()


def test_two_people_at_different_fields_lose_nothing(as_ruth, as_nisha, plan, url):
    send(as_nisha, url, f"set:{block(plan).pk}", **fields(plan, notes="Nisha's"))
    answer = send(as_ruth, url, f"set:{block(plan).pk}", htmx=True, **fields(plan, words="Ruth's"))
    assert (block(plan).words, block(plan).notes) == ("Ruth's", "Nisha's")
    assert "Nisha changed this plan just now." in answer.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
def test_two_people_at_the_same_field_both_keep_their_words(as_ruth, as_nisha, plan, url, htmx):
    send(as_nisha, url, f"set:{block(plan).pk}", **fields(plan, words="What Nisha wrote"))
    sent = fields(plan, words="What Ruth wrote")
    answer = send(as_ruth, url, f"set:{block(plan).pk}", htmx=htmx, **sent)
    page = answer.content.decode()
    assert (answer.status_code, block(plan).words) == (422, "What Nisha wrote")
    assert "What Ruth wrote</textarea>" in page
    assert "Nisha wrote this at" in page
    assert "What Nisha wrote" in page
    newer = plan.changes.first().edition
    assert f'name="saw" value="{newer}.{plan.pk}"' in page
    answer = send(as_ruth, url, f"set:{block(plan).pk}", htmx=htmx, **sent | {"saw": newer})
    assert (answer.status_code, block(plan).words) == (200 if htmx else 303, "What Ruth wrote")


def test_two_people_at_the_same_minutes_the_second_is_told(as_ruth, as_nisha, plan, url):
    send(as_nisha, url, f"minutes:{block(plan).pk}:40")
    answer = send(as_ruth, url, f"minutes:{block(plan).pk}:46", htmx=True)
    assert (answer.status_code, block(plan).minutes) == (422, 40)
    assert "Nisha has just given “A round” 40 minutes. You wanted 46" in answer.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
def test_words_for_a_block_that_is_gone_can_become_a_block_again(
    as_ruth, as_nisha, plan, url, htmx
):
    sent = fields(plan, words="What Ruth wrote")
    gone = block(plan).pk
    send(as_nisha, url, f"remove:{gone}")
    answer = send(as_ruth, url, f"set:{gone}", htmx=htmx, **sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nisha removed it at" in page
    assert "What Ruth wrote</textarea>" in page
    send(as_ruth, url, "again", htmx=htmx, **sent)
    assert order(plan) == ["Arrive", "Tea", "A round", "Closing"]
    assert block(plan).words == "What Ruth wrote"


def test_what_somebody_has_just_written_is_not_removed_unseen(as_ruth, as_nisha, plan, url):
    send(as_nisha, url, f"set:{block(plan).pk}", **fields(plan, words="What Nisha wrote"))
    answer = send(as_ruth, url, f"remove:{block(plan).pk}")
    assert "Nisha has just changed “A round”" in answer.content.decode()
    assert "A round" in order(plan)
    send(as_ruth, url, f"remove:{block(plan).pk}", saw=plan.changes.first().edition)
    assert "A round" not in order(plan)


def test_who_looks_is_told_that_somebody_changed_it(as_ruth, as_nisha, plan, url):
    assert as_ruth.get(f"{url}edition/?saw=1", headers=HTMX).status_code == 204
    send(as_nisha, url, f"minutes:{block(plan).pk}:40")
    answer = as_ruth.get(f"{url}edition/?saw=1", headers=HTMX)
    assert "Nisha changed this plan just now." in answer.content.decode()
    assert "<strong>40</strong>" in answer.content.decode()


def test_asking_whether_somebody_changed_it_costs_three(as_ruth, plan, url):
    as_ruth.get(url)
    assert counted(lambda: as_ruth.get(f"{url}edition/?saw=1", headers=HTMX)) <= 3
