"""The letter box."""

from groups.reflections.views.letters.box import letter_gone, letters
from groups.reflections.views.letters.editor import letter, new_letter, save_letter
from groups.reflections.views.letters.sealing import let_go, open_letter, seal_letter

__all__ = [
    "let_go",
    "letter",
    "letter_gone",
    "letters",
    "new_letter",
    "open_letter",
    "save_letter",
    "seal_letter",
]
