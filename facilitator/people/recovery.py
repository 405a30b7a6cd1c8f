"""The drawer's recovery code: printed once, kept as a hash, used once.

26 letters of Crockford's base32 are 130 random bits; two more are a checksum, so that a slip of
the pen is told from a wrong code. Read tolerantly: lower case, O for 0, I or L for 1, any spaces.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from django.db import transaction

from facilitator.people.models import Person, RecoveryCode
from facilitator.trace.models import record

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM, CHECK, GROUP = 26, 2, 4  # letters
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


def _checksum(letters: str) -> str:
    digest = hashlib.sha256(letters.encode()).digest()
    return "".join(LETTERS[byte % 32] for byte in digest[:CHECK])


def _hashed(person: Person, letters: str) -> str:
    # 130 random bits cannot be guessed from a fast hash; her id keeps equal codes apart.
    return hashlib.sha256(person.pk.bytes + letters.encode()).hexdigest()


def printed(letters: str) -> str:
    """The code as it stands on paper: seven groups of four."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read(code: str) -> str | None:
    """What is meant by `code` as typed; None when it cannot be one of ours."""
    kept = (
        letter for letter in code[:200].upper() if not letter.isspace() and letter not in "-–—."
    )
    letters = "".join(kept).translate(_MEANT)
    if len(letters) != RANDOM + CHECK or not set(letters) <= set(LETTERS):
        return None
    return letters if _checksum(letters[:RANDOM]) == letters[RANDOM:] else None


def make(person: Person, now: datetime) -> str:
    """A new code for her; an older one opens nothing any more. Show it once, it is not kept."""
    random = "".join(secrets.choice(LETTERS) for _ in range(RANDOM))
    letters = random + _checksum(random)
    with transaction.atomic():
        RecoveryCode.objects.update_or_create(
            person=person,
            defaults={"hashed": _hashed(person, letters), "made_at": now, "used_at": None},
        )
        record(verb="made", kind="recovery", subject=person.pk, now=now, actor=person.pk)
    return printed(letters)


def use(person: Person, code: str, now: datetime) -> bool:
    """Spend her code; after it her new password is trusted again. False: nothing changed."""
    letters = read(code)
    kept = RecoveryCode.objects.filter(person=person, used_at__isnull=True).first()
    if letters is None or kept is None:
        return False
    if not hmac.compare_digest(kept.hashed, _hashed(person, letters)):
        return False
    with transaction.atomic():
        spent = RecoveryCode.objects.filter(
            person=person, hashed=kept.hashed, used_at__isnull=True
        ).update(used_at=now)
        if not spent:  # somebody was quicker with the same code
            return False
        trust_again(person)
        record(verb="used", kind="recovery", subject=person.pk, now=now, actor=person.pk)
    return True


def trust_again(person: Person) -> None:
    """A reset by mail is answered by a real key: her password opens the drawer again."""
    if person.reset_at is not None:
        person.reset_at = None
        person.save(update_fields=["reset_at"])
