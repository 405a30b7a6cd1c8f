"""Every answer's headers, exactly."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
NEVER = ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "Set-Cookie")


def says(response, **more):
    expected = ALWAYS | {name.replace("_", "-"): value for name, value in more.items()}
    assert {name: response.headers.get(name) for name in expected} == expected
    assert [name for name in NEVER if name in response.headers] == []


@pytest.mark.parametrize("path", ["/", "/hard-night/", "/nothing/here/"])
def test_a_page_and_an_error_page_say_the_same(client, path):
    response = client.get(path)
    says(response, Cache_Control="no-store, private")
    assert {"Cookie", "HX-Request"} <= set(response.headers["Vary"].split(", "))
    assert response.cookies == {}


def test_over_https_the_browser_is_told_to_stay_there(settings):
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    response = Client().get("/", secure=True)
    says(response, Strict_Transport_Security="max-age=63072000; includeSubDomains; preload")


def test_a_hashed_static_file_may_be_kept_for_a_year(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", "--no-input", verbosity=0)
    hashed = next((tmp_path / "css").glob("house.*.css"))
    response = Client().get(f"/static/css/{hashed.name}")
    says(response, Cache_Control="public, max-age=31536000, immutable")
    assert b"".join(response).startswith(b"/* Kept Chair.")
    says(Client().get("/static/css/nothing.css"), Cache_Control="no-store, private")


def test_cookies_are_for_this_house_and_its_scripts_cannot_read_them():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    text = (Path(settings.BASE) / "facilitator" / "settings.py").read_text()
    assert '"__Host-s" if SECURE' in text
    assert '"__Host-c" if SECURE' in text
