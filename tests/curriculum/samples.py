"""The example of FORMAT.md, which keeps every rule, ways to change it, and a part in Spanish."""

import re
from pathlib import Path

import curriculum

CONTENT = Path(curriculum.__file__).parent / "content"
EXAMPLE = re.search(
    r"^````markdown\n(.*?)^````$",
    (CONTENT / "FORMAT.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)[1]


def line_of(text: str, words: str) -> int:
    """The line, counted from 1, on which these words begin."""
    return text.count("\n", 0, text.index(words)) + 1


def changed(old: str, new: str, text: str = EXAMPLE) -> str:
    """The example with one place changed; the old words must be there."""
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def without(start: str, stop: str, text: str = EXAMPLE) -> str:
    """The example without what stands from `start` up to `stop`."""
    begin = text.index(start)
    return text[:begin] + text[text.index(stop, begin + 1) :]


def evening(number: int, *, part: str = "main") -> str:
    """The example's plan with another number."""
    plan = EXAMPLE[EXAMPLE.index("+++\nnumber") :]
    return plan.replace("number = 1", f'number = {number}\npart = "{part}"', 1)


# A translation of the example's first evening, and of nothing else.
PLAN = EXAMPLE.index("+++\nnumber")
ABOUT = """+++
format = 1
key = "the-lamp-and-the-open-door"
version = 1
language = "es"
translation_of = "en"
title = "La lámpara y la puerta abierta"
author = "Kept Chair"
licence = "CC BY-SA 4.0"
minutes = 90
+++
"""
FIRST = (
    EXAMPLE[PLAN:]
    .replace("Putting a name to the ache", "Ponerle nombre")
    .replace("What you tell us is confidential. There is one limit: if somebody is in danger, we "
             "cannot keep that to ourselves.",
             "Lo que nos cuentan es confidencial. Hay un límite: si alguien está en peligro.")
    .replace("You may always pass.", "Puedes decir «paso».")
    .replace("passing is fine.", "pasar está bien.")
    .replace("If you would rather pass, drink", "O dices «paso». Drink")
    .replace("Some losses come with a day and a card.", "Hay pérdidas que traen fecha.")
    .replace("If the distance were weather, what is it like today?",
             "Si la distancia fuera el clima, ¿qué tiempo hace hoy?")
)  # fmt: skip
PART = ABOUT + "\n" + FIRST
