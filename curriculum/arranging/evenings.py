"""The evenings of a draft that is held: one more, one less, another order."""

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from curriculum.arranging.beginning import SHORTEST, laid_out
from curriculum.arranging.holding import Held
from curriculum.models import Activity, SessionPlan

__all__ = ["MOST", "add_evening", "add_part", "move_evening", "remove_evening"]

MOST = 60  # plans of a programme; the linter says the same
ASIDE = 10_000  # added to every number while they change: two plans never share one
MINUTES = {"before": 45, "after": 60}
Part = SessionPlan.Part


def add_evening(held: Held) -> SessionPlan:
    """One more evening, after the others. ValueError: there are as many as there may be."""
    number = len(evenings(held)) + 1
    with override(held.programme.language):
        title = _("Evening %(number)d") % {"number": number}
    return _add(held, title, Part.MAIN, held.programme.minutes)


def add_part(held: Held, part: str) -> SessionPlan:
    """Session 0, or a reunion. ValueError: there is one already."""
    if any(plan.part == part for plan in held.plans):
        raise ValueError(part)
    with override(held.programme.language):
        title = (
            _("Before the first evening") if part == Part.BEFORE else _("Seeing each other again")
        )
    return _add(held, title, part, MINUTES[part])


def move_evening(held: Held, plan: SessionPlan, places: int) -> int:
    """So many places later, or earlier where `places` is below zero. Its number now."""
    among = evenings(held)
    if plan in among:
        at = among.index(plan)
        among.insert(min(len(among) - 1, max(0, at + places)), among.pop(at))
        _number(held, among)
    return held.plan(plan.pk).number


def remove_evening(held: Held, plan: SessionPlan) -> None:
    """Take a plan out, and all that is in it. ValueError: it is the only evening."""
    if evenings(held) == [plan]:
        raise ValueError(plan.number)
    held.plans.remove(plan)
    SessionPlan.objects.known_open().filter(pk=plan.pk).delete()
    _number(held, evenings(held))


def evenings(held: Held) -> list[SessionPlan]:
    return [plan for plan in held.plans if plan.part == Part.MAIN]


def _add(held: Held, title: str, part: str, minutes: int) -> SessionPlan:
    if len(held.plans) >= MOST:
        raise ValueError(MOST)
    number = max((plan.number for plan in held.plans), default=0) + 1
    plan, blocks = laid_out(held.programme, number, title, minutes=max(SHORTEST, minutes))
    plan.part = part
    SessionPlan.objects.known_open().bulk_create([plan])
    Activity.objects.known_open().bulk_create(blocks)
    held.plans.append(plan)
    _number(held, evenings(held))
    return plan


def _number(held: Held, among: list[SessionPlan]) -> None:
    """What comes before is 0, the evenings count from 1, what comes after goes on counting."""
    after = [plan for plan in held.plans if plan.part == Part.AFTER]
    held.plans = [plan for plan in held.plans if plan.part == Part.BEFORE] + among + after
    first = 0 if held.plans and held.plans[0].part == Part.BEFORE else 1
    if all(plan.number == number for number, plan in enumerate(held.plans, first)):
        return
    rows = SessionPlan.objects.known_open().filter(curriculum=held.programme)
    rows.update(number=F("number") + ASIDE)
    for number, plan in enumerate(held.plans, first):
        plan.number = number
    rows.bulk_update(held.plans, ["number"])
