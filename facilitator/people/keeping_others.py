"""What the tables of Django and allauth keep, why, and until when.

Ours to answer for, so declared like our own (facilitator/keeping.py). A field that a new version
of theirs adds, and nobody declared, fails `manage.py check`. The throttles have a table and no
model: they count under hashes (throttles.py), so that there too no network address is kept.
"""

from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, OTHER_KEY, WITH_ACCOUNT, Keeps, Until

__all__ = ["KEPT"]

WITH_SESSION = Until(
    _("until she signs out or is away too long"), forget="facilitator.privacy.retention.sessions"
)

KEPT: dict[str, list[Keeps]] = {
    "account.EmailAddress": [
        Keeps(
            ("id", "user", "email", "verified", "primary"),
            _("to sign in, and to write to her"),
            WITH_ACCOUNT,
            export="facilitator.people.hers.addresses",
            erase="facilitator.people.hers.erase_addresses",
        )
    ],
    "account.EmailConfirmation": [
        Keeps(
            ("id", "email_address", "created", "sent", "key"),
            _("part of allauth; it stays empty, since addresses are proved by a code"),
            NOT_PERSONAL,
        )
    ],
    "mfa.Authenticator": [
        Keeps(
            ("id", "user", "type", "created_at", "last_used_at"),
            _("her passkeys and her authenticator app"),
            WITH_ACCOUNT,
            export="facilitator.people.hers.keys",
            erase="facilitator.people.hers.erase_keys",
        ),
        Keeps(
            "data",
            _("her passkeys and her authenticator app"),
            WITH_ACCOUNT,
            sealed=True,  # the secrets in it
            places="facilitator.people.secrets.places",
            owner=OTHER_KEY,
        ),
    ],
    "usersessions.UserSession": [
        Keeps(
            ("id", "user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data"),
            _("so that she sees where she is signed in; no network address is kept"),
            WITH_SESSION,
            export="facilitator.people.hers.devices",
            erase="facilitator.people.hers.erase_devices",
        )
    ],
    "sessions.Session": [
        Keeps(
            ("session_key", "session_data", "expire_date"),
            _("to keep her signed in"),
            WITH_SESSION,
            erase="facilitator.people.hers.erase_sessions",
        )
    ],
    "admin.LogEntry": [
        Keeps(
            ("id", "action_time", "user", "content_type", "object_id", "object_repr",
             "action_flag", "change_message"),
            _("so that nobody changes a thing unseen in the technical part"),
            WITH_ACCOUNT,
            not_taken="The owner's acts on tables, by id; her own acts stand in the trace.",
            not_erased="It names her emptied row, and no word of hers.",
        )
    ],
    "auth.Group": [Keeps(("id", "name"), _("part of Django; it stays empty"), NOT_PERSONAL)],
    "auth.Group_permissions": [
        Keeps(("id", "group", "permission"), _("part of Django; it stays empty"), NOT_PERSONAL)
    ],
    "auth.Permission": [
        Keeps(("id", "name", "content_type", "codename"), _("part of Django"), NOT_PERSONAL)
    ],
    "contenttypes.ContentType": [
        Keeps(("id", "app_label", "model"), _("part of Django"), NOT_PERSONAL)
    ],
}  # fmt: skip
