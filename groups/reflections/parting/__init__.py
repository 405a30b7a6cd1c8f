"""The ending of a group, as far as what was written is concerned.

staying      contact, only where both say yes; a yes alone looks like nothing
choosing     what becomes of what she wrote: keep, take, erase
forgetting   what was given in a group, and its key, on the day that everybody was told
"""

from groups.reflections.parting.choosing import (
    TooEarly,
    can_choose,
    choose,
    chosen,
    erase_farewells,
    erase_written,
    farewells_for_export,
)
from groups.reflections.parting.forgetting import forget_contacts, forget_given
from groups.reflections.parting.staying import (
    Other,
    Staying,
    contacts_for_export,
    erase_contacts,
    has_begun,
    save,
    staying,
    take_back,
)

__all__ = [
    "Other", "Staying", "TooEarly", "can_choose", "choose", "chosen", "contacts_for_export",
    "erase_contacts", "erase_farewells", "erase_written", "farewells_for_export",
    "forget_contacts", "forget_given", "has_begun", "save", "staying", "take_back",
]  # fmt: skip
