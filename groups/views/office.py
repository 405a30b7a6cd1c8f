"""What coordinators do: invite those who lead, give a group its facilitator, close a group."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facilitator import nudge
from facilitator.pages import show
from facilitator.people.models import Person
from groups.access import Asking, office_group
from groups.closing import close, give
from groups.forms.guest import OfficeInviteForm
from groups.inviting import Hand, invite, revoke
from groups.joining import known
from groups.models import Group, Invitation
from groups.models.invitation import InvitationQuerySet
from groups.views.going import go
from groups.views.people import link_context

PLAN = "groups.reminders.tasks.plan"


@require_GET
def office_people(request: Asking) -> HttpResponse:
    """Those who coordinate or lead, open invitations, and the form to ask one more."""
    return _page(request, OfficeInviteForm())


@require_POST
def office_invite(request: Asking) -> HttpResponse:
    """Ask somebody to lead groups or to coordinate; her link is shown next."""
    _coordinates(request)
    form = OfficeInviteForm(request.POST)
    if form.is_valid() and _has_it(form):
        form.add_error("email", _("She has this already"))
    if not form.is_valid():
        return _page(request, form, status=422)
    done = form.cleaned_data
    hand = Hand(done["role"], None, done["email"], done["name"])
    made, _new = invite(done["key"], hand, by=request.user, now=timezone.now(), ask=True)
    nudge.look(PLAN)
    return go("office_link", invitation_id=made.pk)


@require_GET
def office_link(request: Asking, invitation_id: UUID) -> HttpResponse:
    """The joining link of one open invitation, large, to be printed or copied."""
    _coordinates(request)
    found = get_object_or_404(_open(), pk=invitation_id)
    return show(request, "groups/link.html", link_context(found))


@require_POST
def office_revoke(request: Asking, invitation_id: UUID) -> HttpResponse:
    """Draw an invitation back."""
    _coordinates(request)
    found = get_object_or_404(Invitation, pk=invitation_id, group=None)
    revoke(found, by=request.user, now=timezone.now())
    nudge.look(PLAN)
    messages.success(request, _("Taken back. Its link opens nothing any more."))
    return go("office_people")


@require_POST
def assign_facilitator(request: Asking, group_id: UUID) -> HttpResponse:
    """Give a group somebody who leads it, from those who may lead."""
    now, group = timezone.now(), office_group(request.user, group_id)
    wanted = request.POST.get("person", "")
    able = Person.objects.filter(leads_since__isnull=False, erased_at__isnull=True)
    try:
        person = get_object_or_404(able, pk=UUID(wanted))
    except ValueError:
        raise Http404 from None
    if Group.objects.going_on(now).filter(pk=group.pk).exists():
        give(group, person, by=request.user, now=now)
        nudge.look(PLAN)
        messages.success(request, _("Assigned."))
    return go("office_group", group_id=group.pk)


@require_http_methods(["GET", "POST"])
def close_group(request: Asking, group_id: UUID) -> HttpResponse:
    """Close a group: what has not begun is cancelled, and who was told of it is told."""
    now, group = timezone.now(), office_group(request.user, group_id)
    if request.method == "POST":
        close(group, by=request.user, now=now)
        nudge.look(PLAN)
        return go("office_group", group_id=group.pk)
    left = group.meetings.not_begun(now).count()
    return show(request, "groups/close.html", {"group": group, "left": left})


def _coordinates(request: Asking) -> None:
    """A page that is no coordinator's is no page."""
    if not request.user.coordinates:
        raise Http404


def _has_it(form: OfficeInviteForm) -> bool:
    """Whether whoever has this address leads or coordinates already, as asked."""
    person = known(form.cleaned_data["email"]) if form.cleaned_data["email"] else None
    if person is None:
        return False
    asked = form.cleaned_data["role"]
    return person.coordinates if asked == Invitation.Role.COORDINATOR else person.leads


def _open() -> InvitationQuerySet:
    return Invitation.objects.open(timezone.now()).filter(group=None)


def _page(request: Asking, form: OfficeInviteForm, *, status: int = 200) -> HttpResponse:
    _coordinates(request)
    staff = Q(coordinates_since__isnull=False) | Q(leads_since__isnull=False)
    people = Person.objects.filter(staff, erased_at__isnull=True).order_by("name", "pk")
    context = {
        "form": form,
        "people": people,
        "invitations": _open().order_by("-invited_at"),
    }
    return show(request, "groups/office_people.html", context, status=status)
