"""Her own page: what she is called, her language and clock, how pages look."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import is_open
from facilitator.people.forms.you import LanguageForm, LookForm, NameForm
from facilitator.people.models import Person
from facilitator.people.views.drawer import see_other


@require_GET
def you(request: HttpRequest) -> HttpResponse:
    """A calm list: each line says how it is now and leads to where it is changed."""
    person = asker(request)
    context = {
        "person": person,
        "zone": person.time_zone.rpartition("/")[2].replace("_", " "),
        "drawer_open": is_open(request, timezone.now()),
    }
    return show(request, "people/you.html", context)


@require_http_methods(["GET", "POST"])
def you_name(request: HttpRequest) -> HttpResponse:
    return _one_theme(request, NameForm, _("Your name"))


@require_http_methods(["GET", "POST"])
def you_language(request: HttpRequest) -> HttpResponse:
    return _one_theme(request, LanguageForm, _("Language and clock"))


@require_http_methods(["GET", "POST"])
def you_look(request: HttpRequest) -> HttpResponse:
    return _one_theme(request, LookForm, _("How pages look"))


def _one_theme(
    request: HttpRequest, form_class: "type[forms.ModelForm[Person]]", heading: str
) -> HttpResponse:
    # A copy: a fault in the form must not change how this very page greets her.
    person = Person.objects.get(pk=asker(request).pk)
    form = form_class(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.save(update_fields=list(form.cleaned_data))
        with override(person.language):
            messages.success(request, _("Saved."))
        return see_other(reverse("you"))
    context = {"form": form, "heading": heading}
    return show(request, "people/theme.html", context, status=422 if form.errors else 200)
