"""How long a sign-in lasts on this device. All of it stands in the server's session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from facilitator.people.models import Person

OWN, BEGAN, SEEN = "own_device", "began", "seen"  # names in the session; times as timestamps


@dataclass(frozen=True)
class Limits:
    """`idle`: without a request; `whole`: from the sign-in on."""

    idle: timedelta
    whole: timedelta


SHARED_DEVICE = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=12))
OWN_DEVICE = Limits(idle=timedelta(days=14), whole=timedelta(days=90))
STAFF = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=1)  # more often it is not written down: pages stay cheap


def limits(person: Person, *, own: bool) -> Limits:
    """What holds for her on a device that is only hers (`own`), or is not."""
    usual = OWN_DEVICE if own else SHARED_DEVICE
    if person.leads or person.coordinates or person.is_staff:
        return Limits(idle=min(usual.idle, STAFF), whole=min(usual.whole, STAFF))
    return usual


def is_own(session: SessionBase) -> bool:
    """Her answer to "Is this device only yours?"; unanswered = shared."""
    return session.get(OWN) is True


def answer(session: SessionBase, *, own: bool) -> None:
    """Keep her answer until the sign-in is complete."""
    session[OWN] = own


def begin(session: SessionBase, person: Person, now: datetime) -> None:
    """A sign-in is complete: from now on the limits run."""
    own = is_own(session)
    session[BEGAN] = session[SEEN] = now.timestamp()
    # 0: the cookie ends with the browser.
    session.set_expiry(int(limits(person, own=own).idle.total_seconds()) if own else 0)


def is_over(session: SessionBase, person: Person, now: datetime) -> bool:
    """Whether this sign-in has reached one of its limits."""
    limit, at = limits(person, own=is_own(session)), now.timestamp()
    idle = at - session.get(SEEN, at)
    whole = at - session.get(BEGAN, at)
    return bool(idle > limit.idle.total_seconds() or whole > limit.whole.total_seconds())


def idle(session: SessionBase, now: datetime) -> timedelta:
    """How long no request came."""
    at = now.timestamp()
    return timedelta(seconds=at - session.get(SEEN, at))


def see(session: SessionBase, now: datetime) -> bool:
    """Note that a request came; tells whether it was written down."""
    at = now.timestamp()
    if BEGAN in session and abs(at - session.get(SEEN, 0.0)) < SEEN_EVERY.total_seconds():
        return False
    session[SEEN] = at
    session.setdefault(BEGAN, at)
    return True
