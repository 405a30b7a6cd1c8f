"""Arriving: a first key, a signed-in session, a code on paper."""

import json
from datetime import timedelta

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator as Kept
from django.contrib.auth import SESSION_KEY
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from facilitator.people import arriving, recovery
from facilitator.people.drawer import is_open
from facilitator.people.forms.keys import KeyForm
from facilitator.people.models import Person
from tests.cast import NOW
from tests.people.authenticator import Authenticator

pytestmark = pytest.mark.usefixtures("still")
GOOD = "three new words in a row"


@pytest.fixture
def request_():
    request = RequestFactory().get("/join/x/")
    request.session, request.user = SessionStore(), Person()
    request._messages = FallbackStorage(request)
    with context.request_context(request):
        yield request


def joined(request, form, email="ewa@example.org", name="Ewa"):
    newcomer = arriving.newcomer(request)
    ewa = Person.objects.make(email=email, name=name, password=None, now=NOW, pk=newcomer.pk)
    form.give_key(ewa)
    arriving.sign_in(request, ewa, method=form.method, own_device=form.cleaned_data["own_device"])
    return ewa


def form_for(request, **data):
    return KeyForm(data, request=request, person=arriving.newcomer(request))


def test_with_a_password_she_is_in_and_her_drawer_is_open(request_):
    form = form_for(request_, password=GOOD)
    assert form.is_valid(), form.errors
    ewa = joined(request_, form)
    assert request_.session[SESSION_KEY] == str(ewa.pk)
    assert is_open(request_, NOW)
    assert Person.objects.get().check_password(GOOD)


def test_the_drawer_looks_at_the_clock_itself(request_):
    joined(request_, _valid(form_for(request_, password=GOOD)))
    assert is_open(request_, NOW + timedelta(minutes=10))
    assert not is_open(request_, NOW + timedelta(minutes=11))


def test_with_a_passkey_too(request_):
    phone = Authenticator()
    options = KeyForm(request=request_, person=arriving.newcomer(request_)).options
    form = form_for(request_, credential=phone.create(options), own_device="on")
    assert form.is_valid(), form.errors
    ewa = joined(request_, form)
    assert Kept.objects.get().user_id == ewa.pk
    assert phone.user == ewa.pk.hex.encode()
    assert is_open(request_, NOW)
    assert not ewa.has_usable_password()
    assert not request_.session.get_expire_at_browser_close()


def test_a_slip_elsewhere_does_not_cost_her_the_passkey(request_):
    phone = Authenticator()
    options = KeyForm(request=request_, person=arriving.newcomer(request_)).options
    credential = phone.create(options)
    slip = form_for(request_, credential=credential, password="short")
    assert not slip.is_valid()
    assert slip.options == ""
    assert form_for(request_, credential=credential).is_valid()


@pytest.mark.parametrize("poor", ["", "short", "password1234"])
def test_a_poor_key_is_said_so(request_, poor):
    form = form_for(request_, password=poor)
    assert not form.is_valid()
    assert list(form.errors) == ["password"]


def test_a_password_like_her_address_is_refused(request_):
    person = Person(email="bernadette.winter@example.org", name="Bernadette")
    form = KeyForm({"password": "bernadette.winter"}, request=request_, person=person)
    assert not form.is_valid()


def test_a_spent_challenge_starts_afresh(request_):
    phone = Authenticator()
    options = KeyForm(request=request_, person=arriving.newcomer(request_)).options
    credential = phone.create(options)
    assert form_for(request_, credential=credential).is_valid()
    again = form_for(request_, credential=credential)
    assert not again.is_valid()
    assert json.loads(again.options)["publicKey"]["challenge"]


def test_her_code_waits_sealed_and_is_shown_once(request_):
    ewa = joined(request_, _valid(form_for(request_, password=GOOD)))
    arriving.hand_over_code(request_, ewa, NOW)
    waiting = request_.session[arriving.CODE]
    code = arriving.code_to_show(request_, ewa)
    assert code
    assert code not in waiting
    assert arriving.code_to_show(request_, ewa) is None
    assert recovery.use(ewa, code, NOW)


def _valid(form):
    assert form.is_valid()
    return form


def test_a_slip_before_any_passkey_was_made_leaves_the_button_there(request_):
    blank = KeyForm(request=request_, person=arriving.newcomer(request_))
    sent = str(blank["credential"].value())
    assert sent == ""
    assert form_for(request_, credential=sent, password="short").options
    assert form_for(request_, credential="null", password="short").options
