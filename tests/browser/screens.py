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
from tests.browser.sights import LATER, Sights, addresses

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


def contexts(
    browser: Browser, base: str, roles: list[str]
) -> Iterator[tuple[str, int, str, BrowserContext]]:
    """Every width and theme; the public one is signed out, the others signed in once."""
    states = {role: signed_in(browser, base, ROLES[role]) for role in roles if role in ROLES}
    for width, height in WIDTHS.items():
        for theme in THEMES:
            options: dict[str, Any] = {
                "viewport": {"width": width, "height": height}, "color_scheme": theme,
                "reduced_motion": "reduce", "locale": "en-GB", "base_url": base,
            }  # fmt: skip
            for role in roles:
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
    """Take the pictures, then those of the group's last weeks; returns what was wrong."""
    program = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        wrong = seen(browser, base, addresses(), chosen)
        for turn in LATER:
            wrong += seen(browser, base, turn(), chosen)
        browser.close()
    return wrong


def seen(browser: Browser, base: str, pages: Sights, chosen: list[str]) -> list[str]:
    """Look at these as they are now: a 5xx is wrong, and a page wider than the window."""
    wrong = []
    pages = {
        role: [one for one in there if not chosen or one[0] in chosen]
        for role, there in pages.items()
    }
    for role, width, theme, context in contexts(browser, base, [*filter(pages.get, pages)]):
        for name, address in pages[role]:
            page = context.new_page()
            answer = page.goto(address, wait_until="load")
            if answer is None or answer.status >= 500:
                wrong.append(f"{name}: {answer and answer.status}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{name} at {width} px scrolls sideways")
            page.evaluate(UNPIN)
            page.screenshot(path=OUT / f"{name}-{role}-{width}-{theme}.png", full_page=True)
            page.close()
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
