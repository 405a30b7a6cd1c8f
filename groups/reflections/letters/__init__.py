"""The letter box: letters that are never sent (docs/adr/0017).

keeping   write one, seal it until its time, open it then, or let it go
lying     what lies in the box, and taking it along
"""

from groups.reflections.letters.keeping import (
    SealedError,
    TooEarlyError,
    erase_letters,
    evenings,
    let_go,
    open_in_time,
    save,
    seal,
)
from groups.reflections.letters.lying import Lying, Read, letters_for_export, lying, read

__all__ = [
    "Lying", "Read", "SealedError", "TooEarlyError", "erase_letters", "evenings", "let_go",
    "letters_for_export", "lying", "open_in_time", "read", "save", "seal",
]  # fmt: skip
