"""Pages that anybody may open."""

import logging

import pytest

from curriculum.models import Curriculum, SessionPlan
from tests.cast import NOW, person

PAGES = ["/", "/meetings/", "/hard-night/", "/accessibility/"]
LINES = """[[line]]
country = "GB"
language = "en"
name = "Samaritans"
number = "116 123"
hours = "day and night"
free = true
checked_on = 2026-11-01
[[line]]
country = "XK"
language = "sq"
name = "Linja <b>e</b> jetës"
number = "+383 45 377 377"
hours = "from 8 am"
free = false
checked_on = 2026-11-01
"""


def programme(*, key="lamp", language="en", version=1, published=NOW, titles=("Ache", "Lamp")):
    made = Curriculum.objects.create(
        key=key, language=language, version=version, title="The Lamp and the Open Door",
        subtitle=f"Two evenings, version {version}, {language}.", author="Kept Chair",
        licence="CC0-1.0",
    )  # fmt: skip
    plans = [("Before all", 0, SessionPlan.Part.BEFORE)]
    plans += [(title, n, SessionPlan.Part.MAIN) for n, title in enumerate(titles, 1)]
    for title, number, part in plans:
        SessionPlan.objects.create(
            curriculum=made, number=number, part=part, title=title, theme=f"About {title}.",
            aim="-", page="-", caution="-",
        )  # fmt: skip
    if published:
        Curriculum.objects.filter(pk=made.pk).update(published_at=published)
    return made


@pytest.mark.parametrize("path", PAGES)
def test_anybody_may_read_it(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_nothing_can_be_sent_to_it(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_its_title_says_nothing_about_why_anybody_comes(client, path):
    programme()
    title = client.get(path).content.decode().split("<title>")[1].split("</title>")[0]
    assert title in {
        "Welcome - Kept Chair",
        "What happens at a meeting - Kept Chair",
        "Help - Kept Chair",
        "Accessibility - Kept Chair",
    }


def test_the_welcome_shows_the_evenings_of_the_programme(client):
    programme()
    page = client.get("/").content.decode()
    assert "Two evenings, one thought each" in page
    assert page.index("<h3>Ache</h3>") < page.index("<h3>Lamp</h3>")
    assert "About Lamp." in page
    assert "Before all" not in page


def test_the_welcome_is_whole_without_a_programme(client):
    page = client.get("/").content.decode()
    assert "There is a chair kept for you." in page
    assert "one thought" not in page
    assert "<ol" not in page


def test_a_draft_is_nobody_elses_business(client):
    programme(published=None)
    assert "Ache" not in client.get("/").content.decode()


def test_the_newest_version_is_shown(client):
    programme(version=1, titles=("Old",))
    programme(version=2, titles=("New",))
    page = client.get("/").content.decode()
    assert "New" in page
    assert "Old" not in page


def test_a_reader_gets_the_programme_in_her_language(client):
    programme(language="es", titles=("Luz",))
    programme(language="en", key="other", titles=("Light",), published=NOW.replace(year=2025))
    assert "<h3>Light</h3>" in client.get("/").content.decode()


def test_the_welcome_asks_two_questions_however_many_programmes_there_are(
    client, django_assert_num_queries
):
    for number in range(12):
        programme(key=f"lamp-{number}")
    with django_assert_num_queries(2):
        client.get("/")


def test_the_welcome_leads_nowhere_that_is_not_there(client):
    page = client.get("/").content.decode()
    for address in {part.split('"')[0] for part in page.split('<a class="btn')[1:]}:
        assert address
    assert 'href=""' not in page
    assert 'href="#"' not in page


def test_a_hard_night_has_numbers_that_can_be_pressed(client, settings, tmp_path):
    path = tmp_path / "lines.toml"
    path.write_text(LINES, encoding="utf-8")
    settings.HELP_LINES_FILE = str(path)
    page = client.get("/hard-night/").content.decode()
    assert 'href="tel:116123"' in page
    assert 'href="tel:+38345377377"' in page
    assert page.index("United Kingdom") < page.index(">XK<")
    assert page.count("It costs nothing.") == 1
    assert "Linja &lt;b&gt;e&lt;/b&gt; jetës" in page
    assert "Nobody is told that you opened this page." in page
    assert 'id="how"' in page


@pytest.mark.parametrize("text", ["", "this is not toml ["])
def test_a_hard_night_still_has_somebody_when_no_line_can_be_read(client, settings, tmp_path, text):
    path = tmp_path / "lines.toml"
    path.write_text(text, encoding="utf-8")
    settings.HELP_LINES_FILE = str(path)
    page = client.get("/hard-night/").content.decode()
    assert "No number has been set here yet." in page
    assert "112" in page


def test_nobody_is_told_that_she_opened_it(client, caplog, django_assert_num_queries):
    ewa = person("Ewa")
    client.force_login(ewa)
    client.get("/hard-night/")
    with caplog.at_level(logging.DEBUG), django_assert_num_queries(3) as asked:
        response = client.get("/hard-night/")
    assert [r for r in caplog.records if r.name != "django.db.backends"] == []
    tables = [
        query["sql"].split("FROM")[1].split()[0].strip('"') for query in asked.captured_queries
    ]
    assert tables == ["django_session", "people_person", "groups_membership"]
    assert response.cookies.get("s") is None


def test_a_stranger_opens_it_without_any_query_or_cookie(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/hard-night/")
    assert response.cookies == {}


def test_her_choices_of_letters_and_light_hold_on_every_page(client):
    ewa = person("Ewa", theme="dark", text_size="larger")
    client.force_login(ewa)
    page = client.get("/accessibility/").content.decode()
    assert '<html lang="en" data-theme="dark" data-size="larger">' in page
    assert 'hx-headers=\'{"X-CSRFToken"' in page


def test_the_demo_says_that_it_is_one(client, settings):
    assert "This is a demonstration." not in client.get("/").content.decode()
    settings.DEMO = True
    assert "This is a demonstration." in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/nowhere/"])
def test_the_way_out_is_on_every_page_where_it_is_wanted(client, settings, path):
    assert "/leave/" not in client.get(path).content.decode()
    settings.QUICK_EXIT = True
    page = client.get(path).content.decode()
    assert 'href="/leave/" rel="noreferrer" data-leave>Leave quickly</a>' in page
