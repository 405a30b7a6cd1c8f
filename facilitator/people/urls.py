"""Addresses of this room. allauth's names stay, so that its own reverse() calls work."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_http_methods

from facilitator.people.admin import site
from facilitator.people.views import devices, drawer, keys, passkeys, signing_in, small, you

# allauth's views are Django's form views, which take a PUT for a POST.
page = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", page(signing_in.SignIn.as_view()), name="account_login"),
    path("sign-in/passkey/", page(signing_in.SignInByPasskey.as_view()), name="mfa_login_webauthn"),
    path("sign-in/second/", page(signing_in.SecondStep.as_view()), name="mfa_authenticate"),
    path("sign-in/code/", page(signing_in.ask_for_code), name="account_request_login_code"),
    path(
        "sign-in/code/enter/",
        page(signing_in.EnterCode.as_view()),
        name="account_confirm_login_code",
    ),
    path("sign-in/forgotten/", page(signing_in.Forgotten.as_view()), name="account_reset_password"),
    path(
        "sign-in/forgotten/code/",
        page(signing_in.ForgottenCode.as_view()),
        name="account_confirm_password_reset_code",
    ),
    path(
        "sign-in/forgotten/new/",
        page(signing_in.NewPassword.as_view()),
        name="account_complete_password_reset",
    ),
    path(
        "sign-in/forgotten/done/",
        page(account.password_reset_from_key_done),
        name="account_password_reset_completed",
    ),
    path(
        "sign-in/address/", page(signing_in.prove_address), name="account_email_verification_sent"
    ),
    path("sign-in/closed/", page(account.account_inactive), name="account_inactive"),
    path("sign-up/", page(account.signup), name="account_signup"),
    path("sign-out/", page(signing_in.SignOut.as_view()), name="account_logout"),
    path("drawer/", drawer.drawer, name="drawer"),
    path("drawer/close/", drawer.drawer_close, name="drawer_close"),
    path("you/keys/recovery/", drawer.recovery_code, name="recovery_code"),
    path("you/", you.you, name="you"),
    path("you/name/", you.you_name, name="you_name"),
    path("you/language/", you.you_language, name="you_language"),
    path("you/look/", you.you_look, name="you_look"),
    path("you/devices/", devices.you_devices, name="you_devices"),
    path("you/devices/end/", devices.you_devices_end, name="you_devices_end"),
    path("you/devices/<int:device_id>/end/", devices.you_device_end, name="you_device_end"),
    path("you/keys/", keys.you_keys, name="you_keys"),
    path("you/keys/password/", keys.you_password, name="you_password"),
    path("you/keys/address/", keys.you_address, name="account_email"),
    path("you/keys/app/", keys.you_app, name="you_app"),
    path("you/keys/app/remove/", keys.you_app_remove, name="you_app_remove"),
    path("you/keys/passkeys/new/", passkeys.you_passkey_new, name="you_passkey_new"),
    path("you/keys/passkeys/<int:key_id>/", passkeys.you_passkey, name="you_passkey"),
    path(
        "you/keys/passkeys/<int:key_id>/remove/",
        passkeys.you_passkey_remove,
        name="you_passkey_remove",
    ),
    path("csrf/", small.csrf, name="csrf"),
    path("leave/", small.quick_exit, name="quick_exit"),
    path("admin/", site.urls),
]
