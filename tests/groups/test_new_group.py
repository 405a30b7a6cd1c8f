"""One page starts a group: its dates are shown as she fills it in, and it exists once."""

import re
from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from groups.forms.guest import Guest, GuestsField
from groups.models import Group, Invitation
from tests import factories
from tests.cast import coordinator, facilitator, person

URL = "/lead/groups/new/"


@pytest.fixture
def programme():
    return factories.curriculum()


def filled(programme, **fields):
    values = {
        "key": str(uuid4()), "curriculum": str(programme.pk), "first_on": "2027-01-12",
        "begins": "19:00", "every_weeks": "1", "time_zone": "Europe/London",
        "place": "Harbour Street Library", "capacity": "10", "name": "", "guests": "",
        "create": "yes",
    }  # fmt: skip
    return values | fields


def test_the_only_programme_is_chosen_and_her_last_place_is_offered(as_ruth, ruth, group):
    page = as_ruth.get(URL).content.decode()
    assert 'value="Harbour Street Library"' in page
    assert re.search(r'name="curriculum" value="[0-9a-f-]{36}"[^>]*checked', page)
    assert '<option value="Europe/London" selected>' in page
    assert "Eight evenings, 90 minutes each." in page


def test_she_creates_a_group_in_one_go(as_ruth, ruth, programme):
    sent = filled(programme, guests="Annick Moreau, annick@post.example\nBlessing O.")
    answer = as_ruth.post(URL, sent)
    group = Group.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/lead/groups/{group.pk}/people/")
    assert (group.name, group.first_on, group.begins) == (
        "Tuesday evenings", date(2027, 1, 12), time(19),
    )  # fmt: skip
    assert group.meetings.count() == 8
    assert group.memberships.get().person == ruth
    assert set(group.invitations.values_list("name", "email")) == {
        ("Annick Moreau", "annick@post.example"), ("Blessing O.", ""),
    }  # fmt: skip
    assert not Invitation.objects.filter(asked_at__isnull=False).exists()


def test_the_same_form_sent_twice_starts_one_group(as_ruth, programme):
    sent = filled(programme, guests="annick@post.example")
    first, second = as_ruth.post(URL, sent), as_ruth.post(URL, sent)
    assert first["Location"] == second["Location"]
    assert (Group.objects.count(), Invitation.objects.count()) == (1, 1)


def test_the_dates_are_shown_before_anything_exists(as_ruth, programme):
    sent = filled(programme)
    del sent["create"]
    answer = as_ruth.post(URL, sent | {"preview": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tue 12 Jan" in page
    assert "Tue 2 Mar" in page
    assert "7 pm to 8.30 pm." in page
    assert "There is a problem" not in page
    assert 'value="Harbour Street Library"' in page
    assert not Group.objects.exists()


def test_htmx_gets_the_dates_alone_and_the_last_one_is_said(as_ruth, programme):
    sent = filled(programme)
    del sent["create"]
    answer = as_ruth.post(URL, sent | {"skip": "2027-02-16"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "Tue 9 Mar" in page
    assert "Tue 16 Feb" not in page
    assert '<input type="hidden" name="skip" value="2027-02-16">' in page
    assert "Tuesday 9 March" in answer["HX-Trigger"]


def test_a_skipped_date_can_be_put_back(as_ruth, programme):
    sent = filled(programme) | {"skip": ["2027-02-16", "2027-02-23"], "unskip": "2027-02-16"}
    del sent["create"]
    page = as_ruth.post(URL, sent).content.decode()
    assert "Tue 16 Feb" in page
    assert "Tue 23 Feb" not in page


def test_a_skipped_date_is_skipped_in_the_group(as_ruth, programme):
    as_ruth.post(URL, filled(programme) | {"skip": ["2027-02-16", "nonsense", "9999-99-99"]})
    days = list(Group.objects.get().meetings.values_list("on_date", flat=True))
    assert date(2027, 2, 16) not in days
    assert days[-1] == date(2027, 3, 9)


def test_a_date_that_gives_no_evenings_is_explained_at_once(as_ruth, programme):
    sent = filled(programme) | {"first_on": "2020-01-07"}
    del sent["create"]
    page = as_ruth.post(URL, sent, headers={"HX-Request": "true"}).content.decode()
    assert "<strong>Choose a date that is still to come.</strong>" in page


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Anna Moreau, anna@post.example", "Anna Moreau", "anna@post.example"),
        ("Anna Moreau anna@post.example", "Anna Moreau", "anna@post.example"),
        ("Anna Moreau <anna@post.example>;", "Anna Moreau", "anna@post.example"),
        ("  anna@post.example,", "", "anna@post.example"),
        ("Moreau, Anna", "Moreau, Anna", ""),
    ],
)
def test_a_line_is_read_however_it_was_copied(line, name, email):
    assert GuestsField().clean(line) == [Guest(name, email)]


@pytest.mark.parametrize("line", ["anna@post.example Anna", "Anna anna@post", "," * 19_000 + "@"])
def test_a_line_with_half_an_address_is_not_taken_for_a_name(line):
    with pytest.raises(ValidationError):
        GuestsField().clean(line)


def test_an_empty_form_shows_no_fault_before_she_sends_it(as_ruth, programme):
    page = as_ruth.post(URL, {"preview": "yes"}).content.decode()
    assert "There is a problem" not in page
    assert "Choose the first date and the time" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("capacity", "0", "A group needs at least one chair"),
        ("capacity", "-5", "A group needs at least one chair"),
        ("capacity", "9" * 400, "too many"),
        ("capacity", "ten", "in figures"),
        ("first_on", "", "Enter the date of the first evening"),
        ("first_on", "0001-01-01", "still to come"),
        ("first_on", "9999-12-31", "next three years"),
        ("first_on", "2026-02-30", "a date that exists"),
        ("first_on", "2020-01-07", "still to come"),
        ("begins", "", "Enter the time the first evening starts"),
        ("begins", "25:00", "a time such as 19:00"),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list"),
        ("time_zone", "../../etc/passwd", "Choose a time zone from the list"),
        ("time_zone", "Europe/London\x00", "Choose a time zone from the list"),
        ("every_weeks", "3", "every week, or every two weeks"),
        ("curriculum", "x", "Choose a programme from the list"),
        ("curriculum", "00000000-0000-0000-0000-000000000000", "Choose a programme from the list"),
        ("place", "", "Enter the place, or a video link"),
        ("place", "a\x00b", "Null characters are not allowed"),
        ("place", "x" * 201, "longer than 200 characters"),
        ("name", "x" * 81, "longer than 80 characters"),
        ("guests", "Annick, annick@", "The address in line 1 is not complete"),
        ("guests", "\n".join(f"n{n}@example.org" for n in range(61)), "no more than 60 lines"),
        ("guests", "a\x00b", "Null characters"),
    ],
)
def test_a_fault_is_said_at_the_top_and_at_the_field_and_nothing_is_lost(
    as_ruth, programme, field, value, words
):
    answer = as_ruth.post(URL, filled(programme, guests="Grace") | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(words) == 2  # in the summary, and at the field
    assert "There is a problem" in page
    assert field == "guests" or "Grace" in page
    assert not Group.objects.exists()


def test_lone_surrogates_do_no_harm(as_ruth, programme):
    body = "&".join(f"{k}={v}" for k, v in filled(programme, place="%ED%A0%80x").items())
    answer = as_ruth.post(URL, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303
    Group.objects.get()


def test_a_first_time_that_is_over_today_is_refused(as_ruth, programme):
    answer = as_ruth.post(URL, filled(programme, first_on="2026-11-22", begins="10:00"))
    assert answer.status_code == 422
    assert "Choose a time that is still to come" in answer.content.decode()


def test_an_id_that_is_somebody_elses_is_made_anew(as_ruth, programme):
    theirs = factories.group(lead=facilitator("Colette"), curriculum=programme)
    answer = as_ruth.post(URL, filled(programme, key=str(theirs.pk)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert str(theirs.pk) not in page
    assert theirs.name not in page
    assert Group.objects.count() == 1


def test_only_those_who_lead_or_coordinate_may(client, programme):
    client.force_login(person("Ewa"))
    assert client.get(URL).status_code == 404
    assert client.post(URL, filled(programme)).status_code == 404
    client.force_login(coordinator())
    assert client.get(URL).status_code == 200


def test_without_a_programme_the_page_still_stands(as_ruth):
    assert as_ruth.get(URL).status_code == 200


def test_the_page_costs_the_same_however_many_groups_she_has(
    as_ruth, ruth, programme, django_assert_num_queries
):
    as_ruth.get(URL)
    factories.group(lead=ruth, curriculum=programme)
    with django_assert_num_queries(5):
        as_ruth.get(URL)
    for n in range(11):
        factories.group(lead=ruth, curriculum=programme, name=f"{n}")
    with django_assert_num_queries(5):
        as_ruth.get(URL)
