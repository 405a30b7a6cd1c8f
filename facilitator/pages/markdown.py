"""Markdown of curricula and agreements to HTML that can do nothing."""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code",
}  # fmt: skip
LONGEST = 50_000  # characters; no curriculum text may hold more


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable("image")


def rendered(text: str) -> SafeString:
    """Safe HTML of `text`; raw HTML in it is shown as it was typed. Its first level is h2."""
    loose = _reader().render(text[:LONGEST])
    loose = loose.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        loose,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # nh3 has just cleaned it, with the lists above
