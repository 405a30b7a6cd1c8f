"""What no template may hold, and what every page has."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE) / "templates"
PAGES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
# Mails and calendar text are read elsewhere, without our policy and our style sheet.
SCREEN = [name for name in PAGES if "mail" not in Path(name).parts[:-1]]
BANNED = {
    "an inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script in an attribute": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on", re.IGNORECASE),
    "a value computed by script": re.compile(r"hx-(?:vals|headers|vars)\s*=\s*[\"']js:"),
    "a trigger filter": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\["),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something fetched from elsewhere": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//"),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}


@pytest.mark.parametrize("name", SCREEN)
def test_a_template_holds_nothing_that_the_policy_refuses(name):
    text = (ROOT / name).read_text()
    text = re.sub(r"{#.*?#}", "", text)
    assert [what for what, pattern in BANNED.items() if pattern.search(text)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_template_can_be_read(name):
    get_template(name)


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">', "<style>p{}</style>", "<script>go()</script>",
        '<a onclick="go()">', "<a hx-on:click='go()'>", "<a hx-vals='js:{a:1}'>",
        "<a hx-trigger='click[ok]'>", '<a href="javascript:go()">', '<img src="//cdn.example/x">',
        "{{ text|safe }}",
    ],
)  # fmt: skip
def test_the_search_finds_what_it_is_for(bad):
    assert [what for what, pattern in BANNED.items() if pattern.search(bad)] != []


def classes(text):
    """The classes that a template names outright, without what its tags put together."""
    text = re.sub(r"{#.*?#}", "", text)
    for named in re.findall(r'class="([^"]*)"', text):
        yield from re.sub(r"{%.*?%}|[^\s%}]*{{.*?}}\S*", " ", named).split()


def test_every_class_is_in_a_style_sheet_or_held_by_a_script():
    css = "".join(path.read_text() for path in (ROOT.parent / "static" / "css").glob("*.css"))
    drawn = set(re.findall(r"\.([a-z][\w-]*)", css))
    held = "".join(path.read_text() for path in (ROOT.parent / "static" / "js").rglob("*.js"))
    lost = {
        f"{name}: {word}"
        for name in SCREEN
        for word in classes((ROOT / name).read_text())
        if word not in drawn and f".{word}" not in held
    }
    assert lost == set()
