"""One change at a time to a plan that may be changed, each with its undo.

    with changing(plans, plan_id, about=field_of(block, "minutes"), by=ruth, now=now) as held:
        set_block(held, block, minutes=9)

What is not published may be changed: drafts, and copies that belong to one meeting.
"""

from curriculum.editing.blocks import add_block, move_block, remove_block, set_block, step_minutes
from curriculum.editing.changing import (
    Full,
    Held,
    Overtaken,
    changing,
    copied_id,
    document,
    field_of,
    look,
)
from curriculum.editing.texts import TEXTS, set_prompts, set_texts
from curriculum.editing.undoing import put_back, undo

__all__ = [
    "TEXTS",
    "Full",
    "Held",
    "Overtaken",
    "add_block",
    "changing",
    "copied_id",
    "document",
    "field_of",
    "look",
    "move_block",
    "put_back",
    "remove_block",
    "set_block",
    "set_prompts",
    "set_texts",
    "step_minutes",
    "undo",
]
