"""Take everything: one file of all that is hers, made as it is read, and kept nowhere.

sections   what every table gives out about her, as its declaration says
words      what the sections and their fields are called, for whoever reads the file
readable   the page in it that she reads
bundle     the file itself, in pieces
"""

from facilitator.privacy.taking.bundle import pieces
from facilitator.privacy.taking.sections import Section, sections

__all__ = ["Section", "pieces", "sections"]
