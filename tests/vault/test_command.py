"""manage.py vault: begin once, look, try every seal, change the key over."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from facilitator import vault
from facilitator.vault import keyfiles, keyring, looking_after, paper
from facilitator.vault.models import Key
from groups.reflections import writing
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, Stamp
from tests import cast

PLACE = {"table": "revision", "column": "sealed", "row": uuid.UUID(int=7), "revision": 1}
EWA = uuid.UUID("11111111-1111-4111-8111-111111111111")


def run(capsys, *args: str) -> str:
    call_command("vault", *args)
    return capsys.readouterr().out


def sealed(owner: uuid.UUID) -> bytes:
    return vault.box(owner, actor=owner).seal(b"The coat still hangs there.", **PLACE)


def opens(owner: uuid.UUID, blob: bytes) -> bool:
    return vault.box(owner, actor=owner).open(blob, **PLACE) == b"The coat still hangs there."


def test_init_makes_one_key_and_prints_it_once(kek_file, capsys):
    out = run(capsys, "init", "--id", "2026a")
    key = kek_file.read_bytes()
    assert len(key) == 32
    assert kek_file.stat().st_mode & 0o777 == 0o400
    assert paper.to_paper(key) in out
    assert key.hex() not in out
    assert looking_after.active_id() == "2026a"
    assert opens(EWA, sealed(EWA))


def test_init_refuses_a_second_time_and_leaves_all_as_it_was(kek_file, capsys):
    run(capsys, "init")
    key, blob = kek_file.read_bytes(), sealed(EWA)
    with pytest.raises(CommandError, match="not empty"):
        call_command("vault", "init")
    kek_file.chmod(0o600)
    kek_file.unlink()
    with pytest.raises(CommandError, match="not empty"):  # even when the file was lost
        call_command("vault", "init")
    assert not kek_file.exists()
    kek_file.write_bytes(key)
    kek_file.chmod(0o400)
    assert opens(EWA, blob)


def test_init_never_takes_a_file_that_is_there_unless_it_is_told_to(kek_file, write_key, capsys):
    key = write_key(kek_file)
    with pytest.raises(CommandError, match="already a key file"):
        call_command("vault", "init")
    assert Key.objects.count() == 0
    run(capsys, "init", "--use-file", "--id", "2026a")
    assert kek_file.read_bytes() == key
    assert opens(EWA, sealed(EWA))


@pytest.mark.parametrize("mode", [0o440, 0o404])
def test_init_does_not_begin_with_a_file_that_others_can_read(mode, kek_file, write_key):
    write_key(kek_file, mode=mode)
    with pytest.raises(CommandError, match="chmod 0400"):
        call_command("vault", "init", "--use-file")
    assert Key.objects.count() == 0


def test_init_says_so_where_no_file_can_be_made(kek_file, settings):
    settings.KEK_FILE = str(kek_file.parent / "nowhere" / "kek")
    with pytest.raises(CommandError, match="No key file can be made"):
        call_command("vault", "init")
    assert Key.objects.count() == 0


def test_status_counts_keys_and_names_nobody(kek_file, capsys):
    run(capsys, "init", "--id", "2026a")
    sealed(EWA)
    out = run(capsys, "status")
    assert out == "2026a  active  1 keys  opens\n"
    kek_file.unlink()
    with pytest.raises(CommandError):
        call_command("vault", "status")
    assert str(EWA) not in capsys.readouterr().out


@pytest.fixture
def two_keys(kek_file, capsys):
    """450 owners under 2026a, and the file of 2027a beside it."""
    run(capsys, "init", "--id", "2026a")
    owners = [uuid.UUID(int=1000 + n) for n in range(450)]
    blobs = {owner: sealed(owner) for owner in owners[:3]}
    for owner in owners[3:]:
        keyring.make(owner, kid=1, kek_id="2026a")
    run(capsys, "new-key", "2027a")
    return blobs


def test_the_key_changes_over_and_everything_opens(two_keys, kek_file, capsys):
    assert "450 keys closed under 2027a" in run(capsys, "rotate-kek", "--to", "2027a")
    assert run(capsys, "status") == (
        "2027a  active  450 keys  opens\n2026a  older  0 keys  opens\n"
    )
    assert "0 keys closed" in run(capsys, "rotate-kek", "--to", "2027a")
    kek_file.unlink()  # status says 0: the old file may go
    assert all(opens(owner, blob) for owner, blob in two_keys.items())
    assert opens(EWA, sealed(EWA))
    assert Key.objects.get(owner=EWA).kek == "2027a"
    kek_file.with_name("kek.2027a").rename(kek_file)  # and the new one may take its place
    assert all(opens(owner, blob) for owner, blob in two_keys.items())
    assert run(capsys, "status").startswith("2027a  active  451 keys  opens\n")


def test_stopped_half_way_it_goes_on_where_it_was(two_keys, capsys, monkeypatch):
    done = []
    rewrap = looking_after._rewrap

    def until_the_power_goes(*args):
        done.append(args)
        if len(done) == 250:
            raise KeyboardInterrupt
        return rewrap(*args)

    monkeypatch.setattr(looking_after, "_rewrap", until_the_power_goes)
    with pytest.raises(KeyboardInterrupt):
        call_command("vault", "rotate-kek", "--to", "2027a")
    monkeypatch.undo()
    assert [(one.kek_id, one.keys) for one in looking_after.status()] == [
        ("2027a", 200),
        ("2026a", 250),
    ]
    assert all(opens(owner, blob) for owner, blob in two_keys.items())
    assert "250 keys closed" in run(capsys, "rotate-kek", "--to", "2027a")
    assert all(opens(owner, blob) for owner, blob in two_keys.items())


def test_an_id_without_a_file_of_its_own_is_not_changed_over_to(two_keys, kek_file):
    kek_file.with_name("kek.2027a").unlink()
    with pytest.raises(CommandError, match="no key file"):
        call_command("vault", "rotate-kek", "--to", "2027a")
    assert looking_after.active_id() == "2026a"


def test_the_same_key_under_another_name_is_no_change(two_keys, kek_file, write_key):
    write_key(kek_file.with_name("kek.2027a"), kek_file.read_bytes())
    with pytest.raises(CommandError, match="same key"):
        call_command("vault", "rotate-kek", "--to", "2027a")
    assert looking_after.active_id() == "2026a"


def test_a_key_in_use_is_never_made_again(two_keys, kek_file, capsys):
    run(capsys, "rotate-kek", "--to", "2027a")
    kek_file.with_name("kek.2027a").unlink()
    with pytest.raises(CommandError, match="knows the key"):
        call_command("vault", "new-key", "2027a")
    with pytest.raises(vault.Closed):
        sealed(EWA)


def test_a_shredded_key_stays_shredded_through_a_change(two_keys, capsys):
    from tests.cast import NOW

    owner, blob = next(iter(two_keys.items()))
    assert vault.shred(owner, now=NOW) == 1
    run(capsys, "rotate-kek", "--to", "2027a")
    row = Key.objects.get(owner=owner)
    assert (row.wrapped, row.shredded_at, row.kek) == (None, NOW, "2026a")
    with pytest.raises(vault.Erased):
        opens(owner, blob)


def test_the_file_of_another_key_opens_nothing(kek_file, capsys, write_key):
    run(capsys, "init")
    blob = sealed(EWA)
    write_key(kek_file)
    with pytest.raises(vault.Closed):
        opens(EWA, blob)
    with pytest.raises(vault.Closed):
        sealed(uuid.uuid4())
    assert Key.objects.exclude(owner=keyring.CHECK).count() == 1
    assert keyfiles.path_of("2026a") == kek_file


@pytest.fixture
def lost_keyring(kek_file, capsys):
    """Ewa has a page; then the keyring came back empty."""
    run(capsys, "init")
    ewa = cast.person("Ewa")
    stamp = Stamp(key=uuid.uuid4(), pad=uuid.uuid4())
    writing.begin_with(ewa, to=Asked(), sheet=Sheet("The coat."), stamp=stamp, now=cast.NOW)
    Key.objects.all().delete()
    kek_file.chmod(0o400)
    return ewa


def test_an_empty_keyring_is_not_begun_beside_sealed_texts(lost_keyring, kek_file):
    key = kek_file.read_bytes()
    for how in (["--use-file"], []):
        with pytest.raises(CommandError, match="Bring back its backup"):
            call_command("vault", "init", *how)
    kek_file.unlink()
    with pytest.raises(CommandError, match="Bring back its backup"):
        call_command("vault", "init")
    assert not kek_file.exists()
    assert not Key.objects.exists()
    kek_file.write_bytes(key)


def test_it_may_be_begun_anew_where_there_is_no_backup(lost_keyring, capsys):
    assert "begins with the key" in run(capsys, "init", "--use-file", "--anew")
    assert opens(EWA, sealed(EWA))
