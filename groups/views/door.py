"""The door that a joining link leads to: what stands behind it, and the page of each step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from facilitator.pages import show
from groups.inviting import proves_address
from groups.joining import invitation_for
from groups.models import AddressProof, Agreement, Group, Invitation, Meeting, Membership
from groups.views.going import go

PROOF = "proof"  # in the session: the id of the address that she typed
GUESSES = {"join": "20/h/ip"}
CODES = {"proof": "30/h/ip"}


@dataclass
class Door:
    """An open invitation, whoever stands before it, and the address that is proved so far.

    `mailed`: the code is the one in the mail, so the address of the invitation is hers. A link
    that was handed over was seen by somebody else, and proves no address.
    """

    code: str
    invitation: Invitation
    mailed: bool
    agreement: Agreement | None
    proof: AddressProof | None
    now: datetime

    @property
    def email(self) -> str:
        """Hers: the one that was mailed, or typed from paper and proved; empty before that."""
        if self.mailed:
            return self.invitation.email
        return self.proof.email if self.proof and self.proof.proved_at else ""

    @property
    def waits(self) -> bool:
        """Whether a code is on its way, and can still be typed."""
        waiting = AddressProof.objects.open(self.now)
        return self.proof is not None and waiting.filter(pk=self.proof.pk).exists()


def find_door(request: HttpRequest, code: str) -> Door | HttpResponse:
    """What stands behind a code; one page for every code that opens nothing."""
    now, invitation = timezone.now(), invitation_for(code)
    if invitation is None:
        tried = ratelimit.consume(
            request, app="groups", action="join", config=GUESSES, limit_get=True
        )
        return closed(request) if tried else refused(request)
    group = invitation.group
    still = Invitation.objects.open(now).filter(pk=invitation.pk)
    still = still.exclude(group__in=Group.objects.over(now))
    if not still.exists():  # pressed twice: only the newest look tells that it was she
        hers = Invitation.objects.filter(pk=invitation.pk, accepted_by=request.user.pk)
        return go("home") if request.user.pk and hers.exists() else closed(request)
    agreement = group.agreements.order_by("-version").first() if group else None
    kept = request.session.get(PROOF)
    proof = invitation.proofs.filter(pk=kept).first() if kept else None
    return Door(code, invitation, proves_address(invitation, code), agreement, proof, now)


def page(
    request: HttpRequest, door: Door, form: Any, *, step: str, status: int = 0
) -> HttpResponse:
    """The page of one step; 422 where the form has faults."""
    group = door.invitation.group
    leading = Membership.objects.active().leading().filter(group=group).select_related("person")
    first = leading.order_by("-role", "joined_at").first() if group else None
    by = door.invitation.invited_by
    context = {
        "form": form,
        "step": step,
        "code": door.code,
        "invitation": door.invitation,
        "group": group,
        "agreement": door.agreement,
        "leader": first.person.name if first else (by.name if by else ""),
        "next": Meeting.objects.upcoming(door.now).filter(group=group).first() if group else None,
        "proof": door.proof,
    }
    faulty = form is not None and form.is_bound and not form.is_valid()
    return show(request, "groups/join.html", context, status=status or (422 if faulty else 200))


def closed(request: HttpRequest) -> HttpResponse:
    """Used, revoked, expired, closed or never made: the same words for all."""
    return show(request, "groups/join_closed.html", status=404)


def refused(request: HttpRequest) -> HttpResponse:
    """Tried too often."""
    answer: HttpResponse = ratelimit.respond_429(request)
    return answer


def wrong(door: Door) -> str:
    """What is said of a code that does not fit."""
    if door.waits:
        return _("That is not the code from the mail. Please compare it.")
    return _("This code has had its turn. Ask for a new one below.")
