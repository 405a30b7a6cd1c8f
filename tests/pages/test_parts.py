"""The parts of a page, as a screen reader and a form meet them."""

import re

import pytest

from tests.pages import urls_to_look_at

pytestmark = pytest.mark.urls("tests.pages.urls_to_look_at")
RIGHT = {"place": "The library", "starts": "19:00", "every": "1", "reads": "me", "agrees": "on"}


@pytest.fixture(autouse=True)
def our_templates(settings):
    settings.TEMPLATES = urls_to_look_at.templates()


@pytest.fixture
def page(client):
    return client.get("/every/part/").content.decode()


def tag(page, start):
    found = re.search(rf"<{start}[^>]*>", page)
    assert found, start
    return found[0]


def test_a_field_is_tied_to_its_label_and_its_hint(page):
    assert '<label for="id_place">Place, or a video link</label>' in page
    assert 'aria-describedby="id_place_helptext"' in tag(page, 'input type="text" name="place"')
    assert '<p class="hint" id="id_place_helptext">Only members' in page


def test_choices_stand_in_a_fieldset_with_its_legend(page):
    fieldset = page[page.index('<fieldset class="field choices" aria-describedby="id_reads') :]
    assert fieldset.index("<legend>Who can read this?</legend>") < fieldset.index("<input")
    assert 'type="radio" name="reads" value="me"' in fieldset


def test_the_second_line_of_a_card_is_text_and_never_markup(page):
    assert "<b>Only me</b><span>Nobody else can open it &lt;b&gt;at all&lt;/b&gt;.</span>" in page


def test_an_untouched_form_shows_no_problem(page):
    assert "There is a problem" not in page
    assert "<title>Every part - Kept Chair</title>" in page


def test_a_wrong_form_keeps_what_was_typed_and_says_each_thing_twice(client):
    response = client.post("/every/part/", {"place": "The library", "words": "Łucja"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Problem: Every part - Kept Chair</title>" in page
    for words, target in [
        ("Enter the time the first evening starts", "id_starts"),
        ("Choose who can read it", "id_reads_0"),
        ("Tick that you keep to the agreement", "id_agrees"),
    ]:
        assert page.count(words) == 2
        assert f'<a href="#{target}">{words}</a>' in page
        assert f'id="{target}"' in page
    assert 'value="The library"' in page
    assert "Łucja</textarea>" in page
    assert 'aria-invalid="true"' in tag(page, 'input type="text" name="starts"')
    assert 'aria-describedby="id_starts_error"' in tag(page, 'input type="text" name="starts"')


def test_the_summary_speaks_and_can_take_the_focus(client):
    page = client.post("/every/part/", {}).content.decode()
    summary = tag(page, 'div class="problem"')
    assert 'role="alert"' in summary
    assert 'tabindex="-1"' in summary
    assert "data-summary" in summary


def test_a_form_without_a_problem_answers_plainly(client):
    assert client.post("/every/part/", RIGHT).status_code == 200


def test_htmx_gets_the_named_part_alone(client):
    part = client.get("/every/part/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<form")
    assert "<html" not in part


def test_no_id_is_given_twice(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_control_has_a_name_on_it(page):
    for control in re.findall(r"<(?:a|button)\b[^>]*>.*?</(?:a|button)>", page, re.DOTALL):
        assert re.sub(r"<svg.*?</svg>|<[^>]+>|\s", "", control, flags=re.DOTALL), control


def test_what_was_said_goes_out_as_a_header_that_ascii_can_carry(client):
    spoken = client.get("/every/part/?say").headers["HX-Trigger"]
    assert spoken == '{"say": "Ruth will know that you are coming."}'
