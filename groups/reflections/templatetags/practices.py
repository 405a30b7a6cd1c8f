"""For the evening's page, which may not ask this room itself: her answer to its practice."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.debug import sensitive_variables

from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.models import Meeting
from groups.reflections import practising
from groups.reflections.reading import CannotOpenError

register = template.Library()


@register.simple_tag(takes_context=True)
@sensitive_variables()
def practice_of(context: Context, meeting: Meeting) -> SafeString:
    """Asked while it is this week's; what she said stands there afterwards as well.

    With the drawer closed the same buttons, and nothing that tells whether she answered.
    """
    request = context["request"]
    person, now = asker(request), timezone.now()  # noqa: TID251  a tag that asks is a door too
    try:
        opened = drawer.is_open(request, now)
        said = practising.said(person, [meeting.pk]).get(meeting.pk) if opened else None
    except CannotOpenError:
        said = None
    shown = bool(said) or practising.is_asked(person, meeting, now)
    asked = {"meeting": meeting, "said": said, "on": "evening", "shown": shown}
    return render_to_string("reflections/practice.html", asked, request)
