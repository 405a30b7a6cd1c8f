"""The house's databases and models under Django's plain middleware."""

from pathlib import Path

from facilitator.settings import *  # noqa: F403  # the same databases, people and models

ROOT_URLCONF = "bench.bare.page"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# allauth insists on its middleware; the bare page has none of it.
MIDDLEWARE.append("allauth.account.middleware.AccountMiddleware")
