"""Read and write a curriculum as text, and put it into the database whole or not at all."""

from curriculum.checking import Draft
from curriculum.importing.reading import read
from curriculum.importing.storing import Refused, draft_of, publish, store
from curriculum.importing.writing import write_files, write_text
from curriculum.models import Curriculum

__all__ = ["Refused", "draft_of", "publish", "read", "store", "write", "write_files", "write_text"]


def write(curriculum: Curriculum | Draft) -> str:
    """One file in which the documents follow each other; read gives the same back."""
    return write_text(curriculum if isinstance(curriculum, Draft) else draft_of(curriculum))
