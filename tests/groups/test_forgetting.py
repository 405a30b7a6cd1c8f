"""The day on which a group is forgotten: told at joining, never moved, and kept."""

from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import given as examples
from hypothesis import strategies as st

from groups import moving
from groups.ending import forgotten_on
from groups.inviting import code_of
from groups.leaving import forget_finished
from groups.models import Group, Invitation, Membership, Reply
from groups.outlining import Outline
from groups.scheduling import recurring
from groups.starting import start
from tests import factories
from tests.cast import NOW, facilitator

WORDS = "What this group kept is forgotten on Wednesday 15 December 2027."


def at(meeting, on):
    return recurring(on, meeting.begins, meeting.time_zone, minutes=meeting.minutes)


@examples(st.dates(min_value=date(1990, 1, 1), max_value=date(9998, 12, 31)))
def test_it_is_the_same_day_a_year_later(last):
    then = forgotten_on(last)
    assert then.year == last.year + 1
    assert (then.month, then.day) == (last.month, last.day) or last.day == 29
    assert timedelta(days=364) < then - last < timedelta(days=367)


def test_the_29th_of_february_becomes_the_28th_and_the_calendar_ends():
    assert forgotten_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert forgotten_on(date(9999, 12, 28)) == date.max


@pytest.mark.parametrize(("after", "day"), [(False, date(2027, 12, 15)), (True, date(2028, 1, 26))])
def test_a_new_group_knows_its_day_twelve_months_after_the_last_meeting(ruth, after, day):
    programme = factories.curriculum(extras=True)
    outline = Outline(programme, factories.FIRST_ON, time(19, 0), "Europe/London", after=after)
    started = start(uuid4(), outline, name="New", place="Here", capacity=8, by=ruth, now=NOW)
    assert started[0].forget_on == day


def test_no_group_is_forgotten_before_it_met(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=group.pk).update(forget_on=group.first_on)


def test_groups_from_before_get_the_day_that_was_counted_until_now(group):
    factories.extras(Group.objects.get(pk=factories.group(
        lead=facilitator("Colette"), curriculum=factories.curriculum(extras=True)).pk))  # fmt: skip
    right = dict(Group.objects.values_list("pk", "forget_on"))
    Group.objects.update(forget_on=date.max)
    import_module("groups.migrations.0004_forget_on").fill(apps, None)
    assert dict(Group.objects.values_list("pk", "forget_on")) == right


class TestItIsTold:
    def test_at_joining(self, client, group):
        code = code_of(factories.invitation(group, "new@example.org"))
        page = " ".join(client.get(f"/join/{code}/").content.decode().split())
        assert WORDS in page
        assert "Your own pages stay yours." in page

    def test_on_the_groups_page_and_to_those_who_lead(self, client, as_ruth, group):
        assert WORDS in as_ruth.get(f"/lead/groups/{group.pk}/").content.decode()
        client.force_login(factories.member(group).person)
        assert WORDS in client.get(f"/group/{group.pk}/").content.decode()

    def test_on_the_page_about_privacy_of_her_own_groups_alone(self, client, group):
        factories.group(lead=facilitator("Colette"), name="Thursday evenings")
        client.force_login(factories.member(group).person)
        page = client.get("/privacy/").content.decode()
        told = "what this group kept is forgotten on Wednesday 15 December 2027."
        assert f"Tuesday evenings: {told}" in page
        assert "Thursday evenings" not in page
        client.logout()
        assert "Tuesday evenings" not in client.get("/privacy/").content.decode()


class TestItDoesNotMove:
    def test_an_evening_moves_until_thirty_days_before_it(self, group, ruth):
        last = group.meetings.last()
        until = group.forget_on - timedelta(days=30)
        assert group.meets_until == until == date(2027, 11, 15)
        far = at(last, until + timedelta(days=1))
        with pytest.raises(moving.ForgottenSoon) as refused:
            moving.steps(last, far, scope="this", place=last.place, now=NOW)
        assert refused.value.until == until
        moving.move(
            moving.steps(last, at(last, until), scope="this", place="", now=NOW), by=ruth, now=NOW
        )
        group.refresh_from_db()
        assert (group.meetings.last().on_date, group.forget_on) == (until, date(2027, 12, 15))

    def test_she_is_told_why(self, as_ruth, group):
        sent = {"version": "1", "scope": "this", "on_date": "2027-12-01", "begins": "19:00",
                "place": "Here", "tell": "yes"}  # fmt: skip
        answer = as_ruth.post(f"/lead/groups/{group.pk}/evenings/8/move/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Choose a day until Monday 15 November 2027." in page
        assert "forgotten on Wednesday 15 December 2027, and that day does not move" in page

    def test_no_date_is_added_behind_it(self, as_ruth, group, ruth):
        last = group.meetings.last()
        near = at(last, group.meets_until - timedelta(days=3))
        moving.move(moving.steps(last, near, scope="this", place="", now=NOW), by=ruth, now=NOW)
        page = " ".join(
            as_ruth.get(f"/lead/groups/{group.pk}/evenings/5/cancel/").content.decode().split()
        )
        assert "No date can be added at the end" in page
        assert "at the latest, because everybody was told" in page
        fifth = group.meetings.get(number=5)
        with pytest.raises(moving.ForgottenSoon):
            moving.cancel(fifth, shift=True, by=ruth, now=NOW)
        fifth.refresh_from_db()
        assert fifth.cancelled_at is None
        moving.cancel(fifth, shift=False, by=ruth, now=NOW)


class TestOnThatDay:
    def test_by_the_groups_own_clock_and_closed_or_not(self, group, ruth):
        there = factories.group(
            lead=ruth, name="Far west", curriculum=group.curriculum,
            time_zone="America/Los_Angeles", closed_at=NOW, closed_by=ruth,
        )  # fmt: skip
        midnight = datetime(2027, 12, 15, tzinfo=UTC)
        assert Group.objects.past_their_day(midnight - timedelta(seconds=1)) == []
        assert Group.objects.past_their_day(midnight) == [group]
        assert set(Group.objects.past_their_day(midnight + timedelta(hours=8))) == {group, there}
        forget_finished(midnight + timedelta(hours=8))
        there.refresh_from_db()
        assert there.members_were == 0

    def test_who_was_in_it_what_they_answered_and_who_was_asked_are_gone(self, group):
        ewa = factories.member(group)
        factories.reply(group.meetings.first(), ewa)
        factories.invitation(group, "late@example.org", invited_at=NOW + timedelta(days=380))
        forget_finished(datetime(2027, 12, 15, 3, 20, tzinfo=UTC))
        assert not Membership.objects.filter(group=group).exists()
        assert not Reply.objects.exists()
        assert not Invitation.objects.exists()
        group.refresh_from_db()
        assert (group.members_were, group.taken, group.meetings.count()) == (1, 0, 8)
