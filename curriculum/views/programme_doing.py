"""What is done with a programme: copy it, publish it, delete it, order its evenings."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from curriculum import access, arranging
from curriculum.importing import Refused
from curriculum.models import Curriculum, Frozen, SessionPlan
from curriculum.using import used
from curriculum.views.going import go
from curriculum.views.programme_faults import faults
from facilitator.pages import show
from facilitator.people.asking import asker

NOTHING = gettext_lazy("Nothing was changed: look how it stands now.")


@require_POST
def programme_copy(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The next version of her own programme, or somebody else's made hers: a draft."""
    person = asker(request)
    found = access.programme(person, programme_id)
    if found.published_at is None:
        return go("programme", programme_id=found.pk)
    try:
        draft, made = arranging.copy(found, by=person)
    except IntegrityError:  # another one took its key or its number at this moment
        messages.info(request, _("That crossed with somebody else. Please press it once more."))
        return go("programme", programme_id=found.pk)
    said = _("This is your draft. Nobody sees it until you publish it.")
    messages.success(request, said if made else _("You have a draft of it already: this one."))
    return go("programme", programme_id=draft.pk)


@require_http_methods(["GET", "POST"])
def programme_publish(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What is still wrong, each with the way to it; and when nothing is, publish."""
    person = asker(request)
    if request.method == "GET":
        return _unready(request, access.draft(person, programme_id))
    drafts = access.drafts(person)
    try:
        arranging.publish(drafts, programme_id, by=person, now=timezone.now())
        messages.success(request, _("It is published. Groups can begin with it."))
    except Refused:
        return _unready(request, access.draft(person, programme_id), status=422)
    except Curriculum.DoesNotExist:  # published a moment ago, or none of hers
        access.programme(person, programme_id)
        messages.info(request, NOTHING)
    return go("programme", programme_id=programme_id)


def _unready(request: HttpRequest, found: Curriculum, *, status: int = 200) -> HttpResponse:
    plans = list(found.plans.order_by("number"))
    places = [place for place in faults(found, plans) if place.found]
    errors = sum(place.errors for place in places)
    context = {"programme": found, "lines": places, "errors": errors}
    return show(request, "curriculum/publish.html", context, status=status)


@require_http_methods(["GET", "POST"])
def programme_delete(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Delete a draft; what is published, or what groups use, stays, and the page says so."""
    person, refused = asker(request), False
    found = access.programme(person, programme_id)
    if not (person.coordinates or found.owner_id == person.pk):
        raise Http404
    if request.method == "POST":
        try:
            arranging.delete(access.readable(person), found.pk)
            messages.success(request, _("It is deleted."))
            return go("library")
        except Curriculum.DoesNotExist:  # deleted a moment ago
            return go("library")
        except (arranging.InUse, Frozen):
            refused = True
            found = access.programme(person, programme_id)
    uses = used([found.pk]).get(found.pk, 0)
    context = {"programme": found, "uses": uses, "refused": refused}
    return show(request, "curriculum/delete.html", context, status=422 if refused else 200)


@require_POST
def programme_evenings(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One evening more, Session 0, a reunion, or another order."""
    person, do = asker(request), request.POST.get("do", "")
    try:
        with transaction.atomic():
            held = arranging.hold(access.drafts(person), programme_id)
            if do == "add":
                arranging.add_evening(held)
            elif do in {"before", "after"}:
                arranging.add_part(held, do)
            elif do in {"earlier", "later"}:
                plan = held.plan(_id(request.POST.get("plan", "")))
                arranging.move_evening(held, plan, 1 if do == "later" else -1)
    except ValueError:  # there is one already, or no room: the page shows how it stands
        messages.info(request, NOTHING)
    except (Curriculum.DoesNotExist, SessionPlan.DoesNotExist):
        access.programme(person, programme_id)
        messages.info(request, NOTHING)
    return go("programme", programme_id=programme_id)


@require_http_methods(["GET", "POST"])
def programme_remove(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """Take an evening out of a draft, after a last look at what goes with it."""
    person = asker(request)
    plan = access.draft_plan(person, programme_id, number)
    if request.method == "POST":
        try:
            with transaction.atomic():
                held = arranging.hold(access.drafts(person), programme_id)
                arranging.remove_evening(held, held.plan(_id(request.POST.get("plan", ""))))
            messages.success(request, _("It is taken out. The evenings after it moved up."))
        except (ValueError, Curriculum.DoesNotExist, SessionPlan.DoesNotExist):
            messages.info(request, NOTHING)
        return go("programme", programme_id=programme_id)
    context = {"plan": plan, "programme": plan.curriculum, "blocks": plan.activities.count()}
    return show(request, "curriculum/remove.html", context)


def _id(words: str) -> UUID:
    try:
        return UUID(words)
    except ValueError:
        raise SessionPlan.DoesNotExist from None
