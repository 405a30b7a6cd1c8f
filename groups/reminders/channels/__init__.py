"""What every channel is given and what it may answer. There is one so far: email."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from facilitator.people.models import Person
from groups.reminders.models import Preference, Reminder

__all__ = ["Errand", "Later", "NobodyThere", "NotThisAddress", "NotUs", "Undelivered"]


class Undelivered(Exception):
    """Not handed over. `code` is the answer's number or a name, never its text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Later(Undelivered):
    """This one not now (4xx, time-out): try it again by and by."""


class NotThisAddress(Undelivered):
    """The address does not exist or takes nothing (5xx on the recipient)."""


class NobodyThere(Undelivered):
    """No connection: no attempt was burnt, everything goes back."""


class NotUs(Undelivered):
    """We may not send here (5xx on the sender, or at sign-in): a person must look at it."""


@dataclass
class Errand:
    """One row with all that its text is made of. Times are UTC.

    `leads`: who leads its group (the sender's name); `membership`: hers in it; `was`: when the
    meeting was to begin as far as she had been told; `question`: whether one waits this week.
    """

    row: Reminder
    leads: str = ""
    membership: UUID | None = None
    was: datetime | None = None
    was_cancelled: bool = False
    question: bool = False
    answered: str = ""
    secret: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False  # its secret cannot be opened just now
    others: list["Errand"] = field(default_factory=list)  # told in the same mail

    @property
    def ids(self) -> list[int]:
        """The rows that one mail answers for."""
        return [self.row.pk, *(each.row.pk for each in self.others)]

    @property
    def person(self) -> Person | None:
        return self.row.person

    @property
    def preference(self) -> Preference | None:
        """Her choices; None: she never made any."""
        return getattr(self.row.person, "preference", None)

    @property
    def to(self) -> str:
        """The address it goes to."""
        if "to" in self.secret:
            return self.secret["to"]
        if self.row.person is not None:
            return self.row.person.email
        return self.row.invitation.email if self.row.invitation else ""
