"""Whatever was ever sealed opens for ever."""

import json
import uuid
from hashlib import sha256
from pathlib import Path

import pytest

from facilitator import vault
from facilitator.vault import keyfiles, keyring
from facilitator.vault.models import Key

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
KEY = sha256(GOLDEN["key_of"].encode()).digest()


@pytest.mark.parametrize("version", GOLDEN["versions"], ids=lambda version: version["version"])
def test_every_blob_of_every_version_opens(version, kek_file, write_key, settings):
    settings.DEBUG = True  # the known key is refused anywhere else
    write_key(kek_file, KEY)
    keyring.make(keyring.CHECK, kid=1, kek_id=version["kek"])
    owner = uuid.UUID(version["owner"])
    Key.objects.create(
        owner=owner,
        kid=version["kid"],
        kek=version["kek"],
        wrapped=bytes.fromhex(version["wrapped"]),
    )
    box = vault.box(owner, actor=owner)
    for one in version["blobs"]:
        text = box.open(
            bytes.fromhex(one["blob"]),
            table=one["table"],
            column=one["column"],
            row=uuid.UUID(one["row"]),
            revision=one["revision"],
        )
        assert sha256(text).hexdigest() == one["sha256"]
        assert text.decode().startswith(one["starts"])


def test_no_version_was_taken_out():
    assert [version["version"] for version in GOLDEN["versions"]] == ["SG1, alg 1"]
    assert [len(version["blobs"]) for version in GOLDEN["versions"]] == [4]


def test_the_key_of_the_golden_blobs_is_refused_in_earnest(kek_file, write_key):
    write_key(kek_file, KEY)
    with pytest.raises(keyfiles.TestKey):
        keyfiles.read(kek_file)
