"""What is printed: the page and the sheet of an evening, who is here, and what was agreed."""

import pytest
import time_machine

from facilitator.pages import pdf
from groups.views.paper import first_names
from tests import factories
from tests.cast import NOW, facilitator


@pytest.fixture(autouse=True)
def _still_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    programme = factories.curriculum(published=False)
    programme.plans.filter(number__in=[4, 5]).update(handout="Cut along the **dots**.")
    programme.publish(now=factories.JOINED, by=None)
    return factories.group(lead=ruth, curriculum=programme)


@pytest.fixture
def ewa(group):
    return factories.member(group, "Ewa").person


def own(group, number, end):
    return f"/group/{group.pk}/evenings/{number}/{end}/"


def led(group, end):
    return f"/lead/groups/{group.pk}/{end}/"


def read(client, who, path):
    client.force_login(who)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("end", ["print", "sheet"])
def test_the_page_and_the_sheet_open_with_their_evening(client, group, ewa, ruth, end):
    words = {"print": "The page of evening {}.", "sheet": "Cut along the <strong>dots</strong>."}
    assert words[end].format(4) in read(client, ewa, own(group, 4, end))
    assert client.get(own(group, 5, end)).status_code == 404
    assert words[end].format(5) in read(client, ruth, own(group, 5, end))
    with time_machine.travel(group.meetings.get(number=5).starts_at, tick=False):
        assert words[end].format(5) in read(client, ewa, own(group, 5, end))
    group.meetings.filter(number=4).update(cancelled_at=NOW, cancelled_by=ruth)
    for who in (ewa, ruth):
        client.force_login(who)
        assert client.get(own(group, 4, end)).status_code == 404


def test_an_evening_without_a_sheet_prints_none(client, group, ewa):
    page = read(client, ewa, own(group, 3, "print").removesuffix("print/"))
    assert "Print this page" in page
    assert "Print the sheet" not in page
    assert client.get(own(group, 3, "sheet")).status_code == 404


def test_what_a_member_prints_names_nobody_and_no_group(client, group, ewa):
    for path in (own(group, 4, "print"), own(group, 4, "sheet")):
        sheet = read(client, ewa, path).partition("<article")[2].partition("</article>")[0]
        assert sheet
        for name in ("Ewa", "Ruth", group.name, group.place):
            assert name not in sheet


def test_the_page_on_paper_ends_with_somebody_to_ring(client, group, ewa):
    page = read(client, ewa, own(group, 4, "print"))
    for words in ("The practice of evening 4.", "Question 4.1", "116 123"):
        assert words in page


def test_the_list_has_a_row_for_every_member_by_first_name(client, group, ewa, ruth):
    for first, name in (("Joyce", "Joyce Marsh"), ("Second", "Ewa Kowalska")):
        joined = factories.member(group, first).person
        joined.name = name
        joined.save(update_fields=["name"])
    factories.member(group, "Gone", ended_at=NOW, ended_by=ruth)
    page = read(client, ruth, led(group, "evenings/5/paper"))
    rows = [row.partition("</th>")[0] for row in page.split('<th scope="row">')[1:]]
    assert rows == ["Ewa", "Ewa K", "Joyce"]
    assert page.count('<span class="box">') == 12
    for words in ("Evening title", "Gone", "Marsh", "Ruth"):
        assert words not in page.partition("<article")[2]


def test_two_with_the_same_first_name_are_told_apart():
    called = ["Ewa", "Ewa Maria", "Joyce  Ann", "Ewa Zofia", ""]
    assert first_names(called) == ["Ewa", "Ewa M", "Joyce", "Ewa Z", ""]


def test_what_was_agreed_is_for_everybody_in_the_group(client, group, ewa, ruth):
    factories.agreement(group, text="We wait until she has finished.")
    for who, path in (
        (ewa, f"/group/{group.pk}/agreements/print/"),
        (ruth, f"/group/{group.pk}/agreements/print/"),
        (ruth, led(group, "agreements/print")),
    ):
        page = read(client, who, path)
        assert "We wait until she has finished." in page
        assert "What is said here stays here." not in page
        assert group.name not in page.partition("<article")[2]


def test_each_sheet_is_found_where_one_looks_for_it(client, group, ewa, ruth):
    evening, plan = own(group, 4, "print").removesuffix("print/"), "evenings/5/plan"
    for who, page, sheets in (
        (ewa, evening, [own(group, 4, "print"), own(group, 4, "sheet")]),
        (ewa, f"/group/{group.pk}/", [f"/group/{group.pk}/agreements/print/"]),
        (ruth, led(group, plan), [led(group, f"{plan}/print")]),
        (ruth, f"/lead/groups/{group.pk}/", [
            led(group, f"{plan}/print"), led(group, "evenings/5/paper"),
            led(group, "agreements/print"),
        ]),
        (ruth, led(group, f"{plan}/print"), [
            own(group, 5, "print"), own(group, 5, "sheet"), led(group, "evenings/5/paper"),
            led(group, "agreements/print"),
        ]),
    ):  # fmt: skip
        words = read(client, who, page)
        assert [sheet for sheet in sheets if f'href="{sheet}"' not in words] == []


def test_every_sheet_costs_the_same_with_one_and_twelve(
    client, group, ewa, ruth, django_assert_num_queries
):
    plan, agreed = led(group, "evenings/5/plan/print"), "agreements/print"
    costs = (
        (ewa, own(group, 4, "print"), 6), (ewa, own(group, 4, "sheet"), 5),
        (ewa, f"/group/{group.pk}/{agreed}/", 5), (ruth, led(group, agreed), 4),
        (ruth, led(group, "evenings/5/paper"), 4), (ruth, plan, 4), (ruth, f"{plan}?as=pdf", 4),
    )  # fmt: skip
    for _ in range(2):
        for who, path, cost in costs if pdf.available() else costs[:-1]:
            client.force_login(who)
            client.get(path)
            with django_assert_num_queries(cost):
                client.get(path)
        factories.members(group, 11)
