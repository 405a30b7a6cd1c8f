"""The activity library: blocks are saved, found, put into a plan, renamed and deleted."""

import pytest
from django.urls import reverse

from curriculum.models import LibraryActivity
from tests import factories


@pytest.fixture
def starter():
    make = factories.library_activity
    return [
        make(title="A bell", kind="open", minutes=4, trim=2, words="Listen."),
        make(title="What we take along", kind="close", minutes=8, trim=None, words="One word."),
        make(title="Una campana", kind="open", minutes=4, trim=2, language="es", words="Escucha."),
    ]


def titles(answer):
    return [block.title for block in answer.context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["A bell", "What we take along"]),
        ({"language": "all"}, ["A bell", "Una campana", "What we take along"]),
        ({"language": "es"}, ["Una campana"]),
        ({"kind": "close"}, ["What we take along"]),
        ({"most": "4"}, ["A bell"]),
        ({"words": "one WORD"}, ["What we take along"]),
        ({"words": "bell listen"}, ["A bell"]),
        ({"words": "%"}, []),
        ({"kind": "dance", "most": "many", "language": "xx"}, ["A bell", "What we take along"]),
        ({"most": "0"}, ["A bell", "What we take along"]),
        ({"words": "a\0b", "page": "x"}, ["A bell", "What we take along"]),
    ],
)
def test_a_block_is_found_by_kind_minutes_and_words(ruth, seen_by, starter, query, found):
    answer = seen_by(ruth).get(reverse("library_blocks"), query)
    assert answer.status_code == 200
    assert titles(answer) == found


def test_she_sees_the_starter_set_and_her_own(ruth, colette, seen_by, starter):
    factories.library_activity(owner=ruth, title="Ruth’s round")
    theirs = factories.library_activity(owner=colette, title="Colette’s round")
    client = seen_by(ruth)
    assert titles(client.get(reverse("library_blocks"))) == [
        "A bell", "Ruth’s round", "What we take along",
    ]  # fmt: skip
    assert client.get(reverse("library_block", args=[theirs.pk])).status_code == 404


def test_a_list_of_blocks_costs_the_same_however_many(ruth, seen_by, queries_of):
    counts = []
    for _ in range(2):
        for number in range(15):
            factories.library_activity(owner=ruth, title=f"Round {number}")
        counts.append(queries_of(seen_by(ruth), reverse("library_blocks")))
    assert counts[0] == counts[1] <= 12


def test_a_block_of_a_plan_is_saved_once(ruth, seen_by):
    programme = factories.curriculum(1, language="es")
    block = programme.plans.get().activities.get(kind="round")
    client = seen_by(ruth)
    for _ in "ab":
        address = reverse("library_keep", args=[programme.pk, 1])
        assert client.post(address, {"block": str(block.pk)}).status_code == 303
    kept = LibraryActivity.objects.get()
    assert (kept.owner, kept.title, kept.minutes, kept.language, kept.words) == (
        ruth, "A round", 45, "es", "Say this.",
    )  # fmt: skip


@pytest.mark.parametrize("published", [True, False])
def test_every_block_that_she_reads_has_the_way_to_her_library(ruth, nisha, seen_by, published):
    plan = factories.curriculum(1, owner=ruth, published=published).plans.get()
    address = reverse("programme_plan", args=[plan.curriculum_id, 1])
    for block in plan.activities.all():
        for person in (ruth, nisha):
            client = seen_by(person)
            page = client.get(address, {"block": str(block.pk)}).content.decode()
            way, hidden = save_form(page)
            assert client.post(way, {"block": hidden}).status_code == 303
        assert LibraryActivity.objects.filter(title=block.title).count() == 2


def save_form(page):
    """Where "Save to my library" leads, and which block it names."""
    form = next(each for each in page.split("<form") if "Save to my library" in each)
    action = form.split('action="')[1].split('"')[0]
    return action, form.split('name="block" value="')[1].split('"')[0]


def test_only_a_block_that_she_reads_is_saved(ruth, colette, seen_by):
    secret = factories.curriculum(1, owner=colette, published=False)
    open_one = factories.curriculum(1)
    block = secret.plans.get().activities.first()
    for programme in (secret, open_one):
        address = reverse("library_keep", args=[programme.pk, 1])
        for named in (str(block.pk), "", "nonsense\0"):
            assert seen_by(ruth).post(address, {"block": named}).status_code == 404
    assert not LibraryActivity.objects.exists()


def order(plan):
    return list(plan.activities.order_by("position").values_list("title", flat=True))


def test_a_block_is_put_into_a_draft(ruth, seen_by, starter):
    plan = factories.curriculum(1, owner=ruth, published=False).plans.get()
    address = reverse("library_choose", args=[plan.curriculum_id, 1])
    client, first = seen_by(ruth), plan.activities.get(position=1)
    assert titles(client.get(address)) == ["A bell", "What we take along"]
    client.post(address, {"block": str(starter[0].pk)})
    assert order(plan) == ["Arrive", "A round", "Tea", "A bell", "Closing"]
    client.post(address, {"block": str(starter[0].pk), "after": str(first.pk)})
    assert order(plan) == ["Arrive", "A bell", "A round", "Tea", "A bell", "Closing"]
    put = plan.activities.get(position=2)
    assert (put.kind, put.minutes, put.trim, put.words) == ("open", 4, 2, "Listen.")
    assert plan.changes.count() == 2


def test_she_lands_at_the_block_that_she_put_in(ruth, seen_by, starter):
    plan = factories.curriculum(1, owner=ruth, published=False).plans.get()
    address = reverse("library_choose", args=[plan.curriculum_id, 1])
    answer = seen_by(ruth).post(address, {"block": str(starter[0].pk)})
    put = plan.activities.get(title="A bell").pk
    there = reverse("programme_plan", args=[plan.curriculum_id, 1])
    led, _sign, spot = answer.headers["Location"].partition("#")
    assert led == f"{there}?block={put}"
    page = seen_by(ruth).get(led).content.decode()
    assert "A bell</a>" in page.split(f'id="{spot}"')[1].partition("</li>")[0]
    assert page.split('id="detail-heading"')[1].partition("</h2>")[0].endswith(">A bell")


def test_what_she_chooses_and_keeps_is_of_the_plan_that_she_saw(ruth, seen_by, starter):
    programme = factories.curriculum(2, owner=ruth, published=False)
    hers, other = programme.plans.order_by("number")
    address, client = reverse("library_choose", args=[programme.pk, 1]), seen_by(ruth)
    saw = client.get(address).content.decode().split('name="saw" value="')[1].split('"')[0]
    client.post(
        reverse("programme_evenings", args=[programme.pk]), {"do": "later", "plan": str(hers.pk)}
    )
    answer = client.post(address, {"block": str(starter[0].pk), "saw": saw})
    assert answer.headers["Location"].startswith(reverse("programme_plan", args=[programme.pk, 2]))
    assert (len(order(hers)), len(order(other))) == (5, 4)
    shown = client.get(address, {"words": "bell", "saw": saw}).content.decode()
    assert hers.title in shown
    assert other.title not in shown
    block = hers.activities.get(position=1)
    kept = client.post(reverse("library_keep", args=[programme.pk, 1]), {"block": str(block.pk)})
    assert kept.headers["Location"] == (
        reverse("programme_plan", args=[programme.pk, 2]) + f"?block={block.pk}#detail"
    )


def test_into_a_plan_that_was_taken_out_nothing_is_put(ruth, seen_by, starter):
    programme = factories.curriculum(2, owner=ruth, published=False)
    hers, other = programme.plans.order_by("number")
    address, client = reverse("library_choose", args=[programme.pk, 1]), seen_by(ruth)
    removed = reverse("programme_remove", args=[programme.pk, 1])
    client.post(removed, {"plan": str(hers.pk)})
    answer = client.post(address, {"block": str(starter[0].pk), "saw": hers.seen})
    assert answer.status_code == 409
    assert "taken out of the programme meanwhile" in answer.content.decode()
    assert len(order(other)) == 4


def test_the_picker_offers_blocks_in_the_plans_language(ruth, seen_by, starter):
    programme = factories.curriculum(1, owner=ruth, published=False, language="es")
    answer = seen_by(ruth).get(reverse("library_choose", args=[programme.pk, 1]))
    assert titles(answer) == ["Una campana"]


@pytest.mark.parametrize("block", ["", "nonsense\0", "00000000-0000-4000-8000-000000000000"])
def test_a_block_that_does_not_exist_is_put_nowhere(ruth, seen_by, starter, block):
    plan = factories.curriculum(1, owner=ruth, published=False).plans.get()
    address = reverse("library_choose", args=[plan.curriculum_id, 1])
    assert seen_by(ruth).post(address, {"block": block}).status_code == 404
    assert len(order(plan)) == 4


def test_what_is_published_takes_no_block(ruth, seen_by, starter):
    programme = factories.curriculum(1, owner=ruth)
    address = reverse("library_choose", args=[programme.pk, 1])
    assert seen_by(ruth).get(address).status_code == 404
    assert seen_by(ruth).post(address, {"block": str(starter[0].pk)}).status_code == 404


def test_her_own_block_gets_another_name_and_goes(ruth, seen_by):
    kept, client = factories.library_activity(owner=ruth), seen_by(ruth)
    address = reverse("library_block", args=[kept.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Names, quickly"}).status_code == 303
    kept.refresh_from_db()
    assert kept.title == "Names, quickly"
    for title in ("", "x" * 161, "a\nb", "a\0b"):
        assert client.post(address, {"title": title}).status_code == 422
    assert client.post(reverse("library_block_delete", args=[kept.pk])).status_code == 303
    assert not LibraryActivity.objects.exists()


def test_the_starter_set_and_other_womens_blocks_are_not_changed(ruth, colette, seen_by, starter):
    theirs = factories.library_activity(owner=colette)
    for block in (starter[0], theirs):
        for name in ("library_block", "library_block_delete"):
            answer = seen_by(ruth).post(reverse(name, args=[block.pk]), {"title": "Mine"})
            assert answer.status_code == 404
    assert LibraryActivity.objects.count() == 4
