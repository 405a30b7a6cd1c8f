"""The trace is added to and read; nothing in it changes, and time alone takes from it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction

from facilitator.trace.models import KEPT_FOR, AppendOnlyError, Trace, forget, record
from tests.cast import NOW

RUTH, EWA, GROUP, MEETING = (uuid.UUID(int=n) for n in range(1, 5))


def line(at=NOW) -> Trace:
    record(
        verb="moved", kind="meeting", subject=MEETING, now=at, actor=RUTH, owner=EWA, group=GROUP
    )
    return Trace.objects.get(at=at)


def test_what_was_done_is_written_once_with_ids_only():
    one = line()
    assert (one.at, one.actor, one.verb, one.subject_kind) == (NOW, RUTH, "moved", "meeting")
    assert (one.subject, one.owner, one.group) == (MEETING, EWA, GROUP)
    assert str(one) == "moved meeting"
    kinds = {type(field) for field in Trace._meta.concrete_fields}
    assert kinds == {models.UUIDField, models.DateTimeField, models.CharField}


def test_a_line_is_never_changed():
    one = line()
    one.verb = "cancelled"
    with pytest.raises(AppendOnlyError):
        one.save()
    with pytest.raises(AppendOnlyError):
        one.save(update_fields=["verb"])
    with pytest.raises(AppendOnlyError):
        Trace.objects.update(verb="cancelled")
    with pytest.raises(AppendOnlyError):
        Trace.objects.filter(pk=one.pk).update(verb="cancelled")
    with pytest.raises(AppendOnlyError), transaction.atomic():
        Trace.objects.bulk_update([one], ["verb"])
    with pytest.raises(AppendOnlyError), transaction.atomic():
        Trace.objects.update_or_create(pk=one.pk, defaults={"verb": "cancelled"})
    again = Trace(id=one.pk, at=NOW, verb="cancelled", subject_kind="meeting", subject=MEETING)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    assert Trace.objects.get().verb == "moved"


def test_a_line_is_never_taken_out_by_hand():
    one = line()
    with pytest.raises(AppendOnlyError):
        one.delete()
    with pytest.raises(AppendOnlyError):
        Trace.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        Trace.objects.filter(pk=one.pk).delete()
    assert Trace.objects.count() == 1


def test_after_24_months_a_line_is_forgotten_and_no_day_sooner():
    line(NOW - KEPT_FOR - timedelta(seconds=1))
    line(NOW - KEPT_FOR)
    line()
    assert forget(NOW) == 1
    assert sorted(Trace.objects.values_list("at", flat=True)) == [NOW - KEPT_FOR, NOW]
    assert forget(NOW) == 0


def test_a_line_goes_with_the_act_that_was_rolled_back():
    with transaction.atomic():
        line()
        transaction.set_rollback(True)
    assert Trace.objects.count() == 0
