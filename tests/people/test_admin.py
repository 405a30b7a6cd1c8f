"""Django's /admin/: for the technical owner, with a second step, and never with anybody's words."""

import pytest
from django.apps import apps
from django.contrib import admin as django_admin

from facilitator.people.admin import site
from facilitator.people.models import Person
from tests.cast import PASSWORD, coordinator, person
from tests.people.doors import sign_in

pytestmark = pytest.mark.usefixtures("still")


def test_the_registry_is_exactly_this():
    from django.contrib import admin

    admin.autodiscover()
    assert {model._meta.label for model in site._registry} == {"people.Person"}


def test_it_never_holds_writing_or_keys():
    for label in ("reflections.Reflection", "reflections.Revision", "vault.Key",
                  "mfa.Authenticator", "people.RecoveryCode"):  # fmt: skip
        assert apps.get_model(label) not in site._registry
    assert django_admin.site not in {site}


def test_a_stranger_is_sent_to_the_one_sign_in_page(client):
    answer = client.get("/admin/")
    assert answer["Location"].startswith(("/sign-in/?next=", "/admin/login/"))
    if answer["Location"].startswith("/admin/login/"):
        answer = client.get(answer["Location"])
    assert answer["Location"].startswith("/sign-in/?next=%2Fadmin")
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 303


def test_neither_a_coordinator_nor_staff_without_a_second_step_gets_in(client):
    for someone in (coordinator(), person("Tess", is_staff=True)):
        client.logout()
        sign_in(client, someone)
        answer = client.get("/admin/", follow=True)
        assert answer.status_code == 403
        assert client.get("/admin/people/person/").status_code in {302, 403}


def test_staff_with_a_second_step_sees_people_and_no_password(client):
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS

    tess = person("Tess", is_staff=True)
    sign_in(client, tess)
    session = client.session
    session[METHODS] = [*session[METHODS], {"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    assert client.get("/admin/people/person/").status_code == 200
    page = client.get(f"/admin/people/person/{tess.pk}/change/").content.decode()
    assert 'name="is_staff"' in page
    assert "password" not in page.split("<form", 2)[-1].split("</form>")[0].lower()
    assert client.get("/admin/people/person/add/").status_code == 403
    assert client.post(f"/admin/people/person/{tess.pk}/delete/").status_code == 403
    assert Person.objects.filter(pk=tess.pk).exists()
    assert PASSWORD not in page
    assert client.get("/admin/password_change/")["Location"] == "/you/keys/password/"
