"""The pages that `make screens` looks at: their names and addresses, for each role."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

# Role -> (picture's name, address)
Sights = dict[str, list[tuple[str, str]]]


def addresses() -> Sights:
    """The group half-way; ids are looked up in the demo's database."""
    from django.utils import timezone

    from curriculum.models import Curriculum, LibraryActivity
    from facilitator.people.models import Person
    from groups.codes import link_for
    from groups.joining import code_of
    from groups.models import Group, Invitation, Meeting

    group = Group.objects.get(name="Tuesday evenings")
    ewa = Person.objects.get(name="Ewa")
    page = ewa.reflections.order_by("begun_at").first()
    share = ewa.shares.get()
    week = Meeting.objects.this_week(group, timezone.now())
    link = f"/w/{link_for(ewa.memberships.get(group=group).pk, week.pk)}/"
    invitation = Invitation.objects.filter(group=group, accepted_at=None, email="").first()
    programme, hers = group.curriculum, Curriculum.objects.get(owner__name="Ruth")
    kept = LibraryActivity.objects.get(owner__name="Ruth")
    book, draft = f"/lead/programmes/{programme.pk}", f"/lead/programmes/{hers.pk}"
    led, run, own = f"/lead/groups/{group.pk}", f"/run/groups/{group.pk}", f"/group/{group.pk}"
    return {
        "public": [
            ("welcome", "/"), ("meetings", "/meetings/"), ("hard-night", "/hard-night/"),
            ("privacy", "/privacy/"), ("accessibility", "/accessibility/"),
            ("sign-in", "/sign-in/"), ("code", "/sign-in/code/"),
            ("forgotten", "/sign-in/forgotten/"), ("not-found", "/nothing-here/"),
            ("demo-mail", "/demo/mail/"), ("join-unknown", "/join/unknown/"),
            ("by-link", link), ("by-link-kept", f"{link}?kept"),
            *([("join", f"/join/{code_of(invitation)}/")] if invitation else []),
        ],
        "member": [
            ("home", "/home/"), ("writing", "/writing/"), ("write", "/writing/new/"),
            *([("page", f"/writing/{page.pk}/"), ("delete", f"/writing/{page.pk}/delete/")]
              if page else []),
            ("by-evening", "/writing/?by=evening"), ("search", "/writing/search/"),
            ("read", f"/writing/{page.pk}/read/"), ("give", f"/writing/{page.pk}/give/"),
            ("preview", f"/writing/{page.pk}/give/?door=group"),
            ("given-page", f"/writing/{share.page_id}/"),
            ("given", f"/writing/given/{share.pk}/"),
            ("take-back", f"/writing/given/{share.pk}/back/"), ("cards", f"{own}/cards/"),
            ("basket", "/writing/deleted/"), ("take", "/writing/take/"),
            ("close-account", "/you/close/"), ("break", "/you/break/"), ("group", f"{own}/"),
            ("evening-print", f"{own}/evenings/4/print/"),
            ("agreements-print", f"{own}/agreements/print/"),
            ("evening", f"{own}/evenings/4/"), ("you", "/you/"), ("keys", "/you/keys/"),
            ("devices", "/you/devices/"), ("mail", "/you/mail/"), ("leave", "/you/leave/"),
            ("drawer", "/drawer/"), *her_own(ewa),
        ],
        "facilitator": [
            ("desk", "/lead/"), ("given-to-me", "/lead/given/"),
            ("given-opened", f"/lead/given/{share.pk}/"), ("led-cards", f"{own}/cards/"),
            ("groups", "/lead/groups/"), ("new-group", "/lead/groups/new/"),
            ("overview", f"{led}/"), ("people", f"{led}/people/"), ("ledger", f"{led}/messages/"),
            ("settings", f"{led}/settings/"), ("plan", f"{led}/evenings/5/plan/"),
            ("plan-compare", f"{led}/evenings/5/plan/compare/"),
            ("plan-changes", f"{led}/evenings/5/plan/changes/"),
            ("plan-texts", f"{led}/evenings/5/plan/texts/"),
            ("rehearse", f"{led}/evenings/5/rehearse/"),
            ("plan-print", f"{led}/evenings/5/plan/print/"),
            ("attendance-paper", f"{led}/evenings/5/paper/"), ("move", f"{led}/evenings/5/move/"),
            ("cancel", f"{led}/evenings/5/cancel/"), ("safety", f"{led}/evenings/5/safety/"),
            ("library", "/lead/library/"), ("bring", "/lead/library/bring/"),
            ("programme-new", "/lead/library/new/"), ("blocks", "/lead/library/blocks/"),
            ("block", f"/lead/library/blocks/{kept.pk}/"), ("programme", f"{book}/"),
            ("programme-page", f"{book}/plans/3/page/"), ("draft", f"{draft}/"),
            ("draft-texts", f"{draft}/texts/"), ("draft-publish", f"{draft}/publish/"),
            ("draft-compare", f"{draft}/compare/"), ("draft-delete", f"{draft}/delete/"),
            ("draft-remove", f"{draft}/plans/3/remove/"),
            ("draft-choose", f"{draft}/plans/3/library/"),
        ],
        "coordinator": [
            ("office", "/run/"), ("office-group", f"{run}/"), ("office-people", "/run/people/"),
            ("close-group", f"{run}/close/"), ("programmes", "/run/programmes/"),
        ],
    }  # fmt: skip


def her_own(ewa: Any) -> list[tuple[str, str]]:
    """Her letter box, her keepsake, her tender days, and what others did."""
    draft, sealed, opened = ewa.letters.order_by("-begun_at")
    box, book = "/writing/letters/", "/writing/keepsake/"
    page = ewa.reflections.order_by("begun_at").first()
    return [
        ("letters", box), ("new-letter", f"{box}new/"), ("letter", f"{box}{draft.pk}/"),
        ("letter-seal", f"{box}{draft.pk}/seal/"), ("letter-sealed", f"{box}{sealed.pk}/"),
        ("letter-opened", f"{box}{opened.pk}/"), ("letter-let-go", f"{box}{draft.pk}/let-go/"),
        ("letter-gone", f"{box}gone/"), ("keepsake", book), ("keepsake-pages", f"{book}pages/"),
        ("keepsake-pick", f"{book}pages/{page.pk}/"), ("keepsake-print", f"{book}print/"),
        ("keepsake-let-go", f"{book}let-go/"), ("tender", "/you/tender/"), ("seen", "/you/seen/"),
    ]  # fmt: skip


def two_evenings_left() -> Sights:
    """The group two weeks on."""
    own = moved_on(2)
    return {
        "member": [("home-last", "/home/"), ("group-last", own), ("contact", f"{own}contact/")],
        "facilitator": [("desk-last", "/lead/"), ("group-last", own)],
    }


def after_the_last() -> Sights:
    """Every evening is over, the reunion is to come; her letter's time has come."""
    own = moved_on(3)
    letter = ewas().letters.get(opened_at=None, sealed_at__isnull=False)
    return {
        "member": [
            ("home-after", "/home/"), ("group-after", own), ("ending", f"{own}ending/"),
            ("ending-erase", f"{own}ending/erase/"), ("contact-after", f"{own}contact/"),
            ("letters-after", "/writing/letters/"),
            ("letter-opens", f"/writing/letters/{letter.pk}/"),
        ],
    }  # fmt: skip


def closed() -> Sights:
    """The group is closed: read, and not changed any more."""
    from django.utils import timezone

    from facilitator.people.models import Person
    from groups.closing import close

    close(tuesdays(), by=Person.objects.get(name="Nisha"), now=timezone.now())
    own, led = f"/group/{tuesdays().pk}/", f"/lead/groups/{tuesdays().pk}/"
    return {
        "member": [("home-over", "/home/"), ("group-over", own)],
        "facilitator": [("overview-over", led), ("desk-over", "/lead/")],
    }


LATER: list[Callable[[], Sights]] = [two_evenings_left, after_the_last, closed]


def tuesdays() -> Any:
    """The group of the pictures."""
    from groups.models import Group

    return Group.objects.get(name="Tuesday evenings")


def ewas() -> Any:
    """The member of the pictures."""
    from facilitator.people.models import Person

    return Person.objects.get(name="Ewa")


def moved_on(weeks: int) -> str:
    """So many weeks later; the group's address."""
    from facilitator.demo.people import lay_evenings

    group = tuesdays()
    lay_evenings(group, group.first_on - timedelta(weeks=weeks))
    return f"/group/{group.pk}/"
