"""Mails to whoever chose Spanish: in Spanish, and as silent about the topic as the English ones."""

import pytest

from facilitator.people.models import Person
from tests import factories
from tests.reminders import test_letters as letters
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE
from tests.spanish.reading import THEIRS, english, language

# Stems of the topic, of this and of like programmes: none may stand in a mail.
STEMS = """
    distancia alien madre padre hija hijo famili hermana nieto nieta duelo pérdida perdida luto
    trauma abus maltrat sanar terap consej psico psiqui mental depres ansie suicid crisis
    supervivi víctima recupera adicci alcohol sobri recaíd apoyo autoayuda sentimiento emoci
    cargad vergüenza culpa perdón perdona reconcil silencio rechaz abandon traici divorci
    soledad herida dolor lámpara puerta_abierta programa reflexi diario sesión cáncer enferm
    diagn paciente clínic síntoma
"""
LEXICON = [stem.replace("_", " ") for stem in STEMS.split()]


@pytest.fixture(autouse=True)
def chosen(monkeypatch):
    """Everybody of the world has chosen Spanish."""
    original = world.tuesday

    def tuesday(**fields):
        group = original(**fields)
        Person.objects.update(language="es")
        return group

    monkeypatch.setattr(world, "tuesday", tuesday)


def moved(sink):
    """As in life: there was a row with the old time."""
    world.fifth(world.tuesday())
    world.plan(BEFORE)
    world.move(world.fifth(world.Group.objects.get()), now=DUE)
    world.look(DUE)


def invitation(sink):
    group = world.tuesday(members=0)
    factories.invitation(group, "anna@example.org", name="Anna", language="es", asked_at=DUE,
                         invited_at=DUE, asked_by=group.created_by)  # fmt: skip
    world.look(DUE)


MAILS = [letters.reminder, moved, letters.cancelled, letters.question, invitation]


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("level", ["usual", "quiet"])
def test_no_mail_names_the_topic_or_says_an_english_word(sink, mail, level, monkeypatch):
    original = world.tuesday

    def tuesday(**fields):
        group = original(**fields)
        if group.memberships.filter(person__name="Ewa").exists():
            world.choose("Ewa", level=level)
        return group

    monkeypatch.setattr(world, "tuesday", tuesday)
    mail(sink)
    assert len(sink.mails) == 1
    said = letters.words_of(sink).casefold()
    assert [stem for stem in LEXICON if stem in said] == []
    assert language(sink.html(-1)) == "es"
    assert english(sink.html(-1)) == []
    assert english(THEIRS.sub("", f"<p>{sink.mails[0]['Subject']}</p><p>{sink.text(-1)}</p>")) == []


@pytest.mark.parametrize(
    ("mail", "subject", "words"),
    [
        (letters.reminder, "El martes a las 19:00", "Tu silla te espera en cualquier caso"),
        (moved, "El martes pasa al miércoles", "Solo este encuentro"),
        (letters.cancelled, "Este martes no", "Tu silla te espera"),
        (letters.question, "Algo para la semana", "No corre prisa"),
        (invitation, "Tu silla", "De Ruth, como hablamos"),
    ],
)
def test_subject_preview_and_sender(sink, mail, subject, words):
    mail(sink)
    assert sink.mails[0]["Subject"] == subject
    assert sink.mails[0]["From"] == "Ruth en Harbour Street <chairs@localhost>"
    assert words in sink.html(0)


def test_a_reminder_says_day_and_hour_as_one_says_them(sink):
    letters.reminder(sink)
    said = sink.text(0)
    assert "Ewa, nos vemos dentro de dos días." in said
    assert "El martes 24 de noviembre a las 19:00" in said
