"""A phrase, and where it stands in a text: whatever the case, the accents and the line ends.

Both are compared as bytes, folded character by character: of two texts one after the other the
folded form is both, one after the other. What is ASCII is left to the codec.
"""

import codecs
import re
from unicodedata import normalize

__all__ = ["SMALLEST", "Phrase"]

SMALLEST = 2  # letters, where a letter is less than a word
IDEOGRAPHS = "\u2e80"  # from here on one character may be a word
FOLD = "kept-chair.fold"
# Accents and points, and what no eye sees. Vowel signs of other scripts are letters: they stay.
MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u064b-\u065f\u0670\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]"
)
# A phone writes the one, a keyboard the other; and gaps that do not fold to a space.
ALIKE = [
    ("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u201e", '"'),
    ("\u2013", "-"), ("\u2014", "-"), ("\u2026", "..."), ("\u0085", "\n"), ("\u1680", " "),
    ("\u2028", "\n"), ("\u2029", "\n"),
]  # fmt: skip


class _Characters(dict[str, bytes]):
    """Each character as it is compared; single ones alone, so nothing that anybody wrote."""

    def __missing__(self, one: str) -> bytes:
        bare = MARKS.sub("", normalize("NFKD", one))
        self[one] = folded = bare.casefold().encode(errors="surrogatepass")
        return folded


CHARACTERS = _Characters()


def _beyond_ascii(found: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(found, UnicodeEncodeError):
        raise found
    run = found.object[found.start : found.end]
    return b"".join(map(CHARACTERS.__getitem__, run)), found.end


codecs.register_error(FOLD, _beyond_ascii)


# Of the letters of western Europe: what each folds to, where that is one letter without accent.
LATIN = bytes(
    ord(CHARACTERS[chr(code)].lower()) if len(CHARACTERS[chr(code)]) == 1 else code
    for code in range(256)
)


def folded(text: str) -> bytes:
    """As it is compared. Most pages never come to the last line, which is many times slower."""
    if text.isascii():
        return text.encode().lower()
    for curly, plain in ALIKE:
        text = text.replace(curly, plain)
    try:
        latin = text.encode("latin-1").translate(LATIN)
    except UnicodeEncodeError:
        return text.encode("ascii", FOLD).lower()
    return latin if latin.isascii() else latin.decode("latin-1").encode("ascii", FOLD).lower()


class Phrase:
    """What she looks for, as one whole; a gap in it is any gap."""

    def __init__(self, typed: str) -> None:
        self._words = folded(typed).split()
        self._pattern = re.compile(rb"\s+".join(map(re.escape, self._words)))

    def __repr__(self) -> str:
        return "Phrase()"

    def __len__(self) -> int:
        return sum(len(word.decode(errors="surrogatepass")) for word in self._words)

    @property
    def says_enough(self) -> bool:
        """Whether it is more than a single letter."""
        return len(self) >= SMALLEST or (len(self) == 1 and self._words[0] >= IDEOGRAPHS.encode())

    def stands_in(self, text: str) -> bool:
        """Whether it stands there at all; quicker than to say where."""
        return bool(self._words) and self._pattern.search(folded(text)) is not None

    def find(self, text: str) -> tuple[int, int] | None:
        """Where it stands first in `text`: from, to."""
        found = self._pattern.search(folded(text)) if self._words else None
        return _unfolded(text, *found.span()) if found else None


def _unfolded(text: str, start: int, end: int) -> tuple[int, int]:
    """The place in the text as she wrote it, of a place in what is compared."""
    if text.isascii():
        return start, end
    first = _reaching(text, start + 1) - 1
    last = _reaching(text, end)
    while last < len(text) and not folded(text[last]):
        last += 1  # the accents of the last letter
    return first, last


def _reaching(text: str, length: int) -> int:
    """How many characters of `text` it takes to come to `length` when it is compared."""
    low, high, passed = 0, len(text), 0
    while low < high:
        middle = (low + high) // 2
        more = passed + len(folded(text[low : middle + 1]))
        if more < length:
            low, passed = middle + 1, more
        else:
            high = middle
    return min(low + 1, len(text))
