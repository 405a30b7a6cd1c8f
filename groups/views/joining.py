"""The way in: `/join/<code>/`. Looking changes nothing; taking the chair is one form."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from facilitator import nudge
from facilitator.people import arriving
from facilitator.people.models import Person, canonical
from groups.forms.joining import AddressForm, CodeForm, JoinForm, PlaceForm
from groups.joining import FullGroup, NotHers, NotOpen, accept, arrive, known
from groups.models import Invitation
from groups.proving import TooManyCodes, proof_for, prove
from groups.views.door import CODES, PROOF, Door, closed, find_door, page, refused, wrong
from groups.views.going import go

PLAN = "groups.reminders.tasks.plan"


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What she is asked to, and the form; for who is signed in, one button."""
    door = find_door(request, code)
    if isinstance(door, HttpResponse):
        return door
    if isinstance(request.user, Person):
        return _signed_in(request, request.user, door)
    if not door.email:
        form = CodeForm() if door.waits else AddressForm()
        return page(request, door, form, step="address")
    if known(door.email):
        return page(request, door, None, step="known")
    person = arriving.newcomer(request, email=door.email)
    sent = request.POST if request.method == "POST" else None
    joining = JoinForm(
        sent, agreement=door.agreement, request=request, person=person,
        initial={"name": door.invitation.name},
    )  # fmt: skip
    if not joining.is_valid():
        return page(request, door, joining, step="join")
    return _arrive(request, door, joining, person)


@login_not_required
@require_POST
def join_address(request: HttpRequest, code: str) -> HttpResponse:
    """The address typed from paper gets one code."""
    door = find_door(request, code)
    if isinstance(door, HttpResponse):
        return door
    if door.mailed:
        return go("join", code=code)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return page(request, door, form, step="address")
    if ratelimit.consume(request, app="groups", action="proof", config=CODES) is None:
        return refused(request)
    try:
        proof = proof_for(
            door.invitation, email=form.cleaned_data["email"], now=door.now,
            language=(get_language() or "en").split("-")[0],
        )  # fmt: skip
    except TooManyCodes:
        return refused(request)
    request.session[PROOF] = str(proof.pk)
    nudge.look(PLAN)
    return go("join", code=code)


@login_not_required
@require_POST
def join_proof(request: HttpRequest, code: str) -> HttpResponse:
    """The code typed from the mail; `again` goes back to the address."""
    door = find_door(request, code)
    if isinstance(door, HttpResponse):
        return door
    if "again" in request.POST or door.proof is None:
        request.session.pop(PROOF, None)
        return go("join", code=code)
    form = CodeForm(request.POST)
    if form.is_valid() and not prove(door.proof, form.cleaned_data["code"], now=door.now):
        form.add_error("code", wrong(door))
    if not form.is_valid():
        return page(request, door, form, step="address")
    return go("join", code=code)


def _signed_in(request: HttpRequest, person: Person, door: Door) -> HttpResponse:
    """One button for her; somebody else is asked first whether it is meant for her."""
    hers = canonical(door.invitation.email) == person.email_canonical
    if not hers and "me" not in request.GET:
        return page(request, door, None, step="you")
    sent = request.method == "POST"
    form = PlaceForm(request.POST if sent else None, agreement=door.agreement)
    if not sent or not form.is_valid():
        return page(request, door, form, step="accept")
    try:
        accept(door.invitation, person=person, agreement=door.agreement,
               seen=bool(form.cleaned_data.get("seen")), now=door.now)  # fmt: skip
    except (NotOpen, NotHers):
        again = find_door(request, door.code)  # pressed twice: it was she who took it
        return closed(request) if isinstance(again, Door) else again
    except FullGroup:
        return page(request, door, None, step="full", status=409)
    nudge.look(PLAN)
    return _onwards(door)


def _arrive(request: HttpRequest, door: Door, form: JoinForm, person: Person) -> HttpResponse:
    """A new person, her key and her chair in one commit; then her recovery code."""
    try:
        with transaction.atomic():
            made = arrive(
                door.invitation, email=door.email, name=form.cleaned_data["name"],
                pk=person.pk, now=door.now,
            )  # fmt: skip
            accept(door.invitation, person=made, agreement=door.agreement,
                   seen=bool(form.cleaned_data.get("seen")), now=door.now)  # fmt: skip
            form.give_key(made)
            arriving.hand_over_code(request, made, door.now)  # where it cannot be, she joins later
    except NotOpen:
        return closed(request)
    except FullGroup:
        return page(request, door, None, step="full", status=409)
    except IntegrityError:  # somebody arrived with this address at the same moment
        return go("join", code=door.code)
    request.session.pop(PROOF, None)
    own = bool(form.cleaned_data.get("own_device"))
    arriving.sign_in(request, made, method=form.method, own_device=own)
    nudge.look(PLAN)
    return go("recovery_code")


def _onwards(door: Door) -> HttpResponse:
    """The first page of what she is now."""
    role = door.invitation.role
    if role == Invitation.Role.CO_FACILITATOR and door.invitation.group:
        return go("led_group", group_id=door.invitation.group.pk)
    pages = {Invitation.Role.COORDINATOR: "office", Invitation.Role.FACILITATOR: "desk"}
    return go(pages.get(Invitation.Role(role), "home"))
