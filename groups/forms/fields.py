"""Fields that several forms of this room share."""

import re
import zoneinfo
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from facilitator.people.models import check_zone
from facilitator.people.names import check_name
from groups.starting import country_of

MOST_CHAIRS = 40
AHEAD = timedelta(days=3 * 366)


def place(**kwargs: Any) -> forms.CharField:
    """Where a group meets."""
    return forms.CharField(
        label=_("Place, or a video link"),
        help_text=_("Only members of the group see this."),
        max_length=200,
        validators=[check_name],
        error_messages={
            "required": _("Enter the place, or a video link"),
            "max_length": _("The place is longer than %(limit_value)d characters"),
        },
        **kwargs,
    )


def group_name(**kwargs: Any) -> forms.CharField:
    """A discreet name: it may stand in a mail."""
    return forms.CharField(
        label=_("Name of the group"),
        max_length=80,
        validators=[check_name],
        error_messages={
            "required": _("Enter a name for the group"),
            "max_length": _("The name is longer than %(limit_value)d characters"),
        },
        **kwargs,
    )


def chairs(**kwargs: Any) -> forms.IntegerField:
    """How many members a group has room for."""
    return forms.IntegerField(
        label=_("Chairs for members"),
        min_value=1,
        max_value=MOST_CHAIRS,
        error_messages={
            "required": _("Enter how many chairs there are"),
            "invalid": _("Enter the number of chairs in figures, such as 10"),
            "min_value": _("A group needs at least one chair"),
            "max_value": _("More than %(limit_value)d chairs is too many for one circle"),
        },
        **kwargs,
    )


def day(*, label: Any, required: Any) -> forms.DateField:
    """A date, written by the browser's own calendar."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": required,
            "invalid": _("Enter a date that exists, such as 12 January 2027"),
        },
    )


def clock(*, label: Any, required: Any) -> forms.TimeField:
    """A time of the day, in whole minutes."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": required,
            "invalid": _("Enter a time such as 19:00"),
        },
    )


def how_many() -> forms.IntegerField:
    """How many evenings; empty: as many as the programme has. The most depend on that."""
    return forms.IntegerField(
        label=_("How many evenings"),
        required=False,
        min_value=1,
        error_messages={
            "invalid": _("Enter the number of evenings in figures, such as 6"),
            "min_value": _("Keep at least one evening"),
        },
    )


def extra_meeting(when: Any) -> forms.BooleanField:
    """Whether to meet before the first evening, or again after the last; neither is counted."""
    return forms.BooleanField(required=False, help_text=when)


def another_day(label: Any) -> forms.DateField:
    """A day of her own for what has a day already; empty: that one."""
    found = day(label=label, required="")
    found.required = False
    return found


class ZoneSelect(forms.Select):
    """Four hundred options, written once: Django's own way costs 150 ms a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen, options = conditional_escape(value or ""), _options()
        there = f'value="{chosen}"'
        if chosen and there in options:
            options = SafeString(options.replace(there, f"{there} selected", 1))
        elif chosen in zoneinfo.available_timezones():  # hers, under an older name
            options = format_html("<option selected>{}</option>{}", chosen, options)
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})),
            options,
        )


@cache
def _options() -> SafeString:
    """Every zone of a country, under its part of the world, and UTC."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(zoneinfo.available_timezones()):
        part, _slash, city = name.partition("/")
        if country_of(name) and city:
            found[part].append(
                format_html('<option value="{}">{}</option>', name, city.replace("_", " "))
            )
    groups = [
        format_html('<optgroup label="{}">{}</optgroup>', part, SafeString("".join(inside)))
        for part, inside in found.items()
    ]
    return SafeString("".join(groups) + '<option value="UTC">UTC</option>')


def zone() -> forms.CharField:
    """A time zone that exists; chosen from the list, or hers under an older name."""
    return forms.CharField(
        label=_("Time zone"),
        widget=ZoneSelect,
        max_length=64,
        validators=[check_zone],
        error_messages={"required": _("Choose a time zone from the list")},
    )


def whole_minutes(value: time) -> time:
    return value.replace(second=0, microsecond=0)


def check_near(on: date, today: date) -> None:
    """Refuse a date that is over, or so far off that it is a slip."""
    if on < today:
        raise ValidationError(_("Choose a date that is still to come"), code="past")
    if on > today + AHEAD:
        raise ValidationError(_("Choose a date within the next three years"), code="far")


def dates(days: list[str]) -> list[date]:
    """The dates among the texts that a browser sent, each once; anything else is dropped."""
    found: dict[date, None] = {}
    for text in days[:200]:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                found[date.fromisoformat(text)] = None
            except ValueError:
                continue
    return list(found)


def today_in(now: datetime, zone_name: str) -> date:
    """The date on a wall in this zone."""
    return now.astimezone(zoneinfo.ZoneInfo(zone_name)).date()
