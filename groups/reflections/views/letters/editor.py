"""Write a letter, or read one that was opened in its time."""

from functools import partial
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker, asks_for_part
from groups.reflections import letters
from groups.reflections.forms import PageForm, stamp_of
from groups.reflections.models import Letter
from groups.reflections.views import gate
from groups.reflections.views.closed import cannot_open
from groups.reflections.views.sheets import clock, frame, nearly_full, refused
from groups.reflections.writing import NotSavedError, Saved

PAGE = "reflections/letters/editor.html"
_refused = partial(refused, template=PAGE)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@gate.takes_words(_refused)
def new_letter(request: HttpRequest) -> HttpResponseBase:
    """A blank sheet; the first POST begins the letter."""
    if request.method == "POST":
        return _take(request, None)
    return _sheet(request, PageForm(), None)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@gate.takes_words(_refused)
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """Go on with it; once it is sealed only until when; once it was opened its words."""
    if request.method == "POST":
        return _take(request, letter_id)
    person, now = asker(request), timezone.now()
    stands = get_object_or_404(Letter.objects.for_person(person), pk=letter_id)
    if not gate.may_open(request, letter_id, now):
        return drawer.closed(request)
    if stands.sealed_at and not stands.opened_at:
        context = {"letter": stands, "opens": stands.until is not None and stands.until <= now}
        return show(request, "reflections/letters/sealed.html", context)
    try:
        found = letters.read(person, letter_id)
    except NotSavedError as error:
        return cannot_open(request, error, let_go=reverse("let_go_letter", args=[letter_id]))
    if stands.opened_at:
        return show(request, "reflections/letters/opened.html", {"found": found})
    return _sheet(request, PageForm.of(found.sheet), found)


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@gate.takes_words(_refused)
def save_letter(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """The same, for the script that saves while she types."""
    return _take(request, letter_id)


def _sheet(request: HttpRequest, form: PageForm, found: letters.Read | None) -> HttpResponse:
    letter_id = found.letter.pk if found else None
    context = frame(form, letter_id) | {
        "slip": gate.slip(asker(request), letter_id),
        "stamp": {"key": uuid4(), "pad": uuid4(), "base": found.number if found else 0, "seq": 0},
    }
    return show(request, PAGE, context)


@sensitive_variables()
def _take(request: HttpRequest, letter_id: UUID | None) -> HttpResponseBase:
    person, now = asker(request), timezone.now()
    if letter_id:
        get_object_or_404(Letter.objects.for_person(person), pk=letter_id)
        if not gate.may_save(request, letter_id, now):
            return _behind_the_drawer(request)
    form = PageForm(request.POST)
    if not form.is_valid():
        return _refused(request, "invalid", 422)
    if not form.sheet.words and not letter_id:
        part = asks_for_part(request)
        return _refused(request, "empty", 422) if part else _to("letters")
    stamp = stamp_of(request.POST)
    try:
        saved = letters.save(person, letter_id, sheet=form.sheet, stamp=stamp, now=now)
    except letters.SealedError:
        return _refused(request, "sealed", 410)
    except NotSavedError:
        return _refused(request, "not_saved", 503)
    return _kept(request, saved, letter_id)


def _kept(request: HttpRequest, saved: Saved, asked_for: UUID | None) -> HttpResponse:
    if saved.number == 1 and not saved.same:
        gate.remember(request, saved.page)
    if asks_for_part(request):
        return _receipt(request, saved, asked_for)
    stay = request.POST.get("then") == "stay"
    return _to("letter" if stay else "seal_letter", saved.page)


def _receipt(request: HttpRequest, saved: Saved, asked_for: UUID | None) -> JsonResponse:
    here = [saved.page]
    beside = asked_for and saved.page != asked_for
    return JsonResponse(
        {
            "page": saved.page, "url": reverse("letter", args=here),
            "save": reverse("save_letter", args=here), "done": reverse("seal_letter", args=here),
            "delete": reverse("let_go_letter", args=here),
            "slip": gate.slip(asker(request), saved.page),
            "number": saved.number, "sha256": saved.sha256, "chars": saved.chars,
            "same": saved.same, "saved_at": saved.saved_at.isoformat(),
            "clock": clock(saved.saved_at), "nearly_full": nearly_full(saved.chars),
            "beside": reverse("letter", args=[asked_for]) if beside else "",
        }
    )  # fmt: skip


def _behind_the_drawer(request: HttpRequest) -> HttpResponse:
    if request.POST.get("words") and not asks_for_part(request):
        return _refused(request, "drawer", 401)
    return drawer.closed(request)


def _to(name: str, *args: UUID) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(name, args=args)})
