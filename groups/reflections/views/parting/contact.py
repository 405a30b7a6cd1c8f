"""How she may be reached after the ending, and whom she would like to stay in touch with."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.access import own_group
from groups.models import Group, Membership
from groups.reflections import giving, parting, reading
from groups.reflections.forms import arrived, utf8
from groups.reflections.views import gate

PAGE = "reflections/parting/contact.html"
MOST = 200  # characters


class ContactForm(forms.Form):
    """Her words, and a tick for each whom she chooses."""

    words = forms.CharField(
        label=gettext_lazy("How you can be reached"),
        help_text=gettext_lazy(
            "In your own words, such as “Ewa, 0151 23456, best in the evening”."
        ),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("Write at most %(limit_value)d characters")},
    )
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Whom would you like to stay in touch with?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Somebody has left meanwhile. Please look once more")
        },
    )

    def __init__(self, data: Any = None, *, others: Sequence[parting.Other], words: str) -> None:
        chosen = [str(one.id) for one in others if one.chosen]
        super().__init__(data, initial={"words": words, "to": chosen})
        self.fields["words"].validators.append(utf8)
        self.fields["to"].choices = [(str(one.id), one.name) for one in others]  # type: ignore[attr-defined]  # a MultipleChoiceField

    def clean_words(self) -> str:
        arrived(self.data.get("words"))
        return str(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("to") and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write how you can be reached"))
        return said


@sensitive_variables()
def _held(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Not kept: her words and her ticks are in the answer, and nobody's name."""
    form = ContactForm(request.POST, others=(), words="")
    del form.fields["to"]
    form.is_valid()
    hidden = [("to", one) for one in request.POST.getlist("to")]
    hidden.append(("slip", request.POST.get("slip", "")))
    context = {"form": form, "why": why, "hidden": hidden}
    return show(request, "reflections/held.html", context, status=status)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@gate.takes_words(_held)
def contact(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Her words, her ticks, and whoever ticked her too."""
    person, now = asker(request), timezone.now()
    group = own_group(person, group_id)
    if not drawer.is_open(request, now):
        words = request.POST.get("words")
        return _held(request, "drawer", 401) if words else drawer.closed(request)
    if group.is_past(now):
        raise Http404
    if not parting.has_begun(group, now):
        return show(request, PAGE, {"group": group, "early": True}, status=_early(request))
    try:
        there = parting.staying(person, group)
        sent = request.POST if request.method == "POST" else None
        form = ContactForm(sent, others=there.others, words=there.words)
        if not form.is_valid():
            slip = gate.slip(person, None)
            context = {"group": group, "there": there, "form": form, "slip": slip}
            return show(request, PAGE, context, status=422 if form.is_bound else 200)
        _save(request, group, form)
    except (reading.CannotOpenError, giving.NotGivenError):
        if request.POST.get("words"):
            return _held(request, "not_saved", 503)
        return show(request, "reflections/closed.html", status=503)
    except Membership.DoesNotExist as error:
        raise Http404 from error
    return _there(group)


@require_POST
def contact_back(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Her words and ticks are gone, for everybody at once."""
    person = asker(request)
    group = own_group(person, group_id)
    if not drawer.is_open(request, timezone.now()):
        return drawer.closed(request)
    try:
        parting.take_back(person, group)
    except Membership.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("It is taken back. Nobody sees it any more."))
    return _there(group)


@sensitive_variables()
def _save(request: HttpRequest, group: Group, form: ContactForm) -> None:
    said = form.cleaned_data
    to = {UUID(one) for one in said["to"]}
    parting.save(asker(request), group, words=said["words"], to=to)
    messages.success(request, _("It is kept. It is seen only where both of you say yes."))


def _early(request: HttpRequest) -> int:
    return 409 if request.method == "POST" else 200


def _there(group: Group) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("contact", args=[group.pk])})
