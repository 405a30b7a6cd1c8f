"""A page stays light: on an old phone and a slow line it opens at once."""

import re
from pathlib import Path

import brotli
import django_htmx
from django.conf import settings

STATIC = Path(settings.BASE) / "static"
CSS = (STATIC / "css" / "house.css").read_text()
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def squeezed(path):
    return len(brotli.compress(path.read_bytes()))


def test_the_style_sheet_is_under_8_kb():
    assert squeezed(STATIC / "css" / "house.css") < 8_000


def test_all_scripts_together_are_under_30_kb():
    own = sorted((STATIC / "js").glob("*.js"))
    assert own
    assert squeezed(HTMX) + sum(squeezed(path) for path in own) < 30_000


def test_what_speaks_is_under_1_kb():
    assert squeezed(STATIC / "js" / "say.js") < 1_000


def test_the_first_view_fetches_under_120_kb_of_letters():
    first = ["literata-latin.woff2", "atkinson-latin.woff2", "plain-digits.woff2"]
    assert sum((STATIC / "fonts" / name).stat().st_size for name in first) < 120_000


def test_a_page_is_under_20_kb(client):
    assert len(client.get("/").content) < 20_000


def test_each_kind_of_letter_comes_with_its_licence():
    families = set(re.findall(r'url\("\.\./fonts/([a-z]+)', CSS))
    assert families == {"literata", "atkinson", "plain"}
    for name in ("literata", "atkinson-hyperlegible-next", "inter"):
        assert "SIL Open Font License" in (STATIC / "fonts" / f"OFL-{name}.txt").read_text()


def test_every_file_named_in_the_style_sheet_is_there():
    named = re.findall(r'url\("(.+?)"\)', CSS)
    assert len(named) == 7
    assert [name for name in named if not (STATIC / "css" / name).resolve().is_file()] == []


def test_dark_is_the_same_dark_whoever_asked_for_it():
    device = re.search(r":root:not\(\[data-theme=light\]\){(.*?)}}", CSS, re.DOTALL)
    hers = re.search(r":root\[data-theme=dark\]{(.*?)}", CSS, re.DOTALL)
    assert device
    assert hers
    assert device[1] == hers[1]
    assert "--paper:#111917" in hers[1]
