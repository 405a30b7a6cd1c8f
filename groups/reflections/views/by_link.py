"""The write-only door: a blank page behind a link, without a sign-in; nothing is read there."""

from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from facilitator.people.asking import asks_for_part
from facilitator.people.taking_words import takes_words
from groups.reflections import beginning, writing
from groups.reflections.beginning import Door
from groups.reflections.forms import PageForm, stamp_of
from groups.reflections.views.question import Choice
from groups.reflections.views.sheets import clock, frame, nearly_full, refused
from groups.reflections.writing import Saved

PAGE = "reflections/by_link.html"
BROWSER = "w"  # a cookie of this one address: an id that says nothing, gone with the browser
SAVES = {"by_link": "90/m/key,240/m/ip"}

_refused = partial(refused, template=PAGE)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@takes_words(_refused, without_sign_in=True)
def write_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """This week's question and a blank page. Opening it changes nothing, however often."""
    now = timezone.now()
    door = beginning.asked(token, now=now)
    if door is None:
        return _spent(request)
    with translation.override(door.person.language):
        if request.method == "POST":
            return _take(request, door, now)
        if "kept" in request.GET:
            return show(request, "reflections/by_link_kept.html")
    if door.is_used_up(_browser(request)):
        return _spent(request)
    if asks_for_part(request):
        return JsonResponse({"token": get_token(request)})
    with translation.override(door.person.language):
        return _blank(request, door)


def _blank(request: HttpRequest, door: Door) -> HttpResponse:
    prompt = door.question()
    context = frame(PageForm(), None) | {
        "choice": Choice(door.meeting, [prompt] if prompt else [], prompt),
        "stamp": {"key": uuid4(), "pad": uuid4(), "base": 0, "seq": 0},
    }
    return show(request, PAGE, context)


@sensitive_variables()
def _take(request: HttpRequest, door: Door, now: datetime) -> HttpResponse:
    form, stamp = PageForm(request.POST), stamp_of(request.POST)
    if not form.is_valid():
        return _refused(request, "invalid", 422)
    if not form.sheet.words and not form.sheet.word:
        return _refused(request, "empty", 422) if asks_for_part(request) else _to(request, "")
    key = f"{door.membership.pk}:{door.meeting.pk}"
    if not ratelimit.consume(request, app="groups", action="by_link", key=key, config=SAVES):
        return _refused(request, "too_often", 429)
    browser = _browser(request) or stamp.pad
    try:
        saved = beginning.keep(door, browser=browser, sheet=form.sheet, stamp=stamp, now=now)
    except beginning.UsedUpError:
        return _spent(request)
    except writing.NotSavedError:
        return _refused(request, "not_saved", 503)
    answer = _receipt(request, saved) if asks_for_part(request) else _to(request, "?kept")
    return _known_again(request, answer, browser)


def _receipt(request: HttpRequest, saved: Saved) -> JsonResponse:
    """That the words stand; neither where nor with what."""
    return JsonResponse(
        {
            "page": "", "url": request.path, "save": request.path, "delete": "", "slip": "",
            "number": 1, "sha256": saved.sha256, "chars": saved.chars, "same": saved.same,
            "saved_at": saved.saved_at.isoformat(), "clock": clock(saved.saved_at),
            "nearly_full": nearly_full(saved.chars), "beside": "",
        }
    )  # fmt: skip


def _known_again(request: HttpRequest, answer: HttpResponse, browser: UUID) -> HttpResponse:
    """The browser is told from another one by this, at this address alone."""
    answer.set_cookie(
        BROWSER, str(browser), path=request.path, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def _browser(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.COOKIES.get(BROWSER, ""))
    except ValueError:
        return None


def _to(request: HttpRequest, query: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": request.path + query})


@sensitive_variables()
def _spent(request: HttpRequest) -> HttpResponse:
    """The house's page, the same for every link that opens nothing; her words come back with it."""
    words = request.POST.get("words", "")
    if words and not asks_for_part(request):
        return show(request, "reflections/by_link_spent.html", {"words": words}, status=404)
    return show(request, "reminders/spent.html", status=404)
