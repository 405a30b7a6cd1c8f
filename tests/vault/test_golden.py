"""Whatever was ever sealed opens for ever."""

import json
import uuid
from hashlib import sha256
from pathlib import Path

import pytest

from facilitator import vault
from facilitator.vault import keyfiles, keyring
from facilitator.vault.envelopes import group_box, own_box
from facilitator.vault.models import Key

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
KEY = sha256(GOLDEN["key_of"].encode()).digest()


@pytest.fixture(params=GOLDEN["versions"], ids=lambda version: version["version"])
def version(request, kek_file, write_key, settings):
    """A version, with its key in the keyring."""
    version = request.param
    settings.DEBUG = True  # the known key is refused anywhere else
    write_key(kek_file, KEY)
    keyring.make(keyring.CHECK, kid=1, kek_id=version["kek"])
    Key.objects.create(
        owner=uuid.UUID(version["owner"]),
        kid=version["kid"],
        kek=version["kek"],
        wrapped=bytes.fromhex(version["wrapped"]),
    )
    return version


def test_every_text_with_a_key_of_its_own_opens(version):
    for one in version["given"]:
        row = uuid.UUID(one["row"])
        at = {"table": "reflections_share", "row": row, "revision": 1}
        wrapped, blob = bytes.fromhex(one["wrapped"]), bytes.fromhex(one["blob"])
        key = group_box(uuid.UUID(version["owner"])).open(wrapped, column="wrapped", **at)
        assert own_box(key, text=row).open(blob, column="sealed", **at).decode() == one["text"]


def test_every_blob_of_every_version_opens(version):
    owner = uuid.UUID(version["owner"])
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
    assert [len(version["given"]) for version in GOLDEN["versions"]] == [1]


def test_the_key_of_the_golden_blobs_is_refused_in_earnest(kek_file, write_key):
    write_key(kek_file, KEY)
    with pytest.raises(keyfiles.TestKey):
        keyfiles.read(kek_file)
