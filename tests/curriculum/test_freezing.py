"""A published curriculum is frozen, by every way there is to write to it."""

import pytest
from django.db import IntegrityError, transaction

from curriculum.models import Activity, Curriculum, Frozen, Prompt, SessionPlan
from curriculum.models.frozen import FreezingQuerySet
from tests.cast import NOW


def programme(key: str = "small") -> Curriculum:
    made = Curriculum.objects.create(
        key=key, language="en", title="Small", author="A", licence="CC0-1.0"
    )
    plan = SessionPlan.objects.create(
        curriculum=made, number=1, title="One", theme="t", aim="a", page="p", caution="c"
    )
    Activity.objects.create(plan=plan, position=1, kind="open", title="Arrive", minutes=8)
    Prompt.objects.create(plan=plan, position=1, text="What now?")
    return made


@pytest.fixture
def frozen() -> Curriculum:
    made = programme()
    made.publish(now=NOW, by=None)
    return made


ROWS = {
    "curriculum": lambda: (Curriculum.objects, "title"),
    "plan": lambda: (SessionPlan.objects, "title"),
    "block": lambda: (Activity.objects, "title"),
    "question": lambda: (Prompt.objects, "text"),
}
WAYS = {
    "save": lambda rows, field: rows.get().save(),
    "save one field": lambda rows, field: rows.get().save(update_fields=[field]),
    "update": lambda rows, field: rows.update(**{field: "Changed"}),
    "bulk update": lambda rows, field: rows.bulk_update(list(rows.all()), [field]),
    "update or create": lambda rows, field: rows.update_or_create(
        pk=rows.get().pk, defaults={field: "Changed"}
    ),
    "delete one": lambda rows, field: rows.get().delete(),
    "delete all": lambda rows, field: rows.all().delete(),
}


def everything() -> list[object]:
    tables = (Curriculum, SessionPlan, Activity, Prompt)
    return [row for table in tables for row in table.objects.order_by("pk").values()]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_no_row_of_a_published_curriculum_can_be_written(frozen, rows, way):
    before = everything()
    with pytest.raises(Frozen):
        way(*rows())
    assert everything() == before


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_every_row_of_a_draft_can_be_written(rows, way):
    programme()
    way(*rows())


def test_nothing_is_added_to_a_published_curriculum(frozen):
    plan = frozen.plans.get()
    before = everything()
    ways = [
        lambda: SessionPlan.objects.create(curriculum=frozen, number=2, title="Two"),
        lambda: frozen.plans.create(number=2, title="Two"),
        lambda: SessionPlan.objects.bulk_create([SessionPlan(curriculum=frozen, number=2)]),
        lambda: Activity.objects.create(plan=plan, position=2, kind="close", minutes=8),
        lambda: plan.prompts.create(position=2, text="And?"),
        lambda: Prompt.objects.bulk_create([Prompt(plan=plan, position=2, text="And?")]),
    ]
    for way in ways:
        with pytest.raises(Frozen):
            way()
    assert everything() == before


def test_nothing_is_moved_into_a_published_curriculum(frozen):
    other = programme("other")
    stray = other.plans.get()
    stray.curriculum, stray.number = frozen, 2
    with pytest.raises(Frozen):
        stray.save()
    with pytest.raises(Frozen):
        SessionPlan.objects.filter(curriculum=other).update(curriculum=frozen, number=2)
    assert other.plans.count() == 1


def test_a_curriculum_is_published_once(frozen):
    with pytest.raises(Frozen, match="Revise it: the copy can be changed"):
        frozen.publish(now=NOW, by=None)


def test_a_version_exists_once():
    programme()
    with pytest.raises(IntegrityError), transaction.atomic():
        programme()


def test_only_the_newest_published_version_is_offered(frozen):
    draft = Curriculum.objects.create(key="small", language="en", version=3, title="Draft")
    second = Curriculum.objects.create(key="small", language="en", version=2, title="Second")
    assert list(Curriculum.objects.newest()) == [frozen]
    second.publish(now=NOW, by=None)
    assert list(Curriculum.objects.newest()) == [second]
    assert set(Curriculum.objects.published()) == {frozen, second}
    assert draft.published_at is None


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_what_is_published_after_she_looked_is_left_out_by_the_write_itself(
    frozen, rows, monkeypatch
):
    monkeypatch.setattr(FreezingQuerySet, "refuse_published", lambda _rows: None)
    before = everything()
    table, field = rows()
    assert table.update(**{field: "Changed"}) == 0
    assert table.all().delete()[0] == 0
    assert everything() == before
