"""The two ways in which a draft does not come in."""

from django.utils.translation import gettext as _

from curriculum.checking import Draft, Finding

__all__ = ["Refused", "Taken", "missing", "taken"]


class Refused(Exception):
    """A draft that does not come in, with the findings that say where and why not."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class Taken(Refused):
    """The draft is sound, but what stands here under its key, language and version stays."""


def taken(draft: Draft, words: str) -> Taken:
    """`words` may name the version, the key and the language."""
    return Taken([_at(draft, "version", words)])


def missing(draft: Draft) -> Refused:
    """The original of a translation is not here."""
    words = _("Version %(version)d of “%(key)s” in the language %(original)s is not here. Bring "
              "it in first: what this translation does not have, it has from there.")  # fmt: skip
    return Refused([_at(draft, "translation_of", words)])


def _at(draft: Draft, name: str, words: str) -> Finding:
    said = words % {
        "version": draft.version,
        "key": draft.key,
        "language": draft.language,
        "original": draft.translation_of,
    }
    rule = "translation" if name == "translation_of" else name
    return Finding(draft.source.file, draft.source.line_of(name), rule, said)
