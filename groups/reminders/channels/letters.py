"""What a mail says: one letter per kind. Subjects and previews tell nothing of the topic.

The words are those of experience.md 13. Programme, group name, questions and what was written
never stand in a mail; the times are the meeting's own at the moment of sending.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from groups.reminders.channels import Errand, links, meeting_letters, other_letters
from groups.reminders.channels.letter import Button, Letter, leads, why
from groups.reminders.kinds import kind
from groups.reminders.models import Preference

__all__ = ["Letter", "write"]


def write(errand: Errand, now: datetime) -> Letter:
    """The letter of an errand, in the active language. KeyError: a kind that has no words."""
    preference = errand.preference
    if (
        kind(errand.row.kind).mutable
        and preference is not None
        and preference.level == Preference.Level.QUIET
    ):
        return _very_quiet(errand)
    return WRITERS[errand.row.kind](errand, now)


def _very_quiet(errand: Errand) -> Letter:
    """Says that there is something, and not what."""
    url = links.coming(errand) if errand.row.kind != "writing_prompt" else links.page(errand)
    words = _("There is something for you")
    return Letter(
        subject=_("A note from {name}").format(name=leads(errand)),
        preview=words,
        heading=words,
        buttons=(Button(_("See what it is"), url, solid=True),),
        signed=errand.leads,
        why=why(errand),
    )


WRITERS: dict[str, Callable[[Errand, datetime], Letter]] = {
    "meeting_soon": meeting_letters.soon,
    "meeting_moved": meeting_letters.moved,
    "meeting_cancelled": meeting_letters.cancelled,
    "writing_prompt": meeting_letters.question,
    "invitation": other_letters.invitation,
    "sign_in_code": other_letters.code(
        gettext_noop("Your way in"), gettext_noop("Type this where you asked for it:")
    ),
    "reset_code": other_letters.code(
        gettext_noop("Your way back in"),
        gettext_noop("Type this, and then choose a new password:"),
    ),
    "address_code": other_letters.code(
        gettext_noop("Is this your address?"),
        gettext_noop("Type this to show that this mail reaches you:"),
    ),
    "security": other_letters.security,
}
