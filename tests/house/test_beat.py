"""Beat says "look now" as it starts, and every fifteen seconds from then on."""

from celery.beat import Service

from facilitator.celery import app, look_at_once


def test_the_first_look_is_due_as_beat_starts(tmp_path):
    app.set_current()
    beat = Service(app, schedule_filename=str(tmp_path / "beat"))
    entry = beat.scheduler.schedule["look"]
    assert not beat.scheduler.is_due(entry).is_due
    look_at_once(beat)
    assert beat.scheduler.is_due(entry).is_due
    assert not beat.scheduler.is_due(next(entry)).is_due
    beat.scheduler.close()
