"""Every answer's headers: nothing is kept, framed, sniffed, indexed or fetched from elsewhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from facilitator.pages import quiet

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture",
                "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
            )
        ),
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
    ]
)  # fmt: skip
FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

FOR_A_YEAR = "public, max-age=31536000, immutable"  # its name changes when it does


class HeadersMiddleware:
    """Adds the fixed headers, and no-store to everything but static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = quiet.instead_of_a_redirect(request, self.get_response(request))
        for name, value in FIXED.items():
            response.headers[name] = value
        if request.path.startswith("/static/") and response.status_code in {200, 206, 304}:
            if "immutable" in response.headers.get("Cache-Control", ""):
                response.headers["Cache-Control"] = FOR_A_YEAR
        else:
            response.headers["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response
