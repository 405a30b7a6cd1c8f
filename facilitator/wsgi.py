"""The web process; it refuses to start where a start-up check fails."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitator.settings")

application = get_wsgi_application()
call_command("check", "--tag", "startup", "--database", "default", "--database", "keyring")
