"""What others read is one line that turns nothing round, wherever it was typed."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from groups.forms.guest import GuestsField
from groups.inviting import code_of
from groups.models import Group, Invitation, Membership
from tests import factories

TURNED = "Annick\u202erevO"


def test_a_guest(as_ruth, group):
    sent = {"key": str(uuid4()), "role": "member", "name": TURNED, "email": ""}
    assert as_ruth.post(f"/lead/groups/{group.pk}/people/invite/", sent).status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("field", ["name", "place"])
def test_a_group_and_its_place(as_ruth, group, field):
    sent = {"name": "Tuesdays", "place": "The hall", "capacity": "10", field: f"Hall\r\n{TURNED}"}
    answer = as_ruth.post(f"/lead/groups/{group.pk}/settings/", sent)
    assert answer.status_code == 422
    assert Group.objects.filter(pk=group.pk, name=group.name, place=group.place).exists()


def test_who_joins(client, group):
    invitation = factories.invitation(group, "annick@example.org")
    read = str(group.agreements.get().pk)
    sent = {"name": TURNED, "agreed": "on", "read": read, "password": "three words in a row"}
    assert client.post(f"/join/{code_of(invitation)}/", sent).status_code == 422
    assert not Membership.objects.members().filter(group=group).exists()


def test_a_line_of_guests_says_which():

    with pytest.raises(ValidationError, match="line 2"):
        GuestsField().clean(f"Bea, bea@example.org\n{TURNED}, annick@example.org")
