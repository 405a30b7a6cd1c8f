"""The example of FORMAT.md, which keeps every rule, and ways to change it."""

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
