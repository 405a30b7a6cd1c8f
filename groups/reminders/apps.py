"""The room's registration with Django, and the one wire between planning and sending."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "groups.reminders"
    label = "reminders"

    def ready(self) -> None:
        """Sending may not know who has written, or for whom a day is tender; planning may, and
        answers for it (docs/adr/0005, 0020)."""
        from groups.reminders import planning, sending

        sending.gate("writing_prompt", planning.unneeded)
