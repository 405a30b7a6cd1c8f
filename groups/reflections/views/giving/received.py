"""Pages that were given to somebody who leads: read, and answered to the writer alone."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker, asks_for_part
from groups.access import led_by
from groups.reflections import giving, reading
from groups.reflections.forms import WordsField
from groups.reflections.models import Addressee, To
from groups.reflections.views import gate
from groups.reflections.views.closed import cannot_open


class AnswerForm(forms.Form):
    """A few words to the writer."""

    words = WordsField(
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "dir": "auto"}),
    )


@require_safe
@sensitive_variables()
def lead_given(request: HttpRequest) -> HttpResponse:
    """What was given to her, of all her groups; reading one is a page of its own."""
    person = asker(request)
    if not (person.leads or led_by(person).exists()):
        raise Http404  # a coordinator who leads nobody is given nothing
    if not drawer.is_open(request, timezone.now()):
        return drawer.closed(request)
    return show(request, "reflections/given/received.html", {"pages": giving.received(person)})


@sensitive_post_parameters()
@sensitive_variables()
def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Not kept: her answer is in the page that she gets, and nothing else of anybody's."""
    if asks_for_part(request):
        return HttpResponse(status=status)
    context = {"form": AnswerForm({"words": request.POST.get("words", "")}), "why": why}
    return show(request, "reflections/given/unsaid.html", context, status=status)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
@gate.takes_words(_refused)
def lead_given_page(request: HttpRequest, share_id: UUID) -> HttpResponseBase:
    """One page given to her; that she opened it is written down, and its writer sees it."""
    person, now = asker(request), timezone.now()
    get_object_or_404(Addressee.objects.for_person(person), share=share_id, to=To.FACILITATORS)
    if not drawer.is_open(request, now):
        return _behind_the_drawer(request)
    try:
        if request.method == "POST":
            return _answer(request, share_id)
        found = giving.open_given(person, share_id, now=now)
    except Addressee.DoesNotExist as error:
        raise Http404 from error
    except reading.CannotOpenError as error:
        return cannot_open(request, error)
    form = AnswerForm(initial={"words": found.answer})
    return show(request, "reflections/given/open.html", {"one": found, "form": form})


@sensitive_variables()
def _answer(request: HttpRequest, share_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, "invalid", 422)
    words = form.cleaned_data["words"]
    try:
        giving.answer(asker(request), share_id, words=words, now=timezone.now())
    except giving.NotGivenError:
        return _refused(request, "not_saved", 503)
    if words.strip():
        messages.success(request, _("She can read your answer. Nobody else can."))
    else:
        messages.success(request, _("There is no answer from you now."))
    return HttpResponse(status=303, headers={"Location": reverse("lead_given")})


def _behind_the_drawer(request: HttpRequest) -> HttpResponse:
    if request.POST.get("words") and not asks_for_part(request):
        return _refused(request, "drawer", 401)
    return drawer.closed(request)
