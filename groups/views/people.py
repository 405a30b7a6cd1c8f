"""The people of a group: who is in it, who was asked, and the link that is handed over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facilitator import nudge
from facilitator.pages import show
from groups.access import Asking, led_group, while_it_goes_on
from groups.forms.guest import InviteForm
from groups.inviting import Hand, ask_for, handed_code_of, invite, revoke
from groups.joining import is_in
from groups.leaving import LastFacilitator, leave
from groups.models import Group, Invitation, Membership
from groups.models.membership import Role
from groups.qr import picture
from groups.views.going import go

PLAN = "groups.reminders.tasks.plan"


@require_GET
def group_people(request: Asking, group_id: UUID) -> HttpResponse:
    """Everybody in the group, open invitations, and the form to ask one more."""
    group = led_group(request.user, group_id)
    return _page(request, group, InviteForm(), now=timezone.now())


@require_POST
@while_it_goes_on
def invite_guest(request: Asking, group_id: UUID) -> HttpResponse:
    """Ask one person in: by mail at once, or with a link on paper, shown next."""
    now, group = timezone.now(), led_group(request.user, group_id)
    form = InviteForm(request.POST)
    if form.is_valid() and is_in(group, form.cleaned_data["email"]):
        form.add_error("email", _("She is in the group already"))
    if not form.is_valid():
        return _page(request, group, form, now=now, status=422)
    done = form.cleaned_data
    hand = Hand(done["role"], group, done["email"], done["name"])
    made, _new = invite(done["key"], hand, by=request.user, now=now, ask=True)
    if made.role != hand.role:
        form.add_error("email", _("She has an open invitation already, for another role"))
        return _page(request, group, form, now=now, status=422)
    if not made.email:
        return go("invitation_link", group_id=group.pk, invitation_id=made.pk)
    nudge.look(PLAN)
    messages.success(request, _("The invitation goes out by mail now."))
    return go("group_people", group_id=group.pk)


@require_POST
@while_it_goes_on
def send_invitations(request: Asking, group_id: UUID) -> HttpResponse:
    """Let every invitation with an address be mailed: she says so."""
    now, group = timezone.now(), led_group(request.user, group_id)
    waiting = list(Invitation.objects.to_be_asked(now).filter(group=group))
    ask_for(waiting, by=request.user, now=now)
    nudge.look(PLAN)
    if waiting:
        messages.success(request, _("The invitations go out by mail now."))
    return go("group_people", group_id=group.pk)


@require_GET
def invitation_link(request: Asking, group_id: UUID, invitation_id: UUID) -> HttpResponse:
    """The joining link of one open invitation, large, to be printed or copied."""
    group = led_group(request.user, group_id)
    found = get_object_or_404(
        Invitation.objects.open(timezone.now()).filter(group=group), pk=invitation_id
    )
    return show(request, "groups/link.html", link_context(found) | {"group": group})


@require_POST
def revoke_invitation(request: Asking, group_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Draw an invitation back; its link opens nothing from then on."""
    group = led_group(request.user, group_id)
    found = get_object_or_404(Invitation, pk=invitation_id, group=group)
    revoke(found, by=request.user, now=timezone.now())
    nudge.look(PLAN)
    messages.success(request, _("Taken back. Its link opens nothing any more."))
    return go("group_people", group_id=group.pk)


@require_http_methods(["GET", "POST"])
def remove_member(request: Asking, group_id: UUID, membership_id: UUID) -> HttpResponse:
    """Ask someone to leave the group; the page says what follows before anything happens."""
    group = led_group(request.user, group_id)
    found = get_object_or_404(
        Membership.objects.active().select_related("person").exclude(person=request.user),
        pk=membership_id, group=group,
    )  # fmt: skip
    last = False
    if request.method == "POST":
        try:
            leave(found, by=request.user, now=timezone.now())
        except LastFacilitator:
            last = True
        else:
            nudge.look(PLAN)
            messages.success(request, _("She is off the list."))
            return go("group_people", group_id=group.pk)
    context = {"group": group, "membership": found, "last": last}
    return show(request, "groups/remove.html", context, status=409 if last else 200)


def link_context(invitation: Invitation) -> dict[str, Any]:
    """The joining link as an address, in groups of four, and as a picture for a phone."""
    code = handed_code_of(invitation)
    address = settings.SITE_URL + reverse("join", args=[code])
    spaced = "-".join(code[at : at + 4] for at in range(0, len(code), 4))
    typed = settings.SITE_URL + reverse("join", args=[spaced])
    return {
        "invitation": invitation, "address": address, "typed": typed, "picture": picture(address)
    }  # fmt: skip


def _page(
    request: Asking, group: Group, form: InviteForm, *, now: datetime, status: int = 200
) -> HttpResponse:
    people = Membership.objects.active().filter(group=group).select_related("person")
    invitations = Invitation.objects.open(now).filter(group=group).order_by("-invited_at")
    everybody = sorted(people, key=lambda each: each.person.name.casefold())
    first = Role.FACILITATOR
    opened = list(invitations)
    context = {
        "group": group,
        "form": form,
        "leading": sorted((m for m in everybody if m.leads), key=lambda m: m.role != first),
        "members": [each for each in everybody if not each.leads],
        "invitations": opened,
        "asks_members": any(each.role == Role.MEMBER for each in opened),
        "over": Group.objects.over(now).filter(pk=group.pk).exists(),
        "unasked": sum(1 for each in opened if each.email and not each.asked_at),
    }
    return show(request, "groups/people.html", context, status=status)
