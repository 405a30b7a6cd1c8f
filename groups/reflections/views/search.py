"""Find words on her own pages: a POST, so that no word of it stands in an address or a log."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from groups.reflections import looking_back
from groups.reflections.forms import SearchForm
from groups.reflections.reading import CannotOpenError

PAGE = "reflections/search.html"


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@drawer_required
def search(request: HttpRequest) -> HttpResponse:
    """The form; sent, the pages that hold the phrase, in this one answer and nowhere else."""
    if request.method != "POST":
        return show(request, PAGE, {"form": SearchForm()})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return show(request, PAGE, {"form": form}, status=422)
    try:
        phrase = looking_back.Phrase(form.cleaned_data["words"])
        found = looking_back.search(asker(request), phrase)
    except CannotOpenError:
        return show(request, "reflections/closed.html", status=503)
    context = {"form": form, "found": found, "most": looking_back.MOST_SHOWN}
    return show(request, PAGE, context)
