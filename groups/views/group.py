"""What may be changed of a group after it was started."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from facilitator import nudge
from facilitator.pages import show
from groups.access import Asking, led_group, while_it_goes_on
from groups.forms.group import GroupForm
from groups.models import Group
from groups.moving import relocate
from groups.views.going import go

PLAN = "groups.reminders.tasks.plan"


@require_http_methods(["GET", "POST"])
@while_it_goes_on
def group_settings(request: Asking, group_id: UUID) -> HttpResponse:
    """Name, place, directions, chairs, and the second message."""
    group = led_group(request.user, group_id)
    form = GroupForm(request.POST if request.method == "POST" else None, group=group)
    if request.method == "POST" and form.is_valid() and _save(form, request):
        nudge.look(PLAN)
        messages.success(request, _("Saved."))
        return go("group_settings", group_id=group.pk)
    context = {"form": form, "group": group}
    status = 422 if request.method == "POST" else 200
    return show(request, "groups/settings.html", context, status=status)


def _save(form: GroupForm, request: Asking) -> bool:
    """Save what was named; the evenings to come move to a new place in the same commit."""
    group, done, now = form.group, form.cleaned_data, timezone.now()
    since = group.reminds_twice_since
    with transaction.atomic():
        room = Q(pk=group.pk, taken__lte=done["capacity"])
        changed = Group.objects.filter(room).update(
            name=done["name"], place=done["place"], directions=done["directions"],
            capacity=done["capacity"],
            reminds_twice_since=(since or now) if done["reminds_twice"] else None,
        )  # fmt: skip
        if changed and "place" in form.changed_data:
            relocate(group, form.initial["place"], by=request.user, now=now)
    if not changed:  # somebody took a chair meanwhile
        form.too_few()
    return bool(changed)
