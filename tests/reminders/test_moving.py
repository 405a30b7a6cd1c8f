"""A moved evening: everybody who must know is told once, and nobody is told the old time again."""

from datetime import UTC, datetime, timedelta

from groups.models import Meeting
from groups.reminders import planning, sending
from groups.reminders.models import Reminder
from tests import factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

LATER = DUE + timedelta(hours=2)


def test_who_was_told_the_old_time_is_told_the_new_one_exactly_once(sink):
    group = world.tuesday(members=3)
    world.look(DUE)
    world.move(world.fifth(group), now=LATER)
    for minutes in (0, 1, 90):
        world.look(LATER + timedelta(minutes=minutes))
    moved = [mail for mail in sink.mails if mail["Subject"] == "Tuesday is now Wednesday"]
    assert sorted(str(mail["To"]) for mail in moved) == [
        "ewa@example.org", "grace@example.org", "joyce@example.org",
    ]  # fmt: skip
    assert len(sink.mails) == 6


def test_nobody_is_told_the_old_time_after_the_move(sink):
    group = world.tuesday(members=3)
    world.plan(BEFORE)
    world.move(world.fifth(group), now=BEFORE + timedelta(hours=1))
    for hours in range(1, 140, 3):
        world.look(BEFORE + timedelta(hours=hours))
    for at in range(len(sink.mails)):
        assert "Tuesday 24 November" not in sink.text(at)
    soon = [mail for mail in sink.mails if mail["Subject"] == "Wednesday at 7"]
    assert len(soon) == 3


def test_the_one_who_moved_it_is_not_told_and_the_other_facilitator_is(sink):
    group = world.tuesday(members=1)
    factories.member(group, "Maureen", role=world.Role.CO_FACILITATOR)
    world.move(world.fifth(group), now=BEFORE)
    world.look(BEFORE)
    assert sorted(sink.recipients) == ["ewa@example.org", "maureen@example.org"]


def test_who_could_not_come_before_the_move_is_reminded_after_it(sink):
    group = world.tuesday(members=2)
    meeting = world.fifth(group)
    factories.reply(meeting, group.memberships.get(person__name="Ewa"), "apologies")
    world.move(meeting, days=2, now=BEFORE)
    for hours in range(0, 140, 3):
        world.look(BEFORE + timedelta(hours=hours))
    soon = [mail for mail in sink.mails if mail["Subject"] == "Thursday at 7"]
    assert sorted(str(mail["To"]) for mail in soon) == ["ewa@example.org", "joyce@example.org"]


def test_back_at_the_first_time_her_answer_counts_again(sink):
    group = world.tuesday(members=2)
    meeting = world.fifth(group)
    factories.reply(meeting, group.memberships.get(person__name="Ewa"), "apologies")
    world.move(meeting, days=2, now=BEFORE)
    world.move(meeting, days=-2, now=BEFORE + timedelta(minutes=1))
    for hours in range(1, 140, 3):
        world.look(BEFORE + timedelta(hours=hours))
    soon = [mail for mail in sink.mails if mail["Subject"] == "Tuesday at 7"]
    assert [str(mail["To"]) for mail in soon] == ["joyce@example.org"]


def test_a_quiet_move_is_told_to_nobody_but_those_who_knew_the_old_time(sink):
    group = world.tuesday(members=2)
    meeting = world.fifth(group)
    world.move(meeting, now=BEFORE, tell=False)
    world.look(BEFORE)
    assert sink.mails == []
    # Joyce was told the first time by a sender whose last words were still on their way.
    Reminder.objects.create(
        key="late", kind="meeting_soon", person=world.of("Joyce"), group=group, meeting=meeting,
        version=1, speaks_of=meeting.starts_at - timedelta(days=1), due_at=BEFORE, state="sent",
        sent_at=BEFORE, ended_at=BEFORE, expires_at=DUE,
    )  # fmt: skip
    world.look(BEFORE + timedelta(hours=1))
    assert sink.recipients == ["joyce@example.org"]
    assert sink.mails[0]["Subject"] == "Tuesday is now Wednesday"


def test_sending_writes_down_that_a_version_was_told_before_the_first_mail(sink):
    group = world.tuesday()
    told = []
    sink.on_data = lambda mail: told.append(1) or ""
    world.plan(BEFORE)
    assert world.fifth(group).told_version == 0
    sending.send_due(now=DUE)
    assert world.fifth(group).told_version == 1
    assert group.meetings.get(number=6).told_version == 0


def test_an_evening_moved_twice_in_a_row_is_told_once_with_the_last_time(sink):
    group = world.tuesday()
    world.look(DUE)
    world.move(world.fifth(group), now=LATER)
    planning.plan_needs(now=LATER)
    world.move(world.fifth(group), now=LATER)
    world.look(LATER)
    assert world.subjects(sink.mails) == ["Tuesday at 7", "Tuesday is now Thursday"]


def test_moved_again_after_the_word_went_out_is_told_again(sink):
    group = world.tuesday()
    world.look(DUE)
    world.move(world.fifth(group), now=LATER)
    world.look(LATER)
    world.move(world.fifth(group), days=2, now=LATER + timedelta(minutes=5))
    world.look(LATER + timedelta(minutes=5))
    assert world.subjects(sink.mails) == [
        "Tuesday at 7", "Tuesday is now Wednesday", "Wednesday is now Friday",
    ]  # fmt: skip


def test_all_the_following_evenings_moved_at_once_are_one_mail(sink):
    group = world.tuesday(members=2)
    for meeting in group.meetings.filter(number__gte=5).order_by("-starts_at"):
        world.move(meeting, now=BEFORE)
    assert world.look(BEFORE) == 2
    assert world.subjects(sink.mails) == ["New dates", "New dates"]
    for day in ("25 November", "2 December", "9 December", "16 December"):
        assert f"Wednesday {day}, 7 pm" in sink.text(0)
    assert len(list(sink.mails[0].iter_attachments())) == 4
    assert world.states(kind="meeting_moved") == {"sent": 8}


def test_another_place_or_hour_says_so_in_the_subject(sink):
    group = world.tuesday()
    world.look(DUE)
    world.move(world.fifth(group), days=0, now=LATER, place="The chapel hall")
    world.look(LATER)
    world.move(world.fifth(group), days=0, now=LATER + timedelta(hours=1), hour=20)
    world.look(LATER + timedelta(hours=1))
    assert world.subjects(sink.mails)[1:] == ["Tuesday, another place", "Tuesday is now at 8"]
    assert "The chapel hall" in sink.text(1)


def test_a_move_to_the_same_day_of_another_week_names_the_date(sink):
    group = world.tuesday()
    group.meetings.filter(number__gt=5).delete()
    world.look(DUE)
    world.move(world.fifth(group), days=7, now=LATER)
    world.look(LATER)
    assert world.subjects(sink.mails)[-1] == "Tuesday is now Tuesday 1 December"


def test_who_joins_after_the_move_is_not_told_of_it(sink):
    group = world.tuesday()
    world.move(world.fifth(group), now=BEFORE)
    factories.member(group, "Grace", joined_at=BEFORE + timedelta(hours=1))
    world.look(BEFORE + timedelta(hours=2))
    assert sink.recipients == ["ewa@example.org"]


def test_a_move_at_short_notice_is_its_own_reminder(sink):
    group = world.tuesday()
    world.look(DUE)
    world.move(world.fifth(group), days=1, now=DUE + timedelta(days=2))
    for hours in range(60):
        world.look(DUE + timedelta(days=2, hours=hours / 2))
    about = Reminder.objects.filter(meeting__number=5, version=2)
    assert list(about.values_list("kind", "state")) == [("meeting_moved", "sent")]


def test_a_cancelled_evening_is_told_once_and_its_reminder_ends(sink):
    group = world.tuesday(members=2)
    world.plan(BEFORE)
    world.fifth(group).cancel(by=world.of("Ruth"), now=BEFORE)
    for hours in (0, 1, 50):
        world.look(BEFORE + timedelta(hours=hours))
    assert world.subjects(sink.mails) == ["Not this Tuesday", "Not this Tuesday"]
    assert world.row(person__name="Ewa", kind="meeting_soon", meeting__number=5).reason == (
        "cancelled"
    )


def test_planning_marks_the_version_it_planned(sink):
    group = world.tuesday()
    world.plan(BEFORE)
    assert not Meeting.objects.filter(planned_version=0).exists()
    world.move(world.fifth(group), now=BEFORE)
    assert planning.plan_needs(now=BEFORE + timedelta(hours=1)).made == 2
    assert world.fifth(group).planned_version == 2


def test_after_the_move_every_member_has_exactly_one_valid_reminder():
    group = world.tuesday(members=3)
    world.plan(BEFORE)
    world.move(world.fifth(group), days=2, now=BEFORE)
    world.plan(BEFORE)
    valid = Reminder.objects.pending().filter(
        kind="meeting_soon",
        meeting__number=5,
        version=2,
        due_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    )
    assert sorted(valid.values_list("person__name", flat=True)) == ["Ewa", "Grace", "Joyce"]
    assert not Reminder.objects.pending().filter(meeting__number=5, version=1).exists()
