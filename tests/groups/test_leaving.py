"""Leaving frees a chair; a group that meets is never left without somebody who leads it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator.trace.models import Trace
from groups.closing import give
from groups.leaving import LastFacilitator, forget_finished, leave
from groups.models import Membership, Reply
from tests import factories
from tests.cast import NOW, facilitator


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


def test_a_member_leaves_and_her_chair_is_free(group):
    ewa = factories.member(group)
    assert leave(ewa, by=ewa.person, now=NOW)
    group.refresh_from_db()
    ewa.refresh_from_db()
    assert (group.taken, ewa.ended_at, ewa.ended_by) == (0, NOW, ewa.person)
    line = Trace.objects.get(verb="left")
    assert (line.subject, line.actor, line.group) == (ewa.pk, ewa.person.pk, group.pk)


def test_leaving_twice_frees_one_chair(group):
    ewa, _joyce = factories.member(group), factories.member(group, "Joyce")
    assert leave(ewa, by=ewa.person, now=NOW)
    assert not leave(ewa, by=ewa.person, now=NOW)
    group.refresh_from_db()
    assert group.taken == 1
    assert Trace.objects.count() == 1


def test_a_removal_says_who_did_it(group, ruth):
    ewa = factories.member(group)
    leave(ewa, by=ruth, now=NOW)
    assert Trace.objects.get().verb == "removed"
    assert Trace.objects.get().actor == ruth.pk


def test_the_last_facilitator_of_a_running_group_stays(group, ruth):
    hers = group.memberships.get(person=ruth)
    with pytest.raises(LastFacilitator):
        leave(hers, by=ruth, now=NOW)
    assert group.memberships.leading().active().exists()
    factories.member(group, "Maureen", role="co_facilitator")
    assert leave(hers, by=ruth, now=NOW)


def test_after_the_last_evening_she_may_go(group, ruth):
    hers = group.memberships.get(person=ruth)
    over = group.meetings.last().ends_at
    assert leave(hers, by=ruth, now=over)


def test_on_the_day_that_was_told_only_numbers_stay(group, ruth):
    ewa, joyce = factories.member(group), factories.member(group, "Joyce")
    leave(joyce, by=joyce.person, now=NOW)
    give(group, factories.member(group, "Grace").person, by=ruth, now=NOW)
    factories.reply(group.meetings.first(), ewa)
    young = factories.group(lead=ruth, name="Other", forget_on=group.forget_on + timedelta(days=1))
    farida = factories.member(young, "Farida")
    that_day = datetime.combine(group.forget_on, time(), ZoneInfo(group.time_zone))
    assert forget_finished(that_day - timedelta(seconds=1)) == 0
    assert forget_finished(that_day) == 6
    group.refresh_from_db()
    assert (group.members_were, group.taken) == (3, 0)
    assert not Reply.objects.exists()
    assert not Membership.objects.filter(group=group).exists()
    assert Membership.objects.filter(pk=farida.pk).exists()
    assert group.meetings.count() == 8
    assert forget_finished(that_day + timedelta(hours=20)) == 0
