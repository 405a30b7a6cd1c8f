"""`make screens`: a picture of every page for every role at 390 and 1280 px, light and dark.

It fills a demo of its own, serves it with gunicorn and looks at it with Chromium. The pictures
go to var/screens/<page>-<role>-<width>-<theme>.png.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from facilitator.demo import environment

OUT = environment.HOME.parent / "screens"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip
WIDTHS = {390: 844, 1280: 900}
THEMES = ("light", "dark")
# On a picture of a whole page the bottom tabs stand at its end, not across its middle.
UNPIN = """() => {
  document.querySelectorAll('nav.tabs').forEach((el) => { el.style.position = 'static'; });
  document.body.style.paddingBottom = 0;
}"""
ROLES = {
    "member": "ewa@example.org",
    "facilitator": "ruth@example.org",
    "coordinator": "nisha@example.org",
}


def addresses() -> dict[str, list[tuple[str, str]]]:
    """Role -> (picture's name, address); ids are looked up in the demo's database."""
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
            ("keepsake", "/writing/keepsake/"), ("keepsake-pages", "/writing/keepsake/pages/"),
            ("keepsake-pick", f"/writing/keepsake/pages/{page.pk}/"),
            ("keepsake-print", "/writing/keepsake/print/"),
            ("basket", "/writing/deleted/"), ("take", "/writing/take/"),
            ("close-account", "/you/close/"), ("break", "/you/break/"), ("group", f"{own}/"),
            ("evening-print", f"{own}/evenings/4/print/"),
            ("agreements-print", f"{own}/agreements/print/"),
            ("evening", f"{own}/evenings/4/"), ("you", "/you/"), ("keys", "/you/keys/"),
            ("devices", "/you/devices/"), ("mail", "/you/mail/"), ("leave", "/you/leave/"),
            ("drawer", "/drawer/"),
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


def contexts(browser: Browser, base: str) -> Iterator[tuple[str, int, str, BrowserContext]]:
    """Every width and theme; the public one is signed out, the others signed in once."""
    states = {role: signed_in(browser, base, email) for role, email in ROLES.items()}
    for width, height in WIDTHS.items():
        for theme in THEMES:
            options: dict[str, Any] = {
                "viewport": {"width": width, "height": height}, "color_scheme": theme,
                "reduced_motion": "reduce", "locale": "en-GB", "base_url": base,
            }  # fmt: skip
            for role in ("public", *ROLES):
                context = browser.new_context(**options, storage_state=states.get(role))
                yield role, width, theme, context
                context.close()


def signed_in(browser: Browser, base: str, email: str) -> Any:
    """The cookies of one who signed in through the real page."""
    from facilitator.demo.people import PASSWORD

    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    state = context.storage_state()
    context.close()
    return state


def look(base: str, chosen: list[str]) -> list[str]:
    """Take the pictures; returns what was wrong: a 5xx, or a page wider than the window."""
    wrong = []
    pages = addresses()
    program = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for role, width, theme, context in contexts(browser, base):
            for name, address in pages[role]:
                if chosen and name not in chosen:
                    continue
                page = context.new_page()
                answer = page.goto(address, wait_until="load")
                if answer is None or answer.status >= 500:
                    wrong.append(f"{name}: {answer and answer.status}")
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wrong.append(f"{name} at {width} px scrolls sideways")
                page.evaluate(UNPIN)
                page.screenshot(path=OUT / f"{name}-{role}-{width}-{theme}.png", full_page=True)
                page.close()
        browser.close()
    return wrong


def main() -> int:
    """Fill, serve, look."""
    home = Path(tempfile.mkdtemp(prefix="kept-chair-screens-"))
    for name, file in (("DATABASE_URL", "d"), ("KEYRING_URL", "k")):
        os.environ[name] = f"sqlite:///{home / file}.sqlite3"
    os.environ["KEK_FILE"] = str(home / "kek")
    port = environment.free_port()
    environment.prepare(port)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop in this thread
    from facilitator.demo.__main__ import set_up

    set_up()
    from bench.lib.house import serving

    OUT.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with serving(dict(os.environ), "facilitator.wsgi", port, "/health/"):
        wrong = look(f"http://localhost:{port}", sys.argv[1:])
    shutil.rmtree(home)
    print(
        f"{len(list(OUT.glob('*.png')))} pictures in {OUT} after {time.monotonic() - begun:.0f} s"
    )
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
