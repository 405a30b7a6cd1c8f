"""One address is one person, however it is written; what cannot be seen is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from facilitator.people.models import Person, canonical, check_address
from tests.cast import NOW


def make(email):
    return Person.objects.make(email=email, name="Alice", password=None, now=NOW)


@pytest.mark.parametrize(
    "again",
    ["Alice@Example.com", "alice@example.com ", " ALICE@EXAMPLE.COM", "\uff41lice@example.com",
     "alice@example\uff0ecom"],
)  # fmt: skip
def test_the_same_address_makes_nobody_new(again):
    make("alice@example.com")
    with pytest.raises(IntegrityError):
        make(again)


@pytest.mark.parametrize("other", ["al\u0131ce@example.com", "alice+chair@example.com",
                                   "alice@example.org"])  # fmt: skip
def test_another_address_is_another_person(other):
    assert make("alice@example.com").pk != make(other).pk


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u00ad", "\x00", "\n", "\u202e", "\ufeff"])
def test_what_cannot_be_seen_is_refused(hidden):
    with pytest.raises(ValidationError, match="hidden character"):
        make(f"jane{hidden}@example.com")
    assert not Person.objects.exists()


def test_one_that_grows_too_long_is_refused():
    with pytest.raises(ValidationError, match="too long"):
        check_address("\ufdfa" * 40 + "@example.org")


@given(st.text(max_size=60))
def test_the_canonical_form_is_its_own(text):
    assert canonical(canonical(text)) == canonical(text)


@given(st.emails())
def test_case_and_spaces_never_matter(email):
    assert canonical(f" {email.upper()} ".lower()) == canonical(email.lower())


def test_saving_only_the_address_keeps_its_canonical_form_beside_it():
    alice = make("alice@example.com")
    alice.email = "New@Example.com"
    alice.save(update_fields=["email"])
    alice.refresh_from_db()
    assert alice.email_canonical == "new@example.com"
