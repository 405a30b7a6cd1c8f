"""The backslashes that let any text stand in a document, and take none away from it (pure).

Three places need one: a line that would be a heading or the edge of a document, a blank line at
the edge of a text, and a first line that begins with a blank. One backslash is put before it, also
when backslashes stand there already; reading takes one away. Every other backslash is the writer's.
"""

import re

__all__ = ["SECTION", "STEP", "escape", "escape_title", "indent", "outdent", "unescape",
           "unescape_title"]  # fmt: skip

SECTION = re.compile(r"\\*(#([ \t].*)?|\+\+\+[ \t]*)")  # what ends a text in a section
STEP = re.compile(r"\\*(#{1,3}([ \t].*)?|\+\+\+[ \t]*)")  # and in a part of a block
BLANK = re.compile(r"[ \t]*")
FIRST = re.compile(r"\\*([ \t].*)?")
LAST = re.compile(r"\\*[ \t]*")
ITEM_INDENT = "   "


def escape(text: str, ends: re.Pattern[str] | None) -> list[str]:
    """The lines to write for `text`; `ends` matches the lines that would end it. "" has none."""
    if not text:
        return []
    lines = text.split("\n")
    if ends:
        lines = ["\\" + line if ends.fullmatch(line) else line for line in lines]
    if len(lines) > 1 and LAST.fullmatch(lines[-1]):
        lines[-1] = "\\" + lines[-1]
    if FIRST.fullmatch(lines[0]):
        lines[0] = "\\" + lines[0]
    return lines


def unescape(lines: list[str], ends: re.Pattern[str] | None) -> tuple[str, int]:
    """The text that `lines` mean, and how many blank lines stood above it."""
    above, kept = 0, list(lines)
    while kept and BLANK.fullmatch(kept[-1]):
        kept.pop()
    if not kept:
        return "", 0
    while BLANK.fullmatch(kept[above]):
        above += 1
    del kept[:above]
    if len(kept) > 1 and LAST.fullmatch(kept[-1]):
        kept[-1] = kept[-1][1:]
    if kept[0].startswith("\\") and FIRST.fullmatch(kept[0]):
        kept[0] = kept[0][1:]
    if ends:
        kept = [
            line[1:] if line.startswith("\\") and ends.fullmatch(line) else line for line in kept
        ]
    return "\n".join(kept), above


def indent(lines: list[str]) -> list[str]:
    """The further lines of a question, set under its first."""
    return [ITEM_INDENT + line if line else "" for line in lines]


def outdent(line: str) -> str:
    """A further line of a question, without up to three blanks."""
    for width in (3, 2, 1):
        if line.startswith(" " * width):
            return line[width:]
    return line


TITLE = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def escape_title(title: str) -> str:
    """A block's title on one line; a blank at its edge becomes \\s or \\t."""
    edges = {" ": "\\s", "\t": "\\t"}
    written = [TITLE.get(char, char) for char in title]
    for place in (0, -1):
        if written:
            written[place] = edges.get(written[place], written[place])
    return "".join(written)


def unescape_title(written: str) -> str:
    """The title that a heading's text means."""
    meant = {"\\": "\\", "n": "\n", "r": "\r", "s": " ", "t": "\t"}
    return re.sub(r"\\([\\nrst])", lambda found: meant[found[1]], written)
