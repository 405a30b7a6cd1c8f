"""Pages of her own writing."""

from groups.reflections.views.by_link import write_by_link
from groups.reflections.views.deleting import basket, delete_page, put_back
from groups.reflections.views.drafts import draft_keys
from groups.reflections.views.editor import page, save_page, write
from groups.reflections.views.giving import (
    cards,
    give,
    given,
    hide_card,
    lead_given,
    lead_given_page,
    show_card,
    take_back,
)
from groups.reflections.views.keepsake import (
    keepsake,
    keepsake_pages,
    keepsake_pick,
    keepsake_print,
    let_go_keepsake,
)
from groups.reflections.views.letters import (
    let_go,
    letter,
    letter_gone,
    letters,
    new_letter,
    open_letter,
    save_letter,
    seal_letter,
)
from groups.reflections.views.pages import writing
from groups.reflections.views.parting import contact, contact_back, ending, ending_erase
from groups.reflections.views.practice import practice
from groups.reflections.views.read import read_in_order, read_page
from groups.reflections.views.search import search
from groups.reflections.views.tender import tender_away, tender_telling, you_tender

__all__ = [
    "basket",
    "cards",
    "contact",
    "contact_back",
    "delete_page",
    "draft_keys",
    "ending",
    "ending_erase",
    "give",
    "given",
    "hide_card",
    "keepsake",
    "keepsake_pages",
    "keepsake_pick",
    "keepsake_print",
    "lead_given",
    "lead_given_page",
    "let_go",
    "let_go_keepsake",
    "letter",
    "letter_gone",
    "letters",
    "new_letter",
    "open_letter",
    "page",
    "practice",
    "put_back",
    "read_in_order",
    "read_page",
    "save_letter",
    "save_page",
    "seal_letter",
    "search",
    "show_card",
    "take_back",
    "tender_away",
    "tender_telling",
    "write",
    "write_by_link",
    "writing",
    "you_tender",
]
