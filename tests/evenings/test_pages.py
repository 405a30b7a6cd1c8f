"""What members read, the plan of those who lead, and the plan on paper."""

from uuid import uuid4

import pytest
import time_machine

from groups.evenings.laid import lay
from groups.models import Meeting
from tests import factories
from tests.cast import NOW, coordinator, facilitator, person


@pytest.fixture(autouse=True)
def _still_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


@pytest.fixture
def ewa(group):
    return factories.member(group).person


def read(group, number):
    return f"/group/{group.pk}/evenings/{number}/"


def plan(group, number=5, end=""):
    return f"/lead/groups/{group.pk}/evenings/{number}/plan/{end}"


def test_a_page_opens_with_its_evening(client, group, ewa):
    client.force_login(ewa)
    page = client.get(read(group, 4)).content.decode()
    assert "The page of evening 4." in page
    assert "The practice of evening 4." in page
    assert "Question 4.1" in page
    assert "Question 4.2" in page
    early = client.get(read(group, 5))
    assert early.status_code == 404
    words = early.content.decode()
    assert "It opens on Tuesday" in words
    for secret in ("Evening title 5", "The page of evening 5.", "Question 5.1"):
        assert secret not in words
    fifth = group.meetings.get(number=5)
    with time_machine.travel(fifth.starts_at, tick=False):
        client.force_login(ewa)
        assert "The page of evening 5." in client.get(read(group, 5)).content.decode()


def test_those_who_lead_read_all_of_them(client, group, ruth):
    client.force_login(ruth)
    assert "The page of evening 8." in client.get(read(group, 8)).content.decode()


def test_a_cancelled_evening_has_no_page(client, group, ewa, ruth):
    group.meetings.filter(number=4).update(cancelled_at=NOW, cancelled_by=ruth)
    client.force_login(ewa)
    answer = client.get(read(group, 4))
    assert answer.status_code == 404
    assert "The page of evening 4." not in answer.content.decode()


def test_strangers_are_told_the_same_as_for_a_random_id(client, group, ewa):
    for who in (person("Joyce"), facilitator("Colette"), coordinator()):
        client.force_login(who)
        for path in (read(group, 4), plan(group), plan(group, end="print/")):
            elsewhere = path.replace(str(group.pk), str(uuid4()))
            assert client.get(path).status_code == client.get(elsewhere).status_code == 404
    client.force_login(ewa)
    assert client.get(plan(group)).status_code == 404
    assert client.get(plan(group, end="print/")).status_code == 404
    assert client.get(read(group, 99)).status_code == 404


def test_the_plan_stands_on_the_clock(client, group, ruth):
    client.force_login(ruth)
    page = client.get(plan(group)).content.decode()
    for words in ("19.00", "19.10", "19.55", "20.10", "90 of 90 minutes.", "You finish at 20.30."):
        assert words in page
    assert "style=" not in page


def test_every_block_has_its_share_of_the_strip_and_the_height(group):
    meeting = Meeting.objects.get(group=group, number=5)
    laid = lay(meeting, list(meeting.plan.activities.order_by("position")))
    assert [b.activity.minutes for b in laid.blocks] == [10, 45, 15, 20]
    assert [b.left for b in laid.blocks] == ["0.000%", "11.111%", "61.111%", "77.778%"]
    assert [b.height for b in laid.blocks] == [74, 333, 111, 148]
    assert [b.tint for b in laid.blocks] == ["together", "round", "rest", "together"]
    assert (laid.total, laid.spare) == (90, 0)


def test_a_plan_that_runs_over_or_has_time_to_spare_says_so(client, group, ruth):
    client.force_login(ruth)
    group.meetings.filter(number=5).update(minutes=80)
    assert "Take 10 from somewhere." in client.get(plan(group)).content.decode()
    group.meetings.filter(number=5).update(minutes=100)
    assert "10 minutes to spare." in client.get(plan(group)).content.decode()


def test_the_plan_on_paper_has_no_names_and_somebody_to_ring(client, group, ruth, ewa):
    client.force_login(ruth)
    page = client.get(plan(group, end="print/")).content.decode()
    assert "Evening title 5" in page
    assert "7 pm to 8.30 pm" in page
    assert "No names on paper, please." in page
    assert "116 123" in page
    assert "Say this." in page
    assert "Ewa" not in page
    one_page = client.get(plan(group, end="print/") + "?short=yes").content.decode()
    assert "Closing" in one_page
    assert "Say this." not in one_page


def test_every_page_costs_the_same_with_one_and_twelve(
    client, group, ruth, ewa, django_assert_num_queries
):
    for who, path, cost in ((ewa, read(group, 4), 7), (ruth, plan(group), 7)):
        client.force_login(who)
        client.get(path)
        with django_assert_num_queries(cost):
            client.get(path)
    factories.members(group, 11)
    for who, path, cost in ((ewa, read(group, 4), 7), (ruth, plan(group), 7)):
        client.force_login(who)
        client.get(path)
        with django_assert_num_queries(cost):
            client.get(path)


def test_the_strip_names_a_block_only_where_the_name_fits(group):
    meeting = Meeting.objects.get(group=group, number=5)
    activities = list(meeting.plan.activities.order_by("position"))
    activities[1].title = "How we will look after each other, and what we cannot keep secret"
    laid = lay(meeting, activities)
    assert [b.name for b in laid.blocks] == ["Arrive", "Round", "Tea", "Closing"]
