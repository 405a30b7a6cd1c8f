"""What is done with a programme: copied, changed, published, deleted."""

import pytest
from django.urls import reverse

from curriculum.editing import changing, set_texts, undo
from curriculum.importing import read, store
from curriculum.models import Curriculum, SessionPlan
from tests import factories
from tests.cast import NOW
from tests.curriculum.samples import EXAMPLE, evening


def at(name, programme, *more):
    return reverse(name, args=[programme.pk, *more])


@pytest.fixture
def sound(ruth):
    """A draft of Ruth's that keeps every rule."""
    made, _written = store(read(EXAMPLE + evening(2)))
    Curriculum.objects.filter(pk=made.pk).update(owner=ruth)
    return Curriculum.objects.get(pk=made.pk)


def post(client, address, **data):
    answer = client.post(address, data)
    return answer, " ".join(answer.content.decode().split())


def test_what_is_built_in_is_made_hers_and_says_from_what(ruth, seen_by):
    lamp = factories.curriculum(2, key="lamp", title="The Lamp", attribution="With thanks to Ada.")
    answer, _seen = post(seen_by(ruth), at("programme_copy", lamp))
    hers = Curriculum.objects.get(owner=ruth)
    assert (answer.status_code, answer.headers["Location"]) == (303, at("programme", hers))
    assert (hers.key, hers.version, hers.published_at) == ("lamp-2", 1, None)
    assert (hers.forked_from, hers.author, hers.licence) == (lamp, "Ruth", "CC BY-SA 4.0")
    assert (
        hers.attribution == "With thanks to Ada. Made from “The Lamp” by Kept Chair, CC BY-SA 4.0."
    )
    assert hers.plans.count() == 2


def test_her_own_gets_a_next_version(ruth, seen_by):
    first = factories.curriculum(2, owner=ruth, key="walk")
    post(seen_by(ruth), at("programme_copy", first))
    second = Curriculum.objects.get(key="walk", version=2)
    assert (second.owner, second.forked_from, second.published_at) == (ruth, None, None)


@pytest.mark.parametrize("owned", [True, False])
def test_who_presses_twice_gets_one_draft(ruth, seen_by, owned):
    first = factories.curriculum(1, owner=ruth if owned else None)
    client = seen_by(ruth)
    answers = {post(client, at("programme_copy", first))[0].headers["Location"] for _ in "ab"}
    assert len(answers) == 1
    assert Curriculum.objects.count() == 2


def test_a_draft_is_not_copied(ruth, seen_by, sound):
    post(seen_by(ruth), at("programme_copy", sound))
    assert Curriculum.objects.count() == 1


def test_a_draft_without_errors_is_published(ruth, seen_by, sound):
    client = seen_by(ruth)
    assert "to mend" not in client.get(at("programme_publish", sound)).content.decode()
    answer, _seen = post(client, at("programme_publish", sound))
    assert answer.headers["Location"] == at("programme", sound)
    sound.refresh_from_db()
    assert sound.published_by == ruth
    assert client.get(at("programme_publish", sound)).status_code == 404


def test_errors_keep_it_back_and_each_leads_to_its_place(ruth, seen_by, sound):
    plan = sound.plans.get(number=2)
    pairs = plan.activities.get(kind="pairs")
    plan.activities.filter(pk=pairs.pk).update(minutes=30, kind="dance")
    answer, seen = post(seen_by(ruth), at("programme_publish", sound))
    assert answer.status_code == 422
    assert "Two things are to be mended first." in seen
    assert "Evening 2: " in seen
    assert f"<strong>{pairs.title}</strong>: The kind of a block is one of" in seen
    assert f"?block={pairs.pk}#detail" in seen
    sound.refresh_from_db()
    assert sound.published_at is None


def test_what_is_wrong_with_texts_and_questions_leads_to_them(ruth, seen_by, sound):
    plan = sound.plans.get(number=2)
    plan.prompts.filter(position__gt=1).delete()
    sound.plans.filter(pk=plan.pk).update(practice="")
    _answer, seen = post(seen_by(ruth), at("programme_publish", sound))
    there = reverse("programme_plan", args=[sound.pk, 2])
    assert f'href="{there}texts/#questions"' in seen
    assert f'href="{there}texts/"' in seen


def test_who_publishes_what_another_one_published_is_told_so(ruth, seen_by, sound):
    sound.publish(now=NOW, by=ruth)
    answer, _seen = post(seen_by(ruth), at("programme_publish", sound))
    assert answer.headers["Location"] == at("programme", sound)


def test_a_draft_is_deleted(ruth, seen_by, sound):
    client = seen_by(ruth)
    assert client.get(at("programme_delete", sound)).status_code == 200
    answer, _seen = post(client, at("programme_delete", sound))
    assert answer.headers["Location"] == reverse("library")
    assert not Curriculum.objects.exists()
    assert post(client, at("programme_delete", sound))[0].status_code == 404


def test_what_groups_use_stays_and_says_how_many(ruth, nisha, seen_by):
    programme = factories.curriculum(1, owner=ruth)
    for _ in range(2):
        factories.group(lead=ruth, curriculum=programme)
    for person in (ruth, nisha):
        answer, seen = post(seen_by(person), at("programme_delete", programme))
        assert answer.status_code == 422
        assert "Two groups use it. It stays." in seen
    assert Curriculum.objects.filter(pk=programme.pk).exists()


def test_a_draft_that_a_group_uses_is_not_deleted_either(ruth, seen_by, sound):
    factories.group(lead=ruth, curriculum=sound)
    answer, seen = post(seen_by(ruth), at("programme_delete", sound))
    assert (answer.status_code, "One group uses it. It stays." in seen) == (422, True)


def test_what_is_published_and_not_used_stays_too(ruth, seen_by):
    programme = factories.curriculum(1, owner=ruth)
    answer, seen = post(seen_by(ruth), at("programme_delete", programme))
    assert (answer.status_code, "It is published." in seen) == (422, True)


def test_somebody_elses_published_programme_has_no_such_page(colette, ruth, seen_by):
    programme = factories.curriculum(1, owner=ruth)
    assert post(seen_by(colette), at("programme_delete", programme))[0].status_code == 404


def test_evenings_are_added_moved_and_taken_out(ruth, seen_by, sound):
    client, order = seen_by(ruth), at("programme_evenings", sound)
    for do in ("add", "before", "after", "after"):
        assert post(client, order, do=do)[0].status_code == 303
    second = sound.plans.get(number=2)
    post(client, order, do="earlier", plan=str(second.pk))
    post(client, order, do="later", plan="nonsense\0")
    post(client, order, do="dance")
    titles = list(sound.plans.order_by("number").values_list("number", "part", "title"))
    assert [(number, part) for number, part, _title in titles] == [
        (0, "before"), (1, "main"), (2, "main"), (3, "main"), (4, "after"),
    ]  # fmt: skip
    assert sound.plans.get(number=1) == second
    page = client.get(at("programme_remove", sound, 1))
    assert "Eight blocks go with it" in page.content.decode()
    post(client, at("programme_remove", sound, 1), plan=str(second.pk))
    post(client, at("programme_remove", sound, 1), plan=str(second.pk))  # sent twice: once
    assert sound.plans.count() == 4


def test_a_new_programme_begins_with_sound_blocks(ruth, seen_by):
    data = {"title": "A walk", "language": "en", "evenings": "3", "minutes": "75", "licence": "CC0"}
    client = seen_by(ruth)
    assert client.get(reverse("programme_new")).status_code == 200
    answer, _seen = post(client, reverse("programme_new"), **data)
    made = Curriculum.objects.get()
    assert answer.headers["Location"] == at("programme", made)
    assert (made.owner, made.minutes, made.plans.count()) == (ruth, 75, 3)
    for plan in made.plans.all():
        assert sum(block.minutes for block in plan.activities.all()) == 75


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("title", "", "Enter a title for the programme"),
        ("title", "x" * 121, "This is longer than 120 characters"),
        ("title", "a\0b", "There is a hidden character in this. Please type it by hand."),
        ("language", "klingon", "Choose its language"),
        ("evenings", "0", "A programme has at least one evening"),
        ("evenings", "59", "A programme has at most 58 evenings"),
        ("evenings", "eight", "Enter the number of evenings in figures, such as 8"),
        ("minutes", "29", "Enter 30 minutes or more"),
        ("minutes", "601", "Enter 600 minutes or fewer"),
        ("licence", " ", "Enter a licence"),
    ],
)
def test_a_new_programme_says_what_it_needs(ruth, seen_by, name, value, said):
    data = {"title": "A walk", "language": "en", "evenings": "3", "minutes": "75", "licence": "CC0"}
    answer, seen = post(seen_by(ruth), reverse("programme_new"), **(data | {name: value}))
    assert (answer.status_code, said in seen) == (422, True)
    assert not Curriculum.objects.exists()


TEXTS = [
    "title", "subtitle", "language", "author", "licence", "attribution", "minutes", "agreements",
    "guide",
]  # fmt: skip


def sent(programme, **changed):
    """The form as the page showed it, with what she changed."""
    saw = {name: getattr(programme, name) for name in TEXTS}
    return saw | {f"initial-{name}": value for name, value in saw.items()} | changed


def test_what_it_says_of_itself_is_changed(ruth, seen_by, sound):
    data = sent(sound, title="Another lamp", guide="One.\r\n\r\nTwo.", minutes="80")
    answer, _seen = post(seen_by(ruth), at("programme_texts", sound), **data)
    assert answer.status_code == 303
    sound.refresh_from_db()
    assert (sound.title, sound.guide, sound.minutes) == ("Another lamp", "One.\n\nTwo.", 80)


def test_of_two_who_change_it_neither_loses_a_word(ruth, nisha, seen_by, sound):
    ruths, nishas = sent(sound, guide="Ruth’s guide."), sent(sound, title="Nisha’s title")
    post(seen_by(ruth), at("programme_texts", sound), **ruths)
    post(seen_by(nisha), at("programme_texts", sound), **nishas)
    sound.refresh_from_db()
    assert (sound.title, sound.guide) == ("Nisha’s title", "Ruth’s guide.")


def test_who_is_second_sees_the_others_words_and_decides(ruth, nisha, seen_by, sound):
    first, second = sent(sound, guide="Ruth’s guide."), sent(sound, guide="Nisha’s guide.")
    post(seen_by(ruth), at("programme_texts", sound), **first)
    answer, seen = post(seen_by(nisha), at("programme_texts", sound), **second)
    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile: “Ruth’s guide.”" in seen
    assert "Nisha’s guide.</textarea>" in seen
    again = second | {"initial-guide": "Ruth’s guide."}
    post(seen_by(nisha), at("programme_texts", sound), **again)
    sound.refresh_from_db()
    assert sound.guide == "Nisha’s guide."


def test_its_owner_chooses_the_language_of_a_draft_and_its_evenings_follow(ruth, seen_by, sound):
    sound.plans.filter(number=2).update(language="pl")  # one that is in another stays so
    plan = sound.plans.get(number=1)
    here = SessionPlan.objects.filter(pk=plan.pk)
    with changing(here, None, about="text theme", by=ruth, now=NOW) as held:
        set_texts(held, theme="Otro tema")
    client, data = seen_by(ruth), sent(sound, language="es")
    assert "Español" in client.get(at("programme_texts", sound)).content.decode()
    assert post(client, at("programme_texts", sound), **data)[0].status_code == 303
    sound.refresh_from_db()
    assert sound.language == "es"
    assert list(sound.plans.order_by("number").values_list("language", flat=True)) == ["es", "pl"]
    undo(here, None, by=ruth, now=NOW)
    plan.refresh_from_db()
    assert (plan.theme != "Otro tema", plan.language) == (True, "es")


def test_a_language_that_the_key_has_already_or_the_house_has_not_is_refused(ruth, seen_by, sound):
    factories.curriculum(1, key=sound.key, language="es")
    client = seen_by(ruth)
    for language, why in (("es", "There is one of it in this language already"),
                          ("xx", "Choose its language")):  # fmt: skip
        answer, seen = post(client, at("programme_texts", sound), **sent(sound, language=language))
        assert answer.status_code == 422
        assert why in seen
    sound.refresh_from_db()
    assert sound.language == "en"


def test_the_language_of_a_translation_is_not_asked(ruth, seen_by, sound):
    Curriculum.objects.filter(pk=sound.pk).update(translation_of="es")
    client = seen_by(ruth)
    assert 'name="language"' not in client.get(at("programme_texts", sound)).content.decode()
    post(client, at("programme_texts", sound), **sent(sound, language="es", title="Another"))
    sound.refresh_from_db()
    assert (sound.language, sound.title) == ("en", "Another")


def test_agreements_that_she_writes_are_in_the_programmes_language(ruth, seen_by, sound):
    Curriculum.objects.filter(pk=sound.pk).update(agreements_language="es", guide_language="es")
    sound.refresh_from_db()
    post(seen_by(ruth), at("programme_texts", sound), **sent(sound, agreements="Ours."))
    sound.refresh_from_db()
    assert (sound.agreements_spoken, sound.guide_spoken) == ("en", "es")


def test_a_copy_keeps_its_licence_and_whom_it_names(ruth, seen_by):
    lamp = factories.curriculum(1, title="The Lamp", author="Ada")
    client = seen_by(ruth)
    post(client, at("programme_copy", lamp))
    hers = Curriculum.objects.get(owner=ruth)
    data = sent(hers, licence="All mine", attribution="By me alone.")
    answer, seen = post(client, at("programme_texts", hers), **data)
    assert answer.status_code == 422
    assert "Keep the words that name “The Lamp” and its author, Ada" in seen
    data = sent(hers, licence="All mine", attribution=f"Thank you. {hers.attribution}")
    assert post(client, at("programme_texts", hers), **data)[0].status_code == 303
    hers.refresh_from_db()
    assert hers.licence == "CC BY-SA 4.0"
    assert hers.attribution == "Thank you. Made from “The Lamp” by Ada, CC BY-SA 4.0."
