"""One story on a running house: who takes part, what they know, and what is shown when it fails."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from tests.browser.stack import Stack

PASSWORD = "a lamp in the window"
PATIENCE = 15_000  # milliseconds, on a machine that does other things as well
PHONE = {"width": 390, "height": 844}
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@dataclass
class Story:
    """The house, one browser for each person, and what was learned on the way."""

    stack: Stack
    chromium: Browser
    pages: dict[str, Page] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    clicks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    last: str = ""
    domain: str = "harbour.test"

    def mail(self, name: str) -> str:
        """Her address."""
        return f"{name}@{self.domain}"

    def enter(self, name: str, **context: Any) -> Page:
        """A browser of her own, without any cookie."""
        made = self.chromium.new_context(
            base_url=self.stack.base, viewport=PHONE, locale="en-GB", reduced_motion="reduce",
            **context,
        )  # fmt: skip
        page = made.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("response", self._answered)
        self.pages[name] = page
        return self.of(name)

    def of(self, name: str) -> Page:
        """The page that she looks at."""
        self.last = name
        return self.pages[name]

    def note_click(self, words: str) -> None:
        self.clicks.append(" ".join(words.split()))

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.faults.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    @contextmanager
    def told(self, step: str) -> Iterator[None]:
        """Run a step; when it fails, say which, what the page showed and what the house said."""
        try:
            yield
            assert self.faults == [], "the browser complained"
        except Exception as fault:  # whatever it was, the page says more
            words = [f"{step}: {fault}", *self.faults, *self._seen(), self.stack.log()]
            raise AssertionError("\n".join(words)) from None

    def _seen(self) -> list[str]:
        page = self.pages.get(self.last)
        if page is None:
            return []
        return [f"--- {self.last} at {page.url}", page.locator("main").inner_text(timeout=2000)]


def join(page: Page, link: str, *, name: str, take: str = "Take my chair") -> None:
    """Through the joining link to her recovery code; with a password."""
    page.goto(link)
    fill_in(page, name)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name=take).click()
    heading(page, "Your recovery code")


def fill_in(page: Page, name: str) -> None:
    """Who she is and what she agrees to; the key comes after it."""
    page.get_by_label("The name you are called by").fill(name)
    for words in ("I have read this, and I agree", "Other members may see my first name"):
        if page.get_by_label(words).count():
            page.get_by_label(words).check()
    page.get_by_label("Yes, nobody else uses this device").check()


def heading(page: Page, words: str | re.Pattern[str]) -> str:
    """Wait for a main heading with these words; all of it."""
    found = page.get_by_role("heading", level=1).filter(has_text=words)
    found.wait_for()
    return found.inner_text()


def seen(page: Page) -> str:
    """What the page says, in its main part, with single spaces."""
    return " ".join(page.locator("main").inner_text().split())


def give_authenticator(page: Page) -> None:
    """The browser gets a device that makes passkeys and is always unlocked."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
