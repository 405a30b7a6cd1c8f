"""The same sheets as PDF files: tagged, complete, made of our own files alone."""

import io
import re
import subprocess
import sys

import pytest
import time_machine
from django.conf import settings
from django.template.loader import render_to_string

from facilitator.pages import pdf
from facilitator.pages.markdown import rendered
from tests import factories
from tests.cast import NOW, facilitator

written = pytest.mark.skipif(
    not pdf.available(), reason="NO PDF WAS WRITTEN: WeasyPrint or its Pango is not installed."
)
A4, LETTER = (595, 842), (612, 792)  # points
BREAKS = '<img src="http://elsewhere.example/seen.png">'


@pytest.fixture(autouse=True)
def _still_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    programme = factories.curriculum(published=False)
    programme.plans.update(
        page=f"Żółć, señora. {BREAKS}\n\n![Seen](http://elsewhere.example/b.png)"
    )
    programme.publish(now=factories.JOINED, by=None)
    return factories.group(lead=ruth, curriculum=programme)


@pytest.fixture
def paper(client, group, ruth):
    client.force_login(ruth)
    return f"/lead/groups/{group.pk}/evenings/5/plan/print/"


def opened(answer):
    from pypdf import PdfReader

    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def words(file):
    return " ".join(" ".join(page.extract_text() for page in file.pages).split())


@written
@pytest.mark.parametrize(("query", "size"), [("?as=pdf", A4), ("?as=pdf&size=letter", LETTER)])
def test_a_sheet_is_a_tagged_file_that_a_voice_can_read(client, paper, query, size):
    answer = client.get(paper + query)
    assert answer.headers["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    file = opened(answer)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb"pdfuaid:part(=.|>)1", root["/Metadata"].get_data())
    assert file.metadata.title == "The plan on paper"
    assert tuple(round(float(side)) for side in file.pages[0].mediabox[2:]) == size
    for said in ("Evening title 5", "Say this.", "20.10", "take this sheet home", "116 123"):
        assert said in words(file)


@written
def test_its_letters_are_its_own(client, paper):
    page = opened(client.get(paper + "?as=pdf")).pages[0]
    names = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert names
    assert {name.split("+")[-1].split("-")[0] for name in names} <= {
        "/Atkinson", "/Literata", "Atkinson", "Literata",
    }, names  # fmt: skip


@written
def test_a_sheet_in_spanish_says_so(client, paper, ruth):
    ruth.language = "es"
    ruth.save(update_fields=["language"])
    file = opened(client.get(paper + "?as=pdf"))
    assert file.trailer["/Root"]["/Lang"] == "es"
    assert "The plan" not in file.metadata.title


@pytest.fixture
def refused(monkeypatch):
    """What was asked for and not opened."""
    found, real = [], pdf.own_file

    def watched(url):
        try:
            return real(url)
        except ValueError:
            found.append(url)
            raise

    monkeypatch.setattr(pdf, "own_file", watched)
    return found


@written
def test_an_image_in_a_text_is_not_even_asked_for(client, group, paper, refused):
    answer = client.get(f"/group/{group.pk}/evenings/5/print/?as=pdf")
    assert "Żółć, señora." in words(opened(answer))
    assert refused == []


@written
@pytest.mark.parametrize(
    "tag",
    [
        BREAKS, "<img src='file:///etc/hostname'>", "<img src='../manage.py'>",
        "<img src='data:image/png;base64,AAAA'>", "<img src='file://elsewhere.example/x.png'>",
        "<link rel=stylesheet href='http://elsewhere.example/x.css'>",
        "<object data='http://elsewhere.example/x.svg'></object>",
        "<link rel=attachment href='/etc/hostname'>",
    ],
)  # fmt: skip
def test_whatever_a_page_asks_for_only_our_own_files_are_opened(tag, refused):
    assert pdf.written(f"<!doctype html><title>T</title><p>Here</p>{tag}", size="a4")
    assert len(refused) == 1


@written
def test_no_log_hears_a_word_of_it(client, paper, caplog):
    with caplog.at_level("DEBUG"):
        assert client.get(paper + "?as=pdf").status_code == 200
    heard = {record.name.partition(".")[0] for record in caplog.records}
    assert heard & {"weasyprint", "fontTools"} == set()


def test_our_own_files_are_opened():
    style = settings.BASE / "static/css/paper.css"
    assert pdf.own_file(style.as_uri()) == style


def test_no_text_of_a_programme_makes_an_image():
    assert "<img" not in rendered(BREAKS + "\n\n![Seen](http://elsewhere.example/b.png)")


@pytest.mark.parametrize("query", ["?as=pdf&size=a3", "?as=doc", "?as="])
def test_what_we_do_not_write_is_not_found(client, paper, query):
    assert client.get(paper + query).status_code == 404


def test_without_the_extra_there_is_no_link_and_no_file(client, paper, monkeypatch):
    monkeypatch.setattr(pdf, "available", lambda: False)
    page = client.get(paper)
    assert page.status_code == 200
    assert "as=pdf" not in page.content.decode()
    assert client.get(paper + "?as=pdf").status_code == 404


@written
def test_the_links_keep_what_was_chosen(client, paper):
    page = client.get(paper + "?short=yes").content.decode()
    assert "?short=yes&amp;as=pdf&amp;size=a4" in page
    assert "?short=yes&amp;as=pdf&amp;size=letter" in page
    assert "Say this." not in words(opened(client.get(paper + "?short=yes&as=pdf")))


def test_weasyprint_is_not_read_at_the_start():
    code = "import sys, django; django.setup(); import facilitator.urls"
    line = [sys.executable, "-c", f"{code}; print('weasyprint' in sys.modules)"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_file_has_the_same_sheet_as_the_screen():
    context = {"frame": "paper_file.html", "group": {"curriculum": {"language": "en"}}}
    html = render_to_string(
        "groups/agreements_print.html", {**context, "agreement": {"text": "Ah"}}
    )
    assert '<article class="paper large">' in html
    assert "<nav" not in html
    assert "no-print" not in html
