"""Hold out a hand, let it be mailed, draw it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.codes import HANDED, MAILED, belongs, candidates, code_for
from groups.models import Group, Invitation
from groups.models.invitation import OPEN_FOR


@dataclass(frozen=True)
class Hand:
    """Whom to ask, as what. No address: the link is handed over on paper."""

    role: str
    group: Group | None = None
    email: str = ""
    name: str = ""


def code_of(invitation: Invitation) -> str:
    """The code in its mail, or on its paper; made when it is needed."""
    return code_for(invitation.pk)


def handed_code_of(invitation: Invitation) -> str:
    """The code in the link that staff see and hand over: it proves nobody's address."""
    return code_for(invitation.pk, way=HANDED if invitation.email else MAILED)


def proves_address(invitation: Invitation, code: str) -> bool:
    """Whether only somebody who reads the mail of this address can know this code."""
    return bool(invitation.email) and belongs(code, invitation.pk, ways=(MAILED,))


def invitation_for(code: str) -> Invitation | None:
    """The invitation, open or not, or None for a code that we never made."""
    between = candidates(code)
    if between is None:
        return None
    rows = Invitation.objects.filter(pk__range=between).select_related(
        "group", "group__curriculum", "invited_by"
    )
    return next((row for row in rows if belongs(code, row.pk)), None)


def invite(
    key: UUID, hand: Hand, *, by: Person | None, now: datetime, ask: bool = False
) -> tuple[Invitation, bool]:
    """An open invitation, and whether it is new. With `ask` it may be mailed.

    `key` is the form's own id and becomes the invitation's: the same form sent twice invites
    once. An address that waits for an answer keeps the invitation it has, whatever its role.
    """
    try:
        return _invite(key, key, hand, by=by, now=now, ask=ask)
    except IntegrityError:  # asked twice at this moment; or the same page, with another address
        return _invite(key, uuid4(), hand, by=by, now=now, ask=ask)


def _invite(
    key: UUID, new: UUID, hand: Hand, *, by: Person | None, now: datetime, ask: bool
) -> tuple[Invitation, bool]:
    """As `invite`; one that is made gets the id `new`. IntegrityError: that cannot be."""
    kept = _waiting(key, hand)
    if kept is not None and kept.expires_at <= now and kept.accepted_at is None:
        kept = _close_or_renew(kept, by=by, now=now)
    if kept is None:
        return _make(new, hand, by=by, now=now, ask=ask), True
    if ask and by:
        ask_for([kept], by=by, now=now)
    return kept, False


def ask_for(invitations: list[Invitation], *, by: Person, now: datetime) -> int:
    """Let these be mailed, each once; how many of them were not asked for before."""
    unasked = Invitation.objects.to_be_asked(now)
    return unasked.filter(pk__in=[each.pk for each in invitations]).update(
        asked_at=now, asked_by=by
    )


def revoke(invitation: Invitation, *, by: Person, now: datetime) -> bool:
    """Close an open invitation; False where it was closed already."""
    with transaction.atomic():
        still = Invitation.objects.open(now).filter(pk=invitation.pk)
        if still.update(revoked_at=now, revoked_by=by) != 1:
            return False
        _trace("revoked", invitation, by=by, now=now)
    return True


def _waiting(key: UUID, hand: Hand) -> Invitation | None:
    """The one made by this form, or the one that waits for this address."""
    same = Invitation.objects.filter(group=hand.group, email__iexact=hand.email)
    found = same.filter(pk=key, role=hand.role).first()
    if found is None and hand.email:
        of_house = {"role": hand.role} if hand.group is None else {}
        found = same.filter(accepted_at=None, revoked_at=None, **of_house).first()
    return found


def _close_or_renew(expired: Invitation, *, by: Person | None, now: datetime) -> Invitation | None:
    """Make room for a new one; the command, which is nobody, lengthens the old one."""
    still = Invitation.objects.filter(pk=expired.pk, accepted_at=None, revoked_at=None)
    if by is None:
        still.update(expires_at=now + OPEN_FOR)
        return still.first()
    still.update(revoked_at=now, revoked_by=by)
    return None


def _make(key: UUID, hand: Hand, *, by: Person | None, now: datetime, ask: bool) -> Invitation:
    asked = by if ask and hand.email else None
    with transaction.atomic():
        made = Invitation.objects.create(
            pk=key, role=hand.role, group=hand.group, email=hand.email, name=hand.name,
            language=by.language if by else settings.LANGUAGES[0][0],
            invited_at=now, invited_by=by, expires_at=now + OPEN_FOR,
            asked_at=now if asked else None, asked_by=asked,
        )  # fmt: skip
        _trace("invited", made, by=by, now=now)
    return made


def _trace(verb: str, invitation: Invitation, *, by: Person | None, now: datetime) -> None:
    record(
        verb=verb, kind="invitation", subject=invitation.pk, now=now,
        actor=by.pk if by else None, group=invitation.group_id,
    )  # fmt: skip
