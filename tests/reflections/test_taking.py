"""Take everything: one file of all that is hers, for her alone, kept nowhere."""

import io
import json
import re
import tempfile
import time
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from facilitator import vault
from facilitator.keeping import NOT_PERSONAL, Keeps
from facilitator.people.models import RecoveryCode
from facilitator.privacy import taking
from facilitator.privacy.checks import everything_of_hers_is_reached
from facilitator.trace.models import Trace
from groups.evenings import notes
from groups.reflections import writing
from groups.reflections.models import Reflection, Revision
from tests import cast, factories
from tests.cast import NOW
from tests.people.doors import sign_in
from tests.reflections.conftest import begun
from tests.reflections.giving import gave

WORDS = "The hall clock stopped.\n<b>Ñandú & 鳥</b>"


def many(person, count: int) -> None:
    """So many pages of about 5,000 characters, each sealed as the house seals it."""
    begun(person)  # her first key
    Reflection.objects.filter(person=person).order_by("-begun_at").first().delete()
    box = vault.box(person.pk, actor=person.pk)
    pages = [
        Reflection(person=person, begun_at=NOW, written_at=NOW, revision=1) for _ in range(count)
    ]
    Reflection.objects.bulk_create(pages)
    said = [Revision(reflection=page, number=1, saved_at=NOW) for page in pages]
    for number, one in enumerate(said):
        text = " ".join(str(number * n % 9973) for n in range(1, 1000))
        one.sealed = box.seal(writing.Sheet(text).to_bytes(), **one.seat)
    Revision.objects.bulk_create(said)


def opened(answer) -> dict[str, str]:
    """The files in it, by name."""
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


@pytest.fixture
def taken(house, client):
    begun(house.ewa, WORDS, "heavy", meeting=house.week)
    begun(house.joyce, "Joyce's own words")
    sign_in(client, house.ewa)
    return opened(client.post("/writing/take/"))


def test_it_holds_her_pages_to_read_and_for_programs(taken):
    assert sorted(taken) == ["README.txt", "data.json", "index.html"]
    page, *_more = json.loads(taken["data.json"])["sections"]["reflections.Reflection"]
    assert (page["words"], page["word_for_today"]) == (WORDS, "heavy")
    assert (page["group"], page["evening"]) == ("Tuesday evenings", 4)
    assert "&lt;b&gt;Ñandú &amp; 鳥&lt;/b&gt;" in taken["index.html"]


def test_it_holds_nobody_elses_words(taken):
    assert "Joyce" not in "".join(taken.values())


def test_the_page_in_it_fetches_nothing(taken):
    html = taken["index.html"]
    assert not re.search(r"\b(?:src=|href=|url\(|@import)", html)
    assert "default-src 'none'" in html


def test_its_readme_explains_every_section_and_every_field(taken):
    for label, rows in json.loads(taken["data.json"])["sections"].items():
        said = taken["README.txt"].split(f"\n{label}: ")[1].split("\n\n")[0]
        assert {name for row in rows for name in row} == set(
            re.findall(r"^ {4}(\w+): .", said, re.M)
        )


def test_what_she_deleted_is_in_it_until_the_basket_forgets_it(house, client):
    page = begun(house.ewa, WORDS).page
    writing.delete(house.ewa, page, now=NOW)
    sign_in(client, house.ewa)
    files = opened(client.post("/writing/take/"))
    [row] = json.loads(files["data.json"])["sections"]["reflections.Reflection"]
    assert row["in_basket_since"]
    assert row["words"] == WORDS


def test_a_facilitator_takes_her_own_notes_and_nothing_that_was_given_to_her(house, client):
    gave(house.ewa, people=frozenset([house.ruth.pk]))
    spot = notes.Spot(house.group.pk, house.week.plan_id, house.week.plan.activities.first().pk)
    notes.keep(
        house.ruth, spot, words="Slower here.", title="A round", stamp=notes.Stamp(), now=NOW
    )
    factories.library_activity(owner=house.ruth)
    sign_in(client, house.ruth)
    files = opened(client.post("/writing/take/"))
    said = json.loads(files["data.json"])["sections"]
    assert said["evenings.RehearsalNote"][0]["words"] == "Slower here."
    assert said["curriculum.LibraryActivity"][0]["title"] == "A round of names"
    assert said["reflections.Addressee"]
    assert "tin of buttons" not in "".join(files.values())


def test_five_minutes_after_the_key_it_is_asked_for_again_and_goes_on(house, client, at_now):
    sign_in(client, house.ewa)
    at_now.shift(timedelta(minutes=5))
    assert client.get("/writing/take/").status_code == 200
    at_now.shift(timedelta(seconds=1))
    for asked in (client.get, client.post):
        answer = asked("/writing/take/", headers={"referer": "http://testserver/writing/take/"})
        assert answer.status_code == 303
        assert answer["Location"] == "/drawer/?next=%2Fwriting%2Ftake%2F&again=1"
    page = client.get(answer["Location"])
    assert "Show your key again" in page.content.decode()
    sent = {"password": cast.PASSWORD, "next": "/writing/take/", "again": "1"}
    assert client.post("/drawer/", sent)["Location"] == "/writing/take/"
    assert client.post("/writing/take/").status_code == 200


def test_a_wrong_key_does_not_go_on(house, client, at_now):
    sign_in(client, house.ewa)
    at_now.shift(timedelta(minutes=6))
    client.post("/drawer/", {"password": "something else", "next": "/writing/take/", "again": "1"})
    assert client.post("/writing/take/").status_code == 303


def test_with_a_mailed_code_alone_nothing_is_taken(house, client):
    client.force_login(house.ewa)
    assert client.post("/writing/take/").status_code == 303


def test_its_name_says_nothing_and_nothing_of_it_is_kept(
    house, client, caplog, tmp_path, monkeypatch
):
    begun(house.ewa, WORDS)
    sign_in(client, house.ewa)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = client.post("/writing/take/")
    assert answer["Content-Disposition"] == 'attachment; filename="pages.zip"'
    assert answer["Cache-Control"] == "no-store, private"
    opened(answer)
    assert list(tmp_path.iterdir()) == []
    assert "clock" not in caplog.text
    line = Trace.objects.get(verb="took")
    assert (line.subject, line.owner, line.subject_kind) == (
        house.ewa.pk,
        house.ewa.pk,
        "everything",
    )


def test_while_the_vault_is_closed_she_is_told_so_and_gets_no_half_file(
    house,
    client,
    settings,
    tmp_path,
):
    begun(house.ewa, WORDS)
    sign_in(client, house.ewa)
    settings.KEK_FILE = str(tmp_path / "gone")
    assert client.post("/writing/take/").status_code == 503


def test_a_page_that_no_longer_opens_takes_no_other_with_it(house, client):
    bad = begun(house.ewa, "Lost.").page
    begun(house.ewa, WORDS, now=NOW + timedelta(minutes=1))
    row = Revision.objects.get(reflection=bad)
    row.sealed = bytes(row.sealed)[:-1] + b"\0"
    row.save()
    sign_in(client, house.ewa)
    files = opened(client.post("/writing/take/"))
    rows = json.loads(files["data.json"])["sections"]["reflections.Reflection"]
    assert [row["words"] for row in rows] == [None, WORDS]


@pytest.mark.parametrize(("language", "said"), [("en", "Your pages"), ("es", "Tus páginas")])
def test_it_speaks_her_language_and_keeps_her_clock(house, client, language, said):
    house.ewa.language, house.ewa.time_zone = language, "Asia/Tokyo"
    house.ewa.save()
    begun(house.ewa, WORDS)
    sign_in(client, house.ewa)
    html = opened(client.post("/writing/take/"))["index.html"]
    assert f"<title>{said}</title>" in html
    assert re.search(r"Nov. 23|23 de noviembre", html)


def test_two_thousand_pages_in_time_and_in_little_memory(house):
    peaks = []
    for more in (200, 1800):
        many(house.ewa, more)
        tracemalloc.start()
        began = time.perf_counter()
        size = sum(len(piece) for piece in taking.pieces(house.ewa, NOW))
        took = time.perf_counter() - began
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        print(f"{more} pages more: {took:.1f} s, {size} bytes, peak {peaks[-1] / 1e6:.1f} MB")
    assert Reflection.objects.count() == 2000
    assert took < 60
    assert peaks[1] < peaks[0] * 1.5


def test_everything_that_names_a_person_is_reached():
    assert everything_of_hers_is_reached(None) == []


def test_a_table_that_names_her_and_says_neither_is_named(monkeypatch):
    names = ("person", "hashed", "made_at", "used_at")
    monkeypatch.setattr(RecoveryCode, "keeps", [Keeps(names, "why", NOT_PERSONAL)])
    assert [error.msg for error in everything_of_hers_is_reached(None)] == [
        "people.RecoveryCode names a person, and nobody said how she takes it along.",
        "people.RecoveryCode names a person, and nobody said what erases it.",
    ]


def test_people_themselves_are_reached_too(monkeypatch):
    monkeypatch.setattr(get_user_model(), "keeps", [])
    assert len(everything_of_hers_is_reached(None)) == 2


def test_no_file_of_the_house_makes_a_file_of_it():
    """Streamed: neither tempfile nor open() stands in the room that makes it."""
    for file in Path(taking.__file__).parent.glob("*.py"):
        assert not re.search(r"tempfile|(?<!\.)\bopen\(|write_bytes|write_text", file.read_text())
