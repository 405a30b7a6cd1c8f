"""Tender days, and who may know that a week is one."""

from groups.reflections.views.tender.pages import tender_away, tender_telling, you_tender

__all__ = ["tender_away", "tender_telling", "you_tender"]
