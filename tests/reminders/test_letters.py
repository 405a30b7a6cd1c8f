"""What mails say, to whom they seem to come from, and what they never tell."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from groups.reminders import sending
from groups.reminders.models import Reminder
from tests import cast, factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

LINK = re.compile(r"http://localhost:8000(/\S+)")

# Stems of the topic, of this and of like programmes: none may stand in a mail.
LEXICON = [
    *("estrang", "alienat", "mother", "father", "parent", "daughter", "child", "adult", "famil"),
    *("sibling", "grandchild", "grief", "griev", "mourn", "loss", "bereave", "trauma", "abuse"),
    *("heal", "therap", "counsel", "psycholog", "mental", "depress", "anxi", "suicid", "cris"),
    *(
        "surviv",
        "victim",
        "recover",
        "addict",
        "alcohol",
        "sober",
        "relaps",
        "support",
        "self-help",
    ),
    *(
        "self-help",
        "feeling",
        "emotion",
        "heavy",
        "shame",
        "guilt",
        "forgiv",
        "reconcil",
        "silence",
        "reject",
    ),
    *("abandon", "betray", "divorce", "lonel", "wound", "hurt", "pain", "the lamp", "open door"),
    *("programme", "curriculum", "reflection", "journal", "session", "cancer", "illness"),
    *("diagnos", "patient", "clinic", "symptom"),
]


def words_of(sink, at: int = -1) -> str:
    """Everything of a mail that a reader or a lock screen can show."""
    mail = sink.mails[at]
    html = re.sub(r'style="[^"]*"|<meta[^>]*>', "", sink.html(at))
    parts = [str(mail["Subject"]), str(mail["From"]), sink.text(at), html]
    parts += [part.get_content() for part in mail.iter_attachments()]
    parts += [part.get_filename() or "" for part in mail.iter_attachments()]
    return "\n".join(part if isinstance(part, str) else part.decode() for part in parts)


def reminder(sink) -> None:
    world.tuesday()
    world.look(DUE)


def moved(sink) -> None:
    world.move(world.fifth(world.tuesday()), now=DUE)
    world.look(DUE)


def cancelled(sink) -> None:
    world.fifth(world.tuesday()).cancel(by=world.of("Ruth"), now=DUE)
    world.look(DUE)


def question(sink) -> None:
    world.tuesday()
    world.wants_questions("Ewa")
    world.look(datetime(2026, 11, 21, 10, 0, tzinfo=UTC))


def invitation(sink) -> None:
    group = world.tuesday(members=0)
    factories.invitation(group, "anna@example.org", name="Anna", asked_at=DUE,
                         invited_at=DUE, asked_by=group.created_by)  # fmt: skip
    world.look(DUE)


MAILS = [reminder, moved, cancelled, question, invitation]


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("level", ["usual", "quiet"])
def test_no_mail_names_the_topic_the_programme_or_the_group(sink, mail, level, monkeypatch):
    original = world.tuesday

    def tuesday(**fields):
        group = original(**fields)
        if group.memberships.filter(person__name="Ewa").exists():
            world.choose("Ewa", level=level)
        return group

    monkeypatch.setattr(world, "tuesday", tuesday)
    mail(sink)
    assert len(sink.mails) == 1
    said = words_of(sink).casefold()
    assert [stem for stem in LEXICON if stem in said] == []
    for name in ("A small programme", "Tuesday evenings", "Evening title", "Question 4"):
        assert name.casefold() not in said


@pytest.mark.parametrize(
    ("mail", "subject", "preview"),
    [
        (reminder, "Tuesday at 7", "Your chair is kept either way"),
        (moved, "Tuesday is now Wednesday", "One evening only"),
        (cancelled, "Not this Tuesday", "Your chair is kept"),
        (question, "Something for the week", "It will keep"),
        (invitation, "Your chair", "From Ruth, as we talked about"),
    ],
)
def test_subject_preview_and_sender(sink, mail, subject, preview):
    if mail is moved:  # there was a row with the old time, as there is in life
        world.fifth(world.tuesday())
        world.plan(BEFORE)
        world.move(world.fifth(world.Group.objects.get()), now=DUE)
        world.look(DUE)
    else:
        mail(sink)
    assert sink.mails[0]["Subject"] == subject
    assert sink.mails[0]["From"] == "Ruth at Harbour Street <chairs@localhost>"
    assert re.search(r'<div style="display:none[^>]*>([^<]*)</div>', sink.html(0))[1] == preview


def test_the_second_reminder_says_tonight(sink):
    world.tuesday(reminds_twice_since=factories.JOINED)
    world.plan(BEFORE)
    sending.send_due(now=datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    assert world.subjects(sink.mails) == ["Tonight at 7"]
    assert "Ewa, we meet today." in sink.text()


def test_the_plain_text_of_a_reminder(sink):
    reminder(sink)
    text = LINK.sub("LINK", sink.text().replace("\r\n", "\n"))
    assert text == (
        "Ewa, we meet in two days.\n\n"
        "Tuesday 24 November, 7 pm\nHarbour Street Library\n\n"
        "I will be there:\nLINK\n\nI can’t come:\nLINK\n\n"
        "If you feel like writing before then, there is a question waiting for you.\nLINK\n\n"
        "You don’t have to do anything with this email. Your chair is kept either way.\n\n"
        "Ruth\n\n-- \n"
        "You get this because you joined a group that Ruth leads.\n"
        "Fewer reminders, or none: LINK\nHarbour Street\n"
    )


def test_html_and_text_lead_to_the_same_places(sink):
    reminder(sink)
    links = set(LINK.findall(sink.text()))
    in_html = set(re.findall(r'href="http://localhost:8000(/[^"]+)"', sink.html()))
    assert in_html == links
    assert len(links) == 4


@pytest.mark.parametrize("mail", MAILS)
def test_nothing_is_fetched_and_nobody_is_followed(sink, mail):
    mail(sink)
    html = sink.html()
    assert not re.search(r"<(img|script|link|iframe|object|video|audio|form)\b|url\(|@import", html)
    assert set(re.findall(r"https?://[^/\"' <>]+", html)) <= {"http://localhost:8000"}


def test_no_address_name_or_word_stands_in_a_link(sink):
    reminder(sink)
    for link in LINK.findall(sink.text()):
        assert "ewa" not in link.casefold()
        assert "@" not in link
        assert re.fullmatch(r"/(r|n|e)/[\w-]{24}/|/writing/new/", link)


@pytest.mark.parametrize("mail", [reminder, moved, cancelled, question])
def test_a_mail_that_can_be_stopped_says_how_to_machines_too(sink, mail):
    mail(sink)
    stop = sink.mails[0]["List-Unsubscribe"]
    assert re.fullmatch(r"<http://localhost:8000/e/[\w-]{24}/stop/>", stop)
    assert sink.mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_invitation_cannot_be_stopped_by_one_click_and_leads_to_joining(sink):
    from groups.inviting import code_of
    from groups.models import Invitation

    invitation(sink)
    assert sink.mails[0]["List-Unsubscribe"] is None
    assert f"/join/{code_of(Invitation.objects.get())}/" in sink.text()


def test_the_calendar_holds_a_weekday_an_hour_and_the_place(sink):
    from icalendar import Calendar

    reminder(sink)
    (file,) = sink.mails[0].iter_attachments()
    event = Calendar.from_ical(file.get_content()).walk("VEVENT")[0]
    assert file.get_filename() == "evening.ics"
    assert (event["SUMMARY"], event["LOCATION"]) == ("Tuesday at 7", "Harbour Street Library")
    assert event.start.isoformat() == "2026-11-24T19:00:00+00:00"


def test_a_cancelled_evening_leaves_the_calendar(sink):
    from icalendar import Calendar

    cancelled(sink)
    (file,) = sink.mails[0].iter_attachments()
    calendar = Calendar.from_ical(file.get_content())
    assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")


def test_very_quiet_says_that_there_is_something_and_nothing_else(sink):
    world.tuesday()
    world.choose("Ewa", level="quiet")
    world.look(DUE)
    assert sink.mails[0]["Subject"] == "A note from Ruth"
    assert "Tuesday" not in words_of(sink)
    assert "Harbour Street Library" not in words_of(sink)
    assert list(sink.mails[0].iter_attachments()) == []


def test_a_name_cannot_break_a_header(sink):
    group = world.tuesday()
    ruth = world.of("Ruth")
    ruth.name = "Ruth\r\nBcc: everybody@example.org"
    ruth.save()
    world.look(DUE)
    assert sink.recipients == ["ewa@example.org"]
    assert sink.mails[0]["Bcc"] is None
    assert group.memberships.count() == 2


def test_a_name_with_mark_up_is_only_a_name(sink):
    world.tuesday()
    ewa = world.of("Ewa")
    ewa.name = "<b>Ewa</b> & co"
    ewa.save()
    world.look(DUE)
    assert "&lt;b&gt;Ewa&lt;/b&gt; &amp; co, we meet" in sink.html()
    assert "<b>Ewa</b> & co, we meet" in sink.text()


def test_before_the_first_evening_no_question_waits(sink):
    world.tuesday()
    world.plan(datetime(2026, 10, 20, 12, 0, tzinfo=UTC))
    sending.send_due(now=datetime(2026, 10, 25, 9, 0, tzinfo=UTC))
    assert "question" not in sink.text()


def test_the_message_id_tells_nothing(sink):
    reminder(sink)
    assert re.fullmatch(r"<[0-9a-f]{32}@localhost>", sink.ids()[0])
    assert Reminder.objects.filter(state="sent").count() == 1
    assert DUE - timedelta(days=1) < cast.NOW


def test_the_word_that_a_question_waits_leads_to_a_blank_page_without_a_sign_in(sink, client):
    question(sink)
    (link,) = {each for each in LINK.findall(sink.text()) if each.startswith("/w/")}
    assert re.fullmatch(r"/w/[\w-]{32}/", link)
    with time_machine.travel(datetime(2026, 11, 21, 10, 0, tzinfo=UTC), tick=False):
        assert "Tap here and write" in client.get(link).content.decode()
