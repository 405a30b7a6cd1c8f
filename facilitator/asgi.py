"""For servers that speak ASGI; the pages are written for sync workers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitator.settings")

application = get_asgi_application()
