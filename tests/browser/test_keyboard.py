"""By keyboard alone: the focus is seen, its order is that of the page, and nothing is missed."""

import pytest
import time_machine

from groups.inviting import code_of
from tests import cast, factories
from tests.house.world import build

STOPS = """() => {
  const group = (radio) => [...document.getElementsByName(radio.name)];
  const entry = (radio) => group(radio).find((one) => one.checked) || group(radio)[0];
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled
      && one.type !== 'hidden' && (one.type !== 'radio' || one === entry(one))).length;
}"""
HERE = """() => {
  const on = document.activeElement;
  if (on === document.body) return null;
  const ring = on.closest('.word, .pad') || on;
  const look = getComputedStyle(ring);
  const box = on.getBoundingClientRect();
  const middle = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 40)];
  const top = document.elementFromPoint(...middle);
  return {
    what: (on.name || on.innerText || on.outerHTML).trim().slice(0, 50),
    place: [...document.querySelectorAll('*')].indexOf(on),
    ringed: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
      || ring !== on && look.boxShadow !== 'none',
    free: !!top && (on.contains(top) || top.contains(on) || ring.contains(top)),
  };
}"""


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=True):
        yield build()


def walk(page) -> list[dict]:
    """Every stop from the skip link on, until the focus leaves the page."""
    page.evaluate("document.querySelector('.skip').focus()")
    stops = [page.evaluate(HERE)]
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or here["place"] == stops[0]["place"]:
            break
        stops.append(here)
    return stops


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_reaches_everything_in_order_and_it_shows(visit, world, width):
    invited = code_of(factories.invitation(world.group, "zoe@example.org"))
    ewa = world.people["ME"]
    for path, who in [
        ("/sign-in/", None), (f"/join/{invited}/", None), ("/home/", ewa), ("/writing/new/", ewa),
    ]:  # fmt: skip
        page = visit(path, who=who, width=width)
        count, stops = page.evaluate(STOPS), walk(page)
        assert [one["what"] for one in stops if not one["ringed"]] == []
        assert [one["what"] for one in stops if not one["free"]] == []
        assert (places := [one["place"] for one in stops]) == sorted(places)
        assert len(stops) == count


def test_the_skip_link_leads_past_the_bar(visit, world):
    page = visit("/home/", who=world.people["ME"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("one => !!one.closest('main')")
