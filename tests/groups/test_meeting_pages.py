"""Move, cancel and leave, in the browser."""

from datetime import date

import pytest

from groups.models import Meeting, Membership, Reply
from tests import factories
from tests.cast import NOW, facilitator, person


@pytest.fixture
def ewa(group):
    return factories.member(group)


@pytest.fixture
def as_ewa(client, ewa):
    client.force_login(ewa.person)
    return client


def reply_url(group, number=5):
    return f"/group/{group.pk}/evenings/{number}/reply/"


def lead_url(group, end, number=5):
    return f"/lead/groups/{group.pk}/evenings/{number}/{end}/"


def moved(**fields):
    values = {"version": "1", "scope": "this", "on_date": "2026-11-25", "begins": "19:00",
              "place": "Harbour Street Library", "tell": "yes"}  # fmt: skip
    return values | fields


def fifth(group):
    return Meeting.objects.get(group=group, number=5)


def test_she_moves_one_evening_and_it_is_done_in_one_go(as_ruth, group):
    page = as_ruth.get(lead_url(group, "move")).content.decode()
    assert 'value="2026-11-24"' in page
    answer = as_ruth.post(lead_url(group, "move"), moved(move="yes"))
    assert (answer.status_code, answer["Location"]) == (303, f"/lead/groups/{group.pk}/")
    assert (fifth(group).on_date, fifth(group).version) == (date(2026, 11, 25), 2)


def test_she_sees_first_what_would_change(as_ruth, group):
    sent = moved(scope="following", preview="yes")
    page = as_ruth.post(lead_url(group, "move"), sent).content.decode()
    assert page.count("becomes") == 4
    assert "Wednesday 16 December" in page
    assert fifth(group).version == 1


def test_nobody_need_be_told_while_nobody_knows(as_ruth, group):
    assert "Tell members?" in as_ruth.get(lead_url(group, "move")).content.decode()
    as_ruth.post(lead_url(group, "move"), moved(tell="no"))
    assert fifth(group).quiet_version == 2


def test_once_somebody_was_told_there_is_no_choice(as_ruth, group):
    group.meetings.filter(number=7).update(told_version=1)
    page = as_ruth.get(lead_url(group, "move")).content.decode()
    assert "Tell members?" not in page
    assert "Members who know the old time are told once." in page
    as_ruth.post(lead_url(group, "move"), moved(tell="no"))
    assert fifth(group).quiet_version == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"on_date": "2026-12-01"}, "is in the way"),
        ({"on_date": "2026-12-09"}, "is in the way"),
        ({"on_date": "2026-11-20"}, "still to come"),
        ({"on_date": "0001-01-01"}, "still to come|next three years"),
        ({"on_date": "9999-12-31", "scope": "all"}, "next three years"),
        ({"on_date": "2031-01-01", "scope": "following"}, "next three years"),
        ({"on_date": ""}, "Enter the new day"),
        ({"begins": "99:00"}, "a time such as 19:00"),
        ({"scope": "none"}, "Choose which evenings move"),
        ({"place": ""}, "Enter the place"),
    ],
)
def test_a_move_that_cannot_be_says_why(as_ruth, group, fields, words):
    answer = as_ruth.post(lead_url(group, "move"), moved(**fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert any(page.count(one) == 2 for one in words.split("|"))
    assert Meeting.objects.filter(version__gt=1).count() == 0


def test_a_time_that_does_not_exist_is_refused_with_the_nearest(as_ruth, group):
    group.meetings.filter(number__gt=5).delete()
    sent = moved(on_date="2027-03-28", begins="01:30")
    page = as_ruth.post(lead_url(group, "move"), sent).content.decode()
    assert "The nearest are 12.59 am and 2 am" in page


def test_a_time_that_comes_twice_is_asked(as_ruth, group):
    group.meetings.filter(number__gt=5).delete()
    sent = moved(on_date="2027-10-31", begins="01:30")
    page = as_ruth.post(lead_url(group, "move"), sent).content.decode()
    assert "Choose which of the two times you mean" in page
    assert 'name="fold" value="1"' in page
    assert as_ruth.post(lead_url(group, "move"), sent | {"fold": "1"}).status_code == 303
    assert (fifth(group).fold, fifth(group).starts_at.hour) == (1, 1)


def test_the_second_of_two_facilitators_sees_what_the_first_did(as_ruth, client, group):
    maureen = factories.member(group, "Maureen", role="co_facilitator").person
    as_ruth.post(lead_url(group, "move"), moved())
    client.force_login(maureen)
    hers = moved(on_date="2026-11-26")
    answer = client.post(lead_url(group, "move"), hers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ruth changed this one while the page was open." in page
    assert "Wednesday 25 November" in page
    assert 'value="2026-11-26"' in page  # hers still stands
    assert 'name="version" value="2"' in page
    assert client.post(lead_url(group, "move"), hers | {"version": "2"}).status_code == 303


def test_one_that_has_begun_is_not_moved_or_cancelled(as_ruth, group):
    for end in ("move", "cancel"):
        answer = as_ruth.get(lead_url(group, end, 4))
        assert answer.status_code == 409
        assert "What has begun stays where it was." in answer.content.decode()
        assert as_ruth.post(lead_url(group, end, 4), moved(shift="no")).status_code == 409
    assert Meeting.objects.filter(version__gt=1).count() == 0


def test_cancelling_says_what_happens_to_the_plan(as_ruth, group):
    page = as_ruth.get(lead_url(group, "cancel")).content.decode()
    assert "Tuesday 22 December is added at the end" in page
    sent = {"version": "1", "shift": "yes"}
    assert as_ruth.post(lead_url(group, "cancel"), sent).status_code == 303
    assert fifth(group).cancelled_at == NOW
    assert group.meetings.on().count() == 8
    again = as_ruth.post(lead_url(group, "cancel"), sent)
    assert again.status_code == 409
    assert group.meetings.count() == 9


def test_members_and_strangers_move_nothing(client, group, ewa):
    for who in (ewa.person, facilitator("Colette")):
        client.force_login(who)
        for end in ("move", "cancel"):
            assert client.get(lead_url(group, end)).status_code == 404
            assert client.post(lead_url(group, end), moved()).status_code == 404


def test_she_leaves_in_three_taps(as_ewa, group, ewa):
    page = as_ewa.get("/you/leave/").content.decode()
    assert "for any reason or none" in page
    assert ">Home<" in page  # the way about the house stays
    answer = as_ewa.post("/you/leave/", {"membership": str(ewa.pk)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/you/leave/")
    assert "You have left" in as_ewa.get("/you/leave/").content.decode()
    assert "nothing to leave" in as_ewa.get("/you/leave/").content.decode()
    group.refresh_from_db()
    assert group.taken == 0
    assert as_ewa.get(f"/group/{group.pk}/").status_code == 404


@pytest.mark.parametrize("sent", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_leaving_needs_to_know_which(as_ewa, sent):
    assert as_ewa.post("/you/leave/", {"membership": sent}).status_code == 422
    assert Membership.objects.active().members().exists()


def test_nobody_leaves_for_somebody_else(as_ewa, group):
    joyce = factories.member(group, "Joyce")
    assert as_ewa.post("/you/leave/", {"membership": str(joyce.pk)}).status_code == 422
    assert Membership.objects.active().filter(pk=joyce.pk).exists()


def test_the_last_facilitator_is_told_what_to_do_first(as_ruth, group, ruth):
    hers = group.memberships.get(person=ruth)
    answer = as_ruth.post("/you/leave/", {"membership": str(hers.pk)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nobody else leads Tuesday evenings." in page
    assert f"/lead/groups/{group.pk}/people/" in page
    assert group.memberships.leading().active().exists()


def test_with_no_group_there_is_nothing_to_leave(client):
    client.force_login(person("Joyce"))
    assert "There is nothing to leave." in client.get("/you/leave/").content.decode()


def test_a_ten_megabyte_reply_is_refused(as_ewa, group):
    answer = as_ewa.post(reply_url(group), {"answer": "coming", "note": "x" * 10_000_000})
    assert answer.status_code in {400, 413}
    assert not Reply.objects.exists()


def test_the_pages_cost_the_same_however_many_members(as_ruth, group, django_assert_num_queries):
    as_ruth.get(lead_url(group, "move"))
    for count in (1, 11):
        factories.members(group, count)
        with django_assert_num_queries(4):
            as_ruth.get(lead_url(group, "move"))
