"""What the editor shows: one page of hers, or her words again when they could not be kept."""

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from facilitator.pages import show
from facilitator.people.asking import asker, asks_for_part
from facilitator.people.models import Person
from groups.reflections import giving
from groups.reflections.forms import NEARLY, OWN, PageForm, stamp_of
from groups.reflections.reading import Opened
from groups.reflections.sheet import WORDS_FOR_TODAY
from groups.reflections.views import gate
from groups.reflections.views.question import NONE, Choice, who_cannot_read
from groups.reflections.writing import Saved


def sheet(
    request: HttpRequest, form: PageForm, *, choice: Choice, opened: Opened | None = None
) -> HttpResponse:
    """The editor, for a new page or for one that stands."""
    page_id = opened.page.pk if opened else None
    context = frame(form, page_id) | {
        "choice": choice,
        "slip": gate.slip(asker(request), page_id),
        "not_readers": who_cannot_read(asker(request), choice.meeting),
        "circle": _circle(asker(request), choice),
        "given": giving.given_of(asker(request), page_id) if page_id else [],
        "stamp": {"key": uuid4(), "pad": uuid4(), "base": opened.number if opened else 0, "seq": 0},
    }
    if opened:
        saved_at = opened.page.written_at.astimezone(timezone.get_current_timezone())
        today = saved_at.date() == timezone.localdate()
        context |= {"saved_at": saved_at, "saved_today": today, "beside": opened.beside}
    return show(request, "reflections/editor.html", context)


def _circle(person: Person, choice: Choice) -> giving.Circle | None:
    """The group that the two other doors lead to."""
    first = choice.meeting.group_id if choice.meeting else None
    return next(iter(giving.circles(person, now=timezone.now(), first=first)), None)


def refused(
    request: HttpRequest, why: str, status: int, *, template: str = "reflections/editor.html"
) -> HttpResponse:
    """Not saved: to a script the bare status, to her the editor with every word still in it.

    Reads no database and no vault: they may be what is missing.
    """
    form = PageForm(request.POST)
    form.is_valid()
    if asks_for_part(request):
        problem = " ".join(str(said) for said in (form["words"].errors or form["own_word"].errors))
        return JsonResponse({"problem": problem}, status=status)
    match = request.resolver_match
    context = as_typed(request, form, why, named_in(match) if match else None)
    return show(request, template, context, status=status)


def named_in(address: ResolverMatch) -> UUID | None:
    """The page, or the letter, that an editor's address names; None where one is begun."""
    named: UUID | None = address.kwargs.get("page_id") or address.kwargs.get("letter_id")
    return named


def as_typed(
    request: HttpRequest, form: PageForm, why: str, page_id: UUID | None
) -> dict[str, object]:
    """What the editor needs to show a POST again, and to send it again; read from nothing else."""
    stamp = stamp_of(request.POST)
    return frame(form, page_id) | {
        "why": why,
        "stamp": {"key": uuid4(), "pad": stamp.pad, "base": stamp.base, "seq": stamp.seq + 1},
        "slip": request.POST.get("slip", ""),
        "evening": request.POST.get("evening", ""),
        "question": request.POST.get("question", ""),
    }


def receipt(request: HttpRequest, saved: Saved, asked_for: UUID | None) -> JsonResponse:
    """What stands now, so that the page may compare before it says "Saved"."""
    beside = asked_for and saved.page != asked_for
    return JsonResponse(
        {
            "page": saved.page,
            "url": reverse("page", args=[saved.page]),
            "save": reverse("save_page", args=[saved.page]),
            "delete": reverse("delete_page", args=[saved.page]),
            "slip": gate.slip(asker(request), saved.page),
            "number": saved.number,
            "sha256": saved.sha256,
            "chars": saved.chars,
            "same": saved.same,
            "saved_at": saved.saved_at.isoformat(),
            "clock": clock(saved.saved_at),
            "nearly_full": nearly_full(saved.chars),
            "beside": reverse("page", args=[asked_for]) if beside else "",
        }
    )


def frame(form: PageForm, page_id: UUID | None) -> dict[str, object]:
    """What the template needs whether or not anything can be read."""
    word = form["word"].value() or ""
    return {
        "form": form,
        "page_id": page_id,
        "words_for_today": [(code, name, code == word) for code, name in WORDS_FOR_TODAY.items()],
        "own": word == OWN,
        "no_word": word not in {*WORDS_FOR_TODAY, OWN},
        "nearly_full": nearly_full(len(form["words"].value() or "")),
        "none": NONE,
        "most": settings.MAX_PAGE_CHARS,
    }


def nearly_full(chars: int) -> bool:
    return chars >= NEARLY * settings.MAX_PAGE_CHARS


def clock(at: datetime) -> str:
    return f"{at.astimezone(timezone.get_current_timezone()):%H.%M}"
