"""The starter set of the activity library: a file of blocks, in one language each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from curriculum.checking import BlockDraft, Finding, errors
from curriculum.checking.about import LANGUAGE
from curriculum.checking.blocks import block as check_block
from curriculum.importing.documents import Document, Faults, documents, text_of
from curriculum.importing.refused import Refused
from curriculum.importing.sections import blocks, pieces, texts
from curriculum.importing.settings import FORMAT, checked
from curriculum.models import LibraryActivity, Step

__all__ = ["Starter", "read_starter", "store_starter"]

ABOUT: Mapping[str, type] = {"format": int, "language": str, "author": str, "licence": str}


@dataclass(frozen=True)
class Starter:
    """Blocks of one language as they were written down, and what is wrong with them."""

    language: str = ""
    blocks: tuple[BlockDraft, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_starter(name: str, data: bytes | str) -> Starter:
    """The blocks of one file. Never raises for what is in it: see Starter.findings."""
    faults = Faults()
    text = text_of(name, data, faults)
    found = list(documents(name, text, faults)) if text is not None else []
    if len(found) != 1:
        if not faults.found:
            faults.say(name, 1, "document", _("A file of blocks is one document."))
        return Starter(findings=tuple(faults.found))
    language = _language(found[0], faults)
    piece = texts(pieces(found[0].body, 1), {"Blocks": "blocks"}, name, faults).get("blocks")
    read = blocks(piece, name, faults) if piece else ()
    checked_each = [finding for each in read for finding in check_block(each)]
    return Starter(language, read, (*faults.found, *checked_each, *_twice(read)))


def _language(document: Document, faults: Faults) -> str:
    said = checked(document, ABOUT, faults)
    if said.get("format") != FORMAT:
        words = _("The first setting must be “format = 1”.")
        faults.say(document.file, document.lines_of.get("format", document.line), "format", words)
    language = str(said.get("language", ""))
    if not LANGUAGE.fullmatch(language):
        words = _("The language is a code such as en, pl or pt-BR.")
        faults.say(document.file, document.lines_of.get("language", document.line), "about", words)
    return language


def _twice(read: tuple[BlockDraft, ...]) -> list[Finding]:
    """A block of the starter set is known by its title."""
    seen: set[str] = set()
    found = []
    for each in read:
        if each.title in seen:
            words = _("Another block has this title already.")
            found.append(Finding(each.source.file, each.source.line, "block", words))
        seen.add(each.title)
    return found


@transaction.atomic
def store_starter(starter: Starter, *, now: datetime) -> int:
    """Make the starter set of its language what the file says; how many blocks are new or other.

    Refused with what is wrong. The same file again changes nothing; what somebody kept for herself
    stays, and so does what stands in a plan.
    """
    if wrong := errors(list(starter.findings)):
        raise Refused(wrong)
    there = LibraryActivity.objects.filter(owner=None, language=starter.language)
    known = {each.title: each for each in there}
    changed = 0
    for block in starter.blocks:
        values = {name: getattr(block, name) for name in Step.SAYS}
        row = known.pop(block.title, None)
        if row is None:
            there.create(owner=None, language=starter.language, kept_at=now, **values)
        elif values != {name: getattr(row, name) for name in Step.SAYS}:
            there.filter(pk=row.pk).update(kept_at=now, **values)
        else:
            continue
        changed += 1
    there.filter(pk__in=[each.pk for each in known.values()]).delete()
    return changed
