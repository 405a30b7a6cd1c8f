"""Her book: its sentences in her order, what it is called, and letting it go."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from facilitator.people.models import Person
from groups.models import Membership
from groups.reflections import keepsakes
from groups.reflections.forms import BookForm
from groups.reflections.keepsakes import Book, Piece, Spot
from groups.reflections.models import Reflection
from groups.reflections.views.closed import cannot_open
from groups.reflections.views.pages import part_of
from groups.reflections.writing import NotSavedError

PAGE = "reflections/keepsake/book.html"
AT_ONCE = 50  # sentences on one page of the screen


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with what its buttons say; empty where it cannot move further that way."""

    piece: Piece
    up: str
    down: str
    page_stands: bool


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@drawer_required
def keepsake(request: HttpRequest) -> HttpResponse:
    """The book; a POST moves a sentence, takes one out, or changes the title and the setting."""
    try:
        if request.method != "POST":
            book = keepsakes.held(asker(request))
            return _shown(request, book, BookForm.of(book))
        return _changed(request) if "do" in request.POST else _called(request)
    except NotSavedError as error:
        return cannot_open(request, error, let_go=reverse("let_go_keepsake"))


@require_http_methods(["GET", "HEAD", "POST"])
@drawer_required
def let_go_keepsake(request: HttpRequest) -> HttpResponse:
    """The consequence; then nothing of the book is left."""
    if request.method != "POST":
        return show(request, "reflections/keepsake/let_go.html")
    try:
        keepsakes.let_go(asker(request))
    except NotSavedError:
        return show(request, "reflections/closed.html", status=503)
    messages.success(request, _("The book is gone. Your pages are as they were."))
    return _to("writing")


@sensitive_variables()
def _shown(request: HttpRequest, book: Book, form: BookForm, *, status: int = 200) -> HttpResponse:
    part, last = part_of(request.GET.get("part", "")), max(1, -(-len(book.pieces) // AT_ONCE))
    part = min(part, last)
    person = asker(request)
    context = {
        "rows": _rows(person, book, part),
        "form": form,
        "part": part,
        "earlier": part - 1,
        "later": part + 1 if part < last else 0,
        "in_group": Membership.objects.members().for_person(person).exists(),
    }
    return show(request, PAGE, context, status=status)


@sensitive_variables()
def _rows(person: Person, book: Book, part: int) -> list[Row]:
    ids = ["", *(one.id for one in book.pieces), ""]
    first = (part - 1) * AT_ONCE
    shown = book.pieces[first : first + AT_ONCE]
    pages = Reflection.objects.for_person(person).kept().filter(pk__in={one.page for one in shown})
    there = set(map(str, pages.values_list("pk", flat=True)))
    return [
        Row(
            one, up=above and f"before:{one.id}:{above}", down=below and f"after:{one.id}:{below}",
            page_stands=one.page in there,
        )
        for one, above, below in zip(shown, ids[first:], ids[first + 2 :], strict=False)
    ]  # fmt: skip


@sensitive_variables()
def _changed(request: HttpRequest) -> HttpResponse:
    """Up, down or out. A button names both sentences, so pressing it twice is pressing it once."""
    verb, piece, other = [*request.POST["do"].split(":"), "", ""][:3]
    if verb == "out":
        keepsakes.change(asker(request), partial(keepsakes.without, piece=piece))
        messages.success(request, _("The sentence is out of the book."))
        return _to("keepsake", f"?part={part_of(request.POST.get('part', ''))}")
    spot = Spot(other, after=verb == "after")
    book = keepsakes.change(asker(request), partial(keepsakes.moved, piece=piece, to=spot))
    at = next((n for n, one in enumerate(book.pieces) if one.id == piece), 0)
    return _to("keepsake", f"?part={at // AT_ONCE + 1}#p-{piece}" if piece in book.ids else "")


@sensitive_variables()
def _called(request: HttpRequest) -> HttpResponse:
    person, form = asker(request), BookForm(request.POST)
    if not form.is_valid():
        return _shown(request, keepsakes.held(person), form, status=422)
    was = form.cleaned_data["was"]
    try:
        keepsakes.change(person, lambda book: keepsakes.called(book, form.book, was=was))
    except keepsakes.ClashError as clash:
        return _both(request, form, clash.title)
    messages.success(request, _("Your book is saved."))
    return _to("keepsake")


@sensitive_variables()
def _both(request: HttpRequest, form: BookForm, title: str) -> HttpResponse:
    """Another tab called it something else: both titles stand there, and saving again decides."""
    sent = request.POST.copy()
    sent["was"] = title
    again = BookForm(sent)
    said = _("On another page you called it “%(title)s” meanwhile. Save again to keep this one.")
    again.add_error("title", said % {"title": title or BookForm.of(Book())["title"].value()})
    return _shown(request, keepsakes.held(asker(request)), again, status=409)


def _to(name: str, rest: str = "") -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(name) + rest})
