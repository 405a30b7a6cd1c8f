"""Pick sentences: her pages by month, and of one page each sentence with a tick."""

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from groups.reflections import keepsakes, looking_back, reading
from groups.reflections.keepsakes import Book, Sentence
from groups.reflections.models import Reflection
from groups.reflections.views.by_month import months
from groups.reflections.views.closed import cannot_open
from groups.reflections.views.pages import part_of
from groups.reflections.writing import NotSavedError

PAGE = "reflections/keepsake/pick.html"
AT_ONCE = 300  # sentences with a tick: a form of more fields than 1,000 would be refused whole


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of hers beside her book."""

    page: Reflection
    title: str = field(repr=False)
    sentences: list[Sentence] = field(repr=False)
    book: Book = field(repr=False)


@require_safe
@drawer_required
@sensitive_variables()
def keepsake_pages(request: HttpRequest) -> HttpResponse:
    """Her pages by month, the newest first, to pick from."""
    person, part, most = asker(request), part_of(request.GET.get("part", "")), reading.AT_ONCE
    try:
        lines = reading.open_list(person, skip=(part - 1) * most, most=most + 1)
        book = keepsakes.held(person)
    except (reading.CannotOpenError, NotSavedError) as error:
        return cannot_open(request, error)
    context = {
        "months": months(lines[:most]),
        "picked_from": {UUID(one.page) for one in book.pieces},
        "later": part - 1,
        "earlier": part + 1 if len(lines) > most else 0,
    }
    return show(request, "reflections/keepsake/pages.html", context)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@drawer_required
def keepsake_pick(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """One page, sentence by sentence."""
    page = get_object_or_404(Reflection.objects.for_person(asker(request)), pk=page_id)
    if page.deleted_at:
        return redirect("basket")
    try:
        desk = _desk(request, page)
        if request.method == "POST":
            return _take(request, desk)
    except reading.SpoiltError:  # the pages before and after it can still be picked from
        context = {"page": page, "beside": looking_back.beside(page)}
        return show(request, PAGE, context, status=503)
    except (reading.CannotOpenError, NotSavedError) as error:
        return cannot_open(request, error)
    return _shown(request, desk, desk.book.ids)


@sensitive_variables()
def _desk(request: HttpRequest, page: Reflection) -> Desk:
    sheet = reading.open_page(asker(request), page.pk).sheet
    found = keepsakes.sentences(page.pk, sheet.words)
    return Desk(page, sheet.title, found, keepsakes.held(asker(request)))


@sensitive_variables()
def _shown(
    request: HttpRequest, desk: Desk, ticked: frozenset[str], *, problem: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    part, last = _part(request, desk)
    shown = desk.sentences[(part - 1) * AT_ONCE : part * AT_ONCE]
    context = {
        "page": desk.page,
        "desk": desk,
        "above": part - 1,
        "below": part + 1 if part < last else 0,
        "rows": [(one, one.id in ticked) for one in shown],
        "was": [one.id for one in shown if one.id in desk.book.ids],
        "beside": looking_back.beside(desk.page),
        "problem": problem,
    }
    return show(request, PAGE, context, status=status)


def _part(request: HttpRequest, desk: Desk) -> tuple[int, int]:
    """Which part of a very long page it is, and how many there are."""
    last = max(1, -(-len(desk.sentences) // AT_ONCE))
    return min(part_of(request.GET.get("part", "")), last), last


@sensitive_variables()
def _take(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What she ticked goes in, what she took the tick from comes out; the rest is left alone.

    `was` says what was ticked when the page was shown: what another tab did since then stays.
    """
    ticked, was = frozenset(request.POST.getlist("pick")), set(request.POST.getlist("was"))
    new, out = ticked - was, was - ticked
    stands = (desk.book.ids - out) | new
    if new - {one.id for one in desk.sentences} - desk.book.ids:
        said = _("This page was changed meanwhile. Look at your ticks again, please.")
        return _shown(request, desk, stands, problem=said, status=409)
    on = desk.page.begun_at.astimezone(timezone.get_current_timezone()).date()
    pieces = [keepsakes.piece_of(one, desk.page.pk, on=on) for one in desk.sentences]
    added = [one for one in pieces if one.id in new]
    out &= {one.id for one in desk.book.pieces if one.page == str(desk.page.pk)}
    try:
        keepsakes.change(asker(request), partial(keepsakes.picked, new=added, out=out))
    except keepsakes.FullError:
        said = _(
            "There is no room for these in the book. Leave some out, or take others out first."
        )
        return _shown(request, desk, stands, problem=said, status=422)
    messages.success(request, _("Your book is saved."))
    return _onwards(request, desk)


@sensitive_variables()
def _onwards(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To what follows in order, where she wished so and there is something; else to the book."""
    part, last = _part(request, desk)
    then = request.POST.get("then")
    if then == "below" and part < last:
        there = f"{reverse('keepsake_pick', args=[desk.page.pk])}?part={part + 1}"
        return HttpResponse(status=303, headers={"Location": there})
    later = looking_back.beside(desk.page).later if then == "next" else None
    where = reverse("keepsake_pick", args=[later]) if later else reverse("keepsake")
    return HttpResponse(status=303, headers={"Location": where})
