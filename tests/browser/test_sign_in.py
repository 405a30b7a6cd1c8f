"""The front door and the drawer in a real browser, with a real passkey."""

from datetime import UTC, datetime

from facilitator.people import recovery
from groups.inviting import code_of
from tests import factories
from tests.browser.looking import sideways, small_targets, tiny_text
from tests.cast import PASSWORD, person

PAGES = ["/sign-in/", "/sign-in/code/", "/sign-in/forgotten/", "/sign-up/"]
HERS = ["/you/", "/you/name/", "/you/language/", "/you/look/", "/you/devices/", "/drawer/"]
BEHIND = ["/you/keys/", "/you/keys/password/", "/you/keys/address/", "/you/keys/app/",
          "/you/keys/passkeys/new/", "/you/keys/recovery/"]  # fmt: skip
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


def holds_passkeys(page):
    """Give this browser an authenticator that asks for a finger and always gets one."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page):
    page.goto("/sign-in/?next=/you/")
    page.get_by_label("Your email address").fill("ewa@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/you/")


def look_at(page, axe, path):
    """The page as it stands on a phone and on a desk, in the light and in the dark."""
    page.goto(path)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        axe(page)
        assert sideways(page) <= 0, (path, width)
        assert small_targets(page) == [], (path, width)
        assert tiny_text(page) == [], (path, width)


def test_whoever_is_outside_finds_pages_without_a_barrier(visit, axe):
    page = visit("/sign-in/")
    for path in PAGES:
        look_at(page, axe, path)


def test_so_does_whoever_is_in(visit, axe):
    person("Ewa")
    page = visit("/sign-in/")
    sign_in(page)
    for path in [*HERS[:-1], *BEHIND]:
        look_at(page, axe, path)
    page.goto("/you/")
    page.get_by_role("button", name="Close your drawer").click()
    look_at(page, axe, HERS[-1])


def test_a_fault_takes_the_focus_to_the_summary(visit, axe, console):
    person("Ewa")
    page = visit("/sign-in/")
    page.get_by_label("Your email address").fill("ewa@example.org")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").get_by_text("do not go together").wait_for()
    assert page.title().startswith("Problem:")
    assert page.get_by_label("Your email address").input_value() == "ewa@example.org"
    axe(page)
    console[:] = [line for line in console if "422" not in line]  # the browser notes the status


def test_a_passkey_is_made_and_opens_the_door_and_the_drawer(visit):
    person("Ewa")
    page = visit("/sign-in/")
    holds_passkeys(page)
    sign_in(page)

    page.goto("/you/keys/passkeys/new/")
    page.get_by_label("A name for it").fill("This computer")
    page.get_by_role("button", name="Make it now").click()
    page.wait_for_url("**/you/keys/")
    page.get_by_text("Passkey: This computer").wait_for()

    page.goto("/you/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/?next=/you/keys/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/you/keys/")  # behind the drawer: it is open
    page.get_by_role("button", name="Close your drawer").click()

    page.goto("/drawer/?next=/you/keys/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/you/keys/")


def test_without_a_passkey_on_this_device_she_is_told_so(visit):
    page = visit("/sign-in/")
    page.get_by_role("button", name="Use a passkey").wait_for()
    page.evaluate("void (navigator.credentials.get = () => Promise.reject(new Error('none')))")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("That did not work on this device").wait_for()


def test_without_scripts_no_passkey_button_pretends(visit):
    person("Ewa")
    page = visit("/sign-in/", java_script_enabled=False)
    assert page.get_by_role("button", name="Use a passkey").count() == 0
    sign_in(page)
    page.goto("/you/keys/passkeys/new/")
    assert page.get_by_role("button", name="Make it now").count() == 0
    page.goto("/you/name/")
    page.get_by_label("The name you are called by").fill("Ewa K.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Ewa K.").wait_for()


def test_after_a_reset_the_paper_opens_the_drawer(visit):
    now = datetime.now(UTC)
    ewa = person("Ewa", reset_at=now)
    code = recovery.make(ewa, now)
    page = visit("/sign-in/")
    sign_in(page)
    page.goto("/you/keys/")
    page.get_by_label("Your recovery code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Open it").click()
    page.wait_for_url("**/you/keys/")


def test_a_new_password_is_shown_on_wish_and_hidden_when_sent(visit):
    person("Ewa")
    page = visit("/sign-in/")
    sign_in(page)
    page.goto("/you/keys/password/")
    new = page.get_by_label("New password")
    page.get_by_label("The password you have now").fill(PASSWORD)
    new.fill("three new words in a row")
    page.get_by_role("button", name="Show what I type").click()
    assert new.get_attribute("type") == "text"
    page.get_by_role("button", name="Keep this password").click()
    page.wait_for_url("**/you/keys/")
    page.get_by_text("Your password is changed").wait_for()


def test_she_joins_with_a_passkey_and_gets_her_paper(visit):
    asked = factories.invitation(factories.group(), email="hanne@example.org")
    page = visit(f"/join/{code_of(asked)}/")
    holds_passkeys(page)
    if page.get_by_label("I have read this").count():
        page.get_by_label("I have read this").check()
    page.get_by_label("The name you are called by").fill("Hanne")
    page.get_by_role("button", name="Make a passkey instead").click()
    page.wait_for_url("**/you/keys/recovery/")
    code = page.locator("strong[translate=no]").inner_text()
    assert recovery.read(code)
    page.get_by_role("link", name="I have it safe").click()
    page.wait_for_url("**/home/")
    page.goto("/you/keys/")  # her drawer is open
    page.get_by_text("You have none.", exact=True).wait_for()
