"""What is different between two plans, or two versions of a programme, in words (pure)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from curriculum.checking import BlockDraft, Draft, PlanDraft

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["Difference", "Pair", "compare", "compare_plans", "pairs", "phrases"]

Named = dict[str, "str | _StrPromise"]

PLAN_TEXTS: Named = {
    "language": gettext_lazy("in another language"),
    "title": gettext_lazy("the title changed"),
    "theme": gettext_lazy("the theme changed"),
    "aim": gettext_lazy("the aim changed"),
    "caution": gettext_lazy("the caution changed"),
    "page": gettext_lazy("the page to read changed"),
    "handout": gettext_lazy("the hand-out changed"),
    "practice": gettext_lazy("the practice changed"),
}
BLOCK_TEXTS: Named = {
    "kind": gettext_lazy("another kind"),
    "role": gettext_lazy("led by somebody else"),
    "trim": gettext_lazy("another limit for shortening"),
    "words": gettext_lazy("other words to say"),
    "notes": gettext_lazy("other notes"),
    "materials": gettext_lazy("other things to have ready"),
    "shorten": gettext_lazy("another way to shorten it"),
    "stall": gettext_lazy("another help when it stalls"),
}
ABOUT_TEXTS: Named = {
    "title": gettext_lazy("the title changed"),
    "subtitle": gettext_lazy("the subtitle changed"),
    "author": gettext_lazy("the author changed"),
    "licence": gettext_lazy("the licence changed"),
    "attribution": gettext_lazy("the attribution changed"),
    "agreements": gettext_lazy("the agreements changed"),
    "guide": gettext_lazy("the guide changed"),
}


@dataclass(frozen=True)
class Pair:
    """A block before and after; None: it was not there, or is not any more."""

    old: BlockDraft | None
    new: BlockDraft | None
    moved: bool = False

    @property
    def same(self) -> bool:
        return self.old == self.new and not self.moved


@dataclass(frozen=True)
class Difference:
    """One plan, or with number None the programme itself, and what is different, in phrases."""

    number: int | None
    title: str
    phrases: tuple[str, ...]


def compare(old: Draft, new: Draft) -> list[Difference]:
    """What is different, the programme itself first, then its plans by their numbers."""
    about = [*texts(old, new, ABOUT_TEXTS), *_length(old.minutes, new.minutes)]
    found = [Difference(None, new.title, tuple(about))]
    before, after = ({each.number: each for each in of.plans} for of in (old, new))
    for number in sorted({*before, *after}, key=lambda each: -1 if each is None else each):
        was, now = before.get(number), after.get(number)
        known = now or was
        assert known is not None  # noqa: S101  it is in one of them
        found.append(Difference(number, known.title, tuple(_plan(was, now))))
    return [each for each in found if each.phrases]


def compare_plans(old: PlanDraft, new: PlanDraft, *, moved: Collection[int] = ()) -> list[str]:
    """What is different between two plans, a phrase for each thing; `moved` as for pairs."""
    return list(_plan(old, new, moved))


def pairs(old: PlanDraft, new: PlanDraft, *, moved: Collection[int] = ()) -> list[Pair]:
    """The blocks side by side, in the new order; those that are gone stand at the end.

    A block is known by all that it says, or its title; one with a new title by its kind and its
    words, or its place. Of two that changed sides either may have moved: it is the one that stands
    at one of the places `moved` now, counted from 0.
    """
    left = list(old.blocks)
    found: dict[int, BlockDraft] = {}
    for alike in (_same, _same_title, _same_words, _same_place):
        for at, block in enumerate(new.blocks):
            if at in found:
                continue
            was = next((each for each in left if alike(each, block, old, new)), None)
            if was is not None:
                left = [each for each in left if each is not was]
                found[at] = was
    stayed = [each for each in old.blocks if any(each is one for one in found.values())]
    places = {at: _index(stayed, found[at]) for at in sorted(found)}
    still = _in_order(list(places.values()), {places[at] for at in moved if at in places})
    beside = [
        Pair(found.get(at), block, at in places and places[at] not in still)
        for at, block in enumerate(new.blocks)
    ]
    return beside + [Pair(each, None) for each in left]


def phrases(pair: Pair) -> list[str]:
    """What is different about one block, a phrase for each thing."""
    return list(_block(pair))


def _plan(
    old: PlanDraft | None, new: PlanDraft | None, moved: Collection[int] = ()
) -> Iterator[str]:
    if old is None:
        yield _("new")
    elif new is None:
        yield _("taken out")
    else:
        yield from texts(old, new, PLAN_TEXTS)
        yield from _length(old.minutes, new.minutes)
        for pair in pairs(old, new, moved=moved):
            yield from _block(pair)
        yield from _prompts(old.prompts, new.prompts)


def _block(pair: Pair) -> Iterator[str]:
    old, new = pair.old, pair.new
    if new is None or old is None:
        known = new or old
        assert known is not None  # noqa: S101  a pair has one of them
        said = _("%(title)s taken out") if new is None else _("%(title)s new, %(minutes)s minutes")
        yield said % {"title": known.title, "minutes": known.minutes}
        return
    names = {"title": old.title, "new": new.title, "was": old.minutes, "minutes": new.minutes}
    if old.title != new.title:
        yield _("%(title)s is now called %(new)s") % names
    if old.minutes != new.minutes:
        yield _("%(new)s %(was)s to %(minutes)s minutes") % names
    if pair.moved:
        yield _("%(new)s moved") % names
    for phrase in texts(old, new, BLOCK_TEXTS):
        yield _("%(title)s: %(phrase)s") % {"title": new.title, "phrase": phrase}


def texts(old: object, new: object, names: Named) -> list[str]:
    """The phrase of each named field that is different."""
    return [str(said) for name, said in names.items() if getattr(old, name) != getattr(new, name)]


def _length(old: int, new: int) -> list[str]:
    if old == new:
        return []
    return [_("%(was)s to %(minutes)s minutes in all") % {"was": old, "minutes": new}]


def _prompts(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    changed = min(len(gone), len(come))
    if changed:
        yield ngettext("one question changed", "%(count)s questions changed", changed) % {
            "count": changed
        }
    if more := len(come) - changed:
        yield ngettext("one question new", "%(count)s questions new", more) % {"count": more}
    if less := len(gone) - changed:
        yield ngettext("one question taken out", "%(count)s questions taken out", less) % {
            "count": less
        }
    if not gone and not come and old != new:
        yield _("the questions in another order")


def _same(a: BlockDraft, b: BlockDraft, _old: PlanDraft, _new: PlanDraft) -> bool:
    return a == b


def _same_title(a: BlockDraft, b: BlockDraft, _old: PlanDraft, _new: PlanDraft) -> bool:
    return a.title == b.title


def _same_words(a: BlockDraft, b: BlockDraft, _old: PlanDraft, _new: PlanDraft) -> bool:
    return bool(a.words) and (a.kind, a.words) == (b.kind, b.words)


def _same_place(a: BlockDraft, b: BlockDraft, old: PlanDraft, new: PlanDraft) -> bool:
    return a.kind == b.kind and _index(old.blocks, a) == _index(new.blocks, b)


def _index(of: Iterable[BlockDraft], block: BlockDraft) -> int:
    """The place of this very block: two may be equal."""
    return next(at for at, each in enumerate(of) if each is block)


def _in_order(places: list[int], moved: Collection[int]) -> set[int]:
    """The longest run of places that rises: what is not in it was moved. Of two as long as each
    other it is the one with fewer of those that are known to have `moved`.
    """

    def good(run: list[int]) -> tuple[int, int]:
        return len(run), -sum(place in moved for place in run)

    best: list[list[int]] = [[]]
    for place in places:
        rising = [run for run in best if not run or run[-1] < place]
        before = max(rising, key=good)
        best.append([*before, place])
    longest = max(best, key=good)
    return set(longest)
