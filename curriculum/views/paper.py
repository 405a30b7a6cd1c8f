"""A programme's plan on paper, before anybody knows the day."""

from itertools import accumulate
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from curriculum import access
from facilitator.pages.paper import on_paper
from facilitator.people.asking import asker


@require_safe
def programme_print(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """The plan with every word or on one page; each block with the minutes gone before it."""
    plan = access.programme_plan(asker(request), programme_id, number)
    activities = list(plan.activities.order_by("position"))
    gone = accumulate((each.minutes for each in activities), initial=0)
    context = {
        "plan": plan,
        "programme": plan.curriculum,
        "blocks": [
            {"activity": each, "into": into} for each, into in zip(activities, gone, strict=False)
        ],
        "short": "short" in request.GET,
    }
    return on_paper(request, "curriculum/plan_print.html", context, name="plan")
