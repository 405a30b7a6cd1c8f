"""The editor: begin a page, go on with one, and take what she types while she types it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker, asks_for_part
from facilitator.people.models import Person
from groups.reflections import reading, writing
from groups.reflections.forms import PageForm, stamp_of
from groups.reflections.models import Reflection
from groups.reflections.views import gate, question
from groups.reflections.views.closed import cannot_open
from groups.reflections.views.sheets import receipt, refused, sheet


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@gate.takes_words(refused)
def write(request: HttpRequest) -> HttpResponseBase:
    """A new page to this week's question; the first POST begins it."""
    person, now = asker(request), timezone.now()
    asked = request.POST if request.method == "POST" else request.GET
    if not question.may_begin(person):
        return refused(request, "no_group", 403) if request.POST else _no_group(request)
    choice = question.for_new_page(
        person, question=asked.get("question", ""), evening=asked.get("evening", ""), now=now
    )
    if request.method != "POST":
        return sheet(request, PageForm(), choice=choice)
    form = PageForm(request.POST)
    if not form.is_valid():
        return refused(request, "invalid", 422)
    if not form.sheet.words and not form.sheet.word:
        return refused(request, "empty", 422) if asks_for_part(request) else _onwards(request, None)
    try:
        saved = writing.begin_with(
            person, to=choice.asked, sheet=form.sheet, stamp=stamp_of(request.POST), now=now
        )
    except writing.InBasketError:
        return refused(request, "in_basket", 410)
    except writing.NotSavedError:
        return refused(request, "not_saved", 503)
    return _kept(request, saved, None)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@gate.takes_words(refused)
def page(request: HttpRequest, page_id: UUID) -> HttpResponseBase:
    """One page of hers, to read and to go on with."""
    if request.method == "POST":
        return _take(request, page_id)
    person, now = asker(request), timezone.now()
    if not gate.may_open(request, page_id, now):
        _hers(person, page_id)
        return drawer.closed(request)
    try:
        opened = reading.open_page(person, page_id)
    except Reflection.DoesNotExist as error:
        raise Http404 from error
    except reading.CannotOpenError as error:
        return cannot_open(request, error)
    if opened.page.deleted_at:
        return redirect("basket")
    choice = question.for_page(opened.page.meeting, opened.page.prompt)
    return sheet(request, PageForm.of(opened.sheet), choice=choice, opened=opened)


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@gate.takes_words(refused)
def save_page(request: HttpRequest, page_id: UUID) -> HttpResponseBase:
    """The same, for the script that saves while she types."""
    return _take(request, page_id)


@sensitive_variables()
def _take(request: HttpRequest, page_id: UUID) -> HttpResponseBase:
    person, now, form = asker(request), timezone.now(), PageForm(request.POST)
    if not gate.may_save(request, page_id, now):
        _hers(person, page_id)
        return _behind_the_drawer(request)
    if not form.is_valid():
        _hers(person, page_id)
        return refused(request, "invalid", 422)
    stamp = stamp_of(request.POST)
    try:
        saved = writing.save(person, page_id, sheet=form.sheet, stamp=stamp, now=now)
        _ask(person, saved, wanted=request.POST.get("question", ""))
    except Reflection.DoesNotExist as error:
        raise Http404 from error
    except writing.InBasketError:
        return refused(request, "in_basket", 410)
    except writing.NotSavedError:
        return refused(request, "not_saved", 503)
    return _kept(request, saved, page_id)


def _ask(person: Person, saved: writing.Saved, *, wanted: str) -> None:
    """She changed the question above the page."""
    if not wanted or wanted == str(saved.question or question.NONE):
        return
    page = _hers(person, saved.page)
    choice = question.for_page(page.meeting, page.prompt, question=wanted)
    writing.choose_question(person, saved.page, prompt=choice.prompt)


def _hers(person: Person, page_id: UUID) -> Reflection:
    pages = Reflection.objects.for_person(person).select_related("meeting", "prompt")
    return get_object_or_404(pages, pk=page_id)


def _kept(request: HttpRequest, saved: writing.Saved, asked_for: UUID | None) -> HttpResponse:
    if saved.number == 1 and not saved.same:
        gate.remember(request, saved.page)
    if asks_for_part(request):
        return receipt(request, saved, asked_for)
    return _onwards(request, saved.page)


def _onwards(request: HttpRequest, page_id: UUID | None) -> HttpResponse:
    """Done for now: home, or through the door that she chose. Else she stays on the page."""
    stay = reverse("page", args=[page_id]) if page_id else reverse("write")
    door = request.POST.get("door", "")
    away = reverse("home")
    if page_id and door in ("lead", "group"):
        away = f"{reverse('give', args=[page_id])}?door={door}"
    where = stay if request.POST.get("then") == "stay" else away
    return HttpResponse(status=303, headers={"Location": where})


def _behind_the_drawer(request: HttpRequest) -> HttpResponse:
    if request.POST.get("words") and not asks_for_part(request):
        return refused(request, "drawer", 401)
    return drawer.closed(request)


def _no_group(request: HttpRequest) -> HttpResponse:
    return show(request, "reflections/no_group.html", status=403)
