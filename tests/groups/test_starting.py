"""Starting a group lays every evening at once, and once only."""

from datetime import date, time
from uuid import uuid4

import pytest

from facilitator.trace.models import Trace
from groups.models import Group
from groups.models.group import gathering
from groups.outlining import Outline
from groups.starting import country_of, start
from tests import factories
from tests.cast import NOW, facilitator


def begin(by, key=None, **fields):
    outline = Outline(
        factories.curriculum(), date(2027, 1, 12), time(19), "Europe/London", **fields
    )
    return start(
        key or uuid4(), outline, name="Tuesday evenings", place="Library", capacity=10,
        by=by, now=NOW,
    )  # fmt: skip


def test_eight_evenings_an_agreement_and_a_facilitator():
    ruth = facilitator()
    group, made = begin(ruth, skip=(date(2027, 2, 16),))
    assert made
    assert [(m.number, m.plan.number) for m in group.meetings.all()] == [
        (n, n) for n in range(1, 9)
    ]
    assert group.meetings.last().on_date == date(2027, 3, 9)
    assert {m.begins for m in group.meetings.all()} == {time(19)}
    assert group.agreements.get().text == group.curriculum.agreements
    membership = group.memberships.get()
    assert (membership.person, membership.role) == (ruth, "facilitator")
    assert (group.taken, group.country) == (0, "GB")
    assert Trace.objects.get(verb="started").subject == group.pk


def test_a_skipped_first_date_begins_later():
    group, _ = begin(facilitator(), skip=(date(2027, 1, 12),))
    assert group.first_on == date(2027, 1, 19)


def test_the_same_form_sent_twice_starts_one_group():
    ruth, key = facilitator(), uuid4()
    first, made = begin(ruth, key)
    again, made_again = begin(ruth, key)
    assert (first, made, made_again) == (again, True, False)
    assert Group.objects.count() == 1
    assert again.meetings.count() == 8


def test_an_id_of_somebody_elses_group_is_refused():
    ruth, colette = facilitator(), facilitator("Colette")
    theirs, _ = begin(ruth)
    with pytest.raises(PermissionError):
        begin(colette, theirs.pk)
    assert theirs.memberships.count() == 1


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/London", "GB"), ("America/New_York", "US"), ("UTC", ""), ("Europe/Madrid", "ES")],
)
def test_the_zone_tells_the_country(zone, country):
    assert country_of(zone) == country


@pytest.mark.parametrize(
    ("begins", "noun"),
    [(time(9), "morning"), (time(12), "meeting"), (time(16, 59), "meeting"), (time(17), "evening")],
)
def test_the_time_names_the_gathering(begins, noun):
    assert str(gathering(begins)) == noun
