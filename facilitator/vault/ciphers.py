"""The only module that encrypts: AES-256-GCM for texts and keys, HKDF-SHA256 for sub-keys.

A sealed blob is `"SG1" | alg u8 | kid u32 | nonce 12 | ciphertext and tag`, big-endian. Bound to it
without standing in it, each part with its length in front: the header, table, column, row, owner
and revision. A wrapped key is `nonce 12 | ciphertext and tag`, bound to "SG1", "dek", its owner,
its kid and the id of the key that wraps it. Blobs of every version stand in tests/vault/golden.json
and must open for ever.
"""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.views.decorators.debug import sensitive_variables

from facilitator.vault.errors import Unopenable
from facilitator.vault.padding import pad, unpad

__all__ = ["DRAFT", "FIELD", "KEY_BYTES", "WRAPPING", "Place", "digest", "fingerprint", "kid_of",
           "new_key", "open_blob", "seal_blob", "sub_key", "unwrap", "wrap"]  # fmt: skip

MAGIC = b"SG1"
AES_256_GCM = 1  # 2 is reserved for AES-256-GCM-SIV
KEY_BYTES = 32
NONCE = 12
HEADER = len(MAGIC) + 1 + 4
TAG = 16
FIELD = b"sg1|field"  # one key, one purpose; "sg1|dedupe" comes later
DRAFT = b"sg1|draft|"  # and the name of one browser
WRAPPING = b"sg1|wrapping"  # a group's key closes keys of single texts, and no text


@dataclass(frozen=True)
class Place:
    """Where a sealed text stands; it opens nowhere else."""

    table: str
    column: str
    row: UUID
    owner: UUID
    revision: int

    def parts(self) -> list[bytes]:
        return [
            self.table.encode(),
            self.column.encode(),
            self.row.bytes,
            self.owner.bytes,
            self.revision.to_bytes(8, "big"),
        ]


def _bound(*parts: bytes) -> bytes:
    """Parts that cannot run into each other: each has its length in front, four bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


@sensitive_variables()
def digest(data: bytes) -> bytes:
    """SHA-256."""
    state = Hash(SHA256())
    state.update(data)
    return state.finalize()


@sensitive_variables()
def fingerprint(key: bytes) -> str:
    """Eight hex digits that tell one key from another and give nothing of it away."""
    return digest(b"sg1|fingerprint" + key).hex()[:8]


@sensitive_variables()
def sub_key(key: bytes, purpose: bytes = FIELD) -> bytes:
    """The key that does this one thing for its owner."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def _wrapping(owner: UUID, kid: int, kek_id: str) -> bytes:
    return _bound(MAGIC, b"dek", owner.bytes, kid.to_bytes(4, "big"), kek_id.encode())


@sensitive_variables()
def wrap(key: bytes, kek: bytes, *, owner: UUID, kid: int, kek_id: str) -> bytes:
    """An owner's key, closed under the house's key."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(kek).encrypt(nonce, key, _wrapping(owner, kid, kek_id))


@sensitive_variables()
def unwrap(wrapped: bytes, kek: bytes, *, owner: UUID, kid: int, kek_id: str) -> bytes:
    """The owner's key again; Unopenable under any other house key, owner, kid or id."""
    wrapped = bytes(wrapped)
    try:
        return AESGCM(kek).decrypt(wrapped[:NONCE], wrapped[NONCE:], _wrapping(owner, kid, kek_id))
    except (InvalidTag, ValueError) as error:
        raise Unopenable("This key does not open.") from error


def kid_of(blob: bytes) -> int:
    """Which of the owner's keys sealed it. Unopenable where the header is not ours."""
    if len(blob) < HEADER + NONCE + TAG or blob[:3] != MAGIC or blob[3] != AES_256_GCM:
        raise Unopenable("This was not sealed here.")
    return int.from_bytes(blob[4:HEADER], "big")


@sensitive_variables()
def seal_blob(data: bytes, key: bytes, *, kid: int, place: Place) -> bytes:
    """Padded, encrypted under the sub-key `key`, bound to its place."""
    header = MAGIC + bytes([AES_256_GCM]) + kid.to_bytes(4, "big")
    nonce = os.urandom(NONCE)
    return header + nonce + AESGCM(key).encrypt(nonce, pad(data), _bound(header, *place.parts()))


@sensitive_variables()
def open_blob(blob: bytes, key: bytes, *, place: Place) -> bytes:
    """What was sealed here under the sub-key `key`; Unopenable for anything else."""
    header, nonce = blob[:HEADER], blob[HEADER : HEADER + NONCE]
    try:
        padded = AESGCM(key).decrypt(nonce, blob[HEADER + NONCE :], _bound(header, *place.parts()))
        return unpad(padded)
    except (InvalidTag, ValueError) as error:
        raise Unopenable("This does not open here.") from error
