"""Three doors: only me, one or both who lead, the group. Then exactly what they will see."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.reflections import giving, reading
from groups.reflections.giving import Look, Offer
from groups.reflections.models import Reflection, To
from groups.reflections.views import gate
from groups.reflections.views.closed import cannot_open
from groups.reflections.views.giving import choosing

FEW_PARTS = 40  # paragraphs to choose from; in a longer page she copies the part


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, page_id: UUID) -> HttpResponseBase:
    """The doors, then the preview, then it is given. Asked with a door, the preview at once."""
    person, now = asker(request), timezone.now()
    get_object_or_404(Reflection.objects.for_person(person).kept(), pk=page_id)
    if not gate.may_open(request, page_id, now):
        return drawer.closed(request)
    data = choosing.said(request)
    offer, step = choosing.offer_of(data), data.get("step", "")
    try:
        if offer is None and request.method == "POST":
            return _stays(request, page_id)
        if offer is None or step == "choose":
            return _doors(request, page_id, data)
        if request.method == "POST" and step == "give":
            return _give(request, page_id, offer)
        return _preview(request, page_id, offer)
    except (reading.CannotOpenError, giving.NotGivenError) as error:
        return cannot_open(request, error)
    except Reflection.DoesNotExist as error:
        raise Http404 from error


@sensitive_variables()
def _doors(
    request: HttpRequest, page_id: UUID, data: QueryDict, *, problem: str = ""
) -> HttpResponse:
    person = asker(request)
    opened = reading.open_page(person, page_id)
    meeting = opened.page.meeting
    circles = giving.circles(
        person, now=timezone.now(), first=meeting.group_id if meeting else None
    )
    parts = giving.paragraphs(opened.sheet.words)
    parts = parts if 1 < len(parts) <= FEW_PARTS else []
    context = choosing.frame(data, circles, parts) | {
        "page_id": page_id,
        "empty": not opened.sheet.words.strip(),
        "given": giving.given_of(person, page_id),
        "problem": choosing.PROBLEMS.get(problem, ""),
        "gathering": circles[0].group.gathering if circles else "",
    }
    return show(request, "reflections/given/doors.html", context, status=422 if problem else 200)


@sensitive_variables()
def _preview(
    request: HttpRequest, page_id: UUID, offer: Offer, *, changed: bool = False
) -> HttpResponse:
    person, now = asker(request), timezone.now()
    look = giving.look(person, page_id, offer, now=now)
    if look.problem:
        return _doors(request, page_id, choosing.said(request), problem=look.problem)
    context = {
        "page_id": page_id,
        "look": look,
        "offer": offer,
        "is_card": offer.to == To.GROUP,
        "names": [one.name for one in look.readers],
        "again": _again(look, offer),
        "slip": uuid4(),
        "changed": changed,
    }
    return show(request, "reflections/given/preview.html", context, status=409 if changed else 200)


@sensitive_variables()
def _again(look: Look, offer: Offer) -> list[tuple[str, str]]:
    """The choice as hidden fields, so that giving asks for the same."""
    door = choosing.LEAD if offer.to == To.FACILITATORS else choosing.GROUP
    group = look.circle.group.pk if look.circle else ""
    said = [
        ("door", f"{door}-{group}"),
        ("part", offer.part),
        ("named", "yes" if offer.named else "no"),
    ]
    said += [("own", offer.own)] if offer.part == "own" else []
    said += [("turn", "yes")] if offer.offers_turn else []
    if offer.to == To.FACILITATORS:
        said += [("chose", "yes"), *(("to", str(one.id)) for one in look.readers)]
    return said


@sensitive_variables()
def _give(request: HttpRequest, page_id: UUID, offer: Offer) -> HttpResponse:
    person, now = asker(request), timezone.now()
    seen, slip = request.POST.get("seen", ""), choosing.slip_of(request)
    try:
        share = giving.give(person, page_id, offer, seen=seen, slip=slip, now=now)
    except giving.ChangedError:
        return _preview(request, page_id, offer, changed=True)
    if share.to == To.GROUP:
        messages.success(request, _("It is a card in your group now. You can take it back."))
    else:
        messages.success(request, _("It is given. You can take it back."))
    return HttpResponse(status=303, headers={"Location": reverse("page", args=[page_id])})


def _stays(request: HttpRequest, page_id: UUID) -> HttpResponse:
    messages.success(request, _("It stays with you alone."))
    return HttpResponse(status=303, headers={"Location": reverse("page", args=[page_id])})
