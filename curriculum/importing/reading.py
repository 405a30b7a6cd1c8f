"""Read a curriculum from a folder, a file or a text; what cannot be read becomes a Finding."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from curriculum.checking import Draft, Finding, PlanDraft, Source
from curriculum.importing.documents import LARGEST, Document, Faults, documents, text_of
from curriculum.importing.escaping import SECTION
from curriculum.importing.sections import blocks, pieces, prompts, texts
from curriculum.importing.settings import ABOUT, ABOUT_TEXTS, FORMAT, PLAN, PLAN_TEXTS, checked

__all__ = ["read", "read_plan"]

PASTED = "curriculum.md"  # the name of a text that came without one
ABOUT_FOLDER = "README.md"  # may lie in it and is not read; neither is a hidden file


def read(source: Path | str | bytes | Mapping[str, bytes]) -> Draft:
    """A Draft of a folder or file (a Path), of a text, or of files by their names.

    Never raises for what is in them: see Draft.faults.
    """
    faults = Faults()
    files = gathered(source, faults)
    if sum(map(size, files.values())) > LARGEST:
        faults.say(next(iter(files)), 1, "limits", too_large())
        return Draft(faults=tuple(faults.found))
    found = [
        document
        for name, data in files.items()
        if (text := text_of(name, data, faults)) is not None
        for document in documents(name, text, faults)
    ]
    return assembled(found, faults)


def read_plan(text: str) -> PlanDraft:
    """One plan's own document, as write_plan wrote it. ValueError: it is none."""
    faults = Faults()
    found = list(documents(PASTED, text, faults))
    plan = plan_of(found[0], 90, faults) if len(found) == 1 else PlanDraft()
    if faults.found or len(found) != 1:
        raise ValueError("\n".join(map(str, faults.found)))
    return plan


def size(data: bytes | str) -> int:
    """In bytes, or at least more than there is room for: what is too large is not copied."""
    if isinstance(data, bytes) or len(data) > LARGEST:
        return len(data)
    return len(data.encode("utf-8", "surrogatepass"))


def too_large() -> str:
    return _("This is more than 1 MB, the most that a curriculum may have.")


def gathered(source: Path | str | bytes | Mapping[str, bytes], faults: Faults) -> dict[str, Any]:
    """The bytes or texts to read, by file name."""
    if isinstance(source, Path):
        return on_disk(source, faults)
    if isinstance(source, Mapping):
        return dict(sorted(source.items()))
    return {PASTED: source}


def on_disk(path: Path, faults: Faults) -> dict[str, bytes]:
    """The files of a folder, or the one file."""
    try:
        folder = sorted(one for one in path.glob("[!.]*.md") if one.name != ABOUT_FOLDER)
        paths = [one for one in (folder if path.is_dir() else [path]) if one.is_file()]
        if not paths:
            words = _("There is no file here, or no *.md in this folder.")
            faults.say(str(path), 1, "file", words)
        if sum(one.stat().st_size for one in paths) > LARGEST:
            faults.say(str(path), 1, "limits", too_large())
            return {}
        return {str(one): one.read_bytes() for one in paths}
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or str(wrong)
        faults.say(str(path), 1, "file", _("This cannot be read: %(why)s.") % {"why": why})
        return {}


def assembled(found: list[Document], faults: Faults) -> Draft:
    """The draft that the documents make together."""
    about = [each for each in found if "format" in each.settings or "key" in each.settings]
    for newer in about:
        fmt = newer.settings.get("format")
        if isinstance(fmt, int) and fmt > FORMAT:
            it = min(fmt, 999_999_999)
            words = _(
                "This is written in a newer format, %(it)s; this house reads format %(ours)s."
            )
            line = newer.lines_of.get("format", newer.line)
            said = Finding(newer.file, line, "format", words % {"it": it, "ours": FORMAT})
            return Draft(faults=(said,))
    if not about and not faults.found:
        words = _("No document says “format = 1”: the curriculum's own document is missing.")
        faults.say(found[0].file if found else PASTED, 1, "document", words)
    for second in about[1:]:
        words = _("This is a second curriculum; one file or folder holds one.")
        faults.say(second.file, second.line, "document", words)
    values = curriculum_of(about[0], faults) if about else {}
    usual = values.get("minutes", 90)
    plans = [plan_of(each, usual, faults) for each in found if each not in about]
    same = values.get("language")  # as if it were not said
    plans = [replace(one, language="") if one.language == same else one for one in plans]
    plans.sort(key=lambda plan: -1 if plan.number is None else plan.number)
    return Draft(**values, plans=tuple(plans), faults=tuple(faults.found))


def curriculum_of(document: Document, faults: Faults) -> dict[str, Any]:
    """The curriculum's own fields, without its plans."""
    values = checked(document, ABOUT, faults)
    if values.pop("format", None) != FORMAT:
        line = document.lines_of.get("format", document.line)
        words = _("The first setting must be “format = 1”.")
        faults.say(document.file, line, "format", words)
    for name in ("agreements_language", "guide_language"):
        if values.get(name) == values.get("language"):  # as if it were not said
            values.pop(name, None)
    lines = dict(document.lines_of)
    for name, piece in sections_of(document, ABOUT_TEXTS, faults).items():
        values[name], lines[name] = piece.text(SECTION)
    return values | {"source": Source(document.file, document.line, lines)}


def plan_of(document: Document, usual: int, faults: Faults) -> PlanDraft:
    """One plan; `usual` is its length in minutes when it says none."""
    file, lines = document.file, dict(document.lines_of)
    values = {"minutes": usual} | checked(document, PLAN, faults)
    for name, piece in sections_of(document, PLAN_TEXTS, faults).items():
        lines[name] = piece.line
        if name == "blocks":
            values[name] = blocks(piece, file, faults)
        elif name == "prompts":
            asked = prompts(piece, file, faults)
            values[name] = tuple(asked.values())
            lines |= {f"prompt {at}": line for at, line in enumerate(asked, 1)}
        else:
            values[name], lines[name] = piece.text(SECTION)
    return PlanDraft(**values, source=Source(file, document.line, lines))


def sections_of(document: Document, known: Mapping[str, str], faults: Faults) -> dict[str, Any]:
    return texts(pieces(document.body, 1), known, document.file, faults)
