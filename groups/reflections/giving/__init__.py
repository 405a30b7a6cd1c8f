"""Give a page away, open what was given, take it back: who may read whose words, and until when.

offering      what she is about to give: to whom, which words, exactly as they will be seen
sealing       the words and their key, closed and opened
seeing        what she gave, as she sees it herself
opening       what was given to somebody: pages and answers for those who lead, cards
taking_back   gone in one commit; also with the page and with the account
"""

from groups.reflections.giving.exporting import given_for_export, received_for_export
from groups.reflections.giving.offering import (
    Card,
    ChangedError,
    Circle,
    Look,
    NotGivenError,
    Offer,
    circles,
    give,
    look,
    paragraphs,
)
from groups.reflections.giving.opening import (
    answer,
    cards,
    hide,
    open_given,
    received,
    show_again,
    waiting,
)
from groups.reflections.giving.seeing import Given, given, given_of
from groups.reflections.giving.taking_back import (
    delete_page,
    end_with_groups,
    erase_given,
    erase_pages,
    erase_received,
    take_back,
)

__all__ = [
    "Card", "ChangedError", "Circle", "Given", "Look", "NotGivenError", "Offer", "answer", "cards",
    "circles", "delete_page", "end_with_groups", "erase_given", "erase_pages", "erase_received",
    "give", "given", "given_for_export", "given_of", "hide", "look", "open_given", "paragraphs",
    "received", "received_for_export", "show_again", "take_back", "waiting",
]  # fmt: skip
