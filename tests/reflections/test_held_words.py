"""A word for a tender day, how she can be reached: whatever is refused, they stay on the screen."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from groups.models import Meeting, Membership
from groups.reflections import parting
from groups.reflections.models import TenderDate
from groups.reflections.reading import CannotOpenError
from tests.reflections.conftest import by_code, with_key

TENDER = "/you/tender/"
WORD = "canary-7719 the day at the station"
REACHED = "canary-7720 ring the shop"
SENT = {"day": "3", "month": "3", "year": "", "words": WORD}


def contact(house):
    return f"/group/{house.group.pk}/contact/"


def fields(html):
    """What the form in an answer would send again."""
    form = html[html.index('name="csrfmiddlewaretoken"') :]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return [(name, unescape(value)) for name, value in hidden]


@pytest.fixture
def counting(house, at_now):
    """The fifth of eight evenings is over, and the others may see both names."""
    at_now.move_to(Meeting.objects.get(group=house.group, number=5).ends_at)
    return house


def test_a_word_for_a_tender_day_stays_when_the_drawer_has_closed(house, client):
    by_code(client, house.ewa)
    answer = client.post(TENDER, SENT)
    html = answer.content.decode()
    assert answer.status_code == 401
    assert f'value="{WORD}"' in html
    assert '<option value="3" selected>March' in html
    assert 'href="/drawer/"' in html
    assert not TenderDate.objects.exists()


def test_it_stays_when_her_sign_in_has_ended_and_goes_in_once_she_is_back(house):
    client = Client()
    answer = client.post(TENDER, SENT)
    assert answer.status_code == 401
    assert f'value="{WORD}"' in answer.content.decode()
    assert 'href="/sign-in/"' in answer.content.decode()
    with_key(client, house.ewa)
    assert client.post(TENDER, SENT).status_code == 303
    assert TenderDate.objects.get().person == house.ewa


def test_it_stays_when_the_form_is_older_than_her_sign_in(house):
    client = with_key(Client(), house.ewa)
    client.handler.enforce_csrf_checks = True
    answer = client.post(TENDER, SENT)
    assert answer.status_code == 403
    assert f'value="{WORD}"' in answer.content.decode()
    assert not TenderDate.objects.exists()


def test_what_ewa_typed_does_not_become_joyces(house):
    slip = dict(fields(with_key(Client(), house.ewa).get(TENDER).content.decode()))["slip"]
    joyce = with_key(Client(), house.joyce)
    answer = joyce.post(TENDER, SENT | {"slip": slip})
    assert answer.status_code == 401
    assert not TenderDate.objects.exists()


def test_without_a_word_the_drawer_is_asked_for_as_always(house, client):
    by_code(client, house.ewa)
    answer = client.post(TENDER, SENT | {"words": ""})
    assert answer.headers["Location"].startswith("/drawer/")


def test_how_she_can_be_reached_stays_with_her_ticks_and_without_a_name(counting):
    ewa, joyce = counting.ewa, Membership.objects.get(person=counting.joyce)
    client = by_code(Client(), ewa)
    answer = client.post(contact(counting), {"words": REACHED, "to": [joyce.pk]})
    html = answer.content.decode()
    assert answer.status_code == 401
    assert REACHED in html
    assert ("to", str(joyce.pk)) in fields(html)
    assert "Joyce" not in html
    again = {"words": REACHED, "to": [value for name, value in fields(html) if name == "to"]}
    client = with_key(Client(), ewa)
    assert client.post(contact(counting), again).status_code == 303
    there = parting.staying(ewa, counting.group)
    assert there.words == REACHED
    assert [one.name for one in there.others if one.chosen] == ["Joyce"]


def test_it_stays_while_nothing_can_be_kept(counting, monkeypatch):
    client = with_key(Client(), counting.ewa)

    def refuses(*_args, **_kwargs):
        raise CannotOpenError

    monkeypatch.setattr(parting, "save", refuses)
    answer = client.post(contact(counting), {"words": REACHED})
    assert answer.status_code == 503
    assert REACHED in answer.content.decode()


def test_after_the_drawer_closed_by_itself_it_stays_too(house, at_now):
    client = with_key(Client(), house.ewa)
    at_now.shift(timedelta(minutes=11))
    answer = client.post(TENDER, SENT)
    assert answer.status_code == 401
    assert f'value="{WORD}"' in answer.content.decode()
