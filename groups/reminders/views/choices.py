"""What may be written to her: with a link from a mail, signed in, and by one click (RFC 8058)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from facilitator import nudge
from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.models import Person
from groups.reminders import choosing, tokens
from groups.reminders.forms import ChoicesForm
from groups.reminders.kinds import kind
from groups.reminders.models import Preference, Reminder
from groups.reminders.views.spent import posted, spent

__all__ = ["mail_choices", "unsubscribe", "you_mail"]

PLAN = "groups.reminders.tasks.plan"


def _row(token: str) -> Reminder | None:
    """The reminder whose mail held this link, with its person; None: we never made it."""
    row = (
        Reminder.objects.filter(pk=tokens.number(token) or 0, person__is_active=True)
        .select_related("person")
        .first()
    )
    if row is not None and tokens.genuine(token, "choices", row.pk, row.person_id):
        return row
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you_mail(request: HttpRequest) -> HttpResponse:
    """Her choices, signed in."""
    return _choices(request, asker(request), done=reverse("you"))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: HttpRequest, token: str) -> HttpResponse:
    """Her choices, by the link in a mail; nothing else of hers is shown."""
    row = _row(token)
    if row is None or row.person is None:
        return spent(request)
    return _choices(request, row.person, done=f"{request.path}?said")


def _choices(request: HttpRequest, person: Person, *, done: str) -> HttpResponse:
    now = timezone.now()
    chosen = Preference.objects.of(person)
    form = ChoicesForm(posted(request), initial=ChoicesForm.initial_of(chosen))
    if request.method == "POST" and form.is_valid():
        choosing.choose(person, form.choice(), now)
        nudge.look(PLAN)
        if request.user.is_authenticated:
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(done, status=303)
    context = {
        "form": form,
        "unreachable": chosen.unreachable,
        "said": "said" in request.GET,
        "signed": request.user.is_authenticated,
    }
    with translation.override(person.language):
        return show(request, "reminders/choices.html", context, status=422 if form.errors else 200)


@csrf_exempt  # RFC 8058: a mail program posts without cookie or token; the link proves itself
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One POST stops this kind, without cookie, session or redirect; opening it only asks."""
    row = _row(token)
    if row is None or row.person is None or not kind(row.kind).mutable:
        return spent(request)
    done = request.method == "POST"
    if done:
        choosing.stop(row.person, row.kind, timezone.now())
    with translation.override(row.person.language):
        context = {"done": done, "words": kind(row.kind).words, "token": token}
        return show(request, "reminders/unsubscribe.html", context)
