"""Evenings move and are cancelled in one commit, in order, and never behind anybody's back."""

from datetime import date, time, timedelta

import pytest

from facilitator.trace.models import Trace
from groups import moving
from groups.models import Meeting
from groups.models.meeting import MovedMeanwhile, ToldAlready
from groups.moving import InThePast, Scope, WouldCross
from groups.scheduling import TooFar, typed
from tests import factories
from tests.cast import NOW, facilitator

LONDON = "Europe/London"


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


def fifth(group):
    return group.meetings.select_related("group").get(number=5)


def days(group):
    return [m.on_date for m in group.meetings.on().order_by("starts_at")]


def slot(on, at=time(19)):
    return typed(on, at, LONDON, minutes=90)


def go(group, on, *, by, scope=Scope.THIS, at=time(19), now=NOW, **fields):
    meeting = fifth(group)
    found = moving.steps(meeting, slot(on, at), scope=scope, place=meeting.place, now=now)
    return moving.move(found, by=by, now=now, **fields)


def test_only_this_one(group, ruth):
    before = days(group)
    assert go(group, date(2026, 11, 25), by=ruth) == 1
    assert days(group) == [*before[:4], date(2026, 11, 25), *before[5:]]
    moved = fifth(group)
    assert (moved.version, moved.changed_by, moved.changed_at) == (2, ruth, NOW)
    assert moved.planned_version == 0  # so planning sees a need
    line = Trace.objects.get(verb="moved")
    assert (line.subject, line.actor, line.group) == (moved.pk, ruth.pk, group.pk)


@pytest.mark.parametrize("by_days", [1, 3, 7, 14, -1])
def test_this_and_the_following_keep_their_distance(group, ruth, by_days):
    before = days(group)
    on = date(2026, 11, 24) + timedelta(days=by_days)
    assert go(group, on, by=ruth, scope=Scope.FOLLOWING) == 4
    assert days(group) == before[:4] + [d + timedelta(days=by_days) for d in before[4:]]


def test_those_that_have_begun_never_move(group, ruth):
    before = days(group)
    now = group.meetings.get(number=2).starts_at
    assert go(group, date(2026, 11, 25), by=ruth, scope=Scope.ALL, now=now) == 6
    assert days(group) == before[:2] + [d + timedelta(days=1) for d in before[2:]]


def test_another_hour_for_all_of_them(group, ruth):
    assert go(group, date(2026, 11, 24), at=time(10), by=ruth, scope=Scope.ALL) == 4
    assert {m.begins for m in group.meetings.filter(number__gte=5)} == {time(10)}


def test_a_move_to_where_it_is_changes_nothing(group, ruth):
    assert go(group, date(2026, 11, 24), by=ruth, scope=Scope.ALL) == 0
    assert fifth(group).version == 1


@pytest.mark.parametrize("on", [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 9)])
def test_two_evenings_never_change_places_or_meet(group, on):
    meeting = fifth(group)
    with pytest.raises(WouldCross) as crossed:
        moving.steps(meeting, slot(on), scope=Scope.THIS, place="", now=NOW)
    assert crossed.value.other.number in {6, 7}


def test_not_before_the_one_that_was(group):
    now = group.meetings.get(number=4).starts_at - timedelta(days=3)
    with pytest.raises(WouldCross) as crossed:
        moving.steps(fifth(group), slot(date(2026, 11, 16)), scope=Scope.THIS, place="", now=now)
    assert crossed.value.other.number == 4


def test_not_into_the_past_and_not_into_the_far_future(group):
    with pytest.raises(InThePast):
        moving.steps(fifth(group), slot(date(2026, 11, 21)), scope=Scope.THIS, place="", now=NOW)
    for far in (date(2031, 1, 1), date(9999, 12, 20)):
        with pytest.raises(TooFar):
            moving.steps(fifth(group), slot(far), scope=Scope.FOLLOWING, place="", now=NOW)


def test_the_second_of_two_movers_is_refused_and_nothing_is_half_done(group, ruth):
    maureen = factories.member(group, "Maureen", role="co_facilitator").person
    hers = fifth(group)
    found = moving.steps(
        hers, slot(date(2026, 11, 26)), scope=Scope.FOLLOWING, place=hers.place, now=NOW
    )
    go(group, date(2026, 11, 25), by=ruth)
    before = days(group)
    with pytest.raises(MovedMeanwhile):
        moving.move(found, by=maureen, now=NOW)
    assert days(group) == before
    assert Trace.objects.filter(verb="moved").count() == 1


def test_one_that_began_meanwhile_does_not_move(group, ruth):
    meeting = fifth(group)
    found = moving.steps(meeting, slot(date(2026, 11, 25)), scope=Scope.THIS, place="", now=NOW)
    with pytest.raises(MovedMeanwhile):
        moving.move(found, by=ruth, now=meeting.starts_at)


def test_a_move_is_quiet_only_while_nobody_was_told(group, ruth):
    go(group, date(2026, 11, 25), by=ruth, tell=False)
    quiet = fifth(group)
    assert (quiet.version, quiet.quiet_version) == (2, 2)
    Meeting.objects.filter(pk=quiet.pk).update(told_version=2)
    with pytest.raises(ToldAlready):
        go(group, date(2026, 11, 26), by=ruth, tell=False)
    go(group, date(2026, 11, 26), by=ruth)
    told = fifth(group)
    assert (told.version, told.quiet_version) == (3, 2)


def test_cancelling_without_shift_leaves_its_plan_out(group, ruth):
    assert moving.cancel(fifth(group), shift=False, by=ruth, now=NOW) is None
    gone = fifth(group)
    assert (gone.cancelled_at, gone.cancelled_by, gone.version) == (NOW, ruth, 2)
    assert [m.plan.number for m in group.meetings.on().order_by("starts_at")] == [
        1, 2, 3, 4, 6, 7, 8,
    ]  # fmt: skip
    assert Trace.objects.get(verb="cancelled").subject == gone.pk


def test_cancelling_with_shift_moves_the_plans_on_and_adds_a_date(group, ruth):
    added = moving.cancel(fifth(group), shift=True, by=ruth, now=NOW)
    assert (added.number, added.on_date, added.plan.number) == (9, date(2026, 12, 22), 8)
    later = group.meetings.on().order_by("starts_at")
    assert [(m.number, m.plan.number) for m in later] == [
        (1, 1), (2, 2), (3, 3), (4, 4), (6, 5), (7, 6), (8, 7), (9, 8),
    ]  # fmt: skip
    assert {m.version for m in later} == {1}  # nobody's time changed


def test_cancelling_the_last_with_shift_gives_it_another_week(group, ruth):
    last = group.meetings.select_related("group").get(number=8)
    added = moving.cancel(last, shift=True, by=ruth, now=NOW)
    assert (added.number, added.plan.number, added.on_date) == (9, 8, date(2026, 12, 22))


def test_one_that_has_begun_is_not_cancelled(group, ruth):
    begun = group.meetings.select_related("group").get(number=4)
    with pytest.raises(MovedMeanwhile):
        moving.cancel(begun, shift=True, by=ruth, now=NOW)
    assert group.meetings.count() == 8
