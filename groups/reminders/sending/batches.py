"""One batch: judged, rendered, handed over one by one on the open line, each outcome at once."""

import logging
import time
from datetime import datetime, timedelta

from groups.reminders.channels import Errand, Later, NobodyThere, NotThisAddress, NotUs, Undelivered
from groups.reminders.channels.email import Line, render
from groups.reminders.models import Pause, Preference
from groups.reminders.sending import outcomes
from groups.reminders.sending.claims import LEASE, Claim, Clock, start, urgent_waits
from groups.reminders.sending.errands import fetch, together
from groups.reminders.sending.judging import judge

__all__ = ["Batch"]

log = logging.getLogger(__name__)

# Seconds after which the rest of a batch is judged again, or makes way for a code.
FRESH = 5.0


class LostClaim(Exception):
    """Somebody else holds what we held: stop at once."""


class Batch:
    """The rows of one claim on their way. `stopped`: the line is dead or the time is over."""

    def __init__(self, mine: Claim, clock: Clock, line: Line, *, enough_at: float) -> None:
        self.mine, self.clock, self.line = mine, clock, line
        self.enough_at = enough_at
        self.stopped = False
        self._begun = self._judged_at = time.monotonic()
        self._sent: list[int] = []  # handed over, and not yet written down as sent
        self._count = 0

    @property
    def now(self) -> datetime:
        """The clock that decides, as far as it has gone since the claim."""
        if self.clock.held is not None:
            return self.clock.held
        return self.mine.now + timedelta(seconds=time.monotonic() - self._begun)

    def send(self) -> int:
        """Send what may go; the rest goes back. How many went out."""
        try:
            todo = self._judge()
            if todo and self._connect():
                self._send(todo)
        except LostClaim:
            log.warning("a claim was lost; this batch stops")
            self.stopped = True
        outcomes.give_back(self.mine)
        return self._count

    def _judge(self, ids: list[int] | None = None) -> list[Errand]:
        """The errands that may go now; the others are ended or postponed."""
        self._judged_at = time.monotonic()
        errands = fetch(self.mine, self.now, ids)
        verdicts = judge(errands, self.now)
        outcomes.carry_out(self.mine, verdicts, self.now)
        todo = [each for each in errands if verdicts[each.row.pk] is None]
        outcomes.tell(todo)
        return together(todo)

    def _connect(self) -> bool:
        try:
            self.line.open()
        except (NobodyThere, NotUs) as error:
            self._pause(error)
            return False
        Pause.objects.end("email")
        return True

    def _send(self, todo: list[Errand]) -> None:
        while todo and not self.stopped:
            if time.monotonic() > self.enough_at:
                self.stopped = True
            elif time.monotonic() - self._judged_at > FRESH:
                if urgent_waits(self.clock):
                    break  # the rest goes back, and the next claim takes the code first
                todo = self._again([pk for each in todo for pk in each.ids])
            else:
                self._one(todo.pop(0))
        self._start([])

    def _again(self, ids: list[int]) -> list[Errand]:
        """Judge the rest anew: what was true five seconds ago may not be now."""
        self.mine.rows(ids).update(claimed_until=self.now + LEASE)
        return self._judge(ids)

    def _one(self, errand: Errand) -> None:
        """Write down that it begins, hand it over, write down how it went."""
        try:
            message = render(errand, self.now)
        except Exception as error:  # one letter that fails must not stop the others
            log.error("a letter of kind %s failed: %s", errand.row.kind, type(error).__name__)  # noqa: TRY400  a trace could hold what it says
            self._again_later(errand, type(error).__name__)
            return
        if not self._start(errand.ids):
            return  # moved, cancelled or left since it was judged: it goes back and is judged anew
        try:
            self.line.hand_over(message)
        except (NobodyThere, NotUs) as error:
            self._pause(error)
            outcomes.give_back(self.mine, begun=errand.ids)
        except NotThisAddress as error:
            outcomes.refused(self.mine, errand, code=error.code, now=self.now)
        except Later as error:
            self._again_later(errand, error.code)
        else:
            self._sent = errand.ids
            self._count += 1
            self._reached(errand)

    def _again_later(self, errand: Errand, code: str) -> None:
        for each in (errand, *errand.others):
            outcomes.again_later(self.mine, each.row, code=code, now=self.now)

    def _start(self, these: list[int]) -> bool:
        """The one before is sent, this one begins; whether it may. LostClaim: it was not ours."""
        if not these and not self._sent:
            return False
        done = start(self.mine, self.clock, sent=self._sent, these=these)
        if not done.issuperset(self._sent):
            raise LostClaim
        self._sent = []
        begun = done.intersection(these)
        if len(begun) == len(these):
            return True
        outcomes.give_back(self.mine, begun=begun)  # a mail for all of them would be wrong now
        return False

    def _reached(self, errand: Errand) -> None:
        chosen = errand.preference
        if chosen is not None and chosen.refused and errand.person is not None:
            Preference.objects.filter(person=errand.person).update(refused=0)

    def _pause(self, error: Undelivered) -> None:
        """Nobody there, or we may not: leave the line alone for a while."""
        Pause.objects.open("email", code=error.code, now=self.now)
        log.error("the mail server cannot be used: %s", error.code)
        self.stopped = True
