"""Sending is tested against a real SMTP server, never against a list in memory."""

import pytest

from tests.reminders.sink import Sink, serve


@pytest.fixture
def sink(settings):
    """Mail goes to a server of our own; `sink.mails` is what arrived."""
    made = Sink()
    controller = serve(made)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield made
    controller.stop()
