"""What every test may use. The cast is in cast.py."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test sees both databases: a query count covers the keyring too."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        kwargs = dict(mark.kwargs) if mark else {}
        kwargs["databases"] = ["default", "keyring"]
        item.add_marker(pytest.mark.django_db(**kwargs), append=False)


@pytest.fixture(autouse=True)
def quick_settings(settings):
    """Plain static names, and a hasher that does not cost a tenth of a second."""
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
