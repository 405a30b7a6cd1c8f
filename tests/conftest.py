"""What every test may use. The cast is in cast.py."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as examples

ALL = bool(os.environ.get("REQUIRE_ALL"))
OTHER_HALF = "SQLite" if os.environ.get("SUITE") == "postgres" else "PostgreSQL"

# How long one example takes says nothing on a machine that others use too.
examples.register_profile("patient", deadline=None)
examples.load_profile("patient")


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Under a real browser SQLite is a file, as in a house: in memory, threads share locks."""
    from django.conf import settings

    for name, each in settings.DATABASES.items():
        if os.environ.get("SUITE") == "browser" and each["ENGINE"].endswith("sqlite3"):
            each["TEST"]["NAME"] = str(tmp_path_factory.mktemp(name) / "db.sqlite3")


@pytest.fixture(autouse=True)
def no_counts_of_another_test(request):
    """Throttles count in a table that no model owns, which Django does not empty between tests."""
    if "live_server" in request.fixturenames:
        from django.core.cache import cache

        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(autouse=True)
def quick_settings(settings):
    """Plain static names, and a hasher that does not cost a tenth of a second."""
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True  # else each client begins by reading every static file
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


@pytest.fixture
def queries_of():
    """How many queries a page costs, in both databases."""

    def count(client: Client, address: str) -> int:
        client.get(address)  # what is asked once a session
        with (
            CaptureQueriesContext(connections["default"]) as one,
            CaptureQueriesContext(connections["keyring"]) as two,
        ):
            assert client.get(address).status_code == 200
        return len(one) + len(two)

    return count
