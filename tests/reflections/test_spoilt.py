"""Bytes that were changed behind the house's back: refused, and nothing else is lost with them."""

import io
import json
import shutil
import zipfile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import BinaryField

from facilitator.keeping import declarations
from facilitator.vault import looking_after
from groups.models import Meeting
from groups.reflections import giving, keepsakes, letters, parting, practising, tender
from groups.reflections.models import Said
from groups.reflections.sheet import Sheet
from tests.cast import NOW
from tests.reflections.conftest import begun, stamp, with_key
from tests.reflections.giving import card, gave

ROOM = [
    (label, name)
    for label, keeps in declarations()
    if label.startswith("reflections.") and keeps.sealed
    for name in keeps.names
]
COLUMNS = [
    (label, name)
    for label, name in ROOM
    if isinstance(apps.get_model(label)._meta.get_field(name), BinaryField)
]
OF_HERS = (
    "/writing/ /writing/letters/ /writing/keepsake/ /writing/keepsake/pages/ /home/ /you/tender/"
)
OF_HERS += " /writing/keepsake/print/ /writing/?by=evening /writing/deleted/"


def fill(house, person) -> dict[str, object]:
    """One of everything that is sealed for her; each holds her own name twice."""
    said = f"{person.name}-{person.name}"
    page = begun(person, said, meeting=house.week).page
    (one,) = keepsakes.sentences(page, said)
    piece = keepsakes.piece_of(one, page, on=NOW.date())
    keepsakes.change(person, lambda book: keepsakes.picked(book, [piece]))
    letter = letters.save(person, None, sheet=Sheet(said), stamp=stamp(), now=NOW).page
    tender.mark(person, tender.Day(12, 5), words=said, now=NOW)
    practising.answer(person, house.week, Said.DID)
    parting.save(person, house.group, words=said, to=set())
    share = gave(person, page=page).pk
    giving.answer(house.ruth, share, words=f"For {said}", now=NOW)
    return {"page": page, "letter": letter, "share": share}


@pytest.fixture
def things(house, at_now):
    """Of Ewa's, and a card; there are as many of Joyce's. The fifth of eight evenings is over."""
    hers = fill(house, house.ewa)
    card(house.ewa, page=hers["page"])
    fill(house, house.joyce)
    at_now.move_to(Meeting.objects.get(group=house.group, number=5).ends_at)
    return hers


def addresses(house, things) -> list[str]:
    page, letter, group = things["page"], things["letter"], house.group.pk
    return [
        *OF_HERS.split(), f"/writing/{page}/", f"/writing/{page}/read/", f"/writing/{page}/give/",
        f"/writing/keepsake/pages/{page}/", f"/writing/letters/{letter}/",
        f"/writing/given/{things['share']}/", f"/group/{group}/contact/", f"/group/{group}/cards/",
    ]  # fmt: skip


def taken(client) -> dict[str, object]:
    answer = client.post("/writing/take/")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundle:
        return json.loads(bundle.read("data.json"))["sections"]


def spoil(label: str, column: str) -> None:
    """The last byte of each."""
    rows = apps.get_model(label)._base_manager
    for row in rows.exclude(**{column: b""}):
        blob = bytearray(getattr(row, column))
        blob[-1] ^= 1
        rows.filter(pk=row.pk).update(**{column: bytes(blob)})


def swap(label: str, column: str) -> None:
    """Each with that of the row after it, so that nobody's stands where it did."""
    rows = apps.get_model(label)._base_manager
    found = list(rows.exclude(**{column: b""}).order_by("pk"))
    assert len(found) > 1
    for row, other in zip(found, [*found[1:], found[0]], strict=True):
        rows.filter(pk=row.pk).update(**{column: bytes(getattr(other, column))})


@pytest.mark.parametrize("change", [spoil, swap])
@pytest.mark.parametrize(("label", "column"), COLUMNS)
def test_what_does_not_open_is_refused_told_and_takes_nothing_else_with_it(
    house, things, client, caplog, capsys, label, column, change
):
    change(label, column)
    client = with_key(client, house.ewa)
    for there in addresses(house, things):
        answer = client.get(there)
        html = answer.content.decode()
        assert "Joyce-Joyce" not in html, there
        assert answer.status_code in (200, 302, 303, 503), there
        assert "Please try again in a while" not in html, there
        if answer.status_code == 503:
            assert "cannot be opened" in html, there
    sections = taken(client)
    assert "Joyce-Joyce" not in json.dumps(sections)
    assert "Ewa-Ewa" in json.dumps(sections)
    alarms = {one.getMessage() for one in caplog.records if one.name == "facilitator.vault.boxes"}
    table = apps.get_model(label)._meta.db_table
    assert f"A sealed text does not open: {table}.{column}" in alarms
    assert not any(str(house.ewa.pk) in said or "Ewa" in said for said in alarms)
    with pytest.raises(CommandError):
        call_command("vault", "verify")
    told = capsys.readouterr().out.splitlines()
    (counted,) = [one for one in told if one.startswith(f"{label}.{column}:")]
    assert " 0 failed" not in counted


def test_the_sealed_columns_are_all_of_them():
    assert len(COLUMNS) == len(ROOM) >= 10


def test_the_house_key_stopped_half_way_through_its_change_opens_every_kind(
    house, settings, tmp_path, monkeypatch, capsys
):
    """Half of the owners lie under the new key when the power goes; then it goes on."""
    settings.KEK_FILE = shutil.copy(settings.KEK_FILE, tmp_path / "kek")
    for person in (house.ewa, house.joyce):
        fill(house, person)
    call_command("vault", "new-key", "2027a")
    monkeypatch.setattr(looking_after, "BATCH", 1)
    rewrap, done = looking_after._rewrap, []

    def until_the_power_goes(*args):
        done.append(args)
        if len(done) == 2:
            raise KeyboardInterrupt
        return rewrap(*args)

    monkeypatch.setattr(looking_after, "_rewrap", until_the_power_goes)
    with pytest.raises(KeyboardInterrupt):
        call_command("vault", "rotate-kek", "--to", "2027a")
    monkeypatch.setattr(looking_after, "_rewrap", rewrap)
    assert {one.keys > 0 for one in looking_after.status()} == {True}
    for _half_way_and_done in range(2):
        capsys.readouterr()
        call_command("vault", "verify")
        told = capsys.readouterr().out
        assert all(f"{label}.{name}: 0 opened" not in told for label, name in COLUMNS)
        assert "none failed" in told
        call_command("vault", "rotate-kek", "--to", "2027a")
