"""The library's list, the coordinators' list, and one programme's page."""

import re

import pytest
from django.urls import reverse

from curriculum.arranging import copy
from curriculum.importing import read, store, write
from curriculum.models import Curriculum
from tests import factories
from tests.cast import NOW
from tests.curriculum.samples import EXAMPLE, PART, evening


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.content.decode()
    return " ".join(answer.content.decode().split())


def test_the_library_says_what_each_programme_is_and_who_uses_it(ruth, colette, seen_by):
    lamp = factories.curriculum(8, title="The Lamp", attribution="With thanks to Ada.")
    factories.group(lead=ruth, curriculum=lamp)
    factories.curriculum(1, title="Ruth’s own", owner=ruth, published=False, language="es")
    factories.curriculum(1, title="A secret draft", owner=colette, published=False)
    seen = page(seen_by(ruth), "library")
    assert (
        "Eight evenings of 90 minutes. English. Version 1. By Kept Chair. Free to use if the author"
        in seen
    )
    assert "One evening of 90 minutes. Español. Version 1." in seen
    assert "One group uses it" in seen
    assert "With thanks to Ada." in seen
    assert "A secret draft" not in seen
    assert seen.index("Ruth’s own") < seen.index("Ready for every group") < seen.index("The Lamp")


def test_of_what_is_published_the_library_shows_the_newest_version(ruth, seen_by):
    first = factories.curriculum(1, key="lamp", title="Lamp one")
    factories.curriculum(1, key="lamp", title="Lamp two", version=2)
    seen = page(seen_by(ruth), "library")
    assert "Lamp two" in seen
    assert "Lamp one" not in seen
    assert "Lamp two" in page(seen_by(ruth), "programme", first.pk)


def test_programmes_in_her_own_language_stand_first(ruth, seen_by):
    factories.curriculum(1, title="Antes del alba", language="es")
    factories.curriculum(1, title="The Lamp")
    seen = page(seen_by(ruth), "library")
    assert seen.index("The Lamp") < seen.index("Antes del alba")


def test_coordinators_see_every_version_and_draft_with_its_owner(ruth, nisha, seen_by):
    factories.curriculum(1, key="lamp", title="Lamp one")
    factories.curriculum(1, key="lamp", title="Lamp two", version=2)
    factories.curriculum(1, title="Ruth’s own", owner=ruth, published=False)
    seen = page(seen_by(nisha), "office_programmes")
    assert all(title in seen for title in ("Lamp one", "Lamp two", "Ruth’s own"))
    assert "Version 1. By Ruth." in seen
    assert seen.count("Built in.") == 2


def test_long_lists_come_in_pages(ruth, nisha, seen_by):
    for number in range(30):
        factories.curriculum(1, title=f"Programme {number:02d}")
    assert "Programmes 1 to 25 of 30" in page(seen_by(ruth), "library")
    assert "Programmes 26 to 30 of 30" in page(seen_by(ruth), "library", page="2")
    assert "Programmes 1 to 25 of 30" in page(seen_by(nisha), "office_programmes", page="x\0")


@pytest.mark.parametrize("name", ["library", "office_programmes"])
def test_a_list_costs_the_same_however_many_programmes(nisha, seen_by, name, queries_of):
    def more():
        for _ in range(6):
            programme = factories.curriculum(2, owner=nisha)
            factories.group(lead=nisha, curriculum=programme)

    more()
    few = queries_of(seen_by(nisha), reverse(name))
    more()
    assert queries_of(seen_by(nisha), reverse(name)) == few <= 12


@pytest.mark.parametrize("published", [True, False])
def test_a_programme_costs_the_same_however_many_evenings(ruth, seen_by, published, queries_of):
    counts = [
        queries_of(
            seen_by(ruth),
            reverse("programme", args=[
                factories.curriculum(weeks, owner=ruth, published=published).pk
            ]),
        )
        for weeks in (2, 20)
    ]  # fmt: skip
    assert counts[0] == counts[1] <= 12


def test_a_draft_says_what_keeps_it_from_being_published(ruth, seen_by):
    draft = factories.curriculum(1, owner=ruth, published=False)
    seen = page(seen_by(ruth), "programme", draft.pk)
    assert "Two things are to be mended before it can be published." in seen
    assert "90 of 90 minutes." in seen
    assert "2 to mend" in seen


def test_what_is_published_is_not_linted_again(ruth, seen_by):
    seen = page(seen_by(ruth), "programme", factories.curriculum(1).pk)
    assert "to mend" not in seen
    assert "Make it mine" in seen
    assert "Take it out" not in seen


def test_the_preview_is_what_a_member_will_read(ruth, seen_by):
    group = factories.group(lead=ruth)
    ewa = factories.member(group).person
    preview = page(seen_by(ruth), "programme_page", group.curriculum_id, 4)
    hers = page(seen_by(ewa), "evening", group.pk, 4)
    start, stop = '<div class="prose read"', '<section class="sec" aria-labelledby="questions-h">'
    part = hers[hers.index(start) : hers.index(stop)]
    part = re.sub(" ?<form.*?</form> ?", "", part, flags=re.DOTALL)  # what became of her practice
    assert "The page of evening 4." in part
    assert part in preview
    for prompt in group.curriculum.plans.get(number=4).prompts.all():
        assert prompt.text in preview
    assert "Write a little" not in preview


@pytest.mark.parametrize(
    ("key", "title", "name"),
    [
        ("walk", "W", "walk-en-v1.md"),
        ('a"; x=\r\nB: c', "W", "a-x-b-c-en-v1.md"),
        ("", "Zoë’s “walk”", "zoes-walk-en-v1.md"),
        ("", "散歩", "programme-en-v1.md"),
    ],
)
def test_the_file_is_named_in_ascii_and_nothing_in_it_breaks_a_header(
    ruth, seen_by, key, title, name
):
    programme = factories.curriculum(1, key=key, title=title)
    answer = seen_by(ruth).get(reverse("programme_download", args=[programme.pk]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


NAMED = "Free to use if the author is named"


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("CC BY-SA 4.0", f"{NAMED}, passed on under the same licence (CC BY-SA 4.0)"),
        ("CC-BY-NC-ND-4.0", f"{NAMED}, not for profit, unchanged (CC-BY-NC-ND-4.0)"),
        ("CC0-1.0", "Free for everything (CC0-1.0)"),
        ("Ask Ada first", "Ask Ada first"),
    ],
)
def test_the_code_of_a_licence_has_its_plain_name_beside_it(ruth, seen_by, licence, said):
    factories.curriculum(1, licence=licence)
    assert f"{said}." in page(seen_by(ruth), "library")


def test_who_has_a_draft_finds_the_way_to_delete_it(ruth, seen_by):
    draft = factories.curriculum(1, owner=ruth, published=False)
    way = reverse("programme_delete", args=[draft.pk])
    assert f'<a class="lnk" href="{way}">Delete this draft</a>' in page(
        seen_by(ruth), "programme", draft.pk
    )


def test_what_a_translation_has_from_its_original_says_its_language(ruth, seen_by):
    store(read(EXAMPLE + evening(2)))[0].publish(now=NOW, by=None)
    spanish, _written = store(read(PART))
    spanish.publish(now=NOW, by=None)
    ruth.language = "es"
    ruth.save()
    seen = page(seen_by(ruth), "programme", spanish.pk)
    for heading in ("agreements-h", "guide-h"):
        section = seen.split(f'aria-labelledby="{heading}"')[1].split("</section>")[0]
        assert "English." in section
        assert ' lang="en"' in section
    assert "Encuentro 2, English" in seen
    assert "Encuentro 1, " not in seen


def test_the_file_is_byte_for_byte_the_programme(ruth, seen_by):
    stored, _written = store(read(EXAMPLE + evening(2)))
    Curriculum.objects.filter(pk=stored.pk).update(owner=ruth, attribution="Thanks to Zoë.")
    stored.refresh_from_db()
    answer = seen_by(ruth).get(reverse("programme_download", args=[stored.pk]))
    assert answer.content == write(stored).encode("utf-8")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    named = 'attachment; filename="the-lamp-and-the-open-door-en-v1.md"'
    assert answer.headers["Content-Disposition"] == named
    assert "no-store" in answer.headers["Cache-Control"]


def test_two_versions_are_compared_in_words(ruth, seen_by):
    first = factories.curriculum(3, owner=ruth)
    second, _made = copy(first, by=ruth)
    plan = second.plans.get(number=3)
    plan.activities.filter(kind="round").update(minutes=47)
    plan.prompts.filter(position=2).update(text="Another question")
    seen = page(seen_by(ruth), "programme_compare", second.pk)
    assert "Evening 3" in seen
    assert "A round 45 to 47 minutes" in seen
    assert "One question changed" in seen
    assert "Evening 2" not in seen


def test_a_copy_is_compared_with_its_original(ruth, colette, seen_by):
    original = factories.curriculum(1, title="The Lamp", owner=colette)
    hers, _made = copy(original, by=ruth)
    seen = page(seen_by(ruth), "programme_compare", hers.pk)
    assert "The author changed" in seen
    assert "The attribution changed" in seen


def test_only_what_she_may_read_is_compared(ruth, colette, seen_by):
    original = factories.curriculum(1, title="The Lamp")
    secret, _made = copy(original, by=colette)
    Curriculum.objects.filter(pk=secret.pk).update(title="Colette’s secret")
    seen = page(seen_by(ruth), "programme_compare", original.pk, **{"with": str(secret.pk)})
    assert "secret" not in seen
    assert "There is no other version of it" in seen
