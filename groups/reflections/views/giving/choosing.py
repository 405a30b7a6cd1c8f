"""What the form of the three doors says, read without ever refusing it."""

from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from groups.reflections.giving import Circle, Offer
from groups.reflections.models import To

LEAD, GROUP = "lead", "group"
DOORS = {LEAD: To.FACILITATORS, GROUP: To.GROUP}
PROBLEMS: dict[str, str | Promise] = {
    "group": _("You are in no such group now, so there is nobody to give it to."),
    "people": _("Choose who you want to give it to."),
    "part": _(
        "Choose a part that stands in your page. What you copy must be the same, word for word."
    ),
    "empty": _("There is nothing on this page yet, so there is nothing to give."),
}


def said(request: HttpRequest) -> QueryDict:
    """What the form says. An address names a door at most: it never holds a word of hers."""
    if request.method == "POST":
        return request.POST
    asked = QueryDict(mutable=True)
    asked["door"] = request.GET.get("door", "")
    return asked


@sensitive_variables()
def offer_of(data: QueryDict) -> Offer | None:
    """What she chose; None: the first door, and nothing happens.

    A door is "lead" or "group", of one of several groups with its id behind: "lead-<id>".
    """
    door, _dash, group = data.get("door", "").partition("-")
    if door not in DOORS:
        return None
    chosen = data.getlist("to")
    return Offer(
        DOORS[door],
        group=uuid_of(group),
        people=frozenset(filter(None, map(uuid_of, chosen))) if "chose" in data else None,
        part=data.get("part", "whole"),
        own=data.get("own", ""),
        named=DOORS[door] == To.FACILITATORS or data.get("named", "yes") == "yes",
        offers_turn=DOORS[door] == To.GROUP and "turn" in data,
    )


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def slip_of(request: HttpRequest) -> UUID:
    """Which form it is: the same one sent twice gives once."""
    return uuid_of(request.POST.get("slip", "")) or uuid4()


@sensitive_variables()
def frame(data: QueryDict, circles: list[Circle], parts: list[str]) -> dict[str, object]:
    """What the form needs to stand again as she left it."""
    door, group = data.get("door", ""), str(circles[0].group.pk) if circles else ""
    return {
        "circles": circles,
        "several": len(circles) > 1,
        "door": f"{door}-{group}" if door in DOORS else door,
        "to": set(data.getlist("to")),
        "chose": "chose" in data,
        "part": data.get("part", "whole"),
        "parts": [(str(number), words) for number, words in enumerate(parts)],
        "own": data.get("own", ""),
        "unnamed": data.get("named", "yes") != "yes",
        "turn": "turn" in data,
    }
