"""A page as the sentences that she can pick: each as she wrote it, and no word is lost.

A line end always ends a piece, so that verses and lists come apart as lines. Where it is not sure
that a sentence ends, it goes on: a piece too long is still hers, half a sentence is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from unicodedata import category
from uuid import UUID

__all__ = ["Sentence", "pieces", "sentences"]

STOPS, CLOSING = ".!?…", "\"'”’»›)]*_"
OPENING = "\"'“‘„«‹([¿¡*_–—-"
# East Asian full stops need no gap behind them.
WIDE = re.compile(r"(?<![。！？｡])[。！？｡]++[」』”’）)]*+(?=\s*+(\S))")
WORD = re.compile(r"\S+")
JOINERS = "\u200c\u200d"
TONES = range(0x1F3FB, 0x1F400)  # of a hand or a face that stands before them

TITLES = {
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "st", "sr", "jr", "sra", "srta", "sres",
    "dra", "dña", "d", "ud", "uds", "vd", "sto", "sta", "hna", "hno", "gral", "lic", "vs",
}  # fmt: skip
BEFORE_NUMBER = {"no", "nr", "núm", "num", "nº", "p", "pp", "pág", "art", "vol", "ch", "cap", "fig"}
WITHIN = {"etc", "approx", "aprox", "incl", "esp", "ca", "cf", "ej"}  # a sentence may end there


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of a page. `id` is of these words on that page; `opens`: it begins a line."""

    id: str
    opens: bool
    words: str = field(repr=False)


def sentences(page: UUID, text: str) -> list[Sentence]:
    """The pieces of a page. Where the same words stand twice, each has an id of its own."""
    found: list[Sentence] = []
    seen: dict[str, int] = {}
    for line in pieces(text):
        for place, words in enumerate(line):
            seen[words] = again = seen.get(words, 0) + 1
            name = sha256(f"{page}:{again}:{words}".encode(errors="surrogatepass")).hexdigest()
            found.append(Sentence(name[:20], place == 0, words))
    return found


def pieces(text: str) -> list[list[str]]:
    """The sentences of each line that says something."""
    cut = (list(_of_line(line)) for line in text.splitlines())
    return [line for line in cut if line]


def _of_line(line: str) -> Iterator[str]:
    start = 0
    for end in [*_ends(line), len(line)]:
        if words := _bare(line[start:end]):
            yield words
        start = end


def _ends(line: str) -> list[int]:
    """Where sentences end within a line."""
    said = list(WORD.finditer(line))
    found = {
        one.end()
        for number, (one, then) in enumerate(pairwise(said))
        if _is_last(one[0], then[0], opens=number == 0)
    }
    found |= {stop.end() for stop in WIDE.finditer(line) if not _goes_on(stop[1])}
    return sorted(found)


def _is_last(word: str, then: str, *, opens: bool) -> bool:
    """Whether a sentence ends with `word`, when `then` comes after it."""
    said = word.rstrip(CLOSING)
    bare = said.rstrip(STOPS)
    stop, closed = said[len(bare) :], said != word
    if not stop or _goes_on(then):
        return False
    first = then.lstrip(OPENING)[:1]
    if "!" in stop or "?" in stop or closed:
        return not (first.islower() and closed)
    if stop != ".":
        return not first.islower()
    return not _is_short(bare.lstrip(OPENING), first, opens=opens)


def _is_short(word: str, first: str, *, opens: bool) -> bool:
    """Whether the full stop belongs to the word: a title, an initial, the number of a line."""
    said = word.casefold()
    if said in TITLES or (said in BEFORE_NUMBER and first.isdigit()):
        return True
    if opens and said.isdigit():
        return True
    if len(said) == 1 and said.isalpha():
        return first.islower() or (word.isupper() and word not in {"I", "Y", "O"})
    return first.islower() and (said in WITHIN or "." in said)


def _goes_on(text: str) -> bool:
    """Whether its first sign belongs to the one before: an accent, a joiner, a tone."""
    one = text[:1]
    return bool(one) and (category(one)[0] == "M" or one in JOINERS or ord(one) in TONES)


def _bare(text: str) -> str:
    """Without the gaps around it; a gap that carries an accent stays with it."""
    text = text.rstrip()
    begins = len(text) - len(text.lstrip())
    return text[begins - 1 :] if begins and _goes_on(text[begins:]) else text[begins:]
