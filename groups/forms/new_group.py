"""A new group on one page."""

import uuid
import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms.utils import ErrorDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from curriculum.models import Curriculum, SessionPlan
from facilitator.pages import saying
from facilitator.pages.forms import card
from facilitator.people.models import Person
from groups.forms import fields
from groups.forms.guest import GuestsField
from groups.models import Group
from groups.models.group import gathering
from groups.scheduling import CannotMeetThen, Slot
from groups.starting import Outline

CHAIRS = 10


class ProgrammeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # only stubs take one
    """One of the published programmes, as a card."""

    widget = forms.RadioSelect

    def to_python(self, value: Any) -> Any:
        """What is no id at all is not in the list either."""
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None

    def label_from_instance(self, obj: Any) -> str:
        count = saying.in_words(obj.evenings).capitalize()
        length = ngettext("%(count)s evening", "%(count)s evenings", obj.evenings) % {
            "count": count
        }
        each = ngettext("%(count)d minute each", "%(count)d minutes each", obj.minutes) % {
            "count": obj.minutes
        }
        return str(card(obj.title, f"{length}, {each}. {obj.subtitle}"))


@dataclass(frozen=True)
class Evening:
    """One line of the preview."""

    number: int
    title: str
    on: date
    begins: time
    ends: time


class NewGroupForm(forms.Form):
    """All of a new group. `now` and `by` decide what is still to come and what is offered."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    curriculum = ProgrammeField(
        label=_("Programme"),
        queryset=Curriculum.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose a programme"),
            "invalid_choice": _("Choose a programme from the list"),
        },
    )
    first_on = fields.day(
        label=_("First evening"), required=_("Enter the date of the first evening")
    )
    begins = fields.clock(label=_("Starts"), required=_("Enter the time the first evening starts"))
    every_weeks = forms.TypedChoiceField(
        label=_("Every"),
        choices=[("1", _("week")), ("2", _("two weeks"))],
        coerce=int,
        error_messages={"invalid_choice": _("Choose every week, or every two weeks")},
    )
    time_zone = fields.zone()
    place = fields.place()
    capacity = fields.chairs()
    name = fields.group_name(
        required=False,
        help_text=_("It may stand in a mail, so it says nothing about the topic."),
    )
    guests = GuestsField(required=False)

    def __init__(self, *args: Any, by: Person, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        programme: Any = self.fields["curriculum"]
        programme.queryset = programmes()
        self.skip = fields.dates(self._sent("skip"))
        self.no_dates: list[str] = []  # why her first date gives none, once she is quiet
        if not self.is_bound:
            self.initial = {**offered(by), **self.initial}

    def _sent(self, name: str) -> list[str]:
        data: Any = self.data
        return data.getlist(name) if hasattr(data, "getlist") else []

    def quiet(self) -> None:
        """Keep what she typed and say nothing yet: she only asked to see the dates."""
        self.full_clean()
        if self.data.get("first_on"):
            self.no_dates = [str(fault) for fault in self.errors.get("first_on", ())]
        self._errors = ErrorDict()

    def renew(self, key: uuid.UUID) -> None:
        """Another id for the same group."""
        data: Any = self.data
        data["key"] = str(key)
        self.add_error(None, _("Please press the button once more"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("begins"):
            cleaned["begins"] = fields.whole_minutes(cleaned["begins"])
        if cleaned.get("first_on") and cleaned.get("time_zone"):
            try:
                fields.check_near(
                    cleaned["first_on"], fields.today_in(self.now, cleaned["time_zone"])
                )
                self._check_evenings()
            except ValidationError as fault:
                self.add_error("first_on", fault)
        if not cleaned.get("name") and cleaned.get("first_on") and cleaned.get("begins"):
            cleaned["name"] = default_name(cleaned["first_on"], cleaned["begins"])
        return cleaned

    def _check_evenings(self) -> None:
        outline = self.outline()
        try:
            evenings = outline.evenings() if outline else []
        except CannotMeetThen:
            raise ValidationError(_("The last evening would be too far away"), "far") from None
        if evenings and evenings[0][1].starts_at <= self.now:
            raise ValidationError(_("Choose a time that is still to come"), code="past")

    def evenings(self) -> list[Evening]:
        """Each evening as the page shows it; none while too little is said."""
        if not self.is_bound:
            return []
        self.is_valid()
        outline = self.outline()
        try:
            laid = outline.evenings() if outline else []
        except CannotMeetThen:
            return []
        return [_line(plan, slot) for plan, slot in laid]

    def outline(self) -> Outline | None:
        """What can be shown of it so far."""
        done = self.cleaned_data
        if not all(done.get(name) for name in ("curriculum", "first_on", "time_zone")):
            return None
        if done.get("begins") is None or not done.get("every_weeks"):
            return None
        return Outline(
            done["curriculum"], done["first_on"], done["begins"], done["time_zone"],
            every_weeks=done["every_weeks"], skip=tuple(self.skip),
        )  # fmt: skip


def _line(plan: SessionPlan, slot: Slot) -> Evening:
    ends = slot.ends_at.astimezone(zoneinfo.ZoneInfo(slot.zone)).time()
    return Evening(plan.number, plan.title, slot.on, slot.begins, ends)


def programmes() -> Any:
    """The newest version of each published programme, with the number of its evenings."""
    evenings = Count("plans", filter=Q(plans__part="main"))
    return Curriculum.objects.newest().annotate(evenings=evenings).order_by("-published_at")


def offered(by: Person) -> dict[str, Any]:
    """What her last group had; else an evening hour and a circle of ten."""
    only = list(programmes().values_list("pk", flat=True)[:1])
    kept: dict[str, Any] = {
        "key": uuid.uuid4(), "curriculum": only[0] if only else None, "begins": "19:00",
        "every_weeks": 1, "time_zone": by.time_zone, "capacity": CHAIRS,
    }  # fmt: skip
    last = Group.objects.filter(created_by=by).order_by("-created_at").first()
    if last:
        kept |= {
            "begins": last.begins, "every_weeks": last.every_weeks, "place": last.place,
            "time_zone": last.time_zone, "capacity": last.capacity,
        }  # fmt: skip
    return kept


def default_name(on: date, begins: Any) -> str:
    """ "Tuesday evenings", in the language that is switched on."""
    name = gettext("%(weekday)s %(gatherings)s") % {
        "weekday": date_format(on, "l"),
        "gatherings": gathering(begins, several=True),
    }
    return str(capfirst(name))
