"""A field that nobody declared stops the house: keptchair.E003."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models

from facilitator.keeping import NOT_PERSONAL, Keeps, Until
from facilitator.people import keeping_others
from facilitator.people.models import RecoveryCode
from facilitator.privacy.checks import everything_is_declared


def said() -> list[str]:
    return [error.msg for error in everything_is_declared(None)]


def test_everything_that_is_installed_is_declared():
    assert said() == []


def test_a_field_of_ours_that_nobody_declared_is_named(monkeypatch):
    monkeypatch.setattr(
        RecoveryCode, "keeps", [Keeps(("person", "made_at", "used_at"), "why", NOT_PERSONAL)]
    )
    assert said() == ["Nobody declared what people.RecoveryCode.hashed is kept for."]
    with pytest.raises(SystemCheckError, match="E003"):
        call_command("check")


def test_a_model_without_declarations_is_named(monkeypatch):
    monkeypatch.setattr(RecoveryCode, "keeps", [])
    assert len(said()) == len(RecoveryCode._meta.concrete_fields) == 4


def test_a_new_column_of_a_table_of_others_is_named(monkeypatch):
    session = apps.get_model("sessions", "Session")
    column = models.TextField(name="where_she_was")
    column.set_attributes_from_name("where_she_was")
    monkeypatch.setattr(
        session._meta, "concrete_fields", [*session._meta.concrete_fields, column], raising=False
    )
    assert said() == ["Nobody declared what sessions.Session.where_she_was is kept for."]


def test_a_table_of_others_that_nobody_declared_is_named(monkeypatch):
    monkeypatch.delitem(keeping_others.KEPT, "usersessions.UserSession")
    assert len(said()) == 8


def test_a_field_is_declared_once_and_there(monkeypatch):
    names = ("person", "hashed", "made_at", "used_at", "made_at", "colour")
    monkeypatch.setattr(RecoveryCode, "keeps", [Keeps(names, "why", NOT_PERSONAL)])
    assert said() == [
        "people.RecoveryCode.colour is declared, and there is no such field.",
        "people.RecoveryCode.made_at is declared more than once.",
    ]


@pytest.mark.parametrize("name", ["groups.nowhere.forget", "groups.nothing", "nonsense"])
def test_a_term_that_nothing_ends_is_named(name, monkeypatch):
    names = ("person", "hashed", "made_at", "used_at")
    keeps = Keeps(names, "why", Until("a week", forget=name))
    monkeypatch.setattr(RecoveryCode, "keeps", [keeps])
    assert said() == [f"people.RecoveryCode names {name}, which cannot be called."]


def test_what_is_sealed_says_where_it_stands(monkeypatch):
    plain = Keeps(("person", "made_at", "used_at"), "why", NOT_PERSONAL)
    sealed = Keeps("hashed", "why", NOT_PERSONAL, sealed=True, owner="person")
    monkeypatch.setattr(RecoveryCode, "keeps", [plain, sealed])
    assert said() == ["people.RecoveryCode.hashed is sealed, but names no places for vault verify."]


def test_what_is_sealed_says_with_whose_key(monkeypatch):
    plain = Keeps(("person", "made_at", "used_at"), "why", NOT_PERSONAL)
    places = "groups.reflections.models.page.places"
    for sealed in (
        Keeps("hashed", "why", NOT_PERSONAL, sealed=True, places=places),
        Keeps("hashed", "why", NOT_PERSONAL, owner="person"),
    ):
        monkeypatch.setattr(RecoveryCode, "keeps", [plain, sealed])
        assert said() == [
            "people.RecoveryCode.hashed: sealed, and an owner of the key, go together."
        ]
