"""The plan and ledger of every message, how each person wants to be told, and who looked when."""

from groups.reminders.models.look import Look
from groups.reminders.models.pause import Pause
from groups.reminders.models.preference import Preference
from groups.reminders.models.reminder import Reminder

__all__ = ["Look", "Pause", "Preference", "Reminder"]
