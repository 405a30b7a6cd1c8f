"""A real Chromium for the tests in this folder. It is skipped loudly, never silently.

Playwright keeps an event loop in this thread, so Django's own guard against it is lifted here and
nowhere else; that is why the browser lives as long as this folder's tests and not longer.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.stack import Stack, running
from tests.browser.story import Story

CHROMIUM = (
    os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules to which a theme makes a difference
VIOLATIONS = """options => axe.run(options).then((found) => found.violations.map(
  (one) => [one.id, one.nodes.slice(0, 3).map((node) => node.target)]))"""

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test here is marked, and may be seen by the server's own thread."""
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not item.get_closest_marker("stack"):
                item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail("REQUIRE_ALL=1, and there is no Chromium (CHROMIUM_PATH, or on the PATH).")
        pytest.skip("NO CHROMIUM FOUND: no page was looked at in a browser.")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if before is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """A real installation, running; it has a database of its own."""
    with running() as house:
        yield house


@pytest.fixture
def story(stack: Stack, chromium: Browser) -> Iterator[Story]:
    """Somebody's story in that house; each person in it has a browser of her own."""
    told = Story(stack, chromium)
    yield told
    told.close()


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    return live_server.url


@pytest.fixture
def console() -> Iterator[list[str]]:
    """What the browser complained about; the test fails unless it empties the list itself."""
    errors: list[str] = []
    yield errors
    assert errors == []


@pytest.fixture
def visit(chromium: Browser, base_url: str, console: list[str]) -> Iterator[Visit]:
    """`visit(path, who=None, width=1280, scheme="light", status=200, **context)` opens a page.

    Each call is a browser of its own, without cookies but those of `who`. Any console error, so
    also any breach of the content security policy, fails the test.
    """
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            console.append(message.text)

    def go(path="/", *, who=None, width=1280, scheme="light", status=200, **more) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=base_url,
            locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce", **more,
        )  # fmt: skip
        contexts.append(context)
        if who is not None:
            context.add_cookies([session_of(who, base_url)])
        page = context.new_page()
        page.set_default_timeout(30_000)  # a loaded machine is slow, not wrong
        page.on("console", heard)
        page.on("pageerror", lambda error: console.append(str(error)))
        answer = page.goto(path, wait_until="load")
        assert answer
        assert answer.status == status
        return page

    yield go
    for context in contexts:
        context.close()


def session_of(who, base_url: str) -> dict[str, str]:
    """The cookie of somebody who has just signed in."""
    client = Client()
    client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": base_url}


@pytest.fixture
def page(visit: Visit) -> Page:
    """The welcome page at 1280 px, light."""
    return visit("/")


@pytest.fixture
def axe() -> Callable[..., None]:
    """Fails with the rule and the place of every WCAG 2.2 AA violation on the page."""

    def check(page: Page, *, colours_only: bool = False) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        only = (
            {"type": "rule", "values": COLOURS}
            if colours_only
            else {"type": "tag", "values": RULES}
        )
        options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
        assert page.evaluate(VIOLATIONS, options) == []

    return check
