"""Words of a programme in another language than the page's are marked with it."""

import pytest
from django.utils.translation import override

from facilitator.pages.languages import attribute, said_in
from tests import factories
from tests.cast import NOW, facilitator, person

PAGES = [
    "/lead/", "/lead/groups/{}/", "/lead/groups/{}/settings/", "/lead/groups/{}/evenings/5/plan/",
    "/lead/groups/{}/evenings/5/plan/print/", "/lead/groups/{}/evenings/5/move/",
    "/lead/groups/{}/evenings/5/cancel/",
]  # fmt: skip
OWN = ["/home/", "/group/{}/", "/group/{}/evenings/4/", "/writing/new/"]


def test_the_language_of_the_page_is_not_named_again():
    with override("en-gb"):
        assert attribute("en") == attribute("") == ""
        assert said_in("A <b>", "en") == "A <b>"
    with override("es"):
        assert attribute("en") == ' lang="en"'
        assert said_in("A <b>", "en") == '<span lang="en">A &lt;b&gt;</span>'


def shown(client, who, address, language):
    who.language = language
    who.save()
    client.force_login(who)
    return client.get(address).content.decode()


@pytest.fixture
def group(time_machine):
    time_machine.move_to(NOW, tick=False)
    return factories.group(lead=facilitator())


@pytest.mark.parametrize("page", PAGES)
def test_those_who_lead_hear_the_programme_in_its_own_voice(client, group, page):
    ruth, address = group.created_by, page.format(group.pk)
    assert ' lang="en"' in shown(client, ruth, address, "es").replace('<html lang="en"', "")
    assert ' lang="en"' not in shown(client, ruth, address, "en").replace('<html lang="en"', "")


@pytest.mark.parametrize("page", OWN)
def test_members_too(client, group, page):
    ewa = person("Ewa")
    factories.member(group, person=ewa)
    address = page.format(group.pk)
    assert ' lang="en"' in shown(client, ewa, address, "es")
    assert ' lang="en"' not in shown(client, ewa, address, "en").replace('<html lang="en"', "")
