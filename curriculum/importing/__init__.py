"""Read and write a curriculum as text, and put it into the database whole or not at all."""

from curriculum.checking import Draft
from curriculum.importing.reading import read, read_plan
from curriculum.importing.refused import Refused, Taken
from curriculum.importing.rows import draft_of, plan_draft
from curriculum.importing.sections import MOST
from curriculum.importing.starter import Starter, read_starter, store_starter
from curriculum.importing.storing import publish, store
from curriculum.importing.translating import part_of
from curriculum.importing.writing import write_files, write_plan, write_text
from curriculum.models import Curriculum

__all__ = [
    "MOST",
    "Refused",
    "Starter",
    "Taken",
    "draft_of",
    "part_of",
    "plan_draft",
    "publish",
    "read",
    "read_plan",
    "read_starter",
    "store",
    "store_starter",
    "write",
    "write_files",
    "write_plan",
    "write_text",
]


def write(curriculum: Curriculum | Draft) -> str:
    """One file in which the documents follow each other; read gives the same back."""
    return write_text(curriculum if isinstance(curriculum, Draft) else part_of(curriculum))
