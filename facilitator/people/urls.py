"""Addresses of this room. allauth's names stay, so that its own reverse() calls work."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path

from facilitator.people.views import drawer, signing_in, small

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", signing_in.SignIn.as_view(), name="account_login"),
    path("sign-in/passkey/", signing_in.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/second/", signing_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/code/", signing_in.ask_for_code, name="account_request_login_code"),
    path("sign-in/code/enter/", signing_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/forgotten/", signing_in.Forgotten.as_view(), name="account_reset_password"),
    path(
        "sign-in/forgotten/code/",
        signing_in.ForgottenCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "sign-in/forgotten/new/",
        signing_in.NewPassword.as_view(),
        name="account_complete_password_reset",
    ),
    path(
        "sign-in/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("sign-in/address/", signing_in.prove_address, name="account_email_verification_sent"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-up/", account.signup, name="account_signup"),
    path("sign-out/", signing_in.SignOut.as_view(), name="account_logout"),
    path("drawer/", drawer.drawer, name="drawer"),
    path("drawer/close/", drawer.drawer_close, name="drawer_close"),
    path("you/keys/recovery/", drawer.recovery_code, name="recovery_code"),
    path("csrf/", small.csrf, name="csrf"),
    path("leave/", small.quick_exit, name="quick_exit"),
]
