"""An evening's own plan beside the programme's, and the way back: a block, or all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum.editing import Full, look
from curriculum.models import SessionPlan
from curriculum.views import editor
from facilitator.pages import show
from groups.access import Asking, led_meeting
from groups.adapting import may_change
from groups.models import Meeting
from groups.putting_back import ALL, AROUND, ChangedMeanwhile, beside, put_back


@require_http_methods(["GET", "HEAD", "POST"])
def plan_compare(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """What was and what is, side by side. POST: put one of them back, or all."""
    meeting, now = led_meeting(request.user, group_id, number), timezone.now()
    note, status = "", 200
    if request.method == "POST" and not may_change(meeting, now):
        note, status = _("It is too late to change this plan."), 409
    elif request.method == "POST":
        try:
            return _put_back(request, meeting)
        except Full as why:
            note, status = str(why), 422
        except (ChangedMeanwhile, SessionPlan.DoesNotExist):
            note = _("The plan was changed meanwhile. Nothing was done; please look again.")
            status = 422
    held = look(SessionPlan.objects.all(), meeting.plan_id)
    context = {
        "meeting": meeting, "group": meeting.group, "plan": held.plan, "note": note,
        "compared": beside(held), "open": may_change(meeting, now),
        "all": ALL, "around": AROUND,
    }  # fmt: skip
    return show(request, "evenings/compare.html", context, status=status)


def _put_back(request: Asking, meeting: Meeting) -> HttpResponse:
    which, saw = request.POST.get("which", ""), editor.edition_seen(request)
    if editor.plan_seen(request) not in {None, meeting.plan.origin}:
        raise ChangedMeanwhile
    put_back(meeting, which, saw=saw, by=request.user, now=timezone.now())
    messages.success(
        request, _("Put back as it is in the programme. Undo stands at the top of the plan.")
    )
    of = {"group_id": meeting.group_id, "number": meeting.number}
    where = reverse("plan" if which == ALL else "plan_compare", kwargs=of)
    return HttpResponse(status=303, headers={"Location": where})
