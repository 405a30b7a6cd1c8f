"""The ending of a group: staying in touch, and what becomes of what she wrote."""

from groups.reflections.views.parting.contact import contact, contact_back
from groups.reflections.views.parting.ending import ending, ending_erase

__all__ = ["contact", "contact_back", "ending", "ending_erase"]
