"""What manage.py vault does to the house's keys: begin, change over, and count."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.views.decorators.debug import sensitive_variables

from facilitator.vault import ciphers, keyfiles, keyring, verifying
from facilitator.vault.errors import Closed, VaultError
from facilitator.vault.models import Key

__all__ = ["Status", "active_id", "adopt", "change_over", "init", "new_file", "status"]

NOT_EMPTY = "The keyring is not empty; it was left alone."
LOST = (
    "There are sealed texts here, and this keyring knows none of their keys. Bring back its "
    "backup. Where there is none, --anew begins without them, and nobody can ever open them."
)
BATCH = 200  # keys re-wrapped in one commit


@dataclass(frozen=True)
class Status:
    """One house key: its id, how many owners' keys it closes, whether its file opens them."""

    kek_id: str
    keys: int
    active: bool
    opens: bool


def _check() -> Key | None:
    """The newest living key-check value."""
    living = Key.objects.filter(owner=keyring.CHECK, wrapped__isnull=False)
    return living.order_by("-kid").first()


def active_id() -> str:
    """The id of the house key that closes new keys. Closed: it is missing, unsafe or wrong."""
    check = _check()
    if check is None:
        raise Closed("The keyring has no check value: run manage.py vault init.")
    keyring.unwrapped(check)
    return check.kek


def adopt(kek_id: str, *, anew: bool = False) -> None:
    """Begin with a key file that is already there; refusals as of `init`."""
    _may_begin(anew=anew)
    keyfiles.read(keyfiles.path_of(keyfiles.check_id(kek_id)))
    if not keyring.make(keyring.CHECK, kid=1, kek_id=kek_id):
        raise VaultError(NOT_EMPTY)


@sensitive_variables()
def init(kek_id: str, *, anew: bool = False) -> bytes:
    """Make the house's key and the keyring's check value, only while the keyring is empty.

    VaultError, and nothing touched: the keyring has keys, a key file is there, or texts stand
    sealed whose keyring was lost; `anew` gives those up.
    """
    path = keyfiles.path_of(keyfiles.check_id(kek_id))
    _may_begin(anew=anew)
    if path != Path(settings.KEK_FILE):
        raise VaultError(f"There is already a key file at {path}; it was left alone.")
    key = keyfiles.create(path)
    adopt(kek_id, anew=anew)
    return key


def _may_begin(*, anew: bool) -> None:
    if Key.objects.exists():
        raise VaultError(NOT_EMPTY)
    if not anew and verifying.anything_sealed():
        raise VaultError(LOST)


@sensitive_variables()
def new_file(kek_id: str) -> bytes:
    """A further house key beside the first, for `change_over`; never one that is in use."""
    if Key.objects.filter(kek=keyfiles.check_id(kek_id)).exists():
        raise VaultError(f"The keyring knows the key {kek_id} already; find its file.")
    return keyfiles.create(Path(f"{settings.KEK_FILE}.{kek_id}"))


@sensitive_variables()
def _make_active(kek_id: str) -> bytes:
    """From this commit on every process closes new keys under `kek_id`; returns that house key."""
    now_active = active_id()
    if now_active == kek_id:
        return keyfiles.read(keyfiles.path_of(kek_id))
    # Named in full: without a file of its own the id would fall back on the old key's bytes.
    kek = keyfiles.read(Path(f"{settings.KEK_FILE}.{kek_id}"))
    if kek == keyfiles.read(keyfiles.path_of(now_active)):
        raise VaultError(f"The file of {kek_id} holds the same key as that of {now_active}.")
    newest = Key.objects.filter(owner=keyring.CHECK).aggregate(kid=Max("kid"))["kid"]
    if not keyring.make(keyring.CHECK, kid=newest + 1, kek_id=kek_id):
        raise VaultError("Somebody else is changing the key over. Run it again.")
    return kek


@sensitive_variables()
def _rewrap(row: Key, kek_id: str, kek: bytes) -> int:
    """Close one key anew; 0 where somebody else did so, or destroyed it, in the meantime."""
    key = keyring.unwrapped(row)
    wrapped = ciphers.wrap(key, kek, owner=row.owner, kid=row.kid, kek_id=kek_id)
    same = Key.objects.filter(pk=row.pk, kek=row.kek, wrapped__isnull=False)
    return same.update(kek=kek_id, wrapped=wrapped)


def _behind(kek_id: str) -> Iterator[list[Key]]:
    """Batches of owners' keys that another house key closes, until there are none."""
    others = Key.objects.filter(wrapped__isnull=False).exclude(owner=keyring.CHECK)
    while batch := list(others.exclude(kek=kek_id).order_by("pk")[:BATCH]):
        yield batch


@sensitive_variables()
def change_over(kek_id: str) -> int:
    """Close every owner's key under the house key `kek_id`; returns how many were closed anew.

    Stopped half-way, both house keys are needed and everything opens; run it again. Done twice it
    changes nothing. Closed: one of the key files is missing, unsafe or wrong.
    """
    kek = _make_active(keyfiles.check_id(kek_id))
    moved = 0
    for batch in _behind(kek_id):
        with transaction.atomic(using=keyring.KEYRING):
            moved += sum(_rewrap(row, kek_id, kek) for row in batch)
    return moved


def _opens(kek_id: str) -> bool:
    row = Key.objects.filter(kek=kek_id, wrapped__isnull=False).order_by("owner", "kid").first()
    try:
        return row is not None and bool(keyring.unwrapped(row))
    except Closed:
        return False


def status() -> list[Status]:
    """Each house key that still closes something, the active one first. Never a key or an owner."""
    check = _check()
    rows = (
        Key.objects.filter(wrapped__isnull=False)
        .values_list("kek")
        .annotate(keys=Count("pk", filter=~Q(owner=keyring.CHECK)))
        .order_by("kek")
    )
    found = [
        Status(kek_id, keys, check is not None and check.kek == kek_id, _opens(kek_id))
        for kek_id, keys in rows
    ]
    return sorted(found, key=lambda one: not one.active)
