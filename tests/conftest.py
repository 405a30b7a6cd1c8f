"""What every test may use. The cast is in cast.py."""

import os
from collections.abc import Iterator

import pytest
from django.db.models.signals import post_migrate

ALL = bool(os.environ.get("REQUIRE_ALL"))
OTHER_HALF = "SQLite" if os.environ.get("SUITE") == "postgres" else "PostgreSQL"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test sees both databases: a query count covers the keyring too.

    One that starts a whole house sees none, unless it asks: that house has databases of its own.
    """
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None and item.get_closest_marker("stack"):
            continue
        kwargs = dict(mark.kwargs) if mark else {}
        kwargs["databases"] = ["default", "keyring"]
        item.add_marker(pytest.mark.django_db(**kwargs), append=False)


def adopt_the_key(using: str, **_: object) -> None:
    """A new or flushed keyring gets the check value that `manage.py vault init` writes."""
    from facilitator.vault import keyring

    if using == "keyring":
        keyring.make(keyring.CHECK, kid=1, kek_id="2026a")


post_migrate.connect(adopt_the_key, dispatch_uid="tests")


@pytest.fixture(autouse=True)
def quick_settings(settings):
    """Plain static names, and a hasher that does not cost a tenth of a second."""
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """REQUIRE_ALL=1: a skip is a failure, but for what the other half of the run does."""
    report = yield
    if ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
        if OTHER_HALF not in reason:
            report.outcome = "failed"
            report.longrepr = f"REQUIRE_ALL is set, and this was skipped. {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what did not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.write_sep("!", f"{len(skipped)} tests were SKIPPED, see above", red=True)
