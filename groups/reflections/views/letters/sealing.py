"""Seal a letter until a day or an evening, open it in its time, let it go."""

from contextlib import suppress
from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.reflections import letters
from groups.reflections.forms import SealForm
from groups.reflections.models import Letter
from groups.reflections.views import gate


@require_http_methods(["GET", "HEAD", "POST"])
def seal_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Until which day, or which evening."""
    person, now = asker(request), timezone.now()
    hers = Letter.objects.for_person(person).unsealed().filter(revision__gt=0)
    get_object_or_404(hers, pk=letter_id)
    if not gate.may_open(request, letter_id, now):
        return drawer.closed(request)
    evenings = letters.evenings(person, now)
    sent = request.POST if request.method == "POST" else None
    form = SealForm(sent, evenings=evenings, today=timezone.localdate())
    if sent is None or not form.is_valid():
        context = {"form": form, "letter_id": letter_id}
        status = 422 if form.errors else 200
        return show(request, "reflections/letters/seal.html", context, status=status)
    evening = form.evening
    until = evening.starts_at if evening else _begins(form.cleaned_data["day"])
    try:
        letters.seal(person, letter_id, until=until, evening=evening, now=now)
    except letters.SealedError as error:
        raise Http404 from error
    messages.success(request, _("It is sealed."))
    return _to("letter", letter_id)


def _begins(day: datetime) -> datetime:
    """The day begins at midnight on her own clock."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


@require_POST
def open_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Its time has come; before that this answers like the letter's own page."""
    person, now = asker(request), timezone.now()
    get_object_or_404(Letter.objects.for_person(person), pk=letter_id)
    if not drawer.is_open(request, now):
        return drawer.closed(request)
    with suppress(letters.TooEarlyError):  # the page says until when
        letters.open_in_time(person, letter_id, now=now)
    return _to("letter", letter_id)


@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The consequence, then nothing of it is left."""
    person, now = asker(request), timezone.now()
    hers = get_object_or_404(Letter.objects.for_person(person), pk=letter_id)
    if not gate.may_open(request, letter_id, now):
        return drawer.closed(request)
    if request.method != "POST":
        return show(request, "reflections/letters/let_go.html", {"letter": hers})
    letters.let_go(person, letter_id)
    return _to("letter_gone")


def _to(name: str, *args: UUID) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(name, args=args)})
