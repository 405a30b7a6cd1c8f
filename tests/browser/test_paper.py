"""What comes out of a printer when nobody sets anything: real Chromium, A4 and Letter."""

import io

import pytest
import time_machine
from django.core.management import call_command
from pypdf import PdfReader

from curriculum.models import Activity, Curriculum
from tests import factories
from tests.cast import NOW, facilitator

MARGIN = 15 / 25.4 * 72  # points
WORDS = " ".join(["There is no hurry in this room, and nobody has to speak."] * 9)
SIZES = ["A4", "Letter"]


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    """Seven blocks in the fifth evening, each with a mark at its first and its last word."""
    programme = factories.curriculum(published=False, agreements="\n\n".join([f"* {WORDS}"] * 5))
    fifth = programme.plans.get(number=5)
    fifth.activities.all().delete()
    for n in range(1, 8):
        Activity.objects.create(
            plan=fifth, position=n, kind="round", title=f"Begin{n} a round", minutes=10,
            words=WORDS, notes="She may pass.", materials=f"Cards, and pens. End{n}",
        )  # fmt: skip
    programme.plans.filter(number=5).update(
        page=f"# Read\n\n{WORDS}\n\n{WORDS}", handout="* Cut here.\n* And here."
    )
    programme.publish(now=factories.JOINED, by=None)
    made = factories.group(lead=ruth, curriculum=programme)
    factories.members(made, 12)
    return made


def printed(visit, ruth, path, size):
    page = visit(path, who=ruth)
    return PdfReader(io.BytesIO(page.pdf(format=size)))


def texts(file):
    return [" ".join(page.extract_text().split()) for page in file.pages]


def outside(page):
    """Words that begin outside the margins of a sheet."""
    width, height = (float(side) for side in page.mediabox[2:])
    found = []

    def look(text, turn, at, _font, _size):
        x = at[4] * turn[0] + at[5] * turn[2] + turn[4]
        y = at[4] * turn[1] + at[5] * turn[3] + turn[5]
        if text.strip() and not (
            MARGIN - 2 < x < width - MARGIN and MARGIN - 2 < y < height - MARGIN + 2
        ):
            found.append((text.strip()[:30], round(x), round(y)))

    page.extract_text(visitor_text=look)
    return found


def sheets(group):
    led, own = f"/lead/groups/{group.pk}", f"/group/{group.pk}"
    return {
        "short plan": (f"{led}/evenings/5/plan/print/?short=yes", {1}, "take this sheet home"),
        "plan": (f"{led}/evenings/5/plan/print/", {3, 4}, "take this sheet home"),
        "attendance": (f"{led}/evenings/5/paper/", {1}, "First names only."),
        "agreements": (f"{own}/agreements/print/", {1, 2}, "nobody has to speak."),
        "page": (f"{own}/evenings/5/print/", {1, 2}, "116 123"),
        "sheet": (f"{own}/evenings/5/sheet/", {1}, "And here."),
        "programme": (
            f"/lead/programmes/{group.curriculum_id}/plans/5/print/?short=yes", {1}, "No names",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_every_sheet_is_complete_within_its_margins_and_nothing_else_is_on_it(
    visit, ruth, group, size
):
    wrong = []
    for name, (path, lengths, last) in sheets(group).items():
        file = printed(visit, ruth, path, size)
        said = texts(file)
        if len(said) not in lengths:
            wrong.append(f"{name}: {len(said)} pages")
        if last not in said[-1]:
            wrong.append(f"{name}: its end is not on its last page")
        wrong += [f"{name}: {each}" for page in file.pages for each in outside(page)]
        for words in ("Back to", "To print", "PDF", "Sign out", "Also on paper", "Skip to"):
            wrong += [f"{name}: {words}"] * (words in " ".join(said))
    assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_no_block_is_split_between_two_sheets(visit, ruth, group, size):
    path = f"/lead/groups/{group.pk}/evenings/5/plan/print/"
    said = texts(printed(visit, ruth, path, size))
    places = [
        [n for n, text in enumerate(said) if f"{mark}{block}" in text.replace(" ", "")]
        for block in range(1, 8)
        for mark in ("Begin", "End")
    ]
    assert places[::2] == places[1::2]
    assert all(len(each) == 1 for each in places)


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_plan_that_we_bring_fits_on_one_sheet(visit, ruth, size):
    call_command("builtin_curricula", stdout=io.StringIO())
    brought = Curriculum.objects.published().filter(key="the-lamp-and-the-open-door", language="es")
    group = factories.group(lead=ruth, curriculum=brought.latest("version"))
    path = f"/lead/groups/{group.pk}/evenings/8/plan/print/?short=yes"
    assert len(printed(visit, ruth, path, size).pages) == 1


def test_a_sheet_is_black_on_white_in_the_dark_too(visit, ruth, group):
    page = visit(f"/lead/groups/{group.pk}/evenings/5/plan/print/", who=ruth, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    look = "sel => [getComputedStyle(document.querySelector(sel)).color, "
    look += "getComputedStyle(document.body).backgroundColor]"
    for part in (".paper", ".paper h1", ".paper .say", ".paper .mine"):
        assert page.evaluate(look, part) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], part


def test_letters_for_members_are_large(visit, ruth, group):
    page = visit(f"/group/{group.pk}/evenings/5/print/", who=ruth)
    page.emulate_media(media="print")
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.paper p')).fontSize)"
    )
    assert round(size * 72 / 96, 1) == 16
