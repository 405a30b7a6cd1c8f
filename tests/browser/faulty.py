"""Forms in their faulty state: sent with nothing in them, and what must then hold."""

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as Waited

FILLED = "input:not([type=hidden]), select, textarea"
NOT_OURS = ["This field is required", "Select a valid choice", "Enter a valid"]
FORMS = f"""() => {{
  const seen = (one) => one.checkVisibility();
  return [...document.querySelectorAll('main form[method=post]')].map((form, at) => [form, at])
    .filter(([form]) => seen(form) && [...form.querySelectorAll('{FILLED}')].some(seen))
    .map(([, at]) => at);
}}"""
EMPTY = f"""(at) => {{
  const form = document.querySelectorAll('main form[method=post]')[at];
  for (const field of form.querySelectorAll('{FILLED}')) {{
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (field.tagName !== 'SELECT') field.value = '';
    else {{
      field.add(new Option('', 'nonsense'));
      field.value = 'nonsense';
    }}
  }}
  const sends = 'button:not([type=button])';
  form.requestSubmit(form.querySelector(`${{sends}}.big`) || form.querySelector(sends));
}}"""
UNSAID = """() => [...document.querySelectorAll('.problem a[href^="#"]')].filter((link) => {
  const field = document.getElementById(link.hash.slice(1));
  const said = field && field.closest('.field.bad');
  return !said || !said.textContent.includes(link.textContent)
    || !said.querySelector('[aria-invalid=true]');
}).map((link) => link.textContent)"""


def forms(page: Page) -> list[int]:
    """Which forms of the page have something to fill in."""
    found: list[int] = page.evaluate(FORMS)
    return found


def send_empty(page: Page, form: int) -> bool:
    """Send that form with nothing in it; whether the page came back with a summary."""
    page.evaluate(EMPTY, form)
    try:
        page.wait_for_selector(".problem", timeout=15_000)
    except Waited:
        return False
    return True


def unsaid(page: Page) -> list[str]:
    """What the summary says and the field it leads to does not."""
    found: list[str] = page.evaluate(UNSAID)
    said = page.locator(".problem").inner_text()
    found += [words for words in NOT_OURS if words in said]
    try:  # the page is still arriving: the script that moves the focus comes last
        page.wait_for_selector(".problem:focus-within", timeout=15_000)
    except Waited:
        found.append("the summary has no focus")
    return found
