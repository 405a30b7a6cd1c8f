"""Bringing in a programme: as a file or pasted, whole or not at all."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from curriculum.importing import draft_of, part_of, publish, read, store, write
from curriculum.models import Curriculum
from curriculum.revising import revise
from tests import factories
from tests.cast import NOW
from tests.curriculum.samples import EXAMPLE, PART, changed, evening, line_of

WARNED = changed("This one does not.", "This one is toxic.")


def bring(client, text=None, *, data=None, name="lamp.md", **more):
    fields = {"pasted": text} if text is not None else {}
    if data is not None:
        fields["file"] = SimpleUploadedFile(name, data)
    answer = client.post(reverse("programme_upload"), fields | more)
    return answer, " ".join(answer.content.decode().split())


@pytest.mark.parametrize("how", ["file", "pasted", "bom", "windows"])
def test_it_comes_in_as_a_draft_of_hers(ruth, seen_by, how):
    given = {
        "file": {"data": EXAMPLE.encode()}, "pasted": {"text": EXAMPLE},
        "bom": {"data": b"\xef\xbb\xbf" + EXAMPLE.encode()},
        "windows": {"text": EXAMPLE.replace("\n", "\r\n")},
    }[how]  # fmt: skip
    answer, _seen = bring(seen_by(ruth), **given)
    made = Curriculum.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        303, reverse("programme", args=[made.pk]),
    )  # fmt: skip
    assert (made.owner, made.published_at, made.title) == (ruth, None, "The Lamp and the Open Door")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is not UTF-8 text."),
        (EXAMPLE.encode("utf-16"), "This is not UTF-8 text."),
        (b"a\0b", "A character that is no text stands here (code U+0000)."),
        (b"", "A document begins with a line +++"),
        (b"# Hello", "A document begins with a line +++"),
        (b"x" * 1_000_001, "This is more than 1 MB, the most that a curriculum may have."),
    ],
)
def test_what_is_no_programme_is_refused_in_words(ruth, seen_by, data, words):
    answer, seen = bring(seen_by(ruth), data=data)
    assert (answer.status_code, words in seen) == (422, True), seen
    assert not Curriculum.objects.exists()


def test_nothing_at_all_is_asked_for(ruth, seen_by):
    answer, seen = bring(seen_by(ruth), "")
    assert (answer.status_code, "Choose a file, or paste its text below" in seen) == (422, True)


def test_each_fault_has_its_file_line_and_rule(ruth, seen_by):
    text = changed("kind: pairs", "kind: dance")
    answer, seen = bring(seen_by(ruth), data=text.encode(), name="<b>mine.md")
    assert answer.status_code == 422
    assert "One thing is to be mended. Nothing was brought in." in seen
    line = line_of(text, "kind: dance")
    assert f"&lt;b&gt;mine.md, line {line}, rule “block”" in seen
    assert not Curriculum.objects.exists()


def test_what_she_pasted_is_not_lost_by_a_fault(ruth, seen_by):
    _answer, seen = bring(seen_by(ruth), changed("kind: pairs", "kind: dance"))
    assert "kind: dance" in seen
    assert f"pasted.md, line {line_of(EXAMPLE, 'kind: pairs')}, rule “block”" in seen


def test_nul_in_pasted_text_is_a_fault_with_its_line(ruth, seen_by):
    answer, seen = bring(seen_by(ruth), EXAMPLE.replace("casserole", "casse\0role"))
    assert answer.status_code == 422
    assert "A character that is no text stands here (code U+0000)." in seen


def text_again(seen):
    """The text that the page sends again when she accepts."""
    import html

    raw = seen.split('<textarea name="pasted" hidden>')[1].split("</textarea>")[0]
    return html.unescape(raw)


def test_warnings_are_shown_and_may_be_accepted(ruth, seen_by):
    client = seen_by(ruth)
    answer, seen = bring(client, WARNED)
    assert answer.status_code == 200
    assert "“toxic” lays blame." in seen
    assert not Curriculum.objects.exists()
    again = text_again(answer.content.decode())
    assert bring(client, again, accept="yes")[0].status_code == 303
    assert "This one is toxic." in Curriculum.objects.get().plans.get().page


def test_the_same_text_again_changes_nothing(ruth, seen_by):
    client = seen_by(ruth)
    bring(client, EXAMPLE)
    before = Curriculum.objects.get().plans.get().pk
    assert bring(client, EXAMPLE)[0].status_code == 303
    assert Curriculum.objects.get().plans.get().pk == before


def test_another_text_takes_the_place_of_her_draft_when_she_says_so(ruth, seen_by):
    client, other = seen_by(ruth), changed("Some losses come with", "Some sorrows come with")
    bring(client, EXAMPLE)
    lamp = factories.curriculum(1)
    Curriculum.objects.filter(owner=ruth).update(forked_from=lamp)
    answer, seen = bring(client, other)
    assert "You have a draft of this version." in seen
    assert "Some losses" in Curriculum.objects.get(owner=ruth).plans.get().page
    bring(client, text_again(answer.content.decode()), accept="yes")
    hers = Curriculum.objects.get(owner=ruth)
    assert "Some sorrows" in hers.plans.get().page
    assert hers.forked_from == lamp


def test_her_published_version_stays_and_says_so(ruth, seen_by):
    client = seen_by(ruth)
    bring(client, EXAMPLE)
    Curriculum.objects.get().publish(now=NOW, by=ruth)
    before = write(Curriculum.objects.get())
    answer, seen = bring(client, changed("Some losses", "Some sorrows"))
    assert answer.status_code == 422
    assert "is published already, with another text." in seen
    assert write(Curriculum.objects.get()) == before


@pytest.mark.parametrize("published", [True, False])
def test_a_key_of_somebody_else_becomes_another_one(ruth, colette, seen_by, published):
    bring(seen_by(colette), EXAMPLE)
    theirs = Curriculum.objects.get()
    if published:
        theirs.publish(now=NOW, by=colette)
    before = write(theirs)
    client = seen_by(ruth)
    answer, seen = bring(client, EXAMPLE.replace("version = 1", "version = 7"))
    assert "belongs to somebody else’s programme. Yours comes in as" in seen
    assert not Curriculum.objects.filter(owner=ruth).exists()
    again = text_again(answer.content.decode())
    for _ in "ab":  # sent twice: one programme
        assert bring(client, again, accept="yes")[0].status_code == 303
    hers = Curriculum.objects.get(owner=ruth)
    assert (hers.key, hers.version) == ("the-lamp-and-the-open-door-2", 7)
    assert write(Curriculum.objects.get(owner=colette)) == before


def test_accepting_does_not_take_anybodys_key(ruth, colette, seen_by):
    bring(seen_by(colette), EXAMPLE)
    bring(seen_by(ruth), EXAMPLE.replace("version = 1", "version = 2"), accept="yes")
    assert not Curriculum.objects.filter(owner=ruth).exists()


def test_50_megabytes_are_refused_before_anything_is_kept(ruth, seen_by, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer, seen = bring(seen_by(ruth), data=b"a" * 50_000_000)
    assert answer.status_code == 413
    assert "That is too much at once" in seen
    assert [*tmp_path.iterdir()] == []


class TestATranslationOf:
    """What a translation lacks is copied from its original: only from one that she may read."""

    @pytest.fixture
    def original(self, colette):
        made, _written = store(read(EXAMPLE + evening(2)), owner=colette)
        return made

    def test_somebody_elses_draft_takes_no_word_of_it(self, ruth, original, seen_by):
        answer, seen = bring(seen_by(ruth), PART)
        assert answer.status_code == 422
        assert "in the language en is not here. Bring it in first" in seen
        assert not Curriculum.objects.filter(owner=ruth).exists()

    def test_the_same_words_are_said_where_there_is_no_such_draft(self, ruth, original, seen_by):
        _answer, there = bring(seen_by(ruth), PART)
        original.delete()
        _answer, away = bring(seen_by(ruth), PART)
        assert without_token(there) == without_token(away)

    def test_her_own_draft_or_a_published_one_is_filled_from_it(self, colette, original, seen_by):
        answer, _seen = bring(seen_by(colette), PART)
        assert answer.status_code == 303
        assert Curriculum.objects.get(language="es").plans.count() == original.plans.count()

    def test_a_draft_of_another_is_not_told_by_what_her_file_leaves_out(self, ruth, original):
        publish(original, now=NOW, by=None)
        hers, _written = store(read(PART), owner=ruth)
        next_one = [revise(each) for each in (original, hers)]
        Curriculum.objects.filter(pk=next_one[0].pk).update(owner=original.owner)
        assert part_of(next_one[1]).plans == draft_of(next_one[1]).plans


def without_token(seen: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", seen)


@pytest.mark.parametrize(
    ("data", "foreign"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), True),
        (b"PK\x03\x04\xff", True),
        (b"", True),
        (b"Milk and bread", True),
        (EXAMPLE.encode("latin-1", "replace") + b"\xe9", False),
        (b"x" * 1_000_001, False),
    ],
)
def test_some_other_file_is_called_so_and_the_rest_is_folded_away(ruth, seen_by, data, foreign):
    _answer, seen = bring(seen_by(ruth), data=data)
    assert ("This is not a programme. Nothing was brought in." in seen) is foreign
    assert ("<summary>What exactly could not be read</summary>" in seen) is foreign
