"""What every test may use. The cast is in cast.py."""

import pytest
from django.db.models.signals import post_migrate


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test sees both databases: a query count covers the keyring too."""
    for item in items:
        mark = item.get_closest_marker("django_db")
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
