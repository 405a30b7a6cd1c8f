"""Pages of giving: the three doors, what she gave, what was given to others, and cards."""

from groups.reflections.views.giving.cards import cards, hide_card, show_card
from groups.reflections.views.giving.doors import give
from groups.reflections.views.giving.hers import given, take_back
from groups.reflections.views.giving.received import lead_given, lead_given_page

__all__ = ["cards", "give", "given", "hide_card", "lead_given", "lead_given_page", "show_card",
           "take_back"]  # fmt: skip
