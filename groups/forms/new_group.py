"""A new group on one page."""

import uuid
import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.forms.utils import ErrorDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facilitator.people.models import Person
from groups.forms import fields
from groups.forms.guest import GuestsField
from groups.forms.lineup import Evenings
from groups.forms.programme import REPUBLISHED, ProgrammeField, heads, programmes
from groups.models import Group
from groups.models.group import gathering
from groups.outlining import NotAfter, NotBefore, Outline, Sitting
from groups.scheduling import CannotMeetThen

CHAIRS = 10
BEFORE = _("Choose a day from today on that lies before the first evening")
SHOWN = _("These are the plans now. Look at them, and press the button once more")
OF_THE_DATES = ("evenings", "before_on", "after_on")  # fields that stand among the dates


@dataclass(frozen=True)
class Line:
    """One line of the preview."""

    number: int  # which evening it is; 0 for what is none
    place: int  # of its plan in the line-up, from 1
    plan_number: int
    title: str
    language: str  # of the title
    on: date
    begins: time
    ends: time
    again: bool  # an earlier one has the same plan


class NewGroupForm(forms.Form):
    """All of a new group. `now` and `by` decide what is still to come and what is offered."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    curriculum = ProgrammeField(
        label=_("Programme"),
        error_messages={
            "required": _("Choose a programme"),
            "invalid_choice": _("Choose a programme from the list"),
            "older": REPUBLISHED,
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
    evenings = fields.how_many()
    before = fields.extra_meeting(
        _("A week before the first evening, unless you choose another day.")
    )
    before_on = fields.another_day(_("Another day for meeting beforehand"))
    after = fields.extra_meeting(
        _("Six weeks after the last evening, unless you choose another day.")
    )
    after_on = fields.another_day(_("Another day for meeting again"))

    def __init__(self, *args: Any, by: Person, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        found = programmes()
        programme: Any = self.fields["curriculum"]
        programme.offer(found)
        self.skip = fields.dates(self._sent("skip"))
        self.faults: list[str] = []  # why there are no dates, once she is quiet
        self.of_programme: Evenings | None = None
        if not self.is_bound:
            self.initial = {**offered(by, found), **self.initial}
            self._open_with(next((p for p in found if p.pk == self.initial["curriculum"]), None))

    def _sent(self, name: str) -> list[str]:
        data: Any = self.data
        return data.getlist(name) if hasattr(data, "getlist") else []

    def _open_with(self, programme: Any) -> None:
        """The evenings of the programme that is chosen when the page opens."""
        if programme is not None:
            prefetch_related_objects([programme], heads())
            self.of_programme = Evenings(programme)
            self.initial.setdefault("evenings", len(self.of_programme.lineup))

    def quiet(self) -> None:
        """Keep what she typed and say nothing yet: she only asked to see the dates.

        What is wrong among the dates themselves is said: she sees it beside them.
        """
        self.full_clean()
        if self.data.get("first_on"):
            self.faults = [str(fault) for fault in self.errors.get("first_on", ())]
        kept = {name: self.errors[name] for name in OF_THE_DATES if name in self.errors}
        self._errors = ErrorDict(kept, renderer=self.renderer)

    def renew(self, key: uuid.UUID) -> None:
        """Another id for the same group."""
        data: Any = self.data
        data["key"] = str(key)
        self.add_error(None, _("Please press the button once more"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("begins"):
            cleaned["begins"] = fields.whole_minutes(cleaned["begins"])
        if cleaned.get("curriculum"):
            self._line_up(Evenings(cleaned["curriculum"]))
        if cleaned.get("first_on") and cleaned.get("time_zone"):
            try:
                fields.check_near(
                    cleaned["first_on"], fields.today_in(self.now, cleaned["time_zone"])
                )
                self._check_dates()
            except ValidationError as fault:
                self.add_error("first_on", fault)
        if not cleaned.get("name") and cleaned.get("first_on") and cleaned.get("begins"):
            cleaned["name"] = default_name(cleaned["first_on"], cleaned["begins"])
        return cleaned

    def _line_up(self, found: Evenings) -> None:
        """The evenings that she wants. A number that she typed changes them, and she looks first:
        nobody starts a group with plans left out that she has not seen."""
        self.of_programme = found
        length = self.cleaned_data.get("evenings")
        if found.read(self.data) and length:
            found.count(length)
            if found.asked and "create" in self.data:
                self.add_error("evenings", SHOWN)
        if found.too_many:
            words = _("A group has at most %(limit_value)d evenings")
            self.add_error("evenings", words % {"limit_value": found.most})
        elif (found.none_left or not found.lineup) and "evenings" not in self.errors:
            self.add_error("evenings", _("Keep at least one evening"))
        if "evenings" in self.cleaned_data or found.asked:
            data: Any = self.data
            data["evenings"] = str(len(found.lineup))

    def _check_dates(self) -> None:
        """Every date is possible, in order, and still to come."""
        outline = self.outline()
        try:
            sittings = outline.sittings if outline else []
        except NotBefore:
            self.add_error("before_on", BEFORE)
            return self._check_dates()
        except NotAfter:
            self.add_error("after_on", _("Choose a day in the year after the last evening"))
            return self._check_dates()
        except CannotMeetThen:
            raise ValidationError(_("The last evening would be too far away"), "far") from None
        first = next((each for each in sittings if each.counts), None)
        if first and first.slot.starts_at <= self.now:
            raise ValidationError(_("Choose a time that is still to come"), code="past")
        if sittings and sittings[0].slot.starts_at <= self.now:
            self.add_error("before_on", BEFORE)
        return None

    def lines(self) -> list[Line]:
        """Each meeting as the page shows it; none while too little is said."""
        if not self.is_bound:
            return []
        self.is_valid()
        outline = self.outline()
        try:
            sittings = outline.sittings if outline else []
        except CannotMeetThen:
            return []
        seen: set[int] = set()
        return [_line(each, seen) for each in sittings]

    def extras(self) -> list[dict[str, Any]]:
        """What may come before and after: its plan, the tick, and the day."""
        found = self.of_programme.extras if self.of_programme else {}
        return [
            {"plan": plan, "tick": self[name], "on": self[f"{name}_on"]}
            for name, plan in found.items()
        ]

    def outline(self) -> Outline | None:
        """What can be shown of it so far."""
        done = self.cleaned_data
        if not all(done.get(name) for name in ("curriculum", "first_on", "time_zone")):
            return None
        if done.get("begins") is None or not done.get("every_weeks") or not self.of_programme:
            return None
        return Outline(
            done["curriculum"], done["first_on"], done["begins"], done["time_zone"],
            every_weeks=done["every_weeks"], skip=tuple(self.skip),
            lineup=self.of_programme.lineup, **self._extra("before"), **self._extra("after"),
        )  # fmt: skip

    def _extra(self, name: str) -> dict[str, Any]:
        """Whether it is wanted, and on which day. Left away while its day is wrong."""
        on, fault = f"{name}_on", f"{name}_on" in self.errors
        wanted = bool(self.cleaned_data.get(name)) and not fault
        return {name: wanted, on: self.cleaned_data.get(on)}


def _line(each: Sitting, seen: set[int]) -> Line:
    plan, slot = each.plan, each.slot
    again = plan.number in seen
    seen.add(plan.number)
    ends = slot.ends_at.astimezone(zoneinfo.ZoneInfo(slot.zone)).time()
    number = each.number if each.counts else 0
    return Line(
        number, each.number, plan.number, plan.title, plan.language, slot.on, slot.begins, ends,
        again,
    )  # fmt: skip


def offered(by: Person, found: list[Any]) -> dict[str, Any]:
    """What her last group had; else the first programme, an evening hour and a circle of ten."""
    kept: dict[str, Any] = {
        "key": uuid.uuid4(), "curriculum": found[0].pk if found else None, "begins": "19:00",
        "every_weeks": 1, "time_zone": by.time_zone, "capacity": CHAIRS,
    }  # fmt: skip
    groups = Group.objects.filter(created_by=by).select_related("curriculum")
    last = groups.order_by("-created_at").first()
    if last:
        of = (last.curriculum.key, last.curriculum.language)
        kept |= {
            "begins": last.begins, "every_weeks": last.every_weeks, "place": last.place,
            "time_zone": last.time_zone, "capacity": last.capacity,
        }  # fmt: skip
        newest = next((each.pk for each in found if (each.key, each.language) == of), None)
        kept["curriculum"] = newest or kept["curriculum"]
    return kept


def default_name(on: date, begins: Any) -> str:
    """ "Tuesday evenings", in the language that is switched on."""
    name = gettext("%(weekday)s %(gatherings)s") % {
        "weekday": date_format(on, "l"),
        "gatherings": gathering(begins, several=True),
    }
    return str(capfirst(name))
