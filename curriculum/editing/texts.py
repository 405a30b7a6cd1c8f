"""Change what stands around the blocks of a plan that is held: its texts and its questions."""

from typing import Any

from django.utils.translation import gettext as _

from curriculum.editing.changing import Full, Held
from curriculum.importing import MOST
from curriculum.models import Prompt, SessionPlan

__all__ = ["TEXTS", "set_prompts", "set_texts"]

TEXTS = ("title", "minutes", "theme", "aim", "page", "practice", "caution", "handout")


def set_texts(held: Held, **values: Any) -> None:
    """Give the plan these values. One query. ValueError: a name that is not one of TEXTS."""
    for name, value in values.items():
        if name not in TEXTS:
            raise ValueError(name)
        setattr(held.plan, name, value)
    SessionPlan.objects.known_open().filter(pk=held.plan.pk).update(**values)


def set_prompts(held: Held, texts: list[str]) -> None:
    """These questions in this order. One that stays at its place stays the same row. Full."""
    if len(texts) > max(MOST, len(held.prompts)):
        words = _("%(count)d questions are as many as a plan can hold. Take one out first.")
        raise Full(words % {"count": MOST})
    there = Prompt.objects.known_open().filter(plan=held.plan)
    for prompt, text in zip(held.prompts, texts, strict=False):
        if prompt.text != text:
            prompt.text = text
            there.filter(pk=prompt.pk).update(text=text)
    there.filter(pk__in=[each.pk for each in held.prompts[len(texts) :]]).delete()
    last = max((each.position for each in held.prompts), default=0)
    new = [
        Prompt(plan=held.plan, position=last + at, text=text)
        for at, text in enumerate(texts[len(held.prompts) :], 1)
    ]
    there.bulk_create(new)
    held.prompts = [*held.prompts[: len(texts)], *new]
