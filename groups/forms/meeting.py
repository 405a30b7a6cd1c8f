"""Where an evening goes, or that it does not take place."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facilitator.pages import saying
from facilitator.pages.forms import card
from groups.forms import fields
from groups.models import Meeting
from groups.moving import ForgottenSoon, InThePast, Scope, Step, WouldCross, steps
from groups.scheduling import ComesTwice, InTheGap, Slot, TooFar, typed

TELL, QUIETLY = "yes", "no"


class MoveForm(forms.Form):
    """A new day, time or place, for one evening or several. Clean finds `found`, the steps."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    scope = forms.ChoiceField(
        label=_("Which evenings move?"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which evenings move"),
            "invalid_choice": _("Choose which evenings move"),
        },
    )
    on_date = fields.day(label=_("New day"), required=_("Enter the new day"))
    begins = fields.clock(label=_("Starts"), required=_("Enter the time it starts"))
    fold = forms.ChoiceField(
        label=_("The clocks go back that night, and this time comes twice. Which one?"),
        choices=[("", "")],
        widget=forms.RadioSelect,
        required=False,
    )
    place = fields.place()
    tell = forms.ChoiceField(
        label=_("Tell members?"),
        choices=[
            (TELL, card(_("Yes"), _("Everybody who was told the old time gets one message."))),
            (QUIETLY, card(_("No"), _("Nobody has been told a time yet."))),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, meeting: Meeting, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.now = meeting, now
        self.found: list[Step] = []
        self.initial = {
            "version": meeting.version, "scope": Scope.THIS, "on_date": meeting.on_date,
            "begins": meeting.begins, "place": meeting.place, "tell": TELL, **self.initial,
        }  # fmt: skip
        if not meeting.counts:
            self._alone()
        if not (self.is_bound and self.data.get("fold")):
            self.fields["fold"].widget = forms.HiddenInput()
        else:
            self._offer_fold()
        if meeting.group.meetings.not_begun(now).filter(told_version__gt=0).exists():
            del self.fields["tell"]

    def _alone(self) -> None:
        """What is no evening has no rhythm: there is nothing to choose."""
        scope: Any = self.fields["scope"]
        scope.widget, scope.choices = forms.HiddenInput(), [(Scope.THIS.value, Scope.THIS.label)]

    def _offer_fold(self) -> None:
        fold: Any = self.fields["fold"]
        fold.widget = forms.RadioSelect()
        fold.choices = [("0", _("The first, before the clocks go back")), ("1", _("The second"))]

    @property
    def tells(self) -> bool:
        """Whether those who knew the old time are told."""
        return bool(self.cleaned_data.get("tell", TELL) != QUIETLY)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("version") != self.meeting.version:
            self.add_error(None, _moved_meanwhile(self.meeting))
            return cleaned
        if cleaned.get("on_date") and cleaned.get("begins") is not None and "scope" in cleaned:
            slot = self._slot(cleaned)
            if slot:
                self._steps(slot, cleaned)
        return cleaned

    def _slot(self, cleaned: dict[str, Any]) -> Slot | None:
        fold = cleaned.get("fold")
        try:
            return typed(
                cleaned["on_date"], fields.whole_minutes(cleaned["begins"]),
                self.meeting.time_zone, minutes=self.meeting.minutes,
                fold=int(fold) if fold else None,
            )  # fmt: skip
        except InTheGap as gap:
            self.add_error("begins", _gap(gap))
        except ComesTwice:
            self._offer_fold()
            self.add_error("fold", _("Choose which of the two times you mean"))
        except TooFar:
            self.add_error("on_date", _("Choose a date within the next three years"))
        return None

    def _steps(self, slot: Slot, cleaned: dict[str, Any]) -> None:
        place = cleaned.get("place", self.meeting.place)
        try:
            self.found = steps(
                self.meeting, slot, scope=cleaned["scope"], place=place, now=self.now
            )
        except InThePast:
            self.add_error("on_date", _("Choose a day and a time that are still to come"))
        except ForgottenSoon as soon:
            self.add_error("on_date", _forgotten_soon(soon, self.meeting))
        except TooFar:
            self.add_error("on_date", _("Choose a date within the next three years"))
        except WouldCross as crossed:
            self.add_error("on_date", _in_the_way(crossed.other))


class CancelForm(forms.Form):
    """Not this time: what happens to its plan."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shift = forms.ChoiceField(
        label=_("And its plan?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what happens to its plan"),
            "invalid_choice": _("Choose what happens to its plan"),
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, added: Slot | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.initial = {"version": meeting.version, "shift": "yes" if added else "no"}
        kept = _("Every later plan moves on by one date, and %(day)s is added at the end.")
        shift: Any = self.fields["shift"]
        shift.choices = [("no", card(_("Leave it out"), _("The other dates stay as they are.")))]
        if not meeting.counts:
            shift.widget = forms.HiddenInput()
        if added:
            words = kept % {"day": saying.day(added.on, meeting.on_date)}
            shift.choices = [("yes", card(_("Keep it for the next date"), words)), *shift.choices]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("version") != self.meeting.version:
            self.add_error(None, _moved_meanwhile(self.meeting))
        return cleaned


def _moved_meanwhile(meeting: Meeting) -> Any:
    """What stands now, and who did it, beside what she has typed."""
    who = meeting.changed_by.name if meeting.changed_by else _("Somebody")
    return _(
        "%(who)s changed this one while the page was open. It is now on %(day)s at %(time)s, "
        "%(place)s. What you typed still stands below; press the button again if you mean it."
    ) % {
        "who": who, "day": saying.day(meeting.on_date, meeting.on_date),
        "time": saying.clock(meeting.begins), "place": meeting.place,
    }  # fmt: skip


def _forgotten_soon(soon: ForgottenSoon, meeting: Meeting) -> Any:
    """That day was promised to everybody; evenings keep their distance from it."""
    return _(
        "Choose a day until %(day)s. Everybody was told that what this group kept is forgotten "
        "on %(forgotten)s, and that day does not move"
    ) % {
        "day": saying.day(soon.until, meeting.on_date),
        "forgotten": saying.day(meeting.group.forget_on, meeting.on_date),
    }  # fmt: skip


def _gap(gap: InTheGap) -> Any:
    return _(
        "The clocks go forward then, and this time does not exist. "
        "The nearest are %(before)s and %(after)s"
    ) % {"before": saying.clock(gap.before.time()), "after": saying.clock(gap.after.time())}


def _in_the_way(other: Meeting) -> Any:
    if not other.counts:
        return _("“%(title)s” on %(day)s is in the way. It has a day of its own: move it first") % {
            "title": other.plan.title, "day": saying.day(other.on_date, other.on_date),
        }  # fmt: skip
    return _(
        "“%(title)s” on %(day)s is in the way. Evenings keep their order: "
        "move that one first, or choose “This one and the following”"
    ) % {"title": other.plan.title, "day": saying.day(other.on_date, other.on_date)}
