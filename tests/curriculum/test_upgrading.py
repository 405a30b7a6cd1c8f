"""An installation that is upgraded comes up, and its groups stay with what they began with."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from curriculum.importing import publish, read, store, write
from curriculum.management.commands import builtin_curricula
from curriculum.models import Curriculum
from tests import cast, factories
from tests.cast import NOW
from tests.curriculum.samples import EXAMPLE, changed, evening

SOUP = changed("There is tea.", "There is soup.").replace("version = 1", "version = 2")
ZINNIA = changed('key = "the-lamp-and-the-open-door"', 'key = "zinnia"')


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder of our own."""
    monkeypatch.setattr(builtin_curricula, "CONTENT", tmp_path)
    return tmp_path


def ships(content: Path, text: str, name: str = "lamp/en") -> None:
    """What this release brings."""
    (content / name).mkdir(parents=True, exist_ok=True)
    (content / name / "curriculum.md").write_text(text, "utf-8")


def set_up() -> tuple[str, str]:
    """What the command says, and what it says aside."""
    out, err = StringIO(), StringIO()
    call_command("builtin_curricula", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_running_group_keeps_its_version_and_a_new_one_is_offered_the_newest(content, client):
    ships(content, EXAMPLE)
    set_up()
    ruth = cast.facilitator()
    group = factories.group(lead=ruth, curriculum=Curriculum.objects.get())
    ships(content, SOUP)
    assert set_up() == ("Imported and published: The Lamp and the Open Door (en, version 2).\n", "")
    group.refresh_from_db()
    assert group.curriculum.version == 1
    plan = group.meetings.get().plan
    assert (plan.curriculum.version, "tea" in write(plan.curriculum)) == (1, True)
    client.force_login(ruth)
    page = client.get("/lead/groups/new/")
    assert [each.version for each in page.context["form"].fields["curriculum"].queryset] == [2]
    assert page.context["form"].initial["curriculum"] == Curriculum.objects.get(version=2).pk
    assert set_up()[0] == "Already here, unchanged: The Lamp and the Open Door (en, version 2).\n"


def test_a_text_that_changed_without_a_new_version_stays_as_it_is_and_setup_goes_on(content):
    ships(content, EXAMPLE)
    set_up()
    ships(content, SOUP.replace("version = 2", "version = 1"))
    ships(content, ZINNIA, "zinnia/en")
    said, aside = set_up()
    assert "Imported and published: " in said
    assert "curriculum.md:4: error [version] Version 1 of “the-lamp-and-the-open-door”" in aside
    assert aside.endswith("Left as it is here; everything else goes on.\n")
    assert "There is tea." in write(Curriculum.objects.get(key="the-lamp-and-the-open-door"))
    assert Curriculum.objects.published().filter(key="zinnia").exists()


def test_what_somebody_writes_under_the_next_version_is_not_overwritten(content):
    ships(content, EXAMPLE)
    set_up()
    ruth = cast.facilitator()
    hers, _written = store(
        read(SOUP.replace("There is soup.", "There is her own cake.")), owner=ruth
    )
    ships(content, SOUP)
    _said, aside = set_up()
    assert "Version 2 of “the-lamp-and-the-open-door” (en) is somebody else's." in aside
    assert "There is her own cake." in write(hers)
    hers.refresh_from_db()
    assert (hers.owner, hers.published_at) == (ruth, None)


def test_a_draft_that_a_group_uses_stays(content):
    draft, _written = store(read(EXAMPLE))
    group = factories.group(curriculum=draft)
    ships(content, SOUP.replace("version = 2", "version = 1"))
    _said, aside = set_up()
    assert "is in use. Raise “version”." in aside
    group.refresh_from_db()
    assert "There is tea." in write(group.curriculum)


def test_the_original_comes_in_before_its_translation(content):
    spanish = 'language = "cs"\ntranslation_of = "en"'  # before "en" in the alphabet
    ships(content, EXAMPLE + evening(2))
    start = EXAMPLE[: EXAMPLE.index("+++\nnumber")].replace('language = "en"', spanish)
    ships(content, start, "lamp/cs")
    assert set_up()[1] == ""
    assert Curriculum.objects.get(language="cs").plans.count() == 2


def test_two_languages_are_upgraded_together(content):
    start = EXAMPLE[: EXAMPLE.index("+++\nnumber")].replace(
        'language = "en"', 'language = "es"\ntranslation_of = "en"'
    )
    for english, spanish in ((EXAMPLE, start), (SOUP, start.replace("version = 1", "version = 2"))):
        ships(content, english)
        ships(content, spanish, "lamp/es")
        assert set_up()[1] == ""
    newest = Curriculum.objects.newest()
    assert sorted((each.language, each.version) for each in newest) == [("en", 2), ("es", 2)]
    assert "There is soup." in newest.get(language="es").plans.get().activities.first().words
    older = Curriculum.objects.get(language="es", version=1)
    assert "There is tea." in older.plans.get().activities.first().words


def test_a_version_that_was_only_imported_is_published_by_the_next_setup(content):
    draft, _written = store(read(EXAMPLE))
    ships(content, EXAMPLE)
    assert set_up()[0].startswith("Imported and published: ")
    assert Curriculum.objects.published().get() == draft


def test_publishing_twice_is_not_tried(content):
    draft, _written = store(read(EXAMPLE))
    publish(draft, now=NOW, by=None)
    ships(content, EXAMPLE)
    set_up()
    draft.refresh_from_db()
    assert draft.published_at == NOW
