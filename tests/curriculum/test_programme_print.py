"""A programme's plan on paper: found where one looks for it, and cheap however long it is."""

import pytest
from django.urls import reverse

from curriculum.models import Activity
from facilitator.pages import pdf
from tests import factories


def paper(programme, number=1):
    return reverse("programme_print", args=[programme.pk, number])


@pytest.fixture(params=[True, False], ids=["with the extra", "without"])
def writes_files(request, monkeypatch):
    """Whether this installation can write PDF files."""
    monkeypatch.setattr(pdf, "available", lambda: request.param)
    return request.param


@pytest.mark.parametrize("published", [True, False])
def test_it_is_found_at_the_programme_and_at_each_plan(ruth, seen_by, writes_files, published):
    made, client = factories.curriculum(2, owner=ruth, published=published), seen_by(ruth)
    pages = {
        reverse("programme", args=[made.pk]): [1, 2],
        reverse("programme_plan", args=[made.pk, 2]): [2],
    }
    for page, numbers in pages.items():
        html = client.get(page).content.decode()
        for number in numbers:
            assert f'href="{paper(made, number)}"' in html
            assert (f'href="{paper(made, number)}?as=pdf"' in html) is writes_files


@pytest.mark.skipif(not pdf.available(), reason="the pdf extra is not installed")
def test_the_link_to_the_file_leads_to_a_file(ruth, seen_by):
    made = factories.curriculum(1, owner=ruth)
    answer = seen_by(ruth).get(f"{paper(made)}?as=pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_it_costs_the_same_for_one_plan_and_for_sixty_with_ten_blocks(ruth, seen_by, queries_of):
    client, costs = seen_by(ruth), set()
    small, large = (factories.curriculum(n, owner=ruth, published=False) for n in (1, 60))
    Activity.objects.bulk_create(
        Activity(plan=large.plans.get(number=1), position=at, kind="group", title="More", minutes=5)
        for at in range(5, 11)
    )
    for programme in (small, large):
        for end in ("", "?short=yes"):
            costs.add(queries_of(client, paper(programme) + end))
    assert costs == {4}
