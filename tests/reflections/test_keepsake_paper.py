"""Her book on paper: small, complete, without a name on it, and kept nowhere."""

import io
from dataclasses import replace

import pytest

from facilitator.pages import pdf
from groups.reflections import keepsakes
from groups.reflections.keepsakes import Piece
from tests.reflections.conftest import begun, with_key

written = pytest.mark.skipif(
    not pdf.available(), reason="NO PDF WAS WRITTEN: WeasyPrint or its Pango is not installed."
)
PRINT = "/writing/keepsake/print/"
SIZES = {"a5": (420, 595), "a4": (595, 842), "letter": (612, 792)}
SAID = [f"Sentence number {n} of the book, about boats and the wall." for n in range(1, 31)]


@pytest.fixture
def ewas(client, house):
    page = begun(house.ewa).page
    new = [
        Piece(f"{n}", str(page), "2026-10" if n < 5 else "2026-11", one)
        for n, one in enumerate(SAID)
    ]
    keepsakes.change(house.ewa, lambda book: keepsakes.picked(book, new))
    return with_key(client, house.ewa)


def set_as(person, **said):
    keepsakes.change(person, lambda book: replace(book, **said))


def opened(answer):
    from pypdf import PdfReader

    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def texts(file):
    return [" ".join(page.extract_text().split()) for page in file.pages]


def test_an_empty_book_leads_back(client, house):
    with_key(client, house.ewa)
    assert client.get(PRINT).headers["Location"] == "/writing/keepsake/"


def test_the_screen_shows_it_as_it_will_be_and_no_name_of_the_house(ewas, house, settings):
    html = ewas.get(PRINT).content.decode()
    paper = html[html.index("<article") : html.index("</article>")]
    assert all(one in paper for one in SAID)
    assert "In my own words" in paper
    for name in ("November", house.group.name, house.ewa.name, settings.SITE_NAME):
        assert name not in paper
    assert "<title>A small book</title>" in html


def test_what_she_chose_stands_on_it_and_nothing_else(ewas, house):
    set_as(house.ewa, title="Boats & walls", with_months=True, named=True, alone=True)
    html = ewas.get(PRINT).content.decode()
    paper = html[html.index("<article") : html.index("</article>")]
    for name in ("Boats &amp; walls", "October 2026", house.group.name, "A small programme"):
        assert name in paper
    assert "In my own words" not in paper
    assert 'class="paper book alone"' in html


@written
@pytest.mark.parametrize(("size", "points"), SIZES.items())
def test_it_is_a_small_tagged_file_without_a_name(ewas, house, settings, size, points):
    answer = ewas.get(f"{PRINT}?as=pdf&size={size}")
    assert answer.headers["Content-Disposition"] == 'inline; filename="book.pdf"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    file = opened(answer)
    assert tuple(round(float(side)) for side in file.pages[0].mediabox[2:]) == points
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert file.metadata.title == "A small book"
    said = texts(file)
    assert all(one in " ".join(said) for one in SAID)
    for name in (settings.SITE_NAME, house.group.name, house.ewa.name, "localhost"):
        assert name not in " ".join(said)
    assert said[0] == "In my own words"
    assert [page.rsplit(" ", 1)[1] for page in said[1:]] == [
        str(n) for n in range(2, len(said) + 1)
    ]


@written
def test_without_a_size_it_is_small_and_one_that_is_none_is_not_found(ewas):
    file = opened(ewas.get(f"{PRINT}?as=pdf"))
    assert tuple(round(float(side)) for side in file.pages[0].mediabox[2:]) == SIZES["a5"]
    assert ewas.get(f"{PRINT}?as=pdf&size=a3").status_code == 404
    assert "?as=pdf&amp;size=a5" in ewas.get(PRINT).content.decode()


@written
def test_each_on_its_own_page_when_she_wishes_it(ewas, house):
    set_as(house.ewa, alone=True)
    said = texts(opened(ewas.get(f"{PRINT}?as=pdf")))
    assert len(said) == len(SAID) + 1
    assert said[3] == f"{SAID[2]} 4"


@written
def test_a_sentence_longer_than_a_page_goes_on_to_the_next(ewas, house):
    long = " ".join(f"word{n}" for n in range(900))
    page = Piece("long", "", "2026-11", long)
    keepsakes.change(house.ewa, lambda book: replace(book, pieces=(page,)))
    said = " ".join(texts(opened(ewas.get(f"{PRINT}?as=pdf"))))
    assert all(f"word{n}" in said for n in (0, 450, 899))


@written
def test_no_other_script_and_no_mark_breaks_it(ewas, house):
    odd = Piece("odd", "", "2026-11", "Żółć <b>&amp;</b> 鳥 שלום 👵🏽 e\u0301")
    keepsakes.change(house.ewa, lambda book: replace(book, pieces=(odd,)))
    assert "שלום" in " ".join(texts(opened(ewas.get(f"{PRINT}?as=pdf"))))
