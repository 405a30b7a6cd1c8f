"""What eyes and thumbs need, measured on an open page."""

from playwright.sync_api import Page

SMALL = """() => {
  const inline = (el) => el.tagName === 'A' && getComputedStyle(el).display === 'inline';
  const hidden = (el) => el.closest('.vh') || el.matches('.skip, [type=hidden]')
    || !el.checkVisibility({visibilityProperty: true});
  // The card around a radio or a tick is what a thumb presses.
  const pressed = (el) => el.closest('label.choice, label.word') || el;
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((el) => !hidden(el) && !inline(el))
    .map((el) => [pressed(el).getBoundingClientRect(), el])
    .filter(([box]) => box.width < 43.5 || box.height < 43.5)
    .map(([box, el]) => `${el.outerHTML.slice(0, 80)} ${box.width}x${box.height}`);
}"""
TINY = """() => {
  const seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (seen.nextNode()) {
    const el = seen.currentNode.parentElement;
    if (!seen.currentNode.data.trim() || el.closest('script, .vh, .skip')) continue;
    const size = parseFloat(getComputedStyle(el).fontSize);
    if (size < 15) found.push(`${seen.currentNode.data.trim().slice(0, 40)} ${size}px`);
  }
  return found;
}"""


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def small_targets(page: Page) -> list[str]:
    """Everything to press that is under 44 px, links inside a sentence excepted."""
    return page.evaluate(SMALL)


def tiny_text(page: Page) -> list[str]:
    """Text under 15 px (16 at the usual width; 15 in the tabs of a 320 px screen)."""
    return page.evaluate(TINY)
