"""Faults of the server and of what it stands on."""

from tests.browser.faults.writer import Writer


def while_(broken: str, *given: str):
    """She writes on while the house is broken so; then it is whole again."""

    def act(her: Writer) -> None:
        with getattr(her.house, broken)(*given):
            her.type()
            her.troubled()
            her.type()
            her.kept_here()
        her.try_now()

    return act


def nothing_is_noticed(broken: str):
    """She writes on, and saving does not need what is broken."""

    def act(her: Writer) -> None:
        with getattr(her.house, broken)():
            her.type()
            her.page.wait_for_timeout(1200)
            her.saved()

    return act


def worker_killed(her: Writer) -> None:
    """kill -9 of every worker, again and again while she types."""
    for _ in range(4):
        her.type(1)
        her.page.wait_for_timeout(400)
        her.house.kill_workers()
    her.type()
    her.page.wait_for_timeout(1200)
    her.try_now()


def restarted(her: Writer) -> None:
    """The server is stopped, and started again while she writes."""
    her.house.stop()
    try:
        her.type()
        her.troubled()
        her.type()
        her.kept_here()
    finally:
        her.house.serve()
    her.try_now()


ANYWHERE = {
    "workers killed": worker_killed,
    "server restarted": restarted,
    "Redis gone": nothing_is_noticed("without_broker"),
    "key of the house gone": while_("without_key"),
    "database locked": while_("locked"),
}
POSTGRES = {
    "database restarted": while_("refused"),
    "keyring gone": while_("refused", "KEYRING_URL"),
    "database read-only": while_("read_only"),
}
SQLITE = {"database locked": ANYWHERE["database locked"], "disk full": while_("disk_full")}
