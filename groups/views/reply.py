"""Say beforehand whether she comes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from facilitator.pages import say, show
from groups.access import Asking, own_meeting
from groups.forms.reply import ReplyForm
from groups.models import Meeting, Membership, Reply
from groups.models.reply import MovedSince, TooLate
from groups.views.going import go

PAGE = "groups/reply.html"


@require_http_methods(["GET", "POST"])
def reply(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Keep her answer for one evening. The last answer before it begins counts."""
    meeting = own_meeting(request.user, group_id, number)
    membership = _chair(request, meeting)
    kept = Reply.objects.filter(membership=membership, meeting=meeting).first()
    if kept:
        kept.meeting = meeting  # spares a query
    if request.method == "GET":
        return show(request, PAGE, _context(meeting, kept, ReplyForm(initial=_said(kept))))
    form = ReplyForm(request.POST)
    said = _say(form, meeting, membership)
    if said is None:
        return show(request, PAGE, _context(meeting, kept, form), part="card", status=422)
    if not getattr(request, "htmx", False):
        return go("home")
    answer = show(request, PAGE, _context(meeting, said, ReplyForm()), part="card")
    return say(answer, _words(said, _leader(meeting)))


def _say(form: ReplyForm, meeting: Meeting, membership: Membership) -> Reply | None:
    """Keep what she says; None where it cannot be kept, and the form or the page says why."""
    if not form.is_valid():
        return None
    try:
        return Reply.objects.say(meeting, membership, now=timezone.now(), **form.cleaned_data)
    except MovedSince:
        form.add_error(None, _("It was moved meanwhile. Please look when it is, and say again."))
    except TooLate:
        pass  # the page says so
    return None


def _chair(request: Asking, meeting: Meeting) -> Membership:
    """Her own chair; who leads the group has none to answer for."""
    found = Membership.objects.active().members().for_person(request.user)
    membership = found.filter(group=meeting.group_id).first()
    if membership is None:
        raise Http404
    return membership


def _context(meeting: Meeting, kept: Reply | None, form: ReplyForm) -> dict[str, Any]:
    late = bool(meeting.cancelled_at) or meeting.starts_at <= timezone.now()
    return {
        "meeting": meeting, "reply": kept, "form": form, "leader": _leader(meeting), "late": late
    }  # fmt: skip


def _said(kept: Reply | None) -> dict[str, Any]:
    """What stands in the form: her line, and her answer while it is about this time."""
    if kept is None:
        return {}
    return {"note": kept.note} | ({"answer": kept.answer} if kept.stands else {})


def _leader(meeting: Meeting) -> str:
    """The first name that a member tells: whoever has led longest."""
    leading = Membership.objects.active().leading().filter(group=meeting.group_id)
    first = leading.select_related("person").order_by("-role", "joined_at").first()
    return first.person.name if first else _("the facilitator")


def _words(kept: Reply, leader: str) -> str:
    told = {
        Reply.Answer.COMING: _("%(name)s will know that you are coming."),
        Reply.Answer.APOLOGIES: _("Thank you for letting %(name)s know."),
        Reply.Answer.UNSURE: _("%(name)s will know that you are not sure yet."),
    }
    return told[Reply.Answer(kept.answer)] % {"name": leader}
