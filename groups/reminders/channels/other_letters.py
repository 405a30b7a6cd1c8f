"""Letters that belong to no evening: an invitation, codes, word that a key was changed."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from groups.inviting import code_of
from groups.reminders.channels import Errand, links
from groups.reminders.channels.letter import Button, Letter, house, name

__all__ = ["code", "invitation", "security"]

CHANGES = {
    "password_reset": gettext_noop("your password was set anew by mail."),
    "password_changed": gettext_noop("your password was changed."),
    "password_set": gettext_noop("a password was set."),
    "email_changed": gettext_noop("the address you sign in with was changed."),
    "email_confirm": gettext_noop("an address was confirmed."),
    "email_deleted": gettext_noop("an address was removed."),
    "totp_activated": gettext_noop("an app for codes was added."),
    "totp_deactivated": gettext_noop("the app for codes was removed."),
    "recovery_codes_generated": gettext_noop("new codes on paper were made."),
    "webauthn_added": gettext_noop("a passkey was added."),
    "webauthn_removed": gettext_noop("a passkey was removed."),
}


def invitation(errand: Errand, now: datetime) -> Letter:
    invitation = errand.row.invitation
    assert invitation is not None  # noqa: S101  its kind goes to invitations only
    by = invitation.invited_by.name if invitation.invited_by else house()
    name = invitation.name
    opening = _("{by} has kept a chair for you.").format(by=by)
    return Letter(
        subject=_("Your chair"),
        preview=_("From {by}, as we talked about").format(by=by),
        heading=_("Your chair"),
        opening=(
            _("{name}, {rest}").format(name=name, rest=opening) if name else opening,
            _("This opens a page that tells you more. You promise nothing by opening it."),
        ),
        buttons=(Button(_("See what it is"), links.site("join", code_of(invitation)), solid=True),),
        closing=(
            _("If this was not meant for you, you can leave it be: nothing happens by itself."),
        ),
        signed=invitation.invited_by.name if invitation.invited_by else "",
    )


def code(subject: str, opening: str) -> Callable[[Errand, datetime], Letter]:
    """The letters that carry a code differ in two sentences."""

    def letter(errand: Errand, now: datetime) -> Letter:
        return Letter(
            subject=_(subject),
            preview=_("It works once, for a quarter of an hour"),
            heading=_(subject),
            opening=(_(opening),),
            code=errand.secret["code"],
            closing=(
                _("It works once, for a quarter of an hour."),
                _("If you did not ask for it, you can leave it be: nothing happens by itself."),
            ),
        )

    return letter


def security(errand: Errand, now: datetime) -> Letter:
    said = CHANGES.get(errand.secret.get("what", ""), "")
    return Letter(
        subject=_("A change to your keys"),
        preview=_("Only so that you know"),
        heading=_("A change to your keys"),
        opening=(
            _("{name}, {said}").format(name=name(errand), said=_(said))
            if said
            else _("{name}, the way you sign in was changed.").format(name=name(errand)),
            _("If it was you, all is well."),
            _("If it was not, sign in, look at your keys, and tell us."),
        ),
        buttons=(Button(_("Sign in"), links.site("account_login"), solid=True),),
    )
