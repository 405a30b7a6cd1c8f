"""The keepsake: a small book of sentences that she picked from her own pages, for her alone.

cutting   a page as the sentences and lines that she can pick; pure
binding   the book itself: its title, its pieces and their order; pure
keeping   the book as it lies sealed, and one change of it at a time
"""

from groups.reflections.keepsakes.binding import (
    MOST_PIECES,
    MOST_TITLE,
    Book,
    ClashError,
    FullError,
    Piece,
    Spot,
    called,
    moved,
    picked,
    piece_of,
    without,
)
from groups.reflections.keepsakes.cutting import Sentence, sentences
from groups.reflections.keepsakes.keeping import change, erase, for_export, held, holds, let_go

__all__ = [
    "MOST_PIECES", "MOST_TITLE", "Book", "ClashError", "FullError", "Piece", "Sentence", "Spot",
    "called", "change", "erase", "for_export", "held", "holds", "let_go", "moved", "picked",
    "piece_of", "sentences", "without",
]  # fmt: skip
