"""Begin a programme from nothing, and say what it is."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum import access, arranging
from curriculum.forms.programme import NewForm, TextsForm
from curriculum.models import Curriculum
from curriculum.views.going import go
from facilitator.pages import show
from facilitator.people.asking import asker

USUAL = {"evenings": 8, "minutes": 90, "licence": "CC BY-SA 4.0"}


@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    """Title, language, evenings and minutes: the rest is written evening by evening."""
    person = asker(request)
    access.must_lead(person)
    language = (get_language() or "en").split("-")[0]
    form = NewForm(
        request.POST if request.method == "POST" else None, initial=USUAL | {"language": language}
    )
    if request.method == "POST" and form.is_valid():
        done = form.cleaned_data
        names = ("title", "language", "evenings", "minutes")
        outline = arranging.Outline(**{name: done[name] for name in names})
        try:
            made = arranging.begin(outline, by=person, licence=done["licence"])
            return go("programme", programme_id=made.pk)
        except IntegrityError:  # another one of this title at this moment
            form.add_error(None, _("Please press the button once more"))
    status = 422 if form.errors else 200
    return show(request, "curriculum/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def programme_texts(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Title, author, language, licence, agreements and guide of a draft."""
    person = asker(request)
    if request.method == "GET":
        return _texts(request, TextsForm(programme=access.draft(person, programme_id)))
    form = None
    try:
        with transaction.atomic():
            held = _held(request, programme_id)
            form = TextsForm(request.POST, programme=held.programme)
            if form.is_valid():
                arranging.tell(held, **form.changes())
                messages.success(request, _("It is saved."))
                return go("programme", programme_id=programme_id)
    except IntegrityError:  # another one came in that language at this moment
        assert form is not None  # noqa: S101  holding breaks no rule
        form.add_error("language", _("There is one of it in this language already"))
    return _texts(request, form)


def _texts(request: HttpRequest, form: TextsForm) -> HttpResponse:
    context = {"form": form, "programme": form.programme}
    return show(request, "curriculum/texts.html", context, status=422 if form.errors else 200)


def _held(request: HttpRequest, programme_id: UUID) -> arranging.Held:
    """The draft, locked; the page of nothing where it is none of hers, or not any more."""
    try:
        return arranging.hold(access.drafts(asker(request)), programme_id)
    except Curriculum.DoesNotExist:
        raise Http404 from None
