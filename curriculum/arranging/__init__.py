"""A programme that may still be changed: begin it, order its evenings, publish it, delete it.

    held = hold(drafts(ruth), programme_id)
    add_evening(held)

Whoever holds a draft is alone with it until her transaction ends: the database decides who is
first.
"""

from curriculum.arranging.beginning import Outline, begin
from curriculum.arranging.bringing import KeyTaken, bring, under_that_key
from curriculum.arranging.copying import copy, is_her_own
from curriculum.arranging.evenings import MOST, add_evening, add_part, move_evening, remove_evening
from curriculum.arranging.finishing import InUse, delete, publish
from curriculum.arranging.holding import Held, hold
from curriculum.arranging.telling import tell

__all__ = [
    "MOST",
    "Held",
    "InUse",
    "KeyTaken",
    "Outline",
    "add_evening",
    "add_part",
    "begin",
    "bring",
    "copy",
    "delete",
    "hold",
    "is_her_own",
    "move_evening",
    "publish",
    "remove_evening",
    "tell",
    "under_that_key",
]
