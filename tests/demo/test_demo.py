"""The demo: its people and groups stand, its dates move with today, real people are refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from facilitator.demo.people import TUESDAY_MEMBERS, TUESDAYS, fill, first_on
from facilitator.demo.world import Size, load
from facilitator.people.models import Person
from facilitator.privacy import closing
from groups.models import Group, Invitation, Meeting, Membership, Reply
from groups.reflections import giving, keepsakes, letters, reading
from groups.reflections.models import (
    Answer,
    Keepsake,
    LetterRevision,
    Reflection,
    Revision,
    Share,
)
from tests import cast, factories


@pytest.fixture
def programme():
    return factories.curriculum()


def tuesdays() -> Group:
    return Group.objects.get(name="Tuesday evenings")


def test_evening_five_of_ruths_group_is_on_the_coming_tuesday(programme):
    fill(cast.NOW)
    coming = Meeting.objects.filter(group=tuesdays()).upcoming(cast.NOW).first()
    assert (coming.number, coming.on_date.isoformat()) == (5, "2026-11-24")
    assert Meeting.objects.filter(group=tuesdays()).count() == 8


def test_its_session_0_is_behind_it_and_its_reunion_ahead():
    factories.curriculum(extras=True)
    fill(cast.NOW)
    fill(cast.NOW + timedelta(weeks=3))
    meetings = tuesdays().meetings
    coming = meetings.upcoming(cast.NOW + timedelta(weeks=3)).first()
    assert coming.number == 5
    assert meetings.numbered().count() == 8
    assert meetings.get(number=0).on_date == coming.on_date - timedelta(weeks=5)
    assert meetings.get(number=9).on_date == coming.on_date + timedelta(weeks=9)


def test_nine_members_sit_on_nine_chairs_and_two_have_gone(programme):
    fill(cast.NOW)
    names = Membership.objects.active().members().filter(group=tuesdays())
    assert sorted(m.person.name for m in names) == sorted(TUESDAY_MEMBERS)
    assert tuesdays().taken == 9
    gone = Membership.objects.filter(group=tuesdays(), ended_at__isnull=False)
    assert sorted(m.person.name for m in gone) == ["Left", "Removed"]


def test_ewa_has_a_small_book_of_her_own_sentences_and_only_one(programme):
    for minutes in (0, 5):
        fill(cast.NOW + timedelta(minutes=minutes))
    ewa = Person.objects.get(name="Ewa")
    words = [one.words for one in keepsakes.held(ewa).pieces]
    assert words[:2] == ["I packed it twice.", "The second time I left out the jam."]
    assert len(words) == len(set(words))


def test_filling_twice_makes_nothing_twice(programme):
    def counts():
        kinds = (
            Person, Membership, Reply, Reflection, Revision, Invitation, Share, Answer,
            LetterRevision, Keepsake,
        )  # fmt: skip
        return [kind.objects.count() for kind in kinds]

    fill(cast.NOW)
    before = counts()
    fill(cast.NOW + timedelta(minutes=5))
    assert counts() == before


def test_ewa_has_written_three_pages_and_given_one_to_ruth_who_answered(programme):
    fill(cast.NOW)
    ewa = Person.objects.get(name="Ewa")
    assert [(line.title, line.given_to) for line in reading.open_list(ewa)] == [
        ("The bench by the water", ["Ruth"]),
        ("What the kitchen sounds like", []),
        ("The parcel", []),
    ]
    (given,) = giving.received(Person.objects.get(name="Ruth"))
    assert (given.author, given.opened_at is None, given.answered_at is None) == (
        "Ewa", False, False,
    )  # fmt: skip
    assert not any(b"jam" in bytes(each.sealed) for each in Revision.objects.all())


def test_ewa_has_a_draft_a_sealed_and_an_opened_letter(programme):
    fill(cast.NOW)
    ewa, last = Person.objects.get(name="Ewa"), tuesdays().meetings.get(number=8)
    assert [(one.title, one.until) for one in letters.lying(ewa, cast.NOW)][:2] == [
        ("To my son, about the blue door", None),
        ("", last.starts_at),
    ]
    assert letters.lying(ewa, cast.NOW)[2].title == "To the woman I was in March"


def test_two_cards_lie_in_the_group_one_without_a_name(programme):
    fill(cast.NOW)
    farida = Person.objects.get(name="Farida")
    cards = giving.cards(farida, tuesdays(), leads=False, now=cast.NOW)
    assert [(one.card.author, one.card.offers_turn) for one in cards] == [
        ("", False), ("Joyce", True),
    ]  # fmt: skip


def test_a_week_later_the_fifth_evening_still_comes_next(programme):
    fill(cast.NOW)
    later = cast.NOW + timedelta(days=8)
    fill(later)
    coming = Meeting.objects.filter(group=tuesdays()).upcoming(later).first()
    assert (coming.number, coming.on_date.isoformat()) == (5, "2026-12-01")


@pytest.mark.parametrize("day", range(7))
def test_the_coming_tuesday_is_always_after_today(day):
    today = datetime(2026, 11, 16 + day, tzinfo=UTC).date()
    fifth = first_on(TUESDAYS, today) + timedelta(weeks=4)
    assert fifth.weekday() == 1
    assert timedelta(days=1) <= fifth - today <= timedelta(days=7)


def test_everybody_signs_in_with_the_printed_password(programme, client):
    fill(cast.NOW)
    assert Person.objects.get(name="Shanthi").check_password(cast.PASSWORD)


def test_a_database_with_a_real_person_is_refused(programme):
    Person.objects.make(email="ada@gmail.test", name="Ada", password=None, now=cast.NOW)
    with pytest.raises(CommandError, match="holds real people"):
        call_command("demo")


def test_without_a_programme_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="builtin_curricula"):
        call_command("demo")


def test_a_world_has_as_many_of_everything_as_was_asked():
    load(Size(groups=3, members=4, weeks=5), cast.NOW)
    assert Group.objects.count() == 3
    assert Meeting.objects.count() == 15
    assert Membership.objects.members().count() == 12
    assert Person.objects.filter(coordinates_since__isnull=False).count() == 1


def test_a_world_is_refused_where_real_people_could_be(settings, monkeypatch):
    monkeypatch.delenv("BENCH", raising=False)
    settings.DEBUG = False
    with pytest.raises(CommandError, match="BENCH=1"):
        call_command("load_world", groups=1)


def test_somebody_who_closed_her_account_is_no_stranger_and_comes_back_anew(
    programme, settings, tmp_path
):
    settings.ERASURES_FILE = str(tmp_path / "erasures")
    fill(cast.NOW)
    closing.close(Person.objects.get(email="ewa@example.org"), cast.NOW)
    fill(cast.NOW)
    assert Person.objects.get(email="ewa@example.org").reflections.exists()
