"""The letter: all the words of one mail, and the phrases that every letter shares."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from groups.reminders.channels import Errand

__all__ = ["Button", "Letter", "house", "leads", "name", "why"]


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    solid: bool = False


@dataclass(frozen=True)
class Letter:
    """All the words of one mail, in the order in which they stand."""

    subject: str
    preview: str
    heading: str
    opening: tuple[str, ...] = ()
    cards: tuple[tuple[str, str], ...] = ()  # when, where
    code: str = ""
    buttons: tuple[Button, ...] = ()
    aside: str = ""
    aside_button: Button | None = None
    closing: tuple[str, ...] = ()
    signed: str = ""
    why: str = ""
    calendars: tuple[tuple[str, bytes], ...] = ()  # method, file


def why(errand: Errand) -> str:
    return _("You get this because you joined a group that {name} leads.").format(
        name=leads(errand)
    )


def leads(errand: Errand) -> str:
    return errand.leads or house()


def house() -> str:
    return settings.ORGANISATION_NAME or settings.SITE_NAME


def name(errand: Errand) -> str:
    return errand.person.name if errand.person else ""
