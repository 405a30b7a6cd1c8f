"""The words at the top of a page, by who is asking and where she is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from facilitator.pages.places import places
from groups.models.membership import Role
from tests import factories
from tests.cast import coordinator, facilitator, person

NAMES = {
    "welcome": "", "home": "home/", "writing": "writing/", "my_group": "group/",
    "help": "hard-night/", "desk": "lead/", "led_groups": "lead/groups/", "office": "run/",
    "office_groups": "run/groups/", "office_people": "run/people/", "you": "you/",
    "meetings": "meetings/", "account_login": "sign-in/", "library": "lead/library/",
    "office_programmes": "run/programmes/",
}  # fmt: skip
urlpatterns = [path(at, lambda request: HttpResponse(), name=name) for name, at in NAMES.items()]
pytestmark = pytest.mark.urls(__name__)


def seen(who, at):
    request = RequestFactory().get(at)
    request.user = who
    return places(request)


def words(who, at):
    return [str(place.label) for place in seen(who, at)["bar"]]


def current(who, at):
    return [str(place.label) for place in seen(who, at)["bar"] if place.current]


def test_a_member_has_four_words():
    assert words(person("Ewa"), "/home/") == ["Home", "My writing", "My group", "Help"]


def test_a_facilitator_has_today_and_her_groups():
    assert words(facilitator(), "/lead/") == ["Today", "Groups", "Plans and library", "Help"]


def test_a_coordinator_has_the_overview():
    assert words(coordinator(), "/run/") == ["Overview", "Groups", "People", "Programmes", "Help"]


def test_on_a_page_of_everybody_the_widest_hat_decides():
    assert words(person("Ewa"), "/you/")[0] == "Home"
    assert words(facilitator(), "/you/")[0] == "Today"
    assert words(coordinator(), "/you/")[0] == "Overview"


def test_where_she_is_decides_before_who_she_is():
    ruth = facilitator()
    assert words(ruth, "/group/")[0] == "Home"
    assert words(coordinator(), "/lead/groups/")[0] == "Today"


@pytest.mark.parametrize(
    ("at", "here"),
    [
        ("/lead/", ["Today"]),
        ("/lead/groups/", ["Groups"]),
        ("/lead/groups/0b/people/", ["Groups"]),
        ("/lead/library/blocks/", ["Plans and library"]),
        ("/lead/programmes/0b/plans/5/", ["Plans and library"]),
        ("/lead/own/", []),
        ("/hard-night/", ["Help"]),
        ("/you/", []),
    ],
)
def test_the_deepest_place_is_the_current_one(at, here):
    assert current(facilitator(), at) == here


def test_other_hats_are_a_quiet_link_away():
    nisha = coordinator()
    nisha.leads_since, nisha.leads_by = nisha.joined_at, nisha
    at_the_office, at_the_desk = seen(nisha, "/run/"), seen(nisha, "/lead/")
    assert [str(one["label"]) for one in at_the_office["switches"]] == ["Go to your desk"]
    assert [str(one["label"]) for one in at_the_desk["switches"]] == ["Go to the office"]
    assert seen(person("Ewa"), "/home/")["switches"] == []


def test_who_leads_with_somebody_is_shown_the_way_of_those_who_lead():
    maureen = person("Maureen")
    seat = factories.member(factories.group(), person=maureen, role=Role.CO_FACILITATOR)
    hers = ["Today", "Groups", "Plans and library", "Help"]
    assert words(maureen, "/you/") == words(maureen, "/hard-night/") == hers
    assert [str(one["label"]) for one in seen(maureen, "/home/")["switches"]] == ["Go to your desk"]
    seat.ended_at, seat.ended_by = seat.joined_at, maureen
    seat.save()
    assert words(maureen, "/you/") == ["Home", "My writing", "My group", "Help"]
    assert seen(maureen, "/home/")["switches"] == []


def test_who_is_not_signed_in_may_read_or_sign_in():
    found = seen(AnonymousUser(), "/")
    assert words(AnonymousUser(), "/") == ["What happens at a meeting", "Sign in"]
    assert (found["tabs"], found["start"], found["switches"]) == (False, "/", [])


def test_finding_the_words_costs_no_query():
    ruth = facilitator()
    with CaptureQueriesContext(connection) as asked:
        seen(ruth, "/lead/groups/")
    assert len(asked) == 0


def test_for_a_member_it_costs_one():
    ewa = person("Ewa")
    with CaptureQueriesContext(connection) as asked:
        seen(ewa, "/writing/")
    assert len(asked) == 1


@pytest.mark.urls("tests.pages.urls_that_break")
def test_a_page_that_does_not_exist_is_not_linked():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert all(place.url for place in places(request)["bar"])
