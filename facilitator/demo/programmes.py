"""A programme that Ruth made hers and changed a little, and a block that she kept."""

from datetime import datetime

from curriculum.arranging import copy
from curriculum.collecting import keep
from curriculum.editing import changing, field_of, set_prompts, step_minutes
from curriculum.models import Curriculum, SessionPlan
from facilitator.people.models import Person

EVENING = 3


def make_hers(programme: Curriculum, ruth: Person, now: datetime) -> None:
    """Her copy of the programme, once: two minutes from the round to the pairs, one question."""
    if Curriculum.objects.filter(owner=ruth, forked_from=programme).exists():
        return
    hers, _made = copy(programme, by=ruth)
    plan = hers.plans.get(number=EVENING)
    block = plan.activities.filter(kind="pairs").first()
    wide = plan.activities.filter(kind="round").order_by("-minutes").first()
    plans = SessionPlan.objects.filter(curriculum=hers)
    if block is None or wide is None:
        return
    with changing(plans, plan.pk, about=field_of(block.pk, "minutes"), by=ruth, now=now) as held:
        step_minutes(held, held.block(block.pk), 2)
        step_minutes(held, held.block(wide.pk), -2)
    with changing(plans, plan.pk, about="prompts", by=ruth, now=now) as held:
        asked = [prompt.text for prompt in held.prompts]
        set_prompts(held, ["What did I keep to myself at that age, and who knew?", *asked[1:]])
    keep(block, language=plan.language, by=ruth, now=now)
