"""Walk through a plan block by block at her own speed, with notes of her own."""

from typing import Any
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import saying, show
from facilitator.people import drawer
from facilitator.people.asking import asks_for_part
from facilitator.people.taking_words import takes_words
from groups.access import Asking, led_meeting
from groups.evenings import notes
from groups.evenings.forms import NoteForm, count, stamp_of, uuid
from groups.evenings.walking import Walk, walk
from groups.models import Meeting

SLIP_DAYS = 7


@sensitive_variables()
def held(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Her words again, and nothing of the plan: nobody knows who asks, or whether she may read it.

    The same for an address that does not exist. Reads no database.
    """
    if asks_for_part(request):
        return HttpResponse(status=status)
    form, stamp = NoteForm(request.POST), stamp_of(request.POST)
    form.is_valid()
    context = {
        "form": form, "why": why, "where": request.get_full_path(),
        "hidden": {name: request.POST.get(name, "") for name in ("at", "of", "slip")}
        | {"pad": stamp.pad, "base": stamp.base, "seq": stamp.seq + 1},
    }  # fmt: skip
    return show(request, "evenings/note_held.html", context, status=status)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@takes_words(held)
def rehearse(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """One block a page: its words large, and her note. Her notes are behind the drawer."""
    meeting = led_meeting(request.user, group_id, number)
    here = walk(meeting, count(request.GET.get("block", "")))
    if request.method == "POST":
        return _keep(request, meeting, here)
    if not here.blocks or not drawer.is_open(request, timezone.now()):
        return show(request, "evenings/rehearse.html", _frame(meeting, here))
    try:
        kept = notes.opened(request.user, group=meeting.group_id, plan=here.origin)
    except notes.CannotOpenError:
        context = _frame(meeting, here) | {"why": "cannot_open"}
        return show(request, "evenings/rehearse.html", context)
    found, left = here.notes(kept)
    note = found.get(here.block.key)
    context = _frame(meeting, here) | _pad(request, meeting, here, note)
    context |= {"left": left if here.is_last else [], "noted": set(found)}
    return show(request, "evenings/rehearse.html", context)


@sensitive_variables()
def _keep(request: Asking, meeting: Meeting, here: Walk) -> HttpResponse:
    """Keep her note at the block that stands in the form, and go where she meant to go."""
    now, spot_id = timezone.now(), uuid(request.POST.get("at", ""))
    if spot_id is None and here.blocks:
        spot_id = here.block.key
    if spot_id is None:
        raise Http404
    form = NoteForm(request.POST)
    if not _may_keep(request, meeting, drawer_open=drawer.is_open(request, now)):
        return _refused(request, meeting, here, form, why="drawer", status=401)
    if not form.is_valid():
        return _refused(request, meeting, here, form, why="", status=422)
    spot = notes.Spot(meeting.group_id, here.origin, spot_id)
    try:
        note = notes.keep(
            request.user, spot, words=form.cleaned_data["words"], stamp=stamp_of(request.POST),
            title=here.title_of(spot_id) or request.POST.get("of", "")[:160], now=now,
        )  # fmt: skip
    except notes.NotSavedError:
        return _refused(request, meeting, here, form, why="not_saved", status=503)
    if asks_for_part(request):
        return JsonResponse({"base": note.revision, "said": _saved(note)})
    return _onwards(request, meeting, here)


def _may_keep(request: Asking, meeting: Meeting, *, drawer_open: bool) -> bool:
    """With the drawer open, or from a page that was opened while it was; never for another."""
    said = _said(request)
    owner = said.partition(":")[0]
    if owner and owner != str(request.user.pk):
        return False
    return drawer_open or said == f"{request.user.pk}:{meeting.group_id}"


def _refused(
    request: Asking, meeting: Meeting, here: Walk, form: NoteForm, *, why: str, status: int
) -> HttpResponse:
    """Not saved: to a script the bare status, to her the page with every word still in it."""
    if asks_for_part(request):
        return HttpResponse(status=status)
    form.is_valid()
    stamp = stamp_of(request.POST)
    context = _frame(meeting, here) | {
        "form": form, "why": why, "slip": request.POST.get("slip", ""), "unsaved": True,
        "at": request.POST.get("at", ""), "of": request.POST.get("of", ""),
        "stamp": {"pad": stamp.pad, "base": stamp.base, "seq": stamp.seq + 1},
    }  # fmt: skip
    return show(request, "evenings/rehearse.html", context, status=status)


def _pad(
    request: Asking, meeting: Meeting, here: Walk, note: notes.Note | None
) -> dict[str, object]:
    """The form of her note, and what is true about saving."""
    if note is not None and not note.can_open:
        return {"why": "broken"}
    return {
        "form": NoteForm(initial={"words": note.words if note else ""}),
        "said": _saved(note) if note else "",
        "at": note.spot.block if note else here.block.key,
        "of": here.block.activity.title,
        "slip": _signer().sign(f"{request.user.pk}:{meeting.group_id}"),
        "stamp": {"pad": uuid4(), "base": note.revision if note else 0, "seq": 0},
    }


def _frame(meeting: Meeting, here: Walk) -> dict[str, Any]:
    """What the page shows whether or not her notes can be read."""
    return {
        "meeting": meeting, "group": meeting.group, "plan": meeting.plan, "walk": here,
        "here": here.block if here.blocks else None,
    }  # fmt: skip


def _saved(note: notes.Note) -> str:
    """What is true about saving, in words."""
    if note.saved_at is None or not note.revision:
        return _("Nothing is noted here") if note.saved_at else ""
    at = saying.clock24(note.saved_at)
    day, today = timezone.localdate(note.saved_at), timezone.localdate()
    if day == today:
        return _("Saved at %(at)s") % {"at": at}
    return _("Saved on %(when)s at %(at)s") % {"when": saying.day(day, today), "at": at}


def _onwards(request: Asking, meeting: Meeting, here: Walk) -> HttpResponse:
    then = request.POST.get("then", "stay")
    of = {"group_id": meeting.group_id, "number": meeting.number}
    if then == "done":
        where = reverse("plan", kwargs=of)
    else:
        to = count(then) if then != "stay" else here.number
        where = f"{reverse('rehearse', kwargs=of)}?block={to or here.number}"
    return HttpResponse(status=303, headers={"Location": where})


def _said(request: Asking) -> str:
    try:
        return _signer().unsign(request.POST.get("slip", ""), max_age=SLIP_DAYS * 86_400)
    except BadSignature:
        return ""


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="evenings.rehearse")
