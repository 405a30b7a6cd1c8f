"""Nothing that a page or a process of this room does changes a row of a published programme."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

import curriculum
from curriculum.models import Activity, Change, Curriculum, Prompt, SessionPlan
from curriculum.urls import urlpatterns
from curriculum.views.editor.page import ACTS
from tests import factories
from tests.cast import NOW

# Who says known_open holds the plan, or has just made it: nobody publishes it meanwhile.
HELD = {
    "arranging/evenings.py", "arranging/telling.py", "editing/blocks.py",
    "editing/changing.py", "editing/texts.py",
}  # fmt: skip
ROUTES = [
    each.name for each in urlpatterns if {"programme_id"} <= {*each.pattern.converters}
]  # fmt: skip


def everything(programme):
    plans = SessionPlan.objects.filter(curriculum=programme)
    tables = [
        Curriculum.objects.filter(pk=programme.pk), plans,
        Activity.objects.filter(plan__in=plans), Prompt.objects.filter(plan__in=plans),
    ]  # fmt: skip
    return [row for table in tables for row in table.order_by("pk").values()]


@pytest.fixture
def programme(ruth):
    """Ruth's, published, with a change from when it was a draft."""
    made = factories.curriculum(2, owner=ruth, extras=True, published=False)
    plan = made.plans.get(number=1)
    Change.objects.create(plan=plan, edition=2, at=NOW, by=ruth, about="undo", before="")
    made.publish(now=NOW, by=ruth)
    return made


def bodies(programme):
    """What every form of this room could send to it."""
    plan = programme.plans.get(number=1)
    first, second = plan.activities.order_by("position")[:2]
    change, prompt = plan.changes.get(), plan.prompts.first()
    said = {
        "block": first.pk, "plan": plan.pk, "change": change.pk, "saw": plan.seen,
        "title": "Changed", "kind": "group", "minutes": "5", "role": "lead", "trim": "",
        "words": "Changed", "notes": "", "materials": "", "shorten": "", "stall": "",
        "touched": "title words minutes", "theme": "Changed", "text": "Changed?",
        "stands": f"0-{prompt.pk}", "language": "pl", "author": "Changed", "licence": "Changed",
        "agreements": "Changed", "guide": "Changed",
    }  # fmt: skip
    words = {
        "minutes": f"{first.pk}:3", "past": f"{first.pk}:{second.pk}:down",
        "remove": str(first.pk), "undo": str(change.pk), "set": str(first.pk),
    }  # fmt: skip
    names = [*ACTS, "texts", "question", "ask", "up", "down", "drop"]
    names += ["add", "before", "after", "earlier", "later", ""]
    return [said | {"do": f"{name}:{words[name]}" if name in words else name} for name in names]


@pytest.mark.parametrize("name", ROUTES)
def test_no_page_changes_a_published_programme(ruth, nisha, seen_by, programme, name):
    route = next(each for each in urlpatterns if each.name == name)
    at = {"programme_id": programme.pk} | {
        key: 1 for key in route.pattern.converters if key == "number"
    }
    before = everything(programme)
    for client in map(seen_by, (ruth, nisha)):
        for body in bodies(programme):
            client.post(reverse(name, kwargs=at), body)
            client.post(reverse(name, kwargs=at), body, headers={"HX-Request": "true"})
    assert everything(programme) == before


def test_only_who_holds_a_plan_goes_past_the_question_whether_it_is_published():
    home = Path(curriculum.__file__).parent
    said = {
        str(path.relative_to(home))
        for path in home.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "known_open"
    }
    assert said == HELD
