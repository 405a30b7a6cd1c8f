"""Bring in a programme from a text file: whole, or not at all, and with every fault named."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum import access, arranging
from curriculum.checking import Draft, Finding, check, errors
from curriculum.forms.bringing import BringForm
from curriculum.importing import Refused, read, write, write_text
from curriculum.models import Curriculum
from curriculum.views.going import go
from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.models import Person

PAGE = "curriculum/bring.html"


@require_http_methods(["GET", "POST"])
def programme_upload(request: HttpRequest) -> HttpResponse:
    """The form; then what is wrong, or what is only worth a look, or the draft itself."""
    person = asker(request)
    access.must_lead(person)
    if request.method == "GET":
        return show(request, PAGE, {"form": BringForm()})
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, PAGE, {"form": form}, status=422)
    source = form.source()
    draft = read(source)
    found = check(draft)
    if errors(found):
        return _wrong(request, form, found, foreign=_is_foreign(source, found))
    asks = _asks(draft, found, person)
    if asks and "accept" not in request.POST:
        return _asked(request, draft, asks)
    try:
        made, written = arranging.bring(draft, by=person)
    except arranging.KeyTaken:
        return _asked(request, draft, _asks(draft, found, person))
    except Refused as refused:
        return _wrong(request, form, refused.findings)
    said = _("It is here, as your draft. Nobody sees it until you publish it.")
    messages.success(request, said if written else _("It is here already, word for word."))
    return go("programme", programme_id=made.pk)


def _asked(request: HttpRequest, draft: Draft, asks: dict[str, Any]) -> HttpResponse:
    """What she should know, and the whole text again for the button that brings it in.

    A key that is taken is another one in that text: who presses twice brings in one programme.
    """
    if asks.get("taken"):
        draft = replace(draft, key=Curriculum.objects.free_key(draft.key))
    context = {"form": BringForm(), "draft": draft, "text": write_text(draft), **asks}
    return show(request, PAGE, context)


def _is_foreign(source: dict[str, bytes], found: list[Finding]) -> bool:
    """Whether it is some other file: it does not begin as a programme does, and none was found."""
    begins = any(data.lstrip().startswith(b"+++") for data in source.values())
    return not begins and {one.rule for one in found} <= {"characters", "document"}


def _wrong(
    request: HttpRequest, form: BringForm, found: list[Finding], *, foreign: bool = False
) -> HttpResponse:
    """Every fault with its file, line and rule; what she pasted stands in its field still.

    `foreign`: it is some other file, and a list of faults would not help her.
    """
    context = {"form": form, "wrong": found, "count": len(errors(found)), "foreign": foreign}
    return show(request, PAGE, context, status=422)


def _asks(draft: Draft, found: list[Finding], person: Person) -> dict[str, Any]:
    """What she should know before it comes in; nothing where there is nothing to ask."""
    mine = Curriculum.objects.filter(
        key=draft.key, language=draft.language, version=draft.version or 0, owner=person
    )
    there = mine.filter(published_at__isnull=True).first()
    replaces = there is not None and write(there) != write_text(draft)
    taken = arranging.under_that_key(draft, person).exists()
    if not (found or taken or replaces):
        return {}
    return {"found": found, "taken": taken, "replaces": replaces}
