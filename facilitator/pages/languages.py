"""Words in another language than their page's: a voice that reads the page must know."""

from django.conf.locale import LANG_INFO
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

__all__ = ["attribute", "named", "said_in"]


def attribute(language: str) -> SafeString:
    """` lang="en"` for an element whose words are in `language`; empty where the page's are too."""
    if not language or _base(language) == _base(get_language() or "en"):
        return SafeString("")
    return format_html(' lang="{}"', language)


def said_in(words: str, language: str) -> str:
    """`words` in a span that names their language; unchanged where it is the page's."""
    named = attribute(language)
    return format_html("<span{}>{}</span>", named, words) if named else words


def named(language: str) -> str:
    """ "Español" for es: a language by its own name; by its code where we do not know it."""
    known = LANG_INFO.get(language.lower()) or LANG_INFO.get(_base(language)) or {}
    return str(known.get("name_local", language)).capitalize()


def _base(language: str) -> str:
    return language.lower().split("-")[0]
