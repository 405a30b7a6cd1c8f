"""What a page says to eyes and ears, and which of its words are English."""

import re
from html.parser import HTMLParser

ENGLISH = re.compile(
    r"\b(the|your?|and|with|of|is|are|was|have|this|that|not|please|to|at|in|on|from|for|"
    r"evenings?|chairs?|groups?|sign|write|save|monday|tuesday|november|pm)\b",
    re.IGNORECASE,
)
SAID = {"aria-label", "alt", "title", "placeholder"}
SILENT = {"script", "style", "option", "head"}  # time zones and languages keep their names
EMPTY = {"input", "br", "hr", "img", "link", "meta", "path", "rect", "circle", "stop", "use"}
# What people and programmes wrote: the house does not translate it.
THEIRS = re.compile(
    r"Tuesday evenings|Harbour Street(?: Library)?|A small programme|Evening title \d|Theme \d|"
    r"Aim \d|The p(?:age|ractice) of evening \d\.|Question \d\.\d|A round|Say this\.|"
    r"Nobody has to speak\.|We listen\.|What is said here stays here\.|The hall clock stopped\.|"
    r"Kept Chair|A phone|Day and night|\S+@\S+|https?://\S+"
)


def _is_said(name: str, value: str) -> bool:
    """Words, and not an address or a setting."""
    return name in SAID or (name.startswith("data-") and value[0] not in "/{")


class Reader(HTMLParser):
    """Gathers the title, the text, and the words of attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.language = ""
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.language = found.get("lang") or ""
        if tag == "body":
            self._silent = []
        foreign = found.get("lang") not in (None, "", "es")
        if tag not in EMPTY and (self._silent or foreign or tag in SILENT):
            self._silent.append(tag)
        if not self._silent:
            self.said += [value for name, value in attrs if value and _is_said(name, value)]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def language(page: str) -> str:
    reader = Reader()
    reader.feed(page)
    return reader.language


def english(page: str) -> list[str]:
    """The sentences of a page that hold an English word."""
    reader = Reader()
    reader.feed(page)
    title = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
    said = (THEIRS.sub("", words) for words in [*title, *reader.said])
    return sorted({" ".join(words.split()) for words in said if ENGLISH.search(words)})
