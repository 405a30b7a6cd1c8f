"""The reply from a mail: opening it changes nothing, saying it does; signed in or not."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from groups.models import Meeting, Membership, Reply
from groups.models.membership import LEADING
from groups.models.reply import MovedSince, TooLate
from groups.reminders import tokens
from groups.reminders.channels import phrases
from groups.reminders.forms import ReplyForm
from groups.reminders.models import Reminder
from groups.reminders.views.spent import posted, spent

__all__ = ["reply_away", "reply_coming"]


@dataclass(frozen=True)
class Asked:
    """The evening that a link speaks of, as it stands now, and whose link it is."""

    meeting: Meeting
    membership: Membership


def _asked(token: str) -> Asked | None:
    """None: a link that we never made, or whose person is not in the group any more."""
    row = (
        Reminder.objects.filter(pk=tokens.number(token) or 0)
        .select_related("meeting", "meeting__group")
        .first()
    )
    if row is None or row.meeting is None:
        return None
    hers = Membership.objects.active().filter(group=row.group_id, person=row.person_id)
    for each in hers.select_related("person"):
        if tokens.genuine(token, "reply", row.pk, row.meeting_id, each.pk):
            return Asked(row.meeting, each)
    return None


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply_coming(request: HttpRequest, token: str) -> HttpResponse:
    """The link "I will be there"."""
    return _reply(request, token, picked=Reply.Answer.COMING)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply_away(request: HttpRequest, token: str) -> HttpResponse:
    """The link "I can't come"."""
    return _reply(request, token, picked=Reply.Answer.APOLOGIES)


def _reply(request: HttpRequest, token: str, *, picked: str) -> HttpResponse:
    asked = _asked(token)
    if asked is None:
        return spent(request)
    over = asked.meeting.cancelled_at is not None or asked.meeting.starts_at <= timezone.now()
    form = ReplyForm(posted(request), initial={"answer": picked})
    if request.method == "POST" and not over and form.is_valid() and _say(asked, form):
        return HttpResponseRedirect(f"{request.path}?said", status=303)
    with translation.override(asked.membership.person.language):
        return show(
            request,
            "reminders/reply.html",
            _context(asked, form, said="said" in request.GET),
            status=422 if form.errors else 200,
        )


def _say(asked: Asked, form: ReplyForm) -> bool:
    """One answer for one evening; a later one replaces it."""
    try:
        Reply.objects.say(asked.meeting, asked.membership, now=timezone.now(), **form.cleaned_data)
    except TooLate:  # it began just now, and the page says so
        return False
    except MovedSince:
        form.add_error(None, _("It was moved meanwhile. Please look when it is, and say again."))
        return False
    return True


def _context(asked: Asked, form: ReplyForm, *, said: bool) -> dict[str, object]:
    meeting = asked.meeting
    at = phrases.local(meeting.starts_at, meeting)
    leads = Membership.objects.active().filter(group=meeting.group_id, role__in=LEADING)
    lead = leads.order_by("-role", "joined_at").values_list("person__name", flat=True).first()
    standing = Reply.objects.standing()
    reply = standing.filter(meeting=meeting, membership=asked.membership).first()
    return {
        "form": form,
        "meeting": meeting,
        "at": at,
        "together": phrases.together(at),
        "name": asked.membership.person.name,
        "lead": lead or "",
        "reply": reply if said else None,
        "begun": meeting.starts_at <= timezone.now(),
    }
