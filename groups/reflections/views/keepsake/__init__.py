"""The keepsake: her book, the picking of sentences, and the book on paper."""

from groups.reflections.views.keepsake.book import keepsake, let_go_keepsake
from groups.reflections.views.keepsake.paper import keepsake_print
from groups.reflections.views.keepsake.picking import keepsake_pages, keepsake_pick

__all__ = ["keepsake", "keepsake_pages", "keepsake_pick", "keepsake_print", "let_go_keepsake"]
