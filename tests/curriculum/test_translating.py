"""A translation holds what is translated; the rest is copied from its original, and says so."""

import pytest
import time_machine

from curriculum.checking import check, errors
from curriculum.importing import (
    Refused,
    draft_of,
    part_of,
    publish,
    read,
    store,
    write,
    write_files,
    write_text,
)
from curriculum.models import Activity, Curriculum
from curriculum.revising import revise
from tests import factories
from tests.cast import NOW, facilitator
from tests.curriculum.samples import ABOUT, EXAMPLE, FIRST, PART, changed, evening, line_of


@pytest.fixture
def english() -> Curriculum:
    """Two evenings and a Session 0, published."""
    made, _written = store(read(EXAMPLE + evening(2) + evening(0, part="before")))
    publish(made, now=NOW, by=None)
    return made


def languages(curriculum: Curriculum) -> list[tuple[int, str, str]]:
    return list(curriculum.plans.order_by("number").values_list("number", "language", "title"))


def test_what_is_not_translated_is_copied_from_the_original(english):
    spanish, written = store(read(PART))
    assert written
    assert languages(spanish) == [
        (0, "en", "Putting a name to the ache"),
        (1, "es", "Ponerle nombre"),
        (2, "en", "Putting a name to the ache"),
    ]
    assert spanish.agreements == english.agreements == read(EXAMPLE).agreements
    assert spanish.guide == english.guide != ""
    assert draft_of(spanish).plans[2].blocks == draft_of(english).plans[2].blocks
    assert draft_of(spanish).plans[2].prompts == draft_of(english).plans[2].prompts
    publish(spanish, now=NOW, by=None)


def test_agreements_and_guide_say_whose_language_they_are_in(english):
    spanish, _written = store(read(PART))
    assert (spanish.agreements_spoken, spanish.guide_spoken) == ("en", "en")
    assert (english.agreements_spoken, english.guide_spoken) == ("en", "en")
    own = changed("+++\n\n+++", "+++\n\n# Agreements\n\nAquí se queda.\n\n+++", PART)
    spanish, _written = store(read(own))
    assert (spanish.agreements_spoken, spanish.guide_spoken) == ("es", "en")


def test_a_file_may_say_the_language_of_its_agreements():
    said = changed("minutes = 90", 'minutes = 90\nagreements_language = "pl"')
    made, _written = store(read(said + evening(2)))
    assert (made.agreements_spoken, made.guide_spoken) == ("pl", "en")
    assert read(write(made)) == read(said + evening(2))
    same = read(changed("minutes = 90", 'minutes = 90\nguide_language = "en"'))
    assert same.guide_language == ""
    wrong = read(changed("minutes = 90", 'minutes = 90\nguide_language = "English"'))
    assert [each.rule for each in errors(check(wrong))] == ["about"]


def test_it_is_written_again_without_what_is_the_originals(english):
    spanish, _written = store(read(PART))
    assert part_of(spanish) == read(PART)
    assert write(spanish) == write_text(read(PART))
    assert list(write_files(part_of(spanish))) == ["curriculum.md", "evening-01.md"]
    assert store(read(write(spanish))) == (spanish, False)


def test_texts_of_its_own_stay_its_own(english):
    text = PART.replace("+++\n\n+++", "+++\n\n# Agreements\n\nLo que se dice aquí, aquí se queda."
                        "\n\n+++")  # fmt: skip
    spanish, _written = store(read(text))
    assert spanish.agreements == "Lo que se dice aquí, aquí se queda."
    assert spanish.guide == english.guide
    assert write(spanish) == write_text(read(text))


def test_nothing_at_all_need_be_translated_but_the_title(english):
    spanish, _written = store(read(ABOUT))
    assert [language for _number, language, _title in languages(spanish)] == ["en", "en", "en"]
    assert write(spanish) == write_text(read(ABOUT))


def test_the_original_must_be_here_first():
    with pytest.raises(Refused) as refused:
        store(read(PART))
    assert str(refused.value) == (
        "curriculum.md:6: error [translation] Version 1 of “the-lamp-and-the-open-door” in the "
        "language en is not here. Bring it in first: what this translation does not have, it has "
        "from there."
    )
    assert not Curriculum.objects.exists()


def test_another_version_of_the_original_is_not_the_original(english):
    with pytest.raises(Refused, match="Version 2 of “the-lamp-and-the-open-door” in the language"):
        store(read(PART.replace("version = 1", "version = 2")))


def test_what_changed_in_a_filled_plan_is_written_although_it_is_not_translated(english):
    spanish, _written = store(read(PART))
    Activity.objects.filter(plan__curriculum=spanish, plan__number=2, kind="input").update(
        words="Some things have no date."
    )
    draft = part_of(spanish)
    assert [(plan.number, plan.language) for plan in draft.plans] == [(1, ""), (2, "en")]
    assert read(write(spanish)) == draft
    assert '+++\nnumber = 2\nlanguage = "en"\n' in write(spanish)
    again, written = store(read(write(spanish)))
    assert (again, written) == (spanish, False)


def test_when_the_original_is_away_everything_is_written(english):
    spanish, _written = store(read(PART))
    draft = revise(spanish)  # there is no second version in English
    assert languages(draft) == languages(spanish)
    back = read(write(draft))
    assert back.translation_of == ""
    assert [(plan.number, plan.language) for plan in back.plans] == [(0, "en"), (1, ""), (2, "en")]
    assert check(back) == []
    assert back == draft_of(draft)
    other, _written = store(read(write(draft).replace('key = "the', 'key = "another')))
    assert languages(other) == languages(spanish)


def test_a_new_version_of_both_is_again_a_part(english):
    spanish, _written = store(read(PART))
    revise(english)
    draft = revise(spanish)
    assert draft.translation_of == "en"
    assert write(draft) == write(spanish).replace("version = 1", "version = 2")


def test_rules_about_several_plans_are_asked_of_the_whole(english):
    assert errors(check(read(ABOUT + FIRST.replace("number = 1", "number = 2")))) == []
    lonely = FIRST.replace("number = 1", "number = 4")
    assert check(read(ABOUT + lonely)) == []
    with pytest.raises(Refused) as refused:
        store(read(ABOUT + lonely))
    (found,) = refused.value.findings
    assert (found.rule, found.line) == ("numbers", line_of(ABOUT + lonely, "number = 4"))
    assert found.words == "This plan should have the number 3."
    assert Curriculum.objects.get() == english


def test_a_fault_of_the_original_is_said_of_the_line_that_names_it():
    original, _written = store(read(EXAMPLE + evening(2)))
    Activity.objects.filter(plan__number=2, kind="agree").update(kind="input")
    with pytest.raises(Refused) as refused:
        store(read(PART))
    (found,) = refused.value.findings
    assert (found.file, found.line, found.rule) == ("curriculum.md", 6, "agree")
    assert Curriculum.objects.get() == original


def test_an_original_that_changed_as_a_draft_fills_it_anew():
    store(read(EXAMPLE + evening(2)))
    spanish, _written = store(read(PART))
    store(read(EXAMPLE + evening(2) + evening(3)))
    again, written = store(read(PART))
    assert (again.pk, written) == (spanish.pk, True)
    assert [number for number, _language, _title in languages(again)] == [1, 2, 3]


def test_each_plan_is_linted_in_its_own_language(english):
    spanish, _written = store(read(PART))
    assert check(draft_of(spanish)) == []
    toxic = changed("This one does not.", "This one is toxic.", evening(2))
    toxic = toxic.replace("number = 2\n", 'number = 2\nlanguage = "en"\n')
    (found,) = check(read(PART + toxic))
    assert found.rule == "blame"
    spanish_one = changed("This one does not.", "Esta es tóxica.", FIRST)
    (found,) = check(read(ABOUT + spanish_one))
    assert (found.rule, found.words) == ("blame", "“tóxica” lays blame.")


def test_a_language_of_a_plan_that_is_the_curriculums_need_not_be_said():
    said = read(changed("number = 1\n", 'number = 1\nlanguage = "en"\n'))
    assert said == read(EXAMPLE)


@pytest.fixture
def evening_page(client, english):
    """Ewa's page of an evening of a group that works through the part, in her own language."""
    spanish, _written = store(read(PART))
    publish(spanish, now=NOW, by=None)
    group = factories.group(lead=facilitator(), curriculum=spanish)
    ewa = factories.member(group).person

    def page(number: int, language: str) -> str:
        ewa.language = language
        ewa.save()
        with time_machine.travel(group.meetings.get(number=number).starts_at, tick=False):
            client.force_login(ewa)
            return client.get(f"/group/{group.pk}/evenings/{number}/").content.decode()

    return page


def test_who_reads_english_is_told_that_the_first_evening_is_in_spanish(evening_page):
    first, second = evening_page(1, "en"), evening_page(2, "en")
    assert '<h1 lang="es">Ponerle nombre</h1>' in first
    assert '<div class="prose read" lang="es"><p>Hay pérdidas que traen fecha.' in first
    assert '<p class="q" lang="es">Si la distancia fuera el clima' in first
    assert "<h1>Putting a name to the ache</h1>" in second
    assert ' lang="es"' not in second


def test_who_reads_spanish_is_told_that_the_second_evening_is_in_english(evening_page):
    first, second = evening_page(1, "es"), evening_page(2, "es")
    assert "<h1>Ponerle nombre</h1>" in first
    assert '<html lang="es"' in second
    assert '<h1 lang="en">Putting a name to the ache</h1>' in second
    assert '<div class="prose read" lang="en"><p>Some losses come with a day' in second
    assert '<p class="q" lang="en">If the distance were weather' in second
