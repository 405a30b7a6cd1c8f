"""A document's body into its texts, its blocks and its questions (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from curriculum.checking import BlockDraft, Source
from curriculum.importing.documents import Faults
from curriculum.importing.escaping import STEP, outdent, unescape, unescape_title
from curriculum.importing.settings import PARTS, STEP_SETTINGS, whole

__all__ = ["Piece", "blocks", "pieces", "prompts", "texts"]

Lines = list[tuple[int, str]]  # line number from 1, line
HEADING = re.compile(r"(#{1,3})(?:[ \t](.*))?")
ITEM = re.compile(r"(\d{1,3})[.)](?:[ \t]+(.*)|)")
SETTING = re.compile(r"([A-Za-z]+)[ \t]*:[ \t]*(.*)")
MOST = 30  # blocks or questions that are read; 10 and 4 are right


@dataclass
class Piece:
    """What stands under one heading, or, with an empty name and level 0, above the first."""

    name: str
    line: int
    lines: Lines = field(default_factory=list)

    def text(self, ends: re.Pattern[str]) -> tuple[str, int]:
        """The text under the heading, and the line on which it begins."""
        text, above = unescape([line for _number, line in self.lines], ends)
        return text, self.line if not text else self.lines[above][0]

    @property
    def stray(self) -> int | None:
        """The first line that is not blank."""
        return next((number for number, line in self.lines if line.strip(" \t")), None)


def pieces(lines: Lines, level: int) -> list[Piece]:
    """The lines under each heading of this level; the first piece is what stands above them."""
    found = [Piece("", lines[0][0] if lines else 1)]
    for number, line in lines:
        heading = HEADING.fullmatch(line)
        if heading and len(heading[1]) == level:
            found.append(Piece((heading[2] or "").strip(" \t"), number))
        else:
            found[-1].lines.append((number, line))
    return found


def texts(
    found: list[Piece], known: Mapping[str, str], file: str, faults: Faults
) -> dict[str, Piece]:
    """The pieces by the field they belong to; unknown, doubled and stray ones are faults."""
    names = {name.casefold(): to for name, to in known.items()}
    kept: dict[str, Piece] = {}
    if (line := found[0].stray) is not None:
        words = _("This stands before the first heading and belongs to none.")
        faults.say(file, line, "sections", words)
    for piece in found[1:]:
        if faults.full:
            break
        to = names.get(piece.name.casefold())
        if to is None:
            words = _("There is no section “%(name)s” here. If this is your own text, put a \\ "
                      "before it.")  # fmt: skip
            faults.say(file, piece.line, "sections", words % {"name": piece.name[:60]})
        elif to in kept:
            words = _("The section “%(name)s” stands here a second time.")
            faults.say(file, piece.line, "sections", words % {"name": piece.name})
        else:
            kept[to] = piece
    return kept


def blocks(piece: Piece, file: str, faults: Faults) -> tuple[BlockDraft, ...]:
    """The blocks under `# Blocks`."""
    above, *rest = pieces(piece.lines, 2)
    if (line := above.stray) is not None:
        words = _("This stands before the first block. A block begins with ## and its title.")
        faults.say(file, line, "sections", words)
    if len(rest) > MOST:
        words = _("There are %(count)d blocks here; at most 10 are right.") % {"count": len(rest)}
        faults.say(file, piece.line, "limits", words)
    return tuple(block(one, file, faults) for one in rest[:MOST])


def block(piece: Piece, file: str, faults: Faults) -> BlockDraft:
    """One block, from its title to the next."""
    above, *rest = pieces(piece.lines, 3)
    lines: dict[str, int] = {"title": piece.line}
    values: dict[str, Any] = step_settings(above, lines, file, faults)
    for name, part in texts([Piece("", piece.line), *rest], PARTS, file, faults).items():
        values[name], lines[name] = part.text(STEP)
    source = Source(file, piece.line, lines)
    return BlockDraft(title=unescape_title(piece.name), source=source, **values)


def step_settings(
    above: Piece, lines: dict[str, int], file: str, faults: Faults
) -> dict[str, str | int]:
    """The `name: value` lines under a block's title."""
    values: dict[str, str | int] = {}
    for number, line in above.lines:
        if faults.full:
            break
        if not line.strip(" \t"):
            continue
        said = SETTING.fullmatch(line.strip(" \t"))
        name = said[1] if said else ""
        if said is None or name not in STEP_SETTINGS or name in values:
            words = _("Only kind, minutes, trim and role stand under a block's title, each once, "
                      "as “name: value”; texts stand under ### headings.")  # fmt: skip
            faults.say(file, number, "keys", words)
            continue
        value = said[2] if name in {"kind", "role"} else whole(said[2])
        if value is None:
            words = _("“%(name)s” must be a whole number.") % {"name": name}
            faults.say(file, number, "keys", words)
            continue
        values[name], lines[name] = value, number
    return values


def prompts(piece: Piece, file: str, faults: Faults) -> dict[int, str]:
    """The questions of a numbered list, by the line on which each begins."""
    items: list[tuple[int, list[str]]] = []
    for number, line in piece.lines:
        if item := ITEM.fullmatch(line):
            if len(items) == MOST:
                words = _("There are too many questions here; 3 or 4 are right.")
                faults.say(file, number, "limits", words)
                break
            items.append((number, [item[2] or ""]))
        elif items:
            items[-1][1].append(outdent(line))
        elif line.strip(" \t"):
            words = _("A question begins with its number, as in “1. What ...?”.")
            faults.say(file, number, "sections", words)
            break
    return {number: unescape(lines, None)[0] for number, lines in items}
