"""Her own page."""

import pytest
from django.utils import timezone, translation

from groups.models.membership import Role
from tests import factories
from tests.cast import coordinator, facilitator, person
from tests.people.doors import sign_in

pytestmark = pytest.mark.usefixtures("still")
PAGES = ["/you/", "/you/name/", "/you/language/", "/you/look/", "/you/devices/"]


@pytest.mark.parametrize("path", PAGES)
def test_her_pages_show_without_the_drawer(client, path):
    client.force_login(person("Ewa"))
    page = client.get(path)
    assert page.status_code == 200
    assert b"<h1" in page.content


def test_she_changes_her_name(client):
    ewa = person("Ewa")
    client.force_login(ewa)
    assert client.post("/you/name/", {"name": " Ewa K. "})["Location"] == "/you/"
    ewa.refresh_from_db()
    assert ewa.name == "Ewa K."


def test_a_name_that_turns_its_neighbours_is_no_name(client):
    ewa = person("Ewa")
    client.force_login(ewa)
    answer = client.post("/you/name/", {"name": "Ewa\u202eruth"})
    ewa.refresh_from_db()
    assert (answer.status_code, ewa.name) == (422, "Ewa")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b"])
def test_a_name_that_will_not_do_is_said_so_and_kept_in_the_form(client, name):
    ewa = person("Ewa")
    client.force_login(ewa)
    answer = client.post("/you/name/", {"name": name})
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    ewa.refresh_from_db()
    assert ewa.name == "Ewa"


def test_her_language_and_clock_hold_from_the_next_page_on(client):
    ewa = person("Ewa")
    client.force_login(ewa)
    client.post("/you/language/", {"language": "es", "time_zone": "America/Lima"})
    page = client.get("/you/")
    assert page["Content-Language"] == "es"
    assert b'lang="es"' in page.content
    ewa.refresh_from_db()
    assert (ewa.language, ewa.time_zone) == ("es", "America/Lima")
    assert translation.get_language() == "en-gb"
    assert str(timezone.get_current_timezone()) == "Europe/London"


@pytest.mark.parametrize(
    "given", [{"language": "xx", "time_zone": "Europe/Paris"},
              {"language": "en", "time_zone": "Mars/Base"},
              {"language": "en", "time_zone": "../../etc/passwd"},
              {"language": "en", "time_zone": ""}]
)  # fmt: skip
def test_a_place_that_does_not_exist_is_refused(client, given):
    client.force_login(person("Ewa"))
    assert client.post("/you/language/", given).status_code == 422


def test_a_strangers_browser_names_the_language(client):
    page = client.get("/sign-in/", headers={"Accept-Language": "es"})
    assert page["Content-Language"] == "es"
    assert "Accept-Language" in page["Vary"]


def test_how_pages_look_is_kept(client):
    ewa = person("Ewa")
    client.force_login(ewa)
    client.post("/you/look/", {"text_size": "larger", "theme": "dark"})
    ewa.refresh_from_db()
    assert (ewa.text_size, ewa.theme) == ("larger", "dark")
    assert b'data-theme="dark"' in client.get("/you/").content


def test_whoever_does_several_things_finds_the_way_between_them(client):
    def ways(someone):
        client.force_login(someone)
        page = client.get("/you/").content.decode().split("<main")[1].split("</main>")[0]
        return [way for way in ("/run/", "/lead/", "/home/") if f'href="{way}"' in page]

    nisha, ruth, maureen = coordinator(), facilitator(), person("Maureen")
    group = factories.group(lead=ruth)
    factories.member(group, person=maureen, role=Role.CO_FACILITATOR)
    assert ways(nisha) == ["/run/"]
    assert ways(ruth) == ["/lead/"]
    assert ways(maureen) == ["/lead/"]
    factories.member(factories.group(), person=ruth)
    factories.member(group, person=nisha)
    assert ways(nisha) == ["/run/", "/home/"]
    assert ways(ruth) == ["/lead/", "/home/"]
    assert ways(person("Ewa")) == []


def test_the_drawer_is_closed_from_here(client):
    sign_in(client, person("Ewa"))
    assert b"Close your drawer" in client.get("/you/").content
    client.post("/drawer/close/", {"next": "/you/"})
    assert b"Close your drawer" not in client.get("/you/").content
