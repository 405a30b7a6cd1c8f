"""What she makes of a programme: another one, fewer evenings, more, one before and one after."""

import re
from datetime import date
from uuid import uuid4

import pytest

from curriculum.revising import revise
from groups.models import Group
from tests import factories
from tests.cast import NOW
from tests.groups.test_new_group import URL, filled


@pytest.fixture
def programme():
    return factories.curriculum(extras=True)


def shown(client, sent, **more):
    """The page with its dates; nothing is created."""
    answer = client.post(URL, {k: v for k, v in sent.items() if k != "create"} | more)
    assert answer.status_code == 200
    assert not Group.objects.exists()
    return answer.content.decode()


def lineup(page):
    return re.search(r'name="lineup" value="([0-9,]*)"', page)[1]


def carried(programme, numbers, **fields):
    """The form as the page sends it once its dates were shown."""
    kept = {"lineup": numbers, "lineup_of": str(programme.pk)}
    count = str(len(numbers.split(","))) if numbers else "8"
    return filled(programme, evenings=count) | kept | fields


def titles(group):
    return list(group.meetings.order_by("starts_at").values_list("number", "plan__title"))


def test_fewer_evenings_show_what_is_left_out(as_ruth, programme):
    page = shown(as_ruth, carried(programme, "1,2,3,4,5,6,7,8", evenings="6"), preview="yes")
    assert lineup(page) == "1,2,3,4,5,8"
    assert "Your six evenings" in page
    assert "All six plans come ready to use." in page
    assert '<h3 class="gap">Left out</h3>' in page
    assert 'name="back" value="6"' in page
    assert 'name="back" value="7"' in page


def test_she_leaves_one_out_herself_and_puts_another_back(as_ruth, programme):
    page = shown(as_ruth, carried(programme, "1,2,3,4,5,8"), drop="2")
    assert lineup(page) == "1,3,4,5,8"
    page = shown(as_ruth, carried(programme, "1,3,4,5,8"), back="7")
    assert lineup(page) == "1,3,4,5,7,8"
    assert 'name="evenings" value="6"' in page


def test_without_the_opening_or_the_ending_she_is_told_and_not_stopped(as_ruth, programme):
    page = shown(as_ruth, carried(programme, "2,3,4"), preview="yes")
    assert "find another time to settle them" in page
    assert "think of how you will say goodbye" in page
    assert as_ruth.post(URL, carried(programme, "2,3,4")).status_code == 303
    assert titles(Group.objects.get()) == [
        (1, "Evening title 2"), (2, "Evening title 3"), (3, "Evening title 4"),
    ]  # fmt: skip


def test_one_plan_once_more_at_the_place_she_chooses(as_ruth, programme):
    start = carried(programme, "1,2,3,8")
    page = shown(as_ruth, start, add="yes", again="2", after_place="3")
    assert lineup(page) == "1,2,3,2,8"
    assert page.count("Once more: ") == 1
    assert "All four plans come ready to use." in page
    assert lineup(shown(as_ruth, start, add="yes", again="2", after_place="")) == "1,2,2,3,8"
    as_ruth.post(URL, carried(programme, "1,2,3,2,8"))
    made = Group.objects.get()
    assert [number for number, _title in titles(made)] == [1, 2, 3, 4, 5]
    second = made.meetings.get(number=2).plan
    assert set(second.meetings.values_list("number", flat=True)) == {2, 4}


def test_a_number_that_she_has_not_seen_the_plans_of_starts_no_group(as_ruth, programme):
    answer = as_ruth.post(URL, carried(programme, "1,2,3,4,5,6,7,8", evenings="3"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Look at them, and press the button once more") == 2
    assert not Group.objects.exists()
    again = as_ruth.post(URL, carried(programme, lineup(page)))
    assert again.status_code == 303
    assert Group.objects.get().meetings.count() == 3


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"evenings": "61"}, "A group has at most 60 evenings"),
        ({"evenings": "0"}, "Keep at least one evening"),
        ({"evenings": "-1"}, "Keep at least one evening"),
        ({"evenings": "many"}, "in figures, such as 6"),
        ({"evenings": "9" * 300}, "A group has at most 60 evenings"),
        ({"lineup": "", "evenings": ""}, "Keep at least one evening"),
        ({"lineup": "99,100", "evenings": ""}, "Keep at least one evening"),
        ({"before": "on", "before_on": "2027-01-12"}, "before the first evening"),
        ({"before": "on", "before_on": "2026-11-01"}, "before the first evening"),
        ({"before": "on", "before_on": "0001-01-01"}, "before the first evening"),
        ({"before": "on", "before_on": "x"}, "a date that exists"),
        ({"before": "on", "first_on": "2026-11-24"}, "before the first evening"),
        ({"after": "on", "after_on": "2027-03-02"}, "in the year after the last evening"),
        ({"after": "on", "after_on": "9999-12-31"}, "in the year after the last evening"),
    ],
)
def test_a_fault_among_the_dates_is_said_and_nothing_is_created(as_ruth, programme, sent, words):
    start = carried(programme, "1,2,3,4,5,6,7,8") | sent
    page = shown(as_ruth, start, preview="yes")
    assert words in page  # beside the dates already, as she fills it in
    answer = as_ruth.post(URL, start)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Group.objects.exists()


def test_nonsense_of_a_button_changes_nothing(as_ruth, programme):
    for sent in (
        {"drop": "x"}, {"drop": "99"}, {"drop": "-1"}, {"back": "77"}, {"back": "3"},
        {"add": "yes", "again": "99"}, {"add": "yes"}, {"drop": "٣"},
    ):  # fmt: skip
        assert lineup(shown(as_ruth, carried(programme, "1,3,8"), **sent)) == "1,3,8"


def test_the_last_one_cannot_be_left_out(as_ruth, programme):
    page = shown(as_ruth, carried(programme, "5"), drop="1")
    assert lineup(page) == "5"
    assert "Keep at least one evening" in page


def test_sixty_evenings_are_the_most(as_ruth, programme):
    sixty = ",".join(["1", *["2"] * 58, "8"])
    page = shown(as_ruth, carried(programme, sixty), add="yes", again="2", after_place="")
    assert "A group has at most 60 evenings" in page
    assert lineup(page) == sixty
    assert as_ruth.post(URL, carried(programme, sixty)).status_code == 303
    assert Group.objects.get().meetings.count() == 60


def test_a_longer_programme_keeps_all_of_its_own(as_ruth):
    long = factories.curriculum(61)
    page = shown(as_ruth, filled(long), preview="yes")
    assert "Your 61 evenings" in page
    numbers = lineup(page)
    assert "at most 61" in shown(as_ruth, carried(long, numbers), add="yes", again="2")
    assert as_ruth.post(URL, carried(long, numbers)).status_code == 303
    assert Group.objects.get().meetings.count() == 61


def test_before_and_after_are_offered_and_not_taken(as_ruth, programme):
    page = shown(as_ruth, filled(programme), preview="yes")
    assert "A look at the room" in page
    assert "Neither is counted as one of the evenings." in page
    assert "Tue 5 Jan" not in page


def test_before_and_after_stand_among_the_dates_and_are_not_counted(as_ruth, programme):
    page = shown(as_ruth, filled(programme, before="on", after="on"), preview="yes")
    assert "Your eight evenings" in page
    for words in ("Tue 5 Jan", "7 pm to 7.45 pm.", "Tue 13 Apr", "7 pm to 8 pm."):
        assert words in page
    assert 'name="before_on"' in page
    as_ruth.post(URL, filled(programme, before="on", after="on"))
    made = Group.objects.get()
    assert titles(made)[0] == (0, "A look at the room")
    assert titles(made)[-1] == (9, "Six weeks on")
    assert (made.first_on, made.meetings.numbered().count()) == (date(2027, 1, 12), 8)
    assert made.meetings.get(number=0).minutes == 45


def test_their_days_can_be_hers(as_ruth, programme):
    days = {"before": "on", "before_on": "2027-01-09", "after": "on", "after_on": "2027-06-01"}
    as_ruth.post(URL, filled(programme, **days))
    made = Group.objects.get()
    assert made.meetings.get(number=0).on_date == date(2027, 1, 9)
    assert made.meetings.get(number=9).on_date == date(2027, 6, 1)


def test_a_wrong_day_leaves_the_other_dates_to_see(as_ruth, programme):
    sent = filled(programme, before="on", before_on="2027-02-02")
    page = shown(as_ruth, sent, preview="yes")
    assert "Tue 2 Mar" in page
    assert "Tue 2 Feb" in page  # the fourth evening, and nothing else


def test_four_evenings_of_75_minutes_work_as_well(as_ruth):
    four = factories.curriculum(4, minutes=75)
    page = shown(as_ruth, filled(four), preview="yes")
    assert "Your four evenings" in page
    assert "7 pm to 8.15 pm." in page
    assert "Before and after" not in page
    as_ruth.post(URL, filled(four, before="on", after="on"))
    made = Group.objects.get()
    assert (made.minutes, made.meetings.count()) == (75, 4)


def test_programmes_stand_by_language_her_own_first(as_ruth):
    for language, weeks in (("es", 8), ("en", 4), ("en", 8), ("nl", 2)):
        factories.curriculum(weeks, language=language, title=f"{language} {weeks}")
    page = as_ruth.get(URL).content.decode()
    assert "English" in page
    assert '<span lang="es">Español</span>' in page
    assert '<span lang="nl">Nederlands</span>' in page
    cards = re.findall(r"(en|es|nl) (\d)(?:</span>)?</b>", page)
    assert cards == [("en", "8"), ("en", "4"), ("es", "8"), ("nl", "2")]


def test_her_last_programme_is_chosen_in_its_newest_version(as_ruth, ruth):
    factories.curriculum(8)
    short = factories.curriculum(4)
    factories.group(lead=ruth, curriculum=short)
    draft = revise(short)
    assert f'value="{short.pk}" ' in checked(as_ruth)
    draft.publish(now=NOW, by=None)
    assert f'value="{draft.pk}" ' in checked(as_ruth)


def checked(client):
    page = client.get(URL).content.decode()
    found = re.findall(r'<input type="radio" name="curriculum"[^>]*>', page)
    return next(each for each in found if "checked" in each)


def test_a_programme_that_was_published_again_is_named_and_a_draft_is_not(as_ruth, programme):
    draft = revise(programme)
    words = "Choose a programme from the list"
    assert words in as_ruth.post(URL, filled(draft)).content.decode()
    draft.publish(now=NOW, by=None)
    page = as_ruth.post(URL, filled(programme)).content.decode()
    assert page.count("There is a newer version of this programme by now") == 2
    assert as_ruth.post(URL, filled(programme, curriculum=str(uuid4()))).status_code == 422
    assert not Group.objects.exists()


def test_another_programme_begins_with_all_of_its_own_evenings(as_ruth, programme):
    four = factories.curriculum(4)
    sent = carried(programme, "1,2,8", curriculum=str(four.pk))
    assert lineup(shown(as_ruth, sent, preview="yes")) == "1,2,3,4"


def test_the_time_of_what_comes_before_gives_way_to_a_clock_change(as_ruth, programme):
    sent = filled(programme, first_on="2027-04-04", begins="01:30", before="on")
    page = shown(as_ruth, sent, preview="yes")
    assert "2 am to 2.45 am." in page  # in London 1.30 does not exist on 28 March


def test_the_page_costs_the_same_however_many_programmes_and_plans(
    as_ruth, django_assert_num_queries
):
    four = factories.curriculum(4, extras=True)
    as_ruth.get(URL)
    with django_assert_num_queries(5):
        as_ruth.get(URL)
    sent = filled(four, before="on")
    del sent["create"]
    with django_assert_num_queries(5):
        as_ruth.post(URL, sent)
    many = factories.curriculum(40, extras=True)
    for _n in range(5):
        factories.curriculum(8, language="es")
    with django_assert_num_queries(5):
        as_ruth.get(URL)
    with django_assert_num_queries(5):
        as_ruth.post(URL, sent | {"curriculum": str(many.pk)})


def test_a_fresh_page_says_the_number_of_the_programme(as_ruth, programme):
    page = as_ruth.get(URL).content.decode()
    assert re.search(r'<input type="number" name="evenings" value="8"', page)
