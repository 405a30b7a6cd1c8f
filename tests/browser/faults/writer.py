"""She at her page: types numbered words, and what became of them is counted."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from facilitator.people import drawer
from facilitator.people.models import Person
from groups.reflections import reading
from groups.reflections.models import Reflection
from tests import cast

PATIENCE = 30_000  # milliseconds: a loaded machine is slow, not wrong
SAVES = re.compile(r"/writing/(new|[0-9a-f-]{36}/save)/$")
_numbers = itertools.count(1)

Open = Callable[[], BrowserContext]


def cookie(person: Person, base: str) -> dict[str, str]:
    """Of somebody who has just signed in with her password: her drawer is open."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[drawer.OPENED], session[drawer.BY] = timezone.now().timestamp(), "password"
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": base}


def texts(person: Person) -> list[str]:
    """The words of all her pages that are not in the basket."""
    pages = Reflection.objects.for_person(person).kept()
    return [reading.open_page(person, page.pk).sheet.words for page in pages]


@dataclass
class Writer:
    """One woman, one browser, one page."""

    person: Person
    other: Person
    base: str
    open: Open
    house: Any = None
    typed: list[str] = field(default_factory=list)
    context: BrowserContext = None  # type: ignore[assignment]  # from `sit_down` on
    page: Page = None  # type: ignore[assignment]  # the same

    def sit_down(self) -> None:
        """A browser, signed in, at a new page with its first words saved."""
        self.arrive()
        self.page.goto("/writing/new/")
        self.type()
        self.saved()

    def arrive(self) -> None:
        """A browser in which she is signed in."""
        self.context = self.open()
        self.context.set_default_timeout(PATIENCE)
        self.context.add_cookies([cookie(self.person, self.base)])
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    @property
    def box(self) -> Any:
        return self.page.get_by_label("Your writing")

    @property
    def where(self) -> str:
        return str(self.page.evaluate("location.pathname"))

    def type(self, words: int = 3) -> None:
        """So many new words at the end of what stands there, key by key."""
        made = [f"word{next(_numbers)}." for _ in range(words)]
        self.box.press("Control+End")
        self.box.press_sequentially("".join(f"{word} " for word in made), delay=5)
        self.typed += made

    def saved(self) -> None:
        """The page says that it has saved."""
        expect(self.page.locator("#save-status")).to_contain_text("Saved", timeout=PATIENCE)

    def troubled(self) -> None:
        """The page says that it has not saved."""
        expect(self.page.locator("#trouble")).to_be_visible(timeout=PATIENCE)

    def kept_here(self) -> None:
        """The page says that this device keeps what is not saved."""
        words = "Not saved yet, kept on this device"
        expect(self.page.locator("#save-status")).to_contain_text(words, timeout=PATIENCE)

    def kept_nowhere(self) -> None:
        """The page says that it has not saved, and claims nothing for the device."""
        words = self.page.locator("#save-status [data-words]")
        self.page.wait_for_timeout(800)
        expect(words).to_have_text(re.compile("^(Not saved yet|Saving)$"), timeout=PATIENCE)

    def try_now(self) -> None:
        """The fault is over: she asks once more, where the page has not by itself."""
        if self.page.locator("#trouble").is_visible():
            with suppress(Error):  # it has saved by itself, and the button is gone
                self.page.locator("[data-try]").click(timeout=1000)
        self.saved()

    def put_back(self) -> None:
        """She takes what this device kept; nothing is offered where all of it arrived after all."""
        arrived = """(words) => words.every((one) => id_words.value.includes(one))
          || document.querySelector('#kept').checkVisibility()"""
        # Not wait_for_function: the page's own policy lets the browser evaluate it only once.
        end = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(arrived, self.typed):
            assert time.monotonic() < end, "neither here nor offered"
            self.page.wait_for_timeout(50)
        if self.page.locator("#kept").is_visible():
            self.page.locator("#kept [data-back]").click()
        self.saved()

    def sign_in_here(self, password: str = cast.PASSWORD) -> None:
        """In the page, without leaving it."""
        self.page.locator("[data-here]").click()
        self.page.locator("#here-login").fill(self.person.email)
        self.page.locator("#here-password").fill(password)
        self.page.locator("#here-password").press("Enter")
        expect(self.page.locator("#sign-in-here")).to_be_hidden(timeout=PATIENCE)

    @contextmanager
    def saves(self, answer: Callable[[Route], None], where: Any = SAVES) -> Iterator[None]:
        """Meanwhile her saves are answered so."""

        def only_posts(route: Route) -> None:
            if route.request.method == "POST":
                answer(route)
            else:
                route.fallback()

        self.context.route(where, only_posts)
        try:
            yield
        finally:
            self.context.unroute(where, only_posts)

    def lost(self) -> list[str]:
        """What she typed and the server does not hold, on whichever of her pages."""
        all_of_it = " ".join(texts(self.person))
        return [word for word in self.typed if word not in all_of_it]
