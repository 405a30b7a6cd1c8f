"""A worker forks its pool: no child may inherit a connection that is open."""

import os
import threading

from groups.reminders.watchdog import Watchdog


def test_a_fork_waits_until_the_watchdog_has_closed_what_it_opened():
    inside, told = threading.Event(), []

    def tick() -> None:
        inside.set()
        threading.Event().wait(0.2)
        told.append("looked")

    round_ = threading.Thread(target=Watchdog(tick).round)
    round_.start()
    inside.wait()
    child = os.fork()
    if child == 0:
        os._exit(0)
    told.append("forked")
    os.waitpid(child, 0)
    round_.join()
    assert told == ["looked", "forked"]
