"""Meetings say what is theirs: this week's evening, what is to come, who may see it."""

from datetime import timedelta

import pytest
from django.http import Http404

from groups.access import led_group, led_meeting, office_group, own_group, own_meeting
from groups.models import Meeting
from tests import factories
from tests.cast import NOW, coordinator, facilitator, person


def test_this_week_is_the_last_evening_that_has_begun():
    group = factories.group(lead=facilitator())
    ewa = factories.member(group).person
    fourth = group.meetings.get(number=4)
    assert Meeting.objects.this_week(group, NOW) == fourth
    assert Meeting.objects.this_week(ewa, NOW) == fourth
    fifth = group.meetings.get(number=5)
    assert Meeting.objects.this_week(group, fifth.starts_at) == fifth
    assert Meeting.objects.this_week(group, fifth.starts_at - timedelta(seconds=1)) == fourth


def test_this_week_passes_over_a_cancelled_evening():
    ruth = facilitator()
    group = factories.group(lead=ruth)
    group.meetings.filter(number=4).update(cancelled_at=NOW, cancelled_by=ruth)
    assert Meeting.objects.this_week(group, NOW) == group.meetings.get(number=3)


def test_before_the_first_evening_there_is_no_week():
    group = factories.group(lead=facilitator())
    first = group.meetings.get(number=1)
    assert Meeting.objects.this_week(group, first.starts_at - timedelta(days=1)) is None


def test_each_of_two_groups_has_its_own_latest_evening():
    ruth = facilitator()
    one, two = factories.group(lead=ruth), factories.group(name="Other", lead=ruth)
    ewa = factories.member(one).person
    factories.member(two, person=ewa)
    latest = Meeting.objects.for_person(ewa).latest_begun(NOW)
    assert {(m.group_id, m.number) for m in latest} == {(one.pk, 4), (two.pk, 4)}


def test_who_may_fetch_what():
    ruth, nisha = facilitator(), coordinator()
    group = factories.group(lead=ruth)
    ewa, joyce = factories.member(group).person, person("Joyce")
    assert led_group(ruth, group.pk) == own_group(ewa, group.pk) == office_group(nisha, group.pk)
    assert led_meeting(ruth, group.pk, 5) == own_meeting(ewa, group.pk, 5)
    for refused in (
        lambda: led_group(ewa, group.pk),
        lambda: led_group(nisha, group.pk),
        lambda: own_group(joyce, group.pk),
        lambda: own_group(nisha, group.pk),
        lambda: office_group(ruth, group.pk),
        lambda: led_meeting(ewa, group.pk, 5),
        lambda: own_meeting(joyce, group.pk, 5),
        lambda: own_meeting(ewa, group.pk, 99),
    ):
        with pytest.raises(Http404):
            refused()


def test_who_has_left_fetches_nothing():
    group = factories.group(lead=facilitator())
    ewa = factories.member(group)
    ewa.ended_at, ewa.ended_by = NOW, ewa.person
    ewa.save()
    with pytest.raises(Http404):
        own_group(ewa.person, group.pk)
    with pytest.raises(Http404):
        own_meeting(ewa.person, group.pk, 4)
