"""What a member writes and says for herself, and to whom she gave it; no word of it in clear."""

from groups.reflections.models.begun import Begun
from groups.reflections.models.contact import Contact, Farewell, Wish
from groups.reflections.models.keepsake import Keepsake
from groups.reflections.models.letter import Letter, LetterQuerySet, LetterRevision
from groups.reflections.models.page import (
    BASKET_FOR,
    Reflection,
    ReflectionQuerySet,
    Revision,
    Seat,
    seat_of,
)
from groups.reflections.models.practice import PracticeAnswer, Said
from groups.reflections.models.share import Addressee, Answer, Share, To
from groups.reflections.models.tender import TenderChange, TenderConsent, TenderDate

__all__ = [
    "BASKET_FOR",
    "Addressee",
    "Answer",
    "Begun",
    "Contact",
    "Farewell",
    "Keepsake",
    "Letter",
    "LetterQuerySet",
    "LetterRevision",
    "PracticeAnswer",
    "Reflection",
    "ReflectionQuerySet",
    "Revision",
    "Said",
    "Seat",
    "Share",
    "TenderChange",
    "TenderConsent",
    "TenderDate",
    "To",
    "Wish",
    "seat_of",
]
