"""Files that mean harm, or were never a curriculum: refused in a word, cheaply, and nothing stays.

Times are generous (the machine is shared) and still far from what the same files cost when a rule
looks at every place once more for each place before it.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from curriculum.checking import check, errors
from curriculum.importing import Refused, draft_of, read, store, write_text
from curriculum.models import Curriculum
from facilitator.pages.markdown import rendered
from tests.curriculum.samples import EXAMPLE, changed, line_of

PAGE = "Some losses come with a day and a card."
LONG = 900_000
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40


@contextmanager
def within(seconds: float) -> Iterator[None]:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds


def in_page(words: str) -> str:
    return changed(PAGE, words)


NO_CURRICULUM = {  # how: (bytes, the rule, the line)
    "a picture with another name": (PNG, "characters", 1),
    "utf-16 with its mark": (EXAMPLE.encode("utf-16"), "characters", 1),
    "utf-16 without": (EXAMPLE.encode("utf-16-le"), "characters", 1),
    "utf-32": (EXAMPLE.encode("utf-32"), "characters", 1),
    "latin-1": (
        EXAMPLE.replace("There is tea.", "There is thé.").encode("latin-1"),
        "characters",
        line_of(EXAMPLE, "There is tea."),
    ),
    "a NUL": (
        EXAMPLE.replace("There is tea.", "There is\0tea.").encode(),
        "characters",
        line_of(EXAMPLE, "There is tea."),
    ),
    "nothing but zeros": (bytes(5000), "characters", 1),
    "a newer format": (changed("format = 1", "format = 2").encode(), "format", 2),
    "a page of the web": (b"<!doctype html><script>alert(1)</script>", "document", 1),
    "50 MB": (b"a" * 50_000_000, "limits", 1),
}


@pytest.mark.parametrize("how", NO_CURRICULUM)
@pytest.mark.parametrize("from_disk", [False, True], ids=["sent", "on disk"])
def test_what_is_no_curriculum_is_refused_with_its_line(tmp_path, how, from_disk):
    data, rule, line = NO_CURRICULUM[how]
    path = tmp_path / "lamp.md"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused, within(5):
        store(read(path if from_disk else {"lamp.md": data}))
    (found,) = refused.value.findings
    assert (found.rule, found.line) == (rule, line)
    assert found.file == (str(path) if from_disk else "lamp.md")
    assert not Curriculum.objects.exists()


@pytest.mark.parametrize("of", ["path", "folder", "bytes", "text"])
def test_fifty_megabytes_are_refused_without_being_copied(tmp_path, of):
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    source = {
        "path": lambda: path,
        "folder": lambda: tmp_path,
        "bytes": path.read_bytes,
        "text": lambda: path.read_text("latin-1"),
    }[of]()
    tracemalloc.start()
    try:
        (found,) = read(source).faults
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.rule == "limits"
    assert peak < 1_000_000


# What grew with the square of its length; all of these are below 1 MB.
MANY = {
    "blanks after a setting": (changed("kind: input", f"kind: input{' ' * LONG}x"), {"block"}),
    "empty lines": (in_page("\n" * LONG + "x"), set()),
    "curricula": ("+++\nformat = 1\n+++\n" * 50_000, {"limits"}),
    "plans": (EXAMPLE + "+++\nnumber = 1\n+++\n" * 50_000, {"limits"}),
    "dots in a name": (changed("version = 1", f"{'a.' * 400_000}a = 1"), {"limits"}),
    "short names": (
        changed("version = 1", "\n".join(f"k{n} = 1" for n in range(60_000))),
        {"limits"},
    ),
    "tables": (changed("version = 1", "[[a]]\n" * 100_000), {"limits"}),
    "loaded words": (in_page("toxic\n" * 150_000), {"blame", "length"}),
    "blocks": (changed("# Page", "## x\n" * 150_000 + "# Page"), {"limits"}),
    "sections": (changed("# Page", "# Xyz\n" * 150_000 + "# Page"), {"sections"}),
    "questions": (changed("# Practice", "1. x\n" * 150_000 + "# Practice"), {"limits"}),
    "settings": (changed("kind: input", "x: 1\n" * 150_000), {"keys"}),
    "marks of exclamation": (in_page("word " * 40 + "!" * LONG + "a"), {"length"}),
    "half promises": (in_page("win your " * 90_000), {"length"}),
    "backslashes": (in_page("\\" * LONG + "# x"), {"length"}),
}


@pytest.mark.parametrize("what", MANY)
def test_a_flood_is_read_and_checked_in_bounded_time(what):
    text, rules = MANY[what]
    with within(10):
        draft = read(text)
        found = check(draft)
    assert {each.rule for each in found} - {"reading-age"} == rules
    assert len(found) <= 200


NESTED = {
    "quotes": "> " * 20_000 + "x",
    "bare quotes": ">" * 20_000 + "x",
    "lists": "- " * 20_000 + "x",
    "numbered lists": "1. " * 15_000 + "x",
    "lists in quotes": "> - " * 10_000 + "x",
    "lines that go in and in": "".join(f"{'  ' * n}- x\n" for n in range(210)),
    "twenty thousand items": "- x\n" * 12_000,
    "brackets": "[" * 20_000 + "x" + "](y)" * 7_000,
    "stars": "*x **y " * 7_000,
    "backticks": "".join("`" * n + "x" for n in range(300)),
    "links that are begun": "[x](" * 12_000,
    "names for links": "[x]: /y\n" * 6_000,
    "uses of one name": "[x]: /y\n\n" + "[x] " * 12_000,
}


@pytest.mark.parametrize("what", NESTED)
def test_nesting_without_end_is_kept_and_laid_out_in_bounded_time(what):
    assert len(NESTED[what]) <= 50_000
    with within(10):
        draft = read(in_page(NESTED[what]))
        assert errors(check(draft)) == []
        assert read(write_text(draft)) == draft
        rendered(draft.plans[0].page)


HTML = {
    "a script": "<script>alert(1)</script>",
    "a picture from elsewhere": "![x](https://evil.example/x.png)",
    "a picture by name": "![x][y]\n\n[y]: https://evil.example/x.png",
    "a picture in html": '<img src="https://evil.example/x.png" onerror="alert(1)">',
    "a style": '<style>@import "https://evil.example/x.css"</style>',
    "a frame": '<iframe src="//evil.example"></iframe>',
    "a form": '<form action="//evil.example"><input name=x></form>',
    "an event": '<p onclick="alert(1)">x</p>',
    "a link to a script": "[x](javascript:alert(1))",
    "a link to a hidden script": "[x](java&#10;script:alert(1))",
    "a link in capitals": "[x](JaVaScRiPt:alert(1))",
    "a link to data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "a link to vbscript": "<vbscript:alert(1)>",
    "a drawing": '<svg onload="alert(1)"><use href="//evil.example/x.svg#x"/></svg>',
}


class Live(HTMLParser):
    """The elements that a browser would make, and where they lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name: value or "" for name, value in attrs}


@pytest.mark.parametrize("what", HTML)
def test_html_and_what_loads_from_elsewhere_is_kept_as_words_and_never_runs(what):
    curriculum, _written = store(read(in_page(HTML[what])))
    page = draft_of(curriculum).plans[0].page
    assert HTML[what] in page
    live = Live(rendered(page))
    assert live.tags <= {"p", "a"}
    assert live.attributes.keys() <= {"href", "rel"}
    assert urlsplit(live.attributes.get("href", "")).scheme in {"", "https"}


def test_a_link_out_is_a_link_and_nothing_is_fetched_for_it():
    shown = rendered("[where to turn](https://help.example)")
    assert shown == (
        '<p><a href="https://help.example" rel="noopener noreferrer">where to turn</a></p>\n'
    )


SAID_TWICE: dict[str, Callable[[], str]] = {
    "keys: unknown": lambda: changed("version = 1", "version = 1\nvers = 2"),
    "toml: twice": lambda: changed("version = 1", "version = 1\nversion = 1"),
}


@pytest.mark.parametrize("named", SAID_TWICE)
def test_unknown_and_doubled_names_leave_nothing_behind(named):
    with pytest.raises(Refused) as refused:
        store(read(SAID_TWICE[named]()))
    (found,) = refused.value.findings
    assert (found.file, found.rule) == ("curriculum.md", named.split(":")[0])
    assert not Curriculum.objects.exists()
