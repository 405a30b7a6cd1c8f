"""The key file: made once, safe or refused, read again when it changed."""

import pytest

from facilitator import vault
from facilitator.vault import keyfiles, paper

BAD = [(None, keyfiles.Missing), (b"", keyfiles.WrongLength), (b"x" * 31, keyfiles.WrongLength),
       (b"x" * 33, keyfiles.WrongLength)]  # fmt: skip


@pytest.mark.parametrize(("data", "what"), BAD)
def test_a_file_that_is_missing_or_of_wrong_length_is_refused(data, what, kek_file, write_key):
    if data is not None:
        write_key(kek_file, data)
    with pytest.raises(what):
        keyfiles.read(kek_file)


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o444, 0o644, 0o660, 0o602, 0o401])
def test_a_file_that_others_can_get_at_is_refused(mode, kek_file, write_key):
    write_key(kek_file, mode=mode)
    with pytest.raises(keyfiles.ReadableByOthers):
        keyfiles.read(kek_file)


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_a_file_of_ones_own_is_read(mode, kek_file, write_key):
    key = write_key(kek_file, mode=mode)
    assert keyfiles.read(kek_file) == key


def test_a_file_is_read_once_and_again_when_it_changed(kek_file, write_key, monkeypatch):
    first = write_key(kek_file)
    assert keyfiles.read(kek_file) == first
    reads = []
    true_check = keyfiles._checked
    monkeypatch.setattr(keyfiles, "_checked", lambda *args: reads.append(args) or true_check(*args))
    assert keyfiles.read(kek_file) == first
    assert reads == []
    second = write_key(kek_file)
    assert keyfiles.read(kek_file) == second
    assert len(reads) == 1
    kek_file.chmod(0o444)
    with pytest.raises(keyfiles.ReadableByOthers):
        keyfiles.read(kek_file)
    kek_file.unlink()
    with pytest.raises(keyfiles.Missing):
        keyfiles.read(kek_file)


def test_a_new_file_is_for_its_owner_alone_and_never_overwrites(kek_file):
    key = keyfiles.create(kek_file)
    assert kek_file.stat().st_mode & 0o777 == 0o400
    assert kek_file.read_bytes() == key
    with pytest.raises(vault.VaultError):
        keyfiles.create(kek_file)
    assert kek_file.read_bytes() == key


@pytest.mark.parametrize("kek_id", ["", "2026", "a", "2026A", "../2026a", "2026aa", "2026a\n"])
def test_an_id_is_a_year_and_a_letter(kek_id):
    with pytest.raises(vault.VaultError):
        keyfiles.check_id(kek_id)


def test_the_paper_key_can_be_typed_back_by_a_tired_person():
    key = bytes(range(32))
    printed = paper.to_paper(key)
    assert len(printed.split("-")) == 14
    assert paper.from_paper(printed) == key
    sloppy = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert paper.from_paper(sloppy) == key


def test_one_wrong_sign_on_paper_is_noticed():
    printed = paper.to_paper(bytes(range(32)))
    for at, sign in enumerate(printed):
        if sign == "-":
            continue
        wrong = printed[:at] + ("7" if sign != "7" else "8") + printed[at + 1 :]
        with pytest.raises(vault.VaultError):
            paper.from_paper(wrong)
    with pytest.raises(vault.VaultError):
        paper.from_paper(printed[:-1])
