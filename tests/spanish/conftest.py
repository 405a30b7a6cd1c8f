"""The mail server that the tests of mails use."""

from tests.reminders.conftest import sink

__all__ = ["sink"]
