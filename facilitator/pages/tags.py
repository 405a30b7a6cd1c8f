"""Template tags that every page may use: drawings, days and times, Markdown."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID
from zlib import crc32

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from facilitator.pages import languages, ring, saying
from facilitator.pages.markdown import rendered

register = template.Library()

Seat = dict[str, str]  # {"state": lead|done|lit|wait|pass|away|plain|coming, "label": words}
SEAT_STATES = {"lead", "done", "lit", "wait", "pass", "away", "plain", "coming"}
MARK_WORDS = {
    "came": lambda: gettext("came"),
    "apologies": lambda: gettext("let us know"),
    "absent": lambda: gettext("did not come"),
    "coming": lambda: gettext("coming"),
    "unheard": lambda: gettext("not heard yet"),
    "held": lambda: gettext("held"),
    "later": lambda: gettext("to come"),
}
TABLE = (
    '<circle class="table" cx="110" cy="110" r="54"/>'
    '<circle class="edge" cx="110" cy="110" r="47.5"/>'
    '<circle class="edge" cx="110" cy="110" r="41"/>'
)
CHAIR = (
    '<rect x="-15" y="-14" width="30" height="29" rx="8.5"/>'
    '<path d="M-16.5 -19.5Q0 -26.5 16.5 -19.5"/>'
)


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    """ "Tuesday 24 November"; the year only when it is not this year's (or `today`'s)."""
    if not value:
        return ""
    return saying.day(value, today or timezone.localdate())


@register.filter
def brief(value: UUID | None) -> str:
    """An id in 22 letters instead of 36, for a page that says many ids many times."""
    return urlsafe_b64encode(value.bytes).decode().rstrip("=") if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    return saying.clock(value) if value is not None else ""


@register.filter
def clock24(value: time | datetime | None) -> str:
    return saying.clock24(value) if value is not None else ""


@register.filter
def in_words(value: int) -> str:
    return saying.in_words(value)


@register.filter
def city(zone: str) -> str:
    """ "London" for Europe/London."""
    return zone.rpartition("/")[2].replace("_", " ")


@register.filter
def names(value: Sequence[str]) -> str:
    return saying.names(value)


@register.filter
def reading_minutes(text: str) -> int:
    """How long `text` takes to read, at 200 words a minute; at least one."""
    return max(1, round(len(text.split()) / 200))


@register.filter
def sentence(words: str) -> str:
    """`words` with the full stop that a heading or a subtitle does without."""
    return words if not words or words[-1] in ".!?…" else f"{words}."


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: "Ewa K" is "EK"."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys(words[:1] + words[-1:])).upper()


@register.filter
def first_id(field: BoundField) -> str:
    """The id that a link in the error summary leads to: the field, or its first choice."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def lang(language: str) -> SafeString:
    """The lang attribute of an element that holds a programme's words (pages.languages)."""
    return languages.attribute(language)


@register.filter
def said_in(words: str, language: str) -> str:
    """A programme's words within a sentence of the page, in a span that names their language."""
    return languages.said_in(words, language)


@register.filter
def language_name(language: str) -> str:
    """ "Español" for es."""
    return languages.named(language)


@register.simple_tag
def markdown(text: str) -> SafeString:
    return rendered(text or "")


@register.inclusion_tag("parts/seat_marks.html")
def seat_marks(marks: Sequence[Seat], label: str = "") -> dict[str, object]:
    """A strip of attendance marks. `label` says the whole strip; else each mark's own words."""
    said = [mark.get("label") or MARK_WORDS[mark["state"]]() for mark in marks]
    return {"marks": marks, "label": label or ", ".join(said)}


@register.simple_tag
def seat_mark(state: str, label: str = "") -> SafeString:
    """One mark for a table cell, with its words for those who hear the page."""
    drawing = render_to_string("parts/seat_mark.html", {"state": state})
    words = label or MARK_WORDS[state]()
    return format_html('<span class="vh">{}</span>{}', words, drawing)


@register.simple_tag
def chair_ring(seats: Sequence[Seat], label: str = "", first: float = 0.0) -> SafeString:
    """The circle of chairs as one picture; its words are `label` or the seats' own.

    The first chair stands `first` degrees clockwise from the top.
    """
    if unknown := {seat["state"] for seat in seats} - SEAT_STATES:
        raise ValueError(f"A seat is one of {sorted(SEAT_STATES)}, not {sorted(unknown)}.")
    placed = list(zip(seats, ring.places(len(seats), first=first), strict=True))
    pool = f"pool-{crc32(repr(seats).encode()):x}"
    chairs = format_html_join("", "{}", ((_chair(seat, at),) for seat, at in placed))
    lamps = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="44" fill="url(#{})"/>',
        ((at.x, at.y, pool) for seat, at in placed if seat["state"] == "lit"),
    )
    return format_html(
        '<svg class="ring" viewBox="0 0 220 220" role="img" aria-label="{}">{}{}{}{}</svg>',
        label or _in_a_sentence(seats),
        _glow(pool) if lamps else "",
        SafeString(TABLE),
        lamps,
        chairs,
    )  # fmt: skip


def _chair(seat: Seat, at: ring.Place) -> SafeString:
    name = "lit-seat" if seat["state"] == "lit" else seat["state"]
    return format_html(
        '<g class="seat {}" transform="translate({} {}) rotate({}) scale({})">{}</g>',
        name, at.x, at.y, at.turn, at.scale, SafeString(CHAIR),
    )  # fmt: skip


def _glow(pool: str) -> SafeString:
    return format_html(
        '<defs><radialGradient id="{}"><stop offset="0" stop-opacity=".6"/>'
        '<stop offset=".5" stop-opacity=".22"/><stop offset="1" stop-opacity="0"/>'
        "</radialGradient></defs>",
        pool,
    )


def _in_a_sentence(seats: Sequence[Seat]) -> str:
    count = len(seats)
    if not count:
        return gettext("An empty room.")
    opening = ngettext(
        "A circle of %(count)s chair", "A circle of %(count)s chairs", count
    ) % {"count": saying.in_words(count)}  # fmt: skip
    said = [seat["label"] for seat in seats if seat.get("label")]
    return f"{opening}: {', '.join(said)}." if said else f"{opening}."


@register.simple_tag
def brand_mark() -> SafeString:
    """Eight chairs around nothing; one of them is lit."""
    chairs = format_html_join(
        "",
        '<rect{} x="16.4" y="2.2" width="7.2" height="7.2" rx="2.2" transform="rotate({} 20 20)"/>',
        ((SafeString(' class="lamp"') if n == 1 else "", 45 * n) for n in range(8)),
    )
    return format_html(
        '<svg class="mark" width="34" height="34" viewBox="0 0 40 40" aria-hidden="true">{}</svg>',
        chairs,
    )
