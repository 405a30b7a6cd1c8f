"""Faults between her browser and the server."""

import json
import time

from playwright.sync_api import Error, Route

from tests.browser.faults.writer import Writer

PORTAL = "<!doctype html><title>Welcome to the train</title><p>Please accept our terms.</p>"


def fails_with(answer):
    """She writes on while every save is answered so; then the fault is over."""

    def act(her: Writer) -> None:
        with her.saves(answer):
            her.type()
            her.troubled()
            her.type()
            her.kept_here()
        her.try_now()

    return act


def says(status: int, body: str = "", kind: str = "text/html", **headers: str):
    def answer(route: Route) -> None:
        route.fulfill(status=status, body=body, content_type=kind, headers=headers)

    return fails_with(answer)


def breaks(how: str):
    return fails_with(lambda route: route.abort(how))


def truncated(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text()[:40])


def wrong_hash(route: Route) -> None:
    answer = route.fetch()
    receipt = answer.json() | {"sha256": "0" * 64}
    route.fulfill(response=answer, body=json.dumps(receipt))


def answer_lost(route: Route) -> None:
    route.fetch()
    route.abort("connectionreset")


def twice(route: Route) -> None:
    route.fetch()
    route.fulfill(response=route.fetch())


def slowly(route: Route) -> None:
    time.sleep(10)
    try:
        route.continue_()
    except Error:  # the page gave up meanwhile
        return


def offline(her: Writer) -> None:
    her.context.set_offline(True)
    her.type()
    her.troubled()
    her.type()
    her.kept_here()
    her.context.set_offline(False)
    her.saved()


def slow(her: Writer) -> None:
    with her.saves(slowly):
        her.type()
        her.page.wait_for_timeout(1500)
        her.type()
        her.saved()


def duplicated(her: Writer) -> None:
    with her.saves(twice):
        her.type()
        her.saved()


def out_of_order(her: Writer) -> None:
    """An old save arrives once more after newer words were saved."""
    old = []

    def notes(route: Route) -> None:
        old.append((route.request.url, route.request.post_data, route.request.headers))
        route.fallback()

    with her.saves(notes):
        her.type()
        her.saved()
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()
    url, body, headers = old[0]
    again = her.context.request.post(url, data=body, headers=headers)
    assert again.status == 200, again.status
    her.type()
    her.page.wait_for_timeout(1200)
    her.saved()


FAULTS = {
    "offline": offline,
    "500": says(500),
    "502": says(502, "<h1>Bad Gateway</h1>"),
    "503": says(503),
    "504": says(504),
    "429": says(429, **{"Retry-After": "1"}),
    "413 of a proxy": says(413),
    "connection reset": breaks("connectionreset"),
    "connection refused": breaks("connectionrefused"),
    "name not resolved": breaks("namenotresolved"),
    "empty 200": says(200, "", "application/json"),
    "HTML for JSON": says(200, PORTAL),
    "redirect to a portal": says(302, Location="/accessibility/"),
    "truncated JSON": fails_with(truncated),
    "wrong hash": fails_with(wrong_hash),
    "answer lost": fails_with(answer_lost),
    "saves duplicated": duplicated,
    "saves out of order": out_of_order,
    "slow 10 s": slow,
}
