"""My writing: her own pages, by month or by evening, all or those that she gave."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from facilitator.pages import saying, show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from facilitator.people.models import Person
from groups.reflections import looking_back, practising, reading
from groups.reflections.forms import SearchForm
from groups.reflections.models import Said
from groups.reflections.reading import Given, Line, Which
from groups.reflections.views.by_month import Entry, entries, months
from groups.reflections.writing import Box, NotSavedError

FURTHEST = 1_000  # lists; more pages than anybody writes
FEW = 2  # names that a link has room for


@require_safe
@drawer_required
@sensitive_variables()
def writing(request: HttpRequest) -> HttpResponse:
    """The list; a further part of it with ?part=2, by evening with ?by=evening."""
    person, which, part = asker(request), _which(request), part_of(request.GET.get("part", ""))
    most = reading.AT_ONCE
    try:
        box, given = reading.unlock(person), reading.given_of_all(person)
        lines = reading.open_list(
            person, which, skip=(part - 1) * most, most=most + 1, box=box, given=given
        )
        weeks = _weeks(person, lines, which, part=part) if which.by_evening else []
        found = [] if which.by_evening else _entries(person, lines, which, part=part, box=box)
    except (reading.CannotOpenError, NotSavedError):
        return show(request, "reflections/closed.html", status=503)
    context = {
        "months": months(found),
        "weeks": weeks,
        "ways": _ways(which),
        "kinds": _kinds(given, which),
        "which": which,
        "form": SearchForm(),
        "part": part,
        "earlier": _address(which, part + 1) if len(lines) > most else "",
        "later": _address(which, part - 1) if part > 1 else "",
        "in_basket": not lines and reading.has_basket(person, now=timezone.now()),
    }
    return show(request, "reflections/writing.html", context)


def _entries(
    person: Person, lines: Sequence[Line], which: Which, *, part: int, box: Box
) -> list[Entry]:
    """By month; in the whole list also letters, and what she said of practices."""
    most = reading.AT_ONCE
    if which.only:
        return [Entry(line.begun_at, line=line) for line in lines[:most]]
    return entries(
        person, lines[:most], following=lines[most] if len(lines) > most else None,
        is_first=part == 1, now=timezone.now(), box=box,
    )  # fmt: skip


def _weeks(
    person: Person, lines: Sequence[Line], which: Which, *, part: int
) -> list[looking_back.Week]:
    """By evening; in the whole list also evenings of which she only answered the practice."""
    most = reading.AT_ONCE
    said = practising.said(person)
    bare = set() if which.only else looking_back.without_pages(person, said)
    return looking_back.weeks(
        lines[:most], following=lines[most] if len(lines) > most else None, is_first=part == 1,
        said={pk: str(Said(one).label) for pk, one in said.items()}, bare=bare,
    )  # fmt: skip


def _which(request: HttpRequest) -> Which:
    only = request.GET.get("only", "")
    return Which(
        only="me" if only == "me" else "given" if only == "given" else "",
        by_evening=request.GET.get("by", "") == "evening",
    )


def part_of(text: str) -> int:
    """Which part of a long list an address asks for; the first where it says nothing of sense."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), FURTHEST)


def _address(which: Which, part: int = 1) -> str:
    """The same list, or another part of it; nothing in it says what stands there."""
    said = {
        "by": "evening" if which.by_evening else "", "only": which.only,
        "part": part if part > 1 else "",
    }  # fmt: skip
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _ways(which: Which) -> list[tuple[str, str, bool]]:
    """By month or by evening: address, words, whether it is this one."""
    ways = [(_("By month"), False), (_("By evening"), True)]
    return [
        (_address(replace(which, by_evening=way)), words, way == which.by_evening)
        for words, way in ways
    ]


def _kinds(given: Given, which: Which) -> list[tuple[str, str, bool]]:
    """All, only hers, given; nothing to choose while she gave nothing."""
    names = sorted({name for each in given.values() for name in each})
    if not names and not which.only:
        return []
    words = _("Given away")
    if names and "" not in names and len(names) <= FEW:
        words = _("Given to %(names)s") % {"names": saying.names(names)}
    kinds = [("", _("All pages")), ("me", _("Only me")), ("given", words)]
    return [
        (_address(Which(only, which.by_evening)), words, only == which.only)  # type: ignore[arg-type]  # one of the three
        for only, words in kinds
    ]
