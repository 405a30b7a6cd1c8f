"""Write a draft as documents: the same draft always gives the same text (pure)."""

from typing import Any

import tomli_w

from curriculum.checking import BlockDraft, Draft, PlanDraft
from curriculum.importing.escaping import SECTION, STEP, escape, escape_title, indent
from curriculum.importing.settings import (
    ABOUT,
    ABOUT_TEXTS,
    FORMAT,
    PARTS,
    PLAN,
    PLAN_TEXTS,
    STEP_SETTINGS,
)

__all__ = ["write_files", "write_plan", "write_text"]

NAMES = {"before": "before", "after": "after"}  # of the files; the others are evenings


def write_text(draft: Draft) -> str:
    """One file in which the documents follow each other."""
    return "\n".join(write_files(draft).values())


def write_files(draft: Draft) -> dict[str, str]:
    """A folder of files by name, the curriculum's own first; put together with a blank line between
    them they are write_text."""
    files = {"curriculum.md": about(draft)}
    for plan in draft.plans:
        name = f"{NAMES.get(plan.part, 'evening')}-{plan.number or 0:02d}"
        while f"{name}.md" in files:  # two plans of one number: a fault, but none is lost
            name += "-again"
        files[f"{name}.md"] = write_plan(plan)
    return files


def about(draft: Draft) -> str:
    values = {name: getattr(draft, name, FORMAT) for name in ABOUT}  # a draft has no format
    lines = front_matter(values)
    for heading, name in ABOUT_TEXTS.items():
        lines += section("#", heading, escape(plain(getattr(draft, name)), SECTION))
    return ended(lines)


def write_plan(plan: PlanDraft) -> str:
    """One plan's own document."""
    values = {name: getattr(plan, name) for name in PLAN}
    lines = front_matter({n: v for n, v in values.items() if (n, v) != ("part", "main")})
    for heading, name in PLAN_TEXTS.items():
        if name == "blocks":
            lines += steps(plan.blocks)
        elif name == "prompts":
            lines += section("#", heading, questions(plan.prompts))
        else:
            lines += section("#", heading, escape(plain(getattr(plan, name)), SECTION))
    return ended(lines)


def steps(blocks: tuple[BlockDraft, ...]) -> list[str]:
    lines = ["# Blocks", ""] if blocks else []
    for block in blocks:
        values = {name: getattr(block, name) for name in STEP_SETTINGS}
        said = [
            f"{name}: {value}"
            for name, value in values.items()
            if value not in (None, "") and (name, value) != ("role", "lead")
        ]
        lines += section("##", escape_title(block.title), said or [""])
        for heading, name in PARTS.items():
            lines += section("###", heading, escape(plain(getattr(block, name)), STEP))
    return lines


def questions(prompts: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for number, prompt in enumerate(prompts, 1):
        first, *further = escape(plain(prompt), None) or [""]
        lines.append(f"{number}. {first}" if first else f"{number}.")
        lines += indent(further)
    return lines


def section(level: str, heading: str, lines: list[str]) -> list[str]:
    """A heading and its lines, apart from what follows; nothing where there are no lines."""
    return [f"{level} {heading}".rstrip(" "), "", *lines, ""] if lines else []


def front_matter(values: dict[str, Any]) -> list[str]:
    said = {name: value for name, value in values.items() if value not in (None, "")}
    return ["+++", *tomli_w.dumps(said).split("\n")[:-1], "+++", ""]


def plain(text: str) -> str:
    """A text with plain line ends, whichever browser it came from."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def ended(lines: list[str]) -> str:
    """The document's lines with one line end after the last that is not blank."""
    while lines[-1] == "":
        lines.pop()
    return "\n".join(lines) + "\n"
