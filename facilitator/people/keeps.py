"""What the tables of others keep (allauth, Django), declared as our own models declare theirs."""

from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, WITH_ACCOUNT, Keeps, Until

SESSION = Until(_("as long as she is signed in on that device"))

# By model label; facilitator.privacy reads it.
THIRD_PARTY: dict[str, list[Keeps]] = {
    "account.EmailAddress": [
        Keeps(("id", "user", "email", "verified", "primary"), _("to sign in"), WITH_ACCOUNT)
    ],
    "account.EmailConfirmation": [
        Keeps(
            ("id", "email_address", "created", "sent", "key"),
            _("never used: addresses are proved by code"),
            WITH_ACCOUNT,
        )
    ],
    "mfa.Authenticator": [
        Keeps(
            ("id", "user", "type", "data", "created_at", "last_used_at"),
            _("her passkeys and authenticator app"),
            WITH_ACCOUNT,
        )
    ],
    "usersessions.UserSession": [
        Keeps(
            ("id", "user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
            _("so that she sees where she is signed in; no network address is kept"),
            SESSION,
        )
    ],
    "sessions.Session": [
        Keeps(("session_key", "session_data", "expire_date"), _("to stay signed in"), SESSION)
    ],
    "admin.LogEntry": [
        Keeps(
            ("id", "action_time", "user", "content_type", "object_id", "object_repr",
             "action_flag", "change_message"),
            _("so that nobody changes a thing unseen in the technical part"),
            WITH_ACCOUNT,
        )
    ],
    "auth.Permission": [
        Keeps(("id", "name", "content_type", "codename"), _("Django's own"), NOT_PERSONAL)
    ],
    "auth.Group": [Keeps(("id", "name"), _("Django's own, unused"), NOT_PERSONAL)],
    "contenttypes.ContentType": [
        Keeps(("id", "app_label", "model"), _("Django's own"), NOT_PERSONAL)
    ],
}  # fmt: skip
