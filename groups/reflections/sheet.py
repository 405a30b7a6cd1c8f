"""Sheet: what stands on one page, as it is sealed; pure, and silent about itself."""

import hashlib
import json
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

TITLE_CHARS = 80
WORDS_FOR_TODAY = {  # five codes; else it is her own word, as she wrote it
    "heavy": _("Heavy"),
    "unsettled": _("Unsettled"),
    "mixed": _("Mixed"),
    "steady": _("Steady"),
    "lighter": _("Lighter"),
}


def as_typed(words: str) -> str:
    """Line ends as the textarea has them: a form sends CRLF for every one of them."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Her words, and her word for today (one of the five codes, her own, or none)."""

    words: str = field(repr=False)
    word: str = field(default="", repr=False)

    def to_bytes(self) -> bytes:
        """What is sealed. UnicodeEncodeError on a lone surrogate."""
        return json.dumps({"words": self.words, "word": self.word}, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sheet":
        read = json.loads(data)
        return cls(words=read["words"], word=read["word"])

    @property
    def sha256(self) -> str:
        """Of the words as UTF-8, in hex: what the browser compares with its own."""
        return hashlib.sha256(self.words.encode()).hexdigest()

    @property
    def title(self) -> str:
        """The first line that says something; empty on an empty page."""
        return self._line(0)

    @property
    def preview(self) -> str:
        """The second line that says something."""
        return self._line(1)

    @property
    def rest(self) -> str:
        """What follows the title, exactly as typed; all of it where that is part of a line."""
        first, _end, rest = self.words.lstrip().partition("\n")
        return rest.strip("\n") if self.title == first.strip() else self.words

    def _line(self, which: int) -> str:
        lines = (line.strip() for line in self.words.splitlines())
        said = [line for line, _ in zip(filter(None, lines), range(which + 1), strict=False)]
        return shortened(said[which]) if len(said) > which else ""


def shortened(line: str) -> str:
    """At most about 80 characters, cut between words where there is a gap."""
    if len(line) <= TITLE_CHARS:
        return line
    cut = line[: TITLE_CHARS + 1]
    return (cut.rsplit(None, 1)[0] if " " in cut[40:] else cut[:-1]).rstrip(" ,;:.-–—") + "…"
