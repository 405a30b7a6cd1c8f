"""Files into documents: their bytes, their front matter, their headings (pure).

A document begins with a line +++, TOML and a line +++; what follows, up to the next +++, is its
body. Nothing here raises: what cannot be read becomes a Finding.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from curriculum.checking import Finding

__all__ = ["LARGEST", "Document", "Faults", "documents", "text_of"]

LARGEST = 1_000_000  # bytes of one curriculum
MOST_DOCUMENTS = 100  # 60 plans and the curriculum itself have room
LONGEST_SETTINGS = 6_000  # characters in one document; reading TOML takes their square
ALL_SETTINGS = 40_000  # in all the documents of a file
MOST_FAULTS = 100  # whoever has more begins with these
EDGE = re.compile(r"\+\+\+[ \t]*")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
TOML_KEY = re.compile(r"""[ \t]*["']?([\w-]+)["']?[ \t]*=""")


@dataclass
class Faults:
    """What could not be read, collected on the way."""

    found: list[Finding] = field(default_factory=list)

    def say(self, file: str, line: int, rule: str, words: str) -> None:
        if not self.full:
            self.found.append(Finding(file, line, rule, words))

    @property
    def full(self) -> bool:
        """Nobody reads on, and so nobody need look any further."""
        return len(self.found) >= MOST_FAULTS


@dataclass
class Document:
    """One document: where it begins, its front matter, and its body as (line number, line)."""

    file: str
    line: int
    settings: Mapping[str, object] = field(default_factory=dict)
    lines_of: dict[str, int] = field(default_factory=dict)
    body: list[tuple[int, str]] = field(default_factory=list)


def text_of(name: str, data: bytes | str, faults: Faults) -> str | None:
    """The file's text with plain line ends and without a byte order mark; None if it is none."""
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        faults.say(name, line, "characters", _("This is not UTF-8 text."))
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if bad := UNREADABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        words = _("A character that is no text stands here (code %(code)s).")
        faults.say(name, line, "characters", words % {"code": f"U+{ord(bad[0]):04X}"})
        return None
    return text


def documents(name: str, text: str, faults: Faults) -> Iterator[Document]:
    """The documents of one file, in the order in which they stand there."""
    lines = text.split("\n")
    edges = [number for number, line in enumerate(lines) if EDGE.fullmatch(line)]
    first = edges[0] if edges else len(lines)
    stray = next((number for number in range(first) if lines[number].strip(" \t")), None)
    if stray is not None or not edges:
        words = _("A document begins with a line +++ and its settings; this stands before one.")
        faults.say(name, (stray or 0) + 1, "document", words)
    if len(edges) % 2:
        words = _("The settings that begin here are not ended by a second line +++.")
        faults.say(name, edges[-1] + 1, "document", words)
    places = list(zip(edges[::2], edges[1::2], [*edges[2::2], len(lines)], strict=False))
    if too_many(name, lines, places, faults):
        return
    for begin, end, stop in places:
        document = Document(name, begin + 1)
        document.body = [(number + 1, lines[number]) for number in range(end + 1, stop)]
        if front_matter(document, lines[begin + 1 : end], faults):
            yield document


def too_many(
    name: str, lines: list[str], places: list[tuple[int, int, int]], faults: Faults
) -> bool:
    """Whether there are more documents or settings than any curriculum has."""
    if len(places) > MOST_DOCUMENTS:
        words = _("There are %(count)d documents; a curriculum has at most 60 plans.")
        faults.say(name, 1, "limits", words % {"count": len(places)})
        return True
    lengths = {begin: sum(map(len, lines[begin:end])) for begin, end, _stop in places}
    longest = max(lengths, key=lambda begin: lengths[begin], default=0)
    if lengths and (
        lengths[longest] > LONGEST_SETTINGS or sum(lengths.values()) > ALL_SETTINGS
    ):  # fmt: skip
        words = _("The settings of this document are too long.")
        faults.say(name, longest + 1, "limits", words)
        return True
    return False


def front_matter(document: Document, lines: list[str], faults: Faults) -> bool:
    """Read the document's settings; False when they are no TOML."""
    for number, line in enumerate(lines, document.line + 1):
        if key := TOML_KEY.match(line):
            document.lines_of.setdefault(key[1], number)
    try:
        document.settings = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError) as wrong:
        said = str(wrong)
        at = AT_LINE.search(said)
        offset = int(at[1]) if at and at[1] else len(lines) if at else 1
        words = _("The settings are not valid TOML: %(fault)s.")
        fault = {"fault": AT_LINE.sub("", said)[:200]}
        faults.say(document.file, document.line + offset, "toml", words % fault)
        return False
    return True
