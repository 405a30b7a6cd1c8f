"""Curricula that keep every rule, in texts as odd as texts may be; the same for the same seed."""

from dataclasses import replace
from random import Random

from curriculum.checking import BlockDraft, Draft, PlanDraft
from curriculum.checking.blocks import KINDS
from tests.curriculum.test_loss_free import PIECES

LETTERS = "abcßé ŁΩ日本👵🏽\xa0\u2028\u200d\ufeff!?.,;:-–'\"()[]<>&%$*_`~^|/\\#+="
LIMITS = "What you tell us is confidential, and that has a limit."


def text(of: Random, *, needed: bool = False) -> str:
    """Up to four lines of what means something to the format, or to nobody."""
    made = "\n".join(
        "".join(
            of.choice([*PIECES, "".join(of.choices(LETTERS, k=of.randint(1, 12)))])
            for _piece in range(of.randint(0, 3))
        )
        for _line in range(of.randint(0, 4))
    )
    return f"x{made}" if needed and not made.strip() else made


def title(of: Random) -> str:
    letters = [letter for letter in LETTERS if letter not in "\u2028\xa0\ufeff"]
    return f"T{''.join(of.choices(letters, k=of.randint(0, 20)))}."


def block(of: Random, kind: str, minutes: int, trim: int | None = None) -> BlockDraft:
    return BlockDraft(
        title=title(of), kind=kind, minutes=minutes, trim=trim, role=of.choice(["lead", "co"]),
        words=f"{LIMITS}\n{text(of)}x", notes=text(of), materials=text(of), shorten=text(of),
        stall=text(of),
    )  # fmt: skip


def plan(of: Random, number: int, part: str) -> PlanDraft:
    """One plan whose blocks sum up, with an agreement and a closing."""
    between = [
        block(of, of.choice(KINDS[:-1]), of.randint(2, 40), of.choice([None, 0, 1]))
        for _block in range(of.randint(2, 8))
    ]
    blocks = (block(of, "agree", 5), *between, block(of, "close", of.randint(8, 30)))
    main = part == "main"
    return PlanDraft(
        number=number, part=part, title=title(of), minutes=sum(one.minutes or 0 for one in blocks),
        theme=text(of, needed=True), aim=text(of, needed=True), caution=text(of, needed=True),
        page=text(of, needed=True), handout=text(of), practice=text(of, needed=main), blocks=blocks,
        prompts=tuple(text(of, needed=True) for _prompt in range(of.randint(3 * main, 4))),
    )  # fmt: skip


def curriculum(of: Random) -> Draft:
    """Evenings, perhaps a Session 0 and a reunion."""
    evenings = of.randint(1, 4)
    numbers = [(0, "before")] * of.randint(0, 1)
    numbers += [(number, "main") for number in range(1, evenings + 1)]
    numbers += [(evenings + 1, "after")] * of.randint(0, 1)
    return Draft(
        key="generated", version=of.randint(1, 32_766), language="en", title=title(of),
        subtitle=of.choice(["", title(of)]), author=title(of), licence=title(of),
        attribution=text(of), minutes=of.randint(10, 600), agreements=text(of), guide=text(of),
        plans=tuple(plan(of, *one) for one in numbers),
    )  # fmt: skip


def translation(of: Random, original: Draft) -> Draft:
    """A part of it in another language; what it has is its own."""
    own = [plan(of, each.number or 0, each.part) for each in original.plans if of.random() < 0.5]
    texts = {"agreements": text(of), "guide": text(of)}
    said = {
        name: "" if words == getattr(original, name) else words for name, words in texts.items()
    }
    return replace(
        original, language="pl", translation_of="en", title=title(of), plans=tuple(own),
        agreements=said["agreements"], guide=said["guide"],
    )  # fmt: skip
