"""The four words at the top of every page, found from the address and what the person does."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from facilitator.pages.hats import Hats

Words = str | Promise
Entry = tuple[str, Words, Words, str]  # the page's name, its word, its short word, its icon


@dataclass(frozen=True)
class Place:
    """One link of the bar; `short` is its word under an icon on a phone."""

    url: str
    label: Words
    short: Words
    icon: str
    current: bool = False
    wide_only: bool = False

    @property
    def icon_template(self) -> str:
        return f"parts/icons/{self.icon}.html"


HELP: Entry = (
    "help",
    pgettext_lazy("in the bar", "Help"),
    pgettext_lazy("in the bar", "Help"),
    "heart",
)
MEMBER: list[Entry] = [
    ("home", pgettext_lazy("in the bar", "Home"), pgettext_lazy("in the bar", "Home"), "home"),
    ("writing", _("My writing"), _("Writing"), "pen"),
    ("my_group", _("My group"), _("Group"), "circle"),
    HELP,
]
FACILITATOR: list[Entry] = [
    ("desk", _("Today"), _("Today"), "home"),
    ("led_groups", _("Groups"), _("Groups"), "circle"),
    ("library", _("Plans and library"), _("Library"), "pen"),
    HELP,
]
COORDINATOR: list[Entry] = [
    ("office", _("Overview"), _("Overview"), "home"),
    ("office_groups", _("Groups"), _("Groups"), "circle"),
    ("office_people", _("People"), _("People"), "people"),
    ("office_programmes", _("Programmes"), pgettext_lazy("in the bar", "Plans"), "pen"),
    HELP,
]
INSIDE = {"/lead/programmes/": "/lead/library/"}  # an address, and the place that it belongs to
SIGNED_OUT: list[Entry] = [
    ("meetings", _("What happens at a meeting"), "", ""),
    ("account_login", _("Sign in"), "", ""),
]


def places(request: HttpRequest) -> dict[str, object]:
    """What parts/bar.html and parts/foot.html need, for who is asking and where she is."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        bar = _bar(SIGNED_OUT, request.path)
        return {"bar": bar, "tabs": False, "start": address("welcome"), "switches": []}
    hats = Hats(person)
    chosen = _chosen(request.path, hats)
    return {
        "bar": _bar(chosen, request.path),
        "tabs": True,
        "start": address(chosen[0][0]) or address("welcome"),
        "you": address("you"),
        "name": person.name,
        "hats": hats,
        "switches": _switches(chosen, hats),
    }


def address(name: str) -> str:
    """The address of a page by its name; empty while an installation lacks that page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _chosen(path: str, hats: Hats) -> Sequence[Entry]:
    """By where she is; elsewhere by the widest thing she does."""
    if path.startswith("/lead/"):
        return FACILITATOR
    if path.startswith("/run/"):
        return COORDINATOR
    if path.startswith(("/home/", "/writing/", "/group/")):
        return MEMBER
    if hats.coordinates:
        return COORDINATOR
    return FACILITATOR if hats.leads else MEMBER


def _bar(chosen: Sequence[Entry], path: str) -> list[Place]:
    """The links that exist; the one that she is in, deepest first, is current."""
    found = [(address(name), label, short, icon) for name, label, short, icon in chosen]
    found = [one for one in found if one[0]]
    path = next((place for inside, place in INSIDE.items() if path.startswith(inside)), path)
    here = max((url for url, *_rest in found if path.startswith(url)), key=len, default="")
    if chosen is not SIGNED_OUT and here in {"/lead/", "/run/"} and path != here:
        here = ""
    return [
        Place(url, label, short, icon, url == here, wide_only=url == address("meetings"))
        for url, label, short, icon in found
    ]


def _switches(chosen: Sequence[Entry], hats: Hats) -> list[dict[str, Words]]:
    """The quiet links to the other hats of the same person."""
    offered = [
        (COORDINATOR, "coordinates", "office", _("Go to the office")),
        (FACILITATOR, "leads", "desk", _("Go to your desk")),
    ]
    return [
        {"url": address(name), "label": label}
        for hat, flag, name, label in offered
        if hat is not chosen and getattr(hats, flag) and address(name)
    ]
